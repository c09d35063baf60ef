/// Where the text of a file that was written by a program comes from.
///
/// A resource of a Terraform plan becomes records in a file that exists in memory only. Nobody can open that file, so a
/// place in it is shown as the place that it was made from.
package enum SourceOrigin: Hashable, Sendable {
  /// A place as it is shown.
  case location(SourceLocation)
  /// A place in another input file, and the Terraform address of the resource there, if it is one.
  case place(Provenance, address: String?)
}

/// The origins of a file's text: from each offset on, up to the next, one origin.
package struct SourceOrigins: Sendable {
  /// The offsets at which another origin begins, ascending.
  private var starts: [UInt32] = []
  /// The origin from each offset on; an index of `origins`, or -1 for none.
  private var indices: [Int32] = []
  private var origins: [SourceOrigin] = []
  private var known: [SourceOrigin: Int32] = [:]

  /// Creates a table without origins.
  package init() {}

  /// Whether the file has no origins: its places are shown as they are.
  package var isEmpty: Bool { origins.isEmpty }

  /// Notes the origin of the text from an offset on; offsets must not descend.
  package mutating func begin(_ origin: SourceOrigin?, at offset: UInt32) {
    var index: Int32 = -1
    if let origin {
      if let found = known[origin] {
        index = found
      } else {
        index = Int32(origins.count)
        origins.append(origin)
        known[origin] = index
      }
    }
    if starts.last == offset {
      indices[indices.count - 1] = index
    } else {
      starts.append(offset)
      indices.append(index)
    }
  }

  /// The origin of the text at an offset; `nil` if it has none.
  package subscript(_ offset: UInt32) -> SourceOrigin? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, indices[low - 1] >= 0 else { return nil }
    return origins[Int(indices[low - 1])]
  }
}
