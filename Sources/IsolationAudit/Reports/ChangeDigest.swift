/// What the reports derive from the change of a result: the order of what is new, and the sentences about it.
struct ChangeDigest {
  /// A finding that is new, with what brings it.
  struct Opened {
    var finding: Finding
    var blamed: [AuditChange.PlannedChange]
  }

  let change: AuditChange
  /// What is new, worst first, otherwise in the result's order.
  let opened: [Opened]
  /// What was there before, worst first, otherwise in the result's order.
  let remaining: [Finding]
  /// What is gone, worst first.
  let closed: [AuditChange.ClosedFinding]

  init?(_ result: AuditResult) {
    guard let change = result.change else { return nil }
    self.change = change
    let blamed = Dictionary(change.opened.map { ($0.finding, $0.blamed) }, uniquingKeysWith: { first, _ in first })
    let findings = ResultDigest(result).findings
    opened = findings.compactMap { finding in blamed[finding.id].map { Opened(finding: finding, blamed: $0) } }
    remaining = findings.filter { blamed[$0.id] == nil }
    closed = change.closed.enumerated()
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
      .map(\.element)
  }

  /// What became of the estate, for a heading.
  enum Outcome {
    case opens, undecided, closes, unchanged

    /// The outcome's shape.
    var symbol: String {
      switch self {
      case .opens: AuditVerdict.violation.symbol
      case .undecided: AuditVerdict.inconclusive.symbol
      case .closes, .unchanged: AuditVerdict.pass.symbol
      }
    }
  }

  /// What became of the estate.
  var outcome: Outcome {
    if !opened.isEmpty { return .opens }
    if !change.undecided.isEmpty { return .undecided }
    return closed.isEmpty ? .unchanged : .closes
  }

  /// The outcome in one sentence.
  var heading: String {
    switch outcome {
    case .opens where change.basis == .plan: "The change opens \(opened.count.of("path"))"
    case .opens: "\(opened.count.of("new finding"))"
    case .undecided where change.basis == .plan:
      "The change leaves \(change.undecided.count.of("question")) undecided"
    case .undecided: "\(change.undecided.count.of("question")) can no longer be decided"
    case .closes, .unchanged: change.basis == .plan ? "The change opens nothing" : "Nothing is new"
    }
  }

  /// The counts that the heading leaves out, a sentence, and what was there before.
  var counts: String {
    var parts: [String] = []
    if outcome != .undecided, !change.undecided.isEmpty {
      parts.append("\(change.undecided.count.of("question")) undecided")
    }
    if !closed.isEmpty { parts.append("\(closed.count.of("finding")) closed") }
    if !change.decided.isEmpty { parts.append("\(change.decided.count.of("question")) decided") }
    parts.append(
      remaining.isEmpty
        ? "no finding was there before"
        : "\(remaining.count.of("finding")) \(remaining.count == 1 ? "was" : "were") there before"
    )
    let text = parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// What the result is compared with.
  var base: String {
    let name = change.base.name.visible(limit: 200)
    let generated = change.base.generated.map { " of \($0.visible(limit: 40))" } ?? ""
    switch change.basis {
    case .plan: return name.isEmpty ? "the state before the plan" : "\(name), before the plan"
    case .snapshot: return "snapshot \(name)\(generated)"
    case .result: return "result \(name)\(generated)"
    }
  }
}

extension AuditChange.PlannedChange {
  /// The change in one phrase: `aws_route.west["a"] (created)`.
  var label: String { "\(address.visible(limit: 300)) (\(action.participle))" }
}

extension AuditChange.PlannedChange.Action {
  /// What happens to the resource, in one word.
  var participle: String {
    switch self {
    case .create: "created"
    case .update: "changed"
    case .delete: "deleted"
    case .replace: "replaced"
    }
  }
}

extension AuditChange.UndecidedPair {
  /// The direction: `development → production`, or the one environment, or nothing.
  var direction: String { [from, to].filter { !$0.isEmpty }.map { $0.visible(limit: 80) }.joined(separator: " → ") }
}

extension AuditChange.ClosedFinding {
  /// The direction: `development → production`, or the one environment, or nothing.
  var direction: String { [from, to].filter { !$0.isEmpty }.map { $0.visible(limit: 80) }.joined(separator: " → ") }
}
