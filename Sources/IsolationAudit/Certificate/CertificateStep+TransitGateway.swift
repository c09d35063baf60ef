extension CertificateStep {
  /// Packets of a VPC reach a transit gateway by the attachment's subnet in their zone, past that subnet's network ACL.
  mutating func enterTransitGateway(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    let attachments = (network.attachmentsOfVPC[estate.vpcs[entrance.vpc].id] ?? []).filter { $0.transitGateway == id }
    if attachments.isEmpty {
      guard isListed(id) else { return escape("the attachments of \(name(id)) are not in the snapshot", rule, boxes) }
      return stop(.gateway, "CANNOT_ROUTE", id, rule, boxes)
    }
    let zone = entrance.subnet.map { estate.subnets[$0].zone } ?? .empty
    for attachment in attachments {
      guard attachment.isAvailable else {
        stop(.gateway, "BAD_STATE_ATTACHMENT", attachment.id, attachment.provenance, boxes)
        continue
      }
      guard let named = attachment.subnets else {
        hole("the subnets of \(name(attachment.id)) are not in the snapshot", attachment.provenance, boxes)
        continue
      }
      let subnets = named.compactMap { estate.subnet($0) }
      guard subnets.count == named.count, !zone.isEmpty else {
        hole(
          "the subnets of \(name(attachment.id)) or their zones are not in the snapshot",
          attachment.provenance,
          boxes
        )
        continue
      }
      let here = subnets.filter { estate.subnets[$0].zone == zone }
      if here.isEmpty { stop(.gateway, "TGW_ROUTE_AZ_RESTRICTION", attachment.id, attachment.provenance, boxes) }
      var carried = boxes
      if !attachment.supportsIPv6 {
        stop(.gateway, "CANNOT_ROUTE", attachment.id, attachment.provenance, carried.filter { $0.family == .ipv6 })
        carried = carried.filter { $0.family == .ipv4 }
      }
      let references =
        // Where no record says whether references work, they may.
        attachment.referencesSecurityGroups ?? true
        && (estate.transitGateway(id).flatMap { estate.transitGateways[$0].referencesSecurityGroups } ?? true)
      let isNear = history.identity == .own && references
      let after = history.passing(.transitGateway, isNear ? .once : .lost)
      for door in here {
        let entered = pass(carried, list: door, isEgress: false)
        enterTable(of: attachment, id, entered, zone: zone, after, rule)
      }
    }
  }

  /// Whether the attachments of a transit gateway and their associations are all in the snapshot.
  private func isListed(_ id: Symbol) -> Bool {
    guard let gateway = estate.transitGateway(id).map({ estate.transitGateways[$0] }) else { return false }
    return network.isListed(
      ["TransitGatewayAttachments", "TransitGatewayAssociations"],
      account: gateway.owner,
      region: gateway.region
    )
  }

  /// Packets that came by an attachment are before the route table that it is associated with.
  mutating func enterTable(
    of attachment: TransitGatewayAttachment,
    _ gateway: Symbol,
    _ boxes: [HeaderBox],
    zone: Symbol,
    _ history: History,
    _ rule: Provenance
  ) {
    guard !boxes.isEmpty else { return }
    guard attachment.policyTable.isEmpty else {
      return escape("\(name(attachment.policyTable)) is not covered by certificates", attachment.provenance, boxes)
    }
    if attachment.routeTable.isEmpty, attachment.kind == .peering || !isListed(gateway) {
      return escape("the association of \(name(attachment.id)) is not in the snapshot", attachment.provenance, boxes)
    }
    guard !attachment.routeTable.isEmpty, attachment.isAssociated else {
      return stop(.gateway, "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", attachment.id, attachment.provenance, boxes)
    }
    guard let table = estate.transitGatewayRouteTable(attachment.routeTable) else {
      return escape("\(name(attachment.routeTable)) is not in the snapshot", attachment.provenance, boxes)
    }
    move(boxes, to: .transitGateway(table, zone: zone), history, rule)
  }

  /// Packets are looked up in a transit gateway route table.
  mutating func lookUp(_ id: EstateID<TransitGatewayRouteTable>, _ zone: Symbol, _ box: HeaderBox, _ history: History) {
    let table = estate.transitGatewayRouteTables[id]
    let routes = network.transitRoutes[Int(id.index)]
    if routes.isIncomplete {
      escape("the routes of \(name(table.id)) are not all in the snapshot", table.provenance, [box])
    }
    let (taken, rest) = routes.split([box])
    for (route, part) in taken {
      if route.isBlackhole || route.attachments.isEmpty {
        stop(.transitGateway, "TGW_RTB_BAD_STATE_ROUTE", table.id, route.provenance, part)
        continue
      }
      for attachment in route.attachments {
        leaveTransitGateway(attachment, table.transitGateway, part, zone, history, route.provenance)
      }
    }
    if routes.hasUntoldRoutes {
      escape("what attachments propagate into \(name(table.id)) is not all known", table.provenance, rest)
    } else {
      stop(.transitGateway, "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", table.id, table.provenance, rest)
    }
  }

  private mutating func leaveTransitGateway(
    _ id: Symbol,
    _ gateway: Symbol,
    _ boxes: [HeaderBox],
    _ zone: Symbol,
    _ history: History,
    _ rule: Provenance
  ) {
    let sides = network.attachments[id] ?? []
    guard let attachment = sides.first(where: { $0.transitGateway == gateway }) ?? sides.first else {
      return escape("\(name(id)) is not in the snapshot", rule, boxes)
    }
    guard attachment.isAvailable else {
      return stop(.transitGateway, "BAD_STATE_ATTACHMENT", id, attachment.provenance, boxes)
    }
    switch attachment.kind {
    case .vpc: enterVPC(attachment, boxes, zone, history, rule)
    case .vpn:
      guard let connection = estate.vpnConnection(attachment.resource) else {
        return escape("\(name(attachment.resource)) is not in the snapshot", rule, boxes)
      }
      guard estate.vpnConnections[connection].isAvailable else {
        return stop(.transitGateway, "BAD_STATE_VPN", attachment.resource, attachment.provenance, boxes)
      }
      reachSite(connection, boxes, history, rule)
    case .peering:
      let other = attachment.transitGateway == gateway ? attachment.peerTransitGateway : attachment.transitGateway
      guard !other.isEmpty, let far = sides.first(where: { $0.transitGateway == other }) else {
        return escape("the other side of \(name(id)) is not in the snapshot", rule, boxes)
      }
      enterTable(of: far, other, boxes, zone: zone, history.passing(.transitGateway, .lost), rule)
    default: escape("\(name(id)) is of a kind that is not covered by certificates", rule, boxes)
    }
  }

  /// Packets come into a VPC by the attachment's subnet in their zone; by any of them where there is none in it.
  private mutating func enterVPC(
    _ attachment: TransitGatewayAttachment,
    _ boxes: [HeaderBox],
    _ zone: Symbol,
    _ history: History,
    _ rule: Provenance
  ) {
    guard let named = attachment.subnets, !named.isEmpty else {
      return hole("the subnets of \(name(attachment.id)) are not in the snapshot", rule, boxes)
    }
    let subnets = named.compactMap { estate.subnet($0) }
    guard subnets.count == named.count, estate.vpc(attachment.resource) != nil else {
      return hole("\(name(attachment.resource)) or a subnet of it is not in the snapshot", rule, boxes)
    }
    var carried = boxes
    if !attachment.supportsIPv6 {
      stop(.transitGateway, "CANNOT_ROUTE", attachment.id, attachment.provenance, carried.filter { $0.family == .ipv6 })
      carried = carried.filter { $0.family == .ipv4 }
    }
    let after = attachment.referencesSecurityGroups ?? true ? history : history.passing([], .lost)
    // In appliance mode a connection may enter by any zone.
    let near = attachment.isApplianceMode ? subnets : subnets.filter { estate.subnets[$0].zone == zone }
    for door in near.isEmpty ? subnets : near { move(carried, to: .attachment(door), after, rule) }
  }
}
