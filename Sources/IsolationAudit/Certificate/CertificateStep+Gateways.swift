extension CertificateStep {
  /// Destinations that an internet gateway refuses: RFC 1918 and RFC 6598.
  private static let refused: [(AddressRange, String)] = [
    (AddressRange(0x0A00_0000, 0x0AFF_FFFF), "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
    (AddressRange(0xAC10_0000, 0xAC1F_FFFF), "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
    (AddressRange(0xC0A8_0000, 0xC0A8_FFFF), "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
    (AddressRange(0x6440_0000, 0x647F_FFFF), "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
  ]

  private func isAttached(_ attachments: [InternetGateway.Attachment], _ vpc: EstateID<VPC>) -> Bool {
    attachments.contains { $0.vpc == estate.vpcs[vpc].id && $0.isUsable }
  }

  // MARK: - The internet

  /// Packets leave by an internet gateway, which gives IPv4 packets the public address of their sender.
  mutating func leaveToInternet(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let gateway = estate.internetGateway(id) else {
      return hole("\(name(id)) is not in the snapshot", rule, boxes)
    }
    guard isAttached(estate.internetGateways[gateway].attachments, entrance.vpc) else {
      return stop(.gateway, "BAD_STATE_ATTACHMENT", id, rule, boxes)
    }
    if mode(entrance) == .blockBidirectional {
      return stop(.gateway, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", estate.vpcs[entrance.vpc].id, rule, boxes)
    }
    let public6 = history.passing(.internet, .lost)
    move(boxes.filter { $0.family == .ipv6 }, to: .internet, public6, rule)
    var rest = boxes.filter { $0.family == .ipv4 }
    for (range, code) in Self.refused {
      stop(.gateway, code, id, rule, CertificateBoxes.narrowed(rest, to: range))
      rest = CertificateBoxes.removing(range, from: rest)
    }
    var public4 = public6
    public4.isTranslated = true
    for box in rest {
      var isSent = false
      for place in network.publicOfVPC[estate.vpcs[entrance.vpc].id] ?? [] {
        let owner = network.publicAddresses[place]
        guard box.source.contains(owner.privateAddress) else { continue }
        var translated = box
        translated.source = AddressRange(owner.address)
        isSent = true
        move([translated], to: .internet, public4, rule)
      }
      if !isSent { stop(.gateway, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", id, rule, [box]) }
    }
  }

  /// Packets leave by an egress-only internet gateway: IPv6, connections from inside.
  mutating func leaveByEgressOnly(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let gateway = estate.internetGateway(id) else {
      return hole("\(name(id)) is not in the snapshot", rule, boxes)
    }
    guard isAttached(estate.internetGateways[gateway].attachments, entrance.vpc) else {
      return stop(.gateway, "BAD_STATE_ATTACHMENT", id, rule, boxes)
    }
    stop(.gateway, "CANNOT_ROUTE", id, rule, boxes.filter { $0.family == .ipv4 })
    move(boxes.filter { $0.family == .ipv6 }, to: .internet, history.passing(.internet, .lost), rule)
  }

  /// Packets on the internet get to the VPCs that own their destinations.
  mutating func comeFromInternet(_ box: HeaderBox, _ history: History) {
    if box.family == .ipv6 { return comeFromInternet6(box, history) }
    for owner in network.publicAddresses where box.destination.contains(owner.address) {
      let interface = estate.networkInterfaces[owner.interface]
      var inside = box
      guard let vpc = estate.vpc(interface.vpc) else {
        inside.destination = AddressRange(owner.address)
        hole(
          "\(name(interface.vpc)), which owns a public address, is not in the snapshot",
          interface.provenance,
          [inside]
        )
        continue
      }
      guard let gateway = usableGateway(of: vpc, box) else { continue }
      inside.destination = AddressRange(owner.privateAddress)
      comeIn(gateway, vpc, inside, history)
    }
  }

  private mutating func comeFromInternet6(_ box: HeaderBox, _ history: History) {
    for (index, record) in estate.vpcs.records.enumerated() {
      let ranges = record.prefixes.filter { $0.family == .ipv6 }.map(\.range)
      let inside = ranges.flatMap { CertificateBoxes.narrowed([box], to: $0) }
      guard !inside.isEmpty, let gateway = usableGateway(of: EstateID(index), box) else { continue }
      for box in inside { comeIn(gateway, EstateID(index), box, history) }
    }
  }

  /// The internet gateway that lets packets in, or `nil`; a hole where nobody listed the gateways.
  private mutating func usableGateway(of vpc: EstateID<VPC>, _ box: HeaderBox) -> Symbol? {
    let record = estate.vpcs[vpc]
    if let gateway = network.gatewayOfVPC[record.id] { return gateway }
    let call = Completeness.Call(account: record.owner, region: record.region, list: "InternetGateways")
    if estate.completeness.status(call) != .collected {
      hole("the internet gateways of \(name(record.id)) are not in the snapshot", record.provenance, [box])
    }
    return nil
  }

  private mutating func comeIn(_ gateway: Symbol, _ vpc: EstateID<VPC>, _ box: HeaderBox, _ history: History) {
    // A subnet may be excluded from what blocks the VPC, so it takes both to stop packets.
    let isBlocked =
      estate.vpcs[vpc].blockPublicAccess != .off
      && network.subnetsOfVPC[Int(vpc.index)].allSatisfy { estate.subnets[$0].blockPublicAccess != .off }
    if isBlocked {
      return stop(.gateway, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", estate.vpcs[vpc].id, estate.vpcs[vpc].provenance, [box])
    }
    comeInAtEdge(gateway, vpc, [box], history.passing(.internet, .lost))
  }

  /// Packets come into a VPC at a gateway, by the route table of its edge when it has one.
  mutating func comeInAtEdge(_ gateway: Symbol, _ vpc: EstateID<VPC>, _ boxes: [HeaderBox], _ history: History) {
    let entrance = Entrance(vpc: vpc, door: .gateway, edge: gateway)
    if let table = network.edgeTable[gateway] {
      route(table, boxes, history, entrance)
    } else {
      deliverLocally(boxes, history, entrance)
    }
  }

  private func mode(_ entrance: Entrance) -> VPC.BlockPublicAccess {
    entrance.subnet.flatMap { estate.subnets[$0].blockPublicAccess } ?? estate.vpcs[entrance.vpc].blockPublicAccess
  }

  // MARK: - NAT gateways

  /// Packets reach a NAT gateway, which sends them on from its own subnet with its own address.
  mutating func translate(
    _ boxes: [HeaderBox],
    at id: Symbol,
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let gatewayID = estate.natGateway(id), let subnet = estate.subnet(estate.natGateways[gatewayID].subnet) else {
      return escape("\(name(id)) has no subnet in the snapshot", rule, boxes)
    }
    let gateway = estate.natGateways[gatewayID]
    guard gateway.isAvailable else { return stop(.gateway, "BAD_STATE", id, rule, boxes) }
    guard gateway.vpc == estate.vpcs[entrance.vpc].id else {
      return stop(.gateway, "NGW_REQUIRES_SOURCE_IN_VPC", id, rule, boxes)
    }
    var entering = boxes
    if entrance.subnet != subnet { entering = pass(passDoor(entering, entrance), list: subnet, isEgress: false) }
    var after = history.passing(.natGateway, .lost)
    after.isTranslated = true
    for address in gateway.addresses {
      for var translated in entering.flatMap({ Self.carriedByNAT($0) }) {
        translated.source = AddressRange(UInt128(address.privateAddress))
        move([translated], to: .subnet(subnet), after, rule)
      }
    }
  }

  /// What a NAT gateway makes of a box, its source aside: TCP, UDP and ICMP; IPv6 only to the prefix of RFC 6052, which it
  /// translates to IPv4 (NAT64).
  private static func carriedByNAT(_ box: HeaderBox) -> [HeaderBox] {
    var destination = box.destination
    if box.family == .ipv6 {
      let first = UInt128(0x0064_FF9B) << 96
      guard let common = box.destination.intersection(AddressRange(first, first | 0xFFFF_FFFF)) else { return [] }
      destination = AddressRange(common.lower & 0xFFFF_FFFF, common.upper & 0xFFFF_FFFF)
    }
    var carried: [HeaderBox] = []
    for protocols in [ProtocolRange.tcp, .udp] where box.protocols.intersection(protocols) != nil {
      carried.append(
        HeaderBox(
          family: .ipv4,
          destination: destination,
          protocols: protocols,
          sourcePorts: PortRange(1024, .max),
          destinationPorts: box.destinationPorts
        )
      )
    }
    let icmp: ProtocolRange = box.family == .ipv4 ? .icmp : .icmpv6
    if box.protocols.intersection(icmp) != nil {
      // Between the two versions the numbers of messages differ.
      let (types, codes) = box.family == .ipv4 ? (box.destinationPorts, box.sourcePorts) : (.all, .all)
      carried.append(
        HeaderBox(
          family: .ipv4,
          destination: destination,
          protocols: .icmp,
          sourcePorts: codes,
          destinationPorts: types
        )
      )
    }
    return carried
  }

  // MARK: - Peering

  /// Packets cross a peering connection, which carries only what is for an address of the VPC at its other end.
  mutating func crossPeering(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let connectionID = estate.peeringConnection(id) else {
      return hole("\(name(id)) is not in the snapshot", rule, boxes)
    }
    let connection = estate.peeringConnections[connectionID]
    guard connection.isActive else { return stop(.gateway, "BAD_STATE_ROUTE", id, rule, boxes) }
    let here = estate.vpcs[entrance.vpc].id
    guard here == connection.requester.vpc || here == connection.accepter.vpc else {
      return stop(.gateway, "CANNOT_ROUTE", id, rule, boxes)
    }
    let other = here == connection.requester.vpc ? connection.accepter : connection.requester
    guard let vpc = estate.vpc(other.vpc) else {
      return hole("\(name(other.vpc)), at the other end of \(name(id)), is not in the snapshot", rule, boxes)
    }
    let isNear = history.identity == .own && connection.requester.region == connection.accepter.region
    let after = history.passing(.peering, isNear ? .once : .lost)
    var rest = boxes
    for prefix in estate.vpcs[vpc].prefixes {
      let (same, different) = (rest.filter { $0.family == prefix.family }, rest.filter { $0.family != prefix.family })
      deliverLocally(
        CertificateBoxes.narrowed(same, to: prefix.range),
        after,
        Entrance(vpc: vpc, door: .gateway)
      )
      rest = CertificateBoxes.removing(prefix.range, from: same) + different
    }
    stop(.gateway, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", id, rule, rest)
  }

  // MARK: - VPN

  /// Packets reach a virtual private gateway, which forwards IPv4 to the prefixes that it knows.
  mutating func leaveByVPNGateway(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ route: Route
  ) {
    guard let gatewayID = estate.vpnGateway(id) else {
      return hole("\(name(id)) is not in the snapshot", route.provenance, boxes)
    }
    guard isAttached(estate.vpnGateways[gatewayID].attachments, entrance.vpc) else {
      return stop(.gateway, "BAD_STATE_ATTACHMENT", id, route.provenance, boxes)
    }
    stop(.gateway, "CANNOT_ROUTE", id, route.provenance, boxes.filter { $0.family == .ipv6 })
    toSites(
      of: id,
      boxes.filter { $0.family == .ipv4 },
      history,
      route.provenance,
      isPropagated: route.origin == .propagated
    )
  }

  /// Packets leave a virtual private gateway by its VPN connections.
  private mutating func toSites(
    of gateway: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ rule: Provenance,
    isPropagated: Bool
  ) {
    var rest = boxes
    var dynamic: [EstateID<VPNConnection>] = []
    for (index, connection) in estate.vpnConnections.records.enumerated()
    where connection.vpnGateway == gateway && connection.isAvailable {
      if !connection.usesStaticRoutes { dynamic.append(EstateID(index)) }
      for prefix in connection.routes where prefix.family == .ipv4 {
        reachSite(EstateID(index), CertificateBoxes.narrowed(boxes, to: prefix.range), history, rule)
        rest = CertificateBoxes.removing(prefix.range, from: rest)
      }
    }
    for connection in dynamic { reachSite(connection, rest, history, rule) }
    guard dynamic.isEmpty, !rest.isEmpty else { return }
    if isPropagated {
      escape("what lies behind \(name(gateway)) is not in the snapshot", rule, rest)
    } else {
      stop(.gateway, "NO_ROUTE_TO_DESTINATION", gateway, rule, rest)
    }
  }

  /// Packets are at the customer's end of a connection: unless the site is trusted, anything may come back from there.
  mutating func reachSite(
    _ id: EstateID<VPNConnection>,
    _ boxes: [HeaderBox],
    _ history: History,
    _ rule: Provenance
  ) {
    guard !boxes.isEmpty, !origin.isTrusted(id) else {
      return stop(.gateway, "TRUSTED_SITE", estate.vpnConnections[id].id, rule, boxes)
    }
    let after = History(
      identity: .lost,
      isTranslated: true,
      passed: history.passed.union(.vpn),
      relay: history.relay
    )
    move([.all(.ipv4), .all(.ipv6)], to: .site(id), after, rule)
  }

  /// A site sends anything over all connections that lead to it.
  mutating func comeFromSite(_ id: EstateID<VPNConnection>, _ history: History) {
    for joined in origin.connections(joinedWith: id) {
      let connection = estate.vpnConnections[joined]
      guard connection.isAvailable else { continue }
      if !connection.vpnGateway.isEmpty {
        guard let gateway = estate.vpnGateway(connection.vpnGateway) else {
          holes.append(
            Hole(text: "\(name(connection.vpnGateway)) is not in the snapshot", rule: connection.provenance, box: nil)
          )
          continue
        }
        for attachment in estate.vpnGateways[gateway].attachments where attachment.isUsable {
          guard let vpc = estate.vpc(attachment.vpc) else { continue }
          comeInAtEdge(connection.vpnGateway, vpc, [.all(.ipv4)], history)
        }
        // A virtual private gateway passes on between its connections (CloudHub).
        for (index, other) in estate.vpnConnections.records.enumerated()
        where other.vpnGateway == connection.vpnGateway && other.isAvailable && EstateID(index) != joined {
          reachSite(EstateID(index), [.all(.ipv4)], history, other.provenance)
        }
      } else if !connection.transitGateway.isEmpty {
        comeFromSite(connection, history)
      } else {
        holes.append(
          Hole(text: "where \(name(connection.id)) ends is not in the snapshot", rule: connection.provenance, box: nil)
        )
      }
    }
  }

  private mutating func comeFromSite(_ connection: VPNConnection, _ history: History) {
    let attachments = estate.transitGatewayAttachments.records.filter {
      $0.kind == .vpn && $0.resource == connection.id
    }
    if attachments.isEmpty {
      holes.append(
        Hole(
          text: "the attachment of \(name(connection.id)) is not in the snapshot",
          rule: connection.provenance,
          box: nil
        )
      )
    }
    for attachment in attachments where attachment.isAvailable {
      enterTable(
        of: attachment,
        connection.transitGateway,
        [.all(.ipv4), .all(.ipv6)],
        zone: .empty,
        history,
        attachment.provenance
      )
    }
  }
}
