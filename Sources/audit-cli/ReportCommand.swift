import ArgumentParser
import IsolationAudit

/// `report`: a saved result in, any report out.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders a saved JSON result again, without analysing anything.",
    discussion: """
      Example:
        audit-cli report isolation.json --output html=isolation.html
      """
  )

  @Argument(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "result"))
  var result: String

  @OptionGroup(title: "Reports")
  var reports: OutputOptions

  @OptionGroup(title: "Decisions about findings") var governance: GovernanceOptions
  @OptionGroup var history: HistoryOptions

  func run() throws {
    let bytes = try Console.read(result)
    do {
      var audit = try JSONReport.read(bytes)
      let writer = try reports.writer()
      let messages = governance.areGiven ? try governance.read().apply(to: &audit) : []
      for message in messages { Console.error(message) }
      let lacksHistory = history.keep(&audit)
      try reports.write(audit, with: writer)
      if lacksHistory { throw Outcome.usage.exit }
    } catch let error as ReportError {
      Console.error("\(result): error: \(error.message)")
      throw Outcome.usage.exit
    }
  }
}
