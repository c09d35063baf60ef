/// The number of an input file in a ``SourceFiles`` registry.
package struct FileID: Hashable, Comparable, Sendable {
  /// The index of the file in the registry.
  package let rawValue: UInt32

  /// Creates the id of the file at an index of the registry.
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static func < (a: FileID, b: FileID) -> Bool { a.rawValue < b.rawValue }
}

/// Where a fact was declared: a file and the offset of a byte in it.
///
/// Eight bytes, so that every row of the estate can carry one. Line, column and JSON pointer are worked out only when
/// the place is printed, by ``SourceFiles/locate(_:)-(Provenance)``.
package struct Provenance: Hashable, Comparable, Sendable {
  /// The file.
  package var file: FileID
  /// The zero-based offset, in bytes, of the first byte of the value in the file.
  package var offset: UInt32

  /// Creates the place of the byte at an offset of a file.
  package init(file: FileID, offset: UInt32) {
    self.file = file
    self.offset = offset
  }

  package static func < (a: Provenance, b: Provenance) -> Bool {
    (a.file.rawValue, a.offset) < (b.file.rawValue, b.offset)
  }
}
