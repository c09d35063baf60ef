extension TrafficAudit {
  /// Connections one behind the other: each ends at a host of neither side, from which the next one starts.
  package struct Chain: Sendable {
    /// The connections, each narrowed to the host where it ends and the next one starts.
    package var crossings: [Crossing]
    /// The environments of the hosts between, in order; empty texts for hosts of none.
    package var through: [String]
  }

  /// The chains of a pair, with what could not be told.
  package struct Chains: Sendable {
    package var chains: [Chain] = []
    package var gaps: Set<TrafficSurvey.Gap> = []
    /// The crossings with which the chains end, by the environments between.
    var last: [[String]: [Crossing]] = [:]
  }

  /// The shortest chains from one side to the other, at most so many connections long, through any hosts of neither side.
  ///
  /// A connection that the policy forbids on its own is a finding of its own and carries no chain.
  ///
  /// - Parameters:
  ///   - pair: The two sides.
  ///   - maximumHops: The number of connections, 2 or more.
  /// - Returns: A chain for each sequence of environments between, and all ends of chains.
  package func findChains(_ pair: ScopePair, maximumHops: Int) -> Chains {
    var found = Chains()
    let senders = Set(classes(of: pair.from))
    let receivers = classes(of: pair.to)
    let ends = senders.union(receivers)
    let between = survey.classes.classes.indices.filter { index in
      let own = survey.classes.classes[index]
      return own.sends && own.receives && !ends.contains(index)
        && !isInside(index, pair.from) && !isInside(index, pair.to)
    }
    guard !between.isEmpty else { return found }
    let targets = survey.targets(receivers)
    var leaving = survey.survey(from: between, to: targets)
    leaving.add(relayed(Self.nobody(to: pair.to), between, targets))
    let exits = permitted(leaving.crossings)
    guard !exits.isEmpty || !leaving.gaps.isEmpty else { return found }
    let byOrigin = Dictionary(grouping: exits) { Self.hosts($0) ?? -1 }

    let middle = survey.targets(between)
    var reached: [Int: [Chain]] = [:]
    var entering = survey.survey(from: senders.sorted(), to: middle)
    for endpoint in clientVPNEndpoints(of: pair.from) { entering.add(survey.survey(clientsOf: endpoint, to: middle)) }
    entering.add(outside(pair.from, to: middle))
    entering.add(relayed(pair, senders.sorted(), middle))
    var gaps = entering.gaps
    var frontier: [Int: [Chain]] = [:]
    for crossing in permitted(entering.crossings) {
      frontier[crossing.receiver, default: []].append(Chain(crossings: [crossing], through: [environment(crossing)]))
    }
    for hop in 2...max(2, maximumHops) {
      for (index, chains) in frontier { reached[index, default: []] += chains }
      guard hop < maximumHops, !frontier.isEmpty else { break }
      let onward = frontier.keys.sorted()
      var step = survey.survey(from: onward, to: middle)
      step.add(relayed(Self.nobody(to: pair.to), onward, middle))
      gaps.formUnion(step.gaps)
      var next: [Int: [Chain]] = [:]
      for crossing in permitted(step.crossings) where reached[crossing.receiver] == nil {
        for origin in crossing.leaves.compactMap(Self.hosts) {
          for chain in frontier[origin] ?? [] {
            guard next[crossing.receiver] == nil, let joined = join(chain, crossing) else { continue }
            next[crossing.receiver, default: []].append(joined)
          }
        }
      }
      frontier = next
    }
    // What is missing matters where both halves may exist.
    if !exits.isEmpty || !leaving.gaps.isEmpty { found.gaps.formUnion(gaps) }
    if !reached.isEmpty || !gaps.isEmpty { found.gaps.formUnion(leaving.gaps) }
    for index in reached.keys.sorted() {
      for exit in byOrigin[index] ?? [] {
        guard let chain = (reached[index] ?? []).lazy.compactMap({ join($0, exit) }).first else { continue }
        if found.last[chain.through] == nil { found.chains.append(chain) }
        found.last[chain.through, default: []].append(exit)
      }
    }
    found.chains.sort { $0.through.lexicographicallyPrecedes($1.through) }
    return found
  }

  /// The finding of a chain.
  func finding(_ chain: Chain, _ last: [Crossing], _ assertion: Assertion, from: String, to: String) -> Finding {
    let environments = chain.through.map { $0.isEmpty ? "no environment" : $0 }
    let legs = chain.crossings.compactMap { writer.trace($0) }.flatMap { $0 }.map(writer.leg)
    var via: [ResourceReference] = []
    for (index, crossing) in chain.crossings.enumerated() {
      via += crossing.via.map { namer.reference($0) }.filter { !via.contains($0) }
      if index + 1 < chain.crossings.count, index < legs.count {
        let host = legs[index].packet.destination
        if !via.contains(host) { via.append(host) }
      }
    }
    var traffic = TrafficTally()
    var pairs = EndpointPairs(survey.classes, estate)
    for crossing in last {
      traffic.add(crossing, writer.conversation(of: crossing))
      pairs.add(crossing)
    }
    let reachability = chain.crossings.map { writer.reachability($0, writer.conversation(of: $0)) }.max() ?? .may
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, from, to, "chain"] + chain.through),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .network,
      title: "\(from) reaches \(to) in \(chain.crossings.count) connections, through hosts of "
        + environments.joined(separator: " and "),
      from: from,
      to: to,
      verdict: reachability,
      via: via,
      witness: TrafficFindingWriter.witness(legs),
      hops: legs.flatMap(\.hops),
      returnHops: [],
      traffic: traffic.sets(),
      endpointPairs: pairs.count,
      legs: legs
    )
  }

  // MARK: - Parts of chains

  /// A pair whose first side is nobody in particular: relays on the way of hosts between the sides.
  private static func nobody(to side: ScopeSide) -> ScopePair {
    ScopePair(from: ScopeSide(environment: nil, selector: Selector([])), to: side)
  }

  private static func hosts(_ crossing: Crossing) -> Int? {
    if case .hosts(let index) = crossing.leaves.first?.origin, index >= 0 { index } else { nil }
  }

  private func isInside(_ index: Int, _ side: ScopeSide) -> Bool {
    guard let name = side.environment else { return false }
    return environment(index) == name
  }

  private func environment(_ index: Int) -> String {
    namer.environment(survey.classes.classes[index].environment) ?? ""
  }

  private func environment(_ crossing: Crossing) -> String { environment(crossing.receiver) }

  /// The parts of crossings that no assertion forbids.
  private func permitted(_ crossings: [Crossing]) -> [Crossing] {
    var rest = crossings
    for assertion in policy.assertions {
      switch assertion.kind {
      case .noTraffic, .onlyTraffic: break
      default: continue
      }
      let terms = assertion.kind.acceptedTraffic
      var exceptions = TrafficExceptions(terms, survey, placement)
      let pairs = policy.pairs(of: assertion.kind.scope).map { pair in
        (classes(of: pair.from), Set(classes(of: pair.to)))
      }
      rest = rest.flatMap { crossing -> [Crossing] in
        let isJudged = pairs.contains { senders, receivers in
          receivers.contains(crossing.receiver)
            && crossing.leaves.contains { leaf in Self.hosts(leaf).map(senders.contains) ?? false }
        }
        guard isJudged else { return [crossing] }
        return exceptions.divide([crossing]).accepted.map(\.crossing)
      }
    }
    return rest
  }

  /// A chain with one more connection, from a host at which it ends; `nil` when no host is both reached and sends.
  private func join(_ chain: Chain, _ next: Crossing) -> Chain? {
    guard let before = chain.crossings.last else { return nil }
    let members = survey.classes.classes[before.receiver].members
    for member in members.map({ survey.classes.members[$0] }) {
      let addresses = estate.interfaceAddresses[estate.networkInterfaces[member].addresses.range]
      let arriving = addresses.first { address in
        before.flow.boxes.contains { $0.now.family == address.family && $0.now.destination.overlaps(address.range) }
      }
      guard let arriving else { continue }
      let leaf = next.leaves[0]
      let leaving = addresses.first { address in
        leaf.flow.boxes.contains { $0.sent.family == address.family && $0.sent.source.overlaps(address.range) }
      }
      guard let leaving else { continue }
      var result = chain
      let reaching = before.flow.boxes.filter { $0.now.family == arriving.family }
      result.crossings[chain.crossings.count - 1].flow.boxes = reaching.compactMap {
        $0.narrowed(destination: arriving.range)
      }
      result.crossings.append(next.leaving(from: leaving))
      if result.crossings.count > result.through.count + 1 { result.through.append(environment(before)) }
      return result
    }
    return nil
  }
}

extension Crossing {
  /// The part of a crossing whose packets some address sends.
  fileprivate func leaving(from address: InterfaceAddress) -> Crossing {
    var result = self
    if let first = reachesRelayBy.first {
      result.reachesRelayBy = [first.leaving(from: address)]
      return result
    }
    result.flow.boxes = flow.boxes.filter { $0.sent.family == address.family }.compactMap { box in
      guard let common = box.sent.source.intersection(address.range) else { return nil }
      var box = box
      box.sent.source = common
      if box.sourceIsTied { box.now.source = common }
      return box
    }
    return result
  }
}
