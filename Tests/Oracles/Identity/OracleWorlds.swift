/// All the ways in which what a case leaves open can be.
extension OracleCase {
  /// The keys that the caller's name tells, in lower case.
  private var toldByName: [String: [String]] {
    var told: [String: [String]] = ["aws:principalisawsservice": [caller.kind == "service" ? "true" : "false"]]
    if !caller.account.isEmpty { told["aws:principalaccount"] = [caller.account] }
    switch caller.kind {
    case "user":
      told["aws:username"] = [caller.name]
      told["aws:principalarn"] = [caller.text]
    case "session": told["aws:principalarn"] = ["arn:aws:iam::\(caller.account):role/\(caller.name)"]
    case "root", "federated-user": told["aws:principalarn"] = [caller.text]
    default: break
    }
    return told
  }

  /// Every combination: each unknown key absent or with one of the values that can matter, each open name, and both
  /// answers to what AWS leaves open.
  package var worlds: [OracleWorld] {
    var context = toldByName
    for (key, values) in known { context[key.lowercased()] = values }
    var worlds = [OracleWorld(context: context, session: caller.session ?? "")]
    for key in unknown {
      let values = OracleKey.named(key).values
      worlds = worlds.flatMap { world in
        ([nil] + values).map { value in
          var world = world
          world.context[key.lowercased()] = value
          return world
        }
      }
    }
    if caller.kind == "session" && caller.session == nil {
      worlds = worlds.flatMap { world in
        ["s1", "s2", "neither"].map { name in
          var world = world
          world.session = name
          return world
        }
      }
    }
    if caller.kind == "federated-user" {
      worlds = worlds.flatMap { world in
        ["u", "v", "neither"].map { name in
          var world = world
          world.federatingUser = name
          return world
        }
      }
    }
    if allStatements.contains(where: \.isNotPrincipal) {
      worlds += worlds.map { world in
        var world = world
        world.deniesHalfListed = true
        return world
      }
    }
    return worlds
  }
}

/// A condition key of the cases: the values that it can have, what policies compare it with, and by which operators.
struct OracleKey: Sendable {
  var name: String
  /// The values of a request; one with several is a key with several values.
  var values: [[String]]
  var wanted: [String]
  var operators: [String]
  var isMultivalued = false

  static let strings = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike",
  ]
  static let arns = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"]
  static let orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]

  static let all = [
    OracleKey(
      name: "aws:PrincipalTag/t",
      values: [["a"], ["b"], ["*"]],
      wanted: ["a", "A", "?", "*", "b*", "${*}", "${aws:username}", "${sts:ExternalId, 'b'}"],
      operators: strings
    ),
    OracleKey(
      name: "sts:ExternalId",
      values: [["x"], ["X"], ["xy"]],
      wanted: ["x", "X", "x*", "${aws:PrincipalTag/t}", "${aws:username, 'x'}y"],
      operators: strings
    ),
    OracleKey(
      name: "aws:SourceVpce",
      values: [["vpce-1"], ["vpce-2"]],
      wanted: ["vpce-1", "vpce-?"],
      operators: strings
    ),
    OracleKey(
      name: "aws:MultiFactorAuthPresent",
      values: [["true"], ["false"]],
      wanted: ["true", "false"],
      operators: ["Bool"]
    ),
    OracleKey(
      name: "aws:MultiFactorAuthAge",
      values: [["10"], ["10.0"], ["3600"], ["-1"]],
      wanted: ["10", "0", "3600.5"],
      operators: orders.map { "Numeric" + $0 }
    ),
    OracleKey(
      name: "aws:CurrentTime",
      values: [["2026-01-01T00:00:00Z"], ["2026-07-01T12:00:00Z"]],
      wanted: ["2026-01-01T00:00:00Z", "2026-06-30T23:59:59Z", "2027-01-01T00:00:00Z"],
      operators: orders.map { "Date" + $0 }
    ),
    OracleKey(
      name: "aws:SourceIp",
      values: [["203.0.113.7"], ["203.0.114.1"], ["2001:db8::1"]],
      wanted: ["203.0.113.0/24", "203.0.112.0/22", "203.0.113.7", "0.0.0.0/0"],
      operators: ["IpAddress", "NotIpAddress"]
    ),
    OracleKey(
      name: "aws:SourceArn",
      values: [["arn:aws:sns:us-east-1:111111111111:t"], ["arn:aws:s3:::b"], ["no arn"]],
      wanted: [
        "arn:aws:sns:*:111111111111:t", "arn:aws:sns:*:t", "arn:aws:s3:::?", "arn:*:*:*:*:*",
        "arn:aws:s3:::${aws:PrincipalTag/t}",
      ],
      operators: arns + ["StringLike", "StringNotLike"]
    ),
    OracleKey(
      name: "aws:TagKeys",
      values: [["env"], ["env", "team"], ["other"]],
      wanted: ["env", "team", "e*"],
      operators: strings,
      isMultivalued: true
    ),
    OracleKey(name: "test:Blob", values: [["QQ=="], ["Qg=="]], wanted: ["QQ=="], operators: ["BinaryEquals"]),
    OracleKey(
      name: "aws:PrincipalArn",
      values: [],
      wanted: ["arn:aws:iam::111111111111:role/app", "arn:aws:iam::*:user/*", "arn:aws:iam::222222222222:*"],
      operators: arns + ["StringLike"]
    ),
    OracleKey(name: "aws:PrincipalAccount", values: [], wanted: ["111111111111", "2*"], operators: strings),
    OracleKey(name: "aws:username", values: [], wanted: ["u", "?"], operators: strings),
    OracleKey(name: "aws:PrincipalIsAWSService", values: [], wanted: ["true", "false"], operators: ["Bool"]),
  ]

  static func named(_ name: String) -> OracleKey {
    all.first { $0.name == name } ?? OracleKey(name: name, values: [], wanted: [], operators: [])
  }
}
