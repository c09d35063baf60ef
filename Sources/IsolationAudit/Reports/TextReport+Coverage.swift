extension TextReport {
  /// Who reaches whom: a table where it fits, otherwise a list of pairs by status.
  func writeMatrix(to page: inout TerminalText) {
    guard !result.matrix.isEmpty else { return }
    page.heading("Who reaches whom")
    if !writeTable(to: &page) { writePairs(to: &page) }
  }

  private func writeTable(to page: inout TerminalText) -> Bool {
    let names = result.environments.map(\.name)
    var cells: [[String]: AuditResult.MatrixCell.Status] = [:]
    for cell in result.matrix { cells[[cell.from, cell.to]] = cell.status }
    let headers = names.map { Self.stacked($0.visible(limit: 40)) }
    func word(_ from: String, _ to: String) -> String {
      guard from != to, let status = cells[[from, to]] else { return "" }
      return status == .notAssessed ? status.symbol : "\(status.symbol) \(status.word)"
    }
    let widths = names.enumerated().map { column, to in
      let inner = names.map { word($0, to).columns } + headers[column].map(\.columns)
      return (inner.max() ?? 0) + 2
    }
    let corner = "from ↓ to →"
    let label = (names.map { $0.visible(limit: 40).columns } + [corner.columns]).reduce(0, max) + 2
    guard label + widths.reduce(0, +) <= width else { return false }
    for row in 0..<headers.map(\.count).reduce(0, max) {
      var spans = [Span("  " + (row == 0 ? corner : "").padded(to: label), .dim)]
      for (column, header) in headers.enumerated() {
        spans.append(Span((row < header.count ? header[row] : "").padded(to: widths[column]), .bold))
      }
      page.raw(spans)
    }
    for from in names {
      var spans = [Span("  "), Span(from.visible(limit: 40).padded(to: label), .bold)]
      for (column, to) in names.enumerated() {
        let style = cells[[from, to]].map { Self.style(of: $0) } ?? .dim
        spans.append(Span(word(from, to).padded(to: widths[column]), style))
      }
      page.raw(spans)
    }
    if result.matrix.contains(where: { $0.status == .notAssessed }) {
      let status = AuditResult.MatrixCell.Status.notAssessed
      page.paragraph(first: [Span("  ")], [Span("\(status.symbol) \(status.word): \(status.meaning)", .dim)])
    }
    return true
  }

  private func writePairs(to page: inout TerminalText) {
    for status in AuditResult.MatrixCell.Status.reportOrder {
      let pairs = result.matrix.filter { $0.status == status }
      guard !pairs.isEmpty else { continue }
      let label = "\(status.symbol) \(status.word)".padded(to: 16)
      let names = pairs.map { "\($0.from.visible(limit: 40)) → \($0.to.visible(limit: 40))".unbroken }
      let text = status == .notAssessed ? pairs.count.of("pair") : names.joined(separator: ", ")
      page.paragraph(first: [Span("  "), Span(label, Self.style(of: status))], [Span(text)])
    }
  }

  /// A name in lines, broken after its hyphens.
  private static func stacked(_ name: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for character in name {
      line.append(character)
      if character == "-", line.count > 4 {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// What was read and what was not.
  func writeCoverage(to page: inout TerminalText) {
    let coverage = result.coverage
    page.heading("Coverage")
    func row(_ label: String, _ text: String, _ style: TerminalText.Style = .plain) {
      page.labelled(label, width: 14, indent: 2, [Span(text, style)])
    }
    let accounts = Set(coverage.places.map(\.account)).count
    let regions = Set(coverage.places.map(\.region)).subtracting(["global"]).count
    let interfaces = coverage.places.reduce(0) { $0 + $1.networkInterfaces }
    row(
      "read",
      "\(result.inputs.count.of("file")), \(accounts.of("account")), \(regions.of("Region")), "
        + interfaces.of("network interface")
    )
    row("completeness", "judged from " + coverage.basis.visible())
    for place in coverage.places where !place.gaps.isEmpty {
      let environment = place.environment.map { ", \($0.visible(limit: 80))" } ?? ""
      let name = "\(place.account.visible(limit: 40)) \(place.region.visible(limit: 40))\(environment)"
      let more = place.gaps.count > 12 ? "; and \((place.gaps.count - 12).of("more gap"))" : ""
      let gaps = place.gaps.prefix(12).map { $0.visible(limit: 200) }.joined(separator: "; ")
      row("gap", "\(name): \(gaps)\(more)", .unsure)
    }
    for count in coverage.resources where count.unreadable > 0 {
      row("unreadable", "\(count.unreadable.of("record")) of \(count.kind.visible(limit: 80))", .unsure)
    }
    if coverage.unassignedCount > 0 {
      let shown = coverage.unassigned.prefix(3).map(\.label).joined(separator: ", ")
      let text = coverage.unassignedCount.of("network interface") + " in no environment"
      row("unassigned", text + (shown.isEmpty ? "" : ": \(shown)") + (coverage.unassignedCount > 3 ? ", …" : ""))
    }
    if !coverage.unreadKeys.isEmpty { row("not read", coverage.unreadKeys.joined(separator: ", ").visible()) }
    let serious = result.diagnostics.filter { $0.severity != .note }
    for diagnostic in serious.prefix(20) {
      row(diagnostic.severity.rawValue, diagnostic.placed, diagnostic.severity == .error ? .bad : .unsure)
    }
    let rest = max(0, serious.count - 20)
    let notes = result.diagnostics.count - serious.count
    guard rest + notes > 0 else { return }
    var parts: [String] = []
    if rest > 0 { parts.append(rest.of("more error or warning", plural: "more errors and warnings")) }
    if notes > 0 { parts.append(notes.of("note")) }
    row("also", parts.joined(separator: ", ") + " in the JSON result")
  }
}
