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
  /// - Returns: A line for each framework, control and assertion.
  package func coverage(_ result: AuditResult, only: String?, isJudged: Bool) -> [String] {
    let frameworks = (result.controls?.frameworks ?? []).filter { only == nil || $0.id == only }
    return frameworks.flatMap { framework -> [String] in
      let assessed = framework.controls.count { $0.status != .notAssessed }
      var lines = ["\(framework.id): \(assessed) of \(framework.controls.count.of("control")) assessed"]
      for control in framework.controls {
        lines.append("  \(control.id): \(Self.standing(control, isJudged: isJudged))")
        for evidence in control.evidence {
          let outcome = isJudged ? ", \(evidence.outcome.rawValue)" : ""
          lines.append(
            "    \(evidence.assertion) (\(evidence.strength.rawValue)\(outcome)): \(evidence.because.visible())"
          )
        }
        if control.evidence.isEmpty { lines += candidates(framework.id, control.id, result.assertions) }
      }
      return lines
    }
  }

  /// Assertions of the policy that could stand for a control to which none is mapped.
  private func candidates(_ framework: String, _ id: String, _ assertions: [AssertionResult]) -> [String] {
    guard let control = catalogues.catalogue(framework)?.control(id) else { return [] }
    return assertions.compactMap { assertion in
      control.support(by: assertion.kind).map {
        "    could be supported by \(assertion.id) (\(assertion.kind), \($0.strength.rawValue))"
      }
    }
  }

  private func catalogue(_ id: String) throws(GovernanceError) -> ControlCatalogue {
    if let catalogue = catalogues.catalogue(id) { return catalogue }
    let hint = PolicyWording.hint(for: id, known: catalogues.ids, plural: "frameworks")
    throw GovernanceError("there is no catalogue `\(id.visible(limit: 60))`; \(hint)")
  }

  private static func name(_ control: ControlCatalogue.Control) -> String {
    control.title.isEmpty ? "(\(control.paraphrase.visible()))" : control.title.visible()
  }

  private static func standing(_ control: ControlCoverage.Control, isJudged: Bool) -> String {
    guard control.status != .notAssessed else { return "not assessed" }
    guard isJudged else { return "assessed by \(control.evidence.count.of("assertion"))" }
    switch control.status {
    case .supported: return "supported"
    case .notSupported: return "not supported"
    case .inconclusive: return "inconclusive"
    case .notAssessed: return "not assessed"
    }
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
