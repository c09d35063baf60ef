import IsolationAudit
import Oracles

/// A small random estate of callers, roles that services use, and workloads; its seed tells it.
struct RandomWayEstate {
  static let account = "111111111111"
  static let actions = [
    "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction", "lambda:*", "ec2:RunInstances", "ec2:*", "iam:*",
    "iam:UpdateAssumeRolePolicy", "iam:CreateAccessKey", "iam:PutRolePolicy", "ssm:StartSession", "ssm:SendCommand",
    "glue:UpdateJob", "glue:StartJobRun", "lambda:UpdateFunctionCode", "*", "sts:AssumeRole", "ec2:StopInstances",
    "ec2:StartInstances", "ec2:ModifyInstanceAttribute",
  ]
  static let resources = [
    "*", "arn:aws:iam::111111111111:role/*", "arn:aws:iam::111111111111:role/a*", "arn:aws:iam::111111111111:role/a1",
    "arn:aws:iam::111111111111:role/b1", "arn:aws:iam::*:user/*", "arn:aws:lambda:*:*:function:dev-*",
    "arn:aws:lambda:us-east-1:111111111111:function:*", "arn:aws:ec2:us-east-1:111111111111:instance/*",
    "arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:111111111111:instance/i-1", "arn:aws:glue:*:*:job/*",
    "arn:aws:ssm:*:*:document/AWS-*", "*1", "arn:aws:iam::111111111111:role/${aws:PrincipalTag/team}1",
  ]
  static let conditions = [
    "{\"StringEquals\":{\"iam:PassedToService\":\"lambda.amazonaws.com\"}}",
    "{\"StringEquals\":{\"aws:ResourceTag/env\":\"dev\"}}", "{\"StringNotEquals\":{\"aws:ResourceTag/env\":\"dev\"}}",
    "{\"StringEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}",
    "{\"StringNotEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}}",
    "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}",
  ]

  private var random: SeededNumbers
  var policies: [[RandomStatement]] = []
  var boundaries: [[RandomStatement]?] = []
  var serviceControl: [RandomStatement] = []
  /// The callers, which are also the roles that services use: `a1`, `a2`, `b1`, `b2`, and the user `u1`.
  static let names = ["a1", "a2", "b1", "b2", "u1"]

  init(seed: UInt64) {
    random = SeededNumbers(seed: seed)
    for _ in Self.names {
      policies.append((0...Int(random.below(3))).map { _ in statement() })
      let isBounded = random.below(4) == 0
      boundaries.append(isBounded ? [statement(), statement("Allow")] : nil)
    }
    if random.below(2) == 0 { serviceControl.append(statement("Deny")) }
  }

  mutating func statement(_ effect: String? = nil) -> RandomStatement {
    let effect = effect ?? (random.below(5) == 0 ? "Deny" : "Allow")
    var actions = [random.one(of: Self.actions)]
    while random.below(2) == 0 { actions.append(random.one(of: Self.actions)) }
    var resources = [random.one(of: Self.resources)]
    if random.below(3) == 0 { resources.append(random.one(of: Self.resources)) }
    if random.below(3) == 0 { resources = ["*"] }
    let condition = random.below(4) == 0 ? random.one(of: Self.conditions) : nil
    return RandomStatement(effect: effect, actions: actions, resources: resources, condition: condition)
  }

  mutating func place() -> Int { Int(random.below(UInt64(Self.names.count))) }

  func build() throws -> SmallEstate {
    var small = SmallEstate()
    small.organizationalUnit("r-root")
    small.account(Self.account, parent: "r-root")
    let all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"
    try small.serviceControl("all", all, on: "r-root")
    if !serviceControl.isEmpty { try small.serviceControl("guard", serviceControl.text, on: "r-root") }
    let services = ["lambda", "ec2", "glue", "lambda"]
    for (place, name) in Self.names.enumerated() {
      let isUser = name.hasPrefix("u")
      let limit = "arn:aws:iam::\(Self.account):policy/limit-\(name)"
      if let boundary = boundaries[place] { try small.managedPolicy(limit, boundary.text) }
      try small.principal(
        isUser ? .user : .role,
        name,
        Self.account,
        trust: isUser
          ? nil
          : SmallEstate.trusts("{\"Service\":\"\(services[place]).amazonaws.com\",\"AWS\":\"\(Self.account)\"}"),
        policy: policies[place].text,
        boundary: boundaries[place] == nil ? "" : limit,
        tags: ["env": name.hasPrefix("a") ? "dev" : "prod", "team": name.hasPrefix("b") ? "a" : "b"]
      )
      if !isUser { small.profile(name, Self.account, role: "arn:aws:iam::\(Self.account):role/\(name)") }
    }
    small.instance("i-1", Self.account, role: "arn:aws:iam::\(Self.account):role/a2")
    small.instance("i-2", Self.account, role: "arn:aws:iam::\(Self.account):role/b2")
    small.service(.function, "arn:aws:lambda:us-east-1:\(Self.account):function:dev-1", Self.account)
    small.service(.function, "arn:aws:lambda:us-east-1:\(Self.account):function:prod-1", Self.account)
    small.workload(.glueJob, "arn:aws:glue:us-east-1:\(Self.account):job/j", Self.account)
    small.network("vpc-1", "subnet-1", Self.account)
    return small
  }
}
