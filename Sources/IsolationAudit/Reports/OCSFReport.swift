/// The result as events of the Open Cybersecurity Schema Framework, a JSON object a line, for lakes and SIEMs.
///
/// Each assertion is a Compliance Finding (class 2003), so that passes and what could not be judged are there as well, and
/// each finding a Detection Finding (class 2004). A finding that is gone is closed by its id.
public struct OCSFReport: Sendable {
  /// The version of the schema.
  static let version = "1.5.0"

  private let result: AuditResult
  private let digest: ResultDigest
  private let context: FindingContext
  private let time: ReportTime

  /// Creates the report of a result.
  public init(_ result: AuditResult) {
    self.result = result
    (digest, context, time) = (ResultDigest(result), FindingContext(result), ReportTime(result.generated))
  }

  /// The report in UTF-8.
  public func render() -> [UInt8] { document.text }

  var document: JSONText {
    var json = JSONText(isIndented: false)
    for assertion in result.assertions {
      write(assertion, to: &json)
      json.endLine()
    }
    for finding in digest.findings {
      write(finding, to: &json)
      json.endLine()
    }
    for closed in result.closedFindings {
      write(closed, to: &json)
      json.endLine()
    }
    return json
  }

  private func write(_ assertion: AssertionResult, to json: inout JSONText) {
    let status: (id: Int, word: String) =
      switch assertion.outcome {
      case .passed: (1, "Pass")
      case .inconclusive: (2, "Warning")
      case .violated, .waived: (3, "Fail")
      }
    let title = Self.text(assertion.title, or: "unnamed", limit: 300)
    json.object { json in
      writeClass(2003, "Compliance Finding", activity: .create, to: &json)
      writeSeverity(assertion.outcome == .passed ? .info : assertion.severity, to: &json)
      let state: State =
        switch assertion.outcome {
        case .passed: .resolved
        case .waived: .suppressed
        case .violated, .inconclusive: .new
        }
      writeState(state, to: &json)
      json.member("message", "\(title): \(assertion.outcome.word)")
      json.object("compliance") { json in
        json.member("control", title)
        var standards: [String] = []
        for control in assertion.controls {
          let standard = Self.text(
            control.split(separator: "/").first.map(String.init) ?? control,
            or: "policy",
            limit: 120
          )
          if !standards.contains(standard) { standards.append(standard) }
        }
        json.array("standards", standards.isEmpty ? ["isolation policy"] : standards)
        if !assertion.controls.isEmpty {
          json.array("requirements", assertion.controls.map { Self.text($0, or: "unnamed", limit: 120) })
        }
        json.member("status", status.word)
        json.member("status_id", status.id)
        json.member("status_code", assertion.outcome.rawValue)
        if let detail = assertion.gaps.first { json.member("status_detail", detail.visible(limit: 600)) }
      }
      json.object("finding_info") { json in
        json.member("uid", "assertion/\(SARIFReport.ruleID(assertion.id))")
        json.member("title", title)
        json.member("desc", assertion.rationale?.visible(limit: 1_000))
        json.array("types", [Self.text(assertion.kind, or: "assertion", limit: 60)])
        json.member("last_seen_time", time.milliseconds)
      }
      json.object("unmapped") { json in
        json.member("assertion", assertion.id.visible(limit: 200))
        json.array("gaps", assertion.gaps.prefix(50).map { $0.visible(limit: 400) })
        json.array("findings", assertion.findings.prefix(200).map { $0.visible(limit: 64) })
      }
    }
  }

  private func write(_ finding: Finding, to json: inout JSONText) {
    let subjects = finding.subjects
    let age = context.age(of: finding)
    let isKnown = age.map { $0.firstSeen != result.generated } ?? (context.novelty(of: finding) == .unchanged)
    let account = subjects.compactMap(\.account).first { !$0.isEmpty }
    json.object { json in
      let activity: Activity = isKnown ? .update : .create
      writeClass(2004, "Detection Finding", activity: activity, isCloud: account != nil, to: &json)
      writeSeverity(finding.severity, to: &json)
      writeState(finding.waiver == nil ? .new : .suppressed, to: &json)
      json.member("is_alert", finding.waiver == nil)
      json.member("message", Self.text(finding.title, or: "a finding", limit: 400))
      json.object("finding_info") { json in
        json.member("uid", Self.text(finding.id, or: "none", limit: 64))
        json.member("title", Self.text(finding.title, or: "a finding", limit: 400))
        json.member("desc", description(finding))
        json.array("types", [finding.kind.rawValue])
        json.object("analytic") { json in
          json.member("uid", SARIFReport.ruleID(finding.assertion))
          json.member(
            "name",
            Self.text(digest.assertions[finding.assertion]?.title ?? finding.assertion, or: "unnamed", limit: 300)
          )
          json.member("type", "Rule")
          json.member("type_id", 1)
        }
        let first = age.map { ReportTime($0.firstSeen).milliseconds } ?? 0
        if first > 0 { json.member("first_seen_time", first) }
        if first > 0 { json.member("created_time", first) }
        json.member("last_seen_time", time.milliseconds)
      }
      writeEvidence(finding, to: &json)
      json.array("resources") { json in
        for resource in subjects.prefix(50) { write(resource, to: &json) }
      }
      if let account {
        writeCloud(account, subjects.compactMap(\.region).first { !$0.isEmpty }, to: &json)
      }
      if !finding.fixes.isEmpty {
        json.object("remediation") { json in
          json.member("desc", finding.fixes.joined(separator: " ").visible(limit: 2_000))
        }
      }
      writeUnmapped(finding, to: &json)
    }
  }

  private func write(_ closed: ClosedRecord, to json: inout JSONText) {
    json.object { json in
      writeClass(2004, "Detection Finding", activity: .close, to: &json)
      writeSeverity(closed.severity, to: &json)
      writeState(.resolved, to: &json)
      json.member("message", Self.text(closed.title, or: "a finding", limit: 400))
      json.object("finding_info") { json in
        json.member("uid", Self.text(closed.id, or: "none", limit: 64))
        json.member("title", Self.text(closed.title, or: "a finding", limit: 400))
        json.member("modified_time", time.milliseconds)
      }
    }
  }

  private enum Activity: Int {
    case create = 1
    case update = 2
    case close = 3

    var caption: String {
      switch self {
      case .create: "Create"
      case .update: "Update"
      case .close: "Close"
      }
    }
  }

  private enum State: Int {
    case new = 1
    case suppressed = 3
    case resolved = 4

    var caption: String {
      switch self {
      case .new: "New"
      case .suppressed: "Suppressed"
      case .resolved: "Resolved"
      }
    }
  }

  /// What every event begins with.
  private func writeClass(
    _ uid: Int,
    _ name: String,
    activity: Activity,
    isCloud: Bool = false,
    to json: inout JSONText
  ) {
    json.member("activity_id", activity.rawValue)
    json.member("activity_name", activity.caption)
    json.member("category_uid", 2)
    json.member("category_name", "Findings")
    json.member("class_uid", uid)
    json.member("class_name", name)
    json.member("type_uid", uid * 100 + activity.rawValue)
    json.member("type_name", "\(name): \(activity.caption)")
    json.member("time", time.milliseconds)
    json.object("metadata") { json in
      json.member("version", Self.version)
      json.object("product") { json in
        json.member("name", Self.text(result.tool.name, or: "IsolationAudit", limit: 120))
        json.member("vendor_name", "IsolationAudit")
        json.member("version", Self.text(result.tool.version, or: "0", limit: 60))
      }
      if isCloud { json.array("profiles", ["cloud"]) }
      json.array("labels", ["subject:\(Self.text(result.subject, or: "estate", limit: 120))"])
    }
  }

  private func writeSeverity(_ severity: Severity, to json: inout JSONText) {
    json.member("severity_id", severity.ocsf.id)
    json.member("severity", severity.ocsf.caption)
  }

  private func writeState(_ state: State, to json: inout JSONText) {
    json.member("status_id", state.rawValue)
    json.member("status", state.caption)
  }

  private func write(_ resource: ResourceReference, to json: inout JSONText) {
    json.object { json in
      json.member("uid", resource.id.visible(limit: 300))
      json.member("name", resource.name?.visible(limit: 200))
      json.member("type", resource.type.visible(limit: 120))
      json.member("region", resource.region?.visible(limit: 40))
      // The schema's owner is a user; an account is none.
      var labels: [String] = []
      if let account = resource.account, !account.isEmpty { labels.append("account:\(account.visible(limit: 40))") }
      if let environment = resource.environment { labels.append("environment:\(environment.visible(limit: 120))") }
      if !labels.isEmpty { json.array("labels", labels) }
    }
  }

  private func writeCloud(_ account: String, _ region: String?, to json: inout JSONText) {
    json.object("cloud") { json in
      json.member("provider", "AWS")
      json.member("region", region?.visible(limit: 40))
      json.object("account") { json in
        // Some readers want a name as well, which a snapshot does not have.
        json.member("uid", account.visible(limit: 40))
        json.member("name", account.visible(limit: 40))
        json.member("type", "AWS Account")
        json.member("type_id", 10)
      }
    }
  }

  private func writeEvidence(_ finding: Finding, to json: inout JSONText) {
    guard let witness = finding.witness else { return }
    func write(_ key: StaticString, _ end: ResourceReference, _ address: String, _ port: Int?, to json: inout JSONText)
    {
      json.object(key) { json in
        json.member("ip", address.visible(limit: 60))
        json.member("port", port)
        json.member("uid", end.id.visible(limit: 300))
        json.member("name", end.name?.visible(limit: 200))
      }
    }
    json.array("evidences") { json in
      json.object { json in
        write("src_endpoint", witness.source, witness.sourceAddress, witness.sourcePort, to: &json)
        write("dst_endpoint", witness.destination, witness.destinationAddress, witness.destinationPort, to: &json)
      }
    }
  }

  private func writeUnmapped(_ finding: Finding, to json: inout JSONText) {
    json.object("unmapped") { json in
      json.member("assertion", finding.assertion.visible(limit: 200))
      json.member("from_environment", finding.from.visible(limit: 120))
      json.member("to_environment", finding.to.visible(limit: 120))
      json.member("verdict", finding.verdict?.rawValue)
      json.member("packet", finding.witness?.summary)
      json.member("waiver", finding.waiver?.visible(limit: 200))
      json.array("path", finding.steps.prefix(50).map { $0.text.visible(limit: 400) })
    }
  }

  private func description(_ finding: Finding) -> String {
    var sentences = [finding.direction, finding.verdict.map { "\($0.rawValue), \($0.meaning)" } ?? ""]
    sentences += [context.since(finding) ?? "", context.waived(finding) ?? ""]
    let text = sentences.filter { !$0.isEmpty }.joined(separator: "; ").visible(limit: 600)
    return text.isEmpty ? Self.text(finding.title, or: "a finding", limit: 400) : text
  }

  private static func text(_ text: String, or other: String, limit: Int) -> String {
    SARIFReport.text(text, or: other, limit: limit)
  }
}

extension Severity {
  /// The severity in OCSF's numbers and words.
  fileprivate var ocsf: (id: Int, caption: String) {
    switch self {
    case .info: (1, "Informational")
    case .low: (2, "Low")
    case .medium: (3, "Medium")
    case .high: (4, "High")
    case .critical: (5, "Critical")
    }
  }
}

/// A finding that was there and is gone.
struct ClosedRecord {
  var id: String
  var title: String
  var severity: Severity
  /// The environment that it reached; empty when that is not known.
  var to: String
}

extension AuditResult {
  /// The findings that are gone, as the comparison and the history tell, each once and never one that is there.
  var closedFindings: [ClosedRecord] {
    var seen = Set(findings.map(\.id))
    var records: [ClosedRecord] = []
    for closed in change?.closed ?? [] where seen.insert(closed.finding).inserted {
      records.append(ClosedRecord(id: closed.finding, title: closed.title, severity: closed.severity, to: closed.to))
    }
    let severities = Dictionary(assertions.map { ($0.id, $0.severity) }, uniquingKeysWith: { first, _ in first })
    for fixed in history?.fixed ?? [] where seen.insert(fixed.finding).inserted {
      let severity = severities[fixed.assertion] ?? .info
      records.append(ClosedRecord(id: fixed.finding, title: fixed.title, severity: severity, to: ""))
    }
    return records
  }
}
