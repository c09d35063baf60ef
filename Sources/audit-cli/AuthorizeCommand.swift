import ArgumentParser
import IsolationAudit

/// `authorize`: requests with their policies in, decisions out.
struct AuthorizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorize",
    abstract: "Decides IAM requests by AWS's evaluation order: an offline policy simulator.",
    discussion: """
      Reads a JSON array of requests, or one object a line, each with its policies, and writes a decision a line, in order.
      Where a request carries `expected`, the command ends with 1 when the decision differs.

      Example:
        audit-cli authorize --requests requests.json
      """
  )

  @Option(help: ArgumentHelp("The requests, JSON or JSON Lines; - is the standard input.", valueName: "file"))
  var requests: String

  func run() throws {
    let text = try Console.read(requests)
    let name = requests == "-" ? "standard input" : requests
    let summary = AuthorizationBatch(file: name).answer(text) { print($0.line) }
    Console.report(summary.diagnostics)
    if summary.answered == 0, summary.diagnostics.isEmpty {
      Console.error("\(name): error: there is no request in it, expected a JSON array or an object a line")
      throw Outcome.usage.exit
    }
    if summary.diagnostics.contains(where: { $0.severity == .error }) { throw Outcome.usage.exit }
    if summary.differing > 0 { throw Outcome.violation.exit }
  }
}
