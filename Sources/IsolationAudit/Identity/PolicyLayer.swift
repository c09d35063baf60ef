/// What the policies of one kind say to a request, put together.
struct PolicyLayer {
  /// Whether some statement allows the request.
  var allow = Truth.no
  /// Whether some statement denies it.
  var deny = Truth.no
  /// The first statement that denies it whatever is unknown.
  var denying: StatementReference?
  /// The statements that allow it, with what each depends on and how it names the principal.
  var allowing: [(statement: StatementReference, truth: Truth, grant: GrantKind)] = []

  init() {}

  init(_ policies: [AttachedPolicy], for request: AuthorizationRequest, hasBoundary: Bool) {
    for policy in policies { consider(policy, for: request, hasBoundary: hasBoundary) }
  }

  private mutating func consider(_ policy: AttachedPolicy, for request: AuthorizationRequest, hasBoundary: Bool) {
    for statement in policy.document.statements where statement.coversAction(request.matchableAction) {
      let resource =
        request.family?.coverage(by: statement, in: request.context)
        ?? statement.coversResource(request.matchableResource, in: request.context)
      guard resource.isPossible else { continue }
      let ways = statement.names(request.principal, hasBoundary: hasBoundary)
      if ways.isEmpty { continue }
      let conditions = resource && statement.conditionsHold(in: request.context)
      guard conditions.isPossible else { continue }
      for way in ways {
        let truth = way.truth && conditions
        guard truth.isPossible else { continue }
        switch statement.effect {
        case .allow:
          allow = allow || truth
          allowing.append((StatementReference(statement, of: policy), truth, way.grant))
        case .deny:
          deny = deny || truth
          if truth == .yes && denying == nil { denying = StatementReference(statement, of: policy) }
        }
      }
    }
  }

  /// Whether a statement allows the request by one of these ways of naming the principal.
  func allow(by grants: Set<GrantKind>) -> Truth {
    allowing.reduce(Truth.no) { grants.contains($1.grant) ? $0 || $1.truth : $0 }
  }

  /// The statements that allow the request, those without open conditions first.
  var allowingStatements: [StatementReference] {
    var seen: Set<StatementReference> = []
    let sorted = allowing.filter { $0.truth == .yes } + allowing.filter { $0.truth != .yes }
    return sorted.map(\.statement).filter { seen.insert($0).inserted }
  }
}
