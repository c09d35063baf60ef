import EstateGenerator
import Foundation

/// An estate of the benchmark on disk, generated once for each size and seed.
struct GeneratedEstate {
  let size: EstateSize
  let compact: Bool
  /// The directory with `snapshot/`, `policy.yaml` and `expected.json`.
  let root: URL

  init(size: EstateSize, compact: Bool, cache: URL) {
    (self.size, self.compact) = (size, compact)
    let form = compact ? "compact" : "pretty"
    root = cache.appending(path: "estate-\(size.vpcs)-\(size.interfaces)-\(size.seed)-\(form)")
  }

  var snapshot: URL { root.appending(path: "snapshot") }
  var policy: URL { root.appending(path: "policy.yaml") }
  var expected: URL { root.appending(path: "expected.json") }
  /// Where the reports of an audit go.
  var reports: URL { root.appending(path: "reports") }
  var result: URL { reports.appending(path: "result.json") }

  /// Generates the estate unless it is there, complete and made by this generator.
  ///
  /// The work is done by a process of its own, so that its memory is not the benchmark's.
  func prepare() throws {
    let files = FileManager.default
    let generator = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
      path: "generate-estate"
    )
    // The mark is the generator's time stamp: another generator, another estate.
    let mark = root.appending(path: "complete")
    let stamp = try files.attributesOfItem(atPath: generator.path)[.modificationDate] as? Date
    let version = "\(stamp?.timeIntervalSinceReferenceDate ?? 0)"
    if let found = try? String(contentsOf: mark, encoding: .utf8), found == version { return }

    if files.fileExists(atPath: root.path) { try files.removeItem(at: root) }
    try files.createDirectory(at: root, withIntermediateDirectories: true)
    note("generating \(size.vpcs) VPCs with \(size.interfaces) interfaces in \(root.path)")
    let arguments = [
      "--vpcs", "\(size.vpcs)", "--enis", "\(size.interfaces)", "--seed", "\(size.seed)", "--out", root.path,
    ]
    let run = try ChildProcess.run(generator.path, arguments + (compact ? ["--compact"] : []))
    guard run.exitCode == 0 else { throw BenchmarkError("generate-estate failed: \(run.lastWords)") }
    try version.write(to: mark, atomically: true, encoding: .utf8)
  }

  /// Removes the reports of earlier audits, so that none is taken for this one's.
  func clearReports() throws {
    if FileManager.default.fileExists(atPath: reports.path) { try FileManager.default.removeItem(at: reports) }
    try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
  }
}

/// Why a measurement could not be made, as one line of text.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
