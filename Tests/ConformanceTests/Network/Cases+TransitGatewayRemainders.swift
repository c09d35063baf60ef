/// What belongs to transit gateways besides tables and attachments: prefix list references, policy tables, security group
/// references of which the options are not known; and gateways that are not modelled.
extension NetworkCase {
  static let transitGatewayRemainders: [NetworkCase] =
    [
      numbered(
        "W091",
        "a prefix list reference in a table",
        { $0.prefixListReference(blackhole: false) },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1"])),
        (.tcp(.host("a1.10"), .ip("10.2.2.5"), 443), .isolated("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "tgw-rtb-dev"))
      ),
      numbered(
        "W092",
        "a prefix list reference that drops",
        { $0.prefixListReference(blackhole: true) },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("TGW_RTB_BAD_STATE_ROUTE", at: "tgw-rtb-dev"))
      ),
      numbered(
        "W093",
        "an attachment with a policy table",
        {
          $0.joinByTransitGateway()
          $0.record("TransitGatewayPolicyTables", in: "network", ["TransitGatewayPolicyTableId": "tgw-ptb-1"])
          $0.record(
            "TransitGatewayPolicyTableAssociations",
            in: "network",
            [
              "TransitGatewayPolicyTableId": "tgw-ptb-1",
              "Associations": [["TransitGatewayAttachmentId": "tgw-attach-1-a", "State": "associated"]],
            ]
          )
        },
        (
          .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
          Expectation(verdict: "unknown", codes: ["UNSUPPORTED_COMPONENT"], resources: ["tgw-ptb-1"])
        )
      ),
      numbered(
        "W094",
        "a reference where the transit gateway does not say whether references work",
        { $0.reference(gateway: nil, attachments: true) },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
      ),
      numbered(
        "W095",
        "a reference where the attachments do not say",
        { $0.reference(gateway: true, attachments: nil) },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
      ),
      numbered(
        "W096",
        "a reference is off when one setting is, whatever the others",
        { $0.reference(gateway: nil, attachments: false) },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SG_REFERENCING_SUPPORT", at: "sg-api"))
      ),
      numbered(
        "W097",
        "an untold setting does not matter to a rule by address",
        {
          $0.reference(gateway: nil, attachments: nil)
          $0.change(group: "sg-api") { $0.ingress = [.tcp(443, "10.1.0.0/16")] }
        },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects)
      ),
      numbered(
        "W032",
        "a stale reference beside an active peering connection",
        {
          $0.peering("pcx-ab", "a", "b")
          $0.group("sg-web", in: "a", [])
          $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-ab", status: "deleted")])
          $0.assign(["sg-web"], to: "a1.10")
          $0.assign(["sg-api"], to: "b1.10")
        },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
      ),
      numbered(
        "W033",
        "a reference that the list of stale groups names",
        {
          $0.peering("pcx-ab", "a", "b")
          $0.group("sg-web", in: "a", [])
          $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-ab", status: "active")])
          $0.assign(["sg-web"], to: "a1.10")
          $0.assign(["sg-api"], to: "b1.10")
          $0.record(
            "StaleSecurityGroupSet",
            in: "b",
            [
              "GroupId": "sg-api", "VpcId": "vpc-b",
              "StaleIpPermissions": [["IpProtocol": "tcp", "UserIdGroupPairs": [["GroupId": "sg-web"]]]],
            ]
          )
        },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
      ),
    ].flatMap(\.self)
    + ["lgw-1", "cagw-1"].flatMap { target in
      numbered(
        target == "lgw-1" ? "W173" : "W174",
        "a route to \(target)",
        { $0.route("rtb-a", "10.2.0.0/16", target) },
        (
          .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
          Expectation(verdict: "unknown", codes: ["UNSUPPORTED_COMPONENT"], resources: [target])
        )
      )
    }
}

extension CaseEstate {
  /// VPC-A looks up in `tgw-rtb-dev`, whose only way to VPC-B is the prefix list `pl-b` (10.2.1.0/24).
  fileprivate mutating func prefixListReference(blackhole: Bool) {
    transitGateway("tgw-1", tables: ["tgw-rtb-dev", "tgw-rtb-prod"])
    attach("a", to: "tgw-1", table: "tgw-rtb-dev", propagate: ["tgw-rtb-prod"])
    attach("b", to: "tgw-1", table: "tgw-rtb-prod", propagate: [])
    route("rtb-a", "10.0.0.0/8", "tgw-1")
    route("rtb-b", "10.0.0.0/8", "tgw-1")
    prefixList("pl-b", in: "b", ["10.2.1.0/24"])
    var members: [(key: String, value: JSONText)] = [
      (key: "TransitGatewayRouteTableId", value: "tgw-rtb-dev"), (key: "PrefixListId", value: "pl-b"),
      (key: "State", value: "available"), (key: "Blackhole", value: .boolean(blackhole)),
    ]
    if !blackhole {
      members.append(
        (
          key: "TransitGatewayAttachment",
          value: ["TransitGatewayAttachmentId": "tgw-attach-1-b", "ResourceType": "vpc", "ResourceId": "vpc-b"]
        )
      )
    }
    record("TransitGatewayPrefixListReferences", in: "network", .object(members))
  }

  /// VPC-A and VPC-B on one transit gateway; b1.10 admits the group of a1.10.
  fileprivate mutating func reference(gateway: Bool?, attachments: Bool?) {
    joinByTransitGateway(referencing: gateway, attachmentReferencing: attachments)
    group("sg-web", in: "a", [])
    group("sg-api", in: "b", [.tcp(443, "sg-web")])
    assign(["sg-web"], to: "a1.10")
    assign(["sg-api"], to: "b1.10")
  }
}
