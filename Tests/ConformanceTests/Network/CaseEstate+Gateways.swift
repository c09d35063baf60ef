/// Internet, NAT, egress-only and virtual private gateways, peering connections, VPN and Client VPN of a case.
extension CaseEstate {
  // MARK: Internet

  mutating func internetGateway(_ id: String, vpc: String, state: String = "available") {
    record(
      "InternetGateways",
      in: vpc,
      [
        "InternetGatewayId": .string(id), "OwnerId": .string(place(of: "vpc-\(vpc)").account),
        "Attachments": [["VpcId": .string("vpc-\(vpc)"), "State": .string(state)]], "Tags": [],
      ]
    )
  }

  mutating func egressOnlyInternetGateway(_ id: String, vpc: String) {
    record(
      "EgressOnlyInternetGateways",
      in: vpc,
      [
        "EgressOnlyInternetGatewayId": .string(id),
        "Attachments": [["VpcId": .string("vpc-\(vpc)"), "State": "attached"]], "Tags": [],
      ]
    )
  }

  /// A NAT gateway with its interface (`nat-1` has `eni-nat-1`); one without a public address is private.
  mutating func natGateway(_ id: String, in subnet: String, _ address: String, publicAddress: String? = nil) {
    interface(
      "eni-\(id)",
      in: subnet,
      address,
      groups: [],
      sourceDestCheck: false,
      type: "nat_gateway",
      description: "Interface for NAT Gateway \(id)",
      publicAddress: publicAddress
    )
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    var owned: [(key: String, value: JSONText)] = [
      (key: "NetworkInterfaceId", value: .string("eni-\(id)")), (key: "PrivateIp", value: .string(address)),
    ]
    if let publicAddress {
      owned.append((key: "PublicIp", value: .string(publicAddress)))
      owned.append((key: "AllocationId", value: .string("eipalloc-\(id)")))
    }
    owned += [(key: "IsPrimary", value: true), (key: "Status", value: "succeeded")]
    record(
      "NatGateways",
      in: String(row.vpc.dropFirst(4)),
      [
        "NatGatewayId": .string(id), "VpcId": .string(row.vpc), "SubnetId": .string(row.id), "State": "available",
        "ConnectivityType": publicAddress == nil ? "private" : "public", "NatGatewayAddresses": [.object(owned)],
        "Tags": [],
      ]
    )
  }

  // MARK: Peering

  /// A peering connection, described in both accounts; `routes` adds the route of each main table to the other's CIDR.
  mutating func peering(
    _ id: String,
    _ requester: String,
    _ accepter: String,
    status: String = "active",
    routes: Bool = true
  ) {
    func side(_ vpc: String) -> JSONText {
      guard let row = vpcs.first(where: { $0.id == "vpc-\(vpc)" }) else { return nil }
      let cidrs = row.cidrs.filter { $0.state == "associated" }.map(\.cidr)
      return [
        "VpcId": .string(row.id), "OwnerId": .string(row.account), "Region": .string(row.region),
        "CidrBlock": .string(cidrs.first ?? ""), "CidrBlockSet": .records("CidrBlock", cidrs),
        "Ipv6CidrBlockSet": .records("Ipv6CidrBlock", row.ipv6),
      ]
    }
    let json: JSONText = [
      "VpcPeeringConnectionId": .string(id), "Status": ["Code": .string(status), "Message": ""],
      "RequesterVpcInfo": side(requester), "AccepterVpcInfo": side(accepter), "Tags": [],
    ]
    record("VpcPeeringConnections", in: requester, json)
    if place(of: "vpc-\(requester)") != place(of: "vpc-\(accepter)") {
      record("VpcPeeringConnections", in: accepter, json)
    }
    guard routes else { return }
    for (from, to) in [(requester, accepter), (accepter, requester)] {
      for cidr in vpcs.first(where: { $0.id == "vpc-\(to)" })?.cidrs ?? [] {
        route("rtb-\(from)", cidr.cidr, id)
      }
    }
  }

  // MARK: Site-to-site VPN

  mutating func vpnGateway(_ id: String, vpc: String) {
    record(
      "VpnGateways",
      in: vpc,
      [
        "VpnGatewayId": .string(id), "State": "available", "Type": "ipsec.1", "AmazonSideAsn": 64512,
        "VpcAttachments": [["VpcId": .string("vpc-\(vpc)"), "State": "attached"]], "Tags": [],
      ]
    )
  }

  /// A VPN connection with two tunnels, at a virtual private gateway or a transit gateway.
  mutating func vpn(
    _ id: String,
    at gateway: String,
    in vpc: String,
    staticRoutes: [String],
    bgp: Bool = false,
    status: String = "UP",
    state: String = "available"
  ) {
    let customer = "cgw-\(id.dropFirst(4))"
    record(
      "CustomerGateways",
      in: vpc,
      [
        "CustomerGatewayId": .string(customer), "BgpAsn": "65010", "IpAddress": "192.0.2.10", "State": "available",
        "Type": "ipsec.1", "Tags": [],
      ]
    )
    let tunnels = ["192.0.2.101", "192.0.2.102"]
    let xml = tunnels.map {
      "<ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>192.0.2.10</ip_address>"
        + "</tunnel_outside_address></customer_gateway><vpn_gateway><tunnel_outside_address><ip_address>\($0)"
        + "</ip_address></tunnel_outside_address></vpn_gateway></ipsec_tunnel>"
    }
    record(
      "VpnConnections",
      in: vpc,
      .object([
        (key: "VpnConnectionId", value: .string(id)), (key: "State", value: .string(state)),
        (key: "Type", value: "ipsec.1"), (key: "CustomerGatewayId", value: .string(customer)),
        Self.end(gateway),
        (
          key: "CustomerGatewayConfiguration",
          value: .string(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><vpn_connection id=\"\(id)\">\(xml.joined())</vpn_connection>"
          )
        ),
        (key: "Options", value: ["StaticRoutesOnly": .boolean(!bgp)]),
        (
          key: "Routes",
          value: .array(staticRoutes.map { ["DestinationCidrBlock": .string($0), "State": "available"] })
        ),
        (
          key: "VgwTelemetry",
          value: .array(
            tunnels.map { ["OutsideIpAddress": .string($0), "Status": .string(status), "AcceptedRouteCount": 0] }
          )
        ),
        (key: "Tags", value: []),
      ])
    )
  }

  private static func end(_ gateway: String) -> (key: String, value: JSONText) {
    if gateway.hasPrefix("core-") { return ("CoreNetworkArn", .string(arn(ofCoreNetwork: gateway))) }
    return (gateway.hasPrefix("tgw-") ? "TransitGatewayId" : "VpnGatewayId", .string(gateway))
  }

  // MARK: Client VPN

  /// A Client VPN endpoint with one target network and its interface there; `rules` are the authorization rules, each a
  /// CIDR and a group (`nil` admits everybody); `routes` are CIDRs routed to the target network.
  mutating func clientVPN(
    _ id: String,
    in subnet: String,
    _ address: String,
    groups: [String],
    rules: [(String, String?)],
    routes: [String]
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    let vpc = String(row.vpc.dropFirst(4))
    interface("eni-cvpn", in: subnet, address, groups: groups, description: "ClientVPN Endpoint resource")
    record(
      "ClientVpnEndpoints",
      in: vpc,
      [
        "ClientVpnEndpointId": .string(id), "Status": ["Code": "available"], "ClientCidrBlock": "10.100.0.0/22",
        "SplitTunnel": true, "VpnProtocol": "openvpn", "TransportProtocol": "udp", "VpnPort": 443,
        "SecurityGroupIds": .strings(groups), "VpcId": .string(row.vpc), "Tags": [],
      ]
    )
    record(
      "ClientVpnTargetNetworks",
      in: vpc,
      [
        "ClientVpnEndpointId": .string(id),
        "ClientVpnTargetNetworks": [
          [
            "AssociationId": "cvpn-assoc-1", "VpcId": .string(row.vpc), "TargetNetworkId": .string(row.id),
            "ClientVpnEndpointId": .string(id), "Status": ["Code": "associated"], "SecurityGroups": .strings(groups),
          ]
        ],
      ]
    )
    record(
      "ClientVpnRoutes",
      in: vpc,
      [
        "ClientVpnEndpointId": .string(id),
        "ClientVpnRoutes": .array(
          routes.map {
            [
              "ClientVpnEndpointId": .string(id), "DestinationCidr": .string($0), "TargetSubnet": .string(row.id),
              "Type": "Nat", "Origin": "add-route", "Status": ["Code": "active"],
            ]
          }
        ),
      ]
    )
    record(
      "ClientVpnAuthorizationRules",
      in: vpc,
      [
        "ClientVpnEndpointId": .string(id),
        "ClientVpnAuthorizationRules": .array(
          rules.map {
            [
              "ClientVpnEndpointId": .string(id), "GroupId": .string($0.1 ?? ""), "AccessAll": .boolean($0.1 == nil),
              "DestinationCidr": .string($0.0), "Status": ["Code": "active"],
            ]
          }
        ),
      ]
    )
  }

  // MARK: Prefix lists

  mutating func prefixList(_ id: String, in vpc: String, _ cidrs: [String]) {
    let place = place(of: "vpc-\(vpc)")
    record(
      "PrefixLists",
      in: vpc,
      [
        "PrefixListId": .string(id), "AddressFamily": "IPv4", "State": "create-complete",
        "PrefixListName": .string(id), "MaxEntries": .integer(cidrs.count), "Version": 1,
        "OwnerId": .string(place.account), "Tags": [],
      ]
    )
    record(
      "PrefixListEntries",
      in: vpc,
      ["PrefixListId": .string(id), "Entries": .records("Cidr", cidrs)]
    )
  }
}
