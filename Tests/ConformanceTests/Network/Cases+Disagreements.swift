/// Questions on which the engine and the packet interpreter once differed, each kept as a small case.
extension NetworkCase {
  static let disagreements: [NetworkCase] = [
    // The public address that an appliance at an edge needs is asked for at the internet gateway alone.
    numbered(
      "D001",
      "edge table of a VGW to an appliance without public IP",
      {
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"])
        $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        $0.firewall()
        $0.table("rtb-edge", in: "a", gateways: ["vgw-a"], routes: [("10.1.1.0/24", "eni-fw")])
      },
      (.tcp(.onPremises("192.168.1.1"), .ip("10.1.1.10"), 443), .may(through: ["eni-fw"]))
    ),
    // A client's source port is an ephemeral one unless the question names it.
    numbered(
      "D002",
      "answers that only reach a privileged port",
      { $0.acl("acl-a2", in: "a", subnets: ["a2"], egress: [.allowTCP(100, 22...443)]) },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .oneWay),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443, sourcePort: 443), .connects),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443, sourcePort: 444), .oneWay)
    ),
    // An echo request is answered; of other ICMP messages nobody says what the answer is.
    numbered(
      "D003",
      "an ICMP message that asks for no echo",
      { _ in },
      (.icmp(.host("a1.10"), .ip("10.1.2.20"), type: 13), .oneWay),
      (.icmp(.host("a1.10"), .ip("10.1.2.20"), type: 8), .connects)
    ),
    // A group named by an egress rule is nobody on the internet, at a site or behind an appliance.
    numbered(
      "D004",
      "egress to a group only",
      {
        $0.publicHost()
        $0.vpnGateway("vgw-a", vpc: "a")
        $0.vpn("vpn-1", at: "vgw-a", in: "a", staticRoutes: ["192.168.0.0/16"])
        $0.route("rtb-a", "192.168.0.0/16", "vgw-a", propagated: true)
        $0.group("sg-client", in: "a", [], egress: [.all("sg-a")])
        $0.assign(["sg-client"], to: "a1.10")
      },
      (.tcp(.host("a1.10"), .ip("8.8.8.8"), 443), .isolated("ENI_SG_RULES_MISMATCH")),
      (.tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443), .isolated("ENI_SG_RULES_MISMATCH")),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "D005",
      "egress to a group behind an appliance",
      {
        $0.firewall()
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("10.1.2.0/24", "eni-fw")])
        $0.group("sg-client", in: "a", [], egress: [.all("sg-a")])
        $0.assign(["sg-client"], to: "a1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .isolated("SG_REFERENCES_NOT_PRESERVED"))
    ),
    // A NAT gateway sends from its own zone: its client may be in a zone where the transit gateway is not attached.
    numbered(
      "D006",
      "NAT gateway in the attachment's zone, client in another",
      {
        $0.subnet("n", "10.1.9.0/24", zone: 1, vpc: "a")
        $0.natGateway("nat-1", in: "n", "10.1.9.20")
        $0.subnet("door", "10.1.250.0/28", zone: 1, vpc: "a")
        $0.table("rtb-door", in: "a", subnets: ["door"])
        $0.transitGateway("tgw-1", tables: ["tgw-rtb-1"])
        $0.attach("a", to: "tgw-1", table: "tgw-rtb-1", subnets: ["door"])
        $0.attach("b", to: "tgw-1", table: "tgw-rtb-1")
        $0.table("rtb-n", in: "a", subnets: ["n"], routes: [("10.2.0.0/16", "tgw-1")])
        $0.route("rtb-a", "10.2.0.0/16", "nat-1")
        $0.route("rtb-b", "10.1.0.0/16", "tgw-1")
      },
      (.tcp(.host("a2.20"), .ip("10.2.1.10"), 443), .connects(through: ["nat-1", "tgw-1"]))
    ),
    // The NAT gateway puts the client's port back, and the network ACL of the client's subnet judges that one.
    numbered(
      "D007",
      "answers through a NAT gateway to part of the ephemeral range",
      {
        $0.subnet("n", "10.1.9.0/24", vpc: "a")
        $0.natGateway("nat-1", in: "n", "10.1.9.20")
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.table("rtb-n", in: "a", subnets: ["n"], routes: [("10.2.0.0/16", "pcx-ab")])
        $0.route("rtb-a", "10.2.0.0/16", "nat-1")
        $0.route("rtb-b", "10.1.0.0/16", "pcx-ab")
        $0.acl("acl-a1", in: "a", subnets: ["a1"], ingress: [.allowTCP(100, 1600...2000)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["nat-1"], sourcePorts: ["1600-2000"])),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443, sourcePort: 1600), .connects),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443, sourcePort: 1599), .oneWay)
    ),
    // From the transit gateway to a NAT gateway in another subnet, packets leave the attachment's subnet.
    numbered(
      "D008",
      "network ACL of the attachment's subnet before a NAT gateway",
      {
        $0.subnet("n", "10.2.9.0/24", vpc: "b")
        $0.natGateway("nat-1", in: "n", "10.2.9.20", publicAddress: "203.0.113.20")
        $0.internetGateway("igw-b", vpc: "b")
        $0.table("rtb-n", in: "b", subnets: ["n"], routes: [("10.1.0.0/16", "tgw-1"), ("0.0.0.0/0", "igw-b")])
        $0.joinByTransitGateway()
        $0.transitRoute("tgw-rtb-1", "0.0.0.0/0", "tgw-attach-1-b")
        $0.route("rtb-tb", "0.0.0.0/0", "nat-1")
        $0.route("rtb-a", "0.0.0.0/0", "tgw-1")
        $0.acl("acl-tb", in: "b", subnets: ["tb1", "tb2"], egress: [.deny(90, "8.8.8.8/32"), .allow(100)])
      },
      (.tcp(.host("a1.10"), .ip("8.8.8.8"), 443), .isolated("SUBNET_ACL_RESTRICTION", at: "acl-tb")),
      (.tcp(.host("a1.10"), .ip("8.8.4.4"), 443), .connects(through: ["nat-1", "igw-b"]))
    ),
    // The way out and the way back in through one appliance is no loop: the internet gateway rewrote the destination.
    numbered(
      "D009",
      "own public address through an appliance twice",
      {
        $0.publicHost(defaultRoute: false)
        $0.firewall(routes: [("0.0.0.0/0", "igw-a")])
        $0.interfaces.removeAll { $0.id == "eni-fw" }
        $0.interface("eni-fw", in: "a3", "10.1.3.4", sourceDestCheck: false, publicAddress: "198.51.100.99")
        $0.host("a1.11", publicAddress: "198.51.100.11")
        $0.route("rtb-a", "0.0.0.0/0", "eni-fw")
        $0.table("rtb-edge", in: "a", gateways: ["igw-a"], routes: [("10.1.1.0/24", "eni-fw")])
      },
      (.tcp(.host("a1.10"), .ip("198.51.100.11"), 443), .may(through: ["eni-fw", "igw-a"]))
    ),
    // Found by the kernel lab: an egress-only gateway lets in answers to what left by it, not to what left another way.
    numbered(
      "D010",
      "answers over the internet to a VPC with an egress-only gateway",
      from: .dualStack(),
      {
        $0.egressOnlyInternetGateway("eigw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "eigw-a")
        $0.internetGateway("igw-b", vpc: "b")
        $0.route("rtb-b", "::/0", "igw-b")
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-a", "2001:db8:b:1::/64", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("2001:db8:b:1::10"), 443), .oneWay),
      (.tcp(.host("a1.10"), .ip("2001:db8:b:2::5"), 443), .connects(through: ["eigw-a", "igw-b"]))
    ),
    // Also found by the kernel lab: a datagram may be the first of a conversation, the answer of TCP to another's SYN not.
    numbered(
      "D011",
      "answers that leave by an egress-only gateway",
      from: .dualStack(),
      {
        $0.egressOnlyInternetGateway("eigw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "eigw-a")
        $0.internetGateway("igw-b", vpc: "b")
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-b", "2001:db8:a:1::/64", "pcx-ab")
      },
      (.tcp(.host("b1.10"), .ip("2001:db8:a:1::10"), 443), .oneWay),
      (.udp(.host("b1.10"), .ip("2001:db8:a:1::10"), 53), .connects)
    ),
  ].flatMap(\.self)
}
