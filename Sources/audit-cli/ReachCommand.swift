import ArgumentParser
import Foundation
import IsolationAudit

/// `reach`: probes in, a verdict a line out.
struct ReachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "Answers probes: does this packet get there, and what decides?",
    discussion: """
      Each line of the file is a JSON object:
        {"id":"p1","from":{"eni":"eni-0a1"},"to":{"ip":"10.2.1.10"},"protocol":"tcp","port":443}
      An end is one of eni, instance, ip, resource, internet, on-premises, client-vpn, dns. With "expect" (a verdict, or \
      reachable or isolated) the probe is a test: the command ends with 1 when an answer differs.

      Example:
        audit-cli reach --snapshot snap --probes probes.jsonl
      """
  )

  @Option(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
  var snapshot: String

  @Option(help: ArgumentHelp("The probes, JSON Lines; - is the standard input.", valueName: "file"))
  var probes: String

  func run() throws {
    let text = try Console.read(probes)
    let session = try SnapshotSession.open(snapshot)
    let answers = session.answer(probes: text)
    guard !answers.isEmpty else {
      Console.error("\(probes): error: there is no probe in it, expected a JSON object a line")
      throw Outcome.usage.exit
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for answer in answers { print(String(decoding: try encoder.encode(answer), as: UTF8.self)) }
    for answer in answers { if let error = answer.error { Console.error("\(answer.id): error: \(error)") } }
    if answers.contains(where: { $0.error != nil }) { throw Outcome.usage.exit }
    if answers.contains(where: { $0.asExpected == false }) { throw Outcome.violation.exit }
  }
}

/// Opens snapshots for questions.
enum SnapshotSession {
  /// Reads a snapshot; its errors go to the standard error, and what cannot be read at all ends the command with 3.
  static func open(_ directory: String) throws -> ReachSession {
    do {
      let snapshot = try AWSSnapshot.read(directory: directory)
      Console.report(snapshot.diagnostics.filter { $0.severity == .error })
      return ReachSession(snapshot.estate, files: snapshot.files)
    } catch {
      Console.error(error.description)
      throw Outcome.inconclusive.exit
    }
  }
}
