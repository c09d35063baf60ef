import IsolationAudit
import Testing

@Suite("The beginning of a waiver")
struct WaiverSkeletonTests {
  private let result = WaivedSample.result

  /// Fills in what only people can say.
  private func filled(_ text: String) -> String {
    text.replacing("reason:  ", with: "reason: It ends in March.  ").replacing("owner:  ", with: "owner: o@x.example  ")
      .replacing("approver:  ", with: "approver: a@x.example  ").replacing("ticket:\n", with: "ticket: SEC-1\n")
      .replacing("expires:  ", with: "expires: 2027-03-31  ")
  }

  @Test("filled in, it is a waiver in force for its findings")
  func roundTrip() throws {
    for ids in [["00000000000000a1"], ["00000000000000a1", "00000000000000a2"]] {
      let text = try WaiverSkeleton(result, findings: ids, at: WaivedSample.now).text
      let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: filled(text))])
      #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)\n\(text)")
      var waived = result
      WaiverApplication(reading.files, at: WaivedSample.now).apply(to: &waived, sources: [])
      #expect(waived.findings.filter { $0.waiver != nil }.map(\.id) == ids)
      #expect(waived.waivers?.waivers.first?.remarks == [])
    }
  }

  @Test("left as it is, it counts as absent for each line that is missing")
  func unfilled() throws {
    let text = try WaiverSkeleton(result, findings: ["00000000000000a1"], at: WaivedSample.now).text
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: text)])
    #expect(reading.refusals.isEmpty)
    let keys = ["reason", "owner", "approver", "ticket", "expires"]
    for key in keys {
      #expect(reading.diagnostics.contains { $0.message.hasPrefix("`\(key)` takes a text") }, "\(key)")
    }
    #expect(reading.diagnostics.count == keys.count)
  }

  @Test("every finding of the drifted estate can be waived by its skeleton")
  func everyFinding() throws {
    let result = try FlowMart.drifted.get()
    for finding in result.findings {
      let text = filled(try WaiverSkeleton(result, findings: [finding.id], at: WaivedSample.now).text)
      let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: text)])
      #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)\n\(text)")
      var waived = result
      WaiverApplication(reading.files, at: WaivedSample.now).apply(to: &waived, sources: [])
      #expect(waived.findings.filter { $0.waiver != nil }.map(\.id) == [finding.id])
    }
  }

  @Test("an entry is what stands below the head")
  func entry() throws {
    let skeleton = try WaiverSkeleton(result, findings: ["00000000000000a1"], at: WaivedSample.now)
    #expect(skeleton.text == "schema: isolation-audit/waivers/v1\nwaivers:\n" + skeleton.entry)
  }

  @Test("text from the estate cannot break out of it")
  func hostile() throws {
    var result = result
    result.findings[0].title = "a\n  - id: evil\u{202E} # x"
    result.findings[0].from = "dev\" \\ \n evil"
    let text = filled(try WaiverSkeleton(result, findings: ["00000000000000a1"], at: WaivedSample.now).text)
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: text)])
    #expect(reading.refusals.isEmpty && reading.files.first?.waivers.count == 1)
  }

  @Test("findings that are not there, have no digest, or belong to two assertions are refused")
  func refused() {
    func message(_ result: AuditResult, _ ids: [String]) -> String? {
      do throws(GovernanceError) {
        _ = try WaiverSkeleton(result, findings: ids, at: WaivedSample.now)
        return nil
      } catch { return error.message }
    }
    #expect(
      message(result, ["00000000000000b1"])?.hasPrefix("there is no finding `00000000000000b1` in the result") == true
    )
    #expect(
      message(result, ["00000000000000a1", "00000000000000a4"])?.contains("a waiver is for one assertion") == true
    )
    var old = result
    old.findings[0].pathDigest = nil
    #expect(message(old, ["00000000000000a1"])?.contains("audit again") == true)
    #expect(message(result, []) == "no finding is named")
  }
}
