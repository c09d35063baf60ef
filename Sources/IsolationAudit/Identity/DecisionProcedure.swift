/// Decides requests as AWS does ("How AWS enforcement code logic evaluates requests to allow or deny access").
///
/// An explicit Deny anywhere wins. Otherwise each guard rail (resource and service control policies by level, endpoint
/// policies) needs an Allow, and so do the resource's policy and the principal's own policies as far as the accounts
/// and the way in which the resource's policy names the principal demand it.
package enum DecisionProcedure {
  /// The services to whose resources resource control policies apply.
  ///
  /// For a service that AWS adds later the policies are not counted, so that access is reported rather than hidden.
  private static let resourceControlServices: Set<String> = [
    "s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss",
  ]

  /// Decides a request under the policies that have a say in it.
  package static func decide(_ request: AuthorizationRequest, under policies: ApplicablePolicies) -> Decision {
    Evaluation(request, policies).decision
  }

  /// Whether resource control policies apply to the resources of a service.
  static func appliesResourceControl(to service: String) -> Bool { resourceControlServices.contains(service) }
}

/// One request on its way through the steps.
private struct Evaluation {
  let request: AuthorizationRequest
  let policies: ApplicablePolicies
  let serviceControl: [PolicyLayer]
  let resourceControl: [PolicyLayer]
  let resource: PolicyLayer
  let keyGrants: PolicyLayer
  let identity: PolicyLayer
  let boundary: PolicyLayer?
  let session: PolicyLayer?
  let vpcEndpoints: [PolicyLayer]

  init(_ request: AuthorizationRequest, _ policies: ApplicablePolicies) {
    self.request = request
    self.policies = policies
    let isRoot = if case .root = request.principal { true } else { false }
    let hasOwnPolicies = request.principal.account != nil && !isRoot
    let hasBoundary = hasOwnPolicies && policies.boundary != nil
    func layer(_ list: [AttachedPolicy]) -> PolicyLayer { PolicyLayer(list, for: request, hasBoundary: hasBoundary) }

    let bindsPrincipal =
      request.principal.account != nil && request.principal.account != policies.managementAccount
      && !request.isServiceLinkedRole
    serviceControl = bindsPrincipal ? (policies.serviceControl ?? []).map(layer) : []
    let bindsResource =
      request.resourceAccount != policies.managementAccount && !request.isServiceLinkedRole
      && policies.resourceControl != nil && DecisionProcedure.appliesResourceControl(to: request.service)
    resourceControl = bindsResource ? (policies.resourceControl ?? []).map(layer) : []
    resource = policies.resource.map { layer([$0]) } ?? PolicyLayer()
    let isKey = request.service == "kms" && request.resource.contains(":key/")
    keyGrants = isKey ? layer(policies.grants) : PolicyLayer()
    identity = hasOwnPolicies ? layer(policies.identity) : PolicyLayer()
    boundary = hasOwnPolicies ? policies.boundary.map { layer([$0]) } : nil
    session = hasOwnPolicies ? policies.session.map(layer) : nil
    vpcEndpoints = policies.vpcEndpoints.map { layer([$0]) }
  }

  var decision: Decision {
    let denials = self.denials
    if let first = denials.first(where: { $0.truth == .yes }) { return denied(.explicitlyDenied, first.reason) }
    let missing = self.missingAllow
    if let missing { return denied(.implicitlyDenied, missing) }
    let answer = denials.reduce(allow) { $0 && !$1.truth }
    switch answer {
    case .no:
      // Each step allows under some conditions and another denies under all of them.
      return denied(.implicitlyDenied, denials.first { $0.truth.isPossible }?.reason ?? .init(.identity))
    case .yes: return allowed([])
    case .depends(let expression): return allowed(expression.conjuncts)
    }
  }

  private func denied(_ outcome: Decision.Outcome, _ reason: Decision.Reason) -> Decision {
    Decision(outcome: outcome, residual: [], reason: reason, identityStatements: [], resourceStatements: [])
  }

  private func allowed(_ residual: [ConditionExpression]) -> Decision {
    let own = identity.allowingStatements
    let granted = resource.allowingStatements + keyGrants.allowingStatements
    let reason: Decision.Reason =
      if isRoot && granted.isEmpty {
        .init(.rootUser)
      } else if let statement = keyGrants.allowingStatements.first, !grantOfPolicies.isPossible {
        .init(.keyGrant, statement: statement)
      } else if let statement = own.first, granted.isEmpty || ownPolicies.isPossible {
        .init(.identity, statement: statement)
      } else {
        .init(.resource, statement: granted.first)
      }
    return Decision(
      outcome: .allowed,
      residual: residual,
      reason: reason,
      identityStatements: own,
      resourceStatements: granted
    )
  }

  // MARK: Denials

  private var denials: [(truth: Truth, reason: Decision.Reason)] {
    var list: [(truth: Truth, reason: Decision.Reason)] = []
    func add(_ layer: PolicyLayer, _ stage: Decision.Stage, level: Int? = nil) {
      if layer.deny.isPossible {
        list.append((layer.deny, .init(stage, statement: layer.denying, level: level)))
      }
    }
    for (level, layer) in resourceControl.enumerated() { add(layer, .resourceControl, level: level) }
    for (level, layer) in serviceControl.enumerated() { add(layer, .serviceControl, level: level) }
    add(resource, .resource)
    add(identity, .identity)
    if let boundary { add(boundary, .boundary) }
    if let session { add(session, .session) }
    for layer in vpcEndpoints { add(layer, .vpcEndpoint) }
    if isCutByPublicAccessBlock { list.append((.yes, .init(.publicAccessBlock))) }
    return list
  }

  /// A public bucket policy, once restricted, serves only the bucket owner's account and services of AWS.
  private var isCutByPublicAccessBlock: Bool {
    guard policies.restrictsPublicBuckets, request.service == "s3", !request.isSameAccount else { return false }
    if case .service = request.principal { return false }
    return policies.resource?.document.isPublic ?? false
  }

  // MARK: Allows

  private var isRoot: Bool { if case .root = request.principal { true } else { false } }

  /// Whether silence of the resource's policy denies even the account that owns it: a role's trust policy and a key's
  /// policy stand above the account's identity policies.
  private var isResourcePolicyMandatory: Bool {
    switch request.service {
    case "sts": request.assumesRole && request.resource.contains(":role/")
    case "kms": request.resource.contains(":key/")
    default: false
    }
  }

  /// Boundary and session policy, the two that only limit.
  private var limits: Truth { (boundary?.allow ?? .yes) && sessionAllow }

  private var sessionAllow: Truth {
    if let session { return session.allow }
    // A federation token without a policy of its own has no permissions from its user.
    if case .federatedUser = request.principal { return .no }
    return .yes
  }

  /// What the principal's own policies come to.
  private var ownPolicies: Truth { isRoot ? .yes : identity.allow && limits }

  private var guardRails: Truth {
    (resourceControl + serviceControl + vpcEndpoints).reduce(Truth.yes) { $0 && $1.allow }
  }

  /// Whether policies or grants allow, leaving guard rails and denials aside.
  private var grant: Truth { keyGrants.allow.isPossible ? grantOfPolicies || grantOfKey : grantOfPolicies }

  /// Whether a grant of the key allows (AWS KMS, "Grants in AWS KMS").
  ///
  /// It allows whom it names without any policy in the key's account. Whether somebody of another account needs a policy
  /// of that account as well, AWS does not say in one place, so the answer hangs on it.
  private var grantOfKey: Truth {
    let byName = keyGrants.allow(by: [.session, .user, .role, .federatingUser, .external])
    let byAccount = keyGrants.allow(by: [.account]) && ownPolicies
    if request.principal.account == nil || request.isSameAccount { return byName || byAccount }
    let isEnough = Truth.depends(.fact("a grant to a principal of another account needs no policy of that account"))
    return byAccount || (byName && (ownPolicies || isEnough))
  }

  /// Whether resource policy and own policies together allow.
  private var grantOfPolicies: Truth {
    guard request.principal.account != nil else { return resource.allow }
    guard request.isSameAccount else { return resource.allow && ownPolicies }
    // Some ways of naming the principal grant by themselves.
    let direct =
      resource.allow(by: [.session, .user]) || (resource.allow(by: [.role, .federatingUser]) && limits)
    return direct || (ownPolicies && (isResourcePolicyMandatory ? resource.allow : .yes))
  }

  private var allow: Truth { guardRails && grant }

  /// The first step at which an Allow is missing whatever is unknown.
  private var missingAllow: Decision.Reason? {
    if let level = resourceControl.firstIndex(where: { $0.allow == .no }) {
      return .init(.resourceControl, level: level)
    }
    if let level = serviceControl.firstIndex(where: { $0.allow == .no }) { return .init(.serviceControl, level: level) }
    if vpcEndpoints.contains(where: { $0.allow == .no }) { return .init(.vpcEndpoint) }
    if grant.isPossible { return nil }
    let needsResource = request.principal.account == nil || !request.isSameAccount || isResourcePolicyMandatory
    if needsResource && resource.allow == .no { return .init(.resource) }
    if identity.allow == .no && !isRoot && resource.allow(by: [.role, .federatingUser]) == .no {
      return .init(.identity)
    }
    if let boundary, boundary.allow == .no { return .init(.boundary) }
    if sessionAllow == .no { return .init(.session) }
    return .init(.identity)
  }
}
