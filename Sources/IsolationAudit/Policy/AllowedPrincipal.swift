/// Who may become a principal of an environment from outside of it.
package struct AllowedPrincipal: Hashable, Sendable {
  /// ARNs, or names of services and providers; at least one.
  package var principals: [Glob]
  /// The ARNs of roles that they may become; empty for any.
  package var roles: [Glob]
  /// Whether the step that they take must demand multi-factor authentication.
  package var requiresMFA: Bool
  /// Why they may.
  package var reason: String
  /// Where it is written.
  package var location: SourceLocation

  /// Creates a member of `allow`.
  package init(
    principals: [Glob],
    roles: [Glob] = [],
    requiresMFA: Bool = false,
    reason: String,
    location: SourceLocation
  ) {
    (self.principals, self.roles, self.requiresMFA) = (principals, roles, requiresMFA)
    (self.reason, self.location) = (reason, location)
  }

  /// Whether a principal may become a role.
  package func covers(principal: String, role: String) -> Bool {
    principals.matches(principal) && (roles.isEmpty || roles.matches(role))
  }
}

/// Principals that an assertion leaves alone.
package struct PrincipalException: Hashable, Sendable {
  /// ARNs, or names of providers; at least one.
  package var principals: [Glob]
  /// Why they are accepted.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(principals: [Glob], reason: String, location: SourceLocation) {
    (self.principals, self.reason, self.location) = (principals, reason, location)
  }
}
