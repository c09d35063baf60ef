import Synchronization

/// The controls of a framework in one version, and what kinds of assertion say about them.
///
/// A catalogue holds ids, titles and a paraphrase of this project, never the text of a standard. A title that has not been
/// checked is left out.
package struct ControlCatalogue: Hashable, Sendable {
  /// How much an assertion says about a control.
  package enum Strength: String, Hashable, Sendable, CaseIterable {
    /// What it checks is what the control asks for.
    case direct
    /// It checks a part of what the control asks for.
    case partial
    /// It is evidence beside others.
    case supporting
  }

  /// What assertions of some kinds say about a control.
  package struct Support: Hashable, Sendable {
    /// The kinds of assertion.
    package var kinds: [String]
    /// How much they say.
    package var strength: Strength
    /// Why, in one sentence.
    package var because: String
  }

  /// A control.
  package struct Control: Hashable, Sendable {
    /// The id in the framework: `6.5.3`.
    package var id: String
    /// The title; empty where it has none, or none that has been checked.
    package var title: String
    /// What it asks for, in other words than the standard's.
    package var paraphrase: String
    /// What kinds of assertion say about it; empty where none does.
    package var support: [Support]
    /// Where it is written.
    package var location: SourceLocation

    /// What assertions of a kind say about it.
    package func support(by kind: String) -> Support? { support.first { $0.kinds.contains(kind) } }
  }

  /// The framework, such as `pci-dss`.
  package var framework: String
  /// The version, such as `4.0.1`.
  package var version: String
  /// The framework's name.
  package var title: String
  /// Where the framework is published.
  package var source: String
  /// The day on which ids and titles were compared with what is published.
  package var checked: String
  /// The controls, in the order of the file.
  package var controls: [Control]
  /// Where it is written.
  package var location: SourceLocation

  /// The id with the version, as policies write it: `pci-dss-4.0.1`.
  package var id: String { "\(framework)-\(version)" }

  /// The control of an id.
  package func control(_ id: String) -> Control? { controls.first { $0.id == id } }
}

/// The catalogues that are known: those that come with the program, and what the user's files add or replace.
package struct ControlCatalogues: Sendable {
  private var added: [ControlCatalogue] = []

  /// The catalogues that come with the program.
  package init() {}

  /// Adds catalogues of files.
  ///
  /// A control that is there already is replaced as a whole, others are added; so is a framework that is not there.
  ///
  /// - Throws: ``GovernanceFaults`` with everything that is wrong with the files.
  package init(files: [PolicyInput]) throws(GovernanceFaults) {
    var diagnostics: [Diagnostic] = []
    var places: [String: SourceLocation] = [:]
    for input in files {
      let (catalogue, faults) = ControlCatalogueReader.read(input)
      diagnostics += faults
      guard let catalogue else { continue }
      for control in catalogue.controls {
        let reference = "\(catalogue.id)/\(control.id)"
        if let first = places[reference] {
          diagnostics.append(
            Diagnostic(
              .error,
              code: "duplicate-name",
              message: "control `\(reference)` is declared already at \(first)",
              location: control.location
            )
          )
        }
        places[reference] = control.location
      }
      added.append(catalogue)
    }
    if !diagnostics.isEmpty { throw GovernanceFaults(diagnostics: diagnostics.sorted()) }
  }

  /// The ids of all frameworks with their versions, sorted.
  package var ids: [String] { Set(ShippedControls.files.map(\.id) + added.map(\.id)).sorted() }

  /// The catalogue of a framework in a version, such as `pci-dss-4.0.1`; `nil` when there is none.
  package func catalogue(_ id: String) -> ControlCatalogue? {
    var catalogue = ShippedControls.catalogue(id)
    for addition in added where addition.id == id {
      guard var merged = catalogue else {
        catalogue = addition
        continue
      }
      for control in addition.controls {
        if let place = merged.controls.firstIndex(where: { $0.id == control.id }) {
          merged.controls[place] = control
        } else {
          merged.controls.append(control)
        }
      }
      catalogue = merged
    }
    return catalogue
  }
}

/// Everything that is wrong with files that people wrote.
package struct GovernanceFaults: Error, Sendable {
  /// What is wrong, by place.
  package var diagnostics: [Diagnostic]
}

extension ShippedControls {
  /// The source text that has these files compiled in; a test writes it anew when the files change.
  package static func source(_ files: [(id: String, text: String)]) -> String {
    var text = """
      // Made of the files below policies/controls; do not edit. `UPDATE_GOLDEN=1 script/test --filter ShippedControls` makes it anew.

      /// The catalogues of controls that come with the program, compiled in so that it finds them wherever it runs.
      package enum ShippedControls {
        /// The catalogues by id, as text; each is read when it is asked for.
        package static let files: [(id: String, text: String)] = [

      """
    for file in files {
      text += "    (\n      \"\(file.id)\",\n      #\"\"\"\n"
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        text += line.isEmpty ? "\n" : "      \(line)\n"
      }
      text += "\n      \"\"\"#\n    ),\n"
    }
    return text + "  ]\n}\n"
  }

  /// The catalogue of an id; `nil` when there is none.
  static func catalogue(_ id: String) -> ControlCatalogue? {
    guard let file = files.first(where: { $0.id == id }) else { return nil }
    if let known = catalogues.withLock({ $0[id] }) { return known }
    let catalogue =
      ControlCatalogueReader.read(PolicyInput(file: "controls/\(file.id).yaml", text: file.text)).catalogue
    catalogues.withLock { $0[id] = catalogue }
    return catalogue
  }

  /// Those that were asked for already.
  private static let catalogues = Mutex<[String: ControlCatalogue]>([:])
}
