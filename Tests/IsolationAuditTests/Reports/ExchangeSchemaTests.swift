import Foundation
import IsolationAudit
import Testing

/// The published JSON Schemas of what `reach`, `authorize` and `explain` read and write, of `collection.json`, and of
/// manifests.
@Suite("JSON Schemas of questions and answers")
struct ExchangeSchemaTests {
  private func output(_ name: String) throws -> JSONSchema {
    try JSONSchema(FixtureFile.repository("docs/schema/\(name).schema.json"))
  }

  private func input(_ name: String) throws -> JSONSchemaChecker {
    let text = String(decoding: try FixtureFile.repository("docs/schema/\(name).schema.json"), as: UTF8.self)
    return JSONSchemaChecker(root: try JSONValue(parsing: text))
  }

  private func complaints(_ schema: JSONSchema, _ document: some Encodable) throws -> [String] {
    schema.complaints(about: try JSONDecoder().decode(JSONTree.self, from: JSONEncoder().encode(document)))
  }

  private func session(_ estate: AuditEstate) throws -> ReachSession {
    let snapshot = try AWSSnapshot.read(files: estate.files.map { (path: $0.key, bytes: Array($0.value.utf8)) })
    return ReachSession(snapshot.estate, files: snapshot.files)
  }

  private static let probes = [
    #"{"id":"a","from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"},"protocol":"tcp","port":443,"expect":"reachable"}"#,
    #"{"id":"b","from":{"eni":"eni-dev","ip":"10.0.0.1"},"to":{"ip":"10.2.0.9"},"protocol":"icmp","type":8,"code":0}"#,
    #"{"id":"c","from":{"internet":true},"to":{"instance":"i-1"},"protocol":6,"source-port":53,"expect":"isolated"}"#,
    #"{"id":"d","from":{"client-vpn":"cvpn-endpoint-1","group":"g"},"to":{"resource":"r"},"protocol":"-1"}"#,
    #"{"id":"e","from":{"on-premises":"192.168.0.1"},"to":{"dns":"db.example"},"protocol":"udp","port":53}"#,
  ]

  @Test("a probe that is read is valid", arguments: probes)
  func probe(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(throws: Never.self) { try ReachProbe(value) }
    #expect(try input("probe").accepts(value))
  }

  @Test(
    "a probe that is refused is not valid",
    arguments: [
      #"{"from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"}}"#,
      #"{"id":"a","from":{"eni":"eni-dev"}}"#,
      #"{"id":"a","from":{"nothing":1},"to":{"eni":"eni-prod"}}"#,
      #"{"id":"a","from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"},"port":70000}"#,
      #"{"id":"a","from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"},"protocol":"smoke"}"#,
      #"{"id":"a","from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"},"expect":"maybe"}"#,
      #"{"id":"a","from":{"eni":"eni-dev"},"to":{"eni":"eni-prod"},"ports":[443]}"#,
    ]
  )
  func refusedProbe(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(throws: ProbeError.self) { try ReachProbe(value) }
    #expect(try !input("probe").accepts(value))
  }

  @Test("answers are valid, those that could not be given as well")
  func answers() throws {
    let schema = try output("reach-answer")
    for answer in try session(.peered()).answer(probes: Array(Self.probes.joined(separator: "\n").utf8)) {
      #expect(try complaints(schema, answer) == [], "\(answer.id)")
    }
    #expect(
      schema.seen.isSuperset(of: ["#.as-expected", "#.error", "#.source-ports", "hop.rule", "#.decided-by.code"])
    )
  }

  @Test("the requests of the collection of decisions, and their answers, are valid")
  func authorization() throws {
    let lines = try FixtureFile.repository("Tests/Fixtures/identity/decisions.jsonl")
    let requests = try input("authorization-request")
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      let value = try JSONValue(parsing: String(decoding: line, as: UTF8.self))
      #expect(requests.accepts(value), "\(value["id"]?.string ?? "")")
    }
    let schema = try output("authorization-answer")
    var answers: [String] = []
    let summary = AuthorizationBatch(file: "x").answer(lines) { answers.append($0.line) }
    #expect(summary.answered == answers.count && answers.count > 70)
    for answer in answers {
      #expect(schema.complaints(about: try JSONDecoder().decode(JSONTree.self, from: Data(answer.utf8))) == [])
    }
  }

  @Test(
    "a request that is refused is not valid",
    arguments: [
      #"{"request":{"principal":"anonymous","action":"s3:GetObject","resource":"*"}}"#,
      #"{"id":"a","request":{"principal":"anonymous","action":"GetObject","resource":"*"}}"#,
      #"{"id":"a","request":{"principal":"anonymous","action":"s3:GetObject"}}"#,
      #"{"id":"a","request":{"principal":"anonymous","action":"s3:GetObject","resource":"*","resourceAccount":"1"}}"#,
      #"{"id":"a","policies":[]}"#,
    ]
  )
  func refusedRequest(_ text: String) throws {
    #expect(try !input("authorization-request").accepts(try JSONValue(parsing: text)))
    #expect(AuthorizationBatch(file: "x").answer(Array(text.utf8)) { _ in }.answered == 0)
  }

  @Test("explanations are valid: a way, one with obstacles, one to the internet")
  func explanations() throws {
    let schema = try output("explanation")
    let explainer = PathExplainer(try session(.peered()))
    for (to, port) in [("eni-prod", UInt16(443)), ("eni-prod", 22), ("internet", 443)] {
      let explanation = try explainer.explain(from: "eni-dev", to: to, transport: "tcp", port: port)
      #expect(try complaints(schema, explanation) == [], "\(to) \(port)")
    }
    #expect(schema.seen.isSuperset(of: ["#.back", "step.rule", "step.code", "step.place", "place.pointer"]))
  }

  @Test("the reference estate's collection.json is valid", arguments: ["snapshot", "snapshot-drifted"])
  func collection(_ name: String) throws {
    let text = try FixtureFile.repository("examples/flowmart/\(name)/collection.json")
    #expect(try input("collection").accepts(try JSONValue(parsing: String(decoding: text, as: UTF8.self))))
    for wrong in [
      #"{"schema":"isolation-audit/collection/v9","calls":[]}"#, #"{"schema":"isolation-audit/collection/v1"}"#,
    ] {
      #expect(try !input("collection").accepts(try JSONValue(parsing: wrong)))
    }
  }

  @Test("a manifest is valid")
  func manifest() throws {
    let files = try HTMLRecord(SampleResult.clean, assets: .external).files(at: "report.html")
    let manifest = try #require(files.others.last)
    #expect(manifest.path == "report.manifest.json")
    let document = try JSONDecoder().decode(JSONTree.self, from: Data(manifest.bytes))
    #expect(try output("manifest").complaints(about: document) == [])
  }
}
