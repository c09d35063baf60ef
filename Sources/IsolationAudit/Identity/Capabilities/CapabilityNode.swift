/// The dense number of a node in a ``CapabilityGraph``.
///
/// The first nodes are the principals of the ``AssumeRoleGraph``, with the same numbers.
package struct CapabilityNodeID: Hashable, Comparable, Sendable {
  package let index: Int

  package init(_ index: Int) { self.index = index }

  /// The node of a principal.
  package init(_ principal: PrincipalID) { index = principal.index }

  package static func < (lhs: CapabilityNodeID, rhs: CapabilityNodeID) -> Bool { lhs.index < rhs.index }
}

/// Something that an identity can become, control, or stand on.
package enum CapabilityNode: Hashable, Sendable {
  /// A role, a user, or somebody outside whom a policy names.
  case principal(PrincipalID)
  /// A person of IAM Identity Center, by the id in the identity store.
  case person(Symbol)
  /// Something that runs code, with or without a role.
  case workload(CapabilityWorkload)
  /// Something that holds what a workload runs, or credentials.
  case dataStore(EstateID<DataStore>)
  /// Administration of an account: any permission in it that its organization leaves.
  case account(String)
  /// Administration of an account within a permissions boundary, given by its ARN.
  case boundedAccount(String, boundary: Symbol)
  /// A group of users: whoever joins it has its permissions.
  case group(EstateID<IAMPrincipal>)
  /// A principal, and all with the same permissions, once the permissions boundary is gone.
  case unbounded(PrincipalID)
  /// A place in the network from which packets can be sent.
  case foothold(CapabilityFoothold)
  /// Several principals with the same permissions, or several targets that no policy tells apart. It only saves edges:
  /// ``CapabilityGraph/edges(from:)`` and chains show the nodes before and behind it instead.
  case hub(Int)
}

/// Something that runs code: whoever controls it holds its role and sends packets from its network interfaces.
package struct CapabilityWorkload: Hashable, Sendable {
  package let kind: WorkloadUse.Kind
  /// The id of an instance, the ARN of anything else; `namespace/name of ARN` for a service account of a cluster.
  package let id: String
  /// The account in which it stands.
  package let account: String
  /// The record of the estate, from which its VPC, subnets and network interfaces are known.
  package let record: Estate.Handle
  package let provenance: Provenance
}

/// A place in the network where an identity can stand without controlling a workload.
package struct CapabilityFoothold: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable, Comparable {
    /// A subnet in which something new can be started.
    case subnet
    /// An EC2 Instance Connect Endpoint, through which TCP connections to private addresses of its VPC can be opened.
    case instanceConnectEndpoint
    /// A Client VPN endpoint that admits the identity.
    case clientVPNEndpoint

    package static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  package let kind: Kind
  /// The id, such as `subnet-…`.
  package let id: String
  package let account: String
  package let record: Estate.Handle
  package let provenance: Provenance
}
