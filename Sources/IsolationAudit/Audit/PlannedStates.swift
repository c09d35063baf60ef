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
  /// Whether the plan was read with its Terraform sources, which tell more than it does.
  package var hasSources: Bool
  /// The estate with some of the changes applied.
  package var state: @Sendable (Applied) throws(AuditError) -> AWSSnapshot

  /// Creates the states of a plan.
  package init(
    changes: [AuditChange.PlannedChange],
    name: String,
    hasBefore: Bool,
    hasSources: Bool = true,
    state: @escaping @Sendable (Applied) throws(AuditError) -> AWSSnapshot
  ) {
    (self.changes, self.name, self.hasBefore, self.hasSources) = (changes, name, hasBefore, hasSources)
    self.state = state
  }

  /// All changes.
  var all: Applied { Set(changes.indices) }
}
