import Dispatch
import Synchronization

/// Judges the assertions about packets: `no-traffic` and `only-traffic`.
package struct TrafficAudit: Sendable {
  let survey: TrafficSurvey
  let placement: Placement
  let policy: Policy
  let namer: ResourceNamer
  let writer: TrafficFindingWriter
  private var known: [PairKey: TrafficSurvey.Outcome] = [:]
  /// How the sides of assertions reach sites outside of the estate, as far as it was asked.
  var knownContacts: [ScopeSide: SiteContacts] = [:]
  /// The sites outside of the estate, when they were asked for.
  var knownGraph: SiteGraph?

  /// Above this many walks to public addresses, addresses that are open to the whole internet are left out where the policy
  /// accepts them anyway.
  private static let publicWalkLimit = 2_000

  private struct PairKey: Hashable {
    var from: ScopeSide
    var to: ScopeSide
    var acceptsOpen: Bool
  }

  /// What was found out about one assertion.
  package struct Judgement: Sendable {
    package var findings: [Finding] = []
    package var pairs: [AssertionResult.Pair] = []
    package var exceptions: [AssertionResult.Exception] = []
    package var gaps: [String] = []
    /// What to ask again for each finding about packets, to find out what closes it.
    package var subjects: [CutSubject] = []
    /// The same for findings about identities.
    var identitySubjects: [IdentityCutSubject] = []
    /// What the policy accepts of what was found.
    package var accepted: [AcceptedTraffic] = []
  }

  /// Prepares the judgement.
  package init(
    _ survey: TrafficSurvey,
    _ placement: Placement,
    _ policy: Policy,
    _ namer: ResourceNamer,
    _ writer: TrafficFindingWriter
  ) {
    (self.survey, self.placement, self.policy, self.namer, self.writer) = (survey, placement, policy, namer, writer)
  }

  var estate: Estate { survey.model.estate }

  /// Judges an assertion over all its pairs.
  package mutating func judge(_ assertion: Assertion, terms: [TrafficTerm]) -> Judgement {
    var judgement = Judgement()
    var exceptions = TrafficExceptions(terms, survey, placement)
    prepareSites(policy.pairs(of: assertion.kind.scope))
    for pair in policy.pairs(of: assertion.kind.scope) {
      let outcome = outcome(pair, terms)
      let (remaining, accepted) = exceptions.divide(outcome.crossings)
      let (from, to) = (name(pair.from), name(pair.to))
      let found = writer.findings(of: remaining, assertion, from: from, to: to)
      let ways = Set(found.map { $0.crossings[0].via })
      judgement.subjects += found.map { CutSubject($0, pair, terms, ways: ways) }
      let bridged = bridges(pair, from: from, to: to)
      let meetings = bridged.meetings.map { writer.bridge(assertion, from: from, to: to, $0) }
      judgement.subjects += zip(meetings, bridged.meetings).map { CutSubject($0.id, pair, site: $1.site) }
      let (chained, unknown) = chained(assertion, pair, from: from, to: to, &judgement.subjects)
      let findings = found.map(\.finding) + meetings + chained
      judgement.findings += findings
      judgement.exceptions += writer.exceptions(accepted, from: from, to: to)
      judgement.accepted += AcceptedTraffic.sorted(accepted, pair, terms, assertion, from: from, to: to)
      let gaps = (outcome.gaps.map { describe($0, from: from, to: to) } + bridged.gaps + unknown).sorted()
      judgement.gaps += gaps
      judgement.pairs.append(
        AssertionResult.Pair(
          from: from,
          to: to,
          outcome: !findings.isEmpty ? .violated : gaps.isEmpty ? .passed : .inconclusive,
          reason: reason(outcome, findings: findings.count, gaps: gaps, accepted: accepted.count)
        )
      )
    }
    return judgement
  }

  /// The findings of chains through hosts of neither side, where the assertion asks for them.
  private func chained(
    _ assertion: Assertion,
    _ pair: ScopePair,
    from: String,
    to: String,
    _ subjects: inout [CutSubject]
  ) -> (findings: [Finding], gaps: [String]) {
    guard let hops = assertion.kind.maximumHops else { return ([], []) }
    let chains = findChains(pair, maximumHops: hops)
    let findings = chains.chains.map { chain in
      finding(chain, chains.last[chain.through] ?? [], assertion, from: from, to: to)
    }
    subjects += zip(findings, chains.chains).map { finding, chain in
      CutSubject(finding.id, pair, through: chain.through, maximumHops: hops)
    }
    return (findings, chains.gaps.map { describe($0, from: from, to: to) })
  }

  /// The crossings that an assertion does not accept, pair by pair.
  package mutating func violations(_ assertion: Assertion) -> [(pair: ScopePair, crossings: [Crossing])] {
    let terms = assertion.kind.acceptedTraffic
    var exceptions = TrafficExceptions(terms, survey, placement)
    return policy.pairs(of: assertion.kind.scope).map { pair in
      (pair, exceptions.divide(outcome(pair, terms).crossings).remaining)
    }
  }

  func name(_ side: ScopeSide) -> String { side.environment ?? side.selector.description }

  private func reason(_ outcome: TrafficSurvey.Outcome, findings: Int, gaps: [String], accepted: Int) -> String {
    if findings > 0 { return findings == 1 ? "one path" : "\(findings) paths" }
    if let first = gaps.first { return gaps.count == 1 ? first : "\(first); and \(gaps.count - 1) more" }
    if accepted > 0 { return "only traffic that the policy accepts gets through" }
    if outcome.walks == 0 { return "no route leads from one to the other" }
    if outcome.arrivals == 0 { return "routes, network ACLs or egress rules stop every packet on its way" }
    return "packets can be routed there; security groups admit none"
  }

  func describe(_ gap: TrafficSurvey.Gap, from: String, to: String) -> String {
    let resource = gap.resource.isEmpty ? "a resource" : estate.symbols[gap.resource]
    let place = gap.provenance.map { " (\(writer.files.locate($0)))" } ?? ""
    let what =
      switch gap.code {
      case .transitGatewayRoutesUnknown: "the routes of \(resource) are not all known"
      case .destinationUnknown: "what lies behind \(resource)\(peers(of: gap.resource)) is not known"
      case .unsupported: "\(resource) is of a kind that is not modelled"
      case .walkBound: "a bound of the search is met at \(resource) (WALK_BOUND)"
      case .loop: "\(resource) gets them a second time, and what it does with them then is not known"
      case .relayChain: "more than \(RelayWays.maximumDepth) relays follow one another, with \(resource) among them"
      default: "\(resource), or what it needs, is not in the snapshot"
      }
    return "packets from \(from) that could be for \(to) get to where \(what)\(place)"
  }

  /// The Connect peers of an attachment, which say where to look.
  private func peers(of symbol: Symbol) -> String {
    guard let id = estate.transitGatewayAttachment(symbol) else { return "" }
    let attachment = estate.transitGatewayAttachments[id]
    guard !attachment.connectPeers.isEmpty else { return "" }
    let peers = attachment.connectPeers.map { estate.symbols[$0] }.sorted().joined(separator: ", ")
    let transport = attachment.transport.isEmpty ? "" : " over \(estate.symbols[attachment.transport])"
    return " (Connect peers \(peers)\(transport))"
  }

  // MARK: - Collecting crossings

  /// Finds out, on all cores, what crosses between the pairs of all assertions about packets.
  ///
  /// Pairs do not know of each other, so that the order in which cores take them decides nothing.
  package mutating func survey(pairsOf assertions: [Assertion]) {
    var wanted: [(key: PairKey, pair: ScopePair)] = []
    var seen: Set<PairKey> = []
    for assertion in assertions {
      switch assertion.kind {
      case .noTraffic, .onlyTraffic:
        for pair in policy.pairs(of: assertion.kind.scope) {
          let key = key(pair, assertion.kind.acceptedTraffic)
          if known[key] == nil, seen.insert(key).inserted { wanted.append((key, pair)) }
        }
      default: continue
      }
    }
    guard wanted.count > 1 else { return }
    let (audit, tasks) = (self, wanted)
    let outcomes = Mutex<[TrafficSurvey.Outcome?]>(Array(repeating: nil, count: tasks.count))
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
      let outcome = audit.collect(tasks[index].pair, acceptsOpen: tasks[index].key.acceptsOpen)
      outcomes.withLock { $0[index] = outcome }
    }
    for (task, outcome) in zip(tasks, outcomes.withLock({ $0 })) { known[task.key] = outcome }
  }

  private func key(_ pair: ScopePair, _ terms: [TrafficTerm]) -> PairKey {
    let acceptsOpen = terms.contains { term in
      term.isOpenToTheInternet && term.source == nil && term.destination == nil && term.protocols.isEmpty
        && term.ports.isEmpty && term.icmpType == nil && (term.via.isEmpty || term.via == [.internet])
    }
    return PairKey(from: pair.from, to: pair.to, acceptsOpen: acceptsOpen)
  }

  private mutating func outcome(_ pair: ScopePair, _ terms: [TrafficTerm]) -> TrafficSurvey.Outcome {
    let key = key(pair, terms)
    if let outcome = known[key] { return outcome }
    let outcome = collect(pair, acceptsOpen: key.acceptsOpen)
    known[key] = outcome
    return outcome
  }

  private func collect(_ pair: ScopePair, acceptsOpen: Bool) -> TrafficSurvey.Outcome {
    let senders = classes(of: pair.from)
    let receivers = classes(of: pair.to)
    var targets = survey.targets(receivers)
    if acceptsOpen, senders.count * targets.publicAddresses.count > Self.publicWalkLimit {
      targets = survey.targets(receivers) { !isOpenOrPrivate($0) }
    }
    var outcome = survey.survey(from: senders, to: targets)
    for endpoint in clientVPNEndpoints(of: pair.from) {
      outcome.add(survey.survey(clientsOf: endpoint, to: targets))
    }
    for endpoint in instanceConnectEndpoints(among: senders) {
      outcome.add(survey.survey(usersOf: endpoint, to: targets))
    }
    outcome.add(outside(pair.from, to: targets))
    outcome.add(relayed(pair, senders, targets))
    for side in [pair.from, pair.to] { outcome.gaps.formUnion(unplaced(side)) }
    return outcome
  }

  /// Interfaces of a side that stand in a subnet or a VPC that is not in the snapshot.
  func unplaced(_ side: ScopeSide) -> [TrafficSurvey.Gap] {
    let bit = placement.bit(of: side.selector)
    let environment = side.environment.map { name in policy.environments.firstIndex { $0.name == name } ?? -1 }
    return survey.classes.unplaced.filter { id in
      let isInside = environment.map { Int(placement.ofInterface[Int(id.index)]) == $0 } ?? true
      return isInside && placement.selectorBits[Int(id.index)] & bit != 0
    }.map { id in
      let interface = estate.networkInterfaces[id]
      let missing = estate.subnet(interface.subnet).map { estate.subnets[$0].vpc } ?? interface.subnet
      return TrafficSurvey.Gap(code: .resourceUnknown, resource: missing, provenance: interface.provenance)
    }
  }

  func classes(of side: ScopeSide) -> [Int] {
    let bit = placement.bit(of: side.selector)
    guard let name = side.environment, let index = policy.environments.firstIndex(where: { $0.name == name }) else {
      return survey.classes.classes.indices.filter { survey.classes.classes[$0].selectorBits & bit != 0 }
    }
    return (survey.classes.ofEnvironment[Int16(index)] ?? [])
      .filter { survey.classes.classes[$0].selectorBits & bit != 0 }
  }

  /// The EC2 Instance Connect Endpoints with an interface among some classes that show the addresses of their users; those
  /// that show their own are hosts as any other.
  func instanceConnectEndpoints(among senders: [Int]) -> [EstateID<InstanceConnectEndpoint>] {
    let endpoints = estate.instanceConnectEndpoints.ids.filter { id in
      estate.instanceConnectEndpoints[id].isAvailable && estate.instanceConnectEndpoints[id].preservesClientAddress
    }
    guard !endpoints.isEmpty else { return [] }
    let members = Set(senders.flatMap { survey.classes.classes[$0].members.map { survey.classes.members[$0] } })
    return endpoints.filter { id in
      survey.model.owners[estate.instanceConnectEndpoints[id].id].contains(where: members.contains)
    }
  }

  func clientVPNEndpoints(of side: ScopeSide) -> [EstateID<ClientVPNEndpoint>] {
    guard let name = side.environment, let index = policy.environments.firstIndex(where: { $0.name == name }) else {
      return []
    }
    return estate.clientVPNEndpoints.ids.filter { placement.ofClientVPN[Int($0.index)] == Int16(index) }
  }

  /// Whether everything that public addresses may send to an interface, any public address may send: neither its security
  /// groups nor its network ACL tell one public address from another.
  private func isOpenOrPrivate(_ id: EstateID<NetworkInterface>) -> Bool {
    let interface = estate.networkInterfaces[id]
    guard let subnet = estate.subnet(interface.subnet),
      let acl = survey.model.networkACLOfSubnet[Int(subnet.index)],
      estate.networkACLs.records[acl].entries.allSatisfy({ $0.isEgress || Self.isBlind(to: $0.box) })
    else { return false }
    guard interface.groups != .none else { return true }
    let filter = survey.model.securityGroups[Int(interface.groups.index)]
    guard filter.missingGroups.isEmpty else { return false }
    return filter.ingress.allSatisfy { rule in
      !rule.isUncertain && (!rule.peerGroup.isEmpty || Self.isBlind(to: rule.box))
    }
  }

  /// Whether a box holds packets from every public IPv4 address alike, or from none.
  private static func isBlind(to box: HeaderBox) -> Bool {
    box.family != .ipv4 || box.source == .all(.ipv4)
      || !Walker.publicRanges(.ipv4).contains { $0.overlaps(box.source) }
  }
}
