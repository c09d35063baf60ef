/// C112–C118: core networks of Cloud WAN.
extension NetworkCase {
  static let cloudWAN: [NetworkCase] = [
    numbered(
      "C112",
      "same segment",
      { $0.oneSegment(routes: [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")]) },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["core-network-1"]))
    ),
    numbered(
      "C113",
      "isolated attachments",
      { $0.oneSegment(routes: []) },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "core-network-1/segment/dev/us-east-1")
      )
    ),
    numbered(
      "C114",
      "share",
      { $0.sharedServices() },
      (.tcp(.host("a1.10"), .ip("10.3.1.10"), 443), .connects(through: ["core-network-1"])),
      (.tcp(.host("c1.10"), .ip("10.2.1.10"), 443), .connects(through: ["core-network-1"]))
    ),
    numbered(
      "C115",
      "share is not transitive",
      { $0.sharedServices() },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "core-network-1/segment/dev/us-east-1")
      ),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .isolated)
    ),
    numbered(
      "C116",
      "acceptance pending",
      {
        $0.oneSegment(
          routes: [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")],
          state: "PENDING_ATTACHMENT_ACCEPTANCE"
        )
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("BAD_STATE_ATTACHMENT", at: "attachment-a"))
    ),
    numbered(
      "C117",
      "service insertion",
      {
        $0.inspected()
        $0.route("rtb-te", "10.0.0.0/8", "core-network-1")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["core-network-1", "rtb-te"]))
    ),
    numbered(
      "C118",
      "tag chooses the segment",
      {
        $0.oneSegment(
          routes: [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")],
          tags: [("env", "prod")]
        )
        $0.record(
          "CoreNetworkPolicies",
          in: "a",
          [
            "CoreNetworkId": "core-network-1", "PolicyVersionId": 3, "Alias": "LIVE",
            "PolicyDocument": .string(
              """
              {"version": "2021.12", "core-network-configuration": {"edge-locations": [{"location": "us-east-1"}]},
               "segments": [{"name": "dev"}, {"name": "prod"}],
               "attachment-policies": [{"rule-number": 100,
                "conditions": [{"type": "tag-value", "operator": "equals", "key": "env", "value": "prod"}],
                "action": {"association-method": "constant", "segment": "prod"}}]}
              """
            ),
          ]
        )
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["core-network-1"]))
    ),
  ].flatMap(\.self)

  /// The twins of the cases above, and what they leave open.
  static let cloudWANTwins: [NetworkCase] = [
    numbered(
      "W112",
      "the routes of a segment are not there",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev")
        $0.attachToCore("b", segment: "dev")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
    ),
    numbered(
      "W113",
      "the way back is in another segment",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev")
        $0.attachToCore("b", segment: "prod")
        $0.coreRoutes("dev", [("10.2.0.0/16", "attachment-b")])
        $0.coreRoutes("prod", [])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .oneWay)
    ),
    numbered(
      "W114",
      "an attachment that waits for a change goes on as it was",
      {
        $0.oneSegment(
          routes: [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")],
          state: "PENDING_TAG_ACCEPTANCE"
        )
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects)
    ),
    numbered(
      "W115",
      "a zone without an attachment subnet",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev", zones: [1])
        $0.attachToCore("b", segment: "dev")
        $0.coreRoutes("dev", [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")])
      },
      (.tcp(.host("a2.20"), .ip("10.2.1.10"), 443), .unknown),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects)
    ),
    numbered(
      "W116",
      "a network function group without attachments drops",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev")
        $0.attachToCore("b", segment: "prod")
        $0.coreRoutes("dev", [("10.2.0.0/16", "group:inspection")])
        $0.coreRoutes("prod", [("10.1.0.0/16", "group:inspection")])
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated(
          "CORE_NETWORK_FUNCTION_GROUP_EMPTY",
          at: "core-network-1/network-function-group/inspection/us-east-1"
        )
      )
    ),
    numbered(
      "W117",
      "an appliance in the network function group's VPC",
      {
        $0.inspected()
        $0.subnet("e1", "10.9.1.0/24", vpc: "e")
        $0.interface("eni-fw", in: "e1", "10.9.1.4", sourceDestCheck: false)
        $0.table("rtb-e1", in: "e", subnets: ["e1"], routes: [("10.0.0.0/8", "core-network-1")])
        $0.route("rtb-te", "10.0.0.0/8", "eni-fw")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .may(through: ["core-network-1", "eni-fw"]))
    ),
    numbered(
      "W118",
      "an inspection VPC that leads nowhere",
      { $0.inspected() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-te"))
    ),
    numbered(
      "W119",
      "a transit gateway route table attached to a segment",
      { $0.transitGatewayInSegment() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["core-network-1", "tgw-1"])),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .connects(through: ["tgw-1", "core-network-1"]))
    ),
    numbered(
      "W120",
      "a VPN connection in a segment",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev")
        $0.attachToCore("b", segment: "prod")
        $0.vpn("vpn-1", at: "core-network-1", in: "a", staticRoutes: [], bgp: true)
        _ = $0.coreAttachment(
          "attachment-vpn",
          type: "SITE_TO_SITE_VPN",
          resource: "arn:aws:ec2:us-east-1:111111111111:vpn-connection/vpn-1",
          segment: "dev"
        )
        $0.route("rtb-a", "192.168.0.0/16", "core-network-1")
        $0.coreRoutes("dev", [("10.1.0.0/16", "attachment-a"), ("192.168.0.0/16", "attachment-vpn")])
        $0.coreRoutes("prod", [("10.2.0.0/16", "attachment-b")])
      },
      (.tcp(.host("a1.10"), .ip("192.168.1.1"), 443), .connects(through: ["core-network-1", "vpn-1"])),
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["vpn-1", "core-network-1"])),
      (.tcp(.onPremises("192.168.1.1"), .host("b1.10"), 443), .isolated)
    ),
    numbered(
      "W121",
      "Direct Connect and Connect peers in a segment",
      {
        $0.coreNetwork()
        $0.attachToCore("a", segment: "dev")
        _ = $0.coreAttachment(
          "attachment-dx",
          type: "DIRECT_CONNECT_GATEWAY",
          resource: "arn:aws:directconnect::111111111111:dx-gateway/dxgw-1",
          segment: "dev"
        )
        _ = $0.coreAttachment("attachment-sdwan", type: "CONNECT", resource: "", segment: "dev")
        $0.directConnectGateway("dxgw-1", in: "a", [("core-network-1", [])])
        $0.virtualInterface("dxvif-1", at: "dxgw-1", in: "a", kind: "transit")
        $0.route("rtb-a", "0.0.0.0/0", "core-network-1")
        $0.coreRoutes(
          "dev",
          [
            ("10.1.0.0/16", "attachment-a"), ("192.168.0.0/16", "attachment-dx"), ("172.20.0.0/16", "attachment-sdwan"),
          ]
        )
      },
      (.tcp(.host("a1.10"), .ip("192.168.1.1"), 443), .connects(through: ["core-network-1", "dxvif-1"])),
      (.tcp(.host("a1.10"), .ip("172.20.0.9"), 443), .unknown),
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["core-network-1"]))
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// VPC-A and VPC-B in the segment dev with the routes given.
  fileprivate mutating func oneSegment(
    routes: [(String, String)],
    state: String = "AVAILABLE",
    tags: [(String, String)] = []
  ) {
    coreNetwork()
    attachToCore("a", segment: "dev", state: state, tags: tags)
    attachToCore("b", segment: "dev")
    coreRoutes("dev", routes)
  }

  /// VPC-A in dev, VPC-B in prod, VPC-C in a segment that both share.
  fileprivate mutating func sharedServices() {
    coreNetwork()
    attachToCore("a", segment: "dev")
    attachToCore("b", segment: "prod")
    attachToCore("c", segment: "shared")
    coreRoutes("dev", [("10.1.0.0/16", "attachment-a"), ("10.3.0.0/16", "attachment-c")])
    coreRoutes("prod", [("10.2.0.0/16", "attachment-b"), ("10.3.0.0/16", "attachment-c")])
    coreRoutes(
      "shared",
      [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b"), ("10.3.0.0/16", "attachment-c")]
    )
  }

  /// VPC-A in dev and VPC-B in prod, each sent via the network function group inspection, which has VPC-E.
  fileprivate mutating func inspected() {
    vpc("e", "10.9.0.0/16", account: "666666666666", environment: "shared")
    coreNetwork()
    attachToCore("a", segment: "dev")
    attachToCore("b", segment: "prod")
    attachToCore("e", functionGroup: "inspection")
    coreRoutes("dev", [("10.2.0.0/16", "group:inspection")])
    coreRoutes("prod", [("10.1.0.0/16", "group:inspection")])
    coreRoutes("inspection", isFunctionGroup: true, [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-b")])
  }

  /// VPC-A in a segment to which the transit gateway route table of VPC-B is attached.
  fileprivate mutating func transitGatewayInSegment() {
    coreNetwork()
    attachToCore("a", segment: "dev")
    transitGateway("tgw-1", tables: ["tgw-rtb-1"])
    attach("b", to: "tgw-1", table: "tgw-rtb-1")
    route("rtb-b", "10.0.0.0/8", "tgw-1")
    transit.attachments.append(
      TransitNetwork.Attachment(id: "tgw-attach-core", gateway: "tgw-1", kind: "peering", resource: "core-network-1")
    )
    record(
      "TransitGatewayPeeringAttachments",
      in: "network",
      [
        "TransitGatewayAttachmentId": "tgw-attach-core",
        "RequesterTgwInfo": ["CoreNetworkId": "core-network-1", "OwnerId": "111111111111", "Region": "us-east-1"],
        "AccepterTgwInfo": ["TransitGatewayId": "tgw-1", "OwnerId": "666666666666", "Region": "us-east-1"],
        "State": "available",
      ]
    )
    transitRoute("tgw-rtb-1", "10.1.0.0/16", "tgw-attach-core")
    _ = coreAttachment(
      "attachment-tgw",
      type: "TRANSIT_GATEWAY_ROUTE_TABLE",
      resource: "arn:aws:ec2:us-east-1:666666666666:transit-gateway-route-table/tgw-rtb-1",
      segment: "dev"
    )
    coreRoutes("dev", [("10.1.0.0/16", "attachment-a"), ("10.2.0.0/16", "attachment-tgw")])
  }
}
