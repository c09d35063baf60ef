/// A load balancer with its listeners, of any generation.
package struct LoadBalancer: Sendable {
  /// The kind of a load balancer (`Type`); `classic` for those of the first generation, which have no `Type`.
  package enum Kind: UInt8, Hashable, Sendable {
    case application, network, gateway, classic
  }
  /// The ARN; a Classic Load Balancer's is made from its account, Region and name.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The kind.
  package var kind: Kind
  /// Whether its scheme is `internet-facing`.
  package var isInternetFacing: Bool
  /// The id of its VPC.
  package var vpc: Symbol
  /// The subnets of its nodes.
  package var subnets: [Symbol]
  /// The names of the zones of ``subnets``, in the same order; empty when they are not told.
  package var zoneNames: [Symbol] = []
  /// The security groups.
  package var groups: GroupSetID
  /// The listeners; `nil` when they are not in the snapshot.
  package var listeners: [Listener]?
  /// Whether its attribute `load_balancing.cross_zone.enabled`, or `CrossZoneLoadBalancing.Enabled`, is on; `nil` when its
  /// attributes are not in the snapshot.
  package var isCrossZone: Bool?
  /// Whether the security groups of a Network Load Balancer filter what comes over AWS PrivateLink
  /// (`EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic`); `nil` when nothing is said.
  package var filtersPrivateLink: Bool?
  /// The ids of the instances that a Classic Load Balancer forwards to; empty for others, which have target groups.
  package var instances: [Symbol] = []
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A listener of a load balancer.
  package struct Listener: Hashable, Sendable {
    /// The ARN; empty for a Classic Load Balancer's.
    package var arn: Symbol
    /// The port.
    package var port: UInt16
    /// The transport protocols: TCP, UDP, or both.
    package var protocols: [ProtocolRange]
    /// Whether it ends the transport itself (HTTP, HTTPS, TLS, SSL) instead of passing packets on.
    package var endsTransport = true
    /// The port of the instances, for a Classic Load Balancer; 0 for others.
    package var instancePort: UInt16 = 0
    /// The ARNs of the target groups that its default action and its rules forward to.
    package var targetGroups: [Symbol]
    /// Whether its rules are in the snapshot; without them, it may forward to other target groups too.
    package var hasRules = false
    /// Where it is declared.
    package var provenance: Provenance

    package init(
      arn: Symbol,
      port: UInt16,
      protocols: [ProtocolRange],
      targetGroups: [Symbol],
      provenance: Provenance
    ) {
      (self.arn, self.port, self.protocols) = (arn, port, protocols)
      (self.targetGroups, self.provenance) = (targetGroups, provenance)
    }
  }

  package init(
    arn: Symbol,
    name: Symbol,
    kind: Kind,
    isInternetFacing: Bool,
    vpc: Symbol,
    subnets: [Symbol],
    groups: GroupSetID,
    listeners: [Listener]? = nil,
    owner: Symbol,
    region: Symbol,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.kind, self.isInternetFacing) = (arn, name, kind, isInternetFacing)
    (self.vpc, self.subnets, self.groups, self.listeners) = (vpc, subnets, groups, listeners)
    (self.owner, self.region, self.tags, self.provenance) = (owner, region, tags, provenance)
  }
}

/// A target group with its targets.
package struct TargetGroup: Sendable {
  /// What a target group holds (`TargetType`).
  package enum Kind: UInt8, Hashable, Sendable {
    case instance, ip, lambda, loadBalancer
  }
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// What it holds.
  package var kind: Kind
  /// The id of its VPC; empty for functions.
  package var vpc: Symbol
  /// The default port; 0 when there is none.
  package var port: UInt16
  /// The transport protocols: TCP, UDP, or both.
  package var protocols: [ProtocolRange]
  /// Whether it holds IPv6 targets (`IpAddressType`).
  package var isIPv6 = false
  /// The ARNs of the load balancers that forward to it (`LoadBalancerArns`).
  package var loadBalancers: [Symbol] = []
  /// Whether its attributes are in the snapshot; what they do not hold has its default then.
  package var hasAttributes = false
  /// Whether targets see the client's address (`preserve_client_ip.enabled`); `nil` when the attribute is not there.
  package var preservesClientAddress: Bool?
  /// Whether targets of all zones get what nodes of one zone take (`load_balancing.cross_zone.enabled`); `nil` when the
  /// attribute is not there or leaves it to the load balancer.
  package var isCrossZone: Bool?
  /// The targets; `nil` when they are not in the snapshot.
  package var targets: [Target]?
  /// The owning account.
  package var owner: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A registered target, healthy or not.
  package struct Target: Hashable, Sendable {
    /// An instance id, an address, a function's or a load balancer's ARN.
    package var id: Symbol
    /// The port; the group's when the record has none.
    package var port: UInt16
    /// The name of the zone, as `AvailabilityZone` gives it: `us-east-1a`, or `all`; empty when nothing is said.
    package var zone: Symbol
    /// Where it is declared.
    package var provenance: Provenance

    package init(id: Symbol, port: UInt16, zone: Symbol = .empty, provenance: Provenance) {
      (self.id, self.port, self.zone, self.provenance) = (id, port, zone, provenance)
    }
  }

  package init(
    arn: Symbol,
    name: Symbol,
    kind: Kind,
    vpc: Symbol,
    port: UInt16,
    protocols: [ProtocolRange],
    preservesClientAddress: Bool? = nil,
    targets: [Target]? = nil,
    owner: Symbol,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.kind, self.vpc, self.port) = (arn, name, kind, vpc, port)
    (self.protocols, self.preservesClientAddress, self.targets) = (protocols, preservesClientAddress, targets)
    (self.owner, self.tags, self.provenance) = (owner, tags, provenance)
  }
}

/// A managed service that stands in subnets: an RDS database, an EKS cluster, a Lambda function.
package struct ManagedService: Sendable {
  /// Which service.
  package enum Kind: UInt8, Hashable, Sendable {
    case database, databaseCluster, kubernetesCluster, function
  }
  /// The ARN.
  package var arn: Symbol
  /// The identifier or name.
  package var name: Symbol
  /// Which service.
  package var kind: Kind
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The id of its VPC; empty outside a VPC.
  package var vpc: Symbol
  /// The subnets.
  package var subnets: [Symbol]
  /// The security groups.
  package var groups: GroupSetID
  /// The port that it listens on; 0 when it is not known.
  package var port: UInt16
  /// Whether it is flagged as publicly accessible.
  package var isPubliclyAccessible: Bool
  /// The ARN of the role that its code runs with; empty when there is none.
  package var role: Symbol
  /// The container images that its code comes from; empty when there are none or nothing is said.
  package var codeSources: [Symbol] = []
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    name: Symbol,
    kind: Kind,
    owner: Symbol,
    region: Symbol,
    vpc: Symbol,
    subnets: [Symbol],
    groups: GroupSetID,
    port: UInt16 = 0,
    isPubliclyAccessible: Bool = false,
    role: Symbol = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.kind, self.owner, self.region) = (arn, name, kind, owner, region)
    (self.vpc, self.subnets, self.groups, self.port) = (vpc, subnets, groups, port)
    (self.isPubliclyAccessible, self.role) = (isPubliclyAccessible, role)
    (self.tags, self.provenance) = (tags, provenance)
  }
}
