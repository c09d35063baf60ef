import Foundation
import IsolationAudit
import Testing

@Suite("JSON report")
struct JSONReportTests {
  @Test("the drifted sample") func golden() throws {
    try Golden.expect(JSONReport(SampleResult.drifted).render(), "drifted.json")
  }

  @Test(
    "a report that is read again gives an equal result and equal bytes",
    arguments: [
      SampleResult.drifted, SampleResult.clean, SampleResult.complete,
      SampleResult.hostile("\u{0}\u{1B}\u{202E}\"\\/\u{FFFF}</script>\n"),
    ]
  )
  func roundTrip(result: AuditResult) throws {
    let bytes = try JSONReport(result).render()
    #expect(bytes.last == UInt8(ascii: "\n"))
    let again = try JSONReport.read(bytes)
    #expect(again == result)
    #expect(try JSONReport(again).render() == bytes)
  }

  @Test(
    "a document in another form is read as the compiler decodes it",
    arguments: [
      ("", ""), ("\"endpointPairs\" : ", "\"endpointPairs\" : 1e0, \"unknown\" : [{}], \"x\" : "),
      ("\"endpointPairs\" : ", "\"witness\" : null, \"endpointPairs\" : 7, \"y\" : "),
      ("\"severity\" : \"", "\"severity\" : \"\\u0068igh\", \"z\" : \""),
      ("\"findings\" : [", "\"findings\" : [ "), ("\"column\"", "\"line\""), ("\"kind\" : \"", "\"kind\" : \"x"),
      ("\"via\" : [", "\"via\" : [3,"), ("\"from\"", "\"From\""),
    ]
  )
  func otherForms(part: String, replacement: String) throws {
    let text = String(decoding: try JSONReport(SampleResult.complete).render(), as: UTF8.self)
    let document = part.isEmpty ? text : text.replacing(part, with: replacement)
    let expected = Result { try JSONDecoder().decode(AuditResult.self, from: Data(document.utf8)) }
    let read = Result { try JSONReport.read(Array(document.utf8)) }
    switch expected {
    case .success(let result): #expect(try read.get() == result)
    case .failure: #expect(throws: ReportError.self) { try read.get() }
    }
  }

  @Test(
    "what is no result is refused with its place",
    arguments: [
      ("", "not an audit result: it is no JSON document"),
      ("{", "not an audit result: it is no JSON document"),
      ("[]", "not an audit result"),
      ("{}", "not an audit result: # has no"),
      ("{\"assertions\": 3}", "not an audit result: #"),
    ]
  )
  func refused(document: String, message: String) {
    let error = #expect(throws: ReportError.self) { try JSONReport.read(Array(document.utf8)) }
    #expect(error?.message.hasPrefix(message) == true, "\(error as Any)")
  }

  @Test("a result of another version is refused")
  func otherVersion() throws {
    var result = SampleResult.clean
    result.schema = "isolation-audit/result/v9"
    let bytes = try JSONReport(result).render()
    let error = #expect(throws: ReportError.self) { try JSONReport.read(bytes) }
    #expect(error?.message.contains("expected 'isolation-audit/result/v1'") == true)
  }

  @Test("samples follow the published schema", arguments: [SampleResult.drifted, SampleResult.clean])
  func schema(result: AuditResult) throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/audit-result.schema.json"))
    let document = try JSONDecoder().decode(JSONTree.self, from: Data(JSONReport(result).render()))
    #expect(schema.complaints(about: document) == [])
  }

  @Test("the schema knows no property that the sample lacks")
  func schemaHasNothingElse() throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/audit-result.schema.json"))
    let document = try JSONDecoder().decode(JSONTree.self, from: Data(JSONReport(SampleResult.complete).render()))
    #expect(schema.complaints(about: document) == [])
    #expect(schema.properties.subtracting(schema.seen).sorted() == [])
  }

  @Test("the schema refuses what it should")
  func schemaRefuses() throws {
    let schema = try JSONSchema(FixtureFile.repository("docs/schema/audit-result.schema.json"))
    var result = SampleResult.drifted
    result.generated = "yesterday"
    result.findings[0].id = "XYZ"
    let document = try JSONDecoder().decode(JSONTree.self, from: Data(JSONReport(result).render()))
    #expect(schema.complaints(about: document).count == 2)
  }
}
