/// A value of a YAML document, with the place where it begins.
package struct YAMLNode: Hashable, Sendable {
  /// What a value is.
  package enum Content: Hashable, Sendable {
    /// A text; `isPlain` when it was written without quotes, so that `true` and `443` may be read as more than text.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([YAMLNode])
    /// A mapping, in the order of the file.
    case mapping([YAMLEntry])
  }

  /// The value.
  package let content: Content
  /// Where the value begins.
  package let location: SourceLocation
  /// The JSON pointer (RFC 6901) of the value in its document.
  package let pointer: String

  /// Creates a value.
  package init(_ content: Content, location: SourceLocation, pointer: String) {
    self.content = content
    self.location = location
    self.pointer = pointer
  }
}

/// A key of a YAML mapping and its value.
package struct YAMLEntry: Hashable, Sendable {
  /// The key.
  package let key: String
  /// Where the key begins.
  package let keyLocation: SourceLocation
  /// The value.
  package let value: YAMLNode

  /// Creates an entry.
  package init(key: String, keyLocation: SourceLocation, value: YAMLNode) {
    self.key = key
    self.keyLocation = keyLocation
    self.value = value
  }
}

extension YAMLNode {
  /// Whether the value is absent: nothing after the colon, `null` or `~`, without quotes.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The text of a scalar; `nil` for lists, mappings and absent values.
  package var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// The truth value of an unquoted `true` or `false` (YAML 1.2: `yes` and `on` are texts).
  package var bool: Bool? {
    guard case .scalar(let text, isPlain: true) = content else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// The number of an unquoted decimal integer without sign or leading zero.
  package var integer: Int? {
    guard case .scalar(let text, isPlain: true) = content else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0" else { return nil }
    return Int(text)
  }

  /// What the value is, for messages: a list, a mapping, nothing, or the text itself.
  package var kindDescription: String {
    switch content {
    case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
    case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
    case .scalar(let text, let isPlain):
      if isNull { "nothing" } else if isPlain, bool != nil || integer != nil { text } else { "`\(text.abbreviated)`" }
    }
  }
}

extension String {
  /// The text, cut after 60 characters: a message quotes its input, but never all of a long one.
  package var abbreviated: String {
    let head = prefix(60)
    return head.endIndex == endIndex ? self : head + "…"
  }
}
