/// A way from one node of a ``CapabilityGraph`` to another.
package struct CapabilityEdge: Hashable, Sendable {
  /// An action that the way requires, with what allows it.
  package struct Grant: Hashable, Sendable {
    /// The action, such as `iam:PassRole`.
    package let action: String
    /// The ARN that it was asked on; `*` for an action that names no resource.
    package let resource: String
    /// The statements of the caller's own policies.
    package internal(set) var identityStatements: [StatementReference]
    /// The statements of the resource's policy or the role's trust policy.
    package let resourceStatements: [StatementReference]
  }

  package let from: CapabilityNodeID
  package let to: CapabilityNodeID
  package let kind: CapabilityKind
  /// How sure it is that the way can be taken.
  package let standing: AssumeRoleEdge.Standing
  /// The conditions that remain to be met.
  package let residual: [ConditionExpression]
  /// What allows it: an entry for each action that is required.
  package let grants: [Grant]
  /// The facts that are missing and could decide otherwise, as sentences.
  package let gaps: [String]
  /// What the estate's own facts say, such as that an instance runs with a role.
  package let provenance: Provenance?

  /// How many calls of AWS it takes.
  package var calls: Int { kind.row.calls }
  /// Whether taking it changes the estate: a latent way.
  package var changesEstate: Bool { kind.row.effect == .changes }
  /// What it needs from the network.
  package var need: CapabilityRow.NetworkNeed { kind.row.need }
}

/// A sequence of ways from one node to another; each begins where the one before ended.
package struct CapabilityChain: Hashable, Sendable {
  package let edges: [CapabilityEdge]

  package init(edges: [CapabilityEdge]) { self.edges = edges }

  /// How sure it is that the whole chain can be walked: as sure as its least sure way.
  package var standing: AssumeRoleEdge.Standing { edges.map(\.standing).max() ?? .allowed }
  /// How many calls of AWS it takes.
  package var calls: Int { edges.reduce(0) { $0 + $1.calls } }
  /// Whether it changes the estate.
  package var changesEstate: Bool { edges.contains { $0.changesEstate } }
  /// Its first node, if it has any.
  package var start: CapabilityNodeID? { edges.first?.from }
  /// Its last node, if it has any.
  package var end: CapabilityNodeID? { edges.last?.to }
}
