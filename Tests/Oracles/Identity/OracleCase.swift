/// A request with all its policies, in plain strings: what the oracle decides, and what the engine reads as JSON.
package struct OracleCase: Sendable {
  /// One who asks.
  package struct Caller: Sendable {
    /// `user`, `session`, `root`, `federated-user`, `service`, `federated` or `anonymous`.
    package var kind: String
    /// The account; empty for a service, a provider and a request without credentials.
    var account = ""
    /// The name of the user, the role, the federated user, the service or the provider.
    var name = ""
    /// The name of a role session; nothing when it is not known.
    var session: String?

    /// Somebody of a kind.
    package init(kind: String, account: String = "", name: String = "", session: String? = nil) {
      (self.kind, self.account, self.name, self.session) = (kind, account, name, session)
    }

    /// How the request names him.
    var text: String {
      switch kind {
      case "user": "arn:aws:iam::\(account):user/\(name)"
      case "session":
        session.map { "arn:aws:sts::\(account):assumed-role/\(name)/\($0)" } ?? "arn:aws:iam::\(account):role/\(name)"
      case "root": "arn:aws:iam::\(account):root"
      case "federated-user": "arn:aws:sts::\(account):federated-user/\(name)"
      case "anonymous": "anonymous"
      default: name
      }
    }
  }

  /// A statement; a list is what the element of that name holds.
  package struct Statement: Sendable {
    var effect = "Allow"
    /// Kind and name, such as `AWS` and an ARN; `*` and an empty name for everybody.
    ///
    /// Nothing where there is no element.
    var principals: [Named]?
    var isNotPrincipal = false
    var actions: [String] = []
    var isNotAction = false
    var resources: [String]?
    var isNotResource = false
    var conditions: [Condition] = []
  }

  struct Named: Sendable, Equatable {
    var kind: String
    var name: String
  }

  struct Condition: Sendable {
    var operatorName: String
    var key: String
    var values: [String]
  }

  /// The statements of a policy.
  package typealias Policy = [Statement]

  /// Who asks.
  package var caller: Caller
  /// What he wants to do, such as `s3:GetObject`.
  package var action: String
  /// The ARN of what he wants to do it to.
  package var resource: String
  /// The account that has it.
  package var resourceAccount: String
  /// The keys that are in the request; all others are absent, except those that the caller's name tells.
  var known: [String: [String]] = [:]
  /// The keys of which nothing is known.
  var unknown: [String] = []
  /// The version of all its policies; empty for policies that name none.
  var version = "2012-10-17"
  /// The caller's own policies.
  package var identity: [Policy] = []
  /// His permissions boundary.
  package var boundary: Policy?
  /// His session's policy.
  package var session: Policy?
  /// The policy of the resource, or the trust policy of the role.
  package var resourcePolicy: Policy?
  /// The service control policies of the caller's account, from the root down; nothing outside an organization.
  package var serviceControl: [[Policy]]?
  /// The resource control policies of the resource's account, likewise.
  package var resourceControl: [[Policy]]?
  /// The policies of the VPC endpoints that the request passes.
  package var vpcEndpoints: [Policy] = []
  /// The organization's management account, which its policies do not reach.
  package var managementAccount: String?
  /// Whether Block Public Access restricts buckets whose policy is public.
  package var restrictsPublicBuckets = false

  /// Whether the resource's policy is a role's trust policy.
  var isTrust: Bool { action.lowercased().hasPrefix("sts:assumerole") }

  /// All statements, for looking through them.
  var allStatements: [Statement] {
    let guardRails = (serviceControl ?? []) + (resourceControl ?? [])
    return (identity + guardRails.flatMap { $0 } + vpcEndpoints).flatMap { $0 }
      + (boundary ?? []) + (session ?? []) + (resourcePolicy ?? [])
  }
}

/// One way in which everything that a case leaves open can be.
package struct OracleWorld: Sendable {
  /// The keys that are in the request, in lower case.
  var context: [String: [String]]
  /// The name of the caller's role session.
  var session = ""
  /// The user who made the caller's federated session.
  var federatingUser = ""
  /// Whether a `NotPrincipal` that lists only the caller, or only his account, applies to him: AWS says that it may.
  var deniesHalfListed = false
}
