/// A statement of a role's trust policy, or of a resource's policy, that lets in fewer than it does.
///
/// It is for statements that let others in as well, who keep what they may.
struct StatementNarrowing: Hashable, Sendable {
  /// What makes it let in fewer.
  enum Change: Hashable, Sendable {
    /// One of several whom it names is taken out.
    case without(PolicyPrincipal)
    /// One more condition.
    case condition(operator: String, key: String, value: String)
  }

  var policy: Provenance
  /// The JSON pointer to the statement in the policy.
  var pointer: String
  var change: Change
}

extension StatementNarrowing.Change {
  /// Nobody but those who have given a second factor; long-term credentials come without the key (IAM User Guide, "AWS
  /// global condition context keys").
  static let withMFA = Self.condition(operator: "Bool", key: "aws:MultiFactorAuthPresent", value: "true")

  /// Nobody of an account.
  static func notOf(account: String) -> Self {
    .condition(operator: "StringNotEquals", key: "aws:PrincipalAccount", value: account)
  }

  /// Neither a user, by his ARN, nor a role, by the ARN of the role, whatever its session is called.
  static func not(arn: String) -> Self { .condition(operator: "ArnNotEquals", key: "aws:PrincipalArn", value: arn) }

  /// Nobody but those of an organization.
  static func of(organization: String) -> Self {
    .condition(operator: "StringEquals", key: "aws:PrincipalOrgID", value: organization)
  }
}

extension IdentityAudit {
  /// By which a statement of a trust policy or of a resource's policy would no longer let somebody in, and others still.
  ///
  /// Who alone is named, or with his whole environment only, is better served by taking the statement away.
  func narrowings(of reference: StatementReference, against caller: PrincipalID) -> [IdentityElement] {
    guard let policy = reference.origin.provenance, reference.pointer.hasPrefix("/Statement"),
      let statement = reference.statement, statement.effect == .allow, let named = statement.principals
    else { return [] }
    let principal = graph[caller]
    return change(of: named, against: principal).map { change in
      [.narrowing(StatementNarrowing(policy: policy, pointer: reference.pointer, change: change))]
    } ?? []
  }

  private func change(
    of named: PolicyStatement.Scope<PolicyPrincipal>,
    against caller: Principal
  ) -> StatementNarrowing.Change? {
    if !named.isNegated, !named.patterns.contains(.everyone) {
      let his = named.patterns.filter { $0.isName(of: caller) }
      if his.count == 1, !his[0].hasOthers(than: caller, self) {
        return named.patterns.count > 1 ? .without(his[0]) : nil
      }
    }
    switch caller.kind {
    case .role, .user, .foreign:
      let isOfOneEnvironment =
        environment(of: caller.id) >= 0 && environment(ofAccount: caller.account) == environment(of: caller.id)
      let isForAll = named.isNegated || named.patterns.contains(.everyone)
      return isForAll && isOfOneEnvironment ? .notOf(account: caller.account) : .not(arn: caller.arn)
    case .account: return .notOf(account: caller.account)
    case .anyone:
      let organization = estate.symbols[estate.organizationID]
      return organization.isEmpty ? nil : .of(organization: organization)
    case .service, .provider: return nil
    }
  }
}

extension PolicyPrincipal {
  /// Whether it lets in others than the caller and his environment: a whole account, unless all of it belongs there.
  fileprivate func hasOthers(than caller: Principal, _ audit: IdentityAudit) -> Bool {
    guard case .account(let account) = self, caller.kind != .account else { return false }
    let own = audit.environment(of: caller.id)
    return own < 0 || audit.environment(ofAccount: account) != own
  }

  /// Whether a policy means somebody by it, other than by `*`.
  fileprivate func isName(of caller: Principal) -> Bool {
    switch self {
    case .everyone, .federatedUser, .canonicalUser, .deleted: false
    case .account(let account): account == caller.account
    case .user(let account, let name): (account, name) == (caller.account, caller.name) && caller.kind != .role
    case .role(let account, let name), .roleSession(let account, let name, _):
      (account, name) == (caller.account, caller.name) && caller.kind != .user
    case .service(let name), .federated(let name): name == caller.arn
    }
  }
}

extension JSONValue {
  /// A statement after a change; `nil` where it cannot be made: the statement names nobody else, or has such a condition.
  func narrowed(by change: StatementNarrowing.Change) -> JSONValue? {
    switch change {
    case .without(let principal):
      return editing("Principal") { named in
        guard case .object(let kinds)? = named else { return nil }
        let left = kinds.compactMap { kind -> Member? in
          let texts = kind.value.array ?? [kind.value]
          let rest = texts.filter { !principal.isWritten($0, under: kind.key) }
          if rest.count == texts.count { return kind }
          return rest.isEmpty ? nil : Member(key: kind.key, value: rest.count == 1 ? rest[0] : .array(rest))
        }
        return left.isEmpty || left == kinds ? nil : .object(left)
      }
    case .condition(let name, let key, let value):
      return editing("Condition") { block in
        guard let block else {
          return .object([Member(key: name, value: .object([Member(key: key, value: .string(value))]))])
        }
        return block.editing(name) { clause in
          guard let clause else { return .object([Member(key: key, value: .string(value))]) }
          let known = clause.object?.first { $0.key.lowercased() == key.lowercased() }?.key
          return clause.editing(known ?? key) { values in
            guard let values else { return .string(value) }
            // Of several values of an operator that denies, none may be met; of others, one must.
            guard name.contains("Not") else { return nil }
            return .array((values.array ?? [values]) + [.string(value)])
          }
        }
      }
    }
  }

  /// A principal as a statement writes it, where it does.
  func text(of principal: PolicyPrincipal) -> String? {
    for kind in self["Principal"]?.object ?? [] {
      for text in kind.value.array ?? [kind.value] where principal.isWritten(text, under: kind.key) {
        return text.string
      }
    }
    return nil
  }

  /// An object with one member changed, or added; `nil` for other values, and where there is no change.
  private func editing(_ key: String, _ change: (JSONValue?) -> JSONValue?) -> JSONValue? {
    guard case .object(var members) = self else { return nil }
    let place = members.firstIndex { $0.key == key }
    guard let value = change(place.map { members[$0].value }) else { return nil }
    if let place { members[place].value = value } else { members.append(Member(key: key, value: value)) }
    return .object(members)
  }
}

extension PolicyPrincipal {
  /// Whether an element of a kind of principals means this one.
  fileprivate func isWritten(_ value: JSONValue, under kind: String) -> Bool {
    guard let text = value.string else { return false }
    return switch kind {
    case "AWS": PolicyPrincipal(awsElement: text) == self
    case "Service": self == .service(text)
    case "Federated": self == .federated(text)
    default: false
    }
  }
}
