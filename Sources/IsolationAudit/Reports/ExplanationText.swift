/// An explanation for a person at a terminal: the way element by element, what stops the packets marked, each with its
/// rule and place.
package struct ExplanationText: Sendable {
  private let explanation: PathExplanation
  private let width: Int
  private let color: Bool

  private typealias Span = TerminalText.Span

  /// Creates a writer for a width in columns, with or without colours.
  package init(_ explanation: PathExplanation, width: Int, color: Bool) {
    (self.explanation, self.width, self.color) = (explanation, width, color)
  }

  /// The text.
  package var text: String {
    var page = TerminalText(width: width, color: color)
    writeHead(to: &page)
    writeVerdict(to: &page)
    write(explanation.forward, "The way of the packets", isBack: false, to: &page)
    if let back = explanation.back { write(back, "The way of the answers", isBack: true, to: &page) }
    writeAlternatives(to: &page)
    for bound in explanation.bounds {
      page.blank()
      page.paragraph(first: [Span("! ", .unsureBold)], [Span(bound.visible())])
    }
    return page.text
  }

  // MARK: - Head

  private func writeHead(to page: inout TerminalText) {
    page.labelled("from", width: 9, describe(explanation.from))
    page.labelled("to", width: 9, describe(explanation.to))
    page.labelled("packets", width: 9, [Span(explanation.packets, .bold)])
  }

  private func describe(_ end: PathExplanation.End) -> [Span] {
    var spans: [Span] = []
    if let name = end.name { spans.append(Span(name.visible(limit: 80).unbroken, .bold)) }
    let ids = [end.owner, end.interface].compactMap { $0?.visible(limit: 200) }
    if ids.isEmpty, spans.isEmpty { spans.append(Span(end.asked.visible(limit: 200), .bold)) }
    for (index, id) in ids.enumerated() {
      spans.append(Span(spans.isEmpty ? id : " " + id, spans.isEmpty ? .bold : index == 0 ? .plain : .dim))
    }
    if let address = end.address, address != end.asked || !ids.isEmpty { spans.append(Span(" " + address, .accent)) }
    if !["addresses", "internet"].contains(end.kind) { spans.append(Span(" (\(end.kind))", .dim)) }
    if end.candidates > 1 { spans.append(Span(", one of \(end.candidates.grouped) interfaces", .dim)) }
    return spans
  }

  private func writeVerdict(to page: inout TerminalText) {
    page.blank()
    let (mark, style): (String, TerminalText.Style) =
      switch explanation.verdict {
      case .connects: ("✓", .goodBold)
      case .oneWay, .may: ("~", .unsureBold)
      case .unknown: ("?", .unsureBold)
      case .isolated: ("✗", .badBold)
      }
    page.paragraph(
      first: [Span("\(mark) \(explanation.verdict.rawValue)", style), Span(": ")],
      rest: [Span("  ")],
      [Span(sentence)]
    )
    if let ports = explanation.sourcePorts, ports != ["any"], ports != ["1024-65535"] {
      page.paragraph(
        first: [Span("  ")],
        [Span("only with source port \(ports.joined(separator: ", "))")]
      )
    }
  }

  private var sentence: String {
    let there = explanation.forward.obstacles
    let back = explanation.back?.obstacles ?? []
    switch explanation.verdict {
    case .isolated where !there.isEmpty:
      let first = there[0]
      let rest = there.count - 1 + back.count
      let also = rest == 0 ? "" : "; behind it \(rest == 1 ? "is 1 more obstacle" : "are \(rest) more obstacles")"
      return "no packet arrives; the first obstacle is \(Self.name(first))\(also)"
    case .oneWay where !back.isEmpty:
      return "packets arrive, answers do not come back; \(Self.name(back[0])) stops them"
    default: return explanation.verdict.sentence
    }
  }

  private static func name(_ step: PathExplanation.Step) -> String {
    let id = step.resource.isEmpty ? "" : " " + step.resource.visible(limit: 200)
    return step.kind + (step.name.map { " \($0.visible(limit: 80))" } ?? id)
  }

  // MARK: - Ways

  private func write(_ way: PathExplanation.Way, _ title: String, isBack: Bool, to page: inout TerminalText) {
    page.heading(title)
    for (index, step) in way.steps.enumerated() {
      write(step, index + 1, isLast: index == way.steps.count - 1, to: &page)
    }
    let (text, style): (String, TerminalText.Style) =
      switch way.ending {
      case .arrives: (isBack ? "the answers are back" : "the packets have arrived", .good)
      case .wouldArrive:
        (
          isBack ? "without what is marked, answers would come back" : "without what is marked, packets would arrive",
          .unsure
        )
      case .stopped: ("what is behind this cannot be told", .dim)
      case .unknown: ("the snapshot does not tell what happens from here on", .unsure)
      }
    page.paragraph(first: [Span("      ")], [Span(text, style)])
  }

  private func write(_ step: PathExplanation.Step, _ number: Int, isLast: Bool, to page: inout TerminalText) {
    let mark: Span = step.isObstacle ? Span("✗", .badBold) : Span("✓", .good)
    let indent = [Span("      ")]
    var body = [Span(step.kind.unbroken, step.isObstacle ? .bad : .plain)]
    if let name = step.name { body.append(Span(" " + name.visible(limit: 80).unbroken, .bold)) }
    if !step.resource.isEmpty {
      body.append(Span(" " + step.resource.visible(limit: 200), step.name == nil ? .bold : .dim))
    }
    body.append(Span(": " + step.action.visible()))
    if let code = step.code { body.append(Span(" " + code, .badBold)) }
    page.paragraph(first: [mark, Span(" \(String(number).padded(to: 3)) ")], rest: indent, body)
    if let rule = step.rule {
      let label = rule.hasPrefix("allows ") ? "allows" : "rule"
      let text = rule.visible(limit: 400).withoutWord(label)
      page.paragraph(first: indent, [Span(label + " ", .dim), Span(text, .accent)])
    }
    guard step.isObstacle else { return }
    if let place = step.place {
      let location = SourceLocation(file: place.file, line: place.line, column: place.column, pointer: place.pointer)
      page.paragraph(first: indent, [Span(location.description.visible(limit: 400), .dim)])
    }
    if let supposing = step.supposing, !isLast {
      page.paragraph(first: indent, [Span("↓ ", .dim), Span("supposing that \(supposing.visible()):", .unsure)])
    }
  }

  // MARK: - Alternatives

  private func writeAlternatives(to page: inout TerminalText) {
    guard !explanation.alternatives.isEmpty else { return }
    page.heading("Others")
    for other in explanation.alternatives {
      let (mark, style): (String, TerminalText.Style) =
        switch other.verdict {
        case .connects: ("✓", .good)
        case .oneWay, .may: ("~", .unsure)
        case .unknown: ("?", .unsure)
        case .isolated: ("✗", .bad)
        }
      var body = [Span("\(other.from.visible(limit: 80)) → \(other.to.visible(limit: 80)) ")]
      body.append(Span(other.verdict.rawValue, style))
      let what = [other.code, other.resource?.visible(limit: 200)].compactMap { $0 }
      if !what.isEmpty { body.append(Span(" " + what.joined(separator: " at "), .dim)) }
      page.paragraph(first: [Span("\(mark)     ", style)], body)
    }
  }
}

extension String {
  /// The text without a word and a space at its beginning.
  fileprivate func withoutWord(_ word: String) -> String {
    hasPrefix(word + " ") ? String(dropFirst(word.count + 1)) : self
  }
}
