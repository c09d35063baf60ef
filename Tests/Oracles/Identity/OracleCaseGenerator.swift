/// Makes small random cases; the same seed makes the same case.
package struct OracleCaseGenerator {
  private var random: SeededNumbers
  static let own = "111111111111"
  static let foreign = "222222222222"
  static let provider = "arn:aws:iam::111111111111:oidc-provider/token.example.com"

  private init(seed: UInt64) { random = SeededNumbers(seed: seed) }

  /// The case of a seed.
  package static func request(seed: UInt64) -> OracleCase {
    var generator = OracleCaseGenerator(seed: seed)
    return generator.request()
  }

  /// A statement to add to one of a case's policies, for laws.
  package static func statement(
    seed: UInt64,
    for request: OracleCase,
    in kind: String,
    effect: String
  ) -> OracleCase.Statement {
    var generator = OracleCaseGenerator(seed: seed)
    var statement = generator.statement(kind, for: request)
    statement.effect = effect
    statement.isNotPrincipal = statement.isNotPrincipal && effect == "Deny"
    return statement
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }
  private mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func request() -> OracleCase {
    let target: (action: String, resource: String) = pick([
      ("s3:GetObject", "arn:aws:s3:::b/k"), ("S3:getobject", "arn:aws:s3:::b/u/k"),
      ("s3:GetObject", "arn:aws:s3:::b/a/k"),
      ("s3:ListAllMyBuckets", "*"), ("sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:q"),
      ("ec2:RunInstances", "arn:aws:ec2:us-east-1:111111111111:instance/*"),
      ("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1"),
      ("sts:AssumeRole", "arn:aws:iam::111111111111:role/other"),
    ])
    var request = OracleCase(
      caller: caller(),
      action: target.action,
      resource: target.resource,
      resourceAccount: Self.own
    )
    if request.caller.kind == "federated" {
      request.action = "sts:AssumeRoleWithWebIdentity"
      request.resource = "arn:aws:iam::111111111111:role/other"
    }
    request.version = pick(["2012-10-17", "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", ""])
    for key in OracleKey.all where !key.values.isEmpty {
      if happens(30) {
        request.known[key.name] = pick(key.values)
      } else if request.unknown.count < 2 && happens(18) {
        request.unknown.append(key.name)
      }
    }
    let isCrossAccount = request.caller.account != Self.own
    for _ in 0..<pick([0, 1, 1, 1, 2]) { request.identity.append(policy("identity", for: request)) }
    if happens(20) { request.boundary = policy("boundary", for: request) }
    if happens(15) { request.session = policy("session", for: request) }
    if happens(isCrossAccount || request.isTrust ? 85 : 50) {
      request.resourcePolicy = policy("resource", for: request)
    }
    if happens(25) { request.serviceControl = levels("scp", for: request) }
    if happens(20) { request.resourceControl = levels("rcp", for: request) }
    for _ in 0..<pick([0, 0, 0, 0, 1, 2]) { request.vpcEndpoints.append(policy("vpce", for: request)) }
    request.managementAccount = pick([nil, nil, nil, Self.own, Self.foreign])
    // What makes a conditioned statement public is not the evaluation's matter.
    let isClear = !(request.resourcePolicy ?? []).contains { $0.effect == "Allow" && !$0.conditions.isEmpty }
    request.restrictsPublicBuckets = isClear && happens(15)
    return request
  }

  private mutating func caller() -> OracleCase.Caller {
    let account = pick([Self.own, Self.own, Self.foreign])
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<7: return .init(kind: "user", account: account, name: pick(["u", "v"]))
    case 7..<13:
      return .init(kind: "session", account: account, name: pick(["app", "x"]), session: pick(["s1", "s2", nil]))
    case 13: return .init(kind: "session", account: account, name: "AWSServiceRoleForX", session: "s1")
    case 14: return .init(kind: "root", account: account)
    case 15, 16: return .init(kind: "federated-user", account: account, name: "bob")
    case 17: return .init(kind: "service", name: pick(["ec2.amazonaws.com", "sns.amazonaws.com"]))
    case 18: return .init(kind: "federated", name: Self.provider)
    default: return .init(kind: "anonymous")
    }
  }

  private mutating func levels(_ kind: String, for request: OracleCase) -> [[OracleCase.Policy]] {
    (0..<pick([1, 2, 3])).map { _ in
      var level = [policy(kind, for: request)]
      if happens(70) { level.append([everything(kind)]) }
      return level
    }
  }

  /// The statement that allows everything to everybody.
  private func everything(_ kind: String) -> OracleCase.Statement {
    OracleCase.Statement(
      principals: ["resource", "rcp", "vpce"].contains(kind) ? [.init(kind: "*", name: "")] : nil,
      actions: ["*"],
      resources: ["*"]
    )
  }

  private mutating func policy(_ kind: String, for request: OracleCase) -> OracleCase.Policy {
    var statements = (0..<pick([1, 1, 2, 3])).map { _ in statement(kind, for: request) }
    if kind != "resource" && happens(50) { statements.append(everything(kind)) }
    return statements
  }

  private mutating func statement(_ kind: String, for request: OracleCase) -> OracleCase.Statement {
    var statement = OracleCase.Statement()
    statement.effect = happens(kind == "scp" || kind == "rcp" ? 35 : 20) ? "Deny" : "Allow"
    statement.isNotAction = happens(12)
    statement.actions =
      statement.isNotAction
      ? [pick(["iam:*", "s3:Get*", "kms:*", "ec2:*"])]
      : happens(65)
        ? [pick(["*", request.action, request.action.lowercased()])]
        : (0..<pick([1, 2])).map { _ in
          pick(["s3:*", "S3:Get?bject", "sts:Assume*", "kms:De*", "sqs:*", "ec2:*", "*:*", "s?s:*", "s3:*Object"])
        }
    if !(kind == "resource" && request.isTrust) {
      statement.isNotResource = happens(12)
      statement.resources =
        statement.isNotResource || happens(65)
        ? [pick(["*", request.resource, "arn:aws:s3:::b/*"])]
        : (0..<pick([1, 2])).map { _ in
          pick([
            "arn:aws:s3:::b/*/k", "arn:aws:s3:::b/?", "arn:aws:s3:::B/k", "arn:aws:s3:::b/${aws:username}/k",
            "arn:aws:s3:::b/${aws:PrincipalTag/t}/k", "arn:aws:s3:::b/${aws:PrincipalTag/t, 'u'}/*", "arn:aws:s3:::b",
            "arn:aws:*:*:111111111111:*", "arn:aws:s3:::b/${*}", "*/other", "*${sts:ExternalId}*",
          ])
        }
    }
    if happens(45) { statement.conditions = (0..<pick([1, 1, 2])).map { _ in condition(for: request) } }
    // A key stands once under an operator, as JSON demands.
    var seen: Set<String> = []
    statement.conditions.removeAll { !seen.insert($0.operatorName + $0.key.lowercased()).inserted }
    switch kind {
    case "resource": name(request, in: &statement)
    case "rcp": statement.principals = [.init(kind: "*", name: "")]
    case "vpce":
      statement.principals = [
        happens(70) ? .init(kind: "*", name: "") : .init(kind: "AWS", name: pick([Self.own, Self.foreign]))
      ]
    default: break
    }
    return statement
  }

  private mutating func name(_ request: OracleCase, in statement: inout OracleCase.Statement) {
    let who = request.caller
    let account = who.account.isEmpty ? Self.own : who.account
    let root = OracleCase.Named(kind: "AWS", name: "arn:aws:iam::\(account):root")
    if statement.effect == "Deny" && who.kind != "federated-user" && who.session != nil || who.kind == "user",
      statement.effect == "Deny", happens(40)
    {
      statement.isNotPrincipal = true
      let himself: [OracleCase.Named] =
        switch who.kind {
        case "session":
          [
            .init(kind: "AWS", name: "arn:aws:iam::\(account):role/\(who.name)"), .init(kind: "AWS", name: who.text),
          ]
        default: [.init(kind: "AWS", name: who.text)]
        }
      let other = OracleCase.Named(kind: "AWS", name: "arn:aws:iam::\(Self.own):user/nobody")
      statement.principals = pick([himself + [root], himself, [root], [other]])
      return
    }
    let himself: [OracleCase.Named] =
      switch who.kind {
      case "service": [.init(kind: "Service", name: who.name)]
      case "federated": [.init(kind: "Federated", name: who.name)]
      case "anonymous": [.init(kind: "*", name: "")]
      case "session":
        [
          .init(kind: "AWS", name: "arn:aws:iam::\(account):role/\(who.name)"),
          .init(kind: "AWS", name: "arn:aws:sts::\(account):assumed-role/\(who.name)/s1"),
        ]
      default: [.init(kind: "AWS", name: who.text)]
      }
    let others: [OracleCase.Named] = [
      .init(kind: "*", name: ""), .init(kind: "AWS", name: "*"), root, .init(kind: "AWS", name: account),
      .init(kind: "AWS", name: "arn:aws:iam::\(account):user/u"),
      .init(kind: "AWS", name: "arn:aws:iam::\(account):role/app"),
      .init(kind: "AWS", name: "arn:aws:iam::\(Self.foreign):user/v"), .init(kind: "AWS", name: "AROAEXAMPLEEXAMPLE01"),
      .init(kind: "Service", name: "ec2.amazonaws.com"), .init(kind: "Federated", name: Self.provider),
    ]
    statement.principals = happens(45) ? [pick(himself)] : [pick(others)]
    if statement.principals?.first?.kind != "*", happens(30) {
      let second = pick(others)
      if second.kind != "*" { statement.principals?.append(second) }
    }
  }

  private mutating func condition(for request: OracleCase) -> OracleCase.Condition {
    let usable = OracleKey.all.filter { request.known[$0.name] != nil || request.unknown.contains($0.name) }
    let open = OracleKey.all.filter { request.unknown.contains($0.name) }
    let key =
      happens(40) && !open.isEmpty ? pick(open) : happens(75) && !usable.isEmpty ? pick(usable) : pick(OracleKey.all)
    if happens(8) { return .init(operatorName: "Null", key: key.name, values: [pick(["true", "false"])]) }
    var name = pick(key.operators)
    if happens(30) { name += "IfExists" }
    if key.isMultivalued { name = pick(["ForAllValues:", "ForAnyValue:"]) + name }
    let values = (0..<pick([1, 1, 2])).map { _ in pick(key.wanted) }
    return .init(operatorName: name, key: happens(20) ? key.name.lowercased() : key.name, values: values)
  }
}
