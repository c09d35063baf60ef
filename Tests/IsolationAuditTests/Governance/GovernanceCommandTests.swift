import Foundation
import IsolationAudit
import Testing

/// Waivers, baselines and earlier results from the command line.
@Suite(
  "Decisions on the command line",
  .serialized,
  .enabled(if: CommandLineProgram.executable != nil, "audit-cli is not built; `swift build` makes it")
)
struct GovernanceCommandTests {
  private let now = ["--now", "2026-11-23T02:00:00Z"]

  /// Runs a test in a folder with a policy, a snapshot with one violation, and its result.
  private func inFolder(_ body: (CommandLineProgram, [String], AuditResult) throws -> Void) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try program.write("policy.yaml", SmallAudit.policy)
    let snapshot = try program.write("snapshot", AuditEstate.peered().files)
    let audit = ["audit", "--snapshot", snapshot, "--policy", "policy.yaml"] + now
    #expect(try program.run(audit + ["-o", "json=result.json"]).code == 1)
    try body(program, audit, try JSONReport.read(program.bytes("result.json")))
  }

  private func filled(_ text: String) -> String {
    text.replacing("reason:  ", with: "reason: R  ").replacing("owner:  ", with: "owner: o@x.example  ")
      .replacing("approver:  ", with: "approver: a@x.example  ").replacing("ticket:\n", with: "ticket: SEC-1\n")
      .replacing("expires:  ", with: "expires: 2026-12-15  ")
  }

  @Test("a waiver begun by `waivers new` and filled in makes the audit pass, until its last day is over")
  func waiver() throws {
    try inFolder { program, audit, result in
      let begun = try program.run(["waivers", "new", "result.json", "--finding", result.findings[0].id] + now)
      #expect(begun.code == 0, "\(begun.errors)")
      try program.write("w.yaml", begun.output)
      let unfilled = try program.run(audit + ["--waivers", "w.yaml"])
      #expect(unfilled.code == 1 && unfilled.errors.contains("malformed"))
      try program.write("w.yaml", filled(begun.output))
      let lint = try program.run("waivers", "lint", "w.yaml")
      #expect(lint.code == 0 && lint.output == "w.yaml: 1 waiver, no errors\n", "\(lint.errors)")
      let waived = try program.run(audit + ["--waivers", "w.yaml", "-o", "json=waived.json", "-o", "junit=junit.xml"])
      #expect(waived.code == 0, "\(waived.errors)")
      let saved = try JSONReport.read(program.bytes("waived.json"))
      #expect(saved.verdict == .pass && saved.findings.count == 1 && saved.findings[0].waiver != nil)
      #expect(saved.waivers?.waivers.map(\.status) == [.expiring])
      let late = audit.map { $0 == "2026-11-23T02:00:00Z" ? "2026-12-16T00:00:00Z" : $0 }
      let expired = try program.run(late + ["--waivers", "w.yaml"])
      #expect(expired.code == 1)
      #expect(expired.errors.contains("expired on 2026-12-15") && expired.errors.contains("o@x.example"))
    }
  }

  @Test("a saved result is judged anew with waivers, and without them as it was")
  func report() throws {
    try inFolder { program, _, result in
      let begun = try program.run(["waivers", "new", "result.json", "--finding", result.findings[0].id] + now)
      try program.write("w.yaml", filled(begun.output))
      let run = try program.run("report", "result.json", "--waivers", "w.yaml", "-o", "json=waived.json")
      #expect(run.code == 0, "\(run.errors)")
      #expect(try JSONReport.read(program.bytes("waived.json")).verdict == .pass)
      #expect(try program.run("report", "result.json", "-o", "json=same.json").code == 0)
      #expect(try program.bytes("same.json") == program.bytes("result.json"))
    }
  }

  @Test("a waiver file that cannot be used ends with 2 before the audit, and one id in two files as well")
  func refused() throws {
    try inFolder { program, audit, result in
      #expect(try program.run(audit + ["--waivers", "missing.yaml"]).errors.contains("expected a waiver file in YAML"))
      #expect(try program.run(audit + ["--waivers", "policy.yaml"]).code == 2)
      let begun = filled(
        try program.run(["waivers", "new", "result.json", "--finding", result.findings[0].id] + now).output
      )
      try program.write("a.yaml", begun)
      try program.write("b.yaml", begun)
      let run = try program.run(audit + ["--waivers", "a.yaml", "--waivers", "b.yaml", "-o", "junit=junit.xml"])
      #expect(run.code == 2 && run.errors.contains("is declared already at a.yaml"))
      #expect(try program.run("waivers", "lint", "a.yaml", "b.yaml").code == 2)
    }
  }

  @Test("waivers are listed with their days, and those that end soon")
  func list() throws {
    try inFolder { program, _, result in
      let begun = filled(
        try program.run(["waivers", "new", "result.json", "--finding", result.findings[0].id] + now).output
      )
      try program.write("w.yaml", begun)
      let list = try program.run(["waivers", "list", "w.yaml"] + now)
      #expect(
        list.output.contains("until 2026-12-15, 22 days left") && list.output.contains("owner o@x.example"),
        "\(list.output)"
      )
      let judged = try program.run(["waivers", "list", "w.yaml", "--result", "result.json"] + now)
      #expect(judged.output.contains("finding \(result.findings[0].id)"))
      #expect(try program.run(["waivers", "expiring", "--within", "21", "w.yaml"] + now).output == "")
      #expect(try program.run(["waivers", "expiring", "--within", "22", "w.yaml"] + now).output == list.output)
      #expect(try program.run(["waivers", "expiring", "--within", "-1", "w.yaml"] + now).code == 2)
    }
  }

  @Test("with a baseline only new findings fail, and reports show all")
  func baseline() throws {
    try inFolder { program, audit, result in
      #expect(try program.run("baseline", "write", "result.json", "-o", "b.json").code == 0)
      let known = try program.run(audit + ["--baseline", "b.json", "-o", "json=again.json", "-o", "junit=junit.xml"])
      #expect(known.code == 0, "\(known.errors)")
      let again = try JSONReport.read(program.bytes("again.json"))
      #expect(again == result, "a baseline changes no report")
      let compared = try program.run("baseline", "compare", "result.json", "b.json")
      #expect(compared.code == 0 && compared.output == "0 new findings, 0 changed, 0 gone\n")
      try program.write(
        "empty.json",
        #"{"schema":"isolation-audit/baseline/v1","subject":"","generated":"","findings":[]}"#
      )
      #expect(try program.run("baseline", "compare", "result.json", "empty.json").code == 1)
      let new = try program.run(audit + ["--baseline", "empty.json"])
      #expect(new.code == 1 && new.errors.contains("new: \(result.findings[0].id)"))
      let changed = String(decoding: try program.bytes("b.json"), as: UTF8.self)
        .replacing(result.findings[0].pathDigest ?? "-", with: "0000000000000000")
      try program.write("changed.json", changed)
      let passed = try program.run(audit + ["--baseline", "changed.json"])
      #expect(passed.code == 0 && passed.errors.contains("changed, let pass"))
      #expect(try program.run(audit + ["--baseline", "changed.json", "--strict-baseline"]).code == 1)
      #expect(try program.run("baseline", "compare", "result.json", "changed.json").code == 0)
      #expect(try program.run("baseline", "compare", "--strict", "result.json", "changed.json").code == 1)
      #expect(try program.run(audit + ["--strict-baseline"]).code == 2)
      #expect(try program.run(audit + ["--baseline", "result.json"]).code == 2)
    }
  }

  @Test("an earlier result tells what is new; another version or policy is said, never passed over")
  func previous() throws {
    try inFolder { program, audit, result in
      let same = try program.run(audit + ["--previous", "result.json", "-o", "json=again.json"])
      #expect(same.code == 1)
      let change = try #require(try JSONReport.read(program.bytes("again.json")).change)
      #expect(change.basis == .result && change.base.name == "result.json" && change.base.sha256?.count == 64)
      #expect(change.opened.isEmpty && change.remaining == [result.findings[0].id])

      var other = result
      other.tool.version = "0.0.9"
      other.policies[0].sha256 = String(repeating: "0", count: 64)
      other.findings = []
      try program.write("other.json", String(decoding: try JSONReport(other).render(), as: UTF8.self))
      let run = try program.run(audit + ["--previous", "other.json", "-o", "json=again.json"])
      let notes = try #require(try JSONReport.read(program.bytes("again.json")).change).notes
      #expect(notes.contains { $0.contains("0.0.9") } && notes.contains { $0.contains("different policies") })
      #expect(run.errors.contains("0.0.9"), "\(run.errors)")

      let text = String(decoding: try program.bytes("result.json"), as: UTF8.self)
      try program.write("future.json", text.replacing("isolation-audit/result/v1", with: "isolation-audit/result/v9"))
      let future = try program.run(audit + ["--previous", "future.json"])
      #expect(future.code == 2 && future.errors.contains("isolation-audit/result/v9"))
      #expect(try program.run(audit + ["--previous", "policy.yaml"]).code == 2)
      #expect(try program.run(audit + ["--previous", "missing.json"]).code == 2)
    }
  }
}
