import ArgumentParser
import IsolationAudit

/// The options about reports, shared by all commands that write them.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "A report, with its file or - for the standard output; may be repeated. The formats are \(Self.formats).",
      valueName: "format=path"
    )
  )
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "What JUnit reports consist of: what every consumer takes (strict), or places and properties of cases as well (rich).",
      valueName: "strict|rich"
    )
  )
  var junitProfile: String = "strict"

  @Option(
    help: ArgumentHelp(
      "The width of text, in columns; the terminal's, COLUMNS, or 100 when left out. Files have 100.",
      valueName: "columns"
    )
  )
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "Where files lie below the root of the repository, for SARIF and rich JUnit: terraform, snapshot or policy; may be repeated.",
      valueName: "kind=directory"
    )
  )
  var pathPrefix: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where findings for Security Hub go; the account and Region of what each is about when left out.",
      valueName: "account/region"
    )
  )
  var securityHub: String?

  @OptionGroup
  var html: HTMLOptions

  @Flag(help: "Tells on the standard error how long each report took to make.")
  var timings = false

  private static var formats: String {
    ReportFormat.allCases.map { "\($0.rawValue) (\($0.purpose))" }.joined(separator: ", ")
  }

  /// Whether a JSON report is among the reports: only there certificates can be kept.
  var writesJSON: Bool { output.contains { $0 == "json" || $0.hasPrefix("json=") } }

  /// The writer of the reports, after looking at the places where they will go; without any, text on the standard output.
  ///
  /// - Throws: The exit code of wrong usage, after a message.
  func writer() throws -> ReportWriter {
    do {
      let targets =
        try output.isEmpty ? [ReportTarget(.text, to: .standardOutput)] : output.map { try ReportTarget(argument: $0) }
      return try ReportWriter(targets, options: try reportOptions())
    } catch let error as ReportError {
      Console.error("--output: \(error.message)")
      throw Outcome.usage.exit
    }
  }

  /// Writes the reports; what there is to say about the files goes to the standard error.
  func write(_ result: AuditResult, with writer: ReportWriter) throws {
    let notes = try writer.write(result) { format, bytes, time in
      if timings { Console.error("\(format.rawValue): \(bytes) bytes in \(time)") }
    }
    for note in notes { Console.error("note: \(note)") }
  }

  private func reportOptions() throws -> ReportOptions {
    guard let profile = JUnitProfile(rawValue: junitProfile) else {
      Console.error("--junit-profile: `\(junitProfile)` is not known, expected strict or rich")
      throw Outcome.usage.exit
    }
    if let width, !(40...1_000).contains(width) {
      Console.error("--width: \(width) columns are not possible, expected 40 to 1000")
      throw Outcome.usage.exit
    }
    var paths = PathPrefixes()
    do { for argument in pathPrefix { try paths.add(argument: argument) } } catch {
      Console.error("--path-prefix: \(error.message)")
      throw Outcome.usage.exit
    }
    var hub: ASFFReport.Hub?
    if let securityHub {
      do { hub = try ASFFReport.Hub(argument: securityHub) } catch {
        Console.error("--security-hub: \(error.message)")
        throw Outcome.usage.exit
      }
    }
    return ReportOptions(
      width: width ?? Console.width,
      fileWidth: width ?? 100,
      color: Console.usesColor,
      junitProfile: profile,
      paths: paths,
      securityHub: hub,
      htmlAssets: try html.assets()
    )
  }
}
