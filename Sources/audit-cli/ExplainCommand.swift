import ArgumentParser
import IsolationAudit

/// `explain`: why one end reaches another, or what stops it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why A reaches B, or what stops it.",
    discussion: """
      An end is the id of a network interface or instance, an ARN or id that owns interfaces, an address, `internet`, \
      `on-premises:ADDRESS`, or `client-vpn:ENDPOINT[:GROUP]`.

      Examples:
        audit-cli explain --snapshot snap --from i-0abc --to 10.2.1.10 --port 5432
        audit-cli explain --snapshot snap --from internet --to eni-0abc --protocol tcp --port 443
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

  func run() throws {
    let session = try SnapshotSession.open(snapshot)
    let probe: ReachProbe
    do {
      probe = try ReachProbe(from: from, to: to, transport: transport, port: port)
    } catch {
      Console.error("error: \(error.description)")
      throw Outcome.usage.exit
    }
    let answer = session.answer(probe)
    if let error = answer.error {
      Console.error("error: \(error)")
      throw Outcome.usage.exit
    }
    print(answer.explanation(from: from, to: to, what: port.map { "\(transport) \($0)" } ?? transport))
  }
}
