import Foundation

/// The files below `Tests/Fixtures`.
enum FixtureFile {
  /// The folder of the fixtures, found from the place of this file.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// The bytes of a fixture.
  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: path)))
  }
}
