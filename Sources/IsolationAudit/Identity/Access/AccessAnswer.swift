/// Whether a principal may do something with a resource, and what tells so.
package struct AccessAnswer: Hashable, Sendable {
  /// How sure it is that the principal may.
  package enum Standing: Int, Hashable, Sendable, Comparable {
    /// The policies allow it.
    case allowed
    /// The policies allow it if the residual conditions are met.
    case conditional
    /// A missing fact decides.
    case unknown
    /// The policies do not allow it, whatever is missing.
    case denied

    package static func < (lhs: Standing, rhs: Standing) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// How sure it is.
  package var standing: Standing
  /// The conditions that remain to be met; empty when the standing is `denied`.
  package var residual: [ConditionExpression]
  /// The statements of the principal's own policies that allow it; empty where the resource's policy is enough.
  package var identityStatements: [StatementReference]
  /// The statements of the resource's policy (and grants of a key) that allow it.
  package var resourceStatements: [StatementReference]
  /// What decided, for a denial the step and statement that denies.
  package var reason: Decision.Reason
  /// The facts that are missing and could decide otherwise, as sentences.
  package var gaps: [String]

  /// Whether the principal may, or could as far as the inputs tell.
  package var isPossible: Bool { standing != .denied }
}
