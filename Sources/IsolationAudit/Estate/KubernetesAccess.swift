/// What an EKS cluster says about identities; its place in the network is a ``ManagedService`` of the same ARN.
package struct KubernetesCluster: Sendable {
  /// How a cluster finds out who asks (`accessConfig.authenticationMode`).
  package enum AuthenticationMode: UInt8, Hashable, Sendable {
    case configMap, api, apiAndConfigMap
  }

  /// An IAM principal that the cluster knows (`describe-access-entry`).
  package struct AccessEntry: Hashable, Sendable {
    /// The ARN of the IAM principal.
    package var principal: Symbol
    /// The Kubernetes groups.
    package var groups: [Symbol]
    /// The ARNs of the associated access policies, such as `…/AmazonEKSClusterAdminPolicy`; `nil` when not in the snapshot.
    package var policies: [Symbol]?
    /// Where it is declared.
    package var provenance: Provenance

    package init(principal: Symbol, groups: [Symbol], policies: [Symbol]?, provenance: Provenance) {
      (self.principal, self.groups, self.policies, self.provenance) = (principal, groups, policies, provenance)
    }
  }

  /// A service account whose pods run with a role (`describe-pod-identity-association`).
  package struct PodIdentity: Hashable, Sendable {
    /// The Kubernetes namespace.
    package var namespace: Symbol
    /// The Kubernetes service account.
    package var serviceAccount: Symbol
    /// The ARN of the role.
    package var role: Symbol
    /// Where it is declared.
    package var provenance: Provenance

    package init(namespace: Symbol, serviceAccount: Symbol, role: Symbol, provenance: Provenance) {
      (self.namespace, self.serviceAccount, self.role) = (namespace, serviceAccount, role)
      self.provenance = provenance
    }
  }

  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The OIDC issuer without `https://`; empty when the cluster has none or nothing is said.
  package var issuer: Symbol = .empty
  /// How it finds out who asks; `nil` when nothing is said.
  package var authenticationMode: AuthenticationMode?
  /// Who it knows; `nil` when that is not in the snapshot.
  package var accessEntries: [AccessEntry]?
  /// Which service accounts run with roles; `nil` when that is not in the snapshot.
  package var podIdentities: [PodIdentity]?
  /// The ARNs of the roles of its nodes and Fargate pods; `nil` when they are not in the snapshot.
  package var nodeRoles: [Symbol]?
  /// Whether ``nodeRoles`` holds the roles of both the node groups and the Fargate profiles.
  package var knowsAllNodeRoles = false
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, name: Symbol, owner: Symbol, region: Symbol, provenance: Provenance) {
    (self.arn, self.name, self.owner, self.region) = (arn, name, owner, region)
    self.provenance = provenance
  }
}
