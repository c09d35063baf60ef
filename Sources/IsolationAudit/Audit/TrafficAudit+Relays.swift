extension TrafficAudit {
  /// Packets that reach receivers through load balancers of neither side, or through one of the sender's side.
  func relayed(_ pair: ScopePair, _ senders: [Int], _ targets: TrafficSurvey.Targets) -> TrafficSurvey.Outcome {
    var outcome = TrafficSurvey.Outcome()
    for (index, balancer) in estate.loadBalancers.records.enumerated() {
      let id = EstateID<LoadBalancer>(index)
      let own = survey.classes.ofBalancer[balancer.arn] ?? []
      if own.contains(where: targets.classes.contains) { continue }
      let onward = survey.survey(balancer: id, to: targets)
      outcome.gaps.formUnion(onward.gaps)
      let answered = onward.crossings.filter { isAnswered($0) }
      guard !answered.isEmpty else { continue }
      if own.contains(where: senders.contains) || own.isEmpty && stands(id, on: pair.from) {
        outcome.crossings += answered
        continue
      }
      if own.isEmpty {
        // Without its interfaces nobody can tell who reaches the balancer, only whether anybody could.
        if reachesAny(senders, balancer) || senders.isEmpty || !clientVPNEndpoints(of: pair.from).isEmpty {
          let gap = TrafficSurvey.Gap(code: .resourceUnknown, resource: balancer.arn, provenance: balancer.provenance)
          outcome.gaps.insert(gap)
        }
        continue
      }
      var passed: Set<EstateID<LoadBalancer>> = [id]
      let entering = entries(to: id, pair, senders, &passed, &outcome)
      for var crossing in answered {
        crossing.reachesRelayBy = entering.filter { isSeen(by: $0, crossing) }
        guard let first = crossing.reachesRelayBy.first else { continue }
        crossing.via = first.via.filter { estate.vpc($0) == nil } + crossing.via.filter { !first.via.contains($0) }
        outcome.crossings.append(crossing)
      }
    }
    return outcome
  }

  /// Whether a load balancer stands in the environment of a side.
  private func stands(_ id: EstateID<LoadBalancer>, on side: ScopeSide) -> Bool {
    guard let name = side.environment else { return false }
    return policy.environments.firstIndex { $0.name == name } == Int(placement.ofLoadBalancer[Int(id.index)])
  }

  /// Whether routes lead from some senders to the VPC of a load balancer, or to the internet.
  private func reachesAny(_ senders: [Int], _ balancer: LoadBalancer) -> Bool {
    senders.contains { index in
      let sender = survey.classes.classes[index]
      guard sender.sends else { return false }
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)] else { return true }
      let reach = survey.domains[table]
      return reach.reachesUnknown || reach.reachesInternet
        || (estate.vpc(balancer.vpc).map { reach.contains($0) } ?? true)
    }
  }

  /// The ways from the senders to the listeners of a load balancer: directly, or through other load balancers.
  private func entries(
    to id: EstateID<LoadBalancer>,
    _ pair: ScopePair,
    _ senders: [Int],
    _ passed: inout Set<EstateID<LoadBalancer>>,
    _ outcome: inout TrafficSurvey.Outcome
  ) -> [Crossing] {
    let balancer = estate.loadBalancers[id]
    let relay = survey.targets(survey.classes.ofBalancer[balancer.arn] ?? [])
    guard !relay.classes.isEmpty else { return [] }
    var entry = survey.survey(from: senders, to: relay)
    for endpoint in clientVPNEndpoints(of: pair.from) { entry.add(survey.survey(clientsOf: endpoint, to: relay)) }
    entry.add(outside(pair.from, to: relay))
    outcome.walks += entry.walks
    outcome.gaps.formUnion(entry.gaps)
    var ways = entry.crossings.compactMap { atListeners($0, balancer) }.filter { isAnswered($0) }
    for other in estate.loadBalancers.ids where !passed.contains(other) {
      let steps = survey.survey(balancer: other, to: relay).crossings
        .compactMap { atListeners($0, balancer) }.filter { isAnswered($0) }
      guard !steps.isEmpty else { continue }
      passed.insert(other)
      let isOwn = (survey.classes.ofBalancer[estate.loadBalancers[other].arn] ?? []).contains(where: senders.contains)
      let before = isOwn ? [] : entries(to: other, pair, senders, &passed, &outcome)
      guard isOwn || !before.isEmpty else { continue }
      ways += steps.map { step in
        var step = step
        step.reachesRelayBy = before
        if let first = before.first {
          step.via = first.via.filter { estate.vpc($0) == nil } + step.via.filter { !first.via.contains($0) }
          step.elements.formUnion(first.elements)
        }
        return step
      }
    }
    return ways
  }

  /// Whether a way to a load balancer brings clients that its targets would take, where targets see the client's address.
  private func isSeen(by entry: Crossing, _ onward: Crossing) -> Bool {
    onward.flow.boxes.contains { box in
      // Where the source is not every address, the target sees the load balancer's own.
      guard box.sourceIsTied, case .interfaces(_, _, let ranges) = onward.sender,
        ranges == [AddressRange.all(box.sent.family)]
      else { return true }
      return entry.flow.boxes.contains { $0.now.source.overlaps(box.sent.source) }
    }
  }

  /// The part of a crossing to a load balancer that one of its listeners takes.
  private func atListeners(_ crossing: Crossing, _ balancer: LoadBalancer) -> Crossing? {
    var result = crossing
    result.flow.boxes = crossing.flow.boxes.flatMap { box in
      (balancer.listeners ?? []).flatMap { listener in
        listener.protocols.compactMap { protocols in
          box.narrowed(
            to: HeaderBox(
              family: box.now.family,
              protocols: protocols,
              destinationPorts: PortRange(listener.port, listener.port)
            )
          )
        }
      }
    }
    return result.flow.boxes.isEmpty ? nil : result
  }

  private func isAnswered(_ crossing: Crossing) -> Bool {
    if crossing.flow.certainty == .may || crossing.flow.boxes.contains(where: { $0.now.protocols.contains(17) }) {
      return true
    }
    let conversation = writer.conversation(of: crossing)
    return !conversation.answered.isEmpty || conversation.meetsUnknown
  }
}
