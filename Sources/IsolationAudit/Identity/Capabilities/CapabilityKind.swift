/// One way from an identity to another, to a workload, or into the network: a row of the table ``all``.
///
/// Its ``id`` is stable. The number is the row's place in the table and may change from version to version.
package struct CapabilityKind: Hashable, Comparable, Sendable {
  let index: Int

  init(index: Int) { self.index = index }

  /// The kind with an id.
  package init?(_ id: String) {
    guard let index = Self.placeOfID[id] else { return nil }
    self.index = index
  }

  /// Every kind, in the order of the table.
  package static let all: [CapabilityKind] = rows.indices.map { CapabilityKind(index: $0) }

  static let rows: [CapabilityRow] = CapabilityRow.table
  private static let placeOfID = Dictionary(
    rows.enumerated().map { ($1.id, $0) },
    uniquingKeysWith: { first, _ in first }
  )

  /// What the table says about it.
  package var row: CapabilityRow { Self.rows[index] }
  /// The stable id, such as `sts-AssumeRole`.
  package var id: String { row.id }

  package static func < (lhs: CapabilityKind, rhs: CapabilityKind) -> Bool { lhs.index < rhs.index }
}
