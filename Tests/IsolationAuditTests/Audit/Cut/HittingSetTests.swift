import IsolationAudit
import Oracles
import Testing

/// The choice of elements against trying all choices.
@Suite("Hitting sets")
struct HittingSetTests {
  /// The cheapest choice by trying all, or `nil` when none meets every clause.
  private func bruteForce(_ problem: HittingSet) -> Int? {
    var best: Int?
    for mask in 0..<(1 << problem.costs.count) {
      func has(_ element: Int) -> Bool { mask >> element & 1 == 1 }
      let holds = problem.clauses.allSatisfy { clause in
        clause.anyOf.contains(where: has) || !clause.onlyIf.allSatisfy(has)
      }
      guard holds else { continue }
      let cost = problem.costs.indices.filter(has).reduce(0) { $0 + problem.costs[$1] }
      best = min(best ?? cost, cost)
    }
    return best
  }

  @Test("the cheapest choice, as trying all of them finds it", arguments: 1...200 as ClosedRange<UInt64>)
  func optimal(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    var problem = HittingSet()
    problem.costs = (0..<Int.random(in: 1...9, using: &random)).map { _ in Int.random(in: 1...5, using: &random) }
    func some(_ count: ClosedRange<Int>) -> [Int] {
      (0..<Int.random(in: count, using: &random)).map { _ in Int.random(in: problem.costs.indices, using: &random) }
    }
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let condition = random.chance(40) ? some(1...3) : []
      problem.add(.init(anyOf: random.chance(12) && !condition.isEmpty ? [] : some(1...4), onlyIf: condition))
    }
    let solution = problem.solve()
    #expect(solution?.cost == bruteForce(problem), "seed \(seed): \(problem.clauses)")
    guard let solution else { return }
    #expect(solution.isOptimal)
    #expect(solution.cost == solution.chosen.reduce(0) { $0 + problem.costs[$1] })
    for clause in problem.clauses {
      #expect(
        clause.anyOf.contains(where: solution.chosen.contains)
          || !clause.onlyIf.allSatisfy(solution.chosen.contains),
        "seed \(seed)"
      )
    }
  }

  @Test("a search that is cut short says so")
  func bounded() throws {
    var problem = HittingSet()
    problem.costs = Array(repeating: 1, count: 30)
    for first in 0..<30 {
      for second in (first + 1)..<30 { problem.add(.init(anyOf: [first, second])) }
    }
    let short = try #require(problem.solve(maximumSteps: 40))
    #expect(!short.isOptimal)
    #expect(short.chosen.count >= 29)
  }

  @Test("nothing to meet costs nothing; what cannot be met has no choice")
  func edges() {
    var problem = HittingSet()
    #expect(problem.solve() == .init(chosen: [], cost: 0, isOptimal: true))
    problem.costs = [1]
    problem.add(.init(anyOf: [0]))
    problem.add(.init(anyOf: [], onlyIf: [0]))
    #expect(problem.solve() == nil)
  }
}
