/// Who administers an account: may give the account's roles or users, or itself, any permission.
///
/// A principal that may attach `AdministratorAccess` to a role of its account that has no permissions boundary, or write an
/// inline policy of it, can have every permission in the account (IAM User Guide, "Permissions boundaries for IAM
/// entities", section "Delegating responsibility to others using permissions boundaries"). That covers `Allow * on *` and
/// `iam:*`; a principal that may change a few named roles only is no administrator. Roles have no such permission in
/// other accounts, because IAM's write calls act in the caller's own account.
package struct AdministratorSurvey: Sendable {
  /// How a principal administers its account.
  package struct Administration: Sendable {
    /// How sure it is.
    package let standing: AssumeRoleEdge.Standing
    /// The call that gives permissions, such as `iam:AttachRolePolicy`.
    package let action: String
    /// The conditions that remain to be met.
    package let residual: [ConditionExpression]
    /// The statements that allow it.
    package let statements: [StatementReference]
    /// The facts that are missing and could decide otherwise, as sentences.
    package let gaps: [String]
  }

  /// The administrators, by ARN.
  package private(set) var administrators: [String: Administration] = [:]

  /// The calls, by the word that the ARN of what they change has after the account.
  private static let calls = [
    ("role", ["iam:AttachRolePolicy", "iam:PutRolePolicy"]), ("user", ["iam:AttachUserPolicy", "iam:PutUserPolicy"]),
  ]
  /// The name of a role or user that no narrow pattern means.
  private static let anyName = "any-that-the-account-holds"

  /// Asks for each role and user of an estate.
  package init(_ estate: Estate) {
    self.init(estate, about: estate.principals.ids.filter { estate.principals[$0].kind != .group })
  }

  /// Asks again for those whom it concerns that something was taken out of policies.
  init(reducing base: AdministratorSurvey, by reduction: PolicyReduction) {
    let estate = reduction.estate
    let asked = reduction.concerned.filter {
      base.administrators[estate.symbols[estate.principals[$0].arn]] != nil
    }.sorted()
    let found = AdministratorSurvey(estate, about: asked)
    administrators = base.administrators
    for id in asked {
      let arn = estate.symbols[estate.principals[id].arn]
      administrators[arn] = found.administrators[arn]
    }
  }

  private init(_ estate: Estate, about records: [EstateID<IAMPrincipal>]) {
    if records.isEmpty { return }
    var library = PolicyLibrary(estate, about: Self.calls.flatMap(\.1).map { $0.lowercased() })
    let guardRails = OrganizationGuardRails(estate, library)
    var levels: [Symbol: OrganizationGuardRails.Levels] = [:]
    let groups = IAMGroups(estate)
    for id in records {
      let record = estate.principals[id]
      let caller = CallerPolicies(id, in: estate, &library, groups)
      if caller.identity.isEmpty && !caller.mayHoldMore { continue }
      let known = levels[record.account] ?? guardRails.levels(of: record.account)
      levels[record.account] = known
      let missing = caller.gaps.map(\.message) + known.gaps
      let arn = estate.symbols[record.arn]
      let account = estate.symbols[record.account]
      let best = Self.probes(record, arn, account).compactMap {
        Self.decide($0.action, on: $0.resource, isItself: $0.isItself, account, caller, known, missing)
      }.min { $0.standing < $1.standing }
      if let best { administrators[arn] = best }
    }
  }

  /// The requests of which one makes an administrator.
  private static func probes(
    _ record: IAMPrincipal,
    _ arn: String,
    _ account: String
  ) -> [(action: String, resource: String, isItself: Bool)] {
    calls.flatMap { word, actions in
      let isOwnKind = (record.kind == .user) == (word == "user")
      return actions.flatMap { action in
        [(action: action, resource: "arn:aws:iam::\(account):\(word)/\(anyName)", isItself: false)]
          + (isOwnKind ? [(action: action, resource: arn, isItself: true)] : [])
      }
    }
  }

  private static func decide(
    _ action: String,
    on resource: String,
    isItself: Bool,
    _ account: String,
    _ caller: CallerPolicies,
    _ levels: OrganizationGuardRails.Levels,
    _ missing: [String]
  ) -> Administration? {
    // What it writes itself stays below its own boundary, so only an unbounded principal gains by that.
    if isItself, caller.boundary != nil || caller.hasUnknownBoundary { return nil }
    var context = caller.context
    context.set("aws:ResourceAccount", to: .known([account]))
    context.set("iam:PermissionsBoundary", to: .absent)
    if action.contains("Attach") {
      context.set("iam:PolicyARN", to: .known(["arn:aws:iam::aws:policy/AdministratorAccess"]))
    }
    var request = AuthorizationRequest(
      principal: caller.principal,
      action: action,
      resource: resource,
      resourceAccount: account,
      context: context
    )
    request.isServiceLinkedRole = caller.isServiceLinkedRole
    var policies = ApplicablePolicies()
    policies.identity = caller.identity
    policies.serviceControl = levels.serviceControl
    policies.boundary =
      caller.hasUnknownBoundary
      ? AttachedPolicy(PolicyDocument(version: .v2012, id: nil, statements: []), origin: PolicyOrigin(.boundary))
      : caller.boundary
    var decision = DecisionProcedure.decide(request, under: policies)
    var standing: AssumeRoleEdge.Standing = decision.residual.isEmpty ? .allowed : .conditional
    if decision.outcome != .allowed, caller.mayHoldMore || caller.hasUnknownBoundary {
      // Perhaps a policy that is missing allows what those that are there do not.
      if caller.mayHoldMore { policies.identity.append(.allowingAll(PolicyOrigin(.identity))) }
      if caller.hasUnknownBoundary { policies.boundary = .allowingAll(PolicyOrigin(.boundary)) }
      decision = DecisionProcedure.decide(request, under: policies)
      standing = .unknown
    }
    guard decision.outcome == .allowed else { return nil }
    return Administration(
      standing: standing,
      action: action,
      residual: decision.residual,
      statements: decision.identityStatements.filter { !$0.pointer.isEmpty },
      gaps: missing
    )
  }
}
