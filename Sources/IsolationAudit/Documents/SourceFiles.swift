import Synchronization

/// The input files of a run, numbered in the order in which they were added.
package struct SourceFiles: Sendable {
  /// The files; the index is the raw value of the ``FileID``.
  package private(set) var files: [SourceFile] = [] {
    didSet { if !known.isEmpty { known = LocationCache() } }
  }
  /// The places that have been located.
  private var known = LocationCache()

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
  ///
  /// Whatever is located stays known; places that are expected are located with the first of their file.
  package func locate(_ place: Provenance) -> SourceLocation {
    if let location = known.location(of: place) { return location }
    let places = [place] + known.takeExpected(in: place.file)
    let locations = locate(places)
    known.add(places, locations)
    return locations[0]
  }

  /// Says which places will be located one by one, so that each file is read once for them all.
  package func expect(_ places: [Provenance]) { known.expect(places) }

  /// Works out line, column and JSON pointer of many places, reading each file at most once.
  ///
  /// - Returns: The locations, in the order of the places; one in a file that cannot be read any more names only the
  ///   file.
  package func locate(_ places: [Provenance]) -> [SourceLocation] {
    let origins = places.map { self[$0.file].origins[$0.offset] }
    let places = zip(places, origins).map { place, origin in
      if case .place(let other, _)? = origin { other } else { place }
    }
    var locations = places.map { SourceLocation(file: self[$0.file].path) }
    var order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    for index in places.indices {
      if case .location(let known)? = origins[index] { locations[index] = known }
    }
    order.removeAll { if case .location? = origins[$0] { true } else { false } }
    var next = 0
    while next < order.count {
      let file = places[order[next]].file
      var after = next
      while after < order.count, places[order[after]].file == file { after += 1 }
      if let found = locate(order[next..<after].map { places[$0].offset }, in: self[file]) {
        for (i, found) in zip(order[next..<after], found) {
          locations[i].line = found.line
          locations[i].column = found.column
          locations[i].pointer = found.pointer
        }
      }
      next = after
    }
    for index in places.indices {
      if case .place(_, let address)? = origins[index] { locations[index].address = address }
    }
    return locations
  }

  /// Finds offsets of a file: from the marks before them, if it has marks, otherwise from its beginning.
  private func locate(_ offsets: [UInt32], in file: SourceFile) -> [JSONLocator.Found]? {
    if !file.recordMarks.isEmpty, !file.lineMarks.isEmpty, offsets.count < 8 * file.recordMarks.count {
      var found: [JSONLocator.Found] = []
      for offset in offsets {
        guard let place = locate(offset, in: file) else { return nil }
        found.append(place)
      }
      return found
    }
    var locator = JSONLocator(targets: offsets)
    guard file.forEachChunk({ locator.advance(over: $0) }) else { return nil }
    locator.finish()
    return locator.found
  }

  /// Finds one offset of a file with marks.
  private func locate(_ offset: UInt32, in file: SourceFile) -> JSONLocator.Found? {
    let block = min(Int(offset) / SourceFile.lineMarkDistance, file.lineMarks.count - 1)
    var lines = file.lineMarks[block]
    var rest = Int(offset) - block * SourceFile.lineMarkDistance
    let isRead = file.forEachChunk(from: block * SourceFile.lineMarkDistance, size: 1 << 16) { chunk in
      lines.advance(over: chunk.prefix(rest))
      rest -= min(rest, chunk.count)
      return rest > 0
    }
    guard isRead else { return nil }
    // The last mark at or before the offset.
    var low = 0
    var high = file.recordMarks.count
    while low < high {
      let middle = (low + high) / 2
      if file.recordMarks[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    let mark = low > 0 ? file.recordMarks[low - 1] : nil
    var locator = mark.map { JSONLocator(target: offset, from: $0) } ?? JSONLocator(targets: [offset])
    guard file.forEachChunk(from: Int(mark?.offset ?? 0), size: 1 << 16, { locator.advance(over: $0) }) else {
      return nil
    }
    locator.finish()
    guard var found = locator.found.first else { return nil }
    (found.line, found.column) = (lines.line, lines.column)
    return found
  }
}

/// Where places are, as far as it was asked.
private final class LocationCache: Sendable {
  private struct Known {
    var locations: [Provenance: SourceLocation] = [:]
    var expected: [UInt32: [Provenance]] = [:]
  }

  private let state = Mutex(Known())

  var isEmpty: Bool { state.withLock { $0.locations.isEmpty } }

  func location(of place: Provenance) -> SourceLocation? { state.withLock { $0.locations[place] } }

  func expect(_ places: [Provenance]) {
    state.withLock { state in
      for place in places where state.locations[place] == nil {
        state.expected[place.file.rawValue, default: []].append(place)
      }
    }
  }

  /// What is expected in a file, which is expected no longer.
  func takeExpected(in file: FileID) -> [Provenance] {
    state.withLock { $0.expected.removeValue(forKey: file.rawValue) ?? [] }
  }

  func add(_ places: [Provenance], _ locations: [SourceLocation]) {
    state.withLock { state in
      for (place, location) in zip(places, locations) { state.locations[place] = location }
    }
  }
}
