import IsolationAudit
import Testing

/// Reading Network Firewalls, their policies and rules.
@Suite("Firewalls of a snapshot")
struct SnapshotFirewallTests {
  private static func group(_ source: String, more: String = "") -> String {
    """
    {"RuleGroup": {\(more)"RulesSource": \(source)},
     "RuleGroupResponse": {"RuleGroupArn": "arn:aws:network-firewall:us-east-1:111111111111:stateful-rulegroup/one",
      "RuleGroupName": "one", "Type": "STATEFUL"}}
    """
  }

  private static func rules(_ lines: String) throws -> (rules: [FirewallRule], diagnostics: [String]) {
    let text = JSONEscaping.quoted(lines)
    let reading = try SnapshotReading(group("{\"RulesString\": \(text)}"))
    return (try #require(reading.estate.firewallRuleGroups.records.first).rules, reading.diagnostics)
  }

  @Test(
    "a line of Suricata's is taken apart",
    arguments: [
      ("pass tcp any any -> any 443 (sid:1;)", "pass [6] any any > any 443-443 exact"),
      ("drop  ip 10.0.0.0/8 any ->  !10.1.0.0/16 any", "drop [] 10.0.0.0/8 any > [!10.1.0.0/16] any exact"),
      (
        "reject udp $HOME_NET any <> [10.0.0.1, !10.0.0.2] [53, 100:200, !150] (msg:\"a;b\"; sid:2; rev:3;)",
        "drop [17] $HOME_NET any = [10.0.0.1/32,!10.0.0.2/32] [53-53,100-200,!150-150] exact"
      ),
      ("alert icmp any any -> @SET 1: (sid:3;)", "alert [1,58] any any > @SET 1-65535 exact"),
      ("pass tcp any 1:65535 -> any :1023 (flow:to_server; sid:4;)", "pass [6] any 1-65535 > any 0-1023 exact"),
      ("drop tcp any any -> any any (flow:to_server,established; sid:5;)", "drop [6] any any > any any conditional"),
      ("pass tls any any -> any 443 (sid:6;)", "pass [6] any any > any 443-443 conditional"),
      ("pass dns any any -> any 53 (sid:7;)", "pass [6,17] any any > any 53-53 conditional"),
      ("pass ip any any -> any any (content:\"x;sid:9\"; sid:8;)", "pass [] any any > any any conditional"),
      ("drop tcp !$HOME_NET any -> $HOME_NET !$WEB (sid:9;)", "drop [6] [!$HOME_NET] any > $HOME_NET [!$WEB] exact"),
    ]
  )
  func line(text: String, expected: String) throws {
    let (rules, diagnostics) = try Self.rules("# a comment\n\n\(text)\n")
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    #expect(rules.map(Self.summary) == [expected])
  }

  @Test("a line that goes on behind a backslash is one rule")
  func continued() throws {
    let (rules, diagnostics) = try Self.rules(
      "drop tcp any any -> \\\n  any 22 (sid:1;)\r\npass ip any any -> any any (sid:2;)"
    )
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    #expect(rules.map(Self.summary) == ["drop [6] any any > any 22-22 exact", "pass [] any any > any any exact"])
  }

  @Test(
    "a line that cannot be read is a warning with its number, and a rule that may do anything",
    arguments: [
      (
        "drop ip any any",
        "line 2: 4 words before the options, expected `action protocol source port -> destination port`"
      ),
      (
        "discard ip any any -> any any (sid:1;)", "line 2: `discard` is no action, expected pass, drop, reject or alert"
      ),
      ("drop ip any any <- any any (sid:1;)", "line 2: `<-` is no direction, expected `->` or `<>`"),
      ("drop ip any any -> any any (sid:1;", "line 2: the options do not end with `)`"),
      (
        "drop tcp any any -> any 70000 (sid:1;)",
        "line 2: `70000` is no port list, expected `any`, a port of 0 to 65535 or `low:high`"
      ),
      ("drop tcp any any -> any 9:1 (sid:1;)", "line 2: `9:1` is no port list"),
      ("drop tcp 10.0.0.0/33 any -> any any (sid:1;)", "line 2: `10.0.0.0/33` is no address list"),
      ("drop tcp [10.0.0.0/8 any -> any any any any (sid:1;)", "line 2:"),
      ("drop tcp [10.0.0.0/8,] any -> any any (sid:1;)", "line 2: `[10.0.0.0/8,]` is no address list"),
      (
        "drop tcp \(String(repeating: "[", count: 40))1.1.1.1\(String(repeating: "]", count: 40)) any -> any any",
        "at most 16 lists"
      ),
    ]
  )
  func badLine(text: String, message: String) throws {
    let (rules, diagnostics) = try Self.rules("pass ip any any -> any any (sid:9;)\n\(text)")
    #expect(rules.count == 2)
    #expect(rules.last?.action == .undecided)
    #expect(rules.last?.condition != nil)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.contains { $0.contains(": warning: ") && $0.contains(message) }, "\(diagnostics)")
  }

  @Test("stateful rules in parts, with options in both forms")
  func parts() throws {
    let reading = try SnapshotReading(
      Self.group(
        """
        {"StatefulRules": [
          {"Action": "PASS", "Header": {"Protocol": "TCP", "Source": "10.0.0.0/8", "SourcePort": "ANY", "Direction": "FORWARD",
            "Destination": "$HOME_NET", "DestinationPort": "443"}, "RuleOptions": [{"Keyword": "sid:1"}]},
          {"Action": "DROP", "Header": {"Protocol": "HTTP", "Source": "ANY", "SourcePort": "1990:1994", "Direction": "ANY",
            "Destination": "ANY", "DestinationPort": "ANY"}, "RuleOptions": [{"Keyword": "sid", "Settings": ["2"]}]},
          {"Action": "DROP", "Header": {"Protocol": "IP", "Source": "ANY", "SourcePort": "ANY", "Direction": "FORWARD",
            "Destination": "ANY", "DestinationPort": "ANY"},
            "RuleOptions": [{"Keyword": "sid", "Settings": ["3"]}, {"Keyword": "content", "Settings": ["\\"x\\""]}]},
          {"Action": "DROP", "Header": {"Protocol": "IP", "Source": "ANY"}}]}
        """
      )
    )
    let rules = try #require(reading.estate.firewallRuleGroups.records.first).rules
    #expect(
      rules.map(Self.summary) == [
        "pass [6] 10.0.0.0/8 any > $HOME_NET 443-443 exact", "drop [6] any 1990-1994 = any any conditional",
        "drop [] any any > any any conditional", "undecided [] any any > any any conditional",
      ]
    )
    #expect(reading.diagnostics.count == 1)
    #expect(
      reading.diagnostics.contains {
        $0.contains("#/RuleGroup/RulesSource/StatefulRules/3/Header") && $0.contains("no Direction")
      }
    )
  }

  @Test("stateless rules keep their priorities; what is odd in them is a warning")
  func stateless() throws {
    let reading = try SnapshotReading(
      Self.group(
        """
        {"StatelessRulesAndCustomActions": {"StatelessRules": [
          {"Priority": 7, "RuleDefinition": {"Actions": ["aws:drop", "count"], "MatchAttributes": {
            "Sources": [{"AddressDefinition": "10.0.0.0/8"}], "DestinationPorts": [{"FromPort": 1, "ToPort": 2}],
            "Protocols": [6, 17]}}},
          {"Priority": 7, "RuleDefinition": {"Actions": ["aws:pass"], "MatchAttributes": {
            "TCPFlags": [{"Flags": ["SYN"], "Masks": ["SYN", "ACK"]}]}}},
          {"Priority": 9, "RuleDefinition": {"Actions": ["aws:bounce"], "MatchAttributes": {}}},
          {"Priority": 10, "RuleDefinition": {"Actions": ["aws:pass"], "MatchAttributes": {"Protocols": [300]}}}]}}
        """
      )
    )
    let rules = try #require(reading.estate.firewallRuleGroups.records.first).rules
    #expect(
      rules.map(Self.summary) == [
        "drop [6,17] [10.0.0.0/8] any > any [1-2] exact", "pass [] any any > any any conditional",
        "undecided [] any any > any any conditional", "undecided [] any any > any any conditional",
      ]
    )
    #expect(rules.prefix(3).map(\.priority) == [7, 7, 9])
    for part in ["priority 7 a second time", "no standard action", "300 among Protocols"] {
      #expect(
        reading.diagnostics.contains { $0.contains(part) && $0.contains(": warning: ") },
        "\(reading.diagnostics)"
      )
    }
  }

  @Test("an answer of each call in a file of its own, or several in a list")
  func forms() throws {
    let firewall = """
      "Firewall": {"FirewallName": "fw", "FirewallArn": "arn:aws:network-firewall:us-east-1:111111111111:firewall/fw",
        "FirewallPolicyArn": "arn:p", "VpcId": "vpc-1"},
      "FirewallStatus": {"Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC", "SyncStates": {
        "us-east-1a": {"Attachment": {"SubnetId": "subnet-1", "EndpointId": "vpce-1", "Status": "READY"}},
        "us-east-1b": {"Attachment": {"SubnetId": "subnet-2", "EndpointId": "vpce-2", "Status": "CREATING"}}}}
      """
    let policy = """
      "FirewallPolicy": {"StatelessDefaultActions": ["aws:forward_to_sfe"], "StatefulDefaultActions": ["aws:drop_strict"],
        "StatefulEngineOptions": {"RuleOrder": "STRICT_ORDER"}},
      "FirewallPolicyResponse": {"FirewallPolicyArn": "arn:p", "FirewallPolicyName": "p"}
      """
    let association = """
      "VpcEndpointAssociation": {"FirewallArn": "arn:aws:network-firewall:us-east-1:111111111111:firewall/fw"},
      "VpcEndpointAssociationStatus": {"Status": "READY", "AssociationSyncState": {"us-east-1a": {"Attachment": {
        "SubnetId": "subnet-3", "EndpointId": "vpce-3", "Status": "READY"}}}}
      """
    let separate = try SnapshotReading([
      "a/f.json": "{\"UpdateToken\": \"1\", \(firewall)}", "a/p.json": "{\(policy)}", "a/v.json": "{\(association)}",
    ])
    let wrapped = try SnapshotReading(
      """
      {"Firewalls": [{\(firewall)}], "FirewallPolicies": [{"FirewallPolicyArn": "arn:p", \(policy)}],
       "VpcEndpointAssociations": [{\(association)}]}
      """
    )
    for reading in [separate, wrapped] {
      #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
      let firewall = try #require(reading.estate.networkFirewalls.records.first)
      #expect(firewall.endpoints.map { reading($0.endpoint) } == ["vpce-1", "vpce-2", "vpce-3"])
      #expect(firewall.endpoints.map(\.isReady) == [true, false, true])
      let policy = try #require(reading.estate.firewallPolicies.records.first)
      #expect(policy.isStrictOrder)
      #expect(policy.statefulDefault == .dropStrict)
      #expect(policy.statelessDefault == .forward)
    }
  }

  @Test("names and ARNs alone say that something is there; that nothing describes it is a warning")
  func listedOnly() throws {
    let reading = try SnapshotReading(
      """
      {"Firewalls": [{"FirewallName": "fw", "FirewallArn": "arn:aws:network-firewall:us-east-1:111111111111:firewall/fw"}],
       "RuleGroups": [{"Name": "web", "ARN": "arn:aws:wafv2:us-east-1:111111111111:regional/rulegroup/web/1"}]}
      """
    )
    #expect(reading.diagnostics.count == 1)
    #expect(reading.diagnostics.contains { $0.contains("firewall/fw") && $0.contains("listed and not described") })
    #expect(reading.status("Firewalls") == .collected)
  }

  @Test("an object without the one that names it is an error")
  func unnamed() throws {
    let reading = try SnapshotReading("{\"FirewallPolicy\": {\"StatelessDefaultActions\": [\"aws:pass\"]}}")
    #expect(reading.errors.contains { $0.contains("no FirewallPolicyResponse beside FirewallPolicy") })
    let web = try SnapshotReading("{\"Vpcs\": [], \"RuleGroup\": {\"Name\": \"web\", \"Rules\": []}}")
    #expect(web.diagnostics.isEmpty, "\(web.diagnostics)")
  }

  @Test("unknown default actions and repeated priorities of groups are warnings")
  func oddPolicy() throws {
    let reading = try SnapshotReading(
      """
      {"FirewallPolicy": {"StatelessDefaultActions": ["aws:pass", "aws:drop"], "StatefulDefaultActions": ["aws:explode"],
        "StatefulEngineOptions": {"RuleOrder": "STRICT_ORDER"}, "StatefulRuleGroupReferences": [
          {"ResourceArn": "arn:a", "Priority": 1}, {"ResourceArn": "arn:b", "Priority": 1}]},
       "FirewallPolicyResponse": {"FirewallPolicyArn": "arn:p", "FirewallPolicyName": "p"}}
      """
    )
    let policy = try #require(reading.estate.firewallPolicies.records.first)
    #expect(policy.statelessDefault == .undecided)
    #expect(policy.statefulDefault == .undecided)
    for part in [
      "more than one standard action", "`aws:explode` among StatefulDefaultActions", "priority 1 a second time",
    ] {
      #expect(
        reading.diagnostics.contains { $0.contains(part) && $0.contains(": warning: ") },
        "\(reading.diagnostics)"
      )
    }
  }

  // MARK: - In words

  private static func summary(_ rule: FirewallRule) -> String {
    let protocols = rule.protocols.map { "\($0.lower)" }.joined(separator: ",")
    return "\(rule.action) [\(protocols)] \(summary(rule.source)) \(summary(rule.sourcePorts)) "
      + "\(rule.isBidirectional ? "=" : ">") \(summary(rule.destination)) \(summary(rule.destinationPorts)) "
      + (rule.condition == nil ? "exact" : "conditional")
  }

  private static func summary(_ expression: FirewallExpression) -> String {
    switch expression {
    case .any: "any"
    case .prefix(let prefix): "\(prefix)"
    case .ports(let range): "\(range.lower)-\(range.upper)"
    case .variable(let name): "$\(name)"
    case .reference(let name): "@\(name)"
    case .list(let items):
      "[\(items.map { ($0.isNegated ? "!" : "") + summary($0.expression) }.joined(separator: ","))]"
    }
  }
}

/// Text as a JSON string.
private enum JSONEscaping {
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
