import Foundation
import IsolationAudit

/// The built command, run as a child process.
struct CommandLineProgram {
  /// The executable beside the tests, or in the build folder; `nil` when it has not been built.
  static let executable: URL? = {
    let repository = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    let tests = URL(fileURLWithPath: ProcessInfo.processInfo.arguments.first ?? "").deletingLastPathComponent()
    let candidates = [tests.appending(path: "audit-cli"), repository.appending(path: ".build/debug/audit-cli")]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
  }()

  /// The environment without what the command heeds, so that a run writes the same here and under a CI service.
  private static let environment = ProcessInfo.processInfo.environment.filter { name, _ in
    !["CI", "COLUMNS", "NO_COLOR"].contains(name) && !name.hasPrefix("GITHUB_") && !name.hasPrefix("GITLAB_")
  }

  /// How a run ended and what it wrote.
  struct Run {
    let code: Int32
    let output: String
    let errors: String

    /// The lines of the standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// A folder of its own for the files of a test.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "isolation-audit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file of the folder.
  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  /// Writes a file of the folder, with the folders above it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return path(name)
  }

  /// Writes a snapshot and returns its directory.
  func write(_ snapshot: String, _ files: [String: String]) throws -> String {
    for (name, text) in files { try write("\(snapshot)/\(name)", text) }
    return path(snapshot)
  }

  /// Whether a file of the folder exists.
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// The bytes of a file of the folder.
  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

  /// Runs the command in the folder.
  func run(_ arguments: String..., input: String = "") throws -> Run { try run(arguments, input: input) }

  /// Runs the command in the folder.
  func run(_ arguments: [String], input: String = "") throws -> Run {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = Self.environment
    // Through files, so that neither side waits for the other.
    let names = ["input", "output", "errors"].map { ".\($0)-\(UUID().uuidString)" }
    try write(names[0], input)
    try write(names[1], "")
    try write(names[2], "")
    process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: names[0]))
    process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: names[1]))
    process.standardError = try FileHandle(forWritingTo: folder.appending(path: names[2]))
    try process.run()
    process.waitUntilExit()
    let run = Run(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try bytes(names[1]), as: UTF8.self),
      errors: String(decoding: try bytes(names[2]), as: UTF8.self)
    )
    for name in names { try FileManager.default.removeItem(at: folder.appending(path: name)) }
    return run
  }

  /// The names of all files directly in the folder.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
  }
}
