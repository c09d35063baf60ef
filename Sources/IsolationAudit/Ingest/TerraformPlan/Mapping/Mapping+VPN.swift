// Site-to-Site VPN, Client VPN and Direct Connect.
extension ResourceReader {
  /// `aws_vpn_gateway`.
  mutating func vpnGateway() {
    record("VpnGateways", ["VpnGatewayId": .string(id), "State": "available", "Tags": tags()])
    if !isComputed("vpc_id"), let vpc = named("vpc_id") { attachVPNGateway(id, vpc) }
  }

  /// `aws_vpn_gateway_attachment`.
  mutating func vpnGatewayAttachment() {
    guard let gateway = named("vpn_gateway_id"), let vpc = named("vpc_id") else { return }
    attachVPNGateway(gateway, vpc)
  }

  private mutating func attachVPNGateway(_ gateway: String, _ vpc: String) {
    element(
      "VpnGateways",
      gateway,
      ["VpcAttachments"],
      ["VpcId": .string(vpc), "State": "attached"],
      .members(["VpcId"])
    )
  }

  /// `aws_customer_gateway`.
  mutating func customerGateway() {
    record(
      "CustomerGateways",
      [
        "CustomerGatewayId": .string(id), "IpAddress": DraftValue(text("ip_address")),
        "BgpAsn": DraftValue(text("bgp_asn") ?? text("bgp_asn_extended")), "State": "available", "Tags": tags(),
      ]
    )
  }

  /// `aws_vpn_connection`.
  mutating func vpnConnection() {
    let gateway = named("transit_gateway_id")
    let customer = named("customer_gateway_id")
    record(
      "VpnConnections",
      [
        "VpnConnectionId": .string(id), "CustomerGatewayId": DraftValue(customer),
        "VpnGatewayId": DraftValue(named("vpn_gateway_id")), "TransitGatewayId": DraftValue(gateway),
        "CoreNetworkArn": DraftValue(known("core_network_arn")), "State": "available",
        "Options": [
          "StaticRoutesOnly": .bool((isComputed("static_routes_only") ? nil : flag("static_routes_only")) ?? false),
          "OutsideIpAddressType": .string(
            (isComputed("outside_ip_address_type") ? nil : text("outside_ip_address_type")) ?? "PublicIpv4"
          ),
        ],
        "CustomerGatewayConfiguration": tunnels(customer), "Tags": tags(),
      ]
    )
    for route in isComputed("routes") ? [] : blocks("routes") {
      guard let block = text("destination_cidr_block", in: route) else { continue }
      addRoute(block, id)
    }
    guard let gateway else { return }
    lookUp("TransitGateways", gateway)
    let attachment = named(own: "transit_gateway_attachment_id")
    record(
      "TransitGatewayAttachments",
      [
        "TransitGatewayAttachmentId": .string(attachment), "TransitGatewayId": .string(gateway),
        "ResourceType": "vpn", "ResourceId": .string(id), "ResourceOwnerId": .string(account), "State": "available",
        "TerraformAssociates": true, "TerraformPropagates": true,
      ]
    )
  }

  /// The tunnels of a connection, in the form of AWS's document, without its keys.
  private func tunnels(_ customer: String?) -> DraftValue? {
    let values = customer.flatMap { state.values("aws_customer_gateway", id: $0) }
    let outside = values.flatMap { state.settle($0["ip_address"]).known } ?? ""
    let number = values.flatMap { state.settle($0["bgp_asn"]).known } ?? ""
    var text = ""
    for tunnel in ["tunnel1_address", "tunnel2_address"] {
      guard let address = known(tunnel) else { continue }
      text +=
        "<ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>\(Self.escaped(outside))</ip_address>"
        + "</tunnel_outside_address><bgp><asn>\(Self.escaped(number))</asn></bgp></customer_gateway><vpn_gateway>"
        + "<tunnel_outside_address><ip_address>\(Self.escaped(address))</ip_address></tunnel_outside_address>"
        + "</vpn_gateway></ipsec_tunnel>"
    }
    return text.isEmpty ? nil : .string("<vpn_connection>\(text)</vpn_connection>")
  }

  /// Addresses and numbers only: anything else has no place in the document.
  private static func escaped(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.properties.isASCIIHexDigit || $0 == "." || $0 == ":" }.map(Character.init))
  }

  /// `aws_vpn_connection_route`.
  mutating func vpnConnectionRoute() {
    guard let connection = named("vpn_connection_id"), let block = text("destination_cidr_block") else { return }
    addRoute(block, connection)
  }

  private mutating func addRoute(_ block: String, _ connection: String) {
    element(
      "VpnConnections",
      connection,
      ["Routes"],
      ["DestinationCidrBlock": .string(block), "State": "available"],
      .members(["DestinationCidrBlock"])
    )
  }

  /// `aws_ec2_client_vpn_endpoint`.
  mutating func clientVPNEndpoint() {
    let groups = isComputed("security_group_ids") ? [] : namedTexts("security_group_ids").sorted()
    record(
      "ClientVpnEndpoints",
      [
        "ClientVpnEndpointId": .string(id), "ClientCidrBlock": DraftValue(text("client_cidr_block")),
        "VpcId": DraftValue(isComputed("vpc_id") ? nil : named("vpc_id")),
        "SecurityGroupIds": groups.isEmpty ? nil : .init(groups), "Description": DraftValue(text("description")),
        "Tags": tags(),
      ]
    )
    for list in ["ClientVpnTargetNetworks", "ClientVpnRoutes", "ClientVpnAuthorizationRules"] {
      wrapper(list, ["ClientVpnEndpointId": .string(id)])
    }
  }

  /// `aws_ec2_client_vpn_network_association`.
  mutating func clientVPNAssociation() {
    guard let endpoint = named("client_vpn_endpoint_id"), let subnet = named("subnet_id") else { return }
    let values = state.values("aws_ec2_client_vpn_endpoint", id: endpoint)
    let groups = state.elements(values?["security_group_ids"]).elements.compactMap { state.settle($0).known }.sorted()
    lookUp("Subnets", subnet)
    wrapped(
      "ClientVpnTargetNetworks",
      ["ClientVpnEndpointId": .string(endpoint)],
      ["ClientVpnTargetNetworks"],
      [
        "TargetNetworkId": .string(subnet), "Status": ["Code": "associated"],
        "SecurityGroups": groups.isEmpty ? nil : .init(groups),
      ],
      .members(["TargetNetworkId"])
    )
    managedInterface(
      "\(endpoint)/\(subnet)",
      subnet: subnet,
      groups: groups.isEmpty ? nil : groups,
      kind: "interface",
      description: "ClientVPN Endpoint resource"
    )
  }

  /// `aws_ec2_client_vpn_route`.
  mutating func clientVPNRoute() {
    guard let endpoint = named("client_vpn_endpoint_id"), let block = text("destination_cidr_block") else { return }
    wrapped(
      "ClientVpnRoutes",
      ["ClientVpnEndpointId": .string(endpoint)],
      ["Routes"],
      [
        "DestinationCidr": .string(block), "TargetSubnet": DraftValue(named("target_vpc_subnet_id")),
        "Status": ["Code": "active"],
      ],
      .members(["DestinationCidr", "TargetSubnet"])
    )
  }

  /// `aws_ec2_client_vpn_authorization_rule`.
  mutating func clientVPNAuthorization() {
    guard let endpoint = named("client_vpn_endpoint_id"), let block = text("target_network_cidr") else { return }
    wrapped(
      "ClientVpnAuthorizationRules",
      ["ClientVpnEndpointId": .string(endpoint)],
      ["AuthorizationRules"],
      [
        "DestinationCidr": .string(block), "GroupId": DraftValue(named("access_group_id")),
        "AccessAll": .bool(flag("authorize_all_groups") ?? false), "Status": ["Code": "active"],
      ],
      .members(["DestinationCidr", "GroupId"])
    )
  }

  /// `aws_dx_gateway`.
  mutating func directConnectGateway() {
    record(
      "directConnectGateways",
      [
        "directConnectGatewayId": .string(id), "directConnectGatewayName": DraftValue(text("name")),
        "ownerAccount": .string(known("owner_account_id") ?? account), "directConnectGatewayState": "available",
      ]
    )
  }

  /// `aws_dx_gateway_association`.
  mutating func directConnectAssociation() {
    let gateway =
      (isComputed("associated_gateway_id") ? nil : named("associated_gateway_id")) ?? named("vpn_gateway_id")
    guard let gateway, let owner = named("dx_gateway_id") else {
      note("\(address).associated_gateway_id is known after apply")
      return
    }
    let prefixes = isComputed("allowed_prefixes") ? [] : texts("allowed_prefixes").sorted()
    record(
      "directConnectGatewayAssociations",
      [
        "associationId": .string(known("dx_gateway_association_id") ?? id), "directConnectGatewayId": .string(owner),
        "associationState": "associated", "associatedGateway": ["id": .string(gateway)],
        "allowedPrefixesToDirectConnectGateway": .array(prefixes.map { ["cidr": .string($0)] }),
      ]
    )
    // A transit gateway is attached with it.
    guard state.values("aws_ec2_transit_gateway", id: gateway) != nil || gateway.hasPrefix("tgw-") else { return }
    lookUp("TransitGateways", gateway)
    let attachment = "\(address).transit_gateway_attachment_id"
    if known("dx_gateway_association_id") == nil {
      record(
        "TransitGatewayAttachments",
        [
          "TransitGatewayAttachmentId": .string(attachment), "TransitGatewayId": .string(gateway),
          "ResourceType": "direct-connect-gateway", "ResourceId": .string(owner), "ResourceOwnerId": .string(account),
          "State": "available", "TerraformAssociates": true, "TerraformPropagates": true,
        ]
      )
    } else {
      note("\(address): the attachment to \(gateway) has no attribute that names it")
    }
  }

  /// `aws_dx_private_virtual_interface` and the others.
  mutating func virtualInterface(_ kind: String) {
    record(
      "virtualInterfaces",
      [
        "virtualInterfaceId": .string(id), "virtualInterfaceName": DraftValue(text("name")),
        "ownerAccount": .string(text("owner_account_id") ?? account), "region": .string(region),
        "connectionId": DraftValue(named("connection_id")), "asn": DraftValue(integer("bgp_asn")),
        "virtualInterfaceType": .string(kind), "virtualInterfaceState": "available",
        "virtualGatewayId": DraftValue(named("vpn_gateway_id")),
        "directConnectGatewayId": DraftValue(named("dx_gateway_id")),
        "siteLinkEnabled": DraftValue(flag("sitelink_enabled")), "tags": tags(),
        "routeFilterPrefixes": kind == "public"
          ? .array(texts("route_filter_prefixes").sorted().map { ["cidr": .string($0)] }) : nil,
      ]
    )
  }

  /// `aws_dx_hosted_…_virtual_interface_accepter`: where a hosted interface leads.
  mutating func virtualInterfaceAccepter() {
    guard let interface = named("virtual_interface_id") else { return }
    field("virtualInterfaces", interface, ["virtualGatewayId"], DraftValue(named("vpn_gateway_id")))
    field("virtualInterfaces", interface, ["directConnectGatewayId"], DraftValue(named("dx_gateway_id")))
  }
}
