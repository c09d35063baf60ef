/// A string of a policy that may hold wildcards and policy variables: a resource, or the value of a condition.
///
/// Variables exist in policies of version 2012-10-17 only: `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for
/// the three characters themselves. What replaces a variable is literal: a `*` in a tag's value matches only a `*`.
package struct PolicyText: Hashable, Sendable {
  /// What a text is once the variables have their values.
  package enum Resolution {
    case units([WildcardPattern.Unit])
    /// A variable without default is absent: the text matches nothing.
    case matchesNothing
    /// A variable's value is not known.
    case unknown
  }

  private enum Piece: Hashable, Sendable {
    case units([WildcardPattern.Unit])
    case variable(key: String, defaultValue: String?)
  }

  /// The text as the policy has it.
  package let source: String
  private let pieces: [Piece]
  /// The pattern, where no variable has to be resolved first.
  package let fixedPattern: WildcardPattern?

  package init(_ source: String, version: PolicyVersion, wildcards: Bool) {
    self.source = source
    var scalars = Substring(source).unicodeScalars
    var pieces: [Piece] = []
    var units: [WildcardPattern.Unit] = []
    // Once no brace closes, none is looked for again: a text of nothing but `${` must not cost its length squared.
    var mayClose = version == .v2012
    while let scalar = scalars.popFirst() {
      let close = mayClose && scalar == "$" && scalars.first == "{" ? scalars.firstIndex(of: "}") : nil
      if mayClose, scalar == "$", scalars.first == "{", close == nil { mayClose = false }
      if let close {
        let body = String(Substring(scalars[scalars.index(after: scalars.startIndex)..<close]))
        scalars = scalars[scalars.index(after: close)...]
        if let only = body.unicodeScalars.first, body.unicodeScalars.count == 1, ["*", "?", "$"].contains(only) {
          units.append(.literal(only.value))
        } else {
          if !units.isEmpty { pieces.append(.units(units)) }
          units = []
          pieces.append(Self.variable(body))
        }
      } else {
        units.append(wildcards ? WildcardPattern.unit(for: scalar) : .literal(scalar.value))
      }
    }
    if !units.isEmpty || pieces.isEmpty { pieces.append(.units(units)) }
    self.pieces = pieces
    if case .units(let units) = pieces[0], pieces.count == 1 {
      fixedPattern = WildcardPattern(units)
    } else {
      fixedPattern = nil
    }
  }

  /// Reads `key` or `key, 'default'`.
  private static func variable(_ body: String) -> Piece {
    guard let comma = body.firstIndex(of: ",") else {
      return .variable(key: trimmed(body[...]).lowercased(), defaultValue: nil)
    }
    let text = trimmed(body[body.index(after: comma)...])
    let isQuoted = text.utf8.count >= 2 && text.hasPrefix("'") && text.hasSuffix("'")
    return .variable(
      key: trimmed(body[..<comma]).lowercased(),
      defaultValue: String(isQuoted ? text.dropFirst().dropLast() : text)
    )
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Whether the text holds a variable.
  package var hasVariables: Bool { fixedPattern == nil }

  /// The text with the request's values in place of its variables.
  package func resolved(in context: RequestContext) -> Resolution {
    if case .units(let units) = pieces[0], pieces.count == 1 { return .units(units) }
    var result: [WildcardPattern.Unit] = []
    for piece in pieces {
      switch piece {
      case .units(let units): result += units
      case .variable(let key, let defaultValue):
        switch context.value(ofLowercased: key) {
        case .known(let values) where values.count == 1:
          result += values[0].unicodeScalars.map { .literal($0.value) }
        case .known, .absent:
          // A key with several values cannot stand for one text.
          guard let defaultValue else { return .matchesNothing }
          result += defaultValue.unicodeScalars.map { .literal($0.value) }
        case .unknown: return .unknown
        }
      }
    }
    return .units(result)
  }

  /// A pattern that covers at least what the text covers, and whether it covers exactly that; nothing where the text
  /// matches nothing.
  ///
  /// A variable whose value is not known may come to any run of characters.
  package func covering(in context: RequestContext) -> (pattern: WildcardPattern, isExact: Bool)? {
    if let fixedPattern { return (fixedPattern, true) }
    switch resolved(in: context) {
    case .units(let units): return (WildcardPattern(units), true)
    case .matchesNothing: return nil
    case .unknown: break
    }
    var units: [WildcardPattern.Unit] = []
    for piece in pieces {
      if case .units(let fixed) = piece { units += fixed } else { units.append(.anyRun) }
    }
    return (WildcardPattern(units), false)
  }

  /// The text as one string, for comparisons in which wildcards mean nothing.
  package func resolvedString(in context: RequestContext) -> StringResolution {
    if !hasVariables && !source.unicodeScalars.contains("$") { return .text(source) }
    switch resolved(in: context) {
    case .matchesNothing: return .matchesNothing
    case .unknown: return .unknown
    case .units(let units):
      var text = String.UnicodeScalarView()
      for unit in units {
        switch unit {
        case .literal(let value): if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        case .anyCharacter: text.append("?")
        case .anyRun: text.append("*")
        }
      }
      return .text(String(text))
    }
  }

  /// What a text without wildcards is once the variables have their values.
  package enum StringResolution {
    case text(String)
    case matchesNothing
    case unknown
  }

  /// Whether the text, as a pattern, covers a request's text.
  package func covers(_ text: MatchableText, in context: RequestContext, asking what: String) -> Truth {
    if let fixedPattern { return Truth(fixedPattern.matches(text)) }
    switch resolved(in: context) {
    case .units(let units): return Truth(WildcardPattern(units).matches(text))
    case .matchesNothing: return .no
    case .unknown: return .depends(.fact("the \(what) is covered by \"\(source)\""))
    }
  }
}

/// The version of the policy language; it decides whether `${…}` is a variable.
package enum PolicyVersion: String, Hashable, Sendable {
  case v2008 = "2008-10-17"
  case v2012 = "2012-10-17"
}
