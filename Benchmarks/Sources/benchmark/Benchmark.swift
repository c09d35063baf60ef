import ArgumentParser
import EstateGenerator
import Foundation

/// Measures whole audits of generated estates against the time that reading the same files takes.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure whole audits of generated estates, and check that they find what was planted.",
    discussion: """
      For each size: the floor (reading every file and validating it as UTF-8, on one core), the wall time of a whole
      audit with JUnit and HTML reports, their ratio, and the audit's peak memory. Floor and audit are measured in turn,
      and the best of each counts.
      """
  )

  @Option(help: "The numbers of network interfaces, separated by commas; a VPC for each hundred.")
  var sizes = "1000,10000,100000"

  @Option(help: "Measure estates of identities only, with these numbers of roles, separated by commas.")
  var roles: String?

  @Option(help: "The seed of the estates.")
  var seed: UInt64 = 1

  @Option(help: "How often each thing is measured; the best counts.")
  var `repeat` = 5

  @Option(help: "Where generated estates are kept for the next run.")
  var cache = FileManager.default.temporaryDirectory.appending(path: "isolation-audit-benchmark").path

  @Option(help: "The program to measure.")
  var auditCLI = "../.build/release/audit-cli"

  @Flag(help: "JSON without any space, instead of the aws command line's four spaces a level.")
  var compact = false

  @Flag(help: "Fail unless every audit finds what was planted and nothing else.")
  var strict = false

  func validate() throws {
    if `repeat` < 1 { throw ValidationError("--repeat \(`repeat`): at least 1 was expected") }
  }

  func run() throws {
    if let roles {
      let sizes = try roles.split(separator: ",").map { text in
        guard let roles = Int(text.trimming(while: { $0 == " " })), roles > 0 else {
          throw ValidationError("--roles \(self.roles ?? ""): '\(text)' is no number")
        }
        return roles
      }
      let measure = IdentityMeasure(
        audit: AuditProgram(path: URL(filePath: auditCLI).path),
        cache: URL(filePath: cache, directoryHint: .isDirectory),
        runs: self.repeat
      )
      return print(try measure.table(sizes))
    }
    let estates = try sizes.split(separator: ",").map { text in
      guard let interfaces = Int(text.trimming(while: { $0 == " " })) else {
        throw ValidationError("--sizes \(sizes): '\(text)' is no number")
      }
      return try GeneratedEstate(
        size: size(interfaces),
        compact: compact,
        cache: URL(filePath: cache, directoryHint: .isDirectory)
      )
    }
    for estate in estates { try estate.prepare() }

    let program = URL(filePath: auditCLI).path
    let audit = FileManager.default.isExecutableFile(atPath: program) ? AuditProgram(path: program) : nil
    if audit == nil {
      note("\(auditCLI): no such program; only the floor is measured; script/audit builds it")
    }

    var rows: [Measurement] = []
    for estate in estates { rows.append(try measure(estate, audit)) }
    print(ResultTable(rows).text)
    if let audit { try printSmall(audit, rows) }

    // The results are read last: their size must not count as an audit's memory (see ``ChildProcess``).
    guard audit != nil else {
      if strict { throw ExitCode.failure }
      return
    }
    var isRight = true
    for estate in estates {
      let check = try PlantedCheck(estate)
      print("\(estate.size.interfaces) interfaces: \(check.summary)")
      isRight = isRight && check.isRight
    }
    if strict, !isRight { throw ExitCode.failure }
  }

  private func size(_ interfaces: Int) throws -> EstateSize {
    do {
      return try EstateSize(vpcs: max(10, interfaces / 100), interfaces: interfaces, seed: seed)
    } catch {
      throw ValidationError(error.description)
    }
  }

  private func measure(_ estate: GeneratedEstate, _ audit: AuditProgram?) throws -> Measurement {
    let floor = try Floor(of: estate.snapshot)
    note("measuring \(estate.size.interfaces) interfaces, \(floor.bytes) bytes in \(floor.files.count) files")
    var row = Measurement(estate: estate, files: floor.files.count, bytes: floor.bytes)
    try estate.clearReports()
    // Once for nothing: everything is in the page cache from here on. This run's result is checked at the end.
    row.floor = try floor.time()
    let first = try audit?.run(estate, outputs: ["junit", "html", "json"])
    if let first, ![0, 1, 3].contains(first.exitCode) {
      throw ValidationError("the audit ended with exit code \(first.exitCode): \(first.lastWords)")
    }
    for _ in 0..<self.repeat {
      row.floor = min(row.floor, try floor.time())
      guard let run = try audit?.run(estate, outputs: ["junit", "html"]) else { continue }
      row.wall = min(row.wall ?? run.wall, run.wall)
      row.peakMemory = max(row.peakMemory ?? 0, run.peakMemory)
    }
    return row
  }

  /// Prints what is measured apart from whole audits: process start, and reading on one core.
  private func printSmall(_ audit: AuditProgram, _ rows: [Measurement]) throws {
    if let start = try audit.startTime(runs: 20) {
      print(
        "process start (audit-cli --version): \(milliseconds(start.best)) best, \(milliseconds(start.median)) median"
      )
    }
    guard let largest = rows.max(by: { $0.bytes < $1.bytes }) else { return }
    if let wall = try audit.readTime(largest.estate, runs: self.repeat) {
      let rate = Double(largest.bytes) / 1e6 / seconds(wall)
      print("bytes to records on one core (audit-cli snapshot lint): \(fixed(rate, 0)) MB/s")
    } else {
      print("bytes to records on one core: this audit-cli has no `snapshot lint`")
    }
    print(
      "memory of the benchmark itself, below which no audit's can be seen: \(megabytes(ChildProcess.ownPeakMemory))"
    )
  }
}

/// Writes a line to standard error.
func note(_ text: String) { FileHandle.standardError.write(Data("benchmark: \(text)\n".utf8)) }

extension Substring {
  fileprivate func trimming(while isTrimmed: (Character) -> Bool) -> Substring {
    let front = drop(while: isTrimmed)
    return front[..<(front.lastIndex { !isTrimmed($0) }.map { front.index(after: $0) } ?? front.startIndex)]
  }
}
