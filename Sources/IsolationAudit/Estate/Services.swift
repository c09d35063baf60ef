/// An Application, Network or Gateway Load Balancer with its listeners.
package struct LoadBalancer: Sendable {
  /// The kind of a load balancer (`Type`).
  package enum Kind: UInt8, Hashable, Sendable {
    case application, network, gateway
  }
  /// The ARN.
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
  /// The security groups.
  package var groups: GroupSetID
  /// The listeners; `nil` when they are not in the snapshot.
  package var listeners: [Listener]?
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
    /// The ARN.
    package var arn: Symbol
    /// The port.
    package var port: UInt16
    /// The transport protocols: TCP, UDP, or both.
    package var protocols: [ProtocolRange]
    /// The ARNs of the target groups that its default action and its rules forward to.
    package var targetGroups: [Symbol]
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
  /// Whether targets see the client's address (`preserve_client_ip.enabled`); `nil` when the attribute is not known.
  package var preservesClientAddress: Bool?
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
    /// Where it is declared.
    package var provenance: Provenance

    package init(id: Symbol, port: UInt16, provenance: Provenance) {
      (self.id, self.port, self.provenance) = (id, port, provenance)
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
