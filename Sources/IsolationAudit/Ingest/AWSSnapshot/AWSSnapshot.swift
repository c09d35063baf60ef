import Dispatch
import Synchronization

/// A snapshot of an AWS estate, read from a directory of JSON files that the aws command line wrote.
///
/// What a file holds is told by its top-level keys; its path may tell account and Region. Everything that can be read
/// is read, and everything that cannot is a diagnostic with its place.
package struct AWSSnapshot: Sendable {
  /// The estate.
  package var estate: Estate
  /// The files, in the order of their paths, with their digests.
  package var files: SourceFiles
  /// What there is to say about the files, sorted by place; with an error among them, the estate is not all there is.
  package var diagnostics: [Diagnostic]
}

extension AWSSnapshot {
  /// Reads the snapshot in a directory.
  ///
  /// - Throws: ``SnapshotError`` if nothing in it can be read at all.
  package static func read(directory: String) throws(SnapshotError) -> AWSSnapshot {
    try read(files(inDirectory: directory), name: directory)
  }

  /// The files of the snapshot in a directory, unread.
  ///
  /// - Throws: ``SnapshotError`` if there is none.
  static func files(inDirectory directory: String) throws(SnapshotError) -> [SourceFile] {
    var root = directory
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    let paths = try SnapshotFolder.jsonFiles(in: root)
    guard !paths.isEmpty else { throw .noFiles(path: directory) }
    return paths.map { SourceFile(path: $0, storage: .disk(path: root + "/" + $0)) }
  }

  /// The files of the snapshot in a directory, unread, with their digests.
  ///
  /// A snapshot of up to 64 MB is kept in memory: whoever asks for its files reads them several times.
  ///
  /// - Throws: ``SnapshotError`` if there is none.
  static func surveyedFiles(inDirectory directory: String) throws(SnapshotError) -> [SourceFile] {
    var files = try files(inDirectory: directory)
    var room = 1 << 26
    for index in files.indices {
      room -= files[index].load(upTo: room)
      _ = files[index].survey()
    }
    return files
  }

  /// Reads a snapshot from files in memory.
  ///
  /// - Throws: ``SnapshotError`` if nothing in it can be read at all.
  package static func read(files: [(path: String, bytes: [UInt8])]) throws(SnapshotError) -> AWSSnapshot {
    let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    guard !sorted.isEmpty else { throw .noFiles(path: "snapshot") }
    return try read(sorted.map { SourceFile(path: $0.path, storage: .memory($0.bytes)) }, name: "snapshot")
  }

  private static func read(_ sources: [SourceFile], name: String) throws(SnapshotError) -> AWSSnapshot {
    var files = SourceFiles()
    for source in sources { files.add(source) }
    // The digests need every byte too, but nothing of what the bytes say: they are the other core's work.
    let input = files
    let surveyed = Mutex<[SourceFile]>([])
    let outcome = Mutex<Outcome?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let built = build(input)
        outcome.withLock { $0 = built }
      } else {
        var survey = input.files
        for index in survey.indices { _ = survey[index].survey() }
        surveyed.withLock { [survey] in $0 = survey }
      }
    }
    guard let outcome = outcome.withLock({ $0 }) else { throw .noFiles(path: name) }
    var snapshot = outcome.snapshot
    if outcome.recognised == 0, !outcome.remarks.hasErrors {
      let keys = snapshot.estate.completeness.unreadKeys.sorted().prefix(5)
      throw .nothingRecognised(path: name, files: sources.count, keys: Array(keys))
    }
    for (index, file) in surveyed.withLock({ $0 }).enumerated() {
      let id = FileID(rawValue: UInt32(index))
      snapshot.files[id].sha256 = file.sha256
      snapshot.files[id].lineMarks = file.lineMarks
    }
    snapshot.diagnostics = outcome.remarks.diagnostics(in: snapshot.files)
    return snapshot
  }

  /// A snapshot, what there is to say about it, and the number of lists in it that are known.
  private typealias Outcome = (snapshot: AWSSnapshot, remarks: SnapshotRemarks, recognised: Int)

  private static func build(_ files: SourceFiles) -> Outcome {
    var builder = SnapshotBuilder(files: files)
    builder.readAll(readingOrder(files))
    builder.finish()
    return (
      AWSSnapshot(estate: builder.estate, files: builder.files, diagnostics: []), builder.remarks, builder.recognised
    )
  }

  /// The order in which files are read: by account, Region and content, so that a file's name decides nothing.
  ///
  /// Ids, symbols and the order of records follow from it; only files that agree in size and beginning fall back on
  /// their paths.
  static func readingOrder(_ files: SourceFiles) -> [FileID] {
    struct Rank {
      var place: SnapshotPlace
      var size: Int
      var beginning: [UInt8]
      var file: FileID
    }
    let ranks = files.files.indices.map { index in
      let file = FileID(rawValue: UInt32(index))
      let head = files[file].head(4096)
      return Rank(
        place: files[file].place,
        size: head.size,
        beginning: head.bytes,
        file: file
      )
    }
    let sorted = ranks.sorted { a, b in
      if a.place.account != b.place.account { return a.place.account < b.place.account }
      if a.place.region != b.place.region { return a.place.region < b.place.region }
      if a.size != b.size { return a.size < b.size }
      if a.beginning != b.beginning { return a.beginning.lexicographicallyPrecedes(b.beginning) }
      return a.file < b.file
    }
    return sorted.map(\.file)
  }
}

extension SnapshotBuilder {
  /// Reads files in an order.
  mutating func readAll(_ order: [FileID]) {
    var reader = JSONReader(keys: AWSKey.names)
    for file in order { read(file, with: &reader) }
    for key in unreadKeyIDs { estate.completeness.unreadKeys.insert(reader.keyName(key)) }
    for key in filledUnreadKeyIDs { estate.completeness.filledUnreadKeys.insert(reader.keyName(key)) }
    // The ids are those of the reader.
    unreadKeyIDs = []
    filledUnreadKeyIDs = []
  }

  /// Joins what several files tell, when all have been read.
  mutating func finish() {
    for place in brokenPlaces {
      for call in estate.completeness.calls.keys
      where place.account.isEmpty || (call.account == place.account && call.region == place.region) {
        estate.completeness.record(call, .truncated)
      }
    }
    joinCollection()
    joinZones()
    joinOrganization()
    joinPrefixLists()
    joinSecurityGroupRules()
    joinElasticAddresses()
    joinTransitGateways()
    joinDirectConnect()
    joinSecurityGroupAssociations()
    joinClientVPN()
    joinLattice()
    joinLoadBalancers()
    joinEndpointServices()
    joinResolver()
    joinFirewalls()
    joinBlockPublicAccess()
    joinInstanceProfiles()
    joinDataStores()
    joinIdentityProviders()
    joinContainers()
    joinAppRunner()
    joinWorkloads()
    joinFunctionCode()
    joinIdentityCenter()
    joinKubernetesAccess()
    for place in conflictingPlaces {
      let call = Completeness.Call(
        account: accountOfFile[place.file] ?? .empty,
        region: regionOfFile[place.file] ?? .empty,
        list: place.list
      )
      estate.completeness.record(call, .error)
    }
    for (file, count) in repeated.sorted(by: { $0.key < $1.key }) {
      remarks.add(
        .note,
        "repeated-definition",
        count == 1
          ? "a record is in another file as well, with the same content"
          : "\(count) records are in another file as well, with the same content",
        at: Provenance(file: file, offset: 0)
      )
    }
    noteStaleReferences()
    noteContradictions()
  }
}
