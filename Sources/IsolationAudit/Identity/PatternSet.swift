/// A set of texts that wildcard patterns describe: actions, or resources.
///
/// Union, intersection and difference are exact, and so is the question whether anything is left (``emptiness``): a machine
/// for each pattern reads all texts at once, as far as some pattern tells them apart.
package struct PatternSet: Hashable, Sendable {
  /// The texts that all of some patterns cover and none of others.
  package struct Term: Hashable, Sendable {
    /// The patterns that must all cover a text; without any, every text is covered.
    package var included: [WildcardPattern]
    /// The patterns none of which may cover it.
    package var excluded: [WildcardPattern]

    package init(included: [WildcardPattern], excluded: [WildcardPattern] = []) {
      (self.included, self.excluded) = (included, excluded)
    }
  }

  /// Whether a set holds a text.
  package enum Emptiness: Hashable, Sendable {
    case empty
    /// A shortest text of one of the terms; `\u{FFFD}` stands for any character that no pattern names.
    case holds(String)
    /// The search met its bound: the set may hold a text.
    case unknown
  }

  /// The terms; the set holds what any of them holds.
  package private(set) var terms: [Term]

  /// The most states that one search for a text goes through.
  package static let stateLimit = 20_000

  package init(terms: [Term]) {
    self.terms = []
    for term in terms where !self.terms.contains(term) { self.terms.append(term) }
  }

  /// The texts that some pattern covers.
  package init(anyOf patterns: [WildcardPattern]) { self.init(terms: patterns.map { Term(included: [$0]) }) }

  /// The texts that no pattern covers.
  package init(noneOf patterns: [WildcardPattern]) { self.init(terms: [Term(included: [], excluded: patterns)]) }

  package static let nothing = PatternSet(terms: [])
  package static let everything = PatternSet(terms: [Term(included: [])])

  /// Whether the set holds a text.
  package func contains(_ text: MatchableText) -> Bool {
    terms.contains { term in
      term.included.allSatisfy { $0.matches(text) } && !term.excluded.contains { $0.matches(text) }
    }
  }

  package func union(_ other: PatternSet) -> PatternSet { PatternSet(terms: terms + other.terms) }

  package func intersection(_ other: PatternSet) -> PatternSet {
    PatternSet(terms: terms.flatMap { mine in other.terms.map { mine.meeting($0) } }.filter { !$0.isPlainlyEmpty })
  }

  /// The texts of this set that are not in the other.
  package func subtracting(_ other: PatternSet) -> PatternSet {
    var left = terms
    for theirs in other.terms {
      // A text is outside of a term if one of its patterns does not cover it, or one that it excludes does.
      let outside =
        theirs.included.map { Term(included: [], excluded: [$0]) } + theirs.excluded.map { Term(included: [$0]) }
      left = left.flatMap { mine in outside.map { mine.meeting($0) } }.filter { !$0.isPlainlyEmpty }
    }
    return PatternSet(terms: left)
  }

  /// Whether the set holds a text, and if so which.
  package var emptiness: Emptiness {
    var isUnknown = false
    for term in terms {
      switch term.emptiness {
      case .empty: continue
      case .holds(let text): return .holds(text)
      case .unknown: isUnknown = true
      }
    }
    return isUnknown ? .unknown : .empty
  }

  /// Whether every text of this set is in the other; nothing where a bound was met.
  package func isSubset(of other: PatternSet) -> Bool? {
    switch subtracting(other).emptiness {
    case .empty: true
    case .holds: false
    case .unknown: nil
    }
  }

  /// The set without the terms that hold nothing; a term about which nothing is known stays.
  package var withoutEmptyTerms: PatternSet { PatternSet(terms: terms.filter { $0.emptiness != .empty }) }
}

extension PatternSet.Term {
  /// The texts of both.
  fileprivate func meeting(_ other: Self) -> Self {
    var result = self
    for pattern in other.included where !result.included.contains(pattern) && !pattern.matchesEverything {
      result.included.append(pattern)
    }
    for pattern in other.excluded where !result.excluded.contains(pattern) { result.excluded.append(pattern) }
    return result
  }

  /// Whether the term holds nothing at first sight.
  fileprivate var isPlainlyEmpty: Bool { excluded.contains { $0.matchesEverything || included.contains($0) } }

  /// Whether some text is in the term.
  fileprivate var emptiness: PatternSet.Emptiness {
    if isPlainlyEmpty { return .empty }
    return PatternSearch(self).emptiness
  }
}
