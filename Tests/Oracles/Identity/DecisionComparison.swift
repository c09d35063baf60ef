import IsolationAudit

/// The decision procedure against the evaluator that is written from AWS's rules alone, on random small policies.
package struct DecisionComparison: Comparison {
  private var requests = 0
  private var worlds = 0
  /// Decisions by outcome, those that hang on something as `conditional`.
  private var outcomes: [String: Int] = [:]
  /// Conditional decisions that come out the same in every world.
  private var imprecise = 0
  /// Requests that the two decide differently in some world.
  package private(set) var disagreements: [String] = []

  /// A comparison of nothing yet.
  package init() {}

  /// Adds what was found on other requests.
  package mutating func add(_ other: DecisionComparison) {
    requests += other.requests
    worlds += other.worlds
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    imprecise += other.imprecise
    disagreements += other.disagreements
  }

  private var outcomeCounts: String {
    outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  /// How many requests were decided in how many worlds, and how.
  package var summary: String {
    "compared \(requests) requests in \(worlds) worlds: \(outcomeCounts); \(imprecise) conditional for nothing"
  }

  /// Which outcomes are too rare; a run in which nearly everything is denied would say little.
  package var weaknesses: [String] {
    guard requests >= 1_000 else { return [] }
    var weaknesses: [String] = []
    for outcome in ["Allowed", "ImplicitlyDenied", "ExplicitlyDenied", "conditional"] {
      let percent = outcomes[outcome, default: 0] * 100 / requests
      guard percent < (outcome == "conditional" ? 4 : 12) else { continue }
      weaknesses.append("only \(percent) % of the requests are \(outcome): \(outcomeCounts)")
    }
    // Some conditions cannot fail together, or fail with none of the values that are tried; most must decide something.
    if imprecise * 2 >= outcomes["conditional", default: 0] {
      weaknesses.append("\(imprecise) conditional decisions are the same in every world: \(outcomeCounts)")
    }
    return weaknesses
  }

  /// Compares one request in all its worlds.
  package static func compare(seed: UInt64) throws -> DecisionComparison {
    let request = OracleCaseGenerator.request(seed: seed)
    let decision = try request.decision()
    let isConditional = decision.outcome == .allowed && !decision.residual.isEmpty
    var comparison = DecisionComparison()
    comparison.requests = 1
    comparison.outcomes[isConditional ? "conditional" : decision.outcome.rawValue] = 1
    let worlds = request.worlds
    comparison.worlds = worlds.count
    var allowed = 0
    for world in worlds {
      let outcome = OracleEvaluator(request: request, world: world).outcome
      let isAllowed = try ResidualJudge(request: request, world: world).allows(decision)
      if isAllowed { allowed += 1 }
      // Without open questions the decision is known in full; with them, a denial's kind only where it never changes.
      let agrees =
        worlds.count == 1 || decision.outcome == .explicitlyDenied
        ? outcome == decision.outcome.rawValue : isAllowed == (outcome == "Allowed")
      if !agrees && comparison.disagreements.isEmpty {
        comparison.disagreements.append(
          """
          seed \(seed): \(decision.outcome.rawValue) under \(decision.residual.map(\.description)) by \
          \(decision.reason.stage.rawValue), expected \(outcome) in \(world)
            \(request)
          """
        )
      }
    }
    if isConditional && (allowed == 0 || allowed == worlds.count) { comparison.imprecise = 1 }
    return comparison
  }
}
