import IsolationAudit
import Testing

@Suite("Assertions")
struct AssertionTests {
  @Test("no-traffic between sides, with exceptions")
  func noTraffic() throws {
    let it = try assertion(
      """
      severity: critical
      description: All of it.
      rationale: Because.
      remediation: Close it.
      controls: [pci-dss-4.0.1/6.5.3, "nist-800-53-5.1.1/SC-7(21)"]
      no-traffic:
        between: [{ tier: production }, { tier: non-production }]
        except:
          - from: { environment: production, tag: { Role: [anonymiser, "copier-*"] } }
            to: [{ environment: staging, type: database }, { cidr: 10.1.20.0/24 }]
            protocol: tcp
            ports: [5432, "6000-6010"]
            via: [peering, transit-gateway]
            reason: The refresh.
          - { open-to-the-internet: true, reason: Public. }
          - { protocol: [icmp, icmpv6, 47], reason: Diagnosis. }
          - { protocol: icmp, icmp-type: 8, icmp-code: 0, reason: Ping. }
          - { protocol: any, from: { internet: true }, reason: Any. }
      """
    )
    #expect(it.severity == .critical)
    #expect((it.summary, it.rationale, it.remediation) == ("All of it.", "Because.", "Close it."))
    #expect(it.controls.map(\.description) == ["pci-dss-4.0.1/6.5.3", "nist-800-53-5.1.1/SC-7(21)"])
    #expect(it.controls[1].framework == "nist-800-53")
    #expect(it.controls[1].version == "5.1.1")
    guard case .noTraffic(.between(let sides), let except, nil) = it.kind else {
      Issue.record("unexpected kind \(it.kind)")
      return
    }
    #expect(it.kind.name == "no-traffic")
    #expect(sides.map(\.description) == ["{ tier: production }", "{ tier: non-production }"])
    #expect(
      except.map(\.description) == [
        "{ from: { environment: production, tag: { Role: [anonymiser, copier-*] } }, "
          + "to: [{ environment: staging, type: database }, { cidr: 10.1.20.0/24 }], protocol: tcp, "
          + "ports: [5432, 6000-6010], via: [peering, transit-gateway] }",
        "{ open-to-the-internet: true }",
        "{ protocol: [icmp, icmpv6, 47] }",
        "{ protocol: icmp, icmp-type: 8, icmp-code: 0 }",
        "{ from: { internet: true } }",
      ]
    )
    #expect(except[0].ports == [PortRange(5432, 5432), PortRange(6000, 6010)])
    #expect(except[0].reason == "The refresh.")
    #expect(except[0].location.description == "b.yaml:13:11")
  }

  @Test("no-traffic from one side to the other, and ports at their bounds")
  func oneWay() throws {
    let it = try assertion(
      """
      no-traffic:
        from: { internet: true }
        to: { tier: production, not: [{ name: "*-public" }, { type: load-balancer }] }
        except: [{ protocol: udp, ports: ["0-0", 65535, "0-65535"], reason: Bounds. }]
      """
    )
    guard case .noTraffic(.oneWay(let from, let to), let except, nil) = it.kind else {
      Issue.record("unexpected kind \(it.kind)")
      return
    }
    #expect(from.coversInternet)
    #expect(to.description == "{ tier: production, not: [{ name: *-public }, { type: load-balancer }] }")
    #expect(except[0].ports == [PortRange(0, 0), PortRange(65535, 65535), .all])
    #expect(it.severity == .high)
  }

  @Test(
    "chains through other hosts count only where the assertion asks for them",
    arguments: [
      ("", nil), (", transitive: false", nil), (", transitive: true", 2), (", transitive: true, max-hops: 5", 5),
    ] as [(String, Int?)]
  )
  func chains(keys: String, hops: Int?) throws {
    let it = try assertion("no-traffic: { from: { tier: shared }, to: { tier: production }\(keys) }")
    #expect(it.kind.maximumHops == hops)
  }

  @Test("only-traffic")
  func onlyTraffic() throws {
    let it = try assertion(
      """
      only-traffic:
        from: { environment: production }
        to: { environment: staging }
        allow: [{ protocol: tcp, ports: 5432 }]
      """
    )
    #expect(it.kind.name == "only-traffic")
    #expect(it.kind.acceptedTraffic.count == 1)
    #expect(it.kind.acceptedTraffic[0].reason == nil)
    #expect(it.kind.scope.selectors.map(\.description) == ["{ environment: production }", "{ environment: staging }"])
  }

  @Test(
    "the symmetric kinds take between or among",
    arguments: [
      "separate-accounts", "separate-vpcs", "disjoint-address-space", "separate-vpn", "separate-roles",
      "separate-regions", "no-admin-bridge",
    ]
  )
  func symmetric(kind: String) throws {
    let between = try assertion("\(kind): { between: [{ tier: production }, { environment: [staging, sandbox] }] }")
    #expect(between.kind.name == kind)
    #expect(between.kind.scope.selectors.count == 2)
    let among = try assertion("\(kind): { among: { environment: \"*\" } }")
    #expect(among.kind.name == kind)
    #expect(among.kind.scope.selectors.count == 1)
  }

  @Test("no-assume-role with exceptions by both ends of a chain")
  func noAssumeRole() throws {
    let it = try assertion(
      """
      no-assume-role:
        between: [{ tier: production }, { tier: non-production }]
        max-hops: 4
        except:
          - principal: "arn:aws:iam::666666666666:role/cicd"
            role: "arn:aws:iam::*:role/*-deploy"
            reason: The pipeline.
      """
    )
    guard case .noAssumeRole(.between, let except, let hops) = it.kind else {
      Issue.record("unexpected kind \(it.kind)")
      return
    }
    #expect(hops == 4)
    let target = "arn:aws:iam::333333333333:role/prod-deploy"
    #expect(except[0].covers(principal: "arn:aws:iam::666666666666:role/cicd", role: target))
    #expect(!except[0].covers(principal: "arn:aws:iam::111111111111:role/dev", role: target))
    #expect(!except[0].covers(principal: "arn:aws:iam::666666666666:role/cicd", role: target + "-admin"))
  }

  @Test("outside sites and VPN clients are selectors")
  func outside() throws {
    let it = try assertion(
      """
      no-traffic:
        from:
          - { outside: office, tier: production, cidr: 192.168.1.0/24 }
          - { client-vpn: { endpoint: cvpn-endpoint-1, group: [ops, dev] }, environment: staging }
          - { client-vpn: "*" }
        to: { account: ["111111111111"], organizational-unit: Root/Sandbox, vpc: vpc-1, subnet: "data-*", region: us-* }
      """
    )
    #expect(
      it.kind.scope.selectors[0].description
        == "[{ tier: production, cidr: 192.168.1.0/24, outside: office }, "
        + "{ environment: staging, client-vpn: { endpoint: cvpn-endpoint-1, group: [ops, dev] } }, { client-vpn: \"*\" }]"
    )
  }

  @Test(
    "a scope means ordered pairs of environments",
    arguments: [
      (
        "between: [{ tier: production }, { tier: non-production }]",
        [
          "production>staging", "production>sandbox", "recovery>staging", "recovery>sandbox", "staging>production",
          "staging>recovery", "sandbox>production", "sandbox>recovery",
        ]
      ),
      ("from: { environment: production }, to: { environment: staging }", ["production>staging"]),
      (
        "between: [{ environment: sandbox }, { environment: \"*\", not: { environment: sandbox } }]",
        [
          "sandbox>production", "sandbox>recovery", "sandbox>staging", "sandbox>shared", "production>sandbox",
          "recovery>sandbox", "staging>sandbox", "shared>sandbox",
        ]
      ),
      ("among: { tier: production }", ["production>recovery", "recovery>production"]),
      // An environment on both sides is not compared with itself.
      (
        "between: [{ tier: production }, { environment: recovery }]",
        ["production>recovery", "recovery>production"]
      ),
      ("from: { internet: true }, to: { tier: production }", ["->production", "->recovery"]),
      (
        "between: [{ environment: production }, [{ environment: staging }, { outside: office }]]",
        ["production>staging", "production>-", "staging>production", "->production"]
      ),
    ]
  )
  func pairs(scope: String, expected: [String]) throws {
    let it = try assertion("no-traffic: { \(scope) }")
    let policy = try #require(read(standardEnvironments, PolicyErrorTests.assertion).policy)
    let pairs = policy.pairs(of: it.kind.scope)
    #expect(pairs.map { "\($0.from.environment ?? "-")>\($0.to.environment ?? "-")" } == expected)
    #expect(policy.unorderedPairs(of: it.kind.scope).count == (expected.count + 1) / 2 || scope.hasPrefix("from"))
  }

  @Test("the side of a pair keeps what the selector asks for beside the environment")
  func narrowing() throws {
    let it = try assertion(
      "no-traffic: { from: { tier: production, type: database, not: [{ environment: recovery }, { name: x }] }, to: { internet: true } }"
    )
    let policy = try #require(read(standardEnvironments, PolicyErrorTests.assertion).policy)
    #expect(
      policy.pairs(of: it.kind.scope).map(\.from.selector.description) == [
        "{ environment: production, type: database, not: { name: x } }"
      ]
    )
  }

  @Test("every selector must match something; what does not is an error that says what follows from it")
  func uses() throws {
    let it = try assertion(
      "no-traffic: { among: { environment: \"*\" }, except: [{ from: { name: gone }, reason: Old. }] }"
    )
    let uses = Policy(assertions: [it]).uses
    #expect(
      uses.map(\.nothingMatches.description) == [
        "b.yaml:5:26: error: the selector `{ environment: * }` of assertion `it` matches nothing in this estate, "
          + "so the assertion would hold of nothing",
        "b.yaml:5:65: error: the selector `{ name: gone }` of assertion `it` matches nothing in this estate, "
          + "so the exception is out of date or misspelt",
      ]
    )
    let policy = try #require(read(standardEnvironments, PolicyErrorTests.assertion).policy)
    #expect(
      policy.environments[3].nothingMatches.description
        == "a.yaml:6:3: error: nothing in this estate belongs to environment `sandbox`, "
        + "which matches { tag: { Environment: sandbox } }"
    )
  }
}
