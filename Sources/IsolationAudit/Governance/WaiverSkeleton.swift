/// Writes a waiver for findings of a result, ready but for what only people can say.
package struct WaiverSkeleton: Sendable {
  private let findings: [Finding]
  private let created: CalendarDay?
  private let createdText: String

  /// Prepares a waiver.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - ids: The ids of the findings; all of one assertion.
  ///   - moment: The time of writing, RFC 3339 in UTC.
  /// - Throws: ``GovernanceError`` when a finding is not in the result, has no digest, or belongs to another assertion.
  package init(_ result: AuditResult, findings ids: [String], at moment: String) throws(GovernanceError) {
    var found: [Finding] = []
    for id in ids {
      guard let finding = result.findings.first(where: { $0.id == id }) else {
        let hint = PolicyWording.hint(for: id, known: result.findings.prefix(8).map(\.id), plural: "findings")
        throw GovernanceError("there is no finding `\(id.visible(limit: 40))` in the result; \(hint)")
      }
      guard finding.pathDigest != nil else {
        throw GovernanceError("finding \(id) has no digest of its path: the result is of an older version; audit again")
      }
      if let first = found.first, first.assertion != finding.assertion {
        throw GovernanceError(
          "finding \(id) violates `\(finding.assertion)` and finding \(first.id) `\(first.assertion)`; a waiver is for one assertion"
        )
      }
      if !found.contains(where: { $0.id == id }) { found.append(finding) }
    }
    guard !found.isEmpty else { throw GovernanceError("no finding is named") }
    findings = found
    created = CalendarDay(ofMoment: moment)
    createdText = String(moment.prefix(10))
  }

  /// The text of a waiver file with this one waiver.
  package var text: String {
    "schema: \(WaiverFileReader.schema)\nwaivers:\n" + entry
  }

  /// The waiver as an item of the list of an existing file.
  package var entry: String {
    let first = findings[0]
    let name = "\(first.assertion.prefix(55))-\(first.id.prefix(8))"
    var lines: [String] = findings.map { "  # \($0.title.visible(limit: 200))" }
    lines.append("  - id: \(name)")
    lines.append("    assertion: \(quoted(first.assertion))")
    lines.append("    finding: \(list(findings.map(\.id)))")
    lines.append("    # The paths as they are today; the waiver is void for a finding whose path changes.")
    lines.append("    path: \(list(findings.compactMap(\.pathDigest)))")
    if let from = same(\.from) { lines.append("    from: \(quoted(from))") }
    if let to = same(\.to) { lines.append("    to: \(quoted(to))") }
    lines += [
      "    reason:      # why it has to be, in a sentence",
      "    owner:       # who answers for it",
      "    approver:    # who agreed; somebody else",
      "    ticket:",
      "    created: \(createdText)",
      "    expires:     # the last day, as YYYY-MM-DD; at most \(WaiverFile.usualMaximumDays) days later unless `max-days` says otherwise",
      "    # evidence:  # what compensates for it meanwhile",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What all findings have alike, unless it is empty.
  private func same(_ key: KeyPath<Finding, String>) -> String? {
    let values = Set(findings.map { $0[keyPath: key] })
    guard values.count == 1, let value = values.first, !value.isEmpty else { return nil }
    return value
  }

  private func list(_ values: [String]) -> String {
    values.count == 1 ? quoted(values[0]) : "[" + values.map(quoted).joined(separator: ", ") + "]"
  }

  /// A text in double quotes, as JSON and YAML both read it.
  private func quoted(_ text: String) -> String {
    "\"" + text.visible(limit: 400).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
