/// A history as the terminal lists it.
package struct HistoryListing: Sendable {
  private let file: HistoryFile
  private let subject: String?

  /// Lists a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - subject: The name of the estate; `nil` when the history has only one.
  package init(_ file: HistoryFile, subject: String?) { (self.file, self.subject) = (file, subject) }

  /// A line for each run.
  package func runs(width: Int, color: Bool) throws(GovernanceError) -> String {
    var page = TerminalText(width: width, color: color)
    let runs = try file.history(of: subject).runs
    let column = (runs.map { $0.findings.of("finding").columns }.max() ?? 0) + 2
    for run in runs {
      let word = "\(run.verdict.symbol) \(run.verdict.heading.lowercased())"
      page.paragraph([
        Span("\(run.generated.visible(limit: 40))  "),
        Span(word.padded(to: 16).unbroken, TextReport.style(of: run.verdict)),
        Span(run.findings.of("finding").padded(to: column).unbroken),
        Span("\(run.opened.grouped) new, \(run.fixed.grouped) fixed", .dim),
      ])
    }
    return page.text
  }

  /// A paragraph for each finding that is open, the oldest first; or the life of one.
  package func findings(_ id: String?, width: Int, color: Bool) throws(GovernanceError) -> String {
    let reader = try file.reader(of: subject)
    let spans = try reader.spans(of: id)
    var page = TerminalText(width: width, color: color)
    guard let id else {
      let last = try reader.lastRun().map { run throws(GovernanceError) in try reader.time(ofRun: run) } ?? ""
      if spans.isEmpty { page.paragraph([Span("No finding is open.")]) }
      let ages = spans.map { AuditResult.days(from: $0.opened, to: last).map { $0.of("day") } ?? "" }
      let column = (ages.map(\.columns).max() ?? 0) + 2
      for (span, age) in zip(spans, ages) {
        var since = "since \(span.opened)"
        // A run that could not judge the pair left the finding as it was.
        if span.seen != last { since += ", last seen \(span.seen)" }
        page.paragraph(
          first: [Span("\(span.finding)  ", .bold), Span(age.padded(to: column))],
          [Span("\(span.assertion.visible(limit: 80))  "), Span(since, .dim)]
        )
        page.paragraph(
          first: [Span(String(repeating: " ", count: span.finding.columns + 2 + column))],
          [Span(span.title.visible(limit: 200))]
        )
      }
      return page.text
    }
    guard let first = spans.first else { throw GovernanceError("there is no finding `\(id.visible(limit: 40))` in it") }
    page.paragraph(
      first: [Span("\(first.finding)  ", .bold)],
      [Span("\(first.assertion.visible(limit: 80)): \(first.title.visible(limit: 200))")]
    )
    for (index, span) in spans.enumerated() {
      page.paragraph(first: [Span("  ")], [Span("\(span.opened)  \(index == 0 ? "first seen" : "back again")")])
      if let closed = span.closed {
        let isFixed = span.reason == HistoryWriter.Reason.fixed.rawValue
        let how = isFixed ? "gone" : "not asked for any more"
        page.paragraph(
          first: [Span("  ")],
          [Span("\(closed)  \(how); last seen \(span.seen)", isFixed ? .good : .plain)]
        )
      } else {
        page.paragraph(first: [Span("  ")], [Span("\(span.seen)  seen last, open", .unsure)])
      }
    }
    return page.text
  }

  private typealias Span = TerminalText.Span

  /// A bar of findings for each run, with what was new and fixed.
  package func trend(width: Int) throws(GovernanceError) -> [String] {
    let runs = try file.history(of: subject).runs
    let most = max(1, runs.map(\.findings).max() ?? 1)
    let room = max(10, width - 48)
    return runs.map { run in
      // Something is never shown as nothing.
      let length = run.findings == 0 ? 0 : max(1, run.findings * room / most)
      let change = [run.opened > 0 ? "+\(run.opened.grouped)" : "", run.fixed > 0 ? "-\(run.fixed.grouped)" : ""]
      let text =
        "\(run.generated.visible(limit: 20))  \(run.findings.grouped.leading(8))  \(change.filter { !$0.isEmpty }.joined(separator: " ").padded(to: 12))  \(String(repeating: "█", count: length))"
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// The text with spaces before it, up to a number of columns.
  fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }
}
