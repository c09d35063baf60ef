/// A security group with its rules.
package struct SecurityGroup: Sendable {
  /// The id, `sg-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The ingress rules in ``Estate/securityGroupRules``.
  package var ingress: TableSlice
  /// The egress rules in ``Estate/securityGroupRules``.
  package var egress: TableSlice
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    name: Symbol,
    vpc: Symbol,
    owner: Symbol,
    ingress: TableSlice = .empty,
    egress: TableSlice = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.vpc, self.owner) = (id, name, vpc, owner)
    (self.ingress, self.egress, self.tags, self.provenance) = (ingress, egress, tags, provenance)
  }
}

/// One permission of a security group: one protocol and port range, one peer.
package struct SecurityGroupRule: Hashable, Sendable {
  /// Whom a rule admits, or lets out to.
  package enum Peer: Hashable, Sendable {
    /// A CIDR block.
    case prefix(IPPrefix)
    /// The addresses of a prefix list, by id.
    case prefixList(Symbol)
    /// Network interfaces that carry a security group, by id.
    case securityGroup(Symbol)
  }
  /// The peer.
  package var peer: Peer
  /// The protocols: one, or all.
  package var protocols: ProtocolRange
  /// The destination ports, or the ICMP types.
  package var destinationPorts: PortRange
  /// The ICMP codes; full for every other protocol.
  package var codes: PortRange
  /// Whether AWS calls the reference to a peer's group stale: the peering connection is gone, or the group.
  package var isStale = false
  /// The rule's id, `sgr-…`; empty when it is not known.
  package var id: Symbol
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    peer: Peer,
    protocols: ProtocolRange,
    destinationPorts: PortRange = .all,
    codes: PortRange = .all,
    id: Symbol = .empty,
    provenance: Provenance
  ) {
    (self.peer, self.protocols, self.destinationPorts) = (peer, protocols, destinationPorts)
    (self.codes, self.id, self.provenance) = (codes, id, provenance)
  }
}
