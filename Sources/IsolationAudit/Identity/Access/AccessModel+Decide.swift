extension AccessModel {
  /// Whether a principal may do something with a resource.
  ///
  /// Where the resource's policy is missing, access that the principal's own policies give in its own account is told
  /// as allowed, with the gap that a denial in that policy is not known; everything that hangs on an Allow of that policy
  /// is unknown.
  ///
  /// - Parameters:
  ///   - id: Who asks.
  ///   - action: The action, in any letter case.
  ///   - target: What he asks for.
  /// - Returns: The answer, with the statements and gaps that tell it.
  package func decide(_ id: PrincipalID, _ action: String, on target: AccessTarget) -> AccessAnswer {
    let answer = decideByPolicies(id, action, on: target)
    guard answer.standing != .allowed, let grant = grant(to: graph[id], action, target) else { return answer }
    var granted = target
    granted.policy = .known(grant.adding(to: target.policy))
    var other = decideByPolicies(id, action, on: granted, ownPoliciesCount: false)
    if grant.isConstrained && other.isPossible {
      other.standing = max(other.standing, .conditional)
      other.residual.append(.fact("the encryption context is one that the grant \(grant.id) is limited to"))
    }
    if case .unknown(let message) = target.policy { other.gaps = [message] + other.gaps }
    return other.standing < answer.standing ? other : answer
  }

  private func decideByPolicies(
    _ id: PrincipalID,
    _ action: String,
    on target: AccessTarget,
    ownPoliciesCount: Bool = true
  ) -> AccessAnswer {
    var question =
      id.index < callers.count
      ? question(from: id, action, on: target) : question(fromOutside: graph[id], action, on: target)
    if !ownPoliciesCount {
      question.policies.identity.append(.allowingAll(PolicyOrigin(.identity)))
    }
    question.add(target)
    var answer = question.answer()
    if answer.isPossible, isOutsideOfKnownAccount(graph[id]) {
      answer.standing = .unknown
      answer.gaps.append("the users and roles of account \(graph[id].account) are not in the snapshot")
    }
    question.doubt(&answer, about: target)
    return answer
  }

  /// The request of a user or role of the estate.
  private func question(from id: PrincipalID, _ action: String, on target: AccessTarget) -> AccessQuestion {
    let (caller, documents, permissions) = holdings(of: id)
    let lowercased = action.lowercased()
    let place = index.place(ofAction: lowercased)
    let request = request(
      caller.principal,
      caller.context,
      action,
      on: target,
      isServiceLinkedRole: caller.isServiceLinkedRole
    )
    var policies = ApplicablePolicies()
    policies.identity = caller.identity.enumerated().compactMap { number, policy in
      index.cut(documents[number], forAction: place).map {
        AttachedPolicy($0, origin: policy.origin)
      }
    }
    policies.boundary = caller.boundary.map { boundary in
      guard let document = permissions.boundary else { return boundary }
      let cut =
        index.cut(document, forAction: place) ?? PolicyDocument(version: .v2012, id: nil, statements: [])
      return AttachedPolicy(cut, origin: boundary.origin)
    }
    let own = levels(of: permissions.account, place)
    let theirs = levels(of: target.account, place)
    policies.serviceControl = own.serviceControl
    policies.resourceControl = theirs.resourceControl
    var question = AccessQuestion(request: request, policies: policies)
    question.lacksIdentityPolicy = caller.mayHoldMore
    question.lacksBoundary = caller.hasUnknownBoundary
    question.gaps = permissions.gaps + own.gaps + (target.account == permissions.account ? [] : theirs.gaps)
    return question
  }

  /// The request of somebody outside.
  private func question(
    fromOutside principal: Principal,
    _ action: String,
    on target: AccessTarget
  ) -> AccessQuestion {
    let caller = OutsideCaller(kind: principal.kind, arn: principal.arn, account: principal.account)
    let request = request(caller.principal, caller.context, action, on: target, isServiceLinkedRole: false)
    let place = index.place(ofAction: action.lowercased())
    var policies = ApplicablePolicies()
    policies.identity = [.allowingAll(PolicyOrigin(.identity))]
    policies.serviceControl = levels(of: principal.account, place).serviceControl
    let theirs = levels(of: target.account, place)
    policies.resourceControl = theirs.resourceControl
    var question = AccessQuestion(request: request, policies: policies)
    question.gaps = theirs.gaps
    return question
  }

  func request(
    _ principal: RequestPrincipal,
    _ callersContext: RequestContext,
    _ action: String,
    on target: AccessTarget,
    isServiceLinkedRole: Bool
  ) -> AuthorizationRequest {
    var context = callersContext
    let service = action.lowercased().prefix { $0 != ":" }
    target.describe(in: &context, service: String(service))
    if let account = principal.account, let organization = organization(of: account) {
      context.set("aws:PrincipalOrgID", to: .known([organization]))
    }
    if service == "kms", let account = principal.account, !account.isEmpty {
      context.set("kms:CallerAccount", to: .known([account]))
    }
    if let organization = organization(of: target.account) {
      context.set("aws:ResourceOrgID", to: .known([organization]))
    }
    var request = AuthorizationRequest(
      principal: principal,
      action: action,
      resource: target.arn,
      resourceAccount: target.account,
      context: context
    )
    request.isServiceLinkedRole = isServiceLinkedRole
    request.family = target.isFamily ? ResourceFamily(prefix: target.arn) : nil
    return request
  }

  /// The organization of an account that AWS Organizations places in it.
  private func organization(of account: String) -> String? {
    guard !estate.organizationID.isEmpty, let symbol = estate.symbols.find(account),
      let id = estate.account(symbol)
    else { return nil }
    let record = estate.accounts[id]
    return record.isManagement || !record.parent.isEmpty ? estate.symbols[estate.organizationID] : nil
  }

  /// Whether somebody stands for users and roles of an account of the estate that were not collected.
  private func isOutsideOfKnownAccount(_ principal: Principal) -> Bool {
    guard principal.kind == .account || principal.kind == .foreign else { return false }
    return estate.symbols.find(principal.account).flatMap { estate.account($0) } != nil
  }
}
