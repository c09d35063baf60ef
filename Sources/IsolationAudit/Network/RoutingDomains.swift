/// Which VPCs packets can get to at all from a route table, whatever their addresses: a quick, generous bound.
///
/// The graph of route tables and transit gateway route tables, without addresses, filters or identities. Whatever the
/// walker can reach is inside the bound, so what lies outside needs no walk.
package struct RoutingDomains: Sendable {
  /// What lies within the bound.
  package struct Reach: Sendable {
    /// A bit for each VPC.
    package var vpcs: [UInt64]
    /// Whether packets can get to the internet, and so to any public address of the estate.
    package var reachesInternet = false
    /// Whether packets can get to something that the snapshot does not define or that is not modelled.
    package var reachesUnknown = false
    /// The ways to hosts outside of the estate.
    package var links: Set<OnPremisesLink> = []
    /// Gateways and tables of which the snapshot does not tell where they lead: there may be ways out of the estate.
    package var untold: Set<Symbol> = []

    /// Whether a VPC lies within the bound.
    package func contains(_ vpc: EstateID<VPC>) -> Bool {
      vpcs[Int(vpc.index >> 6)] & (1 << UInt64(vpc.index & 63)) != 0
    }

    fileprivate mutating func insert(_ vpc: EstateID<VPC>) {
      vpcs[Int(vpc.index >> 6)] |= 1 << UInt64(vpc.index & 63)
    }

    fileprivate mutating func formUnion(_ other: Reach) {
      for index in vpcs.indices { vpcs[index] |= other.vpcs[index] }
      reachesInternet = reachesInternet || other.reachesInternet
      reachesUnknown = reachesUnknown || other.reachesUnknown
      links.formUnion(other.links)
      untold.formUnion(other.untold)
    }
  }

  /// The bound of each route table.
  private var ofTable: [Reach] = []
  /// The bound of each transit gateway route table.
  private var ofTransitTable: [Reach] = []

  /// Works out the bounds of all tables.
  package init(_ model: ForwardingModel) {
    let empty = Reach(vpcs: Array(repeating: 0, count: (model.estate.vpcs.count + 63) / 64))
    // A transit gateway table is searched once; route tables are then unions of few of them.
    for index in 0..<model.estate.transitGatewayRouteTables.count {
      var search = Search(model: model, reach: empty)
      search.visitTransit(index)
      search.exhaust()
      ofTransitTable.append(search.reach)
    }
    for index in 0..<model.estate.routeTables.count {
      var search = Search(model: model, reach: empty, transit: ofTransitTable)
      search.visit(EstateID(index))
      search.exhaust()
      ofTable.append(search.reach)
    }
  }

  /// The bound of a route table.
  package subscript(_ table: EstateID<RouteTable>) -> Reach { ofTable[Int(table.index)] }

  /// The bound of a transit gateway route table.
  package subscript(_ table: EstateID<TransitGatewayRouteTable>) -> Reach { ofTransitTable[Int(table.index)] }

  private struct Search {
    let model: ForwardingModel
    var reach: Reach
    var transit: [Reach] = []
    var seen: Set<UInt32> = []
    var seenTransit: Set<Int> = []
    /// Tables that are still to be looked at: a list, because appliances can be chained to any length.
    private var pending: [Pending] = []

    private enum Pending {
      case table(EstateID<RouteTable>)
      case transit(Int)
    }

    init(model: ForwardingModel, reach: Reach, transit: [Reach] = []) {
      (self.model, self.reach, self.transit) = (model, reach, transit)
    }

    var estate: Estate { model.estate }

    /// Looks at all tables that were found, each once.
    mutating func exhaust() {
      while let next = pending.popLast() {
        switch next {
        case .table(let table): follow(table)
        case .transit(let index): followTransit(index)
        }
      }
    }

    mutating func visit(_ table: EstateID<RouteTable>) {
      guard seen.insert(table.index).inserted else { return }
      if !transit.isEmpty || seenTransit.isEmpty, seen.count > WalkBounds.maximumTables { return giveUp() }
      pending.append(.table(table))
    }

    /// Takes packets to get anywhere, which is never too little.
    private mutating func giveUp() {
      pending = []
      for index in reach.vpcs.indices { reach.vpcs[index] = .max }
      (reach.reachesInternet, reach.reachesUnknown) = (true, true)
      reach.links = Set(model.onPremises.all)
    }

    private mutating func follow(_ table: EstateID<RouteTable>) {
      let record = estate.routeTables[table]
      if let vpc = estate.vpc(record.vpc) { reach.insert(vpc) } else { reach.reachesUnknown = true }
      if !model.routeTables[Int(table.index)].unexpanded.isEmpty { reach.reachesUnknown = true }
      var targets: Set<Route.Target> = []
      for candidate in model.routeTables[Int(table.index)].candidates where !candidate.route.isBlackhole {
        if targets.insert(candidate.route.target).inserted { follow(candidate.route.target, record.vpc) }
      }
    }

    private mutating func follow(_ target: Route.Target, _ vpc: Symbol) {
      switch target {
      case .local: break
      case .internetGateway, .egressOnlyInternetGateway: reach.reachesInternet = true
      case .unsupported, .none: reach.reachesUnknown = true
      case .natGateway(let id):
        guard let gateway = estate.natGateway(id), estate.natGateways[gateway].isRegional else {
          return visit(subnet: estate.natGateway(id).map { estate.natGateways[$0].subnet })
        }
        let table = estate.routeTable(estate.natGateways[gateway].routeTable) ?? model.edgeTableOfGateway[id]
        if let table { visit(table) } else { reach.reachesUnknown = true }
      case .networkInterface(let id):
        guard let interface = estate.networkInterface(id) else { return reach.reachesUnknown = true }
        // Packets may come back to an appliance, and where they end then is not known.
        if !estate.networkInterfaces[interface].checksSourceAndDestination { reach.reachesUnknown = true }
        visit(subnet: estate.networkInterfaces[interface].subnet)
        for arm in model.forwardingInterfaces[estate.networkInterfaces[interface].instance] ?? [] {
          visit(subnet: estate.networkInterfaces[arm].subnet)
        }
      case .vpcEndpoint(let id):
        if let door = model.firewalls.door(id) { return visit(subnet: door.subnet) }
        guard let endpoint = estate.vpcEndpoint(id) else { return reach.reachesUnknown = true }
        guard estate.symbols[estate.vpcEndpoints[endpoint].type] != "Gateway" else { return }
        reach.reachesUnknown = true
        visit(subnet: estate.vpcEndpoints[endpoint].subnets.first)
      case .peeringConnection(let id):
        guard let connection = estate.peeringConnection(id) else { return reach.reachesUnknown = true }
        for side in [estate.peeringConnections[connection].requester, estate.peeringConnections[connection].accepter] {
          if let other = estate.vpc(side.vpc) { reach.insert(other) } else { reach.reachesUnknown = true }
        }
      case .vpnGateway(let id):
        guard case .vpnGateway? = estate.find(id) else { return missing(id) }
        if model.onPremises.untold[id] != nil { missing(id) }
        reach.links.formUnion(model.onPremises.ofVPNGateway[id] ?? [])
        for gateway in model.onPremises.throughDirectConnect[id] ?? [] { visitDirectConnect(gateway) }
      case .transitGateway(let id), .coreNetwork(let id): visitGateway(id, from: vpc)
      }
    }

    /// Nobody knows where something leads, or whether it leads out of the estate.
    private mutating func missing(_ symbol: Symbol) {
      reach.reachesUnknown = true
      reach.untold.insert(symbol)
    }

    private mutating func visitDirectConnect(_ id: EstateID<DirectConnectGateway>) {
      let table = model.onPremises.directConnect[Int(id.index)]
      reach.links.formUnion(table.links)
      // Between its associations a Direct Connect gateway may forward what on-premises announces for both.
      if table.associations.count > 1 { reach.reachesUnknown = true }
    }

    private mutating func visit(subnet: Symbol?) {
      guard let subnet, let id = estate.subnet(subnet), let table = model.routeTableOfSubnet[Int(id.index)] else {
        reach.reachesUnknown = true
        return
      }
      visit(table)
    }

    private mutating func visitGateway(_ gateway: Symbol, from vpc: Symbol) {
      guard let here = estate.vpc(vpc) else { return }
      var found = false
      for id in model.attachmentsOfVPC[Int(here.index)]
      where estate.transitGatewayAttachments[id].transitGateway == gateway {
        found = true
        visitTable(of: estate.transitGatewayAttachments[id])
      }
      if !found { missing(gateway) }
    }

    private mutating func visitTable(of attachment: TransitGatewayAttachment) {
      if !attachment.policyTable.isEmpty { missing(attachment.policyTable) }
      guard !attachment.routeTable.isEmpty else {
        let isListed = model.listedTransitGateways.contains(attachment.transitGateway)
        if !isListed || attachment.kind == .peering { missing(attachment.transitGateway) }
        return
      }
      guard let table = estate.transitGatewayRouteTable(attachment.routeTable) else {
        return missing(attachment.routeTable)
      }
      visit(table: table)
    }

    private mutating func visit(table: EstateID<TransitGatewayRouteTable>) {
      if transit.isEmpty { visitTransit(Int(table.index)) } else { reach.formUnion(transit[Int(table.index)]) }
    }

    mutating func visitTransit(_ index: Int) {
      if seenTransit.insert(index).inserted { pending.append(.transit(index)) }
    }

    private mutating func followTransit(_ index: Int) {
      let compiled = model.transitGatewayTables[index]
      if compiled.gap != nil { missing(estate.transitGatewayRouteTables.records[index].id) }
      let gateway = estate.transitGatewayRouteTables.records[index].transitGateway
      var targets: Set<Symbol> = []
      for candidate in compiled.candidates where !candidate.route.isBlackhole {
        targets.formUnion(candidate.route.attachments)
      }
      if !compiled.dynamicPropagations.isEmpty {
        // Where the configuration does not tell what is propagated, packets for anything may go there.
        reach.reachesUnknown = true
        targets.formUnion(compiled.dynamicPropagations)
      }
      for target in targets.sorted() {
        let side = ForwardingModel.PeeringSide(attachment: target, transitGateway: gateway)
        guard let id = model.peeringSides[side] ?? estate.transitGatewayAttachment(target) else {
          // A network function group without attachments drops what it gets.
          let isGroup = estate.symbols.utf8(target).starts(with: "core-network-".utf8)
          if !isGroup || !model.listedTransitGateways.contains(gateway) { missing(target) }
          continue
        }
        let attachment = estate.transitGatewayAttachments[id]
        switch attachment.kind {
        case .vpc:
          guard let vpc = estate.vpc(attachment.resource) else {
            reach.reachesUnknown = true
            continue
          }
          reach.insert(vpc)
          for subnet in attachment.subnets ?? [] { visit(subnet: subnet) }
        case .vpn:
          if case .vpnConnection(let vpn)? = estate.find(attachment.resource) { reach.links.insert(.vpn(vpn)) }
        case .peering:
          let other = attachment.transitGateway == gateway ? attachment.peerTransitGateway : attachment.transitGateway
          let otherSide = ForwardingModel.PeeringSide(attachment: target, transitGateway: other)
          let entries = model.tableAttachments[estate.transitGatewayRouteTables.records[index].id] ?? []
          if let next = model.peeringSides[otherSide] {
            visitTable(of: estate.transitGatewayAttachments[next])
          } else if let next = entries.first(where: { estate.transitGatewayAttachments[$0].transitGateway == other }) {
            visitTable(of: estate.transitGatewayAttachments[next])
          } else {
            missing(target)
          }
        case .transitGatewayRouteTable:
          if let table = estate.transitGatewayRouteTable(attachment.resource) {
            visit(table: table)
          } else {
            missing(attachment.resource)
          }
        case .directConnectGateway:
          if let gateway = estate.directConnectGateway(attachment.resource) {
            visitDirectConnect(gateway)
          } else {
            missing(attachment.resource)
          }
        case .other where model.firewalls.firewall(behind: attachment.id) != nil: visitTable(of: attachment)
        case .connect, .other:
          reach.reachesUnknown = true
          if attachment.leadsOutside(estate.symbols), let first = estate.transitGatewayAttachment(target) {
            reach.links.insert(.attachment(first))
          }
        }
      }
    }
  }
}
