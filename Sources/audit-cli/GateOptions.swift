import ArgumentParser
import IsolationAudit

/// What fails the run of a comparison.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The least severity at which a violation fails the run: info, low, medium, high, critical.",
      valueName: "severity"
    )
  )
  var failOn: String = "info"

  @Option(
    help: ArgumentHelp(
      "Whether only what the change brings fails the run (new), or everything that is there afterwards (all).",
      valueName: "new|all"
    )
  )
  var gate: String = "new"

  @Option(help: ArgumentHelp("Whether a run that cannot judge everything fails or passes.", valueName: "fail|pass"))
  var inconclusive: String = "fail"

  @Flag(help: "Ends with 0 whatever is found; errors of usage and policy still count.")
  var exitZero = false

  /// The gate.
  func parsed() throws -> ChangeGate {
    guard let severity = Severity(rawValue: failOn) else {
      let names = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      Console.error("--fail-on: `\(failOn)` is no severity, expected one of \(names)")
      throw Outcome.usage.exit
    }
    guard let scope = ChangeGate.Scope(rawValue: gate) else {
      Console.error("--gate: `\(gate)` is not known, expected new or all")
      throw Outcome.usage.exit
    }
    guard ["fail", "pass"].contains(inconclusive) else {
      Console.error("--inconclusive: `\(inconclusive)` is not known, expected fail or pass")
      throw Outcome.usage.exit
    }
    return ChangeGate(scope: scope, severity: severity, failsUndecided: inconclusive == "fail")
  }

  /// Ends the command as the gate decides.
  func conclude(_ result: AuditResult, _ gate: ChangeGate) throws {
    if exitZero { return }
    switch gate.decide(result) {
    case .pass: return
    case .violation:
      if !(result.change?.undecided.isEmpty ?? true) {
        Console.error("note: some assertions are violated and others could not be judged")
      }
      throw Outcome.violation.exit
    case .inconclusive: throw Outcome.inconclusive.exit
    }
  }
}

/// The reports of a run, its time and its subject.
struct RunOptions: ParsableArguments {
  @OptionGroup(title: "Reports")
  var outputs: OutputOptions

  @Option(
    help: ArgumentHelp("The time of the run; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339")
  )
  var now: String?

  @Option(help: ArgumentHelp("The name of the estate in the reports.", valueName: "name"))
  var subject: String?

  /// The writer of the reports that were asked for; text on the standard output when none was.
  func writer() throws -> ReportWriter { try outputs.writer() }

  /// Writes the reports of a run that could not be completed, and ends the command.
  func fail(_ error: AuditError, _ writer: ReportWriter, _ generated: String) throws -> Never {
    Console.report(error.diagnostics)
    let report = JUnitReport.failedRun(
      message: error.diagnostics.first?.message ?? "the audit could not be completed",
      diagnostics: error.diagnostics,
      tool: .init(name: "audit-cli", version: IsolationAuditVersion.current),
      generated: generated
    )
    do {
      try writer.write(failedRun: report)
    } catch {
      Console.error("error: \(error.message)")
    }
    switch error {
    case .policy: throw Outcome.usage.exit
    case .input: throw Outcome.inconclusive.exit
    }
  }
}
