import ArgumentParser
import IsolationAudit

/// `baseline`: the findings of one day, for a team that begins with old ones.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Takes down the findings of a result, and tells later which are new.",
    discussion: """
      A baseline is no waiver: reports show everything, and only the exit code goes by it.

      Examples:
        audit-cli baseline write isolation.json --output baseline.json
        audit-cli baseline compare tonight.json baseline.json
        audit-cli audit --snapshot snap --policy policy.yaml --baseline baseline.json
      """,
    subcommands: [Write.self, Compare.self]
  )

  /// `baseline write`.
  struct Write: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "write",
      abstract: "Writes the findings of a result as a small JSON file."
    )

    @Argument(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "result"))
    var result: String

    @Option(
      name: [.customShort("o"), .long],
      help: ArgumentHelp("The file; - is the standard output.", valueName: "file")
    )
    var output: String = "-"

    func run() throws {
      let bytes = try FindingBaseline(try GovernanceOptions.readResult(result).result).render()
      do {
        if output == "-" {
          try AtomicFile.writeToStandardOutput(bytes)
        } else {
          try AtomicFile(path: output).write(bytes)
        }
      } catch {
        Console.error("--output: \(error.message)")
        throw Outcome.usage.exit
      }
    }
  }

  /// `baseline compare`.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Tells which findings of a result are new, gone or changed since a baseline.",
      discussion: "Exit codes: 0 nothing new, 1 new findings, 2 a file that cannot be used."
    )

    @Argument(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "result"))
    var result: String

    @Argument(help: ArgumentHelp("A baseline that `baseline write` wrote.", valueName: "baseline"))
    var baseline: String

    @Flag(help: "Findings whose path has changed count as new.")
    var strict = false

    func run() throws {
      let comparison = try BaselineCommand.read(baseline).compare(try GovernanceOptions.readResult(result).result)
      for line in comparison.lines(strict: strict) { print(line) }
      print(comparison.summary)
      if !comparison.new.isEmpty || (strict && !comparison.changed.isEmpty) { throw Outcome.violation.exit }
    }
  }

  /// Reads a baseline; one that cannot be used ends the command with 2.
  static func read(_ path: String) throws -> FindingBaseline {
    let bytes = try Console.read(path)
    do {
      return try FindingBaseline.read(bytes)
    } catch {
      Console.error("\(path): error: \(error.message)")
      throw Outcome.usage.exit
    }
  }
}
