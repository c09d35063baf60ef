import ArgumentParser
import IsolationAudit

/// `waivers`: questions about waiver files.
struct WaiversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waivers",
    abstract: "Checks, lists and begins waivers.",
    subcommands: [Lint.self, List.self, Expiring.self, New.self]
  )

  /// `waivers lint`.
  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Tells what is wrong with waiver files, with line and column.",
      discussion: """
        Example:
          audit-cli waivers lint policies/flowmart-waivers.yaml
        """
    )

    @Argument(help: ArgumentHelp("The waiver files; those that belong together at once.", valueName: "file"))
    var files: [String]

    func run() throws {
      let reading = try WaiversCommand.read(files)
      Console.report(reading.diagnostics)
      if !reading.diagnostics.isEmpty { throw Outcome.usage.exit }
      let count = reading.files.reduce(0) { $0 + $1.waivers.count }
      print(
        "\(files.count == 1 ? files[0] : "\(files.count) files"): \(count) waiver\(count == 1 ? "" : "s"), no errors"
      )
    }
  }

  /// `waivers list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists waivers with their last day, owner and reason; with a result, what became of each.",
      discussion: """
        Example:
          audit-cli waivers list policies/flowmart-waivers.yaml --result isolation.json
        """
    )

    @Argument(help: ArgumentHelp("The waiver files.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "file"))
    var result: String?

    @Option(help: ArgumentHelp("The time; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339"))
    var now: String?

    func run() throws {
      let reading = try WaiversCommand.usable(files)
      let listing = WaiverListing(
        reading.files,
        at: try Console.time(now),
        for: try result.map { try GovernanceOptions.readResult($0).result }
      )
      print(listing.text(width: Console.width, color: Console.usesColor), terminator: "")
    }
  }

  /// `waivers expiring`.
  struct Expiring: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "expiring",
      abstract: "Lists waivers that are over, or will be within some days.",
      discussion: """
        Example:
          audit-cli waivers expiring --within 30 policies/flowmart-waivers.yaml
        """
    )

    @Argument(help: ArgumentHelp("The waiver files.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The number of days.", valueName: "days"))
    var within: Int = 30

    @Option(help: ArgumentHelp("The time; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339"))
    var now: String?

    func validate() throws {
      guard (0...36_500).contains(within) else {
        throw ValidationError("--within: expected a number of days from 0 to 36500")
      }
    }

    func run() throws {
      let listing = WaiverListing(try WaiversCommand.usable(files).files, at: try Console.time(now), for: nil)
      print(listing.expiring(within: within, width: Console.width, color: Console.usesColor), terminator: "")
    }
  }

  /// `waivers new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new",
      abstract: "Begins a waiver for findings of a result: everything but what only people can say.",
      discussion: """
        Example:
          audit-cli waivers new isolation.json --finding f23457de71b49c1c > waivers.yaml
        """
    )

    @Argument(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "result"))
    var result: String

    @Option(help: ArgumentHelp("The id of a finding; may be repeated, for findings of one assertion.", valueName: "id"))
    var finding: [String]

    @Flag(help: "Leaves the head of the file out, for an entry to append to a file that exists.")
    var entry = false

    @Option(help: ArgumentHelp("The time; SOURCE_DATE_EPOCH or the clock when left out.", valueName: "rfc3339"))
    var now: String?

    func run() throws {
      let saved = try GovernanceOptions.readResult(result).result
      do {
        let skeleton = try WaiverSkeleton(saved, findings: finding, at: try Console.time(now))
        print(entry ? skeleton.entry : skeleton.text, terminator: "")
      } catch let error as GovernanceError {
        Console.error("\(result): error: \(error.message)")
        throw Outcome.usage.exit
      }
    }
  }

  /// Reads waiver files; one that cannot be read ends the command with 2.
  static func read(_ files: [String]) throws -> WaiverReading {
    do {
      return WaiverReading.read(try IsolationAuditor.readPolicies(files, of: "a waiver file"))
    } catch {
      Console.report(error.diagnostics)
      throw Outcome.usage.exit
    }
  }

  /// Reads waiver files of which an audit could be given; faults of single waivers are told, and they are listed.
  static func usable(_ files: [String]) throws -> WaiverReading {
    let reading = try read(files)
    Console.report(reading.diagnostics)
    if !reading.refusals.isEmpty { throw Outcome.usage.exit }
    return reading
  }
}
