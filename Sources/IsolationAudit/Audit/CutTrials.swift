/// Tries on an estate what happens without some of its elements, and remembers it.
package struct CutTrials: Sendable {
  private let base: TrafficAudit
  private let accepted: [AcceptedTraffic]
  private let judged: [Assertion]
  /// Ways across that the policy does not accept, as the estate is; worked out when first needed.
  private var present: Set<WayKey>?
  private var lossy: [RemovableElement: Bool] = [:]
  private var uncovering: [RemovableElement: Bool] = [:]
  /// The number of trials left: one for each estate made and looked at.
  package private(set) var left: Int
  /// The number of audits of everything left.
  private var auditsLeft: Int

  private struct WayKey: Hashable {
    var assertion: String
    var pair: ScopePair
    var via: [Symbol]
  }

  /// Prepares trials.
  ///
  /// - Parameters:
  ///   - base: The estate as it is.
  ///   - assertions: The assertions about packets.
  ///   - accepted: What the policy accepts and exists.
  ///   - bound: The number of trials.
  package init(_ base: TrafficAudit, _ assertions: [Assertion], _ accepted: [AcceptedTraffic], bound: Int) {
    (self.base, judged, self.accepted) = (base, assertions, accepted)
    (left, auditsLeft) = (bound, 12)
  }

  /// The ways of a finding without some elements.
  package mutating func ways(
    of subject: CutSubject,
    without elements: [RemovableElement],
    limit: Int
  ) -> TrafficAudit.Ways {
    left -= 1
    return base.removing(elements).ways(of: subject, limit: limit)
  }

  /// Whether removing an element may open a way that it hides.
  package mutating func uncovers(_ element: RemovableElement) -> Bool {
    if let known = uncovering[element] { return known }
    let answer = base.survey.model.uncovers(element)
    uncovering[element] = answer
    return answer
  }

  /// Whether removing an element alone loses traffic that the policy accepts.
  package mutating func isLossy(_ element: RemovableElement) -> Bool {
    if let known = lossy[element] { return known }
    let answer = loses([element])
    lossy[element] = answer
    return answer
  }

  /// Whether removing elements loses traffic that the policy accepts.
  package mutating func loses(_ elements: [RemovableElement]) -> Bool { !losses(elements, first: true).isEmpty }

  /// What accepted traffic is lost without some elements, in words.
  package mutating func losses(_ elements: [RemovableElement], first isEnough: Bool = false) -> [String] {
    guard !accepted.isEmpty else { return [] }
    left -= 1
    let reduced = base.removing(elements)
    var texts: [String] = []
    for traffic in accepted where base.loses(traffic, elements, reduced) {
      if !texts.contains(traffic.text) { texts.append(traffic.text) }
      if isEnough { break }
    }
    return texts
  }

  /// Whether a finding is gone without an element.
  package mutating func closes(_ element: RemovableElement, _ subject: CutSubject) -> Bool {
    !ways(of: subject, without: [element], limit: 1).exist
  }

  /// What removing elements opens.
  package enum Opened: Sendable {
    /// Nothing that was closed.
    case nothing
    /// Ways that were not there, with what some of them need.
    case ways([[RemovableElement]])
    /// The number of audits of everything is used up.
    case notLooked
  }

  /// Looks for ways that are there only without some elements, on any pair of any assertion.
  package mutating func opened(by elements: [RemovableElement], limit: Int) -> Opened {
    guard elements.contains(where: { uncovers($0) || isLossy($0) }) else { return .nothing }
    guard auditsLeft > 0 else { return .notLooked }
    auditsLeft -= 1
    let known = present ?? Set(keys(base).map(\.key))
    present = known
    let reduced = base.removing(elements)
    let fresh = keys(reduced).filter { !known.contains($0.key) }
    return fresh.isEmpty ? .nothing : .ways(reduced.ways(fresh.map(\.crossing), limit: limit).needs)
  }

  /// All crossings that the policy does not accept, with the way that each is on.
  private func keys(_ audit: TrafficAudit) -> [(key: WayKey, crossing: Crossing)] {
    var audit = audit
    audit.survey(pairsOf: judged)
    var keys: [(key: WayKey, crossing: Crossing)] = []
    for assertion in judged {
      for (pair, crossings) in audit.violations(assertion) {
        keys += crossings.map { (WayKey(assertion: assertion.id, pair: pair, via: $0.via), $0) }
      }
    }
    return keys
  }
}
