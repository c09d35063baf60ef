extension MarkdownReport {
  /// What changed since the state that the result is compared with: it comes before everything else.
  var changeBlocks: [MarkdownPage.Block] {
    guard let digest = ChangeDigest(result) else { return [] }
    let change = digest.change
    var blocks: [MarkdownPage.Block] = [
      .init("### \(digest.outcome.symbol) \(digest.heading)"),
      .init("\(digest.counts) Compared with \(MarkdownText.plain(digest.base))."),
    ]
    blocks += digest.opened.map { opened in
      var lines = ["- ✖ **opened** \(Self.titled(opened.finding.id, opened.finding.title))"]
      lines += opened.blamed.prefix(4).map { "  - by \(Self.line(of: $0))" }
      if opened.blamed.count > 4 { lines.append("  - and \((opened.blamed.count - 4).of("more planned change"))") }
      return .init(lines.joined(separator: "\n"), noun: "more finding that was opened", isListItem: true)
    }
    blocks += change.undecided.map { pair in
      var lines = [
        "- ? **undecided** \(Self.pair(pair.from, pair.to)) \(MarkdownText.code(pair.assertion, limit: 120))"
      ]
      lines += pair.reasons.prefix(4).map { "  - \(MarkdownText.sentence($0))" }
      if pair.reasons.count > 4 { lines.append("  - and \((pair.reasons.count - 4).of("more reason"))") }
      return .init(lines.joined(separator: "\n"), noun: "more pair that is undecided", isListItem: true)
    }
    blocks += digest.closed.map { closed in
      .init(
        "- ✔ **closed** \(Self.titled(closed.finding, closed.title))",
        noun: "more finding that was closed",
        isListItem: true
      )
    }
    blocks += change.notes.map { .init("- \(MarkdownText.plain($0))", noun: "more note", isListItem: true) }
    return blocks
  }

  private static func titled(_ id: String, _ title: String?) -> String {
    let title = title.map { "\(MarkdownText.sentence($0, limit: 300)) " } ?? ""
    return title + MarkdownText.code(id, limit: 40)
  }

  private static func line(of planned: AuditChange.PlannedChange) -> String {
    var location = planned.location
    location?.address = nil
    let place = location.map { " at \(MarkdownText.code($0.short, limit: 200))" } ?? ""
    return "\(MarkdownText.code(planned.address, limit: 200)) (\(planned.action.participle))\(place)"
  }
}
