/// A request with all its policies, in plain strings: what the oracle decides, and what the engine reads as JSON.
struct OracleCase: Sendable {
  /// One who asks.
  struct Caller: Sendable {
    /// `user`, `session`, `root`, `federated-user`, `service`, `federated` or `anonymous`.
    var kind: String
    /// The account; empty for a service, a provider and a request without credentials.
    var account = ""
    /// The name of the user, the role, the federated user, the service or the provider.
    var name = ""
    /// The name of a role session; nothing when it is not known.
    var session: String?

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
  struct Statement: Sendable {
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

  typealias Policy = [Statement]

  var caller: Caller
  var action: String
  var resource: String
  var resourceAccount: String
  /// The keys that are in the request; all others are absent, except those that the caller's name tells.
  var known: [String: [String]] = [:]
  /// The keys of which nothing is known.
  var unknown: [String] = []
  /// The version of all its policies; empty for policies that name none.
  var version = "2012-10-17"
  var identity: [Policy] = []
  var boundary: Policy?
  var session: Policy?
  var resourcePolicy: Policy?
  var serviceControl: [[Policy]]?
  var resourceControl: [[Policy]]?
  var vpcEndpoints: [Policy] = []
  var managementAccount: String?
  var restrictsPublicBuckets = false

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
struct OracleWorld: Sendable {
  /// The keys that are in the request, in lower case.
  var context: [String: [String]]
  /// The name of the caller's role session.
  var session = ""
  /// The user who made the caller's federated session.
  var federatingUser = ""
  /// Whether a `NotPrincipal` that lists only the caller, or only his account, applies to him: AWS says that it may.
  var deniesHalfListed = false
}
