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

/// A row of the table: what a way requires, what it reaches, and where AWS says so.
package struct CapabilityRow: Sendable {
  /// What taking the way does to the estate.
  package enum Effect: Hashable, Sendable {
    /// Nothing is called: a workload has its role, a person his assignment.
    case has
    /// It uses what is there: a session, a shell, a build.
    case uses
    /// It changes what is there: code, policies, roles of workloads. Such a way is latent.
    case changes
  }

  /// What the one who takes the way needs from the network besides his permissions.
  package enum NetworkNeed: Hashable, Sendable {
    /// Nothing: AWS's public interfaces are enough.
    case nothing
    /// TCP connections to a port of the workload.
    case port(Int)
    /// HTTPS to the Kubernetes API of the cluster, at its public or its private endpoint.
    case kubernetesInterface
    /// The workload itself must get to an interface of Systems Manager; the caller needs nothing.
    case managementChannel
  }

  package let id: String
  /// What the one who takes it does, as a sentence in the third person, such as `assumes the role`.
  package let title: String
  /// The entries of the catalogue of ways that it decides (`pf:` from pathfinding.cloud, `x:` others).
  package let catalogue: [String]
  /// What has to be allowed; all of it.
  package let requires: [Requirement]
  /// What it leads to.
  package let target: Target
  /// The service to which a role is passed, where one is.
  package let passesTo: [String]
  /// How many calls of AWS it takes.
  package let calls: Int
  package let effect: Effect
  package let need: NetworkNeed
  /// What the estate must hold besides, as sentences.
  package let preconditions: [String]
  /// What no input tells and is taken to be so, as sentences.
  package let assumes: [String]
  /// The page of AWS that says so.
  package let source: String

  /// An action that has to be allowed.
  package struct Requirement: Hashable, Sendable {
    /// One of these must be allowed.
    package let actions: [String]
    package let on: Subject
  }

  /// What an action is asked on.
  package enum Subject: Hashable, Sendable {
    /// What the way leads to, or what it goes through to get there.
    case target
    /// Something that the caller makes and names: a pattern of ARNs in which `{account}` is the account.
    case new(String)
    /// All of the account: `*`.
    case everything
  }

  /// What a way leads to.
  package enum Target: Hashable, Sendable {
    /// What the estate says, without a decision of a policy.
    case stated
    /// A role by its trust policy and the caller's policies together.
    case assumableRole
  }
}
