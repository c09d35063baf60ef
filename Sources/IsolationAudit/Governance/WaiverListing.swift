/// Waivers as the terminal lists them, those that end first first.
package struct WaiverListing: Sendable {
  private let records: [WaiverRecord]
  private let isJudged: Bool

  /// Lists waivers.
  ///
  /// - Parameters:
  ///   - files: The waivers.
  ///   - moment: The time, RFC 3339 in UTC.
  ///   - result: A result, to say what became of each; without it only what the files and the calendar say is told.
  package init(_ files: [WaiverFile], at moment: String, for result: AuditResult?) {
    isJudged = result != nil
    var judged = result ?? .empty
    judged.generated = moment
    WaiverApplication(files, at: moment).apply(to: &judged, sources: [])
    records = (judged.waivers?.waivers ?? []).sorted { ($0.daysLeft ?? .min, $0.id) < ($1.daysLeft ?? .min, $1.id) }
  }

  /// A line for each waiver, with its reason below.
  package var lines: [String] { records.flatMap(lines) }

  /// The waivers that are over or will be within some days.
  package func expiring(within days: Int) -> [String] {
    records.filter { $0.daysLeft.map { $0 <= days } ?? true }.flatMap(lines)
  }

  private func lines(_ record: WaiverRecord) -> [String] {
    var head = "\(record.id.visible(limit: 80)): \(standing(record))"
    head += ", owner \(shown(record.owner)), approver \(shown(record.approver)), \(shown(record.ticket))"
    var lines = [head, "  \(shown(record.assertion)): \(shown(record.reason))"]
    let ends = [record.from, record.to].map { $0?.visible(limit: 80) ?? "any environment" }
    if record.from != nil || record.to != nil { lines.append("  from \(ends[0]) to \(ends[1])") }
    guard isJudged else { return lines }
    if !record.findings.isEmpty { lines.append("  findings: \(record.findings.joined(separator: ", "))") }
    return lines + record.remarks.map { "  \($0.visible(limit: 300))" }
  }

  private func shown(_ text: String) -> String { text.isEmpty ? "?" : text.visible(limit: 200) }

  private func standing(_ record: WaiverRecord) -> String {
    let until = "until \(record.expires.isEmpty ? "?" : record.expires.visible(limit: 20))"
    guard record.status != .malformed else { return "malformed, \(until)" }
    guard let daysLeft = record.daysLeft else { return until }
    if daysLeft < 0 { return "expired on \(record.expires), \((-daysLeft).of("day")) ago" }
    let end = daysLeft == 0 ? "\(until), its last day" : "\(until), \(daysLeft.of("day")) left"
    return isJudged && record.status != .expiring ? "\(record.status.rawValue), \(end)" : end
  }
}

extension AuditResult {
  /// A result of nothing, in which no waiver has anything to permit.
  static var empty: AuditResult {
    AuditResult(
      tool: .init(name: "", version: ""),
      generated: "",
      subject: "",
      verdict: .pass,
      summary: .init(passed: 0, violated: 0, inconclusive: 0, findings: 0),
      environments: [],
      matrix: [],
      assertions: [],
      findings: [],
      coverage: Coverage(
        basis: "",
        resources: [],
        places: [],
        unreadKeys: [],
        unassigned: [],
        unassignedCount: 0,
        notAnalysed: []
      ),
      inputs: [],
      policies: [],
      diagnostics: [],
      assumptions: []
    )
  }
}
