import IsolationAudit

/// A result with something of everything.
///
/// It has findings of each kind, an assertion that could not be judged, exceptions and gaps. The estate is invented;
/// addresses are private, account ids are digits in a row.
struct SampleResult {
  /// Applied to every string of the result that comes from outside; the identity for the plain sample.
  var text: (String) -> String = { $0 }

  private let development = "development"
  private let staging = "staging"
  private let production = "production"
  private let recovery = "disaster-recovery"
  private let shared = "shared-network"

  /// The plain sample.
  static var drifted: AuditResult { SampleResult().result() }

  /// A sample in which everything holds.
  static var clean: AuditResult {
    var result = SampleResult().result()
    result.verdict = .pass
    result.findings = []
    result.diagnostics = []
    for index in result.assertions.indices {
      result.assertions[index].outcome = .passed
      result.assertions[index].findings = []
      result.assertions[index].gaps = []
      for pair in result.assertions[index].pairs.indices {
        result.assertions[index].pairs[pair].outcome = .passed
        result.assertions[index].pairs[pair].reason = "no route leads from one to the other"
      }
    }
    for index in result.matrix.indices {
      let status = result.matrix[index].status
      result.matrix[index].status = status == .violated || status == .inconclusive ? .isolated : status
      result.matrix[index].findings = []
    }
    result.summary = .init(passed: result.assertions.count, violated: 0, inconclusive: 0, findings: 0)
    result.coverage.unassigned = []
    result.coverage.unassignedCount = 0
    for index in result.coverage.places.indices { result.coverage.places[index].gaps = [] }
    for index in result.coverage.resources.indices { result.coverage.resources[index].unreadable = 0 }
    return result
  }

  /// The sample with every string from outside replaced by a hostile one, its own text kept at the end.
  static func hostile(_ attack: String) -> AuditResult {
    SampleResult(text: { attack + $0 }).result()
  }

  /// Builds the result.
  func result() -> AuditResult {
    let findings = [peering, transit, relay, chain, sharedRole, overlap]
    let assertions = self.assertions
    return AuditResult(
      tool: .init(name: "IsolationAudit", version: "0.1.0"),
      generated: "2026-11-23T02:00:00Z",
      subject: text("FlowMart"),
      verdict: .violation,
      summary: .init(passed: 2, violated: 4, inconclusive: 1, findings: findings.count),
      environments: environments,
      matrix: matrix(findings, assertions),
      assertions: assertions,
      findings: findings,
      coverage: coverage,
      inputs: [
        .init(
          path: text("accounts/111111111111/us-east-1/ec2.describe-security-groups.json"),
          bytes: 48_213,
          sha256: hex("1")
        ),
        .init(path: text("accounts/111111111111/us-east-1/ec2.describe-vpcs.json"), bytes: 2_113, sha256: hex("2")),
        .init(
          path: text("accounts/333333333333/global/iam.get-account-authorization-details.json"),
          bytes: 1_248_213,
          sha256: hex("3")
        ),
        .init(path: text("collection.json"), bytes: 18_002, sha256: hex("4")),
      ],
      policies: [
        .init(
          path: text("policies/flowmart.yaml"),
          sha256: hex("5"),
          text: text(
            """
            schema: isolation-audit/v1
            environments:
              development: { tier: non-production, match: [ { account: "111111111111" } ] }
              production:  { tier: production,     match: [ { account: "333333333333" } ] }
            assertions:
              - id: no-cross-traffic
                title: No traffic between production and non-production
                no-traffic: { between: [ { tier: production }, { tier: non-production } ] }
            """
          )
        )
      ],
      diagnostics: [
        Diagnostic(
          .error,
          code: "bad-prefix",
          message: text("'10.0.0.0/33' is not a prefix, expected a length of at most 32"),
          location: place("accounts/222222222222/us-east-1/ec2.describe-subnets.json", 41, 20, "/Subnets/1/CidrBlock"),
          resource: text("subnet-0f00000000000001")
        ),
        Diagnostic(
          .warning,
          code: "stale-reference",
          message: text("route to pcx-0dead, which is not in the snapshot")
        ),
        Diagnostic(.note, code: "unread-key", message: text("'DhcpOptions' is present and not read")),
      ],
      assumptions: [
        text("A security group without rules lets nothing in."),
        text("An ephemeral port of a client lies between 1024 and 65535."),
      ],
      certificates: certificates
    )
  }
}

extension SampleResult {
  /// Certificates of two pairs, one with a proof and one without.
  fileprivate var certificates: IsolationCertificates {
    IsolationCertificates(
      snapshot: hex("6"),
      policy: hex("7"),
      parties: [
        .init(
          environment: text("production"),
          selector: nil,
          interfaces: [text("eni-0a1")],
          clientVPNEndpoints: [text("cvpn-endpoint-0a1")],
          loadBalancers: [text("arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/app/web/1")]
        ),
        .init(
          environment: text("staging"),
          selector: text("{ environment: staging, subnet: data-* }"),
          interfaces: [text("eni-0b1")],
          clientVPNEndpoints: [],
          loadBalancers: []
        ),
      ],
      unassigned: [text("eni-0c1")],
      sites: [.init(name: text("head-office"), connections: [text("vpn-0a1")], isTrusted: false)],
      terms: [
        .init(
          from: 0,
          to: 1,
          boxes: ["tcp 0.0.0.0/0 any > 0.0.0.0/0 5432"],
          via: [text("internet")],
          isOpenToTheInternet: true,
          reason: text("The weekly refresh."),
          location: place("policies/flowmart.yaml", 12, 5)
        )
      ],
      invariants: [
        .init(
          origin: 0,
          precision: .destinations,
          locations: [
            .init(
              place: "transit-gateway-route-table",
              id: text("tgw-rtb-0a1"),
              zone: text("use1-az1"),
              identity: "own",
              isTranslated: false,
              passed: ["internet"],
              relay: text("arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/app/web/1"),
              boxes: ["any 0.0.0.0/0 any > 10.2.0.0/16 any"]
            )
          ]
        )
      ],
      pairs: [
        .init(
          assertion: text("no-cross-traffic"),
          from: text("production"),
          to: text("staging"),
          origin: 0,
          target: 1,
          invariant: 0,
          terms: [0],
          accepted: [.init(term: 0, boxes: ["tcp 10.2.30.5 any > 10.1.20.0/23 5432"])],
          stops: [
            .init(
              code: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
              resource: text("tgw-rtb-0a1"),
              location: place(
                "accounts/666666666666/us-east-1/ec2.describe-transit-gateway-route-tables.json",
                12,
                5,
                "/TransitGatewayRouteTables/1"
              )
            )
          ]
        ),
        .init(
          assertion: text("no-cross-traffic"),
          from: text("staging"),
          to: text("production"),
          reason: text("packets get to where tgw-attach-0b1 is of a kind that is not covered by certificates")
        ),
      ]
    )
  }
}

extension SampleResult {
  private func hex(_ digit: String) -> String { String(repeating: digit, count: 64) }

  private func place(_ file: String, _ line: Int, _ column: Int, _ pointer: String? = nil) -> SourceLocation {
    SourceLocation(file: text(file), line: line, column: column, pointer: pointer.map(text))
  }

  private func resource(_ id: String, _ name: String?, _ type: String, _ environment: String?) -> ResourceReference {
    let accounts = [development: "111111111111", staging: "222222222222", production: "333333333333"]
    return ResourceReference(
      id: text(id),
      name: name.map(text),
      type: text(type),
      account: text(accounts[environment ?? ""] ?? "666666666666"),
      region: text("us-east-1"),
      environment: environment.map(text)
    )
  }

  private var environments: [AuditResult.EnvironmentSummary] {
    [
      (development, "non-production", "111111111111", 42, 18), (staging, "non-production", "222222222222", 61, 22),
      (production, "production", "333333333333", 118, 31), ("sandbox", "non-production", "444444444444", 12, 9),
      (recovery, "production", "555555555555", 37, 14), (shared, "shared", "666666666666", 9, 6),
    ].map { name, tier, account, interfaces, principals in
      AuditResult.EnvironmentSummary(
        name: text(name),
        tier: text(tier),
        accounts: [text(account)],
        regions: [text(name == recovery ? "us-west-2" : "us-east-1")],
        vpcs: [resource("vpc-0\(account.prefix(8))00000000", "\(name)-vpc", "VPC", name)],
        networkInterfaces: interfaces,
        principals: principals
      )
    }
  }

  private func matrix(_ findings: [Finding], _ assertions: [AssertionResult]) -> [AuditResult.MatrixCell] {
    let names = environments.map(\.name)
    return names.flatMap { from in
      names.filter { $0 != from }.map { to in
        let own = findings.filter { $0.from == from && $0.to == to }.map(\.id)
        let speaking = assertions.filter { $0.pairs.contains { $0.from == from && $0.to == to } }
        let pairs = speaking.flatMap(\.pairs).filter { $0.from == from && $0.to == to }
        let status: AuditResult.MatrixCell.Status =
          !own.isEmpty
          ? .violated
          : pairs.contains { $0.outcome == .inconclusive }
            ? .inconclusive
            : speaking.contains { $0.exceptions.contains { $0.from == from && $0.to == to } }
              ? .allowed : speaking.isEmpty ? .notAssessed : .isolated
        return AuditResult.MatrixCell(from: from, to: to, status: status, assertions: speaking.map(\.id), findings: own)
      }
    }
  }

  private var peering: Finding {
    let source = resource("eni-0dev00000000000a1", "dev-app-1", "network interface", development)
    let target = resource("eni-0prd00000000000b2", "prod-orders-db", "network interface", production)
    let link = resource("pcx-0a1b2c3d4e5f60001", "dev-prod-debug", "VPC peering connection", nil)
    let groups = "accounts/111111111111/us-east-1/ec2.describe-security-groups.json"
    let prodGroups = "accounts/333333333333/us-east-1/ec2.describe-security-groups.json"
    let tables = "accounts/111111111111/us-east-1/ec2.describe-route-tables.json"
    let prodTables = "accounts/333333333333/us-east-1/ec2.describe-route-tables.json"
    return Finding(
      id: "3f9a1c5be0427d68",
      assertion: text("no-cross-traffic"),
      severity: .critical,
      kind: .network,
      title: text("dev-app-1 connects to prod-orders-db on tcp 5432 over the peering dev-prod-debug"),
      from: text(development),
      to: text(production),
      verdict: .connects,
      via: [link],
      witness: WitnessPacket(
        source: source,
        destination: target,
        sourceAddress: text("10.0.11.24"),
        destinationAddress: text("10.2.21.7"),
        protocol: text("tcp"),
        sourcePort: 49_152,
        destinationPort: 5_432
      ),
      hops: [
        Hop(
          resource: source,
          action: text("egress allowed"),
          rule: text("sg-0dev0app (dev-app): all traffic to 0.0.0.0/0"),
          location: place(groups, 112, 13, "/SecurityGroups/2/IpPermissionsEgress/0")
        ),
        Hop(
          resource: resource("rtb-0dev0private", "dev-private-a", "route table", development),
          action: text("routed to pcx-0a1b2c3d4e5f60001"),
          rule: text("10.2.0.0/16 → pcx-0a1b2c3d4e5f60001"),
          location: place(tables, 64, 9, "/RouteTables/1/Routes/2")
        ),
        Hop(resource: link, action: text("carried to vpc-03333333300000000")),
        Hop(
          resource: resource("acl-0prd0data", "prod-data", "network ACL", production),
          action: text("ingress allowed"),
          rule: text("rule 100: allow all from 0.0.0.0/0"),
          location: place(
            "accounts/333333333333/us-east-1/ec2.describe-network-acls.json",
            31,
            9,
            "/NetworkAcls/0/Entries/1"
          )
        ),
        Hop(
          resource: target,
          action: text("ingress allowed"),
          rule: text("sg-0prd0db (orders-db): tcp 5432 from 10.0.0.0/8"),
          location: place(prodGroups, 204, 13, "/SecurityGroups/5/IpPermissions/0")
        ),
      ],
      returnHops: [
        Hop(
          resource: target,
          action: text("answers follow the connection"),
          rule: nil,
          location: nil
        ),
        Hop(
          resource: resource("rtb-0prd0data", "prod-data", "route table", production),
          action: text("routed to pcx-0a1b2c3d4e5f60001"),
          rule: text("10.0.0.0/16 → pcx-0a1b2c3d4e5f60001"),
          location: place(prodTables, 71, 9, "/RouteTables/2/Routes/1")
        ),
        Hop(resource: source, action: text("answer arrives")),
      ],
      traffic: [
        TrafficSet(
          source: text("10.0.0.0/16"),
          destination: text("10.2.21.0/24"),
          protocol: text("tcp"),
          ports: text("5432"),
          verdict: .connects
        ),
        TrafficSet(
          source: text("10.0.0.0/16"),
          destination: text("10.2.0.0/16"),
          protocol: text("icmp"),
          icmpType: text("8"),
          icmpCode: text("any"),
          verdict: .oneWay
        ),
      ],
      endpointPairs: 1_284,
      remediation: [text("Remove route `10.2.0.0/16 to pcx-0a1b2c3d4e5f60001` of route table rtb-0dev0private.")],
      cut: Cut(
        status: .smallest,
        elements: [
          CutElement(
            resource: resource("rtb-0dev0private", "dev-private", "route table", development),
            step: text("Remove route `10.2.0.0/16 to pcx-0a1b2c3d4e5f60001` of route table rtb-0dev0private."),
            rule: text("10.2.0.0/16 to pcx-0a1b2c3d4e5f60001"),
            location: place(tables, 38, 9, "/RouteTables/1/Routes/2"),
            alsoCloses: [text("81c4d07733ab5510")]
          )
        ],
        alternatives: [
          CutElement(
            resource: resource("sg-0prd0db", "prod-db", "security group", production),
            step: text("Remove ingress rule `tcp 5432 from 10.0.0.0/8` of security group sg-0prd0db (prod-db)."),
            rule: text("tcp 5432 from 10.0.0.0/8"),
            location: place(prodGroups, 12, 13, "/SecurityGroups/0/IpPermissions/0/IpRanges/0"),
            breaks: [text("refresh-only, production to staging: Weekly refresh of anonymised data")]
          )
        ]
      )
    )
  }

  private var transit: Finding {
    let gateway = resource("tgw-0shared0000000001", "core", "transit gateway", shared)
    let source = resource("eni-0stg00000000000c3", "stg-batch", "network interface", staging)
    let target = resource("eni-0prd00000000000d4", "prod-web-1", "network interface", production)
    return Finding(
      id: "81c4d07733ab5510",
      assertion: text("no-cross-traffic"),
      severity: .critical,
      kind: .network,
      title: text("packets of stg-batch arrive at prod-web-1: the summary route 10.0.0.0/8 leaks through core"),
      from: text(staging),
      to: text(production),
      verdict: .oneWay,
      via: [gateway],
      witness: WitnessPacket(
        source: source,
        destination: target,
        sourceAddress: text("10.1.4.9"),
        destinationAddress: text("10.2.3.3"),
        protocol: text("icmp"),
        icmpType: 8,
        icmpCode: 0
      ),
      hops: [
        Hop(resource: source, action: text("egress allowed"), rule: text("sg-0stg0batch: all traffic to 10.0.0.0/8")),
        Hop(
          resource: gateway,
          action: text("routed to tgw-attach-0prod"),
          rule: text("tgw-rtb-0nonprod: 10.0.0.0/8 → tgw-attach-0prod (static)"),
          location: place(
            "accounts/666666666666/us-east-1/ec2.search-transit-gateway-routes.json",
            18,
            11,
            "/TransitGatewayRoutes/0/Routes/3"
          )
        ),
        Hop(resource: target, action: text("ingress allowed"), rule: text("sg-0prd0web: icmp from 10.0.0.0/8")),
      ],
      traffic: [
        TrafficSet(
          source: text("10.1.0.0/16"),
          destination: text("10.2.0.0/16"),
          protocol: text("any"),
          ports: text("any"),
          verdict: .oneWay
        )
      ],
      endpointPairs: 61,
      remediation: [text("Replace the static route 10.0.0.0/8 in tgw-rtb-0nonprod by 10.0.0.0/15.")]
    )
  }

  private var relay: Finding {
    let balancer = resource(
      "arn:aws:elasticloadbalancing:us-east-1:666666666666:loadbalancer/net/shared-ingest/50dc6c495c0c9188",
      "shared-ingest",
      "network load balancer",
      shared
    )
    return Finding(
      id: "a07e55d1902bb3f4",
      assertion: text("no-cross-traffic"),
      severity: .critical,
      kind: .network,
      title: text("development may reach disaster-recovery through the load balancer shared-ingest"),
      from: text(development),
      to: text(recovery),
      verdict: .may,
      via: [balancer],
      witness: WitnessPacket(
        source: resource("eni-0dev00000000000a1", "dev-app-1", "network interface", development),
        destination: balancer,
        sourceAddress: text("2001:db8:0:11::24"),
        destinationAddress: text("2001:db8:0:66::7"),
        protocol: text("tcp"),
        sourcePort: 49_152,
        destinationPort: 443
      ),
      hops: [
        Hop(
          resource: balancer,
          action: text("listener 443 forwards to target group ingest"),
          rule: text("listener tcp 443")
        ),
        Hop(
          resource: resource("i-0dr00000000000001", nil, "instance", recovery),
          action: text("target, health not known")
        ),
      ],
      traffic: [
        TrafficSet(
          source: text("2001:db8:0:11::/64"),
          destination: text("2001:db8:0:66::7"),
          protocol: text("tcp"),
          ports: text("443"),
          verdict: .may
        )
      ],
      endpointPairs: 42,
      legs: [
        PathLeg(
          packet: WitnessPacket(
            source: resource("eni-0dev00000000000a1", "dev-app-1", "network interface", development),
            destination: balancer,
            sourceAddress: text("2001:db8:0:11::24"),
            destinationAddress: text("2001:db8:0:66::7"),
            protocol: text("tcp"),
            sourcePort: 49_152,
            destinationPort: 443
          ),
          hops: [
            Hop(
              resource: balancer,
              action: text("listener 443 forwards to target group ingest"),
              rule: text("listener tcp 443")
            )
          ],
          returnHops: [Hop(resource: balancer, action: text("answers follow the connection"))]
        ),
        PathLeg(
          packet: WitnessPacket(
            source: balancer,
            destination: resource("i-0dr00000000000001", nil, "instance", recovery),
            sourceAddress: text("2001:db8:0:66::7"),
            destinationAddress: text("2001:db8:0:55::9"),
            protocol: text("tcp"),
            sourcePort: 49_152,
            destinationPort: 8443
          ),
          hops: [
            Hop(
              resource: resource("i-0dr00000000000001", nil, "instance", recovery),
              action: text("target, health not known")
            )
          ],
          returnHops: []
        ),
      ],
      remediation: [
        text("Remove listener `tcp 443` of load balancer shared-ingest."),
        text("Remove listener `tcp 8443` of load balancer shared-ingest."),
      ],
      cut: Cut(
        status: .sufficient,
        elements: [443, 8443].map { port in
          CutElement(
            resource: balancer,
            step: text("Remove listener `tcp \(port)` of load balancer shared-ingest."),
            rule: text("tcp \(port)"),
            location: nil
          )
        },
        note: text("the search for the smallest set was cut short")
      )
    )
  }

  private var chain: Finding {
    let build = resource("arn:aws:iam::111111111111:role/ci-build", "ci-build", "role", development)
    let deploy = resource("arn:aws:iam::666666666666:role/deploy-shared", "deploy-shared", "role", shared)
    let admin = resource("arn:aws:iam::333333333333:role/prod-deploy", "prod-deploy", "role", production)
    let details = "global/iam.get-account-authorization-details.json"
    return Finding(
      id: "c2b8f6419d5e0a73",
      assertion: text("no-assume-role"),
      severity: .high,
      kind: .identity,
      title: text("ci-build of development becomes prod-deploy of production in two steps"),
      from: text(development),
      to: text(production),
      via: [deploy],
      chain: [
        ChainStep(
          from: build,
          action: text("sts:AssumeRole"),
          to: deploy,
          allowedBy: [
            Evidence(
              text: text("Allow sts:AssumeRole to arn:aws:iam::111111111111:root in the trust policy of deploy-shared"),
              location: place(
                "accounts/666666666666/\(details)",
                88,
                17,
                "/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0"
              )
            ),
            Evidence(
              text: text("Allow sts:AssumeRole on * in the policy CIBuild of ci-build"),
              location: place(
                "accounts/111111111111/\(details)",
                412,
                15,
                "/Policies/3/PolicyVersionList/0/Document/Statement/1"
              )
            ),
          ],
          conditions: []
        ),
        ChainStep(
          from: deploy,
          action: text("sts:AssumeRole"),
          to: admin,
          allowedBy: [Evidence(text: text("Allow sts:AssumeRole to deploy-shared in the trust policy of prod-deploy"))],
          conditions: [text("sts:ExternalId equals flowmart-deploy")]
        ),
      ],
      remediation: [
        text(
          "Name the role of production's pipeline instead of arn:aws:iam::111111111111:root in the trust policy of deploy-shared."
        )
      ],
      cut: Cut(
        status: .smallest,
        elements: [
          CutElement(
            resource: build,
            step: text("Deny role ci-build `sts:AssumeRole` on `arn:aws:iam::666666666666:role/deploy-shared`."),
            location: place("accounts/111111111111/\(details)", 300, 9, "/RoleDetailList/2"),
            statement: text(
              #"{"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::666666666666:role/deploy-shared"}"#
            )
          )
        ]
      )
    )
  }

  private var sharedRole: Finding {
    Finding(
      id: "d94410be77a21c5f",
      assertion: text("separate-roles"),
      severity: .high,
      kind: .identity,
      title: text("the role app-runtime is used in staging and production"),
      from: text(staging),
      to: text(production),
      resources: [
        resource("arn:aws:iam::333333333333:role/app-runtime", "app-runtime", "role", production),
        resource("i-0stg0000000000042", "stg-api-1", "instance", staging),
        resource("i-0prd0000000000017", "prod-api-1", "instance", production),
      ],
      remediation: [text("Give stg-api-1 a role of its own.")]
    )
  }

  private var overlap: Finding {
    Finding(
      id: "e6a3b1c8420ffd19",
      assertion: text("disjoint-address-space"),
      severity: .medium,
      kind: .arrangement,
      title: text("sandbox-vpc and development-vpc both have 10.0.64.0/18"),
      from: "",
      to: "",
      resources: [
        resource("vpc-04444444400000000", "sandbox-vpc", "VPC", "sandbox"),
        resource("vpc-01111111100000000", "development-vpc", "VPC", development),
      ],
      remediation: [text("Move sandbox-vpc to an address range of its own.")]
    )
  }

  private var assertions: [AssertionResult] {
    func pair(_ from: String, _ to: String, _ outcome: AssertionResult.Outcome, _ reason: String)
      -> AssertionResult.Pair
    {
      .init(from: text(from), to: text(to), outcome: outcome, reason: text(reason))
    }
    func declared(_ line: Int) -> SourceLocation { place("policies/flowmart.yaml", line, 5) }
    return [
      AssertionResult(
        id: text("no-cross-traffic"),
        title: text("No traffic between production and non-production"),
        rationale: text("Customer data lives in production; nothing else may talk to it."),
        kind: "no-traffic",
        severity: .critical,
        controls: [text("pci-dss-4.0.1/6.5.3"), text("nist-800-53-5.1.1/SC-7(21)"), text("iso-27001-2022/A.8.31")],
        outcome: .violated,
        pairs: [
          pair(development, production, .violated, "1 path"),
          pair(development, recovery, .violated, "1 path"),
          pair(staging, production, .violated, "1 path"),
          pair(production, development, .passed, "no route of production leads to 10.0.0.0/16"),
          pair(production, staging, .passed, "sg-0stg0db admits only the anonymiser"),
          pair(staging, recovery, .inconclusive, "the network ACLs of 555555555555 us-west-2 are missing"),
        ],
        findings: [text("3f9a1c5be0427d68"), text("81c4d07733ab5510"), text("a07e55d1902bb3f4")],
        gaps: [],
        exceptions: [
          .init(
            from: text(production),
            to: text(staging),
            reason: text("Weekly refresh of anonymised data"),
            traffic: [
              TrafficSet(
                source: text("10.2.30.10"),
                destination: text("10.1.21.0/24"),
                protocol: text("tcp"),
                ports: text("5432"),
                verdict: .connects
              )
            ]
          )
        ],
        location: declared(14)
      ),
      AssertionResult(
        id: text("separate-accounts"),
        title: text("Production and non-production live in separate accounts"),
        rationale: nil,
        kind: "separate-accounts",
        severity: .critical,
        controls: [text("cis-controls-8/16.8")],
        outcome: .passed,
        pairs: [],
        findings: [],
        gaps: [],
        exceptions: [],
        location: declared(21)
      ),
      AssertionResult(
        id: text("separate-vpn"),
        title: text("Production and non-production have separate VPN access"),
        rationale: nil,
        kind: "separate-vpn",
        severity: .high,
        controls: [],
        outcome: .inconclusive,
        pairs: [],
        findings: [],
        gaps: [
          text("ec2 describe-client-vpn-authorization-rules was denied in 333333333333 us-east-1"),
          text(
            "vpn-0a1b has a configuration that could not be read: 3:17: error: a document type declaration is not allowed"
          ),
        ],
        exceptions: [],
        location: declared(26)
      ),
      AssertionResult(
        id: text("no-assume-role"),
        title: text("No role of non-production becomes a role of production"),
        rationale: nil,
        kind: "no-assume-role",
        severity: .high,
        controls: [text("nist-800-53-5.1.1/AC-6")],
        outcome: .violated,
        pairs: [
          pair(development, production, .violated, "1 chain"),
          pair(staging, production, .passed, "no trust policy of production names a principal of staging"),
        ],
        findings: [text("c2b8f6419d5e0a73")],
        gaps: [],
        exceptions: [],
        location: declared(31)
      ),
      AssertionResult(
        id: text("separate-roles"),
        title: text("No role is used in two environments"),
        rationale: nil,
        kind: "separate-roles",
        severity: .high,
        controls: [],
        outcome: .violated,
        pairs: [],
        findings: [text("d94410be77a21c5f")],
        gaps: [],
        exceptions: [],
        location: declared(36)
      ),
      AssertionResult(
        id: text("disjoint-address-space"),
        title: text("Environments have address ranges of their own"),
        rationale: nil,
        kind: "disjoint-address-space",
        severity: .medium,
        controls: [],
        outcome: .violated,
        pairs: [],
        findings: [text("e6a3b1c8420ffd19")],
        gaps: [],
        exceptions: [],
        location: declared(40)
      ),
      AssertionResult(
        id: text("separate-regions"),
        title: text("Disaster recovery stands in another Region than production"),
        rationale: nil,
        kind: "separate-regions",
        severity: .medium,
        controls: [],
        outcome: .passed,
        pairs: [pair(production, recovery, .passed, "us-east-1 and us-west-2")],
        findings: [],
        gaps: [],
        exceptions: [],
        location: declared(45)
      ),
    ]
  }

  private var coverage: Coverage {
    Coverage(
      basis: text("collection.json, which lists each call"),
      resources: [
        .init(kind: text("VPCs"), modelled: 6, unreadable: 0),
        .init(kind: text("subnets"), modelled: 36, unreadable: 1),
        .init(kind: text("network interfaces"), modelled: 279, unreadable: 0),
        .init(kind: text("security groups"), modelled: 44, unreadable: 0),
        .init(kind: text("roles"), modelled: 97, unreadable: 0),
      ],
      places: [
        ("111111111111", "global", development, 0, 0, []),
        ("111111111111", "us-east-1", development, 1, 42, []),
        ("222222222222", "us-east-1", staging, 1, 61, []),
        ("333333333333", "us-east-1", production, 1, 118, ["ec2 describe-client-vpn-authorization-rules: denied"]),
        ("444444444444", "us-east-1", "sandbox", 1, 12, []),
        ("555555555555", "us-west-2", recovery, 1, 37, ["ec2 describe-network-acls: truncated"]),
        ("666666666666", "us-east-1", shared, 1, 9, []),
        ("777777777777", "us-east-1", nil, 0, 0, ["ec2 describe-vpcs: absent", "ec2 describe-subnets: absent"]),
      ].map { account, region, environment, vpcs, interfaces, gaps in
        Coverage.Place(
          account: text(account),
          region: text(region),
          environment: environment.map(text),
          vpcs: vpcs,
          networkInterfaces: interfaces,
          gaps: gaps.map(text)
        )
      },
      unreadKeys: [text("DhcpOptions"), text("FlowLogs")],
      unassigned: [resource("eni-0none0000000000e5", nil, "network interface", nil)],
      unassignedCount: 1,
      notAnalysed: [
        text("Names: DNS is not evaluated; an address that is reachable is reachable by any name."),
        text("Data at rest: copies, snapshots and replication are not followed."),
      ]
    )
  }
}
