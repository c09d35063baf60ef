extension TextReport {
  /// The waivers, a line each: those that somebody has to do something about first.
  func writeWaivers(to page: inout TerminalText) {
    guard let waivers = result.waivers?.waivers, !waivers.isEmpty else { return }
    page.heading("Waivers (\(waivers.count.grouped))")
    let order: [WaiverRecord.Status] = [.malformed, .void, .expired, .expiring, .unused, .inForce]
    let sorted = order.flatMap { status in waivers.filter { $0.status == status } }
    for waiver in sorted.prefix(maximumRows) {
      let style: TerminalText.Style = waiver.status == .inForce ? .accent : waiver.status == .unused ? .dim : .unsure
      var facts = ["until \(waiver.expires.visible(limit: 40))", waiver.findings.count.of("finding")]
      facts += [waiver.owner, waiver.ticket].filter { !$0.isEmpty }.map { $0.visible(limit: 120) }
      line(
        waiver.status.word,
        style,
        [Span(waiver.id.visible(limit: 120), .bold), Span("  " + facts.joined(separator: ", "))],
        to: &page
      )
    }
    more(sorted.count - maximumRows, "more waiver", to: &page)
  }

  /// The controls by framework: how many are supported, and those that are not by name.
  func writeControls(to page: inout TerminalText) {
    guard let frameworks = result.controls?.frameworks, !frameworks.isEmpty else { return }
    page.heading("Controls")
    for framework in frameworks.prefix(maximumRows) {
      func ids(_ status: ControlCoverage.Control.Status) -> [String] {
        framework.controls.filter { $0.status == status }.map { $0.id.visible(limit: 60) }
      }
      let counts: [(String, [String], TerminalText.Style)] = [
        ("not supported", ids(.notSupported), .bad), ("inconclusive", ids(.inconclusive), .unsure),
        ("supported", ids(.supported), .good), ("not assessed", ids(.notAssessed), .dim),
      ]
      var spans = [Span(framework.name, .bold), Span(": ")]
      for (word, ids, style) in counts where !ids.isEmpty {
        if spans.count > 2 { spans.append(Span(", ")) }
        spans.append(Span("\(ids.count.grouped) \(word)".unbroken, style))
      }
      page.paragraph(first: [Span("  ")], rest: [Span("    ")], spans)
      for (word, ids, style) in counts.prefix(2) where !ids.isEmpty {
        let rest = ids.count > 12 ? " and \((ids.count - 12).of("more control"))" : ""
        page.paragraph(
          first: [Span("    "), Span(word + ": ", style)],
          [Span(ids.prefix(12).map(\.unbroken).joined(separator: ", ") + rest)]
        )
      }
    }
    more(frameworks.count - maximumRows, "more framework", to: &page)
  }

  /// What became of the findings of earlier runs.
  func writeHistory(to page: inout TerminalText) {
    guard let history = result.history, let first = history.runs.first else { return }
    page.heading("History")
    var text = "\(history.runs.count.of("run")) since \(first.generated.prefix(10).description.visible(limit: 20))"
    if let oldest = history.findings.map(\.since).min() {
      text += "; the oldest finding has been there since \(oldest.prefix(10).description.visible(limit: 20))"
    }
    page.paragraph(first: [Span("  ")], [Span(text)])
    for fixed in history.fixed.prefix(maximumRows) {
      line(
        "✔ fixed",
        .good,
        [Span(fixed.title.visible()), Span("  there since \(fixed.firstSeen.prefix(10))", .dim)],
        to: &page
      )
    }
    more(
      history.fixed.count - maximumRows,
      "more finding that is fixed",
      plural: "more findings that are fixed",
      to: &page
    )
  }

  /// The number of rows of a list.
  private var maximumRows: Int { 20 }

  private func line(_ word: String, _ style: TerminalText.Style, _ body: [Span], to page: inout TerminalText) {
    page.paragraph(first: [Span("  "), Span(word.padded(to: 13), style)], body)
  }

  private func more(_ count: Int, _ noun: String, plural: String? = nil, to page: inout TerminalText) {
    guard count > 0 else { return }
    page.paragraph(
      first: [Span("  "), Span("".padded(to: 13))],
      [Span("and \(count.of(noun, plural: plural))", .bold)]
    )
  }
}
