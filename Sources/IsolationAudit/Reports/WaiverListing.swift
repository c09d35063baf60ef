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

  /// The waivers, a paragraph each.
  ///
  /// - Parameters:
  ///   - width: The width in columns.
  ///   - color: Whether colours are written.
  /// - Returns: The text; empty when there is none.
  package func text(width: Int, color: Bool) -> String { text(records, width, color) }

  /// The waivers that are over or will be within some days.
  package func expiring(within days: Int, width: Int, color: Bool) -> String {
    text(records.filter { $0.daysLeft.map { $0 <= days } ?? true }, width, color)
  }

  private func text(_ records: [WaiverRecord], _ width: Int, _ color: Bool) -> String {
    var page = TerminalText(width: width, color: color)
    let words = records.map(word)
    let column = (words.map(\.text.columns).max() ?? 0) + 2
    for (record, word) in zip(records, words) { write(record, word, column, to: &page) }
    return page.text
  }

  private func write(_ record: WaiverRecord, _ word: Span, _ column: Int, to page: inout TerminalText) {
    let space = [Span(String(repeating: " ", count: column))]
    page.paragraph(
      first: [Span(word.text.padded(to: column), word.style)],
      rest: space,
      [Span(record.id.visible(limit: 80), .bold), Span("  \(days(record))")]
    )
    let ends = [record.from, record.to].map { $0?.visible(limit: 80) ?? "any environment" }
    let pair = record.from == nil && record.to == nil ? "" : ", \(ends[0]) → \(ends[1])"
    page.paragraph(first: space, [Span(shown(record.assertion) + pair)])
    page.paragraph(first: space, [Span(shown(record.reason))])
    page.paragraph(
      first: space,
      [Span("owner \(shown(record.owner)), approver \(shown(record.approver)), \(shown(record.ticket))", .dim)]
    )
    guard isJudged else { return }
    if !record.findings.isEmpty {
      let noun = record.findings.count == 1 ? "finding" : "findings"
      page.paragraph(first: space, [Span("\(noun) \(record.findings.joined(separator: ", "))", .dim)])
    }
    // How many days are left stands in the first line already.
    guard record.status != .expired, record.status != .expiring else { return }
    for remark in record.remarks { page.paragraph(first: space, [Span(remark.visible(limit: 300), .unsure)]) }
  }

  private func shown(_ text: String) -> String { text.isEmpty ? "?" : text.visible(limit: 200) }

  /// What became of a waiver; without a result, what the calendar says.
  private func word(_ record: WaiverRecord) -> Span {
    switch record.status {
    case .malformed: Span("✖ malformed", .bad)
    case .expired: Span("✖ expired", .bad)
    case .void: Span("✖ void", .bad)
    case .expiring: Span("◈ ends soon", .unsure)
    case .inForce: Span("◇ in force", .good)
    case .unused where isJudged: Span("– unused", .dim)
    case .unused: (record.daysLeft ?? 0) <= WaiverApplication.notice ? Span("◈ ends soon", .unsure) : Span("◇ valid")
    }
  }

  private func days(_ record: WaiverRecord) -> String {
    let until = "until \(record.expires.isEmpty ? "?" : record.expires.visible(limit: 20))"
    guard record.status != .malformed, let daysLeft = record.daysLeft else { return until }
    if daysLeft < 0 { return "\(until), \((-daysLeft).of("day")) ago" }
    return daysLeft == 0 ? "\(until), its last day" : "\(until), \(daysLeft.of("day")) left"
  }

  private typealias Span = TerminalText.Span
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
