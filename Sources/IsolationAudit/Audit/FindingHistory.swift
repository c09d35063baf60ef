/// Since when there have been which findings: what earlier runs on the same estate found.
public struct FindingHistory: Codable, Equatable, Sendable {
  /// The runs, the oldest first; the last is the run of the result.
  public var runs: [Run]
  /// How old the findings of the result are, sorted by id.
  public var findings: [Age]
  /// The findings that were there in the run before and are gone, sorted by id.
  public var fixed: [Fixed]

  /// A run.
  public struct Run: Codable, Equatable, Sendable {
    /// When it was: RFC 3339, UTC.
    public var generated: String
    /// Its verdict.
    public var verdict: AuditVerdict
    /// The number of its findings.
    public var findings: Int
    /// The number of findings that it was the first to see, or saw again.
    public var opened: Int
    /// The number of findings of the run before that it did not see.
    public var fixed: Int

    /// Creates a run.
    public init(generated: String, verdict: AuditVerdict, findings: Int, opened: Int, fixed: Int) {
      (self.generated, self.verdict, self.findings) = (generated, verdict, findings)
      (self.opened, self.fixed) = (opened, fixed)
    }
  }

  /// How old a finding is.
  public struct Age: Codable, Equatable, Sendable {
    /// The finding's id.
    public var finding: String
    /// The time of the run that saw it first.
    public var firstSeen: String
    /// The time of the run since which it has been there without a break.
    public var since: String
    /// How often it was gone and came back.
    public var reopened: Int

    /// Creates an age.
    public init(finding: String, firstSeen: String, since: String, reopened: Int) {
      (self.finding, self.firstSeen, self.since, self.reopened) = (finding, firstSeen, since, reopened)
    }
  }

  /// A finding that is gone.
  public struct Fixed: Codable, Equatable, Sendable {
    /// The finding's id.
    public var finding: String
    /// The id of the assertion.
    public var assertion: String
    /// The finding in one line.
    public var title: String
    /// The time of the run that saw it first.
    public var firstSeen: String
    /// The time of the run that saw it last.
    public var lastSeen: String

    /// Creates a record of a finding that is gone.
    public init(finding: String, assertion: String, title: String, firstSeen: String, lastSeen: String) {
      (self.finding, self.assertion, self.title) = (finding, assertion, title)
      (self.firstSeen, self.lastSeen) = (firstSeen, lastSeen)
    }
  }

  /// Creates a history.
  public init(runs: [Run], findings: [Age], fixed: [Fixed]) {
    (self.runs, self.findings, self.fixed) = (runs, findings, fixed)
  }
}
