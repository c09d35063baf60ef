/// A VPC Lattice service network with what is associated with it.
///
/// Clients of an associated VPC reach the services and resources of the network without a route of their own. Source: Amazon
/// VPC Lattice User Guide, "Service networks in VPC Lattice".
package struct ServiceNetwork: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The id, `sn-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// Who may send requests to the services of the network.
  ///
  /// It does not concern resource configurations (VPC Lattice User Guide, "Control access to VPC Lattice services using auth
  /// policies").
  package var access: LatticeAccess
  /// The VPCs that are associated; `nil` when nothing tells of them.
  package var vpcs: [VPCAssociation]?
  /// The services that are associated; `nil` when nothing tells of them.
  package var services: [Association]?
  /// The resource configurations that are associated; `nil` when nothing tells of them.
  package var resources: [Association]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A VPC whose clients reach the network.
  package struct VPCAssociation: Hashable, Sendable {
    /// The id of the VPC.
    package var vpc: Symbol
    /// Whether it is in force: any status but a failed creation and a deletion that is done.
    package var isInForce: Bool
    /// The security groups that admit clients; ``GroupSetID/none`` when there are none, `nil` when nothing tells.
    package var groups: GroupSetID?
    /// Where it is declared.
    package var provenance: Provenance

    package init(vpc: Symbol, isInForce: Bool, groups: GroupSetID?, provenance: Provenance) {
      (self.vpc, self.isInForce, self.groups, self.provenance) = (vpc, isInForce, groups, provenance)
    }
  }

  /// A service or a resource configuration that is offered in the network.
  package struct Association: Hashable, Sendable {
    /// The ARN of the service or resource configuration, or its id where the answer has no ARN.
    package var target: Symbol
    /// Whether it is in force.
    package var isInForce: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(target: Symbol, isInForce: Bool, provenance: Provenance) {
      (self.target, self.isInForce, self.provenance) = (target, isInForce, provenance)
    }
  }

  package init(
    arn: Symbol,
    id: Symbol,
    name: Symbol,
    owner: Symbol,
    region: Symbol,
    access: LatticeAccess = LatticeAccess(),
    vpcs: [VPCAssociation]? = nil,
    services: [Association]? = nil,
    resources: [Association]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.id, self.name, self.owner, self.region) = (arn, id, name, owner, region)
    (self.access, self.vpcs, self.services, self.resources) = (access, vpcs, services, resources)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// Who may send requests to a service network or a service of VPC Lattice.
///
/// Source: VPC Lattice API reference, `authType`; VPC Lattice User Guide, "Control access to VPC Lattice services using auth
/// policies": with `AWS_IAM` and no auth policy every request is refused.
package struct LatticeAccess: Hashable, Sendable {
  /// The kind of access control (`authType`).
  package enum AuthType: UInt8, Hashable, Sendable {
    /// `NONE`: whoever gets packets through.
    case open
    /// `AWS_IAM`: the auth policy and the client's own policies decide.
    case iam
    /// Nothing tells.
    case unknown
  }
  /// What is known of the auth policy.
  package enum Policy: UInt8, Hashable, Sendable {
    /// There is one that allows something under some condition.
    case allowsSome
    /// There is one without any statement that allows, so that it refuses everybody.
    case allowsNone
    /// There is none.
    case absent
    /// Nothing tells.
    case unknown
  }
  /// The kind of access control.
  package var authType: AuthType = .unknown
  /// The auth policy.
  package var policy: Policy = .unknown

  package init(authType: AuthType = .unknown, policy: Policy = .unknown) {
    (self.authType, self.policy) = (authType, policy)
  }

  /// Whether every request is refused, whoever sends it.
  package var refusesAll: Bool { authType == .iam && (policy == .allowsNone || policy == .absent) }
}

/// A service of VPC Lattice with its listeners.
///
/// Source: Amazon VPC Lattice User Guide, "Services in VPC Lattice".
package struct LatticeService: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The id, `svc-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// Who may send requests.
  package var access: LatticeAccess
  /// The listeners; `nil` when they are not in the snapshot.
  package var listeners: [Listener]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A listener: TCP, whatever its protocol (`HTTP`, `HTTPS`, `TLS_PASSTHROUGH`).
  package struct Listener: Hashable, Sendable {
    /// The ARN.
    package var arn: Symbol
    /// The port.
    package var port: UInt16
    /// The target groups that its default action and its rules forward to; `nil` when a rule's action is not told.
    package var targetGroups: [Symbol]?
    /// Where it is declared.
    package var provenance: Provenance

    package init(arn: Symbol, port: UInt16, targetGroups: [Symbol]?, provenance: Provenance) {
      (self.arn, self.port, self.targetGroups, self.provenance) = (arn, port, targetGroups, provenance)
    }
  }

  package init(
    arn: Symbol,
    id: Symbol,
    name: Symbol,
    owner: Symbol,
    region: Symbol,
    access: LatticeAccess = LatticeAccess(),
    listeners: [Listener]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.id, self.name, self.owner, self.region) = (arn, id, name, owner, region)
    (self.access, self.listeners, self.tags, self.provenance) = (access, listeners, tags, provenance)
  }
}
