import Foundation

/// The program under measurement.
struct AuditProgram {
  let path: String

  /// The moment that reports carry, so that two runs write the same bytes.
  private static let now = "2026-11-23T00:00:00Z"

  /// Runs a whole audit of an estate.
  func run(_ estate: GeneratedEstate, outputs: [String]) throws -> ChildProcess {
    var arguments = ["audit", "--snapshot", estate.snapshot.path, "--policy", estate.policy.path, "--now", Self.now]
    for output in outputs {
      let name =
        ["junit": "junit.xml", "html": "report.html", "json": estate.result.lastPathComponent][output] ?? output
      arguments += ["--output", "\(output)=\(estate.reports.appending(path: name).path)"]
    }
    return try ChildProcess.run(path, arguments)
  }

  /// Returns how long the program takes to do nothing; `nil` when it fails to.
  func startTime(runs: Int) throws -> (best: Duration, median: Duration)? {
    let walls = try (0..<runs).map { _ in try ChildProcess.run(path, ["--version"]) }
    guard let best = walls.map(\.wall).min(), walls.allSatisfy({ $0.exitCode == 0 }) else { return nil }
    return (best, walls.map(\.wall).sorted()[runs / 2])
  }

  /// Returns how long the program takes to read an estate on one core; `nil` when it has no such command.
  func readTime(_ estate: GeneratedEstate, runs: Int) throws -> Duration? {
    let arguments = ["snapshot", "lint", estate.snapshot.path]
    let walls = try (0..<runs).compactMap { _ in try ChildProcess.runOnOneCore(path, arguments) }
    return walls.allSatisfy { $0.exitCode == 0 } ? walls.map(\.wall).min() : nil
  }
}
