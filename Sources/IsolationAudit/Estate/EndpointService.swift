/// An endpoint service: a customer's service behind Network or Gateway Load Balancers, offered to other VPCs by AWS
/// PrivateLink.
///
/// Source: AWS PrivateLink guide, "Share your services through AWS PrivateLink"; EC2 API reference, `ServiceConfiguration`.
package struct EndpointService: Sendable {
  /// The id, `vpce-svc-…`.
  package var id: Symbol
  /// The name that endpoints ask for, `com.amazonaws.vpce.us-east-1.vpce-svc-…`.
  package var name: Symbol
  /// The account that offers it.
  package var owner: Symbol
  /// The Region in which it stands.
  package var region: Symbol
  /// Whether its state is `Available`.
  package var isAvailable: Bool
  /// Whether each connection has to be accepted (`AcceptanceRequired`).
  package var requiresAcceptance: Bool
  /// The ARNs of the Network Load Balancers behind it.
  package var networkLoadBalancers: [Symbol]
  /// The ARNs of the Gateway Load Balancers behind it.
  package var gatewayLoadBalancers: [Symbol]
  /// The zones in which it is offered: names (`us-east-1a`) and ids (`use1-az1`), as far as they are given.
  package var zones: [Symbol]
  /// Whether endpoints of other Regions may be connected to it.
  package var isOfferedToOtherRegions: Bool
  /// The principals that may connect, `*` for everybody; `nil` when the list is not in the snapshot.
  package var allowedPrincipals: [Symbol]?
  /// The endpoints that are connected to it or ask to be; `nil` when the list is not in the snapshot.
  package var connections: [Connection]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// An endpoint's connection as the service's owner sees it (`VpcEndpointConnections`).
  package struct Connection: Hashable, Sendable {
    /// The id of the endpoint, `vpce-…`.
    package var endpoint: Symbol
    /// The account of the endpoint (`VpcEndpointOwner`).
    package var endpointOwner: Symbol
    /// Whether its state is `available`.
    package var isAvailable: Bool
    /// The ARNs of the Network Load Balancers that serve it; empty where the answer names none.
    package var networkLoadBalancers: [Symbol]
    /// Where it is declared.
    package var provenance: Provenance

    package init(
      endpoint: Symbol,
      endpointOwner: Symbol,
      isAvailable: Bool,
      networkLoadBalancers: [Symbol],
      provenance: Provenance
    ) {
      (self.endpoint, self.endpointOwner, self.isAvailable) = (endpoint, endpointOwner, isAvailable)
      (self.networkLoadBalancers, self.provenance) = (networkLoadBalancers, provenance)
    }
  }

  package init(
    id: Symbol,
    name: Symbol,
    owner: Symbol,
    region: Symbol,
    isAvailable: Bool = true,
    requiresAcceptance: Bool = false,
    networkLoadBalancers: [Symbol] = [],
    gatewayLoadBalancers: [Symbol] = [],
    zones: [Symbol] = [],
    isOfferedToOtherRegions: Bool = false,
    allowedPrincipals: [Symbol]? = nil,
    connections: [Connection]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.owner, self.region) = (id, name, owner, region)
    (self.isAvailable, self.requiresAcceptance) = (isAvailable, requiresAcceptance)
    (self.networkLoadBalancers, self.gatewayLoadBalancers) = (networkLoadBalancers, gatewayLoadBalancers)
    (self.zones, self.isOfferedToOtherRegions) = (zones, isOfferedToOtherRegions)
    (self.allowedPrincipals, self.connections) = (allowedPrincipals, connections)
    (self.tags, self.provenance) = (tags, provenance)
  }
}
