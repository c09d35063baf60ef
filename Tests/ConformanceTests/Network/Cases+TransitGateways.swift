/// C091–C111: transit gateways.
extension NetworkCase {
  static let transitGateways: [NetworkCase] = [
    numbered(
      "C091",
      "default tables",
      { $0.joinByTransitGateway() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C092",
      "TGW open, VPC closed",
      {
        $0.joinByTransitGateway()
        $0.change(table: "rtb-b") { $0.routes.removeAll { !$0.isLocal } }
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .oneWay)
    ),
    numbered(
      "C093",
      "segmented",
      { $0.segments(a: ["tgw-rtb-dev"], b: ["tgw-rtb-prod"]) },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "tgw-rtb-dev")
      )
    ),
    numbered(
      "C094",
      "one-way propagation",
      { $0.segments(a: ["tgw-rtb-dev", "tgw-rtb-prod"], b: ["tgw-rtb-prod"]) },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .oneWay)
    ),
    numbered(
      "C095",
      "static blackhole beats propagated",
      {
        $0.segments(a: ["tgw-rtb-dev", "tgw-rtb-prod"], b: ["tgw-rtb-dev", "tgw-rtb-prod"])
        $0.transitRoute("tgw-rtb-dev", "10.2.0.0/16", nil)
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("TGW_RTB_HIGHER_PRIORITY_ROUTE", "TGW_RTB_BAD_STATE_ROUTE", at: "tgw-rtb-dev")
      )
    ),
    numbered(
      "C096",
      "blackhole summary leaks",
      {
        $0.segments(a: ["tgw-rtb-dev", "tgw-rtb-prod"], b: ["tgw-rtb-dev", "tgw-rtb-prod"])
        $0.transitRoute("tgw-rtb-dev", "10.0.0.0/8", nil)
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C097",
      "no association",
      {
        $0.transitGateway("tgw-1", tables: ["tgw-rtb-1"])
        $0.attach("a", to: "tgw-1", table: nil, propagate: ["tgw-rtb-1"])
        $0.attach("b", to: "tgw-1", table: "tgw-rtb-1")
        $0.route("rtb-a", "10.0.0.0/8", "tgw-1")
        $0.route("rtb-b", "10.0.0.0/8", "tgw-1")
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", at: "tgw-attach-1-a")
      )
    ),
    numbered(
      "C098",
      "AZ not enabled",
      {
        $0.joinByTransitGateway()
        for index in $0.transit.attachments.indices where $0.transit.attachments[index].id == "tgw-attach-1-a" {
          $0.transit.attachments[index].subnets = ["subnet-ta1"]
        }
      },
      (.tcp(.host("a2.20"), .ip("10.2.1.10"), 443), .isolated("TGW_ROUTE_AZ_RESTRICTION")),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects)
    ),
    numbered(
      "C099",
      "centralised egress leak",
      { $0.centralEgress() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1", "nat-1"]))
    ),
    numbered(
      "C100",
      "centralised egress, blackholed",
      {
        $0.centralEgress()
        $0.transitRoute("tgw-rtb-spoke", "10.0.0.0/8", nil)
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C101",
      "peering needs statics",
      { $0.joinByTransitPeering() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1", "tgw-2"]))
    ),
    numbered(
      "C102",
      "peering, one static missing",
      { $0.joinByTransitPeering(returnRoute: false) },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .oneWay)
    ),
    numbered(
      "C103",
      "peering of peering",
      {
        $0.joinByTransitPeering()
        $0.change(vpc: "c") { $0.region = "eu-west-1" }
        $0.transitGateway("tgw-3", tables: ["tgw-rtb-3"], region: "eu-west-1")
        $0.attach("c", to: "tgw-3", table: "tgw-rtb-3")
        $0.transitPeering("tgw-attach-peer23", ("tgw-2", table: "tgw-rtb-2"), ("tgw-3", table: "tgw-rtb-3"))
        $0.transitRoute("tgw-rtb-1", "10.3.0.0/16", "tgw-attach-peer")
        $0.transitRoute("tgw-rtb-2", "10.3.0.0/16", "tgw-attach-peer23")
        $0.transitRoute("tgw-rtb-3", "10.1.0.0/16", "tgw-attach-peer23")
        $0.route("rtb-c", "10.0.0.0/8", "tgw-3")
      },
      (.tcp(.host("a1.10"), .ip("10.3.1.10"), 443), .connects(through: ["tgw-1", "tgw-2", "tgw-3"]))
    ),
    numbered(
      "C105",
      "pending cross-account attachment",
      {
        $0.joinByTransitGateway()
        for index in $0.transit.attachments.indices where $0.transit.attachments[index].id == "tgw-attach-1-a" {
          $0.transit.attachments[index].state = "pendingAcceptance"
        }
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("BAD_STATE_ATTACHMENT", at: "tgw-attach-1-a"))
    ),
    numbered(
      "C106",
      "identical CIDRs",
      {
        $0.joinByTransitGateway()
        $0.vpc("k", "10.1.0.0/16", account: "444444444444", environment: "shared")
        $0.subnet("k1", "10.1.1.0/24")
        $0.host("k1.10")
        $0.attach("k", to: "tgw-1", table: "tgw-rtb-1", propagate: [])
      },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .connects(through: ["rtb-ta"], avoiding: ["rtb-tk"]))
    ),
    numbered(
      "C108",
      "no route from VPN table",
      {
        $0.transitGateway("tgw-1", tables: ["tgw-rtb-prod", "tgw-rtb-vpn"])
        $0.attach("a", to: "tgw-1", table: "tgw-rtb-prod", propagate: ["tgw-rtb-vpn"])
        $0.attach("b", to: "tgw-1", table: "tgw-rtb-prod", propagate: ["tgw-rtb-prod"])
        $0.vpn("vpn-1", at: "tgw-1", in: "network", staticRoutes: [])
        $0.attachment("tgw-attach-vpn", kind: "vpn", of: "vpn-1", at: "tgw-1", table: "tgw-rtb-vpn")
        $0.transitRoute("tgw-rtb-prod", "192.168.0.0/16", "tgw-attach-vpn")
        $0.route("rtb-a", "192.168.0.0/16", "tgw-1")
        $0.route("rtb-b", "192.168.0.0/16", "tgw-1")
      },
      (.tcp(.onPremises("192.168.1.1"), .host("b1.10"), 443), .isolated),
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C109",
      "Connect attachment",
      {
        $0.joinByTransitGateway()
        $0.attachment(
          "tgw-attach-sdwan",
          kind: "connect",
          of: "tgw-attach-1-b",
          at: "tgw-1",
          table: "tgw-rtb-1"
        )
        $0.transit.foundRoutes = [
          (
            table: "tgw-rtb-1",
            routes: [
              .found("10.1.0.0/16", "tgw-attach-1-a", "vpc", "vpc-a"),
              .found("10.2.0.0/16", "tgw-attach-1-b", "vpc", "vpc-b"),
              .found("172.20.0.0/16", "tgw-attach-sdwan", "connect", "tgw-attach-1-b"),
            ]
          )
        ]
        $0.route("rtb-a", "172.20.0.0/16", "tgw-1")
      },
      (.tcp(.host("a1.10"), .ip("172.20.0.9"), 443), .unknown)
    ),
    numbered(
      "C110",
      "arrival at an address nobody owns",
      { $0.joinByTransitGateway() },
      (.tcp(.host("a1.10"), .ip("10.2.9.9"), 443), .isolated)
    ),
    numbered(
      "C111",
      "attachment subnet has no local path out of b",
      {
        $0.joinByTransitGateway()
        $0.subnet("b3", "10.2.3.0/24")
        $0.table("rtb-fw", in: "b", subnets: ["b3"])
        $0.interface("eni-fw", in: "b3", "10.2.3.4")
        $0.change(table: "rtb-tb") { $0.routes = [CaseRoute(destination: "10.2.0.0/16", target: "eni-fw")] }
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "eni-fw")
      )
    ),
  ].flatMap(\.self)
}

extension JSONText {
  /// A propagated route as `search-transit-gateway-routes` finds it.
  static func found(_ cidr: String, _ attachment: String, _ kind: String, _ resource: String) -> JSONText {
    [
      "DestinationCidrBlock": .string(cidr), "Type": "propagated", "State": "active",
      "TransitGatewayAttachments": [
        [
          "TransitGatewayAttachmentId": .string(attachment), "ResourceId": .string(resource),
          "ResourceType": .string(kind),
        ]
      ],
    ]
  }
}

extension CaseEstate {
  /// VPC-A associated with `tgw-rtb-dev`, VPC-B with `tgw-rtb-prod`, each propagating to the tables given.
  fileprivate mutating func segments(a: [String], b: [String]) {
    transitGateway("tgw-1", tables: ["tgw-rtb-dev", "tgw-rtb-prod"])
    attach("a", to: "tgw-1", table: "tgw-rtb-dev", propagate: a)
    attach("b", to: "tgw-1", table: "tgw-rtb-prod", propagate: b)
    route("rtb-a", "10.0.0.0/8", "tgw-1")
    route("rtb-b", "10.0.0.0/8", "tgw-1")
  }

  /// VPC-E 10.9.0.0/16 offers the way out to both spokes.
  ///
  /// Its attachment subnets lead to `nat-1` (10.9.1.5), whose subnet leads private ranges back to the transit gateway;
  /// b1.10 admits tcp/443 from VPC-E.
  fileprivate mutating func centralEgress() {
    vpc("e", "10.9.0.0/16", account: "666666666666", environment: "shared")
    subnet("e1", "10.9.1.0/24")
    internetGateway("igw-e", vpc: "e")
    natGateway("nat-1", in: "e1", "10.9.1.5", publicAddress: "198.51.100.20")
    transitGateway("tgw-1", tables: ["tgw-rtb-spoke", "tgw-rtb-egress"])
    attach("a", to: "tgw-1", table: "tgw-rtb-spoke", propagate: ["tgw-rtb-egress"])
    attach("b", to: "tgw-1", table: "tgw-rtb-spoke", propagate: ["tgw-rtb-egress"])
    attach("e", to: "tgw-1", table: "tgw-rtb-egress", propagate: ["tgw-rtb-spoke"])
    transitRoute("tgw-rtb-spoke", "0.0.0.0/0", "tgw-attach-1-e")
    route("rtb-te", "0.0.0.0/0", "nat-1")
    table("rtb-e1", in: "e", subnets: ["e1"], routes: [("10.0.0.0/8", "tgw-1"), ("0.0.0.0/0", "igw-e")])
    route("rtb-a", "0.0.0.0/0", "tgw-1")
    route("rtb-b", "0.0.0.0/0", "tgw-1")
    group("sg-api", in: "b", [.tcp(443, "10.9.0.0/16")])
    assign(["sg-api"], to: "b1.10")
  }
}
