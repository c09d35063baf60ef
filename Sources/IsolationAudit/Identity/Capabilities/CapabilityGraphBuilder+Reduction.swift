// The ways that are left once something is taken out of policies.
extension CapabilityGraphBuilder {
  /// Whose ways were asked for again.
  struct Asked {
    /// Users and roles.
    var principals: Set<PrincipalID> = []
    /// The nodes of those who do not exist yet.
    var latent: Set<Int32> = []
    /// The callers that stand for them.
    var callers: [CapabilityCaller] = []
  }

  /// The graph of an estate from which something was taken out.
  ///
  /// The ways of those concerned, and those into data stores concerned, are asked for again, others stay as they are. Nodes
  /// keep their ids, hubs need not.
  ///
  /// - Parameters:
  ///   - reduction: What was taken out of the estate whose graph the builder has built.
  ///   - assumptions: The graph of roles that is left, with the same principals.
  ///   - model: The policies that are left.
  /// - Returns: The graph, and whose ways were asked for again; `nil` where so much hangs on what was taken out that the
  ///   graph has to be built anew: on a boundary, a function's own policy, or a service that a role trusts.
  /// - Complexity: Linear in nodes and stored edges, and the decisions about those concerned.
  mutating func graph(
    reducedBy reduction: PolicyReduction,
    _ assumptions: AssumeRoleGraph,
    _ model: AccessModel
  ) -> (graph: CapabilityGraph, asked: Asked)? {
    let roles = Set(reduction.trusts.compactMap { self.assumptions.id(ofRecord: $0) })
    guard !reduction.changesBoundaries, !changesServices(of: roles, assumptions) else { return nil }
    var stores: Set<EstateID<DataStore>> = []
    for arn in reduction.resources {
      guard let store = estate.dataStore(arn) else { return nil }
      stores.insert(store)
    }
    let own = Set(reduction.concerned.compactMap { self.assumptions.id(ofRecord: $0) })
    var asked = Asked(principals: own)
    addThoseWhoMeet(roles, &asked)
    addThoseWhoRewrite(policiesOf: reduction.detached, &asked)
    for group in reduction.concernedGroups { if let node = node(.group(group)) { asked.latent.insert(node) } }
    var count: Int
    repeat {
      count = asked.principals.count + asked.latent.count
      addThoseWhomTheyStandFor(&asked)
      addThoseWhoFree(classesOf: asked.principals, &asked)
    } while asked.principals.count + asked.latent.count > count
    (estate, self.assumptions, self.model) = (reduction.estate, assumptions, model)

    let ways = storeWays(of: asked.principals)
    let replaced = replaceCallers(&asked)
    replaceLatentCallers(reduction, &asked)
    var into: Set<StoreWay> = []
    forEachStore(where: { _, member in member.store.map(stores.contains) ?? false }) { _, row, member, _ in
      into.insert(StoreWay(kind: row.kind, to: member.node))
    }
    removeArcs(asked, own, replaced.emptied, roles, into)
    let latent = asked.latent
    for edge in assumptions.edges where own.contains(edge.from) || roles.contains(edge.to) { addSession(edge) }
    for place in replaced.places { addWays(of: callers[place]) }
    addWaysIntoStores(of: replaced.places, ways, except: into)
    forEachStore(where: { into.contains(StoreWay(kind: $0, to: $1.node)) }) { builder, row, member, target in
      builder.addWays(row, member, target)
      for (node, caller) in builder.latentCallers where builder.isAwaited.contains(node) && !latent.contains(node) {
        if case .account = builder.nodes[Int(node)] { continue }
        builder.addWay(row, ofLatent: caller, member, target)
      }
    }
    for node in asked.latent.sorted() where isAwaited.contains(node) {
      guard let caller = latentCallers[node] else { continue }
      assumed[node] = nil
      addAssumptions(of: caller)
      addWays(of: caller)
      addWaysIntoStores(of: caller)
      if let place = callers.firstIndex(where: { $0.node == node }) { callers[place] = caller }
      asked.callers.append(caller)
    }
    let before = callers.count
    askAwaited()
    asked.callers += replaced.places.map { callers[$0] } + callers[before...]
    callers.removeAll { $0.members.isEmpty && latentCallers[$0.node] == nil }
    return (finished(), asked)
  }

  // MARK: Who is asked

  /// Whether a service can use other roles than before.
  private func changesServices(of roles: Set<PrincipalID>, _ after: AssumeRoleGraph) -> Bool {
    if roles.isEmpty { return false }
    return Set(rows.compactMap(\.row.passedToService)).contains { service in
      guard let id = assumptions.principal(service) else { return false }
      func steps(_ graph: AssumeRoleGraph) -> [AssumeRoleEdge] {
        graph.edges(from: id).filter { roles.contains($0.to) }
      }
      return steps(assumptions) != steps(after)
    }
  }

  /// Adds everybody who has a step to one of some roles.
  private func addThoseWhoMeet(_ roles: Set<PrincipalID>, _ asked: inout Asked) {
    if roles.isEmpty { return }
    for edge in assumptions.edges where roles.contains(edge.to) && assumptions[edge.from].record != nil {
      asked.principals.insert(edge.from)
    }
    let nodes = Set(roles.map { Int32($0.index) })
    for arc in arcs where nodes.contains(arc.to) && latentCallers[arc.from] != nil { asked.latent.insert(arc.from) }
  }

  /// Adds everybody who has a way to permissions by rewriting policies of the roles of an account.
  private func addThoseWhoRewrite(policiesOf roles: Set<EstateID<IAMPrincipal>>, _ asked: inout Asked) {
    let accounts = Set(roles.map { estate.symbols[estate.principals[$0].account] })
    if accounts.isEmpty { return }
    let rewrites = CapabilityKind.all.map { kind in
      switch kind.row.reach {
      case .administration(.policyOfAnotherRole), .administration(.policyOfRoleThatItAssumes): true
      default: false
      }
    }
    for arc in arcs where !arc.isMembership && rewrites[Int(arc.kind)] {
      if latentCallers[arc.from] != nil {
        asked.latent.insert(arc.from)
        continue
      }
      let members = arc.from < 0 ? hubs[Int(-arc.from) - 1].members : [arc.from]
      for member in members where accounts.contains(assumptions.principals[Int(member)].account) {
        asked.principals.insert(PrincipalID(Int(member)))
      }
    }
  }

  /// Adds all with the same permissions as one who stands for them: what they rest on is named by his policies.
  private func addThoseWhomTheyStandFor(_ asked: inout Asked) {
    for principal in asked.principals where callerOfPrincipal[principal.index] >= 0 {
      let members = callers[Int(callerOfPrincipal[principal.index])].members
      if members.first == principal { asked.principals.formUnion(members) }
    }
  }

  /// Adds everybody who may take the boundary away from somebody with the permissions of some: the node of those without
  /// it is another one once the permissions are.
  private func addThoseWhoFree(classesOf principals: Set<PrincipalID>, _ asked: inout Asked) {
    let nodes = Set(
      principals.compactMap { principal -> Int32? in
        let place = callerOfPrincipal[principal.index]
        return place < 0 ? nil : callers[Int(place)].members.first.flatMap { node(.unbounded($0)) }
      }
    )
    if nodes.isEmpty { return }
    let frees = CapabilityKind.all.map { $0.row.reach == .administration(.boundaryOfRoleThatItAssumes) }
    for arc in arcs where !arc.isMembership && frees[Int(arc.kind)] && nodes.contains(arc.to) {
      if latentCallers[arc.from] != nil {
        asked.latent.insert(arc.from)
        continue
      }
      let members = arc.from < 0 ? hubs[Int(-arc.from) - 1].members : [arc.from]
      for member in members where Int(member) < assumptions.principals.count {
        asked.principals.insert(PrincipalID(Int(member)))
      }
    }
  }

  /// A row about stores and what it leads to.
  private struct StoreWay: Hashable {
    var kind: CapabilityKind
    var to: Int32
  }

  /// The ways into stores that each of some principals has, alone or with others.
  private func storeWays(of principals: Set<PrincipalID>) -> [Int32: Set<StoreWay>] {
    let isStore = CapabilityKind.all.map { $0.row.reach.storeDomain != nil }
    var found: [Int32: Set<StoreWay>] = [:]
    for arc in arcs where isStore[Int(arc.kind)] {
      found[arc.from, default: []].insert(StoreWay(kind: CapabilityKind(index: Int(arc.kind)), to: arc.to))
    }
    var ways: [Int32: Set<StoreWay>] = [:]
    for principal in principals {
      let node = Int32(principal.index)
      var own = found[node] ?? []
      let place = callerOfPrincipal[principal.index]
      if place >= 0 { own.formUnion(found[callers[Int(place)].node] ?? []) }
      ways[node] = own
    }
    return ways
  }

  // MARK: Callers

  /// Gives those who are asked callers of their own.
  private mutating func replaceCallers(_ asked: inout Asked) -> (places: [Int], emptied: Set<Int32>) {
    var groups: [Int32: [PrincipalID]] = [:]
    var emptied: Set<Int32> = []
    for principal in asked.principals.sorted() where callerOfPrincipal[principal.index] >= 0 {
      let place = Int(callerOfPrincipal[principal.index])
      let isBounded = callers[place].boundary != nil || callers[place].lacksBoundary
      if isBounded, let first = callers[place].members.first, let node = node(.unbounded(first)) {
        asked.latent.insert(node)
        latentCallers[node]?.members.removeAll { $0 == principal }
      }
      callers[place].members.removeAll { $0 == principal }
      if callers[place].node < 0 { leavers[callers[place].node, default: []].insert(Int32(principal.index)) }
      if callers[place].members.isEmpty { emptied.insert(callers[place].node) }
      groups[model.classOfCaller[principal.index], default: []].append(principal)
    }
    var places: [Int] = []
    for number in groups.keys.sorted() {
      let members = groups[number] ?? []
      for group in model.isSharedClass[Int(number)] ? [members] : members.map({ [$0] }) {
        let node = hub(group.map { Int32($0.index) }, ofCallers: true)
        leavers[node] = nil
        for member in group { callerOfPrincipal[member.index] = Int32(callers.count) }
        places.append(callers.count)
        callers.append(CapabilityCaller(group, node: node, in: model))
      }
    }
    return (places, emptied)
  }

  private mutating func replaceLatentCallers(_ reduction: PolicyReduction, _ asked: inout Asked) {
    var library = PolicyLibrary(estate)
    for group in reduction.concernedGroups {
      guard let node = node(.group(group)) else { continue }
      let record = estate.principals[group]
      let policies = CallerPolicies(record, in: estate, &library, groups: [])
      latentCallers[node] = CapabilityCaller(memberOf: policies, node: node, estate.symbols[record.account], in: model)
    }
    for caller in callers where !caller.members.isEmpty && asked.principals.contains(caller.members[0]) {
      guard latentCallers[caller.node] == nil, caller.boundary != nil || caller.lacksBoundary else { continue }
      let node = add(.unbounded(caller.members[0]))
      latentCallers[node] = caller.unbounded(node: node)
      asked.latent.insert(node)
    }
  }

  // MARK: Edges

  private mutating func removeArcs(
    _ asked: Asked,
    _ own: Set<PrincipalID>,
    _ emptied: Set<Int32>,
    _ roles: Set<PrincipalID>,
    _ into: Set<StoreWay>
  ) {
    let principals = Set(asked.principals.map { Int32($0.index) })
    let concerned = Set(own.map { Int32($0.index) })
    let targets = Set(roles.map { Int32($0.index) })
    let count = Int32(assumptions.principals.count)
    let isStore = CapabilityKind.all.map { $0.row.reach.storeDomain != nil }
    let isSession = CapabilityKind.all.map { $0.row.reach == .assumableRole }
    let bases = bases
    // What an administrator may do with stores does not hang on policies that can be taken away.
    let accounts = Set(
      asked.latent.filter { node in
        if case .account = nodes[Int(node)] { true } else { false }
      }
    )
    arcs.removeAll { arc in
      let kind = Int(arc.kind)
      if isStore[kind], into.contains(StoreWay(kind: CapabilityKind(index: Int(arc.kind)), to: arc.to)) { return true }
      if emptied.contains(arc.from) && arc.from < 0 { return true }
      if asked.latent.contains(arc.from) { return !(isStore[kind] && accounts.contains(arc.from)) }
      guard arc.from >= 0, arc.from < count else { return false }
      if isSession[kind] { return concerned.contains(arc.from) || targets.contains(arc.to) }
      // What the estate shows by itself stays.
      return principals.contains(arc.from) && arc.basis >= 0 && !bases[Int(arc.basis)].grants.isEmpty
    }
  }

  /// The ways into stores that callers are left with, of those that they had.
  private mutating func addWaysIntoStores(
    of places: [Int],
    _ ways: [Int32: Set<StoreWay>],
    except into: Set<StoreWay>
  ) {
    let all = ways.values.reduce(into: Set<StoreWay>()) { $0.formUnion($1) }.subtracting(into)
    if all.isEmpty { return }
    forEachStore(where: { all.contains(StoreWay(kind: $0, to: $1.node)) }) { builder, row, member, target in
      let way = StoreWay(kind: row.kind, to: member.node)
      let model = builder.model
      let candidates = Set(row.actions[0].flatMap { model.candidates(for: model.index.actions[$0], target).joined() })
      for place in places {
        let caller = builder.callers[place]
        // A policy of the store may tell apart who else is alike.
        for principal in caller.members
        where candidates.contains(principal) && ways[Int32(principal.index)]?.contains(way) ?? false {
          builder.addWay(row, from: caller, Int32(principal.index), member, target)
        }
      }
    }
  }
}
