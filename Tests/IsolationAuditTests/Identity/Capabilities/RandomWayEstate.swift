import IsolationAudit

/// A small random estate of callers, roles that services use, and workloads; its seed tells it.
struct RandomWayEstate {
  /// A statement of a policy.
  struct Statement {
    var effect: String
    var actions: [String]
    var resources: [String]
    var condition: String?

    var text: String {
      func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
      return "{\"Effect\":\"\(effect)\",\"Action\":\(list(actions)),\"Resource\":\(list(resources))"
        + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
    }
  }

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

  private var random: Numbers
  var policies: [[Statement]] = []
  var boundaries: [[Statement]?] = []
  var serviceControl: [Statement] = []
  /// The callers, which are also the roles that services use: `a1`, `a2`, `b1`, `b2`, and the user `u1`.
  static let names = ["a1", "a2", "b1", "b2", "u1"]

  init(seed: UInt64) {
    random = Numbers(state: seed)
    for _ in Self.names {
      policies.append((0...Int(random.below(3))).map { _ in statement() })
      let isBounded = random.below(4) == 0
      boundaries.append(isBounded ? [statement(), statement("Allow")] : nil)
    }
    if random.below(2) == 0 { serviceControl.append(statement("Deny")) }
  }

  mutating func statement(_ effect: String? = nil) -> Statement {
    let effect = effect ?? (random.below(5) == 0 ? "Deny" : "Allow")
    var actions = [pick(Self.actions)]
    while random.below(2) == 0 { actions.append(pick(Self.actions)) }
    var resources = [pick(Self.resources)]
    if random.below(3) == 0 { resources.append(pick(Self.resources)) }
    if random.below(3) == 0 { resources = ["*"] }
    let condition = random.below(4) == 0 ? pick(Self.conditions) : nil
    return Statement(effect: effect, actions: actions, resources: resources, condition: condition)
  }

  mutating func place() -> Int { Int(random.below(UInt64(Self.names.count))) }

  private mutating func pick(_ texts: [String]) -> String { texts[Int(random.below(UInt64(texts.count)))] }

  func build() throws -> SmallEstate {
    func text(_ statements: [Statement]) -> String { statements.map(\.text).joined(separator: ",") }
    var small = SmallEstate()
    small.organizationalUnit("r-root")
    small.account(Self.account, parent: "r-root")
    let all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"
    try small.serviceControl("all", all, on: "r-root")
    if !serviceControl.isEmpty { try small.serviceControl("guard", text(serviceControl), on: "r-root") }
    let services = ["lambda", "ec2", "glue", "lambda"]
    for (place, name) in Self.names.enumerated() {
      let isUser = name.hasPrefix("u")
      let limit = "arn:aws:iam::\(Self.account):policy/limit-\(name)"
      if let boundary = boundaries[place] { try small.managedPolicy(limit, text(boundary)) }
      try small.principal(
        isUser ? .user : .role,
        name,
        Self.account,
        trust: isUser
          ? nil
          : SmallEstate.trusts("{\"Service\":\"\(services[place]).amazonaws.com\",\"AWS\":\"\(Self.account)\"}"),
        policy: text(policies[place]),
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

/// SplitMix64 (Steele, Lea and Flood), so that a failing seed can be repeated.
private struct Numbers {
  var state: UInt64

  mutating func below(_ limit: UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ (mixed >> 31)) % limit
  }
}
