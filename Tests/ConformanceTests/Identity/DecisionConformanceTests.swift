import Foundation
import IsolationAudit
import Testing

/// The documented cases of AWS's evaluation logic, one request a line in `Tests/Fixtures/identity/decisions.jsonl`.
///
/// Each carries all policies that have a say in it and the decision that AWS documents.
@Suite("Decisions as AWS documents them")
struct DecisionConformanceTests {
  @Test("the case is decided as documented", arguments: Self.cases)
  func decides(_ sample: Sample) throws {
    let answer = try #require(sample.answer, "the case could not be read: \(sample.diagnostics)")
    #expect(answer.decision == answer.expected, "decided by \(answer.decidedBy)")
    #expect(answer.conditional.isEmpty)
  }

  @Test("all 76 cases are there, each under its own id")
  func isComplete() {
    let ids = Self.cases.map(\.id)
    #expect(Set(ids) == Set((1...76).map { "sem-" + ($0 < 10 ? "0" : "") + "\($0)" }))
    #expect(ids.count == 76)
  }

  struct Sample: Sendable, CustomTestStringConvertible {
    var id: String
    var answer: AuthorizationAnswer?
    var diagnostics: [String]
    var name: String
    var testDescription: String { "\(id): \(name)" }
  }

  static let cases: [Sample] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/identity/decisions.jsonl")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      var answer: AuthorizationAnswer?
      let summary = AuthorizationBatch(file: "decisions.jsonl").answer(Array(line)) { answer = $0 }
      return Sample(
        id: answer?.id ?? "line \(index + 1)",
        answer: answer,
        diagnostics: summary.diagnostics.map(\.description),
        name: (try? JSONValue(parsing: Array(line)))?["name"]?.string ?? ""
      )
    }
  }()
}
