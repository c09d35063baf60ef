/// C151 and C154 with variables, sets, priorities and firewalls that stand elsewhere.
extension NetworkCase {
  private static let forward = Probe.tcp(.host("a1.10"), .ip("10.2.1.10"), 443)
  private static let back = Probe.tcp(.host("b1.10"), .ip("10.1.1.10"), 443)

  private static func sets(_ kind: String, _ sets: [(String, [String])]) -> (key: String, value: JSONText) {
    (key: kind, value: .object(sets.map { (key: $0.0, value: ["Definition": .strings($0.1)]) }))
  }

  private static var strict: [String] { ["aws:drop_strict"] }

  static let firewallVariables: [NetworkCase] = [
    numbered(
      "C151h",
      "HOME_NET is the firewall's VPC by default, and EXTERNAL_NET everything else",
      from: .inspected(),
      {
        $0.suricata("home", in: "i", "pass ip $HOME_NET any -> any any (sid:1;)")
        $0.suricata("external", in: "i", "pass tcp $EXTERNAL_NET any -> 10.2.0.0/16 443 (sid:2;)")
        $0.firewallPolicy(in: "i", stateful: ["home", "external"], isStrict: true, defaults: strict)
      },
      (forward, .connects(through: ["vpce-nfw-1"])),
      (back, .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C151v",
      "HOME_NET of the policy",
      from: .inspected(),
      {
        $0.suricata("home", in: "i", "pass ip $HOME_NET any -> $EXTERNAL_NET any (sid:1;)")
        let variables: JSONText = ["RuleVariables": ["HOME_NET": ["Definition": ["10.1.0.0/16"]]]]
        $0.firewallPolicy(
          in: "i",
          stateful: ["home"],
          isStrict: true,
          defaults: strict,
          more: [(key: "PolicyVariables", value: variables)]
        )
      },
      (forward, .connects),
      (back, .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C151w",
      "HOME_NET of the group contradicts the policy's",
      from: .inspected(),
      {
        $0.suricata(
          "home",
          in: "i",
          "pass ip $HOME_NET any -> any any (sid:1;)",
          variables: [sets("IPSets", [("HOME_NET", ["10.2.0.0/16"])])]
        )
        let variables: JSONText = ["RuleVariables": ["HOME_NET": ["Definition": ["10.1.0.0/16"]]]]
        $0.firewallPolicy(
          in: "i",
          stateful: ["home"],
          isStrict: true,
          defaults: strict,
          more: [(key: "PolicyVariables", value: variables)]
        )
      },
      (forward, .may(through: ["vpce-nfw-1"])),
      (back, .may(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C151s",
      "sets of addresses and ports, less what is negated",
      from: .inspected(),
      {
        $0.suricata(
          "sets",
          in: "i",
          "pass tcp [$DEV,!10.1.1.11] any -> !$DEV [$WEB,!8080] (sid:1;)",
          variables: [
            sets("IPSets", [("DEV", ["10.1.0.0/17", "10.1.128.0/17"])]),
            sets("PortSets", [("WEB", ["443", "8000:9000"])]),
          ]
        )
        $0.firewallPolicy(in: "i", stateful: ["sets"], isStrict: true, defaults: strict)
      },
      (forward, .connects),
      (.tcp(.host("a1.11"), .ip("10.2.1.10"), 443), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 8080), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 9000), .connects)
    ),
    numbered(
      "C154v",
      "a variable that nothing defines",
      from: .inspected(),
      {
        $0.suricata("unknown", in: "i", "pass tcp $NOBODY any -> any 443 (sid:1;)")
        $0.firewallPolicy(in: "i", stateful: ["unknown"], isStrict: true, defaults: strict)
      },
      (forward, .may(through: ["vpce-nfw-1"])),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 80), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C154p",
      "an IP set reference to a prefix list",
      from: .inspected(),
      {
        $0.prefixList("pl-dev", in: "i", ["10.1.1.10/32"])
        let arn: JSONText = "arn:aws:ec2:us-east-1:666666666666:prefix-list/pl-dev"
        $0.ruleGroup(
          "list",
          in: "i",
          ["RulesString": "pass tcp @DEV any -> any 443 (sid:1;)"],
          more: [(key: "ReferenceSets", value: ["IPSetReferences": ["DEV": ["ReferenceArn": arn]]])]
        )
        $0.firewallPolicy(in: "i", stateful: ["list"], isStrict: true, defaults: strict)
      },
      (forward, .connects),
      (.tcp(.host("a1.11"), .ip("10.2.1.10"), 443), .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C154t",
      "an IP set reference to tagged resources",
      from: .inspected(),
      {
        let arn: JSONText = "arn:aws:resource-groups:us-east-1:666666666666:group/dev"
        $0.ruleGroup(
          "tagged",
          in: "i",
          ["RulesString": "pass tcp @DEV any -> any 443 (sid:1;)"],
          more: [(key: "ReferenceSets", value: ["IPSetReferences": ["DEV": ["ReferenceArn": arn]]])]
        )
        $0.firewallPolicy(in: "i", stateful: ["tagged"], isStrict: true, defaults: strict)
      },
      (forward, .may(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C150d",
      "two stateless rules of one priority",
      from: .inspected(),
      {
        $0.statelessGroup("edge", in: "i", [CaseEstate.stateless(1, "aws:drop"), CaseEstate.stateless(1, "aws:pass")])
        $0.firewallPolicy(in: "i", stateless: ["edge"], statelessDefault: "aws:drop")
      },
      (forward, .may(through: ["vpce-nfw-1"]))
    ),
    numbered(
      "C150i",
      "ports of a stateless rule mean nothing to other protocols",
      from: .inspected(),
      {
        $0.statelessGroup("edge", in: "i", [CaseEstate.stateless(1, "aws:pass", ports: 443...443)])
        $0.firewallPolicy(in: "i", stateless: ["edge"], statelessDefault: "aws:drop")
      },
      // The answer comes from port 443 and is judged anew.
      (forward, Expectation(verdict: "one-way", codes: ["FIREWALL_RULES_RESTRICTION"])),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 80), .isolated("FIREWALL_RULES_RESTRICTION")),
      (.icmp(.host("a1.10"), .ip("10.2.1.10"), type: 8), .connects)
    ),
    numbered(
      "C151t",
      "a firewall attached to the transit gateway itself",
      from: .inspected(hasFirewall: false),
      {
        $0.suricata("web", in: "i", "pass tcp 10.1.0.0/16 any -> 10.2.0.0/16 443 (sid:1;)")
        $0.firewallPolicy(in: "i", stateful: ["web"], isStrict: true, defaults: strict)
        $0.attachment("tgw-attach-fw", kind: "network-function", of: "fw", at: "tgw-1", table: "tgw-rtb-i")
        $0.transit.staticRoutes = []
        $0.transitRoute("tgw-rtb-spoke", "0.0.0.0/0", "tgw-attach-fw")
        $0.record(
          "Firewalls",
          in: "i",
          [
            "FirewallArn": .string(CaseEstate.firewallARN("firewall", "fw")),
            "Firewall": [
              "FirewallName": "fw", "FirewallArn": .string(CaseEstate.firewallARN("firewall", "fw")),
              "FirewallPolicyArn": .string(CaseEstate.firewallARN("firewall-policy", "policy")),
            ],
            "FirewallStatus": [
              "Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC",
              "TransitGatewayAttachmentSyncState": [
                "AttachmentId": "tgw-attach-fw", "TransitGatewayAttachmentStatus": "READY",
              ],
            ],
          ]
        )
      },
      (forward, .connects(through: ["tgw-attach-fw"])),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 80), .isolated("FIREWALL_RULES_RESTRICTION", at: "tgw-attach-fw")),
      (back, .isolated("FIREWALL_RULES_RESTRICTION"))
    ),
    numbered(
      "C151n",
      "an endpoint that is not ready",
      from: .inspected(hasFirewall: false),
      {
        $0.records.removeAll { $0.key == "VpcEndpoints" }
        $0.interfaces.removeAll { $0.id.hasPrefix("eni-nfw-") }
        $0.networkFirewall(
          in: "i",
          [("vpce-nfw-1", "fi1", "10.4.1.4"), ("vpce-nfw-2", "fi2", "10.4.2.4")],
          status: "FAILED"
        )
        $0.firewallPolicy(in: "i")
      },
      (forward, .isolated("BAD_STATE", at: "vpce-nfw-1", "vpce-nfw-2"))
    ),
  ].flatMap(\.self)
}
