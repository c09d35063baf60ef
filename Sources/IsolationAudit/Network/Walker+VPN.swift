extension Walker {
  /// Packets of a VPC reach its virtual private gateway.
  ///
  /// It forwards only to prefixes that it knows: learned by BGP or static on a VPN connection; IPv6 only over Direct Connect
  /// (Site-to-Site VPN User Guide, "Route tables and route priority").
  mutating func enterVPNGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ route: Route) {
    guard case .vpnGateway(let gatewayID)? = estate.find(id) else {
      return arrive(.beyond(.resourceUnknown, id, route.provenance), flow)
    }
    let gateway = estate.vpnGateways[gatewayID]
    guard gateway.attachments.contains(where: { $0.vpc == estate.vpcs[context.vpc].id && $0.isUsable }) else {
      return drop(flow, .badStateAttachment, id, route.provenance)
    }
    let links = (model.onPremises.ofVPNGateway[id] ?? []).filter { flow.family == .ipv4 || $0.isDirectConnect }
    if links.isEmpty, model.onPremises.untold[id] != nil {
      return arrive(.beyond(.destinationUnknown, id, route.provenance), flow)
    }
    guard flow.family == .ipv4 || !links.isEmpty else { return drop(flow, .cannotRoute, id, route.provenance) }
    let passing = step(flow, .vpnGateway, id, gateway.provenance)
    leaveToAssociates(of: id, passing, route.provenance)
    guard let rest = leaveByStaticRoutes(links, passing) else { return }
    let dynamic = links.filter { $0.isDynamic(in: estate) && isUsable($0) }
    // A propagated route shows that the gateway knows the prefix; so does one of another table.
    var unlearned: Flow? = rest
    if route.origin == .propagated {
      unlearned = nil
      leave(by: dynamic, rest)
    } else {
      for prefix in model.onPremises.learned[id] ?? [] where prefix.family == flow.family {
        guard let piece = unlearned?.narrowed(destination: prefix.range) else { continue }
        unlearned = unlearned?.removing(destination: prefix.range)
        leave(by: dynamic, piece)
      }
    }
    guard let unlearned else { return }
    if dynamic.isEmpty, model.onPremises.untold[id] == nil {
      drop(unlearned, .noRoute, id, route.provenance)
    } else {
      arrive(.beyond(.destinationUnknown, id, route.provenance), unlearned)
    }
  }

  /// Packets for the static routes of VPN connections go there; over Direct Connect the same prefix would be preferred.
  ///
  /// - Returns: the rest.
  private mutating func leaveByStaticRoutes(_ links: [OnPremisesLink], _ flow: Flow) -> Flow? {
    let preferred = links.filter { $0.isDirectConnect }
    var rest: Flow? = flow
    for case .vpn(let id) in links {
      let connection = estate.vpnConnections[id]
      guard connection.isAvailable else {
        drop(flow, .badStateVPN, connection.id, connection.provenance)
        continue
      }
      for prefix in connection.routes where prefix.family == flow.family {
        guard let piece = rest?.narrowed(destination: prefix.range) else { continue }
        rest = rest?.removing(destination: prefix.range)
        arrive(.onPremises(.vpn(id)), step(piece, .vpnConnection, connection.id, connection.provenance))
        // Whether Direct Connect announces the prefix too is BGP's to know.
        for link in preferred { leave(by: [link], missing(piece, .destinationUnknown, link.resource(in: estate))) }
      }
    }
    return rest
  }

  /// Packets leave over links that may all have announced their destinations.
  private mutating func leave(by links: [OnPremisesLink], _ flow: Flow) {
    if links.isEmpty { return arrive(.onPremises(nil), flow) }
    for link in links {
      if case .vpn = link {
        let id = link.resource(in: estate)
        arrive(.onPremises(link), step(flow, .vpnConnection, id, link.provenance(in: estate)))
      } else {
        leaveByLine(link, flow)
      }
    }
  }

  /// Whether a link may carry packets.
  private func isUsable(_ link: OnPremisesLink) -> Bool {
    switch link {
    case .vpn(let id): estate.vpnConnections[id].isAvailable
    case .virtualInterface(let id): estate.virtualInterfaces[id].isUsable
    case .directConnectGateway, .attachment: true
    }
  }

  /// Packets from a customer's site come in over a link.
  mutating func enterFromOnPremises(_ link: OnPremisesLink, _ flow: Flow) {
    var inside = flow
    inside.scope = .lost
    switch link {
    case .vpn(let id): enterFromVPN(id, inside)
    case .virtualInterface(let id): enterFromLine(id, inside)
    case .directConnectGateway(let id): enterDirectConnectGateway(id, from: link, inside)
    case .attachment(let id):
      let record = estate.transitGatewayAttachments[id]
      guard record.isAvailable else { return drop(inside, .badStateAttachment, record.id, record.provenance) }
      inside.transitGateways += 1
      lookUp(
        from: record,
        on: record.transitGateway,
        step(inside, .transitGateway, record.transitGateway, record.provenance)
      )
    }
  }

  private mutating func enterFromVPN(_ id: EstateID<VPNConnection>, _ flow: Flow) {
    let connection = estate.vpnConnections[id]
    guard connection.isAvailable else { return drop(flow, .badStateVPN, connection.id, connection.provenance) }
    var inside = step(flow, .vpnConnection, connection.id, connection.provenance)
    if !connection.vpnGateway.isEmpty {
      guard case .vpnGateway(let gateway)? = estate.find(connection.vpnGateway) else {
        return arrive(.beyond(.resourceUnknown, connection.vpnGateway, connection.provenance), inside)
      }
      guard flow.family == .ipv4 else { return drop(inside, .cannotRoute, connection.vpnGateway) }
      enterFromVPNGateway(gateway, from: .vpn(id), inside)
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

  /// Packets from a link come in through a virtual private gateway: into its VPCs, and to the sites of its other links.
  ///
  /// A virtual private gateway announces to each of its links what the others announced ("AWS VPN CloudHub" in the
  /// Site-to-Site VPN User Guide). That nothing is announced twice is the customers' business: packets may pass. Links through
  /// a Direct Connect gateway take no part.
  mutating func enterFromVPNGateway(_ id: EstateID<VPNGateway>, from link: OnPremisesLink, _ flow: Flow) {
    let gateway = estate.vpnGateways[id]
    let passing = step(flow, .vpnGateway, gateway.id, gateway.provenance)
    var outside: Flow? = passing
    for attachment in gateway.attachments where attachment.isUsable {
      guard let vpc = estate.vpc(attachment.vpc) else { continue }
      enterThroughEdge(gateway.id, vpc, passing)
      for prefix in estate.vpcs[vpc].prefixes where prefix.family == flow.family {
        outside = outside?.removing(destination: prefix.range)
      }
    }
    guard let outside else { return }
    let through = model.onPremises.throughDirectConnect[gateway.id] ?? []
    drop(outside, .noRoute, gateway.id, gateway.provenance)
    for other in model.onPremises.ofVPNGateway[gateway.id] ?? []
    where other != link && isUsable(other) && (flow.family == .ipv4 || other.isDirectConnect)
      && !through.contains(where: { passes(other, $0) })
    {
      announce(outside, to: other, at: gateway.id)
    }
  }

  /// Whether a link is one of a Direct Connect gateway.
  private func passes(_ link: OnPremisesLink, _ id: EstateID<DirectConnectGateway>) -> Bool {
    switch link {
    case .virtualInterface(let interface):
      estate.virtualInterfaces[interface].gateway == estate.directConnectGateways[id].id
    case .directConnectGateway(let gateway): gateway == id
    case .vpn, .attachment: false
    }
  }

  /// Packets for what another link of a virtual private gateway announced go out there.
  private mutating func announce(_ flow: Flow, to other: OnPremisesLink, at gateway: Symbol) {
    var rest: Flow? = flow
    let written = other.prefixes(in: estate).filter { $0.family == flow.family }
    for prefix in written {
      guard let piece = rest?.narrowed(destination: prefix.range) else { continue }
      rest = rest?.removing(destination: prefix.range)
      leave(by: [other], piece)
    }
    guard other.isDynamic(in: estate) else { return }
    for prefix in model.onPremises.learned[gateway] ?? [] where prefix.family == flow.family {
      guard let piece = rest?.narrowed(destination: prefix.range) else { continue }
      rest = rest?.removing(destination: prefix.range)
      leave(by: [other], piece)
    }
    guard var rest else { return }
    rest.certainty = max(rest.certainty, .may)
    leave(by: [other], rest)
  }
}
