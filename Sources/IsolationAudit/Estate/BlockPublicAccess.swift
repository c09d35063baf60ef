/// The options of VPC Block Public Access of an account in a Region.
///
/// Source: `ec2 describe-vpc-block-public-access-options`.
package struct BlockPublicAccessOptions: Sendable {
  /// The account.
  package var account: Symbol
  /// The Region.
  package var region: Symbol
  /// What is blocked where no exclusion says otherwise.
  package var mode: VPC.BlockPublicAccess
  /// Where it is declared.
  package var provenance: Provenance

  package init(account: Symbol, region: Symbol, mode: VPC.BlockPublicAccess, provenance: Provenance) {
    (self.account, self.region, self.mode, self.provenance) = (account, region, mode, provenance)
  }
}

/// A VPC or subnet that VPC Block Public Access leaves out.
///
/// Source: `ec2 describe-vpc-block-public-access-exclusions`.
package struct BlockPublicAccessExclusion: Sendable {
  /// The id of the VPC or subnet.
  package var resource: Symbol
  /// Whether traffic is allowed in both directions (`allow-bidirectional`), not outward alone (`allow-egress`).
  package var allowsIngress: Bool
  /// Where it is declared.
  package var provenance: Provenance

  package init(resource: Symbol, allowsIngress: Bool, provenance: Provenance) {
    (self.resource, self.allowsIngress, self.provenance) = (resource, allowsIngress, provenance)
  }
}
