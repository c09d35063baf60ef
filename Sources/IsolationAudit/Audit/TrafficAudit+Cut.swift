extension TrafficAudit {
  /// The same questions, asked of the estate without some elements.
  package func removing(_ elements: [RemovableElement]) -> TrafficAudit {
    guard !elements.isEmpty else { return self }
    // What lies beyond the bounds of the whole estate's tables lies beyond those of fewer routes.
    let reduced = TrafficSurvey(survey.model.removing(elements), survey.domains, survey.classes)
    let writer = TrafficFindingWriter(reduced, namer, writer.facts, writer.files)
    return TrafficAudit(reduced, placement, policy, namer, writer)
  }

  /// Ways that a finding still has.
  package struct Ways: Sendable {
    /// Whether there is any.
    package var exist = false
    /// What some of them need, each its elements; a way of which this is not known is not among them.
    package var needs: [[RemovableElement]] = []
  }

  /// Looks for the ways of a finding again.
  ///
  /// - Parameters:
  ///   - subject: The finding.
  ///   - limit: The number of ways of which the elements are worked out.
  /// - Returns: The ways.
  package func ways(of subject: CutSubject, limit: Int) -> Ways {
    switch subject.question {
    case .site(let site):
      let meetings = bridges(subject.pair, from: name(subject.pair.from), to: name(subject.pair.to)).meetings
      let own = meetings.filter { $0.site == site }
      // What the ways between joined sites need is not worked out.
      let needs = own.filter(\.path.isEmpty).prefix(limit).compactMap { meeting in
        writer.trace(meeting, tracesLists: true).map { self.needs(of: $0, answered: false) }
      }
      return Ways(exist: !own.isEmpty, needs: needs)
    case .chain(let through, let hops):
      let chains = findChains(subject.pair, maximumHops: hops).chains.filter { $0.through == through }
      let needs = chains.prefix(limit).compactMap { chain in self.needs(of: chain.crossings) }
      return Ways(exist: !chains.isEmpty, needs: needs)
    case .crossings, .clients:
      return ways(remaining(subject), limit: limit)
    }
  }

  /// The ways of crossings: what some of them need.
  package func ways(_ crossings: [Crossing], limit: Int) -> Ways {
    var needs: Set<[RemovableElement]> = []
    // Crossings come in the order of their senders; those that lie apart tell more than neighbours.
    let stride = max(1, crossings.count / limit)
    for offset in Swift.stride(from: 0, to: crossings.count, by: stride) {
      if let need = self.needs(of: [crossings[offset]]) { needs.insert(need) }
    }
    return Ways(
      exist: !crossings.isEmpty,
      needs: needs.sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
    )
  }

  /// The crossings of a finding that there are now.
  package func remaining(_ subject: CutSubject) -> [Crossing] {
    let crossings = crossings(subject)
    switch subject.question {
    case .crossings(let via, let ways):
      var exceptions = TrafficExceptions(subject.terms, survey, placement)
      return exceptions.divide(crossings).remaining.filter { $0.via == via || !ways.contains($0.via) }
    case .clients: return crossings.filter { !$0.elements.contains(.internet) }
    case .site, .chain: return crossings
    }
  }

  /// What the senders of a finding get to its receivers now, whatever the policy says of it.
  package func crossings(_ subject: CutSubject) -> [Crossing] {
    if case .clients(let endpoint) = subject.question {
      return survey.survey(clientsOf: endpoint, to: survey.targets(subject.receivers)).crossings
    }
    guard subject.hasRelays else { return crossings(subject, subject.senders, subject.receivers) }
    // Which relays count depends on the sides: one that is an end of the pair is no way through.
    let relays = classes(of: subject.pair.from).filter { survey.classes.classes[$0].door != nil }
    let senders = Set(subject.senders).union(relays).sorted()
    let receivers = Set(subject.receivers)
    return crossings(subject, senders, classes(of: subject.pair.to)).filter { receivers.contains($0.receiver) }
  }

  private func crossings(_ subject: CutSubject, _ senders: [Int], _ receivers: [Int]) -> [Crossing] {
    let targets = survey.targets(receivers)
    var outcome = survey.survey(from: senders, to: targets)
    if subject.hasClients {
      for endpoint in clientVPNEndpoints(of: subject.pair.from) {
        outcome.add(survey.survey(clientsOf: endpoint, to: targets))
      }
      for endpoint in instanceConnectEndpoints(among: classes(of: subject.pair.from)) {
        outcome.add(survey.survey(usersOf: endpoint, to: targets))
      }
    }
    outcome.add(outside(subject.pair.from, to: targets))
    if subject.hasRelays { outcome.add(relayed(subject.pair, senders, targets)) }
    return outcome.crossings
  }

  /// What crossings, one behind the other, need; `nil` when one of them could not be followed.
  package func needs(of crossings: [Crossing]) -> [RemovableElement]? {
    var needs: Set<RemovableElement> = []
    for crossing in crossings {
      guard let legs = writer.trace(crossing, tracesLists: true) else { return nil }
      // A relay opens its own connection only behind one that was answered.
      let isRelayed = legs.count > 1 || crossing.isFromRelay
      needs.formUnion(self.needs(of: legs, answered: isRelayed))
      needs.formUnion(listeners(of: crossing))
    }
    return needs.sorted()
  }

  private func needs(of legs: [TracedLeg], answered: Bool) -> [RemovableElement] {
    var needs: Set<RemovableElement> = []
    for leg in legs {
      needs.formUnion(leg.walker.removableElements(to: leg.trail, senders: leg.groups))
      if let rule = RemovableElement(admitting: leg.delivery?.ingressRule, in: estate) { needs.insert(rule) }
      if answered, let answers = leg.answers, let back = answers.walker, answers.trail >= 0 {
        needs.formUnion(back.removableElements(to: answers.trail, senders: []))
      }
    }
    return needs.sorted()
  }

  /// The listeners of the load balancers that a crossing goes through.
  private func listeners(of crossing: Crossing) -> [RemovableElement] {
    var found: [RemovableElement] = []
    var current: Crossing? = crossing
    while let step = current {
      if case .relay(let node) = step.origin {
        let relays = survey.model.relays
        if case .loadBalancer(let id)? = estate.find(relays.relays[node.relay].id) {
          found.append(.listener(id, relays[node].provenance))
        }
      }
      current = step.reachesRelayBy.first
    }
    return found
  }
}

extension Crossing {
  /// Whether the packets start at a relay.
  var isFromRelay: Bool {
    if case .relay = origin { true } else { false }
  }
}
