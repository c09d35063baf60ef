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
