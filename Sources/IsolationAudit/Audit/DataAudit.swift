/// Judges `no-data-access` and `one-way`: whether principals of one environment read or write data of another.
struct DataAudit {
  private var identity: IdentityAudit
  private var model: AccessModel
  private let lists: DataListGaps

  private var graph: AssumeRoleGraph { model.graph }
  private var estate: Estate { model.estate }
  private var placement: Placement { identity.placement }
  private var policy: Policy { identity.policy }

  /// Who reads or writes a data store, found once for all pairs.
  private var known: [EstateID<DataStore>: StoreAccess] = [:]
  private var knownWays: [WayKey: (settled: WaysFrom, all: WaysFrom)] = [:]

  private struct WayKey: Hashable {
    var environment: Int16
    var excepted: [PrincipalID]
  }

  init(_ identity: IdentityAudit) {
    self.identity = identity
    model = AccessModel(identity.estate, identity.graph, about: DataAction.allActions)
    lists = DataListGaps(identity.estate, identity.placement)
  }

  /// The same about an estate from which something was taken out of policies: what is known of a data store stays, unless
  /// its policy, or a key's, or somebody with access is concerned.
  func reduced(by reduction: PolicyReduction, _ identity: IdentityAudit) -> DataAudit {
    var audit = self
    audit.identity = identity
    audit.model = model.reduced(by: reduction, identity.graph)
    audit.knownWays = [:]
    let concerned = Set(reduction.concerned.compactMap { graph.id(ofRecord: $0) })
    let isKeyConcerned = reduction.resources.contains { arn in
      estate.dataStore(arn).map { estate.dataStores[$0].kind == .key } ?? false
    }
    audit.known = known.filter { id, access in
      let store = estate.dataStores[id]
      return !reduction.resources.contains(store.arn) && !(isKeyConcerned && !store.key.isEmpty)
        && !access.accesses.contains { concerned.contains($0.principal) }
    }
    return audit
  }

  /// One way to data: the steps to who has access, and the access.
  private struct Way {
    var chain: AssumeRoleChain
    var access: DataAccess
    /// Whether the way begins at somebody who is not known to be of the environment.
    var isGuess: Bool
    var start: PrincipalID { chain.steps.first?.from ?? access.principal }

    /// The standing, the length, and the access, by which one way comes before another.
    var rank: (Int, Int, PrincipalID) {
      let steps = chain.standing == .allowed ? 0 : chain.standing == .conditional ? 1 : 2
      return (isGuess ? 2 : max(steps, access.answer.standing.rawValue), chain.steps.count, access.principal)
    }
    var isSettled: Bool { rank.0 < 2 }
  }

  /// Judges an assertion over all its pairs; who has access is best asked for before.
  func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    for group in questions(assertion.kind) {
      judgement.judge(group.pairs, assertion, policy) { pair, _ in
        var audit = self
        return audit.judge(pair, group.terms, assertion)
      }
    }
    return judgement
  }

  /// Whose access to whose data is asked for, and which.
  ///
  /// Data get back over a way that goes one way where who has them at its end writes at its beginning, or who is at its
  /// beginning reads at its end.
  private func questions(_ kind: AssertionKind) -> [(pairs: [ScopePair], terms: DataAccessTerms)] {
    switch kind {
    case .noDataAccess(let scope, let terms): return [(policy.pairs(of: scope), terms)]
    case .oneWay(let scope, let terms):
      var (writing, reading) = (terms, terms)
      (writing.mode, reading.mode) = (.write, .read)
      return policy.pairs(of: scope).flatMap { pair in
        [([ScopePair(from: pair.to, to: pair.from)], writing), ([pair], reading)]
      }
    default: return []
    }
  }

  private mutating func judge(_ pair: JudgedPair, _ terms: DataAccessTerms, _ assertion: Assertion) -> PairOutcome {
    var outcome = PairOutcome(held: "", plural: "ways to data")
    var count = 0
    for id in estate.dataStores.ids where placement.ofDataStore[Int(id.index)] == pair.goal {
      let store = estate.dataStores[id]
      guard terms.kinds.isEmpty || terms.kinds.contains(where: { $0.kind == store.kind }) else { continue }
      let isMeant = terms.data.map { $0.covers(store, in: estate) } ?? .yes
      if isMeant == .no { continue }
      count += 1
      judge(id, isMeant, assertion, terms, pair, &outcome)
    }
    let kinds = terms.kinds.isEmpty ? SelectedData.allCases : terms.kinds
    outcome.gaps += identity.gaps(of: pair.environments) + lists.gaps(of: Int(pair.goal), kinds.flatMap(\.lists))
    outcome.held = "no policies allow it, for any of \(count) data stores"
    return outcome
  }

  private mutating func judge(
    _ id: EstateID<DataStore>,
    _ isMeant: PolicyAnswer,
    _ assertion: Assertion,
    _ terms: DataAccessTerms,
    _ pair: JudgedPair,
    _ outcome: inout PairOutcome
  ) {
    let (from, to, source) = (pair.from, pair.to, pair.source)
    let store = estate.dataStores[id]
    let arn = estate.symbols[store.arn]
    let access = access(to: id)
    let exceptions = terms.exceptions.filter { $0.data.isEmpty || $0.data.matches(arn) }
    let excepted =
      exceptions.isEmpty
      ? []
      : graph.principals.filter { principal in exceptions.contains { $0.principals.matches(principal.arn) } }.map(\.id)
    let ways = ways(from: source, excepted)
    outcome.gaps += access.gaps.map { "who has access to \(arn) is not known: \($0)" }
    if let gap = publicity(store, terms.mode, isMeant, assertion, from, to, &outcome.findings) {
      outcome.gaps.append(gap)
    }
    for mode in terms.mode.modes {
      let found = access.accesses.filter { $0.mode == mode }.compactMap { access -> Way? in
        if let chain = ways.settled.chain(to: access.principal, graph) {
          return Way(chain: chain, access: access, isGuess: false)
        }
        guard let chain = ways.all.chain(to: access.principal, graph) else { return nil }
        let start = chain.steps.first?.from ?? access.principal
        return Way(chain: chain, access: access, isGuess: identity.environment(of: start) != source)
      }.sorted { $0.rank < $1.rank }
      guard let best = found.first else { continue }
      if best.isSettled, isMeant == .yes {
        let finding = finding(best, found.filter(\.isSettled).count - 1, store, assertion, from, to)
        outcome.findings.append(finding)
        outcome.subjects.append(
          IdentityCutSubject(
            finding: finding.id,
            ends: ["\(from) \(to) \(arn) \(mode.verb)"],
            steps: [cutStep(of: best.access, id)] + identity.cutSteps(of: best.chain)
          )
        )
        continue
      }
      let missing: [String] =
        isMeant == .yes
        ? best.chain.steps.flatMap(\.gaps) + best.access.answer.gaps
        : ["the tags of \(arn) are not in the snapshot, or it has none"]
      outcome.gaps.append(
        "whether \(graph[best.start].arn) of \(from) can \(mode.verb) \(arn) hangs on: "
          + Set(missing).sorted().joined(separator: "; ")
      )
    }
  }

  /// What the access to a data store rests on.
  func cutStep(of access: DataAccess, _ store: EstateID<DataStore>) -> IdentityCutStep {
    let (actions, resources) = model.naming(access.mode, of: store)
    return IdentityCutStep(
      supports: access.answer.resourceStatements.map { IdentitySupport(statement: $0) }
        + access.answer.identityStatements.map {
          IdentitySupport(statement: $0, holder: graph[access.principal].record)
        },
      others: access.answer.resourceStatements.flatMap { identity.narrowings(of: $0, against: access.principal) }
        + [identity.denial(of: actions, on: resources, to: access.principal)].compactMap { $0 },
      crosses: identity.environment(of: access.principal) != placement.ofDataStore[Int(store.index)]
    )
  }

  /// Finds out who reads or writes the data stores that some assertions are about, on as many cores as there are.
  mutating func ask(for assertions: [Assertion]) {
    var isAsked = [Bool](repeating: false, count: estate.dataStores.count)
    for assertion in assertions {
      for subject in subjects(of: assertion.kind) {
        guard let goal = policy.environments.firstIndex(where: { $0.name == subject.environment }) else { continue }
        for id in estate.dataStores.ids where placement.ofDataStore[Int(id.index)] == goal {
          if isAsked[Int(id.index)] { continue }
          let store = estate.dataStores[id]
          guard subject.kinds.isEmpty || subject.kinds.contains(where: { $0.kind == store.kind }) else { continue }
          isAsked[Int(id.index)] = subject.data.map { $0.covers(store, in: estate) != .no } ?? true
        }
      }
    }
    let stores = estate.dataStores.ids.filter { isAsked[Int($0.index)] && known[$0] == nil }
    for access in stores.concurrentMap({ [model] in model.access(to: $0) }) { known[access.store] = access }
  }

  /// Who may do what with the stores that were asked for once he has changed something.
  ///
  /// - Parameters:
  ///   - graph: The ways, with those who do not exist yet.
  ///   - base: What is known of those who are not to be asked again.
  ///   - asked: The nodes of those who are.
  /// - Returns: Their accesses, by store.
  func latentAccess(
    _ graph: CapabilityGraph,
    reducing base: LatentAccess = LatentAccess(),
    asked: Set<Int32> = []
  ) -> LatentAccess {
    LatentAccess(known.keys.sorted(), model, graph, reducing: base, asked: asked)
  }

  /// The environments whose data an assertion is about, the kinds of data store, and which of these.
  private func subjects(
    of kind: AssertionKind
  ) -> [(environment: String?, kinds: [SelectedData], data: DataSelector?)] {
    if case .noPath(let scope, let terms) = kind {
      guard terms.ends.contains(.data) else { return [] }
      return policy.pairs(of: scope).map { ($0.to.environment, terms.kinds, terms.data) }
    }
    return questions(kind).flatMap { pairs, terms in
      pairs.map { ($0.to.environment, terms.kinds, terms.data) }
    }
  }

  /// Who reads or writes a data store.
  mutating func access(to id: EstateID<DataStore>) -> StoreAccess {
    if let access = known[id] { return access }
    let access = model.access(to: id)
    known[id] = access
    return access
  }

  // MARK: - Who is on the way

  private mutating func ways(
    from environment: Int16,
    _ excepted: [PrincipalID]
  ) -> (settled: WaysFrom, all: WaysFrom) {
    let key = WayKey(environment: environment, excepted: excepted)
    if let ways = knownWays[key] { return ways }
    let left = Set(excepted)
    let sources = graph.principals.filter {
      identity.environment(of: $0.id) == environment && $0.kind != .service && !left.contains($0.id)
    }.map(\.id)
    // Of accounts whose roles were not collected, somebody may be one of those whom the environment can become.
    let unseen = Set(graph.gaps.lazy.filter { $0.kind == .accountDetails }.map(\.account))
    let others = graph.principals.filter {
      ($0.kind == .account || $0.kind == .foreign) && unseen.contains($0.account) && !left.contains($0.id)
    }.map(\.id)
    let ways = (
      settled: WaysFrom(sources, graph, upTo: .conditional),
      all: WaysFrom(sources + others.filter { !sources.contains($0) }, graph, upTo: .unknown)
    )
    knownWays[key] = ways
    return ways
  }

  // MARK: - What everybody may

  /// Adds a finding for data that a resource policy opens to everybody; tells what is missing to know.
  func publicity(
    _ store: DataStore,
    _ mode: DataAccessTerms.Mode,
    _ isMeant: PolicyAnswer,
    _ assertion: Assertion,
    _ from: String,
    _ to: String,
    _ findings: inout [Finding]
  ) -> String? {
    let arn = estate.symbols[store.arn]
    guard case .known(let attached) = AccessTarget(store, in: estate).policy,
      store.publicAccessBlock?.restrictsPublicBuckets != true
    else { return nil }
    let actions = store.kind.dataActions.filter { mode.modes.contains($0.mode) }.map(\.action)
    let matchable = actions.map { MatchableText($0.lowercased()) }
    let opening = attached.document.statements.filter { statement in
      statement.effect == .allow && matchable.contains { statement.coversAction($0) }
        && PolicyDocument(version: attached.document.version, id: nil, statements: [statement]).isPublic
    }
    guard let first = opening.first else { return nil }
    if isMeant != .yes {
      return "the tags of \(arn), which is open to everybody, are not in the snapshot, or it has none"
    }
    if store.kind == .bucket, store.publicAccessBlock == nil {
      return "the Block Public Access settings of \(arn), whose policy lets everybody in, are not in the snapshot"
    }
    let hasDenial = attached.document.statements.contains { statement in
      statement.effect == .deny && matchable.contains { statement.coversAction($0) }
    }
    let everybody = ResourceReference(id: "*", type: "anybody")
    let data = identity.namer.reference(store.arn, type: store.kind.name)
    var conditions = first.conditions.map {
      "\($0.conditionOperator.name) \($0.key) \($0.valueTexts.joined(separator: " or "))"
    }
    if hasDenial { conditions.append("no Deny of the same policy applies") }
    findings.append(
      Finding(
        id: TrafficFindingWriter.fingerprint([assertion.id, from, to, arn, "public"]),
        assertion: assertion.id,
        severity: assertion.severity,
        kind: .identity,
        title: "\(store.kind.name) \(data.name ?? arn) of \(to) is open to everybody, and so to \(from)"
          + (conditions.isEmpty ? "" : ", under conditions"),
        from: from,
        to: to,
        chain: [
          ChainStep(
            from: everybody,
            action: actions.first ?? "*",
            to: data,
            allowedBy: [identity.evidence(StatementReference(first, of: attached))],
            conditions: conditions
          )
        ],
        remediation: ["Remove the statement from the policy of \(arn), or name the principals that are meant."]
      )
    )
    return nil
  }

  // MARK: - Findings

  private func finding(
    _ way: Way,
    _ others: Int,
    _ store: DataStore,
    _ assertion: Assertion,
    _ from: String,
    _ to: String
  ) -> Finding {
    let access = way.access
    let data = identity.namer.reference(store.arn, type: store.kind.name)
    let reader = identity.reference(access.principal)
    let start = identity.reference(way.start)
    var conditions = access.answer.residual.map(\.description)
    if let part = access.part { conditions.append("the part that \(part) covers") }
    let last = ChainStep(
      from: reader,
      action: access.action,
      to: data,
      allowedBy: (access.answer.identityStatements + access.answer.resourceStatements).map(identity.evidence),
      conditions: conditions
    )
    let via = way.chain.steps.map { identity.reference($0.to) }
    let through =
      via.isEmpty ? "" : " through \(via.map { $0.name ?? $0.id }.joined(separator: " and "))"
    let part = access.part == nil ? "" : "part of "
    let isConditional = way.rank.0 == 1
    let also = others > 0 ? "; so can \(others) more" : ""
    return Finding(
      id: TrafficFindingWriter.fingerprint(
        [assertion.id, from, to, estate.symbols[store.arn], access.mode.verb]
      ),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .identity,
      title:
        "\(start.name ?? start.id) of \(from) can \(access.mode.verb) \(part)\(store.kind.name) \(data.name ?? data.id) "
        + "of \(to)\(through)\(isConditional ? ", under conditions" : "")\(also)",
      from: from,
      to: to,
      via: via,
      chain: identity.steps(of: way.chain) + [last],
      remediation: [
        "Take \(access.action) on \(data.id) out of the policies of \(reader.id), or deny it there or in the policy of the "
          + "\(store.kind.name)."
      ]
    )
  }
}

extension DataAccessTerms.Mode {
  /// What is asked of the access model.
  fileprivate var modes: [DataMode] {
    switch self {
    case .read: [.read]
    case .write: [.write]
    case .any: [.read, .write]
    }
  }
}

extension DataMode {
  /// The mode as a verb.
  fileprivate var verb: String { self == .read ? "read" : "write" }
}
