import IsolationAudit
import Testing

/// Whoever does what the cut of a finding about identities says has closed it: the snapshot is edited and audited again.
@Suite("Cuts of chains of identities")
struct IdentityCutTests {
  typealias E = PrincipalEstate

  /// An estate with one finding about identities.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: String
    /// The steps that the cut names.
    let steps: [String]
    let estate: @Sendable () -> PrincipalEstate

    init(_ what: String, _ kind: String, closedBy steps: [String], _ estate: @escaping @Sendable () -> PrincipalEstate)
    {
      (testDescription, self.kind, self.steps, self.estate) = (what, kind, steps, estate)
    }
  }

  static let noAssumeRole = "no-assume-role: { between: [{ tier: production }, { tier: non-production }] }"

  /// Development's `app` becomes production's `deploy`; each of the two policies lets it by so many statements.
  private static func crossed(trusts: Int, permissions: Int, path: String = "/") -> PrincipalEstate {
    var estate = PrincipalEstate()
    let app = "arn:aws:iam::\(E.dev):role\(path)app"
    estate.development.roles = [
      E.role(E.dev, "app", may: Array(repeating: E.allows("sts:AssumeRole"), count: permissions), path: path)
    ]
    estate.production.roles = [
      E.role(E.prod, "deploy", trust: Array(repeating: E.trustsAWS(app), count: trusts))
    ]
    return estate
  }

  /// Development's `app` may become production's `deploy` by two statements of its own; `deploy` trusts whom it likes.
  private static func trusting(_ principal: String, if condition: String? = nil) -> PrincipalEstate {
    var estate = PrincipalEstate()
    estate.development.roles = [
      E.role(E.dev, "app", may: [E.allows("sts:AssumeRole"), E.allows("sts:AssumeRole")])
    ]
    estate.production.roles = [
      E.role(E.prod, "deploy", trust: [E.trusts(principal, if: condition)]), E.role(E.prod, "other"),
    ]
    return estate
  }

  /// Two roles of an account that belongs to no environment, of which one is listed, may become production's `deploy`.
  private static func ofHub(trusted principal: String) -> PrincipalEstate {
    var estate = PrincipalEstate()
    let may = [E.allows("sts:AssumeRole"), E.allows("sts:AssumeRole")]
    estate.third = PrincipalEstate.Side(roles: [E.role(E.hub, "app", may: may), E.role(E.hub, "pipeline", may: may)])
    estate.production.roles = [E.role(E.prod, "deploy", trust: [E.trusts(principal)]), E.role(E.prod, "other")]
    return estate
  }

  private static let app = E.arn(E.dev, "app")
  private static let other = E.arn(E.prod, "other")

  static let examples: [Example] = [
    Example(
      "a trust policy that names somebody else as well",
      noAssumeRole,
      closedBy: ["Take `\(app)` out of statement #/Statement/0 of the trust policy of role deploy."]
    ) { trusting(#"{"AWS": ["\#(app)", "\#(other)"]}"#) },
    Example(
      "a trust policy that names an account and somebody else",
      noAssumeRole,
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::111111111111:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) { trusting(#"{"AWS": ["\#(E.dev)"], "Service": "glue.amazonaws.com"}"#) },
    Example(
      "a trust policy that names an account alone",
      noAssumeRole,
      closedBy: ["Remove statement #/Statement/0 of the trust policy of role deploy."]
    ) { trusting(#"{"AWS": "\#(E.dev)"}"#) },
    Example(
      "a trust policy that trusts everybody",
      noAssumeRole,
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::111111111111:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) { trusting(#"{"AWS": "*"}"#) },
    Example(
      "a trust policy that trusts everybody but some account",
      noAssumeRole,
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::111111111111:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) {
      trusting(#""*""#, if: #"{"StringNotEquals": {"aws:principalaccount": ["555555555555"]}}"#)
    },
    Example(
      "a trust policy that names everybody besides",
      noAssumeRole,
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::111111111111:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) { trusting(#"{"AWS": ["\#(app)", "*"]}"#) },
    Example(
      "a trust policy that names an account that is of no environment, and somebody else",
      LimitedPrincipalsTests.limited("principal: \"\(E.arn(E.hub, "pipeline"))\""),
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::666666666666:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) { ofHub(trusted: #"{"AWS": ["\#(E.hub)", "\#(other)"]}"#) },
    Example(
      "a trust policy that names an account that is of no environment",
      LimitedPrincipalsTests.limited("principal: \"\(E.arn(E.hub, "pipeline"))\""),
      closedBy: [
        "Add the condition `ArnNotEquals` `aws:PrincipalArn` `arn:aws:iam::666666666666:role/app` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) { ofHub(trusted: #"{"AWS": "\#(E.hub)"}"#) },
    Example(
      "a listed user without a second factor",
      LimitedPrincipalsTests.limited("principal: \"\(E.arn(E.dev, "ada", "user"))\", require-mfa: true"),
      closedBy: [
        "Add the condition `Bool` `aws:MultiFactorAuthPresent` `true` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) {
      var estate = PrincipalEstate()
      estate.development.users = [E.user(E.dev, "ada", may: [LimitedPrincipalsTests.mayDeploy])]
      estate.production.roles = [E.role(E.prod, "deploy", trust: [E.trustsAWS(E.arn(E.dev, "ada", "user"))])]
      return estate
    },
    Example(
      "a listed user without a second factor beside another user",
      LimitedPrincipalsTests.limited(
        "principal: \"\(E.arn(E.dev, "ada", "user"))\", require-mfa: true",
        "principal: \"\(E.arn(E.dev, "bob", "user"))\""
      ),
      closedBy: [
        "Add the condition `Bool` `aws:MultiFactorAuthPresent` `true` to statement #/Statement/0 of the trust policy of role deploy."
      ]
    ) {
      var estate = PrincipalEstate()
      estate.development.users = ["ada", "bob"].map { E.user(E.dev, $0, may: [LimitedPrincipalsTests.mayDeploy]) }
      let users = ["ada", "bob"].map { "\"\(E.arn(E.dev, $0, "user"))\"" }.joined(separator: ", ")
      estate.production.roles = [E.role(E.prod, "deploy", trust: [E.trusts("{\"AWS\": [\(users)]}")])]
      return estate
    },
    Example(
      "anybody beside somebody of one's own",
      LimitedPrincipalsTests.limited(),
      closedBy: ["Take `*` out of statement #/Statement/0 of the trust policy of role deploy."]
    ) {
      var estate = PrincipalEstate()
      estate.production.roles = [
        E.role(E.prod, "deploy", trust: [E.trusts(#"{"AWS": ["*", "\#(other)"]}"#)]), E.role(E.prod, "other"),
      ]
      return estate
    },
    Example(
      "one statement on each side",
      noAssumeRole,
      closedBy: ["Remove statement #/Statement/0 of the trust policy of role deploy."]
    ) { crossed(trusts: 1, permissions: 1) },
    Example(
      "two statements of the trust policy and one of the caller's",
      noAssumeRole,
      closedBy: ["Remove statement #/Statement/0 of inline policy inline of role app."]
    ) { crossed(trusts: 2, permissions: 1) },
    Example(
      "two statements on each side",
      noAssumeRole,
      closedBy: ["Deny role app `sts:AssumeRole` on `arn:aws:iam::333333333333:role/deploy`."]
    ) { crossed(trusts: 2, permissions: 2) },
    Example(
      "two statements on each side, of a caller whose policies AWS keeps",
      noAssumeRole,
      closedBy: [
        "Remove statement #/Statement/0 of the trust policy of role deploy.",
        "Remove statement #/Statement/1 of the trust policy of role deploy.",
      ]
    ) { crossed(trusts: 2, permissions: 2, path: "/aws-service-role/example.amazonaws.com/") },
    Example(
      "a secret",
      DataAuditTests.kind(),
      closedBy: ["Remove statement #/Statement/0 of the policy of secret orders."]
    ) { DataAuditTests.estate(DataAuditTests.letsApp) },
    Example(
      "somebody who is not listed",
      LimitedPrincipalsTests.limited(),
      closedBy: ["Remove statement #/Statement/0 of the trust policy of role deploy."]
    ) { LimitedPrincipalsTests.crossed() },
    Example(
      "somebody who administers both sides",
      AdminBridgeTests.kind,
      closedBy: ["Remove statement #/Statement/0 of inline policy inline of role admin."]
    ) { AdminBridgeTests.bridged() },
    Example(
      "somebody who administers both sides by two statements each",
      AdminBridgeTests.kind,
      closedBy: ["Remove statement #/Statement/0 of the trust policy of role admin."]
    ) {
      AdminBridgeTests.bridged(
        development: [E.allows("*"), E.allows("iam:*")],
        production: [E.allows("*"), E.allows("iam:*")]
      )
    },
  ]

  @Test("what closes a finding is taken out of the snapshot, and the finding is gone", arguments: examples)
  func closes(_ example: Example) throws {
    let files = example.estate().files.map { (path: $0.key, bytes: Array($0.value.utf8)) }.sorted { $0.path < $1.path }
    func findings(_ files: [(path: String, bytes: [UInt8])]) throws -> [Finding] {
      let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
      let policy = SmallAudit.environments + "assertions:\n  - { id: it, title: It, \(example.kind) }\n"
      return try SmallAudit.run(texts, policy: policy).findings
    }
    let before = try findings(files)
    let found = try #require(before.first)
    let cut = try #require(found.cut)
    for elements in [cut.elements] + cut.alternatives.map({ [$0] }) {
      var edit = try SnapshotEdit(files)
      for element in elements { try edit.make(try SnapshotEdit.Change(element)) }
      let left = try findings(edit.files).map(\.id)
      #expect(!left.contains(found.id), "\(found.title): \(elements.map(\.step))")
      #expect(Set(left).isSubset(of: before.map(\.id)))
    }
  }

  @Test("who cannot change what a cut names is told a Deny that is enough, with the statement to paste")
  func alternative() throws {
    let (_, findings) = try Self.crossed(trusts: 1, permissions: 1).audit(Self.noAssumeRole)
    let cut = try #require(findings.first?.cut)
    let denial = try #require(cut.alternatives.first)
    #expect(cut.elements.allSatisfy { $0.statement == nil } && cut.alternatives.count == 1)
    #expect(denial.step == "Deny role app `sts:AssumeRole` on `arn:aws:iam::333333333333:role/deploy`.")
    #expect(denial.resource.id == "arn:aws:iam::111111111111:role/app")
    #expect(
      denial.statement
        == #"{"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::333333333333:role/deploy"}"#
    )
  }

  @Test("nothing is told that was tried and is not enough")
  func insufficient() throws {
    // Two roles of development get to the secret; to deny one leaves the other.
    var estate = DataAuditTests.estate(
      DataAuditTests.lets(#"{"AWS": ["\#(DataAuditTests.app)", "\#(E.arn(E.dev, "other"))"]}"#)
    )
    estate.development.roles.append(E.role(E.dev, "other", may: [DataAuditTests.mayRead]))
    let (_, findings) = try estate.audit(DataAuditTests.kind())
    let cut = try #require(findings.first?.cut, "\(findings.map(\.title))")
    #expect(cut.elements.map(\.step) == ["Remove statement #/Statement/0 of the policy of secret orders."])
    #expect(cut.alternatives.isEmpty)
  }

  @Test("a cut names the fewest statements", arguments: examples)
  func names(_ example: Example) throws {
    let (_, findings) = try example.estate().audit(example.kind)
    let cut = try #require(findings.first?.cut, "\(findings.map(\.title))")
    #expect(cut.status == .smallest)
    #expect(cut.elements.map(\.step) == example.steps)
    #expect(findings.first?.remediation == example.steps)
  }

  @Test("where no trial is left, what the known way rests on is named, and that it was not tried", arguments: [0, 1])
  func untried(work: Int) throws {
    let head = SmallAudit.environments
    let files = Self.crossed(trusts: 2, permissions: 1).files
    let policy = head + "assertions:\n  - { id: it, title: It, \(Self.noAssumeRole) }\n"
    let result = try SmallAudit.run(files, policy: policy, maximumCutWork: work)
    let finding = try #require(result.findings.first)
    #expect(finding.cut == nil)
    #expect(
      finding.remediation == [
        "Remove statement #/Statement/0 of the trust policy of role deploy.",
        "Not tried on the estate: another way may be left, which the next audit finds.",
      ]
    )
  }

  @Test("what a policy of AWS allows is denied, for nobody else can change it")
  func managed() throws {
    var estate = Self.crossed(trusts: 2, permissions: 0)
    let administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    estate.development.roles = [E.role(E.dev, "app", attached: [administrator])]
    estate.more[AuditEstate.path("Policies", E.dev, region: "global")] = """
      {"Policies": [{"PolicyName": "AdministratorAccess", "Arn": "\(administrator)", "DefaultVersionId": "v1",
        "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true,
          "Document": {"Version": "2012-10-17", "Statement": [\(E.allows("*"))]}}]}]}
      """
    let (_, findings) = try estate.audit(Self.noAssumeRole)
    #expect(
      findings.first?.cut?.elements.map(\.step)
        == ["Deny role app `sts:AssumeRole` on `arn:aws:iam::333333333333:role/deploy`."]
    )
  }

  @Test("in the bad month, what a cut names is taken out, and its finding is gone and no other there")
  func flowmart() throws {
    let files = try FlowMart.files("snapshot-drifted")
    let result = try FlowMart.drifted.get()
    let all = Set(result.findings.map(\.id))
    let about = Set(
      result.assertions.filter {
        ["no-assume-role", "no-data-access", "limited-principals", "no-path", "no-rewiring"].contains($0.kind)
      }.map(\.id)
    )
    var cuts: [String: Int] = [:]
    var words: Set<Substring> = []
    for finding in result.findings where about.contains(finding.assertion) {
      guard let cut = finding.cut else { continue }
      cuts[finding.assertion, default: 0] += 1
      for elements in [cut.elements] + cut.alternatives.map({ [$0] }) {
        words.formUnion(elements.compactMap { $0.step.split(separator: " ").first })
        var edit = try SnapshotEdit(files)
        for element in elements { try edit.make(try SnapshotEdit.Change(element)) }
        let left = Set(try FlowMart.audit(edit.files, worksOutCuts: false).findings.map(\.id))
        #expect(!left.contains(finding.id), "\(finding.title): \(elements.map(\.step))")
        #expect(left.isSubset(of: all), "\(finding.title) opens another way: \(elements.map(\.step))")
      }
    }
    #expect(words == ["Remove", "Detach", "Deny", "Give"])
    #expect(about.allSatisfy { (cuts[$0] ?? 0) > 0 }, "\(cuts)")
  }
}
