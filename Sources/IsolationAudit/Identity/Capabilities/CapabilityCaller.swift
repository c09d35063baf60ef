/// Somebody who asks: those users and roles whose answers are the same, or one who does not exist yet, such as an
/// administrator of an account.
struct CapabilityCaller: Sendable {
  /// A policy with its place in the index, if it is there.
  struct Holding: Sendable {
    let policy: AttachedPolicy
    /// Nothing for a policy that the index does not hold.
    let document: PolicyIndex.DocumentID?
  }

  /// The node from which its ways begin; a hub, as a negative number, where it stands for several.
  let node: Int32
  let account: String
  let principal: RequestPrincipal
  let context: RequestContext
  let isUser: Bool
  var identity: [Holding]
  var boundary: Holding?
  let lacksIdentityPolicy: Bool
  var lacksBoundary: Bool
  let gaps: [String]
  /// Those for whom it stands, in ascending order; nobody for one who does not exist yet.
  var members: [PrincipalID]
  /// The actions that its policies may allow: a bit each.
  var allowed: [UInt64]
  /// Its boundary's ARN; empty where it has none.
  let boundaryName: Symbol
}

extension CapabilityCaller {
  /// The callers of a class, represented by one of them.
  init(_ members: [PrincipalID], node: Int32, in model: AccessModel) {
    let first = members[0]
    let caller = model.callers[first.index]
    let permissions = model.classes[Int(model.classOfCaller[first.index])]
    let documents = model.documentsOfCaller[first.index]
    self.node = node
    account = permissions.account
    principal = caller.principal
    context = caller.context
    isUser = permissions.isUser
    identity = zip(caller.identity, documents).map { Holding(policy: $0, document: $1) }
    boundary = caller.boundary.map { Holding(policy: $0, document: permissions.boundary) }
    lacksIdentityPolicy = caller.mayHoldMore
    lacksBoundary = caller.hasUnknownBoundary
    gaps = permissions.gaps
    self.members = members
    allowed = permissions.allowedActions(model.index)
    boundaryName = model.graph[first].record.map { model.estate.principals[$0].boundary } ?? .empty
  }

  /// Somebody of an account with every permission that a boundary, if any, and the organization leave.
  init(administratorOf account: String, boundary: Holding?, _ boundaryName: Symbol, node: Int32, in model: AccessModel)
  {
    self.node = node
    self.account = account
    principal = .roleSession(account: account, role: "", session: nil)
    var context = RequestContext(of: principal, otherwise: .unknown)
    context.set("aws:PrincipalArn", to: .unknown)
    self.context = context
    isUser = false
    identity = [
      Holding(policy: .allowingAll(PolicyOrigin(.identity, name: "any policy")), document: nil)
    ]
    self.boundary = boundary
    lacksIdentityPolicy = false
    lacksBoundary = false
    gaps = []
    members = []
    allowed = [UInt64](repeating: .max, count: (model.index.actions.count + 63) / 64)
    self.boundaryName = boundaryName
  }

  /// Somebody who has joined a group, by the group's permissions alone.
  init(memberOf group: CallerPolicies, node: Int32, _ account: String, in model: AccessModel) {
    self.node = node
    self.account = account
    principal = .user(account: account, name: "")
    var context = RequestContext(of: principal, otherwise: .unknown)
    for key in ["aws:PrincipalArn", "aws:username"] { context.set(key, to: .unknown) }
    self.context = context
    isUser = true
    identity = group.identity.map { Holding(policy: $0, document: nil) }
    boundary = nil
    lacksIdentityPolicy = group.mayHoldMore
    lacksBoundary = false
    gaps = group.gaps.map(\.message)
    members = []
    boundaryName = .empty
    allowed = [UInt64](repeating: group.mayHoldMore ? .max : 0, count: (model.index.actions.count + 63) / 64)
    let statements = group.identity.flatMap(\.document.statements).filter { $0.effect == .allow }
    for (place, action) in model.index.actions.enumerated() {
      let text = MatchableText(action)
      if statements.contains(where: { $0.coversAction(text) }) { allowed[place / 64] |= 1 << UInt64(place % 64) }
    }
  }

  /// The same without a boundary.
  func unbounded(node: Int32) -> CapabilityCaller {
    CapabilityCaller(
      node: node,
      account: account,
      principal: principal,
      context: context,
      isUser: isUser,
      identity: identity,
      boundary: nil,
      lacksIdentityPolicy: lacksIdentityPolicy,
      lacksBoundary: false,
      gaps: gaps,
      members: members,
      allowed: allowed,
      boundaryName: .empty
    )
  }
}

extension AttachedPolicy {
  /// The policy cut down to an action, given in lower case; nothing where it says nothing about it.
  fileprivate func about(_ action: String) -> AttachedPolicy? {
    let text = MatchableText(action)
    let statements = document.statements.filter { $0.coversAction(text) }
    if statements.isEmpty { return nil }
    return AttachedPolicy(
      PolicyDocument(version: document.version, id: document.id, statements: statements),
      origin: origin
    )
  }
}

extension AccessModel {
  /// The statements about an action that have a say in what a caller asks for, layer by layer: identity policies first,
  /// then the boundary, then the levels of service control policies.
  func layers(of caller: CapabilityCaller, _ place: Int) -> [[AttachedPolicy]] {
    func cut(_ holding: CapabilityCaller.Holding) -> AttachedPolicy? {
      guard let document = holding.document else { return holding.policy.about(index.actions[place]) }
      return index.cut(document, forAction: place).map { AttachedPolicy($0, origin: holding.policy.origin) }
    }
    var layers = [caller.identity.compactMap(cut)]
    if let boundary = caller.boundary { layers.append([cut(boundary)].compactMap { $0 }) }
    return layers + (levels(of: caller.account, place).serviceControl ?? [])
  }

  /// Whether a caller may do something with a resource.
  ///
  /// What is missing counts as in ``decide(_:_:on:)``.
  func decide(_ caller: CapabilityCaller, _ place: Int, on target: AccessTarget) -> AccessAnswer {
    let action = index.actions[place]
    let own = levels(of: caller.account, place)
    let theirs = target.account == caller.account ? own : levels(of: target.account, place)
    var policies = ApplicablePolicies()
    var layers = self.layers(of: caller, place)
    policies.identity = layers.removeFirst()
    policies.boundary = caller.boundary.map { boundary in
      layers[0].first
        ?? AttachedPolicy(
          PolicyDocument(version: .v2012, id: nil, statements: []),
          origin: boundary.policy.origin
        )
    }
    policies.serviceControl = own.serviceControl
    policies.resourceControl = theirs.resourceControl
    var question = AccessQuestion(
      request: request(caller.principal, caller.context, action, on: target, isServiceLinkedRole: false),
      policies: policies
    )
    question.lacksIdentityPolicy = caller.lacksIdentityPolicy
    question.lacksBoundary = caller.lacksBoundary
    question.gaps = caller.gaps + own.gaps
    question.add(target)
    question.policies.grants = target.grants.compactMap { AttachedPolicy($0, in: estate) }
    var answer = question.answer()
    question.doubt(&answer, about: target)
    return answer
  }

  /// A statement of a caller's policy as it stands in the equal policy of another caller of his class.
  func statement(_ statement: StatementReference, of caller: PrincipalID, heldBy other: PrincipalID)
    -> StatementReference
  {
    guard caller.index < callers.count, other.index < callers.count,
      let place = callers[caller.index].identity.firstIndex(where: { $0.origin == statement.origin }),
      let equal = documentsOfCaller[other.index].firstIndex(of: documentsOfCaller[caller.index][place])
    else { return statement }
    return StatementReference(
      origin: callers[other.index].identity[equal].origin,
      pointer: statement.pointer,
      sid: statement.sid,
      statement.statement
    )
  }
}
