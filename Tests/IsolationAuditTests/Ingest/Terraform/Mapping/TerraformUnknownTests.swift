import IsolationAudit
import Testing

/// What is not known before a plan is applied must never look like isolation: the verdict is inconclusive, and the reason
/// names the attribute.
@Suite("Terraform: what is known after apply, through to the verdict")
struct TerraformUnknownTests {
  /// Two environments in one account: the VPCs `d` and `p`, peered, each with a host; nothing lets a packet in.
  private static let base: [PlannedEstate.Resource] = [
    ("aws_vpc.d", #"{"cidr_block": "10.1.0.0/16", "tags": {"Environment": "dev"}}"#),
    ("aws_vpc.p", #"{"cidr_block": "10.2.0.0/16", "tags": {"Environment": "prod"}}"#),
    ("aws_subnet.d", #"{"vpc_id": "@aws_vpc.d.id", "cidr_block": "10.1.1.0/24"}"#),
    ("aws_subnet.p", #"{"vpc_id": "@aws_vpc.p.id", "cidr_block": "10.2.1.0/24"}"#),
    ("aws_security_group.d", #"{"vpc_id": "@aws_vpc.d.id", "name": "d", "ingress": "@", "egress": "@"}"#),
    ("aws_security_group.p", #"{"vpc_id": "@aws_vpc.p.id", "name": "p", "ingress": "@", "egress": "@"}"#),
    (
      "aws_instance.d",
      #"{"subnet_id": "@aws_subnet.d.id", "vpc_security_group_ids": "@aws_security_group.d.id", "private_ip": "@"}"#
    ),
    (
      "aws_instance.p",
      #"{"subnet_id": "@aws_subnet.p.id", "vpc_security_group_ids": "@aws_security_group.p.id", "private_ip": "@"}"#
    ),
    (
      "aws_vpc_peering_connection.x",
      #"{"vpc_id": "@aws_vpc.d.id", "peer_vpc_id": "@aws_vpc.p.id", "auto_accept": true, "accept_status": "@"}"#
    ),
    ("aws_route_table.d", #"{"vpc_id": "@aws_vpc.d.id", "route": "@", "propagating_vgws": "@"}"#),
    ("aws_route_table.p", #"{"vpc_id": "@aws_vpc.p.id", "route": "@", "propagating_vgws": "@"}"#),
    ("aws_route_table_association.d", #"{"route_table_id": "@aws_route_table.d.id", "subnet_id": "@aws_subnet.d.id"}"#),
    ("aws_route_table_association.p", #"{"route_table_id": "@aws_route_table.p.id", "subnet_id": "@aws_subnet.p.id"}"#),
    (
      "aws_route.d",
      #"{"route_table_id": "@aws_route_table.d.id", "destination_cidr_block": "10.2.0.0/16", "vpc_peering_connection_id": "@aws_vpc_peering_connection.x.id"}"#
    ),
    (
      "aws_route.p",
      #"{"route_table_id": "@aws_route_table.p.id", "destination_cidr_block": "10.1.0.0/16", "vpc_peering_connection_id": "@aws_vpc_peering_connection.x.id"}"#
    ),
    (
      "aws_security_group_rule.out",
      #"{"security_group_id": "@aws_security_group.d.id", "type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}"#
    ),
  ]

  static let policy = """
    schema: isolation-audit/v1
    environments:
      dev: { tier: non-production, match: [ { tag: { Environment: dev } } ] }
      prod: { tier: production, match: [ { tag: { Environment: prod } } ] }
    assertions:
      - id: no-traffic
        title: No traffic from development to production
        severity: critical
        no-traffic: { from: { environment: dev }, to: { environment: prod } }
    """

  /// What an audit of the estate after a plan says.
  static func audit(_ resources: [PlannedEstate.Resource], policy: String = policy) throws -> AuditResult {
    let inputs = [PolicyInput(file: "policy.yaml", bytes: Array(policy.utf8))]
    return try IsolationAuditor().audit(
      TerraformEstate.read(PlannedEstate.creating(resources)).after,
      try IsolationAuditor.policy(inputs),
      inputs,
      AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "plan", worksOutCuts: false)
    )
  }

  /// The outcome of the only assertion, with its reasons.
  static func judge(_ resources: [PlannedEstate.Resource], policy: String = policy) throws -> AssertionResult {
    try #require(try audit(resources, policy: policy).assertions.first)
  }

  @Test("a plan of which everything that matters is known is judged: no rule, no way in")
  func isolated() throws {
    let result = try Self.judge(Self.base)
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test("a plan that opens a way is a violation, and its finding names the planned rule")
  func opened() throws {
    let result = try Self.audit(
      Self.base + [
        (
          "aws_security_group_rule.in",
          #"{"security_group_id": "@aws_security_group.p.id", "type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.1.0.0/16"]}"#
        )
      ]
    )
    #expect(result.assertions.first?.outcome == .violated)
    let finding = try #require(result.findings.first)
    let text = String(describing: finding)
    for address in ["aws_security_group_rule.in", "aws_route.d", "aws_security_group_rule.out"] {
      #expect(text.contains("(\(address))"), "\(address)")
    }
  }

  private static let unknowns: [(String, [PlannedEstate.Resource], String)] = [
    (
      "whom a rule admits",
      [
        (
          "aws_security_group_rule.in",
          #"{"security_group_id": "@aws_security_group.p.id", "type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": "@local.blocks"}"#
        )
      ], "aws_security_group_rule.in.cidr_blocks"
    ),
    (
      "whom a rule of the newer form admits",
      [
        (
          "aws_vpc_security_group_ingress_rule.in",
          #"{"security_group_id": "@aws_security_group.p.id", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "@local.block"}"#
        )
      ], "aws_vpc_security_group_ingress_rule.in.cidr_ipv4"
    ),
    (
      "which group a rule belongs to",
      [
        (
          "aws_security_group_rule.in",
          #"{"security_group_id": "@local.group", "type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}"#
        )
      ], "aws_security_group_rule.in"
    ),
    (
      "what a prefix list holds",
      [
        ("aws_ec2_managed_prefix_list.l", #"{"name": "l", "address_family": "IPv4", "entry": "@local.entries"}"#),
        (
          "aws_security_group_rule.in",
          #"{"security_group_id": "@aws_security_group.p.id", "type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "prefix_list_ids": ["pl-9"]}"#
        ),
      ], "aws_ec2_managed_prefix_list.l.entry"
    ),
    (
      "a resource of a type that is not read",
      [("aws_vpc_route_server.s", #"{"amazon_side_asn": 65000}"#)], "aws_vpc_route_server.s"
    ),
  ]

  @Test("what is not known leaves the assertion undecided, and the reason names it", arguments: unknowns)
  func undecided(what: String, more: [PlannedEstate.Resource], name: String) throws {
    let result = try Self.judge(Self.base + more)
    #expect(result.outcome == .inconclusive)
    let reasons = result.gaps + result.pairs.map(\.reason)
    #expect(reasons.contains { $0.contains(name) }, "\(reasons)")
  }
}
