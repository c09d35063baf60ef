import Foundation
import IsolationAudit
import Testing

/// A folder for a history, removed when the test is over.
final class HistoryFolder {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "isolation-history-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String = "history.db") -> String { folder.appending(path: name).path(percentEncoded: false) }
  func file(_ name: String = "history.db", wait: Int = 10_000) -> HistoryFile { HistoryFile(path(name), wait: wait) }

  /// What a history says is wrong; `nil` when nothing is.
  func complaint(_ file: HistoryFile, _ result: AuditResult) -> String? {
    do throws(GovernanceError) {
      _ = try file.add(result)
      return nil
    } catch { return error.message }
  }
}

/// What a history says about the findings of runs.
@Suite("Histories of findings")
struct HistoryFileTests {
  /// The result of a day, with some of four findings of the assertion `traffic` and, as asked, gaps.
  static func run(
    _ day: Int,
    _ findings: String,
    gaps: [String] = [],
    asserts: Bool = true,
    subject: String = "estate"
  ) -> AuditResult {
    var result = WaivedSample.result
    result.subject = subject
    result.generated = "2026-11-\(day < 10 ? "0" : "")\(day)T02:00:00Z"
    let base = result.findings[0]
    result.findings = findings.map { letter in
      var finding = base
      finding.id = "00000000000000\(letter)\(letter)"
      finding.title = "finding \(letter)"
      return finding
    }
    result.assertions = asserts ? [result.assertions[0]] : []
    if asserts {
      result.assertions[0].findings = result.findings.map(\.id)
      result.assertions[0].gaps = gaps
      result.assertions[0].outcome = findings.isEmpty ? (gaps.isEmpty ? .passed : .inconclusive) : .violated
      let outcome: AssertionResult.Outcome = findings.isEmpty ? (gaps.isEmpty ? .passed : .inconclusive) : .violated
      result.assertions[0].pairs = [.init(from: "development", to: "production", outcome: outcome, reason: "")]
    }
    result.inputs = [.init(path: "eni.json", bytes: 1, sha256: "\(day)")]
    result.verdict = findings.isEmpty ? .pass : .violation
    return result
  }

  private func ages(_ history: FindingHistory) -> [String] {
    history.findings.map {
      "\($0.finding.suffix(1)) \($0.firstSeen.prefix(10).suffix(2)) \($0.since.prefix(10).suffix(2)) \($0.reopened)"
    }
  }

  @Test("first seen, since, fixed, reopened, over a week of runs")
  func week() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    #expect(ages(try file.add(Self.run(1, "ab"))) == ["a 01 01 0", "b 01 01 0"])
    #expect(ages(try file.add(Self.run(2, "abc"))) == ["a 01 01 0", "b 01 01 0", "c 02 02 0"])
    let third = try file.add(Self.run(3, "bc"))
    #expect(ages(third) == ["b 01 01 0", "c 02 02 0"])
    #expect(
      third.fixed == [
        .init(
          finding: "00000000000000aa",
          assertion: "traffic",
          title: "finding a",
          firstSeen: "2026-11-01T02:00:00Z",
          lastSeen: "2026-11-02T02:00:00Z"
        )
      ]
    )
    #expect(try file.add(Self.run(4, "bc")).fixed.isEmpty, "it is told once, by the run that did not see it")
    let fifth = try file.add(Self.run(5, "ac"))
    #expect(ages(fifth) == ["a 01 05 1", "c 02 02 0"])
    #expect(fifth.runs.map(\.findings) == [2, 3, 2, 2, 2])
    #expect(fifth.runs.map(\.opened) == [2, 1, 0, 0, 1])
    #expect(fifth.runs.map(\.fixed) == [0, 0, 1, 0, 1])
    #expect(fifth.runs.map(\.verdict) == Array(repeating: .violation, count: 5))
    #expect(try file.history() == fifth, "reading gives what adding gave")
  }

  @Test("a run that could not judge the pair fixes nothing, and does not interrupt the age")
  func unjudged() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    _ = try file.add(Self.run(1, "a"))
    let second = try file.add(Self.run(2, "", gaps: ["a list was not collected"]))
    #expect(second.fixed.isEmpty && second.runs.last?.fixed == 0)
    let third = try file.add(Self.run(3, "b", gaps: ["a list was not collected"]))
    #expect(third.fixed.isEmpty, "the pair has other findings, and something was not judged")
    #expect(ages(try file.add(Self.run(4, "ab"))) == ["a 01 01 0", "b 03 03 0"])
    #expect(try file.add(Self.run(5, "")).fixed.count == 2)
  }

  @Test("a finding that nobody asks for any more is closed and not called fixed")
  func notAsserted() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    _ = try file.add(Self.run(1, "a"))
    let second = try file.add(Self.run(2, "", asserts: false))
    #expect(second.fixed.isEmpty && second.runs.last?.fixed == 0)
    #expect(
      try HistoryListing(file, subject: nil).findings("00000000000000aa", width: 100, color: false)
        .hasSuffix("\n  2026-11-02T02:00:00Z  not asked for any more; last seen 2026-11-01T02:00:00Z\n")
    )
  }

  @Test("adding a run again changes nothing, also after later ones")
  func again() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    let first = try file.add(Self.run(1, "ab"))
    let second = try file.add(Self.run(2, "b"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path()))
    #expect(try file.add(Self.run(2, "b")) == second)
    #expect(try file.add(Self.run(1, "ab")) == first, "the history as it was then")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == bytes)
  }

  @Test("other inputs or another policy at the same time are another run")
  func otherRun() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    _ = try file.add(Self.run(1, "a"))
    var other = Self.run(1, "ab")
    other.inputs[0].sha256 = "other"
    #expect(try file.add(other).runs.count == 2)
    other.policies[0].sha256 = "other"
    #expect(try file.add(other).runs.count == 3)
  }

  @Test("an earlier run is refused, and leaves the history as it was")
  func earlier() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    let second = try file.add(Self.run(2, "a"))
    #expect(
      folder.complaint(file, Self.run(1, "ab"))?.hasPrefix("the history has a run of 2026-11-02T02:00:00Z, later")
        == true
    )
    #expect(try file.history() == second)
  }

  @Test("estates do not mix, whatever their order")
  func subjects() throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    _ = try file.add(Self.run(5, "ab", subject: "one"))
    let other = try file.add(Self.run(1, "a", subject: "two"))
    #expect(ages(other) == ["a 01 01 0"] && other.runs.count == 1 && other.fixed.isEmpty)
    #expect(throws: GovernanceError("it has runs of 2 estates; name one with --subject: `one`, `two`")) {
      try file.history()
    }
    #expect(try file.history(of: "one").findings.count == 2)
  }

  @Test(
    "every text is kept as it is",
    arguments: ["", "it's", "a\u{0}b", "e\u{301}", "\u{202E}\u{FFFE}", "😀", "'; DROP TABLE run; --", "%_?1"]
  )
  func texts(_ text: String) throws {
    let folder = try HistoryFolder()
    let file = folder.file()
    var first = Self.run(1, "a", subject: "estate \(text)")
    first.findings[0].title = text
    _ = try file.add(first)
    let fixed = try file.add(Self.run(2, "", subject: "estate \(text)")).fixed
    #expect(fixed.map { Array($0.title.utf8) } == [Array(text.utf8)])
  }

  @Test(
    "names that mean something to SQLite are names of files",
    arguments: [":memory:", "file:x?mode=memory", "x.db?mode=ro"]
  )
  func names(_ name: String) throws {
    let folder = try HistoryFolder()
    _ = try folder.file(name).add(Self.run(1, "a"))
    #expect(FileManager.default.fileExists(atPath: folder.path(name)))
  }

  @Test("a law: over random runs, spans agree with what a table of all sightings says")
  func law() throws {
    var generator = SeededGenerator(seed: 0x15A)
    for round in 0..<20 {
      let folder = try HistoryFolder()
      let file = folder.file()
      var sightings: [Set<Character>] = []
      for day in 1...12 {
        let seen = Set("abcdef".filter { _ in Bool.random(using: &generator) })
        sightings.append(seen)
        let history = try file.add(Self.run(day, String(seen.sorted())))
        for letter in seen {
          let days = sightings.indices.filter { sightings[$0].contains(letter) }
          let breaks = zip(days, days.dropFirst()).filter { $1 - $0 > 1 }
          let since = (breaks.last?.1 ?? days[0]) + 1
          let expected = FindingHistory.Age(
            finding: "00000000000000\(letter)\(letter)",
            firstSeen: Self.run(days[0] + 1, "").generated,
            since: Self.run(since, "").generated,
            reopened: breaks.count
          )
          #expect(history.findings.first { $0.finding == expected.finding } == expected, "round \(round), day \(day)")
        }
        #expect(history.findings.count == seen.count)
        let gone = day == 1 ? [] : sightings[day - 2].subtracting(seen)
        #expect(history.fixed.count == gone.count && history.runs.last?.fixed == gone.count)
      }
    }
  }
}

/// A generator of which the numbers are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    // splitmix64
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
