extension ForwardingModel {
  /// The model as it would be without some elements; tables that they stand in are made anew, all others are shared.
  ///
  /// A route that is removed uncovers what it covered. What hangs on a peering connection or an attachment that is removed
  /// is what AWS makes of it: routes to it become blackholes, routes that it propagated vanish.
  package func removing(_ elements: some Sequence<RemovableElement>) -> ForwardingModel {
    var result = self
    var changes = Changes()
    for element in elements { result.note(element, in: &changes) }
    if !changes.groups.isEmpty {
      for index in 0..<estate.groupSetCount
      where estate.groups(GroupSetID(index)).contains(where: { changes.groups[$0] != nil }) {
        for group in estate.groups(GroupSetID(index)) {
          if let rules = changes.groups[group] { result.securityGroups[index].remove(rules) }
        }
      }
    }
    for (index, entries) in changes.lists {
      result.estate.networkACLs.records[index].entries.removeAll { entries.contains($0.provenance) }
      result.networkACLs[index] = NetworkACLFilter(result.estate.networkACLs.records[index])
    }
    for index in changes.tables {
      let table = result.estate.routeTables.records[index]
      result.routeTables[index] = CompiledRouteTable(table, in: result.estate, onPremises)
    }
    for index in changes.transitTables {
      let table = result.estate.transitGatewayRouteTables.records[index]
      result.transitGatewayTables[index] = CompiledTransitGatewayTable(table, in: result.estate)
    }
    if changes.touchesRelays { result.relays = RelayTable(result) }
    return result
  }

  /// What must be made anew.
  private struct Changes {
    /// Rules to take out, by security group.
    var groups: [Symbol: Set<Provenance>] = [:]
    /// Entries to take out, by network ACL.
    var lists: [Int: Set<Provenance>] = [:]
    var tables: Set<Int> = []
    var transitTables: Set<Int> = []
    var touchesRelays = false
  }

  private mutating func note(_ element: RemovableElement, in changes: inout Changes) {
    switch element {
    case .groupRule(let id, let place, _): changes.groups[estate.securityGroups[id].id, default: []].insert(place)
    case .networkACLEntry(let id, let place): changes.lists[Int(id.index), default: []].insert(place)
    case .route(let id, let place):
      estate.routeTables[id].routes.removeAll { $0.provenance == place }
      changes.tables.insert(Int(id.index))
    case .gatewayPropagation(let id, let gateway):
      estate.routeTables[id].propagatingGateways.removeAll { $0 == gateway }
      estate.routeTables[id].routes.removeAll { $0.origin == .propagated && $0.target == .vpnGateway(gateway) }
      changes.tables.insert(Int(id.index))
    case .transitGatewayRoute(let id, let place):
      estate.transitGatewayRouteTables[id].routes.removeAll { $0.provenance == place }
      changes.transitTables.insert(Int(id.index))
    case .transitGatewayPropagation(let id, let attachment):
      withdraw(attachment, from: id)
      changes.transitTables.insert(Int(id.index))
    case .peering(let id): estate.peeringConnections[id].isActive = false
    case .attachment(let symbol):
      for index in estate.transitGatewayAttachments.records.indices
      where estate.transitGatewayAttachments.records[index].id == symbol {
        estate.transitGatewayAttachments.records[index].isAvailable = false
      }
      for id in estate.transitGatewayRouteTables.ids {
        let table = estate.transitGatewayRouteTables[id]
        guard
          table.propagations?.contains(where: { $0.attachment == symbol }) ?? false
            || table.routes.contains(where: { $0.attachments.contains(symbol) })
        else { continue }
        withdraw(symbol, from: id)
        changes.transitTables.insert(Int(id.index))
      }
    case .vpnConnection(let id):
      estate.vpnConnections[id].isAvailable = false
      let gateway = estate.vpnConnections[id].vpnGateway
      for (index, table) in estate.routeTables.records.enumerated()
      where !gateway.isEmpty && table.propagatingGateways.contains(gateway) {
        changes.tables.insert(index)
      }
    case .listener(let id, let place):
      estate.loadBalancers[id].listeners?.removeAll { $0.provenance == place }
      changes.touchesRelays = true
    case .authorizationRule(let id, let place):
      estate.clientVPNEndpoints[id].authorizationRules?.removeAll { $0.provenance == place }
    case .vpcEndpoint(let id):
      estate.vpcEndpoints[id].isAvailable = false
      changes.touchesRelays = true
    }
  }

  /// Takes out of a transit gateway route table what an attachment propagates.
  private mutating func withdraw(_ attachment: Symbol, from id: EstateID<TransitGatewayRouteTable>) {
    estate.transitGatewayRouteTables[id].propagations?.removeAll { $0.attachment == attachment }
    var routes = estate.transitGatewayRouteTables[id].routes
    for index in routes.indices where !routes[index].isStatic {
      routes[index].attachments.removeAll { $0 == attachment }
    }
    routes.removeAll { !$0.isStatic && !$0.isBlackhole && $0.attachments.isEmpty }
    estate.transitGatewayRouteTables[id].routes = routes
  }

  /// Whether packets that need an element may find another way, which the element hides, once it is removed.
  ///
  /// Then removing more is not always safer: what was not reachable before may be reachable afterwards.
  package func uncovers(_ element: RemovableElement) -> Bool {
    switch element {
    case .groupRule, .networkACLEntry, .peering, .listener, .vpcEndpoint: return false
    case .authorizationRule(let id, let place):
      let rules = estate.clientVPNEndpoints[id].authorizationRules ?? []
      guard let rule = rules.first(where: { $0.provenance == place }) else { return false }
      return rules.contains {
        $0.isActive && $0.destination.length < rule.destination.length && $0.destination.overlaps(rule.destination)
      }
    case .route(let id, _), .gatewayPropagation(let id, _):
      return uncovers([Int(id.index)], without: removing([element]))
    case .vpnConnection(let id):
      let gateway = estate.vpnConnections[id].vpnGateway
      let tables = estate.routeTables.records.indices.filter {
        estate.routeTables.records[$0].propagatingGateways.contains(gateway)
      }
      return uncovers(tables, without: removing([element]))
    case .transitGatewayRoute(let id, _), .transitGatewayPropagation(let id, _):
      return uncoversTransit([Int(id.index)], without: removing([element]))
    case .attachment:
      return uncoversTransit(Array(transitGatewayTables.indices), without: removing([element]))
    }
  }

  private func uncovers(_ tables: [Int], without model: ForwardingModel) -> Bool {
    tables.contains { index in
      [AddressFamily.ipv4, .ipv6].contains { family in
        Self.differs(
          routeTables[index].table(family),
          { routeTables[index].candidates[Int($0)].route.provenance },
          model.routeTables[index].table(family),
          { payload in
            let route = model.routeTables[index].candidates[Int(payload)].route
            return route.isBlackhole ? nil : route.provenance
          }
        )
      }
    }
  }

  private func uncoversTransit(_ tables: [Int], without model: ForwardingModel) -> Bool {
    tables.contains { index in
      [AddressFamily.ipv4, .ipv6].contains { family in
        Self.differs(
          transitGatewayTables[index].table(family),
          { transitGatewayTables[index].candidates[Int($0)].route.provenance },
          model.transitGatewayTables[index].table(family),
          { payload in
            let route = model.transitGatewayTables[index].candidates[Int(payload)].route
            return route.isBlackhole ? nil : route.provenance
          }
        )
      }
    }
  }

  /// Whether a table leads some destination by a route that it did not take before; `nil` of a route is none.
  private static func differs(
    _ before: LongestPrefixTable,
    _ old: (Int32) -> Provenance,
    _ after: LongestPrefixTable,
    _ new: (Int32) -> Provenance?
  ) -> Bool {
    for interval in after.intervals {
      let winners = after.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)].compactMap(new)
      guard !winners.isEmpty else { continue }
      for former in before.intervals(overlapping: interval.range) {
        let known = before.payloads[Int(former.winners.lowerBound)..<Int(former.winners.upperBound)].map(old)
        if winners.contains(where: { !known.contains($0) }) { return true }
      }
      if !before.gaps(in: interval.range).isEmpty { return true }
    }
    return false
  }
}

extension SecurityGroupFilter {
  /// Takes out rules by the places that declare them.
  package mutating func remove(_ rules: Set<Provenance>) {
    ingress.removeAll { rules.contains($0.provenance) }
    egress.removeAll { rules.contains($0.provenance) }
  }
}
