/// Something that a review shows at a line of a file: a finding, or a question that could not be decided.
struct ReviewItem: Equatable {
  /// How much hangs on it, as reviews know it.
  enum Level: String {
    case error, warning, notice
  }

  /// The id by which the item is the same in another run.
  var id: String
  /// The id of the assertion.
  var assertion: String
  /// How much hangs on it.
  var level: Level
  /// The severity of a finding; `nil` for what could not be decided.
  var severity: Severity?
  /// The item in one line.
  var title: String
  /// What the author needs besides: what brings it, and what closes it, a line each.
  var details: [String]
  /// Where it is shown; `nil` where no line of a file is known.
  var location: SourceLocation?
}

extension ReviewItem {
  /// The items of a result, what hangs most on first: what a change brings, or everything where nothing is compared.
  ///
  /// A waived finding is no item: somebody has permitted it.
  static func items(of result: AuditResult) -> [ReviewItem] {
    var items: [ReviewItem] = []
    if let digest = ChangeDigest(result) {
      for opened in digest.opened where opened.finding.waiver == nil {
        items.append(ReviewItem(opened.finding, opened.blamed))
      }
      for pair in digest.change.undecided {
        items.append(ReviewItem(undecided: pair.assertion, pair.direction, pair.reasons))
      }
    } else {
      for finding in ResultDigest(result).findings where finding.waiver == nil { items.append(ReviewItem(finding, [])) }
      for assertion in result.assertions where assertion.outcome == .inconclusive {
        items.append(ReviewItem(undecided: assertion.id, "", assertion.gaps))
      }
    }
    return items
  }

  private init(_ finding: Finding, _ blamed: [AuditChange.PlannedChange]) {
    self.init(
      id: finding.id,
      assertion: finding.assertion,
      level: finding.severity >= .high ? .error : finding.severity == .medium ? .warning : .notice,
      severity: finding.severity,
      title: finding.title.visible(limit: 300),
      details: [],
      location: Self.place(finding, blamed)
    )
    for change in blamed.prefix(3) { details.append("brought by \(change.label)") }
    if blamed.count > 3 { details.append("and \((blamed.count - 3).of("more change"))") }
    if let witness = finding.witness { details.append(witness.summary) }
    let steps = finding.cut.map { $0.elements.map(\.step) } ?? finding.remediation
    for step in steps.prefix(3) { details.append("to close: \(step.visible(limit: 300))") }
  }

  private init(undecided assertion: String, _ direction: String, _ reasons: [String]) {
    let about = direction.isEmpty ? "" : " (\(direction))"
    self.init(
      id: "undecided \(assertion) \(direction)",
      assertion: assertion,
      level: .warning,
      severity: nil,
      title: "\(assertion.visible(limit: 120))\(about) cannot be judged",
      details: reasons.prefix(5).map { $0.visible(limit: 300) },
      location: nil
    )
    if reasons.count > 5 { details.append("and \((reasons.count - 5).of("more reason"))") }
  }

  /// Where a review shows a finding: at what brings it, else at what closes it, else at what carries it.
  private static func place(_ finding: Finding, _ blamed: [AuditChange.PlannedChange]) -> SourceLocation? {
    let carriers = Set(finding.via.map(\.id))
    let hops = finding.hops + finding.legs.flatMap(\.hops)
    let places =
      blamed.map(\.location) + (finding.cut?.elements.map(\.location) ?? [])
      + hops.filter { carriers.contains($0.resource.id) }.map(\.location)
      + finding.chain.flatMap { $0.allowedBy.map(\.location) }
    return places.lazy.compactMap { $0 }.first { $0.line > 0 }
  }
}
