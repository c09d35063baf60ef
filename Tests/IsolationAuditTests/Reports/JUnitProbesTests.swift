import Foundation
import Testing

@testable import IsolationAudit

@Suite("JUnit report of probes")
struct JUnitProbesTests {
  private static func answer(
    _ id: String,
    _ verdict: Reachability,
    expected: String? = nil,
    asExpected: Bool? = nil,
    error: String? = nil
  ) -> ReachAnswer {
    ReachAnswer(
      id: id,
      verdict: verdict,
      decidedBy: .init(
        code: "ENI_SG_RULES_MISMATCH",
        resource: "sg-0a1",
        rule: "tcp 443",
        file: "ec2.json",
        pointer: "/SecurityGroups/0"
      ),
      via: nil,
      hops: [.init(kind: "subnet", resource: "subnet-0a1", action: "sent from here", rule: nil)],
      sourcePorts: nil,
      expected: expected,
      asExpected: asExpected,
      error: error
    )
  }

  private func cases(_ answers: [ReachAnswer]) throws -> [XMLElement] {
    try XMLReader(maximumSize: .max).read(report(answers).render()).elements
      .flatMap { $0.elements(named: "testcase") }
  }

  private func report(_ answers: [ReachAnswer]) -> JUnitReport {
    JUnitReport.probes(
      answers,
      tool: .init(name: "audit-cli", version: "0.1.0"),
      generated: "2026-11-23T02:00:00Z"
    )
  }

  @Test(
    "what becomes of a probe",
    arguments: [
      ("as expected", answer("p", .isolated, expected: "isolated", asExpected: true), nil),
      ("not as expected", answer("p", .connects, expected: "isolated", asExpected: false), "failure"),
      ("not decided", answer("p", .unknown, expected: "isolated", asExpected: false), "error"),
      ("nothing expected", answer("p", .connects), nil),
      ("not asked", answer("p", .unknown, expected: "isolated", error: "there is no eni-0x"), "error"),
    ] as [(String, ReachAnswer, String?)]
  )
  func outcome(what: String, answer: ReachAnswer, element: String?) throws {
    let testcase = try #require(try cases([answer]).first)
    #expect(testcase.elements.map(\.name) == [element].compactMap { $0 }, "\(what)")
    #expect(testcase.attribute("name") == "p")
    #expect(testcase.attribute("classname") == "isolation.reach")
  }

  @Test("a failure says what was expected, what it is, and what decides")
  func failure() throws {
    let testcase = try #require(try cases([Self.answer("p", .connects, expected: "isolated", asExpected: false)]).first)
    let failure = try #require(testcase.element("failure"))
    #expect(
      failure.attribute("message")
        == "expected isolated, but it is connects: packets arrive and answers come back"
    )
    #expect(failure.text.contains("decided by ENI_SG_RULES_MISMATCH, sg-0a1, tcp 443"))
    #expect(failure.text.contains("at ec2.json #/SecurityGroups/0"))
    #expect(failure.text.contains("1. subnet subnet-0a1 sent from here"))
  }

  @Test("no probe is an error, not a pass")
  func none() throws { #expect(try cases([]).first?.element("error") != nil) }

  @Test(
    "every report is valid against the strict profile, names twice and hostile ones too",
    arguments: HostileText.attacks
  )
  func valid(attack: String) throws {
    let schema = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    let answers = [
      Self.answer(attack, .connects, expected: attack, asExpected: false), Self.answer(attack, .isolated),
      Self.answer(attack, .unknown, error: attack),
    ]
    #expect(try schema.complaints(about: report(answers).render()) == [])
  }
}
