import Foundation
// Without `@testable`: what a user of the library sees is enough.
import IsolationAudit
import Testing

/// The examples of the article "Deciding about findings", as they stand there, on a small estate.
@Suite("Decisions in a program that uses the library", .serialized)
struct LibraryGovernanceTests {
  @Test("the article's code compiles as it stands there, line by line")
  func article() throws {
    let article = try String(
      decoding: FixtureFile.repository("Sources/IsolationAudit/IsolationAudit.docc/DecidingAboutFindings.md"),
      as: UTF8.self
    )
    let own = try String(
      decoding: FixtureFile.repository("Tests/IsolationAuditTests/Governance/LibraryGovernanceTests.swift"),
      as: UTF8.self
    )
    .split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    let code = article.components(separatedBy: "```").enumerated().filter { !$0.offset.isMultiple(of: 2) }
      .flatMap { $0.element.split(separator: "\n").dropFirst() }
    #expect(code.count > 12)
    for line in code.map({ $0.trimmingPrefix { $0 == " " } }) {
      #expect(own.contains { $0 == line }, "\(line)")
    }
  }

  @Test("waivers, controls, an earlier result, a history and a baseline, with public names only")
  func decisions() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var result = SampleResult.complete
    result.subject = "My estate"
    let first = try #require(result.findings.first { $0.pathDigest != nil })
    let waivers = """
      schema: isolation-audit/waivers/v1
      waivers:
        - { id: w1, assertion: "\(first.assertion)", finding: "\(first.id)", path: "\(first.pathDigest ?? "")", reason: R,
            owner: o@x.example, approver: a@x.example, ticket: T-1, created: 2026-11-01, expires: 2026-12-31 }
      """
    try Data(waivers.utf8).write(to: folder.appendingPathComponent("waivers.yaml"))
    try Data(JSONReport(result).render()).write(to: folder.appendingPathComponent("yesterday.json"))
    try Data(FindingBaseline(result).render()).write(to: folder.appendingPathComponent("baseline.json"))
    let before = result
    try Self.apply(to: &result, in: folder.path + "/")
    #expect(result.waivers?.waivers.map(\.id) == ["w1"])
    #expect(result.findings.first { $0.id == first.id }?.waiver == "w1")
    #expect(result.change?.opened.isEmpty == true && result.change?.base.name == "yesterday.json")
    #expect(result.history?.runs.count == 1)
    #expect(result.controls != nil && result.findings.count == before.findings.count)

    let error = #expect(throws: AuditError.self) { try Governance(waiverFiles: [folder.path + "/nowhere.yaml"]) }
    #expect(error?.diagnostics.isEmpty == false)
    #expect(throws: GovernanceError.self) { try HistoryFile(folder.path).add(before) }
    #expect(throws: GovernanceError.self) { try FindingBaseline.read(Array("[]".utf8)) }
    #expect(throws: ReportError.self) { try SavedResult(reading: Array("{}".utf8), name: "x") }
  }

  /// The article's code: its paths are below a folder.
  private static func apply(to result: inout AuditResult, in folder: String) throws {
    func Governance(waiverFiles: [String], previous: SavedResult) throws -> IsolationAudit.Governance {
      try IsolationAudit.Governance(waiverFiles: waiverFiles.map { folder + $0 }, previous: previous)
    }
    func HistoryFile(_ path: String) -> IsolationAudit.HistoryFile { IsolationAudit.HistoryFile(folder + path) }
    func URL(fileURLWithPath path: String) -> Foundation.URL { Foundation.URL(fileURLWithPath: folder + path) }
    func print(_ items: Any...) {}

    let yesterday = try Data(contentsOf: URL(fileURLWithPath: "yesterday.json"))
    let saved = try SavedResult(reading: Array(yesterday), name: "yesterday.json")
    let decisions = try Governance(waiverFiles: ["waivers.yaml"], previous: saved)
    for message in decisions.apply(to: &result) { print(message) }

    for waiver in result.waivers?.waivers ?? [] { print(waiver.id, waiver.status.rawValue, waiver.remarks) }
    for framework in result.controls?.frameworks ?? [] {
      print(framework.title, framework.controls.count { $0.status == .supported })
    }
    print(result.change?.opened.count ?? 0, "new findings")

    let history = HistoryFile("history.db")
    result.history = try history.add(result)
    print(try history.history(of: "My estate").runs.map(\.findings))

    let baseline = try FindingBaseline.read(Array(Data(contentsOf: URL(fileURLWithPath: "baseline.json"))))
    for finding in baseline.compare(result).new { print(finding.severity.rawValue, finding.title) }
    try Data(FindingBaseline(result).render()).write(to: URL(fileURLWithPath: "baseline.json"))
  }
}
