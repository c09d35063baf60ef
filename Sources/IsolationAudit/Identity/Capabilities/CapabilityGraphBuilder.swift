/// Collects the nodes of a capability graph and its edges.
struct CapabilityGraphBuilder {
  let estate: Estate
  let assumptions: AssumeRoleGraph
  private(set) var nodes: [CapabilityNode] = []
  private var byNode: [CapabilityNode: Int] = [:]
  /// The workloads' nodes, by kind and id.
  private var workloads: [WorkloadUse.Kind: [String: Int]] = [:]
  var arcs: [CapabilityGraph.Arc] = []
  var bases: [CapabilityGraph.Basis] = []
  var gaps: [IdentityGap] = []

  init(_ estate: Estate, _ assumptions: AssumeRoleGraph) {
    self.estate = estate
    self.assumptions = assumptions
    for principal in assumptions.principals { add(.principal(principal.id)) }
    addWorkloads()
    gaps = assumptions.gaps
  }

  @discardableResult
  private mutating func add(_ node: CapabilityNode) -> Int {
    if let known = byNode[node] { return known }
    let id = nodes.count
    nodes.append(node)
    byNode[node] = id
    if case .workload(let workload) = node { workloads[workload.kind, default: [:]][workload.id] = id }
    return id
  }

  /// Adds everything that runs, with or without a role, in the order of kinds and ids.
  private mutating func addWorkloads() {
    var found: [WorkloadUse.Kind: [String: CapabilityWorkload]] = [:]
    func note(
      _ kind: WorkloadUse.Kind,
      _ id: String,
      _ account: String,
      _ record: Estate.Handle,
      _ provenance: Provenance
    ) {
      if kind == .instanceProfile || kind == .permissionSet || found[kind]?[id] != nil { return }
      found[kind, default: [:]][id] = CapabilityWorkload(
        kind: kind,
        id: id,
        account: account,
        record: record,
        provenance: provenance
      )
    }
    for id in estate.instances.ids {
      let instance = estate.instances[id]
      note(
        .instance,
        estate.symbols[instance.id],
        estate.symbols[instance.owner],
        .instance(id),
        instance.provenance
      )
    }
    for id in estate.services.ids {
      let service = estate.services[id]
      let kind: WorkloadUse.Kind =
        switch service.kind {
        case .function: .function
        case .kubernetesCluster: .cluster
        case .database, .databaseCluster: .database
        }
      note(kind, estate.symbols[service.arn], estate.symbols[service.owner], .service(id), service.provenance)
    }
    for id in estate.workloads.ids {
      let workload = estate.workloads[id]
      note(
        WorkloadUse.Kind(workload.kind),
        estate.symbols[workload.arn],
        estate.symbols[workload.owner],
        .workload(id),
        workload.provenance
      )
    }
    for use in assumptions.roleUses.flatMap(\.uses) {
      note(use.kind, use.id, use.account, use.record, use.provenance)
    }
    let all = found.values.flatMap(\.values).sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
    for workload in all { add(.workload(workload)) }
  }

  /// The node of a workload.
  func workload(_ kind: WorkloadUse.Kind, _ id: String) -> Int? { workloads[kind]?[id] }

  mutating func graph() -> CapabilityGraph {
    addSessions()
    addHoldings()
    let sorted = Set(gaps).sorted {
      ($0.account, $0.kind.rawValue, $0.subject, $0.message) < ($1.account, $1.kind.rawValue, $1.subject, $1.message)
    }
    return CapabilityGraph(
      estate: estate,
      assumptions: assumptions,
      nodes: nodes,
      hubCount: 0,
      arcs: arcs,
      bases: bases,
      gaps: sorted
    )
  }

  /// Adds an edge of a kind that the table holds.
  mutating func add(
    _ kind: String,
    from: Int,
    to: Int,
    _ basis: CapabilityGraph.Basis,
    _ standing: AssumeRoleEdge.Standing = .allowed
  ) {
    guard let kind = CapabilityKind(kind) else { preconditionFailure("no such way: \(kind)") }
    arcs.append(
      CapabilityGraph.Arc(
        from: Int32(from),
        to: Int32(to),
        kind: Int16(kind.index),
        standing: standing,
        basis: Int32(bases.count)
      )
    )
    bases.append(basis)
  }

  /// The steps of the graph of roles.
  private mutating func addSessions() {
    for edge in assumptions.edges {
      let grant = CapabilityEdge.Grant(
        action: edge.action,
        resource: assumptions[edge.to].arn,
        identityStatements: edge.identityStatements,
        resourceStatements: edge.trustStatements
      )
      add(
        edge.action.replacing(":", with: "-"),
        from: edge.from.index,
        to: edge.to.index,
        CapabilityGraph.Basis(residual: edge.residual, grants: [grant], gaps: edge.gaps),
        edge.standing
      )
    }
  }

  /// The roles that workloads run with.
  private mutating func addHoldings() {
    for use in assumptions.roleUses {
      guard let role = assumptions.principal(use.role) else { continue }
      for user in use.uses where user.kind != .cluster {
        guard let workload = workload(user.kind, user.id) else { continue }
        add(
          user.kind == .instance ? "ec2-imds" : "workload-role",
          from: workload,
          to: role.index,
          CapabilityGraph.Basis(provenance: user.provenance)
        )
      }
    }
  }
}

extension CapabilityGraph {
  /// Works out the ways of an estate.
  package init(estate: Estate) { self.init(estate: estate, AssumeRoleGraph(estate: estate)) }

  /// Works out the ways of an estate whose graph of roles is known.
  package init(estate: Estate, _ assumptions: AssumeRoleGraph) {
    var builder = CapabilityGraphBuilder(estate, assumptions)
    self = builder.graph()
  }
}
