/// The estate before a plan, after it, and with any part of the plan applied.
package struct PlannedStates: Sendable {
  /// Which of the changes are applied, as indices into ``changes``.
  package typealias Applied = Set<Int>

  /// What the plan changes, in its order.
  package var changes: [AuditChange.PlannedChange]
  /// The name of the plan, as it was given.
  package var name: String
  /// Whether anything is known of the estate before the plan.
  package var hasBefore: Bool
  /// The estate with some of the changes applied.
  package var state: @Sendable (Applied) throws(AuditError) -> AWSSnapshot

  /// Creates the states of a plan.
  package init(
    changes: [AuditChange.PlannedChange],
    name: String,
    hasBefore: Bool,
    state: @escaping @Sendable (Applied) throws(AuditError) -> AWSSnapshot
  ) {
    (self.changes, self.name, self.hasBefore, self.state) = (changes, name, hasBefore, state)
  }

  /// All changes.
  var all: Applied { Set(changes.indices) }
}
