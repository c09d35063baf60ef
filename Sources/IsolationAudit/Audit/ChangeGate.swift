/// Whether a change is let through: what of a result fails a run.
public struct ChangeGate: Sendable {
  /// Which findings count.
  public enum Scope: String, CaseIterable, Sendable {
    /// Only what the change brings: findings that it opens, pairs that it leaves undecided.
    case new
    /// Everything that is there afterwards.
    case all
  }

  /// What becomes of the run.
  public enum Decision: Equatable, Sendable {
    /// Nothing that counts.
    case pass
    /// A finding that counts.
    case violation
    /// No finding that counts, and something that counts could not be judged.
    case inconclusive
  }

  /// Which findings count.
  public var scope: Scope
  /// The least severity that counts.
  public var severity: Severity
  /// Whether what cannot be judged fails the run.
  public var failsUndecided: Bool

  /// Creates a gate.
  public init(scope: Scope = .new, severity: Severity = .info, failsUndecided: Bool = true) {
    (self.scope, self.severity, self.failsUndecided) = (scope, severity, failsUndecided)
  }

  /// The findings that fail a run, in the result's order; a waived finding never does.
  public func failing(_ result: AuditResult) -> [Finding] {
    let opened = result.change.map { Set($0.opened.map(\.finding)) }
    return result.findings.filter { finding in
      guard finding.severity >= severity, finding.waiver == nil else { return false }
      guard scope == .new, let opened else { return true }
      return opened.contains(finding.id)
    }
  }

  /// Decides about a result; without a change everything counts.
  public func decide(_ result: AuditResult) -> Decision {
    if !failing(result).isEmpty { return .violation }
    guard failsUndecided else { return .pass }
    let isUndecided =
      if scope == .new, let change = result.change {
        !change.undecided.isEmpty
      } else {
        result.assertions.contains { $0.outcome == .inconclusive }
      }
    return isUndecided ? .inconclusive : .pass
  }
}
