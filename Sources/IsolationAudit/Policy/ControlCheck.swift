/// Compares the controls that assertions name with the catalogues.
package struct ControlCheck: Sendable {
  /// An assertion, as far as its controls go.
  package struct Subject: Sendable {
    let assertion: String
    let kind: String
    let controls: [String]
    let location: SourceLocation?

    /// Describes an assertion.
    package init(assertion: String, kind: String, controls: [String], location: SourceLocation?) {
      (self.assertion, self.kind, self.controls, self.location) = (assertion, kind, controls, location)
    }

    /// Describes an assertion of a policy.
    package init(_ assertion: Assertion) {
      self.init(
        assertion: assertion.id,
        kind: assertion.kind.name,
        controls: assertion.controls.map(\.description),
        location: assertion.location
      )
    }
  }

  /// The code of the warnings.
  package static let code = "unknown-control"

  private let catalogues: ControlCatalogues

  /// Compares with catalogues.
  package init(_ catalogues: ControlCatalogues) { self.catalogues = catalogues }

  /// What is wrong with the controls of assertions: a warning for each that no catalogue has.
  package func warnings(_ subjects: [Subject]) -> [Diagnostic] {
    var known: [String: ControlCatalogue?] = [:]
    var warnings: [Diagnostic] = []
    for subject in subjects {
      for reference in subject.controls {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { continue }
        let catalogue = known[parts[0]] ?? catalogues.catalogue(parts[0])
        known[parts[0]] = .some(catalogue)
        guard let complaint = complaint(parts[0], parts[1], catalogue) else { continue }
        warnings.append(
          Diagnostic(
            .warning,
            code: Self.code,
            message: "control `\(reference.abbreviated)` of assertion `\(subject.assertion)`: \(complaint)",
            location: subject.location
          )
        )
      }
    }
    return warnings.sorted()
  }

  /// Assertions that name a control about which their kind says nothing in the catalogue: a note for each.
  package func notes(_ subjects: [Subject]) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for subject in subjects {
      for reference in subject.controls {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let control = catalogues.catalogue(parts[0])?.control(parts[1]),
          control.support(by: subject.kind) == nil
        else { continue }
        notes.append(
          Diagnostic(
            .note,
            code: "unexplained-control",
            message: "the catalogue does not say why `\(subject.kind)` supports `\(reference)`, so assertion "
              + "`\(subject.assertion)` counts as supporting, without a reason",
            location: subject.location
          )
        )
      }
    }
    return notes.sorted()
  }

  private func complaint(_ framework: String, _ id: String, _ catalogue: ControlCatalogue?) -> String? {
    if let catalogue {
      if catalogue.control(id) != nil { return nil }
      let ids = catalogue.controls.map(\.id)
      let meant = Suggestion.nearest(to: id, among: ids.filter { $0.lowercased() == id.lowercased() })
      guard let near = meant ?? Suggestion.nearest(to: id, among: ids) else {
        return "the catalogue of \(framework) has no such control; see `audit-cli controls list \(framework)`"
      }
      return "the catalogue of \(framework) has no such control; did you mean `\(near)`?"
    }
    let name = framework.lastIndex(of: "-").map { String(framework[..<$0]) } ?? framework
    let versions = catalogues.ids.filter { $0.hasPrefix(name + "-") && !$0.dropFirst(name.count + 1).contains("-") }
    if !versions.isEmpty {
      return "there is no catalogue of this version; known versions: \(PolicyWording.names(versions))"
    }
    return "there is no catalogue of this framework; "
      + PolicyWording.hint(for: framework, known: catalogues.ids, plural: "frameworks")
  }
}
