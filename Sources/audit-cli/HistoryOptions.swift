import ArgumentParser
import IsolationAudit

/// Where runs keep what they found.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file that keeps the findings of each run, to tell since when there have been which.",
      valueName: "file"
    )
  )
  var history: String?

  @Flag(help: "Ends with 2 when the run could not be kept in the history; without it that is a warning.")
  var requireHistory = false

  @Option(help: ArgumentHelp("For how long to wait while another run holds the history.", valueName: "seconds"))
  var historyWait: Int = 10

  func validate() throws {
    if requireHistory, history == nil { throw ValidationError("--require-history has no meaning without --history") }
    guard (0...3600).contains(historyWait) else {
      throw ValidationError("--history-wait: expected a number of seconds from 0 to 3600")
    }
  }

  /// Adds a result; what is wrong is told on the standard error.
  ///
  /// - Returns: Whether the command has to end with 2 for it, unless it ends with 1.
  func keep(_ result: inout AuditResult) -> Bool {
    let file = history.map { HistoryFile($0, wait: historyWait * 1000) }
    guard let message = Governance.keep(&result, in: file) else { return false }
    Console.error(message)
    return requireHistory
  }
}
