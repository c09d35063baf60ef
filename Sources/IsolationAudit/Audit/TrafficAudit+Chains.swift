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

  /// How a host between the sides is reached.
  private struct Reached {
    var crossing: Crossing
    /// The host from which the connection starts; `nil` for one of the first side.
    var previous: EstateID<NetworkInterface>?
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
    let senders = classes(of: pair.from)
    let receivers = classes(of: pair.to)
    let ends = Set(senders).union(receivers)
    let between = survey.classes.classes.indices.filter { index in
      let own = survey.classes.classes[index]
      return own.sends && own.receives && !ends.contains(index)
        && !isInside(index, pair.from) && !isInside(index, pair.to)
    }
    guard !between.isEmpty else { return found }
    // Where nothing leads from between to the second side, nobody needs to know who gets there.
    let leaving = onward(from: between, to: survey.targets(receivers), pair)
    guard !leaving.crossings.isEmpty || !leaving.gaps.isEmpty else { return found }
    let middle = survey.targets(between)
    var entering = survey.survey(from: senders, to: middle)
    for endpoint in clientVPNEndpoints(of: pair.from) { entering.add(survey.survey(clientsOf: endpoint, to: middle)) }
    entering.add(outside(pair.from, to: middle))
    entering.add(relayed(pair, senders, middle))

    var reached: [EstateID<NetworkInterface>: Reached] = [:]
    var frontier: Set<EstateID<NetworkInterface>> = []
    var gaps = entering.gaps
    for crossing in permitted(entering.crossings) {
      for host in hosts(takenBy: crossing, crossing.flow.boxes) where reached[host] == nil {
        reached[host] = Reached(crossing: crossing)
        frontier.insert(host)
      }
    }
    var connections = 2
    while connections < maximumHops, !frontier.isEmpty {
      connections += 1
      let step = onward(from: between.filter { !self.members($0).isDisjoint(with: frontier) }, to: middle, pair)
      gaps.formUnion(step.gaps)
      var next: Set<EstateID<NetworkInterface>> = []
      for crossing in permitted(step.crossings) {
        for (host, boxes) in starts(of: crossing, among: frontier) {
          for other in hosts(takenBy: crossing, boxes) where reached[other] == nil {
            reached[other] = Reached(crossing: crossing, previous: host)
            next.insert(other)
          }
        }
      }
      frontier = next
    }
    // What is missing on one half matters where the other half may exist.
    found.gaps.formUnion(gaps)
    if !reached.isEmpty || !gaps.isEmpty { found.gaps.formUnion(leaving.gaps) }
    let all = Set(reached.keys)
    for exit in permitted(leaving.crossings) {
      guard let (host, _) = starts(of: exit, among: all).first else { continue }
      let chain = chain(to: host, exit, reached)
      if found.last[chain.through] == nil { found.chains.append(chain) }
      found.last[chain.through, default: []].append(exit)
    }
    found.chains.sort { $0.through.lexicographicallyPrecedes($1.through) }
    return found
  }

  /// What hosts between the sides get to, directly and through relays.
  private func onward(
    from between: [Int],
    to targets: TrafficSurvey.Targets,
    _ pair: ScopePair
  ) -> TrafficSurvey.Outcome {
    var outcome = survey.survey(from: between, to: targets)
    outcome.add(relayed(Self.nobody(to: pair.to), between, targets))
    return outcome
  }

  /// The connections from the first side to a host, and on from there.
  private func chain(
    to host: EstateID<NetworkInterface>,
    _ exit: Crossing,
    _ reached: [EstateID<NetworkInterface>: Reached]
  ) -> Chain {
    var chain = Chain(crossings: [narrowed(exit, from: host, to: nil)], through: [])
    var current: EstateID<NetworkInterface>? = host
    while let here = current, let step = reached[here] {
      chain.crossings.insert(narrowed(step.crossing, from: step.previous, to: here), at: 0)
      chain.through.insert(environment(step.crossing), at: 0)
      current = step.previous
    }
    return chain
  }

  private func members(_ index: Int) -> Set<EstateID<NetworkInterface>> {
    Set(survey.classes.classes[index].members.map { survey.classes.members[$0] })
  }

  private func addresses(_ host: EstateID<NetworkInterface>) -> ArraySlice<InterfaceAddress> {
    estate.interfaceAddresses[estate.networkInterfaces[host].addresses.range]
  }

  /// The hosts that take some packet of boxes of a crossing.
  func hosts(takenBy crossing: Crossing, _ boxes: [TrackedBox]) -> [EstateID<NetworkInterface>] {
    survey.classes.classes[crossing.receiver].members.map { survey.classes.members[$0] }.filter { host in
      addresses(host).contains { address in
        boxes.contains { $0.now.family == address.family && $0.now.destination.overlaps(address.range) }
      }
    }
  }

  /// The hosts among some that start a crossing, each with the packets that arrive of its own.
  private func starts(
    of crossing: Crossing,
    among hosts: Set<EstateID<NetworkInterface>>
  ) -> [(host: EstateID<NetworkInterface>, boxes: [TrackedBox])] {
    var starts: [(host: EstateID<NetworkInterface>, boxes: [TrackedBox])] = []
    for leaf in crossing.leaves {
      guard let index = Self.hosts(leaf) else { continue }
      for host in survey.classes.classes[index].members.map({ survey.classes.members[$0] }) where hosts.contains(host) {
        let own = leaf.flow.boxes.filter { box in
          addresses(host).contains { $0.family == box.sent.family && $0.range.overlaps(box.sent.source) }
        }
        guard !own.isEmpty else { continue }
        starts.append((host, crossing.reachesRelayBy.isEmpty ? own : crossing.flow.boxes))
      }
    }
    return starts
  }

  /// A crossing between two hosts alone, where they are given.
  func narrowed(
    _ crossing: Crossing,
    from source: EstateID<NetworkInterface>?,
    to destination: EstateID<NetworkInterface>?
  ) -> Crossing {
    var result = crossing
    if let source {
      for address in addresses(source) {
        let leaving = result.leaving(from: address)
        if leaving.leaves.contains(where: { !$0.flow.boxes.isEmpty }) {
          result = leaving
          break
        }
      }
    }
    if let destination {
      for address in addresses(destination) {
        let boxes = result.flow.boxes.filter { $0.now.family == address.family }.compactMap {
          $0.narrowed(destination: address.range)
        }
        if !boxes.isEmpty {
          result.flow.boxes = boxes
          break
        }
      }
    }
    return result
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

  /// The class of hosts that start a crossing without a relay before it.
  private static func hosts(_ crossing: Crossing) -> Int? {
    if case .hosts(let index) = crossing.origin, index >= 0 { index } else { nil }
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
