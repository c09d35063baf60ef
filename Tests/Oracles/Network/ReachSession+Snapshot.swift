import IsolationAudit

extension ReachSession {
  /// A session about a snapshot in memory.
  ///
  /// - Throws: If the snapshot cannot be read, or something in it cannot.
  package init(files: [(path: String, bytes: [UInt8])]) throws {
    let snapshot = try AWSSnapshot.read(files: files)
    if let first = snapshot.diagnostics.first(where: \.isUnreadable) { throw UnreadableSnapshot(first) }
    self.init(snapshot.estate, files: snapshot.files)
  }
}

extension Diagnostic {
  /// Whether something could not be read; facts that contradict each other were read, and a walk takes them as they are.
  package var isUnreadable: Bool { severity == .error && Contradiction.Kind(rawValue: code) == nil }
}

/// A snapshot that the reader has something against.
package struct UnreadableSnapshot: Error, CustomStringConvertible {
  /// What the reader says.
  package let description: String
  /// The error for what the reader says.
  package init(_ diagnostic: Diagnostic) { description = "\(diagnostic)" }
}
