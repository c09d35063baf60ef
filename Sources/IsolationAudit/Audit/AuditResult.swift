/// Everything that one audit found, in the form that is written, published and rendered again.
///
/// The result is complete in itself: each report is a function of it, so a saved result renders to the same bytes later.
/// All lists are sorted; nothing depends on the order of a hash table or on the clock.
public struct AuditResult: Codable, Equatable, Sendable {
  /// The identifier of this form of the result, kept in ``schema``.
  public static let currentSchema = "isolation-audit/result/v1"

  /// The identifier of the form, ``currentSchema``.
  public var schema: String
  /// The program that made the result.
  public var tool: Tool
  /// When the audit ran: RFC 3339, UTC, whole seconds; injected, never read from the clock here.
  public var generated: String
  /// What was audited, as the reader knows it: the name of the estate.
  public var subject: String
  /// The overall verdict.
  public var verdict: AuditVerdict
  /// The counts of the summary.
  public var summary: Summary
  /// The environments of the policy with what they hold, in the policy's order.
  public var environments: [EnvironmentSummary]
  /// One cell for each ordered pair of different environments, rows first.
  public var matrix: [MatrixCell]
  /// The assertions, in the policy's order.
  public var assertions: [AssertionResult]
  /// The findings, sorted by assertion, then by the environments, then by id.
  public var findings: [Finding]
  /// What was read, what was not, and what was missing.
  public var coverage: Coverage
  /// The files of the snapshot with their digests, sorted by path.
  public var inputs: [InputFile]
  /// The policy files with their digests and text.
  public var policies: [PolicyFile]
  /// What was noticed while reading: errors, warnings and notes.
  public var diagnostics: [Diagnostic]
  /// The statements about AWS that the audit relies on and AWS does not document.
  public var assumptions: [String]
  /// The proofs of the pairs that are isolated; `nil` when they were not asked for.
  public var certificates: IsolationCertificates?
  /// What is new, gone or undecided since an earlier state; `nil` when nothing was compared.
  public var change: AuditChange?
  /// The waivers that were given, and what became of each; `nil` without a waiver file.
  public var waivers: WaiverRegister?
  /// What the assertions say about the controls of compliance frameworks; `nil` when no catalogue was read.
  public var controls: ControlCoverage?
  /// Since when there have been which findings; `nil` without a history.
  public var history: FindingHistory?
  /// The accounts, VPCs and gateways with what joins them, for a picture; `nil` in results of older versions.
  public var topology: Topology?

  /// The program that made a result.
  public struct Tool: Codable, Equatable, Sendable {
    /// The program's name.
    public var name: String
    /// The program's version.
    public var version: String

    /// Creates a description of the program.
    public init(name: String, version: String) {
      (self.name, self.version) = (name, version)
    }
  }

  /// The counts on the first page.
  public struct Summary: Codable, Equatable, Sendable {
    /// The number of assertions that hold.
    public var passed: Int
    /// The number of assertions that are violated.
    public var violated: Int
    /// The number of assertions that could not be judged.
    public var inconclusive: Int
    /// The number of findings.
    public var findings: Int
    /// The number of assertions all of whose findings are waived; `nil` counts as none.
    public var waived: Int?

    /// Creates the counts.
    public init(passed: Int, violated: Int, inconclusive: Int, findings: Int, waived: Int? = nil) {
      (self.passed, self.violated, self.inconclusive, self.findings) = (passed, violated, inconclusive, findings)
      self.waived = waived
    }
  }

  /// An environment and what it holds.
  public struct EnvironmentSummary: Codable, Equatable, Sendable {
    /// The environment's name in the policy.
    public var name: String
    /// The environment's tier, such as `production`.
    public var tier: String?
    /// The account ids whose resources stand in the environment.
    public var accounts: [String]
    /// The Regions in which it has resources.
    public var regions: [String]
    /// The VPCs that it owns.
    public var vpcs: [ResourceReference]
    /// The number of its network interfaces.
    public var networkInterfaces: Int
    /// The number of its IAM roles and users.
    public var principals: Int

    /// Creates a summary.
    public init(
      name: String,
      tier: String?,
      accounts: [String],
      regions: [String],
      vpcs: [ResourceReference],
      networkInterfaces: Int,
      principals: Int
    ) {
      (self.name, self.tier, self.accounts, self.regions) = (name, tier, accounts, regions)
      (self.vpcs, self.networkInterfaces, self.principals) = (vpcs, networkInterfaces, principals)
    }
  }

  /// What the audit says of one ordered pair of environments.
  public struct MatrixCell: Codable, Equatable, Sendable {
    /// The judgement of a pair.
    public enum Status: String, Codable, Sendable {
      /// Some assertion on the pair is violated.
      case violated
      /// Some assertion on the pair could not be judged, and none is violated.
      case inconclusive
      /// Every network assertion on the pair holds, with the exceptions that the policy grants.
      case isolated
      /// The pair is isolated but for traffic that the policy allows, and such traffic exists.
      case allowed
      /// Some assertion on the pair has findings, and a waiver in force permits each of them.
      case waived
      /// No assertion speaks about the pair.
      case notAssessed = "not-assessed"
    }
    /// The environment in which traffic or a request starts.
    public var from: String
    /// The environment that it reaches.
    public var to: String
    /// The judgement.
    public var status: Status
    /// The ids of the assertions that speak about the pair.
    public var assertions: [String]
    /// The ids of the findings on the pair.
    public var findings: [String]

    /// Creates a cell.
    public init(from: String, to: String, status: Status, assertions: [String], findings: [String]) {
      (self.from, self.to, self.status, self.assertions, self.findings) = (from, to, status, assertions, findings)
    }
  }

  /// A file of the snapshot.
  public struct InputFile: Codable, Equatable, Sendable {
    /// The path below the snapshot's root, with `/` between its parts.
    public var path: String
    /// The size in bytes.
    public var bytes: Int
    /// The SHA-256 of the bytes, lower-case hexadecimal.
    public var sha256: String

    /// Creates a record of a file.
    public init(path: String, bytes: Int, sha256: String) {
      (self.path, self.bytes, self.sha256) = (path, bytes, sha256)
    }
  }

  /// A policy file and its text, so that the report shows what was asked.
  public struct PolicyFile: Codable, Equatable, Sendable {
    /// The name of the file; with its folder where two files have one name.
    public var path: String
    /// The SHA-256 of the bytes, lower-case hexadecimal.
    public var sha256: String
    /// The text.
    public var text: String

    /// Creates a record of a policy file.
    public init(path: String, sha256: String, text: String) {
      (self.path, self.sha256, self.text) = (path, sha256, text)
    }
  }

  /// Creates a result; the caller has sorted every list.
  public init(
    tool: Tool,
    generated: String,
    subject: String,
    verdict: AuditVerdict,
    summary: Summary,
    environments: [EnvironmentSummary],
    matrix: [MatrixCell],
    assertions: [AssertionResult],
    findings: [Finding],
    coverage: Coverage,
    inputs: [InputFile],
    policies: [PolicyFile],
    diagnostics: [Diagnostic],
    assumptions: [String],
    certificates: IsolationCertificates? = nil
  ) {
    schema = Self.currentSchema
    (self.tool, self.generated, self.subject, self.verdict, self.summary) = (tool, generated, subject, verdict, summary)
    (self.environments, self.matrix, self.assertions) = (environments, matrix, assertions)
    (self.findings, self.coverage, self.inputs, self.policies) = (findings, coverage, inputs, policies)
    (self.diagnostics, self.assumptions, self.certificates) = (diagnostics, assumptions, certificates)
  }
}

/// The overall verdict of an audit.
public enum AuditVerdict: String, Codable, Sendable {
  /// Every assertion holds.
  case pass
  /// At least one assertion is violated.
  case violation
  /// No assertion is violated, and at least one could not be judged.
  case inconclusive
}
