/// A request together with the policies that have a say in it, some of which may be missing.
struct AccessQuestion {
  let request: AuthorizationRequest
  /// The policies that are there.
  var policies: ApplicablePolicies
  /// Whether a policy of the one who asks is missing that may allow anything.
  var lacksIdentityPolicy = false
  /// Whether his permissions boundary is missing.
  var lacksBoundary = false
  /// Whether the policy of the resource is missing.
  var lacksResourcePolicy = false
  /// What is missing, as sentences.
  var gaps: [String] = []

  /// Decides with the policies that are there; where they do not allow, whether those that are missing could.
  ///
  /// A missing policy may also deny: an answer that is allowed without it names it among the gaps.
  func answer() -> AccessAnswer {
    var known = policies
    if lacksBoundary {
      known.boundary = AttachedPolicy(
        PolicyDocument(version: .v2012, id: nil, statements: []),
        origin: PolicyOrigin(.boundary)
      )
    }
    var decision = DecisionProcedure.decide(request, under: known)
    var standing: AccessAnswer.Standing = decision.residual.isEmpty ? .allowed : .conditional
    if decision.outcome != .allowed && (lacksIdentityPolicy || lacksBoundary || lacksResourcePolicy) {
      var open = policies
      if lacksIdentityPolicy { open.identity.append(.allowingAll(PolicyOrigin(.identity))) }
      if lacksBoundary { open.boundary = .allowingAll(PolicyOrigin(.boundary)) }
      if lacksResourcePolicy { open.resource = .allowingAll(PolicyOrigin(.resource)) }
      decision = DecisionProcedure.decide(request, under: open)
      standing = .unknown
    }
    return AccessAnswer(
      standing: decision.outcome == .allowed ? standing : .denied,
      residual: decision.residual,
      identityStatements: decision.identityStatements.filter { !$0.pointer.isEmpty },
      resourceStatements: decision.resourceStatements.filter { !$0.pointer.isEmpty },
      reason: decision.reason,
      gaps: gaps
    )
  }

  /// Takes in what is known of what is asked for: its policy, what of that is missing, and Block Public Access.
  mutating func add(_ target: AccessTarget) {
    switch target.policy {
    case .none: break
    case .known(let policy): policies.resource = policy
    case .unknown(let message):
      lacksResourcePolicy = true
      gaps.insert(message, at: 0)
    }
    gaps += target.gaps
    policies.restrictsPublicBuckets = target.restrictsPublicBuckets ?? false
  }

  /// Makes an answer unknown where the Block Public Access settings of what is asked for are missing and could deny it.
  func doubt(_ answer: inout AccessAnswer, about target: AccessTarget) {
    guard target.restrictsPublicBuckets == nil, answer.isPossible else { return }
    // They deny what a public policy allows, and nothing else.
    guard lacksResourcePolicy || policies.resource?.document.isPublic == true else { return }
    var restricted = self
    restricted.policies.restrictsPublicBuckets = true
    if restricted.answer().isPossible { return }
    answer.standing = .unknown
    answer.gaps.append("the Block Public Access settings of \(target.arn) are not in the snapshot")
  }
}
