import IsolationAudit
import Testing

/// What an audit finds over relays, on the estates of the worked cases: VPC-A is development, VPC-B production, VPC-C shared.
@Suite("Audits over relays")
struct RelayAuditTests {
  private static let policy = """
    schema: isolation-audit/v1
    environments:
      development: { tier: non-production, match: [{ account: "111111111111" }] }
      production: { tier: production, match: [{ account: "333333333333" }] }
      shared: { tier: shared, match: [{ account: "444444444444" }] }
    assertions:
      - id: traffic
        title: No traffic from development to production
        no-traffic: { from: { environment: development }, to: { environment: production } }
    """

  private static func audit(_ estate: CaseEstate, policy: String = policy) throws -> AuditResult {
    let snapshot = try AWSSnapshot.read(files: estate.files())
    let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "test")
    return try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
  }

  private static func result(_ result: AuditResult) throws -> AssertionResult {
    try #require(result.assertions.first { $0.id == "traffic" })
  }

  private static func arn(_ path: String) -> String {
    "arn:aws:elasticloadbalancing:us-east-1:444444444444:loadbalancer/\(path)/50dc6c495c0c9188"
  }

  /// Development and production peered with the shared VPC, not with each other; production's host admits 8443 from it.
  private static func hub() -> CaseEstate {
    var estate = CaseEstate.standing()
    estate.peering("pcx-ac", "a", "c")
    estate.peering("pcx-bc", "b", "c")
    estate.group("sg-target", in: "b", [.tcp(8443, "10.3.0.0/16")])
    estate.assign(["sg-target"], to: "b1.10")
    estate.assign(["sg-target"], to: "b2.5")
    estate.group("sg-alb", in: "c", [.tcp(443, "10.1.0.0/16")])
    return estate
  }

  /// The hub with an Application Load Balancer that forwards 443 to production's host.
  private static func shared() -> CaseEstate {
    var estate = hub()
    estate.targets("web", in: "c", type: "ip", protocolName: "HTTPS", [.init(id: "10.2.1.10", port: 8443, zone: "all")])
    estate.balancer(
      "alb",
      "application",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.60")],
      groups: ["sg-alb"],
      listeners: [.init(port: 443, protocolName: "HTTPS", groups: ["web"])]
    )
    return estate
  }

  // MARK: One relay

  @Test("development to a shared load balancer to production is found, with both legs")
  func sharedBalancer() throws {
    let result = try Self.audit(Self.shared())
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    #expect(finding.verdict == .connects)
    #expect(finding.via.map(\.id) == ["pcx-ac", Self.arn("app/alb"), "pcx-bc"])
    let crossed = finding.hops.filter { $0.action == "crossed" }.map(\.resource.id)
    #expect(crossed == ["pcx-ac", "pcx-bc"])
    #expect(finding.hops.contains { $0.resource.id == Self.arn("app/alb") && $0.rule == "listener tcp 443" })
    #expect(finding.witness?.sourceAddress.hasPrefix("10.1.") == true)
    #expect(finding.witness?.destinationAddress == "10.2.1.10")
    #expect(Set(finding.traffic.map(\.ports)) == ["8443"])
    #expect(finding.traffic.allSatisfy { $0.source.hasPrefix("10.1.") })
    // Four hosts of development, one of production.
    #expect(finding.endpointPairs == 4)
  }

  @Test(
    "what breaks either leg, or what joins them, closes the way",
    arguments: ["first", "listener", "target", "answer"]
  )
  func closed(_ what: String) throws {
    var estate = Self.shared()
    switch what {
    case "first": estate.change(group: "sg-alb") { $0.ingress = [.tcp(443, "10.9.0.0/16")] }
    case "listener": estate.change(group: "sg-alb") { $0.ingress = [.tcp(80, "10.1.0.0/16")] }
    case "target": estate.change(group: "sg-target") { $0.ingress = [.tcp(443, "10.3.0.0/16")] }
    default: estate.change(table: "rtb-b") { $0.routes.removeAll { $0.target == "pcx-bc" } }
    }
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test("a listener leads to its own targets only")
  func listeners() throws {
    var estate = Self.hub()
    estate.change(group: "sg-alb") { $0.ingress = [.tcp(80, "10.1.0.0/16")] }
    estate.targets("web", in: "c", type: "ip", protocolName: "HTTPS", [.init(id: "10.2.1.10", port: 8443, zone: "all")])
    estate.targets("own", in: "c", type: "ip", protocolName: "HTTP", [.init(id: "10.3.1.10", port: 80)])
    func balancer(_ estate: CaseEstate, swapped: Bool) -> CaseEstate {
      var estate = estate
      estate.balancer(
        "alb",
        "application",
        in: "c",
        nodes: [.init(subnet: "c1", address: "10.3.1.60")],
        groups: ["sg-alb"],
        listeners: [
          .init(port: 443, protocolName: "HTTPS", groups: [swapped ? "own" : "web"]),
          .init(port: 80, protocolName: "HTTP", groups: [swapped ? "web" : "own"]),
        ]
      )
      return estate
    }
    #expect(try Self.result(try Self.audit(balancer(estate, swapped: false))).outcome == .passed)
    #expect(try Self.result(try Self.audit(balancer(estate, swapped: true))).outcome == .violated)
  }

  @Test("a load balancer of the other side takes what its listeners take")
  func direct() throws {
    func estate(admitting port: Int) -> CaseEstate {
      var estate = CaseEstate.standing()
      estate.peering("pcx-ab", "a", "b")
      for host in ["b1.10", "b2.5"] { estate.assign(["sg-closed"], to: host) }
      estate.group("sg-closed", in: "b", [])
      estate.group("sg-alb", in: "b", [.tcp(port, "10.1.0.0/16")])
      estate.balancer(
        "alb",
        "application",
        in: "b",
        nodes: [.init(subnet: "b1", address: "10.2.1.60")],
        groups: ["sg-alb"],
        listeners: [.init(port: 443, protocolName: "HTTPS", action: "fixed-response")]
      )
      return estate
    }
    #expect(try Self.result(try Self.audit(estate(admitting: 443))).outcome == .violated)
    #expect(try Self.result(try Self.audit(estate(admitting: 8443))).outcome == .passed)
  }

  @Test(
    "a Network Load Balancer that keeps its clients' addresses shows them to its targets",
    arguments: [true, false]
  )
  func clientAddress(_ isAdmitted: Bool) throws {
    var estate = Self.hub()
    estate.change(group: "sg-target") { $0.ingress = [.tcp(8443, isAdmitted ? "10.1.1.10/32" : "10.3.0.0/16")] }
    estate.targets(
      "web",
      in: "c",
      type: "ip",
      attributes: [("preserve_client_ip.enabled", "true")],
      [.init(id: "10.2.1.10", port: 8443, zone: "all")]
    )
    estate.balancer(
      "nlb",
      "network",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.61")],
      listeners: [.init(port: 443, protocolName: "TCP", groups: ["web"])]
    )
    let result = try Self.audit(estate)
    #expect(result.findings.isEmpty != isAdmitted)
    guard isAdmitted else { return }
    #expect(Set(result.findings[0].traffic.map(\.source)) == ["10.1.1.10"])
    #expect(result.findings[0].endpointPairs == 1)
    #expect(result.findings[0].verdict == .connects)
  }

  // MARK: Chains

  /// A Network Load Balancer whose target is the Application Load Balancer behind it, at a port.
  private static func chain(port: Int) -> CaseEstate {
    var estate = shared()
    estate.change(group: "sg-alb") { $0.ingress = [.tcp(443, "sg-nlb"), .tcp(80, "sg-nlb")] }
    estate.group("sg-nlb", in: "c", [.tcp(443, "10.1.0.0/16")])
    estate.targets("front", in: "c", type: "alb", port: port, [.init(id: arn("app/alb"), port: port)])
    estate.balancer(
      "nlb",
      "network",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.61")],
      groups: ["sg-nlb"],
      listeners: [.init(port: 443, protocolName: "TCP", groups: ["front"])]
    )
    return estate
  }

  @Test("a Network Load Balancer in front of an Application Load Balancer in front of production is found")
  func chained() throws {
    let result = try Self.audit(Self.chain(port: 443))
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    #expect(finding.via.map(\.id) == ["pcx-ac", Self.arn("net/nlb"), Self.arn("app/alb"), "pcx-bc"])
    let relays = finding.hops.filter { $0.resource.type == "load balancer" && $0.rule != nil }.map(\.resource.id)
    #expect(relays == [Self.arn("net/nlb"), Self.arn("app/alb")])
    #expect(finding.witness?.sourceAddress.hasPrefix("10.1.") == true)
  }

  @Test("a chain whose second load balancer does not listen where the first sends is closed")
  func brokenChain() throws {
    #expect(try Self.result(try Self.audit(Self.chain(port: 80))).outcome == .passed)
  }

  /// Two load balancers that forward to each other, the second perhaps to production as well.
  private static func loop(reachingProduction: Bool) -> CaseEstate {
    var estate = hub()
    let second: [CaseEstate.Target] = [.init(id: "10.3.1.61", port: 443)]
    let production: [CaseEstate.Target] = [.init(id: "10.2.1.10", port: 8443, zone: "all")]
    estate.targets("to-second", in: "c", type: "ip", [.init(id: "10.3.1.62", port: 443)])
    estate.targets("to-first", in: "c", type: "ip", reachingProduction ? second + production : second)
    for (name, address, group) in [("one", "10.3.1.61", "to-second"), ("two", "10.3.1.62", "to-first")] {
      estate.balancer(
        name,
        "network",
        in: "c",
        nodes: [.init(subnet: "c1", address: address)],
        listeners: [.init(port: 443, protocolName: "TCP", groups: [group])]
      )
    }
    return estate
  }

  @Test("load balancers that forward to each other end the search", arguments: [true, false])
  func loops(_ reachingProduction: Bool) throws {
    let result = try Self.audit(Self.loop(reachingProduction: reachingProduction))
    #expect(try Self.result(result).outcome == (reachingProduction ? .violated : .passed))
    let ways = result.findings.map { $0.via.map(\.id).filter { $0.hasPrefix("arn:") } }
    #expect(
      Set(ways) == (reachingProduction ? [[Self.arn("net/two")], [Self.arn("net/one"), Self.arn("net/two")]] : [])
    )
  }

  // MARK: What a policy accepts

  @Test("what a policy accepts of one relay it does not accept of another")
  func twoRelays() throws {
    var estate = Self.shared()
    estate.change(group: "sg-target") { $0.ingress = [.tcp(8443, "10.3.0.0/16"), .tcp(9443, "10.3.0.0/16")] }
    estate.targets("other", in: "c", type: "ip", [.init(id: "10.2.1.10", port: 9443, zone: "all")])
    estate.balancer(
      "second",
      "application",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.70")],
      groups: ["sg-alb"],
      listeners: [.init(port: 443, protocolName: "HTTPS", groups: ["other"])]
    )
    #expect(try Self.audit(estate).findings.count == 2)
    let accepting = Self.policy.replacing(
      "to: { environment: production } }",
      with:
        "to: { environment: production }, except: [{ via: load-balancer, protocol: tcp, ports: 8443, reason: agreed }] }"
    )
    let result = try Self.audit(estate, policy: accepting)
    #expect(result.findings.map { $0.via.map(\.id) } == [["pcx-ac", Self.arn("app/second"), "pcx-bc"]])
  }

  @Test("what a policy accepts of one sender it does not accept of another over the same relay")
  func twoSenders() throws {
    var estate = Self.shared()
    estate.change(group: "sg-alb") { $0.ingress = [.tcp(443, "10.1.0.0/16")] }
    let accepting = Self.policy.replacing(
      "to: { environment: production } }",
      with: "to: { environment: production }, except: [{ from: { subnet: subnet-a1 }, reason: agreed }] }"
    )
    let result = try Self.audit(estate, policy: accepting)
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    #expect(finding.witness?.sourceAddress == "10.1.2.20")
    #expect(finding.endpointPairs == 1)
    #expect(finding.traffic.allSatisfy { $0.source.hasPrefix("10.1.2.") }, "\(finding.traffic)")
  }

  // MARK: First legs of other kinds

  @Test(
    "clients of an environment's Client VPN reach production over a shared load balancer",
    arguments: [true, false]
  )
  func clientVPN(_ isAuthorized: Bool) throws {
    var estate = Self.shared()
    estate.change(group: "sg-alb") { $0.ingress = [.tcp(443, "10.1.2.99/32")] }
    estate.clientVPN(
      "cvpn-endpoint-1",
      in: "a2",
      "10.1.2.99",
      groups: ["sg-a"],
      rules: [(isAuthorized ? "10.3.0.0/16" : "10.1.0.0/16", nil)],
      routes: ["10.3.0.0/16", "10.1.0.0/16"]
    )
    let result = try Self.audit(estate)
    #expect(result.findings.isEmpty != isAuthorized)
    guard isAuthorized else { return }
    #expect(result.findings[0].witness?.source.id == "cvpn-endpoint-1")
    #expect(result.findings[0].via.map(\.id).contains(Self.arn("app/alb")))
  }

  @Test("a site behind a VPN connection reaches production over a load balancer", arguments: [true, false])
  func site(_ isAdmitted: Bool) throws {
    var estate = Self.shared()
    estate.vpnGateway("vgw-c", vpc: "c")
    estate.vpn("vpn-c", at: "vgw-c", in: "c", staticRoutes: ["192.168.0.0/16"])
    estate.route("rtb-c", "192.168.0.0/16", "vgw-c")
    estate.change(group: "sg-alb") { $0.ingress = [.tcp(443, isAdmitted ? "192.168.0.0/16" : "172.16.0.0/16")] }
    let policy = """
      schema: isolation-audit/v1
      environments:
        production: { tier: production, match: [{ account: "333333333333" }] }
      outside:
        office: { on-premises: 192.168.1.0/24, via: vpn-c }
      assertions:
        - id: traffic
          title: Nothing from the office
          no-traffic: { from: { outside: office }, to: { environment: production } }
      """
    let result = try Self.audit(estate, policy: policy)
    #expect(result.findings.contains { $0.via.map(\.id).contains(Self.arn("app/alb")) } == isAdmitted)
  }

  // MARK: What is missing

  @Test("a relay whose listeners were not collected is a gap where it could matter", arguments: [true, false])
  func noListeners(_ isReachable: Bool) throws {
    var estate = Self.hub()
    if !isReachable { estate.change(group: "sg-alb") { $0.ingress = [] } }
    estate.targets(
      "web",
      in: "c",
      type: "ip",
      of: [Self.arn("app/alb")],
      [.init(id: "10.2.1.10", port: 8443, zone: "all")]
    )
    estate.balancer(
      "alb",
      "application",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.60")],
      groups: ["sg-alb"],
      listeners: nil
    )
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == (isReachable ? .inconclusive : .passed), "\(result.gaps)")
    #expect(result.gaps.contains { $0.contains(Self.arn("app/alb")) } == isReachable)
  }

  @Test(
    "targets that nobody listed are a gap where the load balancer can reach the other side",
    arguments: [true, false]
  )
  func noTargets(_ isReachable: Bool) throws {
    var estate = Self.hub()
    if !isReachable { estate.change(group: "sg-target") { $0.ingress = [] } }
    estate.targets("web", in: "c", type: "ip", nil)
    estate.balancer(
      "alb",
      "application",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.60")],
      groups: ["sg-alb"],
      listeners: [.init(port: 443, protocolName: "HTTPS", groups: ["web"])]
    )
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == (isReachable ? .inconclusive : .passed), "\(result.gaps)")
    #expect(result.gaps.contains { $0.contains("targetgroup/web") } == isReachable)
  }

  @Test(
    "rules that nobody listed are a gap only where another target group names the load balancer",
    arguments: [true, false]
  )
  func noRules(_ isNamed: Bool) throws {
    var estate = Self.hub()
    estate.targets(
      "web",
      in: "c",
      type: "ip",
      of: isNamed ? [Self.arn("app/alb")] : [],
      [.init(id: "10.2.1.10", port: 8443, zone: "all")]
    )
    estate.balancer(
      "alb",
      "application",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.60")],
      groups: ["sg-alb"],
      listeners: [.init(port: 443, protocolName: "HTTPS", action: "fixed-response")],
      knowsRules: false
    )
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == (isNamed ? .inconclusive : .passed), "\(result.gaps)")
  }

  @Test(
    "attributes that nobody asked for are a gap only where the default closes what the other value opens",
    arguments: [
      "keeps", "hides", "far",
    ]
  )
  func noAttributes(_ target: String) throws {
    var estate = Self.hub()
    // An instance sees the client by default, an address the load balancer; the third target is in another zone.
    estate.host("c1.10")
    estate.subnet("c2", "10.3.2.0/24", zone: 2)
    estate.acl("acl-c2", in: "c", subnets: ["c2"], ingress: [.deny(90, "10.1.0.0/16"), .allow(100)])
    estate.instance("b1.10")
    let targets: [CaseEstate.Target]
    switch target {
    case "keeps": targets = [.init(id: "i-b1-10", port: 8443)]
    case "hides": targets = [.init(id: "10.2.1.10", port: 8443, zone: "all")]
    default: targets = [.init(id: "10.2.1.10", port: 8443, zone: "us-east-1b")]
    }
    estate.targets("web", in: "c", type: target == "keeps" ? "instance" : "ip", attributes: nil, targets)
    estate.balancer(
      "nlb",
      "network",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.61"), .init(subnet: "c2", address: "10.3.2.61")],
      listeners: [.init(port: 443, protocolName: "TCP", groups: ["web"])],
      knowsAttributes: false
    )
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == (target == "hides" ? .violated : .inconclusive), "\(result.gaps)")
  }

  // MARK: Classic Load Balancers, and whose an interface is

  @Test("a Classic Load Balancer of another account passes development on to production", arguments: [443, 80])
  func classic(_ port: Int) throws {
    var estate = CaseEstate.standing()
    // Production's host stands in a subnet that the shared account owns, with the load balancer beside it.
    estate.peering("pcx-ac", "a", "c")
    estate.group("sg-clb", in: "c", [.tcp(port, "10.1.0.0/16")])
    estate.group("sg-behind", in: "c", [.tcp(8443, "sg-clb")])
    estate.interface("eni-behind", in: "c1", "10.3.1.20", groups: ["sg-behind"])
    estate.own("eni-behind", by: "333333333333", instance: "i-behind")
    estate.classicBalancer(
      "clb",
      in: "c",
      nodes: [.init(subnet: "c1", address: "10.3.1.62")],
      groups: ["sg-clb"],
      listeners: [(443, 8443)],
      instances: ["i-behind"]
    )
    let result = try Self.audit(estate)
    #expect(result.findings.isEmpty == (port == 80))
    guard port == 443 else { return }
    let clb = "arn:aws:elasticloadbalancing:us-east-1:444444444444:loadbalancer/clb"
    #expect(result.findings[0].via.map(\.id) == ["pcx-ac", clb, "vpc-c"])
  }

  @Test("in a shared subnet, an interface is its owner's", arguments: ["333333333333", "111111111111"])
  func sharedSubnet(_ owner: String) throws {
    var estate = CaseEstate.standing()
    estate.interface("eni-theirs", in: "a1", "10.1.1.90")
    estate.own("eni-theirs", by: owner)
    let result = try Self.result(try Self.audit(estate))
    #expect(result.outcome == (owner == "333333333333" ? .violated : .passed), "\(result.gaps)")
  }
}
