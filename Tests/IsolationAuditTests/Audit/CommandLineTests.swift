import Foundation
import IsolationAudit
import Testing

/// The command from end to end: what it is given, what it writes, how it ends.
@Suite(
  "Command line",
  .serialized,
  .enabled(if: CommandLineProgram.executable != nil, "audit-cli is not built; `swift build` makes it")
)
struct CommandLineTests {
  private let now = ["--now", "2026-11-23T02:00:00Z"]

  /// Runs a test in a folder of its own that holds the policy of ``SmallAudit``.
  private func inFolder(_ body: (CommandLineProgram) throws -> Void) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try program.write("policy.yaml", SmallAudit.policy)
    try body(program)
  }

  /// The JUnit file of a run: its root, and all cases.
  private func junit(_ program: CommandLineProgram, _ name: String = "junit.xml") throws -> [XMLElement] {
    let root = try XMLReader().read(program.bytes(name))
    #expect(root.name == "testsuites")
    let suites = root.elements(named: "testsuite")
    for suite in suites {
      let cases = suite.elements(named: "testcase")
      #expect(suite.attribute("tests") == String(cases.count))
      for kind in ["failure", "error"] {
        let count = cases.count { !$0.elements(named: kind).isEmpty }
        #expect(suite.attribute(kind + "s") == String(count))
      }
    }
    return suites.flatMap { $0.elements(named: "testcase") }
  }

  // MARK: audit

  @Test("an estate that holds ends with 0")
  func pass() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate().files)
      let run = try program.run(
        ["audit", "--snapshot", snapshot, "--policy", "policy.yaml", "-o", "junit=junit.xml"] + now
      )
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.errors == "")
      let cases = try junit(program)
      #expect(!cases.isEmpty && cases.allSatisfy { $0.elements(named: "failure").isEmpty })
    }
  }

  @Test("a violation ends with 1, and its finding is a failure of the JUnit file")
  func violation() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      let outputs = ["-o", "junit=junit.xml", "-o", "html=report.html", "-o", "json=result.json", "-o", "text=-"]
      let run = try program.run(["audit", "--snapshot", snapshot, "--policy", "policy.yaml"] + outputs + now)
      #expect(run.code == 1, "\(run.errors)")
      #expect(run.output.contains("development reaches production through pcx-1"))
      #expect(try junit(program).count { !$0.elements(named: "failure").isEmpty } >= 1)
      #expect(try JSONReport.read(program.bytes("result.json")).findings.count == 1)
      #expect(try program.bytes("report.html").count > 1000)
      #expect(try program.names() == ["junit.xml", "policy.yaml", "report.html", "result.json", "snapshot"])
    }
  }

  @Test("severity and --exit-zero decide whether a violation fails the run")
  func failOn() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      let policy = SmallAudit.policy.replacing("  - id: traffic\n", with: "  - id: traffic\n    severity: low\n")
      let audit = ["audit", "--snapshot", snapshot, "--policy", try program.write("low.yaml", policy)]
      #expect(try program.run(audit + ["--fail-on", "low"]).code == 1)
      #expect(try program.run(audit + ["--fail-on", "high"]).code == 0)
      #expect(try program.run(audit + ["--exit-zero"]).code == 0)
      #expect(try program.run(audit + ["--fail-on", "worst"]).code == 2)
    }
  }

  @Test("what cannot be judged ends with 3, unless it may pass")
  func inconclusive() throws {
    try inFolder { program in
      var files = AuditEstate().files
      files[AuditEstate.path("NetworkAcls", "333333333333")] = nil
      let snapshot = try program.write("snapshot", files)
      let audit = ["audit", "--snapshot", snapshot, "--policy", "policy.yaml", "-o", "junit=junit.xml"] + now
      #expect(try program.run(audit).code == 3)
      let cases = try junit(program)
      #expect(cases.contains { !$0.elements(named: "error").isEmpty })
      #expect(cases.allSatisfy { $0.elements(named: "failure").isEmpty })
      #expect(try program.run(audit + ["--inconclusive", "pass"]).code == 0)
    }
  }

  @Test("a file cut in the middle ends with 3 and names the place")
  func cutFile() throws {
    try inFolder { program in
      var files = AuditEstate().files
      let path = AuditEstate.path("NetworkInterfaces", "333333333333")
      files[path] = files[path].map { String($0.prefix($0.count / 2)) }
      let snapshot = try program.write("snapshot", files)
      let run = try program.run("audit", "--snapshot", snapshot, "--policy", "policy.yaml", "-o", "text=-")
      #expect(run.code == 3, "\(run.output)")
      #expect(run.output.contains("NetworkInterfaces.json:"))
    }
  }

  /// What stops an audit before it has begun, and how the command ends then.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let what: String
    let code: Int32
    /// A part of the message.
    let message: String
    var snapshot = "snapshot"
    var policy = "policy.yaml"
    var testDescription: String { what }
  }

  static let obstacles = [
    Obstacle(what: "no snapshot directory", code: 3, message: "missing", snapshot: "missing"),
    Obstacle(what: "a file for a directory", code: 3, message: "policy.yaml", snapshot: "policy.yaml"),
    Obstacle(what: "an empty directory", code: 3, message: "empty", snapshot: "empty"),
    Obstacle(what: "a directory without any list of AWS", code: 3, message: "other", snapshot: "other"),
    Obstacle(what: "no policy file", code: 2, message: "missing.yaml", policy: "missing.yaml"),
    Obstacle(what: "a misspelt key", code: 2, message: "misspelt.yaml:8:5", policy: "misspelt.yaml"),
    Obstacle(what: "a policy that is no YAML", code: 2, message: "broken.yaml:", policy: "broken.yaml"),
    Obstacle(what: "an environment that matches nothing", code: 2, message: "staging.yaml:5:", policy: "staging.yaml"),
  ]

  @Test("a run that fails says why and leaves a JUnit file with one error", arguments: obstacles)
  func failedRun(_ obstacle: Obstacle) throws {
    try inFolder { program in
      _ = try program.write("snapshot", AuditEstate().files)
      try FileManager.default.createDirectory(
        at: program.folder.appending(path: "empty"),
        withIntermediateDirectories: true
      )
      try program.write("other/package.json", "{\"name\": \"x\", \"version\": \"1\"}")
      try program.write("misspelt.yaml", SmallAudit.policy.replacing("no-traffic:", with: "no-trafic:"))
      try program.write("broken.yaml", "schema: [isolation-audit/v1\n")
      try program.write(
        "staging.yaml",
        SmallAudit.policy.replacing(
          "assertions:\n",
          with: "  staging: { match: [{ account: \"222222222222\" }] }\nassertions:\n"
        )
      )
      let outputs = ["-o", "junit=junit.xml", "-o", "html=report.html", "-o", "json=result.json"]
      let run = try program.run(
        ["audit", "--snapshot", obstacle.snapshot, "--policy", obstacle.policy] + outputs + now
      )
      #expect(run.code == obstacle.code, "\(run.errors)")
      #expect(run.errors.contains(obstacle.message) && run.errors.contains("error: "), "\(run.errors)")
      let cases = try junit(program)
      #expect(cases.count == 1 && cases.first?.elements(named: "error").count == 1)
      #expect(!program.exists("report.html") && !program.exists("result.json"))
    }
  }

  @Test(
    "a place that cannot be written ends with 2 before anything is written",
    arguments: [
      "html=missing/report.html", "html=policy.yaml/report.html", "html=snapshot", "html=", "pdf=x.pdf",
    ]
  )
  func unwritable(output: String) throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate().files)
      let run = try program.run(
        "audit",
        "--snapshot",
        snapshot,
        "--policy",
        "policy.yaml",
        "-o",
        "json=result.json",
        "-o",
        output
      )
      #expect(run.code == 2, "\(run.errors)")
      #expect(run.errors.hasPrefix("--output: "), "\(run.errors)")
      #expect(try program.names() == ["policy.yaml", "snapshot"])
    }
  }

  @Test("two processes write the same bytes, and report writes them again from the result")
  func sameBytes() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      for name in ["1", "2"] {
        let outputs = ["html", "json", "junit", "text"].flatMap { ["-o", "\($0)=\(name).\($0)"] }
        _ = try program.run(["audit", "--snapshot", snapshot, "--policy", "policy.yaml"] + outputs + now)
      }
      for format in ["html", "json", "junit", "text"] {
        #expect(try program.bytes("1.\(format)") == program.bytes("2.\(format)"), "\(format)")
        let run = try program.run("report", "1.json", "-o", "\(format)=3.\(format)")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try program.bytes("3.\(format)") == program.bytes("1.\(format)"), "\(format)")
      }
    }
  }

  @Test("two processes write the same bytes for FlowMart's bad month")
  func sameBytesOfFlowMart() throws {
    let repository = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    func path(_ name: String) -> String { repository.appending(path: name).path(percentEncoded: false) }
    try inFolder { program in
      for name in ["1", "2"] {
        let run = try program.run(
          [
            "audit", "--snapshot", path("examples/flowmart/snapshot-drifted"), "--policy",
            path("policies/flowmart.yaml"),
            "-o", "json=\(name).json",
          ] + now
        )
        #expect(run.code == 1, "\(run.errors)")
      }
      #expect(try program.bytes("1.json") == program.bytes("2.json"))
    }
  }

  // MARK: reach, explain, authorize, lint

  @Test("reach answers a line a probe, in order, and compares what is expected")
  func reach() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      func probe(_ id: String, _ port: Int, _ expect: String?) -> String {
        let expected = expect.map { ", \"expect\": \"\($0)\"" } ?? ""
        return
          "{\"id\": \"\(id)\", \"from\": {\"eni\": \"eni-dev\"}, \"to\": {\"ip\": \"10.2.1.10\"}, \"protocol\": \"tcp\", \"port\": \(port)\(expected)}\n"
      }
      let asExpected = probe("b", 443, "reachable") + probe("a", 22, "isolated") + probe("c", 443, "connects")
      let run = try program.run("reach", "--snapshot", snapshot, "--probes", "-", input: asExpected)
      #expect(run.code == 0, "\(run.errors)")
      let answers = try run.lines.map { try JSONDecoder().decode(ReachAnswer.self, from: Data($0.utf8)) }
      #expect(answers.map(\.id) == ["b", "a", "c"])
      #expect(answers.map(\.verdict) == [.connects, .isolated, .connects])
      #expect(answers[1].decidedBy?.code == "ENI_SG_RULES_MISMATCH")

      let other = try program.run("reach", "--snapshot", snapshot, "--probes", "-", input: probe("a", 443, "isolated"))
      #expect(other.code == 1)
      #expect(
        try program.run("reach", "--snapshot", snapshot, "--probes", "-", input: probe("a", 443, "yes")).code == 2
      )
      #expect(try program.run("reach", "--snapshot", snapshot, "--probes", "-", input: "").code == 2)
      #expect(try program.run("reach", "--snapshot", snapshot, "--probes", "missing.jsonl").code == 2)
      #expect(try program.run("reach", "--snapshot", "missing", "--probes", "-", input: asExpected).code == 3)
    }
  }

  @Test("explain tells the way, or what stops it")
  func explain() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      let ends = ["explain", "--snapshot", snapshot, "--from", "eni-dev", "--to", "10.2.1.10"]
      let way = try program.run(ends + ["--port", "443"])
      #expect(way.code == 0 && way.output.contains("pcx-1"), "\(way.errors)")
      let stop = try program.run(ends + ["--port", "22"])
      #expect(stop.code == 0 && stop.output.contains("ENI_SG_RULES_MISMATCH"), "\(stop.errors)")
      #expect(try program.run("explain", "--snapshot", snapshot, "--from", "eni-gone", "--to", "10.2.1.10").code == 2)
      let json = try program.run(ends + ["--port", "22", "--format", "json"])
      let explanation = try JSONDecoder().decode(PathExplanation.self, from: Data(json.output.utf8))
      #expect(explanation.forward.obstacles.map(\.code) == ["ENI_SG_RULES_MISMATCH"])
      #expect(try program.run(ends + ["--format", "html"]).code == 2)
    }
  }

  @Test("assumptions are listed with their ids, and with a snapshot whether they apply")
  func assumptions() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate.peered().files)
      let all = try program.run("snapshot", "assumptions")
      #expect(all.code == 0 && all.lines.contains("blackhole-does-not-fall-back"))
      let json = try program.run("snapshot", "assumptions", "--snapshot", snapshot, "--format", "json")
      let list = try JSONDecoder().decode(AssumptionList.self, from: Data(json.output.utf8)).assumptions
      #expect(list.first { $0.id == "unowned-address" }?.applies == true)
      #expect(list.first { $0.id == "client-vpn-source" }?.applies == false)
      #expect(try program.run("snapshot", "assumptions", "--snapshot", "nowhere").code == 3)
    }
  }

  @Test("authorize decides every case of the fixtures as expected, in order")
  func authorize() throws {
    try inFolder { program in
      let text = String(decoding: try FixtureFile.bytes("identity/decisions.jsonl"), as: UTF8.self)
      let cases = text.split(separator: "\n")
      let run = try program.run("authorize", "--requests", "-", input: text)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.lines.count == cases.count)
      struct Name: Decodable { let id: String }
      func ids(_ lines: [some StringProtocol]) throws -> [String] {
        try lines.map { try JSONDecoder().decode(Name.self, from: Data($0.utf8)).id }
      }
      #expect(try ids(run.lines) == ids(cases))
      #expect(try program.run("authorize", "--requests", "-", input: "").code == 2)
      #expect(try program.run("authorize", "--requests", "-", input: "{\"id\": ").code == 2)
    }
  }

  @Test("lint names the places of errors")
  func lint() throws {
    try inFolder { program in
      let snapshot = try program.write("snapshot", AuditEstate().files)
      #expect(try program.run("policy", "lint", "policy.yaml").code == 0)
      try program.write("misspelt.yaml", SmallAudit.policy.replacing("no-traffic:", with: "no-trafic:"))
      let policy = try program.run("policy", "lint", "misspelt.yaml")
      #expect(policy.code == 2 && policy.errors.contains("misspelt.yaml:8:5"), "\(policy.errors)")
      #expect(try program.run("snapshot", "lint", snapshot).code == 0)
      try program.write("snapshot/accounts/333333333333/us-east-1/x.json", "{\"Subnets\": [{\"SubnetId\": 7}]}")
      let read = try program.run("snapshot", "lint", snapshot)
      #expect(read.code == 3 && read.errors.contains("x.json:1:27 #/Subnets/0/SubnetId"), "\(read.errors)")
    }
  }

  // MARK: Help and usage

  @Test(
    "help ends with 0 and shows examples",
    arguments: [
      [], ["audit"], ["explain"], ["reach"], ["authorize"], ["report"], ["policy"], ["policy", "lint"],
      ["snapshot", "assumptions"],
      ["snapshot", "lint"],
    ]
  )
  func help(command: [String]) throws {
    try inFolder { program in
      let run = try program.run(command + ["--help"])
      #expect(run.code == 0)
      #expect(run.output.contains("USAGE: audit-cli") && run.errors == "")
      if !command.isEmpty, command != ["policy"] { #expect(run.output.contains("Example")) }
    }
  }

  @Test(
    "wrong usage ends with 2",
    arguments: [
      ["audit"], ["frobnicate"], ["audit", "--snapshot", "x", "--policy", "policy.yaml", "--now", "yesterday"],
    ]
  )
  func usage(arguments: [String]) throws {
    try inFolder { program in
      let run = try program.run(arguments)
      #expect(run.code == 2)
      #expect(run.output == "" && !run.errors.isEmpty)
    }
  }

  @Test("the version is printed")
  func version() throws {
    try inFolder { program in
      let run = try program.run("--version")
      #expect(run.code == 0 && run.lines == [IsolationAuditVersion.current])
    }
  }
}
