/// What one policy file says, before it is compared with the other files.
struct PolicyFragment: Sendable {
  /// The name of the file.
  var file: String
  /// The environments, in the order of the file.
  var environments: [Environment] = []
  /// The outside sites, in the order of the file.
  var outsideSites: [OutsideSite] = []
  /// The assertions, in the order of the file.
  var assertions: [Assertion] = []
  /// Environments with errors in their declaration; what names them or their tiers is not wrong for that.
  var brokenEnvironments: [String] = []
}

/// Reads one policy file: the form of everything in it, and as many faults as there are.
///
/// Values that depend on other parts of the policy (whether a named environment exists) are compared later, by
/// ``PolicyChecks``.
struct PolicyFileReader {
  /// What was wrong.
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads the root of a file.
  mutating func fragment(_ root: YAMLNode, file: String) -> PolicyFragment {
    var fragment = PolicyFragment(file: file)
    guard let fields = fields(of: root, "a policy file", keys: PolicyKeys.file) else { return fragment }
    checkSchema(fields, at: root.location)
    if fields["environments"] == nil, fields["outside"] == nil, fields["assertions"] == nil {
      report("empty-policy", "the file declares no environments, no outside sites and no assertions", at: root.location)
    }
    for entry in members(of: fields["environments"], "environments", of: "environment names") {
      let before = diagnostics.count
      if let environment = environment(entry) { fragment.environments.append(environment) }
      if diagnostics.count > before { fragment.brokenEnvironments.append(entry.key) }
    }
    for entry in members(of: fields["outside"], "outside", of: "site names") {
      if let site = outsideSite(entry) { fragment.outsideSites.append(site) }
    }
    if let node = fields["assertions"]?.value {
      for item in items(of: node, "assertions", what: "assertions") {
        if let assertion = assertion(item) { fragment.assertions.append(assertion) }
      }
    }
    return fragment
  }

  private mutating func checkSchema(_ fields: PolicyFields, at location: SourceLocation) {
    guard let entry = fields["schema"] else {
      report("missing-key", "a policy file begins with `schema: \(PolicyWording.schema)`", at: location)
      return
    }
    guard entry.value.text != PolicyWording.schema else { return }
    report(
      "unknown-schema",
      "the schema is \(entry.value.kindDescription); this version reads `\(PolicyWording.schema)`",
      at: entry.value.location
    )
  }

  /// Records an error.
  mutating func report(_ code: String, _ message: String, at location: SourceLocation) {
    diagnostics.append(Diagnostic(.error, code: code, message: message, location: location))
  }
}

/// The entries of a mapping, by key.
struct PolicyFields {
  /// The entries, in the order of the file.
  let entries: [YAMLEntry]
  private let byKey: [String: YAMLEntry]

  /// Creates the fields of a mapping whose keys are unique.
  init(_ entries: [YAMLEntry]) {
    self.entries = entries
    byKey = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a key.
  subscript(key: String) -> YAMLEntry? { byKey[key] }
}

// MARK: - Mappings and lists

extension PolicyFileReader {
  /// The fields of a mapping, with each unknown key reported; `nil` when the value is none.
  ///
  /// Keys that are `tolerated` are no errors here, but messages do not offer them.
  mutating func fields(
    of node: YAMLNode,
    _ what: String,
    keys: [String],
    tolerated: [String] = []
  ) -> PolicyFields? {
    guard case .mapping(let entries) = node.content else {
      report("wrong-type", "\(what) is a mapping; found \(node.kindDescription)", at: node.location)
      return nil
    }
    for entry in entries where !keys.contains(entry.key) && !tolerated.contains(entry.key) {
      let hint = PolicyWording.hint(for: entry.key, known: keys, plural: "keys")
      report("unknown-key", "unknown key `\(entry.key.abbreviated)` in \(what); \(hint)", at: entry.keyLocation)
    }
    return PolicyFields(entries)
  }

  /// The entries of a mapping whose keys the author chooses.
  mutating func members(of entry: YAMLEntry?, _ key: String, of names: String) -> [YAMLEntry] {
    guard let entry else { return [] }
    guard case .mapping(let entries) = entry.value.content, !entries.isEmpty else {
      report(
        "wrong-type",
        "`\(key)` is a mapping of \(names); found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return []
    }
    return entries
  }

  /// The items of a list that must not be empty.
  mutating func items(of node: YAMLNode, _ key: String, what: String) -> [YAMLNode] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      report("wrong-type", "`\(key)` is a list of \(what); found \(node.kindDescription)", at: node.location)
      return []
    }
    return items
  }

  /// Where to report an entry: at its value, or at its key when there is no value.
  func place(of entry: YAMLEntry) -> SourceLocation {
    entry.value.isNull ? entry.keyLocation : entry.value.location
  }
}

// MARK: - Scalars

extension PolicyFileReader {
  /// A text that is not empty.
  mutating func text(_ entry: YAMLEntry?) -> String? {
    guard let entry else { return nil }
    guard let text = entry.value.text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      report("wrong-type", "`\(entry.key)` takes a text; found \(entry.value.kindDescription)", at: place(of: entry))
      return nil
    }
    return text
  }

  /// `true` or `false`.
  mutating func flag(_ entry: YAMLEntry?) -> Bool? {
    guard let entry else { return nil }
    guard let value = entry.value.bool else {
      report(
        "wrong-type",
        "`\(entry.key)` takes true or false; found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return nil
    }
    return value
  }

  /// A whole number in a range.
  mutating func number(_ entry: YAMLEntry?, in range: ClosedRange<Int>) -> Int? {
    guard let entry else { return nil }
    guard let value = entry.value.integer, range.contains(value) else {
      report(
        "bad-number",
        "`\(entry.key)` takes a number from \(range.lowerBound) to \(range.upperBound); "
          + "found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return nil
    }
    return value
  }

  /// One value or a list of values, each read by a function that reports what is wrong with it.
  mutating func oneOrMore<Value>(
    _ entry: YAMLEntry?,
    what: String,
    read: (inout PolicyFileReader, YAMLNode, String) -> Value?
  ) -> [Value] {
    guard let entry else { return [] }
    let nodes: [YAMLNode]
    switch entry.value.content {
    case .sequence(let items) where !items.isEmpty: nodes = items
    case .scalar where !entry.value.isNull: nodes = [entry.value]
    default:
      report(
        "wrong-type",
        "`\(entry.key)` takes \(what), or a list; found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return []
    }
    return nodes.compactMap { node in
      guard let text = node.text, !text.isEmpty else {
        report("wrong-type", "`\(entry.key)` takes \(what); found \(node.kindDescription)", at: node.location)
        return nil
      }
      return read(&self, node, text)
    }
  }

  /// Texts with wildcards.
  mutating func globs(_ entry: YAMLEntry?, what: String) -> [Glob] {
    oneOrMore(entry, what: what) { _, _, text in Glob(text) }
  }

  /// A name that the author chooses for a part of the policy.
  mutating func checkName(_ name: String, of what: String, at location: SourceLocation) -> Bool {
    guard !PolicyWording.isKebabCase(name) else { return true }
    report(
      "bad-name",
      "`\(name.abbreviated)` is no name for \(what); names are lower-case letters and digits, in words joined by hyphens",
      at: location
    )
    return false
  }

  /// One of a set of words.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode,
    of what: String,
    plural: String,
    as type: Word.Type
  ) -> Word? where Word.RawValue == String {
    if let text = node.text, let word = Word(rawValue: text) { return word }
    let hint = PolicyWording.hint(for: node.text ?? "", known: Word.allCases.map(\.rawValue), plural: plural)
    report("unknown-word", "\(node.kindDescription) is no \(what); \(hint)", at: node.location)
    return nil
  }
}
