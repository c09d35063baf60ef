import ArgumentParser
import Foundation
import IsolationAudit

/// What people decided about findings, beside the policy: options that every command which makes a result has.
struct GovernanceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A waiver file; may be repeated.", valueName: "file"))
  var waivers: [String] = []

  @Option(
    help: ArgumentHelp(
      "A catalogue of controls, beside those that come with the program; may be repeated.",
      valueName: "file"
    )
  )
  var controls: [String] = []

  @Option(
    help: ArgumentHelp("A result of an earlier run, to tell what is new and what is gone.", valueName: "result")
  )
  var previous: String?

  /// Whether there is anything to apply.
  var areGiven: Bool { !waivers.isEmpty || !controls.isEmpty || previous != nil }

  /// Reads the files; what cannot be used ends the command with 2.
  func read() throws -> Governance {
    do {
      return try Governance(waiverFiles: waivers, controlFiles: controls, previous: try previous.map(Self.readResult))
    } catch let error as AuditError {
      Console.report(error.diagnostics)
      throw Outcome.usage.exit
    }
  }

  /// A saved result with its name and digest.
  static func readResult(_ path: String) throws -> SavedResult {
    let bytes = try Console.read(path)
    do {
      let name = path == "-" ? path : URL(fileURLWithPath: path).lastPathComponent
      return try SavedResult(reading: bytes, name: name)
    } catch {
      Console.error("\(path): error: \(error.message)")
      throw Outcome.usage.exit
    }
  }
}

/// Findings that were there when the team began: they do not fail a run.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A baseline: only findings that are not in it fail the run. Reports show all.",
      valueName: "file"
    )
  )
  var baseline: String?

  @Flag(help: "Findings of the baseline whose path has changed since fail the run as well.")
  var strictBaseline = false

  /// Reads the baseline; one that cannot be used ends the command with 2.
  func read() throws -> FindingBaseline? {
    if strictBaseline, baseline == nil {
      Console.error("--strict-baseline: has no meaning without --baseline")
      throw Outcome.usage.exit
    }
    return try baseline.map(BaselineCommand.read)
  }

  /// The ids of the findings that fail a run, after telling on the standard error what differs; `nil` for all of them.
  func failing(_ result: AuditResult, _ baseline: FindingBaseline?) -> Set<String>? {
    guard let baseline else { return nil }
    let comparison = baseline.compare(result)
    for line in comparison.lines(strict: strictBaseline) { Console.error(line) }
    return Set((comparison.new + (strictBaseline ? comparison.changed : [])).map(\.id))
  }
}
