/// The result as JUnit XML in the profile that every known consumer takes, stated by `docs/schema/junit-strict.xsd`.
///
/// A suite holds the assertions of one kind in one policy file; a case is an assertion, or an assertion on one ordered
/// pair of environments, and those that hold are cases too. Names come from the policy alone (no count, id, date or
/// severity is in them), so that a consumer's history of a case survives every change of the estate.
public struct JUnitReport: Sendable {
  /// The largest text of a case, in bytes of UTF-8.
  static let maximumBody = 8 << 10
  /// The longest message of a case, in characters.
  static let maximumMessage = 300
  /// The longest name of a case, in characters.
  static let maximumName = 200

  private let suites: [JUnitSuite]
  private let timestamp: String

  /// Creates the report of a result.
  public init(_ result: AuditResult) {
    suites = JUnitSuites(result).suites
    timestamp = Self.timestamp(result.generated)
  }

  private init(suites: [JUnitSuite], generated: String) {
    (self.suites, timestamp) = (suites, Self.timestamp(generated))
  }

  /// The report of a run that could not judge anything: one case, in error.
  ///
  /// A consumer that finds no file, or an empty one, tends to show success; so there is always a file, and it fails.
  ///
  /// - Parameters:
  ///   - message: Why the audit could not be completed, one line.
  ///   - diagnostics: What was noticed while reading.
  ///   - tool: The program.
  ///   - generated: When the audit ran: RFC 3339, UTC.
  /// - Returns: The report.
  public static func failedRun(
    message: String,
    diagnostics: [Diagnostic] = [],
    tool: AuditResult.Tool,
    generated: String
  ) -> JUnitReport {
    var suite = JUnitSuite.run(properties: [
      ("tool", "\(tool.name) \(tool.version)"),
      ("generated", generated),
      ("verdict", AuditVerdict.inconclusive.rawValue),
    ])
    suite.cases = [
      JUnitCase(
        name: JUnitSuite.runCase,
        classname: suite.name,
        outcome: .error,
        type: "isolation.not-completed",
        message: message.isEmpty ? "the audit could not be completed" : message,
        body: ([message.visibleLines(limit: 4_000)] + diagnostics.map { $0.description.visible(limit: 1_000) })
      )
    ]
    return JUnitReport(suites: [suite], generated: generated)
  }

  /// The report in UTF-8.
  ///
  /// - Throws: ``ReportError`` when the document could not be written.
  public func render() throws(ReportError) -> [UInt8] {
    do throws(XMLFault) {
      let writer = try XMLWriter(.xml)
      writer.element("testsuites") {
        for (index, suite) in suites.enumerated() { write(suite, index: index, to: writer) }
      }
      return try writer.finish()
    } catch {
      throw ReportError(message: "cannot write the JUnit report: \(error.message)")
    }
  }

  private func write(_ suite: JUnitSuite, index: Int, to writer: borrowing XMLWriter) {
    writer.element(
      "testsuite",
      [
        "name": suite.name,
        "package": suite.package,
        "id": "\(index)",
        "timestamp": timestamp,
        "hostname": "localhost",
        "tests": "\(suite.cases.count)",
        "failures": "\(suite.cases.count { $0.outcome == .failure })",
        "errors": "\(suite.cases.count { $0.outcome == .error })",
        "skipped": "0",
        "time": "0.000",
      ]
    ) {
      writer.element("properties") {
        for (name, value) in suite.properties {
          writer.element("property", ["name": name, "value": value.visible(limit: 1_000)])
        }
      }
      for testcase in suite.cases { write(testcase, to: writer) }
      writer.container("system-out") { writer.text(Self.cut(suite.output)) }
      writer.container("system-err") { writer.text(Self.cut(suite.errors)) }
    }
  }

  private func write(_ testcase: JUnitCase, to writer: borrowing XMLWriter) {
    writer.element("testcase", ["classname": testcase.classname, "name": testcase.name, "time": "0.000"]) {
      let attributes: KeyValuePairs<StaticString, String?> = [
        "type": testcase.type, "message": Self.message(testcase.message),
      ]
      switch testcase.outcome {
      case .passed: break
      case .failure: writer.element("failure", attributes) { writer.text(Self.cut(testcase.body)) }
      case .error: writer.element("error", attributes) { writer.text(Self.cut(testcase.body)) }
      }
    }
  }

  /// One line of at most ``maximumMessage`` characters.
  static func message(_ text: String) -> String { shortened(text.visible(limit: 2_000), to: maximumMessage) }

  /// A string cut to a number of characters, the last of them an ellipsis.
  static func shortened(_ text: String, to limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }

  /// Lines as one text of at most ``maximumBody`` bytes, cut between two lines, or in a line that alone is too long.
  static func cut(_ lines: [String]) -> String {
    let notice = "… cut here; the JSON result has all\n"
    var text = lines.map { $0 + "\n" }.joined()
    guard text.utf8.count > maximumBody else { return text }
    let room = maximumBody - notice.utf8.count
    text = ""
    for line in lines {
      guard text.utf8.count + line.utf8.count + 1 <= room else { break }
      text += line + "\n"
    }
    if text.isEmpty, let first = lines.first {
      for character in first where text.utf8.count + String(character).utf8.count < room { text.append(character) }
      text += "\n"
    }
    return text + notice
  }

  /// The time without its zone, as the schemas want it; the beginning of time when it is not in the expected form.
  static func timestamp(_ generated: String) -> String {
    let pattern = "0000-00-00T00:00:00"
    let head = String(generated.prefix(pattern.count))
    let isWellFormed =
      head.count == pattern.count
      && zip(head, pattern).allSatisfy { character, shape in
        shape == "0" ? character.isASCII && character.isNumber : character == shape
      }
    guard isWellFormed else { return "1970-01-01T00:00:00" }
    let fields = head.split(whereSeparator: { "-T:".contains($0) }).compactMap { Int($0) }
    guard fields.count == 6, fields[0] > 0, (1...12).contains(fields[1]),
      (1...Self.days(inMonth: fields[1], of: fields[0])).contains(fields[2]),
      fields[3] < 24, fields[4] < 60, fields[5] < 60
    else { return "1970-01-01T00:00:00" }
    return head
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
