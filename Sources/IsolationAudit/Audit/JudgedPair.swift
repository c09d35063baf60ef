/// Two environments that an assertion compares, by name and by their places in the policy.
struct JudgedPair: Hashable, Sendable {
  /// The environment in which a way begins.
  var from: String
  /// The environment that it would reach; the same where an assertion is about one environment by itself.
  var to: String
  /// The place of the first in the policy.
  var source: Int16
  /// The place of the second.
  var goal: Int16

  /// The pair of two sides, where each is an environment of a policy.
  init?(_ pair: ScopePair, _ policy: Policy) {
    guard let from = pair.from.environment, let to = pair.to.environment,
      let source = policy.environments.firstIndex(where: { $0.name == from }),
      let goal = policy.environments.firstIndex(where: { $0.name == to })
    else { return nil }
    (self.from, self.to, self.source, self.goal) = (from, to, Int16(source), Int16(goal))
  }

  /// The environments' places.
  var environments: [Int] { [Int(source), Int(goal)] }
}

/// What was found out about a pair of environments.
struct PairOutcome {
  /// The violations.
  var findings: [Finding] = []
  /// What to ask again for each of them, to find out what closes it.
  var subjects: [IdentityCutSubject] = []
  /// What is missing, a sentence each, in any order.
  var gaps: [String] = []
  /// Why the pair holds, when there is neither.
  var held: String
  /// What several findings are called, such as `ways to data`.
  var plural: String
  /// What one finding is called; its title when left out.
  var singular: String?
}

extension TrafficAudit.Judgement {
  /// Judges a pair of environments and notes what came of it.
  ///
  /// - Parameters:
  ///   - pair: The sides, each an environment.
  ///   - assertion: The assertion.
  ///   - policy: The policy.
  ///   - isAlone: Whether the assertion is about each environment by itself.
  ///   - body: Finds violations and gaps.
  mutating func judge(
    _ pair: ScopePair,
    _ assertion: Assertion,
    _ policy: Policy,
    isAlone: Bool = false,
    _ body: (JudgedPair) -> PairOutcome
  ) {
    let judged = JudgedPair(pair, policy)
    note(judged, judged.map(body), assertion, isAlone: isAlone)
  }

  /// Judges pairs of environments, on as many cores as there are, and notes in their order what came of it.
  ///
  /// - Parameters:
  ///   - pairs: The sides, each an environment.
  ///   - assertion: The assertion.
  ///   - policy: The policy.
  ///   - body: Finds violations and gaps; called from several threads at once.
  mutating func judge(
    _ pairs: [ScopePair],
    _ assertion: Assertion,
    _ policy: Policy,
    _ body: @Sendable (JudgedPair, ScopePair) -> PairOutcome
  ) {
    let judged = pairs.concurrentMap { sides in
      let pair = JudgedPair(sides, policy)
      return (pair: pair, outcome: pair.map { body($0, sides) })
    }
    for (pair, outcome) in judged { note(pair, outcome, assertion, isAlone: false) }
  }

  private mutating func note(_ pair: JudgedPair?, _ outcome: PairOutcome?, _ assertion: Assertion, isAlone: Bool) {
    guard let pair, let outcome else {
      gaps.append("`\(assertion.kind.name)` is about environments, and a side of the assertion is none")
      return
    }
    let missing = Set(outcome.gaps).sorted()
    findings += outcome.findings
    identitySubjects += outcome.subjects
    gaps += missing
    let reason: String
    switch outcome.findings.count {
    case 0: reason = missing.first ?? outcome.held
    case 1: reason = outcome.singular ?? outcome.findings[0].title
    default: reason = "\(outcome.findings.count) \(outcome.plural)"
    }
    pairs.append(
      AssertionResult.Pair(
        from: pair.from,
        to: isAlone ? "" : pair.to,
        outcome: !outcome.findings.isEmpty ? .violated : missing.isEmpty ? .passed : .inconclusive,
        reason: reason
      )
    )
  }
}
