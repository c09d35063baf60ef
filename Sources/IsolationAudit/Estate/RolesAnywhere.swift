/// A trust anchor of IAM Roles Anywhere: a certificate authority whose certificates get sessions of roles.
package struct TrustAnchor: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// Whether it is in use (`enabled`).
  package var isEnabled: Bool
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, name: Symbol, owner: Symbol, isEnabled: Bool, provenance: Provenance) {
    (self.arn, self.name, self.owner) = (arn, name, owner)
    (self.isEnabled, self.provenance) = (isEnabled, provenance)
  }
}

/// A profile of IAM Roles Anywhere: the roles that certificates can get.
package struct RolesAnywhereProfile: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// Whether it is in use (`enabled`).
  package var isEnabled: Bool
  /// The ARNs of the roles.
  package var roles: [Symbol]
  /// The inline session policy; `nil` when there is none.
  package var sessionPolicy: IAMPolicy?
  /// The ARNs of the managed policies that limit its sessions.
  package var managedPolicies: [Symbol] = []
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    name: Symbol,
    owner: Symbol,
    isEnabled: Bool,
    roles: [Symbol],
    provenance: Provenance
  ) {
    (self.arn, self.name, self.owner) = (arn, name, owner)
    (self.isEnabled, self.roles, self.provenance) = (isEnabled, roles, provenance)
  }
}
