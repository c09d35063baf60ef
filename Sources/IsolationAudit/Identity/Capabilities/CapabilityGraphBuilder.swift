/// Collects the nodes of a capability graph and its edges.
struct CapabilityGraphBuilder {
  var estate: Estate
  var assumptions: AssumeRoleGraph
  var model: AccessModel
  private(set) var nodes: [CapabilityNode] = []
  private var byNode: [CapabilityNode: Int32] = [:]
  /// The workloads' nodes, by kind and id.
  private var workloads: [WorkloadUse.Kind: [String: Int32]] = [:]
  var arcs: [CapabilityGraph.Arc] = []
  private(set) var bases: [CapabilityGraph.Basis] = []
  var gaps: [IdentityGap] = []
  var domains: CapabilityDomains
  /// Those who ask, classes first.
  var callers: [CapabilityCaller] = []
  /// The places of the callers that stand for principals: the class's, or the principal's own.
  var callerOfPrincipal: [Int32] = []
  /// The callers who do not exist yet, by node; they are asked when a way leads to them.
  var latentCallers: [Int32: CapabilityCaller] = [:]
  /// The nodes of those who administer a whole account.
  var administrators: [Int32] = []
  /// The roles that they may assume, by node.
  var assumed: [Int32: [AssumeRoleEdge]] = [:]
  /// The members of each hub; a hub is the negative of its place, less one.
  private(set) var hubs: [Hub] = []
  private var knownHubs: [Hub: Int32] = [:]
  /// The callers who have left a hub of theirs, by the hub.
  var leavers: [Int32: Set<Int32>] = [:]
  /// The nodes to which some edge leads whose caller does not exist yet, in the order in which they were found.
  private(set) var awaited: [Int32] = []
  private(set) var isAwaited: Set<Int32> = []
  /// How many of them have been asked.
  private var askedCount = 0
  var selections: [Int: [String: [CapabilitySelection]]] = [:]
  /// The table, as far as the model knows its actions.
  let rows: [Row]
  let facts: CapabilityFacts

  init(_ estate: Estate, _ assumptions: AssumeRoleGraph, _ model: AccessModel) {
    (self.estate, self.assumptions, self.model) = (estate, assumptions, model)
    domains = CapabilityDomains()
    rows = CapabilityKind.all.compactMap { Row($0, model.index) }
    facts = CapabilityFacts(estate)
    gaps = assumptions.gaps + model.gaps
    addNodes()
    addCallers()
    addDomains()
  }

  // MARK: Nodes

  @discardableResult
  mutating func add(_ node: CapabilityNode) -> Int32 {
    if let known = byNode[node] { return known }
    let id = Int32(nodes.count)
    nodes.append(node)
    byNode[node] = id
    if case .workload(let workload) = node { workloads[workload.kind, default: [:]][workload.id] = id }
    return id
  }

  /// The node, if there is one.
  func node(_ node: CapabilityNode) -> Int32? { byNode[node] }

  /// The node of a workload.
  func workload(_ kind: WorkloadUse.Kind, _ id: String) -> Int32? { workloads[kind]?[id] }

  /// Several nodes in one: callers who have the same ways, or targets to which the same ways lead.
  ///
  /// Callers and targets are never one hub, or they would reach each other through it.
  struct Hub: Hashable {
    var members: [Int32]
    var isOfCallers: Bool
  }

  /// A hub, as a negative number; a single member stands for itself.
  mutating func hub(_ members: [Int32], ofCallers isOfCallers: Bool = false) -> Int32 {
    if members.count == 1 { return members[0] }
    let hub = Hub(members: members, isOfCallers: isOfCallers)
    if let known = knownHubs[hub] { return known }
    hubs.append(hub)
    knownHubs[hub] = -Int32(hubs.count)
    return -Int32(hubs.count)
  }

  // MARK: Edges

  /// Adds an edge of a kind that the table holds.
  mutating func add(
    _ kind: CapabilityKind,
    from: Int32,
    to: Int32,
    _ basis: CapabilityGraph.Basis,
    _ standing: AssumeRoleEdge.Standing = .allowed
  ) {
    arcs.append(
      CapabilityGraph.Arc(
        from: from,
        to: to,
        kind: Int16(kind.index),
        standing: standing,
        basis: Int32(bases.count)
      )
    )
    bases.append(basis)
    if to >= 0 { awaitCaller(to) } else { for member in hubs[Int(-to) - 1].members { awaitCaller(member) } }
  }

  mutating func add(
    _ kind: String,
    from: Int32,
    to: Int32,
    _ basis: CapabilityGraph.Basis,
    _ standing: AssumeRoleEdge.Standing = .allowed
  ) {
    guard let kind = CapabilityKind(kind) else { preconditionFailure("no such way: \(kind)") }
    add(kind, from: from, to: to, basis, standing)
  }

  private mutating func awaitCaller(_ node: Int32) {
    guard latentCallers[node] != nil, isAwaited.insert(node).inserted else { return }
    awaited.append(node)
  }

  // MARK: The graph

  mutating func graph() -> CapabilityGraph {
    addFacts()
    for caller in callers { addWays(of: caller) }
    addWaysIntoStores()
    askAwaited()
    return finished()
  }

  /// Asks for those who do not exist yet and to whom some way leads; his ways may lead to others.
  mutating func askAwaited() {
    while askedCount < awaited.count {
      let node = awaited[askedCount]
      askedCount += 1
      guard let caller = latentCallers[node] else { continue }
      addAssumptions(of: caller)
      addWays(of: caller)
      addWaysIntoStores(of: caller)
      callers.append(caller)
    }
  }

  /// The graph of what was added.
  func finished() -> CapabilityGraph {
    CapabilityGraph(
      estate: estate,
      assumptions: assumptions,
      model: model,
      nodes: nodes,
      callers: callers,
      hubCount: hubs.count,
      arcs: placedArcs(),
      bases: bases,
      gaps: gaps.sortedOnce()
    )
  }

  /// The edges with the hubs behind the nodes, and what belongs to the hubs.
  private func placedArcs() -> [CapabilityGraph.Arc] {
    let count = Int32(nodes.count)
    func place(_ node: Int32) -> Int32 { node >= 0 ? node : count - node - 1 }
    var placed = arcs.map { arc in
      var arc = arc
      (arc.from, arc.to) = (place(arc.from), place(arc.to))
      return arc
    }
    for (number, hub) in hubs.enumerated() {
      let middle = count + Int32(number)
      let left = leavers[-Int32(number) - 1] ?? []
      for member in hub.members where !left.contains(member) {
        placed.append(
          hub.isOfCallers ? .membership(from: member, to: middle) : .membership(from: middle, to: member)
        )
      }
    }
    return placed
  }
}

extension CapabilityGraph.Arc {
  fileprivate static func membership(from: Int32, to: Int32) -> CapabilityGraph.Arc {
    CapabilityGraph.Arc(from: from, to: to, kind: -1, standing: .allowed, basis: -1)
  }
}

extension CapabilityGraph {
  /// Works out the ways of an estate.
  package init(estate: Estate) { self.init(estate: estate, AssumeRoleGraph(estate: estate)) }

  /// Works out the ways of an estate whose graph of roles is known.
  package init(estate: Estate, _ assumptions: AssumeRoleGraph) {
    self.init(AccessModel(estate, assumptions, about: CapabilityRow.actions))
  }

  /// Works out those ways of an estate that take no other actions than some.
  package init(estate: Estate, about actions: [String]) {
    self.init(AccessModel(estate, AssumeRoleGraph(estate: estate), about: actions))
  }

  /// Works out the ways of an estate whose policies are read; ways that take actions of which the model is not about are
  /// left out.
  package init(_ model: AccessModel) {
    var builder = CapabilityGraphBuilder(model.estate, model.graph, model)
    self = builder.graph()
  }
}

extension CapabilityRow {
  /// Every action that some row asks for, and those by which the network can be changed.
  package static let actions: [String] =
    (table.flatMap { $0.requires.flatMap(\.actions) } + NetworkChange.table.flatMap { $0.requires.flatMap(\.actions) })
}

/// Facts of an estate that preconditions ask for.
struct CapabilityFacts: Sendable {
  /// The ARNs of the roles in instance profiles.
  private(set) var profiledRoles: Set<String> = []
  /// The ARN of each group, by account and name.
  private(set) var groupARN: [Symbol: [Symbol: Symbol]] = [:]
  /// The number of different boundaries of each account's roles and users, none included.
  private(set) var boundaryCount: [String: Int] = [:]
  private var boundariesOfAccount: [String: [Symbol]] = [:]
  private(set) var managementAccounts: Set<String> = []

  init(_ estate: Estate) {
    for profile in estate.instanceProfiles.records {
      for role in profile.roles { profiledRoles.insert(estate.symbols[role]) }
    }
    var boundaries: [Symbol: Set<Symbol>] = [:]
    for record in estate.principals.records {
      if record.kind == .group {
        groupARN[record.account, default: [:]][record.name] = record.arn
      } else {
        boundaries[record.account, default: []].insert(record.boundary)
      }
    }
    for (account, found) in boundaries {
      boundaryCount[estate.symbols[account]] = found.count
      boundariesOfAccount[estate.symbols[account]] = found.filter { !$0.isEmpty }.sorted {
        estate.symbols[$0] < estate.symbols[$1]
      }
    }
    managementAccounts = Set(estate.accounts.records.lazy.filter(\.isManagement).map { estate.symbols[$0.id] })
  }

  /// The boundaries that an account's roles and users have, by name.
  func boundaries(_ account: String) -> [Symbol] { boundariesOfAccount[account] ?? [] }
}
