/// What policies allow, as sets of actions and resources with the conditions under which they do.
///
/// "What can it do" is a question about sets: allowed patterns minus denied patterns. A denial under conditions takes
/// nothing away; where it applies, the permission carries the opposite of its conditions.
package struct EffectivePermissions: Sendable {
  /// Some actions on some resources: every pair of them.
  package struct Permission: Sendable {
    /// The actions, in lower case.
    package var actions: PatternSet
    package var resources: PatternSet
    /// Under which conditions; never `no`.
    package var truth: Truth
    /// The statements that allow (in a set of denials: deny) them.
    package var statements: [StatementReference]
  }

  /// Every action on every resource that is allowed is in one of them; they may overlap.
  package private(set) var permissions: [Permission]

  /// The most permissions into which denials cut a set; beyond, a denial becomes a condition.
  package static let limit = 100

  /// The permissions that are given, each known to hold something.
  private init(checked permissions: [Permission]) { self.permissions = permissions }

  /// The permissions that are given, without those that hold nothing.
  private init(_ permissions: [Permission]) { self.init(checked: permissions.compactMap(\.nonEmpty)) }

  /// What the statements of policies with an effect cover.
  ///
  /// - Parameters:
  ///   - policies: Policies of one layer: the set is the union of what each says.
  ///   - effect: The effect of the statements to take.
  ///   - principal: Who asks; statements that name others are left out. Nothing for policies that are attached to him.
  ///   - hasBoundary: Whether a permissions boundary is set on him.
  ///   - context: What is known about his requests.
  package init(
    _ policies: [AttachedPolicy],
    _ effect: PolicyStatement.Effect,
    for principal: RequestPrincipal? = nil,
    hasBoundary: Bool = false,
    in context: RequestContext
  ) {
    var permissions: [Permission] = []
    for policy in policies {
      for statement in policy.document.statements where statement.effect == effect {
        var truth = statement.conditionsHold(in: context)
        if let principal {
          let ways = statement.names(principal, hasBoundary: hasBoundary)
          truth = truth && ways.reduce(Truth.no) { $0 || $1.truth }
        }
        guard truth.isPossible else { continue }
        let actions = statement.actions
        for part in statement.resourceParts(in: context) {
          permissions.append(
            Permission(
              actions: actions.isNegated
                ? PatternSet(noneOf: actions.patterns) : PatternSet(anyOf: actions.patterns),
              resources: part.resources,
              truth: truth && part.truth,
              statements: [StatementReference(statement, of: policy)]
            )
          )
        }
      }
    }
    self.init(permissions)
  }

  /// What a principal's own policies come to: identity policies within boundary, session policies and every level of
  /// service control policies, less what any of them denies.
  package init(ownPolicies policies: ApplicablePolicies, in context: RequestContext) {
    var set = EffectivePermissions(policies.identity, .allow, in: context)
    var layers = policies.serviceControl ?? []
    layers += [policies.boundary.map { [$0] }, policies.session].compactMap { $0 }
    for layer in layers { set = set.limited(to: EffectivePermissions(layer, .allow, in: context)) }
    for layer in [policies.identity] + layers { set = set.denied(EffectivePermissions(layer, .deny, in: context)) }
    self = set
  }

  /// What both allow.
  package func limited(to other: EffectivePermissions) -> EffectivePermissions {
    EffectivePermissions(
      permissions.flatMap { mine in
        other.permissions.map { theirs in
          Permission(
            actions: mine.actions.intersection(theirs.actions),
            resources: mine.resources.intersection(theirs.resources),
            truth: mine.truth && theirs.truth,
            statements: mine.statements
          )
        }
      }
    )
  }

  /// What is left once denials are taken away.
  package func denied(_ denials: EffectivePermissions) -> EffectivePermissions {
    denials.permissions.reduce(self) { $0.denied($1) }
  }

  private func denied(_ denial: Permission) -> EffectivePermissions {
    var result: [Permission] = []
    for mine in permissions {
      let actions = mine.actions.intersection(denial.actions).withoutEmptyTerms
      let resources = mine.resources.intersection(denial.resources).withoutEmptyTerms
      if actions.terms.isEmpty || resources.terms.isEmpty {
        result.append(mine)
        continue
      }
      if result.count >= Self.limit {
        var whole = mine
        let name = denial.statements.first?.description ?? "a denial"
        whole.truth = mine.truth && .depends(.fact("\(name) does not deny it"))
        result.append(whole)
        continue
      }
      var rest = mine
      rest.actions = mine.actions.subtracting(denial.actions)
      result += [rest.nonEmpty].compactMap { $0 }
      rest.actions = actions
      rest.resources = mine.resources.subtracting(denial.resources)
      result += [rest.nonEmpty].compactMap { $0 }
      rest.resources = resources
      rest.truth = mine.truth && !denial.truth
      if rest.truth.isPossible { result.append(rest) }
    }
    return EffectivePermissions(checked: result)
  }

  /// Whether an action, in lower case, is allowed on a resource.
  package func allows(_ action: MatchableText, on resource: MatchableText) -> Truth {
    permissions.reduce(Truth.no) { answer, permission in
      guard permission.actions.contains(action), permission.resources.contains(resource) else { return answer }
      return answer || permission.truth
    }
  }

  /// The permissions for some of the actions on some of the resources, cut down to those.
  package func restricted(toActions actions: PatternSet, resources: PatternSet) -> EffectivePermissions {
    EffectivePermissions(
      permissions.map { permission in
        var permission = permission
        permission.actions = permission.actions.intersection(actions)
        permission.resources = permission.resources.intersection(resources)
        return permission
      }
    )
  }
}

extension EffectivePermissions.Permission {
  /// The permission without what holds nothing in it; nothing where that is all of it.
  fileprivate var nonEmpty: Self? {
    if truth == .no { return nil }
    var permission = self
    permission.actions = actions.withoutEmptyTerms
    if permission.actions.terms.isEmpty { return nil }
    permission.resources = resources.withoutEmptyTerms
    return permission.resources.terms.isEmpty ? nil : permission
  }
}

extension PolicyStatement {
  /// The resources that the statement is about; where the value of a variable is unknown, all that it can come to, under
  /// the condition that it does.
  fileprivate func resourceParts(in context: RequestContext) -> [(resources: PatternSet, truth: Truth)] {
    guard let resources else { return [(.everything, .yes)] }
    var exact: [WildcardPattern] = []
    var open: [(pattern: WildcardPattern, truth: Truth)] = []
    for text in resources.patterns {
      guard let covering = text.covering(in: context) else { continue }
      if covering.isExact {
        exact.append(covering.pattern)
      } else {
        open.append((covering.pattern, .depends(.fact("the resource is covered by \"\(text.source)\""))))
      }
    }
    if resources.isNegated {
      return [(PatternSet(noneOf: exact), open.reduce(Truth.yes) { $0 && !$1.truth })]
    }
    return [(PatternSet(anyOf: exact), .yes)] + open.map { (PatternSet(anyOf: [$0.pattern]), $0.truth) }
  }
}
