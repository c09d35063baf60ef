/// Why one record of a snapshot cannot be read.
struct SnapshotFault: Error {
  /// The offset in the file of the value that is at fault.
  var offset: UInt32
  /// The stable name of the kind of fault.
  var code: StaticString
  /// What is wrong and what was expected.
  var message: String
}

/// Why a snapshot cannot be read at all.
package enum SnapshotError: Error, Hashable, Sendable {
  /// There is no directory at a path.
  case notADirectory(path: String)
  /// The directory, or one below it, cannot be listed; the operating system's words.
  case unreadable(path: String, reason: String)
  /// There is no `.json` file in the directory.
  case noFiles(path: String)
  /// There are files, but none has a top-level key that is known; some of the keys that they have.
  case nothingRecognised(path: String, files: Int, keys: [String])
}

extension SnapshotError: CustomStringConvertible {
  /// What is wrong and what was expected.
  package var description: String {
    switch self {
    case .notADirectory(let path):
      "\(path): error: no such directory, expected a snapshot: a directory of JSON files written by the aws command line"
    case .unreadable(let path, let reason):
      "\(path): error: cannot list the directory: \(reason)"
    case .noFiles(let path):
      "\(path): error: no .json file in it, expected accounts/<account>/<region>/*.json"
    case .nothingRecognised(let path, let files, let keys):
      "\(path): error: none of the \(files) files has a list that is known"
        + (keys.isEmpty ? "" : " (found: \(keys.joined(separator: ", ")))")
        + ", expected top-level keys such as Vpcs or NetworkInterfaces"
    }
  }
}
