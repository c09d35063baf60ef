/// One statement of a policy: an effect on some actions by some principals on some resources under some conditions.
package struct PolicyStatement: Hashable, Sendable {
  package enum Effect: String, Hashable, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// A list of patterns, or everything but a list of patterns (`NotAction`, `NotResource`).
  package struct Scope<Pattern: Hashable & Sendable>: Hashable, Sendable {
    package var patterns: [Pattern]
    package var isNegated: Bool
  }

  /// The JSON pointer to it in the document, such as `/Statement/0`.
  package let pointer: String
  package let sid: String?
  package let effect: Effect
  /// Who it is about; absent in policies that are attached to a principal.
  package let principals: Scope<PolicyPrincipal>?
  package let actions: Scope<WildcardPattern>
  /// What it is about; absent where the policy belongs to one resource.
  package let resources: Scope<PolicyText>?
  package let conditions: [ConditionClause]

  /// Whether it is about the request's action; the action is given in lower case.
  package func coversAction(_ action: MatchableText) -> Bool {
    actions.patterns.contains { $0.matches(action) } != actions.isNegated
  }

  /// Whether it is about the request's resource.
  package func coversResource(_ resource: MatchableText, in context: RequestContext) -> Truth {
    guard let resources else { return .yes }
    var covered = Truth.no
    for pattern in resources.patterns {
      covered = covered || pattern.covers(resource, in: context, asking: "resource")
      if covered == .yes { break }
    }
    return resources.isNegated ? !covered : covered
  }

  /// Whether all its conditions are met.
  package func conditionsHold(in context: RequestContext) -> Truth {
    var result = Truth.yes
    for clause in conditions {
      result = result && clause.holds(in: context)
      if result == .no { break }
    }
    return result
  }

  /// Whether, and how, it names the one who asks.
  ///
  /// - Parameters:
  ///   - principal: The one who asks.
  ///   - hasBoundary: Whether a permissions boundary is set on him.
  /// - Returns: The strongest of the ways in which it names him, and each way that only depends on something.
  package func names(
    _ principal: RequestPrincipal,
    hasBoundary: Bool
  ) -> [(truth: Truth, grant: GrantKind)] {
    guard let principals else { return [(.yes, .session)] }
    if principals.isNegated { return [(spares(principal, hasBoundary: hasBoundary), .session)] }
    var ways: [(truth: Truth, grant: GrantKind)] = []
    for named in principals.patterns {
      let way = principal.isNamed(by: named)
      if way.truth.isPossible { ways.append(way) }
    }
    return ways
  }

  /// Whether a `NotPrincipal` applies to the one who asks.
  ///
  /// A denial spares him only if both he and his account are listed, and never if he has a boundary. AWS says that a
  /// list with one of the two *may* deny him, so that answer depends.
  private func spares(_ principal: RequestPrincipal, hasBoundary: Bool) -> Truth {
    guard let principals else { return .yes }
    if effect == .deny && hasBoundary { return .yes }
    var himself = Truth.no
    var hisAccount = Truth(principal.account == nil)
    for named in principals.patterns {
      let way = principal.isNamed(by: named)
      if way.grant == .account { hisAccount = hisAccount || way.truth } else { himself = himself || way.truth }
    }
    if case .root = principal { himself = hisAccount }
    switch (himself, hisAccount) {
    case (.no, .no): return .yes
    case (.yes, .yes): return .no
    default: return .depends(.fact("NotPrincipal applies although it lists only the principal or only the account"))
    }
  }
}
