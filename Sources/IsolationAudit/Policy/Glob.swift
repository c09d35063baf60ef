/// A pattern over names: `*` stands for any text, `?` for any one character, everything else for itself.
///
/// A pattern covers the whole name, and case counts. Matching takes time in proportion to the product of the lengths, so
/// no pattern can hang the tool.
package struct Glob: Hashable, Sendable {
  /// The pattern as it is written.
  package let pattern: String
  private let characters: [Unicode.Scalar]

  /// Creates a pattern.
  package init(_ pattern: String) {
    self.pattern = pattern
    characters = Array(pattern.unicodeScalars)
  }

  /// Whether the pattern has no wildcard, and so covers exactly one name.
  package var isLiteral: Bool { !characters.contains { $0 == "*" || $0 == "?" } }

  /// Whether the pattern covers a name.
  package func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var (position, next) = (0, 0)
    /// Where to go on when the text after the last `*` does not fit: one character further.
    var retry: (position: Int, next: Int)?
    while position < name.count {
      if next < characters.count, characters[next] == "*" {
        retry = (position, next)
        next += 1
      } else if next < characters.count, characters[next] == "?" || characters[next] == name[position] {
        position += 1
        next += 1
      } else if let last = retry {
        retry = (last.position + 1, last.next)
        position = last.position + 1
        next = last.next + 1
      } else {
        return false
      }
    }
    return characters[next...].allSatisfy { $0 == "*" }
  }

  package static func == (a: Glob, b: Glob) -> Bool { a.pattern == b.pattern }

  package func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

extension Glob: CustomStringConvertible {
  /// The pattern.
  package var description: String { pattern }
}

extension [Glob] {
  /// Whether one of the patterns covers a name.
  package func matches(_ name: String) -> Bool { contains { $0.matches(name) } }
}
