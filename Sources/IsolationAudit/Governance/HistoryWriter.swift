import Crypto

/// Adds one run to a history, inside a transaction that the caller began.
struct HistoryWriter {
  /// Why a span is closed.
  enum Reason: String {
    /// The finding is gone.
    case fixed
    /// Nobody asks for it any more: the assertion, or its pair of environments, is not in the policy.
    case notAsserted = "not-asserted"
  }

  private let database: Database
  private let result: AuditResult

  init(_ database: Database, _ result: AuditResult) { (self.database, self.result) = (database, result) }

  /// Adds the run, unless it is there already.
  ///
  /// - Returns: The number of the run.
  /// - Throws: ``GovernanceError`` when the history has a later run of the estate.
  func write() throws(GovernanceError) -> Int {
    guard CalendarDay(ofMoment: result.generated) != nil else {
      throw GovernanceError(
        "the time of the run, `\(result.generated.visible(limit: 60))`, is not in UTC: it has no place among the others"
      )
    }
    let key: [Database.Value] = [.text(result.subject), .text(result.generated), .text(inputs), .text(policies)]
    let same = "SELECT id FROM run WHERE subject = ? AND generated = ? AND inputs = ? AND policies = ?"
    if case .integer(let run)? = try database.prepare(same).rows(key).first?.first { return run }
    let last = try database.rows("SELECT generated FROM run WHERE subject = ? ORDER BY id DESC LIMIT 1", key[0])
    if let last = last.first?.first?.text, last > result.generated {
      throw GovernanceError(
        "the history has a run of \(last.visible(limit: 40)), later than this one of \(result.generated); runs are added in order"
      )
    }
    try database.prepare(
      """
      INSERT INTO run (subject, generated, inputs, policies, tool, verdict, findings, waived)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).rows(
      key + [
        .text(result.tool.version), .text(result.verdict.rawValue), .integer(result.findings.count),
        .integer(result.findings.count { $0.waiver != nil }),
      ]
    )
    let run = database.lastRow
    try see(run)
    try close(run)
    return run
  }

  /// The digest of the inputs: their paths and digests.
  private var inputs: String { digest(result.inputs.map { "\($0.sha256)  \($0.path)" }) }

  /// The digest of the policies; their names do not matter.
  private var policies: String { digest(result.policies.map(\.sha256).sorted()) }

  private func digest(_ lines: [String]) -> String {
    TrafficFindingWriter.hexadecimal(SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)))
  }

  /// Opens a span for each finding that has none, and draws the others out to this run.
  private func see(_ run: Int) throws(GovernanceError) {
    let know = try database.prepare(
      """
      INSERT INTO finding (subject, fingerprint, assertion, origin, destination, severity, title)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject, fingerprint) DO UPDATE SET severity = excluded.severity, title = excluded.title
      RETURNING id
      """
    )
    let extend = try database.prepare("UPDATE span SET seen = ? WHERE finding = ? AND closed IS NULL RETURNING opened")
    let open = try database.prepare("INSERT INTO span (finding, opened, seen) VALUES (?, ?, ?)")
    for finding in result.findings {
      let values: [Database.Value] = [
        .text(result.subject), .text(finding.id), .text(finding.assertion), .text(finding.from), .text(finding.to),
        .text(finding.severity.rawValue), .text(finding.title),
      ]
      guard let id = try know.rows(values).first?.first else { continue }
      if try extend.rows([.integer(run), id]).isEmpty {
        try open.rows([id, .integer(run), .integer(run)])
      }
    }
  }

  /// Closes the spans of findings that are not there and would have been found, or that nobody asks for.
  private func close(_ run: Int) throws(GovernanceError) {
    let absent = try database.rows(
      """
      SELECT finding.id, assertion, origin, destination FROM span JOIN finding ON finding.id = span.finding
      WHERE closed IS NULL AND subject = ? AND seen < ? ORDER BY finding.id
      """,
      .text(result.subject),
      .integer(run)
    )
    let close = try database.prepare("UPDATE span SET closed = ?, reason = ? WHERE finding = ? AND closed IS NULL")
    for row in absent {
      guard let reason = reason(assertion: row[1].text, from: row[2].text, to: row[3].text) else { continue }
      try close.rows([.integer(run), .text(reason.rawValue), row[0]])
    }
  }

  /// Why a finding that is not there is not there; `nil` when it cannot be told.
  private func reason(assertion id: String, from: String, to: String) -> Reason? {
    guard let assertion = result.assertions.first(where: { $0.id == id }) else { return .notAsserted }
    if result.wouldFind(assertion: id, from: from, to: to) { return .fixed }
    let isAsked = assertion.pairs.contains { ($0.from == from && $0.to == to) || ($0.from == to && $0.to == from) }
    return isAsked || assertion.pairs.isEmpty ? nil : .notAsserted
  }
}
