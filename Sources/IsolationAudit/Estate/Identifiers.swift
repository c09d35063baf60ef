/// A dense index of a record of one kind, given out in the order in which records are added.
///
/// Ids of different kinds cannot be mixed up, and a table look-up is an array access.
package struct EstateID<Record>: Hashable, Comparable, Sendable {
  /// The index into the record's table.
  package let index: UInt32

  /// Creates an id from an index.
  package init(_ index: Int) { self.index = UInt32(index) }

  package static func < (lhs: EstateID, rhs: EstateID) -> Bool { lhs.index < rhs.index }
}

/// An index into the estate's ``SymbolTable``: an interned text such as `eni-0abc` or an account id.
package struct Symbol: Hashable, Comparable, Sendable {
  /// The index into the symbol table.
  package let index: UInt32

  /// Creates a symbol from an index.
  package init(_ index: UInt32) { self.index = index }

  /// The empty text, which every table holds first.
  package static let empty = Symbol(0)

  /// Whether the symbol is the empty text.
  package var isEmpty: Bool { index == 0 }

  /// The order of interning, which says nothing about the texts.
  package static func < (lhs: Symbol, rhs: Symbol) -> Bool { lhs.index < rhs.index }
}
