/// A range of entries in one of the estate's side tables.
package struct TableSlice: Hashable, Sendable {
  /// The index of the first entry.
  package var start: UInt32
  /// The number of entries.
  package var count: UInt32

  /// Creates a slice.
  package init(start: Int, count: Int) {
    (self.start, self.count) = (UInt32(start), UInt32(count))
  }

  /// No entries.
  package static let empty = TableSlice(start: 0, count: 0)

  /// The indices of the entries.
  package var range: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
}

/// A tag of a resource.
package struct Tag: Hashable, Sendable {
  /// The key.
  package var key: Symbol
  /// The value; an attacker's text.
  package var value: Symbol

  /// Creates a tag.
  package init(key: Symbol, value: Symbol) {
    (self.key, self.value) = (key, value)
  }
}

/// An index of an interned list of tags, sorted by key text.
package struct TagSetID: Hashable, Sendable {
  /// The index; 0 is the list without tags.
  package let index: UInt32

  package init(_ index: Int) { self.index = UInt32(index) }

  /// No tags.
  package static let none = TagSetID(0)
}

/// An index of an interned set of security groups.
package struct GroupSetID: Hashable, Comparable, Sendable {
  /// The index; 0 is the empty set.
  package let index: UInt32

  package init(_ index: Int) { self.index = UInt32(index) }

  /// No security groups.
  package static let none = GroupSetID(0)

  package static func < (lhs: GroupSetID, rhs: GroupSetID) -> Bool { lhs.index < rhs.index }
}
