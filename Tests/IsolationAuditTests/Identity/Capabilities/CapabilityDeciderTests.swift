import Testing

@testable import IsolationAudit

/// What a decider need not ask again.
@Suite("Decisions about some resource")
struct CapabilityDeciderTests {
  /// What the table requires on some resource.
  private static let requirements = CapabilityKind.all.flatMap(\.row.requires).filter { requirement in
    if case .some = requirement.on { true } else { false }
  }

  /// The patterns of those resources for an account, in each Region and in one, and others that policies have.
  private static func patterns(_ account: String) -> [String] {
    let asked = requirements.flatMap { requirement -> [String] in
      guard case .some(let pattern) = requirement.on else { return [] }
      let filled = pattern.replacing("{account}", with: account)
      return ["*", "eu-west-1"].map { filled.replacing("{region}", with: $0) }
    }
    return Set(asked + RandomWayEstate.resources.filter { !$0.contains("$") }).sorted()
  }

  @Test("where no policy tells resources apart, one answer serves every pattern")
  func oneAnswer() throws {
    var possible = 0
    var toldApart = 0
    for seed in UInt64(0)..<16 {
      let graph = CapabilityGraph(
        estate: try RandomWayEstate(seed: seed).build().estate,
        about: Self.requirements.flatMap(\.actions)
      )
      let model = graph.model
      for caller in graph.callers {
        let patterns = Self.patterns(caller.account)
        for (action, name) in model.index.actions.enumerated() {
          var distinctions = CapabilityDistinctions()
          for layer in model.layers(of: caller, action) { distinctions.add(layer, in: caller.context) }
          // A decider that has answered keeps its answer: each pattern is asked of a new one.
          let answers = Set(
            patterns.map { pattern in
              var decider = CapabilityDecider(model, caller)
              return decider.answer(action, onSome: pattern)
            }
          )
          guard distinctions.isEmpty else {
            if answers.count > 1 { toldApart += 1 }
            continue
          }
          if answers != [nil] { possible += 1 }
          #expect(answers.count == 1, "seed \(seed): \(name) by \(caller.principal)")
        }
      }
    }
    #expect(possible > 40 && toldApart > 40, "\(possible) possible, \(toldApart) told apart")
  }
}
