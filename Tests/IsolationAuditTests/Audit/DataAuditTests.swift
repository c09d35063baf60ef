import IsolationAudit
import Testing

@Suite("no-data-access")
struct DataAuditTests {
  typealias E = PrincipalEstate

  static let secret = "arn:aws:secretsmanager:us-east-1:333333333333:secret:orders-AbCdEf"
  static let app = E.arn(E.dev, "app")
  static let mayRead = E.allows("secretsmanager:GetSecretValue", on: secret)

  /// An assertion about secrets of production.
  static func kind(_ rest: String = "") -> String {
    "no-data-access: { from: { tier: non-production }, to: { tier: production }, kinds: secret\(rest) }"
  }

  /// A statement of a resource policy, as text inside JSON text.
  private static func policy(_ statement: String?) -> String {
    guard let statement else { return "" }
    let text = "{\"Version\": \"2012-10-17\", \"Statement\": [\(statement)]}"
    return ", \"ResourcePolicy\": \"\(text.replacing("\"", with: "\\\""))\""
  }

  static func lets(_ principal: String, _ effect: String = "Allow") -> String {
    "{\"Effect\": \"\(effect)\", \"Action\": \"secretsmanager:GetSecretValue\", \"Principal\": \(principal), \"Resource\": \"*\"}"
  }

  /// Production's secret with a policy, and development's `app` with statements.
  static func estate(_ statement: String?, may statements: [String] = [mayRead], tags: String = "") -> PrincipalEstate {
    var estate = PrincipalEstate()
    estate.development.roles = [E.role(E.dev, "app", may: statements)]
    let path = AuditEstate.path("SecretList", E.prod)
    estate.more[path] = "{\"SecretList\": [{\"ARN\": \"\(secret)\", \"Name\": \"orders\"\(tags)}]}"
    estate.more[AuditEstate.path("SecretPolicies", E.prod)] =
      "{\"SecretPolicies\": [{\"ARN\": \"\(secret)\", \"Name\": \"orders\"\(policy(statement))}]}"
    return estate
  }

  static let letsApp = lets("{\"AWS\": \"\(app)\"}")

  @Test("a principal of one side whom both policies let read is found, with the statements of both")
  func crosses() throws {
    let (result, findings) = try Self.estate(Self.letsApp).audit(Self.kind())
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(findings.map(\.title) == ["app of development can read secret orders of production"])
    let step = try #require(findings.first?.chain.last)
    #expect(step.action == "secretsmanager:GetSecretValue")
    #expect(step.allowedBy.count == 2 && step.allowedBy.allSatisfy { $0.location != nil })
    #expect(findings.first?.remediation.count == 1)
  }

  @Test("one policy alone does not reach across accounts, and a Deny takes the access away")
  func denied() throws {
    #expect(try Self.estate(nil).audit(Self.kind()).result.outcome == .passed)
    #expect(try Self.estate(Self.letsApp, may: []).audit(Self.kind()).result.outcome == .passed)
    let deny = Self.letsApp + ", " + Self.lets("\"*\"", "Deny")
    #expect(try Self.estate(deny).audit(Self.kind()).result.outcome == .passed)
  }

  @Test("mode and kind narrow what is asked")
  func narrowed() throws {
    let estate = Self.estate(Self.letsApp)
    #expect(try estate.audit(Self.kind(", mode: read")).result.outcome == .violated)
    #expect(try estate.audit(Self.kind(", mode: write")).result.outcome == .passed)
    let parameters = Self.kind().replacing("kinds: secret", with: "kinds: parameter")
    #expect(try estate.audit(parameters).findings == [])
  }

  @Test("who becomes somebody that may read is found with the chain")
  func chain() throws {
    var estate = Self.estate(nil, may: [E.allows("sts:AssumeRole")])
    estate.production.roles = [E.role(E.prod, "reader", trust: [E.trustsAWS(Self.app)], may: [Self.mayRead])]
    let (result, findings) = try estate.audit(Self.kind())
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["app of development can read secret orders of production through reader"])
    #expect(findings.first?.chain.map(\.action) == ["sts:AssumeRole", "secretsmanager:GetSecretValue"])
    estate.production.roles = [E.role(E.prod, "reader", may: [Self.mayRead])]
    #expect(try estate.audit(Self.kind()).result.outcome == .passed)
  }

  @Test("an exception accepts a principal for some data, not who becomes it")
  func exceptions() throws {
    var estate = Self.estate(Self.letsApp)
    let except = ", except: [{ principal: \"\(Self.app)\", data: \"\(Self.secret)\", reason: x }]"
    #expect(try estate.audit(Self.kind(except)).result.outcome == .passed)
    let other = except.replacing("secret:orders-AbCdEf", with: "secret:other")
    #expect(try estate.audit(Self.kind(other)).result.outcome == .violated)
    let lead = E.arn(E.dev, "lead")
    estate.development.roles = [
      E.role(E.dev, "app", trust: [E.trustsAWS(lead)], may: [Self.mayRead]),
      E.role(E.dev, "lead", may: [E.allows("sts:AssumeRole")]),
    ]
    #expect(
      try estate.audit(Self.kind(except)).findings.map(\.title) == [
        "lead of development can read secret orders of production through app"
      ]
    )
  }

  @Test("a resource policy that is not known, or a list that is missing, leaves it undecided")
  func unknown() throws {
    var estate = Self.estate(nil)
    estate.more[AuditEstate.path("SecretPolicies", E.prod)] = nil
    let (result, _) = try estate.audit(Self.kind())
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains(Self.secret) }, "\(result.gaps)")
    var empty = PrincipalEstate()
    #expect(try empty.audit(Self.kind()).result.outcome == .inconclusive)
    empty.more[AuditEstate.path("SecretList", E.prod)] = "{\"SecretList\": []}"
    #expect(try empty.audit(Self.kind()).result.outcome == .passed)
  }

  @Test("tags say which data are meant; data without any leaves access to them undecided")
  func tagged() throws {
    let meant = Self.kind(", data: { tag: { DataClass: customer } }")
    func tags(_ value: String) -> String { ", \"Tags\": [{\"Key\": \"DataClass\", \"Value\": \"\(value)\"}]" }
    #expect(try Self.estate(Self.letsApp, tags: tags("customer")).audit(meant).result.outcome == .violated)
    #expect(try Self.estate(Self.letsApp, tags: tags("public")).audit(meant).result.outcome == .passed)
    #expect(try Self.estate(Self.letsApp).audit(meant).result.outcome == .inconclusive)
    #expect(try Self.estate(nil).audit(meant).result.outcome == .passed)
  }

  @Test("what a resource policy opens to everybody is open to every environment")
  func open() throws {
    let (result, findings) = try Self.estate(Self.lets("\"*\""), may: []).audit(Self.kind())
    #expect(result.outcome == .violated)
    #expect(findings.contains { $0.title == "secret orders of production is open to everybody, and so to development" })
    let fixed =
      Self.lets("\"*\"").dropLast()
      + ", \"Condition\": {\"StringEquals\": {\"aws:PrincipalAccount\": \"333333333333\"}}}"
    #expect(try Self.estate(String(fixed), may: []).audit(Self.kind()).result.outcome == .passed)
  }
}
