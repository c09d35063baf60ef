/// An internet gateway, or an egress-only internet gateway.
package struct InternetGateway: Sendable {
  /// The id, `igw-…` or `eigw-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// Whether it is an egress-only internet gateway (IPv6, connections from inside only).
  package var isEgressOnly: Bool
  /// The VPCs that it is attached to, with whether the attachment is usable (`available` or `attached`).
  package var attachments: [Attachment]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// An attachment of a gateway to a VPC.
  package struct Attachment: Hashable, Sendable {
    /// The id of the VPC.
    package var vpc: Symbol
    /// Whether the attachment forwards packets.
    package var isUsable: Bool

    package init(vpc: Symbol, isUsable: Bool) {
      (self.vpc, self.isUsable) = (vpc, isUsable)
    }
  }

  package init(
    id: Symbol,
    owner: Symbol,
    isEgressOnly: Bool,
    attachments: [Attachment],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.isEgressOnly) = (id, owner, isEgressOnly)
    (self.attachments, self.tags, self.provenance) = (attachments, tags, provenance)
  }
}

/// A NAT gateway.
package struct NATGateway: Sendable {
  /// The id, `nat-…`.
  package var id: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// The id of its subnet.
  package var subnet: Symbol
  /// Whether it is public: its addresses have Elastic IP addresses.
  package var isPublic: Bool
  /// Whether its state is `available`.
  package var isAvailable: Bool
  /// The addresses of a zonal NAT gateway.
  package var addresses: [Address]
  /// Whether it is regional: in no subnet, with addresses by zone (`AvailabilityMode`).
  package var isRegional = false
  /// The addresses of a regional NAT gateway.
  package var regionalAddresses: [RegionalAddress] = []
  /// Whether a regional NAT gateway goes into new zones by itself (`AutoProvisionZones`).
  package var provisionsZones = true
  /// The id of the route table of a regional NAT gateway.
  package var routeTable = Symbol.empty
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A public address of a regional NAT gateway.
  package struct RegionalAddress: Hashable, Sendable {
    /// The Elastic IP address.
    package var publicAddress: UInt32
    /// The zone that it is used in, by id and by name; empty when it is not told.
    package var zones: [Symbol]

    package init(publicAddress: UInt32, zones: [Symbol]) { (self.publicAddress, self.zones) = (publicAddress, zones) }
  }

  /// An address of a NAT gateway.
  package struct Address: Hashable, Sendable {
    /// The private IPv4 address.
    package var privateAddress: UInt32
    /// The Elastic IP address of a public NAT gateway.
    package var publicAddress: UInt32?
    /// The id of its network interface; empty when it is not known.
    package var networkInterface: Symbol

    package init(privateAddress: UInt32, publicAddress: UInt32?, networkInterface: Symbol) {
      (self.privateAddress, self.publicAddress) = (privateAddress, publicAddress)
      self.networkInterface = networkInterface
    }
  }

  package init(
    id: Symbol,
    vpc: Symbol,
    subnet: Symbol,
    isPublic: Bool,
    isAvailable: Bool,
    addresses: [Address],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.subnet, self.isPublic, self.isAvailable) = (id, vpc, subnet, isPublic, isAvailable)
    (self.addresses, self.tags, self.provenance) = (addresses, tags, provenance)
  }
}

/// A VPC peering connection.
package struct PeeringConnection: Sendable {
  /// One side of a peering connection.
  package struct Side: Hashable, Sendable {
    /// The id of the VPC.
    package var vpc: Symbol
    /// The owning account.
    package var owner: Symbol
    /// The Region.
    package var region: Symbol
    /// The CIDR blocks that the connection knows of.
    package var prefixes: [IPPrefix]

    package init(vpc: Symbol, owner: Symbol, region: Symbol, prefixes: [IPPrefix]) {
      (self.vpc, self.owner, self.region, self.prefixes) = (vpc, owner, region, prefixes)
    }
  }
  /// The id, `pcx-…`.
  package var id: Symbol
  /// Whether its status code is `active`.
  package var isActive: Bool
  /// The status code as given.
  package var status: Symbol
  /// The side that asked.
  package var requester: Side
  /// The side that accepts.
  package var accepter: Side
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    isActive: Bool,
    status: Symbol,
    requester: Side,
    accepter: Side,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.isActive, self.status) = (id, isActive, status)
    (self.requester, self.accepter, self.tags, self.provenance) = (requester, accepter, tags, provenance)
  }
}

/// A VPC endpoint.
package struct VPCEndpoint: Sendable {
  /// The id, `vpce-…`.
  package var id: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// `Gateway`, `Interface`, `GatewayLoadBalancer`, `Resource`, `ServiceNetwork`.
  package var type: Symbol
  /// The owning account; empty when it is not told.
  package var owner: Symbol
  /// The service's name; empty for `Resource` and `ServiceNetwork` endpoints.
  package var service: Symbol
  /// The Region of the service where it is another than the endpoint's (`ServiceRegion`); empty otherwise.
  package var serviceRegion: Symbol
  /// The ARN of the resource configuration that a `Resource` endpoint leads to.
  package var resourceConfiguration: Symbol
  /// The ARN of the service network that a `ServiceNetwork` endpoint leads to.
  package var serviceNetwork: Symbol
  /// Whether its state is `available`.
  package var isAvailable: Bool
  /// The subnets of an interface or Gateway Load Balancer endpoint.
  package var subnets: [Symbol]
  /// The route tables of a gateway endpoint.
  package var routeTables: [Symbol]
  /// The network interfaces.
  package var networkInterfaces: [Symbol]
  /// The security groups of its network interfaces.
  package var groups: GroupSetID
  /// Whether it carries an endpoint policy, by which IAM decides about requests.
  package var hasPolicy: Bool
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    vpc: Symbol,
    type: Symbol,
    owner: Symbol = .empty,
    service: Symbol,
    serviceRegion: Symbol = .empty,
    resourceConfiguration: Symbol = .empty,
    serviceNetwork: Symbol = .empty,
    isAvailable: Bool,
    subnets: [Symbol] = [],
    routeTables: [Symbol] = [],
    networkInterfaces: [Symbol] = [],
    groups: GroupSetID = .none,
    hasPolicy: Bool = false,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.type, self.owner, self.service) = (id, vpc, type, owner, service)
    (self.serviceRegion, self.resourceConfiguration) = (serviceRegion, resourceConfiguration)
    (self.serviceNetwork, self.isAvailable) = (serviceNetwork, isAvailable)
    (self.subnets, self.routeTables, self.networkInterfaces) = (subnets, routeTables, networkInterfaces)
    (self.groups, self.hasPolicy, self.tags, self.provenance) = (groups, hasPolicy, tags, provenance)
  }
}
