/// A resource gateway: the point of a VPC from which the resources of its resource configurations are reached.
///
/// Resources see an address of the gateway's network interfaces. Source: AWS PrivateLink guide, "Resource gateways in VPC
/// Lattice".
package struct ResourceGateway: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The id, `rgw-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The subnets of its network interfaces.
  package var subnets: [Symbol]
  /// The security groups of its network interfaces.
  package var groups: GroupSetID
  /// Whether it carries traffic: any status but a failed creation.
  package var isInForce: Bool
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    id: Symbol,
    name: Symbol = .empty,
    owner: Symbol,
    region: Symbol,
    vpc: Symbol,
    subnets: [Symbol],
    groups: GroupSetID,
    isInForce: Bool = true,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.id, self.name, self.owner, self.region) = (arn, id, name, owner, region)
    (self.vpc, self.subnets, self.groups, self.isInForce) = (vpc, subnets, groups, isInForce)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A resource configuration: a resource of a VPC, or a group of them, that others may be let at.
///
/// Source: AWS PrivateLink guide, "Resource configurations for VPC resources".
package struct ResourceConfiguration: Sendable {
  /// What it stands for (`type`).
  package enum Kind: UInt8, Hashable, Sendable {
    /// One resource: `SINGLE`, or `CHILD` in a group.
    case single
    /// A `GROUP`: its children.
    case group
    /// A resource of AWS by its ARN, such as a database.
    case awsResource
  }
  /// Where the resource is (`resourceConfigurationDefinition`).
  package enum Definition: Hashable, Sendable {
    /// At an address.
    case address(IPAddress)
    /// At whatever addresses a domain name has.
    case domainName(Symbol)
    /// A resource of AWS.
    case arn(Symbol)
    /// Nothing tells.
    case unknown
  }
  /// The ARN.
  package var arn: Symbol
  /// The id, `rcfg-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// What it stands for.
  package var kind: Kind
  /// The group that it is a child of; empty for none.
  package var group: Symbol
  /// The id of its resource gateway; empty where it has none of its own.
  package var gateway: Symbol
  /// The TCP ports that consumers may use; `nil` when nothing tells.
  package var ports: [PortRange]?
  /// Where the resource is.
  package var definition: Definition
  /// Whether it is in force: any status but a failed creation.
  package var isInForce: Bool
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    id: Symbol,
    name: Symbol = .empty,
    kind: Kind = .single,
    group: Symbol = .empty,
    gateway: Symbol = .empty,
    ports: [PortRange]? = nil,
    definition: Definition = .unknown,
    isInForce: Bool = true,
    owner: Symbol,
    region: Symbol,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.id, self.name, self.kind, self.group) = (arn, id, name, kind, group)
    (self.gateway, self.ports, self.definition, self.isInForce) = (gateway, ports, definition, isInForce)
    (self.owner, self.region, self.tags, self.provenance) = (owner, region, tags, provenance)
  }
}
