import IsolationAudit
import Testing

/// Environments that meet outside of AWS, or in what joins VPCs with sites.
@Suite("Sites and wide area networks between environments")
struct WideAreaAuditTests {
  private static let separateVPN = SmallAudit.policy.replacing("    no-traffic:", with: "    separate-vpn:")

  /// A policy with an outside site, and whether it is trusted.
  private static func policy(site via: String, isTrusted: Bool) -> String {
    SmallAudit.policy.replacing(
      "assertions:\n",
      with: "outside:\n  data-centre: { via: \(via), trusted: \(isTrusted) }\nassertions:\n"
    )
  }

  private static func titles(_ result: AuditResult) -> [String] {
    result.findings.filter { $0.assertion == "traffic" }.map(\.title).sorted()
  }

  // MARK: Direct Connect

  /// Development and production with a line each.
  private static func lines(_ first: String, _ second: String) -> WideAreaEstate {
    var estate = WideAreaEstate()
    estate.line("dxvif-dev", WideAreaEstate.development, at: "vgw-dev", connection: first)
    estate.line("dxvif-prod", WideAreaEstate.production, at: "vgw-prod", connection: second)
    return estate
  }

  private static func propagated(_ estate: WideAreaEstate) -> [String: String] {
    var files = estate.files
    for (name, account) in [("dev", WideAreaEstate.development), ("prod", WideAreaEstate.production)] {
      let path = AuditEstate.path("RouteTables", account)
      files[path] = files[path]?.replacing(
        "\"GatewayId\": \"vgw-\(name)\", \"State\": \"active\"",
        with: "\"GatewayId\": \"vgw-\(name)\", \"State\": \"active\", \"Origin\": \"EnableVgwRoutePropagation\""
      )
    }
    return files
  }

  @Test("a data centre with lines to both environments may join them")
  func dataCentre() throws {
    let result = try SmallAudit.run(Self.propagated(Self.lines("dxcon-1", "dxcon-1")))
    #expect(Self.titles(result) == ["development may reach production through the on-premises site dxcon-1"])
    #expect(result.findings.first?.via.map(\.id) == ["dxvif-dev", "dxvif-prod"])
    #expect(result.findings.first?.via.first?.name == "line dxvif-dev")
  }

  @Test("lines to different places do not")
  func apart() throws {
    let result = try SmallAudit.run(Self.propagated(Self.lines("dxcon-1", "dxcon-2")))
    #expect(result[assertion: "traffic"]?.outcome == .passed, "\(result.assertions.flatMap(\.gaps))")
  }

  @Test(
    "a site of the policy takes lines by id, name or connection",
    arguments: ["dxvif-*", "\"line dxvif-*\"", "[dxcon-1, dxcon-2]"]
  )
  func namedSite(via: String) throws {
    let files = Self.propagated(Self.lines("dxcon-1", "dxcon-2"))
    let joined = try SmallAudit.run(files, policy: Self.policy(site: via, isTrusted: false))
    #expect(Self.titles(joined) == ["development may reach production through the on-premises site data-centre"])
    let trusted = try SmallAudit.run(files, policy: Self.policy(site: via, isTrusted: true))
    #expect(trusted[assertion: "traffic"]?.outcome == .passed, "\(trusted.assertions.flatMap(\.gaps))")
  }

  @Test("a site that is reached by a static route only may know what BGP does not tell")
  func staticRoute() throws {
    let result = try Self.lines("dxcon-1", "dxcon-1").audit()
    let judged = try #require(result[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive)
    #expect(judged.gaps.contains { $0.contains("dxcon-1 is learned by BGP") }, "\(judged.gaps)")
  }

  /// One Direct Connect gateway with one line for both environments.
  private static func sharedGateway(allowed: [String]) -> [String: String] {
    var estate = WideAreaEstate()
    estate.directConnectGateway("dxgw-1", [("vgw-dev", []), ("vgw-prod", allowed)])
    estate.line("dxvif-1", WideAreaEstate.network, at: "dxgw-1", connection: "dxcon-1")
    return propagated(estate)
  }

  @Test("a Direct Connect gateway brings its site to both environments, within the allowed prefixes")
  func allowedPrefixes() throws {
    let open = try SmallAudit.run(Self.sharedGateway(allowed: []))
    #expect(Self.titles(open) == ["development may reach production through the on-premises site dxcon-1"])
    let narrow = try SmallAudit.run(Self.sharedGateway(allowed: ["10.2.9.0/24"]))
    #expect(narrow[assertion: "traffic"]?.outcome == .passed, "\(narrow.assertions.flatMap(\.gaps))")
  }

  @Test("hosts behind a line are senders of their own")
  func sender() throws {
    let policy = """
      schema: isolation-audit/v1
      environments:
        production: { tier: production, match: [{ account: "333333333333" }] }
      outside:
        data-centre: { via: dxvif-1 }
      assertions:
        - id: traffic
          title: Nothing comes from the data centre
          no-traffic: { from: { outside: data-centre }, to: { tier: production } }
      """
    let open = try SmallAudit.run(Self.sharedGateway(allowed: ["10.2.0.0/16"]), policy: policy)
    #expect(open.findings.map(\.title).count == 1)
    let finding = try #require(open.findings.first)
    #expect(finding.verdict == .connects)
    #expect(finding.via.map(\.id).contains("dxgw-1"))
    #expect(finding.hops.map(\.resource.id).starts(with: ["dxvif-1"]))
    let narrow = try SmallAudit.run(Self.sharedGateway(allowed: ["10.9.0.0/16"]), policy: policy)
    #expect(narrow[assertion: "traffic"]?.outcome == .passed, "\(narrow.assertions.flatMap(\.gaps))")
  }

  @Test("associations that nobody listed leave undecided what they bring in")
  func untoldAssociations() throws {
    var files = Self.sharedGateway(allowed: [])
    files[AuditEstate.path("directConnectGatewayAssociations", WideAreaEstate.network)] = nil
    let judged = try #require(try SmallAudit.run(files)[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive, "\(judged.pairs.map(\.reason))")
  }

  @Test("a Direct Connect connection that serves both sides is a shared hub")
  func sharedHub() throws {
    var estate = Self.lines("dxcon-1", "dxcon-1")
    estate.estate.development.ingress = [.init(port: 22, peer: "192.168.0.0/16")]
    let result = try SmallAudit.run(Self.propagated(estate), policy: Self.separateVPN)
    #expect(
      Self.titles(result) == ["Direct Connect connection dxcon-1 leads to hosts of production and of development"]
    )
  }

  // MARK: Sites that a gateway joins

  /// Each environment's site has a VPN connection of its own, and one to a virtual private gateway of the network account.
  private static func hub(_ first: String, _ second: String) -> WideAreaEstate {
    var estate = WideAreaEstate()
    let devices = ["192.0.2.1", "192.0.2.2"]
    estate.vpn("vpn-dev", WideAreaEstate.development, at: "vgw-dev", device: devices[0], routes: ["192.168.0.0/16"])
    estate.vpn("vpn-prod", WideAreaEstate.production, at: "vgw-prod", device: devices[1], routes: ["192.168.0.0/16"])
    for gateway in Set([first, second]).sorted() { estate.vpnGateway(gateway, WideAreaEstate.network) }
    estate.vpn("vpn-hub-1", WideAreaEstate.network, at: first, device: devices[0])
    estate.vpn("vpn-hub-2", WideAreaEstate.network, at: second, device: devices[1])
    return estate
  }

  @Test("a virtual private gateway joins the sites of two environments without any VPC")
  func cloudHub() throws {
    let joined = try Self.hub("vgw-hub", "vgw-hub").audit()
    #expect(
      Self.titles(joined).contains(
        "development may reach production through the on-premises sites 192.0.2.1 and 192.0.2.2"
      )
    )
    #expect(joined.findings.first?.via.map(\.id).contains("vgw-hub") == true)
    let apart = try Self.hub("vgw-hub-1", "vgw-hub-2").audit()
    #expect(apart[assertion: "traffic"]?.outcome == .passed, "\(apart.assertions.flatMap(\.gaps))")
  }

  @Test("sites of two sides that a gateway joins are no separate VPNs")
  func joinedSites() throws {
    func hub(_ first: String, _ second: String) throws -> AuditResult {
      var estate = Self.hub(first, second)
      estate.estate.development.ingress = [.init(port: 22, peer: "192.168.0.0/16")]
      return try estate.audit(policy: Self.separateVPN)
    }
    let joined = try hub("vgw-hub", "vgw-hub")
    #expect(
      Self.titles(joined)
        == ["site 192.0.2.2 of production and site 192.0.2.1 of development reach each other through vgw-hub"]
    )
    let apart = try hub("vgw-hub-1", "vgw-hub-2")
    #expect(apart[assertion: "traffic"]?.outcome == .passed, "\(apart.assertions.flatMap(\.gaps))")
  }

  // MARK: What was not collected

  @Test("a gateway that is not in the snapshot matters when the other side has a way to the outside")
  func unknownGateway() throws {
    var estate = WideAreaEstate()
    estate.estate.development.routes = [("192.168.0.0/16", "vgw-9")]
    estate.vpn("vpn-prod", WideAreaEstate.production, at: "vgw-prod", device: "192.0.2.2", routes: ["192.168.0.0/16"])
    let judged = try #require(try estate.audit()[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive)
    #expect(
      judged.gaps.contains { $0.contains("get to vgw-9, and what is behind it is not in the snapshot") },
      "\(judged.gaps)"
    )

    var closed = WideAreaEstate(withGateways: false)
    closed.estate.development.routes = [("192.168.0.0/16", "vgw-9")]
    #expect(try closed.audit()[assertion: "traffic"]?.outcome == .passed)
  }

  @Test(
    "VPN connections and lines that nobody listed leave a virtual private gateway undecided",
    arguments: [
      "VpnConnections", "virtualInterfaces",
    ]
  )
  func unlisted(list: String) throws {
    var estate = WideAreaEstate()
    estate.vpn("vpn-prod", WideAreaEstate.production, at: "vgw-prod", device: "192.0.2.2", routes: ["192.168.0.0/16"])
    var files = estate.files
    files[AuditEstate.path(list, WideAreaEstate.development)] = nil
    let judged = try #require(try SmallAudit.run(files)[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive, "\(judged.pairs.map(\.reason))")
    #expect(judged.gaps.contains { $0.contains("vgw-dev") }, "\(judged.gaps)")
    #expect(try estate.audit()[assertion: "traffic"]?.outcome == .passed)
  }

  @Test("a denied list matters only where something hangs on it")
  func deniedLists() throws {
    let calls = ["describe-virtual-interfaces", "list-core-networks", "list-attachments"].map {
      "{\"account\": \"111111111111\", \"region\": \"us-east-1\", \"service\": \"x\", \"operation\": \"\($0)\", \"status\": \"denied\"}"
    }
    let collection = "{\"schema\": \"isolation-audit/collection/v1\", \"calls\": [\(calls.joined(separator: ", "))]}"
    var plain = AuditEstate().files
    plain["collection.json"] = collection
    let harmless = try #require(try SmallAudit.run(plain)[assertion: "traffic"])
    #expect(harmless.outcome == .passed, "\(harmless.gaps)")
    var files = WideAreaEstate().files
    files["collection.json"] = collection
    let judged = try #require(try SmallAudit.run(files)[assertion: "traffic"])
    #expect(judged.gaps.contains { $0.contains("`virtualInterfaces` of account 111111111111") }, "\(judged.gaps)")
    #expect(!judged.gaps.contains { $0.contains("`CoreNetworks`") }, "\(judged.gaps)")
  }

  // MARK: Cloud WAN

  private static func core(dev: [(String, String)]?, prod: [(String, String)]?) -> WideAreaEstate {
    var estate = WideAreaEstate(withGateways: false)
    estate.estate.production.ingress = [.init(port: 443, peer: "10.0.0.0/16")]
    estate.coreNetwork(dev: dev, prod: prod)
    estate.routesToCoreNetwork()
    return estate
  }

  @Test("segments without each other's routes are isolated")
  func segments() throws {
    let result = try Self.core(dev: [("10.0.0.0/16", "dev")], prod: [("10.2.0.0/16", "prod")]).audit()
    #expect(result[assertion: "traffic"]?.outcome == .passed, "\(result.assertions.flatMap(\.gaps))")
  }

  @Test("segments that share are not")
  func sharedSegments() throws {
    let all = [("10.0.0.0/16", "dev"), ("10.2.0.0/16", "prod")]
    let result = try Self.core(dev: all, prod: all).audit()
    #expect(Self.titles(result) == ["development reaches production through core-network-1"])
    #expect(result.findings.first?.verdict == .connects)
    #expect(result.findings.first?.via.map(\.type) == ["core network"])
  }

  @Test("routes that are not there leave a segment undecided")
  func missingRoutes() throws {
    let judged = try #require(try Self.core(dev: nil, prod: []).audit()[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive)
    #expect(
      judged.gaps.contains { $0.contains("the routes of core-network-1/segment/dev/us-east-1 are not all known") },
      "\(judged.gaps)"
    )
  }

  @Test("a core network of which nothing is known", arguments: ["Attachments", "CoreNetworkVpcAttachments"])
  func missingLists(list: String) throws {
    let all = [("10.0.0.0/16", "dev"), ("10.2.0.0/16", "prod")]
    var files = Self.core(dev: all, prod: all).files
    for name in ["Attachments", "CoreNetworkVpcAttachments"] where list == "Attachments" || name == list {
      files[AuditEstate.path(name, WideAreaEstate.network)] = nil
    }
    let judged = try #require(try SmallAudit.run(files)[assertion: "traffic"])
    #expect(judged.outcome == .inconclusive, "\(judged.pairs.map(\.reason))")
  }

  @Test("packets over a core network are accepted by `via: core-network`, not by `via: transit-gateway`")
  func accepted() throws {
    let all = [("10.0.0.0/16", "dev"), ("10.2.0.0/16", "prod")]
    func outcome(_ via: String) throws -> AssertionResult.Outcome? {
      let policy = SmallAudit.policy.replacing(
        "no-traffic: { between: [{ tier: production }, { tier: non-production }] }",
        with:
          "no-traffic: { between: [{ tier: production }, { tier: non-production }], except: [{ via: \(via), reason: agreed }] }"
      )
      return try Self.core(dev: all, prod: all).audit(policy: policy)[assertion: "traffic"]?.outcome
    }
    #expect(try outcome("core-network") == .passed)
    #expect(try outcome("transit-gateway") == .violated)
  }

  // MARK: Security group references

  /// Both environments on a transit gateway; production admits development's group.
  private static func reference(options: String?) -> [String: String] {
    var estate = AuditEstate()
    estate.development.routes = [("10.0.0.0/8", "tgw-1")]
    estate.production.routes = [("10.0.0.0/8", "tgw-1")]
    estate.production.ingress = [.init(port: 443, peer: "sg-dev")]
    func attachment(_ name: String) -> String {
      "{\"TransitGatewayAttachmentId\": \"tgw-attach-\(name)\", \"TransitGatewayId\": \"tgw-1\", \"ResourceType\": \"vpc\", \"ResourceId\": \"vpc-\(name)\", \"State\": \"available\", \"Association\": {\"TransitGatewayRouteTableId\": \"tgw-rtb-1\", \"State\": \"associated\"}}"
    }
    func detail(_ name: String) -> String {
      "{\"TransitGatewayAttachmentId\": \"tgw-attach-\(name)\", \"TransitGatewayId\": \"tgw-1\", \"VpcId\": \"vpc-\(name)\", \"State\": \"available\", \"SubnetIds\": [\"subnet-\(name)\"], \"Options\": {\"SecurityGroupReferencingSupport\": \"enable\"}}"
    }
    func route(_ name: String, _ cidr: String) -> String {
      "{\"DestinationCidrBlock\": \"\(cidr)\", \"Type\": \"propagated\", \"State\": \"active\", \"TransitGatewayAttachments\": [{\"TransitGatewayAttachmentId\": \"tgw-attach-\(name)\"}]}"
    }
    var files = estate.files
    let gateway = options.map {
      "{\"TransitGatewayId\": \"tgw-1\", \"OwnerId\": \"666666666666\", \"Options\": {\($0)}}"
    }
    files["accounts/666666666666/us-east-1/tgw.json"] = """
      {\(gateway.map { "\"TransitGateways\": [\($0)]," } ?? "")
       "TransitGatewayAttachments": [\(attachment("dev")), \(attachment("prod"))],
       "TransitGatewayVpcAttachments": [\(detail("dev")), \(detail("prod"))],
       "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}],
       "TransitGatewayRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "AdditionalRoutesAvailable": false,
         "Routes": [\(route("dev", "10.0.0.0/16")), \(route("prod", "10.2.0.0/16"))]}]}
      """
    return files
  }

  @Test(
    "a group of the other side is admitted over a transit gateway only where its record says so",
    arguments: [
      ("\"SecurityGroupReferencingSupport\": \"enable\"", AssertionResult.Outcome.violated),
      ("\"SecurityGroupReferencingSupport\": \"disable\"", .passed), ("", .inconclusive), (nil, .inconclusive),
    ] as [(String?, AssertionResult.Outcome)]
  )
  func references(options: String?, expected: AssertionResult.Outcome) throws {
    let judged = try #require(try SmallAudit.run(Self.reference(options: options))[assertion: "traffic"])
    #expect(judged.outcome == expected, "\(judged.gaps)")
  }

  @Test("multicast domains are told in the coverage")
  func multicast() throws {
    var files = AuditEstate().files
    files["accounts/111111111111/us-east-1/multicast.json"] =
      "{\"TransitGatewayMulticastDomains\": [{\"TransitGatewayMulticastDomainId\": \"tgw-mcast-domain-1\", \"State\": \"available\"}]}"
    let result = try SmallAudit.run(files)
    #expect(result.coverage.notAnalysed.contains { $0.contains("tgw-mcast-domain-1") })
    #expect(result[assertion: "traffic"]?.outcome == .passed)
  }
}
