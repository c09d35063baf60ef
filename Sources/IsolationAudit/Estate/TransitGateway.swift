/// A transit gateway.
package struct TransitGateway: Sendable {
  /// The id, `tgw-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// Whether security group references work across it (`SecurityGroupReferencingSupport`); `nil` when its record does not
  /// say.
  ///
  /// AWS's pages disagree about the default, so none is taken.
  package var referencesSecurityGroups: Bool?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    region: Symbol,
    referencesSecurityGroups: Bool?,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.region) = (id, owner, region)
    (self.referencesSecurityGroups, self.tags, self.provenance) = (referencesSecurityGroups, tags, provenance)
  }
}

/// An attachment of a resource to a transit gateway, or to a Cloud WAN core network at one edge location.
///
/// A core network forwards as a transit gateway does: an attachment is associated with one table, its segment's or its
/// network function group's at the edge location, and the routes of that table lead to attachments.
package struct TransitGatewayAttachment: Sendable {
  /// What is attached (`ResourceType` of a transit gateway's, `AttachmentType` of a core network's).
  package enum Kind: Hashable, Sendable {
    case vpc, vpn, peering, directConnectGateway, connect
    /// A transit gateway route table, attached to a core network's segment (`TRANSIT_GATEWAY_ROUTE_TABLE`).
    case transitGatewayRouteTable
    /// Another value, as given.
    case other(Symbol)
  }
  /// The id, `tgw-attach-…` or `attachment-…`.
  package var id: Symbol
  /// The id of the transit gateway or of the core network; for a peering attachment, of the side that this record is for.
  package var transitGateway: Symbol
  /// What is attached.
  package var kind: Kind
  /// The id of what is attached: a VPC, a VPN connection, the other transit gateway of a peering, ….
  package var resource: Symbol
  /// The account that owns what is attached.
  package var resourceOwner: Symbol
  /// Whether its state is `available`.
  package var isAvailable: Bool
  /// The state as given.
  package var state: Symbol
  /// The subnets of a VPC attachment, one for each zone; `nil` when they are not in the snapshot.
  package var subnets: [Symbol]?
  /// Whether appliance mode is on; VPC attachments.
  package var isApplianceMode: Bool
  /// Whether security group references work across it; VPC attachments; `nil` when no record says.
  package var referencesSecurityGroups: Bool?
  /// Whether IPv6 is supported; VPC attachments.
  package var supportsIPv6: Bool
  /// The route table that it is associated with; empty when there is none.
  package var routeTable: Symbol
  /// Whether the association's state is `associated`.
  package var isAssociated: Bool
  /// The policy table that it is associated with instead of a route table; empty when there is none.
  package var policyTable: Symbol = .empty
  /// For a peering attachment: the other side's transit gateway, or core network.
  package var peerTransitGateway: Symbol
  /// For a Connect attachment: the attachment that carries its GRE packets; empty when it is not known.
  package var transport: Symbol = .empty
  /// For a Connect attachment: the outer addresses of its Connect peers as given.
  package var connectPeers: [Symbol] = []
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    transitGateway: Symbol,
    kind: Kind,
    resource: Symbol,
    resourceOwner: Symbol,
    isAvailable: Bool,
    state: Symbol,
    subnets: [Symbol]? = nil,
    isApplianceMode: Bool = false,
    referencesSecurityGroups: Bool? = nil,
    supportsIPv6: Bool = false,
    routeTable: Symbol = .empty,
    isAssociated: Bool = false,
    peerTransitGateway: Symbol = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.transitGateway, self.kind, self.resource) = (id, transitGateway, kind, resource)
    (self.resourceOwner, self.isAvailable, self.state) = (resourceOwner, isAvailable, state)
    (self.subnets, self.isApplianceMode) = (subnets, isApplianceMode)
    (self.referencesSecurityGroups, self.supportsIPv6) = (referencesSecurityGroups, supportsIPv6)
    (self.routeTable, self.isAssociated, self.peerTransitGateway) = (routeTable, isAssociated, peerTransitGateway)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A route table of a transit gateway, or of a segment or network function group of a core network at one edge location.
package struct TransitGatewayRouteTable: Sendable {
  /// Where the table's routes come from.
  package enum Source: UInt8, Hashable, Sendable {
    /// No routes are in the snapshot.
    case absent
    /// `TransitGatewayStaticRoutes`: static routes; propagated ones follow from the propagations.
    case staticAndPropagations
    /// `TransitGatewayRoutes`: the routes in force.
    case inForce
  }
  /// The id: `tgw-rtb-…`, or `core-network-…/segment/NAME/EDGE` and `core-network-…/network-function-group/NAME/EDGE`.
  package var id: Symbol
  /// The id of the transit gateway, or of the core network.
  package var transitGateway: Symbol
  /// The routes.
  package var routes: [TransitGatewayRoute]
  /// Where the routes come from.
  package var source: Source
  /// Whether AWS said that there are more routes than it listed (`AdditionalRoutesAvailable`).
  package var isTruncated: Bool
  /// The attachments that propagate into the table, with where each is declared; `nil` when they are not in the snapshot.
  package var propagations: [Propagation]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// An attachment that propagates its routes into a table.
  package struct Propagation: Hashable, Sendable {
    /// The attachment's id.
    package var attachment: Symbol
    /// Where it is declared.
    package var provenance: Provenance

    package init(attachment: Symbol, provenance: Provenance) {
      (self.attachment, self.provenance) = (attachment, provenance)
    }
  }

  package init(
    id: Symbol,
    transitGateway: Symbol,
    routes: [TransitGatewayRoute] = [],
    source: Source = .absent,
    isTruncated: Bool = false,
    propagations: [Propagation]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.transitGateway, self.routes, self.source) = (id, transitGateway, routes, source)
    (self.isTruncated, self.propagations) = (isTruncated, propagations)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A route of a transit gateway route table.
package struct TransitGatewayRoute: Hashable, Sendable {
  /// The packets that it is for: a prefix, or a prefix list.
  package var destination: Route.Destination
  /// The attachments that it leads to; more than one is equal-cost multipath, none is a blackhole.
  package var attachments: [Symbol]
  /// Whether its type is `static`.
  package var isStatic: Bool
  /// Whether its state is `blackhole`.
  package var isBlackhole: Bool
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    destination: Route.Destination,
    attachments: [Symbol],
    isStatic: Bool,
    isBlackhole: Bool,
    provenance: Provenance
  ) {
    (self.destination, self.attachments, self.isStatic) = (destination, attachments, isStatic)
    (self.isBlackhole, self.provenance) = (isBlackhole, provenance)
  }
}

/// A core network of AWS Cloud WAN.
package struct CoreNetwork: Sendable {
  /// The id, `core-network-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// Whether security group references work across it (`security-group-support` of the live policy); `nil` when the policy
  /// is not in the snapshot.
  package var referencesSecurityGroups: Bool?
  /// The segments of the live policy whose attachments do not see each other (`isolate-attachments`), for explanations.
  package var isolatedSegments: [Symbol]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    referencesSecurityGroups: Bool? = nil,
    isolatedSegments: [Symbol] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.referencesSecurityGroups) = (id, owner, referencesSecurityGroups)
    (self.isolatedSegments, self.tags, self.provenance) = (isolatedSegments, tags, provenance)
  }
}
