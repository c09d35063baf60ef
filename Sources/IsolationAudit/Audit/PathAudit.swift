/// Judges `no-path`: whether steps of packets and of identities, mixed, lead from one environment to another.
struct PathAudit {
  private(set) var identity: IdentityAudit
  private(set) var model: PathModel
  private(set) var traffic: TrafficAudit
  private(set) var data: DataAudit
  /// Who reads or writes data once he has changed something; nobody where no assertion asks.
  private(set) var latentAccess = LatentAccess()
  private let lists: DataListGaps
  private let unlisted: UnlistedWorkloads

  var estate: Estate { model.estate }
  private var policy: Policy { identity.policy }
  private var placement: Placement { identity.placement }

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - identity: Who can become whom.
  ///   - graph: The ways.
  ///   - data: Who reads or writes data; asked for already, where ways may end there.
  ///   - traffic: What packets reach.
  ///   - asksLatentAccess: Whether ways to data count that need a change first.
  init(
    _ identity: IdentityAudit,
    _ graph: CapabilityGraph,
    _ data: DataAudit,
    _ traffic: TrafficAudit,
    asksLatentAccess: Bool
  ) {
    (self.identity, self.data, self.traffic) = (identity, data, traffic)
    model = PathModel(graph, traffic)
    lists = DataListGaps(identity.estate, identity.placement)
    unlisted = UnlistedWorkloads(graph.assumptions, identity.estate, identity.placement, isAboutWays: true)
    if asksLatentAccess { latentAccess = data.latentAccess(graph) }
  }

  /// The same about an estate from which something was taken out.
  func reduced(
    to graph: CapabilityGraph,
    _ identity: IdentityAudit,
    _ data: DataAudit,
    _ traffic: TrafficAudit,
    _ latentAccess: LatentAccess
  ) -> PathAudit {
    var audit = self
    audit.latentAccess = latentAccess
    (audit.identity, audit.data, audit.traffic) = (identity, data, traffic)
    audit.model = model.with(graph, traffic)
    return audit
  }

  /// Judges an assertion over all its pairs; who has access to data is best asked for before.
  func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .noPath(let scope, let terms) = assertion.kind else { return judgement }
    judgement.judge(policy.pairs(of: scope), assertion, policy) { pair, sides in
      var audit = self
      return audit.judge(pair, sides, terms, assertion)
    }
    return judgement
  }

  /// Judges an assertion about data alone.
  func judgeData(_ assertion: Assertion) -> TrafficAudit.Judgement { data.judge(assertion) }

  /// What must not be reached, and what it takes to ask.
  private struct Goals {
    var places: [Int] = []
    var interfaces: Set<EstateID<NetworkInterface>> = []
    var databases: [EstateID<NetworkInterface>: [EstateID<ManagedService>]] = [:]
    var accesses: [Int: [(store: EstateID<DataStore>, access: DataAccess)]] = [:]
    var findings: [Finding] = []
    var gaps: [String] = []
  }

  private mutating func judge(
    _ pair: JudgedPair,
    _ sides: ScopePair,
    _ terms: PathTerms,
    _ assertion: Assertion
  ) -> PairOutcome {
    var outcome = PairOutcome(held: "no way leads there", plural: "ways")
    let goals = goals(pair, sides, terms, assertion)
    let sources = sources(pair, sides, terms)
    outcome.findings = goals.findings
    outcome.gaps =
      goals.gaps + gaps(of: pair)
      + traffic.unplaced(sides.from).map {
        traffic.describe($0, from: pair.from, to: pair.to)
      }
    guard !goals.places.isEmpty, !sources.isEmpty else { return outcome }
    var question = PathSearch.Question(
      sources: sources,
      isGoal: Array(repeating: false, count: model.count),
      interfaces: goals.interfaces,
      databases: goals.databases,
      leadsThroughHosts: terms.leadsThroughHosts,
      accesses: goals.accesses,
      used: CapabilityKind.all.map { kind in
        // Who reads a store is told by what he may do with its key as well; see the accesses.
        if kind.row.reach.storeDomain != nil, kind.row.effect == .uses { return false }
        return terms.countsLatent || kind.row.effect != .changes
      },
      maximumSteps: terms.maximumSteps ?? .max
    )
    for place in goals.places { question.isGoal[place] = true }
    if terms.leadsThroughHosts { question.interfaces.formUnion(hosts()) }
    var reach = PacketReach(traffic, to: question.interfaces)
    for (exceptions, places) in grouped(goals.places, terms.exceptions) {
      let left = sources.filter { place in
        !exceptions.contains { exception in names(of: place).contains { exception.starts.matches($0) } }
      }
      if left.count < sources.count { outcome.held = "no way leads there but those that the policy excepts" }
      search(question, from: left, to: places, &reach, pair, assertion, &outcome)
    }
    outcome.gaps += reach.gaps.map { traffic.describe($0, from: pair.from, to: pair.to) }
    return outcome
  }

  /// Goals with the exceptions that may cover ways to them, in order.
  private func grouped(
    _ places: [Int],
    _ exceptions: [PathException]
  ) -> [(exceptions: [PathException], places: Set<Int>)] {
    var groups: [(exceptions: [PathException], places: Set<Int>)] = []
    for place in places {
      let own = exceptions.filter { exception in
        exception.ends.isEmpty || names(of: place).contains { exception.ends.matches($0) }
      }
      if let index = groups.firstIndex(where: { $0.exceptions == own }) {
        groups[index].places.insert(place)
      } else {
        groups.append((own, [place]))
      }
    }
    return groups
  }

  private func search(
    _ question: PathSearch.Question,
    from sources: [Int],
    to places: Set<Int>,
    _ reach: inout PacketReach,
    _ pair: JudgedPair,
    _ assertion: Assertion,
    _ outcome: inout PairOutcome
  ) {
    var question = question
    question.sources = sources
    var settled = PathSearch(model, question, upTo: .conditional)
    settled.run(&reach)
    let ways = ends(settled.reached).filter(places.contains).map { settled.way(to: $0) }
    add(ways, assertion, pair, &outcome)
    // Of accounts whose roles were not collected, somebody may be one of those whom the environment can become.
    let unseen = Set(model.graph.assumptions.gaps.lazy.filter { $0.kind == .accountDetails }.map(\.account))
    question.sources += model.graph.assumptions.principals.filter { principal in
      (principal.kind == .account || principal.kind == .foreign) && unseen.contains(principal.account)
        && !sources.contains(principal.id.index) && identity.environment(of: principal.id) != pair.goal
    }.map(\.id.index)
    var all = PathSearch(model, question, upTo: .unknown)
    all.run(&reach)
    let found = Set(settled.reached)
    for place in ends(settled.reached + all.reached) where places.contains(place) && !found.contains(place) {
      let way = all.way(to: place)
      let missing = way.steps.flatMap(Self.gaps)
      let start = names(of: way.start).first ?? ""
      let end = names(of: place).first ?? ""
      outcome.gaps.append(
        sources.contains(way.start)
          ? "whether \(start) gets to \(end) hangs on: \(Set(missing).sorted().joined(separator: "; "))"
          : "whether somebody of \(pair.from) is \(start), who gets to \(end), is not in the snapshot"
      )
    }
  }

  /// What was reached, without data stores that are only opened where they are read or written as well.
  private func ends(_ reached: [Int]) -> [Int] {
    let all = Set(reached)
    var seen: Set<Int> = []
    return reached.filter { place in
      guard seen.insert(place).inserted else { return false }
      guard case .node(let id) = model.kind(place), case .dataStore(let store) = model.graph[id] else { return true }
      return !all.contains(model.place(of: store))
    }
  }

  /// What is missing to be sure of a step.
  static func gaps(_ step: PathSearch.Step) -> [String] {
    switch step {
    case .capability(let edge): edge.gaps
    case .access(_, let access, _): access.answer.gaps
    case .packets: []
    }
  }

  func gaps(of pair: JudgedPair) -> [String] {
    let own = [pair.source, pair.goal]
    return identity.gaps(of: pair.environments) + unlisted.gaps(of: pair.environments)
      + model.graph.gaps.filter { $0.account.isEmpty || own.contains(identity.environment(ofAccount: $0.account)) }
      .map(\.message)
  }

  // MARK: - Beginnings

  func sources(_ pair: JudgedPair, _ sides: ScopePair, _ terms: PathTerms) -> [Int] {
    var sources: [Int] = []
    let hosts = terms.starts.contains(.workload) ? interfaces(of: sides.from) { $0.sends } : []
    let own = Set(hosts)
    for (index, node) in model.graph.nodes.enumerated() where model.environment(of: index, identity) == pair.source {
      switch node {
      case .principal(let id):
        if terms.starts.contains(.principal), isPerson(id), covers(sides.from, id) { sources.append(index) }
      case .workload:
        guard terms.starts.contains(.workload) else { continue }
        let interfaces = model.also(at: index)
        let isOwn =
          interfaces.isEmpty
          || interfaces.contains { place in
            if case .interface(let id) = model.kind(place) { own.contains(id) } else { false }
          }
        if isOwn { sources.append(index) }
      default: continue
      }
    }
    sources += hosts.map { model.place(of: $0) }
    if terms.starts.contains(.principal) {
      sources += traffic.clientVPNEndpoints(of: sides.from).map { model.place(of: $0) }
    }
    return sources
  }

  private func isPerson(_ id: PrincipalID) -> Bool {
    switch model.graph.assumptions[id].kind {
    case .role, .user, .account, .foreign: true
    case .service, .provider, .anyone: false
    }
  }

  /// Whether a selector that looks at more than the environment covers a principal.
  private func covers(_ side: ScopeSide, _ id: PrincipalID) -> Bool {
    guard let record = model.graph.assumptions[id].record else { return true }
    let principal = estate.principals[record]
    let facts = traffic.writer.facts.facts(id: principal.arn, tags: principal.tags, account: principal.account)
    let environment = policy.environments.first { $0.name == side.environment }
    return side.selector.covers(facts, environment: environment) != .no
  }

  private func interfaces(
    of side: ScopeSide,
    where isMeant: (EndpointClasses.Class) -> Bool
  ) -> [EstateID<NetworkInterface>] {
    let classes = traffic.survey.classes
    return traffic.classes(of: side).filter { isMeant(classes.classes[$0]) }.flatMap { index in
      classes.classes[index].members.map { classes.members[$0] }
    }.sorted()
  }

  /// All hosts that packets could take over.
  private func hosts() -> [EstateID<NetworkInterface>] {
    let classes = traffic.survey.classes
    return classes.classes.filter { $0.sends && $0.receives }.flatMap { $0.members.map { classes.members[$0] } }
  }

  // MARK: - Ends

  private mutating func goals(
    _ pair: JudgedPair,
    _ sides: ScopePair,
    _ terms: PathTerms,
    _ assertion: Assertion
  ) -> Goals {
    var goals = Goals()
    for (index, node) in model.graph.nodes.enumerated() where model.environment(of: index, identity) == pair.goal {
      switch node {
      case .principal(let id):
        if terms.ends.contains(.principal), isPerson(id), covers(sides.to, id) { goals.places.append(index) }
      case .account: if terms.ends.contains(.principal) { goals.places.append(index) }
      case .workload: if terms.ends.contains(.workload) { goals.places.append(index) }
      case .foothold(let foothold):
        if terms.ends.contains(.workload), foothold.kind == .subnet { goals.places.append(index) }
      default: continue
      }
    }
    if terms.ends.contains(.workload) {
      goals.gaps += lists.gaps(of: Int(pair.goal), ["Reservations", "Functions", "Clusters"])
    }
    if terms.ends.contains(.workload), terms.leadsThroughHosts {
      let hosts = interfaces(of: sides.to) { $0.sends && $0.receives }
      goals.places += hosts.map { model.place(of: $0) }
      goals.interfaces.formUnion(hosts)
      goals.gaps += traffic.unplaced(sides.to).map { traffic.describe($0, from: pair.from, to: pair.to) }
    }
    if terms.ends.contains(.database) { addDatabases(pair, sides, &goals) }
    if terms.ends.contains(.data) { addStores(pair, terms, assertion, &goals) }
    return goals
  }

  private func addDatabases(_ pair: JudgedPair, _ sides: ScopePair, _ goals: inout Goals) {
    let bit = placement.bit(of: sides.to.selector)
    for id in estate.services.ids where placement.ofService[Int(id.index)] == pair.goal {
      let service = estate.services[id]
      guard service.kind == .database || service.kind == .databaseCluster else { continue }
      let interfaces = traffic.survey.model.owners[service.arn]
      if interfaces.isEmpty {
        goals.gaps.append("the network interfaces of database \(estate.symbols[service.arn]) are not in the snapshot")
      }
      let meant = interfaces.filter { placement.selectorBits[Int($0.index)] & bit != 0 }
      if meant.isEmpty { continue }
      goals.places.append(model.place(of: id))
      goals.interfaces.formUnion(meant)
      for interface in meant { goals.databases[interface, default: []].append(id) }
    }
    goals.gaps += lists.gaps(of: Int(pair.goal), ["DBInstances", "DBClusters"])
    goals.gaps += traffic.unplaced(sides.to).map { traffic.describe($0, from: pair.from, to: pair.to) }
  }

  private mutating func addStores(
    _ pair: JudgedPair,
    _ terms: PathTerms,
    _ assertion: Assertion,
    _ goals: inout Goals
  ) {
    for id in estate.dataStores.ids where placement.ofDataStore[Int(id.index)] == pair.goal {
      let store = estate.dataStores[id]
      guard terms.kinds.isEmpty || terms.kinds.contains(where: { $0.kind == store.kind }) else { continue }
      let isMeant = terms.data.map { $0.covers(store, in: estate) } ?? .yes
      if isMeant == .no { continue }
      let arn = estate.symbols[store.arn]
      if let gap = data.publicity(store, .any, isMeant, assertion, pair.from, pair.to, &goals.findings) {
        goals.gaps.append(gap)
      }
      let access = data.access(to: id)
      goals.gaps += access.gaps.map { "who has access to \(arn) is not known: \($0)" }
      if isMeant != .yes {
        goals.gaps.append(
          "the tags of \(arn) are not in the snapshot, or it has none, so whether it is meant is not known"
        )
        continue
      }
      goals.places.append(model.place(of: id))
      if let opening = model.opening(of: id) { goals.places.append(opening) }
      for access in access.accesses { goals.accesses[access.principal.index, default: []].append((id, access)) }
      for entry in terms.countsLatent ? latentAccess[id] : [] {
        goals.accesses[Int(entry.node), default: []].append((id, entry.access))
      }
    }
    let kinds = terms.kinds.isEmpty ? SelectedData.allCases : terms.kinds
    goals.gaps += lists.gaps(of: Int(pair.goal), kinds.flatMap(\.lists))
  }
}
