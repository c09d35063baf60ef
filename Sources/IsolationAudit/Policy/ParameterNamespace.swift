/// What the names of an environment's parameters must look like.
package struct ParameterNamespace: Hashable, Sendable {
  /// The form of a name.
  package var pattern: NamespacePattern
  /// Whether secrets of Secrets Manager are meant as well.
  package var coversSecrets: Bool
  /// Names that are accepted outside of the form.
  package var exceptions: [NameException]

  /// Creates a namespace.
  package init(pattern: NamespacePattern, coversSecrets: Bool = false, exceptions: [NameException] = []) {
    (self.pattern, self.coversSecrets, self.exceptions) = (pattern, coversSecrets, exceptions)
  }
}

/// Names that are accepted although they are in no namespace.
package struct NameException: Hashable, Sendable {
  /// The names; at least one.
  package var names: [Glob]
  /// Why they are accepted.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(names: [Glob], reason: String, location: SourceLocation) {
    (self.names, self.reason, self.location) = (names, reason, location)
  }
}

/// The form of names that hold the name of an environment, such as `/flowmart/{environment}/{service}/*`.
///
/// `{environment}` stands for the name of the environment, any other word in braces for one part between slashes, `*` for
/// any text, `?` for any one character. A form covers the whole name, and case counts. Matching takes time in proportion
/// to the product of the lengths.
package struct NamespacePattern: Hashable, Sendable {
  /// Why a text is no form.
  package enum Fault: Error, Hashable, Sendable {
    /// `{environment}` is nowhere in it.
    case withoutEnvironment
    /// A brace has no partner.
    case brace
    /// What stands in braces is no name.
    case badName(String)
  }

  private enum Piece: Hashable, Sendable {
    case text(String)
    case environment
    /// One part of a path, not empty.
    case part
    case anyText
    case anyCharacter
  }

  /// The form as it is written.
  package let source: String
  private let pieces: [Piece]

  /// Reads a form.
  package init(_ source: String) throws(Fault) {
    self.source = source
    var pieces: [Piece] = []
    var rest = Substring(source)
    while let character = rest.first {
      switch character {
      case "*": pieces.append(.anyText)
      case "?": pieces.append(.anyCharacter)
      case "}": throw .brace
      case "{":
        guard let close = rest.firstIndex(of: "}") else { throw .brace }
        let name = String(rest[rest.index(after: rest.startIndex)..<close])
        guard PolicyWording.isKebabCase(name) else { throw .badName(name) }
        pieces.append(name == "environment" ? .environment : .part)
        rest = rest[rest.index(after: close)...]
        continue
      default:
        let end = rest.firstIndex { "*?{}".contains($0) } ?? rest.endIndex
        pieces.append(.text(String(rest[..<end])))
        rest = rest[end...]
        continue
      }
      rest = rest.dropFirst()
    }
    guard pieces.contains(.environment) else { throw .withoutEnvironment }
    self.pieces = pieces
  }

  /// The form with the name of an environment in it, for messages.
  package func description(of environment: String) -> String {
    source.replacing("{environment}", with: environment)
  }

  /// Whether a name has the form for an environment.
  ///
  /// Where it may lack the slash, the one with which the form begins may be missing, as it is in names of secrets.
  package func matches(_ name: String, environment: String, mayLackSlash: Bool = false) -> Bool {
    let units = units(environment)
    if Self.matches(units, name) { return true }
    guard mayLackSlash, case .literal("/")? = units.first else { return false }
    return Self.matches(Array(units.dropFirst()), name)
  }

  private enum Unit {
    case literal(Unicode.Scalar)
    case anyCharacter
    /// Any character but a slash.
    case partCharacter
    /// Any number of characters; of characters but slashes.
    case anyRun
    case partRun
  }

  private func units(_ environment: String) -> [Unit] {
    pieces.flatMap { piece -> [Unit] in
      switch piece {
      case .text(let text): text.unicodeScalars.map { .literal($0) }
      case .environment: environment.unicodeScalars.map { .literal($0) }
      case .part: [.partCharacter, .partRun]
      case .anyText: [.anyRun]
      case .anyCharacter: [.anyCharacter]
      }
    }
  }

  /// Follows all ways to read the name at once: which units may come next after each character.
  private static func matches(_ units: [Unit], _ name: String) -> Bool {
    var next = [Bool](repeating: false, count: units.count + 1)
    next[0] = true
    skipRuns(&next, units)
    for scalar in name.unicodeScalars {
      var after = [Bool](repeating: false, count: units.count + 1)
      for (index, unit) in units.enumerated() where next[index] {
        switch unit {
        case .literal(let wanted): if scalar == wanted { after[index + 1] = true }
        case .anyCharacter: after[index + 1] = true
        case .partCharacter: if scalar != "/" { after[index + 1] = true }
        case .anyRun: after[index] = true
        case .partRun: if scalar != "/" { after[index] = true }
        }
      }
      skipRuns(&after, units)
      next = after
    }
    return next[units.count]
  }

  /// A run may be empty.
  private static func skipRuns(_ next: inout [Bool], _ units: [Unit]) {
    for (index, unit) in units.enumerated() where next[index] {
      switch unit {
      case .anyRun, .partRun: next[index + 1] = true
      default: break
      }
    }
  }
}
