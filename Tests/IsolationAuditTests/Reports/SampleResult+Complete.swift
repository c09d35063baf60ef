import IsolationAudit

extension SampleResult {
  /// The drifted sample with everything that an audit adds on request: waivers, controls, history, change, topology, a
  /// latent finding and a path of packets and identities.
  static var complete: AuditResult { SampleResult().completeResult() }

  /// Builds the complete result.
  func completeResult() -> AuditResult {
    var result = result()
    result.summary.waived = 0
    result.findings[0].waiver = "orders-migration"
    for index in result.findings.indices { result.findings[index].pathDigest = String(repeating: "a", count: 16) }
    result.findings += [mixed(result.findings[0]), latent]
    result.summary.findings = result.findings.count
    result.change = change(result.findings)
    result.waivers = waivers(result.findings[0])
    result.controls = controls
    result.history = history(result.findings)
    result.topology = topology(result.findings[0])
    result.coverage.collected = text("2026-11-23T01:30:00Z")
    return result
  }

  private func reference(_ id: String, _ type: String, _ environment: String) -> ResourceReference {
    ResourceReference(id: text(id), name: text("name of \(id)"), type: type, environment: environment)
  }

  private func mixed(_ packets: Finding) -> Finding {
    let person = reference("arn:aws:iam::111111111111:role/developer", "role", "development")
    let host = reference("i-0aaa00000000001", "instance", "development")
    let database = reference("eni-0bbb00000000001", "network interface", "production")
    let leg = packets.witness.map { PathLeg(packet: $0, hops: packets.hops, returnHops: packets.returnHops) }
    return Finding(
      id: "00000000000000a1",
      assertion: packets.assertion,
      severity: .critical,
      kind: .path,
      title: text("developer of development reaches a database of production by way of a host"),
      from: "development",
      to: "production",
      chain: [
        ChainStep(
          from: person,
          action: "ssm:StartSession",
          to: host,
          allowedBy: [
            Evidence(text: text("policy hosts, statement `Sessions`"), digest: String(repeating: "5", count: 16))
          ],
          conditions: [text("aws:MultiFactorAuthPresent is true")],
          kind: "ssm-session"
        ),
        ChainStep(
          from: host,
          action: "tcp 5432",
          to: database,
          allowedBy: [],
          conditions: [],
          kind: "packets",
          leg: leg
        ),
      ],
      remediation: [text("Take ssm:StartSession out of the policy hosts.")]
    )
  }

  private var latent: Finding {
    Finding(
      id: "00000000000000a2",
      assertion: "no-assume-role",
      severity: .high,
      kind: .latent,
      title: text("developer of development may open a security group of production"),
      from: "development",
      to: "production",
      chain: [
        ChainStep(
          from: reference("arn:aws:iam::111111111111:role/developer", "role", "development"),
          action: "ec2:AuthorizeSecurityGroupIngress",
          to: reference("sg-0ccc00000000001", "security group", "production"),
          allowedBy: [Evidence(text: text("policy network, statement 1"))],
          conditions: [],
          kind: "ec2-AuthorizeSecurityGroupIngress"
        )
      ],
      calls: 1
    )
  }

  private func change(_ findings: [Finding]) -> AuditChange {
    let location = SourceLocation(
      file: text("modules/network/main.tf"),
      line: 12,
      column: 1,
      address: text("module.network.aws_route.orders[\"a\"]")
    )
    return AuditChange(
      basis: .plan,
      base: .init(
        name: text("nightly.json"),
        generated: "2026-11-22T02:00:00Z",
        verdict: .violation,
        findings: 4,
        sha256: String(repeating: "6", count: 64)
      ),
      opened: [
        .init(
          finding: findings[0].id,
          blamed: [.init(address: text("module.network.aws_route.orders[\"a\"]"), action: .create, location: location)]
        )
      ],
      closed: [
        .init(
          finding: "00000000000000c1",
          assertion: findings[1].assertion,
          severity: .high,
          title: text("a path that is gone"),
          from: "development",
          to: "production"
        )
      ],
      remaining: [findings[1].id],
      undecided: [
        .init(
          assertion: findings[0].assertion,
          from: "staging",
          to: "production",
          outcome: .inconclusive,
          reasons: [text("aws_security_group_rule.x.cidr_blocks is known after apply")]
        )
      ],
      decided: [
        .init(
          assertion: findings[0].assertion,
          from: "production",
          to: "staging",
          outcome: .passed,
          reasons: []
        )
      ],
      notes: [text("the policy differs")]
    )
  }

  private func waivers(_ finding: Finding) -> WaiverRegister {
    let file = AuditResult.PolicyFile(
      path: text("waivers.yaml"),
      sha256: String(repeating: "7", count: 64),
      text: text("schema: isolation-audit/waivers/v1\n")
    )
    func waiver(_ id: String, _ status: WaiverRecord.Status, _ days: Int, _ findings: [String]) -> WaiverRecord {
      WaiverRecord(
        id: id,
        assertion: finding.assertion,
        from: finding.from,
        to: finding.to,
        reason: text("The migration of orders ends in December."),
        owner: text("orders@flowmart.example"),
        approver: text("ciso@flowmart.example"),
        ticket: text("SEC-1234"),
        created: "2026-11-01",
        expires: "2026-12-15",
        evidence: text("The flow logs of the peering are watched."),
        status: status,
        daysLeft: days,
        findings: findings,
        remarks: [text("it ends in \(days) days")],
        location: SourceLocation(file: text("waivers.yaml"), line: 3, column: 5)
      )
    }
    return WaiverRegister(
      files: [file],
      waivers: [waiver("old", .expired, -3, []), waiver("orders-migration", .expiring, 22, [finding.id])]
    )
  }

  private var controls: ControlCoverage {
    ControlCoverage(frameworks: [
      .init(
        id: "pci-dss-4.0.1",
        title: "PCI DSS",
        version: "4.0.1",
        controls: [
          .init(
            id: "6.5.3",
            title: text("Pre-production environments are separated from production environments"),
            paraphrase: text("Test systems are kept apart, and access controls keep them so."),
            status: .notSupported,
            evidence: [
              .init(
                assertion: "no-cross-traffic",
                outcome: .violated,
                strength: .direct,
                because: text("packets between the tiers are what has to be kept apart")
              )
            ]
          ),
          .init(
            id: "1.2.4",
            title: text("Data-flow diagrams"),
            paraphrase: text("There are diagrams of all flows of card data."),
            status: .notAssessed,
            evidence: []
          ),
        ]
      )
    ])
  }

  private func history(_ findings: [Finding]) -> FindingHistory {
    FindingHistory(
      runs: [
        .init(generated: "2026-11-22T02:00:00Z", verdict: .violation, findings: 4, opened: 4, fixed: 0),
        .init(generated: "2026-11-23T02:00:00Z", verdict: .violation, findings: findings.count, opened: 2, fixed: 1),
      ],
      findings: findings.map {
        .init(finding: $0.id, firstSeen: "2026-11-22T02:00:00Z", since: "2026-11-22T02:00:00Z", reopened: 0)
      },
      fixed: [
        .init(
          finding: "00000000000000c1",
          assertion: "no-cross-traffic",
          title: text("a path that is gone"),
          firstSeen: "2026-11-22T02:00:00Z",
          lastSeen: "2026-11-22T02:00:00Z"
        )
      ]
    )
  }

  private func topology(_ finding: Finding) -> Topology {
    Topology(
      nodes: [
        .init(
          id: "vpc-0dev",
          kind: .vpc,
          name: text("development"),
          account: "111111111111",
          region: "us-east-1",
          environment: "development",
          detail: "10.0.0.0/16"
        ),
        .init(
          id: "vpc-0prod",
          kind: .vpc,
          name: text("production"),
          account: "333333333333",
          region: "us-east-1",
          environment: "production",
          detail: "10.2.0.0/16"
        ),
        .init(
          id: "vpcs/sandbox/444444444444",
          kind: .vpc,
          name: text("flowmart-sandbox"),
          account: "444444444444",
          environment: "sandbox",
          members: 3
        ),
        .init(id: "internet", kind: .internet),
      ],
      links: [
        .init(
          from: "vpcs/sandbox/444444444444",
          to: "internet",
          kind: "internet gateway",
          id: "igw-0sandbox",
          members: 3
        ),
        .init(from: "vpc-0dev", to: "vpc-0prod", kind: "VPC peering connection", id: "pcx-0", findings: [finding.id]),
      ]
    )
  }
}
