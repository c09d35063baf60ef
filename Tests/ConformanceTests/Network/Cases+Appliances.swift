/// Appliances behind interfaces without source/destination check: several arms, loops, edge tables.
extension NetworkCase {
  static let appliances: [NetworkCase] = [
    numbered(
      "C013m",
      "an appliance with an arm in another subnet",
      { $0.twoArmed() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .may(through: ["eni-left", "pcx-ab"]))
    ),
    numbered(
      "C013k",
      "the other arm checks sources and destinations",
      {
        $0.twoArmed()
        for index in $0.interfaces.indices where $0.interfaces[index].id == "eni-right" {
          $0.interfaces[index].sourceDestCheck = true
        }
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("NO_ROUTE_TO_DESTINATION"))
    ),
    numbered(
      "C013l",
      "an appliance that gets its own packets back",
      {
        $0.subnet("a3", "10.1.3.0/24")
        $0.interface("eni-fw", in: "a3", "10.1.3.4", sourceDestCheck: false)
        $0.route("rtb-a", "10.2.0.0/16", "eni-fw")
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        Expectation(verdict: "unknown", codes: ["ROUTING_LOOP"], resources: ["eni-fw"])
      )
    ),
    numbered(
      "C013p",
      "two appliances that lead to each other",
      {
        for (name, address, other) in [("a3", "10.1.3.4", "eni-a4"), ("a4", "10.1.4.4", "eni-a3")] {
          $0.subnet(name, "\(address.dropLast(2)).0/24")
          $0.interface("eni-\(name)", in: name, address, sourceDestCheck: false)
          $0.table("rtb-\(name)", in: "a", subnets: [name], routes: [("10.2.0.0/16", other)])
        }
        $0.route("rtb-a", "10.2.0.0/16", "eni-a3")
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        Expectation(verdict: "unknown", codes: ["ROUTING_LOOP"], resources: ["eni-a3"])
      )
    ),
    numbered(
      "C018p",
      "edge table to an appliance with public IP",
      {
        $0.host("a1.10", publicAddress: "198.51.100.10")
        $0.internetGateway("igw-a", vpc: "a")
        $0.route("rtb-a", "0.0.0.0/0", "igw-a")
        $0.subnet("a3", "10.1.3.0/24")
        $0.interface("eni-fw", in: "a3", "10.1.3.4", sourceDestCheck: false, publicAddress: "198.51.100.99")
        $0.table("rtb-edge", in: "a", gateways: ["igw-a"], routes: [("10.1.1.0/24", "eni-fw")])
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .may(through: ["igw-a", "eni-fw"]))
    ),
    numbered(
      "C019i",
      "edge table of an internet gateway to a firewall",
      {
        $0.host("a1.10", publicAddress: "198.51.100.10")
        $0.internetGateway("igw-a", vpc: "a")
        $0.subnet("a3", "10.1.3.0/24")
        $0.networkFirewall(in: "a", [("vpce-nfw", "a3", "10.1.3.4")])
        $0.suricata("web", in: "a", "pass tcp any any -> 10.1.1.0/24 443 (sid:1;)")
        $0.firewallPolicy(in: "a", stateful: ["web"], isStrict: true, defaults: ["aws:drop_strict"])
        $0.table("rtb-a3", in: "a", subnets: ["a3"], routes: [("0.0.0.0/0", "igw-a")])
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("0.0.0.0/0", "vpce-nfw")])
        $0.table("rtb-edge", in: "a", gateways: ["igw-a"], routes: [("10.1.1.0/24", "vpce-nfw")])
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .connects(through: ["igw-a", "vpce-nfw"])),
      (.tcp(.internet(nil), .ip("198.51.100.10"), 80), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("a1.10"), .ip("8.8.8.8"), 443), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C019f",
      "edge table on VGW cannot target a firewall",
      {
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"])
        $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        $0.subnet("a3", "10.1.3.0/24")
        $0.networkFirewall(in: "a", [("vpce-nfw", "a3", "10.1.3.4")])
        $0.firewallPolicy(in: "a")
        $0.table("rtb-edge", in: "a", gateways: ["vgw-a"], routes: [("10.1.1.0/24", "vpce-nfw")])
      },
      (.tcp(.onPremises("192.168.1.1"), .host("a1.10"), 443), .isolated("CANNOT_ROUTE")),
      (.tcp(.onPremises("192.168.1.1"), .host("a2.20"), 443), .connects)
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// An instance with `eni-left` in a3, where routes lead, and `eni-right` in a4, from where a peering connection leads to
  /// VPC-B.
  fileprivate mutating func twoArmed() {
    subnet("a3", "10.1.3.0/24")
    subnet("a4", "10.1.4.0/24")
    peering("pcx-ab", "a", "b", routes: false)
    table("rtb-a3", in: "a", subnets: ["a3"])
    table("rtb-a4", in: "a", subnets: ["a4"], routes: [("10.2.0.0/16", "pcx-ab")])
    interface("eni-left", in: "a3", "10.1.3.4", sourceDestCheck: false)
    interface("eni-right", in: "a4", "10.1.4.4", sourceDestCheck: false)
    for index in interfaces.indices where ["eni-left", "eni-right"].contains(interfaces[index].id) {
      interfaces[index].instance = "i-fw"
    }
    route("rtb-a", "10.2.0.0/16", "eni-left")
    route("rtb-b", "10.1.0.0/16", "pcx-ab")
  }
}
