/// Wildcards and policy variables, one character after another.
enum OracleText {
  /// A character of a pattern.
  enum Letter: Equatable {
    case literal(Unicode.Scalar)
    /// `?`
    case one
    /// `*`
    case run
  }

  /// The letters of a policy's text with the request's values for its variables; nothing where a variable is missing.
  static func letters(
    _ text: String,
    wildcards: Bool,
    version: String,
    _ context: [String: [String]]
  ) -> [Letter]? {
    let characters = Array(text.unicodeScalars)
    var result: [Letter] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if version == "2012-10-17", character == "$", index + 1 < characters.count, characters[index + 1] == "{",
        let close = characters[index...].firstIndex(of: "}")
      {
        let inside = characters[(index + 2)..<close].map(String.init).joined()
        index = close + 1
        if ["*", "?", "$"].contains(inside) {
          result.append(.literal(characters[close - 1]))
          continue
        }
        let parts = inside.split(separator: ",", maxSplits: 1).map { $0.trimmed }
        let value = context[parts[0].lowercased()]?.first ?? (parts.count == 2 ? parts[1].unquoted : nil)
        guard let value else { return nil }
        result += value.unicodeScalars.map { .literal($0) }
        continue
      }
      if wildcards && character == "*" {
        result.append(.run)
      } else if wildcards && character == "?" {
        result.append(.one)
      } else {
        result.append(.literal(character))
      }
      index += 1
    }
    return result
  }

  /// Whether a pattern covers a text: the definition, by recursion.
  static func covers(_ pattern: ArraySlice<Letter>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case .run: return covers(pattern.dropFirst(), text) || (!text.isEmpty && covers(pattern, text.dropFirst()))
    case .one: return !text.isEmpty && covers(pattern.dropFirst(), text.dropFirst())
    case .literal(let character): return text.first == character && covers(pattern.dropFirst(), text.dropFirst())
    }
  }

  /// Whether a policy's text covers a text.
  static func covers(_ pattern: String, _ text: String, version: String, _ context: [String: [String]]) -> Bool {
    guard let letters = letters(pattern, wildcards: true, version: version, context) else { return false }
    return covers(letters[...], Array(text.unicodeScalars)[...])
  }
}

extension Substring {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension String {
  fileprivate var unquoted: String { count >= 2 && first == "'" && last == "'" ? String(dropFirst().dropLast()) : self }
}
