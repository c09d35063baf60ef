/// A way between the estate and hosts outside of it.
///
/// What lies behind a link is opaque: hosts there may send from any address, because which addresses are announced over BGP
/// is not part of the configuration.
package enum OnPremisesLink: Hashable, Sendable, Comparable {
  /// A Site-to-Site VPN connection.
  case vpn(EstateID<VPNConnection>)
  /// A Direct Connect virtual interface.
  case virtualInterface(EstateID<VirtualInterface>)
  /// A Direct Connect gateway whose virtual interfaces are not all known.
  case directConnectGateway(EstateID<DirectConnectGateway>)
  /// An attachment behind which nothing is known: Connect peers, a VPN concentrator, ….
  case attachment(EstateID<TransitGatewayAttachment>)

  private var order: (UInt8, UInt32) {
    switch self {
    case .vpn(let id): (0, id.index)
    case .virtualInterface(let id): (1, id.index)
    case .directConnectGateway(let id): (2, id.index)
    case .attachment(let id): (3, id.index)
    }
  }

  package static func < (a: OnPremisesLink, b: OnPremisesLink) -> Bool { a.order < b.order }

  /// The id of the resource that the link is.
  package func resource(in estate: Estate) -> Symbol {
    switch self {
    case .vpn(let id): estate.vpnConnections[id].id
    case .virtualInterface(let id): estate.virtualInterfaces[id].id
    case .directConnectGateway(let id): estate.directConnectGateways[id].id
    case .attachment(let id): estate.transitGatewayAttachments[id].id
    }
  }

  /// Where the link is declared.
  package func provenance(in estate: Estate) -> Provenance {
    switch self {
    case .vpn(let id): estate.vpnConnections[id].provenance
    case .virtualInterface(let id): estate.virtualInterfaces[id].provenance
    case .directConnectGateway(let id): estate.directConnectGateways[id].provenance
    case .attachment(let id): estate.transitGatewayAttachments[id].provenance
    }
  }

  /// Whether the other side's prefixes are learned by BGP: more may be announced than is written down.
  package func isDynamic(in estate: Estate) -> Bool {
    if case .vpn(let id) = self { !estate.vpnConnections[id].usesStaticRoutes } else { true }
  }

  /// The prefixes of the other side that are written down.
  package func prefixes(in estate: Estate) -> [IPPrefix] {
    if case .vpn(let id) = self { estate.vpnConnections[id].routes } else { [] }
  }

  /// What an address of the other side must be for packets to come from it; `nil` for any address.
  package func announced(in estate: Estate) -> [IPPrefix]? {
    switch self {
    case .vpn(let id):
      let connection = estate.vpnConnections[id]
      return connection.routes.isEmpty || !connection.usesStaticRoutes ? nil : connection.routes
    case .virtualInterface(let id):
      let prefixes = estate.virtualInterfaces[id].routeFilterPrefixes
      return prefixes.isEmpty ? nil : prefixes
    case .directConnectGateway, .attachment: return nil
    }
  }
}

extension TransitGatewayAttachment {
  /// Whether hosts outside of the estate are behind the attachment, and nothing tells which.
  package func leadsOutside(_ symbols: SymbolTable) -> Bool {
    switch kind {
    case .connect: true
    case .other(let type): ["vpn-concentrator", "client-vpn"].contains(symbols[type])
    case .vpc, .vpn, .peering, .directConnectGateway, .transitGatewayRouteTable: false
    }
  }
}
