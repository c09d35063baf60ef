import ArgumentParser
import Foundation
import IsolationAudit

/// `history`: questions about a file that runs keep.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Tells since when there have been which findings.",
    discussion: """
      The file is kept by `audit --history FILE`.
      """,
    subcommands: [List.self, Show.self, Trend.self]
  )

  /// Which history of which estate.
  struct Source: ParsableArguments {
    @Argument(help: ArgumentHelp("A file that `audit --history` keeps.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The name of the estate, when the file has several.", valueName: "name"))
    var subject: String?

    var listing: HistoryListing { HistoryListing(HistoryFile(file), subject: subject) }

    /// Prints text; a file that cannot be used ends the command with 2.
    func print(_ text: (HistoryListing) throws(GovernanceError) -> String) throws {
      do {
        Swift.print(try text(listing), terminator: "")
      } catch {
        Console.error("\(file): error: \(error.message)")
        throw Outcome.usage.exit
      }
    }
  }

  /// `history list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the runs.")
    @OptionGroup var source: Source
    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var format: String = "text"

    func validate() throws {
      guard ["text", "json"].contains(format) else { throw ValidationError("--format: expected text or json") }
    }

    func run() throws {
      try source.print { listing throws(GovernanceError) in
        guard format == "json" else { return try listing.runs(width: Console.width, color: Console.usesColor) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let history = try HistoryFile(source.file).history(of: source.subject)
        guard let data = try? encoder.encode(history) else { throw GovernanceError("it cannot be written as JSON") }
        return String(decoding: data, as: UTF8.self) + "\n"
      }
    }
  }

  /// `history show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows the findings that are open with their age, or the life of one."
    )
    @OptionGroup var source: Source
    @Option(help: ArgumentHelp("The id of a finding.", valueName: "id"))
    var finding: String?

    func run() throws {
      try source.print { listing throws(GovernanceError) in
        try listing.findings(finding, width: Console.width, color: Console.usesColor)
      }
    }
  }

  /// `history trend`.
  struct Trend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trend",
      abstract: "Draws the number of findings, a line for each run."
    )
    @OptionGroup var source: Source

    func run() throws {
      try source.print { listing throws(GovernanceError) in
        try listing.trend(width: Console.width).map { $0 + "\n" }.joined()
      }
    }
  }
}
