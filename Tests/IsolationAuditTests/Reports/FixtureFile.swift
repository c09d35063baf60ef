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

  /// The bytes of a file of the repository.
  static func repository(_ path: String) throws -> [UInt8] {
    let repository = root.deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: repository.appending(path: path)))
  }
}
