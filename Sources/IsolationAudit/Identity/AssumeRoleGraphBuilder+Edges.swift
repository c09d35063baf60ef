// Asks for each role who may assume it.
extension AssumeRoleGraphBuilder {
  mutating func graph() -> AssumeRoleGraph {
    let workloads = WorkloadSurvey(estate)
    gaps += workloads.gaps
    var edges: [AssumeRoleEdge] = []
    for index in records.indices {
      guard let (trust, whyUnknown) = policy(ofRole: index) else { continue }
      if let whyUnknown {
        let role = principals[index]
        gaps.append(
          IdentityGap(
            kind: .trustPolicy,
            account: role.account,
            subject: role.arn,
            message: whyUnknown,
            provenance: role.provenance
          )
        )
      }
      addEdges(to: index, trust: trust, whyUnknown: whyUnknown, &edges)
    }
    return AssumeRoleGraph(
      principals: principals,
      edges: edges,
      gaps: gaps.sortedOnce(),
      roleUses: workloads.roleUses,
      trusting: trusting
    )
  }

  /// A role's trust policy; one that lets everybody in, with the reason, where it is missing: who could not assume the role
  /// even then is left out.
  func policy(ofRole index: Int) -> (policy: AttachedPolicy, whyUnknown: String?)? {
    switch trusts[index] {
    case .policy(let policy): (policy, nil)
    case .missing(let message): (.allowingAll(PolicyOrigin(.trust, name: principals[index].arn)), message)
    case nil: nil
    }
  }

  mutating func addEdges(
    to role: Int,
    trust: AttachedPolicy,
    whyUnknown: String?,
    _ edges: inout [AssumeRoleEdge]
  ) {
    let target = Target(principals[role], trust, estate)
    var candidates: Set<Int> = []
    var outside: Set<Outsider> = []
    for statement in trust.document.statements where statement.effect == .allow {
      for name in statement.namedPrincipals {
        noteTrust(in: name, of: principals[role].id, isKnown: whyUnknown == nil)
        collect(name, target, &candidates)
        if let outsider = outsider(name), outsiders[outsider] != nil { outside.insert(outsider) }
      }
    }
    for candidate in candidates.sorted() where candidate != role {
      if let edge = edge(from: candidate, to: target, whyUnknown) { edges.append(edge) }
    }
    for outsider in outside.sorted(by: { ($0.kind, $0.arn) < ($1.kind, $1.arn) }) {
      for action in ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"] {
        if let edge = edge(from: outsider, to: target, action) { edges.append(edge) }
      }
    }
  }

  /// Keeps whom a role trusts.
  mutating func noteTrust(in named: PolicyPrincipal, of role: PrincipalID, isKnown: Bool) {
    let key: String
    switch named {
    case .everyone where isKnown: key = "*"
    case .account(let account): key = account
    case .user(let account, let name): key = "arn:aws:iam::\(account):user/\(name)"
    case .role(let account, let name), .roleSession(let account, let name, _):
      key = "arn:aws:iam::\(account):role/\(name)"
    case .everyone, .service, .federated, .federatedUser, .canonicalUser, .deleted: return
    }
    if trusting[key]?.last != role { trusting[key, default: []].append(role) }
  }

  /// The users and roles of the estate whom an element of a trust policy may let in.
  func collect(_ named: PolicyPrincipal, _ target: Target, _ candidates: inout Set<Int>) {
    switch named {
    case .everyone:
      // In the role's own account the trust policy is enough; elsewhere the caller's policies must allow.
      for kind in [Principal.Kind.role, .user] {
        if let members = byName[target.role.account]?[kind] { candidates.formUnion(members.values) }
      }
      for list in openAssumers.values {
        candidates.formUnion(list.lazy.filter { callers[$0].mayReach(target.matchableARN) })
      }
      candidates.formUnion(namingAssumers[target.role.arn] ?? [])
    case .account(let account):
      candidates.formUnion((openAssumers[account] ?? []).lazy.filter { callers[$0].mayReach(target.matchableARN) })
      candidates.formUnion((namingAssumers[target.role.arn] ?? []).lazy.filter { principals[$0].account == account })
    case .user(let account, let name):
      if let index = byName[account]?[.user]?[name] { candidates.insert(index) }
    case .role(let account, let name), .roleSession(let account, let name, _):
      if let index = byName[account]?[.role]?[name] { candidates.insert(index) }
    case .service, .federated, .federatedUser, .canonicalUser, .deleted: break
    }
  }

  /// A role as the resource of a request.
  struct Target {
    let role: Principal
    let trust: AttachedPolicy
    let matchableARN: MatchableText
    let tags: [(key: String, value: String)]

    init(_ role: Principal, _ trust: AttachedPolicy, _ estate: Estate) {
      self.role = role
      self.trust = trust
      matchableARN = MatchableText(role.arn)
      tags = estate.tags(role.tags).map { (estate.symbols[$0.key], estate.symbols[$0.value]) }
    }

    /// What is known about a request for the role.
    func describe(in context: inout RequestContext) {
      context.set("aws:ResourceAccount", to: .known([role.account]))
      for prefix in ["aws:ResourceTag/", "iam:ResourceTag/"] {
        for tag in tags { context.set(prefix + tag.key, to: .known([tag.value])) }
        context.completeFamily(prefix)
      }
    }
  }

  mutating func levels(of account: String) -> OrganizationGuardRails.Levels {
    if let known = levels[account] { return known }
    let found = estate.symbols.find(account).map { guardRails.levels(of: $0) } ?? .init()
    levels[account] = found
    return found
  }

  /// The step from a user or role of the estate, if there is one.
  mutating func edge(from index: Int, to target: Target, _ whyUnknown: String?) -> AssumeRoleEdge? {
    let caller = callers[index]
    let account = principals[index].account
    var context = caller.context
    target.describe(in: &context)
    var request = AuthorizationRequest(
      principal: caller.principal,
      action: "sts:AssumeRole",
      resource: target.role.arn,
      resourceAccount: target.role.account,
      context: context
    )
    request.isServiceLinkedRole = caller.isServiceLinkedRole
    let own = levels(of: account)
    let theirs = levels(of: target.role.account)
    var policies = ApplicablePolicies()
    policies.resource = target.trust
    policies.serviceControl = own.serviceControl
    policies.resourceControl = theirs.resourceControl
    policies.identity = caller.identity
    policies.boundary = caller.boundary
    var question = AccessQuestion(request: request, policies: policies)
    question.lacksIdentityPolicy = caller.mayHoldMore
    question.lacksBoundary = caller.hasUnknownBoundary
    question.gaps = (whyUnknown.map { [$0] } ?? []) + caller.gaps.map(\.message) + own.gaps + theirs.gaps
    var answer = question.answer()
    if whyUnknown != nil { answer.standing = max(answer.standing, .unknown) }
    return AssumeRoleEdge(answer, from: principals[index].id, to: target.role.id, "sts:AssumeRole")
  }

  /// The step from somebody outside, if there is one; what his own policies say is his business.
  mutating func edge(from outsider: Outsider, to target: Target, _ action: String) -> AssumeRoleEdge? {
    guard let id = outsiders[outsider] else { return nil }
    let isFederated = outsider.kind == .provider
    guard isFederated != (action == "sts:AssumeRole") else { return nil }
    let caller = OutsideCaller(kind: outsider.kind, arn: outsider.arn, account: outsider.account)
    var context = caller.context
    target.describe(in: &context)
    let request = AuthorizationRequest(
      principal: caller.principal,
      action: action,
      resource: target.role.arn,
      resourceAccount: target.role.account,
      context: context
    )
    var policies = ApplicablePolicies()
    policies.identity = [.allowingAll(PolicyOrigin(.identity))]
    policies.resource = target.trust
    policies.serviceControl = levels(of: outsider.account).serviceControl
    let theirs = levels(of: target.role.account)
    policies.resourceControl = theirs.resourceControl
    var question = AccessQuestion(request: request, policies: policies)
    question.gaps = theirs.gaps
    var answer = question.answer()
    let isInEstate = estate.symbols.find(outsider.account).flatMap { estate.account($0) } != nil
    if answer.isPossible && isInEstate && (outsider.kind == .account || outsider.kind == .foreign) {
      answer.standing = .unknown
      answer.gaps.append("the users and roles of account \(outsider.account) are not in the snapshot")
    }
    return AssumeRoleEdge(answer, from: id, to: target.role.id, action)
  }
}

extension PolicyStatement {
  /// Whom it is about, perhaps everybody.
  var namedPrincipals: [PolicyPrincipal] {
    principals.map { $0.isNegated ? [.everyone] : $0.patterns } ?? [.everyone]
  }
}

extension AssumeRoleEdge {
  /// The step that an answer to a request for a role allows, if it does.
  fileprivate init?(_ answer: AccessAnswer, from: PrincipalID, to: PrincipalID, _ action: String) {
    let standing: Standing
    switch answer.standing {
    case .allowed: standing = .allowed
    case .conditional: standing = .conditional
    case .unknown: standing = .unknown
    case .denied: return nil
    }
    self.init(
      from: from,
      to: to,
      action: action,
      standing: standing,
      residual: answer.residual,
      identityStatements: answer.identityStatements,
      trustStatements: answer.resourceStatements,
      gaps: answer.gaps
    )
  }
}
