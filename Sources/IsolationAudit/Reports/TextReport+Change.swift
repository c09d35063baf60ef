extension TextReport {
  /// Writes what changed: what is new in full, the rest in short.
  func writeChange(_ digest: ChangeDigest, to page: inout TerminalText) {
    writeHeading(digest, to: &page)
    writeOpened(digest, to: &page)
    writeUndecided(digest.change.undecided, "Undecided (\(digest.change.undecided.count.grouped))", to: &page)
    writeClosed(digest, to: &page)
    writeUndecided(digest.change.decided, "Decided (\(digest.change.decided.count.grouped))", to: &page)
    writeRemaining(digest, to: &page)
    if !digest.change.notes.isEmpty {
      page.heading("About the comparison")
      for note in digest.change.notes { page.paragraph(first: [Span("  - ")], [Span(note.visible())]) }
    }
  }

  private func writeHeading(_ digest: ChangeDigest, to page: inout TerminalText) {
    let style: TerminalText.Style =
      switch digest.outcome {
      case .opens: .badBold
      case .undecided: .unsureBold
      case .closes, .unchanged: .goodBold
      }
    page.paragraph(
      first: [Span("\(digest.outcome.symbol) ", style)],
      [Span("\(digest.heading).", style), Span(" "), Span(digest.counts, .bold)]
    )
    page.paragraph(
      first: [Span("  ")],
      [
        Span("\(result.subject.visible(limit: 120)) · \(result.generated.visible(limit: 40)) · ", .dim),
        Span("\(result.tool.name.visible(limit: 40)) \(result.tool.version.visible(limit: 40))", .dim),
      ]
    )
    page.paragraph(first: [Span("  ")], [Span("compared with \(digest.base)", .dim)])
  }

  private func writeOpened(_ digest: ChangeDigest, to page: inout TerminalText) {
    guard !digest.opened.isEmpty else { return }
    page.heading("\(digest.change.basis == .plan ? "Opened" : "New") (\(digest.opened.count.grouped))")
    for (index, opened) in digest.opened.prefix(maximumFindings).enumerated() {
      if index > 0 { page.blank() }
      let finding = opened.finding
      page.paragraph(
        first: [Span("\(index + 1)  ", .dim)],
        [
          Span(finding.severity.rawValue.uppercased(), finding.severity >= .high ? .badBold : .unsureBold),
          Span("  \(finding.assertion.visible(limit: 120))"),
          Span(finding.direction.isEmpty ? "" : "  \(finding.direction)", .accent),
        ]
      )
      page.paragraph(first: [Span("   ")], [Span(finding.title.visible(), .bold)])
      for (index, blamed) in opened.blamed.prefix(8).enumerated() {
        let place = blamed.location.map { [Span("  at " + $0.placed, .dim)] } ?? []
        page.labelled(index == 0 ? "by" : "", width: 10, indent: 3, [Span(blamed.label, .bold)] + place)
      }
      if opened.blamed.count > 8 {
        page.labelled("", width: 10, indent: 3, [Span("and \((opened.blamed.count - 8).of("more change"))", .dim)])
      }
      if let waiver = finding.waiver {
        page.labelled("waived", width: 10, indent: 3, [Span("by \(waiver.visible(limit: 120))")])
      }
      FindingText(finding: finding, showsAnswer: false).write(to: &page, indent: 3)
    }
    if digest.opened.count > maximumFindings {
      page.blank()
      let rest = (digest.opened.count - maximumFindings).of("more finding")
      page.paragraph([Span("and \(rest); the JSON result has all", .bold)])
    }
  }

  private func writeUndecided(_ pairs: [AuditChange.UndecidedPair], _ title: String, to page: inout TerminalText) {
    guard !pairs.isEmpty else { return }
    page.heading(title)
    for pair in pairs.prefix(maximumFindings) {
      page.paragraph(
        first: [Span("  \(pair.outcome.symbol) ", Self.style(of: pair.outcome))],
        [
          Span(pair.assertion.visible(limit: 120), .bold),
          Span(pair.direction.isEmpty ? "" : "  \(pair.direction)", .accent),
          Span(pair.outcome == .inconclusive ? "" : "  \(pair.outcome.word)"),
        ]
      )
      for reason in pair.reasons.prefix(10) { page.paragraph(first: [Span("    - ")], [Span(reason.visible())]) }
      if pair.reasons.count > 10 {
        page.paragraph(first: [Span("    ")], [Span("and \((pair.reasons.count - 10).of("more reason"))", .dim)])
      }
    }
    overflow(pairs.count, "question", to: &page)
  }

  private func writeClosed(_ digest: ChangeDigest, to page: inout TerminalText) {
    guard !digest.closed.isEmpty else { return }
    page.heading("Closed (\(digest.closed.count.grouped))")
    for closed in digest.closed.prefix(maximumFindings) {
      row(
        [Span("✔ ", .good)],
        severity: closed.severity,
        assertion: closed.assertion,
        direction: closed.direction,
        title: closed.title,
        to: &page
      )
    }
    overflow(digest.closed.count, "finding", to: &page)
  }

  private func writeRemaining(_ digest: ChangeDigest, to page: inout TerminalText) {
    guard !digest.remaining.isEmpty else { return }
    page.heading("There before (\(digest.remaining.count.grouped))")
    for finding in digest.remaining.prefix(maximumFindings) {
      row(
        [Span("· ", .dim)],
        severity: finding.severity,
        assertion: finding.assertion,
        direction: finding.direction,
        title: finding.title,
        to: &page
      )
    }
    overflow(digest.remaining.count, "finding", to: &page)
  }

  private func row(
    _ mark: [Span],
    severity: Severity,
    assertion: String,
    direction: String,
    title: String,
    to page: inout TerminalText
  ) {
    page.paragraph(
      first: [Span("  ")] + mark,
      [
        Span(severity.rawValue.uppercased()), Span("  \(assertion.visible(limit: 120))"),
        Span(direction.isEmpty ? "" : "  \(direction)", .accent),
      ]
    )
    page.paragraph(first: [Span("    ")], [Span(title.visible(), .dim)])
  }

  private func overflow(_ count: Int, _ noun: String, to page: inout TerminalText) {
    guard count > maximumFindings else { return }
    page.paragraph(first: [Span("  ")], [Span("and \((count - maximumFindings).of("more \(noun)"))", .dim)])
  }
}

extension SourceLocation {
  /// The place without the Terraform address, which stands beside it.
  var placed: String {
    var place = self
    place.address = nil
    return place.visible
  }
}
