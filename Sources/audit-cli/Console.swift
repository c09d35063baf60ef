import Foundation
import IsolationAudit

/// The terminal: messages and progress on the standard error, and what it can show.
enum Console {
  /// Writes a message to the standard error, a line.
  static func error(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
  }

  /// Writes diagnostics to the standard error, a line each.
  static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { error(diagnostic.description) }
  }

  /// Writes out what is still buffered.
  ///
  /// - Throws: the exit code of an internal error when the standard output does not take it, such as on a full disk.
  static func flush() throws {
    guard fflush(nil) == 0 else {
      error("error: the standard output could not be written")
      throw Outcome.internalError.exit
    }
  }

  /// Whether progress is shown: the standard error is a terminal.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether text on the standard output may have colours (see no-color.org).
  static var usesColor: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
  }

  /// The width of the terminal, at most 160 columns, since longer lines are hard to read; without one `COLUMNS`, else 80
  /// in continuous integration, whose logs are narrow, else 100.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
      let environment = ProcessInfo.processInfo.environment
      if let columns = environment["COLUMNS"].flatMap({ Int($0) }) { return min(max(40, columns), 1_000) }
      return environment["CI"].map { !$0.isEmpty && $0 != "false" } ?? false ? 80 : 100
    }
    return min(Int(size.ws_col), 160)
  }

  /// Shows a step of the work, over the step before.
  static func progress(_ text: String) {
    guard showsProgress else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// Reads a file, or the standard input for `-`.
  static func read(_ path: String) throws -> [UInt8] {
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    guard let data = FileManager.default.contents(atPath: path) else {
      error("\(path): error: cannot be read, expected a file")
      throw Outcome.usage.exit
    }
    return [UInt8](data)
  }

  /// The time of the run: as given, else `SOURCE_DATE_EPOCH`, else now; RFC 3339, UTC, whole seconds.
  static func time(_ given: String?) throws -> String {
    if let given {
      guard let date = try? Date(given, strategy: .iso8601) else {
        error("--now: `\(given)` is no time, expected RFC 3339 such as 2026-11-23T02:00:00Z")
        throw Outcome.usage.exit
      }
      return date.formatted(.iso8601)
    }
    if let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(TimeInterval.init) {
      return Date(timeIntervalSince1970: epoch).formatted(.iso8601)
    }
    return Date().formatted(.iso8601)
  }
}
