import Foundation

/// Audits a snapshot of an AWS estate against policies: the whole way from files to a result.
///
/// Nothing is fetched and no credentials are used; the same inputs and options give the same result.
public struct IsolationAuditor: Sendable {
  /// A step of an audit, for progress.
  public enum Step: String, Sendable {
    /// Policy files are read.
    case readingPolicy = "reading the policy"
    /// The snapshot's files are read.
    case readingSnapshot = "reading the snapshot"
    /// The estate is placed in environments.
    case placing = "placing resources in environments"
    /// The assertions are judged.
    case judging = "judging the assertions"
  }

  private let progress: @Sendable (Step) -> Void

  /// Creates an auditor.
  ///
  /// - Parameter progress: Called at the beginning of each step.
  public init(progress: @escaping @Sendable (Step) -> Void = { _ in }) {
    self.progress = progress
  }

  /// Audits a snapshot directory.
  ///
  /// - Parameters:
  ///   - directory: The snapshot directory.
  ///   - policies: The policy files; environments may be in one and assertions in another.
  ///   - options: The time of the audit, and its subject.
  /// - Returns: The result.
  /// - Throws: ``AuditError`` when a policy cannot be used or nothing can be read.
  public func audit(snapshot directory: String, policies: [String], options: AuditOptions) throws(AuditError)
    -> AuditResult
  {
    progress(.readingPolicy)
    let inputs = try Self.readPolicies(policies)
    let policy = try Self.policy(inputs)
    progress(.readingSnapshot)
    let snapshot: AWSSnapshot
    do throws(SnapshotError) {
      snapshot = try AWSSnapshot.read(directory: directory)
    } catch {
      throw .input([
        Diagnostic(.error, code: "no-snapshot", message: error.message, location: SourceLocation(file: directory))
      ])
    }
    return try audit(snapshot, policy, inputs, options)
  }

  /// Audits a snapshot that has been read.
  package func audit(
    _ snapshot: AWSSnapshot,
    _ policy: Policy,
    _ inputs: [PolicyInput],
    _ options: AuditOptions
  ) throws(AuditError) -> AuditResult {
    progress(.placing)
    let run = try AuditRun(snapshot.estate, files: snapshot.files, policy: policy)
    progress(.judging)
    return judge(run, snapshot, inputs, options)
  }

  /// Judges a snapshot whose resources have been placed.
  func judge(_ run: AuditRun, _ snapshot: AWSSnapshot, _ inputs: [PolicyInput], _ options: AuditOptions) -> AuditResult
  {
    let files = inputs.map(AuditResult.PolicyFile.init)
    let remarks = PolicyRemarks(snapshot.estate).diagnostics(in: snapshot.files)
    let diagnostics = remarks.isEmpty ? snapshot.diagnostics : (snapshot.diagnostics + remarks).sorted()
    return run.judge(options: options, diagnostics: diagnostics, policies: files)
  }

  /// Reads policy files, or files of another kind in YAML, as bytes.
  package static func readPolicies(_ paths: [String], of kind: String = "a policy file") throws(AuditError)
    -> [PolicyInput]
  {
    var inputs: [PolicyInput] = []
    var errors: [Diagnostic] = []
    for path in paths {
      if let data = FileManager.default.contents(atPath: path) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let isUnique = paths.count { URL(fileURLWithPath: $0).lastPathComponent == name } == 1
        inputs.append(PolicyInput(file: isUnique ? name : path, bytes: [UInt8](data)))
      } else {
        errors.append(
          Diagnostic(
            .error,
            code: "no-policy",
            message: "cannot be read, expected \(kind) in YAML",
            location: SourceLocation(file: path)
          )
        )
      }
    }
    if !errors.isEmpty { throw .policy(errors) }
    return inputs
  }

  /// The policy of files, or all that is wrong with them.
  package static func policy(_ inputs: [PolicyInput]) throws(AuditError) -> Policy {
    let reading = Policy.read(inputs)
    guard let policy = reading.policy else { throw .policy(reading.diagnostics) }
    return policy
  }
}

extension AuditResult.PolicyFile {
  /// Keeps a file that was read.
  package init(_ input: PolicyInput) {
    let digest = SourceFile(path: input.file, storage: .memory(input.bytes)).digest()
    self.init(path: input.file, sha256: digest?.sha256 ?? "", text: String(decoding: input.bytes, as: UTF8.self))
  }
}

extension SnapshotError {
  /// What is wrong and what was expected, without the path.
  var message: String {
    let text = description
    guard let marker = text.firstRange(of: ": error: ") else { return text }
    return String(text[marker.upperBound...])
  }
}
