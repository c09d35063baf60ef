import IsolationAudit

extension ContradictionCase {
  private static let prod = "accounts/333333333333/us-east-1/"
  private static let dev = "accounts/111111111111/us-east-1/"
  private static let route = "\(dev)RouteTables.json:2:275 #/RouteTables/0/Routes/1 (rtb-dev): error: "

  // MARK: Routes

  static let routes: [ContradictionCase] = [
    ContradictionCase(
      "a route to an internet gateway that is detached",
      [
        route
          + "an active route leads to `igw-1`, which is detached, for `vpc-dev`, expected the state `blackhole`"
      ],
      change: { $0.development.routes.append(("0.0.0.0/0", "igw-1")) },
      files: {
        $0[path("InternetGateways", "111111111111")] = gateways(#"{"InternetGatewayId": "igw-1", "Attachments": []}"#)
      }
    ),
    ContradictionCase(
      "a route to an internet gateway that is being attached",
      [
        route
          + "an active route leads to `igw-1`, whose attachment is not available, for `vpc-dev`, expected the state `blackhole`"
      ],
      change: { $0.development.routes.append(("0.0.0.0/0", "igw-1")) },
      files: {
        $0[path("InternetGateways", "111111111111")] = gateways(
          #"{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-dev", "State": "attaching"}]}"#
        )
      }
    ),
    ContradictionCase(
      "a route to an internet gateway of another VPC",
      [route + "a route leads to `igw-1` of `vpc-prod`, expected a target of `vpc-dev`"],
      change: { $0.development.routes.append(("0.0.0.0/0", "igw-1")) },
      files: { $0[path("InternetGateways")] = gateways(attached("igw-1", "vpc-prod")) }
    ),
    ContradictionCase(
      "a route to a virtual private gateway that is detached",
      [
        route
          + "an active route leads to `vgw-1`, which is detached, for `vpc-dev`, expected the state `blackhole`"
      ],
      change: { $0.development.routes.append(("192.168.0.0/16", "vgw-1")) },
      files: {
        $0[path("VpnGateways", "111111111111")] =
          #"{"VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available", "VpcAttachments": []}]}"#
      }
    ),
    ContradictionCase(
      "a route to a transit gateway that the VPC is not attached to",
      [
        route
          + "an active route leads to `tgw-1`, which has no attachment of `vpc-dev`, expected the state `blackhole`"
      ],
      change: { $0.development.routes.append(("10.2.0.0/16", "tgw-1")) },
      files: { $0[path("TransitGateways")] = transit(attachments: [attachment("tgw-attach-prod", "vpc-prod")]) }
    ),
    ContradictionCase(
      "a route to a peering connection that is not active",
      [
        route
          + "an active route leads to `pcx-1`, whose status is `pending-acceptance`, for `vpc-dev`, expected the state `blackhole`",
        "\(prod)RouteTables.json:2:278 #/RouteTables/0/Routes/1 (rtb-prod): error: an active route leads to `pcx-1`, whose status is `pending-acceptance`, for `vpc-prod`, expected the state `blackhole`",
      ],
      in: .peered(),
      files: {
        for account in ["111111111111", "333333333333"] {
          $0.change("VpcPeeringConnections", #""Code": "active""#, #""Code": "pending-acceptance""#, account)
        }
      }
    ),
    ContradictionCase(
      "a route to a peering connection of other VPCs",
      [route + "a route leads to `pcx-2` of `vpc-x`, expected a target of `vpc-dev`"],
      change: { $0.development.routes.append(("10.2.0.0/16", "pcx-2")) },
      files: { $0[dev + "More.json"] = peering("pcx-2", ("vpc-x", "10.8.0.0/16"), ("vpc-y", "10.9.0.0/16")) }
    ),
    ContradictionCase(
      "a route to a NAT gateway of another VPC",
      [route + "a route leads to `nat-1` of `vpc-prod`, expected a target of `vpc-dev`"],
      change: { $0.development.routes.append(("0.0.0.0/0", "nat-1")) },
      files: { $0[path("NatGateways")] = nat("vpc-prod", "subnet-prod") }
    ),
    ContradictionCase(
      "a route to a VPC endpoint of another VPC",
      [route + "a route leads to `vpce-1` of `vpc-prod`, expected a target of `vpc-dev`"],
      change: { $0.development.routes.append(("192.168.0.0/16", "vpce-1")) },
      files: { $0[path("VpcEndpoints")] = endpoint("vpc-prod", "subnet-prod") }
    ),
  ]

  // MARK: Gateways

  static let gateways: [ContradictionCase] = [
    ContradictionCase(
      "an internet gateway that is attached to two VPCs",
      [
        "\(prod)InternetGateways.json:1:23 #/InternetGateways/0 (igw-1): error: is attached to `vpc-dev`, `vpc-prod`, expected one VPC"
      ],
      files: {
        $0[path("InternetGateways")] = gateways(
          #"{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-dev", "State": "available"}, {"VpcId": "vpc-prod", "State": "available"}]}"#
        )
      }
    ),
    ContradictionCase(
      "a VPC with two internet gateways",
      [
        "\(prod)InternetGateways.json:1:117 #/InternetGateways/1 (igw-2): error: `vpc-prod` has `igw-1` attached as well, expected one internet gateway"
      ],
      files: {
        $0[path("InternetGateways")] = gateways(attached("igw-1", "vpc-prod") + ", " + attached("igw-2", "vpc-prod"))
      }
    ),
    ContradictionCase(
      "a NAT gateway in a subnet of another VPC",
      [
        "\(prod)NatGateways.json:1:18 #/NatGateways/0 (nat-1): error: names subnet `subnet-dev` of `vpc-dev`, expected subnets of `vpc-prod`"
      ],
      files: { $0[path("NatGateways")] = nat("vpc-prod", "subnet-dev") }
    ),
    ContradictionCase(
      "a VPC endpoint in a subnet of another VPC",
      [
        "\(prod)VpcEndpoints.json:1:19 #/VpcEndpoints/0 (vpce-1): error: names subnet `subnet-dev` of `vpc-dev`, expected subnets of `vpc-prod`"
      ],
      files: { $0[path("VpcEndpoints")] = endpoint("vpc-prod", "subnet-dev") }
    ),
    ContradictionCase(
      "a Client VPN endpoint with a target network of another VPC",
      [
        "\(prod)ClientVpn.json:1:309 #/ClientVpnTargetNetworks/0 (cvpn-endpoint-1): error: names subnet `subnet-dev` of `vpc-dev`, expected subnets of `vpc-prod`"
      ],
      files: {
        $0[prod + "ClientVpn.json"] =
          #"{"ClientVpnEndpoints": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientCidrBlock": "172.16.0.0/22", "VpcId": "vpc-prod", "SecurityGroupIds": ["sg-prod"], "Status": {"Code": "available"}}], "ClientVpnRoutes": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientVpnRoutes": []}], "ClientVpnTargetNetworks": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "TargetNetworkId": "subnet-dev", "VpcId": "vpc-prod", "Status": {"Code": "associated"}, "SecurityGroups": ["sg-prod"]}], "ClientVpnAuthorizationRules": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientVpnAuthorizationRules": []}]}"#
      }
    ),
    ContradictionCase(
      "a VPC that is peered with itself",
      [
        "\(dev)More.json:1:28 #/VpcPeeringConnections/0 (pcx-2): error: both sides are `vpc-dev`, expected two VPCs"
      ],
      files: { $0[dev + "More.json"] = peering("pcx-2", ("vpc-dev", "10.0.0.0/16"), ("vpc-dev", "10.0.0.0/16")) }
    ),
    ContradictionCase(
      "peered VPCs that share addresses",
      [
        "\(dev)More.json:1:28 #/VpcPeeringConnections/0 (pcx-2): error: 10.0.0.0/16 of `vpc-dev` overlaps 10.0.128.0/17 of `vpc-far`, expected peers that share no address"
      ],
      files: { $0[dev + "More.json"] = peering("pcx-2", ("vpc-dev", "10.0.0.0/16"), ("vpc-far", "10.0.128.0/17")) }
    ),
  ]

  // MARK: Transit gateways

  static let transit: [ContradictionCase] = [
    ContradictionCase(
      "an association with a table of another transit gateway",
      [
        "\(prod)TransitGateways.json:1:669 #/TransitGatewayAssociations/0/Associations/0 (tgw-attach-prod): error: is associated with `tgw-rtb-2` of `tgw-2`, expected a table of `tgw-1`"
      ],
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-prod", "vpc-prod")],
          associations: [("tgw-rtb-2", "tgw-attach-prod")]
        )
      }
    ),
    ContradictionCase(
      "an association with a table that is not there, and a route that leads to it",
      [
        "\(prod)TransitGateways.json:1:351 #/TransitGatewayVpcAttachments/0 (tgw-attach-dev): warning: is associated with route table `tgw-rtb-9`, which is not in the snapshot, expected a table of `tgw-1`"
      ],
      change: { $0.development.routes.append(("10.2.0.0/16", "tgw-1")) },
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-dev", "vpc-dev", subnet: "subnet-dev")],
          associations: [("tgw-rtb-9", "tgw-attach-dev")]
        )
      }
    ),
    ContradictionCase(
      "an association of an attachment that is not there",
      [
        "\(prod)TransitGateways.json:1:479 #/TransitGatewayAssociations/0/Associations/0 (tgw-rtb-1): error: an association names attachment `tgw-attach-9`, which is not in the snapshot, expected one of `tgw-1`"
      ],
      files: {
        $0[path("TransitGateways")] = transit(attachments: [], associations: [("tgw-rtb-1", "tgw-attach-9")])
      }
    ),
    ContradictionCase(
      "a propagation into a table that is not there",
      [
        "\(prod)TransitGateways.json:1:642 #/TransitGatewayPropagations/0 (tgw-rtb-9): warning: propagations name route table `tgw-rtb-9`, which is not in the snapshot, expected its record"
      ],
      .passed,
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-prod", "vpc-prod")],
          propagations: [("tgw-rtb-9", "tgw-attach-prod")]
        )
      }
    ),
    ContradictionCase(
      "a propagation of an attachment of another transit gateway",
      [
        "\(prod)TransitGateways.json:1:727 #/TransitGatewayPropagations/0/TransitGatewayRouteTablePropagations/0 (tgw-rtb-2): error: a propagation names `tgw-attach-prod` of `tgw-1`, expected an attachment of `tgw-2`"
      ],
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-prod", "vpc-prod")],
          propagations: [("tgw-rtb-2", "tgw-attach-prod")]
        )
      }
    ),
    ContradictionCase(
      "a VPC that is attached to a transit gateway twice",
      [
        "\(prod)TransitGateways.json:1:540 #/TransitGatewayVpcAttachments/1 (tgw-attach-b): error: `vpc-prod` is attached to `tgw-1` by `tgw-attach-a` as well, expected one attachment"
      ],
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-a", "vpc-prod"), attachment("tgw-attach-b", "vpc-prod")]
        )
      }
    ),
    ContradictionCase(
      "an attachment with a subnet of another VPC",
      [
        "\(prod)TransitGateways.json:1:351 #/TransitGatewayVpcAttachments/0 (tgw-attach-a): error: names subnet `subnet-dev` of `vpc-dev`, expected subnets of `vpc-prod`"
      ],
      files: {
        $0[path("TransitGateways")] = transit(
          attachments: [attachment("tgw-attach-a", "vpc-prod", subnet: "subnet-dev")]
        )
      }
    ),
  ]

  // MARK: Records

  private static func gateways(_ records: String) -> String { #"{"InternetGateways": [\#(records)]}"# }

  private static func attached(_ id: String, _ vpc: String) -> String {
    #"{"InternetGatewayId": "\#(id)", "Attachments": [{"VpcId": "\#(vpc)", "State": "available"}]}"#
  }

  private static func nat(_ vpc: String, _ subnet: String) -> String {
    #"{"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "\#(vpc)", "SubnetId": "\#(subnet)", "State": "available", "ConnectivityType": "private", "NatGatewayAddresses": [{"PrivateIp": "10.2.1.200"}]}]}"#
  }

  private static func endpoint(_ vpc: String, _ subnet: String) -> String {
    #"{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "Interface", "VpcId": "\#(vpc)", "ServiceName": "com.amazonaws.us-east-1.ssm", "State": "available", "SubnetIds": ["\#(subnet)"], "NetworkInterfaceIds": []}]}"#
  }

  private static func peering(_ id: String, _ one: (String, String), _ other: (String, String)) -> String {
    func side(_ side: (String, String)) -> String {
      #"{"VpcId": "\#(side.0)", "OwnerId": "111111111111", "Region": "us-east-1", "CidrBlock": "\#(side.1)", "CidrBlockSet": [{"CidrBlock": "\#(side.1)"}]}"#
    }
    return
      #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "\#(id)", "Status": {"Code": "active"}, "RequesterVpcInfo": \#(side(one)), "AccepterVpcInfo": \#(side(other))}]}"#
  }

  private static func attachment(_ id: String, _ vpc: String, subnet: String = "subnet-prod") -> String {
    #"{"TransitGatewayAttachmentId": "\#(id)", "TransitGatewayId": "tgw-1", "VpcId": "\#(vpc)", "State": "available", "SubnetIds": ["\#(subnet)"], "Options": {"Ipv6Support": "disable"}}"#
  }

  /// Two transit gateways with a table each, and attachments of the first.
  private static func transit(
    attachments: [String],
    associations: [(table: String, attachment: String)] = [],
    propagations: [(table: String, attachment: String)] = []
  ) -> String {
    let gateways = ["tgw-1", "tgw-2"].map { #"{"TransitGatewayId": "\#($0)", "OwnerId": "333333333333"}"# }
    let tables = ["1", "2"].map {
      #"{"TransitGatewayRouteTableId": "tgw-rtb-\#($0)", "TransitGatewayId": "tgw-\#($0)"}"#
    }
    let associated = associations.map {
      #"{"TransitGatewayRouteTableId": "\#($0.table)", "Associations": [{"TransitGatewayAttachmentId": "\#($0.attachment)", "State": "associated"}]}"#
    }
    let propagated = propagations.map {
      #"{"TransitGatewayRouteTableId": "\#($0.table)", "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "\#($0.attachment)", "State": "enabled"}]}"#
    }
    let lists = [
      ("TransitGateways", gateways), ("TransitGatewayRouteTables", tables),
      ("TransitGatewayVpcAttachments", attachments), ("TransitGatewayAttachments", []),
      ("TransitGatewayAssociations", associated), ("TransitGatewayPropagations", propagated),
      ("TransitGatewayStaticRoutes", []),
    ]
    return "{" + lists.map { "\"\($0.0)\": [\($0.1.joined(separator: ", "))]" }.joined(separator: ", ") + "}"
  }
}
