import Foundation
import IsolationAudit
import Testing

/// What reviews show at lines of files: annotations of GitHub, code quality of GitLab.
@Suite("Review reports")
struct ReviewReportTests {
  private func lines(_ result: AuditResult) -> [String] {
    String(decoding: GitHubAnnotations(result).render(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// A result with a change that opens the first finding, at a line.
  private func opening() -> AuditResult {
    var result = SampleResult.complete
    let finding = result.findings.first { $0.waiver == nil && $0.severity >= .high } ?? result.findings[0]
    result.change?.opened = [
      AuditChange.OpenedFinding(
        finding: finding.id,
        blamed: [
          AuditChange.PlannedChange(
            address: "module.hub.aws_route.west[\"a,b\"]",
            action: .create,
            location: IsolationAudit.SourceLocation(file: "infra/a:b,c.tf", line: 12, column: 3)
          )
        ]
      )
    ]
    return result
  }

  @Test("a new finding is an error at the line that brings it, escaped as the runner reads it")
  func error() throws {
    let errors = lines(opening()).filter { $0.hasPrefix("::error ") }
    #expect(errors.count == 1)
    let line = try #require(errors.first)
    #expect(line.hasPrefix("::error file=infra/a%3Ab%2Cc.tf,line=12,col=3,title="))
    #expect(line.contains("%0Abrought by module.hub.aws_route.west[\"a,b\"] (created)%0A"))
  }

  @Test("what a change leaves undecided is a warning, what was there before is nothing")
  func warning() throws {
    let result = opening()
    let undecided = try #require(result.change?.undecided)
    let warnings = lines(result).filter { $0.hasPrefix("::warning ") && $0.contains("cannot be judged") }
    #expect(warnings.count == undecided.count && !warnings.isEmpty)
    #expect(lines(result).count == undecided.count + 1)
    var none = result
    none.change?.opened = []
    none.change?.undecided = []
    #expect(lines(none).isEmpty)
    #expect(try GitLabCodeQuality(none).render() == Array("[\n\n]\n".utf8))
  }

  @Test("at most ten of a level are written, and the last says how many there are besides")
  func limit() throws {
    var result = opening()
    let finding = try #require(result.findings.first { $0.id == result.change?.opened.first?.finding })
    for number in 0..<30 {
      var copy = finding
      copy.id = "copy-\(number)"
      result.findings.append(copy)
      result.change?.opened.append(AuditChange.OpenedFinding(finding: copy.id))
    }
    let errors = lines(result).filter { $0.hasPrefix("::error ") }
    #expect(errors.count == 10)
    #expect(errors.last == "::error title=Isolation::and 22 more; the reports have all")
  }

  @Test("no text from the estate becomes a command or a line of its own")
  func hostile() throws {
    var result = opening()
    for index in result.findings.indices {
      result.findings[index].title = "x\r\n::set-output name=a::b\n::stop-commands::c %0A \u{1B}[31m"
    }
    let text = lines(result)
    #expect(text.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") || $0.hasPrefix("::notice ") })
    #expect(!text.contains { $0.contains("\u{1B}") || $0.contains("\r") })
    #expect(text.contains { $0.contains("%250A") })
  }

  @Test("an entry of GitLab has what its format requires, and a fingerprint that stays")
  func codeQuality() throws {
    struct Entry: Decodable, Equatable {
      struct Location: Decodable, Equatable {
        struct Lines: Decodable, Equatable { var begin: Int }
        var path: String
        var lines: Lines
      }
      var description: String
      var check_name: String
      var fingerprint: String
      var severity: String
      var location: Location
    }
    let result = opening()
    let entries = try JSONDecoder().decode([Entry].self, from: Data(GitLabCodeQuality(result).render()))
    #expect(entries.count == lines(result).count)
    #expect(entries.allSatisfy { ["info", "minor", "major", "critical", "blocker"].contains($0.severity) })
    #expect(
      entries.allSatisfy {
        $0.location.lines.begin >= 1 && !$0.location.path.isEmpty && !$0.location.path.hasPrefix("/")
      }
    )
    #expect(Set(entries.map(\.fingerprint)).count == entries.count)
    let first = try #require(entries.first)
    #expect(first.location == Entry.Location(path: "infra/a:b,c.tf", lines: .init(begin: 12)))
    #expect(try GitLabCodeQuality(result).render() == GitLabCodeQuality(result).render())
  }
}
