extension Walker {
  /// Packets reach a regional NAT gateway: it stands in no subnet, has public addresses by zone and a route table of its own
  /// (VPC User Guide, "Regional NAT gateways").
  ///
  /// While it has no address in the sender's zone, it uses those of another one if it provisions zones by itself.
  mutating func enterRegionalNATGateway(
    _ id: EstateID<NATGateway>,
    _ flow: Flow,
    _ context: Context,
    _ rule: Provenance
  ) {
    let gateway = estate.natGateways[id]
    guard let left = leavingAttachment(flow, context), let entered = entering(left, .natGateway, id.index, gateway.id)
    else { return }
    guard !gateway.regionalAddresses.isEmpty else {
      return arrive(.beyond(.resourceUnknown, gateway.id, gateway.provenance), entered)
    }
    let ofZone = gateway.regionalAddresses.filter { address in
      flow.zone.isEmpty || address.zones.isEmpty || address.zones.contains(flow.zone)
    }
    guard !ofZone.isEmpty || gateway.provisionsZones else {
      return drop(entered, .regionalNATZone, gateway.id, gateway.provenance)
    }
    guard let carried = translatable(entered, gateway.id, rule) else { return }
    guard let table = routeTable(ofRegional: gateway) else {
      return arrive(
        .beyond(.resourceUnknown, gateway.routeTable.isEmpty ? gateway.id : gateway.routeTable, rule),
        entered
      )
    }
    let addresses = ofZone.isEmpty ? gateway.regionalAddresses : ofZone
    guard let carried = splitting(carried, into: addresses.count, at: gateway.id) else { return }
    for address in addresses {
      let out = translated(carried, by: id, to: UInt128(address.publicAddress), rule)
      route(table, out, Context(vpc: context.vpc, entry: .regionalNATGateway(id)))
    }
  }

  private func routeTable(ofRegional gateway: NATGateway) -> EstateID<RouteTable>? {
    estate.routeTable(gateway.routeTable) ?? model.edgeTableOfGateway[gateway.id]
  }

  /// What a regional NAT gateway sends anywhere but to the internet carries an address that AWS does not show.
  mutating func leavesRegionalNATGateway(_ route: Route, _ flow: Flow, _ context: Context) -> Bool {
    guard case .regionalNATGateway(let id) = context.entry else { return false }
    if case .internetGateway = route.target { return false }
    arrive(.beyond(.unsupported, estate.natGateways[id].id, route.provenance), flow)
    return true
  }

  /// Answers for a public address of a regional NAT gateway are turned back by it.
  ///
  /// - Returns: the packets that are for others.
  mutating func turnedBackByRegionalNATGateway(_ flow: Flow) -> Flow? {
    guard isAnswer, let mapping = expected.last, estate.natGateways[mapping.gateway].isRegional,
      let turned = flow.narrowed(destination: AddressRange(mapping.address))
    else { return flow }
    let rest = flow.removing(destination: AddressRange(mapping.address))
    let gateway = estate.natGateways[mapping.gateway]
    guard let vpc = estate.vpc(gateway.vpc) else {
      arrive(.beyond(.resourceUnknown, gateway.vpc, gateway.provenance), turned)
      return rest
    }
    guard usableGateway(vpc, turned) != nil else { return rest }
    guard let entered = entering(turned, .natAnswer, mapping.gateway.index, gateway.id) else { return rest }
    let back = step(turnedBack(entered, mapping), .natAnswered, gateway.id)
    guard let table = routeTable(ofRegional: gateway) else {
      arrive(.beyond(.resourceUnknown, gateway.id, gateway.provenance), back)
      return rest
    }
    let saved = expected
    expected.removeLast()
    route(table, back, Context(vpc: vpc, entry: .gateway))
    expected = saved
    return rest
  }
}
