extension Walker {
  /// Packets of a VPC reach a transit gateway, or a core network, through the VPC's attachment.
  ///
  /// The attachment must have a subnet in the sender's zone, and that subnet's network ACL judges them on their way in
  /// (Transit Gateways guide, "Network ACLs"). Of a core network AWS does not say what happens without one: nobody knows.
  mutating func enterTransitGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    let attachments = model.attachmentsOfVPC[Int(context.vpc.index)]
      .filter { estate.transitGatewayAttachments[$0].transitGateway == id }
    guard
      let attachmentID = attachments.first(where: { estate.transitGatewayAttachments[$0].isAvailable })
        ?? attachments.first
    else {
      // A route to a transit gateway that AWS does not call a blackhole has an attachment behind it.
      guard model.listedTransitGateways.contains(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
      return drop(flow, .cannotRoute, id, rule)
    }
    let attachment = estate.transitGatewayAttachments[attachmentID]
    guard attachment.isAvailable else { return drop(flow, .badStateAttachment, attachment.id, attachment.provenance) }
    let isCoreNetwork = estate.symbols.utf8(id).starts(with: "core-network-".utf8)
    var entered = flow
    if let subnets = attachment.subnets {
      let here = subnets.compactMap { estate.subnet($0) }.first { estate.subnets[$0].zone == flow.zone }
      if let here {
        guard let passed = filter(entered, throughACLOf: here, isEgress: false) else { return }
        entered = passed
      } else if !flow.zone.isEmpty, subnets.allSatisfy({ estate.subnet($0) != nil }) {
        guard isCoreNetwork else {
          return drop(flow, .transitGatewayZone, attachment.id, attachment.provenance)
        }
        entered = missing(entered, .transitGatewayZone, attachment.id, attachment.provenance)
      } else {
        entered = missing(entered, .resourceUnknown, attachment.id, attachment.provenance)
      }
    } else {
      entered = missing(entered, .resourceUnknown, attachment.id, attachment.provenance)
    }
    // The options come with the subnets, from `TransitGatewayVpcAttachments`.
    if flow.family == .ipv6, !attachment.supportsIPv6, attachment.subnets != nil {
      return drop(entered, .cannotRoute, attachment.id, rule)
    }
    entered.transitGateways += 1
    switch entered.scope {
    case .local where entered.transitGateways == 1:
      entered.scope = Self.scope(referencing(on: id, isCoreNetwork), attachment.referencesSecurityGroups)
    default: entered.scope = .lost
    }
    lookUp(from: attachment, on: id, step(entered, .transitGateway, id, attachment.provenance))
  }

  /// Whether security group references work across a transit gateway or a core network; `nil` when no record says.
  private func referencing(on id: Symbol, _ isCoreNetwork: Bool) -> Bool? {
    if isCoreNetwork { return estate.coreNetwork(id).flatMap { estate.coreNetworks[$0].referencesSecurityGroups } }
    return estate.transitGateway(id).flatMap { estate.transitGateways[$0].referencesSecurityGroups }
  }

  /// What is left of the sender's identity where several settings must all be on: off when one is off, not known when one is
  /// not known.
  private static func scope(_ settings: Bool?...) -> IdentityScope {
    if settings.contains(false) { return .transitGatewayOff }
    return settings.contains(nil) ? .transitGatewayUntold : .transitGateway
  }

  /// Packets that came in by an attachment are looked up in the route table that it is associated with.
  mutating func lookUp(from attachment: TransitGatewayAttachment, on gateway: Symbol, _ flow: Flow) {
    if !attachment.policyTable.isEmpty {
      return arrive(.beyond(.unsupported, attachment.policyTable, attachment.provenance), flow)
    }
    if attachment.routeTable.isEmpty, !knowsAssociation(of: attachment, on: gateway) {
      return arrive(.beyond(.transitGatewayRoutesUnknown, gateway, attachment.provenance), flow)
    }
    guard !attachment.routeTable.isEmpty, attachment.isAssociated else {
      return drop(flow, .transitGatewayNoAssociation, attachment.id, attachment.provenance)
    }
    guard let tableID = estate.transitGatewayRouteTable(attachment.routeTable) else {
      return arrive(.beyond(.transitGatewayRoutesUnknown, attachment.routeTable, attachment.provenance), flow)
    }
    lookUp(in: tableID, on: gateway, flow)
  }

  /// Whether an attachment without a route table surely has none: a peering attachment may have a policy table instead.
  private func knowsAssociation(of attachment: TransitGatewayAttachment, on gateway: Symbol) -> Bool {
    guard model.listedTransitGateways.contains(gateway) else { return false }
    guard attachment.kind == .peering, let id = estate.transitGateway(gateway) else { return true }
    let record = estate.transitGateways[id]
    return estate.completeness.isCollected(
      ["TransitGatewayPolicyTables"],
      account: record.owner,
      region: record.region
    )
  }

  /// Packets are looked up in a route table of a transit gateway or a core network.
  mutating func lookUp(in tableID: EstateID<TransitGatewayRouteTable>, on gateway: Symbol, _ flow: Flow) {
    let record = estate.transitGatewayRouteTables[tableID]
    guard let entered = entering(flow, .transitGatewayTable, tableID.index, record.id) else { return }
    let compiled = model.transitGatewayTables[Int(tableID.index)]
    let table = compiled.table(flow.family)
    let hull = entered.destinationHull
    if compiled.gap != nil { arrive(.beyond(.transitGatewayRoutesUnknown, record.id, record.provenance), entered) }
    let relevant = pruning?.intervals(tableID, flow.family).lazy.map { table.intervals[Int($0)] }
      .filter { $0.range.overlaps(hull) }
    for interval in relevant.map(Array.init) ?? Array(table.intervals(overlapping: hull)) {
      guard let piece = entered.narrowed(destination: interval.range) else { continue }
      let winners = table.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)]
      for payload in winners {
        let route = compiled.candidates[Int(payload)].route
        if route.isBlackhole {
          drop(piece, .transitGatewayBlackhole, record.id, route.provenance)
          continue
        }
        let routed = step(piece, .transitGatewayRoute, record.id, route.provenance)
        guard let one = splitting(routed, into: route.attachments.count * winners.count, at: record.id) else {
          continue
        }
        for target in route.attachments {
          leaveTransitGateway(by: target, gateway, one, route.provenance, from: record.id)
        }
      }
    }
    guard recordsDrops || !compiled.dynamicPropagations.isEmpty else { return }
    for gap in table.gaps(in: hull) {
      guard let lost = entered.narrowed(destination: gap) else { continue }
      if compiled.dynamicPropagations.isEmpty {
        drop(lost, .transitGatewayNoRoute, record.id, record.provenance)
      } else if compiled.gap == nil {
        arrive(.beyond(.transitGatewayRoutesUnknown, record.id, record.provenance), lost)
      }
    }
  }

  /// Packets leave a transit gateway or a core network by an attachment.
  private mutating func leaveTransitGateway(
    by id: Symbol,
    _ gateway: Symbol,
    _ flow: Flow,
    _ rule: Provenance,
    from table: Symbol
  ) {
    let side = ForwardingModel.PeeringSide(attachment: id, transitGateway: gateway)
    guard let attachmentID = model.peeringSides[side] ?? estate.transitGatewayAttachment(id) else {
      return leave(byUnknown: id, gateway, flow, rule)
    }
    let attachment = estate.transitGatewayAttachments[attachmentID]
    guard attachment.isAvailable else { return drop(flow, .badStateAttachment, id, attachment.provenance) }
    switch attachment.kind {
    case .vpc: enterVPC(attachment, flow)
    case .vpn:
      let connection: EstateID<VPNConnection>? =
        if case .vpnConnection(let vpn)? = estate.find(attachment.resource) { vpn } else { nil }
      if let connection, !estate.vpnConnections[connection].isAvailable {
        return drop(flow, .badStateVPN, attachment.resource, attachment.provenance)
      }
      arrive(
        .onPremises(connection.map { .vpn($0) }),
        step(flow, .vpnConnection, attachment.resource, attachment.provenance)
      )
    case .peering: crossPeering(attachment, gateway, flow, from: table)
    case .transitGatewayRouteTable: crossToTable(attachment, flow)
    case .directConnectGateway: leaveByDirectConnect(attachment, flow)
    case .connect: arrive(.beyond(.destinationUnknown, id, attachment.provenance), flow)
    case .other:
      guard let firewall = model.firewalls.firewall(behind: id) else {
        return arrive(.beyond(.unsupported, id, attachment.provenance), flow)
      }
      guard var entered = entering(flow, .firewall, id.index, id) else { return }
      entered.scope = .lost
      for piece in inspected(entered, by: firewall, at: id) { lookUp(from: attachment, on: gateway, piece) }
    }
  }

  /// A route leads to an attachment that no record has.
  ///
  /// A network function group without attachments drops what it gets (Cloud WAN guide, "Service insertion").
  private mutating func leave(byUnknown id: Symbol, _ gateway: Symbol, _ flow: Flow, _ rule: Provenance) {
    if estate.symbols.utf8(id).starts(with: "core-network-".utf8), model.listedTransitGateways.contains(gateway) {
      return drop(flow, .functionGroupEmpty, id, rule)
    }
    arrive(.beyond(.resourceUnknown, id, rule), flow)
  }

  /// Packets cross a peering attachment to another transit gateway, or to a core network that the table is attached to.
  private mutating func crossPeering(
    _ attachment: TransitGatewayAttachment,
    _ gateway: Symbol,
    _ flow: Flow,
    from table: Symbol
  ) {
    let other = attachment.transitGateway == gateway ? attachment.peerTransitGateway : attachment.transitGateway
    var crossing = flow
    crossing.scope = .lost
    crossing.transitGateways += 1
    let otherSide = ForwardingModel.PeeringSide(attachment: attachment.id, transitGateway: other)
    if !other.isEmpty, let next = model.peeringSides[otherSide] {
      crossing = step(crossing, .transitGateway, other, estate.transitGatewayAttachments[next].provenance)
      return lookUp(from: estate.transitGatewayAttachments[next], on: other, crossing)
    }
    for id in model.tableAttachments[table] ?? []
    where estate.transitGatewayAttachments[id].transitGateway == other {
      let entry = estate.transitGatewayAttachments[id]
      guard entry.isAvailable else { return drop(flow, .badStateAttachment, entry.id, entry.provenance) }
      return lookUp(from: entry, on: other, step(crossing, .transitGateway, other, entry.provenance))
    }
    arrive(.beyond(.resourceUnknown, other.isEmpty ? attachment.id : other, attachment.provenance), flow)
  }

  /// Packets leave a core network by an attachment of a transit gateway route table, and are looked up there.
  private mutating func crossToTable(_ attachment: TransitGatewayAttachment, _ flow: Flow) {
    guard let table = estate.transitGatewayRouteTable(attachment.resource) else {
      return arrive(.beyond(.transitGatewayRoutesUnknown, attachment.resource, attachment.provenance), flow)
    }
    var crossing = flow
    crossing.scope = .lost
    crossing.transitGateways += 1
    let gateway = estate.transitGatewayRouteTables[table].transitGateway
    lookUp(in: table, on: gateway, step(crossing, .transitGateway, gateway, attachment.provenance))
  }

  /// Packets enter a VPC from a transit gateway, by the route table of the attachment's subnet in their zone.
  private mutating func enterVPC(_ attachment: TransitGatewayAttachment, _ flow: Flow) {
    guard let vpc = estate.vpc(attachment.resource) else {
      return arrive(.beyond(.resourceUnknown, attachment.resource, attachment.provenance), flow)
    }
    var inside = flow
    switch (inside.scope, attachment.referencesSecurityGroups) {
    case (.transitGateway, false), (.transitGatewayUntold, false): inside.scope = .transitGatewayOff
    case (.transitGateway, nil): inside.scope = .transitGatewayUntold
    default: break
    }
    if flow.family == .ipv6, !attachment.supportsIPv6, attachment.subnets != nil {
      return drop(inside, .cannotRoute, attachment.id, attachment.provenance)
    }
    guard let subnets = attachment.subnets?.compactMap({ estate.subnet($0) }), !subnets.isEmpty else {
      inside = missing(inside, .resourceUnknown, attachment.id, attachment.provenance)
      return deliverLocally(inside, Context(vpc: vpc, entry: .gateway))
    }
    let doors = doors(of: attachment, subnets, flow)
    guard let inside = splitting(inside, into: doors.count, at: attachment.id) else { return }
    for subnet in doors {
      var piece = inside
      piece.zone = estate.subnets[subnet].zone
      if attachment.isApplianceMode { piece.pins.append(AppliancePin(attachment: attachment.id, subnet: subnet)) }
      guard let table = model.routeTableOfSubnet[Int(subnet.index)] else {
        arrive(.beyond(.resourceUnknown, estate.subnets[subnet].id, attachment.provenance), piece)
        continue
      }
      route(table, piece, Context(vpc: vpc, entry: .transitGateway(subnet)))
    }
  }

  /// The subnets by which packets may enter a VPC: the one in their zone where there is one.
  ///
  /// In appliance mode a connection enters by a subnet of any zone, and its answers by the same (Transit Gateways guide,
  /// "Appliance mode").
  private func doors(
    of attachment: TransitGatewayAttachment,
    _ subnets: [EstateID<Subnet>],
    _ flow: Flow
  ) -> [EstateID<Subnet>] {
    if attachment.isApplianceMode {
      if isAnswer, let pin = pinned.first(where: { $0.attachment == attachment.id }) { return [pin.subnet] }
      return subnets
    }
    let sameZone = subnets.filter { estate.subnets[$0].zone == flow.zone }
    return sameZone.isEmpty ? subnets : sameZone
  }
}
