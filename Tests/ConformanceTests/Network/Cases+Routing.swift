/// C001–C023: VPC CIDRs, route tables, priority, edge tables, source/destination check.
extension NetworkCase {
  static let routing: [NetworkCase] = [
    numbered(
      "C001",
      "same VPC, two subnets",
      {
        $0.group("sg-server", in: "a", [.tcp(443, "10.1.0.0/16")])
        $0.assign(["sg-server"], to: "a2.20")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C002",
      "nothing inbound by default",
      {
        $0.group("sg-server", in: "a", [])
        $0.assign(["sg-server"], to: "a2.20")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .isolated("SG_HAS_NO_RULES", at: "sg-server", "eni-a2-20"))
    ),
    numbered(
      "C003",
      "secondary CIDR gets its own local route",
      {
        $0.cidr("100.64.0.0/16", of: "a")
        $0.subnet("a9", "100.64.9.0/24")
        $0.host("a9.5")
      },
      (.tcp(.host("a1.10"), .ip("100.64.9.5"), 443), .connects)
    ),
    numbered(
      "C004",
      "disassociated CIDR is not local",
      { $0.cidr("100.64.0.0/16", of: "a", state: "disassociated") },
      (.tcp(.host("a1.10"), .ip("100.64.9.5"), 443), .isolated("NO_ROUTE_TO_DESTINATION"))
    ),
    numbered(
      "C005",
      "implicit main table",
      { $0.peering("pcx-ab", "a", "b") },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab"]))
    ),
    numbered(
      "C006",
      "explicit association replaces main",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.table("rtb-iso", in: "a", subnets: ["a1"])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-iso"))
    ),
    numbered(
      "C007",
      "longest prefix wins",
      {
        $0.joinByTransitGateway()
        $0.peering("pcx-ab", "a", "b")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab"], avoiding: ["tgw-1"]))
    ),
    numbered(
      "C008",
      "a blackhole does not fall back",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.host("b1.5")
        $0.blackhole("rtb-a", "10.2.1.0/24", "eni-gone")
        $0.dangling = ["eni-gone"]
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.5"), 443), .isolated("BAD_STATE_ROUTE"))
    ),
    numbered(
      "C009",
      "static beats propagated, equal prefix",
      {
        $0.host("a1.10", publicAddress: "198.51.100.10")
        $0.internetGateway("igw-a", vpc: "a")
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["172.31.0.0/24"])
        $0.route("rtb-a", "172.31.0.0/24", "igw-a")
        $0.route("rtb-a", "172.31.0.0/24", "vgw-a", propagated: true)
      },
      (
        .tcp(.host("a1.10"), .ip("172.31.0.9"), 443),
        .isolated("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", "HIGHER_PRIORITY_ROUTE")
      )
    ),
    numbered(
      "C010",
      "more specific propagated beats static",
      {
        $0.joinByTransitGateway()
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["172.31.5.0/24"])
        $0.route("rtb-a", "172.31.0.0/16", "tgw-1")
        $0.route("rtb-a", "172.31.5.0/24", "vgw-a", propagated: true)
      },
      (
        .tcp(.host("a1.10"), .onPremises("172.31.5.9"), 443),
        .connects(through: ["vgw-a"], avoiding: ["tgw-1"])
      )
    ),
    numbered(
      "C011",
      "local beats more specific propagated",
      {
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["10.1.2.0/24"])
        $0.route("rtb-a", "10.1.2.0/24", "vgw-a", propagated: true)
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects(avoiding: ["vgw-a"]))
    ),
    numbered(
      "C012",
      "more specific than local, static, appliance checks on",
      {
        $0.firewall(sourceDestCheck: true)
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("10.1.2.0/24", "eni-fw")])
      },
      (
        .tcp(.host("a1.10"), .ip("10.1.2.20"), 443),
        .isolated("ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "eni-fw")
      )
    ),
    numbered(
      "C013",
      "more specific than local, static, appliance checks off",
      {
        $0.firewall()
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("10.1.2.0/24", "eni-fw")])
        $0.group("sg-server", in: "a", [.tcp(443, "10.1.1.0/24")])
        $0.assign(["sg-server"], to: "a2.20")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .may(through: ["eni-fw"]))
    ),
    numbered(
      "C014",
      "same subnet bypasses route table and NACL",
      {
        $0.firewall()
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("10.1.1.0/24", "eni-fw")])
        $0.acl("acl-shut", in: "a", subnets: ["a1"], ingress: [.deny(100)], egress: [.deny(100)])
      },
      (.tcp(.host("a1.10"), .ip("10.1.1.20"), 443), .connects(avoiding: ["eni-fw", "acl-shut"]))
    ),
    numbered(
      "C015",
      "CIDR route beats prefix-list route",
      {
        $0.partner()
        $0.joinByTransitGateway()
        $0.prefixList("pl-x", in: "a", ["172.16.0.0/16"])
        $0.route("rtb-a", "pl-x", "tgw-1")
        $0.peering("pcx-ad", "a", "d")
      },
      (.tcp(.host("a1.10"), .ip("172.16.0.9"), 443), .connects(through: ["pcx-ad"], avoiding: ["tgw-1"]))
    ),
    numbered(
      "C016",
      "prefix-list route beats propagated",
      {
        $0.partner()
        $0.joinByTransitGateway()
        $0.attach("d", to: "tgw-1", table: "tgw-rtb-1", subnets: ["d0"])
        $0.route("rtb-d", "10.1.0.0/16", "tgw-1")
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["172.16.0.0/16"])
        $0.prefixList("pl-x", in: "a", ["172.16.0.0/16"])
        $0.route("rtb-a", "172.16.0.0/16", "vgw-a", propagated: true)
        $0.route("rtb-a", "pl-x", "tgw-1")
      },
      (.tcp(.host("a1.10"), .ip("172.16.0.9"), 443), .connects(through: ["tgw-1"], avoiding: ["vgw-a"]))
    ),
    numbered(
      "C017",
      "IPv4 default does not cover IPv6",
      from: .dualStack(),
      {
        $0.internetGateway("igw-a", vpc: "a")
        $0.route("rtb-a", "0.0.0.0/0", "igw-a")
      },
      (.tcp(.host("a1.10"), .ip("2001:db8::1"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    ),
    numbered(
      "C018",
      "edge table to an appliance without public IP",
      {
        $0.publicHost()
        $0.firewall()
        $0.table("rtb-edge", in: "a", gateways: ["igw-a"], routes: [("10.1.1.0/24", "eni-fw")])
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .isolated("INGRESS_RTB_NO_PUBLIC_IP"))
    ),
    numbered(
      "C019",
      "edge table on VGW cannot target GWLBe",
      {
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"])
        $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        $0.subnet("a3", "10.1.3.0/24")
        $0.interface("eni-gwlbe", in: "a3", "10.1.3.50", groups: [], type: "gateway_load_balancer_endpoint")
        $0.record(
          "VpcEndpoints",
          in: "a",
          [
            "VpcEndpointId": "vpce-gwlb", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-a",
            "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1", "State": "available",
            "SubnetIds": ["subnet-a3"], "NetworkInterfaceIds": ["eni-gwlbe"], "Groups": [], "RouteTableIds": [],
          ]
        )
        $0.table("rtb-edge", in: "a", gateways: ["vgw-a"], routes: [("10.1.1.0/24", "vpce-gwlb")])
      },
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .isolated)
    ),
    numbered(
      "C021",
      "local target replaced",
      {
        $0.subnet("a3", "10.1.3.0/24")
        $0.table("rtb-fw", in: "a", subnets: ["a3"])
        $0.interface("eni-fw", in: "a3", "10.1.3.4", sourceDestCheck: false)
        $0.change(table: "rtb-a") { $0.routes = [CaseRoute(destination: "10.1.0.0/16", target: "eni-fw")] }
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .may(through: ["eni-fw"]))
    ),
    numbered(
      "C022",
      "no ENI owns the address",
      { _ in },
      (.tcp(.host("a1.10"), .ip("10.1.2.99"), 443), .isolated)
    ),
    numbered(
      "C023",
      "spoofed source",
      { _ in },
      (
        .tcp(.spoofing("eni-a1-10", address: "10.1.1.77"), .ip("10.1.2.20"), 443),
        .isolated("ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "eni-a1-10", "subnet-a1")
      )
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// An appliance `eni-fw` (10.1.3.4) in subnet a3, which has a route table of its own with the local route only.
  mutating func firewall(sourceDestCheck: Bool = false, routes: [(String, String)] = []) {
    subnet("a3", "10.1.3.0/24")
    table("rtb-fw", in: "a", subnets: ["a3"], routes: routes)
    interface("eni-fw", in: "a3", "10.1.3.4", sourceDestCheck: sourceDestCheck)
  }

  /// VPC-D 172.16.0.0/16 with the host 172.16.0.9.
  mutating func partner() {
    vpc("d", "172.16.0.0/16", account: "444444444444", environment: "shared")
    subnet("d0", "172.16.0.0/24")
    host("d0.9")
  }

  /// a1.10 behind the internet gateway `igw-a` with the public address 198.51.100.10.
  mutating func publicHost(defaultRoute: Bool = true) {
    host("a1.10", publicAddress: "198.51.100.10")
    internetGateway("igw-a", vpc: "a")
    if defaultRoute { route("rtb-a", "0.0.0.0/0", "igw-a") }
  }
}
