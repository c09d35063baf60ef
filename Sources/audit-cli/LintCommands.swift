import ArgumentParser
import IsolationAudit

/// `policy`: questions about policy files.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Checks policy files.",
    subcommands: [Lint.self]
  )

  /// `policy lint`.
  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Tells what is wrong with policy files, with line and column.",
      discussion: """
        Example:
          audit-cli policy lint policies/flowmart.yaml
        """
    )

    @Argument(help: ArgumentHelp("The policy files; those that belong together at once.", valueName: "file"))
    var files: [String]

    @Option(
      help: ArgumentHelp(
        "A catalogue of controls, beside those that come with the program; may be repeated.",
        valueName: "file"
      )
    )
    var controls: [String] = []

    func run() throws {
      do {
        let inputs = try IsolationAuditor.readPolicies(files)
        var diagnostics = Policy.lint(inputs)
        let check = ControlCheck(try Governance.catalogues(controls))
        let subjects = Policy.assertions(in: inputs).map(ControlCheck.Subject.init)
        diagnostics = (diagnostics + check.warnings(subjects) + check.notes(subjects)).sorted()
        Console.report(diagnostics)
        if diagnostics.contains(where: { $0.severity == .error }) { throw Outcome.usage.exit }
        print(files.count == 1 ? "\(files[0]): no errors" : "\(files.count) files: no errors")
      } catch let error as AuditError {
        Console.report(error.diagnostics)
        throw Outcome.usage.exit
      }
    }
  }
}

/// `snapshot`: questions about snapshot directories.
struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Checks snapshot directories.",
    subcommands: [Lint.self, AssumptionsCommand.self]
  )

  /// `snapshot lint`.
  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Tells what in a snapshot cannot be read, contradicts itself, or is missing.",
      discussion: """
        Example:
          audit-cli snapshot lint examples/flowmart/snapshot
        """
    )

    @Argument(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
    var directory: String

    @Flag(help: "Leaves notes out and shows warnings and errors only.")
    var quiet = false

    func run() throws {
      do {
        let snapshot = try AWSSnapshot.read(directory: directory)
        Console.report(snapshot.diagnostics.filter { !quiet || $0.severity != .note })
        let counts = Diagnostic.Severity.allCases.map { severity in
          let count = snapshot.diagnostics.count { $0.severity == severity }
          return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        print("\(directory): \(snapshot.files.files.count) files, \(counts.joined(separator: ", "))")
        if snapshot.diagnostics.contains(where: { $0.severity == .error }) { throw Outcome.inconclusive.exit }
      } catch let error as SnapshotError {
        Console.error(error.description)
        throw Outcome.inconclusive.exit
      }
    }
  }
}
