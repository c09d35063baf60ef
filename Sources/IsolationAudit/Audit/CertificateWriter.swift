/// Works out the certificates of the pairs that an audit calls isolated.
///
/// For each origin first the coarser invariant is tried, which looks at destinations only, and the finer one only for the pairs
/// that it does not prove.
package struct CertificateWriter {
  private let estate: Estate
  private let files: SourceFiles
  private let policy: Policy
  private let placement: Placement
  private let outside: OutsideConnections
  private let network: CertificateNetwork
  private var certificates: IsolationCertificates
  private var partyOfSide: [ScopeSide: Int] = [:]
  /// The judgements of the pairs that are proven, by place.
  private var judged: [(place: Int, judgement: CertificateJudge.Judgement)] = []
  private var partyOfSelector: [Selector: Int] = [:]

  /// A pair to prove.
  private struct Task {
    var place: Int
    var origin: Int
    var target: Int
    var terms: [Int]
  }

  /// A pair that is called isolated.
  private struct Claim {
    var assertion: Assertion
    var pair: ScopePair
    var from: String
    var to: String
  }

  /// Prepares the certificates of an audit.
  package init(
    _ estate: Estate,
    _ files: SourceFiles,
    _ policy: Policy,
    _ placement: Placement,
    _ namer: ResourceNamer,
    policies: [AuditResult.PolicyFile]
  ) {
    (self.estate, self.files, self.policy, self.placement) = (estate, files, policy, placement)
    outside = OutsideConnections(namer)
    network = CertificateNetwork(estate)
    certificates = IsolationCertificates(
      snapshot: CertificateVerifier.digest(files.files.map { ($0.path, $0.sha256) }),
      policy: CertificateVerifier.digest(policies.map { ($0.path, $0.sha256) }),
      parties: [],
      unassigned: [],
      sites: [],
      terms: [],
      invariants: [],
      pairs: []
    )
    addEnvironments()
    certificates.sites = policy.outsideSites.map { site in
      IsolationCertificates.Site(
        name: site.name,
        connections: outside.links(of: site).compactMap { link in
          if case .vpn(let id) = link { estate.symbols[estate.vpnConnections[id].id] } else { nil }
        }.sorted(),
        isTrusted: site.isTrusted
      )
    }
  }

  /// The certificates of all pairs that assertions about packets call isolated.
  ///
  /// - Parameters:
  ///   - results: What the audit says of each assertion of the policy, in its order.
  ///   - diagnostics: What there is to say about the snapshot's files.
  /// - Returns: A certificate for each pair, or the reason for none.
  package mutating func certificates(
    _ results: [AssertionResult],
    _ diagnostics: [Diagnostic]
  ) -> IsolationCertificates {
    var claims: [Claim] = []
    for (assertion, result) in zip(policy.assertions, results) where assertion.kind.isAboutPackets {
      for (pair, judged) in zip(policy.pairs(of: assertion.kind.scope), result.pairs) where judged.outcome == .passed {
        claims.append(Claim(assertion: assertion, pair: pair, from: judged.from, to: judged.to))
      }
    }
    let tasks = add(claims)
    let objections = CertificateCompleteness.objections(estate, diagnostics)
    if certificates.parties.count > CertificateMembership.maximumParties {
      refuse(tasks, "the policy speaks of more than \(CertificateMembership.maximumParties) parties")
    } else if let first = objections.first {
      refuse(tasks, first)
    } else {
      prove(tasks)
      write()
    }
    return certificates
  }

  /// Writes down what the proofs name.
  private mutating func write() {
    var wording = CertificateWording(estate, files)
    wording.locate(judged.map(\.judgement))
    for (place, judgement) in judged {
      certificates.pairs[place].accepted = wording.accepted(judgement, terms: certificates.pairs[place].terms)
      certificates.pairs[place].stops = wording.stops(judgement)
    }
  }

  /// What certificates say without proofs: parties, sites and terms, and the sides of some pairs.
  ///
  /// Pairs that the policy does not speak of have no sides.
  package mutating func basis(of pairs: [IsolationCertificates.Pair]) -> IsolationCertificates {
    var seen: [String: Int] = [:]
    var claims: [Claim?] = []
    for pair in pairs {
      let key = [pair.assertion, pair.from, pair.to].joined(separator: "\u{1}")
      let meant = policy.assertions.filter { $0.id == pair.assertion && $0.kind.isAboutPackets }.flatMap { assertion in
        policy.pairs(of: assertion.kind.scope)
          .filter { Self.name($0.from) == pair.from && Self.name($0.to) == pair.to }
          .map { Claim(assertion: assertion, pair: $0, from: pair.from, to: pair.to) }
      }
      // Pairs of one name come in the policy's order; some of them may be no passes, and then any of them will do.
      let place = seen[key, default: 0]
      seen[key] = place + 1
      claims.append(meant.indices.contains(place) ? meant[place] : meant.last)
    }
    for (claim, pair) in zip(claims, pairs) {
      if let claim {
        for task in add([claim]) {
          certificates.pairs[task.place].origin = task.origin
          certificates.pairs[task.place].target = task.target
        }
      } else {
        certificates.pairs.append(IsolationCertificates.Pair(assertion: pair.assertion, from: pair.from, to: pair.to))
      }
    }
    return certificates
  }

  private static func name(_ side: ScopeSide) -> String { side.environment ?? side.selector.description }

  /// Adds pairs with their sides and terms, yet without a proof.
  private mutating func add(_ claims: [Claim]) -> [Task] {
    var tasks: [Task] = []
    for claim in claims {
      var written = IsolationCertificates.Pair(assertion: claim.assertion.id, from: claim.from, to: claim.to)
      if claim.assertion.kind.maximumHops != nil {
        written.reason = "certificates do not speak of chains of connections through hosts of neither side"
      } else if let origin = party(of: claim.pair.from), let target = party(of: claim.pair.to), origin != target {
        written.terms = claim.assertion.kind.acceptedTraffic.map { add($0) }
        tasks.append(Task(place: certificates.pairs.count, origin: origin, target: target, terms: written.terms))
      } else {
        written.reason = "certificates are about what begins and ends at network interfaces of the estate"
      }
      certificates.pairs.append(written)
    }
    return tasks
  }

  private mutating func refuse(_ tasks: [Task], _ reason: String) {
    for task in tasks { certificates.pairs[task.place].reason = reason }
  }

  // MARK: - Parties

  private mutating func addEnvironments() {
    func name(_ symbol: Symbol) -> String { estate.symbols[symbol] }
    for (index, environment) in policy.environments.enumerated() {
      let home = Int16(index)
      certificates.parties.append(
        IsolationCertificates.Party(
          environment: environment.name,
          selector: nil,
          interfaces: interfaces { placement.ofInterface[$0] == home },
          clientVPNEndpoints: estate.clientVPNEndpoints.ids.filter { placement.ofClientVPN[Int($0.index)] == home }
            .map { name(estate.clientVPNEndpoints[$0].id) }.sorted(),
          loadBalancers: balancers(home: home) { placement.ofInterface[$0] == home }
        )
      )
    }
    let homeless = estate.loadBalancers.ids.filter { network.nodes[Int($0.index)].isEmpty }
    certificates.unassigned =
      interfaces { placement.ofInterface[$0] < 0 }
      + estate.clientVPNEndpoints.ids.filter { placement.ofClientVPN[Int($0.index)] < 0 }
      .map { name(estate.clientVPNEndpoints[$0].id) }.sorted()
      + homeless.filter { placement.ofLoadBalancer[Int($0.index)] < 0 }
      .map { name(estate.loadBalancers[$0].arn) }.sorted()
  }

  private func interfaces(_ isMember: (Int) -> Bool) -> [String] {
    estate.networkInterfaces.records.indices.filter(isMember)
      .map { estate.symbols[estate.networkInterfaces.records[$0].id] }.sorted()
  }

  /// The load balancers that have an interface among some, or none at all and stand in an environment.
  private func balancers(home: Int16?, _ isMember: (Int) -> Bool) -> [String] {
    estate.loadBalancers.ids.filter { id in
      let nodes = network.nodes[Int(id.index)]
      if nodes.isEmpty { return home.map { placement.ofLoadBalancer[Int(id.index)] == $0 } ?? false }
      return nodes.contains { isMember(Int($0.index)) }
    }.map { estate.symbols[estate.loadBalancers[$0].arn] }.sorted()
  }

  /// The party of a side, or `nil` for one that has no network interfaces.
  private mutating func party(of side: ScopeSide) -> Int? {
    if let known = partyOfSide[side] { return known }
    let home = side.environment.flatMap { name in policy.environments.firstIndex { $0.name == name } }
    let isWhole = side.selector.terms.contains { term in
      var bare = SelectorTerm(location: term.location)
      bare.environments = term.environments
      return bare == term
    }
    if let home, isWhole {
      partyOfSide[side] = home
      return home
    }
    guard !side.selector.coversInternet, side.selector.terms.allSatisfy({ $0.outsideSites.isEmpty }) else { return nil }
    let bit = placement.bit(of: side.selector)
    let isMember = { [placement] (index: Int) in
      placement.selectorBits[index] & bit != 0 && (home.map { Int(placement.ofInterface[index]) == $0 } ?? true)
    }
    let index = certificates.parties.count
    certificates.parties.append(
      IsolationCertificates.Party(
        environment: side.environment,
        selector: side.selector.description,
        interfaces: interfaces(isMember),
        clientVPNEndpoints: home.map { certificates.parties[$0].clientVPNEndpoints } ?? [],
        loadBalancers: balancers(home: home.map { Int16($0) }, isMember)
      )
    )
    partyOfSide[side] = index
    return index
  }

  /// The party of a selector of accepted traffic: whatever it covers, in any environment.
  private mutating func party(of selector: Selector) -> Int {
    if let known = partyOfSelector[selector] { return known }
    let bit = placement.bit(of: selector)
    let isMember = { [placement] (index: Int) in placement.selectorBits[index] & bit != 0 }
    let index = certificates.parties.count
    certificates.parties.append(
      IsolationCertificates.Party(
        environment: nil,
        selector: selector.description,
        interfaces: interfaces(isMember),
        clientVPNEndpoints: [],
        loadBalancers: balancers(home: nil, isMember)
      )
    )
    partyOfSelector[selector] = index
    return index
  }

  private mutating func add(_ term: TrafficTerm) -> Int {
    let written = IsolationCertificates.Term(
      from: term.source.map { party(of: $0) },
      to: term.destination.map { party(of: $0) },
      boxes: Self.boxes(of: term).map { CertificateBoxText.text($0) },
      via: term.via.map(\.rawValue),
      isOpenToTheInternet: term.isOpenToTheInternet,
      reason: term.reason ?? "",
      location: term.location
    )
    if let known = certificates.terms.firstIndex(of: written) { return known }
    certificates.terms.append(written)
    return certificates.terms.count - 1
  }

  /// The headers that a term accepts, with any addresses.
  private static func boxes(of term: TrafficTerm) -> [HeaderBox] {
    let protocols = term.protocols.isEmpty ? [ProtocolRange.all] : term.protocols.map { ProtocolRange($0) }
    return [AddressFamily.ipv4, .ipv6].flatMap { family in
      protocols.flatMap { number -> [HeaderBox] in
        guard let type = term.icmpType else {
          return (term.ports.isEmpty ? [.all] : term.ports).map {
            HeaderBox(family: family, protocols: number, destinationPorts: $0)
          }
        }
        let codes = term.icmpCode.map { PortRange(UInt16($0), UInt16($0)) } ?? .all
        let types = PortRange(UInt16(type), UInt16(type))
        return [HeaderBox(family: family, protocols: number, sourcePorts: codes, destinationPorts: types)]
      }
    }
  }

  // MARK: - Proofs

  private mutating func prove(_ tasks: [Task]) {
    let parties = CertificateParties(certificates, network)
    guard let membership = parties.membership else {
      return refuse(tasks, parties.refusals.first?.message ?? "the members of the environments cannot be told")
    }
    for origin in Set(tasks.map(\.origin)).sorted() {
      var open = tasks.filter { $0.origin == origin }
      // What crosses because the policy accepts it is told exactly only where headers are.
      for precision in [IsolationCertificates.Invariant.Precision.destinations, .networks] {
        open = prove(open, origin, precision, parties, membership, accepting: false)
      }
      for precision in [IsolationCertificates.Invariant.Precision.headers, .networks, .destinations] {
        open = prove(open, origin, precision, parties, membership, accepting: true)
      }
    }
  }

  /// Proves what one invariant can prove; with `accepting`, also of pairs between which accepted traffic crosses.
  ///
  /// - Returns: What it does not prove, with the reasons noted.
  private mutating func prove(
    _ tasks: [Task],
    _ party: Int,
    _ precision: IsolationCertificates.Invariant.Precision,
    _ parties: CertificateParties,
    _ membership: CertificateMembership,
    accepting: Bool
  ) -> [Task] {
    guard !tasks.isEmpty else { return [] }
    guard let origin = parties.origin(party, targets: Self.targets(tasks), membership) else { return tasks }
    guard let invariant = CertificateSearch.invariant(network, origin, precision) else {
      refuse(
        tasks,
        "an invariant of its packets would need more than \(CertificateSearch.maximumBoxes) sets of headers"
      )
      return tasks
    }
    let judgements = judge(tasks, invariant, origin, party, parties, membership)
    var (proven, failed): ([Task], [Task]) = ([], [])
    for (task, judgement) in zip(tasks, judgements) {
      let isProven = judgement.objection == nil && (accepting || judgement.accepted.allSatisfy(\.isEmpty))
      if isProven { proven.append(task) } else { failed.append(task) }
      // What the finest attempt says stands.
      guard precision == .headers || isProven || certificates.pairs[task.place].reason == nil else { continue }
      certificates.pairs[task.place].reason = judgement.objection
    }
    guard !proven.isEmpty, let rest = parties.origin(party, targets: Self.targets(proven), membership) else {
      return failed
    }
    // The receivers of pairs that fail must leave no trace in the proofs of the others.
    let final = failed.isEmpty ? judgements : judge(proven, invariant, rest, party, parties, membership)
    for (task, judgement) in zip(proven, final) {
      certificates.pairs[task.place].origin = task.origin
      certificates.pairs[task.place].target = task.target
      certificates.pairs[task.place].invariant = certificates.invariants.count
      judged.append((task.place, judgement))
    }
    certificates.invariants.append(
      IsolationCertificates.Invariant(
        origin: party,
        precision: precision,
        locations: CertificateWording(estate, files).locations(invariant)
      )
    )
    return failed
  }

  private static func targets(_ tasks: [Task]) -> UInt128 {
    tasks.reduce(0) { $0 | 1 << UInt128($1.target) }
  }

  /// What an invariant says of some pairs.
  private func judge(
    _ tasks: [Task],
    _ invariant: CertificateSearch.Invariant,
    _ origin: CertificateOrigin,
    _ party: Int,
    _ parties: CertificateParties,
    _ membership: CertificateMembership
  ) -> [CertificateJudge.Judgement] {
    let judge = CertificateJudge(network: network, membership: membership, origin: origin, party: party)
    let outcome = CertificateSearch.outcome(of: invariant, network, origin)
    return tasks.map { task in
      judge.judge(
        target: task.target,
        ownBalancers: parties.ownBalancers(of: task.target),
        terms: task.terms.compactMap { parties.term(certificates.terms[$0]) },
        outcome
      )
    }
  }
}

extension AssertionKind {
  /// Whether the assertion is about packets that must not cross.
  fileprivate var isAboutPackets: Bool {
    switch self {
    case .noTraffic, .onlyTraffic: true
    default: false
    }
  }
}
