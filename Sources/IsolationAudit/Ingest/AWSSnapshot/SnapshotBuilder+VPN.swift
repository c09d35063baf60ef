// `describe-vpn-gateways`, `describe-customer-gateways`, `describe-vpn-connections`.
extension SnapshotBuilder {
  /// Reads an element of `VpnGateways`.
  mutating func vpnGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = VPNGateway(
      id: .empty,
      owner: account,
      region: region,
      attachments: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpnGatewayId: gateway.id = try symbol(tape, member)
      case .VpcAttachments: gateway.attachments = try attachments(tape, member)
      case .Tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .VpnGatewayId, tape, node)
    guard isNew(gateway.id, tape, node) else { return }
    estate.bind(gateway.id, to: .vpnGateway(estate.vpnGateways.append(gateway)))
  }

  /// Reads an element of `CustomerGateways`.
  mutating func customerGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = CustomerGateway(
      id: .empty,
      owner: account,
      address: .empty,
      autonomousSystem: .empty,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .CustomerGatewayId: gateway.id = try symbol(tape, member)
      case .IpAddress: gateway.address = try symbol(tape, member)
      case .BgpAsn, .BgpAsnExtended:
        let number = try autonomousSystem(tape, member)
        if !number.isEmpty { gateway.autonomousSystem = number }
      case .Tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .CustomerGatewayId, tape, node)
    guard isNew(gateway.id, tape, node) else { return }
    estate.bind(gateway.id, to: .customerGateway(estate.customerGateways.append(gateway)))
  }

  /// An autonomous system number, which AWS writes as a string.
  mutating func autonomousSystem(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    if let number = tape.numberText(node) { return estate.symbols.intern(number) }
    return try symbol(tape, node)
  }

  /// Reads an element of `VpnConnections`.
  mutating func vpnConnection(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var connection = VPNConnection(
      id: .empty,
      owner: account,
      region: region,
      customerGateway: .empty,
      isAvailable: true,
      usesStaticRoutes: false,
      routes: [],
      provenance: place(tape, node)
    )
    var isAssociated = true
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpnConnectionId: connection.id = try symbol(tape, member)
      case .VpnGatewayId: connection.vpnGateway = try symbol(tape, member)
      case .TransitGatewayId:
        let gateway = try symbol(tape, member)
        if !gateway.isEmpty { connection.transitGateway = gateway }
      case .CoreNetworkArn:
        let arn = try symbol(tape, member)
        if !arn.isEmpty { connection.transitGateway = lastComponent(ofARN: arn) }
      case .GatewayAssociationState: isAssociated = try text(tape, member) != "not-associated"
      case .CustomerGatewayId: connection.customerGateway = try symbol(tape, member)
      case .State: connection.isAvailable = try symbol(tape, member) == words.available
      case .Options:
        if let value = try self.member(tape, member, .StaticRoutesOnly) {
          connection.usesStaticRoutes = try bool(tape, value)
        }
        if let value = try self.member(tape, member, .OutsideIpAddressType) {
          connection.usesPrivateAddresses = try text(tape, value) == "PrivateIpv4"
        }
      case .Routes:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          if let route = try vpnRoute(tape, element) { connection.routes.append(route) }
        }
      case .CustomerGatewayConfiguration: connection.tunnels = try tunnels(tape, member)
      case .Tags: connection.tags = try tags(tape, member)
      default: break
      }
    }
    try require(connection.id, .VpnConnectionId, tape, node)
    connection.isAvailable = connection.isAvailable && isAssociated
    guard isNew(connection.id, tape, node) else { return }
    estate.bind(connection.id, to: .vpnConnection(estate.vpnConnections.append(connection)))
  }

  private func vpnRoute(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> IPPrefix? {
    if let state = try member(tape, node, .State), try text(tape, state) == "deleted" { return nil }
    guard let value = try member(tape, node, .DestinationCidrBlock) else { return nil }
    return try prefix(tape, value)
  }

  /// Reads the tunnels from the XML document of a customer gateway configuration.
  ///
  /// The document holds pre-shared keys: nothing of it is kept but addresses and autonomous system numbers, and no
  /// message quotes it.
  private mutating func tunnels(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [VPNConnection.Tunnel] {
    guard let document = try text(tape, node), !document.isEmpty else { return [] }
    let root: XMLElement
    do {
      root = try XMLReader().read(document)
    } catch {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "bad-xml",
        message: "customer gateway configuration, line \(error.line), column \(error.column): \(error.message), "
          + "expected the XML document that AWS writes"
      )
    }
    return root.elements(named: "ipsec_tunnel").map { tunnel in
      func value(_ element: XMLElement?) -> Symbol {
        estate.symbols.intern(Self.trimmed(element?.text ?? ""))
      }
      return VPNConnection.Tunnel(
        customerAddress: value(tunnel.element("customer_gateway", "tunnel_outside_address", "ip_address")),
        awsAddress: value(tunnel.element("vpn_gateway", "tunnel_outside_address", "ip_address")),
        customerAutonomousSystem: value(tunnel.element("customer_gateway", "bgp", "asn"))
      )
    }
  }

  /// A text without the white space at its ends, cut to what an address or a number can need.
  private static func trimmed(_ text: String) -> String {
    let space: Set<Unicode.Scalar> = [" ", "\n", "\r", "\t"]
    let scalars = text.unicodeScalars.drop { space.contains($0) }
    guard let last = scalars.lastIndex(where: { !space.contains($0) }) else { return "" }
    return String(String.UnicodeScalarView(scalars[...last].prefix(64)))
  }
}
