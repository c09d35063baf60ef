import Foundation
import Testing

@testable import IsolationAudit

@Suite("SARIF report")
struct SARIFReportTests {
  private func document(_ result: AuditResult, paths: PathPrefixes = PathPrefixes()) throws -> JSONTree {
    try JSONDecoder().decode(JSONTree.self, from: Data(SARIFReport(result, paths: paths).render()))
  }

  private func run(_ result: AuditResult, paths: PathPrefixes = PathPrefixes()) throws -> JSONTree {
    try #require(try document(result, paths: paths)["runs"]?.array?.first)
  }

  private func results(_ result: AuditResult, paths: PathPrefixes = PathPrefixes()) throws -> [JSONTree] {
    try #require(try run(result, paths: paths)["results"]?.array)
  }

  /// A result with many findings.
  private func large(_ count: Int) -> AuditResult {
    var result = SampleResult.drifted
    let finding = result.findings[0]
    result.findings = (0..<count).map { number in
      var copy = finding
      copy.id = String(repeating: "0", count: 16 - "\(number)".count) + "\(number)"
      return copy
    }
    return result
  }

  static let samples: [AuditResult] =
    [SampleResult.complete, SampleResult.drifted, SampleResult.clean]
    + HostileText.attacks.map { SampleResult.hostileComplete($0) }

  @Test("the complete sample") func golden() throws {
    try Golden.expect(SARIFReport(SampleResult.complete).render(), "complete.sarif")
  }

  @Test(
    "every report follows the schema: what SARIF requires, what GitHub requires, its limits",
    arguments: samples.indices
  )
  func schema(index: Int) throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/sarif.schema.json"))
    #expect(schema.complaints(about: try document(Self.samples[index])) == [])
  }

  @Test("the schema knows nothing that is never written")
  func schemaHasNothingElse() throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/sarif.schema.json"))
    _ = schema.complaints(about: try document(SampleResult.complete))
    #expect(schema.properties.subtracting(schema.seen).sorted() == [])
  }

  @Test(
    "the schema refuses what GitHub refuses",
    arguments: [
      ("\"startLine\": 38,", "\"startLine\": 0,"), ("\"startLine\": 38,", ""),
      ("\"version\": \"2.1.0\",\n  \"runs\"", "\"runs\""),
      ("\"security-severity\": \"9.5\"", "\"security-severity\": 9.5"),
      ("\"security-severity\": \"9.5\"", "\"security-severity\": \"0.0\""),
      ("\"isolationPath/v1\"", "\"x\""), ("\"ruleIndex\": 0,", "\"ruleIndex\": -1,"),
      ("\"uri\": \"accounts", "\"uri\": \"/accounts"), ("\"level\": \"error\"", "\"level\": \"critical\""),
      ("\"id\": \"isolation/flowmart/\"", "\"id\": \"flowmart\""),
    ]
  )
  func schemaRefuses(part: String, replacement: String) throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/sarif.schema.json"))
    let text = String(decoding: SARIFReport(SampleResult.drifted).render(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text)
    let tree = try JSONDecoder().decode(JSONTree.self, from: Data(broken.utf8))
    #expect(!schema.complaints(about: tree).isEmpty)
  }

  @Test("each result refers to the rule that has its id", arguments: samples.indices)
  func rules(index: Int) throws {
    let run = try run(Self.samples[index])
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
    #expect(Set(rules.compactMap { $0["id"]?.string }).count == rules.count)
    for result in run["results"]?.array ?? [] {
      guard case .number(let number) = result["ruleIndex"] else { continue }
      #expect(rules[Int(number)]["id"] == result["ruleId"])
    }
  }

  @Test("fingerprints are the findings' ids: unique in a run, and not changed by what else is in it")
  func fingerprints() throws {
    func fingerprints(_ result: AuditResult) throws -> [String] {
      try results(result).compactMap { $0["partialFingerprints"]?["isolationPath/v1"]?.string }
    }
    let all = try fingerprints(SampleResult.complete)
    #expect(Set(all) == Set(SampleResult.complete.findings.map(\.id)))
    #expect(all.count == SampleResult.complete.findings.count)
  }

  /// A result whose first finding has places in Terraform, and a change that is blamed.
  private var planned: AuditResult {
    var result = SampleResult.complete
    result.findings[0].hops[1].location = SourceLocation(
      file: "network/routes.tf",
      line: 30,
      column: 3,
      address: "aws_route.west"
    )
    return result
  }

  @Test(
    "the place is a line of Terraform where there is one: what is blamed, then what closes it, then the path",
    arguments: [
      ("blamed", "infra/modules/network/main.tf", 12), ("cut", "infra/network/cut.tf", 7),
      ("path", "infra/network/routes.tf", 30),
      ("none", "snap/accounts/111111111111/us-east-1/ec2.describe-route-tables.json", 38),
    ]
  )
  func primary(what: String, uri: String, line: Int) throws {
    var result = planned
    if what != "blamed" { result.change = nil }
    if what == "cut" {
      result.findings[0].cut?.elements[0].location = SourceLocation(file: "network/cut.tf", line: 7, column: 1)
    }
    if what == "none" { result.findings[0].hops[1].location = nil }
    let id = result.findings[0].id
    let paths = PathPrefixes(terraform: "infra", snapshot: "snap/", policy: "p")
    let found = try #require(
      try results(result, paths: paths).first { $0["partialFingerprints"]?["isolationPath/v1"]?.string == id }
    )
    let place = found["locations"]?.array?.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.string == uri)
    #expect(place?["region"]?["startLine"] == .number(Double(line)))
  }

  @Test("a finding without any line is shown at its assertion")
  func policyPlace() throws {
    var result = SampleResult.drifted
    result.findings = [result.findings[5]]
    let place = try #require(try results(result, paths: PathPrefixes(policy: "audit")).first)["locations"]?.array?.first
    #expect(place?["physicalLocation"]?["artifactLocation"]?["uri"]?.string == "audit/policies/flowmart.yaml")
    #expect(place?["physicalLocation"]?["region"]?["startLine"] == .number(40))
  }

  @Test("the path is a flow of placed steps; steps without a place are told with their neighbours, none is lost")
  func flow() throws {
    let result = SampleResult.drifted
    let finding = result.findings[0]
    let found = try #require(
      try results(result).first { $0["partialFingerprints"]?["isolationPath/v1"]?.string == finding.id }
    )
    let locations = found["codeFlows"]?.array?.first?["threadFlows"]?.array?.first?["locations"]?.array ?? []
    #expect(locations.count == finding.hops.count { $0.location != nil })
    let texts = locations.compactMap { $0["location"]?["message"]?["text"]?.string }.joined(separator: "\n")
    for hop in finding.hops { #expect(texts.contains(hop.action)) }
  }

  @Test("what is waived is suppressed, what is new or was there says so")
  func suppressions() throws {
    let all = try results(SampleResult.complete)
    let suppressed = all.filter { $0["suppressions"] != nil }
    #expect(suppressed.count == 1)
    let justification = suppressed.first?["suppressions"]?.array?.first?["justification"]?.string
    #expect(
      justification
        == "waived until 2026-12-15 by ciso@flowmart.example (SEC-1234): The migration of orders ends in December."
    )
    #expect(all.compactMap { $0["baselineState"]?.string }.sorted() == ["new", "unchanged"])
    #expect(try results(SampleResult.drifted).allSatisfy { $0["baselineState"] == nil })
  }

  @Test("a run that could not judge everything was not successful, and says why")
  func invocation() throws {
    let drifted = try #require(try run(SampleResult.drifted)["invocations"]?.array?.first)
    #expect(drifted["executionSuccessful"] == .bool(false))
    let texts = drifted["toolExecutionNotifications"]?.array?.compactMap { $0["message"]?["text"]?.string } ?? []
    #expect(texts.contains { $0.contains("describe-client-vpn-authorization-rules was denied") })
    #expect(texts.contains { $0.contains("is not a prefix") })
    let clean = try #require(try run(SampleResult.clean)["invocations"]?.array?.first)
    #expect(clean["executionSuccessful"] == .bool(true))
    #expect(clean["toolExecutionNotifications"] == nil)
    var empty = SampleResult.clean
    empty.assertions = []
    #expect(try run(empty)["invocations"]?.array?.first?["executionSuccessful"] == .bool(false))
  }

  @Test("results beyond what code scanning shows are left out, the mildest, and the run says how many")
  func limit() throws {
    let run = try run(large(5_003))
    #expect(run["results"]?.array?.count == 5_000)
    let texts = run["invocations"]?.array?.first?["toolExecutionNotifications"]?.array ?? []
    #expect(
      texts.contains { $0["message"]?["text"]?.string?.hasPrefix("3 findings of the mildest are left out") == true }
    )
  }

  @Test("long paths, many controls and many reasons stay within the limits")
  func bounds() throws {
    var result = SampleResult.drifted
    result.findings[0].hops = Array(repeating: result.findings[0].hops[0], count: 12_000)
    for index in result.findings[0].hops.indices { result.findings[0].hops[index].location?.line = index + 1 }
    result.assertions[0].controls = (0..<50).map { "framework-1/\($0)" }
    result.assertions[2].gaps = (0..<500).map { "reason \($0)" }
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/sarif.schema.json"))
    #expect(schema.complaints(about: try document(result)) == [])
  }

  @Test("a bracket in a message does not begin a link")
  func links() { #expect(SARIFReport.message("a [b](1)", limit: 100) == "a \\[b\\](1)") }
}
