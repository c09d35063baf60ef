/// Someone whom a policy names in `Principal` or `NotPrincipal`.
package enum PolicyPrincipal: Hashable, Sendable {
  /// `*`: everybody, also without credentials.
  case everyone
  /// An account, given by its number or its root's ARN: whoever that account's own policies let.
  case account(String)
  /// A user; the path before the name is not kept, as a name is unique in its account.
  case user(account: String, name: String)
  case role(account: String, name: String)
  case roleSession(account: String, role: String, session: String)
  case federatedUser(account: String, name: String)
  /// A service of AWS, such as `ec2.amazonaws.com`.
  case service(String)
  /// An identity provider: the ARN of an OIDC or SAML provider, or the name of a public one.
  case federated(String)
  case canonicalUser(String)
  /// The unique id that AWS leaves when a named user or role is deleted; nobody has it any more.
  case deleted(String)

  /// Reads an element of `{"AWS": …}`, or nothing when it names nobody.
  package init?(awsElement text: String) {
    if text == "*" {
      self = .everyone
    } else if AmazonResourceName.isAccount(text) {
      self = .account(text)
    } else if let principal = Self.unique(text) {
      self = principal
    } else {
      guard let arn = AmazonResourceName(text), AmazonResourceName.isAccount(arn.account) else { return nil }
      let name = String(arn.resourceName)
      guard !name.isEmpty, !text.contains("*"), !text.contains("?") else { return nil }
      switch (arn.service, arn.resourceType) {
      case ("iam", "root"): self = .account(arn.account)
      case ("iam", "user") where arn.resource.contains("/"): self = .user(account: arn.account, name: name)
      case ("iam", "role") where arn.resource.contains("/"): self = .role(account: arn.account, name: name)
      case ("sts", "assumed-role"):
        let parts = arn.resource.split(separator: "/", maxSplits: 2)
        guard parts.count == 3 else { return nil }
        self = .roleSession(account: arn.account, role: String(parts[1]), session: String(parts[2]))
      case ("sts", "federated-user") where arn.resource.contains("/"):
        self = .federatedUser(account: arn.account, name: name)
      default: return nil
      }
    }
  }

  /// A unique id stands in a policy only once the user, role, group or the like that it named is gone.
  private static func unique(_ text: String) -> PolicyPrincipal? {
    let isUnique =
      ["AROA", "AIDA", "AGPA", "ANPA", "ASCA", "APKA"].contains(String(text.prefix(4)))
      && (16...128).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
      }
    return isUnique ? .deleted(text) : nil
  }

  /// Whether it is the unique id of somebody who was deleted.
  var isDeleted: Bool { if case .deleted = self { true } else { false } }

  /// The account that the principal belongs to, where its name tells.
  package var account: String? {
    switch self {
    case .account(let account), .user(let account, _), .role(let account, _), .roleSession(let account, _, _),
      .federatedUser(let account, _):
      account
    case .everyone, .service, .federated, .canonicalUser, .deleted: nil
    }
  }
}

/// How a resource's policy names the one who asks; it decides which of his own policies still limit him.
package enum GrantKind: Hashable, Sendable {
  /// By `*`, by his session, or by his federated session: none of his policies' silence limits him.
  case session
  /// By the ARN of the IAM user.
  case user
  /// By the ARN of the role whose session asks: its boundary and the session's policy still limit.
  case role
  /// By the ARN of the user from whom a federated session comes: likewise.
  case federatingUser
  /// By his account: his own policies must allow as well.
  case account
  /// As a service of AWS or an identity provider, which have no policies of their own.
  case external
}
