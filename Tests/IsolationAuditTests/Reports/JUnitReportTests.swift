import Foundation
import IsolationAudit
import Testing

@Suite("JUnit report")
struct JUnitReportTests {
  private static let attacks = [
    "</failure><script>alert(1)</script>", "]]>", "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{FFFE}\u{FFFF}", "  a\n\t b ",
    String(repeating: "A", count: 100_000), String(repeating: "ü", count: 20_000),
  ]

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
    return [SampleResult.drifted, SampleResult.clean, empty, badTime, twins].map { JUnitReport($0) }
      + attacks.map { JUnitReport(SampleResult.hostile($0)) }
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
      ("skipped=\"0\"", "disabled=\"0\""),
    ]
  )
  func strictRefuses(part: String, replacement: String) throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    let text = String(decoding: try JUnitReport(SampleResult.drifted).render(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text)
    #expect(try !schema.complaints(about: Array(broken.utf8)).isEmpty)
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
