/// The one who makes a request.
package enum RequestPrincipal: Hashable, Sendable {
  /// A request without credentials.
  case anonymous
  /// The root user of an account.
  case root(account: String)
  case user(account: String, name: String)
  /// A session of a role; the session's name may be unknown.
  case roleSession(account: String, role: String, session: String?)
  /// A session of `sts:GetFederationToken`.
  case federatedUser(account: String, name: String)
  /// A service of AWS, such as `ec2.amazonaws.com`.
  case service(String)
  /// Someone whom an identity provider vouches for; the provider's ARN or public name.
  case federated(String)

  /// The public identity providers that have a name instead of an ARN.
  private static let publicProviders: Set<String> = [
    "accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com",
  ]

  /// Reads an ARN, `anonymous` or `*`, a service's or a provider's name; or nothing when it is none of these.
  package init?(_ text: String) {
    if text == "anonymous" || text == "*" {
      self = .anonymous
      return
    }
    guard let arn = AmazonResourceName(text) else {
      if Self.publicProviders.contains(text) {
        self = .federated(text)
      } else if text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn") {
        self = .service(text)
      } else if AmazonResourceName.isAccount(text) {
        self = .root(account: text)
      } else {
        return nil
      }
      return
    }
    let isProvider = arn.resourceType == "oidc-provider" || arn.resourceType == "saml-provider"
    if arn.service == "iam", isProvider {
      self = .federated(text)
      return
    }
    switch PolicyPrincipal(awsElement: text) {
    case .account(let account): self = .root(account: account)
    case .user(let account, let name): self = .user(account: account, name: name)
    case .role(let account, let name): self = .roleSession(account: account, role: name, session: nil)
    case .roleSession(let account, let role, let session):
      self = .roleSession(account: account, role: role, session: session)
    case .federatedUser(let account, let name): self = .federatedUser(account: account, name: name)
    case .everyone, .service, .federated, .canonicalUser, .deleted, nil: return nil
    }
  }

  /// The account whose policies bind him; nobody's for a service, a provider, or a request without credentials.
  package var account: String? {
    switch self {
    case .root(let account), .user(let account, _), .roleSession(let account, _, _), .federatedUser(let account, _):
      account
    case .anonymous, .service, .federated: nil
    }
  }

  /// Whether he is a session of a service-linked role, which no organization policy restricts.
  package var isServiceLinkedRole: Bool {
    if case .roleSession(_, let role, _) = self { role.hasPrefix("AWSServiceRoleFor") } else { false }
  }

  /// How, and whether, a policy's principal names him.
  package func isNamed(by principal: PolicyPrincipal) -> (truth: Truth, grant: GrantKind) {
    switch (self, principal) {
    case (_, .everyone): return (.yes, .session)
    case (.root(let mine), .account(let named)): return (Truth(mine == named), .account)
    case (.user(let mine, _), .account(let named)), (.roleSession(let mine, _, _), .account(let named)),
      (.federatedUser(let mine, _), .account(let named)):
      return (Truth(mine == named), .account)
    case (.user(let account, let name), .user(let namedAccount, let namedName)):
      return (Truth(account == namedAccount && name == namedName), .user)
    case (.roleSession(let account, let role, _), .role(let namedAccount, let namedRole)):
      return (Truth(account == namedAccount && role == namedRole), .role)
    case (.roleSession(let account, let role, let session), .roleSession(let namedAccount, let namedRole, let named)):
      guard account == namedAccount, role == namedRole else { return (.no, .session) }
      if let session { return (Truth(session == named), .session) }
      return (.depends(.fact("the session of role \(role) is named \"\(named)\"")), .session)
    case (.federatedUser(let account, let name), .federatedUser(let namedAccount, let namedName)):
      return (Truth(account == namedAccount && name == namedName), .session)
    case (.federatedUser(let account, let name), .user(let namedAccount, let named)):
      guard account == namedAccount else { return (.no, .federatingUser) }
      return (.depends(.fact("the federated session \(name) was made by user \(named)")), .federatingUser)
    case (.service(let mine), .service(let named)):
      return (Truth(mine.lowercased() == named.lowercased()), .external)
    case (.federated(let mine), .federated(let named)): return (Truth(mine == named), .external)
    case (.root(let account), .canonicalUser), (.user(let account, _), .canonicalUser),
      (.roleSession(let account, _, _), .canonicalUser), (.federatedUser(let account, _), .canonicalUser):
      return (.depends(.fact("account \(account) has the canonical user id of the policy")), .account)
    default: return (.no, .external)
    }
  }

  /// What a condition knows of him from his name alone, or nothing when the key says nothing about names.
  package func contextValue(ofLowercased key: String) -> ContextValue? {
    switch key {
    case "aws:principalarn": arn.map { .known([$0]) } ?? .absent
    case "aws:principalaccount": account.map { .known([$0]) } ?? .absent
    case "aws:principaltype": type.map { .known([$0]) } ?? .absent
    case "aws:principalisawsservice": .known([isService ? "true" : "false"])
    case "aws:principalservicename": if case .service(let name) = self { .known([name]) } else { .absent }
    case "aws:username": if case .user(_, let name) = self { .known([name]) } else { .absent }
    case "aws:principalorgid" where account == nil: .absent
    default: nil
    }
  }

  private var isService: Bool { if case .service = self { true } else { false } }

  /// His ARN as `aws:PrincipalArn` has it, without the path, which his name does not tell.
  private var arn: String? {
    switch self {
    case .root(let account): "arn:aws:iam::\(account):root"
    case .user(let account, let name): "arn:aws:iam::\(account):user/\(name)"
    case .roleSession(let account, let role, _): "arn:aws:iam::\(account):role/\(role)"
    case .federatedUser(let account, let name): "arn:aws:sts::\(account):federated-user/\(name)"
    case .anonymous, .service, .federated: nil
    }
  }

  private var type: String? {
    switch self {
    case .anonymous: "Anonymous"
    case .root: "Account"
    case .user: "User"
    case .roleSession: "AssumedRole"
    case .federatedUser: "FederatedUser"
    case .service, .federated: nil
    }
  }
}
