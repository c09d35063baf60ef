import Foundation
import IsolationAudit
import Testing

/// The published JSON Schemas of waivers, baselines and catalogues, beside what the readers accept.
@Suite("JSON Schemas of waivers, baselines and catalogues")
struct GovernanceSchemaTests {
  private func schema(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: String(decoding: FixtureFile.repository("docs/schema/\(name).schema.json"), as: UTF8.self))
  }

  private func accepts(_ name: String, _ text: String) throws -> Bool {
    let root = try #require(YAMLReader.read(text, file: "x.yaml").root)
    return JSONSchemaChecker(root: try schema(name)).accepts(JSONValue(root))
  }

  @Test("the shipped waivers and catalogues are valid")
  func shipped() throws {
    #expect(
      try accepts("waivers", String(decoding: FixtureFile.repository("policies/flowmart-waivers.yaml"), as: UTF8.self))
    )
    for file in ShippedControls.files { #expect(try accepts("controls", file.text), "\(file.id)") }
  }

  @Test("a baseline that is written is valid")
  func baseline() throws {
    let text = String(decoding: try FindingBaseline(WaivedSample.result).render(), as: UTF8.self)
    #expect(JSONSchemaChecker(root: try schema("baseline")).accepts(try JSONValue(parsing: text)))
    #expect(!JSONSchemaChecker(root: try schema("baseline")).accepts(try JSONValue(parsing: "{}")))
  }

  @Test("the keys of the schemas are those of the readers")
  func keys() throws {
    func names(_ name: String, _ definition: String?) throws -> Set<String> {
      let root = try schema(name)
      let object = definition.flatMap { root["$defs"]?[$0] } ?? root
      return Set((object["properties"]?.object ?? []).map(\.key))
    }
    #expect(try names("waivers", nil) == Set(PolicyKeys.waiverFile))
    #expect(try names("waivers", "waiver") == Set(PolicyKeys.waiver))
    #expect(try names("waivers", "traffic") == Set(PolicyKeys.waivedTraffic))
    #expect(try names("controls", nil) == Set(PolicyKeys.catalogue))
    #expect(try names("controls", "control") == Set(PolicyKeys.control))
    #expect(try names("controls", "support") == Set(PolicyKeys.support))
  }

  @Test("what misses something required is valid for neither", arguments: PolicyKeys.requiredOfWaiver)
  func required(_ key: String) throws {
    #expect(try accepts("waivers", WaiverErrorTests.file([WaiverErrorTests.good])))
    #expect(try !accepts("waivers", WaiverErrorTests.file(without: key)))
  }
}
