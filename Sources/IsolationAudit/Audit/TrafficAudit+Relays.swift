extension TrafficAudit {
  /// Packets that reach receivers through relays: load balancers and endpoints of neither side, or of the sender's side.
  func relayed(_ pair: ScopePair, _ senders: [Int], _ targets: TrafficSurvey.Targets) -> TrafficSurvey.Outcome {
    guard !survey.model.relays.isEmpty else { return TrafficSurvey.Outcome() }
    var ways = RelayWays(survey, to: targets)
    let sending = Set(senders)
    let clients = clientVPNEndpoints(of: pair.from)
    return ways.crossings(
      isOwn: { isOwn($0, sending, on: pair.from) },
      mayEnter: { relay in senders.isEmpty || !clients.isEmpty || reachesAny(senders, relay) },
      entering: { doors in
        var entry = survey.survey(from: senders, to: doors)
        for endpoint in clients { entry.add(survey.survey(clientsOf: endpoint, to: doors)) }
        entry.add(outside(pair.from, to: doors))
        return entry
      },
      hosts: { survey.survey(hosts: senders, enter: $0) }
    )
  }

  /// Whether a load balancer stands on a side; an endpoint opens nothing that nobody sent to it.
  private func isOwn(_ relay: Relay, _ senders: Set<Int>, on side: ScopeSide) -> Bool {
    guard relay.kind.isLoadBalancer, let index = survey.model.relays[relay.id] else { return false }
    let doors = relay.doors.indices.flatMap { survey.classes.ofDoor[.init(relay: index, door: $0)] ?? [] }
    guard doors.isEmpty else { return doors.contains(where: senders.contains) }
    guard let name = side.environment, case .loadBalancer(let id)? = estate.find(relay.id) else { return false }
    return policy.environments.firstIndex { $0.name == name } == Int(placement.ofLoadBalancer[Int(id.index)])
  }

  /// Whether routes lead from some senders to the VPC of a relay, or to the internet.
  func reachesAny(_ senders: [Int], _ relay: Relay) -> Bool {
    senders.contains { index in
      let sender = survey.classes.classes[index]
      guard sender.sends else { return false }
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)] else { return true }
      let reach = survey.domains[table]
      return reach.reachesUnknown || reach.reachesInternet
        || (estate.vpc(relay.vpc).map { reach.contains($0) } ?? true)
    }
  }
}
