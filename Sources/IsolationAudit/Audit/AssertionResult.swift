/// What the audit says of one assertion of the policy.
public struct AssertionResult: Codable, Equatable, Sendable {
  /// The outcome of an assertion.
  public enum Outcome: String, Codable, Sendable {
    /// The assertion holds, over all inputs, under the stated assumptions.
    case passed
    /// There is at least one finding.
    case violated
    /// A fact that could matter is missing or not understood; never counted as a pass.
    case inconclusive
    /// There are findings, and a waiver in force permits each of them.
    case waived
  }

  /// The outcome for one ordered pair of environments.
  public struct Pair: Codable, Equatable, Sendable {
    /// The environment in which traffic or a request starts.
    public var from: String
    /// The environment that it would reach; empty where the assertion is about one environment by itself.
    public var to: String
    /// The outcome for the pair.
    public var outcome: Outcome
    /// What stops the traffic or the request, for a pair that holds; why it is not judged, for one that is not.
    public var reason: String

    /// Creates the outcome of a pair.
    public init(from: String, to: String, outcome: Outcome, reason: String) {
      (self.from, self.to, self.outcome, self.reason) = (from, to, outcome, reason)
    }
  }

  /// Traffic that the policy itself allows on a pair, with its reason, and that exists in the estate.
  public struct Exception: Codable, Equatable, Sendable {
    /// The environment in which the traffic starts.
    public var from: String
    /// The environment that it reaches.
    public var to: String
    /// The policy's reason for the exception.
    public var reason: String
    /// The traffic that exists and is excepted.
    public var traffic: [TrafficSet]

    /// Creates an exception.
    public init(from: String, to: String, reason: String, traffic: [TrafficSet]) {
      (self.from, self.to, self.reason, self.traffic) = (from, to, reason, traffic)
    }
  }

  /// The assertion's id in the policy.
  public var id: String
  /// The assertion's title: one sentence.
  public var title: String
  /// Why the assertion is made, in the policy's words.
  public var rationale: String?
  /// The kind of the assertion, such as `no-traffic`.
  public var kind: String
  /// How bad a violation is.
  public var severity: Severity
  /// The controls that the assertion supports, each `framework-version/id`.
  public var controls: [String]
  /// The outcome over all pairs.
  public var outcome: Outcome
  /// The outcome for each ordered pair of environments that the assertion speaks about.
  public var pairs: [Pair]
  /// The ids of the findings.
  public var findings: [String]
  /// Why the assertion could not be judged, a sentence each; empty unless ``outcome`` is inconclusive.
  public var gaps: [String]
  /// Traffic that exists and that the policy excepts.
  public var exceptions: [Exception]
  /// Where the assertion is declared.
  public var location: SourceLocation?

  /// Creates a result for an assertion.
  public init(
    id: String,
    title: String,
    rationale: String?,
    kind: String,
    severity: Severity,
    controls: [String],
    outcome: Outcome,
    pairs: [Pair],
    findings: [String],
    gaps: [String],
    exceptions: [Exception],
    location: SourceLocation?
  ) {
    (self.id, self.title, self.rationale, self.kind, self.severity) = (id, title, rationale, kind, severity)
    (self.controls, self.outcome, self.pairs, self.findings) = (controls, outcome, pairs, findings)
    (self.gaps, self.exceptions, self.location) = (gaps, exceptions, location)
  }
}
