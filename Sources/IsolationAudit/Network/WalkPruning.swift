/// What a walk towards some receivers may leave out: VPCs and transit gateway routes that cannot lead to them.
///
/// Worked out once for a set of receivers from the bounds of ``RoutingDomains``; a walk for many receivers at once then
/// touches only the few routes that matter.
package struct WalkPruning: Sendable {
  private var wanted: [UInt64]
  /// For each transit gateway route table, the IPv4 intervals that matter.
  private(set) var ipv4: [[Int32]] = []
  /// For each transit gateway route table, the IPv6 intervals that matter.
  private(set) var ipv6: [[Int32]] = []

  /// Works out what matters for receivers.
  ///
  /// - Parameters:
  ///   - model: The estate, ready for forwarding.
  ///   - domains: The bounds of its tables.
  ///   - vpcs: The VPCs of the receivers, as bits.
  ///   - hasPublicAddresses: Whether receivers can be reached over the internet.
  package init(_ model: ForwardingModel, _ domains: RoutingDomains, vpcs: [UInt64], hasPublicAddresses: Bool) {
    wanted = vpcs
    prepare(model, domains, isOutward: false) { reach in
      reach.reachesUnknown || (reach.reachesInternet && hasPublicAddresses)
        || zip(reach.vpcs, vpcs).contains { $0 & $1 != 0 }
    }
  }

  /// Works out what matters on the way to hosts outside of the estate.
  package init(outwards model: ForwardingModel, _ domains: RoutingDomains) {
    wanted = Array(repeating: 0, count: (model.estate.vpcs.count + 63) / 64)
    prepare(model, domains, isOutward: true) { reach in !reach.links.isEmpty || !reach.untold.isEmpty }
  }

  private mutating func prepare(
    _ model: ForwardingModel,
    _ domains: RoutingDomains,
    isOutward: Bool,
    _ leads: (RoutingDomains.Reach) -> Bool
  ) {
    let estate = model.estate
    let vpcs = wanted

    func matters(_ target: Symbol, _ gateway: Symbol) -> Bool {
      let side = ForwardingModel.PeeringSide(attachment: target, transitGateway: gateway)
      guard let id = model.peeringSides[side] ?? estate.transitGatewayAttachment(target) else { return true }
      let attachment = estate.transitGatewayAttachments[id]
      switch attachment.kind {
      case .vpc:
        guard let vpc = estate.vpc(attachment.resource), let subnets = attachment.subnets else { return true }
        if vpcs[Int(vpc.index >> 6)] & (1 << UInt64(vpc.index & 63)) != 0 { return true }
        return subnets.contains { subnet in
          guard let id = estate.subnet(subnet), let table = model.routeTableOfSubnet[Int(id.index)] else { return true }
          return leads(domains[table])
        }
      case .vpn: return isOutward
      case .directConnectGateway:
        // Nothing comes back from there, unless what is announced covers several of its associations.
        guard !isOutward, let id = estate.directConnectGateway(attachment.resource) else { return true }
        return model.onPremises.directConnect[Int(id.index)].associations.count > 1
      case .peering:
        let other = attachment.transitGateway == gateway ? attachment.peerTransitGateway : attachment.transitGateway
        let otherSide = ForwardingModel.PeeringSide(attachment: target, transitGateway: other)
        guard let next = model.peeringSides[otherSide],
          let table = estate.transitGatewayRouteTable(estate.transitGatewayAttachments[next].routeTable)
        else { return true }
        return leads(domains[table])
      case .transitGatewayRouteTable:
        return estate.transitGatewayRouteTable(attachment.resource).map { leads(domains[$0]) } ?? true
      case .connect, .other: return true
      }
    }
    for index in 0..<estate.transitGatewayRouteTables.count {
      let gateway = estate.transitGatewayRouteTables.records[index].transitGateway
      let compiled = model.transitGatewayTables[index]
      var known: [Symbol: Bool] = [:]
      func relevant(_ table: LongestPrefixTable) -> [Int32] {
        table.intervals.indices.filter { interval in
          let winners = table.intervals[interval].winners
          return table.payloads[Int(winners.lowerBound)..<Int(winners.upperBound)].contains { payload in
            let route = compiled.candidates[Int(payload)].route
            guard !route.isBlackhole else { return false }
            return route.attachments.contains { target in
              if let answer = known[target] { return answer }
              let answer = matters(target, gateway)
              known[target] = answer
              return answer
            }
          }
        }.map { Int32($0) }
      }
      ipv4.append(relevant(compiled.ipv4))
      ipv6.append(relevant(compiled.ipv6))
    }
  }

  /// Whether receivers stand in a VPC.
  package func wants(_ vpc: EstateID<VPC>) -> Bool {
    wanted[Int(vpc.index >> 6)] & (1 << UInt64(vpc.index & 63)) != 0
  }

  /// The intervals of a transit gateway route table that matter.
  package func intervals(_ table: EstateID<TransitGatewayRouteTable>, _ family: AddressFamily) -> [Int32] {
    family == .ipv4 ? ipv4[Int(table.index)] : ipv6[Int(table.index)]
  }
}
