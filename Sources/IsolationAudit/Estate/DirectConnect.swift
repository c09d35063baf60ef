/// A Direct Connect gateway: it joins virtual interfaces with virtual private gateways, transit gateways or core networks.
package struct DirectConnectGateway: Sendable {
  /// The id, a UUID.
  package var id: Symbol
  /// The name (`directConnectGatewayName`).
  package var name: Symbol
  /// The owning account; empty when no list tells.
  package var owner: Symbol
  /// Whether `directConnectGateways` lists it; otherwise only others name it.
  package var isListed: Bool
  /// The associations with gateways on AWS's side, sorted by gateway.
  package var associations: [Association]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared, or named first.
  package var provenance: Provenance

  /// An association of a Direct Connect gateway with a gateway on AWS's side.
  package struct Association: Hashable, Sendable {
    /// The virtual private gateway, transit gateway or core network.
    package var gateway: Symbol
    /// Whether the state is `associated`, or `updating` from it.
    package var isAssociated: Bool
    /// What is advertised to the on-premises side (`allowedPrefixesToDirectConnectGateway`); empty means all CIDR blocks of
    /// the VPC of a virtual private gateway, and all routes of a core network.
    package var allowedPrefixes: [IPPrefix]
    /// Where it is declared.
    package var provenance: Provenance

    package init(gateway: Symbol, isAssociated: Bool, allowedPrefixes: [IPPrefix], provenance: Provenance) {
      (self.gateway, self.isAssociated) = (gateway, isAssociated)
      (self.allowedPrefixes, self.provenance) = (allowedPrefixes, provenance)
    }
  }

  package init(
    id: Symbol,
    name: Symbol = .empty,
    owner: Symbol = .empty,
    isListed: Bool,
    associations: [Association] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.owner, self.isListed) = (id, name, owner, isListed)
    (self.associations, self.tags, self.provenance) = (associations, tags, provenance)
  }
}

/// A Direct Connect virtual interface: the end of a customer's line at AWS.
package struct VirtualInterface: Sendable {
  /// What the interface reaches (`virtualInterfaceType`).
  package enum Kind: Hashable, Sendable {
    /// VPCs, through a virtual private gateway or a Direct Connect gateway.
    case `private`
    /// Transit gateways, through a Direct Connect gateway.
    case transit
    /// Public addresses of AWS.
    case `public`
    /// Another value, as given.
    case other(Symbol)
  }
  /// The id, `dxvif-…`.
  package var id: Symbol
  /// The name (`virtualInterfaceName`).
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// What it reaches.
  package var kind: Kind
  /// The virtual private gateway or Direct Connect gateway that it is attached to; empty for a public one.
  package var gateway: Symbol
  /// The connection or link aggregation group that carries it, `dxcon-…` or `dxlag-…`.
  package var connection: Symbol
  /// The customer's autonomous system number as given.
  package var autonomousSystem: Symbol
  /// Whether it may carry packets: a session that is down may come up, one that is not made yet or is going away may not.
  package var isUsable: Bool
  /// Whether SiteLink sends packets of its site to other sites of the Direct Connect gateway; `nil` when no list tells.
  package var hasSiteLink: Bool?
  /// The addresses that the customer announces over a public one (`routeFilterPrefixes`).
  package var routeFilterPrefixes: [IPPrefix]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    name: Symbol = .empty,
    owner: Symbol = .empty,
    region: Symbol = .empty,
    kind: Kind,
    gateway: Symbol = .empty,
    connection: Symbol = .empty,
    autonomousSystem: Symbol = .empty,
    isUsable: Bool,
    hasSiteLink: Bool? = nil,
    routeFilterPrefixes: [IPPrefix] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.owner, self.region, self.kind) = (id, name, owner, region, kind)
    (self.gateway, self.connection, self.autonomousSystem) = (gateway, connection, autonomousSystem)
    (self.isUsable, self.hasSiteLink, self.routeFilterPrefixes) = (isUsable, hasSiteLink, routeFilterPrefixes)
    (self.tags, self.provenance) = (tags, provenance)
  }
}
