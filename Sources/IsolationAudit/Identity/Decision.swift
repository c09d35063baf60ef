/// The answer to a request, with what decided it.
package struct Decision: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable, Codable {
    case allowed = "Allowed"
    case implicitlyDenied = "ImplicitlyDenied"
    case explicitlyDenied = "ExplicitlyDenied"
  }

  /// A step of the evaluation.
  package enum Stage: String, Hashable, Sendable, Codable {
    case serviceControl = "service-control-policy"
    case resourceControl = "resource-control-policy"
    case resource = "resource-policy"
    case keyGrant = "kms-grant"
    case identity = "identity-policy"
    case boundary = "permissions-boundary"
    case session = "session-policy"
    case vpcEndpoint = "vpc-endpoint-policy"
    case publicAccessBlock = "s3-block-public-access"
    case rootUser = "root-user"
  }

  /// What decided: the step, and the statement or (for a missing Allow) the level that has none.
  package struct Reason: Hashable, Sendable {
    package let stage: Stage
    package let statement: StatementReference?
    package let level: Int?

    package init(_ stage: Stage, statement: StatementReference? = nil, level: Int? = nil) {
      self.stage = stage
      self.statement = statement
      self.level = level
    }
  }

  package let outcome: Outcome
  /// What must hold for the request to be allowed; empty unless the outcome is `allowed` and a key is unknown.
  package let residual: [ConditionExpression]
  package let reason: Reason
  /// The principal's own statements that allow the request, those without open conditions first.
  package let identityStatements: [StatementReference]
  /// The statements of the resource's policy and of its grants that allow it, likewise.
  package let resourceStatements: [StatementReference]
}
