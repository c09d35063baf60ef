import IsolationAudit
import Testing

/// A result of two assertions, small enough to see through, and waivers for it.
enum WaivedSample {
  static let now = "2026-11-23T02:00:00Z"

  /// Development reaches production twice and staging once; the second assertion has one finding and a gap.
  static let result: AuditResult = {
    var result = SampleResult.clean
    func finding(_ id: String, _ assertion: String, _ from: String, _ to: String, _ port: String) -> Finding {
      Finding(
        id: id,
        assertion: assertion,
        severity: .high,
        kind: .network,
        title: "\(from) reaches \(to)",
        from: from,
        to: to,
        verdict: .connects,
        via: [ResourceReference(id: "pcx-0a", name: "migration", type: "VPC peering connection")],
        traffic: [
          TrafficSet(
            source: "10.0.0.0/16",
            destination: "10.2.0.0/16",
            protocol: "tcp",
            ports: port,
            verdict: .connects
          )
        ],
        pathDigest: String(repeating: String(id.suffix(1)), count: 16)
      )
    }
    result.findings = [
      finding("00000000000000a1", "traffic", "development", "production", "443"),
      finding("00000000000000a2", "traffic", "development", "production", "8000-8080"),
      finding("00000000000000a3", "traffic", "development", "staging", "443"),
      finding("00000000000000a4", "partly-judged", "staging", "production", "443"),
    ]
    func assertion(_ id: String, _ pairs: [(String, String)], _ findings: [String], _ gaps: [String]) -> AssertionResult
    {
      AssertionResult(
        id: id,
        title: id,
        rationale: nil,
        kind: "no-traffic",
        severity: .high,
        controls: [],
        outcome: .violated,
        pairs: pairs.map { .init(from: $0.0, to: $0.1, outcome: .violated, reason: "one path") },
        findings: findings,
        gaps: gaps,
        exceptions: [],
        location: nil
      )
    }
    result.assertions = [
      assertion(
        "traffic",
        [("development", "production"), ("development", "staging")],
        ["00000000000000a1", "00000000000000a2", "00000000000000a3"],
        []
      ),
      assertion("partly-judged", [("staging", "production")], ["00000000000000a4"], ["a list was not collected"]),
    ]
    result.matrix = [
      .init(
        from: "development",
        to: "production",
        status: .violated,
        assertions: ["traffic"],
        findings: ["00000000000000a1", "00000000000000a2"]
      ),
      .init(
        from: "development",
        to: "staging",
        status: .violated,
        assertions: ["traffic"],
        findings: ["00000000000000a3"]
      ),
      .init(
        from: "staging",
        to: "production",
        status: .violated,
        assertions: ["partly-judged"],
        findings: ["00000000000000a4"]
      ),
      .init(from: "production", to: "staging", status: .isolated, assertions: ["traffic"], findings: []),
    ]
    result.verdict = .violation
    result.summary = .init(passed: 0, violated: 2, inconclusive: 0, findings: 4)
    return result
  }()

  /// A waiver with these lines in the place of, or beside, the usual ones.
  static func waiver(_ id: String, _ lines: [String: String]) -> String {
    var values = [
      "assertion": "traffic", "reason": "Because.", "owner": "o@flowmart.example", "approver": "a@flowmart.example",
      "ticket": "SEC-1", "created": "2026-11-01", "expires": "2027-03-31",
    ]
    values.merge(lines) { $1 }
    return "  - id: \(id)\n" + values.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)\n" }.joined()
  }

  /// Applies waivers to the result.
  static func apply(_ waivers: String..., head: String = "", now: String = now, to result: AuditResult = result)
    -> AuditResult
  {
    let text = "schema: isolation-audit/waivers/v1\n\(head)waivers:\n" + waivers.joined()
    let input = PolicyInput(file: "w.yaml", text: text)
    let reading = WaiverReading.read([input])
    #expect(reading.refusals.isEmpty, "\(reading.refusals)")
    var waived = result
    WaiverApplication(reading.files, at: now).apply(to: &waived, sources: [AuditResult.PolicyFile(input)])
    return waived
  }
}

/// What waivers do to a result, and what becomes of them.
@Suite("Waivers applied")
struct WaiverApplicationTests {
  private typealias Sample = WaivedSample

  private static let all = Sample.waiver(
    "all",
    ["path": "[aaaaaaaaaaaaaaaa, \"1111111111111111\", \"2222222222222222\", \"3333333333333333\"]"]
  )

  private func record(_ result: AuditResult, _ id: String) -> WaiverRecord? {
    result.waivers?.waivers.first { $0.id == id }
  }

  @Test("an assertion all of whose findings are permitted is waived, and so are its pairs and cells of the matrix")
  func wholeAssertion() {
    let result = Sample.apply(Self.all)
    #expect(result.assertions[0].outcome == .waived)
    #expect(result.assertions[0].pairs.map(\.outcome) == [.waived, .waived])
    #expect(result.matrix.map(\.status) == [.waived, .waived, .violated, .isolated])
    #expect(result.findings.map(\.waiver) == ["all", "all", "all", nil])
    #expect(result.summary.waived == 1 && result.summary.violated == 1)
    #expect(result.verdict == .violation, "the other assertion is violated as before")
  }

  @Test("with the only violated assertion waived, the verdict is a pass")
  func pass() {
    var base = Sample.result
    base.assertions.removeLast()
    base.findings.removeLast()
    let result = Sample.apply(Self.all, to: base)
    #expect(result.verdict == .pass)
  }

  @Test("an assertion with one finding left is violated, and the permitted ones are marked")
  func partly() {
    let waiver = Sample.waiver("one", ["finding": "00000000000000a1", "path": "\"1111111111111111\""])
    let result = Sample.apply(waiver)
    #expect(result.assertions[0].outcome == .violated)
    #expect(result.findings.map(\.waiver) == ["one", nil, nil, nil])
    #expect(result.assertions[0].pairs.map(\.outcome) == [.violated, .violated])
    #expect(result.matrix[0].status == .violated)
    #expect(record(result, "one")?.findings == ["00000000000000a1"])
  }

  @Test("a pair of environments is waived when its own findings are, whatever the others")
  func pair() {
    let waiver = Sample.waiver("staging", ["to": "staging", "path": "\"3333333333333333\""])
    let result = Sample.apply(waiver)
    #expect(result.assertions[0].pairs.map(\.outcome) == [.violated, .waived])
    #expect(result.matrix.map(\.status) == [.violated, .waived, .violated, .isolated])
  }

  @Test("what could not be judged is never waived away")
  func inconclusive() {
    let waiver = Sample.waiver("rest", ["assertion": "partly-judged", "path": "\"4444444444444444\""])
    let result = Sample.apply(waiver)
    #expect(result.assertions[1].outcome == .inconclusive)
    #expect(result.assertions[1].pairs.map(\.outcome) == [.inconclusive])
    #expect(result.matrix[2].status == .inconclusive)
    let both = Sample.apply(Self.all, waiver)
    #expect(both.verdict == .inconclusive)
  }

  @Test("the result without its waivers is the result as it was")
  func withdrawn() {
    let waiver = Sample.waiver("rest", ["assertion": "partly-judged", "path": "\"4444444444444444\""])
    var result = Sample.apply(Self.all, waiver)
    result.withdrawWaivers()
    #expect(result == Sample.result)
  }

  @Test("applying other waivers takes the first ones back")
  func again() {
    let first = Sample.apply(Self.all)
    let other = Sample.waiver("one", ["finding": "00000000000000a1", "path": "\"1111111111111111\""])
    #expect(Sample.apply(other, to: first) == Sample.apply(other))
  }

  // MARK: What becomes of a waiver

  /// A waiver, a day, and what becomes of it.
  struct Fate: Sendable, CustomTestStringConvertible {
    let what: String
    let lines: [String: String]
    var now = WaivedSample.now
    let status: WaiverRecord.Status
    /// A part of a remark; `nil` when there is none.
    let remark: String?
    var testDescription: String { what }
  }

  private static let first = ["finding": "00000000000000a1", "path": "\"1111111111111111\""]

  static let fates = [
    Fate(what: "in force", lines: first, status: .inForce, remark: nil),
    Fate(
      what: "thirty-one days before the end",
      lines: first.merging(["expires": "2026-12-24"]) { $1 },
      status: .inForce,
      remark: nil
    ),
    Fate(
      what: "thirty days before the end",
      lines: first.merging(["expires": "2026-12-23"]) { $1 },
      status: .expiring,
      remark: "ends in 30 days"
    ),
    Fate(
      what: "on its last day, until midnight in UTC",
      lines: first.merging(["expires": "2026-11-23"]) { $1 },
      now: "2026-11-23T23:59:59Z",
      status: .expiring,
      remark: "today is its last day"
    ),
    Fate(
      what: "a second later",
      lines: first.merging(["expires": "2026-11-23"]) { $1 },
      now: "2026-11-24T00:00:00Z",
      status: .expired,
      remark: "expired on 2026-11-23, 1 day ago; its owner is o@flowmart.example"
    ),
    Fate(
      what: "before it begins",
      lines: first.merging(["created": "2026-11-24"]) { $1 },
      status: .unused,
      remark: "it begins on 2026-11-24, after the day of the audit"
    ),
    Fate(
      what: "a path that has changed",
      lines: first.merging(["path": "\"9999999999999999\""]) { $1 },
      status: .void,
      remark: "the path that it permits has changed since; look at finding 00000000000000a1 again"
    ),
    Fate(
      what: "a finding that is gone",
      lines: first.merging(["finding": "00000000000000ff"]) { $1 },
      status: .unused,
      remark: "permits nothing that was found"
    ),
    Fate(
      what: "a misspelt assertion",
      lines: first.merging(["assertion": "trafic"]) { $1 },
      status: .unused,
      remark: "the policy has no assertion `trafic`; did you mean `traffic`?"
    ),
    Fate(
      what: "a misspelt environment",
      lines: ["from": "developmnt", "path": "\"1111111111111111\""],
      status: .unused,
      remark: "`from` is no environment: `developmnt`; did you mean `development`?"
    ),
    Fate(
      what: "a fault",
      lines: first.merging(["expires": "never"]) { $1 },
      status: .malformed,
      remark: "counts as absent: `expires` takes a day such as 2026-12-31; found `never` (line 7, column 14)"
    ),
    Fate(
      what: "an audit of an unknown day",
      lines: first,
      now: "yesterday",
      status: .malformed,
      remark: "the day of the audit is not known"
    ),
    Fate(
      what: "a waiver for a whole assertion",
      lines: ["path": "\"1111111111111111\""],
      status: .inForce,
      remark: "too wide: it names nothing but the assertion"
    ),
    Fate(
      what: "one of two findings on a known path",
      lines: ["to": "production", "path": "\"1111111111111111\""],
      status: .inForce,
      remark: "does not permit 00000000000000a2: the path is not one of those that it has"
    ),
    Fate(
      what: "an owner who approves himself",
      lines: first.merging(["approver": "o@flowmart.example"]) { $1 },
      status: .inForce,
      remark: "owner and approver are one person"
    ),
    Fate(
      what: "one of its findings gone",
      lines: ["finding": "[00000000000000a1, 00000000000000ff]", "path": "\"1111111111111111\""],
      status: .inForce,
      remark: "not found any more: 00000000000000ff"
    ),
  ]

  @Test("what becomes of it, and what is said about it", arguments: fates)
  func fate(_ fate: Fate) throws {
    let result = Sample.apply(Sample.waiver("w", fate.lines), now: fate.now)
    let record = try #require(result.waivers?.waivers.first)
    #expect(record.status == fate.status)
    if let remark = fate.remark {
      #expect(record.remarks.contains { $0.contains(remark) }, "\(record.remarks)")
    } else {
      #expect(record.remarks == [])
    }
    let permits = fate.status == .inForce || fate.status == .expiring
    #expect(result.findings.contains { $0.waiver == "w" } == permits)
    #expect((result.assertions == Sample.result.assertions) == !permits || permits)
    #expect(record.owner == "o@flowmart.example", "whose it is, is told whatever is wrong with it")
  }

  @Test("a waiver that permits more findings than the file allows is told to be too wide")
  func wide() {
    let result = Sample.apply(Self.all, head: "max-findings: 2\n")
    #expect(record(result, "all")?.remarks.contains("too wide: it permits 3 findings, more than 2") == true)
    #expect(record(Sample.apply(Self.all), "all")?.remarks.contains { $0.contains("more than") } == false)
  }

  // MARK: What it permits

  /// What a waiver names beside the paths, and which findings it then permits.
  static let selections: [(what: String, lines: [String: String], permits: [String])] = [
    ("nothing", [:], ["a1", "a2", "a3"]),
    ("where it starts", ["from": "development"], ["a1", "a2", "a3"]),
    ("where it starts, which is elsewhere", ["from": "staging"], []),
    ("where it ends", ["to": "staging"], ["a3"]),
    ("a port", ["traffic": "[{ protocol: tcp, ports: [443] }]"], ["a1", "a3"]),
    ("a range that holds the finding's", ["traffic": "[{ protocol: tcp, ports: [\"8000-9000\"] }]"], ["a2"]),
    ("a range that holds a part of the finding's", ["traffic": "[{ protocol: tcp, ports: [\"8000-8079\"] }]"], []),
    ("a protocol", ["traffic": "[{ protocol: tcp }]"], ["a1", "a2", "a3"]),
    ("another protocol", ["traffic": "[{ protocol: udp }]"], []),
    (
      "several parts", ["traffic": "[{ protocol: tcp, ports: [443] }, { protocol: tcp, ports: [\"8000-8080\"] }]"],
      ["a1", "a2", "a3"]
    ),
    ("an element by its name", ["via": "migration"], ["a1", "a2", "a3"]),
    ("an element by a pattern over its id", ["via": "pcx-*"], ["a1", "a2", "a3"]),
    ("another element", ["via": "pcx-0b"], []),
    ("a principal, where there is no chain", ["principal": "\"*\""], []),
    ("two findings", ["finding": "[00000000000000a1, 00000000000000a3]"], ["a1", "a3"]),
  ]

  @Test("it permits findings with which everything that it names agrees", arguments: selections.indices)
  func selection(_ index: Int) {
    let selection = Self.selections[index]
    let paths = ["path": "[\"1111111111111111\", \"2222222222222222\", \"3333333333333333\"]"]
    let result = Sample.apply(Sample.waiver("w", paths.merging(selection.lines) { $1 }))
    let permitted = result.findings.filter { $0.waiver == "w" }.map { String($0.id.suffix(2)) }
    #expect(permitted == selection.permits, "\(selection.what)")
  }

  @Test("a principal is the one with whom the chain begins")
  func principal() {
    var base = Sample.result
    base.findings[0].chain = [
      ChainStep(
        from: ResourceReference(id: "arn:aws:iam::111111111111:role/dev", type: "role"),
        action: "sts:AssumeRole",
        to: ResourceReference(id: "arn:aws:iam::333333333333:role/prod", type: "role"),
        allowedBy: [],
        conditions: []
      )
    ]
    func permitted(_ principal: String) -> [String?] {
      let lines = ["principal": "\"\(principal)\"", "path": "\"1111111111111111\""]
      return Sample.apply(Sample.waiver("w", lines), to: base).findings.map(\.waiver)
    }
    #expect(permitted("arn:aws:iam::111111111111:role/*") == ["w", nil, nil, nil])
    #expect(permitted("arn:aws:iam::333333333333:role/prod") == [nil, nil, nil, nil])
  }

  @Test("a finding of an older version, without a digest, is permitted by nothing")
  func withoutDigest() {
    var base = Sample.result
    base.findings[0].pathDigest = nil
    let result = Sample.apply(Sample.waiver("w", Self.first), to: base)
    #expect(result.findings[0].waiver == nil && record(result, "w")?.status == .void)
  }

  @Test("of two waivers for one finding the first by id is named, and both are in force")
  func two() {
    let result = Sample.apply(Sample.waiver("b", Self.first), Sample.waiver("a", Self.first))
    #expect(result.findings[0].waiver == "a")
    #expect(result.waivers?.waivers.map(\.id) == ["a", "b"])
    #expect(result.waivers?.waivers.map(\.status) == [.inForce, .inForce])
  }

  @Test("an expired waiver does not stand in the way of one that is in force")
  func expiredBeside() {
    let over = Sample.waiver("a", Self.first.merging(["expires": "2026-11-20"]) { $1 })
    #expect(Sample.apply(over, Sample.waiver("b", Self.first)).findings[0].waiver == "b")
  }

  @Test("the register has the files with digest and text, and the schema accepts the result")
  func register() throws {
    let result = Sample.apply(Self.all)
    let file = try #require(result.waivers?.files.first)
    #expect(file.path == "w.yaml" && file.sha256.count == 64 && file.text.contains("id: all"))
    let rendered = try JSONReport(result).render()
    #expect(try JSONReport.read(rendered) == result)
  }
}
