/// The file in which runs keep what they found: a database of SQLite.
///
/// A finding has a span from the run that saw it first to the one that closed it; when it comes back, another one. It is closed
/// only by a run that would have found it. A run that could not judge its pair leaves the span as it is.
///
/// A run is added in one transaction, under a lock that keeps other runs out. Runs of one estate are added in the order of
/// their times; a run that is there already changes nothing.
public struct HistoryFile: Sendable {
  /// The version of the tables.
  static let version = 1
  /// What marks a database as a history: "ISAU".
  static let application = 0x4953_4155
  /// The number of runs that a result carries, counted from the last.
  public static let maximumRuns = 400

  /// The path of the file.
  public let path: String
  /// For how long to wait when another process has locked the file, in milliseconds.
  public let wait: Int

  /// Names a file.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - wait: For how long to wait when another process has locked it, in milliseconds.
  public init(_ path: String, wait: Int = 10_000) { (self.path, self.wait) = (path, wait) }

  /// Adds the run of a result, unless it is there already, and says how old its findings are.
  ///
  /// - Parameter result: The result, with its waivers applied.
  /// - Returns: The history up to this run.
  /// - Throws: ``GovernanceError`` when the file cannot be used, or has a later run of the estate; it is then as it was.
  public func add(_ result: AuditResult) throws(GovernanceError) -> FindingHistory {
    let database = try Database(path, .readWrite, wait: Int32(clamping: wait))
    try database.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    // Written by others or damaged: said before anything is locked.
    try Self.check(database, mayBeEmpty: true)
    try database.execute("BEGIN IMMEDIATE")
    // Another run may have made the tables meanwhile.
    if try Self.check(database, mayBeEmpty: true) == 0 { try database.execute(Self.tables) }
    let run = try HistoryWriter(database, result).write()
    let history = try HistoryReader(database, subject: result.subject).history(upTo: run, of: result.findings.map(\.id))
    try database.execute("COMMIT")
    return history
  }

  /// Reads the history up to the last run of an estate.
  ///
  /// - Parameter subject: The name of the estate, as results have it; `nil` when the file has only one.
  /// - Returns: The history, with the age of every finding that is open.
  /// - Throws: ``GovernanceError`` when the file cannot be used, has no run of the estate, or has several estates and none is named.
  public func history(of subject: String? = nil) throws(GovernanceError) -> FindingHistory {
    let reader = try reader(of: subject)
    guard let run = try reader.lastRun() else { throw GovernanceError("no run has been added") }
    return try reader.history(upTo: run, of: nil)
  }

  /// Opens the file to read what it has of an estate.
  func reader(of subject: String?) throws(GovernanceError) -> HistoryReader {
    let database = try open()
    if let subject { return HistoryReader(database, subject: subject) }
    let subjects = try HistoryReader.subjects(database)
    guard subjects.count <= 1 else {
      let names = subjects.prefix(20).map { "`\($0.visible(limit: 60))`" }.joined(separator: ", ")
      throw GovernanceError("it has runs of \(subjects.count) estates; name one with --subject: \(names)")
    }
    return HistoryReader(database, subject: subjects.first ?? "")
  }

  /// Opens the file to read it.
  func open() throws(GovernanceError) -> Database {
    let database = try Database(path, .readOnly, wait: Int32(clamping: wait))
    try database.execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")
    try Self.check(database, mayBeEmpty: false)
    return database
  }

  /// Makes sure that a database is a history of a version that is known.
  ///
  /// - Returns: The version of its tables; 0 for a file with nothing in it.
  @discardableResult
  private static func check(_ database: Database, mayBeEmpty: Bool) throws(GovernanceError) -> Int {
    let found = try database.number("PRAGMA user_version") ?? 0
    let application = try database.number("PRAGMA application_id") ?? 0
    let count = try database.number("SELECT COUNT(*) FROM sqlite_schema") ?? 0
    if count == 0, found == 0, application == 0 {
      if mayBeEmpty { return 0 }
      throw GovernanceError("the file is empty: no run has been added")
    }
    guard application == Self.application else {
      throw GovernanceError("the file is no history: it is an SQLite database of another program")
    }
    guard found <= version else {
      throw GovernanceError(
        "the file was written by a newer version of this program (its tables are version \(found), this one knows \(version)); use that version"
      )
    }
    return found
  }

  /// The tables.
  private static let tables = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,
      generated TEXT NOT NULL,
      inputs TEXT NOT NULL,
      policies TEXT NOT NULL,
      tool TEXT NOT NULL,
      verdict TEXT NOT NULL,
      findings INTEGER NOT NULL,
      waived INTEGER NOT NULL,
      UNIQUE (subject, generated, inputs, policies)
    ) STRICT;
    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      assertion TEXT NOT NULL,
      origin TEXT NOT NULL,
      destination TEXT NOT NULL,
      severity TEXT NOT NULL,
      title TEXT NOT NULL,
      UNIQUE (subject, fingerprint)
    ) STRICT;
    CREATE TABLE span (
      finding INTEGER NOT NULL REFERENCES finding (id),
      opened INTEGER NOT NULL REFERENCES run (id),
      seen INTEGER NOT NULL REFERENCES run (id),
      closed INTEGER REFERENCES run (id),
      reason TEXT,
      PRIMARY KEY (finding, opened)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX span_opened ON span (opened);
    CREATE INDEX span_closed ON span (closed) WHERE closed IS NOT NULL;
    CREATE INDEX span_open ON span (finding) WHERE closed IS NULL;
    PRAGMA application_id = \(application);
    PRAGMA user_version = \(version);
    """
}
