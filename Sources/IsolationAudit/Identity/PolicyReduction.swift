/// An estate with Allow statements or attachments taken out, or with more denied, and whom that concerns.
///
/// Whoever is not concerned keeps what he may do, and who is gains nothing, so that only the steps that somebody concerned
/// had have to be asked for again. The records stay in their places.
struct PolicyReduction: Sendable {
  /// The estate without them.
  private(set) var estate: Estate
  /// The users, roles and groups whose own policies are fewer now.
  private(set) var holders: Set<EstateID<IAMPrincipal>> = []
  /// The roles whose trust policy says less now.
  private(set) var trusts: Set<EstateID<IAMPrincipal>> = []
  /// The users, roles and groups to whom a managed policy is no longer attached.
  private(set) var detached: Set<EstateID<IAMPrincipal>> = []
  /// The managed policies that say less now.
  private(set) var managedPolicies: Set<Symbol> = []
  /// The ARNs of the resources whose policies say less now.
  private(set) var resources: Set<Symbol> = []

  /// The whole estate.
  init(_ estate: Estate) { self.estate = estate }

  /// Whether somebody may do more without: a policy that is detached also denies something, or its text is not known.
  private(set) var mayAddWays = false

  mutating func detach(_ policies: Set<Symbol>, from holder: EstateID<IAMPrincipal>) {
    mayAddWays = mayAddWays || policies.contains(where: mayDeny)
    estate.principals[holder].attachedPolicies.removeAll(where: policies.contains)
    holders.insert(holder)
    detached.insert(holder)
  }

  private func mayDeny(_ policy: Symbol) -> Bool {
    guard let document = estate.managedPolicy(policy).flatMap({ estate.managedPolicies[$0].document }),
      let read = try? PolicyDocument(document, kind: .identity)
    else { return true }
    return read.statements.contains { $0.effect == .deny }
  }

  /// Denies a role or user something by one more inline policy.
  mutating func deny(_ statement: JSONValue, to holder: EstateID<IAMPrincipal>) {
    let record = estate.principals[holder]
    let document = JSONValue.object([
      .init(key: "Version", value: .string("2012-10-17")), .init(key: "Statement", value: .array([statement])),
    ])
    estate.principals[holder].inlinePolicies.append(
      IAMPolicy(name: .empty, document: document, provenance: record.provenance)
    )
    holders.insert(holder)
  }

  /// Takes a role from something that runs with it; what could be given to it in its place is asked anew.
  mutating func takeRole(_ role: Symbol, from workload: Estate.Handle) {
    switch workload {
    case .instance(let id): estate.instances[id].instanceProfile = .empty
    case .service(let id): if estate.services[id].role == role { estate.services[id].role = .empty }
    case .workload(let id):
      if estate.workloads[id].role == role { estate.workloads[id].role = .empty }
      if estate.workloads[id].executionRole == role { estate.workloads[id].executionRole = .empty }
      estate.workloads[id].otherRoles.removeAll { $0 == role }
    default: return
    }
    mayAddWays = true
  }

  mutating func setTrust(_ policy: IAMPolicy, of role: EstateID<IAMPrincipal>) {
    estate.principals[role].trustPolicy = policy
    trusts.insert(role)
  }

  mutating func setInlinePolicy(_ policy: IAMPolicy, at place: Int, of holder: EstateID<IAMPrincipal>) {
    estate.principals[holder].inlinePolicies[place] = policy
    holders.insert(holder)
  }

  mutating func setManagedPolicy(_ document: JSONValue?, of id: EstateID<IAMPolicy>) {
    estate.managedPolicies[id].document = document
    managedPolicies.insert(estate.managedPolicies[id].arn)
  }

  mutating func setPolicy(_ policy: IAMPolicy, of resource: Symbol) {
    estate.resourcePolicies[resource] = .policy(policy)
    resources.insert(resource)
  }

  /// Whether nothing was taken out.
  var isWhole: Bool {
    holders.isEmpty && trusts.isEmpty && managedPolicies.isEmpty && resources.isEmpty
  }

  /// Whether a managed policy that is a boundary says less now.
  var changesBoundaries: Bool {
    !managedPolicies.isEmpty && estate.principals.records.contains { managedPolicies.contains($0.boundary) }
  }

  /// The users and roles who may do less now, or under other circumstances, with those of groups concerned.
  ///
  /// Whether a role's sessions can be tagged is told by its trust policy.
  var concerned: Set<EstateID<IAMPrincipal>> {
    let groups = concernedGroups
    let names = Set(groups.map { Name(account: estate.principals[$0].account, name: estate.principals[$0].name) })
    var found: Set<EstateID<IAMPrincipal>> = []
    for id in estate.principals.ids {
      let record = estate.principals[id]
      if record.kind == .group { continue }
      if holders.contains(id) || trusts.contains(id) || holdsChanged(record)
        || record.groups.contains(where: { names.contains(Name(account: record.account, name: $0)) })
      {
        found.insert(id)
      }
    }
    return found
  }

  /// The groups whose policies are fewer, or say less.
  var concernedGroups: Set<EstateID<IAMPrincipal>> {
    Set(
      estate.principals.ids.filter {
        estate.principals[$0].kind == .group && (holders.contains($0) || holdsChanged(estate.principals[$0]))
      }
    )
  }

  private func holdsChanged(_ record: IAMPrincipal) -> Bool {
    if managedPolicies.isEmpty { return false }
    return ([record.boundary] + record.attachedPolicies).contains(where: managedPolicies.contains)
  }

  private struct Name: Hashable {
    var account: Symbol
    var name: Symbol
  }
}
