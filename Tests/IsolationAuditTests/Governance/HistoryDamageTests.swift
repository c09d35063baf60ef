import Foundation
import IsolationAudit
import Testing

/// What a history does when its file is not as it should be, or does not stay so.
@Suite("Histories in trouble", .serialized)
struct HistoryDamageTests {
  private let result = HistoryFileTests.run(1, "ab")

  @Test("a file that is no database is told, and left alone")
  func noDatabase() throws {
    let folder = try HistoryFolder()
    let text = String(repeating: "not a database\n", count: 100)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path()))
    #expect(
      folder.complaint(folder.file(), result)?.hasPrefix("the file is no history: it is no SQLite database") == true
    )
    #expect(try String(contentsOfFile: folder.path(), encoding: .utf8) == text)
    #expect(throws: GovernanceError.self) { try folder.file().history() }
  }

  @Test("a database of another program is told, and left alone")
  func otherProgram() throws {
    let folder = try HistoryFolder()
    try folder.sqlite("CREATE TABLE mail (text TEXT); INSERT INTO mail VALUES ('hello')")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path()))
    #expect(
      folder.complaint(folder.file(), result) == "the file is no history: it is an SQLite database of another program"
    )
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == bytes)
  }

  @Test("a history of a newer version is told with both versions")
  func newer() throws {
    let folder = try HistoryFolder()
    _ = try folder.file().add(result)
    try folder.sqlite("PRAGMA user_version = 7")
    let complaint = folder.complaint(folder.file(), HistoryFileTests.run(2, "a"))
    #expect(complaint?.contains("its tables are version 7, this one knows 1") == true)
  }

  @Test("an empty file is a history without runs, a directory and a missing directory are none")
  func places() throws {
    let folder = try HistoryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path("empty.db")))
    #expect(folder.complaint(folder.file("empty.db"), result) == nil)
    #expect(folder.complaint(folder.file("."), result)?.hasPrefix("the file cannot be opened") == true)
    #expect(folder.complaint(folder.file("missing/history.db"), result)?.hasPrefix("the file cannot be opened") == true)
    #expect(folder.complaint(HistoryFile(""), result)?.contains("no path of a file") == true)
    #expect(throws: GovernanceError.self) { try folder.file("nowhere.db").history() }
    #expect(!FileManager.default.fileExists(atPath: folder.path("nowhere.db")), "reading makes no file")
  }

  @Test("a file that is cut or overwritten in the middle is told to be damaged, or no history")
  func damaged() throws {
    let folder = try HistoryFolder()
    _ = try folder.file().add(HistoryFileTests.run(1, String((97...122).map { Character(Unicode.Scalar($0)) })))
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path()))
    for (name, bytes) in [
      ("cut.db", whole.prefix(whole.count / 2)), ("head.db", Data(repeating: 0xFF, count: 100) + whole.dropFirst(100)),
      ("middle.db", whole.prefix(4096) + Data(repeating: 0xFF, count: whole.count - 4096)),
    ] {
      try bytes.write(to: URL(fileURLWithPath: folder.path(name)))
      let complaint = folder.complaint(folder.file(name), HistoryFileTests.run(2, "a"))
      #expect(
        complaint?.contains("damaged") == true || complaint?.contains("no history") == true,
        "\(name): \(complaint ?? "nothing")"
      )
    }
  }

  @Test("a time that is not in UTC has no place in a history")
  func zone() throws {
    let folder = try HistoryFolder()
    var local = result
    local.generated = "2026-11-01T02:00:00+02:00"
    #expect(folder.complaint(folder.file(), local)?.contains("is not in UTC") == true)
  }

  @Test("while another process holds the file, a run waits, and then says so")
  func locked() throws {
    let folder = try HistoryFolder()
    let file = folder.file(wait: 200)
    _ = try file.add(result)
    let holder = try folder.hold()
    let begin = ContinuousClock.now
    let complaint = folder.complaint(file, HistoryFileTests.run(2, "a"))
    #expect(complaint?.hasPrefix("another process holds the file, and did not let it go in time") == true)
    #expect(ContinuousClock.now - begin >= .milliseconds(150), "it waits")
    // Not `terminate`: a child inherits a mask that may block SIGTERM.
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    #expect(folder.complaint(file, HistoryFileTests.run(2, "a")) == nil)
  }

  @Test("twenty runs at once are all kept, and none is kept twice")
  func concurrent() async throws {
    let folder = try HistoryFolder()
    // The same moment, so that no order of theirs is wrong.
    let results = (0..<20).map { index in
      var result = HistoryFileTests.run(1, "ab")
      result.inputs[0].sha256 = "\(index % 10)"
      return result
    }
    let file = folder.file(wait: 60_000)
    let complaints = await withTaskGroup(of: String?.self) { group in
      for result in results {
        group.addTask {
          do throws(GovernanceError) {
            _ = try file.add(result)
            return nil
          } catch { return error.message }
        }
      }
      return await group.reduce(into: [String]()) { if let complaint = $1 { $0.append(complaint) } }
    }
    #expect(complaints == [])
    #expect(try file.history().runs.count == 10)
  }
}

extension HistoryFolder {
  /// Runs statements with the command of SQLite, or with Python's, on the file.
  func sqlite(_ sql: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
      path(), sql,
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// A process that holds the file for itself until it is ended.
  func hold() throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3,sys,time
      c=sqlite3.connect(sys.argv[1],isolation_level=None)
      c.execute('BEGIN EXCLUSIVE')
      print('held',flush=True)
      time.sleep(120)
      """, path(),
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    _ = pipe.fileHandleForReading.readData(ofLength: 5)
    return process
  }
}
