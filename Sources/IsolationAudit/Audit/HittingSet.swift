/// The cheapest choice of elements that takes something from each of several sets.
///
/// Elements are numbers from 0; sets may be conditional: one that counts only when certain elements are chosen. That is how
/// a way is told that is open only because a more specific route was removed.
package struct HittingSet: Sendable {
  /// A set of which one element must be chosen.
  package struct Clause: Hashable, Sendable {
    /// The elements; empty for a clause that forbids choosing all of ``onlyIf``.
    package var anyOf: [Int]
    /// The elements that must all be chosen for the clause to count; empty for one that always counts.
    package var onlyIf: [Int]

    /// Creates a clause.
    package init(anyOf: [Int], onlyIf: [Int] = []) { (self.anyOf, self.onlyIf) = (anyOf, onlyIf) }
  }

  /// A choice.
  package struct Solution: Equatable, Sendable {
    /// The chosen elements, ascending.
    package var chosen: [Int]
    /// The sum of their costs.
    package var cost: Int
    /// Whether no choice is cheaper; `false` when the search was cut short.
    package var isOptimal: Bool

    /// Creates a choice.
    package init(chosen: [Int], cost: Int, isOptimal: Bool) {
      (self.chosen, self.cost, self.isOptimal) = (chosen, cost, isOptimal)
    }
  }

  /// The cost of each element, above 0.
  package var costs: [Int] = []
  /// What must hold.
  package private(set) var clauses: [Clause] = []

  /// Creates a problem without clauses.
  package init() {}

  /// Adds a clause, unless it is there already.
  package mutating func add(_ clause: Clause) {
    let sorted = Clause(anyOf: Array(Set(clause.anyOf)).sorted(), onlyIf: Array(Set(clause.onlyIf)).sorted())
    if !clauses.contains(sorted) { clauses.append(sorted) }
  }

  /// The cheapest choice; among equally cheap ones always the same.
  ///
  /// Branch and bound over the elements of a clause that is not met yet; the bound is the cost of clauses without an element
  /// in common.
  ///
  /// - Parameter maximumSteps: The number of branches after which the best choice so far is returned.
  /// - Returns: `nil` when the clauses contradict each other, or no choice was found within the bound.
  package func solve(maximumSteps: Int = 20_000) -> Solution? {
    var search = Search(problem: self, steps: maximumSteps)
    search.visit()
    guard let best = search.best else { return nil }
    return Solution(chosen: best.chosen.sorted(), cost: best.cost, isOptimal: search.steps > 0)
  }

  private struct Search {
    let problem: HittingSet
    var steps: Int
    var chosen: [Int] = []
    var cost = 0
    var isChosen: [Bool]
    var isExcluded: [Bool]
    var best: (chosen: [Int], cost: Int)?

    init(problem: HittingSet, steps: Int) {
      (self.problem, self.steps) = (problem, steps)
      isChosen = Array(repeating: false, count: problem.costs.count)
      isExcluded = isChosen
    }

    /// The clauses that count and have no chosen element.
    private func open() -> [Clause] {
      problem.clauses.filter { clause in
        clause.onlyIf.allSatisfy { isChosen[$0] } && !clause.anyOf.contains { isChosen[$0] }
      }
    }

    private func candidates(_ clause: Clause) -> [Int] {
      clause.anyOf.filter { !isExcluded[$0] }
        .sorted { (problem.costs[$0], $0) < (problem.costs[$1], $1) }
    }

    mutating func visit() {
      guard steps > 0 else { return }
      steps -= 1
      let open = open()
      guard !open.isEmpty else {
        if let best, best.cost <= cost { return }
        best = (chosen, cost)
        return
      }
      var options: [[Int]] = []
      for clause in open {
        let left = candidates(clause)
        if left.isEmpty { return }
        options.append(left)
      }
      if let best, cost + bound(options) >= best.cost { return }
      guard let branch = options.min(by: { $0.count < $1.count }) else { return }
      var excluded: [Int] = []
      for element in branch {
        isChosen[element] = true
        chosen.append(element)
        cost += problem.costs[element]
        visit()
        cost -= problem.costs[element]
        chosen.removeLast()
        isChosen[element] = false
        isExcluded[element] = true
        excluded.append(element)
      }
      for element in excluded { isExcluded[element] = false }
    }

    /// What clauses without an element in common cost at least.
    private func bound(_ options: [[Int]]) -> Int {
      var used: Set<Int> = []
      var bound = 0
      for option in options.sorted(by: { $0.count < $1.count }) where !option.contains(where: used.contains) {
        used.formUnion(option)
        bound += option.map { problem.costs[$0] }.min() ?? 0
      }
      return bound
    }
  }
}
