/// C171–C173: DNS and Instance Connect. The network's part of C174–C176 is in `Cases+IdentityPaths.swift`.
extension NetworkCase {
  static let indirect: [NetworkCase] = [
    numbered(
      "C171",
      "DNS exfiltration",
      {
        $0.group("sg-mute", in: "a", [], egress: [])
        $0.acl("acl-mute", in: "a", subnets: ["a1"], ingress: [.deny(100)], egress: [.deny(100)])
        $0.assign(["sg-mute"], to: "a1.10")
      },
      (.udp(.host("a1.10"), .domain("x1.tunnel.example"), 53), .connects(through: ["vpc-a"])),
      (.udp(.host("a1.10"), .ip("10.1.0.2"), 53), .connects),
      (.tcp(.host("a1.10"), .internet(nil), 443), .isolated)
    ),
    twin(
      "C171",
      "firewall",
      "DNS exfiltration, with DNS Firewall",
      {
        $0.record(
          "FirewallRuleGroupAssociations",
          in: "a",
          [
            "Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1", "VpcId": "vpc-a", "Priority": 101,
            "Status": "COMPLETE",
          ]
        )
      },
      (.udp(.host("a1.10"), .domain("x1.tunnel.example"), 53), .may(through: ["rslvr-frg-1"])),
      (.udp(.host("b1.10"), .domain("x1.tunnel.example"), 53), .connects(through: ["vpc-b"]))
    ),
    numbered(
      "C172",
      "DNS forwarding",
      { dnsForwarding(&$0) },
      (
        .udp(.host("a1.10"), .domain("db.prod.corp"), 53),
        .connects(through: ["rslvr-rr-corp", "rslvr-out-1", "pcx-bc"])
      ),
      (.udp(.host("a1.10"), .domain("prod.corp."), 53), .connects(through: ["rslvr-rr-corp"])),
      (.udp(.host("a1.10"), .domain("notprod.corp"), 53), .connects(avoiding: ["rslvr-rr-corp"])),
      // The name server cannot be asked directly, and by way of the resolver it can.
      (.udp(.host("a1.10"), .ip("10.2.1.53"), 53), .connects(through: ["rslvr-out-1"]))
    ),
    twin(
      "C172",
      "elsewhere",
      "DNS forwarding, the rule of another VPC",
      { dnsForwarding(&$0, vpcs: ["b"]) },
      (.udp(.host("a1.10"), .domain("db.prod.corp"), 53), .connects(avoiding: ["rslvr-rr-corp"]))
    ),
    twin(
      "C172",
      "closed",
      "DNS forwarding, the endpoint's security group closed",
      { dnsForwarding(&$0, egress: [.tcp(443, "0.0.0.0/0")]) },
      (.udp(.host("a1.10"), .domain("db.prod.corp"), 53), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-rslvr"))
    ),
    twin(
      "C172",
      "unrouted",
      "DNS forwarding, no route from the endpoint",
      { dnsForwarding(&$0, isPeered: false) },
      (.udp(.host("a1.10"), .domain("db.prod.corp"), 53), .isolated("NO_ROUTE_TO_DESTINATION"))
    ),
    numbered(
      "C173",
      "Instance Connect Endpoint",
      {
        $0.group("sg-eice", in: "a", [], egress: [.tcp(22, "sg-ssh")])
        $0.group("sg-ssh", in: "a", [.tcp(22, "sg-eice")])
        $0.assign(["sg-ssh"], to: "a1.10")
        $0.instanceConnectEndpoint(in: "a1", "10.1.1.90", groups: ["sg-eice"])
      },
      (.tcp(.resource("eice-1"), .host("a1.10"), 22), .connects),
      (.tcp(.resource("eice-1"), .host("a1.11"), 22), .isolated),
      (.tcp(.resource("eice-1"), .host("a1.10"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-eice")),
      (.udp(.resource("eice-1"), .host("a1.10"), 22), .isolated)
    ),
    twin(
      "C173",
      "client",
      "Instance Connect Endpoint that keeps the user's address",
      {
        $0.group("sg-ssh", in: "a", [.tcp(22, "198.51.100.7/32")])
        $0.assign(["sg-ssh"], to: "a1.10")
        $0.instanceConnectEndpoint(in: "a1", "10.1.1.90", groups: ["sg-a"], preservesClientAddress: true)
      },
      (.tcp(.resource("eice-1"), .host("a1.10"), 22), .connects)
    ),
    twin(
      "C173",
      "own",
      "Instance Connect Endpoint that shows its own address",
      {
        $0.group("sg-ssh", in: "a", [.tcp(22, "198.51.100.7/32")])
        $0.assign(["sg-ssh"], to: "a1.10")
        $0.instanceConnectEndpoint(in: "a1", "10.1.1.90", groups: ["sg-a"])
      },
      (.tcp(.resource("eice-1"), .host("a1.10"), 22), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-ssh"))
    ),
  ].flatMap(\.self)

  /// A resolver endpoint in VPC-C, peered with production, and a name server there.
  private static func dnsForwarding(
    _ estate: inout CaseEstate,
    vpcs: [String] = ["a"],
    egress: [GroupRule] = [.all("0.0.0.0/0")],
    isPeered: Bool = true
  ) {
    if isPeered { estate.peering("pcx-bc", "b", "c") }
    estate.group("sg-rslvr", in: "c", [], egress: egress)
    estate.host("b1.53")
    estate.dnsForwarding(in: "c1", "10.3.1.60", groups: ["sg-rslvr"], to: "10.2.1.53", vpcs: vpcs)
  }
}
