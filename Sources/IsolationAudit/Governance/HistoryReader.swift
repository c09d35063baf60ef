/// Reads what a history has of one estate.
struct HistoryReader {
  private let database: Database
  private let subject: String

  init(_ database: Database, subject: String) { (self.database, self.subject) = (database, subject) }

  /// The names of all estates in a history, sorted.
  static func subjects(_ database: Database) throws(GovernanceError) -> [String] {
    try database.rows("SELECT DISTINCT subject FROM run ORDER BY subject").map { $0[0].text }
  }

  /// The number of the last run; `nil` when the estate has none.
  func lastRun() throws(GovernanceError) -> Int? {
    try database.number("SELECT MAX(id) FROM run WHERE subject = ?", .text(subject))
  }

  /// The time of a run; empty for one that is not there.
  func time(ofRun run: Int) throws(GovernanceError) -> String {
    try database.rows("SELECT generated FROM run WHERE id = ?", .integer(run)).first?.first?.text ?? ""
  }

  /// The history as it was after a run.
  ///
  /// - Parameters:
  ///   - run: The number of the run.
  ///   - findings: The ids of the findings whose age is asked for; `nil` for all that were there.
  /// - Returns: The history.
  /// - Throws: ``GovernanceError`` when the file cannot be read.
  func history(upTo run: Int, of findings: [String]?) throws(GovernanceError) -> FindingHistory {
    let wanted = findings.map { Set($0) }
    let ages = try database.rows(
      """
      SELECT finding.fingerprint, first.generated, since.generated, whole.spans - 1
      FROM span
      JOIN finding ON finding.id = span.finding
      JOIN (SELECT finding, MIN(opened) AS opened, COUNT(*) AS spans FROM span WHERE opened <= ?2 GROUP BY finding) AS whole
        ON whole.finding = span.finding
      JOIN run AS first ON first.id = whole.opened
      JOIN run AS since ON since.id = span.opened
      WHERE finding.subject = ?1 AND span.opened <= ?2 AND span.seen >= ?2
      ORDER BY finding.fingerprint
      """,
      .text(subject),
      .integer(run)
    )
    let fixed = try database.rows(
      """
      SELECT finding.fingerprint, finding.assertion, finding.title, first.generated, last.generated
      FROM span
      JOIN finding ON finding.id = span.finding
      JOIN run AS last ON last.id = span.seen
      JOIN run AS first ON first.id = (SELECT MIN(opened) FROM span AS other WHERE other.finding = span.finding)
      WHERE finding.subject = ? AND span.closed = ? AND span.reason = 'fixed'
      ORDER BY finding.fingerprint
      """,
      .text(subject),
      .integer(run)
    )
    return FindingHistory(
      runs: try runs(upTo: run),
      findings: ages.filter { wanted?.contains($0[0].text) ?? true }.map {
        .init(finding: $0[0].text, firstSeen: $0[1].text, since: $0[2].text, reopened: $0[3].integer)
      },
      fixed: fixed.map {
        .init(
          finding: $0[0].text,
          assertion: $0[1].text,
          title: $0[2].text,
          firstSeen: $0[3].text,
          lastSeen: $0[4].text
        )
      }
    )
  }

  /// The last runs, the oldest first.
  private func runs(upTo run: Int) throws(GovernanceError) -> [FindingHistory.Run] {
    let rows = try database.rows(
      """
      SELECT generated, verdict, findings,
        (SELECT COUNT(*) FROM span WHERE span.opened = run.id),
        (SELECT COUNT(*) FROM span WHERE span.closed = run.id AND span.reason = 'fixed')
      FROM run WHERE subject = ? AND id <= ? ORDER BY id DESC LIMIT ?
      """,
      .text(subject),
      .integer(run),
      .integer(HistoryFile.maximumRuns)
    )
    return rows.reversed().map {
      .init(
        generated: $0[0].text,
        // A verdict that is not known was written by nobody.
        verdict: AuditVerdict(rawValue: $0[1].text) ?? .inconclusive,
        findings: $0[2].integer,
        opened: $0[3].integer,
        fixed: $0[4].integer
      )
    }
  }

  /// A finding that is open, or the life of one.
  struct Span {
    var finding: String
    var assertion: String
    var title: String
    var opened: String
    var seen: String
    var closed: String?
    var reason: String?
  }

  /// The spans of a finding, or those of all findings that are open, the oldest first.
  func spans(of finding: String?) throws(GovernanceError) -> [Span] {
    let rows = try database.rows(
      """
      SELECT finding.fingerprint, finding.assertion, finding.title, opened.generated, seen.generated, closed.generated, span.reason
      FROM span
      JOIN finding ON finding.id = span.finding
      JOIN run AS opened ON opened.id = span.opened
      JOIN run AS seen ON seen.id = span.seen
      LEFT JOIN run AS closed ON closed.id = span.closed
      WHERE finding.subject = ?1 AND ((?2 IS NULL AND span.closed IS NULL) OR finding.fingerprint = ?2)
      ORDER BY span.opened, finding.fingerprint
      """,
      .text(subject),
      finding.map { .text($0) } ?? .null
    )
    return rows.map { row in
      Span(
        finding: row[0].text,
        assertion: row[1].text,
        title: row[2].text,
        opened: row[3].text,
        seen: row[4].text,
        closed: row[5] == .null ? nil : row[5].text,
        reason: row[6] == .null ? nil : row[6].text
      )
    }
  }
}
