import IsolationAudit

/// The ways of an estate as the documentation of AWS has them, worked out by asking for every caller and target one by one.
///
/// It shares with the graph the rows of the table and the decision of a single request, and nothing else.
struct CapabilityOracle {
  /// A way between nodes that are named by what they are.
  struct Way: Hashable, CustomStringConvertible {
    let from: String
    let kind: String
    let to: String

    var description: String { "\(from) -\(kind)-> \(to)" }
  }

  /// The rows that change policies, join groups, take over providers, open stores, replace code, use the organization or get
  /// into clusters.
  static let rows = CapabilityKind.all.filter { kind in
    switch kind.row.reach {
    case .administration, .organization: true
    case .members(.groups), .members(.samlProviders), .members(.webProviders): true
    case .members(.stores), .members(.codeStores), .members(.workloads(.cluster)): true
    default: false
    }
  }

  static let actions = rows.flatMap { $0.row.requires.flatMap(\.actions) } + ["sts:AssumeRole"]

  let graph: CapabilityGraph
  private var ways: [Way: AccessAnswer.Standing] = [:]
  private var estate: Estate { graph.estate }

  /// Every way of a user or role by a row, with the surest standing.
  static func ways(_ graph: CapabilityGraph) -> [Way: AccessAnswer.Standing] {
    var oracle = CapabilityOracle(graph: graph)
    for caller in graph.assumptions.principals {
      guard let record = caller.record, !oracle.isOfService(record) else { continue }
      for kind in rows { oracle.add(kind, caller, record) }
    }
    return oracle.ways
  }

  private init(graph: CapabilityGraph) { self.graph = graph }

  private mutating func note(
    _ kind: CapabilityKind,
    _ caller: Principal,
    _ to: String,
    _ answers: [AccessAnswer.Standing?]
  ) {
    guard to != caller.arn, !answers.contains(nil), var worst = answers.compactMap({ $0 }).max(), worst != .denied
    else {
      return
    }
    if kind.row.unless != nil { worst = max(worst, .conditional) }
    let way = Way(from: caller.arn, kind: kind.id, to: to)
    ways[way] = min(ways[way] ?? .unknown, worst)
  }

  // MARK: Requests

  /// The surest answer to one of the actions of a requirement.
  private func ask(_ caller: Principal, _ requirement: CapabilityRow.Requirement, _ target: AccessTarget)
    -> AccessAnswer.Standing
  {
    requirement.actions.map { action in
      var target = target
      // Whoever attaches a policy chooses which; the worst is the one that allows everything.
      if action.hasPrefix("iam:Attach") {
        target.keys.append(("iam:PolicyARN", .known(["arn:aws:iam::aws:policy/AdministratorAccess"])))
      }
      return graph.model.decide(caller.id, action, on: target).standing
    }.min() ?? .denied
  }

  private func target(_ arn: String, _ account: String, _ tags: TagSetID = .none) -> AccessTarget {
    var target = AccessTarget(arn: arn, account: account)
    target.tags = estate.tags(tags).map { (estate.symbols[$0.key], estate.symbols[$0.value]) }
    target.hasAllTags = true
    target.keys = [("aws:RequestedRegion", .known(["us-east-1"]))]
    return target
  }

  private func target(_ record: IAMPrincipal) -> AccessTarget {
    target(estate.symbols[record.arn], estate.symbols[record.account], record.tags)
  }

  /// What the caller may do with something that he makes and names himself.
  private func askOnSome(_ caller: Principal, _ requirement: CapabilityRow.Requirement, _ pattern: String)
    -> AccessAnswer.Standing
  {
    let whole = WildcardPattern(pattern.replacing("{account}", with: caller.account).replacing("{region}", with: "*"))
    let candidates = [
      "arn:aws:sso:::instance/ssoins-1", "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
      "arn:aws:identitystore:::group/any", "arn:aws:cloudformation:us-east-1:\(caller.account):stackset/any",
      "arn:aws:cloudformation:us-east-1:\(caller.account):stackset/any1", "arn:aws:sso:::permissionSet/ssoins-1/ps-any",
      "arn:aws:identitystore:::group/any1",
    ]
    return candidates.filter { whole.matches($0) }.map { arn in
      // Nothing is known of the tags of what is only thought of.
      var target = AccessTarget(arn: arn, account: caller.account)
      target.keys = [("aws:RequestedRegion", .known(["us-east-1"]))]
      return ask(caller, requirement, target)
    }.min() ?? .denied
  }

  // MARK: Facts

  /// Whether a role belongs to a service: nobody else gets a session of it.
  private func isOfService(_ record: EstateID<IAMPrincipal>) -> Bool {
    estate.symbols[estate.principals[record].path].hasPrefix("/aws-service-role/")
  }

  /// Whether AWS lets an account change a role: not that of a service, nor one that IAM Identity Center made.
  private func isEditable(_ record: IAMPrincipal) -> Bool {
    let path = estate.symbols[record.path]
    return record.kind == .role && !path.hasPrefix("/aws-service-role/") && !path.hasPrefix("/aws-reserved/")
  }

  private func principals(_ kind: IAMPrincipal.Kind, _ account: String) -> [IAMPrincipal] {
    estate.principals.records.filter { $0.kind == kind && estate.symbols[$0.account] == account }
  }

  private func administration(_ account: String, _ boundary: Symbol) -> String {
    boundary.isEmpty ? "account \(account)" : "account \(account) below \(estate.symbols[boundary])"
  }

  private func groups(of record: IAMPrincipal) -> [IAMPrincipal] {
    estate.principals.records.filter {
      $0.kind == .group && $0.account == record.account && record.groups.contains($0.name)
    }
  }

  /// The customer managed policies of somebody or of his groups.
  private func policies(of record: IAMPrincipal) -> [String] {
    (record.attachedPolicies + groups(of: record).flatMap(\.attachedPolicies)).map { estate.symbols[$0] }.filter {
      arn in
      !arn.contains("::aws:") && estate.managedPolicies.records.contains { estate.symbols[$0.arn] == arn }
    }
  }

  // MARK: Rows

  private mutating func add(_ kind: CapabilityKind, _ caller: Principal, _ id: EstateID<IAMPrincipal>) {
    let requires = kind.row.requires
    let record = estate.principals[id]
    switch kind.row.reach {
    case .administration(let way): add(kind, way, caller, record)
    case .members(.groups):
      guard record.kind == .user else { return }
      for group in principals(.group, caller.account) {
        note(kind, caller, estate.symbols[group.arn], requires.map { ask(caller, $0, target(group)) })
      }
    case .members(.samlProviders), .members(.webProviders):
      let word = kind.row.reach == .members(.samlProviders) ? ":saml-provider/" : ":oidc-provider/"
      for provider in estate.identityProviders.records {
        let arn = estate.symbols[provider.arn]
        guard arn.contains(word), estate.symbols[provider.account] == caller.account,
          graph.assumptions.principal(arn) != nil
        else { continue }
        note(kind, caller, arn, requires.map { ask(caller, $0, target(arn, caller.account)) })
      }
    case .members(.stores(let store)): addStores(kind, store, caller)
    case .members(.codeStores(let store)): addCode(kind, store, caller)
    case .organization(let service, let reach): add(kind, service, reach, caller)
    case .members(.workloads(.cluster)): addClusters(kind, caller)
    default: break
    }
  }

  private mutating func add(
    _ kind: CapabilityKind,
    _ way: CapabilityRow.Administration,
    _ caller: Principal,
    _ record: IAMPrincipal
  ) {
    let requires = kind.row.requires
    let own = administration(caller.account, record.boundary)
    switch way {
    case .itself(let wanted):
      guard record.kind == wanted, wanted == .user || isEditable(record) else { return }
      note(kind, caller, own, requires.map { ask(caller, $0, target(record)) })
    case .ownPolicies:
      for policy in policies(of: record) {
        note(kind, caller, own, requires.map { ask(caller, $0, target(policy, caller.account)) })
      }
    case .ownGroups:
      guard record.kind == .user else { return }
      for group in groups(of: record) { note(kind, caller, own, requires.map { ask(caller, $0, target(group)) }) }
    case .ownBoundary:
      guard !record.boundary.isEmpty, record.kind == .user || isEditable(record) else { return }
      let word = record.kind == .user ? "User" : "Role"
      let requirement = CapabilityRow.Requirement(anyOf: requires[0].actions.filter { $0.contains(word) })
      note(kind, caller, "unbounded", [ask(caller, requirement, target(record))])
    case .roleThatItAssumes, .policyOfRoleThatItAssumes, .roleThatItAssumesFreed, .boundaryOfRoleThatItAssumes:
      for edge in graph.assumptions.edges(from: caller.id) {
        guard let id = graph.assumptions[edge.to].record, graph.assumptions[edge.to].account == caller.account else {
          continue
        }
        let role = estate.principals[id]
        let changed: [AccessTarget] =
          way == .policyOfRoleThatItAssumes
          ? policies(of: role).map { target($0, caller.account) } : isEditable(role) ? [target(role)] : []
        let isFreed = way == .roleThatItAssumesFreed
        if isFreed || way == .boundaryOfRoleThatItAssumes, role.boundary.isEmpty { continue }
        for one in changed {
          note(
            kind,
            caller,
            way == .boundaryOfRoleThatItAssumes
              ? "unbounded" : administration(caller.account, isFreed ? .empty : role.boundary),
            requires.map { ask(caller, $0, one) } + [Self.standing(edge)]
          )
        }
      }
    case .another(let wanted):
      for other in principals(wanted, caller.account) where wanted == .user || isEditable(other) {
        let to = administration(caller.account, other.boundary)
        note(kind, caller, to, requires.map { ask(caller, $0, target(other)) })
      }
    case .anotherRoleFreed:
      for other in principals(.role, caller.account) where isEditable(other) && !other.boundary.isEmpty {
        note(
          kind,
          caller,
          administration(caller.account, .empty),
          requires.map { ask(caller, $0, target(other)) }
        )
      }
    case .newRole: addNewRole(kind, caller, isFreed: false)
    case .newRoleFreed: addNewRole(kind, caller, isFreed: true)
    case .ownBoundaryPolicy:
      let boundary = estate.symbols[record.boundary]
      guard estate.managedPolicies.records.contains(where: { $0.arn == record.boundary }) else { return }
      note(kind, caller, "unbounded", [ask(caller, requires[0], target(boundary, caller.account))])
    case .policyOfAnotherRole:
      for other in principals(.role, caller.account) where isEditable(other) {
        for policy in policies(of: other) {
          note(
            kind,
            caller,
            administration(caller.account, other.boundary),
            [
              ask(caller, requires[0], target(policy, caller.account)), ask(caller, requires[1], target(other)),
            ]
          )
        }
      }
    }
  }

  /// A role of a name that no role has: one for each combination of the patterns that the policies know.
  private mutating func addNewRole(_ kind: CapabilityKind, _ caller: Principal, isFreed: Bool) {
    let all = estate.principals.records.filter { $0.kind != .group && estate.symbols[$0.account] == caller.account }
    for boundary in (isFreed ? [] : [.empty]) + Set(all.map(\.boundary)).filter({ !$0.isEmpty }) {
      for name in ["new", "new1", "anew", "anew1"] {
        var role = target("arn:aws:iam::\(caller.account):role/\(name)", caller.account)
        // Whoever makes a role chooses its tags.
        role.hasAllTags = false
        role.keys.append(
          ("iam:PermissionsBoundary", boundary.isEmpty ? .absent : .known([estate.symbols[boundary]]))
        )
        note(
          kind,
          caller,
          administration(caller.account, isFreed ? .empty : boundary),
          kind.row.requires.map { ask(caller, $0, role) }
        )
      }
      if isFreed { continue }
      // Who need not give it a boundary gains more without.
      let way = Way(from: caller.arn, kind: kind.id, to: administration(caller.account, .empty))
      if let standing = ways[way], standing <= .conditional { return }
    }
  }

  static func standing(_ edge: AssumeRoleEdge) -> AccessAnswer.Standing {
    switch edge.standing {
    case .allowed: .allowed
    case .conditional: .conditional
    case .unknown: .unknown
    }
  }

  private mutating func addStores(_ kind: CapabilityKind, _ wanted: DataStore.Kind, _ caller: Principal) {
    for store in estate.dataStores.records where store.kind == wanted {
      // AWS changes its own keys itself, and shares nothing that is encrypted with them.
      if wanted == .key && store.isManagedByAWS { continue }
      let isShareable = [DataStore.Kind.volumeSnapshot, .databaseSnapshot, .image].contains(wanted)
      if isShareable, store.isEncrypted == true, store.key.isEmpty { continue }
      var target = AccessTarget(store, in: estate)
      target.keys = [("aws:RequestedRegion", .known(["us-east-1"]))]
      let answers = kind.row.requires.map { ask(caller, $0, target) }
      // A policy that is not in the snapshot may let anybody in; that is told of the store, not of everybody.
      if case .unknown = target.policy {
        target.policy = .none
        if kind.row.requires.contains(where: { ask(caller, $0, target) == .denied }) { continue }
      }
      note(kind, caller, target.arn, answers)
    }
  }

  /// What runs a tag of a repository, or an object of a bucket.
  private mutating func addCode(_ kind: CapabilityKind, _ wanted: DataStore.Kind, _ caller: Principal) {
    let runs: [(store: String, resource: String, workload: String)] =
      wanted == .repository
      ? [
        (
          "arn:aws:ecr:us-east-1:111111111111:repository/app", "arn:aws:ecr:us-east-1:111111111111:repository/app",
          "arn:aws:lambda:us-east-1:111111111111:function:f"
        )
      ] : [("arn:aws:s3:::code", "arn:aws:s3:::code/job.py", "arn:aws:glue:us-east-1:111111111111:job/j")]
    for run in runs {
      guard let store = estate.dataStores.records.first(where: { estate.symbols[$0.arn] == run.store }) else {
        continue
      }
      if wanted == .repository, store.hasMutableTags == false { continue }
      var target = AccessTarget(store, in: estate)
      target.arn = run.resource
      target.keys = [("aws:RequestedRegion", .known(["us-east-1"]))]
      note(kind, caller, run.workload, kind.row.requires.map { ask(caller, $0, target) })
    }
  }

  private mutating func add(
    _ kind: CapabilityKind,
    _ service: String,
    _ reach: CapabilityRow.OrganizationReach,
    _ caller: Principal
  ) {
    let management = Set(estate.accounts.records.filter(\.isManagement).map { estate.symbols[$0.id] })
    let delegates = estate.delegatedAdministrators.first { estate.symbols[$0.key] == service }?.value ?? []
    let isManagement = management.contains(caller.account)
    guard isManagement || delegates.contains(where: { estate.symbols[$0] == caller.account }) else { return }
    let answers = kind.row.requires.map { requirement -> AccessAnswer.Standing in
      guard case .some(let pattern) = requirement.on else { return .denied }
      return askOnSome(caller, requirement, pattern)
    }
    // What a delegated administrator does never touches the management account.
    func isReached(_ account: String) -> Bool { isManagement || !management.contains(account) }
    switch reach {
    case .accounts:
      for account in estate.accounts.records.map({ estate.symbols[$0.id] }) where isReached(account) {
        note(kind, caller, "account \(account)", answers)
      }
    case .permissionSetRoles, .rolesOfGroups:
      for role in estate.principals.records where estate.symbols[role.name].hasPrefix("AWSReservedSSO_") {
        guard isReached(estate.symbols[role.account]) else { continue }
        note(kind, caller, estate.symbols[role.arn], answers)
      }
    }
  }

  private mutating func addClusters(_ kind: CapabilityKind, _ caller: Principal) {
    for cluster in estate.kubernetesClusters.values where estate.symbols[cluster.owner] == caller.account {
      let arn = estate.symbols[cluster.arn]
      var answers = kind.row.requires.map { requirement -> AccessAnswer.Standing in
        guard case .below(let old, let new) = requirement.on else {
          return ask(caller, requirement, target(arn, caller.account))
        }
        var entry = AccessTarget(arn: arn.replacing(old, with: new) + "/role/any/1", account: caller.account)
        entry.keys = [("aws:RequestedRegion", .known(["us-east-1"]))]
        return ask(caller, requirement, entry)
      }
      switch (kind.id, cluster.authenticationMode) {
      // Whether there are access entries at all hangs on what is not told.
      case (_, nil): answers.append(.unknown)
      case ("eks-CreateAccessEntry", .configMap): continue
      case ("eks-UpdateClusterConfig", .api), ("eks-UpdateClusterConfig", .apiAndConfigMap): continue
      default: break
      }
      note(kind, caller, arn, answers)
    }
  }
}
