import Foundation
import IsolationAudit
import Testing

/// `audit-cli plan` from end to end: exit codes, what it says of bad input, what it writes.
@Suite(
  "Command plan",
  .enabled(if: CommandLineProgram.executable != nil, "audit-cli is not built; `swift build` makes it")
)
struct PlanCommandTests {
  private let now = ["--now", "2026-11-23T02:00:00Z"]

  private func run(_ name: String, _ more: [String] = []) throws -> (CommandLineProgram, CommandLineProgram.Run) {
    let program = try CommandLineProgram()
    let repository = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    func path(_ name: String) -> String { repository.appending(path: name).path(percentEncoded: false) }
    let run = try program.run(
      [
        "plan", PlannedFlowMart.path(name, "plan.json"), "--snapshot", path("examples/flowmart/snapshot"), "--policy",
        path("policies/flowmart.yaml"), "--terraform-root", PlannedFlowMart.path(name),
      ] + more + now
    )
    return (program, run)
  }

  @Test("a harmless plan ends with 0, one that opens something with 1, and severity decides")
  func codes() throws {
    for (name, options, code) in [
      ("cache-rule", [], 0), ("vpn-authorization", [], 1), ("vpn-authorization", ["--exit-zero"], 0),
      ("vpn-authorization", ["--fail-on", "critical"], 1), ("cache-rule", ["--gate", "all"], 0),
    ] as [(String, [String], Int32)] {
      let (program, run) = try run(name, options)
      defer { program.remove() }
      #expect(run.code == code, "\(name) \(options): \(run.output)\(run.errors)")
      #expect(!run.output.contains("\u{1B}"))
    }
  }

  @Test("the text names what brings a finding, with its line")
  func text() throws {
    let (program, run) = try run("vpn-authorization")
    defer { program.remove() }
    #expect(run.output.hasPrefix("✖ The change opens 1 path."), "\(run.output)")
    #expect(run.output.contains("aws_ec2_client_vpn_authorization_rule.on_call[\"10.2.10.0/23\"] (created)"))
    #expect(run.output.contains("main.tf:3"))
  }

  @Test("a waiver lets a path pass that the plan opens, and marks it; another digest of the path does not")
  func waivers() throws {
    let (first, found) = try run("vpn-authorization", ["-o", "json=result.json"])
    defer { first.remove() }
    #expect(found.code == 1)
    let result = try JSONReport.read(first.bytes("result.json"))
    let finding = try #require(result.findings.first)
    func waiver(_ path: String) -> String {
      """
      schema: isolation-audit/waivers/v1
      waivers:
        - id: on-call
          assertion: \(finding.assertion)
          finding: \(finding.id)
          path: \(path)
          reason: A week of nights on call.
          owner: platform@flowmart.example
          approver: security@flowmart.example
          ticket: FM-1
          created: 2026-11-02
          expires: 2026-12-15
      """
    }
    let digest = try #require(finding.pathDigest)
    try first.write("waivers.yaml", waiver(digest))
    try first.write("other.yaml", waiver(String(digest.reversed())))
    for (file, code) in [("waivers.yaml", 0), ("other.yaml", 1)] as [(String, Int32)] {
      let (program, run) = try run("vpn-authorization", ["--waivers", first.path(file), "-o", "json=result.json"])
      defer { program.remove() }
      #expect(run.code == code, "\(file): \(run.output)\(run.errors)")
      let judged = try JSONReport.read(program.bytes("result.json"))
      #expect(judged.findings.map { $0.waiver == nil } == [code == 1])
    }
  }

  @Test("a catalogue of one's own says what the controls of a plan's findings are")
  func controls() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let catalogue = try program.write(
      "house.yaml",
      """
      schema: isolation-audit/controls/v1
      framework: soc-2
      version: "2017"
      title: The criteria as this house reads them
      controls:
        - id: CC6.6
          paraphrase: Nobody comes in by the other door.
          supported-by:
            - kinds: [separate-vpn]
              strength: direct
              because: It finds the other door.
      """
    )
    let (other, run) = try run("vpn-authorization", ["--controls", catalogue, "-o", "json=result.json"])
    defer { other.remove() }
    #expect(run.code == 1, "\(run.errors)")
    #expect(
      String(decoding: try other.bytes("result.json"), as: UTF8.self).contains("Nobody comes in by the other door.")
    )
    let (bad, refused) = try self.run("vpn-authorization", ["--controls", program.write("bad.yaml", "no: catalogue")])
    defer { bad.remove() }
    #expect(refused.code == 2, "\(refused.output)\(refused.errors)")
  }

  @Test("what cannot be judged ends with 3 and one clear line")
  func refused() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try program.write("policy.yaml", SmallAudit.policy)
    let other = """
      {"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[{"address":"random_id.x","mode":"managed",\
      "type":"random_id","name":"x","provider_name":"registry.terraform.io/hashicorp/random","change":{"actions":["create"],\
      "before":null,"after":{},"after_unknown":{"id":true}}}],"configuration":{"root_module":{}},"planned_values":{"root_module":{}}}
      """
    try program.write("other.json", other)
    try program.write(
      "errored.json",
      other.replacing("\"terraform_version\"", with: "\"errored\":true,\"terraform_version\"")
    )
    try program.write("binary.json", "PK\u{3}\u{4}")
    try program.write("version.json", other.replacing("1.2", with: "2.0"))
    for (name, words) in [
      ("other.json", "nothing to judge: the plan has no resource of the AWS provider"),
      ("errored.json", "planning ended with an error"), ("binary.json", "terraform show -json"),
      ("version.json", "expected 1.x"), ("nowhere.json", "nowhere.json"),
    ] {
      let run = try program.run(["plan", name, "--policy", "policy.yaml", "-o", "junit=\(name).xml"] + now)
      #expect(run.code == 3, "\(name): \(run.errors)")
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(run.output == "")
      // The file says that there was an error, so that no system takes silence for success.
      #expect(try XMLReader().read(program.bytes("\(name).xml")).name == "testsuites")
    }
  }

  @Test("two runs write the same bytes, and no report has a sensitive value")
  func reports() throws {
    let formats = ["junit", "html", "json", "text", "markdown", "sarif", "github", "gitlab"]
    let outputs = formats.flatMap { ["-o", "\($0)=report.\($0)"] }
    let (first, run1) = try run("vpn-authorization", outputs)
    defer { first.remove() }
    let (second, run2) = try run("vpn-authorization", outputs)
    defer { second.remove() }
    #expect(run1.code == 1 && run2.code == 1, "\(run1.errors)")
    for format in formats {
      let bytes = try first.bytes("report.\(format)")
      #expect(!bytes.isEmpty)
      #expect(bytes == (try second.bytes("report.\(format)")), "\(format)")
    }
  }
}
