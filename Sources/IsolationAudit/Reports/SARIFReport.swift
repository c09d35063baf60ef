import Crypto

/// The result as SARIF 2.1.0, in the part of it that GitHub's code scanning takes and within its limits.
///
/// Only findings are results: code scanning shows whatever is a result as an alert. What could not be judged is said of
/// the run: its execution was not successful, with a notification for each reason. GitHub rejects a file that goes beyond
/// a limit, or holds a line 0, as a whole, so nothing here does.
public struct SARIFReport: Sendable {
  /// The results that code scanning shows; it drops the mildest of more.
  static let maximumResults = 5_000
  /// The related locations of a result that it shows.
  static let maximumLocations = 100
  /// The steps of a path that it shows.
  static let maximumSteps = 1_000
  /// The tags of a rule that it takes.
  static let maximumTags = 20
  /// The notifications that are written; more would say nothing more.
  static let maximumNotifications = 100

  let result: AuditResult
  let digest: ResultDigest
  let context: FindingContext
  let places: FindingPlaces
  let paths: PathPrefixes
  /// The assertions, each id once, in the order of the rules.
  let rules: [AssertionResult]
  /// The index of a rule by the id of its assertion.
  let ruleIndices: [String: Int]

  /// Creates the report of a result.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - paths: What stands before the paths of files, so that they begin at the root of a repository.
  public init(_ result: AuditResult, paths: PathPrefixes = PathPrefixes()) {
    (self.result, self.paths) = (result, paths)
    (digest, context, places) = (ResultDigest(result), FindingContext(result), FindingPlaces(result))
    var rules: [AssertionResult] = []
    var indices: [String: Int] = [:]
    for assertion in result.assertions where indices[assertion.id] == nil {
      indices[assertion.id] = rules.count
      rules.append(assertion)
    }
    (self.rules, ruleIndices) = (rules, indices)
  }

  /// The report in UTF-8.
  public func render() -> [UInt8] { document.text }

  var document: JSONText {
    var json = JSONText(isIndented: true)
    json.object { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.array("runs") { json in json.object { json in writeRun(to: &json) } }
    }
    json.endLine()
    return json
  }

  private func writeRun(to json: inout JSONText) {
    json.object("tool") { json in
      json.object("driver") { json in
        json.member("name", Self.text(result.tool.name, or: "IsolationAudit", limit: 120))
        json.member("version", Self.text(result.tool.version, or: "0", limit: 60))
        json.array("rules") { json in for rule in rules { write(rule, to: &json) } }
      }
    }
    json.object("automationDetails") { json in json.member("id", "isolation/\(Self.category(result.subject))/") }
    json.array("invocations") { json in json.object { json in writeInvocation(to: &json) } }
    json.member("columnKind", "unicodeCodePoints")
    json.array("results") { json in
      for finding in digest.findings.prefix(Self.maximumResults) { write(finding, to: &json) }
    }
  }

  private func writeInvocation(to json: inout JSONText) {
    let undecided = rules.enumerated().filter { $0.element.outcome == .inconclusive }
    let errors = result.diagnostics.filter { $0.severity == .error }
    json.member("executionSuccessful", undecided.isEmpty && errors.isEmpty && !rules.isEmpty)
    let time = ReportTime(result.generated)
    if time.seconds > 0 { json.member("endTimeUtc", time.zoned) }
    var notifications: [(level: StaticString, text: String, rule: Int?)] = []
    if rules.isEmpty { notifications.append(("error", "the policy states no assertion, so nothing was judged", nil)) }
    let left = digest.findings.count - Self.maximumResults
    if left > 0 {
      notifications.append(
        ("warning", "\(left.of("finding")) of the mildest are left out; the JSON result has all", nil)
      )
    }
    for (index, assertion) in undecided {
      let reasons = assertion.gaps.isEmpty ? ["no reason is known"] : assertion.gaps
      notifications += reasons.map { ("error", "could not be judged: \(assertion.title): \($0)", index) }
    }
    notifications += errors.map { ("error", $0.placed, nil) }
    notifications += result.diagnostics.filter { $0.severity == .warning }.map { ("warning", $0.placed, nil) }
    let more = notifications.count - Self.maximumNotifications
    if more > 0 {
      notifications = Array(notifications.prefix(Self.maximumNotifications - 1))
      notifications.append(("error", "and \((more + 1).of("more notification")); the JSON result has all", nil))
    }
    guard !notifications.isEmpty else { return }
    json.array("toolExecutionNotifications") { json in
      for notification in notifications {
        json.object { json in
          json.member("level", notification.level.description)
          json.object("message") { json in json.member("text", Self.message(notification.text, limit: 600)) }
          guard let index = notification.rule else { return }
          json.object("associatedRule") { json in
            json.member("id", Self.ruleID(rules[index].id))
            json.member("index", index)
          }
        }
      }
    }
  }
}

extension SARIFReport {
  /// Text that is never empty, which readers of SARIF ask of most texts.
  static func text(_ text: String, or other: String, limit: Int) -> String {
    let text = JUnitReport.shortened(text.visible(limit: limit * 4), to: limit)
    return text.allSatisfy({ $0 == " " }) ? other : text
  }

  /// A message: brackets would begin a link (SARIF 2.1.0 §3.11.6), so they are escaped.
  static func message(_ message: String, limit: Int) -> String {
    let text = text(message, or: "no text", limit: limit)
    if text.utf8.areAllPlain({ ($0 != UInt8(ascii: "[")) && ($0 != UInt8(ascii: "]")) }) { return text }
    var escaped = ""
    for character in text {
      if character == "[" || character == "]" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// The id of a rule: an assertion's, as far as an id can be shown; what is cut off is told apart by a digest.
  static func ruleID(_ id: String) -> String {
    let shown = text(id, or: "unnamed", limit: 500)
    guard shown.unicodeScalars.count > 120 else { return shown }
    let digest = ResultDigest.hexadecimal(SHA256.hash(data: Array(id.utf8))).prefix(16)
    return String(String.UnicodeScalarView(shown.unicodeScalars.prefix(100))) + "-\(digest)"
  }

  /// The subject as a part of a category, in which slashes and blanks mean something.
  static func category(_ subject: String) -> String {
    let words = subject.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "estate" : String(words.joined(separator: "-").prefix(80))
  }
}
