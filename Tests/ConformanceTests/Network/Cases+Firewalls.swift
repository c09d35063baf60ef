/// C020, C038, C104 and C150–C156: Network Firewall, appliance mode and Gateway Load Balancers; each verdict with what turns it.
extension NetworkCase {
  private static func ask(_ port: Int) -> Probe { .tcp(.host("a1.10"), .ip("10.2.1.10"), port) }

  static let firewalls: [NetworkCase] = [
    numbered(
      "C020",
      "TGW ingress uses the attachment subnet's table",
      { $0.insideFirewall() },
      (.tcp(.host("b1.10"), .ip("10.1.2.20"), 443), .connects(through: ["tgw-1", "vpce-nfw"])),
      (.tcp(.host("b1.10"), .ip("10.1.2.20"), 23), .isolated("FIREWALL_RULES_RESTRICTION", at: "vpce-nfw")),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 23), .connects(avoiding: ["vpce-nfw"]))
    ),
    numbered(
      "C020r",
      "answers do not come back through the firewall",
      {
        $0.insideFirewall()
        $0.change(table: "rtb-a2") { table in table.routes.removeAll { $0.target == "vpce-nfw" } }
        $0.route("rtb-a2", "10.2.0.0/16", "tgw-1")
      },
      (
        .tcp(.host("b1.10"), .ip("10.1.2.20"), 443),
        Expectation(verdict: "one-way", codes: ["FIREWALL_STATE_MISSING"], resources: ["vpce-nfw"])
      ),
      (.udp(.host("b1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C038n",
      "reference through a Network Firewall",
      from: .inspected(),
      {
        $0.firewallPolicy(in: "i")
        $0.group("sg-web", in: "a", [])
        $0.group("sg-server", in: "b", [.tcp(443, "sg-web"), .tcp(80, "10.1.0.0/16")])
        $0.assign(["sg-web"], to: "a1.10")
        $0.assign(["sg-server"], to: "b1.10")
      },
      (ask(443), .isolated("SG_REFERENCES_NOT_PRESERVED")),
      (ask(80), .connects(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C038g",
      "reference through a Gateway Load Balancer",
      from: .inspected(hasFirewall: false),
      {
        $0.group("sg-web", in: "a", [])
        $0.group("sg-server", in: "b", [.tcp(443, "sg-web"), .tcp(80, "10.1.0.0/16")])
        $0.assign(["sg-web"], to: "a1.10")
        $0.assign(["sg-server"], to: "b1.10")
      },
      (ask(443), .isolated("SG_REFERENCES_NOT_PRESERVED")),
      (ask(80), .may(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C104",
      "appliance mode off",
      from: .inspected(isApplianceMode: false),
      { $0.firewallPolicy(in: "i") },
      (
        .tcp(.host("a1.10"), .ip("10.2.2.5"), 443),
        Expectation(verdict: "one-way", codes: ["FIREWALL_STATE_MISSING"], resources: ["vpce-nfw-2"])
      ),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["vpce-nfw-1"], avoiding: ["vpce-nfw-2"])),
      (.udp(.host("a1.10"), .ip("10.2.2.5"), 443), .connects)
    ),
    numbered(
      "C104m",
      "appliance mode on",
      from: .inspected(isApplianceMode: true),
      { $0.firewallPolicy(in: "i") },
      (.tcp(.host("a1.10"), .ip("10.2.2.5"), 443), .connects(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C104s",
      "appliance mode off, streams are continued",
      from: .inspected(isApplianceMode: false),
      {
        let options: JSONText = ["RuleOrder": "DEFAULT_ACTION_ORDER", "StreamExceptionPolicy": "CONTINUE"]
        $0.firewallPolicy(in: "i", more: [(key: "StatefulEngineOptions", value: options)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.2.5"), 443), .connects)
    ),
    numbered(
      "C150",
      "stateless drop",
      from: .inspected(),
      {
        $0.statelessGroup(
          "edge",
          in: "i",
          [CaseEstate.stateless(1, "aws:drop", from: "10.1.0.0/16", to: "10.2.0.0/16")]
        )
        $0.firewallPolicy(in: "i", stateless: ["edge"])
      },
      (ask(443), .isolated("FIREWALL_RULES_RESTRICTION", at: "vpce-nfw-1", "vpce-nfw-2"))
    ),
    numbered(
      "C150p",
      "a stateless pass before the drop",
      from: .inspected(),
      {
        $0.statelessGroup(
          "edge",
          in: "i",
          [
            CaseEstate.stateless(2, "aws:drop", from: "10.1.0.0/16", to: "10.2.0.0/16"),
            CaseEstate.stateless(1, "aws:pass", to: "10.2.1.10/32", protocols: [6], ports: 443...443),
          ]
        )
        $0.firewallPolicy(in: "i", stateless: ["edge"], statelessDefault: "aws:pass")
      },
      (ask(443), .connects(through: ["vpce-nfw-1"])),
      (ask(80), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C150r",
      "a stateless drop of the answers",
      from: .inspected(),
      {
        $0.statelessGroup(
          "edge",
          in: "i",
          [CaseEstate.stateless(1, "aws:drop", from: "10.2.0.0/16", to: "10.1.0.0/16")]
        )
        $0.firewallPolicy(in: "i", stateless: ["edge"])
      },
      (ask(443), Expectation(verdict: "one-way", codes: ["FIREWALL_RULES_RESTRICTION"]))
    ),
    numbered(
      "C151",
      "strict order default drop",
      from: .inspected(),
      {
        $0.suricata("allow", in: "i", "pass tcp 10.1.0.0/16 any -> 10.2.0.0/16 443 (msg:\"web\"; sid:1; rev:1;)")
        $0.firewallPolicy(in: "i", stateful: ["allow"], isStrict: true, defaults: ["aws:drop_strict"])
      },
      (ask(443), .connects(through: ["vpce-nfw-1"])),
      (ask(80), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C151e",
      "strict order, established connections dropped",
      from: .inspected(),
      {
        $0.suricata("allow", in: "i", "pass tcp 10.1.0.0/16 any -> 10.2.0.0/16 443 (sid:1;)")
        $0.firewallPolicy(in: "i", stateful: ["allow"], isStrict: true, defaults: ["aws:drop_established"])
      },
      (ask(443), .connects),
      (ask(80), Expectation(verdict: "one-way", codes: ["FIREWALL_RULES_RESTRICTION"]))
    ),
    numbered(
      "C151o",
      "strict order, the first rule that matches",
      from: .inspected(),
      {
        $0.suricata("first", in: "i", "drop tcp any any -> any 443 (sid:1;)")
        $0.suricata("second", in: "i", "pass ip any any -> any any (sid:2;)")
        $0.firewallPolicy(in: "i", stateful: ["first", "second"], isStrict: true, defaults: ["aws:drop_strict"])
      },
      (ask(443), .isolated("FIREWALL_RULES_RESTRICTION")),
      (ask(80), .connects)
    ),
    numbered(
      "C152",
      "action order",
      from: .inspected(),
      {
        $0.suricata("telnet", in: "i", "drop tcp any any -> any 23 (sid:1;)")
        $0.suricata("all", in: "i", "pass ip any any -> any any (sid:2;)")
        $0.firewallPolicy(in: "i", stateful: ["telnet", "all"])
      },
      (ask(23), .connects(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C152d",
      "action order, a narrower pass",
      from: .inspected(),
      {
        $0.suricata("telnet", in: "i", "drop tcp any any -> any 23 (sid:1;)")
        $0.suricata("one", in: "i", "pass ip 10.1.1.11 any -> any any (sid:2;)")
        $0.firewallPolicy(in: "i", stateful: ["telnet", "one"])
      },
      (ask(23), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("a1.11"), .ip("10.2.1.10"), 23), .connects)
    ),
    numbered(
      "C153",
      "default action order without match",
      from: .inspected(),
      {
        $0.suricata("telnet", in: "i", "drop tcp any any -> any 23 (sid:1;)")
        $0.firewallPolicy(in: "i", stateful: ["telnet"])
      },
      (ask(9999), .connects(through: ["vpce-nfw-1"])),
      (ask(23), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C154",
      "unsupported rule",
      from: .inspected(),
      {
        $0.suricata(
          "names",
          in: "i",
          "pass tls 10.1.0.0/16 any -> 10.2.0.0/16 443 (tls.sni; content:\"prod.example\"; sid:7;)"
        )
        $0.firewallPolicy(in: "i", stateful: ["names"], isStrict: true, defaults: ["aws:drop_strict"])
      },
      (ask(443), .may(through: ["vpce-nfw-1"])),
      (ask(80), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.udp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C154d",
      "domain list",
      from: .inspected(),
      {
        $0.ruleGroup(
          "domains",
          in: "i",
          [
            "RulesSourceList": [
              "Targets": [".example.com"], "TargetTypes": ["TLS_SNI", "HTTP_HOST"], "GeneratedRulesType": "ALLOWLIST",
            ]
          ],
          more: [
            (key: "RuleVariables", value: ["IPSets": ["HOME_NET": ["Definition": ["10.1.0.0/16"]]]])
          ]
        )
        $0.firewallPolicy(in: "i", stateful: ["domains"], isStrict: true, defaults: ["aws:drop_strict"])
      },
      (ask(443), .may(through: ["vpce-nfw-1"])),
      (.udp(.host("a1.10"), .ip("10.2.1.10"), 53), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C155",
      "bypass by more specific route",
      from: .inspected(),
      {
        $0.statelessGroup("edge", in: "i", [CaseEstate.stateless(1, "aws:drop")])
        $0.firewallPolicy(in: "i", stateless: ["edge"])
        $0.transitRoute("tgw-rtb-spoke", "10.2.0.0/16", "tgw-attach-1-b")
        $0.transitRoute("tgw-rtb-spoke", "10.1.0.0/16", "tgw-attach-1-a")
      },
      (ask(443), .connects(through: ["tgw-1"], avoiding: ["vpce-nfw-1", "vpce-nfw-2"]))
    ),
    numbered(
      "C156",
      "GWLB",
      from: .inspected(hasFirewall: false),
      { _ in },
      (ask(443), .may(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C156n",
      "GWLB whose endpoint's subnet leads nowhere",
      from: .inspected(hasFirewall: false),
      { $0.change(table: "rtb-f") { $0.routes.removeAll { !$0.isLocal } } },
      (ask(443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-f"))
    ),
    numbered(
      "C156l",
      "GWLB that gets the packets back",
      from: .inspected(hasFirewall: false),
      { $0.change(table: "rtb-f") { $0.routes = [CaseRoute(destination: "10.0.0.0/8", target: "vpce-nfw-1")] } },
      (ask(443), Expectation(verdict: "unknown", codes: ["ROUTING_LOOP"], resources: ["vpce-nfw-1"]))
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// VPC-A and VPC-B on a transit gateway; what comes to a2 passes `vpce-nfw` in a3, which drops telnet, and so do its answers.
  ///
  /// The edge table of VPC-A's internet gateway leads elsewhere.
  fileprivate mutating func insideFirewall() {
    joinByTransitGateway()
    subnet("a3", "10.1.3.0/24")
    networkFirewall(in: "a", [("vpce-nfw", "a3", "10.1.3.4")])
    suricata("telnet", in: "a", "drop tcp any any -> any 23 (sid:1;)")
    firewallPolicy(in: "a", stateful: ["telnet"])
    table("rtb-a3", in: "a", subnets: ["a3"], routes: [("10.2.0.0/16", "tgw-1")])
    change(table: "rtb-ta") { $0.routes.append(CaseRoute(destination: "10.1.2.0/24", target: "vpce-nfw")) }
    table("rtb-a2", in: "a", subnets: ["a2"], routes: [("10.2.0.0/16", "vpce-nfw")])
    internetGateway("igw-a", vpc: "a")
    interface("eni-edge", in: "a3", "10.1.3.9")
    table("rtb-edge", in: "a", gateways: ["igw-a"], routes: [("10.1.2.0/24", "eni-edge")])
  }
}
