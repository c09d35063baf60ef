import IsolationAudit
import Oracles
import Testing

/// The worked cases of AWS's forwarding semantics, under their numbers.
@Suite("Network conformance")
struct NetworkConformanceTests {
  static let cases: [NetworkCase] =
    NetworkCase.routing + NetworkCase.securityGroups + NetworkCase.networkACLs + NetworkCase.internet
    + NetworkCase.peering + NetworkCase.transitGateways + NetworkCase.vpn + NetworkCase.clientVPN
    + NetworkCase.firewalls + NetworkCase.appliances + NetworkCase.publicAccess + NetworkCase.translation
    + NetworkCase.firewallVariables + NetworkCase.loadBalancers + NetworkCase.endpoints + NetworkCase.indirect
    + NetworkCase.directConnect + NetworkCase.cloudWAN

  @Test(
    "The engine answers as AWS forwards",
    arguments: cases + NetworkCase.loadBalancerTwins + NetworkCase.disagreements + NetworkCase.wideArea
  )
  func conforms(_ networkCase: NetworkCase) throws {
    let session = try ReachSession(files: networkCase.estate.files())
    let line = networkCase.probe.line(id: networkCase.id).text
    let answers = session.answer(probes: Array(line.utf8))
    let answer = try #require(answers.first, "no answer to \(line)")
    let expected = networkCase.expected

    #expect(answers.count == 1)
    #expect(answer.id == networkCase.id)
    #expect(answer.verdict.rawValue == expected.verdict, "\(Self.account(of: answer))")
    if !expected.codes.isEmpty {
      let code = answer.decidedBy?.code ?? "none"
      #expect(expected.codes.contains(code), "\(Self.account(of: answer))")
    }
    if !expected.resources.isEmpty {
      #expect(expected.resources.contains(answer.decidedBy?.resource ?? "none"), "\(Self.account(of: answer))")
    }
    for resource in expected.through {
      #expect(Self.passes(answer, resource), "does not pass \(resource): \(Self.account(of: answer))")
    }
    for resource in expected.avoiding {
      #expect(!Self.passes(answer, resource), "passes \(resource): \(Self.account(of: answer))")
    }
    if let ports = expected.sourcePorts {
      #expect(answer.sourcePorts == ports)
    }
  }

  @Test("Every number of the range has a case or a reason why not")
  func complete() {
    let range = (1...173).map { $0 }
    let wanted = range.map { "C" + String(repeating: "0", count: 3 - String($0).count) + String($0) }
    let written = Set(Self.cases.map(\.number))
    let leftOut = Set(LeftOutCases.reasons.map(\.number))
    #expect(wanted.filter { !written.contains($0) && !leftOut.contains($0) } == [])
    #expect(written.intersection(leftOut).isEmpty)
    #expect(written.union(leftOut).count == wanted.count)
    #expect(Set(Self.cases.map(\.id)).count == Self.cases.count, "an id is used twice")
  }

  @Test(
    "Every id that a snapshot names exists in it",
    arguments: cases + NetworkCase.loadBalancerTwins + NetworkCase.disagreements + NetworkCase.wideArea
  )
  func snapshotIsWhole(_ networkCase: NetworkCase) {
    let integrity = ReferentialIntegrity(networkCase.estate)
    #expect(integrity.undefined == networkCase.estate.dangling)
    #expect(integrity.definedTwice == [])
  }

  private static func passes(_ answer: ReachAnswer, _ resource: String) -> Bool {
    answer.hops.contains { $0.resource == resource || $0.rule?.hasPrefix(resource) == true }
  }

  /// The answer in a line, for a failure to be understood without running it again.
  private static func account(of answer: ReachAnswer) -> String {
    let hops = answer.hops.map { "\($0.kind) \($0.resource)" }.joined(separator: " > ")
    return
      "\(answer.verdict.rawValue) by \(answer.decidedBy?.code ?? "-") at \(answer.decidedBy?.resource ?? "-"): \(hops)"
  }
}
