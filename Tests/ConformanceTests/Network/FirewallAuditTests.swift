import IsolationAudit
import Testing

/// The audit of development and production that an inspection VPC with a firewall stands between.
@Suite("Audit through an inspection VPC")
struct FirewallAuditTests {
  private static let policy = """
    schema: isolation-audit/v1
    environments:
      development: { tier: non-production, match: [{ account: "111111111111" }] }
      production: { tier: production, match: [{ account: "333333333333" }] }
      inspection: { tier: shared, match: [{ account: "666666666666" }, { account: "444444444444" }] }
    assertions:
      - id: traffic
        title: No traffic between the tiers
        no-traffic: { between: [{ tier: production }, { tier: non-production }] }
    """

  /// The result of the assertion for an inspected estate, changed.
  static func audit(
    _ estate: CaseEstate = .inspected(),
    _ edit: (inout CaseEstate) -> Void
  ) throws -> (result: AssertionResult, findings: [Finding]) {
    var estate = estate
    edit(&estate)
    let snapshot = try AWSSnapshot.read(files: estate.files())
    let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "test")
    let result = try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
    return (try #require(result.assertions.first), result.findings)
  }

  /// The rules that the hops of findings name.
  private static func rules(_ findings: [Finding]) -> [String] {
    Set(findings.flatMap(\.hops).compactMap(\.rule)).sorted()
  }

  // MARK: Exact rules

  @Test("a firewall that drops everything isolates the two")
  func dropped() throws {
    let (result, findings) = try Self.audit {
      $0.firewallPolicy(in: "i", isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(result.outcome == .passed, "\(result.gaps)")
    #expect(findings.isEmpty)
  }

  @Test("rules that drop each direction isolate the two; without one of them, the other direction is open")
  func eachDirection() throws {
    let both = try Self.audit {
      $0.suricata("toward", in: "i", "drop ip 10.1.0.0/16 any -> 10.2.0.0/16 any (sid:1;)")
      $0.suricata("back", in: "i", "drop ip 10.2.0.0/16 any -> 10.1.0.0/16 any (sid:2;)")
      $0.firewallPolicy(in: "i", stateful: ["toward", "back"])
    }
    #expect(both.result.outcome == .passed, "\(both.result.gaps)")
    let one = try Self.audit {
      $0.suricata("toward", in: "i", "drop ip 10.1.0.0/16 any -> 10.2.0.0/16 any (sid:1;)")
      $0.firewallPolicy(in: "i", stateful: ["toward"])
    }
    #expect(one.result.outcome == .violated)
    #expect(one.findings.map(\.from) == ["production"])
    #expect(one.findings.map(\.verdict) == [.connects])
  }

  @Test("what one rule lets through is all that crosses")
  func onePort() throws {
    let (result, findings) = try Self.audit {
      $0.suricata("web", in: "i", "pass tcp 10.1.1.10 any -> 10.2.1.10 443 (sid:1;)")
      $0.firewallPolicy(in: "i", stateful: ["web"], isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(result.outcome == .violated)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.endpointPairs == 1)
    #expect(finding.traffic.map(\.ports) == ["443"])
    #expect(finding.traffic.map(\.source) == ["10.1.1.10"])
    #expect(Self.rules(findings).contains { $0.contains("`pass tcp 10.1.1.10 any -> 10.2.1.10 443 (sid 1)`") })
    #expect(Set(finding.via.map(\.id)) == ["tgw-1", CaseEstate.firewallARN("firewall", "fw")])
    #expect(finding.title.contains("fw"))
    #expect(finding.hops.contains { $0.resource.id == "vpce-nfw-1" })
  }

  // MARK: Rules that are not evaluated

  @Test("one rule that looks at more than the header leaves its packets open, by name")
  func unevaluated() throws {
    let (result, findings) = try Self.audit {
      $0.suricata(
        "names",
        in: "i",
        "pass tls 10.1.0.0/16 any -> 10.2.0.0/16 443 (tls.sni; content:\"db\"; sid:7;)"
      )
      $0.firewallPolicy(in: "i", stateful: ["names"], isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(result.outcome == .violated)
    #expect(findings.map(\.verdict) == [.may])
    #expect(findings.map(\.from) == ["development"])
    #expect(findings.flatMap(\.traffic).allSatisfy { $0.ports == "443" && $0.protocol == "tcp" })
    #expect(
      Self.rules(findings).contains { $0.contains("sid 7") && $0.contains("rule group names; not evaluated") },
      "\(Self.rules(findings))"
    )
  }

  @Test(
    "a rule that may drop never makes a pass certain, and never isolates",
    arguments: [
      "drop http any any -> any any (http.host; content:\"x\"; sid:1;)",
      "drop tcp any any -> any any (flow:established; sid:1;)",
      "drop ip $NOBODY any -> any any (sid:1;)", "drop ip @TAGGED any -> any any (sid:1;)", "drop ip any any",
      "discard ip any any -> any any (sid:1;)", "drop tcp any any -> any 70000 (sid:1;)",
      "drop ip 10.1.0.0/40 any -> any any (sid:1;)",
    ]
  )
  func mayDrop(rule: String) throws {
    let (result, findings) = try Self.audit {
      $0.suricata("odd", in: "i", rule)
      $0.firewallPolicy(in: "i", stateful: ["odd"])
    }
    #expect(result.outcome == .violated)
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0.verdict == .may || $0.verdict == .connects }, "\(findings.map(\.verdict))")
    #expect(findings.contains { finding in finding.traffic.contains { $0.verdict == .may } })
  }

  @Test("a policy with TLS inspection is not evaluated for TCP, where it does not drop")
  func inspectedTLS() throws {
    let arn = "arn:aws:network-firewall:us-east-1:666666666666:tls-configuration/tls"
    let (result, findings) = try Self.audit {
      $0.suricata(
        "toward",
        in: "i",
        "drop ip 10.2.0.0/16 any -> any any (sid:1;)",
        "drop udp any any -> any any (sid:2;)"
      )
      $0.firewallPolicy(
        in: "i",
        stateful: ["toward"],
        more: [(key: "TLSInspectionConfigurationArn", value: .string(arn))]
      )
    }
    #expect(result.outcome == .violated)
    #expect(findings.allSatisfy { $0.from == "development" })
    #expect(findings.flatMap(\.traffic).contains { $0.protocol == "tcp" && $0.verdict == .may })
    #expect(Self.rules(findings).contains { $0.contains(arn) } || findings.contains { $0.verdict == .connects })
  }

  @Test("a group that AWS manages drops or notes: a strict drop behind it holds")
  func managed() throws {
    let arn = "arn:aws:network-firewall:us-east-1:aws-managed:stateful-rulegroup/ThreatSignaturesBotnetStrictOrder"
    let held = try Self.audit {
      $0.firewallPolicy(in: "i", stateful: [arn], isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(held.result.outcome == .passed, "\(held.result.gaps)")
    let open = try Self.audit { $0.firewallPolicy(in: "i", stateful: [arn]) }
    #expect(open.findings.map(\.verdict) == [.may, .may])
    #expect(Self.rules(open.findings).contains { $0.contains("ThreatSignaturesBotnetStrictOrder") })
  }

  // MARK: What is missing

  @Test("a rule group that is not there leaves the two undecided, by name")
  func missingGroup() throws {
    let (result, findings) = try Self.audit {
      $0.firewallPolicy(in: "i", stateful: ["gone"], isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(result.outcome == .inconclusive)
    #expect(findings.isEmpty)
    let arn = CaseEstate.firewallARN("stateful-rulegroup", "gone")
    #expect(result.gaps.contains { $0.contains(arn) }, "\(result.gaps)")
  }

  @Test("a rule group that is not there does not matter behind rules that drop everything")
  func missingGroupBehind() throws {
    let (result, _) = try Self.audit {
      $0.suricata("first", in: "i", "drop ip any any -> any any (sid:1;)")
      $0.firewallPolicy(in: "i", stateful: ["first", "gone"], isStrict: true, defaults: ["aws:drop_strict"])
    }
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test("a stateless group that is not there leaves the two undecided")
  func missingStatelessGroup() throws {
    let (result, _) = try Self.audit {
      $0.firewallPolicy(in: "i", stateless: ["gone"], statelessDefault: "aws:drop")
    }
    #expect(result.outcome == .inconclusive)
    let arn = CaseEstate.firewallARN("stateless-rulegroup", "gone")
    #expect(result.gaps.contains { $0.contains(arn) }, "\(result.gaps)")
  }

  @Test("a policy that is not there leaves the two undecided, by name")
  func missingPolicy() throws {
    let (result, _) = try Self.audit { _ in }
    #expect(result.outcome == .inconclusive)
    let arn = CaseEstate.firewallARN("firewall-policy", "policy")
    #expect(result.gaps.contains { $0.contains(arn) }, "\(result.gaps)")
  }

  @Test("without the list of firewalls, what stands behind an endpoint may pass packets on")
  func missingFirewalls() throws {
    let (result, findings) = try Self.audit {
      $0.firewallPolicy(in: "i", isStrict: true, defaults: ["aws:drop_strict"])
      $0.records.removeAll { $0.key == "Firewalls" }
    }
    #expect(result.outcome == .violated)
    #expect(!findings.isEmpty && findings.allSatisfy { $0.verdict == .may })
    #expect(Set(findings.map(\.from)) == ["development", "production"])
  }

  @Test("without the endpoints of VPCs, the firewall's own status tells where they are")
  func missingEndpoints() throws {
    let dropping = try Self.audit {
      $0.firewallPolicy(in: "i", isStrict: true, defaults: ["aws:drop_strict"])
      $0.records.removeAll { $0.key == "VpcEndpoints" }
    }
    #expect(dropping.result.outcome == .passed, "\(dropping.result.gaps)")
    let passing = try Self.audit {
      $0.firewallPolicy(in: "i")
      $0.records.removeAll { $0.key == "VpcEndpoints" }
    }
    #expect(passing.findings.map(\.verdict) == [.connects, .connects])
  }

  @Test("a firewall whose status was not collected has no endpoint that is known")
  func missingStatus() throws {
    let (result, findings) = try Self.audit {
      $0.firewallPolicy(in: "i", isStrict: true, defaults: ["aws:drop_strict"])
      for index in $0.records.indices where $0.records[index].key == "Firewalls" {
        guard case .object(let members) = $0.records[index].json else { continue }
        $0.records[index].json = .object(members.filter { $0.key != "FirewallStatus" })
      }
    }
    #expect(result.outcome == .violated)
    #expect(findings.allSatisfy { $0.verdict == .may })
  }

  @Test("a loop through appliances leaves the two undecided")
  func loop() throws {
    let (result, _) = try Self.audit(.inspected(hasFirewall: false)) {
      $0.change(table: "rtb-f") { $0.routes = [CaseRoute(destination: "10.0.0.0/8", target: "vpce-nfw-1")] }
    }
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("vpce-nfw-1 gets them a second time") }, "\(result.gaps)")
  }
}

/// The audit of development whose hosts have a way to IPv4 by NAT64 alone.
@Suite("Audit through NAT64")
struct NAT64AuditTests {
  @Test("a way that only IPv6 packets for 64:ff9b::/96 have is found, with the packet as it is sent")
  func found() throws {
    let (result, findings) = try FirewallAuditTests.audit(.dualStack()) { $0.nat64() }
    #expect(result.outcome == .violated, "\(result.gaps)")
    let finding = try #require(findings.first { $0.from == "development" })
    #expect(finding.verdict == .connects)
    #expect(finding.witness?.destinationAddress == "64:ff9b::cb00:7105")
    #expect(Set(finding.traffic.map(\.ports)) == ["443"])
    #expect(finding.traffic.allSatisfy { $0.destination == "64:ff9b::cb00:7105" })
    #expect(finding.via.map(\.id).contains("nat-1"))
  }

  @Test("without the route to the NAT gateway there is none")
  func none() throws {
    let (result, _) = try FirewallAuditTests.audit(.dualStack()) {
      $0.nat64()
      $0.change(table: "rtb-a") { table in table.routes.removeAll { $0.target == "nat-1" } }
    }
    #expect(result.outcome == .passed, "\(result.gaps)")
  }
}
