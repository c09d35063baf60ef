/// Judges `no-rewiring`: whether principals of one environment may change what keeps another one apart.
///
/// Whether a change would open a path by itself is not asked: that somebody may make it is the finding.
struct RewiringAudit {
  private var paths: PathAudit
  private(set) var survey: RewiringSurvey
  /// The environment of each element, `-1` for none.
  private let environments: [Int16]
  /// The environments whose networks hang on an element between environments, such as a transit gateway.
  private let attached: [Set<Int16>]
  /// For each half of a change, the environments of the elements on which somebody may make it.
  private var environmentsOfHalf: [String: Set<Int16>]

  private var identity: IdentityAudit { paths.identity }
  private var model: PathModel { paths.model }
  private var estate: Estate { paths.estate }
  private var policy: Policy { identity.policy }

  init(_ paths: PathAudit) {
    self.paths = paths
    survey = RewiringSurvey(paths.model.graph)
    let hubs = Self.hubs(paths.identity)
    let environments = survey.elements.elements.map { Self.environment(of: $0, paths.identity) }
    self.environments = environments
    attached = survey.elements.elements.map { element in
      Self.hub(of: element, paths.estate).flatMap { hubs[$0] } ?? []
    }
    environmentsOfHalf = Self.halves(survey, environments)
  }

  /// The same about an estate from which something was taken out.
  func reduced(to survey: RewiringSurvey, _ paths: PathAudit) -> RewiringAudit {
    var audit = self
    (audit.survey, audit.paths) = (survey, paths)
    audit.environmentsOfHalf = Self.halves(survey, environments)
    return audit
  }

  private static func halves(_ survey: RewiringSurvey, _ environments: [Int16]) -> [String: Set<Int16>] {
    var halves: [String: Set<Int16>] = [:]
    for power in survey.powers where power.change.half != nil {
      for element in power.elements { halves[power.change.id, default: []].insert(environments[element]) }
    }
    return halves
  }

  /// A change that somebody may make on elements that keep an environment apart.
  private struct Threat {
    var power: NetworkPower
    var elements: [Int]
    var calls: Int
  }

  /// Judges an assertion over all its pairs.
  func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .noRewiring(let scope, let terms) = assertion.kind else { return judgement }
    judgement.judge(policy.pairs(of: scope), assertion, policy) { judge($0, $1, terms, assertion) }
    return judgement
  }

  private func judge(
    _ pair: JudgedPair,
    _ sides: ScopePair,
    _ terms: RewiringTerms,
    _ assertion: Assertion
  ) -> PairOutcome {
    var outcome = PairOutcome(held: "nobody may change what keeps it apart", plural: "principals may")
    outcome.gaps = paths.gaps(of: pair)
    let threats = threats(to: pair, terms)
    var pathTerms = PathTerms(starts: [.principal], ends: [.principal])
    pathTerms.countsLatent = false
    let sources = paths.sources(pair, sides, pathTerms)
    guard !threats.isEmpty, !sources.isEmpty else { return outcome }
    let starts = sources.filter { place in
      // Whoever is accepted for anything is out of question; for some elements, only those are.
      !terms.exceptions.contains { exception in
        exception.elements.isEmpty && paths.names(of: place).contains { exception.principals.matches($0) }
      }
    }
    if starts.count < sources.count { outcome.held = "only those whom the policy excepts may" }
    var question = PathSearch.Question(
      sources: starts,
      isGoal: Array(repeating: false, count: model.count),
      // Who may take his own boundary away may do what it keeps from him; other ways that change policies do not count.
      used: CapabilityKind.all.map { kind in
        if case .administration(let way) = kind.row.reach, way.liftsBoundary { return true }
        return kind.row.effect != .changes
      }
    )
    for place in threats.keys { question.isGoal[place] = true }
    var reach = PacketReach(paths.traffic, to: [])
    var settled: Set<Int> = []
    for worst in [AssumeRoleEdge.Standing.conditional, .unknown] {
      var search = PathSearch(model, question, upTo: worst)
      search.run(&reach)
      // Who begins may hold the power himself.
      let own = starts.filter { threats[$0] != nil }
      for holder in own + search.reached where !settled.contains(holder) {
        let way = search.way(to: holder)
        let left = (threats[holder] ?? []).compactMap { accepted($0, way, terms) }
        if left.isEmpty {
          if threats[holder] != nil { outcome.held = "only those whom the policy excepts may" }
          continue
        }
        let sure = left.filter { $0.power.standing <= .conditional }
        if worst == .conditional, let first = sure.first {
          settled.insert(holder)
          add(way, first, sure, assertion, pair, &outcome)
        } else if worst == .unknown {
          let missing = left.flatMap(\.power.gaps) + way.steps.flatMap(PathAudit.gaps)
          outcome.gaps.append(
            "whether \(paths.names(of: way.start).first ?? "") may change what keeps \(pair.to) apart, as "
              + "\(paths.names(of: holder).first ?? ""), hangs on: \(Set(missing).sorted().joined(separator: "; "))"
          )
        }
      }
    }
    return outcome
  }

  /// The part of a threat that the policy does not accept; `nil` when it accepts all.
  private func accepted(_ threat: Threat, _ way: PathSearch.Way, _ terms: RewiringTerms) -> Threat? {
    let names = paths.names(of: way.start) + paths.names(of: way.end)
    let exceptions = terms.exceptions.filter { exception in names.contains { exception.principals.matches($0) } }
    guard !exceptions.isEmpty else { return threat }
    var left = threat
    left.elements = threat.elements.filter { place in
      let element = survey.elements.elements[place]
      let ids = [element.arn, AmazonResourceName(element.arn).map { String($0.resourceName) } ?? ""]
      return !exceptions.contains { $0.elements.isEmpty || ids.contains(where: $0.elements.matches) }
    }
    return left.elements.isEmpty ? nil : left
  }

  /// What may be changed of that which keeps an environment apart, by the place of who may.
  ///
  /// That is what belongs to the environment, and what stands between environments where this one hangs on it.
  private func threats(to pair: JudgedPair, _ terms: RewiringTerms) -> [Int: [Threat]] {
    let (environments, attached) = (environments, attached)
    var threats: [Int: [Threat]] = [:]
    for power in survey.powers {
      let elements = power.elements.filter { element in
        environments[element] == pair.goal
          || (environments[element] != pair.source && attached[element].contains(pair.goal))
      }
      if elements.isEmpty { continue }
      var calls = 1
      if let half = power.change.half {
        // Half of a change counts where somebody may do the other half elsewhere.
        let other: String
        switch half {
        case .asks(let id), .accepts(let id): other = id
        }
        let places = environmentsOfHalf[other] ?? []
        guard terms.maximumCalls > 1, places.contains(where: { $0 != pair.goal }) else { continue }
        calls = 2
      }
      for holder in power.holders {
        threats[holder.index, default: []].append(Threat(power: power, elements: elements, calls: calls))
      }
    }
    return threats.mapValues { $0.sorted { ($0.calls, $0.power.standing) < ($1.calls, $1.power.standing) } }
  }

  // MARK: - Elements

  private static func environment(of element: NetworkElement, _ identity: IdentityAudit) -> Int16 {
    if let vpc = identity.estate.vpc(element.vpc) { return identity.placement.ofVPC[Int(vpc.index)] }
    return identity.environment(of: element.record, account: element.account)
  }

  /// The transit gateway or core network that an element belongs to.
  private static func hub(of element: NetworkElement, _ estate: Estate) -> Symbol? {
    switch element.record {
    case .transitGateway(let id): estate.transitGateways[id].id
    case .transitGatewayRouteTable(let id): estate.transitGatewayRouteTables[id].transitGateway
    case .transitGatewayAttachment(let id): estate.transitGatewayAttachments[id].transitGateway
    case .coreNetwork(let id): estate.coreNetworks[id].id
    default: nil
    }
  }

  /// The environments with VPCs attached to each transit gateway or core network.
  private static func hubs(_ identity: IdentityAudit) -> [Symbol: Set<Int16>] {
    let estate = identity.estate
    var hubs: [Symbol: Set<Int16>] = [:]
    for attachment in estate.transitGatewayAttachments.records {
      guard let vpc = estate.vpc(attachment.resource) else { continue }
      hubs[attachment.transitGateway, default: []].insert(identity.placement.ofVPC[Int(vpc.index)])
    }
    return hubs
  }

  // MARK: - Findings

  private func add(
    _ way: PathSearch.Way,
    _ first: Threat,
    _ threats: [Threat],
    _ assertion: Assertion,
    _ pair: JudgedPair,
    _ outcome: inout PairOutcome
  ) {
    let start = paths.reference(way.start)
    let holder = paths.reference(way.end)
    let graph = model.graph.assumptions
    let principal = way.end < graph.principals.count ? PrincipalID(way.end) : nil
    let elements = reference(first.elements[0])
    var seen: Set<Int> = []
    let places = threats.flatMap(\.elements).filter { seen.insert($0).inserted }
    let changes = Set(threats.map(\.power.change.id)).count
    let allowing = survey.grants(of: first.power, heldBy: principal).flatMap { grant in
      grant.identityStatements + grant.resourceStatements
    }
    let last = ChainStep(
      from: holder,
      action: first.power.change.requires.flatMap(\.actions).first ?? first.power.change.id,
      to: elements,
      allowedBy: allowing.map(identity.evidence),
      conditions: first.power.residual.map(\.description),
      kind: first.power.change.id
    )
    let chain = way.steps.flatMap { paths.steps($0) } + [last]
    let isConditional = chain.contains { !$0.conditions.isEmpty }
    let through = way.start == way.end ? "" : ", as \(holder.name ?? holder.id),"
    let more = places.count > 1 ? " and \(places.count - 1) more" : ""
    let name = paths.names(of: way.end).first ?? holder.id
    let finding = Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, pair.from, pair.to, "rewiring", name]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .latent,
      title: "\(start.name ?? start.id) of \(pair.from)\(through) may change what keeps \(pair.to) apart: "
        + "\(changes == 1 ? "one change" : "\(changes) changes") of \(elements.type) \(elements.name ?? elements.id)"
        + "\(more)\(isConditional ? ", under conditions" : "")",
      from: pair.from,
      to: pair.to,
      via: way.steps.isEmpty ? [] : [holder],
      chain: chain,
      resources: places.prefix(50).map(reference),
      remediation: ["Take \(last.action) on \(elements.id) out of the policies of \(holder.id)."],
      calls: first.calls
    )
    outcome.findings.append(finding)
    let record = principal.flatMap { graph[$0].record }
    let actions = Set(threats.flatMap { $0.power.change.requires.flatMap(\.actions) }).sorted()
    let arns = Set(places.map { survey.elements.elements[$0].arn }).sorted()
    let denial = principal.flatMap { identity.denial(of: actions, on: arns, to: $0) }
    // All that lets the holder change anything has to go, or be denied, or the way to him.
    outcome.subjects += threats.map { threat in
      let statements = survey.grants(of: threat.power, heldBy: principal).flatMap { grant in
        grant.resourceStatements.map { IdentitySupport(statement: $0) }
          + grant.identityStatements.map { IdentitySupport(statement: $0, holder: record) }
      }
      return IdentityCutSubject(
        finding: finding.id,
        ends: ["\(pair.from) \(pair.to) \(name)"],
        steps: [IdentityCutStep(supports: statements, others: [denial].compactMap { $0 })] + paths.cutSteps(of: way)
      )
    }
  }

  private func reference(_ place: Int) -> ResourceReference {
    let element = survey.elements.elements[place]
    return namerReference(element)
  }

  private func namerReference(_ element: NetworkElement) -> ResourceReference {
    let name = AmazonResourceName(element.arn).map { String($0.resourceName) } ?? element.arn
    for text in [name, element.arn] {
      if let symbol = estate.symbols.find(text), estate.find(symbol) != nil { return identity.namer.reference(symbol) }
    }
    return ResourceReference(id: name, type: "network element", account: element.account)
  }
}
