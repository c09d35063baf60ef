import ArgumentParser
import Foundation
import IsolationAudit

/// `diff`: two states of an estate in, what changed between them out.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tells what is open, closed or undecided in an estate that was not before.",
    discussion: """
      Each side is a snapshot directory, which is audited against the policy, or a result that `audit --output json=…` \
      wrote.

      Examples:
        audit-cli diff yesterday.json today.json
        audit-cli diff monday/snapshot friday/snapshot --policy policy.yaml --output markdown=changes.md
        audit-cli diff last-release.json snapshot --policy policy.yaml --fail-on high

      Exit codes: 0 nothing new, 1 something new at or above --fail-on, 2 usage or policy error, 3 inconclusive.
      """
  )

  @Argument(help: ArgumentHelp("The earlier state: a snapshot directory or a saved result.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("The later state: a snapshot directory or a saved result.", valueName: "head"))
  var head: String

  @Option(help: ArgumentHelp("A policy file, for snapshots; may be repeated.", valueName: "file"))
  var policy: [String] = []

  @OptionGroup(title: "What fails the run")
  var gateOptions: GateOptions

  @OptionGroup
  var reports: RunOptions

  @OptionGroup(title: "Decisions about findings")
  var governance: GovernanceOptions

  func run() throws {
    let gate = try gateOptions.parsed()
    let generated = try Console.time(reports.now)
    let writer = try reports.writer()
    let decisions = try governance.read()
    let needsPolicy = isDirectory(base) || isDirectory(head)
    if needsPolicy, policy.isEmpty {
      Console.error("--policy: a snapshot is compared by auditing it, expected at least one policy file")
      throw Outcome.usage.exit
    }
    if !needsPolicy, !policy.isEmpty {
      Console.error("note: --policy is not used, since both sides are results that were judged before")
    }
    do {
      let before = try state(base, generated, worksOutCuts: false)
      var after = try state(head, generated, worksOutCuts: true)
      Console.progress("")
      // A side that is a saved result has its own decisions already.
      let decides = after.sha256 == nil || governance.areGiven
      for message in decides ? decisions.apply(to: &after.result) : [] { Console.error(message) }
      after.result.change = ResultComparison(from: before.result, to: after.result)
        .change(basis: before.sha256 == nil ? .snapshot : .result, name: base, sha256: before.sha256)
      try reports.outputs.write(after.result, with: writer)
      try gateOptions.conclude(after.result, gate)
    } catch let error as AuditError {
      Console.progress("")
      try reports.fail(error, writer, generated)
    } catch let error as ReportError {
      Console.progress("")
      Console.error("error: \(error.message)")
      throw Outcome.usage.exit
    }
  }

  private func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// The result of one side, and the digest of the file that it was read from.
  private func state(_ path: String, _ generated: String, worksOutCuts: Bool) throws -> (
    result: AuditResult, sha256: String?
  ) {
    if isDirectory(path) {
      let auditor = IsolationAuditor { step in Console.progress("\(path): \(step.rawValue)") }
      let name = reports.subject ?? URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
      let options = AuditOptions(generated: generated, subject: name, worksOutCuts: worksOutCuts)
      return (try auditor.audit(snapshot: path, policies: policy, options: options), nil)
    }
    let bytes = try Console.read(path)
    do {
      var result = try JSONReport.read(bytes)
      if let subject = reports.subject { result.subject = subject }
      return (result, JSONReport.sha256(bytes))
    } catch {
      throw ReportError(message: "\(path): \(error.message)")
    }
  }
}
