/// C107 and C123–C125: Direct Connect, and sites that a virtual private gateway joins.
extension NetworkCase {
  static let directConnect: [NetworkCase] = [
    numbered(
      "C107",
      "DX before VPN",
      { $0.lineAndVPN(preferred: "tgw-attach-dx", kind: "direct-connect-gateway", resource: "dxgw-1") },
      (.tcp(.host("a1.10"), .ip("172.31.0.9"), 443), .connects(through: ["dxgw-1", "dxvif-1"], avoiding: ["vpn-1"]))
    ),
    numbered(
      "C123",
      "CloudHub",
      {
        $0.hub()
        $0.route("rtb-a", "10.10.0.0/24", "vgw-a", propagated: true)
        $0.route("rtb-a", "10.11.0.0/24", "vgw-a", propagated: true)
      },
      (.tcp(.onPremises("10.10.0.5"), .onPremises("10.11.0.5"), 443), .connects(through: ["vgw-a"]))
    ),
    numbered(
      "C124",
      "two VPCs on one DXGW",
      { $0.twoVPCs() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a")),
      (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .connects(through: ["vgw-a", "dxgw-1", "dxvif-1"])),
      (.tcp(.onPremises("192.168.1.1"), .host("b1.10"), 443), .connects(through: ["dxvif-1", "dxgw-1", "vgw-b"]))
    ),
    numbered(
      "C125",
      "allowed prefixes",
      {
        $0.lineToTransitGateway(allowed: ["10.1.0.0/16"])
      },
      (
        .tcp(.onPremises("192.168.1.1"), .host("b1.10"), 443),
        .isolated("DIRECT_CONNECT_PREFIX_NOT_ALLOWED", at: "dxgw-1")
      ),
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["dxvif-1", "dxgw-1", "tgw-1"]))
    ),
  ].flatMap(\.self)

  /// The twins of the cases above, and what they leave open.
  static let wideArea: [NetworkCase] =
    [
      numbered(
        "W107",
        "without a route to Direct Connect the VPN carries",
        { $0.lineAndVPN(preferred: "tgw-attach-vpn", kind: "vpn", resource: "vpn-1") },
        (.tcp(.host("a1.10"), .ip("172.31.0.9"), 443), .connects(through: ["vpn-1"], avoiding: ["dxgw-1"]))
      ),
      numbered(
        "W123",
        "CloudHub, and nothing tells what is announced",
        { $0.hub() },
        (.tcp(.onPremises("10.10.0.5"), .onPremises("10.11.0.5"), 443), Expectation(verdict: "may", through: ["vgw-a"]))
      ),
      numbered(
        "W124",
        "sites at gateways of their own do not meet",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.vpnGateway("vgw-b", vpc: "b")
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["10.10.0.0/24"])
          $0.vpn("vpn-2", at: "vgw-b", in: "b", staticRoutes: ["10.11.0.0/24"])
        },
        (
          .tcp(.onPremises("10.10.0.5"), .onPremises("10.11.0.5"), 443),
          .isolated
        )
      ),
      numbered(
        "W125",
        "an announcement for both VPCs may join them at the Direct Connect gateway",
        {
          $0.twoVPCs()
          $0.route("rtb-a", "10.0.0.0/8", "vgw-a")
        },
        (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .unknown)
      ),
      numbered(
        "W126",
        "a line at the virtual private gateway itself",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.virtualInterface("dxvif-1", at: "vgw-a", in: "a")
          $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        },
        (.tcp(.host("a1.10"), .ip("192.168.1.1"), 443), .connects(through: ["vgw-a", "dxvif-1"])),
        (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["dxvif-1"])),
        (.tcp(.onPremises("192.168.1.1"), .host("b1.10"), 443), .isolated)
      ),
      numbered(
        "W127",
        "an interface that is not made yet carries nothing",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.virtualInterface("dxvif-1", at: "vgw-a", in: "a", state: "confirming")
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["172.16.0.0/12"])
          $0.route("rtb-a", "192.168.0.0/16", "vgw-a")
        },
        (.tcp(.host("a1.10"), .ip("192.168.1.1"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "vgw-a"))
      ),
      numbered(
        "W128",
        "an allowed prefix that is narrower than the VPC advertises nothing",
        {
          $0.twoVPCs(allowed: ["10.1.0.0/24"])
        },
        (
          .tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443),
          .isolated("DIRECT_CONNECT_PREFIX_NOT_ALLOWED", at: "dxgw-1")
        )
      ),
      numbered(
        "W129",
        "an allowed prefix that is wider advertises the VPC's block and no more",
        {
          $0.twoVPCs(allowed: ["10.0.0.0/8"])
        },
        (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects),
        (.tcp(.onPremises("192.168.1.1"), .ip("10.3.1.10"), 443), .isolated)
      ),
      numbered(
        "W130",
        "SiteLink joins sites",
        { $0.twoSites(hasSiteLink: true) },
        (
          .tcp(.onPremises("192.168.1.1"), .onPremises("192.168.9.9"), 443),
          Expectation(verdict: "may", through: ["dxgw-1"])
        )
      ),
      numbered(
        "W131",
        "without SiteLink a Direct Connect gateway does not join its sites",
        { $0.twoSites(hasSiteLink: false) },
        (.tcp(.onPremises("192.168.1.1"), .onPremises("192.168.9.9"), 443), .isolated)
      ),
      numbered(
        "W132",
        "a line through a Direct Connect gateway takes no part in CloudHub",
        {
          $0.twoVPCs()
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["172.16.0.0/12"])
        },
        (.tcp(.onPremises("192.168.1.1"), .onPremises("172.16.0.9"), 443), .isolated)
      ),
      numbered(
        "W133",
        "a public virtual interface reaches public addresses",
        {
          $0.internetGateway("igw-a", vpc: "a")
          $0.route("rtb-a", "0.0.0.0/0", "igw-a")
          $0.host("a1.10", publicAddress: "198.51.100.10")
          $0.group("sg-site", in: "a", [.tcp(443, "203.0.113.0/24")])
          $0.assign(["sg-site"], to: "a1.10")
          $0.virtualInterface("dxvif-1", at: "none", in: "a", kind: "public", announced: ["203.0.113.0/24"])
        },
        (.tcp(.onPremises("203.0.113.9"), .ip("198.51.100.10"), 443), .connects(through: ["dxvif-1"])),
        (.tcp(.onPremises("203.0.113.9"), .ip("10.1.1.10"), 443), .isolated)
      ),
      numbered(
        "W135",
        "a VPN connection that is deleted",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"], state: "deleted")
          $0.route("rtb-a", "192.168.0.0/16", "vgw-a")
        },
        (.tcp(.host("a1.10"), .ip("192.168.1.1"), 443), .isolated("BAD_STATE_VPN", at: "vpn-1")),
        (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .isolated("BAD_STATE_VPN", at: "vpn-1"))
      ),
      numbered(
        "W136",
        "a VPN connection with BGP whose prefix a route table learned",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: [], bgp: true)
          $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        },
        (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .connects(through: ["vgw-a", "vpn-1"]))
      ),
      numbered(
        "W137",
        "what one table learned from a virtual private gateway holds for a static route of another",
        {
          $0.vpnGateway("vgw-a", vpc: "a")
          $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: [], bgp: true)
          $0.table("rtb-a2", in: "a", subnets: ["a2"])
          $0.route("rtb-a2", "192.168.0.0/16", "vgw-a", propagated: true)
          $0.route("rtb-a", "192.0.0.0/8", "vgw-a")
        },
        (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .connects(through: ["vpn-1"])),
        (.tcp(.host("a1.10"), .onPremises("192.169.1.1"), 443), .unknown)
      ),
      numbered(
        "W134",
        "over a transit gateway a site reaches the other site's VPN",
        {
          $0.lineAndVPN(preferred: "tgw-attach-vpn", kind: "vpn", resource: "vpn-1", allowed: ["172.31.0.0/16"])
        },
        (.tcp(.onPremises("192.168.1.1"), .onPremises("172.31.0.9"), 443), .connects(through: ["tgw-1", "vpn-1"]))
      ),
    ].flatMap(\.self) + transitGatewayRemainders + cloudWANTwins
}

extension CaseEstate {
  /// `vgw-a` with two VPN connections that speak BGP.
  fileprivate mutating func hub() {
    vpnGateway("vgw-a", vpc: "a")
    vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: [], bgp: true)
    vpn("vpn-2", at: "vgw-a", in: "a", staticRoutes: [], bgp: true)
  }

  /// VPC-A and VPC-B with a virtual private gateway each, both associated with `dxgw-1`, which has the line `dxvif-1`.
  fileprivate mutating func twoVPCs(allowed: [String] = []) {
    for vpc in ["a", "b"] {
      vpnGateway("vgw-\(vpc)", vpc: vpc)
      route("rtb-\(vpc)", "192.168.0.0/16", "vgw-\(vpc)", propagated: true)
    }
    directConnectGateway("dxgw-1", in: "a", [("vgw-a", allowed), ("vgw-b", ["10.2.0.0/16"])])
    virtualInterface("dxvif-1", at: "dxgw-1", in: "a")
  }

  /// `dxgw-1` with two lines and no gateway on AWS's side but VPC-A's.
  fileprivate mutating func twoSites(hasSiteLink: Bool) {
    vpnGateway("vgw-a", vpc: "a")
    directConnectGateway("dxgw-1", in: "a", [("vgw-a", [])])
    virtualInterface("dxvif-1", at: "dxgw-1", in: "a", hasSiteLink: hasSiteLink)
    virtualInterface("dxvif-2", at: "dxgw-1", in: "a", hasSiteLink: hasSiteLink)
  }

  /// VPC-A and VPC-B on `tgw-1`, which `dxgw-1` with the line `dxvif-1` is attached to.
  fileprivate mutating func lineToTransitGateway(allowed: [String]) {
    joinByTransitGateway()
    attachment("tgw-attach-dx", kind: "direct-connect-gateway", of: "dxgw-1", at: "tgw-1", table: "tgw-rtb-1")
    directConnectGateway("dxgw-1", in: "a", [("tgw-1", allowed)])
    virtualInterface("dxvif-1", at: "dxgw-1", in: "a", kind: "transit")
    for vpc in ["a", "b"] { route("rtb-\(vpc)", "192.168.0.0/16", "tgw-1") }
    transitRoute("tgw-rtb-1", "192.168.0.0/16", "tgw-attach-dx")
  }

  /// VPC-A on `tgw-1` beside Direct Connect and a VPN connection that both know 172.31.0.0/16; AWS shows the preferred route.
  fileprivate mutating func lineAndVPN(
    preferred attachment: String,
    kind: String,
    resource: String,
    allowed: [String] = ["10.1.0.0/16"]
  ) {
    transitGateway("tgw-1", tables: ["tgw-rtb-1"])
    attach("a", to: "tgw-1", table: "tgw-rtb-1")
    route("rtb-a", "172.16.0.0/12", "tgw-1")
    self.attachment("tgw-attach-dx", kind: "direct-connect-gateway", of: "dxgw-1", at: "tgw-1", table: "tgw-rtb-1")
    self.attachment("tgw-attach-vpn", kind: "vpn", of: "vpn-1", at: "tgw-1", table: "tgw-rtb-1")
    directConnectGateway("dxgw-1", in: "a", [("tgw-1", allowed)])
    virtualInterface("dxvif-1", at: "dxgw-1", in: "a", kind: "transit")
    vpn("vpn-1", at: "tgw-1", in: "network", staticRoutes: ["172.31.0.0/16"])
    transit.foundRoutes = [
      (
        table: "tgw-rtb-1",
        routes: [
          .found("10.1.0.0/16", "tgw-attach-1-a", "vpc", "vpc-a"),
          .found("172.31.0.0/16", attachment, kind, resource),
          .found("192.168.0.0/16", "tgw-attach-dx", "direct-connect-gateway", "dxgw-1"),
        ]
      )
    ]
  }
}
