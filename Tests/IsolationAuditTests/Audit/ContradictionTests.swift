import IsolationAudit
import Testing

@Suite("Contradictions are told, and hide no path")
struct ContradictionTests {
  static let cases =
    ContradictionCase.places + ContradictionCase.tables + ContradictionCase.routes + ContradictionCase.gateways
    + ContradictionCase.transit

  @Test(
    "each contradiction has its diagnostic, with its place, and leaves undecided what hangs on it",
    arguments: cases
  )
  func contradiction(_ contradiction: ContradictionCase) throws {
    let result = try SmallAudit.run(contradiction.files())
    let told = result.diagnostics.filter { $0.severity != .note }.map(\.description)
    #expect(told == contradiction.diagnostics)
    let assertion = try #require(result[assertion: "traffic"])
    #expect(assertion.outcome == contradiction.outcome, "\(assertion.gaps)")
    if contradiction.outcome == .inconclusive { #expect(result.verdict == .inconclusive) }
  }

  /// The two environments and a third, `staging` (222222222222, 10.1.0.0/16), which nothing joins to them.
  private func withStaging(_ change: (inout [String: String]) -> Void) throws -> AuditResult {
    var files = AuditEstate().files
    for (path, text) in AuditEstate().files where path.contains("333333333333") {
      files[path.replacing("333333333333", with: "222222222222")] =
        text.replacing("333333333333", with: "222222222222").replacing("-prod", with: "-stage")
        .replacing("10.2.", with: "10.1.")
    }
    change(&files)
    let policy = SmallAudit.policy.replacing(
      "assertions:",
      with: "  staging: { tier: non-production, match: [{ account: \"222222222222\" }] }\nassertions:"
    )
    return try SmallAudit.run(files, policy: policy)
  }

  @Test("a contradiction in one environment leaves the others judged")
  func scope() throws {
    #expect(try withStaging { _ in }.verdict == .pass)
    let result = try withStaging { $0.change("NetworkInterfaces", "10.1.1.10", "10.1.9.10", "222222222222") }
    let pairs = try #require(result[assertion: "traffic"]).pairs
    for pair in pairs {
      let isConcerned = [pair.from, pair.to].contains("staging")
      #expect(pair.outcome == (isConcerned ? .inconclusive : .passed), "\(pair.from) to \(pair.to)")
    }
    #expect(pairs.count == 4)
    // Identities do not hang on addresses.
    #expect(result[assertion: "roles"]?.outcome == .passed)
  }

  @Test("a violation stays a violation beside a contradiction")
  func violation() throws {
    var estate = AuditEstate.peered()
    estate.production.hosts = ["10.2.1.10", "10.2.1.10"]
    let result = try SmallAudit.run(estate)
    #expect(result.verdict == .violation)
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.code) == ["duplicate-address"])
  }

  @Test("many contradictions of one kind are counted, not listed one by one")
  func many() throws {
    var estate = AuditEstate()
    estate.production.hosts = (1...40).map { "10.2.9.\($0)" }
    let gaps = try #require(try SmallAudit.run(estate)[assertion: "traffic"]).gaps
    #expect(gaps.count == 11)
    #expect(gaps.contains("the inputs contradict themselves: 30 more of address-outside-subnet"))
  }
}
