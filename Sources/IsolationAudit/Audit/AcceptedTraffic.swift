/// Traffic that a policy accepts and that exists: what a cut should leave alone.
package struct AcceptedTraffic: Sendable {
  /// The assertion and the policy's reason, for readers.
  package var text: String
  /// The crossings.
  package var crossings: [Crossing]
  /// The question that finds them again.
  package var subject: CutSubject
  /// The term that accepts them.
  package var term: TrafficTerm

  /// Sorts what was accepted of one pair of an assertion by the terms.
  static func sorted(
    _ accepted: [TrafficExceptions.Accepted],
    _ pair: ScopePair,
    _ terms: [TrafficTerm],
    _ assertion: Assertion,
    from: String,
    to: String
  ) -> [AcceptedTraffic] {
    var byTerm: [(term: TrafficTerm, crossings: [Crossing])] = []
    for part in accepted {
      if let index = byTerm.firstIndex(where: { $0.term == part.term }) {
        byTerm[index].crossings.append(part.crossing)
      } else {
        byTerm.append((part.term, [part.crossing]))
      }
    }
    return byTerm.map { term, crossings in
      AcceptedTraffic(
        text: "\(assertion.id), \(from) to \(to): \(term.reason ?? term.description)",
        crossings: crossings,
        subject: CutSubject(crossings, pair, terms),
        term: term
      )
    }
  }
}

extension TrafficAudit {
  /// Whether some accepted packet no longer gets across in an estate without some elements.
  ///
  /// - Parameters:
  ///   - traffic: What is accepted, with the crossings that this estate has.
  ///   - elements: What is removed.
  ///   - reduced: The estate without the elements.
  /// - Returns: Whether a packet is lost.
  func loses(_ traffic: AcceptedTraffic, _ elements: [RemovableElement], _ reduced: TrafficAudit) -> Bool {
    let concerned = traffic.crossings.filter { crossing in elements.contains { mayNeed($0, crossing) } }
    guard !concerned.isEmpty else { return false }
    var subject = CutSubject(concerned, traffic.subject.pair, traffic.subject.terms)
    subject.question = .crossings(via: [], ways: [])
    var exceptions = TrafficExceptions(subject.terms, reduced.survey, reduced.placement)
    let left = exceptions.divide(reduced.crossings(subject)).accepted
      .filter { $0.term == traffic.term }.map(\.crossing)
    let after = Self.packets(left, reduced.writer)
    for (key, boxes) in Self.packets(concerned, writer) {
      let rest = after[key] ?? []
      if boxes.contains(where: { !HeaderSet.isCovered($0, by: rest) }) { return true }
    }
    return false
  }

  private struct Ends: Hashable {
    var origin: Crossing.Origin
    var receiver: Int
  }

  /// The packets of crossings by their ends: those that are answered, where some are.
  private static func packets(_ crossings: [Crossing], _ writer: TrafficFindingWriter) -> [Ends: [HeaderBox]] {
    var packets: [Ends: [HeaderBox]] = [:]
    for crossing in crossings {
      let answered = writer.conversation(of: crossing).answered
      for leaf in crossing.leaves {
        let ends = Ends(origin: leaf.origin, receiver: crossing.receiver)
        for box in answered.isEmpty ? crossing.flow.boxes : answered {
          var shape = box.sent
          // A sender takes a source port that works.
          if shape.protocols != .icmp, shape.protocols != .icmpv6 { shape.sourcePorts = .all }
          packets[ends, default: []].append(shape)
        }
      }
    }
    return packets
  }

  /// Whether packets of a crossing, or their answers, may need an element; generous.
  private func mayNeed(_ element: RemovableElement, _ crossing: Crossing) -> Bool {
    if !crossing.reachesRelayBy.isEmpty, crossing.reachesRelayBy.contains(where: { mayNeed(element, $0) }) {
      return true
    }
    guard crossing.receiver >= 0 else { return true }
    let receiver = survey.classes.classes[crossing.receiver]
    switch element {
    case .groupRule(let id, _, let isEgress):
      let group = estate.securityGroups[id].id
      if crossing.flow.certainty != .exact { return true }
      guard isEgress else { return estate.groups(receiver.groups).contains(group) }
      switch crossing.sender {
      case .interfaces(_, let groups, _): return estate.groups(groups).contains(group)
      case .relay(let opening): return estate.groups(opening.groups).contains(group)
      case .clientVPN: return true
      case .internet, .onPremises, .lattice: return false
      }
    case .networkACLEntry, .vpcEndpoint: return true
    case .route(let id, _), .gatewayPropagation(let id, _):
      if survey.model.routeTableOfSubnet[Int(receiver.subnet.index)] == id { return true }
      let start: EstateID<Subnet>? =
        switch crossing.sender {
        case .interfaces(let subnet, _, _): subnet
        case .relay(let opening): opening.subnet
        case .internet, .onPremises, .clientVPN, .lattice: nil
        }
      if let start, survey.model.routeTableOfSubnet[Int(start.index)] == id { return true }
      return isPassed(id)
    case .transitGatewayRoute, .transitGatewayPropagation, .attachment:
      return crossing.via.contains { estate.transitGateway($0) != nil || estate.find($0) == nil }
        || !crossing.elements.isDisjoint(with: [.transitGateway, .vpn])
    case .peering(let id): return crossing.via.contains(estate.peeringConnections[id].id)
    case .vpnConnection: return crossing.elements.contains(.vpn)
    case .listener(let id, _):
      guard case .relay(let node) = crossing.origin else { return false }
      return survey.model.relays.relays[node.relay].id == estate.loadBalancers[id].arn
    case .authorizationRule(let id, _): return crossing.origin == .clients(id)
    }
  }

  /// Whether packets of others than the hosts of its subnets may be looked up in a route table.
  private func isPassed(_ id: EstateID<RouteTable>) -> Bool {
    let table = estate.routeTables[id]
    if !table.gateways.isEmpty { return true }
    let model = survey.model
    func uses(_ subnet: Symbol) -> Bool {
      estate.subnet(subnet).map { model.routeTableOfSubnet[Int($0.index)] == id } ?? false
    }
    return estate.natGateways.records.contains { uses($0.subnet) }
      || estate.transitGatewayAttachments.records.contains { ($0.subnets ?? []).contains(where: uses) }
      || estate.clientVPNEndpoints.records.contains { ($0.targetNetworks ?? []).contains { uses($0.subnet) } }
      || estate.vpcEndpoints.records.contains { $0.subnets.contains(where: uses) }
      || estate.networkInterfaces.records.contains { !$0.checksSourceAndDestination && uses($0.subnet) }
  }
}
