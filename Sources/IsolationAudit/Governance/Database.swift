import CSQLite

/// A connection to a database file of SQLite, closed when it goes.
///
/// Every call is checked, and what SQLite says becomes a sentence. A transaction that was not committed when the connection
/// goes is rolled back, as it is when the process is killed: the next one to open the file finds it as it was.
final class Database {
  /// What may be done with the file.
  enum Access {
    /// It is read and written, and made when it is not there.
    case readWrite
    /// It is read.
    case readOnly
  }

  /// A value of a row.
  enum Value: Equatable {
    case integer(Int)
    case text(String)
    case null
  }

  private let handle: OpaquePointer

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - access: What is to be done with it.
  ///   - wait: For how long to wait when another process has locked the file, in milliseconds.
  /// - Throws: ``GovernanceError`` when it cannot be opened.
  init(_ path: String, _ access: Access, wait: Int32) throws(GovernanceError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw GovernanceError("`\(path.visible())` is no path of a file")
    }
    // So that no name means anything to SQLite: `:memory:` and `file:` are files here.
    let name = path.hasPrefix("/") ? path : "./" + path
    var opened: OpaquePointer?
    let flags =
      switch access {
      case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      // A transaction that a killed process left behind has to be rolled back even before reading.
      case .readOnly: SQLITE_OPEN_READWRITE
      }
    let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw GovernanceError("there is no memory to open it") }
    guard code == SQLITE_OK else {
      let fault = Self.fault(opened, code)
      sqlite3_close_v2(opened)
      throw fault
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, wait)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that answer nothing.
  func execute(_ sql: String) throws(GovernanceError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw Self.fault(handle, code) }
  }

  /// Prepares a statement, to run it as often as needed.
  func prepare(_ sql: String) throws(GovernanceError) -> Statement {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.fault(handle, code) }
    return Statement(statement, of: self)
  }

  /// The rows that a query answers.
  func rows(_ sql: String, _ values: Value...) throws(GovernanceError) -> [[Value]] {
    try prepare(sql).rows(values)
  }

  /// The one number that a query answers; `nil` when it answers none.
  func number(_ sql: String, _ values: Value...) throws(GovernanceError) -> Int? {
    guard case .integer(let number)? = try prepare(sql).rows(values).first?.first else { return nil }
    return number
  }

  /// The number of the row that was inserted last.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// A statement that can be run again and again.
  final class Statement {
    private let statement: OpaquePointer
    private let handle: OpaquePointer
    /// The connection, which stays open as long as the statement is there.
    private let database: Database

    fileprivate init(_ statement: OpaquePointer, of database: Database) {
      (self.statement, self.handle, self.database) = (statement, database.handle, database)
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs the statement with values, and returns the rows that it answers.
    @discardableResult
    func rows(_ values: [Value]) throws(GovernanceError) -> [[Value]] {
      defer {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
      }
      for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
      var rows: [[Value]] = []
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map(column))
        case SQLITE_DONE: return rows
        case let code: throw Database.fault(handle, code)
        }
      }
    }

    private func bind(_ value: Value, at index: Int32) throws(GovernanceError) {
      let code =
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, index, Int64(number))
        case .text(let text):
          isolationaudit_sqlite3_bind_text(statement, index, text, Int32(clamping: text.utf8.count))
        case .null: sqlite3_bind_null(statement, index)
        }
      guard code == SQLITE_OK else { throw Database.fault(handle, code) }
    }

    private func column(_ index: Int32) -> Value {
      switch sqlite3_column_type(statement, index) {
      case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, index)))
      case SQLITE_NULL: return .null
      default:
        guard let bytes = sqlite3_column_text(statement, index) else { return .null }
        let length = Int(sqlite3_column_bytes(statement, index))
        return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
      }
    }
  }

  /// What SQLite says is wrong, in words for people who know nothing of SQLite.
  fileprivate static func fault(_ handle: OpaquePointer, _ code: Int32) -> GovernanceError {
    let detail = String(cString: sqlite3_errmsg(handle))
    let message =
      switch code & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED: "another process holds the file, and did not let it go in time"
      case SQLITE_READONLY: "the file cannot be written, or its directory cannot"
      case SQLITE_FULL: "there is no space left for it"
      case SQLITE_CANTOPEN: "the file cannot be opened; is it a directory, or is its directory missing?"
      case SQLITE_NOTADB: "the file is no history: it is no SQLite database"
      case SQLITE_CORRUPT: "the file is damaged; put it aside, and begin another or take a copy of before"
      case SQLITE_IOERR: "the file could not be read or written; is the disk full?"
      case SQLITE_PERM, SQLITE_AUTH: "the file may not be opened"
      default: "it cannot be used"
      }
    return GovernanceError("\(message) (SQLite: \(detail.visible(limit: 200)), \(code))")
  }
}

extension Database.Value {
  /// The text; empty for what is none.
  var text: String { if case .text(let text) = self { text } else { "" } }
  /// The number; 0 for what is none.
  var integer: Int { if case .integer(let number) = self { number } else { 0 } }
}
