/// The result as text for a terminal or a log: the verdict, who reaches whom, the findings with their paths, what is
/// missing, and what to do next.
public struct TextReport: Sendable {
  /// The width in columns; everything but a word that is longer is broken there.
  public var width: Int
  /// Whether colours are written; what they say is also said in words.
  public var color: Bool
  /// The number of findings that are written in full.
  public var maximumFindings: Int
  /// The number of assertions that are listed one by one.
  private let maximumAssertions = 100

  let result: AuditResult

  /// Creates the report of a result.
  public init(_ result: AuditResult, width: Int = 100, color: Bool = false, maximumFindings: Int = 50) {
    (self.result, self.width, self.color, self.maximumFindings) = (result, width, color, maximumFindings)
  }

  /// The report in UTF-8.
  public func render() -> [UInt8] {
    var page = TerminalText(width: width, color: color)
    if let change = ChangeDigest(result) {
      writeChange(change, to: &page)
      return Array(page.text.utf8)
    }
    let digest = ResultDigest(result)
    writeVerdict(digest, to: &page)
    writeAssertions(to: &page)
    writeMatrix(to: &page)
    writeFindings(digest, to: &page)
    writeGaps(digest, to: &page)
    writeWaivers(to: &page)
    writeControls(to: &page)
    writeHistory(to: &page)
    writeCoverage(to: &page)
    writeNextSteps(digest, to: &page)
    return Array(page.text.utf8)
  }

  private func writeVerdict(_ digest: ResultDigest, to page: inout TerminalText) {
    let style = Self.style(of: result.verdict)
    page.paragraph(
      first: [Span("\(result.verdict.symbol) ", style)],
      [
        Span(result.verdict.heading.uppercased(), style), Span("  "), Span(ResultDigest.sentence(result), .bold),
      ]
    )
    page.paragraph(
      first: [Span("  ")],
      [
        Span("\(result.subject.visible(limit: 120)) · \(result.generated.visible(limit: 40)) · ", .dim),
        Span("\(result.tool.name.visible(limit: 40)) \(result.tool.version.visible(limit: 40))", .dim),
      ]
    )
  }

  private func writeAssertions(to page: inout TerminalText) {
    guard !result.assertions.isEmpty else { return }
    page.heading("Assertions")
    // Of very many, those that somebody has to look at.
    let isLong = result.assertions.count > maximumAssertions
    let listed = isLong ? result.assertions.filter { $0.outcome != .passed } : result.assertions
    let shown = listed.prefix(maximumAssertions)
    let words = shown.map { "\($0.outcome.symbol) \($0.outcome.word)" }
    let column = (words.map(\.columns).max() ?? 0) + 2
    defer { writeRest(of: listed.count - shown.count, passed: result.assertions.count - listed.count, to: &page) }
    for (assertion, word) in zip(shown, words) {
      page.paragraph(
        first: [Span("  "), Span(word.padded(to: column), Self.style(of: assertion.outcome))],
        [Span(assertion.title.visible())]
      )
      var facts = [assertion.id.visible(limit: 120), assertion.severity.rawValue]
      if !assertion.findings.isEmpty { facts.append(assertion.findings.count.of("finding")) }
      if !assertion.exceptions.isEmpty { facts.append(assertion.exceptions.count.of("exception")) }
      if let pairs = result.certificates?.pairs.filter({ $0.assertion == assertion.id }), !pairs.isEmpty {
        let proven = pairs.filter(\.isProven)
        let entries = proven.reduce(0) { $0 + $1.stops.count }.of("entry", plural: "entries")
        facts.append("certificates: \(proven.count.grouped) of \(pairs.count.of("pair")) proven by \(entries)")
      }
      page.paragraph(
        first: [Span(String(repeating: " ", count: column + 2))],
        [Span(facts.map(\.unbroken).joined(separator: ", "), .dim)]
      )
    }
  }

  /// The assertions that are not listed.
  private func writeRest(of count: Int, passed: Int, to page: inout TerminalText) {
    if count > 0 { page.paragraph(first: [Span("  ")], [Span("and \(count.of("more assertion"))", .bold)]) }
    guard passed > 0 else { return }
    let text = "and \(passed.of("assertion")) that \(passed == 1 ? "holds" : "hold")"
    page.paragraph(first: [Span("  ")], [Span(text, .dim)])
  }

  private func writeFindings(_ digest: ResultDigest, to page: inout TerminalText) {
    guard !digest.findings.isEmpty else { return }
    let context = FindingContext(result)
    page.heading("Findings (\(digest.findings.count.grouped))")
    // What somebody has agreed to live with comes last.
    let ordered = digest.findings.filter { $0.waiver == nil } + digest.findings.filter { $0.waiver != nil }
    let shown = ordered.prefix(maximumFindings)
    let numberWidth = String(shown.count).count
    for (index, finding) in shown.enumerated() {
      if index > 0 { page.blank() }
      let number = String(repeating: " ", count: numberWidth - String(index + 1).count) + "\(index + 1)"
      page.paragraph(
        first: [Span("\(number)  ", .dim)],
        [
          Span(finding.severity.rawValue.uppercased(), finding.severity >= .high ? .badBold : .unsureBold),
          Span("  \(finding.assertion.visible(limit: 120))"),
          Span(finding.direction.isEmpty ? "" : "  \(finding.direction)", .accent),
          Span(finding.waiver == nil ? "" : "  waived", .accent),
        ]
      )
      page.paragraph(
        first: [Span(String(repeating: " ", count: numberWidth + 2))],
        [Span(finding.title.visible(), .bold)]
      )
      FindingText(finding: finding, context: context, showsAnswer: false).write(to: &page, indent: numberWidth + 2)
    }
    if digest.findings.count > shown.count {
      page.blank()
      let rest = (digest.findings.count - shown.count).of("more finding")
      page.paragraph([Span("and \(rest); the JSON result has all", .bold)])
    }
  }

  private func writeGaps(_ digest: ResultDigest, to page: inout TerminalText) {
    let undecided = result.assertions.filter { $0.outcome == .inconclusive }
    guard !undecided.isEmpty else { return }
    page.heading("Could not be judged")
    for assertion in undecided {
      page.paragraph(
        first: [Span("  ? ", .unsureBold)],
        [Span(assertion.title.visible(), .bold), Span("  \(assertion.id.visible(limit: 120))", .dim)]
      )
      for gap in assertion.gaps.prefix(20) { page.paragraph(first: [Span("    - ")], [Span(gap.visible())]) }
      if assertion.gaps.count > 20 {
        page.paragraph(first: [Span("    ")], [Span("and \((assertion.gaps.count - 20).of("more reason"))", .dim)])
      }
    }
  }

  private func writeNextSteps(_ digest: ResultDigest, to page: inout TerminalText) {
    page.heading("What to do next")
    var steps = digest.steps.prefix(5).map { step in
      [Span(step.text.visible()), Span("  (\(step.effectText))", .dim)]
    }
    let rest = digest.steps.count - steps.count
    if rest > 0 {
      steps.append([Span("\(rest.of("more step")) \(rest == 1 ? "stands" : "stand") under the findings.")])
    }
    if result.summary.inconclusive > 0 {
      let gaps = result.coverage.places.count { !$0.gaps.isEmpty }
      let missing =
        gaps > 0
        ? "Collect what is missing in \(gaps.of("place")) (see “Coverage”)"
        : "Remove the reasons listed under “Could not be judged”"
      steps.append([Span("\(missing), then audit again: what could not be judged is not isolated.")])
    }
    if result.diagnostics.contains(where: { $0.severity == .error }) {
      steps.append([Span("Correct the input errors listed under “Coverage”.")])
    }
    if steps.isEmpty {
      steps.append([Span("Nothing. Keep the JSON result as evidence; any report can be made from it again.")])
    }
    for (index, step) in steps.enumerated() {
      page.paragraph(first: [Span("  \(index + 1). ")], step)
    }
  }
}

extension TextReport {
  typealias Span = TerminalText.Span

  static func style(of verdict: AuditVerdict) -> TerminalText.Style {
    switch verdict {
    case .pass: .goodBold
    case .violation: .badBold
    case .inconclusive: .unsureBold
    }
  }

  static func style(of outcome: AssertionResult.Outcome) -> TerminalText.Style {
    switch outcome {
    case .passed: .good
    case .violated: .bad
    case .inconclusive: .unsure
    case .waived: .accent
    }
  }

  static func style(of status: AuditResult.MatrixCell.Status) -> TerminalText.Style {
    switch status {
    case .violated: .bad
    case .inconclusive: .unsure
    case .isolated: .good
    case .allowed, .waived: .accent
    case .notAssessed: .dim
    }
  }
}
