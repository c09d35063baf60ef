/// Looks for the smallest set of elements whose removal closes a finding: implicit hitting set over real ways.
///
/// What a known way needs is a set of which something must go. The cheapest choice that takes something from each known set
/// is tried on the estate; a way that is still there gives one more set. When none is left, the choice is enough, and
/// since it was the cheapest for the sets known, nothing smaller is.
package struct CutSearch: Sendable {
  /// How much work a search may be.
  package struct Bounds: Sendable {
    /// The number of choices that are tried for one finding.
    package var attempts = 40
    /// The number of ways that are looked at after each.
    package var waysAtOnce = 12
    /// The number of branches of each search for a cheapest choice.
    package var branches = 20_000
    /// The number of other elements that are tried as alternatives to a single one.
    package var alternatives = 3
    /// The bounds of an audit.
    package init() {}
  }

  /// What was found.
  package struct Outcome: Sendable {
    /// The elements.
    package var elements: [RemovableElement]
    /// Why nothing is proven about smaller ones; `nil` when nothing smaller is enough.
    package var note: String?
    /// Other elements of which each alone is enough.
    package var alternatives: [RemovableElement] = []
  }

  /// Why there is no cut.
  package enum Failure: Error, Sendable {
    /// A way needs nothing that could be removed.
    case nothingToRemove
    /// A way could not be followed packet by packet.
    case untraceable
    /// A bound was met.
    case boundMet
  }

  private let subject: CutSubject
  private let bounds: Bounds
  private var problem = HittingSet()
  private var elements: [RemovableElement] = []
  private var numbers: [RemovableElement: Int] = [:]
  private var isWeighed: [Bool] = []
  private var note: String?

  /// What the ways that exist need, found so far.
  package private(set) var known: [[RemovableElement]] = []

  /// One element costs this much, and its kind's breadth besides, which decides between choices of the same size.
  private static let unit = 1 << 16
  /// Losing accepted traffic costs more than any number of elements.
  private static let loss = 1 << 40

  /// From this breadth on, an element is no alternative worth naming.
  private static let broad = 9

  /// Prepares the search for a finding.
  package init(_ subject: CutSubject, _ bounds: Bounds = Bounds()) { (self.subject, self.bounds) = (subject, bounds) }

  /// Searches.
  ///
  /// - Parameter trials: The estate, with and without elements.
  /// - Returns: The cheapest cut.
  /// - Throws: ``Failure`` when there is none, or none was found within the bounds.
  package mutating func run(_ trials: inout CutTrials) throws(Failure) -> Outcome {
    var chosen: [RemovableElement] = []
    for _ in 0..<bounds.attempts {
      guard trials.left > 0 else { throw .boundMet }
      let ways = trials.ways(of: subject, without: chosen, limit: bounds.waysAtOnce)
      if ways.exist {
        guard !ways.needs.isEmpty else { throw .untraceable }
        try learn(ways.needs, chosen, &trials)
      } else if chosen.isEmpty {
        throw .untraceable
      } else {
        switch trials.opened(by: chosen, limit: bounds.waysAtOnce) {
        case .ways(let needs):
          guard !needs.isEmpty else { throw .untraceable }
          try learn(needs, chosen, &trials)
        case .notLooked:
          forbid(chosen, note: "sets that may open other ways were left out")
        case .nothing:
          guard chosen.count > 1, !chosen.contains(where: { trials.isLossy($0) }), trials.loses(chosen) else {
            return outcome(chosen, &trials)
          }
          // More of them loses as much, unless removing one makes way for another.
          let isMonotone = !chosen.contains { trials.uncovers($0) }
          forbid(chosen, note: isMonotone ? nil : "sets that lose accepted traffic were left out")
        }
      }
      chosen = try choose(&trials)
    }
    throw .boundMet
  }

  /// Takes in what ways need that exist once some elements are removed.
  private mutating func learn(
    _ needs: [[RemovableElement]],
    _ chosen: [RemovableElement],
    _ trials: inout CutTrials
  ) throws(Failure) {
    let uncovering = chosen.filter { trials.uncovers($0) }
    for need in needs {
      guard !need.isEmpty || !uncovering.isEmpty else { throw .nothingToRemove }
      // A way that may exist only because a route is gone counts only together with that.
      let condition = uncovering.isEmpty || known.contains(need) ? [] : uncovering
      if condition.isEmpty, !known.contains(need) { known.append(need) }
      problem.add(.init(anyOf: need.map { number($0) }, onlyIf: condition.map { number($0) }))
    }
  }

  /// Leaves out all choices that hold a set.
  private mutating func forbid(_ set: [RemovableElement], note: String?) {
    self.note = self.note ?? note
    problem.add(.init(anyOf: [], onlyIf: set.map { number($0) }))
  }

  private mutating func number(_ element: RemovableElement) -> Int {
    if let number = numbers[element] { return number }
    let number = elements.count
    numbers[element] = number
    elements.append(element)
    isWeighed.append(false)
    problem.costs.append(Self.unit + element.breadth)
    return number
  }

  /// The cheapest choice, of elements of which is known whether they lose accepted traffic.
  private mutating func choose(_ trials: inout CutTrials) throws(Failure) -> [RemovableElement] {
    while true {
      guard let solution = problem.solve(maximumSteps: bounds.branches) else { throw .boundMet }
      if !solution.isOptimal { note = note ?? "the search for the smallest set was cut short" }
      let open = solution.chosen.filter { !isWeighed[$0] }
      for number in open {
        isWeighed[number] = true
        if trials.isLossy(elements[number]) { problem.costs[number] += Self.loss }
        // Where nothing else decides, an element that hides nothing is the simpler one to remove.
        if trials.uncovers(elements[number]) { problem.costs[number] += 16 }
      }
      if open.allSatisfy({ problem.costs[$0] == Self.unit + elements[$0].breadth }) {
        return solution.chosen.map { elements[$0] }
      }
    }
  }

  private func outcome(_ chosen: [RemovableElement], _ trials: inout CutTrials) -> Outcome {
    var outcome = Outcome(elements: chosen.sorted(), note: note)
    guard chosen.count == 1, let first = known.first else { return outcome }
    let common = first.filter { element in element != chosen[0] && known.allSatisfy { $0.contains(element) } }
    for element in common.sorted() where outcome.alternatives.count < bounds.alternatives {
      // What lets everything through does more than carry this finding.
      guard element.breadth < Self.broad, !trials.isLossy(element), !trials.uncovers(element),
        !trials.ways(of: subject, without: [element], limit: 1).exist
      else { continue }
      outcome.alternatives.append(element)
    }
    return outcome
  }
}
