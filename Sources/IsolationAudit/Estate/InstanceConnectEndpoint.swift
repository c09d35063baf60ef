/// An EC2 Instance Connect Endpoint: users whom IAM lets in open TCP connections from its network interface.
///
/// Source: EC2 User Guide, "Connect to your instances using EC2 Instance Connect Endpoint".
package struct InstanceConnectEndpoint: Sendable {
  /// The id, `eice-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The id of its subnet.
  package var subnet: Symbol
  /// Whether its state is `create-complete`.
  package var isAvailable: Bool
  /// The network interfaces.
  package var networkInterfaces: [Symbol]
  /// Whether instances see the user's address instead of the network interface's (`PreserveClientIp`).
  package var preservesClientAddress: Bool
  /// The security groups.
  package var groups: GroupSetID
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    vpc: Symbol,
    subnet: Symbol,
    isAvailable: Bool = true,
    networkInterfaces: [Symbol] = [],
    preservesClientAddress: Bool = false,
    groups: GroupSetID = .none,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.vpc, self.subnet, self.isAvailable) = (id, owner, vpc, subnet, isAvailable)
    (self.networkInterfaces, self.preservesClientAddress) = (networkInterfaces, preservesClientAddress)
    (self.groups, self.tags, self.provenance) = (groups, tags, provenance)
  }
}
