import ArgumentParser
import Foundation
import IsolationAudit

/// `plan`: a Terraform plan in, what it opens out.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Judges a Terraform plan before it is applied: what it opens, closes or leaves undecided.",
    discussion: """
      The plan is what `terraform show -json` writes of a plan file. It is judged over a snapshot of the live estate \
      (--snapshot), joined by ids, or else over the plan's own prior state. What is there already is mentioned and fails \
      nothing, unless --gate all is given.

      Examples:
        terraform plan -out=plan.tfplan && terraform show -json plan.tfplan > plan.json
        audit-cli plan plan.json --snapshot snapshot --policy policy.yaml --terraform-root infra
        audit-cli plan plan.json --policy policy.yaml --output markdown=comment.md --output sarif=isolation.sarif

      Exit codes: 0 the change opens nothing, 1 it opens something at or above --fail-on, 2 usage or policy error, \
      3 inconclusive, or nothing to judge.
      """
  )

  @Argument(help: ArgumentHelp("The plan, as `terraform show -json plan.tfplan` writes it.", valueName: "plan"))
  var plan: String

  @Option(help: ArgumentHelp("A policy file; may be repeated.", valueName: "file"))
  var policy: [String]

  @Option(
    help: ArgumentHelp("A snapshot of the estate as it is; the plan's prior state when left out.", valueName: "dir")
  )
  var snapshot: String?

  @Option(
    help: ArgumentHelp(
      "The directory of the root module: findings get file and line, and more of the plan can be followed.",
      valueName: "dir"
    )
  )
  var terraformRoot: String?

  @OptionGroup(title: "What fails the run")
  var gateOptions: GateOptions

  @OptionGroup
  var reports: RunOptions

  @OptionGroup(title: "Decisions about findings") var governance: GovernanceOptions

  func run() throws {
    let gate = try gateOptions.parsed()
    let generated = try Console.time(reports.now)
    let writer = try reports.writer()
    if governance.previous != nil {
      Console.error("--previous: a plan is compared with the state before it, not with an earlier result")
      throw Outcome.usage.exit
    }
    let decisions = try governance.read()
    do {
      let auditor = IsolationAuditor { step in Console.progress(step.rawValue) }
      let name = reports.subject ?? URL(fileURLWithPath: snapshot ?? plan).standardizedFileURL.lastPathComponent
      var result = try auditor.audit(
        PlanInput(plan: plan, snapshot: snapshot, terraformRoot: terraformRoot),
        policies: policy,
        options: AuditOptions(generated: generated, subject: name)
      )
      let messages = decisions.apply(to: &result)
      Console.progress("")
      for message in messages { Console.error(message) }
      try reports.outputs.write(result, with: writer)
      try gateOptions.conclude(result, gate)
    } catch let error as AuditError {
      Console.progress("")
      if case .policy = error, snapshot == nil {
        Console.error("note: the plan was judged alone; with --snapshot it is laid over the estate as it is")
      }
      try reports.fail(error, writer, generated)
    } catch let error as ReportError {
      Console.progress("")
      Console.error("error: \(error.message)")
      throw Outcome.usage.exit
    }
  }
}
