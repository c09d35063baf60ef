import ArgumentParser
import Foundation
import IsolationAudit

/// `explain`: why one end reaches another, or what stops it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why A reaches B, or everything that stops it.",
    discussion: """
      An end is an id or ARN, a name (tag Name), the beginning of either, an address, a CIDR block, `internet`, \
      `internet:ADDRESS`, `on-premises:ADDRESS`, or `client-vpn:ENDPOINT[:GROUP]`.

      Where something stops the packets, the way goes on as if it let them pass, so all obstacles are told and not only \
      the first, and those of the answers too.

      Examples:
        audit-cli explain --snapshot snap --from i-0abc --to 10.2.1.10 --port 5432
        audit-cli explain --snapshot snap --from orders-worker --to orders-db --port 5432
        audit-cli explain --snapshot snap --from internet --to eni-0abc --port 443 --format json
      """
  )

  @Option(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
  var snapshot: String
  @Option(help: ArgumentHelp("Who sends.", valueName: "end"))
  var from: String
  @Option(help: ArgumentHelp("Who shall receive.", valueName: "end"))
  var to: String
  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("tcp, udp, icmp, icmpv6, any, or a number.", valueName: "name")
  )
  var transport: String = "tcp"
  @Option(help: ArgumentHelp("The destination port; any when left out.", valueName: "number"))
  var port: UInt16?
  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format: String = "text"

  func run() throws {
    guard ["text", "json"].contains(format) else {
      Console.error("--format: `\(format)` is not known, expected text or json")
      throw Outcome.usage.exit
    }
    let session = try SnapshotSession.open(snapshot)
    let explanation: PathExplanation
    do {
      explanation = try PathExplainer(session).explain(from: from, to: to, transport: transport, port: port)
    } catch {
      Console.error("error: \(error.description)")
      throw Outcome.usage.exit
    }
    if format == "json" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(explanation), as: UTF8.self))
    } else {
      print(ExplanationText(explanation, width: Console.width, color: Console.usesColor).text, terminator: "")
    }
  }
}
