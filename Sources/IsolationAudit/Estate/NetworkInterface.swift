/// An elastic network interface: the end point of packets, whatever service owns it.
package struct NetworkInterface: Sendable {
  /// What kind of interface it is (`InterfaceType`).
  package enum Kind: UInt8, Hashable, Sendable {
    /// An ordinary interface, also of RDS, EKS and many other services.
    case interface
    case natGateway, transitGateway, loadBalancer, networkLoadBalancer, gatewayLoadBalancer, gatewayLoadBalancerEndpoint
    case vpcEndpoint, lambda, clientVPN, branch, trunk, other
  }
  /// The id, `eni-…`.
  package var id: Symbol
  /// The id of its subnet.
  package var subnet: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The security groups.
  package var groups: GroupSetID
  /// The addresses in ``Estate/interfaceAddresses``: primary first, then secondary, IPv6, delegated prefixes.
  package var addresses: TableSlice
  /// The instance that it is attached to; empty when there is none.
  package var instance: Symbol
  /// The description; AWS names the owning service here.
  package var description: Symbol
  /// The requester, such as `amazon-elb`; empty when there is none.
  package var requester: Symbol
  /// What kind of interface it is.
  package var kind: Kind
  /// Whether packets must carry one of its own addresses (`SourceDestCheck`).
  package var checksSourceAndDestination: Bool
  /// Whether an AWS service manages it.
  package var isRequesterManaged: Bool
  /// Whether it is its instance's primary interface (`Attachment.DeviceIndex` 0).
  package var isPrimary = false
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    subnet: Symbol,
    vpc: Symbol,
    owner: Symbol,
    groups: GroupSetID,
    addresses: TableSlice,
    instance: Symbol = .empty,
    description: Symbol = .empty,
    requester: Symbol = .empty,
    kind: Kind = .interface,
    checksSourceAndDestination: Bool = true,
    isRequesterManaged: Bool = false,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.subnet, self.vpc, self.owner, self.groups) = (id, subnet, vpc, owner, groups)
    (self.addresses, self.instance, self.description, self.requester) = (addresses, instance, description, requester)
    (self.kind, self.checksSourceAndDestination) = (kind, checksSourceAndDestination)
    (self.isRequesterManaged, self.tags, self.provenance) = (isRequesterManaged, tags, provenance)
  }
}

/// An address, or a delegated prefix, of a network interface.
package struct InterfaceAddress: Hashable, Sendable {
  /// The IP version.
  package var family: AddressFamily
  /// Whether a public IPv4 address is associated (``publicAddress``).
  package var hasPublicAddress: Bool
  /// The associated public IPv4 address.
  package var publicAddress: UInt32
  /// The private address or addresses.
  package var range: AddressRange

  package init(family: AddressFamily, range: AddressRange, publicAddress: UInt32? = nil) {
    (self.family, self.range) = (family, range)
    (hasPublicAddress, self.publicAddress) = (publicAddress != nil, publicAddress ?? 0)
  }
}

/// An EC2 instance.
package struct Instance: Sendable {
  /// The id, `i-…`.
  package var id: Symbol
  /// The id of its VPC; empty when it has none.
  package var vpc: Symbol
  /// The id of its primary subnet.
  package var subnet: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The ARN of its instance profile; empty when it has none.
  package var instanceProfile: Symbol
  /// The state's name: `running`, `stopped`, ….
  package var state: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    vpc: Symbol,
    subnet: Symbol,
    owner: Symbol,
    region: Symbol,
    instanceProfile: Symbol = .empty,
    state: Symbol = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.subnet, self.owner, self.region) = (id, vpc, subnet, owner, region)
    (self.instanceProfile, self.state, self.tags, self.provenance) = (instanceProfile, state, tags, provenance)
  }
}
