import ArgumentParser
import IsolationAudit

/// The command.
@main
struct AuditCLI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-cli",
    abstract: "Proves that environments of an AWS estate are isolated, or shows the path that crosses.",
    discussion: """
      Reads a snapshot of an estate and a policy, builds one graph of what packets and identities can reach, and writes \
      reports. Needs no network and no credentials.

      Exit codes: 0 pass, 1 violation, 2 usage or policy error, 3 inconclusive, 4 internal error.
      """,
    version: IsolationAuditVersion.current,
    subcommands: [
      AuditCommand.self, PlanCommand.self, DiffCommand.self, ExplainCommand.self, ReachCommand.self,
      AuthorizeCommand.self,
      ReportCommand.self, PolicyCommand.self, SnapshotCommand.self, VerifyCertificateCommand.self, WaiversCommand.self,
      BaselineCommand.self, ControlsCommand.self, HistoryCommand.self,
    ]
  )

  /// Runs the command; usage errors end with 2, as documented, rather than with the parser's 64.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
      try Console.flush()
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code == .success {
        if !message.isEmpty { print(message) }
        exit(withError: ExitCode.success)
      }
      if !message.isEmpty, !(error is ExitCode) { Console.error(message) }
      exit(withError: code == .validationFailure ? ExitCode(Outcome.usage.rawValue) : code)
    }
  }
}

/// How the command ends; the codes are documented and stable.
enum Outcome: Int32 {
  case pass = 0
  case violation = 1
  case usage = 2
  case inconclusive = 3
  case internalError = 4

  /// The error that ends the command with this code.
  var exit: ExitCode { ExitCode(rawValue) }
}
