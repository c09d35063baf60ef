import IsolationAudit
import Testing

/// What must not pass when something about identities is not known, and what must be found when it is.
@Suite("Unknown identities")
struct UnknownIdentityTests {
  private static let dev = "accounts/111111111111/global/iam.json"
  private static let prod = "accounts/333333333333/global/iam.json"

  /// A file of IAM: roles, and managed policies by their ARN.
  private static func iam(_ roles: [String], policies: [(arn: String, document: String)] = []) -> String {
    let managed = policies.map { policy in
      """
      {"PolicyName": "p", "Arn": "\(policy.arn)", "DefaultVersionId": "v1", "AttachmentCount": 1,
        "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": \(policy.document)}]}
      """
    }
    return """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [\(managed.joined(separator: ", "))],
       "RoleDetailList": [\(roles.joined(separator: ", "))]}
      """
  }

  private static func document(_ statement: String) -> String {
    "{\"Version\": \"2012-10-17\", \"Statement\": [\(statement)]}"
  }

  /// A role that trusts an ARN.
  private static func role(
    _ account: String,
    _ name: String,
    trusts: String,
    inline: String? = nil,
    attached: String? = nil
  ) -> String {
    let policy = inline.map { "{\"PolicyName\": \"inline\", \"PolicyDocument\": \(document($0))}" } ?? ""
    let managed = attached.map { "{\"PolicyName\": \"p\", \"PolicyArn\": \"\($0)\"}" } ?? ""
    let trust = "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"\(trusts)\"}}"
    return """
      {"RoleName": "\(name)", "Path": "/", "RoleId": "AROA", "Arn": "arn:aws:iam::\(account):role/\(name)",
       "AssumeRolePolicyDocument": \(document(trust)), "RolePolicyList": [\(policy)],
       "AttachedManagedPolicies": [\(managed)]}
      """
  }

  private static let mayAssume =
    "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"arn:aws:iam::333333333333:role/deploy\"}"

  private func audit(_ dev: String?, _ prod: String?) throws -> AssertionResult {
    var files = AuditEstate().files
    for account in ["111111111111", "333333333333"] {
      files[AuditEstate.path("RoleDetailList", account, region: "global")] = nil
    }
    files[Self.dev] = dev
    files[Self.prod] = prod
    return try #require(try SmallAudit.run(files)[assertion: "roles"])
  }

  private static let app = "arn:aws:iam::111111111111:role/app"
  private static let gone = "arn:aws:iam::111111111111:policy/gone"

  @Test("a role that is trusted and allowed crosses")
  func crosses() throws {
    let result = try audit(
      Self.iam([Self.role("111111111111", "app", trusts: Self.app, inline: Self.mayAssume)]),
      Self.iam([Self.role("333333333333", "deploy", trusts: Self.app)])
    )
    #expect(result.outcome == .violated)
    #expect(result.pairs.map(\.outcome) == [.passed, .violated])
  }

  @Test("a role that is trusted but not allowed does not")
  func notAllowed() throws {
    let result = try audit(
      Self.iam([Self.role("111111111111", "app", trusts: Self.app)]),
      Self.iam([Self.role("333333333333", "deploy", trusts: Self.app)])
    )
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test("an attached policy that is there decides, one that is not leaves the role undecided")
  func attachedPolicy() throws {
    let roles = [Self.role("111111111111", "app", trusts: Self.app, attached: Self.gone)]
    let prod = Self.iam([Self.role("333333333333", "deploy", trusts: Self.app)])
    let allowing = [(arn: Self.gone, document: Self.document(Self.mayAssume))]
    #expect(try audit(Self.iam(roles, policies: allowing), prod).outcome == .violated)
    let unknown = try audit(Self.iam(roles), prod)
    #expect(unknown.outcome == .inconclusive)
    #expect(unknown.gaps.contains { $0.contains(Self.gone) }, "\(unknown.gaps)")
  }

  @Test("a trust policy that cannot be read is no trust policy that trusts nobody")
  func brokenTrust() throws {
    let deploy = Self.role("333333333333", "deploy", trusts: Self.app)
      .replacing("\"AssumeRolePolicyDocument\": {", with: "\"AssumeRolePolicyDocument\": \"{\", \"Other\": {")
    let result = try audit(
      Self.iam([Self.role("111111111111", "app", trusts: Self.app, inline: Self.mayAssume)]),
      Self.iam([deploy])
    )
    #expect(result.outcome == .inconclusive, "\(result.pairs)")
  }

  @Test("roles of one side that were not collected leave both directions undecided", arguments: [true, false])
  func oneSide(isDevelopment: Bool) throws {
    let roles = Self.iam([Self.role(isDevelopment ? "111111111111" : "333333333333", "app", trusts: Self.app)])
    let result = try audit(isDevelopment ? roles : nil, isDevelopment ? nil : roles)
    #expect(result.outcome == .inconclusive)
    #expect(result.pairs.allSatisfy { $0.outcome == .inconclusive }, "\(result.pairs)")
  }

  // MARK: A third account between the two

  private static let hub = "arn:aws:iam::666666666666:role/artifacts"

  /// Development's role may assume the role of a third account that production's role trusts.
  private func auditThrough(third: String?, policy: String) throws -> AssertionResult {
    var files = AuditEstate().files
    let mayAssume = Self.mayAssume.replacing("arn:aws:iam::333333333333:role/deploy", with: Self.hub)
    for account in ["111111111111", "333333333333"] {
      files[AuditEstate.path("RoleDetailList", account, region: "global")] = nil
    }
    files[Self.dev] = Self.iam([Self.role("111111111111", "app", trusts: Self.app, inline: mayAssume)])
    files[Self.prod] = Self.iam([Self.role("333333333333", "deploy", trusts: Self.hub)])
    files["accounts/666666666666/us-east-1/ec2.json"] = """
      {"Vpcs": [], "Subnets": [], "RouteTables": [], "NetworkAcls": [], "SecurityGroups": [], "NetworkInterfaces": []}
      """
    files["accounts/666666666666/global/iam.json"] = third
    return try #require(try SmallAudit.run(files, policy: policy)[assertion: "roles"])
  }

  private static let withShared = SmallAudit.policy.replacing(
    "assertions:\n",
    with: "  shared: { tier: shared, match: [{ account: \"666666666666\" }] }\nassertions:\n"
  )

  @Test("a chain over a third account crosses, whether it is in an environment or not", arguments: [false, true])
  func chain(isShared: Bool) throws {
    let third = Self.iam([Self.role("666666666666", "artifacts", trusts: Self.app, inline: Self.mayAssume)])
    let result = try auditThrough(third: third, policy: isShared ? Self.withShared : SmallAudit.policy)
    #expect(result.outcome == .violated)
  }

  @Test("a third account whose roles were not collected leaves the chain undecided", arguments: [false, true])
  func unknownThird(isShared: Bool) throws {
    let result = try auditThrough(third: nil, policy: isShared ? Self.withShared : SmallAudit.policy)
    #expect(result.outcome == .inconclusive, "\(result.pairs)")
    #expect(result.gaps.contains { $0.contains("666666666666") }, "\(result.gaps)")
  }

  @Test("a third account whose role does not trust closes the chain")
  func closedThird() throws {
    let third = Self.iam([Self.role("666666666666", "artifacts", trusts: Self.hub, inline: Self.mayAssume)])
    let result = try auditThrough(third: third, policy: Self.withShared)
    #expect(result.outcome == .passed, "\(result.gaps)")
  }
}
