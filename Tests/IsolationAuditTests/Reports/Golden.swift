import Foundation
import Testing

/// Files below `Tests/Fixtures/reports` that reports are compared with, byte for byte.
///
/// `UPDATE_GOLDEN=1` records them anew; a recording run fails, so that it cannot be mistaken for a comparing one.
enum Golden {
  /// Expects bytes to be those of a golden file.
  static func expect(_ bytes: [UInt8], _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
  {
    let url = FixtureFile.root.appending(path: "reports/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(bytes).write(to: url)
      Issue.record("recorded \(name); run again without UPDATE_GOLDEN", sourceLocation: sourceLocation)
      return
    }
    let expected = try FixtureFile.bytes("reports/\(name)")
    guard bytes != expected else { return }
    let (new, old) = (lines(bytes), lines(expected))
    let index = zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(new.count, old.count)
    Issue.record(
      """
      \(name) differs at line \(index + 1):
      - \(index < old.count ? old[index] : "(end)")
      + \(index < new.count ? new[index] : "(end)")
      """,
      sourceLocation: sourceLocation
    )
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
