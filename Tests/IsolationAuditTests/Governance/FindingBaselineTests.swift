import IsolationAudit
import Testing

@Suite("Baselines")
struct FindingBaselineTests {
  private let result = WaivedSample.result

  @Test("a result has nothing new against its own baseline, which survives writing and reading")
  func same() throws {
    let baseline = FindingBaseline(result)
    #expect(try FindingBaseline.read(try baseline.render()) == baseline)
    #expect(baseline.findings.map(\.id) == baseline.findings.map(\.id).sorted())
    #expect(baseline.compare(result) == FindingBaseline.Comparison())
  }

  @Test("new, changed and gone findings are told apart")
  func differs() {
    let baseline = FindingBaseline(result)
    var later = result
    later.findings[0].id = "00000000000000b1"
    later.assertions[0].findings[0] = "00000000000000b1"
    later.findings[1].pathDigest = "bbbbbbbbbbbbbbbb"
    let comparison = baseline.compare(later)
    #expect(comparison.new.map(\.id) == ["00000000000000b1"])
    #expect(comparison.changed.map(\.id) == ["00000000000000a2"])
    #expect(comparison.gone.map(\.id) == ["00000000000000a1"])
    #expect(comparison.summary == "1 new finding, 1 changed, 1 gone")
    #expect(comparison.lines(strict: false).contains { $0.hasPrefix("changed, let pass: 00000000000000a2") })
  }

  @Test("a finding that could not be looked for is not gone")
  func unsettled() {
    let baseline = FindingBaseline(result)
    var later = result
    // The assertion with a gap, and one that is not made any more.
    later.findings.removeAll()
    later.assertions[0].gaps = ["a list was not collected"]
    later.assertions.removeLast()
    let comparison = baseline.compare(later)
    #expect(comparison.gone.isEmpty && comparison.unsettled.count == 4)
  }

  @Test("a finding that is waived is not new")
  func waived() {
    var later = result
    later.findings[0].id = "00000000000000b1"
    later.findings[0].waiver = "w"
    #expect(FindingBaseline(result).compare(later).new.isEmpty)
  }

  @Test(
    "what is no baseline is refused",
    arguments: [
      ("", "not a baseline: it is no JSON document"),
      ("[]", "not a baseline: # is of another kind than expected"),
      ("{}", "not a baseline: # has no 'schema'"),
      (
        #"{"schema":"isolation-audit/baseline/v2","subject":"","generated":"","findings":[]}"#,
        "a baseline of schema 'isolation-audit/baseline/v2', expected 'isolation-audit/baseline/v1'"
      ),
      (
        #"{"schema":"isolation-audit/baseline/v1","subject":"","generated":"","findings":[{"id":1}]}"#,
        "not a baseline: #/findings/0/id is of another kind than expected"
      ),
    ]
  )
  func refused(_ text: String, _ message: String) {
    #expect(throws: GovernanceError(message)) { try FindingBaseline.read(Array(text.utf8)) }
  }
}
