/// Why an audit could not be carried out.
public enum AuditError: Error, Sendable, CustomStringConvertible {
  /// The policy cannot be used: it has errors, or matches nothing in the estate.
  case policy([Diagnostic])
  /// The inputs cannot be used: nothing could be read.
  case input([Diagnostic])

  /// What is wrong, a line each.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .policy(let diagnostics), .input(let diagnostics): diagnostics
    }
  }

  /// What is wrong, as text.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// What an audit is told besides its inputs.
public struct AuditOptions: Sendable {
  /// When the audit runs: RFC 3339, UTC, whole seconds.
  public var generated: String
  /// What is audited, as the reader knows it.
  public var subject: String
  /// Whether certificates of the pairs that are isolated are worked out.
  public var provesIsolation: Bool
  /// Whether it is worked out what closes each finding.
  public var worksOutCuts: Bool
  /// What trying cuts of findings about identities on the estate may cost, in principals, workloads and data stores that are
  /// judged again.
  package var maximumCutWork = IdentityCutAudit.maximumWork

  /// Creates options.
  public init(generated: String, subject: String, provesIsolation: Bool = false, worksOutCuts: Bool = true) {
    (self.generated, self.subject) = (generated, subject)
    (self.provesIsolation, self.worksOutCuts) = (provesIsolation, worksOutCuts)
  }
}

/// The version of the library and the command.
public enum IsolationAuditVersion {
  /// The version, by semver.org.
  public static let current = "0.1.0"
}
