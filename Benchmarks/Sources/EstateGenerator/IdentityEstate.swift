import Foundation

/// An organization of accounts with roles, what runs with them and the data that they use, and without networks: for the
/// time that judging identities takes.
///
/// Fifty roles an account, in at least 20 accounts; every second account is production. Roles of ten kinds: what services
/// run with, deployments that name single roles of the next account, chains inside an account, passing by wildcard and by
/// name, developers by tag, readers, and one administrator an account. Service control policies keep some roles from being
/// changed and some Regions from being used. Every tenth role runs a function and has a bucket with a policy of its own.
public struct IdentityEstate: Sendable {
  /// The number of roles.
  public let roles: Int
  /// The accounts, in order.
  public let accounts: [String]

  /// Plans an estate with a number of roles.
  public init(roles: Int) {
    self.roles = roles
    accounts = (0..<max(20, roles / 50)).map { String(200_000_000_000 + $0) }
  }

  private static let management = "199999999999"

  /// Writes `snapshot/` and `policy.yaml` below a directory.
  ///
  /// - Returns: the number of bytes.
  public func write(to root: URL) throws -> Int {
    var bytes = 0
    func write(_ text: String, _ path: String) throws {
      let url = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      let data = Data(text.utf8)
      bytes += data.count
      try data.write(to: url)
    }
    for place in accounts.indices {
      let folder = "snapshot/accounts/\(accounts[place])"
      try write(details(place), "\(folder)/global/iam.json")
      try write(buckets(place), "\(folder)/global/buckets.json")
      try write(bucketPolicies(place), "\(folder)/global/bucket-policies.json")
      try write(functions(place), "\(folder)/eu-west-1/functions.json")
    }
    try write(organization, "snapshot/accounts/\(Self.management)/global/organization.json")
    try write(policy, "policy.yaml")
    return bytes
  }

  // MARK: Roles

  private func count(_ place: Int) -> Int {
    roles / accounts.count + (place < roles % accounts.count ? 1 : 0)
  }

  private func details(_ place: Int) -> String {
    let account = accounts[place]
    let list = (0..<count(place)).map { role($0, place) }.joined(separator: ",\n")
    let profiles = stride(from: 1, to: count(place), by: 10).map { profile("r\($0)", account) }
    return """
      {"UserDetailList":[],"GroupDetailList":[],"Policies":[\(managed(account))],
      "RoleDetailList":[
      \(list)
      ],"InstanceProfiles":[\(profiles.joined(separator: ","))]}
      """
  }

  private static func statement(_ actions: [String], _ resource: String, condition: String? = nil) -> String {
    "{\"Effect\":\"Allow\",\"Action\":[\(actions.map { "\"\($0)\"" }.joined(separator: ","))],\"Resource\":\"\(resource)\""
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }

  private func managed(_ account: String) -> String {
    func policy(_ name: String, _ statements: [String]) -> String {
      """
      {"PolicyName":"\(name)","Arn":"arn:aws:iam::\(account):policy/\(name)","DefaultVersionId":"v1","AttachmentCount":1,\
      "PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":{"Version":"2012-10-17","Statement":\
      [\(statements.joined(separator: ","))]}}]}
      """
    }
    return [
      policy("administrator", [Self.statement(["*"], "*")]),
      policy("reader", [Self.statement(["s3:Get*", "ec2:Describe*", "iam:Get*", "iam:List*"], "*")]),
      policy(
        "developer",
        [
          Self.statement(["lambda:UpdateFunctionCode", "lambda:InvokeFunction"], "*"),
          Self.statement(
            ["ec2:StartInstances", "ec2:StopInstances", "ssm:StartSession"],
            "*",
            condition: "{\"StringEquals\":{\"aws:ResourceTag/team\":\"${aws:PrincipalTag/team}\"}}"
          ),
        ]
      ),
    ].joined(separator: ",")
  }

  private func role(_ number: Int, _ place: Int) -> String {
    let account = accounts[place]
    let next = accounts[(place + 1) % accounts.count]
    let previous = accounts[(place + accounts.count - 1) % accounts.count]
    func arn(_ number: Int, _ account: String) -> String { "arn:aws:iam::\(account):role/r\(number)" }
    var trust = "{\"Service\":\"lambda.amazonaws.com\"}"
    var inline = [Self.statement(["dynamodb:GetItem"], "arn:aws:dynamodb:*:\(account):table/t\(number)")]
    var attached: [String] = []
    switch number % 10 {
    case 1: trust = "{\"Service\":\"ec2.amazonaws.com\"}"
    case 2: trust = "{\"Service\":\"ecs-tasks.amazonaws.com\"}"
    case 3:
      trust = "{\"Service\":\"codebuild.amazonaws.com\"}"
      inline = [
        Self.statement(["sts:AssumeRole"], arn(number + 1, next)),
        Self.statement(["iam:PassRole"], arn(number - 3, account)),
        Self.statement(["lambda:UpdateFunctionCode"], "arn:aws:lambda:*:\(account):function:app\(number)-*"),
      ]
    case 4:
      trust = "{\"AWS\":\"\(arn(number - 1, previous))\"}"
      attached = number % 20 == 4 ? ["administrator"] : ["reader"]
    case 5:
      trust = "{\"AWS\":\"\(account)\"}"
      inline = [
        Self.statement(["iam:PassRole"], "arn:aws:iam::\(account):role/r\(number)*"),
        Self.statement(["lambda:CreateFunction", "lambda:InvokeFunction"], "*"),
      ]
    case 6:
      trust = "{\"AWS\":\"\(account)\"}"
      attached = ["reader"]
      inline = []
    case 7:
      inline = [
        Self.statement(["iam:PassRole"], arn(number - 6, account)),
        Self.statement(["ec2:RunInstances", "glue:CreateJob", "glue:StartJobRun"], "*"),
      ]
    case 8:
      trust = "{\"AWS\":\"\(arn(number - 1, account))\"}"
      inline = [Self.statement(["sts:AssumeRole"], arn(number + 1, account))]
    case 9:
      trust = "{\"AWS\":\"\(arn(number - 1, account))\"}"
      attached = ["developer"]
      inline = []
    default:
      if number == 0 {
        attached = ["administrator"]
        trust = "{\"AWS\":\"\(Self.management)\"}"
      }
    }
    let policies =
      inline.isEmpty
      ? ""
      : "{\"PolicyName\":\"p\",\"PolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[\(inline.joined(separator: ","))]}}"
    let holdings = attached.map {
      "{\"PolicyName\":\"\($0)\",\"PolicyArn\":\"arn:aws:iam::\(account):policy/\($0)\"}"
    }
    return """
      {"Path":"/","RoleName":"r\(number)","RoleId":"AROA\(account)\(number)","Arn":"\(arn(number, account))",\
      "CreateDate":"2026-02-20T08:00:00+00:00","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Principal":\(trust),"Action":"sts:AssumeRole"}]},"InstanceProfileList":[],\
      "RolePolicyList":[\(policies)],"AttachedManagedPolicies":[\(holdings.joined(separator: ","))],\
      "Tags":[{"Key":"team","Value":"t\(number % 7)"}]}
      """
  }

  private func profile(_ role: String, _ account: String) -> String {
    """
    {"Path":"/","InstanceProfileName":"\(role)","InstanceProfileId":"AIPA\(account)\(role)",\
    "Arn":"arn:aws:iam::\(account):instance-profile/\(role)","CreateDate":"2026-02-20T08:00:00+00:00",\
    "Roles":[{"Path":"/","RoleName":"\(role)","RoleId":"AROA\(account)\(role)","Arn":"arn:aws:iam::\(account):role/\(role)",\
    "CreateDate":"2026-02-20T08:00:00+00:00"}]}
    """
  }

  // MARK: Functions and buckets

  /// The roles of an account that run a function and use a bucket.
  private func serving(_ place: Int) -> StrideTo<Int> { stride(from: 0, to: count(place), by: 10) }

  private func functions(_ place: Int) -> String {
    let account = accounts[place]
    let list = serving(place).map { number in
      """
      {"FunctionName":"app\(number)","FunctionArn":"arn:aws:lambda:eu-west-1:\(account):function:app\(number)",\
      "Role":"arn:aws:iam::\(account):role/r\(number)","Version":"$LATEST","PackageType":"Zip"}
      """
    }
    return "{\"Functions\":[\(list.joined(separator: ",\n"))]}"
  }

  private func bucket(_ number: Int, _ place: Int) -> String { "data-\(number)-\(accounts[place])" }

  private func buckets(_ place: Int) -> String {
    let list = serving(place).map {
      "{\"Name\":\"\(bucket($0, place))\",\"CreationDate\":\"2026-02-20T08:00:00.000Z\"}"
    }
    return "{\"Buckets\":[\(list.joined(separator: ",\n"))],\"Owner\":{\"DisplayName\":\"o\",\"ID\":\"0a\"}}"
  }

  private func bucketPolicies(_ place: Int) -> String {
    let list = serving(place).map { number in
      let name = bucket(number, place)
      let policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
        + "\"arn:aws:iam::\(accounts[place]):role/r\(number)\"},\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],"
        + "\"Resource\":\"arn:aws:s3:::\(name)/*\"}]}"
      return "{\"Bucket\":\"\(name)\",\"Policy\":\"\(policy.replacing("\"", with: "\\\""))\"}"
    }
    return "{\"BucketPolicies\":[\(list.joined(separator: ",\n"))]}"
  }

  // MARK: The organization and the policy

  private var organization: String {
    let listed = accounts + [Self.management]
    let members = listed.map { account in
      """
      {"Id":"\(account)","Arn":"arn:aws:organizations::\(Self.management):account/o-a1b2c3d4e5/\(account)",\
      "Email":"\(account)@example.com","Name":"a\(account)","Status":"ACTIVE","ParentId":"r-ab12"}
      """
    }
    let all =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}]}"
    let guarding = [
      "{\"Effect\":\"Deny\",\"Action\":\"iam:*\",\"Resource\":\"arn:aws:iam::*:role/r1?\"}",
      "{\"Effect\":\"Deny\",\"NotAction\":[\"iam:*\",\"sts:*\",\"organizations:*\"],\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:RequestedRegion\":[\"eu-west-1\",\"us-east-1\"]}}}",
    ].joined(separator: ",")
    let rails = "{\"Version\":\"2012-10-17\",\"Statement\":[\(guarding)]}".replacing("\"", with: "\\\"")
    func policy(_ id: String, _ content: String) -> String {
      """
      {"PolicySummary":{"Id":"\(id)","Arn":"arn:aws:organizations::\(Self.management):policy/o-a1b2c3d4e5/service_control_policy/\(id)",\
      "Name":"\(id)","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false},"Content":"\(content)",\
      "Targets":[{"TargetId":"r-ab12","Arn":"arn:aws:organizations::\(Self.management):root/o-a1b2c3d4e5/r-ab12","Name":"Root","Type":"ROOT"}]}
      """
    }
    return """
      {"Organization":{"Id":"o-a1b2c3d4e5","Arn":"arn:aws:organizations::\(Self.management):organization/o-a1b2c3d4e5",\
      "FeatureSet":"ALL","MasterAccountArn":"arn:aws:organizations::\(Self.management):account/o-a1b2c3d4e5/\(Self.management)",\
      "MasterAccountId":"\(Self.management)"},
      "Roots":[{"Id":"r-ab12","Arn":"arn:aws:organizations::\(Self.management):root/o-a1b2c3d4e5/r-ab12","Name":"Root","PolicyTypes":[]}],
      "OrganizationalUnits":[],
      "Accounts":[\(members.joined(separator: ",\n"))],
      "Policies":[\(policy("p-FullAWSAccess", all)),\(policy("p-guard", rails))]}
      """
  }

  private var policy: String {
    func matches(_ remainder: Int) -> String {
      accounts.indices.filter { $0 % 2 == remainder }.map { "      - { account: \"\(accounts[$0])\" }" }
        .joined(separator: "\n")
    }
    return """
      schema: isolation-audit/v1
      environments:
        production:
          tier: production
          match:
      \(matches(0))
        development:
          tier: non-production
          match:
      \(matches(1))
      assertions:
        - id: no-assume-role
          title: No role of production can be assumed from development
          no-assume-role: { between: [ { tier: production }, { tier: non-production } ] }
          severity: critical
        - id: separate-roles
          title: No role is used by both
          separate-roles: { between: [ { tier: production }, { tier: non-production } ] }
          severity: high
        - id: no-admin-bridge
          title: Nobody administers both
          no-admin-bridge: { between: [ { tier: production }, { tier: non-production } ] }
          severity: high
        - id: limited-principals
          title: Only what services run comes into production
          limited-principals: { of: { tier: production } }
          severity: high
        - id: no-data-access
          title: Nobody of one side reads or writes the other's buckets
          no-data-access: { between: [ { tier: production }, { tier: non-production } ], kinds: [ bucket ] }
          severity: high
        - id: no-path
          title: Nobody and nothing of development gets to production, by any means
          no-path:
            from: { tier: non-production }
            to: { tier: production }
            start: [ principal, workload ]
            end: [ principal, workload, data ]
            kinds: [ bucket ]
            latent: true
          severity: critical
        - id: no-rewiring
          title: Nobody of one side changes the other's network
          no-rewiring: { between: [ { tier: production }, { tier: non-production } ], max-calls: 2 }
          severity: high

      """
  }
}
