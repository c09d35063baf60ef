import IsolationAudit
import Testing

@Suite("Conditions")
struct ConditionTests {
  /// An operator, a policy's value, a key's value, and whether the condition holds.
  typealias Row = (name: String, wanted: String, found: String, holds: Bool)

  static let table: [Row] = [
    ("StringEquals", "dev", "dev", true), ("StringEquals", "dev", "Dev", false), ("StringEquals", "d*", "dev", false),
    ("StringNotEquals", "dev", "prod", true), ("StringNotEquals", "dev", "dev", false),
    ("StringEqualsIgnoreCase", "DEV", "dev", true), ("StringEqualsIgnoreCase", "dev", "prod", false),
    ("StringNotEqualsIgnoreCase", "DEV", "dev", false), ("StringNotEqualsIgnoreCase", "dev", "prod", true),
    ("StringLike", "d?v*", "dev-1", true), ("StringLike", "D*", "dev", false),
    ("StringNotLike", "d*", "prod", true), ("StringNotLike", "d*", "dev", false),
    ("NumericEquals", "10", "10.0", true), ("NumericEquals", "10", "11", false), ("NumericEquals", "1", "one", false),
    ("NumericEquals", "9007199254740993", "9007199254740992", false),
    ("NumericNotEquals", "10", "11", true), ("NumericNotEquals", "10", "010", false),
    ("NumericLessThan", "10", "9.5", true), ("NumericLessThan", "10", "10", false),
    ("NumericLessThan", "-1", "-2", true),
    ("NumericLessThanEquals", "10", "10", true), ("NumericLessThanEquals", "10", "10.01", false),
    ("NumericGreaterThan", "10", "100", true), ("NumericGreaterThan", "10", "10", false),
    ("NumericGreaterThanEquals", "-0", "0", true), ("NumericGreaterThanEquals", "1", "0.99", false),
    ("DateEquals", "2026-11-23T02:00:00Z", "2026-11-23T03:00:00+01:00", true),
    ("DateEquals", "2026-11-23T02:00:00Z", "1795399200", true), ("DateEquals", "2026", "2026-01-02", false),
    ("DateNotEquals", "2026-11-23", "2026-11-24", true), ("DateNotEquals", "2026-11-23", "2026-11-23T00:00Z", false),
    ("DateLessThan", "2026-03-01", "2026-02-28T23:59:59.999Z", true), ("DateLessThan", "2026", "2026", false),
    ("DateLessThanEquals", "2026-01", "2026-01-01", true), ("DateLessThanEquals", "2026", "2027", false),
    ("DateGreaterThan", "2024-02-28", "2024-02-29", true), ("DateGreaterThan", "2026", "2026", false),
    ("DateGreaterThanEquals", "2026", "2026", true), ("DateGreaterThanEquals", "2026", "1999-12-31", false),
    ("Bool", "true", "true", true), ("Bool", "true", "True", true), ("Bool", "false", "true", false),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true), ("BinaryEquals", "QmluYXJ5", "QmluYXJ6", false),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", true), ("IpAddress", "203.0.113.0/24", "203.0.114.7", false),
    ("IpAddress", "203.0.113.9/24", "203.0.113.7", true), ("IpAddress", "2001:db8::/32", "2001:db8::1", true),
    ("IpAddress", "0.0.0.0/0", "::1", false), ("IpAddress", "10.0.0.1", "10.0.0.1", true),
    ("NotIpAddress", "203.0.113.0/24", "10.0.0.1", true), ("NotIpAddress", "203.0.113.0/24", "203.0.113.7", false),
    ("ArnEquals", "arn:aws:sns:*:111111111111:t?", "arn:aws:sns:us-east-1:111111111111:t1", true),
    ("ArnEquals", "arn:aws:iam::111111111111:role/*", "arn:aws:iam::111111111111:role/a/b:c", true),
    ("ArnLike", "arn:aws:sns:*:topic", "arn:aws:sns:us-east-1:111111111111:topic", false),
    ("ArnLike", "*", "arn:aws:sns:us-east-1:111111111111:topic", true),
    ("ArnLike", "arn:*", "arn:aws:sns:x:y:z", false),
    ("ArnNotEquals", "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b", true),
    ("ArnNotLike", "arn:aws:iam::*:role/a", "arn:aws:iam::1:role/a", false),
  ]

  @Test("each operator compares as AWS says", arguments: table)
  func compares(row: Row) throws {
    let truth = try holds("{\"\(row.name)\":{\"test:key\":\"\(row.wanted)\"}}", known: ["test:key": [row.found]])
    #expect(truth == Truth(row.holds))
  }

  @Test("every operator of the language has a row in the table")
  func isComplete() {
    let named = Set(Self.table.map(\.name)).union(["Null"])
    #expect(named == Set(ConditionOperator.Base.allCases.map(\.rawValue)))
    #expect(named.count == 27)
  }

  @Test("a missing key fails a positive operator, meets a negated one, and meets any with IfExists")
  func missingKey() throws {
    for base in ConditionOperator.Base.allCases where base != .null {
      let value = Self.table.first { $0.name == base.rawValue }?.wanted ?? ""
      func answer(_ name: String) throws -> Truth { try holds("{\"\(name)\":{\"test:key\":\"\(value)\"}}") }
      #expect(try answer(base.rawValue) == Truth(base.isNegated), "\(base)")
      #expect(try answer(base.rawValue + "IfExists") == .yes, "\(base)")
      #expect(try answer("ForAllValues:" + base.rawValue) == .yes, "\(base)")
      #expect(try answer("ForAnyValue:" + base.rawValue) == .no, "\(base)")
    }
  }

  @Test(
    "Null asks whether the key is there",
    arguments: [("true", false, true), ("false", false, false), ("true", true, false), ("false", true, true)]
  )
  func null(wanted: String, isThere: Bool, isMet: Bool) throws {
    let known = isThere ? ["test:key": ["x"]] : [:]
    #expect(try holds("{\"Null\":{\"test:key\":\"\(wanted)\"}}", known: known) == Truth(isMet))
  }

  @Test(
    "quantifiers take several values together",
    arguments: [
      ("ForAllValues:StringEquals", ["a", "b"], true), ("ForAllValues:StringEquals", ["a", "c"], false),
      ("ForAllValues:StringNotEquals", ["c", "d"], true), ("ForAllValues:StringNotEquals", ["a", "d"], false),
      ("ForAnyValue:StringEquals", ["c", "b"], true), ("ForAnyValue:StringEquals", ["c"], false),
      ("ForAnyValue:StringNotEquals", ["a", "c"], true), ("ForAnyValue:StringNotEquals", ["a", "b"], false),
      ("ForAllValues:StringLike", [], true), ("ForAnyValue:StringLike", [], false),
    ]
  )
  func quantifiers(name: String, found: [String], isMet: Bool) throws {
    #expect(try holds("{\"\(name)\":{\"aws:TagKeys\":[\"a\",\"b\"]}}", known: ["aws:TagKeys": found]) == Truth(isMet))
  }

  @Test("operators, and keys of one operator, must all hold; one of the values is enough, and a negated one fits none")
  func blocks() throws {
    let known = ["k:a": ["1"], "k:b": ["2"]]
    #expect(try holds("{\"StringEquals\":{\"k:a\":\"1\",\"k:b\":\"2\"}}", known: known) == .yes)
    #expect(try holds("{\"StringEquals\":{\"k:a\":\"1\",\"k:b\":\"3\"}}", known: known) == .no)
    #expect(try holds("{\"StringEquals\":{\"k:a\":\"1\"},\"StringLike\":{\"k:b\":\"3*\"}}", known: known) == .no)
    #expect(try holds("{\"StringEquals\":{\"k:a\":[\"0\",\"1\"]}}", known: known) == .yes)
    #expect(try holds("{\"StringNotEquals\":{\"k:a\":[\"0\",\"1\"]}}", known: known) == .no)
  }

  @Test("an unknown key leaves the condition standing in readable form")
  func unknownKey() throws {
    let truth = try holds("{\"StringEquals\":{\"sts:ExternalId\":[\"x\",\"y\"]}}", unknown: ["sts:externalid"])
    guard case .depends(let expression) = truth else {
      Issue.record("expected a dependent answer, got \(truth)")
      return
    }
    #expect(expression.description == "StringEquals sts:ExternalId \"x\" or \"y\"")
    #expect((truth && .no) == .no)
    #expect(!(!truth) == truth)
  }

  @Test("key names are compared without regard to case")
  func keyCase() throws {
    #expect(
      try holds("{\"StringEquals\":{\"AWS:principaltag/Env\":\"d\"}}", known: ["aws:PrincipalTag/env": ["d"]]) == .yes
    )
  }

  @Test(
    "variables stand for the request's own values, literally",
    arguments: [
      ("${aws:username}", ["aws:username": ["u"]], "u", true), ("${aws:username}", [:], "", false),
      ("${aws:username, 'x'}", [:], "x", true), ("${*}", [:], "*", true), ("${*}", [:], "a", false),
      ("${$}${?}", [:], "$?", true), ("p-${aws:username}-*", ["aws:username": ["u"]], "p-u-q", true),
      ("${aws:username}", ["aws:username": ["*"]], "anything", false), ("${unclosed", [:], "${unclosed", true),
    ] as [(String, [String: [String]], String, Bool)]
  )
  func variables(text: String, known: [String: [String]], found: String, isMet: Bool) throws {
    var known = known
    known["test:key"] = [found]
    #expect(try holds("{\"StringLike\":{\"test:key\":\"\(text)\"}}", known: known) == Truth(isMet))
  }

  @Test("in policies of version 2008-10-17 there are no variables")
  func oldVersion() throws {
    let block = "{\"StringEquals\":{\"test:key\":\"${aws:username}\"}}"
    let known = ["test:key": ["${aws:username}"], "aws:username": ["u"]]
    #expect(try holds(block, known: known, version: "2008-10-17") == .yes)
    #expect(try holds(block, known: known) == .no)
  }
}
