/// The dense number of a principal in an ``AssumeRoleGraph``, in the order of kinds, accounts and ARNs.
package struct PrincipalID: Hashable, Comparable, Sendable {
  package let index: Int

  package init(_ index: Int) { self.index = index }

  package static func < (lhs: PrincipalID, rhs: PrincipalID) -> Bool { lhs.index < rhs.index }
}

/// A node of the graph of who can become whom.
package struct Principal: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable, Comparable {
    case role, user
    /// An account as a whole: one outside the estate, or one of the estate whose users and roles are not in it.
    case account
    /// A user or role that a trust policy names and the estate does not hold.
    case foreign
    /// A service of AWS.
    case service
    /// An identity provider: whoever it vouches for.
    case provider
    /// Anybody with credentials of any AWS account.
    case anyone

    package static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  package let id: PrincipalID
  package let kind: Kind
  /// The ARN; for an account its root's, for a service or public provider its name, for anyone `*`.
  package let arn: String
  /// The name without path; for an account its number.
  package let name: String
  /// The account; empty for a service, a public provider, or anyone.
  package let account: String
  /// The estate's record, for a role or user of the estate.
  package let record: EstateID<IAMPrincipal>?
  package let tags: TagSetID
  /// Where it is declared, for a role or user of the estate.
  package let provenance: Provenance?
}

/// A step by which one principal becomes another.
package struct AssumeRoleEdge: Hashable, Sendable {
  /// How sure it is that the step can be taken.
  package enum Standing: Int, Hashable, Sendable, Comparable {
    /// The policies allow it.
    case allowed
    /// The policies allow it if the residual conditions are met.
    case conditional
    /// A missing fact decides.
    case unknown

    package static func < (lhs: Standing, rhs: Standing) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  package let from: PrincipalID
  package let to: PrincipalID
  /// The call that takes the step, such as `sts:AssumeRole`.
  package let action: String
  package let standing: Standing
  /// The conditions that remain to be met.
  package let residual: [ConditionExpression]
  /// The statements of the caller's own policies that allow the step; empty where the trust policy is enough.
  package let identityStatements: [StatementReference]
  /// The statements of the trust policy that allow it.
  package let trustStatements: [StatementReference]
  /// The facts that are missing and could decide otherwise, as sentences.
  package let gaps: [String]
}

/// A sequence of steps from one principal to another; each begins where the one before ended.
package struct AssumeRoleChain: Hashable, Sendable {
  package let steps: [AssumeRoleEdge]

  /// How sure it is that the whole chain can be walked: as sure as its least sure step.
  package var standing: AssumeRoleEdge.Standing { steps.map(\.standing).max() ?? .allowed }
}

/// A fact about identities that the estate does not hold, where it could hide a step.
package struct IdentityGap: Hashable, Sendable {
  /// What is missing.
  package enum Kind: String, Hashable, Sendable {
    /// The users and roles of an account.
    case accountDetails
    /// The trust policy of a role.
    case trustPolicy
    /// A policy of a role or user.
    case identityPolicy
    /// A service control or resource control policy.
    case organizationPolicy
    /// The role, or the instance profile, of something that runs.
    case workload
    /// Whom a cluster lets in.
    case clusterAccess
    /// The members of a group of IAM Identity Center.
    case groupMembers
  }

  package let kind: Kind
  package let account: String
  /// The ARN of the principal or policy that it is about; the account's number for an account.
  package let subject: String
  /// What is missing, as a sentence without a full stop.
  package let message: String
  package let provenance: Provenance?
}

extension Sequence<IdentityGap> {
  /// Each once, sorted.
  func sortedOnce() -> [IdentityGap] {
    Set(self).sorted {
      ($0.account, $0.kind.rawValue, $0.subject, $0.message) < ($1.account, $1.kind.rawValue, $1.subject, $1.message)
    }
  }
}
