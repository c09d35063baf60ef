/// Who reads or writes data once he has changed something: whoever administers an account, has joined a group, or has taken
/// his boundary away.
struct LatentAccess: Sendable {
  /// What somebody who does not exist yet may do with a store.
  struct Entry: Sendable {
    /// The node of the graph of capabilities.
    var node: Int32
    /// The access; its principal stands for him in the model.
    var access: DataAccess
  }

  private var entries: [EstateID<DataStore>: [Entry]] = [:]
  private var nodes: Set<Int32> = []

  /// Nothing that anybody could do.
  init() {}

  /// Asks of some stores for everybody to whom a way of a graph leads and who does not exist yet.
  ///
  /// - Parameters:
  ///   - stores: The stores.
  ///   - model: What users and roles may do with data.
  ///   - graph: The ways, with those who do not exist yet.
  ///   - base: What is known of those who are not to be asked again.
  ///   - asked: The nodes of those who are.
  /// - Complexity: A few decisions for each store and each of them in its account, on as many cores as there are.
  init(
    _ stores: [EstateID<DataStore>],
    _ model: AccessModel,
    _ graph: CapabilityGraph,
    reducing base: LatentAccess = LatentAccess(),
    asked: Set<Int32> = []
  ) {
    let present = graph.callers.filter(graph.isLatent)
    nodes = Set(present.map(\.node))
    let kept = base.nodes.intersection(nodes).subtracting(asked)
    entries = base.entries.mapValues { $0.filter { kept.contains($0.node) } }
    let asking = present.filter { !kept.contains($0.node) }
    if asking.isEmpty { return }
    var model = model
    model.add(asking.map(CallerPolicies.init))
    var first: [String: PrincipalID] = [:]
    for principal in model.graph.principals where principal.record != nil && first[principal.account] == nil {
      first[principal.account] = principal.id
    }
    let estate = model.estate
    let asked = stores.map { id in
      let store = estate.dataStores[id]
      let admitted = AdmittedAccounts(AccessTarget(store, in: estate), in: estate)
      return (
        store: id, owner: estate.symbols[store.owner], admitted: admitted,
        isPersonal: admitted.arePersonal || model.isKeyPersonal(of: store)
      )
    }
    let found = asking.concurrentMap { [model, first] caller in
      // Somebody of the account, or else anybody, lends his place to him.
      guard let lender = caller.members.first ?? first[caller.account] ?? first.values.min() else {
        return [(store: EstateID<DataStore>, entry: Entry)]()
      }
      let given = model.giving(CallerPolicies(caller), to: lender, of: caller.account)
      // Those whose own policies are equal may differ by the store's.
      var alone: [(principal: PrincipalID, model: AccessModel)] = []
      for member in caller.members.count > 1 ? caller.members : [] {
        let one = CapabilityCaller([member], node: caller.node, in: graph.model).unbounded(node: caller.node)
        alone.append((member, model.giving(CallerPolicies(one), to: member, of: caller.account)))
      }
      return asked.flatMap { store, owner, admitted, isPersonal -> [(store: EstateID<DataStore>, entry: Entry)] in
        guard owner == caller.account || admitted.contains(caller.account) else { return [] }
        let accesses =
          isPersonal && !alone.isEmpty
          ? alone.flatMap { $0.model.access(to: store, of: $0.principal) } : given.access(to: store, of: lender)
        return accesses.map { (store, Entry(node: caller.node, access: $0)) }
      }
    }
    for (store, entry) in found.joined() { entries[store, default: []].append(entry) }
  }

  /// Who may do what with a store.
  subscript(_ store: EstateID<DataStore>) -> [Entry] { entries[store] ?? [] }
}

extension CapabilityGraph {
  /// Whether a caller does not exist yet.
  func isLatent(_ caller: CapabilityCaller) -> Bool {
    guard caller.node >= 0, Int(caller.node) < nodes.count else { return false }
    if case .principal = nodes[Int(caller.node)] { return false }
    return true
  }
}
