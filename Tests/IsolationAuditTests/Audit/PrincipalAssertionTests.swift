import IsolationAudit
import Testing

/// Roles and users of the two accounts of ``AuditEstate``, as `get-account-authorization-details` tells of them.
struct PrincipalEstate {
  /// The principals of an account, in the form of the AWS command line.
  struct Side {
    var roles: [String] = []
    var users: [String] = []
    var groups: [String] = []
  }

  var development = Side()
  var production = Side()
  /// Roles of a third account; `nil` for an account of which nothing is known.
  var third: Side?
  /// Files beyond those of the principals, by path.
  var more: [String: String] = [:]

  static let dev = "111111111111"
  static let prod = "333333333333"
  static let hub = "666666666666"

  static func arn(_ account: String, _ name: String, _ kind: String = "role") -> String {
    "arn:aws:iam::\(account):\(kind)/\(name)"
  }

  private static func document(_ statements: [String]) -> String {
    "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements.joined(separator: ", "))]}"
  }

  /// A statement of a trust policy.
  static func trusts(_ principal: String, if condition: String? = nil, by action: String = "sts:AssumeRole") -> String {
    let condition = condition.map { ", \"Condition\": \($0)" } ?? ""
    return "{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Principal\": \(principal)\(condition)}"
  }

  /// A trust in an ARN or account.
  static func trustsAWS(_ arn: String, if condition: String? = nil) -> String {
    trusts("{\"AWS\": \"\(arn)\"}", if: condition)
  }

  /// A statement that allows an action.
  static func allows(_ action: String, on resource: String = "*", if condition: String? = nil) -> String {
    let condition = condition.map { ", \"Condition\": \($0)" } ?? ""
    return "{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"\(resource)\"\(condition)}"
  }

  static func role(
    _ account: String,
    _ name: String,
    trust: [String] = [],
    may statements: [String] = [],
    attached: [String] = [],
    boundary: String? = nil,
    path: String = "/"
  ) -> String {
    let inline =
      statements.isEmpty ? "" : "{\"PolicyName\": \"inline\", \"PolicyDocument\": \(document(statements))}"
    let managed = attached.map { "{\"PolicyName\": \"p\", \"PolicyArn\": \"\($0)\"}" }.joined(separator: ", ")
    let bound =
      boundary.map {
        ", \"PermissionsBoundary\": {\"PermissionsBoundaryType\": \"Policy\", \"PermissionsBoundaryArn\": \"\($0)\"}"
      } ?? ""
    return """
      {"RoleName": "\(name)", "Path": "\(path)", "RoleId": "AROA",
       "Arn": "arn:aws:iam::\(account):role\(path)\(name)",
       "AssumeRolePolicyDocument": \(document(trust)), "RolePolicyList": [\(inline)],
       "AttachedManagedPolicies": [\(managed)]\(bound)}
      """
  }

  static func group(_ account: String, _ name: String, may statements: [String]) -> String {
    """
    {"GroupName": "\(name)", "Path": "/", "GroupId": "AGPA", "Arn": "\(arn(account, name, "group"))",
     "GroupPolicyList": [{"PolicyName": "inline", "PolicyDocument": \(document(statements))}],
     "AttachedManagedPolicies": []}
    """
  }

  static func user(_ account: String, _ name: String, may statements: [String] = []) -> String {
    let inline =
      statements.isEmpty ? "" : "{\"PolicyName\": \"inline\", \"PolicyDocument\": \(document(statements))}"
    return """
      {"UserName": "\(name)", "Path": "/", "UserId": "AIDA", "Arn": "\(arn(account, name, "user"))",
       "UserPolicyList": [\(inline)], "AttachedManagedPolicies": [], "GroupList": []}
      """
  }

  /// A managed policy that bounds to reading objects.
  static let readOnly = "arn:aws:iam::333333333333:policy/read-only"
  /// A managed policy that bounds to taking boundaries away.
  static let lifting = "arn:aws:iam::333333333333:policy/lifting"
  /// Managed policies that bound to writing policies of roles, and to reading secrets besides.
  static let writing = "arn:aws:iam::333333333333:policy/writing"
  static let reading = "arn:aws:iam::333333333333:policy/reading"

  private static func managed(_ name: String, _ arn: String, _ actions: [String]) -> String {
    """
    {"PolicyName": "\(name)", "Arn": "\(arn)", "DefaultVersionId": "v1", "AttachmentCount": 1,
     "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true,
       "Document": \(document(actions.map { allows($0) }))}]}
    """
  }

  private static func iam(_ side: Side) -> String {
    """
    {"UserDetailList": [\(side.users.joined(separator: ", "))],
     "GroupDetailList": [\(side.groups.joined(separator: ", "))],
     "RoleDetailList": [\(side.roles.joined(separator: ", "))],
     "Policies": [\(managed("read-only", readOnly, ["s3:GetObject"])),
       \(managed("lifting", lifting, ["iam:DeleteRolePermissionsBoundary"])),
       \(managed("writing", writing, ["iam:PutRolePolicy"])),
       \(managed("reading", reading, ["iam:PutRolePolicy", "secretsmanager:GetSecretValue"]))]}
    """
  }

  /// The files of the snapshot, by path.
  var files: [String: String] {
    var files = AuditEstate().files.merging(more) { _, new in new }
    for (account, side) in [(Self.dev, development), (Self.prod, production)] {
      files[AuditEstate.path("RoleDetailList", account, region: "global")] = Self.iam(side)
    }
    if let third {
      files[AuditEstate.path("RoleDetailList", Self.hub, region: "global")] = Self.iam(third)
      files["accounts/\(Self.hub)/us-east-1/ec2.json"] = """
        {"Vpcs": [], "Subnets": [], "RouteTables": [], "NetworkAcls": [], "SecurityGroups": [], "NetworkInterfaces": []}
        """
    }
    return files
  }

  /// The result of an assertion `it` of a kind.
  func audit(_ kind: String) throws -> (result: AssertionResult, findings: [Finding]) {
    let head = SmallAudit.environments
    let result = try SmallAudit.run(
      files,
      policy: head + "assertions:\n  - { id: it, title: It, \(kind) }\n"
    )
    return (try #require(result[assertion: "it"]), result.findings)
  }
}

@Suite("People of IAM Identity Center")
struct UnknownPeopleTests {
  typealias E = PrincipalEstate

  @Test(
    "who gets which permission set is not known: where there are roles of permission sets, that leaves it undecided",
    arguments: [
      ("limited-principals: { of: { environment: production } }", true),
      ("no-admin-bridge: { between: [{ tier: production }, { tier: non-production }] }", true),
      (DataAuditTests.kind(), true), (IdentityCutTests.noAssumeRole, false),
    ]
  )
  func refused(kind: String, isAsked: Bool) throws {
    for (role, isUndecided) in [("plain", false), ("AWSReservedSSO_Reader_0123456789abcdef", true)] {
      var estate = DataAuditTests.estate(nil, may: [])
      estate.production.roles = [E.role(E.prod, role)]
      estate.more["collection.json"] = """
        {"schema": "isolation-audit/collection/v1", "calls": [{"account": "\(E.prod)", "region": "us-east-1", "service": "sso-admin",
          "operation": "list-account-assignments", "status": "denied"}]}
        """
      let (result, findings) = try estate.audit(kind)
      #expect(findings == [])
      #expect(
        result.gaps.contains { $0.contains("`AccountAssignments`") } == (isUndecided && isAsked),
        "\(role): \(result.gaps)"
      )
    }
  }
}

@Suite("limited-principals")
struct LimitedPrincipalsTests {
  typealias E = PrincipalEstate

  static let app = E.arn(E.dev, "app")
  static let deploy = E.arn(E.prod, "deploy")
  static let mayDeploy = E.allows("sts:AssumeRole", on: deploy)

  /// An assertion about production that allows some principals.
  static func limited(_ allow: String...) -> String {
    let members = allow.map { "{ \($0), reason: x }" }.joined(separator: ", ")
    return "limited-principals: { of: { environment: production }\(allow.isEmpty ? "" : ", allow: [\(members)]") }"
  }

  /// Development's `app` may become production's `deploy`, which trusts it under a condition.
  static func crossed(if condition: String? = nil) -> PrincipalEstate {
    var estate = PrincipalEstate()
    estate.development.roles = [E.role(E.dev, "app", may: [mayDeploy])]
    estate.production.roles = [E.role(E.prod, "deploy", trust: [E.trustsAWS(app, if: condition)])]
    return estate
  }

  @Test("roles of workloads come in from nowhere: services that run them, and service-linked roles")
  func workloads() throws {
    var estate = PrincipalEstate()
    estate.production.roles = [
      E.role(E.prod, "app", trust: [E.trusts("{\"Service\": [\"ec2.amazonaws.com\", \"lambda.amazonaws.com\"]}")]),
      E.role(
        E.prod,
        "AWSServiceRoleForSupport",
        trust: [E.trusts("{\"Service\": \"support.amazonaws.com\"}")],
        path: "/aws-service-role/support.amazonaws.com/"
      ),
    ]
    let (result, findings) = try estate.audit(Self.limited())
    #expect(findings == [])
    #expect(result.outcome == .passed, "\(result.gaps)")
    #expect(result.pairs.map(\.reason) == ["no trust policy admits anybody from outside"])
    #expect(result.pairs.map(\.to) == [""])
  }

  @Test("a service that runs no workload must be listed")
  func service() throws {
    var estate = PrincipalEstate()
    estate.production.roles = [
      E.role(E.prod, "exports", trust: [E.trusts("{\"Service\": \"scheduler.amazonaws.com\"}")])
    ]
    let (result, findings) = try estate.audit(Self.limited())
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["scheduler.amazonaws.com can become exports of production, and is not listed"])
    #expect(try estate.audit(Self.limited("principal: scheduler.amazonaws.com")).result.outcome == .passed)
    #expect(try estate.audit(Self.limited("principal: events.amazonaws.com")).result.outcome == .violated)
  }

  @Test("a role of another environment must be listed, for the role that it becomes")
  func role() throws {
    let estate = Self.crossed()
    let (result, findings) = try estate.audit(Self.limited())
    #expect(result.outcome == .violated)
    let finding = try #require(findings.first)
    #expect(finding.title == "app can become deploy of production, and is not listed")
    #expect(finding.chain.map(\.action) == ["sts:AssumeRole"])
    #expect(finding.chain.allSatisfy { $0.allowedBy.count == 2 && $0.allowedBy.allSatisfy { $0.location != nil } })
    #expect(finding.remediation.count == 1)
    #expect(try estate.audit(Self.limited("principal: \"\(Self.app)\"")).result.outcome == .passed)
    let right = "principal: \"\(Self.app)\", role: \"\(Self.deploy)\""
    #expect(try estate.audit(Self.limited(right)).result.outcome == .passed)
    let wrong = "principal: \"\(Self.app)\", role: \"arn:aws:iam::*:role/other\""
    #expect(try estate.audit(Self.limited(wrong)).result.outcome == .violated)
  }

  @Test("who can become a listed principal must be listed, too")
  func behind() throws {
    var estate = Self.crossed()
    let provider = "arn:aws:iam::111111111111:saml-provider/idp"
    estate.development.roles = [
      E.role(
        E.dev,
        "app",
        trust: [E.trusts("{\"Federated\": \"\(provider)\"}", by: "sts:AssumeRoleWithSAML")],
        may: [Self.mayDeploy]
      )
    ]
    let alone = try estate.audit(Self.limited())
    #expect(alone.findings.map(\.title) == ["app can become deploy of production, and is not listed"])
    let (result, findings) = try estate.audit(Self.limited("principal: \"\(Self.app)\""))
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["\(provider) can become deploy of production through app, and is not listed"])
    #expect(findings.first?.chain.count == 2)
    let both = Self.limited("principal: [\"\(Self.app)\", \"\(provider)\"]")
    #expect(try estate.audit(both).result.outcome == .passed)
  }

  @Test(
    "require-mfa asks whether the step can be taken without a second factor",
    arguments: [
      (nil, false),
      ("{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}", true),
      ("{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"false\"}}", false),
      ("{\"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"true\"}}", false),
      ("{\"NumericLessThan\": {\"aws:MultiFactorAuthAge\": \"900\"}}", true),
      ("{\"NumericLessThanIfExists\": {\"aws:MultiFactorAuthAge\": \"900\"}}", false),
      ("{\"StringEquals\": {\"sts:ExternalId\": \"x\"}}", false),
      (
        "{\"StringEquals\": {\"sts:ExternalId\": \"x\"}, \"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}", true
      ),
    ] as [(String?, Bool)]
  )
  func multiFactor(condition: String?, demandsMFA: Bool) throws {
    let estate = Self.crossed(if: condition)
    let (result, findings) = try estate.audit(Self.limited("principal: \"\(Self.app)\", require-mfa: true"))
    #expect(result.outcome == (demandsMFA ? .passed : .violated), "\(findings.map(\.title))")
    #expect(findings.allSatisfy { $0.title.hasSuffix("without multi-factor authentication") })
    #expect(try estate.audit(Self.limited("principal: \"\(Self.app)\"")).result.outcome == .passed)
  }

  @Test("a Deny without a second factor demands one as well")
  func denyWithoutMFA() throws {
    var estate = Self.crossed()
    let deny = """
      {"Effect": "Deny", "Action": "*", "Resource": "*",
       "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}
      """
    estate.development.roles = [E.role(E.dev, "app", may: [Self.mayDeploy, deny])]
    let allow = Self.limited("principal: \"\(Self.app)\", require-mfa: true")
    #expect(try estate.audit(allow).result.outcome == .passed)
    let weak = deny.replacing("BoolIfExists", with: "Bool")
    estate.development.roles = [E.role(E.dev, "app", may: [Self.mayDeploy, weak])]
    #expect(try estate.audit(allow).result.outcome == .violated)
  }

  @Test("a user of the environment is a principal that comes from outside")
  func user() throws {
    var estate = PrincipalEstate()
    estate.production.users = [E.user(E.prod, "eve")]
    let (result, findings) = try estate.audit(Self.limited())
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["eve is a user of production, and is not listed"])
    let allow = "principal: \"\(E.arn(E.prod, "eve", "user"))\""
    #expect(try estate.audit(Self.limited(allow)).result.outcome == .passed)
    let forOneRole = allow + ", role: \"\(Self.deploy)\""
    #expect(try estate.audit(Self.limited(forOneRole)).result.outcome == .violated)
  }

  @Test("an account that is trusted as a whole, and anybody at all")
  func wholeAccounts() throws {
    var estate = PrincipalEstate()
    estate.production.roles = [E.role(E.prod, "audit", trust: [E.trustsAWS("arn:aws:iam::999999999999:root")])]
    #expect(try estate.audit(Self.limited()).result.outcome == .violated)
    let allow = "principal: \"arn:aws:iam::999999999999:root\""
    #expect(try estate.audit(Self.limited(allow)).result.outcome == .passed)
    estate.production.roles = [E.role(E.prod, "audit", trust: [E.trusts("\"*\"")])]
    #expect(try estate.audit(Self.limited()).result.outcome == .violated)
    #expect(try estate.audit(Self.limited(allow)).result.outcome == .violated)
  }

  @Test("what would make somebody a principal but is denied, is none")
  func denied() throws {
    var estate = Self.crossed()
    let deny = Self.mayDeploy.replacing("\"Allow\"", with: "\"Deny\"")
    estate.development.roles = [E.role(E.dev, "app", may: [Self.mayDeploy, deny])]
    #expect(try estate.audit(Self.limited()).result.outcome == .passed)
  }

  @Test("a policy that is missing leaves the step undecided; one who is listed needs none")
  func unknown() throws {
    var estate = Self.crossed()
    estate.development.roles = [E.role(E.dev, "app", attached: ["arn:aws:iam::111111111111:policy/gone"])]
    let (result, _) = try estate.audit(Self.limited())
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("policy/gone") }, "\(result.gaps)")
  }

  @Test("roles of another account of the estate that were not collected leave a trust in the account undecided")
  func unknownAccount() throws {
    var estate = PrincipalEstate()
    estate.production.roles = [E.role(E.prod, "deploy", trust: [E.trustsAWS("arn:aws:iam::\(E.hub):root")])]
    estate.third = .init()
    #expect(try estate.audit(Self.limited()).result.outcome == .passed)
    var third = PrincipalEstate.Side()
    third.roles = [E.role(E.hub, "pipeline", may: [Self.mayDeploy])]
    estate.third = third
    #expect(
      try estate.audit(Self.limited()).findings.map(\.title) == [
        "pipeline can become deploy of production, and is not listed"
      ]
    )
  }
}

@Suite("no-admin-bridge")
struct AdminBridgeTests {
  typealias E = PrincipalEstate

  static let kind = "no-admin-bridge: { between: [{ tier: production }, { tier: non-production }] }"

  /// The hub's `ops` may become `admin` in both accounts.
  static func bridged(
    development: [String] = [E.allows("*")],
    production: [String] = [E.allows("*")],
    boundary: String? = nil
  ) -> PrincipalEstate {
    let ops = E.arn(E.hub, "ops")
    var estate = PrincipalEstate()
    estate.development.roles = [E.role(E.dev, "admin", trust: [E.trustsAWS(ops)], may: development)]
    estate.production.roles = [
      E.role(E.prod, "admin", trust: [E.trustsAWS(ops)], may: production, boundary: boundary)
    ]
    estate.third = .init(roles: [E.role(E.hub, "ops", may: [E.allows("sts:AssumeRole")])])
    return estate
  }

  @Test("a role that can become an administrator of both sides is a bridge, with both ways told")
  func bridge() throws {
    let (result, findings) = try Self.bridged().audit(Self.kind)
    #expect(result.outcome == .violated)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.title == "ops administers accounts of production and of development")
    #expect(
      finding.chain.map(\.action) == [
        "sts:AssumeRole", "iam:AttachRolePolicy", "sts:AssumeRole", "iam:AttachRolePolicy",
      ]
    )
    #expect(finding.chain.map(\.to.id) == [E.arn(E.prod, "admin"), E.prod, E.arn(E.dev, "admin"), E.dev])
    #expect(finding.chain.allSatisfy { !$0.allowedBy.isEmpty })
  }

  @Test("an administrator of one side is no bridge, and an exception names who may be")
  func exceptions() throws {
    #expect(try Self.bridged(development: []).audit(Self.kind).result.outcome == .passed)
    let except = Self.kind.dropLast(2) + ", except: [{ principal: \"\(E.arn(E.hub, "ops"))\", reason: x }] }"
    #expect(try Self.bridged().audit(String(except)).result.outcome == .passed)
  }

  @Test("who becomes an accepted bridge is judged by himself")
  func behindAnException() throws {
    var estate = Self.bridged()
    let lead = E.arn(E.hub, "lead")
    estate.third = .init(roles: [
      E.role(E.hub, "ops", trust: [E.trustsAWS(lead)], may: [E.allows("sts:AssumeRole")]),
      E.role(E.hub, "lead", may: [E.allows("sts:AssumeRole", on: E.arn(E.hub, "ops"))]),
    ])
    let except = String(Self.kind.dropLast(2) + ", except: [{ principal: \"\(E.arn(E.hub, "ops"))\", reason: x }] }")
    #expect(try estate.audit(Self.kind).findings.map { $0.via.first?.name } == ["ops"])
    #expect(try estate.audit(except).findings.map { $0.via.first?.name } == ["lead"])
  }

  @Test(
    "who may give permissions administers; who is bounded or may change a few roles only does not",
    arguments: [
      ([E.allows("*")], .violated), ([E.allows("iam:*")], .violated),
      ([E.allows("iam:AttachRolePolicy")], .violated),
      ([E.allows("iam:Put*Policy", on: "arn:aws:iam::333333333333:role/*")], .violated),
      ([E.allows("iam:PutRolePolicy", on: "arn:aws:iam::333333333333:role/admin")], .violated),
      ([E.allows("iam:PutRolePolicy", on: "arn:aws:iam::333333333333:role/team-*")], .passed),
      ([E.allows("iam:Get*")], .passed), ([E.allows("s3:*")], .passed),
      ([E.allows("*"), "{\"Effect\": \"Deny\", \"Action\": \"iam:*\", \"Resource\": \"*\"}"], .passed),
      (
        [
          E.allows(
            "iam:AttachRolePolicy",
            if: "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"arn:aws:iam::333333333333:policy/b\"}}"
          )
        ], .passed
      ),
      (
        [E.allows("iam:AttachRolePolicy", if: "{\"ArnEquals\": {\"iam:PolicyARN\": \"arn:aws:iam::aws:policy/x\"}}")],
        .passed
      ),
      ([E.allows("iam:*", if: "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}")], .violated),
    ] as [([String], AssertionResult.Outcome)]
  )
  func powers(statements: [String], outcome: AssertionResult.Outcome) throws {
    let (result, findings) = try Self.bridged(production: statements).audit(Self.kind)
    #expect(result.outcome == outcome, "\(result.gaps)")
    let isConditional = statements[0].contains("MultiFactor")
    #expect(findings.allSatisfy { $0.title.hasSuffix(", under conditions") == isConditional })
  }

  @Test("a boundary without IAM takes the power away; one that is missing leaves it undecided")
  func boundaries() throws {
    #expect(try Self.bridged(boundary: E.readOnly).audit(Self.kind).result.outcome == .passed)
    let (result, _) = try Self.bridged(boundary: "arn:aws:iam::333333333333:policy/gone").audit(Self.kind)
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("policy/gone") }, "\(result.gaps)")
  }

  @Test("an administrator of one side who becomes one of the other is a bridge himself")
  func administrators() throws {
    var estate = PrincipalEstate()
    let admin = E.arn(E.dev, "admin")
    estate.development.roles = [E.role(E.dev, "admin", may: [E.allows("*")])]
    estate.production.roles = [E.role(E.prod, "admin", trust: [E.trustsAWS(admin)], may: [E.allows("*")])]
    let (result, findings) = try estate.audit(Self.kind)
    #expect(result.outcome == .violated)
    #expect(findings.map { $0.via.first?.id } == [admin])
  }
}
