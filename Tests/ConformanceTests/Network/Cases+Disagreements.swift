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
  ].flatMap(\.self)
}
