import Foundation
import IsolationAudit
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Histories of whole runs: killed ones, full disks, files that cannot be written.
@Suite(
  "Histories on the command line",
  .serialized,
  .enabled(if: CommandLineProgram.executable != nil, "audit-cli is not built; `swift build` makes it")
)
struct HistoryProcessTests {
  private func inFolder(_ body: (CommandLineProgram, [String]) throws -> Void) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try program.write("policy.yaml", SmallAudit.policy)
    let snapshot = try program.write("snapshot", AuditEstate.peered().files)
    try body(program, ["audit", "--snapshot", snapshot, "--policy", "policy.yaml", "-o", "json=result.json"])
  }

  /// A result of many findings, whose history takes a while to write.
  private func manyFindings(_ count: Int, day: Int) -> AuditResult {
    var result = HistoryFileTests.run(day, "a")
    let base = result.findings[0]
    result.findings = (0..<count).map { index in
      var finding = base
      let digits = String(index, radix: 16)
      finding.id = String(repeating: "0", count: 16 - digits.count) + digits
      return finding
    }
    result.assertions[0].findings = result.findings.map(\.id)
    return result
  }

  @Test("two nights: the second result says since when, and the commands tell the same")
  func nights() throws {
    try inFolder { program, audit in
      let first = try program.run(audit + ["--history", "h.db", "--now", "2026-11-22T02:00:00Z"])
      #expect(first.code == 1 && !first.errors.contains("history"), "\(first.errors)")
      let second = try program.run(audit + ["--history", "h.db", "--now", "2026-11-23T02:00:00Z"])
      #expect(second.code == 1)
      let history = try #require(try JSONReport.read(program.bytes("result.json")).history)
      #expect(history.runs.count == 2 && history.findings.map(\.firstSeen) == ["2026-11-22T02:00:00Z"])
      let list = try program.run("history", "list", "h.db")
      #expect(
        list.lines.count == 2 && list.lines[1].hasSuffix("✖ not isolated  1 finding  0 new, 0 fixed"),
        "\(list.output)\(list.errors)"
      )
      let show = try program.run("history", "show", "h.db")
      #expect(
        show.lines.count == 2 && show.lines[0].hasPrefix("\(history.findings[0].finding)  1 day  "),
        "\(show.output)"
      )
      let one = try program.run("history", "show", "h.db", "--finding", history.findings[0].finding)
      #expect(one.lines.count == 3 && one.output.contains("first seen"))
      #expect(try program.run("history", "show", "h.db", "--finding", "none").code == 2)
      let trend = try program.run("history", "trend", "h.db")
      #expect(trend.lines.count == 2 && trend.output.contains("█") && trend.output.contains("+1"))
      let json = try program.run("history", "list", "h.db", "--format", "json")
      #expect(try JSONDecoder().decode(FindingHistory.self, from: Data(json.output.utf8)).runs == history.runs)
    }
  }

  @Test("a history that cannot be kept leaves reports and exit code as they are, unless it is required")
  func required() throws {
    try inFolder { program, audit in
      try program.write("h.db", String(repeating: "no database ", count: 100))
      let run = try program.run(audit + ["--history", "h.db"])
      #expect(run.code == 1)
      #expect(run.errors.contains("h.db: warning: the run was not kept in the history: the file is no history"))
      let result = try JSONReport.read(program.bytes("result.json"))
      #expect(result.history == nil && result.findings.count == 1)
      #expect(try program.run(audit + ["--history", "h.db", "--require-history"]).code == 1, "a violation comes first")
      #expect(try program.run(audit + ["--history", "h.db", "--exit-zero"]).code == 0)
      #expect(try program.run(audit + ["--history", "h.db", "--require-history", "--exit-zero"]).code == 2)
      #expect(try program.run(audit + ["--require-history"]).code == 2)
      #expect(try program.run("history", "list", "h.db").code == 2)
      #expect(try program.run("history", "list", "missing.db").code == 2 && !program.exists("missing.db"))
    }
  }

  @Test("a run that is killed in the middle leaves the history as it was, and the next run is kept")
  func killed() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let file = HistoryFile(program.path("h.db"))
    let before = try file.add(manyFindings(300, day: 1))
    let next = manyFindings(60_000, day: 2)
    try Data(JSONReport(next).render()).write(to: URL(fileURLWithPath: program.path("next.json")))
    var killedInside = 0
    for delay in [0, 5_000, 50_000, 200_000] {
      let process = Process()
      process.executableURL = CommandLineProgram.executable
      process.arguments = ["report", "next.json", "--history", "h.db", "-o", "junit=junit.xml"]
      process.currentDirectoryURL = program.folder
      process.standardError = FileHandle.nullDevice
      try process.run()
      // The journal is there while the transaction is under way, and gone when it is over.
      while process.isRunning, !program.exists("h.db-journal") { usleep(200) }
      usleep(useconds_t(delay))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      guard program.exists("h.db-journal") else { break }
      killedInside += 1
      #expect(try file.history() == before, "nothing of the killed run is there")
      // Rolled back by now; what is left of it would look like the next one's.
      try? FileManager.default.removeItem(atPath: program.path("h.db-journal"))
    }
    #expect(killedInside > 0, "no run was killed in its transaction; the test has to be made slower")
    let after = try file.add(next)
    #expect(after.runs.map(\.findings) == [300, 60_000] && after.findings.count == 60_000)
  }

  @Test("on a full disk the history stays as it was and the reports are written")
  func fullDisk() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let file = HistoryFile(program.path("h.db"))
    let before = try file.add(manyFindings(100, day: 1))
    let next = manyFindings(20_000, day: 2)
    try Data(JSONReport(next).render()).write(to: URL(fileURLWithPath: program.path("next.json")))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // No file may grow beyond 256 blocks of 512 bytes; the signal that says so is not for us.
    process.arguments = [
      "-c", "trap '' XFSZ; ulimit -f 256; exec \"$0\" report next.json --history h.db -o text=- > /dev/null",
      CommandLineProgram.executable?.path(percentEncoded: false) ?? "",
    ]
    process.currentDirectoryURL = program.folder
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(message)")
    #expect(message.contains("the run was not kept in the history"), "\(message)")
    #expect(message.contains("no space left") || message.contains("is the disk full?"), "\(message)")
    #expect(try file.history() == before)
    #expect(try file.add(next).runs.count == 2, "with room again, the run is kept")
  }

  @Test("a file that may not be written is told")
  func readOnly() throws {
    try inFolder { program, audit in
      #expect(try program.run(audit + ["--history", "h.db", "--now", "2026-11-22T02:00:00Z"]).code == 1)
      let path = program.path("h.db")
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      guard access(path, W_OK) != 0 else {
        // Permissions do not bind root; somebody else is asked.
        try expectReadOnlyAsNobody(program, path)
        return
      }
      let run = try program.run(audit + ["--history", "h.db", "--now", "2026-11-23T02:00:00Z"])
      #expect(run.code == 1 && run.errors.contains("the file cannot be written"), "\(run.errors)")
    }
  }

  private func expectReadOnlyAsNobody(_ program: CommandLineProgram, _ path: String) throws {
    let setpriv = "/usr/bin/setpriv"
    guard FileManager.default.isExecutableFile(atPath: setpriv), let executable = CommandLineProgram.executable else {
      return
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: program.folder.path(percentEncoded: false)
    )
    let process = Process()
    process.executableURL = URL(fileURLWithPath: setpriv)
    process.arguments = [
      "--reuid=65534", "--clear-groups", executable.path(percentEncoded: false), "report", "result.json", "--history",
      path,
      "-o", "text=-",
    ]
    process.currentDirectoryURL = program.folder
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    // The saved result is that of the run that is there; another moment makes it another run.
    let text = String(decoding: try program.bytes("result.json"), as: UTF8.self)
    try program.write("result.json", text.replacing("2026-11-22T02:00:00Z", with: "2026-11-23T02:00:00Z"))
    try process.run()
    let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard !message.contains("Permission denied"), !message.contains("failed to execute") else { return }
    #expect(message.contains("the file cannot be written"), "\(message)")
    #expect(process.terminationStatus == 0 && !report.isEmpty)
  }
}
