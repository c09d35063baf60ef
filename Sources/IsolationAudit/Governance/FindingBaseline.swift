import Foundation

/// The findings of one day, for a team that begins with old ones: what is not among them is new.
///
/// A baseline is no waiver. It hides nothing from a report and permits nothing; it only decides whether a run fails.
public struct FindingBaseline: Codable, Equatable, Sendable {
  /// The identifier of the form.
  public static let currentSchema = "isolation-audit/baseline/v1"

  /// The identifier of the form, ``currentSchema``.
  public var schema: String
  /// The estate, as the result named it.
  public var subject: String
  /// The time of the result, RFC 3339 in UTC.
  public var generated: String
  /// The findings, sorted by id.
  public var findings: [Entry]

  /// A finding.
  public struct Entry: Codable, Equatable, Sendable {
    /// Its id.
    public var id: String
    /// The digest of its path; left out where the result had none.
    public var path: String?
    /// The id of the assertion.
    public var assertion: String
    /// The finding in one line, for people.
    public var title: String
  }

  /// Takes down the findings of a result.
  ///
  /// - Parameter result: The result.
  public init(_ result: AuditResult) {
    schema = Self.currentSchema
    (subject, generated) = (result.subject, result.generated)
    findings = result.findings.map {
      Entry(id: $0.id, path: $0.pathDigest, assertion: $0.assertion, title: $0.title)
    }.sorted { $0.id < $1.id }
  }

  /// The baseline as JSON by `docs/schema/baseline.schema.json`, with a line feed at its end.
  ///
  /// - Throws: An error when a value cannot be encoded.
  public func render() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// Reads a baseline that ``render()`` made.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The baseline.
  /// - Throws: ``GovernanceError`` when the bytes are no baseline, or one of another version.
  public static func read(_ bytes: [UInt8]) throws(GovernanceError) -> FindingBaseline {
    let baseline: FindingBaseline
    do {
      baseline = try JSONDecoder().decode(FindingBaseline.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw GovernanceError("not a baseline: \(error.complaint)")
    } catch {
      throw GovernanceError("not a baseline")
    }
    guard baseline.schema == currentSchema else {
      throw GovernanceError("a baseline of schema '\(baseline.schema.visible(limit: 80))', expected '\(currentSchema)'")
    }
    return baseline
  }

  /// What became of the findings of a baseline.
  public struct Comparison: Equatable, Sendable {
    /// The findings of the result that the baseline does not have, in the result's order; those that are waived are left out.
    public var new: [Finding] = []
    /// The findings that both have, on another path than before, in the result's order.
    public var changed: [Finding] = []
    /// The findings that only the baseline has and the result would have found, by id.
    public var gone: [Entry] = []
    /// The findings that only the baseline has, of which the result cannot tell whether they are gone, by id.
    public var unsettled: [Entry] = []

    /// A comparison without any difference.
    public init() {}
  }

  /// Compares a result with the baseline.
  ///
  /// Linear in the findings of both.
  ///
  /// - Parameter result: A later result, with its waivers applied: what is waived is not new.
  /// - Returns: What became of the baseline's findings, and what is new.
  public func compare(_ result: AuditResult) -> Comparison {
    let known = Dictionary(findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var comparison = Comparison()
    for finding in result.findings where finding.waiver == nil {
      guard let entry = known[finding.id] else {
        comparison.new.append(finding)
        continue
      }
      if entry.path != finding.pathDigest { comparison.changed.append(finding) }
    }
    let now = Set(result.findings.map(\.id))
    for entry in findings where !now.contains(entry.id) {
      if result.judgesEverything(of: entry.assertion) {
        comparison.gone.append(entry)
      } else {
        comparison.unsettled.append(entry)
      }
    }
    return comparison
  }
}

extension AuditResult {
  /// Whether an assertion is made and nothing about it was left open.
  fileprivate func judgesEverything(of id: String) -> Bool {
    assertions.contains { $0.id == id && $0.gaps.isEmpty && $0.outcome != .inconclusive }
  }
}

extension FindingBaseline.Comparison {
  /// The counts in one line.
  package var summary: String {
    var parts = [new.count.of("new finding"), "\(changed.count.grouped) changed", "\(gone.count.grouped) gone"]
    if !unsettled.isEmpty { parts.append("\(unsettled.count.grouped) that could not be looked for") }
    return parts.joined(separator: ", ")
  }

  /// A line for each finding that differs.
  ///
  /// - Parameter strict: Whether findings whose path has changed fail the run.
  /// - Returns: The lines, new findings first.
  package func lines(strict: Bool) -> [String] {
    new.map { "new: \($0.id) \($0.assertion): \($0.title.visible(limit: 200))" }
      + changed.map {
        "changed\(strict ? "" : ", let pass"): \($0.id) \($0.assertion): \($0.title.visible(limit: 200))"
      }
      + gone.map { "gone: \($0.id) \($0.assertion.visible(limit: 80)): \($0.title.visible(limit: 200))" }
      + unsettled.map {
        "not looked for: \($0.id) \($0.assertion.visible(limit: 80)): \($0.title.visible(limit: 200))"
      }
  }
}
