/// What changed from an earlier state of an estate to the one that a result is about.
///
/// Findings are the same in both states when their ids are; ids survive edits that do not change the path.
public struct AuditChange: Codable, Equatable, Sendable {
  /// What the result is compared with.
  public enum Basis: String, Codable, Sendable {
    /// The state before a Terraform plan.
    case plan
    /// Another snapshot.
    case snapshot
    /// A saved result, of an earlier run.
    case result
  }

  /// What the result is compared with.
  public var basis: Basis
  /// The earlier state.
  public var base: Base
  /// The findings that are new, sorted by id.
  public var opened: [OpenedFinding]
  /// The findings that are gone, in the order in which the earlier result had them.
  public var closed: [ClosedFinding]
  /// The ids of findings that were there before, sorted.
  public var remaining: [String]
  /// The pairs that could be judged before and cannot be now, or are asserted for the first time and cannot be judged.
  public var undecided: [UndecidedPair]
  /// The pairs that could not be judged before and are now, with the outcome of now.
  public var decided: [UndecidedPair]
  /// What stands in the way of the comparison: another policy, another version, a part of the estate that one state lacks.
  public var notes: [String]

  /// The earlier state.
  public struct Base: Codable, Equatable, Sendable {
    /// The name of the file or directory, as it was given; empty for the state before a plan.
    public var name: String
    /// When it was audited; `nil` when it was audited together with the later state.
    public var generated: String?
    /// Its verdict.
    public var verdict: AuditVerdict
    /// The number of its findings.
    public var findings: Int
    /// The SHA-256 of the saved result, lower-case hexadecimal; `nil` for other bases.
    public var sha256: String?

    /// Creates a description of the earlier state.
    public init(
      name: String,
      generated: String? = nil,
      verdict: AuditVerdict,
      findings: Int,
      sha256: String? = nil
    ) {
      (self.name, self.generated, self.verdict, self.findings) = (name, generated, verdict, findings)
      self.sha256 = sha256
    }
  }

  /// A finding that is new, and what brings it.
  public struct OpenedFinding: Codable, Equatable, Sendable {
    /// The finding's id.
    public var finding: String
    /// The planned changes that it hangs on, the most telling first; empty when none is known.
    public var blamed: [PlannedChange]

    /// Creates a new finding.
    public init(finding: String, blamed: [PlannedChange] = []) {
      (self.finding, self.blamed) = (finding, blamed)
    }
  }

  /// A finding that is gone; the result holds it no more, so what a reader needs is here.
  public struct ClosedFinding: Codable, Equatable, Sendable {
    /// The finding's id.
    public var finding: String
    /// The id of the assertion.
    public var assertion: String
    /// The severity.
    public var severity: Severity
    /// The finding in one line.
    public var title: String
    /// The environment in which the path started.
    public var from: String
    /// The environment that it reached.
    public var to: String

    /// Creates a record of a finding that is gone.
    public init(finding: String, assertion: String, severity: Severity, title: String, from: String, to: String) {
      (self.finding, self.assertion, self.severity) = (finding, assertion, severity)
      (self.title, self.from, self.to) = (title, from, to)
    }
  }

  /// A pair of environments of an assertion whose outcome changed from or to inconclusive.
  public struct UndecidedPair: Codable, Equatable, Sendable {
    /// The id of the assertion.
    public var assertion: String
    /// The environment in which traffic or a request starts.
    public var from: String
    /// The environment that it would reach.
    public var to: String
    /// The outcome now.
    public var outcome: AssertionResult.Outcome
    /// Why, a sentence each; for a plan, the attributes that would have to be settled.
    public var reasons: [String]

    /// Creates a pair.
    public init(assertion: String, from: String, to: String, outcome: AssertionResult.Outcome, reasons: [String]) {
      (self.assertion, self.from, self.to) = (assertion, from, to)
      (self.outcome, self.reasons) = (outcome, reasons)
    }
  }

  /// A resource that a Terraform plan changes.
  public struct PlannedChange: Codable, Equatable, Hashable, Sendable {
    /// What the plan does.
    public enum Action: String, Codable, Sendable {
      /// The resource is made.
      case create
      /// The resource is changed in place.
      case update
      /// The resource is removed.
      case delete
      /// The resource is removed and made anew.
      case replace
    }

    /// The Terraform address, such as `module.hub.aws_route.west["a"]`.
    public var address: String
    /// What the plan does with it.
    public var action: Action
    /// Where it is declared, as far as that is known.
    public var location: SourceLocation?

    /// Creates a planned change.
    public init(address: String, action: Action, location: SourceLocation? = nil) {
      (self.address, self.action, self.location) = (address, action, location)
    }
  }

  /// Creates a description of a change; the caller has sorted every list.
  public init(
    basis: Basis,
    base: Base,
    opened: [OpenedFinding],
    closed: [ClosedFinding],
    remaining: [String],
    undecided: [UndecidedPair],
    decided: [UndecidedPair],
    notes: [String]
  ) {
    (self.basis, self.base, self.opened, self.closed) = (basis, base, opened, closed)
    (self.remaining, self.undecided, self.decided, self.notes) = (remaining, undecided, decided, notes)
  }
}
