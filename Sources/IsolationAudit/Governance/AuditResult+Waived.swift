extension AuditResult {
  /// Takes back what waivers changed, so that the result is as it was judged.
  package mutating func withdrawWaivers() {
    waivers = nil
    for index in findings.indices { findings[index].waiver = nil }
    for index in assertions.indices where !assertions[index].findings.isEmpty {
      assertions[index].outcome = .violated
      for place in assertions[index].pairs.indices {
        let pair = assertions[index].pairs[place]
        let wasUndecided =
          pair.outcome == .inconclusive && pair.reason.hasSuffix(AssertionResult.Pair.waivedAndUnjudged)
        guard pair.outcome == .waived || wasUndecided else { continue }
        assertions[index].pairs[place].outcome = .violated
        if wasUndecided {
          assertions[index].pairs[place].reason.removeLast(AssertionResult.Pair.waivedAndUnjudged.count)
        }
      }
    }
    for index in matrix.indices where !matrix[index].findings.isEmpty { matrix[index].status = .violated }
    count()
  }

  /// Judges assertions, pairs and the matrix of environments with some findings permitted.
  ///
  /// - Parameter permits: The waivers by the ids of the findings that they permit.
  mutating func judgeAnew(_ permits: [String: WaiverRecord]) {
    let byID = Dictionary(findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var unjudged: Set<String> = []
    for index in assertions.indices {
      let assertion = assertions[index]
      if assertion.outcome == .inconclusive || !assertion.gaps.isEmpty { unjudged.insert(assertion.id) }
      guard !assertion.findings.isEmpty else { continue }
      let own = assertion.findings.compactMap { byID[$0] }
      for (place, pair) in assertion.pairs.enumerated() where pair.outcome == .violated {
        let found = pair.findings(among: own)
        guard !found.isEmpty, found.allSatisfy({ permits[$0.id] != nil }) else { continue }
        assertions[index].pairs[place].outcome = assertion.gaps.isEmpty ? .waived : .inconclusive
        if !assertion.gaps.isEmpty { assertions[index].pairs[place].reason += AssertionResult.Pair.waivedAndUnjudged }
      }
      // A finding that the result names and does not hold cannot be permitted.
      guard assertion.findings.allSatisfy({ permits[$0] != nil }) else { continue }
      assertions[index].outcome = assertion.gaps.isEmpty ? .waived : .inconclusive
    }
    for index in matrix.indices where matrix[index].status == .violated {
      let cell = matrix[index]
      guard !cell.findings.isEmpty, cell.findings.allSatisfy({ permits[$0] != nil }) else { continue }
      matrix[index].status = cell.assertions.contains(where: unjudged.contains) ? .inconclusive : .waived
    }
    count()
  }

  /// Counts the outcomes anew and says the verdict.
  private mutating func count() {
    func count(_ outcome: AssertionResult.Outcome) -> Int { assertions.count { $0.outcome == outcome } }
    summary.passed = count(.passed)
    summary.violated = count(.violated)
    summary.inconclusive = count(.inconclusive)
    let waived = count(.waived)
    summary.waived = waivers == nil && waived == 0 ? nil : waived
    verdict = summary.violated > 0 ? .violation : summary.inconclusive > 0 ? .inconclusive : .pass
  }
}

extension AssertionResult.Pair {
  /// What is added to the reason of a pair whose findings are waived while not everything about it could be judged.
  static let waivedAndUnjudged = ", waived; not everything could be judged"

  /// The findings of its assertion that are about the pair.
  ///
  /// Assertions without a direction have findings in either order, and then none in this one.
  package func findings(among findings: [Finding]) -> [Finding] {
    let sameWay = findings.filter { $0.from == from && $0.to == to }
    return sameWay.isEmpty ? findings.filter { $0.from == to && $0.to == from } : sameWay
  }
}
