import Foundation
import Testing

@testable import IsolationAudit

/// The lines of a JSON Lines document.
func jsonLines(_ bytes: [UInt8]) throws -> [JSONTree] {
  try #require(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"))
  return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(JSONTree.self, from: Data($0)) }
}

@Suite("OCSF report")
struct OCSFReportTests {
  private func events(_ result: AuditResult) throws -> [JSONTree] { try jsonLines(OCSFReport(result).render()) }

  @Test("the complete sample") func golden() throws {
    try Golden.expect(OCSFReport(SampleResult.complete).render(), "complete.ocsf.jsonl")
  }

  @Test(
    "every line follows the schema: the fields that OCSF requires are there",
    arguments: SARIFReportTests.samples.indices
  )
  func schema(index: Int) throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/ocsf-finding.schema.json"))
    for event in try events(SARIFReportTests.samples[index]) { #expect(schema.complaints(about: event) == []) }
  }

  @Test("the schema knows nothing that is never written")
  func schemaHasNothingElse() throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/ocsf-finding.schema.json"))
    for event in try events(SampleResult.complete) { _ = schema.complaints(about: event) }
    #expect(schema.properties.subtracting(schema.seen).sorted() == [])
  }

  @Test("the type is the class times 100 plus the activity", arguments: SARIFReportTests.samples.indices)
  func types(index: Int) throws {
    for event in try events(SARIFReportTests.samples[index]) {
      guard case .number(let classID) = event["class_uid"], case .number(let activity) = event["activity_id"] else {
        Issue.record("no class or activity")
        continue
      }
      #expect(event["type_uid"] == .number(classID * 100 + activity))
      // The object that a class requires.
      #expect((event["compliance"] != nil) == (classID == 2003))
      // The profile `cloud` requires its object.
      #expect((event["cloud"] != nil) == (event["metadata"]?["profiles"] != nil))
    }
  }

  @Test("an event for each assertion with its outcome, one for each finding, one for each that is gone")
  func events() throws {
    let result = SampleResult.complete
    let events = try events(result)
    let assertions = events.filter { $0["class_uid"] == .number(2003) }
    #expect(assertions.count == result.assertions.count)
    #expect(assertions.count { $0["compliance"]?["status_id"] == .number(2) } == 1)
    #expect(assertions.count { $0["compliance"]?["status_id"] == .number(1) } == 2)
    let findings = events.filter { $0["class_uid"] == .number(2004) && $0["activity_id"] != .number(3) }
    #expect(findings.compactMap { $0["finding_info"]?["uid"]?.string }.sorted() == result.findings.map(\.id).sorted())
    #expect(findings.count { $0["status_id"] == .number(3) } == 1)
    let closed = events.filter { $0["activity_id"] == .number(3) }
    #expect(closed.compactMap { $0["finding_info"]?["uid"]?.string } == ["00000000000000c1"])
    #expect(events.allSatisfy { $0["time"] == .number(1_795_399_200_000) })
  }
}

@Suite("ASFF report")
struct ASFFReportTests {
  private func requests(_ result: AuditResult, hub: ASFFReport.Hub? = nil) throws -> [[JSONTree]] {
    try jsonLines(ASFFReport(result, hub: hub).render()).map { try #require($0["Findings"]?.array) }
  }

  @Test("the complete sample") func golden() throws {
    try Golden.expect(ASFFReport(SampleResult.complete).render(), "complete.asff.jsonl")
  }

  @Test("every line is a request that Security Hub takes", arguments: SARIFReportTests.samples.indices)
  func schema(index: Int) throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/asff-request.schema.json"))
    let bytes = ASFFReport(SARIFReportTests.samples[index]).render()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let request = try JSONDecoder().decode(JSONTree.self, from: Data(line))
      #expect(schema.complaints(about: request) == [])
      #expect(line.count < 6_000_000)
      for finding in request["Findings"]?.array ?? [] {
        for (key, value) in finding["ProductFields"]?.object ?? [:] {
          #expect(key.count <= 128 && !key.hasPrefix("aws/"))
          #expect(value.string?.utf8.count ?? 0 <= 2_048)
          #expect(value.string?.contains { $0 != " " } == true)
        }
      }
    }
  }

  @Test("the schema knows nothing that is never written")
  func schemaHasNothingElse() throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/asff-request.schema.json"))
    for request in try jsonLines(ASFFReport(SampleResult.complete).render()) { _ = schema.complaints(about: request) }
    #expect(schema.properties.subtracting(schema.seen).sorted() == [])
  }

  @Test("at most 100 findings of one account and Region stand in a request, and none is lost")
  func batches() throws {
    var result = SampleResult.drifted
    result.findings = (0..<250).map { number in
      var finding = result.findings[number % 2]
      finding.id = "\(1_000_000 + number)"
      return finding
    }
    let requests = try requests(result)
    #expect(requests.allSatisfy { $0.count <= 100 })
    #expect(requests.allSatisfy { Set($0.map { "\($0["ProductArn"]?.string ?? "")" }).count == 1 })
    let ids = requests.joined().compactMap { $0["Id"]?.string }
    #expect(ids.count == 250 + result.assertions.count)
    #expect(Set(ids).count == ids.count)
  }

  @Test("a finding goes to the account of what is reached, or where all are sent")
  func accounts() throws {
    let own = try requests(SampleResult.drifted).joined().first {
      $0["Id"]?.string?.hasSuffix("/3f9a1c5be0427d68") == true
    }
    #expect(own?["AwsAccountId"]?.string == "333333333333")
    #expect(own?["ProductArn"]?.string == "arn:aws:securityhub:us-east-1:333333333333:product/333333333333/default")
    let hub = try ASFFReport.Hub(argument: "666666666666/us-gov-west-1")
    let all = try requests(SampleResult.drifted, hub: hub)
    #expect(Set(all.joined().compactMap { $0["AwsAccountId"]?.string }) == ["666666666666"])
    #expect(all.first?.first?["ProductArn"]?.string?.hasPrefix("arn:aws-us-gov:securityhub:us-gov-west-1:") == true)
  }

  @Test(
    "what names no account and Region is refused",
    arguments: [
      "", "666666666666", "666/us-east-1", "666666666666/", "666666666666/useast1", "666666666666/us-east-1/x",
    ]
  )
  func badHub(argument: String) { #expect(throws: ReportError.self) { try ASFFReport.Hub(argument: argument) } }

  @Test("what could not be judged is a warning, what is waived suppressed, what is gone archived")
  func states() throws {
    let all = Array(try requests(SampleResult.complete).joined())
    #expect(all.count { $0["Compliance"]?["Status"]?.string == "WARNING" } == 1)
    let suppressed = all.filter { $0["Workflow"]?["Status"]?.string == "SUPPRESSED" }
    #expect(suppressed.compactMap { $0["Id"]?.string } == ["isolation-audit/flowmart/finding/3f9a1c5be0427d68"])
    let archived = all.filter { $0["RecordState"]?.string == "ARCHIVED" }.compactMap { $0["Id"]?.string }
    #expect(archived.contains("isolation-audit/flowmart/finding/00000000000000c1"))
    // The findings of a violated assertion speak for it.
    #expect(archived.contains("isolation-audit/flowmart/assertion/no-cross-traffic"))
  }
}
