/// A snapshot whose files are read and not yet joined: what several estates have in common, read once for all of them.
struct SnapshotBase: Sendable {
  private let builder: SnapshotBuilder

  /// Reads the files of a snapshot.
  ///
  /// - Parameters:
  ///   - files: All files that places may be in.
  ///   - unread: Those that are only there to be named.
  ///   - superseded: Records that files that join later describe anew.
  init(_ files: SourceFiles, without unread: Set<FileID>, superseded: SupersededRecords = SupersededRecords()) {
    var builder = SnapshotBuilder(files: files)
    builder.superseded = superseded
    builder.readAll(AWSSnapshot.readingOrder(files).filter { !unread.contains($0) })
    self.builder = builder
  }

  /// The snapshot with some files more.
  func joined(with more: [SourceFile]) -> AWSSnapshot {
    var builder = builder
    builder.readAll(more.map { builder.files.add($0) })
    builder.finish()
    var snapshot = AWSSnapshot(estate: builder.estate, files: builder.files, diagnostics: [])
    snapshot.diagnostics = builder.remarks.diagnostics(in: snapshot.files)
    return snapshot
  }
}
