/// Whom an assertion is about.
package enum AssertionScope: Hashable, Sendable {
  /// Each of the sides against each other, both ways.
  case between([Selector])
  /// Each of the selected environments against each other, both ways.
  case among(Selector)
  /// One side against the other, one way.
  case oneWay(from: Selector, to: Selector)
  /// Each of the selected environments by itself.
  case each(Selector)

  /// All selectors, in the order of the file.
  package var selectors: [Selector] {
    switch self {
    case .between(let sides): sides
    case .among(let selector), .each(let selector): [selector]
    case .oneWay(let from, let to): [from, to]
    }
  }
}

/// One side of a pair that an assertion is about.
package struct ScopeSide: Hashable, Sendable {
  /// The environment, when the side lies in one; `nil` for the internet, outside sites, addresses and the like.
  package var environment: String?
  /// What exactly is meant, with environment and tier already narrowed to ``environment``.
  package var selector: Selector
}

/// An ordered pair that an assertion is about.
package struct ScopePair: Hashable, Sendable {
  /// Where traffic or a chain begins.
  package var from: ScopeSide
  /// Where it would end.
  package var to: ScopeSide
}

extension Policy {
  /// The ordered pairs that a scope means, in the order of the selectors and of the environments; no pair twice.
  ///
  /// A side that speaks of environments stands for each of them. An environment is paired with itself only where an
  /// assertion is about each environment by itself.
  package func pairs(of scope: AssertionScope) -> [ScopePair] {
    var pairs: [ScopePair] = []
    var seen: Set<ScopePair> = []
    func add(_ from: ScopeSide, _ to: ScopeSide) {
      if let name = from.environment, name == to.environment { return }
      let pair = ScopePair(from: from, to: to)
      if seen.insert(pair).inserted { pairs.append(pair) }
    }
    switch scope {
    case .oneWay(let from, let to):
      for a in sides(of: from) { for b in sides(of: to) { add(a, b) } }
    case .each(let selector):
      for side in sides(of: selector) {
        let pair = ScopePair(from: side, to: side)
        if seen.insert(pair).inserted { pairs.append(pair) }
      }
    case .among(let selector):
      let sides = sides(of: selector)
      for a in sides { for b in sides where a != b { add(a, b) } }
    case .between(let selectors):
      let sides = selectors.map { self.sides(of: $0) }
      for i in sides.indices {
        for j in sides.indices where i != j {
          for a in sides[i] { for b in sides[j] { add(a, b) } }
        }
      }
    }
    return pairs
  }

  /// The pairs of a scope without regard to order: of a pair and its reverse, the first.
  package func unorderedPairs(of scope: AssertionScope) -> [ScopePair] {
    var seen: Set<ScopePair> = []
    return pairs(of: scope).filter { pair in
      !seen.contains(ScopePair(from: pair.to, to: pair.from)) && seen.insert(pair).inserted
    }
  }

  /// The sides that a selector stands for: one for each environment that it speaks of, and one for the rest.
  package func sides(of selector: Selector) -> [ScopeSide] {
    var sides: [ScopeSide] = []
    for environment in environments {
      let terms = selector.terms.compactMap { $0.narrowed(to: environment) }
      if !terms.isEmpty { sides.append(ScopeSide(environment: environment.name, selector: Selector(terms))) }
    }
    let rest = selector.terms.filter { !$0.isBoundToEnvironments }
    if !rest.isEmpty { sides.append(ScopeSide(environment: nil, selector: Selector(rest))) }
    return sides
  }
}

extension SelectorTerm {
  /// The term for one environment, when it speaks of that environment.
  fileprivate func narrowed(to environment: Environment) -> SelectorTerm? {
    guard isBoundToEnvironments, covers(environment) else { return nil }
    var term = self
    term.environments = [Glob(environment.name)]
    term.tiers = []
    // What remains of `not` matters only where it looks at more than the environment.
    if let excluded {
      let remaining = excluded.terms.filter { $0.couldCover(environment) }
      term.excluded = remaining.isEmpty ? nil : Selector(remaining)
    }
    return term
  }

  /// Whether the term's environments and tiers hold an environment that it does not leave out as a whole.
  private func covers(_ environment: Environment) -> Bool {
    couldCover(environment) && !(excluded?.terms.contains { $0.coversAll(of: environment) } ?? false)
  }

  /// Whether a resource of an environment could satisfy the term.
  private func couldCover(_ environment: Environment) -> Bool {
    if !environments.isEmpty, !environments.matches(environment.name) { return false }
    if !tiers.isEmpty, outsideSites.isEmpty, !tiers.contains(environment.tier ?? "") { return false }
    return true
  }

  /// Whether every resource of an environment satisfies the term: it asks for nothing but environment and tier.
  private func coversAll(of environment: Environment) -> Bool {
    var bare = SelectorTerm(location: location)
    (bare.environments, bare.tiers) = (environments, tiers)
    return self == bare && isBoundToEnvironments && couldCover(environment)
  }
}
