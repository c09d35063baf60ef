/// The input files of a run, numbered in the order in which they were added.
package struct SourceFiles: Sendable {
  /// The files; the index is the raw value of the ``FileID``.
  package private(set) var files: [SourceFile] = []

  /// Creates an empty registry.
  package init() {}

  /// Adds a file and returns its number.
  @discardableResult
  package mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(rawValue: UInt32(files.count - 1))
  }

  /// The file with a number.
  package subscript(_ id: FileID) -> SourceFile {
    get { files[Int(id.rawValue)] }
    set { files[Int(id.rawValue)] = newValue }
  }
}

extension SourceFiles {
  /// Works out line, column and JSON pointer of a place by reading its file again.
  package func locate(_ place: Provenance) -> SourceLocation {
    locate([place])[0]
  }

  /// Works out line, column and JSON pointer of many places, reading each file at most once.
  ///
  /// - Returns: The locations, in the order of the places; one in a file that cannot be read any more names only the
  ///   file.
  package func locate(_ places: [Provenance]) -> [SourceLocation] {
    var locations = places.map { SourceLocation(file: self[$0.file].path) }
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    var next = 0
    while next < order.count {
      let file = places[order[next]].file
      var after = next
      while after < order.count, places[order[after]].file == file { after += 1 }
      var locator = JSONLocator(targets: order[next..<after].map { places[$0].offset })
      let isRead = self[file].forEachChunk { locator.advance(over: $0) }
      if isRead {
        locator.finish()
        for (i, found) in zip(order[next..<after], locator.found) {
          locations[i].line = found.line
          locations[i].column = found.column
          locations[i].pointer = found.pointer
        }
      }
      next = after
    }
    return locations
  }
}
