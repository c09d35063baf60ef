/// A finding as a block of Markdown: what happens, the path as a short list, the fix, and the evidence folded away.
struct FindingMarkdown {
  /// The block, with a brief form of one line.
  let block: MarkdownPage.Block

  /// Writes a finding.
  ///
  /// - Parameters:
  ///   - finding: The finding.
  ///   - isNew: Whether it was not there before.
  ///   - waiver: The waiver that permits it.
  init(_ finding: Finding, isNew: Bool, waiver: WaiverRecord?) {
    let text = Writer(finding: finding)
    var marks = [finding.severity.rawValue.uppercased()]
    if isNew { marks.append("NEW") }
    if waiver != nil || finding.waiver != nil { marks.append("waived") }
    let head = "**\(marks.joined(separator: " · "))** \(MarkdownText.sentence(finding.title, limit: 300))"
    var lines = ["#### \(head)", ""]
    lines.append(text.about)
    if let waiver { lines += ["", "Waived \(MarkdownText.plain(waiver.term, limit: 300))."] }
    lines += text.section(text.path)
    lines += text.section(text.fix)
    lines += text.section(text.evidence)
    block = MarkdownPage.Block(
      lines.joined(separator: "\n"),
      brief: "- \(head) \(MarkdownText.code(finding.id, limit: 40))"
    )
  }
}

/// The parts of a finding's block.
private struct Writer {
  let finding: Finding
  /// The number of steps of a path that are written; what is left out is left out in the middle.
  private let maximumSteps = 12
  /// The number of other rows that are written.
  private let maximumRows = 6

  init(finding: Finding) { self.finding = finding }

  /// Lines with an empty line before them, or nothing.
  func section(_ lines: [String]) -> [String] { lines.isEmpty ? [] : [""] + lines }

  /// The assertion, the direction, the packet.
  var about: String {
    var parts = [MarkdownText.code(finding.assertion, limit: 120)]
    let direction = MarkdownReport.pair(finding.from, finding.to)
    if !direction.isEmpty { parts.append(direction) }
    if let verdict = finding.verdict { parts.append("\(verdict.rawValue), \(verdict.meaning)") }
    if let witness = finding.witness { parts.append(MarkdownText.code(witness.summary)) }
    if let calls = finding.calls { parts.append("exists after \(calls.of("API call"))") }
    parts.append("finding \(MarkdownText.code(finding.id, limit: 40))")
    return parts.joined(separator: " · ")
  }

  /// The path, a step a line.
  var path: [String] {
    var steps: [String] = []
    for hop in finding.legs.isEmpty ? finding.hops : finding.legs.flatMap(\.hops) { steps.append(step(hop)) }
    for step in finding.chain {
      let conditions = step.conditions.isEmpty ? "" : ", \(step.conditions.count.of("condition"))"
      steps.append(
        "\(name(step.from)) \(MarkdownText.code(step.action, limit: 120)) → \(name(step.to))\(conditions)"
      )
    }
    if steps.isEmpty { steps = finding.resources.map(placed) }
    guard steps.count > maximumSteps else { return steps.enumerated().map { "\($0 + 1). \($1)" } }
    // Both ends of a path say more than its middle.
    let tail = maximumSteps / 2
    let cut = steps.count - maximumSteps
    let shown = steps.prefix(maximumSteps - tail) + ["… \(cut.of("more step"))"] + steps.suffix(tail)
    return shown.enumerated().map { "\($0 + 1). \($1)" }
  }

  /// What closes it.
  var fix: [String] {
    guard let cut = finding.cut else {
      return finding.remediation.prefix(maximumRows).map { "**Fix:** \(MarkdownText.sentence($0))" }
    }
    var lines = cut.elements.prefix(maximumRows).map { element in
      "**Fix:** \(MarkdownText.sentence(element.step))\(place(element.location))"
    }
    if cut.elements.count > maximumRows { lines.append("and \((cut.elements.count - maximumRows).of("more step"))") }
    for element in cut.elements.prefix(maximumRows) {
      lines += element.breaks.prefix(3).map { "It loses traffic that the policy accepts: \(MarkdownText.plain($0))" }
    }
    // A line break inside a paragraph: two blanks at the end of a line.
    return lines.enumerated().map { $0 + 1 < lines.count ? $1 + "  " : $1 }
  }

  /// The rules with their places, the traffic, other ways to close it; folded away.
  var evidence: [String] {
    var rows: [String] = []
    let hops = finding.legs.isEmpty ? finding.hops : finding.legs.flatMap(\.hops)
    for hop in hops.prefix(maximumSteps) {
      guard hop.rule != nil || hop.location != nil else { continue }
      let rule = hop.rule.map { ": \(MarkdownText.code($0, limit: 300))" } ?? ""
      rows.append("- \(name(hop.resource))\(rule)\(place(hop.location))")
    }
    for step in finding.chain.prefix(maximumSteps) {
      for evidence in step.allowedBy.prefix(maximumRows) {
        rows.append("- \(MarkdownText.sentence(evidence.text))\(place(evidence.location))")
      }
      rows += step.conditions.prefix(maximumRows).map { "- if \(MarkdownText.code($0, limit: 300))" }
    }
    for set in finding.traffic.prefix(maximumRows) {
      let ends = "\(set.source.visible(limit: 120)) → \(set.destination.visible(limit: 120))"
      rows.append("- traffic \(MarkdownText.code("\(set.service)  \(ends)"))")
    }
    if finding.traffic.count > maximumRows {
      rows.append("- and \((finding.traffic.count - maximumRows).of("more set")) of traffic")
    }
    for element in finding.cut?.alternatives.prefix(maximumRows) ?? [] {
      rows.append("- or: \(MarkdownText.sentence(element.step))\(place(element.location))")
    }
    guard !rows.isEmpty else { return [] }
    return ["<details><summary>Evidence</summary>", ""] + rows + ["", "</details>"]
  }

  private func step(_ hop: Hop) -> String {
    var text = "\(name(hop.resource)): \(MarkdownText.plain(hop.action, limit: 200))"
    if let rule = hop.rule { text += " by \(MarkdownText.code(rule, limit: 160))" }
    return text
  }

  private func name(_ resource: ResourceReference) -> String {
    let type = MarkdownText.plain(resource.type, limit: 60)
    let label = resource.name.flatMap { $0.isEmpty || $0 == resource.id ? nil : $0 } ?? resource.id
    return "\(type) \(MarkdownText.code(label, limit: 160))"
  }

  private func placed(_ resource: ResourceReference) -> String {
    let words = [resource.environment, resource.account, resource.region].compactMap { $0 }.filter { !$0.isEmpty }
    return ([name(resource)] + words.map { MarkdownText.plain($0, limit: 80) }).joined(separator: ", ")
  }

  private func place(_ location: SourceLocation?) -> String {
    location.map { " (\(MarkdownText.code($0.short, limit: 240)))" } ?? ""
  }
}

extension WaiverRecord {
  /// What a waiver says in one line: `until 2026-12-15 by ciso@example.com (SEC-1234)`.
  var term: String {
    var text = "until \(expires)"
    if !approver.isEmpty { text += " by \(approver)" }
    if !ticket.isEmpty { text += " (\(ticket))" }
    return text
  }
}
