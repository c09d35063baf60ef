import Foundation
import IsolationAudit
import Testing

/// What changes the digest of a path, and what does not.
@Suite("Digest of a path")
struct PathDigestTests {
  /// A change of a finding, and what it is.
  struct Change: Sendable, CustomTestStringConvertible {
    let what: String
    let apply: @Sendable (inout Finding) -> Void

    init(_ what: String, _ apply: @escaping @Sendable (inout Finding) -> Void) {
      (self.what, self.apply) = (what, apply)
    }

    var testDescription: String { what }
  }

  /// A finding with hops, traffic, legs and a chain, so that everything can be changed.
  static let finding: Finding = {
    let result = SampleResult.complete
    var finding = result.findings[0]
    let mixed = result.findings.first { $0.kind == .path }
    finding.chain = mixed?.chain ?? []
    finding.legs = finding.chain.compactMap(\.leg)
    finding.resources = finding.via
    finding.hops[0].action = "ingress allowed to eni-5ad446cc09da5d1d0"
    finding.hops[0].rule = "tcp 8080 from 10.0.0.0/8 (sgr-69be4921b005ec350)"
    return finding
  }()

  static let partsOfPath = [
    Change("the assertion") { $0.assertion = "other" },
    Change("where it starts") { $0.from = "staging" },
    Change("where it ends") { $0.to = "staging" },
    Change("how far packets get") { $0.verdict = .oneWay },
    Change("the element that carries it") { $0.via[0].name = "other" },
    Change("one more element") { $0.via.append($0.via[0]) },
    Change("a resource") { $0.resources = [] },
    Change("an element on the way") { $0.hops[1].resource.name = "other" },
    Change("an element of another account under the same name") { $0.hops[1].resource.account = "999999999999" },
    Change("a rule on the way") { $0.hops[1].rule = "10.0.0.0/8 to pcx-0a1b2c3d4e5f60001" },
    Change("what an element does") { $0.hops[1].action = "translated source to 10.0.0.5" },
    Change("one element less on the way") { $0.hops.remove(at: 2) },
    Change("two elements in the other order") { $0.hops.swapAt(1, 2) },
    Change("a rule on the way back") { $0.returnHops[1].rule = "0.0.0.0/0 to pcx-0a1b2c3d4e5f60001" },
    Change("the way back") { $0.returnHops = [] },
    Change("another port") { $0.traffic[0].ports = "443" },
    Change("a wider source") { $0.traffic[0].source = "10.0.0.0/8" },
    Change("another destination") { $0.traffic[0].destination = "10.2.0.0/16" },
    Change("another protocol") { $0.traffic[0].protocol = "udp" },
    Change("answers that come back now") { $0.traffic[1].verdict = .connects },
    Change("less traffic") { $0.traffic.removeLast() },
    Change("a leg") { $0.legs[0].hops[1].rule = "other" },
    Change("no legs") { $0.legs = [] },
    Change("who begins the chain") {
      $0.chain[0].from.id = "arn:aws:iam::111111111111:role/other"; $0.chain[0].from.name = nil
    },
    Change("an API call of the chain") { $0.chain[0].action = "ssm:SendCommand" },
    Change("a condition that is gone") { $0.chain[0].conditions = [] },
    Change("another statement") { $0.chain[0].allowedBy[0].text = "policy other, statement `Sessions` (/Statement/0)" },
    Change("what the statement says") { $0.chain[0].allowedBy[0].digest = "6666666666666666" },
    Change("a step of the chain") { $0.chain.removeLast() },
    Change("the packets of a step") { $0.chain[1].leg?.hops[1].rule = "other" },
    Change("the number of calls that are missing") { $0.calls = 2 },
  ]

  @Test("everything that makes the path is in it", arguments: partsOfPath)
  func sensitive(_ change: Change) {
    var changed = Self.finding
    change.apply(&changed)
    #expect(changed != Self.finding, "the change changes nothing")
    #expect(PathDigest(changed).text != PathDigest(Self.finding).text)
  }

  static let besidePath = [
    Change("the title") { $0.title = "other" },
    Change("the severity") { $0.severity = .low },
    Change("the lines of files") { finding in
      for index in finding.hops.indices { finding.hops[index].location?.line += 7 }
      finding.chain[0].allowedBy[0].location = SourceLocation(file: "moved.json", line: 99, column: 1)
    },
    Change("the number of pairs of interfaces") { $0.endpointPairs += 100 },
    Change("the host that serves as the example") { $0.witness?.source.id = "eni-0dev00000000000ff" },
    Change("the interface in a phrase") { $0.hops[0].action = "ingress allowed to eni-0123456789abcdef0" },
    Change("the id of a security group rule that was made anew") {
      $0.hops[0].rule = "tcp 8080 from 10.0.0.0/8 (sgr-0000000000000000a)"
    },
    Change("the id of an element that was made anew under its name") { finding in
      finding.hops[1].resource.id = "rtb-0dev0private2"
    },
    Change("the order of the sets of traffic") { $0.traffic.reverse() },
    Change("what would close it") { $0.remediation = [] },
    Change("the cut") { $0.cut = nil },
    Change("the waiver") { $0.waiver = "w" },
    Change("the place of a statement among the others of its policy") {
      $0.chain[0].allowedBy[0].text += " (/Statement/4)"
    },
  ]

  @Test("what does not make the path is not in it", arguments: besidePath)
  func stable(_ change: Change) {
    var changed = Self.finding
    change.apply(&changed)
    #expect(changed != Self.finding, "the change changes nothing")
    #expect(PathDigest(changed).text == PathDigest(Self.finding).text)
  }

  @Test("parts cannot be pushed from one into the next")
  func framing() {
    var a = Self.finding
    var b = Self.finding
    (a.from, a.to) = ("ab", "c")
    (b.from, b.to) = ("a", "bc")
    #expect(PathDigest(a).text != PathDigest(b).text)
  }

  @Test("texts that Unicode calls equivalent are different texts")
  func unicode() {
    var (composed, decomposed) = (Self.finding, Self.finding)
    composed.via[0].name = "caf\u{E9}"
    decomposed.via[0].name = "cafe\u{301}"
    #expect(PathDigest(composed).text != PathDigest(decomposed).text)
  }

  // MARK: Whole audits

  /// The digests of the findings of an audit, by id.
  private func digests(_ result: AuditResult) -> [String: String] {
    Dictionary(result.findings.map { ($0.id, $0.pathDigest ?? "none") }, uniquingKeysWith: { a, _ in a })
  }

  @Test("every finding of an audit has a digest, and no two have the same")
  func everyFinding() throws {
    let result = try FlowMart.drifted.get()
    let found = result.findings.compactMap(\.pathDigest)
    #expect(found.count == result.findings.count)
    #expect(found.allSatisfy { $0.count == 16 })
    #expect(Set(found).count == found.count)
  }

  @Test("other names, another order and other lines of the files change no digest")
  func files() throws {
    let files = try FlowMart.files("snapshot-drifted").reversed().map { file in
      var path = file.path
      if !path.hasSuffix("collection.json") { path = path.replacing(".json", with: "-again.json") }
      return (path: path, bytes: Array("\n\n".utf8) + file.bytes)
    }
    let result = try FlowMart.audit(files, worksOutCuts: false)
    #expect(digests(result) == digests(try FlowMart.drifted.get()))
  }

  @Test("a rule that changes on the path changes its digest, and no digest of a path that does not use it")
  func rule() throws {
    let before = digests(try FlowMart.drifted.get())
    let files = try edited("iam.get-account-authorization-details.json", below: "333333333333") { text in
      // The trust policy that lets development's account in: its statement says one thing more.
      text.replacing(
        "\"Sid\": \"Analysts\"",
        with: "\"Sid\": \"Analysts\", \"Condition\": {\"StringLike\": {\"aws:PrincipalArn\": \"*\"}}"
      )
    }
    let after = digests(try FlowMart.audit(files, worksOutCuts: false))
    let changed = before.filter { after[$0.key] != $0.value }.map(\.key)
    let expected = try FlowMart.drifted.get().findings.filter { finding in
      finding.chain.contains { $0.allowedBy.contains { $0.text.contains("`Analysts`") } }
    }
    #expect(!expected.isEmpty)
    #expect(Set(changed) == Set(expected.map(\.id)))
  }

  private func edited(_ name: String, below account: String, _ edit: (String) -> String) throws -> [(
    path: String, bytes: [UInt8]
  )] {
    var edits = 0
    let files = try FlowMart.files("snapshot-drifted").map { file in
      guard file.path.hasSuffix(name), file.path.contains(account) else { return file }
      let text = String(decoding: file.bytes, as: UTF8.self)
      let changed = edit(text)
      if changed != text { edits += 1 }
      return (path: file.path, bytes: Array(changed.utf8))
    }
    try #require(edits == 1)
    return files
  }
}
