import IsolationAudit
import Testing

/// What is new, gone, kept and undecided between two results of a small estate.
@Suite("Comparison of two results")
struct ResultComparisonTests {
  private func change(_ before: AuditResult, _ after: AuditResult, _ basis: AuditChange.Basis = .snapshot)
    -> AuditChange
  {
    ResultComparison(from: before, to: after).change(basis: basis, name: "before")
  }

  @Test("a state compared with itself changes nothing")
  func same() throws {
    let result = try SmallAudit.run(AuditEstate.peered())
    let change = change(result, result)
    #expect(result.findings.count == 1)
    #expect(change.opened.isEmpty && change.closed.isEmpty && change.undecided.isEmpty && change.decided.isEmpty)
    #expect(change.remaining == result.findings.map(\.id))
    #expect(change.notes == [])
    #expect(change.base.verdict == .violation && change.base.findings == 1)
  }

  @Test("a finding of the later state alone is opened, and the other way round closed")
  func openedAndClosed() throws {
    let (apart, joined) = (try SmallAudit.run(AuditEstate()), try SmallAudit.run(AuditEstate.peered()))
    let opening = change(apart, joined)
    #expect(opening.opened.map(\.finding) == joined.findings.map(\.id))
    #expect(opening.closed.isEmpty && opening.remaining.isEmpty)
    let closing = change(joined, apart)
    #expect(closing.opened.isEmpty && closing.remaining.isEmpty)
    #expect(closing.closed.map(\.finding) == joined.findings.map(\.id))
    #expect(closing.closed.first?.title == joined.findings.first?.title)
  }

  @Test("what cannot be judged any more is undecided and not closed")
  func undecidedIsNotClosed() throws {
    let joined = AuditEstate.peered()
    var files = joined.files
    // Without production's groups nobody knows whether its host still admits development.
    files[AuditEstate.path("SecurityGroups", "333333333333")] = nil
    let (before, after) = (try SmallAudit.run(joined), try SmallAudit.run(files))
    let change = change(before, after)
    #expect(change.closed.isEmpty)
    let pair = try #require(change.undecided.first { $0.from == "development" && $0.to == "production" })
    #expect(pair.outcome == .inconclusive)
    #expect(pair.reasons.contains { $0.hasPrefix("nothing shows that this is gone: ") }, "\(pair.reasons)")
    let back = self.change(after, before)
    #expect(back.decided.contains { $0.from == "development" && $0.to == "production" && $0.outcome == .violated })
    #expect(back.undecided.isEmpty)
  }

  @Test("what an assertion lacks besides is told although the pair was undecided or violated before")
  func moreGaps() throws {
    var before = try SmallAudit.run(AuditEstate.peered())
    var after = before
    let index = try #require(after.assertions.firstIndex { $0.id == "traffic" })
    after.assertions[index].gaps = ["aws_vpc_security_group_ingress_rule.x.cidr_ipv4 is known after apply"]
    let change = change(before, after, .plan)
    #expect(change.undecided.map(\.assertion) == ["traffic"])
    #expect(change.undecided.first?.outcome == .violated)
    #expect(change.undecided.first?.reasons == after.assertions[index].gaps)
    before.assertions[index].gaps = after.assertions[index].gaps
    #expect(self.change(before, after, .plan).undecided.isEmpty)
  }

  @Test(
    "a reason that has only moved in its file is not a new one",
    arguments: [
      ("a/b.json:12:5 #/Vpcs/1: error: x", "a/b.json:14:5 #/Vpcs/2: error: x", true),
      ("`Vpcs` of account 111111111111: denied", "`Vpcs` of account 222222222222: denied", false),
    ]
  )
  func moved(old: String, new: String, isSame: Bool) throws {
    var before = try SmallAudit.run(AuditEstate())
    var after = before
    before.assertions[0].gaps = [old]
    after.assertions[0].gaps = [new]
    #expect(change(before, after).undecided.isEmpty == isSame)
  }

  @Test("other policies, versions and places are noted, and an assertion that is gone closes nothing")
  func notes() throws {
    let before = try SmallAudit.run(AuditEstate.peered())
    var other = try SmallAudit.run(
      AuditEstate.peered(),
      policy: SmallAudit.policy.replacing("- id: traffic", with: "- id: packets")
    )
    other.tool.version = "0.0.9"
    other.coverage.places.removeLast()
    let change = change(before, other)
    #expect(change.closed.isEmpty)
    #expect(change.opened.count == 1)
    #expect(change.notes.contains("asked for the first time: packets"))
    #expect(change.notes.contains("no longer asked: traffic"))
    #expect(change.notes.contains { $0.hasPrefix("one finding of the earlier result is of an assertion") })
    #expect(change.notes.contains { $0.contains("0.0.9") })
    #expect(change.notes.contains { $0.hasPrefix("only in the earlier one: ") })
  }

  @Test("the drifted reference estate opens all of its findings, and the other way round closes them")
  func flowMart() throws {
    let (clean, drifted) = (try FlowMart.clean.get(), try FlowMart.drifted.get())
    let opening = change(clean, drifted)
    #expect(opening.opened.count == drifted.findings.count && drifted.findings.count > 20)
    let closing = change(drifted, clean)
    #expect(closing.closed.count == drifted.findings.count)
    #expect(closing.opened.isEmpty && closing.undecided.isEmpty)
  }
}

/// What fails a run.
@Suite("Gate of a change")
struct ChangeGateTests {
  /// A result with a change: one high finding that was there, one that is new.
  private func result(opened severity: Severity?, undecided: Bool = false, waived: Bool = false) throws -> AuditResult {
    var result = try SmallAudit.run(AuditEstate.peered())
    result.findings[0].severity = .high
    var change = ResultComparison(from: result, to: result).change(basis: .plan, name: "")
    if let severity {
      var new = result.findings[0]
      new.id = "new"
      new.severity = severity
      new.waiver = waived ? "w" : nil
      result.findings.append(new)
      change.opened = [AuditChange.OpenedFinding(finding: "new")]
    }
    if undecided {
      change.undecided = [
        AuditChange.UndecidedPair(assertion: "traffic", from: "a", to: "b", outcome: .inconclusive, reasons: ["x"])
      ]
    }
    result.change = change
    return result
  }

  @Test("an existing violation does not fail a change, unless everything shall count")
  func existing() throws {
    let result = try result(opened: nil)
    #expect(ChangeGate().decide(result) == .pass)
    #expect(ChangeGate(scope: .all).decide(result) == .violation)
    #expect(ChangeGate(scope: .all, severity: .critical).decide(result) == .pass)
  }

  @Test("a new finding fails from the severity on that was asked for")
  func severity() throws {
    let result = try result(opened: .medium)
    #expect(ChangeGate(severity: .medium).decide(result) == .violation)
    #expect(ChangeGate(severity: .high).decide(result) == .pass)
    #expect(ChangeGate().failing(result).map(\.id) == ["new"])
  }

  @Test("a waived finding does not fail")
  func waived() throws {
    #expect(ChangeGate().decide(try result(opened: .critical, waived: true)) == .pass)
  }

  @Test("undecided fails by default, and a violation comes first")
  func undecided() throws {
    let result = try result(opened: nil, undecided: true)
    #expect(ChangeGate().decide(result) == .inconclusive)
    #expect(ChangeGate(failsUndecided: false).decide(result) == .pass)
    #expect(ChangeGate().decide(try self.result(opened: .low, undecided: true)) == .violation)
  }

  @Test("without a change everything counts")
  func whole() throws {
    #expect(ChangeGate().decide(try SmallAudit.run(AuditEstate.peered())) == .violation)
    #expect(ChangeGate().decide(try SmallAudit.run(AuditEstate())) == .pass)
  }
}
