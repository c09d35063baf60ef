/// An AWS account, as AWS Organizations lists it or as a folder of the snapshot shows it.
package struct Account: Hashable, Sendable {
  /// The 12-digit account id.
  package var id: Symbol
  /// The account's name in the organization; empty when it is not known.
  package var name: Symbol
  /// The id of the root or organizational unit that holds it (`r-…`, `ou-…`); empty when it is not known.
  package var parent: Symbol
  /// `ACTIVE`, `SUSPENDED`, …; empty when it is not known.
  package var status: Symbol
  /// Whether it is the organization's management account.
  package var isManagement: Bool
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    name: Symbol = .empty,
    parent: Symbol = .empty,
    status: Symbol = .empty,
    isManagement: Bool = false,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.parent, self.status) = (id, name, parent, status)
    (self.isManagement, self.tags, self.provenance) = (isManagement, tags, provenance)
  }
}

/// A root or an organizational unit of AWS Organizations.
package struct OrganizationalUnit: Hashable, Sendable {
  /// The id, `r-…` or `ou-…`.
  package var id: Symbol
  /// The name; `Root` for a root.
  package var name: Symbol
  /// The id of the parent; empty for a root or when it is not known.
  package var parent: Symbol
  /// Where it is declared.
  package var provenance: Provenance

  package init(id: Symbol, name: Symbol, parent: Symbol = .empty, provenance: Provenance) {
    (self.id, self.name, self.parent, self.provenance) = (id, name, parent, provenance)
  }
}

/// A service control policy or resource control policy with the targets that it is attached to.
package struct OrganizationPolicy: Sendable {
  /// The kind of a policy of AWS Organizations.
  package enum Kind: String, Hashable, Sendable {
    case serviceControl = "SERVICE_CONTROL_POLICY"
    case resourceControl = "RESOURCE_CONTROL_POLICY"
  }
  /// The id, `p-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The kind.
  package var kind: Kind
  /// The document; `nil` when it is not in the snapshot or cannot be read.
  package var document: JSONValue?
  /// The ids of the roots, organizational units and accounts that it is attached to.
  package var targets: [Symbol]
  /// Where the document is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    name: Symbol,
    kind: Kind,
    document: JSONValue?,
    targets: [Symbol],
    provenance: Provenance
  ) {
    (self.id, self.name, self.kind, self.document) = (id, name, kind, document)
    (self.targets, self.provenance) = (targets, provenance)
  }
}
