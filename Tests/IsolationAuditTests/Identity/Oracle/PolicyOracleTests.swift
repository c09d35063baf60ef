import IsolationAudit
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The decision procedure against the evaluator that is written from AWS's rules alone, on random small policies.
@Suite("Decisions against a naive evaluator")
struct PolicyOracleTests {
  /// How many requests are decided; `ISOLATION_AUDIT_POLICIES` changes it for a longer run.
  static var requests: Int { getenv("ISOLATION_AUDIT_POLICIES").flatMap { Int(String(cString: $0)) } ?? 2_000 }
  static let lanes = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// What was compared.
  struct Count: Sendable {
    var requests = 0
    var worlds = 0
    /// Decisions by outcome, those that hang on something as `conditional`.
    var outcomes: [String: Int] = [:]
    /// Conditional decisions that come out the same in every world.
    var imprecise = 0
    var disagreements: [String] = []

    mutating func add(_ other: Count) {
      requests += other.requests
      worlds += other.worlds
      outcomes.merge(other.outcomes, uniquingKeysWith: +)
      imprecise += other.imprecise
      disagreements += other.disagreements
    }
  }

  @Test("Every request is decided alike by both, in every world that an open question leaves")
  func agree() async throws {
    let first = NetworkDifferentialTests.firstSeed
    let (total, lanes) = (UInt64(Self.requests), UInt64(Self.lanes))
    let count = try await withThrowingTaskGroup(of: Count.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var count = Count()
          for offset in stride(from: lane, to: total, by: Int(lanes)) where count.disagreements.count < 5 {
            count.add(try Self.compare(seed: first + offset))
          }
          return count
        }
      }
      var count = Count()
      for try await part in group { count.add(part) }
      return count
    }
    for disagreement in count.disagreements { Issue.record("\(disagreement)") }
    let outcomes = count.outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    if getenv("ISOLATION_AUDIT_POLICIES") != nil {
      print(
        "compared \(count.requests) requests in \(count.worlds) worlds: \(outcomes); \(count.imprecise) conditional for nothing"
      )
    }
    if Self.requests < 1_000 { return }
    // A run in which nearly everything is denied would say little.
    for outcome in ["Allowed", "ImplicitlyDenied", "ExplicitlyDenied", "conditional"] {
      let percent = count.outcomes[outcome, default: 0] * 100 / count.requests
      #expect(percent >= (outcome == "conditional" ? 4 : 12), "\(outcome) in \(percent) % only: \(outcomes)")
    }
    // Some conditions cannot fail together, or fail with none of the values that are tried; most must decide something.
    #expect(count.imprecise * 2 < count.outcomes["conditional", default: 0], "\(count.imprecise) of \(outcomes)")
  }

  /// Compares one request in all its worlds.
  static func compare(seed: UInt64) throws -> Count {
    let request = OracleCaseGenerator.request(seed: seed)
    let decision = try request.decision()
    let isConditional = decision.outcome == .allowed && !decision.residual.isEmpty
    var count = Count(requests: 1)
    count.outcomes[isConditional ? "conditional" : decision.outcome.rawValue] = 1
    let worlds = request.worlds
    count.worlds = worlds.count
    var allowed = 0
    for world in worlds {
      let outcome = OracleEvaluator(request: request, world: world).outcome
      let isAllowed = try ResidualJudge(request: request, world: world).allows(decision)
      if isAllowed { allowed += 1 }
      // Without open questions the decision is known in full; with them, a denial's kind only where it never changes.
      let agrees =
        worlds.count == 1 || decision.outcome == .explicitlyDenied
        ? outcome == decision.outcome.rawValue : isAllowed == (outcome == "Allowed")
      if !agrees && count.disagreements.isEmpty {
        count.disagreements.append(
          """
          seed \(seed): \(decision.outcome.rawValue) under \(decision.residual.map(\.description)) by \
          \(decision.reason.stage.rawValue), expected \(outcome) in \(world)
            \(request)
          """
        )
      }
    }
    if isConditional && (allowed == 0 || allowed == worlds.count) { count.imprecise = 1 }
    return count
  }
}
