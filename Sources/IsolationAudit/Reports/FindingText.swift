/// Writes a finding as text: what happens, the way with its rules, the traffic, what would close it.
struct FindingText {
  let finding: Finding
  /// What the result says of it besides: its waiver, its age, what brings it.
  var context: FindingContext?
  /// Whether the way of the answer is written hop by hop.
  var showsAnswer = true
  /// The number of rows of a list that are written.
  var maximumRows = 8

  private typealias Span = TerminalText.Span

  /// Writes everything but the heading.
  func write(to page: inout TerminalText, indent: Int) {
    let label = 10
    if let verdict = finding.verdict {
      page.labelled(
        "verdict",
        width: label,
        indent: indent,
        [Span(verdict.rawValue, verdict.violatesIsolation ? .bad : .unsure), Span(", " + verdict.meaning)]
      )
    }
    about(to: &page, indent: indent, label: label)
    if let witness = finding.witness {
      page.labelled("packet", width: label, indent: indent, [Span(witness.summary, .bold)])
      for (word, end) in [("from", witness.source), ("to", witness.destination)] {
        page.labelled(word, width: label, indent: indent, Self.spans(of: end))
      }
    }
    for via in finding.via.prefix(maximumRows) {
      page.labelled("via", width: label, indent: indent, Self.spans(of: via))
    }
    overflow(finding.via.count, "element", to: &page, indent: indent + label)
    for resource in finding.resources.prefix(maximumRows) {
      page.labelled("resource", width: label, indent: indent, Self.spans(of: resource))
    }
    overflow(finding.resources.count, "resource", to: &page, indent: indent + label)
    if finding.legs.isEmpty {
      way(finding.hops, "path", to: &page, indent: indent)
    } else {
      for (index, leg) in finding.legs.enumerated() {
        let title = "connection \(index + 1) of \(finding.legs.count): \(leg.packet.summary)"
        way(leg.hops, title, to: &page, indent: indent)
      }
    }
    if showsAnswer {
      way(finding.returnHops, "answer", to: &page, indent: indent)
    } else if !finding.returnHops.isEmpty {
      page.labelled(
        "answer",
        width: label,
        indent: indent,
        [Span("comes back over \(finding.returnHops.count.of("hop"))")]
      )
    }
    chain(to: &page, indent: indent)
    traffic(to: &page, indent: indent, label: label)
    closing(to: &page, indent: indent, label: label)
    page.labelled("finding", width: label, indent: indent, [Span(finding.id.visible(limit: 40), .dim)])
  }

  /// What brings it, since when there has been it, who permits it.
  private func about(to page: inout TerminalText, indent: Int, label: Int) {
    if let calls = finding.calls {
      page.labelled(
        "latent",
        width: label,
        indent: indent,
        [Span("the path exists after \(calls.of("API call"))", .unsure)]
      )
    }
    guard let context else { return }
    let blamed = context.blamed(for: finding)
    for planned in blamed.prefix(maximumRows) {
      page.labelled(
        "by",
        width: label,
        indent: indent,
        [Span(planned.address.visible(limit: 200), .bold), Span("  \(planned.action.rawValue)", .dim)]
      )
      if var location = planned.location {
        location.address = nil
        page.labelled("", width: label, indent: indent, Self.spans(of: location))
      }
    }
    overflow(blamed.count, "planned change", to: &page, indent: indent + label)
    if let since = context.since(finding) {
      page.labelled("age", width: label, indent: indent, [Span(since.visible())])
    }
    guard let waived = context.waived(finding) else { return }
    page.labelled("waiver", width: label, indent: indent, [Span(waived.visible(), .accent)])
    if let waiver = context.waiver(of: finding) {
      page.labelled("", width: label, indent: indent, [Span(waiver.reason.visible(limit: 300), .dim)])
    }
  }

  private func way(_ hops: [Hop], _ title: String, to page: inout TerminalText, indent: Int) {
    guard !hops.isEmpty else { return }
    page.paragraph(first: [Span(String(repeating: " ", count: indent))], [Span(title, .dim)])
    let space = String(repeating: " ", count: indent + 2)
    for (index, hop) in hops.enumerated() {
      let isLast = index == hops.count - 1
      let mark = index == 0 ? "●" : isLast ? "◎" : "▼"
      let rail = space + (isLast ? "    " : "│   ")
      page.paragraph(
        first: [Span(space + mark + " ", .accent)],
        rest: [Span(rail, .accent)],
        Self.shortSpans(of: hop.resource)
      )
      page.paragraph(
        first: [Span(rail, .accent)],
        rest: [Span(rail, .accent)],
        [Span(hop.action.visible())] + (hop.rule.map { [Span(": "), Span($0.visible(), .bold)] } ?? [])
      )
      if let location = hop.location {
        page.paragraph(
          first: [Span(rail, .accent)],
          rest: [Span(rail, .accent)],
          Self.spans(of: location)
        )
      }
    }
  }

  private func chain(to page: inout TerminalText, indent: Int) {
    guard let first = finding.chain.first else { return }
    let space = String(repeating: " ", count: indent + 2)
    page.paragraph(first: [Span(String(repeating: " ", count: indent))], [Span("chain", .dim)])
    page.paragraph(first: [Span(space + "● ", .accent)], Self.shortSpans(of: first.from))
    for (index, step) in finding.chain.enumerated() {
      let isLast = index == finding.chain.count - 1
      let rail = space + "│   "
      page.paragraph(
        first: [Span(rail, .accent)],
        rest: [Span(rail, .accent)],
        [Span(step.action.visible(limit: 120), .bold)]
      )
      if let leg = step.leg { packets(of: leg, rail: rail, to: &page) }
      for evidence in step.allowedBy.prefix(maximumRows) {
        page.paragraph(
          first: [Span(rail, .accent)],
          rest: [Span(rail, .accent)],
          [Span("allowed by " + evidence.text.visible())]
        )
        if let location = evidence.location {
          page.paragraph(
            first: [Span(rail, .accent)],
            rest: [Span(rail, .accent)],
            Self.spans(of: location)
          )
        }
      }
      for condition in step.conditions.prefix(maximumRows) {
        page.paragraph(
          first: [Span(rail, .accent)],
          rest: [Span(rail, .accent)],
          [Span("if " + condition.visible(), .unsure)]
        )
      }
      for hop in step.leg?.hops.prefix(maximumRows) ?? [] {
        let rule = hop.rule.map { [Span(": "), Span($0.visible(), .bold)] } ?? []
        page.paragraph(
          first: [Span(rail, .accent)],
          rest: [Span(rail + "  ", .accent)],
          [Span(hop.resource.label), Span("  " + hop.action.visible())] + rule
        )
      }
      overflow(step.leg?.hops.count ?? 0, "hop", to: &page, indent: indent + 6)
      page.paragraph(
        first: [Span(space + (isLast ? "◎ " : "▼ "), .accent)],
        rest: [Span(space + (isLast ? "    " : "│   "), .accent)],
        Self.shortSpans(of: step.to)
      )
    }
  }

  /// The packets of a step: the witness, and each hop with its rule on a line.
  private func packets(of leg: PathLeg, rail: String, to page: inout TerminalText) {
    page.paragraph(
      first: [Span(rail, .accent)],
      rest: [Span(rail, .accent)],
      [Span("packet " + leg.packet.summary)]
    )
    for hop in leg.hops {
      let rule = hop.rule.map { ": " + $0.visible() } ?? ""
      page.paragraph(
        first: [Span(rail, .accent)],
        rest: [Span(rail + "  ", .accent)],
        [Span("at \(hop.resource.label), \(hop.action.visible())\(rule)", .dim)]
      )
    }
  }

  private func traffic(to page: inout TerminalText, indent: Int, label: Int) {
    let rows = finding.traffic.prefix(maximumRows)
    let service = rows.map(\.service.columns).max() ?? 0
    for (index, set) in rows.enumerated() {
      page.labelled(
        index == 0 ? "traffic" : "",
        width: label,
        indent: indent,
        [
          Span(set.service.padded(to: min(service, 24)), .bold),
          Span("  \(set.source.visible(limit: 120)) → \(set.destination.visible(limit: 120))"),
          Span("  \(set.verdict.rawValue)", .dim),
        ]
      )
    }
    overflow(finding.traffic.count, "set", to: &page, indent: indent + label)
    if finding.endpointPairs > 0 {
      page.labelled(
        "reach",
        width: label,
        indent: indent,
        [Span(finding.endpointPairs.of("pair") + " of network interfaces")]
      )
    }
  }

  /// What closes the finding: the cut, or what can be said without one.
  private func closing(to page: inout TerminalText, indent: Int, label: Int) {
    guard let cut = finding.cut else {
      for (index, sentence) in finding.remediation.prefix(maximumRows).enumerated() {
        page.labelled(index == 0 ? "to close" : "", width: label, indent: indent, [Span(sentence.visible())])
      }
      return
    }
    for (index, element) in cut.elements.prefix(maximumRows).enumerated() {
      page.labelled(index == 0 ? "to close" : "", width: label, indent: indent, [Span(element.step.visible())])
      closing(element, to: &page, indent: indent, label: label)
    }
    overflow(cut.elements.count, "step", to: &page, indent: indent + label)
    for element in cut.alternatives.prefix(maximumRows) {
      page.labelled("or", width: label, indent: indent, [Span(element.step.visible())])
      closing(element, to: &page, indent: indent, label: label)
    }
    let note = cut.note.map { ": " + $0.visible() } ?? ""
    page.labelled("", width: label, indent: indent, [Span(cut.heading + note, .dim)])
  }

  private func closing(_ element: CutElement, to page: inout TerminalText, indent: Int, label: Int) {
    if let location = element.location {
      page.labelled("", width: label, indent: indent, Self.spans(of: location))
    }
    if let statement = element.statement, element.isTooLongForASentence {
      page.labelled("", width: label, indent: indent, [Span(statement.visible())])
    }
    for sentence in element.consequences {
      page.labelled("", width: label, indent: indent, [Span(sentence, element.breaks.isEmpty ? .plain : .unsure)])
    }
  }

  private func overflow(_ count: Int, _ noun: String, to page: inout TerminalText, indent: Int) {
    guard count > maximumRows else { return }
    let rest = (count - maximumRows).of("more \(noun)")
    page.paragraph(first: [Span(String(repeating: " ", count: indent))], [Span("and \(rest)", .dim)])
  }

  /// A resource with its kind and environment: what a row of a path has room for.
  private static func shortSpans(of resource: ResourceReference) -> [Span] {
    let words = [resource.type, resource.environment].compactMap { $0?.visible(limit: 120) }.filter { !$0.isEmpty }
    return [Span(resource.label.unbrokenIfShort, .bold), Span("  " + words.joined(separator: ", "), .dim)]
  }

  private static func spans(of location: SourceLocation) -> [Span] {
    [Span("at " + location.visible, .dim)]
  }

  private static func spans(of resource: ResourceReference) -> [Span] {
    [Span(resource.label.unbrokenIfShort, .bold), Span("  " + resource.surroundings, .dim)]
  }
}

extension String {
  /// The string without a place to break it, unless it is longer than a line can hold.
  fileprivate var unbrokenIfShort: String { columns <= 56 ? unbroken : self }
}
