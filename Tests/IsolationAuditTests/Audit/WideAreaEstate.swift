import IsolationAudit

/// Lines, VPN connections and core networks beside the two environments of ``AuditEstate``, in the form of the AWS command line.
///
/// Each environment has a virtual private gateway (`vgw-dev`, `vgw-prod`) to which 192.168.0.0/16 leads; production's host
/// admits tcp 443 from there.
struct WideAreaEstate {
  var estate = AuditEstate()
  /// Records by account and list.
  private var records: [String: [String: [String]]] = [:]

  static let development = "111111111111"
  static let production = "333333333333"
  static let network = "666666666666"

  init(withGateways: Bool = true) {
    estate.production.ingress = [.init(port: 443, peer: "192.168.0.0/16")]
    guard withGateways else { return }
    estate.development.routes.append(("192.168.0.0/16", "vgw-dev"))
    estate.production.routes.append(("192.168.0.0/16", "vgw-prod"))
    vpnGateway("vgw-dev", Self.development, vpc: "vpc-dev")
    vpnGateway("vgw-prod", Self.production, vpc: "vpc-prod")
  }

  mutating func add(_ list: String, _ account: String, _ record: String) {
    records[account, default: [:]][list, default: []].append(record)
  }

  mutating func vpnGateway(_ id: String, _ account: String, vpc: String? = nil) {
    let attachments = vpc.map { "{\"VpcId\": \"\($0)\", \"State\": \"attached\"}" } ?? ""
    add("VpnGateways", account, "{\"VpnGatewayId\": \"\(id)\", \"VpcAttachments\": [\(attachments)]}")
  }

  /// A VPN connection with static routes, or with BGP when there are none; `device` is the customer gateway's address.
  mutating func vpn(_ id: String, _ account: String, at gateway: String, device: String, routes: [String] = []) {
    let end = gateway.hasPrefix("tgw-") ? "TransitGatewayId" : "VpnGatewayId"
    let written = routes.map { "{\"DestinationCidrBlock\": \"\($0)\", \"State\": \"available\"}" }
    add("CustomerGateways", account, "{\"CustomerGatewayId\": \"cgw-\(id)\", \"IpAddress\": \"\(device)\"}")
    add(
      "VpnConnections",
      account,
      "{\"VpnConnectionId\": \"\(id)\", \"\(end)\": \"\(gateway)\", \"CustomerGatewayId\": \"cgw-\(id)\", \"State\": \"available\", \"Options\": {\"StaticRoutesOnly\": \(!routes.isEmpty)}, \"Routes\": [\(written.joined(separator: ", "))]}"
    )
  }

  /// A private virtual interface on a Direct Connect connection.
  mutating func line(_ id: String, _ account: String, at gateway: String, connection: String) {
    let end = gateway.hasPrefix("vgw-") ? "virtualGatewayId" : "directConnectGatewayId"
    add(
      "virtualInterfaces",
      account,
      "{\"virtualInterfaceId\": \"\(id)\", \"ownerAccount\": \"\(account)\", \"virtualInterfaceType\": \"private\", \"virtualInterfaceName\": \"line \(id)\", \"virtualInterfaceState\": \"available\", \"connectionId\": \"\(connection)\", \"\(end)\": \"\(gateway)\"}"
    )
  }

  /// A Direct Connect gateway of the network account, with the allowed prefixes of each virtual private gateway.
  mutating func directConnectGateway(_ id: String, _ associations: [(gateway: String, allowed: [String])]) {
    add(
      "directConnectGateways",
      Self.network,
      "{\"directConnectGatewayId\": \"\(id)\", \"directConnectGatewayName\": \"\(id)\", \"ownerAccount\": \"\(Self.network)\", \"directConnectGatewayState\": \"available\"}"
    )
    for (gateway, allowed) in associations {
      let prefixes = allowed.map { "{\"cidr\": \"\($0)\"}" }.joined(separator: ", ")
      add(
        "directConnectGatewayAssociations",
        Self.network,
        "{\"directConnectGatewayId\": \"\(id)\", \"directConnectGatewayOwnerAccount\": \"\(Self.network)\", \"associationId\": \"\(gateway)\", \"associationState\": \"associated\", \"associatedGateway\": {\"id\": \"\(gateway)\", \"type\": \"virtualPrivateGateway\"}, \"allowedPrefixesToDirectConnectGateway\": [\(prefixes)]}"
      )
    }
  }

  /// A core network with VPC-dev in the segment dev and VPC-prod in prod, and the segments' routes: CIDR block and environment.
  mutating func coreNetwork(dev: [(String, String)]?, prod: [(String, String)]?) {
    let arn = "arn:aws:networkmanager::\(Self.network):core-network/core-network-1"
    add(
      "CoreNetworks",
      Self.network,
      "{\"CoreNetworkId\": \"core-network-1\", \"CoreNetworkArn\": \"\(arn)\", \"OwnerAccountId\": \"\(Self.network)\"}"
    )
    for name in ["dev", "prod"] {
      let attachment =
        "{\"AttachmentId\": \"attachment-\(name)\", \"CoreNetworkId\": \"core-network-1\", \"AttachmentType\": \"VPC\", \"State\": \"AVAILABLE\", \"EdgeLocation\": \"us-east-1\", \"SegmentName\": \"\(name)\", \"ResourceArn\": \"arn:aws:ec2:us-east-1:1:vpc/vpc-\(name)\"}"
      add("Attachments", Self.network, attachment)
      add(
        "CoreNetworkVpcAttachments",
        Self.network,
        "{\"Attachment\": \(attachment), \"SubnetArns\": [\"arn:aws:ec2:us-east-1:1:subnet/subnet-\(name)\"], \"Options\": {\"Ipv6Support\": false}}"
      )
    }
    for (name, routes) in [("dev", dev), ("prod", prod)] {
      guard let routes else { continue }
      let rows = routes.map { cidr, target in
        "{\"DestinationCidrBlock\": \"\(cidr)\", \"Type\": \"PROPAGATED\", \"State\": \"ACTIVE\", \"Destinations\": [{\"CoreNetworkAttachmentId\": \"attachment-\(target)\"}]}"
      }
      add(
        "CoreNetworkRoutes",
        Self.network,
        "{\"CoreNetworkSegmentEdge\": {\"CoreNetworkId\": \"core-network-1\", \"SegmentName\": \"\(name)\", \"EdgeLocation\": \"us-east-1\"}, \"NetworkRoutes\": [\(rows.joined(separator: ", "))]}"
      )
    }
  }

  /// Routes of both VPCs to the core network.
  mutating func routesToCoreNetwork() {
    for path in [AuditEstate.path("RouteTables", Self.development), AuditEstate.path("RouteTables", Self.production)] {
      coreRoutePaths.append(path)
    }
  }
  private var coreRoutePaths: [String] = []

  /// The files of the snapshot; empty lists included, so that nothing counts as not collected.
  var files: [String: String] {
    var result = estate.files
    for account in [Self.development, Self.production, Self.network] {
      for list in Self.lists {
        let rows = records[account]?[list] ?? []
        result[AuditEstate.path(list, account)] = "{\"\(list)\": [\n\(rows.joined(separator: ",\n"))\n]}\n"
      }
    }
    for path in coreRoutePaths {
      let route =
        "{\"DestinationCidrBlock\": \"10.0.0.0/8\", \"CoreNetworkArn\": \"arn:aws:networkmanager::\(Self.network):core-network/core-network-1\", \"State\": \"active\"}"
      result[path] = result[path]?.replacing("\"Routes\": [", with: "\"Routes\": [\(route), ")
    }
    return result
  }

  private static let lists = [
    "VpnGateways", "CustomerGateways", "VpnConnections", "virtualInterfaces", "directConnectGateways",
    "directConnectGatewayAssociations", "directConnectGatewayAttachments", "CoreNetworks", "Attachments",
    "CoreNetworkVpcAttachments", "CoreNetworkRoutes",
  ]

  /// The outcome of the assertion about packets.
  func audit(policy: String = SmallAudit.policy) throws -> AuditResult { try SmallAudit.run(files, policy: policy) }
}
