import Foundation
import IsolationAudit
import Oracles
import Testing

/// The reference estate holds, and what was planted in its bad month is found: all of it, and nothing else.
@Suite("FlowMart")
struct FlowMartAuditTests {
  @Test("the estate as it is meant to be passes every assertion")
  func clean() throws {
    let result = try FlowMart.clean.get()
    #expect(result.findings.map(\.title) == [])
    for assertion in result.assertions {
      #expect(assertion.outcome == .passed, "\(assertion.id): \(assertion.gaps.prefix(3))")
      #expect(!assertion.pairs.isEmpty, "\(assertion.id) speaks of nothing")
      #expect(assertion.pairs.allSatisfy { $0.outcome == .passed && !$0.reason.isEmpty })
    }
    #expect(result.assertions.count == 19)
    #expect(result.verdict == .pass)
  }

  @Test("the one flow that the policy excepts exists and is shown with its reason")
  func refresh() throws {
    let result = try FlowMart.clean.get()
    let exceptions = try #require(result[assertion: "refresh-only"]).exceptions
    let refresh = try #require(exceptions.first { $0.reason == "The weekly refresh." })
    #expect(refresh.traffic.allSatisfy { $0.protocol == "tcp" && $0.ports == "5432" }, "\(refresh.traffic)")
    #expect(refresh.traffic.contains { $0.source.hasPrefix("10.2.30.") && $0.destination.hasPrefix("10.1.") })
  }

  @Test("what the planted list speaks of is in it")
  func planted() {
    #expect(FlowMart.mistakes.map(\.id) == (1...12).map { "V\($0)" })
    #expect(FlowMart.mistakes.allSatisfy { !$0.expect.isEmpty })
  }

  @Test("each mistake of the bad month is found", arguments: FlowMart.mistakes)
  func found(_ mistake: FlowMart.Mistake) throws {
    let result = try FlowMart.drifted.get()
    for trace in mistake.expect {
      let kind = try #require(result[assertion: trace.assertion]).kind
      #expect(result.findings.contains { trace.matches($0, kind: kind) }, "\(trace)")
      #expect(result[assertion: trace.assertion]?.outcome == .violated)
    }
  }

  @Test("nothing is found that no mistake explains")
  func nothingElse() throws {
    let result = try FlowMart.drifted.get()
    let traces = FlowMart.mistakes.flatMap { $0.expect + $0.consequences }
    for finding in result.findings {
      let kind = try #require(result[assertion: finding.assertion]).kind
      #expect(
        traces.contains { $0.matches(finding, kind: kind) },
        "\(finding.assertion): \(finding.title), via \(finding.via.map { $0.name ?? $0.id })"
      )
    }
    #expect(result.verdict == .violation)
    #expect(!result.assertions.contains { $0.outcome == .inconclusive })
  }

  @Test("each finding about packets has a witness, its hops with places, and a way to close it")
  func evidence() throws {
    let result = try FlowMart.drifted.get()
    for finding in result.findings where finding.kind == .network && !finding.title.contains("on-premises site") {
      #expect(finding.witness != nil && !finding.hops.isEmpty, "\(finding.title)")
      #expect(!finding.traffic.isEmpty && finding.endpointPairs > 0, "\(finding.title)")
      #expect(!finding.remediation.isEmpty, "\(finding.title)")
      #expect(finding.verdict != .connects || !finding.returnHops.isEmpty, "\(finding.title)")
      #expect(finding.hops.contains { $0.rule != nil && ($0.location?.line ?? 0) > 0 }, "\(finding.title)")
    }
    for finding in result.findings where finding.assertion == "no-assume-role" {
      #expect(!finding.chain.isEmpty && finding.chain.allSatisfy { !$0.allowedBy.isEmpty }, "\(finding.title)")
    }
  }

  @Test("ids of findings are different")
  func ids() throws {
    let result = try FlowMart.drifted.get()
    #expect(Set(result.findings.map(\.id)).count == result.findings.count)
  }

  @Test("two runs write the same bytes")
  func twoRuns() throws {
    let again = try FlowMart.audit(FlowMart.files("snapshot-drifted"))
    #expect(try JSONReport(again).render() == JSONReport(FlowMart.drifted.get()).render())
  }

  @Test("files in another order and under other names give the same result but for the names")
  func renamedFiles() throws {
    var random = SeededNumbers(seed: 7)
    let files = try FlowMart.files("snapshot-drifted")
    var numbers = Array(files.indices)
    numbers.shuffle(using: &random)
    // The collector's record stays what it is: it names files too, and those names are not looked at.
    var names: [String: String] = [:]
    let renamed = zip(files, numbers).map { file, number in
      var parts = file.path.split(separator: "/").map(String.init)
      let name = "renamed-\(10_000 + number).json"
      names[String(10_000 + number)] = parts[parts.count - 1]
      parts[parts.count - 1] = name
      return (path: parts.joined(separator: "/"), bytes: file.bytes)
    }
    let result = try FlowMart.audit(renamed.shuffled(using: &random))
    let (found, expected) = (try Comparable(result, names), try Comparable(FlowMart.drifted.get(), [:]))
    #expect(found.diagnostics == expected.diagnostics)
    #expect(found.inputs == expected.inputs)
    #expect(found.text == expected.text)
  }

  /// A result without what follows from the order of the files' names, and with the old names for the new.
  private struct Comparable {
    let text: String
    let diagnostics: [String]
    let inputs: [String]

    init(_ result: AuditResult, _ names: [String: String]) throws {
      func restored(_ text: String) -> String {
        var parts = text.components(separatedBy: "renamed-")
        for index in parts.indices.dropFirst() {
          parts[index] = (names[String(parts[index].prefix(5))] ?? "?") + parts[index].dropFirst("00000.json".count)
        }
        return parts.joined()
      }
      inputs = result.inputs.map { "\(restored($0.path)) \($0.bytes) \($0.sha256)" }.sorted()
      diagnostics = result.diagnostics.map { restored($0.description) }.sorted()
      var rest = result
      (rest.inputs, rest.diagnostics) = ([], [])
      text = restored(String(decoding: try JSONReport(rest).render(), as: UTF8.self))
    }
  }
}
