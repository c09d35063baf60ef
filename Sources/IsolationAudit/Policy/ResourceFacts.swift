/// What a policy may ask of a resource, as plain values, so that the policy needs to know no estate.
///
/// `nil` says that a fact is not known. Where a fact does not apply (a role has no subnet), the container is `nil` and the
/// answer is a plain no.
package struct ResourceFacts: Hashable, Sendable {
  /// A subnet or a VPC that holds a resource.
  package struct Container: Hashable, Sendable {
    /// Its id.
    package var id: String
    /// Its tags; `nil` when they are not known.
    package var tags: [String: String]?

    /// Creates a container.
    package init(id: String, tags: [String: String]? = [:]) {
      self.id = id
      self.tags = tags
    }
  }

  /// The names by which the resource may be called: its id, its ARN, the id of what it is attached to.
  package var ids: [String]
  /// What it is; several for a network interface and what it is attached to.
  package var types: [SelectedType]
  /// Its own tags and those of what it is attached to; `nil` when they are not known.
  package var tags: [String: String]?
  /// Its addresses.
  package var addresses: [IPAddress]
  /// The subnet that holds it.
  package var subnet: Container?
  /// The VPC that holds it.
  package var vpc: Container?
  /// The account that owns the subnet and the VPC, when they are shared with the resource's own account.
  package var sharedBy: String?
  /// The account that owns the resource; `nil` when it is not known.
  package var account: String?
  /// The tags of the account; `nil` when they are not known.
  package var accountTags: [String: String]?
  /// The organizational units that hold the account, from the root down; `nil` when they are not known.
  package var organizationalUnits: [OrganizationalUnitFact]?
  /// The Region; `nil` for global resources.
  package var region: String?

  /// Creates the facts of a resource.
  package init(
    ids: [String] = [],
    types: [SelectedType] = [],
    tags: [String: String]? = [:],
    addresses: [IPAddress] = [],
    subnet: Container? = nil,
    vpc: Container? = nil,
    sharedBy: String? = nil,
    account: String? = nil,
    accountTags: [String: String]? = [:],
    organizationalUnits: [OrganizationalUnitFact]? = [],
    region: String? = nil
  ) {
    (self.ids, self.types, self.tags, self.addresses) = (ids, types, tags, addresses)
    (self.subnet, self.vpc, self.sharedBy, self.account) = (subnet, vpc, sharedBy, account)
    (self.accountTags, self.organizationalUnits, self.region) = (accountTags, organizationalUnits, region)
  }

  /// Whether the subnet and the VPC belong to another account than the resource.
  package var isInSharedNetwork: Bool { sharedBy.map { $0 != account } ?? false }
}

/// An organizational unit, or the root of an organization.
package struct OrganizationalUnitFact: Hashable, Sendable {
  /// The id, such as `ou-ab12-11111111` or `r-ab12`.
  package var id: String
  /// The name.
  package var name: String

  /// Creates an organizational unit.
  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A fact that was needed and is not known.
package enum MissingFact: String, Hashable, Sendable {
  /// The owner of the resource.
  case account
  /// Where the account lies in the organization.
  case organizationalUnits = "organizational units"
  /// The tags of the resource.
  case tags
  /// The tags of its subnet.
  case subnetTags = "tags of the subnet"
  /// The tags of its VPC.
  case vpcTags = "tags of the VPC"
  /// The tags of its account.
  case accountTags = "tags of the account"
}

/// Whether something holds; unknown is not no.
package enum PolicyAnswer: Hashable, Sendable {
  /// It holds.
  case yes
  /// It does not hold.
  case no
  /// It depends on a fact that is not known.
  case unknown(MissingFact)

  /// The opposite.
  package var negated: PolicyAnswer {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: self
    }
  }

  /// Both hold: no outweighs unknown.
  package func and(_ other: @autoclosure () -> PolicyAnswer) -> PolicyAnswer {
    switch self {
    case .no: return .no
    case .yes: return other()
    case .unknown: return other() == .no ? .no : self
    }
  }

  /// One of both holds: yes outweighs unknown.
  package func or(_ other: @autoclosure () -> PolicyAnswer) -> PolicyAnswer {
    negated.and(other().negated).negated
  }
}

extension Bool {
  /// The answer when everything is known.
  var answer: PolicyAnswer { self ? .yes : .no }
}
