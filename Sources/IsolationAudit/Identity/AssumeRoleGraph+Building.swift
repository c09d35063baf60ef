extension AssumeRoleGraph {
  /// Works out who can become whom in an estate.
  package init(estate: Estate) {
    var builder = AssumeRoleGraphBuilder(estate)
    builder.addOutsiders()
    self = builder.graph()
  }
}

/// Collects nodes, then asks for each role who may assume it.
private struct AssumeRoleGraphBuilder {
  /// A role's trust policy, or why there is none.
  private enum Trust {
    case policy(AttachedPolicy)
    case missing(String)
  }

  /// Somebody whom a trust policy names and who is no user or role of the estate.
  private struct Outsider: Hashable {
    var kind: Principal.Kind
    var arn: String
    var account: String
  }

  private static let actions = ["sts:assumerole", "sts:assumerolewithwebidentity", "sts:assumerolewithsaml"]

  private let estate: Estate
  private var library: PolicyLibrary
  private let guardRails: OrganizationGuardRails
  private var levels: [String: OrganizationGuardRails.Levels] = [:]
  /// The estate's roles and users, roles first, each sorted by ARN.
  private let records: [EstateID<IAMPrincipal>]
  private var callers: [CallerPolicies] = []
  /// The trust policies, by the place of the role in `records`.
  private var trusts: [Int: Trust] = [:]
  private var principals: [Principal] = []
  private var outsiders: [Outsider: PrincipalID] = [:]
  /// The callers of each account, by kind and name.
  private var byName: [String: [Principal.Kind: [String: Int]]] = [:]
  /// The callers of each account that have some statement about assuming roles.
  private var assumers: [String: [Int]] = [:]
  private var gaps: [IdentityGap] = []
  /// The accounts whose roles were collected.
  private var collected: Set<String> = []

  init(_ estate: Estate) {
    self.estate = estate
    var library = PolicyLibrary(estate, about: Self.actions)
    guardRails = OrganizationGuardRails(estate, library)
    let named = estate.principals.ids.filter { estate.principals[$0].kind != .group }.map { id in
      (isUser: estate.principals[id].kind == .user, arn: estate.symbols[estate.principals[id].arn], id: id)
    }
    records = named.sorted { ($0.isUser ? 1 : 0, $0.arn, $0.id) < ($1.isUser ? 1 : 0, $1.arn, $1.id) }.map(\.id)

    var groups: [Symbol: [Symbol: IAMPrincipal]] = [:]
    for record in estate.principals.records where record.kind == .group {
      groups[record.account, default: [:]][record.name] = record
    }
    for (index, id) in records.enumerated() {
      let record = estate.principals[id]
      let joined = record.groups.compactMap { groups[record.account]?[$0] }
      var caller = CallerPolicies(record, in: estate, &library, groups: joined)
      if joined.count < record.groups.count {
        caller.gaps.append(
          IdentityGap(
            kind: .identityPolicy,
            account: estate.symbols[record.account],
            subject: estate.symbols[record.arn],
            message: "a group of user \(estate.symbols[record.arn]) is not in the snapshot",
            provenance: record.provenance
          )
        )
      }
      gaps += caller.gaps
      let account = estate.symbols[record.account]
      let kind: Principal.Kind = record.kind == .user ? .user : .role
      principals.append(
        Principal(
          id: PrincipalID(index),
          kind: kind,
          arn: estate.symbols[record.arn],
          name: estate.symbols[record.name],
          account: account,
          record: id,
          tags: record.tags,
          provenance: record.provenance
        )
      )
      byName[account, default: [:]][kind, default: [:]][estate.symbols[record.name]] = index
      if caller.mayHoldMore || caller.identity.contains(where: { !$0.document.statements.isEmpty }) {
        assumers[account, default: []].append(index)
      }
      callers.append(caller)
      if kind == .role { trusts[index] = Self.trust(of: record, estate, library) }
    }
    self.library = library
    gaps += guardRails.gaps
    addAccountGaps()
  }

  private static func trust(of record: IAMPrincipal, _ estate: Estate, _ library: PolicyLibrary) -> Trust {
    let arn = estate.symbols[record.arn]
    switch library.read(record.trustPolicy?.document, .trust, called: "the trust policy of \(arn)") {
    case .document(let document):
      let origin = PolicyOrigin(
        .trust,
        name: arn,
        provenance: record.trustPolicy?.provenance ?? record.provenance
      )
      return .policy(AttachedPolicy(document, origin: origin))
    case .missing(let message): return .missing(message)
    }
  }

  /// Notes each account of the estate whose users or roles were not collected.
  private mutating func addAccountGaps() {
    var status: [Symbol: [String: Completeness.Status]] = [:]
    for (call, ending) in estate.completeness.calls where Self.lists.contains(call.list) {
      let known = status[call.account]?[call.list] ?? .absent
      // Of several statements about one list, the one that matters most stands, whatever their order.
      if Self.weight(ending) > Self.weight(known) { status[call.account, default: [:]][call.list] = ending }
    }
    for account in estate.accounts.records {
      let name = estate.symbols[account.id]
      for list in Self.lists {
        let ending = status[account.id]?[list] ?? .absent
        if ending == .collected || (status[account.id] == nil && byName[name] != nil) { continue }
        gaps.append(
          IdentityGap(
            kind: .accountDetails,
            account: name,
            subject: name,
            message: "\(list) of account \(name) was not collected in full (\(ending.rawValue))",
            provenance: account.provenance
          )
        )
      }
      if status[account.id]?["RoleDetailList"] == .collected { collected.insert(name) }
    }
  }

  /// The lists of `get-account-authorization-details` that hold who could take a step.
  private static let lists = ["RoleDetailList", "UserDetailList"]

  private static func weight(_ status: Completeness.Status) -> Int {
    switch status {
    case .absent: 0
    case .skipped: 1
    case .collected: 2
    case .error: 3
    case .denied: 4
    case .truncated: 5
    }
  }

  // MARK: Outsiders

  /// Adds a node for everybody whom a trust policy names and the estate does not hold.
  mutating func addOutsiders() {
    var found: Set<Outsider> = []
    for case .policy(let policy) in trusts.values {
      for statement in policy.document.statements where statement.effect == .allow {
        if statement.principals?.isNegated ?? true {
          found.insert(Outsider(kind: .anyone, arn: "*", account: ""))
        }
        for named in statement.principals?.patterns ?? [] {
          if let outsider = outsider(named) { found.insert(outsider) }
        }
      }
    }
    for outsider in found.sorted(by: { ($0.kind, $0.arn) < ($1.kind, $1.arn) }) {
      let id = PrincipalID(principals.count)
      outsiders[outsider] = id
      principals.append(
        Principal(
          id: id,
          kind: outsider.kind,
          arn: outsider.arn,
          name: outsider.kind == .account ? outsider.account : outsider.arn,
          account: outsider.account,
          record: nil,
          tags: .none,
          provenance: nil
        )
      )
    }
  }

  /// Who a trust policy names, if the estate does not hold him.
  private func outsider(_ named: PolicyPrincipal) -> Outsider? {
    switch named {
    case .everyone: return Outsider(kind: .anyone, arn: "*", account: "")
    case .service(let name): return Outsider(kind: .service, arn: name, account: "")
    case .federated(let name):
      return Outsider(kind: .provider, arn: name, account: AmazonResourceName(name)?.account ?? "")
    case .account(let account):
      return isOutside(account)
        ? Outsider(kind: .account, arn: "arn:aws:iam::\(account):root", account: account) : nil
    case .user(let account, let name):
      return isOutside(account)
        ? Outsider(kind: .foreign, arn: "arn:aws:iam::\(account):user/\(name)", account: account) : nil
    case .role(let account, let name), .roleSession(let account, let name, _):
      return isOutside(account)
        ? Outsider(kind: .foreign, arn: "arn:aws:iam::\(account):role/\(name)", account: account) : nil
    case .federatedUser, .canonicalUser, .deleted: return nil
    }
  }

  /// Whether the estate does not hold the users and roles of an account.
  private func isOutside(_ account: String) -> Bool { byName[account] == nil && !collected.contains(account) }

  // MARK: Edges

  mutating func graph() -> AssumeRoleGraph {
    let uses = WorkloadUse.all(in: estate)
    var edges: [AssumeRoleEdge] = []
    var workloads = [[WorkloadUse]](repeating: [], count: principals.count)
    for (index, id) in records.enumerated() {
      guard let trust = trusts[index] else { continue }
      workloads[index] = uses[estate.principals[id].arn] ?? []
      switch trust {
      case .policy(let policy): addEdges(to: index, trust: policy, whyUnknown: nil, &edges)
      case .missing(let message):
        let role = principals[index]
        gaps.append(
          IdentityGap(
            kind: .trustPolicy,
            account: role.account,
            subject: role.arn,
            message: message,
            provenance: role.provenance
          )
        )
        // Anybody may be trusted; who could not assume the role even then is left out.
        addEdges(
          to: index,
          trust: .allowingAll(PolicyOrigin(.trust, name: role.arn)),
          whyUnknown: message,
          &edges
        )
      }
    }
    let sorted = Set(gaps).sorted {
      ($0.account, $0.kind.rawValue, $0.subject, $0.message) < ($1.account, $1.kind.rawValue, $1.subject, $1.message)
    }
    return AssumeRoleGraph(principals: principals, edges: edges, gaps: sorted, workloads: workloads)
  }

  private mutating func addEdges(
    to role: Int,
    trust: AttachedPolicy,
    whyUnknown: String?,
    _ edges: inout [AssumeRoleEdge]
  ) {
    let target = Target(principals[role], trust, callers[role].context, estate)
    var candidates: Set<Int> = []
    var outside: Set<Outsider> = []
    for statement in trust.document.statements where statement.effect == .allow {
      let named = statement.principals.map { $0.isNegated ? [.everyone] : $0.patterns } ?? [.everyone]
      for name in named {
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

  /// The users and roles of the estate whom an element of a trust policy may let in.
  private func collect(_ named: PolicyPrincipal, _ target: Target, _ candidates: inout Set<Int>) {
    switch named {
    case .everyone:
      // In the role's own account the trust policy is enough; elsewhere the caller's policies must allow.
      for kind in [Principal.Kind.role, .user] {
        if let members = byName[target.role.account]?[kind] { candidates.formUnion(members.values) }
      }
      for list in assumers.values {
        candidates.formUnion(list.lazy.filter { callers[$0].mayReach(target.matchableARN) })
      }
    case .account(let account):
      candidates.formUnion((assumers[account] ?? []).lazy.filter { callers[$0].mayReach(target.matchableARN) })
    case .user(let account, let name):
      if let index = byName[account]?[.user]?[name] { candidates.insert(index) }
    case .role(let account, let name), .roleSession(let account, let name, _):
      if let index = byName[account]?[.role]?[name] { candidates.insert(index) }
    case .service, .federated, .federatedUser, .canonicalUser, .deleted: break
    }
  }

  /// A role as the resource of a request.
  private struct Target {
    let role: Principal
    let trust: AttachedPolicy
    let matchableARN: MatchableText
    let tags: [(key: String, value: String)]

    init(_ role: Principal, _ trust: AttachedPolicy, _ context: RequestContext, _ estate: Estate) {
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

  private mutating func levels(of account: String) -> OrganizationGuardRails.Levels {
    if let known = levels[account] { return known }
    let found = estate.symbols.find(account).map { guardRails.levels(of: $0) } ?? .init()
    levels[account] = found
    return found
  }

  /// The step from a user or role of the estate, if there is one.
  private mutating func edge(from index: Int, to target: Target, _ whyUnknown: String?) -> AssumeRoleEdge? {
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
    policies.boundary =
      caller.hasUnknownBoundary
      ? AttachedPolicy(
        PolicyDocument(version: .v2012, id: nil, statements: []),
        origin: PolicyOrigin(.boundary)
      ) : caller.boundary

    let missing = caller.gaps.map(\.message) + own.gaps + theirs.gaps
    var decision = DecisionProcedure.decide(request, under: policies)
    var standing: AssumeRoleEdge.Standing = decision.residual.isEmpty ? .allowed : .conditional
    if decision.outcome != .allowed && (caller.mayHoldMore || caller.hasUnknownBoundary) {
      // Perhaps a policy that is missing allows what those that are there do not.
      if caller.mayHoldMore { policies.identity.append(.allowingAll(PolicyOrigin(.identity))) }
      if caller.hasUnknownBoundary { policies.boundary = .allowingAll(PolicyOrigin(.boundary)) }
      decision = DecisionProcedure.decide(request, under: policies)
      standing = .unknown
    }
    guard decision.outcome == .allowed else { return nil }
    return AssumeRoleEdge(
      from: principals[index].id,
      to: target.role.id,
      action: "sts:AssumeRole",
      standing: whyUnknown == nil ? standing : .unknown,
      residual: decision.residual,
      identityStatements: decision.identityStatements.filter { !$0.pointer.isEmpty },
      trustStatements: decision.resourceStatements.filter { !$0.pointer.isEmpty },
      gaps: (whyUnknown.map { [$0] } ?? []) + missing
    )
  }

  /// The step from somebody outside, if there is one; what his own policies say is his business.
  private mutating func edge(from outsider: Outsider, to target: Target, _ action: String) -> AssumeRoleEdge? {
    guard let id = outsiders[outsider] else { return nil }
    let isFederated = outsider.kind == .provider
    guard isFederated != (action == "sts:AssumeRole") else { return nil }
    let principal: RequestPrincipal
    switch outsider.kind {
    case .service: principal = .service(outsider.arn)
    case .provider: principal = .federated(outsider.arn)
    case .foreign: principal = RequestPrincipal(outsider.arn) ?? .anonymous
    case .account, .anyone, .role, .user: principal = .user(account: outsider.account, name: "")
    }
    var context = RequestContext(of: principal, otherwise: .unknown)
    target.describe(in: &context)
    if outsider.kind == .account || outsider.kind == .anyone {
      for key in ["aws:PrincipalArn", "aws:PrincipalType", "aws:username"] { context.set(key, to: .unknown) }
    }
    if outsider.kind == .anyone { context.set("aws:PrincipalAccount", to: .unknown) }
    let request = AuthorizationRequest(
      principal: principal,
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
    let decision = DecisionProcedure.decide(request, under: policies)
    guard decision.outcome == .allowed else { return nil }
    var missing = theirs.gaps
    var standing: AssumeRoleEdge.Standing = decision.residual.isEmpty ? .allowed : .conditional
    let isInEstate = estate.symbols.find(outsider.account).flatMap { estate.account($0) } != nil
    if isInEstate && (outsider.kind == .account || outsider.kind == .foreign) {
      standing = .unknown
      missing.append("the users and roles of account \(outsider.account) are not in the snapshot")
    }
    return AssumeRoleEdge(
      from: id,
      to: target.role.id,
      action: action,
      standing: standing,
      residual: decision.residual,
      identityStatements: [],
      trustStatements: decision.resourceStatements.filter { !$0.pointer.isEmpty },
      gaps: missing
    )
  }
}
