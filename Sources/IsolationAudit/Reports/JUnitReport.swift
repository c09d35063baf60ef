/// The result as JUnit XML: in the profile that every known consumer takes, stated by `docs/schema/junit-strict.xsd`, or
/// in a richer one, stated by `docs/schema/junit-rich.xsd`.
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
  private let profile: JUnitProfile
  private let attachments: [String]
  private let paths: PathPrefixes
  private let result: AuditResult?

  /// Creates the report of a result.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - profile: What the report consists of.
  ///   - attachments: The paths of other reports of the same run, named in the rich profile's failed cases.
  ///   - paths: What stands before the paths of files in the rich profile.
  public init(
    _ result: AuditResult,
    profile: JUnitProfile = .strict,
    attachments: [String] = [],
    paths: PathPrefixes = PathPrefixes()
  ) {
    suites = JUnitSuites(result, profile: profile).suites
    timestamp = ReportTime(result.generated).text
    (self.profile, self.attachments, self.paths, self.result) = (profile, attachments, paths, result)
  }

  /// Creates a report of suites that are not a result's.
  init(suites: [JUnitSuite], generated: String) {
    (self.suites, timestamp) = (suites, ReportTime(generated).text)
    (profile, attachments, paths, result) = (.strict, [], PathPrefixes(), nil)
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

  /// The report in UTF-8, whatever its size.
  ///
  /// - Throws: ``ReportError`` when the document could not be written.
  public func render() throws(ReportError) -> [UInt8] { try render(suites, first: 0) }

  /// The report as files of at most `maximumSize` bytes: one under its own name, or several with numbers.
  ///
  /// Suites are counted through over all files: consumers take suites of one name, number and time for one and the same.
  func files(maximumSize: Int) throws(ReportError) -> [ReportFile] {
    let parts = JUnitParts(suites, limit: maximumSize).parts
    guard parts.count > 1 else { return [ReportFile(try render())] }
    var numbered: [(suites: [JUnitSuite], first: Int)] = []
    for part in parts { numbered.append((part, (numbered.last.map { $0.first + $0.suites.count }) ?? 0)) }
    let documents = numbered.concurrentMap { part in
      Result { () throws(ReportError) in try render(part.suites, first: part.first) }
    }
    var files: [ReportFile] = []
    for (index, document) in documents.enumerated() {
      files.append(ReportFile(try document.get(), name: .numbered(index + 1)))
    }
    return files
  }

  private func render(_ suites: [JUnitSuite], first: Int) throws(ReportError) -> [UInt8] {
    do throws(XMLFault) {
      let writer = XMLWriter(.xml)
      writer.element("testsuites") {
        for (index, suite) in suites.enumerated() { write(suite, index: first + index, to: writer) }
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
        "skipped": "\(suite.cases.count { $0.outcome == .skipped })",
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
    let isRich = profile == .rich
    let place = isRich ? testcase.location : nil
    writer.element(
      "testcase",
      [
        "classname": testcase.classname,
        "name": testcase.name,
        "file": place.map { file(of: $0) },
        "line": place.flatMap { $0.line > 0 ? "\($0.line)" : nil },
        "time": "0.000",
      ]
    ) {
      if isRich, !testcase.properties.isEmpty {
        writer.element("properties") {
          for (name, value) in testcase.properties {
            writer.element("property", ["name": name, "value": value.visible(limit: 1_000)])
          }
        }
      }
      let message = Self.message(testcase.message)
      switch testcase.outcome {
      case .passed: break
      case .failure:
        writer.element("failure", ["type": testcase.type, "message": message]) { writer.text(Self.cut(testcase.body)) }
      case .error:
        writer.element("error", ["type": testcase.type, "message": message]) { writer.text(Self.cut(testcase.body)) }
      case .skipped:
        writer.element("skipped", ["message": message]) { writer.text(Self.cut(testcase.body)) }
      }
      if isRich, testcase.outcome == .failure || testcase.outcome == .error, !attachments.isEmpty {
        writer.element("system-out") {
          for path in attachments { writer.text("[[ATTACHMENT|\(path)]]\n") }
        }
      }
    }
  }

  /// The path of a place, as a test reporter looks it up from the root of a repository.
  private func file(of place: SourceLocation) -> String {
    let path = result.map { paths.path(of: place, in: $0) } ?? place.file
    return path.visible(limit: 1_000)
  }

  /// One line of at most ``maximumMessage`` characters.
  static func message(_ text: String) -> String { shortened(text.visible(limit: 2_000), to: maximumMessage) }

  /// A string cut to a number of code points, which is how schemas count; the last of them is an ellipsis.
  static func shortened(_ text: String, to limit: Int) -> String {
    // Bytes are counted at once, code points one by one; there are never more of these.
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…"
  }

  /// The name of a case about a pair: what is asserted, and the names of the environments, of which either may be empty.
  static func name(_ title: String, _ from: String, _ to: String) -> String {
    let between = from.isEmpty || to.isEmpty ? "" : " to "
    guard title.utf8.count + from.utf8.count + to.utf8.count + 6 > maximumName else {
      return "\(title): \(from)\(between)\(to)"
    }
    let suffix = ": " + from + between + to
    let head = shortened(title, to: max(20, maximumName - suffix.unicodeScalars.count))
    return shortened(head + suffix, to: maximumName)
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

  /// The time without its zone, as the schemas want it; the beginning of 1970 when it is not in the expected form.
  static func timestamp(_ generated: String) -> String { ReportTime(generated).text }
}
