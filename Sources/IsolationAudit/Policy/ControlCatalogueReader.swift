/// Reads a catalogue of controls: the form of everything in it, and as many faults as there are.
struct ControlCatalogueReader {
  /// The identifier of the language of catalogues.
  static let schema = "isolation-audit/controls/v1"

  private var reader = PolicyFileReader()

  /// Reads a file.
  ///
  /// - Returns: The catalogue, `nil` when anything is wrong; and everything that is.
  static func read(_ input: PolicyInput) -> (catalogue: ControlCatalogue?, diagnostics: [Diagnostic]) {
    let yaml = YAMLReader.read(input.bytes, file: input.file)
    guard let root = yaml.root else { return (nil, yaml.diagnostics) }
    var reader = ControlCatalogueReader()
    let catalogue = reader.catalogue(root)
    let diagnostics = yaml.diagnostics + reader.reader.diagnostics
    return (diagnostics.isEmpty ? catalogue : nil, diagnostics)
  }

  private mutating func catalogue(_ root: YAMLNode) -> ControlCatalogue? {
    guard let fields = reader.fields(of: root, "a catalogue of controls", keys: PolicyKeys.catalogue) else {
      return nil
    }
    if fields["schema"]?.value.text != Self.schema {
      reader.report(
        "unknown-schema",
        "a catalogue of controls begins with `schema: \(Self.schema)`",
        at: fields["schema"]?.value.location ?? root.location
      )
    }
    for key in PolicyKeys.requiredOfCatalogue where fields[key] == nil {
      reader.report("missing-key", "a catalogue of controls needs `\(key)`", at: root.location)
    }
    let framework = reader.text(fields["framework"]) ?? ""
    let version = reader.text(fields["version"]) ?? ""
    if !framework.isEmpty, !version.isEmpty, (try? ControlReference("\(framework)-\(version)/1")) == nil {
      reader.report(
        "bad-control",
        "`\(framework.abbreviated)` in version `\(version.abbreviated)` cannot be named in a policy, expected words such as "
          + "`pci-dss` and a version with a digit such as `4.0.1`",
        at: fields["framework"]?.value.location ?? root.location
      )
    }
    var controls: [ControlCatalogue.Control] = []
    if let entry = fields["controls"] {
      for node in reader.items(of: entry.value, entry.key, what: "controls") {
        if let control = control(node) { controls.append(control) }
      }
    }
    return ControlCatalogue(
      framework: framework,
      version: version,
      title: reader.text(fields["title"]) ?? "",
      source: reader.text(fields["source"]) ?? "",
      checked: reader.text(fields["checked"]) ?? "",
      controls: controls,
      location: root.location
    )
  }

  private mutating func control(_ node: YAMLNode) -> ControlCatalogue.Control? {
    guard let fields = reader.fields(of: node, "a control", keys: PolicyKeys.control) else { return nil }
    for key in ["id", "paraphrase"] where fields[key] == nil {
      reader.report("missing-key", "a control needs `\(key)`", at: node.location)
    }
    guard let entry = fields["id"], let id = reader.text(entry) else { return nil }
    if (try? ControlReference("framework-1/\(id)")) == nil {
      reader.report(
        "bad-control",
        "`\(id.abbreviated)` is no id of a control, expected letters, digits, dots, hyphens and parentheses",
        at: entry.value.location
      )
    }
    var support: [ControlCatalogue.Support] = []
    if let entry = fields["supported-by"] {
      for node in reader.items(of: entry.value, entry.key, what: "kinds of assertion with their strength") {
        if let entry = self.support(node) { support.append(entry) }
      }
    }
    return ControlCatalogue.Control(
      id: id,
      title: reader.text(fields["title"]) ?? "",
      paraphrase: reader.text(fields["paraphrase"]) ?? "",
      support: support,
      location: node.location
    )
  }

  private mutating func support(_ node: YAMLNode) -> ControlCatalogue.Support? {
    guard let fields = reader.fields(of: node, "what supports a control", keys: PolicyKeys.support) else { return nil }
    for key in PolicyKeys.support where fields[key] == nil {
      reader.report("missing-key", "what supports a control needs `\(key)`", at: node.location)
    }
    let known = PolicyKeys.kinds + PolicyKeys.unevaluatedKinds
    let kinds: [String] = reader.oneOrMore(fields["kinds"], what: "a kind of assertion") { reader, node, text in
      if known.contains(text) { return text }
      let hint = PolicyWording.hint(for: text, known: known, plural: "kinds")
      reader.report("unknown-word", "`\(text.abbreviated)` is no kind of assertion; \(hint)", at: node.location)
      return nil
    }
    let strength = fields["strength"].flatMap {
      reader.word($0.value, of: "strength", plural: "strengths", as: ControlCatalogue.Strength.self)
    }
    guard let strength, let because = reader.text(fields["because"]) else { return nil }
    return ControlCatalogue.Support(kinds: kinds, strength: strength, because: because)
  }
}
