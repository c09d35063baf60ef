import Foundation
import Testing

@testable import IsolationAudit

@Suite("Reports of hostile text")
struct HostileReportTests {
  /// The complete sample with a random string, of its seed, before every text from outside.
  private static func result(seed: UInt64) -> AuditResult {
    var numbers = HostileNumbers(seed: seed)
    return SampleResult.hostileComplete(HostileText.random(&numbers))
  }

  @Test(
    "whatever scalars are in a result, every format can be read again and follows its schema",
    arguments: UInt64(1)...25
  )
  func random(seed: UInt64) throws {
    let result = Self.result(seed: seed)
    let strict = XMLSchema(try FixtureFile.repository("docs/schema/junit-strict.xsd"))
    #expect(try strict.complaints(about: JUnitReport(result).render()) == [])
    let rich = XMLSchema(try FixtureFile.repository("docs/schema/junit-rich.xsd"))
    #expect(try rich.complaints(about: JUnitReport(result, profile: .rich, attachments: ["a"]).render()) == [])
    for (name, lines) in [
      ("sarif", [SARIFReport(result).render()]), ("ocsf-finding", Self.lines(OCSFReport(result).render())),
      ("asff-request", Self.lines(ASFFReport(result).render())),
    ] {
      let schema = try JSONSchema(FixtureFile.repository("docs/schema/\(name).schema.json"))
      for line in lines {
        #expect(schema.complaints(about: try JSONDecoder().decode(JSONTree.self, from: Data(line))) == [])
      }
    }
    #expect(try CSVReportTests.rows(CSVReport(result).render()).count == result.findings.count + 1)
    #expect(try JSONReport.read(JSONReport(result).render()) == result)
    #expect(MarkdownReport(result).render().count <= MarkdownReport.defaultLimit)
    for bytes in [TextReport(result).render(), MarkdownReport(result).render()] {
      let obeyed = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
        let category = scalar.properties.generalCategory
        return scalar != "\n" && [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
      }
      #expect(obeyed.isEmpty)
    }
  }

  @Test("equal results give equal bytes in every format")
  func deterministic() throws {
    for _ in 0..<3 {
      #expect(SARIFReport(SampleResult.complete).render() == SARIFReport(SampleResult.complete).render())
      #expect(OCSFReport(SampleResult.complete).render() == OCSFReport(SampleResult.complete).render())
      #expect(ASFFReport(SampleResult.complete).render() == ASFFReport(SampleResult.complete).render())
      #expect(CSVReport(SampleResult.complete).render() == CSVReport(SampleResult.complete).render())
    }
  }

  @Test("every format is the same from a result that was saved and read again")
  func rerendered() throws {
    let result = SampleResult.complete
    let again = try JSONReport.read(JSONReport(result).render())
    #expect(SARIFReport(again).render() == SARIFReport(result).render())
    #expect(OCSFReport(again).render() == OCSFReport(result).render())
    #expect(ASFFReport(again).render() == ASFFReport(result).render())
    #expect(CSVReport(again).render() == CSVReport(result).render())
    #expect(MarkdownReport(again).render() == MarkdownReport(result).render())
    #expect(try JUnitReport(again, profile: .rich).render() == JUnitReport(result, profile: .rich).render())
  }

  @Test("half a surrogate in a saved result is refused or replaced, and never gets into a report")
  func surrogates() throws {
    let saved = String(decoding: try JSONReport(SampleResult.complete).render(), as: UTF8.self)
    let broken = saved.replacingOccurrences(of: "\"FlowMart\"", with: "\"\\ud800FlowMart\\udc00\"")
    #expect(broken != saved)
    do {
      let bytes = try JUnitReport(JSONReport.read(Array(broken.utf8))).render()
      #expect(String(validating: bytes, as: UTF8.self) != nil)
    } catch {
      #expect(error.message.hasPrefix("not an audit result"))
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }
}
