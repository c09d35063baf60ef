/// A policy of IAM as it stands in the inputs: its document and where it is declared.
package struct IAMPolicy: Sendable {
  /// The ARN of a managed policy; empty for an inline policy.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The document; `nil` when it is not in the snapshot or cannot be read.
  package var document: JSONValue?
  /// Where the document is declared.
  package var provenance: Provenance

  package init(arn: Symbol = .empty, name: Symbol, document: JSONValue?, provenance: Provenance) {
    (self.arn, self.name, self.document, self.provenance) = (arn, name, document, provenance)
  }
}

/// An IAM role or user, or a group of users.
package struct IAMPrincipal: Sendable {
  /// What it is.
  package enum Kind: UInt8, Hashable, Sendable {
    case role, user, group
  }
  /// What it is.
  package var kind: Kind
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The path, `/` when there is none.
  package var path: Symbol
  /// The account.
  package var account: Symbol
  /// The trust policy of a role.
  package var trustPolicy: IAMPolicy?
  /// The inline policies.
  package var inlinePolicies: [IAMPolicy]
  /// The ARNs of the attached managed policies.
  package var attachedPolicies: [Symbol]
  /// The ARN of the permissions boundary; empty when there is none.
  package var boundary: Symbol
  /// The names of the groups of a user.
  package var groups: [Symbol]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    kind: Kind,
    arn: Symbol,
    name: Symbol,
    path: Symbol,
    account: Symbol,
    trustPolicy: IAMPolicy? = nil,
    inlinePolicies: [IAMPolicy] = [],
    attachedPolicies: [Symbol] = [],
    boundary: Symbol = .empty,
    groups: [Symbol] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.kind, self.arn, self.name, self.path, self.account) = (kind, arn, name, path, account)
    (self.trustPolicy, self.inlinePolicies, self.attachedPolicies) = (trustPolicy, inlinePolicies, attachedPolicies)
    (self.boundary, self.groups, self.tags, self.provenance) = (boundary, groups, tags, provenance)
  }
}

/// An instance profile: the container through which instances get a role.
package struct InstanceProfile: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The account.
  package var account: Symbol
  /// The ARNs of its roles: at most one in practice.
  package var roles: [Symbol]
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, name: Symbol, account: Symbol, roles: [Symbol], provenance: Provenance) {
    (self.arn, self.name, self.account, self.roles, self.provenance) = (arn, name, account, roles, provenance)
  }
}

/// An identity provider that roles may trust: OpenID Connect or SAML.
package struct IdentityProvider: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The account.
  package var account: Symbol
  /// The URL of an OpenID Connect provider without `https://`; empty for a SAML provider or when nothing is said.
  package var url: Symbol = .empty
  /// The client ids (audiences) of an OpenID Connect provider; `nil` when nothing is said.
  package var clientIDs: [Symbol]?
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, account: Symbol, provenance: Provenance) {
    (self.arn, self.account, self.provenance) = (arn, account, provenance)
  }
}
