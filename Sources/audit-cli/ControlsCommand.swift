import ArgumentParser
import IsolationAudit

/// `controls`: questions about catalogues of controls.
struct ControlsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "controls",
    abstract: "Lists controls of compliance frameworks, and what a policy says about them.",
    discussion: """
      An assertion can support a control. Nothing here says that a control is satisfied.
      """,
    subcommands: [List.self, Show.self, Coverage.self]
  )

  /// Catalogues beside those that come with the program.
  struct Catalogues: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "A catalogue of controls, beside those that come with the program; may be repeated.",
        valueName: "file"
      )
    )
    var controls: [String] = []

    /// Reads the catalogues; what cannot be used ends the command with 2.
    func read() throws -> ControlCatalogues {
      do {
        return try Governance.catalogues(controls)
      } catch {
        Console.report(error.diagnostics)
        throw Outcome.usage.exit
      }
    }
  }

  /// `controls list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists the frameworks, or the controls of one.",
      discussion: """
        Examples:
          audit-cli controls list
          audit-cli controls list pci-dss-4.0.1
        """
    )

    @Argument(help: ArgumentHelp("A framework with its version.", valueName: "framework"))
    var framework: String?
    @OptionGroup var catalogues: Catalogues

    func run() throws {
      let listing = ControlListing(try catalogues.read())
      let lines = try ControlsCommand.orUsage { () throws(GovernanceError) -> [String] in
        if let framework { try listing.controls(of: framework) } else { listing.frameworks }
      }
      for line in lines { print(line) }
    }
  }

  /// `controls show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows a control, and what each kind of assertion says about it.",
      discussion: """
        Example:
          audit-cli controls show pci-dss-4.0.1/6.5.3
        """
    )

    @Argument(help: ArgumentHelp("A control, as policies name it.", valueName: "control"))
    var control: String
    @OptionGroup var catalogues: Catalogues

    func run() throws {
      let listing = ControlListing(try catalogues.read())
      let lines = try ControlsCommand.orUsage { () throws(GovernanceError) -> [String] in try listing.show(control) }
      for line in lines { print(line) }
    }
  }

  /// `controls coverage`.
  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract: "Shows which controls the assertions of a policy, or of a result, are mapped to, and which none is.",
      discussion: """
        Examples:
          audit-cli controls coverage --policy policies/flowmart.yaml --framework pci-dss-4.0.1
          audit-cli controls coverage --result isolation.json
        """
    )

    @Option(help: ArgumentHelp("A policy file; may be repeated.", valueName: "file"))
    var policy: [String] = []
    @Option(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "file"))
    var result: String?
    @Option(help: ArgumentHelp("Only this framework, with its version.", valueName: "framework"))
    var framework: String?
    @OptionGroup var catalogues: Catalogues

    func validate() throws {
      guard policy.isEmpty != (result == nil) else {
        throw ValidationError("expected either --policy or --result")
      }
    }

    func run() throws {
      let catalogues = try catalogues.read()
      var audit: AuditResult
      if let result {
        audit = try GovernanceOptions.readResult(result).result
      } else {
        do {
          let inputs = try IsolationAuditor.readPolicies(policy)
          let errors = Policy.lint(inputs).filter { $0.severity == .error }
          if !errors.isEmpty { throw AuditError.policy(errors) }
          audit = .unjudged(Policy(assertions: Policy.assertions(in: inputs)))
        } catch let error as AuditError {
          Console.report(error.diagnostics)
          throw Outcome.usage.exit
        }
      }
      ControlAssessment(catalogues).apply(to: &audit)
      Console.report(audit.diagnostics.filter { $0.code == ControlCheck.code })
      let text = ControlListing(catalogues).coverage(
        audit,
        only: framework,
        isJudged: result != nil,
        width: Console.width,
        color: Console.usesColor
      )
      if let framework, text.isEmpty {
        Console.error("--framework: no assertion names a control of `\(framework)`, so none is assessed")
      }
      print(text, terminator: "")
    }
  }

  /// Runs a question about catalogues; one that cannot be answered ends the command with 2.
  static func orUsage<Answer>(_ body: () throws(GovernanceError) -> Answer) throws -> Answer {
    do {
      return try body()
    } catch {
      Console.error("error: \(error.message)")
      throw Outcome.usage.exit
    }
  }
}
