/// Compares two results: what the later one has that the earlier one had not, what is gone, and what became undecided.
///
/// Findings are compared by id. What cannot be judged now is never counted as gone: such a pair is undecided, and says
/// which findings it had.
public struct ResultComparison: Sendable {
  private let before: AuditResult
  private let after: AuditResult

  /// Creates a comparison.
  ///
  /// - Parameters:
  ///   - before: The earlier result.
  ///   - after: The later result.
  public init(from before: AuditResult, to after: AuditResult) {
    (self.before, self.after) = (before, after)
  }

  /// What changed.
  ///
  /// - Parameters:
  ///   - basis: What the later result is compared with.
  ///   - name: The name of the earlier file or directory, as it was given.
  ///   - sha256: The SHA-256 of a saved result.
  /// - Returns: The change, with nothing blamed.
  public func change(basis: AuditChange.Basis, name: String, sha256: String? = nil) -> AuditChange {
    let earlier = Set(before.findings.map(\.id))
    let later = Set(after.findings.map(\.id))
    let gone = before.findings.filter { !later.contains($0.id) }
    let pairs = PairTable(after)
    let undecidedNow = gone.filter { pairs.isUndecided($0) }
    let unasked = gone.filter { finding in !after.assertions.contains { $0.id == finding.assertion } }
    let kept = Set((undecidedNow + unasked).map(\.id))
    return AuditChange(
      basis: basis,
      base: AuditChange.Base(
        name: name,
        generated: basis == .plan ? nil : before.generated,
        verdict: before.verdict,
        findings: before.findings.count,
        sha256: sha256
      ),
      opened: later.subtracting(earlier).sorted().map { AuditChange.OpenedFinding(finding: $0) },
      closed: gone.filter { !kept.contains($0.id) }.map(AuditChange.ClosedFinding.init),
      remaining: later.intersection(earlier).sorted(),
      undecided: undecided(lost: undecidedNow),
      decided: decided(),
      notes: notes(basis, unasked: unasked.count)
    )
  }

  // MARK: Pairs

  /// The pairs that cannot be judged now and could be before, were not asked before, or lack more than they did.
  ///
  /// What an assertion lacks and did not lack before is never lost: where no pair tells it, because its pair is violated
  /// or was undecided before, the assertion as a whole does.
  private func undecided(lost: [Finding]) -> [AuditChange.UndecidedPair] {
    let earlier = PairTable(before)
    var result: [AuditChange.UndecidedPair] = []
    for assertion in after.assertions {
      let known = Set(before.assertions.first { $0.id == assertion.id }?.gaps.map(\.withoutPlaces) ?? [])
      let fresh = assertion.gaps.filter { !known.contains($0.withoutPlaces) }
      var isTold = false
      for pair in assertion.pairs where pair.outcome == .inconclusive {
        let was = earlier[assertion.id, pair.from, pair.to]
        if let was, was.outcome == .inconclusive,
          fresh.isEmpty || was.reason.withoutPlaces == pair.reason.withoutPlaces
        {
          continue
        }
        let findings = lost.filter { $0.assertion == assertion.id && $0.from == pair.from && $0.to == pair.to }
        result.append(
          AuditChange.UndecidedPair(
            assertion: assertion.id,
            from: pair.from,
            to: pair.to,
            outcome: .inconclusive,
            reasons: reasons(pair, fresh) + findings.map { "nothing shows that this is gone: \($0.title)" }
          )
        )
        isTold = true
      }
      guard !isTold, !fresh.isEmpty else { continue }
      result.append(
        AuditChange.UndecidedPair(assertion: assertion.id, from: "", to: "", outcome: assertion.outcome, reasons: fresh)
      )
    }
    return result
  }

  /// Why a pair is not judged: what is new of the assertion's gaps, where the pair's own sentence does not name all.
  private func reasons(_ pair: AssertionResult.Pair, _ fresh: [String]) -> [String] {
    if fresh.isEmpty || fresh.contains(pair.reason) { return [pair.reason] }
    return fresh
  }

  /// The pairs that could not be judged before and are now.
  private func decided() -> [AuditChange.UndecidedPair] {
    let earlier = PairTable(before)
    return after.assertions.flatMap { assertion in
      assertion.pairs.compactMap { pair in
        guard pair.outcome != .inconclusive, earlier[assertion.id, pair.from, pair.to]?.outcome == .inconclusive
        else { return nil }
        return AuditChange.UndecidedPair(
          assertion: assertion.id,
          from: pair.from,
          to: pair.to,
          outcome: pair.outcome,
          reasons: [pair.reason].filter { !$0.isEmpty }
        )
      }
    }
  }

  // MARK: Notes

  /// What stands in the way of the comparison.
  private func notes(_ basis: AuditChange.Basis, unasked: Int) -> [String] {
    var notes: [String] = []
    if before.tool != after.tool {
      notes.append(
        "the earlier result is of \(before.tool.name) \(before.tool.version), this one of \(after.tool.name) "
          + "\(after.tool.version); what a version judges better looks like a change of the estate"
      )
    }
    if before.policies.map(\.sha256).sorted() != after.policies.map(\.sha256).sorted() {
      notes.append("the two were audited against different policies, so a difference may be one of the policies")
      let (old, new) = (before.assertions.map(\.id), after.assertions.map(\.id))
      let (gone, fresh) = (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
      if !fresh.isEmpty { notes.append("asked for the first time: \(fresh.joined(separator: ", "))") }
      if !gone.isEmpty { notes.append("no longer asked: \(gone.joined(separator: ", "))") }
    }
    if unasked > 0 {
      notes.append(
        unasked == 1
          ? "one finding of the earlier result is of an assertion that is no longer asked, and not counted as closed"
          : "\(unasked) findings of the earlier result are of assertions that are no longer asked, and not counted as closed"
      )
    }
    if basis != .plan {
      if before.generated > after.generated {
        notes.append("the earlier result is younger than this one: are they swapped?")
      }
      let (old, new) = (Set(before.coverage.places.map(\.name)), Set(after.coverage.places.map(\.name)))
      let (gone, fresh) = (old.subtracting(new).sorted(), new.subtracting(old).sorted())
      if !fresh.isEmpty { notes.append("only in this one: \(fresh.joined(separator: ", "))") }
      if !gone.isEmpty { notes.append("only in the earlier one: \(gone.joined(separator: ", "))") }
    }
    return notes
  }
}

/// The pairs of a result, to look up.
private struct PairTable {
  private struct Key: Hashable {
    var assertion: String
    var from: String
    var to: String
  }

  private var pairs: [Key: AssertionResult.Pair] = [:]
  private var outcomes: [String: AssertionResult.Outcome] = [:]

  init(_ result: AuditResult) {
    for assertion in result.assertions {
      outcomes[assertion.id] = assertion.outcome
      for pair in assertion.pairs { pairs[Key(assertion: assertion.id, from: pair.from, to: pair.to)] = pair }
    }
  }

  subscript(assertion: String, from: String, to: String) -> AssertionResult.Pair? {
    pairs[Key(assertion: assertion, from: from, to: to)]
  }

  /// Whether the pair of a finding, or its whole assertion where the pair is not listed, cannot be judged.
  func isUndecided(_ finding: Finding) -> Bool {
    if let pair = self[finding.assertion, finding.from, finding.to] ?? self[finding.assertion, finding.to, finding.from]
    {
      return pair.outcome == .inconclusive
    }
    return outcomes[finding.assertion] == .inconclusive
  }
}

extension AuditChange.ClosedFinding {
  /// The record of a finding.
  fileprivate init(_ finding: Finding) {
    self.init(
      finding: finding.id,
      assertion: finding.assertion,
      severity: finding.severity,
      title: finding.title,
      from: finding.from,
      to: finding.to
    )
  }
}

extension Coverage.Place {
  /// The account and the Region.
  fileprivate var name: String { "\(account) \(region)" }
}

extension String {
  /// The sentence without lines, columns and JSON pointers, which move when a file is edited.
  fileprivate var withoutPlaces: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      bytes.append(byte)
      if byte == UInt8(ascii: "#"), rest.first == UInt8(ascii: "/") { rest = rest.drop { $0 != UInt8(ascii: " ") } }
      if byte == UInt8(ascii: ":") { rest = rest.drop { (0x30...0x39).contains($0) } }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
