/// A grant of a KMS key that lets a principal take an action (AWS KMS, "Grants in AWS KMS").
struct GrantedUse {
  /// The grant's id.
  let id: String
  /// Whether it holds under an encryption context only.
  let isConstrained: Bool
  private let statement: PolicyStatement
  private let origin: PolicyOrigin

  init?(_ grant: KeyGrant, to principal: Principal, _ action: String, key: String, in estate: Estate) {
    let lowercased = action.lowercased()
    let grantee = estate.symbols[grant.grantee]
    guard let named = PolicyPrincipal(grantee: grantee),
      grant.operations.contains(where: { "kms:" + estate.symbols[$0].lowercased() == lowercased })
    else { return nil }
    let isNamed: Bool =
      switch (principal.kind, named) {
      case (.role, .role(let account, let name)), (.role, .roleSession(let account, let name, _)),
        (.user, .user(let account, let name)):
        principal.account == account && principal.name == name
      case (.account, .account(let account)), (.role, .account(let account)), (.user, .account(let account)):
        principal.account == account
      case (.service, .service(let name)): principal.arn.lowercased() == name.lowercased()
      case (.foreign, .role), (.foreign, .user), (.foreign, .roleSession):
        PolicyPrincipal(awsElement: principal.arn) == named
          || (named.account == principal.account
            && grantee.contains("/\(principal.name.split(separator: "/").last ?? "")/"))
      default: false
      }
    guard isNamed else { return nil }
    id = estate.symbols[grant.id]
    isConstrained = grant.isConstrained
    statement = PolicyStatement(
      pointer: "/Grants/\(id)",
      sid: "grant \(id)",
      effect: .allow,
      principals: .init(patterns: [named], isNegated: false),
      actions: .init(patterns: [WildcardPattern(lowercased)], isNegated: false),
      resources: nil,
      conditions: []
    )
    origin = PolicyOrigin(.resource, name: key, provenance: grant.provenance)
  }

  /// The key's policy with the grant as one more statement; denials of the policy stay in force.
  func adding(to policy: AccessTarget.ResourcePolicyState) -> AttachedPolicy {
    guard case .known(let known) = policy else {
      return AttachedPolicy(PolicyDocument(version: .v2012, id: nil, statements: [statement]), origin: origin)
    }
    let document = PolicyDocument(
      version: known.document.version,
      id: known.document.id,
      statements: [statement] + known.document.statements
    )
    return AttachedPolicy(document, origin: known.origin)
  }
}

extension PolicyPrincipal {
  /// Reads the grantee of a key's grant: an ARN or the name of a service.
  init?(grantee: String) {
    if grantee.hasSuffix(".amazonaws.com") || grantee.hasSuffix(".amazonaws.com.cn") {
      self = .service(grantee)
    } else {
      self.init(awsElement: grantee)
    }
  }
}

extension AccessModel {
  /// The first grant of a key that lets a principal take an action, one without constraints before others.
  func grant(to principal: Principal, _ action: String, _ target: AccessTarget) -> GrantedUse? {
    guard !target.grants.isEmpty else { return nil }
    let uses = target.grants.lazy.compactMap {
      GrantedUse($0, to: principal, action, key: target.arn, in: estate)
    }
    return uses.first { !$0.isConstrained } ?? uses.first
  }
}
