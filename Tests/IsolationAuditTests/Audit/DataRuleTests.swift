import IsolationAudit
import Testing

/// What data an environment holds, and which way they go.
@Suite("one-way and data-classes")
struct DataRuleTests {
  typealias E = PrincipalEstate

  static let secret = DataAuditTests.secret

  static func tags(_ value: String, _ key: String = "DataClass") -> String {
    ", \"Tags\": [{\"Key\": \"\(key)\", \"Value\": \"\(value)\"}]"
  }

  // MARK: - data-classes

  static func classes(_ rest: String = "") -> String {
    "data-classes: { of: { environment: production }, allow: [customer, \"order-*\"], kinds: secret\(rest) }"
  }

  @Test(
    "a data store holds one of the classes that the environment may hold",
    arguments: [
      (tags("customer"), "", AssertionResult.Outcome.passed), (tags("order-lines"), "", .passed),
      (tags("synthetic"), "", .violated), (tags("synthetic", "Class"), "", .inconclusive),
      (tags("synthetic", "Class"), ", tag: Class", .violated), ("", "", .inconclusive),
      ("", ", untagged: forbidden", .violated), ("", ", untagged: allowed", .passed),
      (tags("synthetic"), ", untagged: allowed", .violated),
      (tags("synthetic"), ", except: [{ data: \"arn:aws:secretsmanager:*:*:secret:orders-*\", reason: x }]", .passed),
      (tags("synthetic"), ", except: [{ data: \"arn:aws:secretsmanager:*:*:secret:other-*\", reason: x }]", .violated),
    ]
  )
  func classes(tags: String, rest: String, expected: AssertionResult.Outcome) throws {
    let (result, findings) = try DataAuditTests.estate(nil, tags: tags).audit(Self.classes(rest))
    #expect(result.outcome == expected, "\(result.gaps)")
    #expect(findings.count == (expected == .violated ? 1 : 0))
  }

  @Test("a finding names the store and its class")
  func title() throws {
    let (_, findings) = try DataAuditTests.estate(nil, tags: Self.tags("synthetic")).audit(Self.classes())
    #expect(findings.map(\.title) == ["secret orders of production holds data of class synthetic"])
    #expect(findings[0].resources.map(\.id) == [Self.secret])
  }

  @Test("a copy without the tag holds what it was made of")
  func copies() throws {
    var estate = E()
    let database = "arn:aws:rds:us-east-1:\(E.prod):db:orders"
    let prefix =
      "{\"DBInstances\": [{\"DBInstanceIdentifier\": \"orders\", \"DBInstanceArn\": \"\(database)\", \"TagList\": ["
    estate.more[AuditEstate.path("DBInstances", E.prod)] =
      prefix + "{\"Key\": \"DataClass\", \"Value\": \"synthetic\"}]}]}"
    estate.more[AuditEstate.path("DBSnapshots", E.prod)] = """
      {"DBSnapshots": [{"DBSnapshotIdentifier": "nightly", "DBInstanceIdentifier": "orders", "SnapshotType": "manual",
        "DBSnapshotArn": "arn:aws:rds:us-east-1:\(E.prod):snapshot:nightly", "TagList": []}]}
      """
    estate.more[AuditEstate.path("DBClusterSnapshots", E.prod)] = "{\"DBClusterSnapshots\": []}"
    let kind = Self.classes().replacing("kinds: secret", with: "kinds: database-snapshot")
    let (result, findings) = try estate.audit(kind)
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(
      findings.map(\.title) == [
        "database snapshot nightly of production holds, as \(database), of which it was made, data of class synthetic"
      ]
    )
    estate.more[AuditEstate.path("DBInstances", E.prod)] = prefix + "]}]}"
    #expect(try estate.audit(kind).result.outcome == .inconclusive)
  }

  @Test("a list that was not collected leaves the classes undecided")
  func missingList() throws {
    let (result, _) = try E().audit(Self.classes())
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("`SecretList`") }, "\(result.gaps)")
  }

  // MARK: - one-way

  static let oneWay = "one-way: { from: { tier: production }, to: { tier: non-production }, kinds: secret }"
  static let mayWrite = E.allows("secretsmanager:PutSecretValue", on: secret)

  static func lets(_ action: String) -> String {
    DataAuditTests.letsApp.replacing("GetSecretValue", with: action)
  }

  /// Development has no secrets of its own.
  static func estate(_ statement: String?, may statements: [String]) -> E {
    var estate = DataAuditTests.estate(statement, may: statements)
    estate.more[AuditEstate.path("SecretList", E.dev)] = "{\"SecretList\": []}"
    return estate
  }

  @Test("who is at the end may read at the beginning, and not write there")
  func writesBack() throws {
    #expect(try Self.estate(nil, may: []).audit(Self.oneWay).result.outcome == .passed)
    let reads = Self.estate(DataAuditTests.letsApp, may: [DataAuditTests.mayRead])
    #expect(try reads.audit(Self.oneWay).result.outcome == .passed)
    let (result, findings) = try Self.estate(Self.lets("PutSecretValue"), may: [Self.mayWrite]).audit(Self.oneWay)
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["app of development can write secret orders of production"])
  }

  @Test("who is at the beginning may write at the end, and not read there")
  func readsBack() throws {
    let turned = "one-way: { from: { tier: non-production }, to: { tier: production }, kinds: secret }"
    let writes = Self.estate(Self.lets("PutSecretValue"), may: [Self.mayWrite])
    #expect(try writes.audit(turned).result.outcome == .passed)
    let (result, findings) = try Self.estate(DataAuditTests.letsApp, may: [DataAuditTests.mayRead]).audit(turned)
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["app of development can read secret orders of production"])
    let except = turned.replacing(
      "kinds: secret",
      with: "kinds: secret, except: [{ principal: \"\(DataAuditTests.app)\", reason: x }]"
    )
    let estate = Self.estate(DataAuditTests.letsApp, may: [DataAuditTests.mayRead])
    #expect(try estate.audit(except).result.outcome == .passed)
  }

  @Test("a list that is missing on either side leaves it undecided")
  func missing() throws {
    for account in [E.dev, E.prod] {
      var estate = Self.estate(nil, may: [])
      estate.more[AuditEstate.path("SecretList", account)] = nil
      #expect(try estate.audit(Self.oneWay).result.outcome == .inconclusive, "\(account)")
    }
  }
}
