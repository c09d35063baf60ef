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

      Examples:
        audit-cli reach --snapshot snap --probes probes.jsonl
        audit-cli reach --snapshot snap --probes probes.jsonl --output junit=connectivity.xml
      """
  )

  @Option(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
  var snapshot: String

  @Option(help: ArgumentHelp("The probes, JSON Lines; - is the standard input.", valueName: "file"))
  var probes: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("A JUnit report with a case for each probe.", valueName: "junit=path")
  )
  var output: String?

  @Option(
    help: ArgumentHelp("The time in the report; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339")
  )
  var now: String?

  func run() throws {
    let writer = try reportWriter()
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
    try writeReport(answers, writer)
    if answers.contains(where: { $0.error != nil }) { throw Outcome.usage.exit }
    if answers.contains(where: { $0.asExpected == false }) { throw Outcome.violation.exit }
  }

  /// The writer of the report, after looking at its place; `nil` when none was asked for.
  private func reportWriter() throws -> ReportWriter? {
    guard let output else { return nil }
    do {
      let target = try ReportTarget(argument: output)
      guard target.format == .junit, case .file = target.destination else {
        Console.error("--output: the answers go to the standard output, expected junit= and a file for the test report")
        throw Outcome.usage.exit
      }
      return try ReportWriter([target])
    } catch let error as ReportError {
      Console.error("--output: \(error.message)")
      throw Outcome.usage.exit
    }
  }

  private func writeReport(_ answers: [ReachAnswer], _ writer: ReportWriter?) throws {
    guard let writer else { return }
    let report = JUnitReport.probes(
      answers,
      tool: .init(name: "audit-cli", version: IsolationAuditVersion.current),
      generated: try Console.time(now)
    )
    do { for note in try writer.write(tests: report) { Console.error("note: \(note)") } } catch {
      Console.error("--output: \(error.message)")
      throw Outcome.usage.exit
    }
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
