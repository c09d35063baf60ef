import ArgumentParser
import Foundation
import IsolationAudit

/// `snapshot assumptions`: what the audit takes for granted about AWS.
struct AssumptionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assumptions",
    abstract: "Lists what the audit takes for granted about AWS, and what of it a snapshot rests on.",
    discussion: """
      With a snapshot, each assumption says whether the estate has an element to which it applies.

      Example:
        audit-cli snapshot assumptions --snapshot examples/flowmart/snapshot
      """
  )

  @Option(help: ArgumentHelp("A snapshot directory.", valueName: "dir"))
  var snapshot: String?
  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format: String = "text"

  func run() throws {
    guard ["text", "json"].contains(format) else {
      Console.error("--format: `\(format)` is not known, expected text or json")
      throw Outcome.usage.exit
    }
    var estate: Estate?
    if let snapshot {
      do throws(SnapshotError) {
        estate = try AWSSnapshot.read(directory: snapshot).estate
      } catch {
        Console.error(error.description)
        throw Outcome.inconclusive.exit
      }
    }
    let list = AssumptionList(for: estate)
    if format == "json" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(list), as: UTF8.self))
    } else {
      print(AssumptionText(list, width: Console.width, color: Console.usesColor).text, terminator: "")
    }
  }
}
