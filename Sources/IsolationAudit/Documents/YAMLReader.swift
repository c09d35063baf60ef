import Yams

/// What was read from a YAML file: its value, as far as it could be read, and everything that was wrong.
package struct YAMLReading: Sendable {
  /// The value of the document; `nil` when the text is not YAML.
  package var root: YAMLNode?
  /// What is wrong, sorted by place.
  package var diagnostics: [Diagnostic]
}

/// Reads YAML files that people write: one document, no anchors, aliases or tags, no key twice, bounded depth.
///
/// The grammar is Yams' (libYAML). The reader adds what a configuration language needs: the place of every key and value,
/// and all faults of a file at once, each at the character that is wrong.
package enum YAMLReader {
  /// The number of values inside values that is still read.
  static let maximumDepth = 64

  /// Reads the bytes of a file; `file` is its name in diagnostics.
  package static func read(_ bytes: [UInt8], file: String) -> YAMLReading {
    do throws(YAMLTextFault) {
      let text = try YAMLText(bytes, file: file)
      if let index = YAMLAliasBound.excess(in: text.scalars) {
        throw YAMLTextFault(code: "yaml-anchor", message: anchorMessage, location: text.location(at: index))
      }
      var parsing = YAMLParsing(text: text)
      guard let (root, parser) = try parsing.parse() else {
        throw YAMLTextFault(
          code: "empty-file",
          message: "the file is empty",
          location: SourceLocation(file: file, line: 1, column: 1)
        )
      }
      var builder = YAMLTreeBuilder(file: file, renamedKeys: parsing.renamedKeys)
      let node = withExtendedLifetime(parser) { builder.node(root, pointer: "", depth: 0) }
      return YAMLReading(root: node, diagnostics: builder.diagnostics.sorted())
    } catch {
      let diagnostic = Diagnostic(.error, code: error.code, message: error.message, location: error.location)
      return YAMLReading(root: nil, diagnostics: [diagnostic])
    }
  }

  /// Reads a text; `file` is its name in diagnostics.
  package static func read(_ text: String, file: String) -> YAMLReading {
    read(Array(text.utf8), file: file)
  }

  static let anchorMessage = "anchors and aliases are not accepted; write the value out where it is used"
}

/// A place of a key, counted from 1.
struct YAMLMark: Hashable {
  var line: Int
  var column: Int
}

/// Turns the nodes of Yams into ours, collecting what is not accepted.
private struct YAMLTreeBuilder {
  let file: String
  /// Keys that were renamed for parsing, by place, with their own names.
  let renamedKeys: [YAMLMark: String]
  var diagnostics: [Diagnostic] = []

  init(file: String, renamedKeys: [YAMLMark: String]) {
    self.file = file
    self.renamedKeys = renamedKeys
  }

  /// Reads a node; an anchored node is refused and not entered, so aliases to it cost nothing.
  mutating func node(_ node: Yams.Node, pointer: String, depth: Int) -> YAMLNode {
    let location = location(of: node)
    let absent = YAMLNode(.scalar("", isPlain: true), location: location, pointer: pointer)
    if node.anchor != nil {
      report("yaml-anchor", YAMLReader.anchorMessage, at: location)
      return absent
    }
    if depth > YAMLReader.maximumDepth {
      report("too-deep", "values are nested deeper than \(YAMLReader.maximumDepth) levels", at: location)
      return absent
    }
    checkTag(of: node, at: location)
    switch node {
    case .scalar(let scalar):
      return YAMLNode(
        .scalar(scalar.string, isPlain: scalar.style == .plain),
        location: location,
        pointer: pointer
      )
    case .sequence(let sequence):
      let items = sequence.enumerated().map { index, item in
        self.node(item, pointer: "\(pointer)/\(index)", depth: depth + 1)
      }
      return YAMLNode(.sequence(items), location: location, pointer: pointer)
    case .mapping(let mapping):
      return YAMLNode(
        .mapping(entries(of: mapping, pointer: pointer, depth: depth)),
        location: location,
        pointer: pointer
      )
    case .alias:
      report("yaml-anchor", YAMLReader.anchorMessage, at: location)
      return absent
    }
  }

  private mutating func entries(of mapping: Yams.Node.Mapping, pointer: String, depth: Int) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var places: [String: SourceLocation] = [:]
    for (keyNode, valueNode) in mapping {
      let place = location(of: keyNode)
      guard case .scalar(let scalar) = keyNode, keyNode.anchor == nil else {
        let message = keyNode.anchor == nil ? "a key must be a text" : YAMLReader.anchorMessage
        report(keyNode.anchor == nil ? "bad-key" : "yaml-anchor", message, at: place)
        continue
      }
      checkTag(of: keyNode, at: place)
      let key = renamedKeys[YAMLMark(line: place.line, column: place.column)] ?? scalar.string
      if let first = places[key] {
        report(
          "duplicate-key",
          "duplicate key `\(key.abbreviated)`; it was first given at line \(first.line)",
          at: place
        )
        continue
      }
      places[key] = place
      let escaped = key.replacing("~", with: "~0").replacing("/", with: "~1")
      let value = node(valueNode, pointer: "\(pointer)/\(escaped)", depth: depth + 1)
      entries.append(YAMLEntry(key: key, keyLocation: place, value: value))
    }
    return entries
  }

  /// Refuses explicit tags other than the one that the value has anyway.
  private mutating func checkTag(of node: Yams.Node, at location: SourceLocation) {
    let (tag, own) =
      switch node {
      case .scalar(let scalar): (scalar.tag.rawValue, "str")
      case .sequence(let sequence): (sequence.tag.rawValue, "seq")
      case .mapping(let mapping): (mapping.tag.rawValue, "map")
      case .alias(let alias): (alias.tag.rawValue, "")
      }
    if !tag.isEmpty, tag != "tag:yaml.org,2002:\(own)" {
      report("yaml-tag", "the tag `\(tag.abbreviated)` is not accepted; write the value without it", at: location)
    }
  }

  private func location(of node: Yams.Node) -> SourceLocation {
    SourceLocation(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  private mutating func report(_ code: String, _ message: String, at location: SourceLocation) {
    diagnostics.append(Diagnostic(.error, code: code, message: message, location: location))
  }
}
