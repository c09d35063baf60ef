import Foundation
import Testing

@testable import IsolationAudit

@Suite("JUnit report")
struct JUnitReportTests {
  private static let attacks = HostileText.attacks

  /// The complete sample with the findings of its first assertion waived, and so its pairs and the assertion.
  private static let waived = waivedResult { $0 }

  private static func waivedResult(_ text: @escaping (String) -> String) -> AuditResult {
    var result = SampleResult.complete(text)
    let id = result.assertions[0].id
    for index in result.findings.indices where result.findings[index].assertion == id {
      result.findings[index].waiver = result.waivers?.waivers[1].id
    }
    result.assertions[0].outcome = .waived
    for index in result.assertions[0].pairs.indices where result.assertions[0].pairs[index].outcome == .violated {
      result.assertions[0].pairs[index].outcome = .waived
    }
    return result
  }

  /// The reports of the rich profile that are validated.
  private static let richReports: [JUnitReport] =
    [SampleResult.complete, SampleResult.clean, waived, SampleResult.drifted].map(rich)
    + attacks.map { rich(SampleResult.hostileComplete($0)) }
    + attacks.map { attack in rich(waivedResult { attack + $0 }) }

  private static func rich(_ result: AuditResult) -> JUnitReport {
    JUnitReport(
      result,
      profile: .rich,
      attachments: ["out/isolation.html", "out/isolation.json"],
      paths: PathPrefixes(terraform: "infra", snapshot: "snap", policy: "policies")
    )
  }

  /// Every report that is validated: samples, hostile samples, odd results, failed runs.
  private static let reports: [JUnitReport] = {
    var empty = SampleResult.clean
    (empty.assertions, empty.policies, empty.inputs) = ([], [], [])
    var badTime = SampleResult.clean
    badTime.generated = "yesterday"
    var twins = SampleResult.drifted
    twins.assertions += twins.assertions
    let tool = AuditResult.Tool(name: "IsolationAudit", version: "0.1.0")
    let failed = attacks.map {
      JUnitReport.failedRun(
        message: $0,
        diagnostics: [
          Diagnostic(.error, code: "x", message: $0, location: SourceLocation(file: $0, line: 1, column: 1))
        ],
        tool: tool,
        generated: $0
      )
    }
    return [SampleResult.drifted, SampleResult.clean, SampleResult.complete, waived, empty, badTime, twins]
      .map { JUnitReport($0) }
      + attacks.map { JUnitReport(SampleResult.hostileComplete($0)) }
      + failed + [JUnitReport.failedRun(message: "", tool: tool, generated: "")]
  }()

  @Test("the drifted sample") func golden() throws {
    try Golden.expect(JUnitReport(SampleResult.drifted).render(), "drifted.junit.xml")
  }

  @Test("the clean sample") func clean() throws {
    try Golden.expect(JUnitReport(SampleResult.clean).render(), "clean.junit.xml")
  }

  @Test("a run that could not be completed") func failedRun() throws {
    let report = JUnitReport.failedRun(
      message: "no file of the snapshot could be read",
      diagnostics: [
        Diagnostic(
          .error,
          code: "cut-off",
          message: "the document ends inside a string",
          location: SourceLocation(file: "accounts/111111111111/us-east-1/ec2.json", line: 3, column: 17)
        )
      ],
      tool: .init(name: "IsolationAudit", version: "0.1.0"),
      generated: "2026-11-23T02:00:00Z"
    )
    try Golden.expect(report.render(), "failed-run.junit.xml")
  }

  @Test("every report is valid against the strict profile", arguments: reports.indices)
  func strict(index: Int) throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    #expect(try schema.complaints(about: Self.reports[index].render()) == [])
  }

  @Test(
    "every report is valid against the schemas that consumers enforce",
    .enabled(
      if: ProcessInfo.processInfo.environment["JUNIT_XSD_DIR"] != nil,
      "JUNIT_XSD_DIR names a directory of schemas"
    )
  )
  func consumers() throws {
    let directory = URL(filePath: try #require(ProcessInfo.processInfo.environment["JUNIT_XSD_DIR"]))
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".xsd") }
    #expect(!files.isEmpty)
    for file in files.sorted() {
      let schema = XMLSchema(Array(try Data(contentsOf: directory.appending(path: file))))
      for report in Self.reports { #expect(try schema.complaints(about: report.render()) == [], "\(file)") }
    }
  }

  @Test(
    "the strict profile refuses what consumers refuse",
    arguments: [
      ("time=\"0.000\"", "time=\"\""), ("time=\"0.000\"", "time=\"1e-05\""), ("hostname=\"localhost\"", ""),
      ("T02:00:00\"", "T02:00:00Z\""), ("<testcase ", "<testcase file=\"x\" "),
      ("<testsuites>", "<testsuites name=\"x\">"),
      ("isolation.violation", "violation"), ("<system-out>", "<system-err/><system-out>"),
      ("skipped=\"0\"", "disabled=\"0\""), ("</testcase>", "<system-out/></testcase>"),
      ("</failure>", "</failure><skipped message=\"x\"/>"),
    ]
  )
  func strictRefuses(part: String, replacement: String) throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    let text = String(decoding: try JUnitReport(SampleResult.drifted).render(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text)
    #expect(try !schema.complaints(about: Array(broken.utf8)).isEmpty)
  }

  @Test("the complete sample in the rich profile") func richGolden() throws {
    try Golden.expect(Self.rich(SampleResult.complete).render(), "complete.rich.junit.xml")
  }

  @Test("a report of waivers") func waivedGolden() throws {
    try Golden.expect(JUnitReport(Self.waived).render(), "waived.junit.xml")
  }

  @Test("every rich report is valid against the rich profile", arguments: richReports.indices)
  func rich(index: Int) throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-rich.xsd"))
    #expect(try schema.complaints(about: Self.richReports[index].render()) == [])
  }

  @Test("what is rich is not strict, what is strict is valid in both")
  func profiles() throws {
    let strict = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    let rich = XMLSchema(try FixtureFile.repository("docs/schema/junit-rich.xsd"))
    #expect(try !strict.complaints(about: Self.rich(SampleResult.complete).render()).isEmpty)
    #expect(try rich.complaints(about: JUnitReport(SampleResult.complete).render()) == [])
  }

  @Test(
    "every golden JUnit file is valid against its profile, and the strict ones against the schemas of JUNIT_XSD_DIR"
  )
  func goldenFiles() throws {
    let folder = FixtureFile.root.appending(path: "reports").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".junit.xml") }
      .sorted()
    #expect(files.count >= 5)
    let directory = ProcessInfo.processInfo.environment["JUNIT_XSD_DIR"]
    let others = try directory.map { path in
      try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".xsd") }.sorted()
        .map { XMLSchema(Array(try Data(contentsOf: URL(filePath: path).appending(path: $0)))) }
    }
    for file in files {
      let bytes = try FixtureFile.bytes("reports/\(file)")
      let isRich = file.contains(".rich.")
      let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-\(isRich ? "rich" : "strict").xsd"))
      #expect(try schema.complaints(about: bytes) == [], "\(file)")
      for other in isRich ? [] : others ?? [] { #expect(try other.complaints(about: bytes) == [], "\(file)") }
    }
  }

  @Test("a case whose findings are all waived is skipped, with one text in the attribute and in the body")
  func skipped() throws {
    let root = try XMLReader().read(JUnitReport(Self.waived).render())
    let cases = root.elements.flatMap { $0.elements(named: "testcase") }
    let skipped = cases.compactMap { $0.element("skipped") }
    #expect(skipped.count == 4)
    for element in skipped {
      let message = try #require(element.attribute("message"))
      #expect(message == "waived until 2026-12-15 by ciso@flowmart.example (SEC-1234)")
      #expect(element.text.hasPrefix(message))
    }
    #expect(cases.allSatisfy { $0.elements.count <= 1 })
    let counts = root.elements.compactMap { $0.attribute("skipped").flatMap { Int($0) } }
    #expect(counts.reduce(0, +) == 4)
  }

  @Test("a case with a finding that is not waived fails, and that finding comes first")
  func partlyWaived() throws {
    var result = SampleResult.complete
    var second = result.findings[0]
    (second.id, second.waiver, second.title) = ("00000000000000b2", nil, "a second path")
    result.findings.insert(second, at: 1)
    let root = try XMLReader(maximumSize: .max).read(JUnitReport(result).render())
    let failures = root.elements.flatMap { $0.elements(named: "testcase") }.compactMap { $0.element("failure") }
    #expect(failures.contains { $0.attribute("message")?.hasPrefix("a second path (and ") == true })
  }

  @Test("a rich case has its place and what is known of it, a failed one the other reports")
  func richCase() throws {
    let root = try XMLReader(maximumSize: .max).read(Self.rich(SampleResult.complete).render())
    let cases = root.elements.flatMap { $0.elements(named: "testcase") }
    let testcase = try #require(cases.first { $0.attribute("name")?.hasSuffix("development to production") == true })
    let properties = testcase.elements(named: "properties").flatMap { $0.elements(named: "property") }
    let values = Dictionary(
      properties.map { ($0.attribute("name") ?? "", $0.attribute("value") ?? "") },
      uniquingKeysWith: { first, _ in first }
    )
    #expect(values["assertion"] == "no-cross-traffic")
    #expect(values["severity"] == "critical")
    #expect(values["controls"]?.hasPrefix("pci-dss-4.0.1/6.5.3, ") == true)
    #expect(values["findings"]?.contains("3f9a1c5be0427d68") == true)
    #expect(values["change"] == "new")
    #expect(testcase.attribute("line").flatMap { Int($0) } ?? 0 > 0)
    #expect(
      testcase.element("system-out")?.text.split(separator: "\n")
        == ["[[ATTACHMENT|out/isolation.html]]", "[[ATTACHMENT|out/isolation.json]]"]
    )
    let passed = cases.filter { $0.element("failure") == nil && $0.element("error") == nil }
    #expect(passed.allSatisfy { $0.element("system-out") == nil })
  }

  /// A result with one assertion about very many pairs, every hundredth of them violated.
  private static func large(pairs count: Int) -> AuditResult {
    var result = SampleResult.drifted
    let finding = result.findings[0]
    result.assertions = [result.assertions[0]]
    result.assertions[0].pairs = (0..<count).map {
      .init(
        from: "a\($0 / 500)",
        to: "b\($0 % 500)",
        outcome: $0 % 100 == 0 ? .violated : .passed,
        reason: "a <&\"> reason"
      )
    }
    result.findings = (0..<count / 100).map { number in
      var copy = finding
      (copy.from, copy.to, copy.id) = ("a\(number / 5)", "b\(number % 5 * 100)", "\(number)")
      return copy
    }
    return result
  }

  @Test("a report beyond the size becomes several files: none larger, each valid, each case in exactly one")
  func split() throws {
    let report = JUnitReport(Self.large(pairs: 4_000))
    let whole = try report.render()
    let files = try report.files(maximumSize: 200_000)
    #expect(files.count > 2)
    #expect(files.map(\.name) == (1...files.count).map { .numbered($0) })
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    func cases(_ bytes: [UInt8]) throws -> [[String]] {
      try XMLReader(maximumSize: .max).read(bytes).elements.flatMap { suite in
        suite.elements(named: "testcase").map { [$0.attribute("classname") ?? "", $0.attribute("name") ?? ""] }
      }
    }
    var numbers: [String] = []
    for file in files {
      #expect(file.bytes.count <= 200_000)
      #expect(file.bytes.count > 100_000 || file.name == .numbered(files.count))
      #expect(try schema.complaints(about: file.bytes) == [])
      numbers += try XMLReader(maximumSize: .max).read(file.bytes).elements.compactMap { $0.attribute("id") }
    }
    // Consumers take suites of one name, number and time for one.
    #expect(Set(numbers).count == numbers.count)
    #expect(try files.flatMap { try cases($0.bytes) } == cases(whole))
    #expect(try report.files(maximumSize: whole.count * 2).count == 1)
  }

  @Test("two cases of one name are not valid")
  func strictRefusesTwins() throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    let text = String(decoding: try JUnitReport(SampleResult.drifted).render(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: ": staging to production", with: ": development to production")
    #expect(try !schema.complaints(about: Array(broken.utf8)).isEmpty)
  }

  @Test("passes are cases, and the counts of a suite are those of its cases", arguments: reports.indices)
  func counts(index: Int) throws {
    let root = try XMLReader(maximumSize: .max).read(Self.reports[index].render())
    for (number, suite) in root.elements(named: "testsuite").enumerated() {
      let cases = suite.elements(named: "testcase")
      #expect(suite.attribute("id") == "\(number)")
      #expect(suite.attribute("tests") == "\(cases.count)")
      #expect(suite.attribute("failures") == "\(cases.count { $0.element("failure") != nil })")
      #expect(suite.attribute("errors") == "\(cases.count { $0.element("error") != nil })")
    }
  }

  @Test("a case for the run, each assertion and each of its pairs")
  func cases() throws {
    let result = SampleResult.drifted
    let root = try XMLReader().read(JUnitReport(result).render())
    let cases = root.elements.flatMap { $0.elements(named: "testcase") }
    #expect(cases.count == 1 + result.assertions.count + result.assertions.map(\.pairs.count).reduce(0, +))
    #expect(cases.count { $0.element("failure") != nil } == 4 + 4)
    #expect(cases.count { $0.element("error") != nil } == 1 + 1)
  }

  @Test("names do not depend on what was found")
  func stableNames() throws {
    func names(_ result: AuditResult) throws -> [[String?]] {
      try XMLReader().read(JUnitReport(result).render()).elements.flatMap { suite in
        suite.elements(named: "testcase").map {
          [suite.attribute("name"), $0.attribute("classname"), $0.attribute("name")]
        }
      }
    }
    #expect(try names(SampleResult.drifted) == names(SampleResult.clean))
  }

  @Test("texts are at most 8 KiB, messages at most 300 characters", arguments: reports.indices)
  func budgets(index: Int) throws {
    let root = try XMLReader(maximumSize: .max).read(Self.reports[index].render())
    for suite in root.elements {
      let results = suite.elements(named: "testcase").flatMap(\.elements)
      for element in results + suite.elements(named: "system-out") + suite.elements(named: "system-err") {
        #expect(element.text.utf8.count <= 8_192)
        #expect(element.attribute("message")?.count ?? 0 <= 300)
      }
      for testcase in suite.elements(named: "testcase") { #expect(testcase.attribute("name")?.count ?? 0 <= 200) }
    }
  }

  @Test("a pair with more findings than there is room for says how many are left out")
  func overflow() throws {
    var result = SampleResult.drifted
    result.findings = (0..<50).map { number in
      var finding = result.findings[0]
      finding.id = String(repeating: "0", count: 14) + "\(number + 10)"
      return finding
    }
    let root = try XMLReader(maximumSize: .max).read(JUnitReport(result).render())
    let failures = root.elements.flatMap { $0.elements(named: "testcase") }.compactMap { $0.element("failure") }
    let text = try #require(failures.first { $0.attribute("message")?.contains("(and 49 more findings)") == true }).text
    #expect(text.contains("more findings here; the JSON result has all"))
    #expect(text.utf8.count <= 8_192)
  }

  @Test("a policy without assertions is an error, not a pass")
  func nothingToJudge() throws {
    var empty = SampleResult.clean
    empty.assertions = []
    let root = try XMLReader().read(JUnitReport(empty).render())
    #expect(root.elements.first?.attribute("errors") == "1")
    #expect(root.elements.first?.element("testcase", "error")?.attribute("type") == "isolation.not-completed")
  }
}
