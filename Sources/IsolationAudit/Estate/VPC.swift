/// A virtual private cloud.
package struct VPC: Sendable {
  /// What VPC Block Public Access does to the VPC's internet gateways.
  package enum BlockPublicAccess: UInt8, Hashable, Sendable {
    case off, blockBidirectional, blockIngress
    /// An exclusion from a block in both directions that allows connections outward (`allow-egress`).
    case allowEgress
  }
  /// The id, `vpc-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The associated CIDR blocks, IPv4 and IPv6; those in another state than `associated` are left out.
  package var prefixes: [IPPrefix]
  /// Whether it is the default VPC of its Region.
  package var isDefault: Bool
  /// VPC Block Public Access.
  package var blockPublicAccess: BlockPublicAccess
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    region: Symbol,
    prefixes: [IPPrefix],
    isDefault: Bool = false,
    blockPublicAccess: BlockPublicAccess = .off,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.region, self.prefixes, self.isDefault) = (id, owner, region, prefixes, isDefault)
    (self.blockPublicAccess, self.tags, self.provenance) = (blockPublicAccess, tags, provenance)
  }
}

/// A subnet of a VPC.
package struct Subnet: Sendable {
  /// The id, `subnet-…`.
  package var id: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The zone: `AvailabilityZoneId` (`use1-az1`), or `AvailabilityZone` when that is all there is.
  package var zone: Symbol
  /// The CIDR blocks, IPv4 and IPv6.
  package var prefixes: [IPPrefix]
  /// Whether VPC Block Public Access excludes the subnet; `nil` when nothing is said.
  package var blockPublicAccess: VPC.BlockPublicAccess?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    vpc: Symbol,
    owner: Symbol,
    zone: Symbol,
    prefixes: [IPPrefix],
    blockPublicAccess: VPC.BlockPublicAccess? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.owner, self.zone, self.prefixes) = (id, vpc, owner, zone, prefixes)
    (self.blockPublicAccess, self.tags, self.provenance) = (blockPublicAccess, tags, provenance)
  }
}
