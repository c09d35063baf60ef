import ArgumentParser
import IsolationAudit

/// `verify-certificate`: a result and the snapshot that it speaks of in, whether its certificates hold out.
struct VerifyCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-certificate",
    abstract: "Checks the certificates of a result against the snapshot, without the engine that made them.",
    discussion: """
      Examples:
        audit-cli audit --snapshot snap --policy policy.yaml --output json=isolation.json
        audit-cli verify-certificate --snapshot snap --policy policy.yaml --result isolation.json

      Exit codes: 0 verified, 1 refused or without a proof, 2 usage error.
      """
  )

  @Option(help: ArgumentHelp("The snapshot directory.", valueName: "dir"))
  var snapshot: String

  @Option(help: ArgumentHelp("A result that `audit --output json=…` wrote.", valueName: "file"))
  var result: String

  @Option(help: ArgumentHelp("A policy file that the result was made with; may be repeated.", valueName: "file"))
  var policy: [String] = []

  @Flag(help: "Ends with 0 although pairs that are called isolated have no certificate.")
  var allowUnproven = false

  func run() throws {
    let claims: CertificateClaims
    do {
      claims = try CertificateClaims.read(try Console.read(result))
    } catch let error as CertificateClaims.Unreadable {
      Console.error("\(result): error: \(error.message)")
      throw Outcome.usage.exit
    }
    let report: CertificateReport
    do {
      report = try CertificateCheck.run(claims, snapshot: snapshot, policies: policy)
    } catch {
      Console.report(error.diagnostics)
      throw Outcome.usage.exit
    }
    for line in report.lines { print(line) }
    for refusal in report.refusals { Console.error("refused: \(refusal)") }
    if !report.refusals.isEmpty || (!report.unproven.isEmpty && !allowUnproven) { throw Outcome.violation.exit }
  }
}
