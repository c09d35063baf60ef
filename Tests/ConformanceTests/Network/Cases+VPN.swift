/// C119–C135: virtual private gateways, site-to-site VPN, Client VPN.
extension NetworkCase {
  static let vpn: [NetworkCase] = [
    numbered(
      "C119",
      "static VPN with propagation",
      { $0.headOffice() },
      (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .connects(through: ["vgw-a"])),
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .connects(through: ["vgw-a"]))
    ),
    numbered(
      "C120",
      "no propagation, no static",
      { $0.headOffice(propagated: false) },
      (
        .tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443),
        .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a")
      )
    ),
    numbered(
      "C121",
      "VPC points to VGW, VGW does not know",
      {
        $0.headOffice()
        $0.route("rtb-a", "172.16.0.0/12", "vgw-a")
      },
      (.tcp(.host("a1.10"), .ip("172.16.0.9"), 443), .isolated)
    ),
    numbered(
      "C122",
      "IPv6 over VGW",
      from: .dualStack(),
      {
        $0.headOffice()
        $0.route("rtb-a", "2001:db8:ffff::/48", "vgw-a")
      },
      (.tcp(.host("a1.10"), .ip("2001:db8:ffff::1"), 443), .isolated)
    ),
    numbered(
      "C126",
      "tunnel down",
      { $0.headOffice(status: "DOWN") },
      (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .connects(through: ["vgw-a"]))
    ),
    numbered(
      "C127",
      "BGP-only VPN offline",
      {
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: [], bgp: true)
        $0.change(table: "rtb-a") { $0.propagating = ["vgw-a"] }
      },
      (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .unknown)
    ),
  ].flatMap(\.self)

  static let clientVPN: [NetworkCase] = [
    numbered(
      "C128",
      "group allowed",
      { $0.remoteAccess() },
      (.tcp(.user("S-eng"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C129",
      "other group",
      { $0.remoteAccess() },
      (.tcp(.user("S-ops"), .ip("10.1.2.20"), 443), .isolated),
      (.tcp(.user(nil), .ip("10.1.2.20"), 443), .isolated)
    ),
    numbered(
      "C130",
      "longest prefix shadows",
      {
        $0.vpc("z", "10.0.0.0/16", account: "111111111111", environment: "dev")
        $0.subnet("z1", "10.0.1.0/24")
        $0.subnet("z2", "10.0.2.0/24")
        $0.host("z2.119")
        $0.host("z2.120")
        $0.clientVPN(
          "cvpn-endpoint-1",
          in: "z1",
          "10.0.1.50",
          groups: ["sg-z"],
          rules: [("10.0.0.0/16", "S-dev"), ("10.0.2.119/32", "S-mgr")],
          routes: ["10.0.0.0/16"]
        )
      },
      (.tcp(.user("S-dev"), .ip("10.0.2.119"), 443), .isolated),
      (.tcp(.user("S-dev"), .ip("10.0.2.120"), 443), .connects),
      (.tcp(.user("S-mgr"), .ip("10.0.2.119"), 443), .connects)
    ),
    numbered(
      "C131",
      "0.0.0.0/0 is last",
      {
        $0.partner()
        $0.host("d0.5")
        $0.clientVPN(
          "cvpn-endpoint-1",
          in: "d0",
          "172.16.0.50",
          groups: ["sg-d"],
          rules: [("172.16.0.0/24", "S-eng"), ("0.0.0.0/0", "S-mgr")],
          routes: ["172.16.0.0/16"]
        )
      },
      (.tcp(.user("S-mgr"), .ip("172.16.0.5"), 443), .isolated)
    ),
    numbered(
      "C132",
      "no endpoint route",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.remoteAccess(rules: ["10.1.0.0/16", "10.2.0.0/16"])
      },
      (.tcp(.user("S-eng"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C133",
      "SNAT makes peering reachable",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.remoteAccess(rules: ["10.2.0.0/16"], routes: ["10.2.0.0/16"])
        $0.group("sg-api", in: "b", [.tcp(443, "10.1.1.0/24")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.user("S-eng"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab"]))
    ),
    numbered(
      "C134",
      "by group of the endpoint",
      {
        $0.group("sg-cvpn", in: "a", [])
        $0.remoteAccess(groups: ["sg-cvpn"])
        $0.group("sg-server", in: "a", [.tcp(443, "sg-cvpn")])
        $0.assign(["sg-server"], to: "a2.20")
      },
      (.tcp(.user("S-eng"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C135",
      "VPC cannot call clients",
      { $0.remoteAccess() },
      (.tcp(.host("a1.10"), .ip("10.100.0.5"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    ),
  ].flatMap(\.self)
}

extension Probe.End {
  /// A user of the endpoint `cvpn-endpoint-1`.
  fileprivate static func user(_ group: String?) -> Self { .clientVPN("cvpn-endpoint-1", group: group) }
}

extension CaseEstate {
  /// VPC-A with `vgw-a` and a VPN connection with the static route 192.168.0.0/16.
  fileprivate mutating func headOffice(propagated: Bool = true, status: String = "UP") {
    vpnGateway("vgw-a", vpc: "a")
    vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"], status: status)
    if propagated { route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true) }
  }

  /// The Client VPN endpoint `cvpn-endpoint-1` with its target network a1; the rules are for the group S-eng.
  fileprivate mutating func remoteAccess(
    groups: [String] = ["sg-a"],
    rules: [String] = ["10.1.0.0/16"],
    routes: [String] = ["10.1.0.0/16"]
  ) {
    clientVPN(
      "cvpn-endpoint-1",
      in: "a1",
      "10.1.1.50",
      groups: groups,
      rules: rules.map { ($0, "S-eng") },
      routes: routes
    )
  }
}
