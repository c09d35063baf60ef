/// A place of a policy that must match something in the estate, and what to say when it does not.
package struct PolicyUse: Hashable, Sendable {
  /// What the place is for.
  package enum Role: Hashable, Sendable {
    /// It says whom an assertion is about: matching nothing, the assertion would hold of nothing.
    case scope
    /// It narrows traffic that is accepted: matching nothing, the exception is out of date.
    case exception
  }

  /// The id of the assertion.
  package var assertion: String
  /// What the place is for.
  package var role: Role
  /// The term that must match.
  package var term: SelectorTerm

  /// The error for a term that matches nothing.
  package var nothingMatches: Diagnostic {
    let end = role == .scope ? "so the assertion would hold of nothing" : "so the exception is out of date or misspelt"
    return Diagnostic(
      .error,
      code: "selector-matches-nothing",
      message: "the selector `\(term)` of assertion `\(assertion)` matches nothing in this estate, \(end)",
      location: term.location
    )
  }
}

extension Policy {
  /// All terms that must match something in the estate, assertion by assertion.
  package var uses: [PolicyUse] {
    assertions.flatMap { assertion in
      let scope = assertion.kind.scope.selectors.map { (PolicyUse.Role.scope, $0) }
      let accepted = assertion.kind.acceptedTraffic.flatMap { term in
        [term.source, term.destination].compactMap { $0 }.map { (PolicyUse.Role.exception, $0) }
      }
      return (scope + accepted).flatMap { role, selector in
        selector.terms.map { PolicyUse(assertion: assertion.id, role: role, term: $0) }
      }
    }
  }
}

extension Environment {
  /// The error for an environment to which nothing belongs.
  package var nothingMatches: Diagnostic {
    Diagnostic(
      .error,
      code: "environment-matches-nothing",
      message: "nothing in this estate belongs to environment `\(name)`, which matches "
        + PolicyWording.list(match.map(\.description)),
      location: location
    )
  }
}

extension EnvironmentResolution {
  /// The error for a resource that belongs to several environments by equally near facts; `nil` for other outcomes.
  package func ambiguity(of resource: String) -> Diagnostic? {
    guard case .ambiguous(let environments, let level, let clauses) = self else { return nil }
    let places = clauses.dropFirst().map(\.description).joined(separator: ", ")
    return Diagnostic(
      .error,
      code: "ambiguous-environment",
      message: "\(resource) belongs to environments \(PolicyWording.names(environments)) alike, by its \(level.text); "
        + "the other clause is at \(places)",
      location: clauses.first,
      resource: resource
    )
  }
}
