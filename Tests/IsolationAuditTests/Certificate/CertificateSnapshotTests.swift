import IsolationAudit
import Testing

/// A certificate of one snapshot against another snapshot in which something opens: refused, digests aside.
@Suite("Certificates against changed snapshots")
struct CertificateSnapshotTests {
  typealias Step = CertificateReport.Step

  /// A change of an estate.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let step: Step
    let message: String
    let before: @Sendable (inout AuditEstate) -> Void
    let after: @Sendable (inout AuditEstate) -> Void
    var testDescription: String { name }

    init(
      _ name: String,
      _ step: Step,
      _ message: String,
      before: @escaping @Sendable (inout AuditEstate) -> Void = { _ in },
      after: @escaping @Sendable (inout AuditEstate) -> Void
    ) {
      (self.name, self.step, self.message, self.before, self.after) = (name, step, message, before, after)
    }
  }

  static let changes: [Change] = [
    Change("a rule is opened", .safety, "are taken by eni-prod", before: { $0.production.ingress = [] }) {
      $0.production.ingress = [.init(port: 22, peer: "10.0.0.0/16")]
    },
    Change(
      "a rule's range grows to hold the other side",
      .safety,
      "are taken by eni-prod",
      before: { $0.production.ingress = [.init(port: 443, peer: "10.0.128.0/17")] }
    ) { $0.production.ingress = [.init(port: 443, peer: "10.0.0.0/16")] },
    Change(
      "a group that the other side carries is named",
      .safety,
      "are taken by eni-prod",
      before: { $0.production.ingress = [] }
    ) { $0.production.ingress = [.init(port: 443, peer: "sg-dev")] },
    Change("a route is added", .safety, "are taken by eni-prod", before: { $0.development.routes = [] }) {
      $0.development.routes = [("10.2.0.0/16", "pcx-1")]
    },
    Change(
      "a peering connection is added, with routes",
      .safety,
      "are taken by eni-prod",
      before: {
        $0.isPeered = false
        ($0.development.routes, $0.production.routes) = ([], [])
      },
      after: { $0 = AuditEstate.peered() }
    ),
    Change(
      "a network ACL lets pass what it denied",
      .safety,
      "are taken by eni-prod",
      before: { $0.production.entries.insert(.init(number: 50, cidr: "10.0.0.0/16", allows: false), at: 0) },
      after: { _ in }
    ),
    Change("a host is added", .coverage, "eni-prod-1 is in no environment", before: { $0.production.ingress = [] }) {
      $0.production.ingress = []
      $0.production.hosts.append("10.2.1.20")
    },
    Change(
      "a route leads to what is not in the snapshot",
      .safety,
      "tgw-1 are not in the snapshot",
      before: { $0.development.routes = [] }
    ) { $0.development.routes = [("10.2.0.0/16", "tgw-1")] },
    Change(
      "an internet gateway, a public address and an open rule come together",
      .closure,
      "on the internet, and the invariant lacks it",
      before: {
        $0.isPeered = false
        ($0.development.routes, $0.production.routes) = ([], [])
      }
    ) {
      $0.isPeered = false
      ($0.development.routes, $0.production.routes) = ([("0.0.0.0/0", "igw-dev")], [("0.0.0.0/0", "igw-prod")])
      ($0.development.publicAddress, $0.production.publicAddress) = ("198.51.100.7", "203.0.113.9")
      $0.production.ingress = [.init(port: 443, peer: "198.51.100.0/24")]
      for (account, name) in [("111111111111", "dev"), ("333333333333", "prod")] {
        $0.more[AuditEstate.path("InternetGateways", account)] =
          "{\"InternetGateways\": [{\"InternetGatewayId\": \"igw-\(name)\", \"OwnerId\": \"\(account)\", "
          + "\"Attachments\": [{\"State\": \"available\", \"VpcId\": \"vpc-\(name)\"}]}]}"
      }
    },
    Change(
      "an endpoint of a service that nobody knows is added",
      .safety,
      "leads to what is not covered by certificates",
      before: { $0.production.ingress = [] }
    ) {
      $0.production.ingress = []
      $0.more[AuditEstate.path("VpcEndpoints", "111111111111")] =
        "{\"VpcEndpoints\": [{\"VpcEndpointId\": \"vpce-1\", \"VpcEndpointType\": \"Interface\", \"VpcId\": \"vpc-dev\", "
        + "\"ServiceName\": \"com.amazonaws.vpce.us-east-1.vpce-svc-1\", \"State\": \"available\", "
        + "\"SubnetIds\": [\"subnet-dev\"], \"NetworkInterfaceIds\": []}]}"
    },
    Change(
      "a list is cut",
      .completeness,
      "`RouteTables` of account 333333333333 in us-east-1",
      before: { $0.production.ingress = [] }
    ) {
      $0.production.ingress = []
      $0.more["collection.json"] =
        "{\"schema\": \"isolation-audit/collection/v1\", \"calls\": [{\"account\": \"333333333333\", \"region\": \"us-east-1\", "
        + "\"service\": \"ec2\", \"operation\": \"describe-route-tables\", \"status\": \"truncated\"}]}"
    },
  ]

  private static func snapshot(_ estate: AuditEstate) throws -> AWSSnapshot {
    try AWSSnapshot.read(
      files: estate.files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
    )
  }

  @Test("A certificate does not hold of a snapshot in which something opens", arguments: changes)
  func changed(change: Change) throws {
    var (before, after) = (AuditEstate.peered(), AuditEstate.peered())
    change.before(&before)
    change.after(&after)
    let snapshot = try Self.snapshot(before)
    let inputs = [PolicyInput(file: "policy.yaml", text: SmallAudit.policy)]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "test", provesIsolation: true)
    let result = try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
    let certificates = try #require(result.certificates)
    let pair = try #require(certificates.pairs.first { $0.from == "development" && $0.to == "production" })
    try #require(pair.isProven, "\(pair.reason ?? "")")
    let same = CertificateVerifier.verify(certificates, against: snapshot)
    #expect(same.refusals.isEmpty, "\(same.refusals)")

    let other = try Self.snapshot(after)
    let bound = CertificateVerifier.verify(certificates, against: other)
    #expect(bound.refusals.contains { $0.step == .digest })
    let report = CertificateVerifier.verify(certificates, against: other, comparesDigests: false)
    let found = report.refusals.filter { $0.step == change.step && $0.description.contains(change.message) }
    #expect(!found.isEmpty, "\(report.refusals.map(\.description))")
  }

  @Test("A pass that speaks of chains through other hosts has no certificate, for none would be about them")
  func chains() throws {
    let snapshot = try Self.snapshot(AuditEstate())
    func pairs(_ keys: String) throws -> [IsolationCertificates.Pair] {
      let text = SmallAudit.policy.replacing("{ tier: non-production }] }", with: "{ tier: non-production }]\(keys) }")
        .replacing("no-assume-role: { between: [{ tier: production }, { tier: non-production }]\(keys) }", with: roles)
      let inputs = [PolicyInput(file: "policy.yaml", text: text)]
      let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "test", provesIsolation: true)
      let result = try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
      return try #require(result.certificates).pairs
    }
    let roles = "no-assume-role: { between: [{ tier: production }, { tier: non-production }] }"
    let plain = try pairs("")
    #expect(plain.count == 2 && plain.allSatisfy(\.isProven))
    let chained = try pairs(", transitive: true")
    #expect(chained.count == 2 && chained.allSatisfy { !$0.isProven && $0.reason?.contains("chains") ?? false })
  }

  @Test(
    "A kind of resource that certificates do not know is refused, and every table of the estate is one or the other"
  )
  func tables() throws {
    let names = Mirror(reflecting: Estate()).children.compactMap { child -> String? in
      child.value is any CountedTable ? child.label : nil
    }
    #expect(names.contains("vpcs"))
    #expect(CertificateCompleteness.covered.isDisjoint(with: CertificateCompleteness.carryingNothing))
    for name in CertificateCompleteness.covered.union(CertificateCompleteness.carryingNothing) {
      #expect(names.contains(name), "\(name) is no table of the estate")
    }
  }
}
