/// A virtual private gateway.
package struct VPNGateway: Sendable {
  /// The id, `vgw-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region; empty when nothing tells.
  package var region: Symbol
  /// The VPC attachments.
  package var attachments: [InternetGateway.Attachment]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    region: Symbol = .empty,
    attachments: [InternetGateway.Attachment],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.region, self.attachments) = (id, owner, region, attachments)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A customer gateway: the on-premises end of a Site-to-Site VPN.
package struct CustomerGateway: Sendable {
  /// The id, `cgw-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// Its public address as given; empty when there is none.
  package var address: Symbol
  /// The autonomous system number as given.
  package var autonomousSystem: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    owner: Symbol,
    address: Symbol,
    autonomousSystem: Symbol,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.address) = (id, owner, address)
    (self.autonomousSystem, self.tags, self.provenance) = (autonomousSystem, tags, provenance)
  }
}

/// A Site-to-Site VPN connection.
package struct VPNConnection: Sendable {
  /// The id, `vpn-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The virtual private gateway; empty when it ends elsewhere.
  package var vpnGateway: Symbol
  /// The transit gateway, or the core network; empty when it ends elsewhere.
  package var transitGateway: Symbol
  /// The customer gateway.
  package var customerGateway: Symbol
  /// Whether its state is `available`.
  package var isAvailable: Bool
  /// Whether routing is static (`StaticRoutesOnly`); with BGP the remote prefixes are not part of the configuration.
  package var usesStaticRoutes: Bool
  /// Whether its tunnels end at private addresses (`OutsideIpAddressType`), over Direct Connect.
  package var usesPrivateAddresses = false
  /// The static routes to the customer's side.
  package var routes: [IPPrefix]
  /// The tunnels, as the XML of the customer gateway configuration tells them; their keys are never read.
  package var tunnels: [Tunnel]
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A tunnel of a VPN connection.
  package struct Tunnel: Hashable, Sendable {
    /// The customer's outside address as given.
    package var customerAddress: Symbol
    /// Amazon's outside address as given.
    package var awsAddress: Symbol
    /// The customer's autonomous system number; empty with static routing.
    package var customerAutonomousSystem: Symbol

    package init(customerAddress: Symbol, awsAddress: Symbol, customerAutonomousSystem: Symbol) {
      (self.customerAddress, self.awsAddress) = (customerAddress, awsAddress)
      self.customerAutonomousSystem = customerAutonomousSystem
    }
  }

  package init(
    id: Symbol,
    owner: Symbol,
    region: Symbol,
    vpnGateway: Symbol = .empty,
    transitGateway: Symbol = .empty,
    customerGateway: Symbol,
    isAvailable: Bool,
    usesStaticRoutes: Bool,
    routes: [IPPrefix],
    tunnels: [Tunnel] = [],
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.region, self.vpnGateway) = (id, owner, region, vpnGateway)
    (self.transitGateway, self.customerGateway, self.isAvailable) = (transitGateway, customerGateway, isAvailable)
    (self.usesStaticRoutes, self.routes, self.tunnels) = (usesStaticRoutes, routes, tunnels)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A Client VPN endpoint with its target networks, routes and authorization rules.
package struct ClientVPNEndpoint: Sendable {
  /// The id, `cvpn-endpoint-…`.
  package var id: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The addresses that clients get; `nil` when the record has none.
  package var clientPrefix: IPPrefix?
  /// The id of its VPC; empty when it is not known.
  package var vpc: Symbol
  /// The security groups of its network interfaces.
  package var groups: GroupSetID
  /// The associated subnets, with their security groups.
  package var targetNetworks: [TargetNetwork]?
  /// The routes; `nil` when they are not in the snapshot.
  package var routes: [Route]?
  /// The authorization rules; `nil` when they are not in the snapshot.
  package var authorizationRules: [AuthorizationRule]?
  /// The description.
  package var description: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// A subnet that is associated with an endpoint.
  package struct TargetNetwork: Hashable, Sendable {
    /// The subnet.
    package var subnet: Symbol
    /// The security groups of the association; the endpoint's when empty.
    package var groups: GroupSetID
    /// Whether its status is `associated`.
    package var isAssociated: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(subnet: Symbol, groups: GroupSetID, isAssociated: Bool, provenance: Provenance) {
      (self.subnet, self.groups, self.isAssociated, self.provenance) = (subnet, groups, isAssociated, provenance)
    }
  }

  /// A route of an endpoint.
  package struct Route: Hashable, Sendable {
    /// The packets that it is for.
    package var destination: IPPrefix
    /// The subnet that it leads to, or `local` for client-to-client traffic.
    package var targetSubnet: Symbol
    /// Whether its status is `active`.
    package var isActive: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(destination: IPPrefix, targetSubnet: Symbol, isActive: Bool, provenance: Provenance) {
      (self.destination, self.targetSubnet) = (destination, targetSubnet)
      (self.isActive, self.provenance) = (isActive, provenance)
    }
  }

  /// A rule that lets clients reach a network.
  package struct AuthorizationRule: Hashable, Sendable {
    /// The network.
    package var destination: IPPrefix
    /// The group that is admitted; empty when every client is.
    package var group: Symbol
    /// Whether every client is admitted (`AccessAll`).
    package var admitsAll: Bool
    /// Whether its status is `active`.
    package var isActive: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(destination: IPPrefix, group: Symbol, admitsAll: Bool, isActive: Bool, provenance: Provenance) {
      (self.destination, self.group, self.admitsAll) = (destination, group, admitsAll)
      (self.isActive, self.provenance) = (isActive, provenance)
    }
  }

  package init(
    id: Symbol,
    owner: Symbol,
    region: Symbol,
    clientPrefix: IPPrefix?,
    vpc: Symbol,
    groups: GroupSetID,
    targetNetworks: [TargetNetwork]? = nil,
    routes: [Route]? = nil,
    authorizationRules: [AuthorizationRule]? = nil,
    description: Symbol = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.owner, self.region, self.clientPrefix, self.vpc) = (id, owner, region, clientPrefix, vpc)
    (self.groups, self.targetNetworks, self.routes) = (groups, targetNetworks, routes)
    (self.authorizationRules, self.description) = (authorizationRules, description)
    (self.tags, self.provenance) = (tags, provenance)
  }
}
