extension AuditResult {
  /// Whether the audit would have found a violation between two environments: the assertion is made, and the pair was judged.
  ///
  /// A pair with other findings counts as judged only when nothing about its assertion was left open.
  package func wouldFind(assertion id: String, from: String, to: String) -> Bool {
    guard let assertion = assertions.first(where: { $0.id == id }) else { return false }
    let pair =
      assertion.pairs.first { $0.from == from && $0.to == to }
      ?? assertion.pairs.first { $0.from == to && $0.to == from }
    switch pair?.outcome {
    case .passed: return true
    case .violated, .waived: return assertion.gaps.isEmpty
    case .inconclusive, nil: return false
    }
  }
}
