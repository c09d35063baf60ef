import Foundation

/// What people decided about findings, beside the policy: waivers, what controls ask for, and the result to compare with.
///
/// Everything is read before an audit begins, so that a faulty file is told at once, and applied when the result is there.
public struct Governance: Sendable {
  private let waivers: WaiverReading?
  private let waiverSources: [AuditResult.PolicyFile]
  private let catalogues: ControlCatalogues
  private let previous: SavedResult?

  /// Reads what was decided.
  ///
  /// - Parameters:
  ///   - waiverFiles: The waiver files.
  ///   - controlFiles: Catalogues of controls, beside those that come with the program.
  ///   - previous: The result to compare with.
  /// - Throws: ``AuditError/policy(_:)`` when a file cannot be used at all. A waiver with a fault is not one: it counts as absent.
  public init(
    waiverFiles: [String] = [],
    controlFiles: [String] = [],
    previous: SavedResult? = nil
  ) throws(AuditError) {
    self.previous = previous
    catalogues = try Self.catalogues(controlFiles)
    guard !waiverFiles.isEmpty else {
      (waivers, waiverSources) = (nil, [])
      return
    }
    let inputs = try IsolationAuditor.readPolicies(waiverFiles, of: "a waiver file")
    let reading = WaiverReading.read(inputs)
    if !reading.refusals.isEmpty { throw .policy(reading.refusals.sorted()) }
    waivers = reading
    waiverSources = inputs.map(AuditResult.PolicyFile.init)
  }

  /// The catalogues that come with the program, with those of files.
  package static func catalogues(_ files: [String]) throws(AuditError) -> ControlCatalogues {
    let inputs = try IsolationAuditor.readPolicies(files, of: "a catalogue of controls")
    do throws(GovernanceFaults) {
      return try ControlCatalogues(files: inputs)
    } catch {
      throw .policy(error.diagnostics)
    }
  }

  /// Applies everything to a result: fills in ``AuditResult/waivers``, ``AuditResult/controls`` and ``AuditResult/change``,
  /// and judges anew the assertions whose findings are waived.
  ///
  /// Waivers of an earlier application are taken back first, so it may be applied again, with other files or on another day
  /// (``AuditResult/generated``).
  ///
  /// - Parameter result: The result.
  /// - Returns: What people should know, a sentence each: waivers that are not in force or end soon, what stands in the way of
  ///   the comparison.
  @discardableResult
  public func apply(to result: inout AuditResult) -> [String] {
    var messages: [String] = []
    if let waivers {
      WaiverApplication(waivers.files, at: result.generated).apply(to: &result, sources: waiverSources)
      messages += (result.waivers?.waivers ?? []).filter { !$0.remarks.isEmpty }.map { "warning: \($0.line)" }
    }
    ControlAssessment(catalogues).apply(to: &result)
    if let previous {
      result.change = ResultComparison(from: previous.result, to: result)
        .change(basis: .result, name: previous.name, sha256: previous.sha256)
      messages += (result.change?.notes ?? []).map { "note: \(previous.name): \($0.visible())" }
    }
    return messages
  }
}
