import IsolationAudit
import Testing

/// Parameters and secrets of the two accounts of ``SmallAudit``, as values of the estate.
private struct NamedEstate {
  private var estate = Estate()
  private let provenance = Provenance(file: FileID(rawValue: 0), offset: 0)

  static let dev = "111111111111"
  static let prod = "333333333333"

  init(
    lists: [(account: String, list: String, status: Completeness.Status)] = [
      (NamedEstate.dev, "Parameters", .collected), (NamedEstate.dev, "SecretList", .collected),
      (NamedEstate.prod, "Parameters", .collected), (NamedEstate.prod, "SecretList", .collected),
    ]
  ) {
    for id in [Self.dev, Self.prod] {
      let account = Account(id: estate.symbols.intern(id), provenance: provenance)
      let added = estate.accounts.append(account)
      estate.bind(account.id, to: .account(added))
      let region = estate.symbols.intern("us-east-1")
      estate.completeness.record(.init(account: account.id, region: region, list: "Vpcs"), .collected)
      for list in lists where list.account == id {
        estate.completeness.record(.init(account: account.id, region: region, list: list.list), list.status)
      }
    }
  }

  mutating func add(_ name: String, _ kind: DataStore.Kind = .parameter, of account: String = NamedEstate.prod) {
    let service = kind == .secret ? "secretsmanager:us-east-1:\(account):secret:" : "ssm:us-east-1:\(account):parameter"
    let store = DataStore(
      arn: estate.symbols.intern("arn:aws:\(service)\(name)"),
      name: estate.symbols.intern(name),
      kind: kind,
      owner: estate.symbols.intern(account),
      region: estate.symbols.intern("us-east-1"),
      provenance: provenance
    )
    let added = estate.dataStores.append(store)
    estate.bind(store.arn, to: .dataStore(added))
  }

  func audit(_ rest: String = "") throws -> (result: AssertionResult, findings: [Finding]) {
    let head = SmallAudit.environments
    let text =
      head
        + """
        assertions:
          - id: it
            title: It
            namespaced-parameters: { of: { environment: "*" }, pattern: "/shop/{environment}/{service}/*"\(rest) }
        """
    let policy = try IsolationAuditor.policy([PolicyInput(file: "policy.yaml", text: text)])
    let run = try AuditRun(estate, files: SourceFiles(), policy: policy)
    let result = run.judge(options: SmallAudit.options, diagnostics: [], policies: [])
    return (try #require(result[assertion: "it"]), result.findings)
  }
}

@Suite("namespaced-parameters")
struct NamespaceAuditTests {
  @Test("names in the environment's own namespace pass")
  func own() throws {
    var estate = NamedEstate()
    estate.add("/shop/production/orders/url")
    estate.add("/shop/development/orders/url", of: NamedEstate.dev)
    let (result, findings) = try estate.audit()
    #expect(findings == [])
    #expect(result.outcome == .passed, "\(result.gaps)")
    #expect(result.pairs.map(\.from) == ["development", "production"])
    #expect(result.pairs.map(\.reason) == Array(repeating: "all 1 names are in the environment's namespace", count: 2))
  }

  @Test(
    "a name outside of it is found, and whose namespace it is in",
    arguments: [
      ("/shop/development/orders/url", "is in the namespace of development"),
      ("/shop/orders/url", "is outside of its namespace, /shop/production/{service}/*"),
      ("/shop/production/url", "is outside of its namespace, /shop/production/{service}/*"),
      ("shop/production/orders/url", "is outside of its namespace, /shop/production/{service}/*"),
      ("/SHOP/production/orders/url", "is outside of its namespace, /shop/production/{service}/*"),
      ("url", "is outside of its namespace, /shop/production/{service}/*"),
    ]
  )
  func foreign(name: String, problem: String) throws {
    var estate = NamedEstate()
    estate.add(name)
    estate.add("/shop/production/orders/url-2")
    let (result, findings) = try estate.audit()
    #expect(result.outcome == .violated)
    #expect(findings.map(\.title) == ["parameter \(name) of production \(problem)"])
    #expect(findings.first?.resources.first?.environment == "production")
    #expect(result.pairs.map(\.outcome) == [.passed, .violated])
  }

  @Test(
    "secrets count where they are asked for; their names need no first slash, and those that AWS names are left out"
  )
  func secrets() throws {
    var estate = NamedEstate()
    estate.add("shop/production/orders/key", .secret)
    estate.add("/shop/production/orders/key-2", .secret)
    estate.add("rds!db-31dfc0f0", .secret)
    #expect(try estate.audit(", secrets: true").result.outcome == .passed)
    estate.add("shop/development/orders/key", .secret)
    #expect(try estate.audit().result.outcome == .passed)
    let (result, findings) = try estate.audit(", secrets: true")
    #expect(result.outcome == .violated)
    #expect(
      findings.map(\.title) == [
        "secret shop/development/orders/key of production is in the namespace of development"
      ]
    )
  }

  @Test("an exception accepts a name")
  func exceptions() throws {
    var estate = NamedEstate()
    estate.add("/cdk/version")
    #expect(try estate.audit().result.outcome == .violated)
    #expect(try estate.audit(", except: [{ name: \"/cdk/*\", reason: x }]").result.outcome == .passed)
    #expect(try estate.audit(", except: [{ name: \"/cdk\", reason: x }]").result.outcome == .violated)
  }

  @Test(
    "a list that is missing or not whole leaves the environment undecided",
    arguments: [Completeness.Status.absent, .denied, .truncated, .error, .skipped],
    ["Parameters", "SecretList"]
  )
  func missing(status: Completeness.Status, list: String) throws {
    var lists = ["Parameters", "SecretList"].flatMap { list in
      [NamedEstate.dev, NamedEstate.prod].map { (account: $0, list: list, status: Completeness.Status.collected) }
    }
    lists.removeAll { $0.account == NamedEstate.prod && $0.list == list }
    if status != .absent { lists.append((account: NamedEstate.prod, list: list, status: status)) }
    let estate = NamedEstate(lists: lists)
    let (result, _) = try estate.audit(", secrets: true")
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps == ["`\(list)` of account 333333333333 in us-east-1: \(status.rawValue)"])
    #expect(result.pairs.map(\.outcome) == [.passed, .inconclusive])
    #expect(try estate.audit().result.outcome == (list == "Parameters" ? .inconclusive : .passed))
  }

  @Test("a name that is wrong is found although the list is not whole")
  func truncated() throws {
    var estate = NamedEstate(lists: [(NamedEstate.prod, "Parameters", .truncated)])
    estate.add("url")
    #expect(try estate.audit().result.outcome == .violated)
  }
}

@Suite("The form of names")
struct NamespacePatternTests {
  @Test(
    "what stands for what",
    arguments: [
      ("/a/{environment}/{service}/*", "/a/prod/x/y/z", true), ("/a/{environment}/{service}/*", "/a/prod/x/", true),
      ("/a/{environment}/{service}/*", "/a/prod//y", false), ("/a/{environment}/{service}/*", "/a/prod/x", false),
      ("/a/{environment}/{service}", "/a/prod/x/y", false), ("{environment}-?", "prod-1", true),
      ("{environment}-?", "prod-12", false), ("{environment}", "prod", true), ("{environment}", "prod2", false),
      ("{team}/{environment}/{x}{y}", "t/prod/ab", true), ("{team}/{environment}/{x}{y}", "t/prod/a", false),
      ("*{environment}*", "aprodb", true), ("*{environment}*", "apro", false), ("/{environment}/é*", "/prod/é", true),
    ]
  )
  func forms(form: String, name: String, expected: Bool) throws {
    let pattern = try NamespacePattern(form)
    #expect(pattern.matches(name, environment: "prod") == expected)
  }

  @Test("only the first slash may be missing, and only where that is said")
  func slash() throws {
    let pattern = try NamespacePattern("/a/{environment}")
    #expect(!pattern.matches("a/prod", environment: "prod"))
    #expect(pattern.matches("a/prod", environment: "prod", mayLackSlash: true))
    #expect(pattern.matches("/a/prod", environment: "prod", mayLackSlash: true))
    #expect(!pattern.matches("aprod", environment: "prod", mayLackSlash: true))
  }

  @Test("matching takes time in proportion to the product of the lengths")
  func pathological() throws {
    let pattern = try NamespacePattern(String(repeating: "*{a}", count: 200) + "{environment}")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000), environment: "b"))
  }
}
