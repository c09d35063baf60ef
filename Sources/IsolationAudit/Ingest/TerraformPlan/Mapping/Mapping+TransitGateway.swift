// Transit gateways: attachments, route tables, associations, propagations, routes.
extension ResourceReader {
  /// `aws_ec2_transit_gateway`.
  mutating func transitGateway() {
    let associates = text("default_route_table_association") != "disable"
    let propagates = text("default_route_table_propagation") != "disable"
    let association = named(own: "association_default_route_table_id")
    // One table serves for both unless somebody changes that.
    let propagation =
      known("propagation_default_route_table_id")
      ?? (associates ? association : named(own: "propagation_default_route_table_id"))
    record(
      "TransitGateways",
      [
        "TransitGatewayId": .string(id), "TransitGatewayArn": .string(arn),
        "OwnerId": .string(known("owner_id") ?? account),
        "Options": [
          "SecurityGroupReferencingSupport": .string(text("security_group_referencing_support") ?? "disable"),
          "DefaultRouteTableAssociation": associates ? "enable" : "disable",
          "AssociationDefaultRouteTableId": associates ? .string(association) : nil,
          "DefaultRouteTablePropagation": propagates ? "enable" : "disable",
          "PropagationDefaultRouteTableId": propagates ? .string(propagation) : nil,
          "AutoAcceptSharedAttachments": .string(text("auto_accept_shared_attachments") ?? "disable"),
        ],
        "Tags": tags(),
      ]
    )
    for table in Set((associates ? [association] : []) + (propagates ? [propagation] : [])).sorted() {
      self.table(table, id)
      assume("AWS makes its default route table `\(table)`")
    }
  }

  private mutating func table(_ table: String, _ gateway: String, _ tags: DraftValue? = nil) {
    record(
      "TransitGatewayRouteTables",
      ["TransitGatewayRouteTableId": .string(table), "TransitGatewayId": .string(gateway), "Tags": tags]
    )
    for list in ["TransitGatewayStaticRoutes", "TransitGatewayAssociations", "TransitGatewayPropagations"] {
      wrapper(list, ["TransitGatewayRouteTableId": .string(table)])
    }
  }

  /// `aws_ec2_transit_gateway_route_table`.
  mutating func transitGatewayRouteTable() {
    table(id, named("transit_gateway_id") ?? "\(address).transit_gateway_id", tags())
  }

  /// `aws_ec2_transit_gateway_vpc_attachment`.
  mutating func transitGatewayAttachment() {
    let gateway = named("transit_gateway_id") ?? "\(address).transit_gateway_id"
    let vpc = named("vpc_id")
    lookUp("TransitGateways", gateway)
    lookUp("Vpcs", vpc)
    record(
      "TransitGatewayVpcAttachments",
      [
        "TransitGatewayAttachmentId": .string(id), "TransitGatewayId": .string(gateway), "VpcId": DraftValue(vpc),
        "VpcOwnerId": .string(known("vpc_owner_id") ?? account), "State": "available",
        "Options": [
          "ApplianceModeSupport": .string(text("appliance_mode_support") ?? "disable"),
          "SecurityGroupReferencingSupport": isComputed("security_group_referencing_support")
            ? nil : DraftValue(text("security_group_referencing_support")),
          "Ipv6Support": .string(text("ipv6_support") ?? "disable"),
        ],
        "Tags": tags(),
      ]
    )
    for subnet in namedTexts("subnet_ids").sorted() {
      element("TransitGatewayVpcAttachments", id, ["SubnetIds"], .string(subnet), .value)
      managedInterface(
        "\(id)/\(subnet)",
        subnet: subnet,
        groups: [],
        kind: "transit_gateway",
        description: "Network Interface for Transit Gateway Attachment \(id)"
      )
    }
    useDefaults("TransitGatewayVpcAttachments")
  }

  /// Notes whether an attachment takes the default route tables of its transit gateway.
  private mutating func useDefaults(_ list: String) {
    for (attribute, member) in [
      ("transit_gateway_default_route_table_association", "TerraformAssociates"),
      ("transit_gateway_default_route_table_propagation", "TerraformPropagates"),
    ] {
      let isOff = !isComputed(attribute) && flag(attribute) == false
      field(list, id, [member], .bool(!isOff))
    }
  }

  /// `aws_ec2_transit_gateway_vpc_attachment_accepter`, `aws_ec2_transit_gateway_peering_attachment_accepter`.
  mutating func transitGatewayAccepter(_ list: String) {
    guard let attachment = named("transit_gateway_attachment_id") else { return }
    field(list, attachment, ["State"], "available")
    field("TransitGatewayAttachments", attachment, ["State"], "available")
  }

  /// `aws_ec2_transit_gateway_peering_attachment`.
  mutating func transitGatewayPeering() {
    let status = known("state") ?? "pendingAcceptance"
    if known("state") == nil { assume("not accepted, unless a resource of this configuration accepts it") }
    record(
      "TransitGatewayPeeringAttachments",
      [
        "TransitGatewayAttachmentId": .string(id),
        "RequesterTgwInfo": [
          "TransitGatewayId": .string(named("transit_gateway_id") ?? "\(address).transit_gateway_id"),
          "OwnerId": .string(account), "Region": .string(region),
        ],
        "AccepterTgwInfo": [
          "TransitGatewayId": .string(named("peer_transit_gateway_id") ?? "\(address).peer_transit_gateway_id"),
          "OwnerId": .string((isComputed("peer_account_id") ? nil : text("peer_account_id")) ?? account),
          "Region": DraftValue(text("peer_region")),
        ],
        "State": .string(status), "Tags": tags(),
      ]
    )
  }

  /// `aws_ec2_transit_gateway_connect`.
  mutating func transitGatewayConnect() {
    lookUp("TransitGateways", named("transit_gateway_id"))
    record(
      "TransitGatewayConnects",
      [
        "TransitGatewayAttachmentId": .string(id),
        "TransitGatewayId": .string(named("transit_gateway_id") ?? "\(address).transit_gateway_id"),
        "TransportTransitGatewayAttachmentId": DraftValue(named("transport_attachment_id")), "State": "available",
        "Tags": tags(),
      ]
    )
    useDefaults("TransitGatewayConnects")
  }

  /// `aws_ec2_transit_gateway_connect_peer`.
  mutating func transitGatewayConnectPeer() {
    record(
      "TransitGatewayConnectPeers",
      [
        "TransitGatewayConnectPeerId": .string(id),
        "TransitGatewayAttachmentId": .string(
          named("transit_gateway_attachment_id") ?? "\(address).transit_gateway_attachment_id"
        ),
        "State": "available",
        "ConnectPeerConfiguration": ["PeerAddress": DraftValue(text("peer_address"))],
      ]
    )
  }

  /// `aws_ec2_transit_gateway_route`.
  mutating func transitGatewayRoute() {
    guard let table = named("transit_gateway_route_table_id"), let block = text("destination_cidr_block") else {
      return
    }
    let isBlackhole = flag("blackhole") == true
    let attachment = isBlackhole ? nil : named("transit_gateway_attachment_id")
    wrapped(
      "TransitGatewayStaticRoutes",
      ["TransitGatewayRouteTableId": .string(table)],
      ["Routes"],
      [
        "DestinationCidrBlock": .string(block), "Type": "static", "State": isBlackhole ? "blackhole" : "active",
        "TransitGatewayAttachments": .array(
          attachment.map { [["TransitGatewayAttachmentId": .string($0)]] } ?? []
        ),
      ],
      .members(["DestinationCidrBlock"])
    )
  }

  /// `aws_ec2_transit_gateway_prefix_list_reference`.
  mutating func transitGatewayPrefixList() {
    guard let table = named("transit_gateway_route_table_id"), let list = named("prefix_list_id") else { return }
    let attachment = named("transit_gateway_attachment_id")
    record(
      "TransitGatewayPrefixListReferences",
      [
        "TransitGatewayRouteTableId": .string(table), "PrefixListId": .string(list),
        "Blackhole": .bool(flag("blackhole") ?? false), "State": "available",
        "TransitGatewayAttachment": attachment.map { ["TransitGatewayAttachmentId": .string($0)] },
      ]
    )
  }

  /// `aws_ec2_transit_gateway_route_table_association`.
  mutating func transitGatewayAssociation() {
    guard let table = named("transit_gateway_route_table_id"), let attachment = named("transit_gateway_attachment_id")
    else { return }
    wrapped(
      "TransitGatewayAssociations",
      ["TransitGatewayRouteTableId": .string(table)],
      ["Associations"],
      ["TransitGatewayAttachmentId": .string(attachment), "State": "associated"],
      .members(["TransitGatewayAttachmentId"])
    )
    field(
      "TransitGatewayAttachments",
      attachment,
      ["Association"],
      ["TransitGatewayRouteTableId": .string(table), "State": "associated"]
    )
  }

  /// `aws_ec2_transit_gateway_route_table_propagation`.
  mutating func transitGatewayPropagation() {
    guard let table = named("transit_gateway_route_table_id"), let attachment = named("transit_gateway_attachment_id")
    else { return }
    wrapped(
      "TransitGatewayPropagations",
      ["TransitGatewayRouteTableId": .string(table)],
      ["TransitGatewayRouteTablePropagations"],
      ["TransitGatewayAttachmentId": .string(attachment), "State": "enabled"],
      .members(["TransitGatewayAttachmentId"])
    )
  }

  /// `aws_ec2_transit_gateway_default_route_table_association`, `…_propagation`.
  mutating func transitGatewayDefaultTable(_ member: String) {
    guard let gateway = named("transit_gateway_id"), let table = named("transit_gateway_route_table_id") else { return }
    field("TransitGateways", gateway, ["Options", member], .string(table))
  }

  /// `aws_ec2_transit_gateway_policy_table`.
  mutating func transitGatewayPolicyTable() {
    record("TransitGatewayPolicyTables", ["TransitGatewayPolicyTableId": .string(id)])
  }

  /// `aws_ec2_transit_gateway_policy_table_association`.
  mutating func transitGatewayPolicyAssociation() {
    guard let table = named("transit_gateway_policy_table_id"), let attachment = named("transit_gateway_attachment_id")
    else { return }
    wrapped(
      "TransitGatewayPolicyTableAssociations",
      ["TransitGatewayPolicyTableId": .string(table)],
      ["Associations"],
      ["TransitGatewayAttachmentId": .string(attachment), "State": "associated"],
      .members(["TransitGatewayAttachmentId"])
    )
  }

  /// `aws_ec2_transit_gateway_multicast_domain`.
  mutating func multicastDomain() {
    record("TransitGatewayMulticastDomains", ["TransitGatewayMulticastDomainId": .string(id), "State": "available"])
  }
}
