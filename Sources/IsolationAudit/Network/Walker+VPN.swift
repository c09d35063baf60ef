extension Walker {
  /// Packets of a VPC reach its virtual private gateway.
  ///
  /// It forwards only to prefixes that it knows: learned by BGP or static on the VPN connection; IPv4 only (Site-to-Site VPN
  /// User Guide, "Route tables and route priority").
  mutating func enterVPNGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ route: Route) {
    guard case .vpnGateway(let gatewayID)? = estate.find(id) else {
      return arrive(.beyond(.resourceUnknown, id, route.provenance), flow)
    }
    let gateway = estate.vpnGateways[gatewayID]
    guard gateway.attachments.contains(where: { $0.vpc == estate.vpcs[context.vpc].id && $0.isUsable }) else {
      return drop(flow, .badStateAttachment, id, route.provenance)
    }
    guard flow.family == .ipv4 else { return drop(flow, .cannotRoute, id, route.provenance) }
    let passing = step(flow, .vpnGateway, id, gateway.provenance)
    let connections = model.connectionsOfVPNGateway[id] ?? []
    var rest: Flow? = passing
    var dynamic = false
    for connectionID in connections {
      let connection = estate.vpnConnections[connectionID]
      guard connection.isAvailable else {
        drop(passing, .badStateVPN, connection.id, connection.provenance)
        continue
      }
      if !connection.usesStaticRoutes { dynamic = true }
      for prefix in connection.routes where prefix.family == .ipv4 {
        guard let piece = rest?.narrowed(destination: prefix.range) else { continue }
        rest = rest?.removing(destination: prefix.range)
        arrive(.onPremises(connectionID), step(piece, .vpnConnection, connection.id, connection.provenance))
      }
    }
    guard let rest else { return }
    if route.origin == .propagated {
      // A propagated route shows that the gateway knows the prefix.
      arrive(.onPremises(connections.first { !estate.vpnConnections[$0].usesStaticRoutes }), rest)
    } else if dynamic {
      arrive(.beyond(.destinationUnknown, id, route.provenance), rest)
    } else {
      drop(rest, .noRoute, id, route.provenance)
    }
  }

  /// Packets from a customer's site come in over a VPN connection.
  mutating func enterFromOnPremises(_ id: EstateID<VPNConnection>, _ flow: Flow) {
    let connection = estate.vpnConnections[id]
    guard connection.isAvailable else { return drop(flow, .badStateVPN, connection.id, connection.provenance) }
    var inside = flow
    inside.scope = .lost
    inside = step(inside, .vpnConnection, connection.id, connection.provenance)
    if !connection.vpnGateway.isEmpty {
      guard case .vpnGateway(let gatewayID)? = estate.find(connection.vpnGateway) else {
        return arrive(.beyond(.resourceUnknown, connection.vpnGateway, connection.provenance), inside)
      }
      guard flow.family == .ipv4 else { return drop(inside, .cannotRoute, connection.vpnGateway) }
      for attachment in estate.vpnGateways[gatewayID].attachments where attachment.isUsable {
        guard let vpc = estate.vpc(attachment.vpc) else { continue }
        enterThroughEdge(connection.vpnGateway, vpc, step(inside, .vpnGateway, connection.vpnGateway))
      }
    } else if !connection.transitGateway.isEmpty {
      guard let attachment = model.attachmentOfConnection[connection.id] else {
        return arrive(.beyond(.resourceUnknown, connection.transitGateway, connection.provenance), inside)
      }
      let record = estate.transitGatewayAttachments[attachment]
      guard record.isAvailable else { return drop(inside, .badStateAttachment, record.id, record.provenance) }
      inside.transitGateways += 1
      lookUp(from: record, on: connection.transitGateway, step(inside, .transitGateway, connection.transitGateway))
    } else {
      arrive(.beyond(.resourceUnknown, connection.id, connection.provenance), inside)
    }
  }
}
