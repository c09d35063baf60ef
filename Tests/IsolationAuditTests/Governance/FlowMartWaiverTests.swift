import IsolationAudit
import Testing

/// The waivers of the reference estate, on its drifted snapshot.
@Suite("FlowMart's waivers")
struct FlowMartWaiverTests {
  private func applied() throws -> AuditResult {
    let input = PolicyInput(
      file: "flowmart-waivers.yaml",
      bytes: try FixtureFile.repository("policies/flowmart-waivers.yaml")
    )
    let reading = WaiverReading.read([input])
    try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    var result = try FlowMart.drifted.get()
    WaiverApplication(reading.files, at: result.generated).apply(to: &result, sources: [AuditResult.PolicyFile(input)])
    return result
  }

  @Test("each becomes what its comment says")
  func statuses() throws {
    let records = try applied().waivers?.waivers ?? []
    #expect(
      records.map { "\($0.id) \($0.status.rawValue)" } == [
        "old-bastion unused", "orders-migration-development expiring", "orders-migration-staging in-force",
        "pricing-experiment in-force", "recovery-region expired", "sandbox-overlap void",
      ]
    )
    #expect(records[4].remarks == ["expired on 2026-10-31, 23 days ago; its owner is platform@flowmart.example"])
  }

  @Test("the assertion with one finding is waived, the others are violated as before")
  func outcomes() throws {
    let (before, after) = (try FlowMart.drifted.get(), try applied())
    let changed = zip(before.assertions, after.assertions).filter { $0.outcome != $1.outcome }.map(\.1)
    #expect(changed.map(\.id) == ["separate-roles"] && changed.map(\.outcome) == [.waived])
    #expect(after.findings.filter { $0.waiver != nil }.count == 3 && after.findings.count == before.findings.count)
    #expect(after.verdict == .violation && after.summary.waived == 1)
    #expect(after.summary.violated == before.summary.violated - 1)
  }
}
