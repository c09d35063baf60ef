import Foundation
import IsolationAudit
import Testing

/// `audit-cli diff` from end to end.
@Suite(
  "Command diff",
  .enabled(if: CommandLineProgram.executable != nil, "audit-cli is not built; `swift build` makes it")
)
struct DiffCommandTests {
  private let now = ["--now", "2026-11-23T02:00:00Z"]

  /// Runs a test in a folder with two snapshots and the results of both.
  private func inFolder(_ body: (CommandLineProgram) throws -> Void) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try program.write("policy.yaml", SmallAudit.policy)
    for (name, estate) in [("apart", AuditEstate()), ("joined", AuditEstate.peered())] {
      _ = try program.write(name, estate.files)
      let run = try program.run(
        ["audit", "--snapshot", name, "--policy", "policy.yaml", "--exit-zero", "-o", "json=\(name).json"] + now
      )
      #expect(run.code == 0, "\(run.errors)")
    }
    try body(program)
  }

  @Test("results and snapshots compare alike: 1 where something opened, 0 where it closed or stayed")
  func codes() throws {
    try inFolder { program in
      let policy = ["--policy", "policy.yaml"]
      for (sides, code) in [
        (["apart.json", "joined.json"], 1), (["joined.json", "apart.json"], 0), (["joined.json", "joined.json"], 0),
        (["apart", "joined"] + policy, 1), (["joined", "apart"] + policy, 0), (["apart.json", "joined"] + policy, 1),
        (["apart.json", "joined.json", "--exit-zero"], 0), (["joined.json", "joined.json", "--gate", "all"], 1),
      ] {
        let run = try program.run(["diff"] + sides + now)
        #expect(run.code == Int32(code), "\(sides): \(run.errors)")
        #expect(!run.output.contains("\u{1B}"))
      }
    }
  }

  @Test("the text says what is new and what is gone")
  func text() throws {
    try inFolder { program in
      let opening = try program.run(["diff", "apart.json", "joined.json"] + now)
      #expect(opening.output.hasPrefix("✖ 1 new finding. No finding was there before."), "\(opening.output)")
      #expect(opening.output.contains("compared with result apart.json of 2026-11-23T02:00:00Z"))
      #expect(opening.output.contains("development reaches production through pcx-1"))
      let closing = try program.run(["diff", "joined.json", "apart.json"] + now)
      #expect(closing.output.hasPrefix("✔ Nothing is new. 1 finding closed, no finding was there before."))
      #expect(closing.output.contains("Closed (1)"))
    }
  }

  @Test("the JSON result carries the change, and renders to the same text again")
  func json() throws {
    try inFolder { program in
      let outputs = ["-o", "json=change.json", "-o", "text=change.txt"]
      #expect(try program.run(["diff", "apart.json", "joined.json"] + outputs + now).code == 1)
      let result = try JSONReport.read(program.bytes("change.json"))
      let change = try #require(result.change)
      #expect(change.basis == .result && change.base.name == "apart.json" && change.base.sha256?.count == 64)
      #expect(change.opened.map(\.finding) == result.findings.map(\.id))
      let again = try program.run("report", "change.json")
      #expect(again.output == String(decoding: try program.bytes("change.txt"), as: UTF8.self))
    }
  }

  @Test("wrong usage ends with 2 and says what was expected")
  func usage() throws {
    try inFolder { program in
      for (arguments, words) in [
        (["apart", "joined"], "expected at least one policy file"),
        (["apart.json", "nowhere.json"], "cannot be read"),
        (["policy.yaml", "joined.json"], "policy.yaml: not an audit result"),
        (["apart.json", "joined.json", "--gate", "old"], "expected new or all"),
        (["apart.json", "joined.json", "--fail-on", "worst"], "is no severity"),
      ] {
        let run = try program.run(["diff"] + arguments)
        #expect(run.code == 2, "\(arguments): \(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
      }
    }
  }
}
