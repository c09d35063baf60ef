/// A route table of a VPC.
package struct RouteTable: Sendable {
  /// The id, `rtb-…`.
  package var id: Symbol
  /// The id of its VPC.
  package var vpc: Symbol
  /// Whether it is the VPC's main route table.
  package var isMain: Bool
  /// The subnets that are associated explicitly.
  package var subnets: [Symbol]
  /// The internet and virtual private gateways that it is the edge route table of.
  package var gateways: [Symbol]
  /// The virtual private gateways whose routes propagate into it.
  package var propagatingGateways: [Symbol]
  /// The routes, in the order of the input.
  package var routes: [Route]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    vpc: Symbol,
    isMain: Bool,
    subnets: [Symbol] = [],
    gateways: [Symbol] = [],
    propagatingGateways: [Symbol] = [],
    routes: [Route] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.vpc, self.isMain, self.subnets, self.gateways) = (id, vpc, isMain, subnets, gateways)
    (self.propagatingGateways, self.routes) = (propagatingGateways, routes)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A route of a VPC route table.
package struct Route: Hashable, Sendable {
  /// The packets that a route is for.
  package enum Destination: Hashable, Sendable {
    /// A CIDR block.
    case prefix(IPPrefix)
    /// A prefix list, by id.
    case prefixList(Symbol)
  }
  /// Where a route sends packets, in AWS's terms.
  package enum Target: Hashable, Sendable {
    /// The VPC itself.
    case local
    /// An internet gateway.
    case internetGateway(Symbol)
    /// An egress-only internet gateway (IPv6).
    case egressOnlyInternetGateway(Symbol)
    /// A virtual private gateway.
    case vpnGateway(Symbol)
    /// A VPC endpoint: a gateway endpoint or a Gateway Load Balancer endpoint.
    case vpcEndpoint(Symbol)
    /// A NAT gateway.
    case natGateway(Symbol)
    /// A transit gateway.
    case transitGateway(Symbol)
    /// A core network of Cloud WAN, by its id.
    case coreNetwork(Symbol)
    /// A VPC peering connection.
    case peeringConnection(Symbol)
    /// A network interface: an appliance.
    case networkInterface(Symbol)
    /// A target of a kind that is not modelled (local gateway, carrier gateway, …), by its id.
    case unsupported(Symbol)
    /// No target: the record names none.
    case none
  }
  /// How a route came about (`Origin`).
  package enum Origin: UInt8, Hashable, Sendable {
    /// `CreateRouteTable`: made with the table; the local routes.
    case createRouteTable
    /// `CreateRoute`: static.
    case createRoute
    /// `EnableVgwRoutePropagation`: propagated.
    case propagated
    /// Another value, or none.
    case unknown
  }
  /// The packets that it is for.
  package var destination: Destination
  /// Where it sends them.
  package var target: Target
  /// Whether its state is `blackhole`.
  package var isBlackhole: Bool
  /// How it came about.
  package var origin: Origin
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    destination: Destination,
    target: Target,
    isBlackhole: Bool = false,
    origin: Origin = .createRoute,
    provenance: Provenance
  ) {
    (self.destination, self.target, self.isBlackhole) = (destination, target, isBlackhole)
    (self.origin, self.provenance) = (origin, provenance)
  }
}

/// A managed prefix list with its entries.
package struct PrefixList: Sendable {
  /// The id, `pl-…`.
  package var id: Symbol
  /// The name.
  package var name: Symbol
  /// The owner; `AWS` for AWS-managed lists.
  package var owner: Symbol
  /// The entries; `nil` when they are not in the snapshot.
  package var entries: [Entry]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// An entry of a prefix list.
  package struct Entry: Hashable, Sendable {
    /// The CIDR block.
    package var prefix: IPPrefix
    /// Where it is declared.
    package var provenance: Provenance

    package init(prefix: IPPrefix, provenance: Provenance) {
      (self.prefix, self.provenance) = (prefix, provenance)
    }
  }

  package init(
    id: Symbol,
    name: Symbol = .empty,
    owner: Symbol = .empty,
    entries: [Entry]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.name, self.owner, self.entries) = (id, name, owner, entries)
    (self.tags, self.provenance) = (tags, provenance)
  }
}
