/// A network access control list.
package struct NetworkACL: Sendable {
  /// The id, `acl-…`.
  package var id: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// Whether it is the VPC's default list.
  package var isDefault: Bool
  /// The associated subnets.
  package var subnets: [Symbol]
  /// The entries, sorted by rule number within a direction and family.
  package var entries: [Entry]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A numbered entry; the first that matches decides.
  package struct Entry: Hashable, Sendable {
    /// The rule number, 1…32766; 32767 and above for the final deny.
    package var ruleNumber: UInt32
    /// Whether the entry judges traffic that leaves the subnet.
    package var isEgress: Bool
    /// Whether matching packets pass.
    package var allows: Bool
    /// The packets, with the CIDR block as source (ingress) or destination (egress).
    package var box: HeaderBox
    /// Where it is declared.
    package var provenance: Provenance

    package init(ruleNumber: UInt32, isEgress: Bool, allows: Bool, box: HeaderBox, provenance: Provenance) {
      (self.ruleNumber, self.isEgress, self.allows) = (ruleNumber, isEgress, allows)
      (self.box, self.provenance) = (box, provenance)
    }
  }

  package init(
    id: Symbol,
    vpc: Symbol,
    isDefault: Bool,
    subnets: [Symbol],
    entries: [Entry],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.isDefault, self.subnets) = (id, vpc, isDefault, subnets)
    (self.entries, self.tags, self.provenance) = (entries, tags, provenance)
  }
}
