/// Works out what the assertions of a result say about the controls of frameworks.
///
/// The policy says which assertion stands for which control; the catalogue says how much an assertion of that kind says about
/// it, and why. Nothing is mapped that the policy does not map, so a control that nobody named is not assessed.
package struct ControlAssessment: Sendable {
  private let catalogues: ControlCatalogues

  /// Prepares an assessment by catalogues.
  package init(_ catalogues: ControlCatalogues) { self.catalogues = catalogues }

  /// Fills in the controls of a result, and warns of those that no catalogue has.
  ///
  /// The frameworks are those that some assertion names; each has all of its controls.
  package func apply(to result: inout AuditResult) {
    let subjects = result.assertions.map { assertion in
      ControlCheck.Subject(
        assertion: assertion.id,
        kind: assertion.kind,
        controls: assertion.controls,
        location: assertion.location
      )
    }
    result.diagnostics.removeAll { $0.code == ControlCheck.code }
    result.diagnostics = (result.diagnostics + ControlCheck(catalogues).warnings(subjects)).sorted()
    let named = Set(
      result.assertions.flatMap(\.controls).compactMap { $0.split(separator: "/").first.map(String.init) }
    )
    result.controls = ControlCoverage(
      frameworks: named.sorted().compactMap { catalogues.catalogue($0) }.map { framework($0, result.assertions) }
    )
  }

  private func framework(_ catalogue: ControlCatalogue, _ assertions: [AssertionResult]) -> ControlCoverage.Framework {
    ControlCoverage.Framework(
      id: catalogue.id,
      title: catalogue.title,
      version: catalogue.version,
      controls: catalogue.controls.map { control in
        let reference = "\(catalogue.id)/\(control.id)"
        let evidence = assertions.filter { $0.controls.contains(reference) }.map { Self.evidence($0, control) }
        return ControlCoverage.Control(
          id: control.id,
          title: control.title,
          paraphrase: control.paraphrase,
          status: Self.status(evidence),
          evidence: evidence
        )
      }
    )
  }

  private static func evidence(_ assertion: AssertionResult, _ control: ControlCatalogue.Control)
    -> ControlCoverage.Evidence
  {
    let support = control.support(by: assertion.kind)
    return ControlCoverage.Evidence(
      assertion: assertion.id,
      outcome: assertion.outcome,
      strength: support.map { .init($0.strength) } ?? .supporting,
      because: support?.because ?? "The policy maps it to this control; the catalogue does not say why."
    )
  }

  /// What the assertions say together: the worst of them, and never anything good without one.
  private static func status(_ evidence: [ControlCoverage.Evidence]) -> ControlCoverage.Control.Status {
    if evidence.isEmpty { return .notAssessed }
    if evidence.contains(where: { $0.outcome == .violated }) { return .notSupported }
    return evidence.contains { $0.outcome == .inconclusive } ? .inconclusive : .supported
  }
}

extension ControlCoverage.Evidence.Strength {
  /// The strength that a catalogue states.
  fileprivate init(_ strength: ControlCatalogue.Strength) {
    switch strength {
    case .direct: self = .direct
    case .partial: self = .partial
    case .supporting: self = .supporting
    }
  }
}
