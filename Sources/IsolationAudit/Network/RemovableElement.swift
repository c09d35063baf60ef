/// Something that somebody can remove with one API call, and that packets may need on their way.
///
/// Local routes cannot be removed, and removing what denies closes nothing, so neither is here.
package enum RemovableElement: Hashable, Sendable {
  /// A rule of a security group (`RevokeSecurityGroupIngress`, `RevokeSecurityGroupEgress`).
  case groupRule(EstateID<SecurityGroup>, Provenance, isEgress: Bool)
  /// An allow entry of a network ACL (`DeleteNetworkAclEntry`).
  case networkACLEntry(EstateID<NetworkACL>, Provenance)
  /// A static route of a VPC route table (`DeleteRoute`).
  case route(EstateID<RouteTable>, Provenance)
  /// The propagation of a virtual private gateway's routes into a VPC route table (`DisableVgwRoutePropagation`).
  case gatewayPropagation(EstateID<RouteTable>, gateway: Symbol)
  /// A static route of a transit gateway route table (`DeleteTransitGatewayRoute`).
  case transitGatewayRoute(EstateID<TransitGatewayRouteTable>, Provenance)
  /// The propagation of an attachment's routes into a transit gateway route table
  /// (`DisableTransitGatewayRouteTablePropagation`).
  case transitGatewayPropagation(EstateID<TransitGatewayRouteTable>, attachment: Symbol)
  /// A VPC peering connection (`DeleteVpcPeeringConnection`).
  case peering(EstateID<PeeringConnection>)
  /// An attachment to a transit gateway, by its id (`DeleteTransitGatewayVpcAttachment` and the like).
  case attachment(Symbol)
  /// A VPN connection that ends at a virtual private gateway (`DeleteVpnConnection`).
  case vpnConnection(EstateID<VPNConnection>)
  /// A listener of a load balancer (`DeleteListener`).
  case listener(EstateID<LoadBalancer>, Provenance)
  /// An authorization rule of a Client VPN endpoint (`RevokeClientVpnIngress`).
  case authorizationRule(EstateID<ClientVPNEndpoint>, Provenance)
  /// A VPC endpoint (`DeleteVpcEndpoints`).
  case vpcEndpoint(EstateID<VPCEndpoint>)

  /// Numbers that order elements: kind, table, place.
  private var key: (UInt8, UInt32, UInt32, UInt32) {
    switch self {
    case .groupRule(let id, let place, let isEgress): (isEgress ? 11 : 0, id.index, place.file.rawValue, place.offset)
    case .authorizationRule(let id, let place): (1, id.index, place.file.rawValue, place.offset)
    case .listener(let id, let place): (2, id.index, place.file.rawValue, place.offset)
    case .transitGatewayRoute(let id, let place): (3, id.index, place.file.rawValue, place.offset)
    case .transitGatewayPropagation(let id, let attachment): (4, id.index, attachment.index, 0)
    case .route(let id, let place): (5, id.index, place.file.rawValue, place.offset)
    case .gatewayPropagation(let id, let gateway): (6, id.index, gateway.index, 0)
    case .peering(let id): (7, id.index, 0, 0)
    case .vpcEndpoint(let id): (8, id.index, 0, 0)
    case .networkACLEntry(let id, let place): (9, id.index, place.file.rawValue, place.offset)
    case .attachment(let id): (10, id.index, 0, 0)
    case .vpnConnection(let id): (12, id.index, 0, 0)
    }
  }

  /// How much else hangs on elements of this kind, from 0 for a rule that says whom to admit to 12 for a whole connection.
  ///
  /// Among cuts of the same size the one that touches least is shown.
  package var breadth: Int { Int(key.0) }
}

extension RemovableElement: Comparable {
  /// Orders elements by kind, narrowest first, then by table and place.
  package static func < (a: RemovableElement, b: RemovableElement) -> Bool { a.key < b.key }
}
