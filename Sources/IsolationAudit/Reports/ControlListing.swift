/// Controls as the terminal lists them.
package struct ControlListing: Sendable {
  private let catalogues: ControlCatalogues

  /// Lists the controls of catalogues.
  package init(_ catalogues: ControlCatalogues) { self.catalogues = catalogues }

  /// A line for each framework.
  package var frameworks: [String] {
    catalogues.ids.compactMap { catalogues.catalogue($0) }.map { catalogue in
      "\(catalogue.id): \(catalogue.title.visible(limit: 120)), \(catalogue.controls.count.of("control"))"
    }
  }

  /// A line for each control of a framework.
  package func controls(of id: String) throws(GovernanceError) -> [String] {
    try catalogue(id).controls.map { "\(id)/\($0.id): \(Self.name($0))" }
  }

  /// A control, with what each kind of assertion says about it.
  package func show(_ reference: String) throws(GovernanceError) -> [String] {
    let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw GovernanceError(
        "`\(reference.visible(limit: 80))` is no control, expected something like pci-dss-4.0.1/6.5.3"
      )
    }
    let catalogue = try catalogue(parts[0])
    guard let control = catalogue.control(parts[1]) else {
      let hint = PolicyWording.hint(for: parts[1], known: catalogue.controls.map(\.id), plural: "controls")
      throw GovernanceError("\(catalogue.id) has no control `\(parts[1].visible(limit: 60))`; \(hint)")
    }
    var lines = ["\(catalogue.id)/\(control.id)"]
    if !control.title.isEmpty { lines.append("  \(control.title.visible())") }
    lines.append("  In short: \(control.paraphrase.visible())")
    for support in control.support {
      let kinds = support.kinds.joined(separator: ", ")
      lines.append("  supported by \(kinds) (\(support.strength.rawValue)): \(support.because.visible())")
    }
    if control.support.isEmpty { lines.append("  No kind of assertion says anything about it.") }
    lines.append(
      "  \(catalogue.title.visible(limit: 120)), version \(catalogue.version): \(catalogue.source.visible(limit: 200))"
    )
    return lines
  }

  /// What the controls of a result's frameworks have from its assertions.
  ///
  /// - Parameters:
  ///   - result: The result, with its controls filled in.
  ///   - only: The id of a framework, to leave the others out.
  ///   - isJudged: Whether the outcomes mean anything; for a policy alone they do not.
  ///   - width: The width in columns.
  ///   - color: Whether colours are written.
  /// - Returns: A heading for each framework, and a paragraph for each control; empty when there is none.
  package func coverage(_ result: AuditResult, only: String?, isJudged: Bool, width: Int, color: Bool) -> String {
    var page = TerminalText(width: width, color: color)
    for framework in result.controls?.frameworks ?? [] where only == nil || framework.id == only {
      let assessed = framework.controls.count { $0.status != .notAssessed }
      page.heading(
        "\(framework.name) (\(framework.id)): \(assessed) of \(framework.controls.count.of("control")) assessed"
      )
      let words = framework.controls.map { Self.standing($0, isJudged: isJudged) }
      let column = (words.map(\.text.columns).max() ?? 0) + 2
      let ids = (framework.controls.map(\.id.columns).max() ?? 0) + 2
      for (control, word) in zip(framework.controls, words) {
        let space = [Span(String(repeating: " ", count: column + min(ids, 20)))]
        page.paragraph(
          first: [
            Span(word.text.padded(to: column), word.style),
            Span(control.id.visible(limit: 60).padded(to: min(ids, 20)), .bold),
          ],
          rest: space,
          [Span(control.title.isEmpty ? control.paraphrase.visible() : control.title.visible())]
        )
        for evidence in control.evidence {
          let outcome = isJudged ? ", \(evidence.outcome.word)" : ""
          page.paragraph(
            first: space,
            rest: space + [Span("  ")],
            [
              Span(evidence.assertion.visible(limit: 120).unbroken),
              Span("  \(evidence.strength.rawValue)\(outcome): \(evidence.because.visible())", .dim),
            ]
          )
        }
        guard control.evidence.isEmpty else { continue }
        for line in candidates(framework.id, control.id, result.assertions) {
          page.paragraph(first: space, rest: space + [Span("  ")], [Span(line, .dim)])
        }
      }
    }
    // A heading has an empty line before it.
    return String(page.text.drop { $0 == "\n" })
  }

  /// Assertions of the policy that could stand for a control to which none is mapped, by strength.
  private func candidates(_ framework: String, _ id: String, _ assertions: [AssertionResult]) -> [String] {
    guard let control = catalogues.catalogue(framework)?.control(id) else { return [] }
    return ControlCatalogue.Strength.allCases.compactMap { strength in
      let fitting = assertions.filter { control.support(by: $0.kind)?.strength == strength }
      guard !fitting.isEmpty else { return nil }
      return
        "\(strength.rawValue) evidence could come from \(fitting.map { $0.id.visible(limit: 120) }.joined(separator: ", "))"
    }
  }

  private typealias Span = TerminalText.Span

  private func catalogue(_ id: String) throws(GovernanceError) -> ControlCatalogue {
    if let catalogue = catalogues.catalogue(id) { return catalogue }
    let hint = PolicyWording.hint(for: id, known: catalogues.ids, plural: "frameworks")
    throw GovernanceError("there is no catalogue `\(id.visible(limit: 60))`; \(hint)")
  }

  private static func name(_ control: ControlCatalogue.Control) -> String {
    control.title.isEmpty ? "(\(control.paraphrase.visible()))" : control.title.visible()
  }

  private static func standing(_ control: ControlCoverage.Control, isJudged: Bool) -> Span {
    guard control.status != .notAssessed else { return Span("– not assessed", .dim) }
    guard isJudged else { return Span("● assessed", .good) }
    switch control.status {
    case .supported: return Span("✔ supported", .good)
    case .notSupported: return Span("✖ not supported", .bad)
    case .inconclusive: return Span("? inconclusive", .unsure)
    case .notAssessed: return Span("– not assessed", .dim)
    }
  }
}

extension ControlCoverage.Framework {
  /// The title with the version, unless the title has it: `PCI DSS 4.0.1`.
  var name: String {
    let title = title.visible(limit: 120)
    return title.hasSuffix(version) ? title : "\(title) \(version.visible(limit: 40))"
  }
}

extension AuditResult {
  /// A result that has the assertions of a policy and nothing judged, to see what they are mapped to.
  package static func unjudged(_ policy: Policy) -> AuditResult {
    var result = AuditResult.empty
    result.assertions = policy.assertions.map { assertion in
      AssertionResult(
        id: assertion.id,
        title: assertion.title,
        rationale: assertion.rationale,
        kind: assertion.kind.name,
        severity: assertion.severity,
        controls: assertion.controls.map(\.description),
        outcome: .inconclusive,
        pairs: [],
        findings: [],
        gaps: [],
        exceptions: [],
        location: assertion.location
      )
    }
    return result
  }
}
