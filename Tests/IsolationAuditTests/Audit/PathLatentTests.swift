import IsolationAudit
import Testing

@Suite("no-path, where something is changed first")
struct PathLatentTests {
  typealias E = PrincipalEstate

  private static let toSecret = PathAuditTests.path("end: data, kinds: secret, latent: true")
  private static let settled = PathAuditTests.path("end: data, kinds: secret")

  /// Development's `app` may become production's `keeper`, who may not read production's secret at once.
  private static func estate(_ may: [String], boundary: String? = nil) -> PathEstate {
    var estate = PathEstate()
    estate.principals.development.roles = [E.role(E.dev, "app", may: [E.allows("sts:AssumeRole")])]
    estate.addSecret(trust: [])
    estate.principals.production.roles = [
      E.role(E.prod, "keeper", trust: [E.trustsAWS(E.arn(E.dev, "app"))], may: may, boundary: boundary)
    ]
    return estate
  }

  private static let lifts = E.allows("iam:DeleteRolePermissionsBoundary")

  /// What `keeper` may, his boundary, and the steps by which the secret is reached.
  private static let ways: [(may: [String], boundary: String?, steps: [String])] = [
    ([DataAuditTests.mayRead, lifts], E.lifting, ["sts-AssumeRole", "iam-DeletePermissionsBoundary", "data-read"]),
    (
      [E.allows("secretsmanager:PutResourcePolicy"), lifts], E.lifting,
      ["sts-AssumeRole", "iam-DeletePermissionsBoundary", "secretsmanager-PutResourcePolicy"]
    ),
    (
      [E.allows("secretsmanager:PutResourcePolicy")], nil, ["sts-AssumeRole", "secretsmanager-PutResourcePolicy"]
    ),
    (
      [E.allows("iam:PutRolePolicy", on: E.arn(E.prod, "keeper"))], nil,
      ["sts-AssumeRole", "iam-PutRolePolicy", "data-read"]
    ),
    (
      [E.allows("iam:CreateRole"), E.allows("iam:AttachRolePolicy", on: E.arn(E.prod, "made"))], nil,
      ["sts-AssumeRole", "iam-CreateRole-iam-AttachRolePolicy", "data-read"]
    ),
  ]

  @Test("data count as reached by who may open them, or read them once he has changed something", arguments: ways)
  func reached(may: [String], boundary: String?, steps: [String]) throws {
    let (result, findings) = try Self.estate(may, boundary: boundary).audit(Self.toSecret)
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(findings.map { $0.chain.compactMap(\.kind) } == [steps])
    let finding = try #require(findings.first)
    #expect(finding.kind == .latent && (finding.calls ?? 0) > 0)
    #expect(finding.resources.map(\.id) == [PathEstate.secret])
    #expect(finding.cut?.elements.isEmpty == false, "\(finding.remediation)")
  }

  @Test("nothing of that counts where the policy asks for settled ways only", arguments: ways)
  func settled(may: [String], boundary: String?, steps: [String]) throws {
    let (result, findings) = try Self.estate(may, boundary: boundary).audit(Self.settled)
    #expect(result.outcome == .passed, "\(result.gaps) \(findings.map(\.title))")
  }

  /// Development's `app` with what it may, and a policy of production's secret that admits somebody of development.
  private static func admitting(_ principal: String, _ may: [String], boundary: String? = nil) -> PathEstate {
    var estate = PathEstate()
    estate.addSecret(trust: [])
    estate.principals.production.roles = []
    estate.principals.development.roles = [E.role(E.dev, "app", may: may, boundary: boundary)]
    let statement = E.trusts("{\"AWS\": \"\(principal)\"}", by: "secretsmanager:GetSecretValue")
      .replacing("\"Principal\"", with: "\"Resource\": \"*\", \"Principal\"")
    estate.principals.more[AuditEstate.path("SecretPolicies", E.prod)] = """
      {"SecretPolicies": [{"ARN": "\(PathEstate.secret)", "Name": "orders",
        "ResourcePolicy": {"Version": "2012-10-17", "Statement": [\(statement)]}}]}
      """
    return estate
  }

  @Test("a store of another account is asked where its policy admits somebody of the account")
  func otherAccount() throws {
    let itself = E.allows("iam:PutRolePolicy", on: E.arn(E.dev, "app"))
    let administrator = try Self.admitting("arn:aws:iam::\(E.dev):root", [itself]).audit(Self.toSecret)
    #expect(administrator.findings.map { $0.chain.compactMap(\.kind) } == [["iam-PutRolePolicy", "data-read"]])
    let stranger = try Self.admitting("arn:aws:iam::999999999999:root", [itself]).audit(Self.toSecret)
    #expect(stranger.result.outcome == .passed, "\(stranger.result.gaps)")
    let lifted = try Self.admitting(
      E.arn(E.dev, "app"),
      [DataAuditTests.mayRead, Self.lifts],
      boundary: E.lifting
    ).audit(Self.toSecret)
    #expect(lifted.findings.map { $0.chain.compactMap(\.kind) } == [["iam-DeletePermissionsBoundary", "data-read"]])
  }

  @Test("whoever may join a group reads what the group may", arguments: [true, false])
  func group(mayJoin: Bool) throws {
    var estate = Self.admitting("arn:aws:iam::\(E.dev):root", [])
    estate.principals.development.groups = [E.group(E.dev, "readers", may: [DataAuditTests.mayRead])]
    let may = E.allows(mayJoin ? "iam:AddUserToGroup" : "iam:ListGroups")
    estate.principals.development.users = [E.user(E.dev, "ann", may: [may])]
    let (result, findings) = try estate.audit(Self.toSecret)
    #expect(result.outcome == (mayJoin ? .violated : .passed), "\(result.gaps)")
    #expect(findings.map { $0.chain.compactMap(\.kind) } == (mayJoin ? [["iam-AddUserToGroup", "data-read"]] : []))
  }

  @Test("an administrator below a boundary reads what the boundary leaves")
  func boundedAdministrator() throws {
    let may = [E.allows("iam:PutRolePolicy"), E.allows("iam:DeleteRolePermissionsBoundary")]
    for (boundary, outcome) in [(E.readOnly, "passed"), (E.writing, "passed"), (E.reading, "violated")] {
      var estate = Self.estate(Array(may.prefix(1)), boundary: boundary)
      estate.principals.production.roles.append(E.role(E.prod, "other", boundary: boundary))
      let (result, findings) = try estate.audit(Self.toSecret)
      #expect(result.outcome.rawValue == outcome, "\(boundary): \(result.gaps) \(findings.map(\.title))")
    }
  }

  @Test("of two roles with equal policies the one that a store's policy names is found")
  func twins() throws {
    for name in ["app", "other"] {
      var estate = Self.admitting(E.arn(E.dev, name), [])
      estate.principals.development.roles = ["app", "other"].map { role in
        E.role(E.dev, role, may: [DataAuditTests.mayRead, Self.lifts], boundary: E.lifting)
      }
      let (_, findings) = try estate.audit(Self.toSecret)
      #expect(
        findings.map { $0.chain.compactMap(\.kind) } == [["iam-DeletePermissionsBoundary", "data-read"]],
        "\(name)"
      )
    }
  }

  @Test("a boundary that nobody may take away keeps the data from who could read them without")
  func bounded() throws {
    let estate = Self.estate([DataAuditTests.mayRead, Self.lifts], boundary: E.readOnly)
    let (result, findings) = try estate.audit(Self.toSecret)
    #expect(result.outcome == .passed, "\(result.gaps) \(findings.map(\.title))")
  }
}
