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

  /// The history up to the last run.
  package func history() throws(GovernanceError) -> FindingHistory {
    let reader = try reader()
    guard let run = try reader.lastRun() else { throw GovernanceError("no run has been added") }
    return try reader.history(upTo: run, of: nil)
  }

  /// A line for each run.
  package func runs() throws(GovernanceError) -> [String] {
    try history().runs.map { run in
      "\(run.generated.visible(limit: 40))  \(run.verdict.rawValue.padded(to: 12))  "
        + "\(run.findings.of("finding")), \(run.opened.grouped) new, \(run.fixed.grouped) fixed"
    }
  }

  /// A line for each finding that is open, or the life of one.
  package func findings(_ id: String?) throws(GovernanceError) -> [String] {
    let spans = try reader().spans(of: id)
    guard let id else {
      return spans.map { span in
        let unseen = span.opened == span.seen ? "" : ", last seen \(span.seen)"
        return
          "\(span.finding) since \(span.opened)\(unseen): \(span.assertion.visible(limit: 80)): \(span.title.visible(limit: 200))"
      }
    }
    guard let first = spans.first else { throw GovernanceError("there is no finding `\(id.visible(limit: 40))` in it") }
    var lines = ["\(first.finding) \(first.assertion.visible(limit: 80)): \(first.title.visible(limit: 200))"]
    for span in spans {
      lines.append("  \(span.opened) \(lines.count == 1 ? "first seen" : "back again")")
      if let closed = span.closed {
        let how = span.reason == HistoryWriter.Reason.fixed.rawValue ? "gone" : "not asked for any more"
        lines.append("  \(closed) \(how); last seen \(span.seen)")
      } else {
        lines.append("  \(span.seen) seen last, open")
      }
    }
    return lines
  }

  /// A bar of findings for each run, with what was new and fixed.
  package func trend(width: Int) throws(GovernanceError) -> [String] {
    let runs = try history().runs
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

  private func reader() throws(GovernanceError) -> HistoryReader {
    let database = try file.open()
    if let subject { return HistoryReader(database, subject: subject) }
    let subjects = try HistoryReader.subjects(database)
    guard subjects.count <= 1 else {
      let names = subjects.prefix(20).map { "`\($0.visible(limit: 60))`" }.joined(separator: ", ")
      throw GovernanceError("it has runs of \(subjects.count) estates; name one with --subject: \(names)")
    }
    return HistoryReader(database, subject: subjects.first ?? "")
  }
}

extension String {
  /// The text with spaces before it, up to a number of columns.
  fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }
}
