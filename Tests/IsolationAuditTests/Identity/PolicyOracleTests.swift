import Oracles
import Testing

/// The decision procedure against the naive evaluator; `script/compare` has more requests decided.
@Suite("Decisions against a naive evaluator")
struct PolicyOracleTests {
  @Test("Every request is decided alike by both, in every world that an open question leaves")
  func agree() async throws {
    let comparison = try await DecisionComparison.run(2_000, from: 1)
    for disagreement in comparison.disagreements { Issue.record("\(disagreement)") }
    #expect(comparison.weaknesses == [], "\(comparison.summary)")
  }
}
