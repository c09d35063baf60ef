import ArgumentParser
import Foundation
import IsolationAudit

/// `audit`: a snapshot and a policy in, reports out.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audits a snapshot against a policy and writes reports.",
    discussion: """
      Examples:
        audit-cli audit --snapshot examples/flowmart/snapshot --policy policies/flowmart.yaml
        audit-cli audit --snapshot snap --policy environments.yaml --policy policies/baseline.yaml \\
            --output junit=isolation.xml --output html=isolation.html --output json=isolation.json

      An audit that cannot be completed still writes a valid JUnit file, with one error in it.
      """
  )

  @Option(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
  var snapshot: String

  @Option(help: ArgumentHelp("A policy file; may be repeated.", valueName: "file"))
  var policy: [String]

  @OptionGroup(title: "Reports")
  var reports: OutputOptions

  @Option(
    help: ArgumentHelp(
      "The least severity at which a violation fails the run: info, low, medium, high, critical.",
      valueName: "severity"
    )
  )
  var failOn: String = "info"

  @Option(help: ArgumentHelp("Whether a run that cannot judge everything fails or passes.", valueName: "fail|pass"))
  var inconclusive: String = "fail"

  @Flag(help: "Ends with 0 whatever is found; errors of usage and policy still count.")
  var exitZero = false

  @Option(
    help: ArgumentHelp("The time of the run; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339")
  )
  var now: String?

  @Option(
    help: ArgumentHelp("The name of the estate in the reports; the snapshot's name when left out.", valueName: "name")
  )
  var subject: String?

  @Option(
    help: ArgumentHelp(
      "Whether the result carries certificates of what is isolated: with a JSON report (auto), always, or never.",
      valueName: "auto|always|never"
    )
  )
  var certificates: String = "auto"

  @OptionGroup(title: "Decisions about findings") var governance: GovernanceOptions
  @OptionGroup var baseline: BaselineOptions
  @OptionGroup var history: HistoryOptions

  /// Whether certificates are worked out: by default where they can be kept.
  private var provesIsolation: Bool {
    certificates == "always" || (certificates == "auto" && reports.writesJSON)
  }

  func run() throws {
    guard ["auto", "always", "never"].contains(certificates) else {
      Console.error("--certificates: `\(certificates)` is not known, expected auto, always or never")
      throw Outcome.usage.exit
    }
    guard let severity = Severity(rawValue: failOn) else {
      Console.error(
        "--fail-on: `\(failOn)` is no severity, expected one of \(Severity.allCases.map(\.rawValue).joined(separator: ", "))"
      )
      throw Outcome.usage.exit
    }
    guard ["fail", "pass"].contains(inconclusive) else {
      Console.error("--inconclusive: `\(inconclusive)` is not known, expected fail or pass")
      throw Outcome.usage.exit
    }
    let generated = try Console.time(now)
    let writer = try reports.writer()
    let decisions = try governance.read()
    let known = try baseline.read()
    do {
      let auditor = IsolationAuditor { step in Console.progress(step.rawValue) }
      let name = subject ?? URL(fileURLWithPath: snapshot).standardizedFileURL.lastPathComponent
      var result = try auditor.audit(
        snapshot: snapshot,
        policies: policy,
        options: AuditOptions(generated: generated, subject: name, provesIsolation: provesIsolation)
      )
      let messages = decisions.apply(to: &result)
      Console.progress("")
      let lacksHistory = history.keep(&result)
      try reports.write(result, with: writer)
      for message in messages { Console.error(message) }
      try conclude(result, severity, failing: baseline.failing(result, known), lacksHistory: lacksHistory)
    } catch let error as AuditError {
      Console.progress("")
      try fail(error, writer, generated)
    } catch let error as ReportError {
      Console.error("error: \(error.message)")
      throw Outcome.usage.exit
    }
  }

  /// Ends the command with its exit code.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - severity: The least severity at which a violation counts.
  ///   - failing: The ids of the findings that fail the run; `nil` for all.
  ///   - lacksHistory: Whether the run should have been kept in a history and was not.
  /// - Throws: The exit code, unless it is 0.
  private func conclude(_ result: AuditResult, _ severity: Severity, failing: Set<String>?, lacksHistory: Bool) throws {
    if exitZero {
      if lacksHistory { throw Outcome.usage.exit }
      return
    }
    let isViolated = result.assertions.contains { assertion in
      assertion.outcome == .violated && assertion.severity >= severity
        && (failing.map { !$0.isDisjoint(with: assertion.findings) } ?? true)
    }
    let isInconclusive = inconclusive == "fail" && result.assertions.contains { $0.outcome == .inconclusive }
    if isViolated {
      if isInconclusive { Console.error("note: some assertions are violated and others could not be judged") }
      throw Outcome.violation.exit
    }
    if lacksHistory { throw Outcome.usage.exit }
    if isInconclusive { throw Outcome.inconclusive.exit }
  }

  private func fail(_ error: AuditError, _ writer: ReportWriter, _ generated: String) throws {
    Console.report(error.diagnostics)
    let message = error.diagnostics.first?.message ?? "the audit could not be completed"
    let report = JUnitReport.failedRun(
      message: message,
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
