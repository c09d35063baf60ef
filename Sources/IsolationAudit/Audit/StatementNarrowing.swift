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
}

extension IdentityAudit {
  /// By which a statement of a trust policy or of a resource's policy would no longer let somebody in, and all others still.
  ///
  /// Who alone is named, or with his whole environment only, is better served by taking the statement away. Others of an
  /// account may be meant to come in, so that nobody is kept out by his account.
  func narrowings(of reference: StatementReference, against caller: PrincipalID) -> [IdentityElement] {
    guard let policy = reference.origin.provenance, reference.pointer.hasPrefix("/Statement"),
      let statement = reference.statement, statement.effect == .allow, let named = statement.principals,
      let change = change(of: named, against: graph[caller], isTrust: reference.origin.kind == .trust)
    else { return [] }
    return [.narrowing(StatementNarrowing(policy: policy, pointer: reference.pointer, change: change))]
  }

  private func change(
    of named: PolicyStatement.Scope<PolicyPrincipal>,
    against caller: Principal,
    isTrust: Bool
  ) -> StatementNarrowing.Change? {
    // A deleted name lets nobody in, and a policy with nothing else cannot be saved.
    let living = Set(named.patterns.filter { !$0.isDeleted })
    if !named.isNegated {
      let his = living.filter { $0.isName(of: caller) }
      let isForAll = living.contains(.everyone) && caller.kind != .anyone
      if let name = his.first, his.count == 1, !isForAll {
        switch name {
        case .account(let account) where caller.kind != .account:
          if living.count == 1, environment(of: caller.id) >= 0,
            environment(ofAccount: account) == environment(of: caller.id)
          {
            return nil
          }
        default: return living.count > 1 ? .without(name) : nil
        }
      }
    }
    switch caller.kind {
    case .role: return .not(arn: caller.arn)
    // A federated session of a user has an ARN of its own, and cannot assume a role (IAM User Guide, "Request temporary
    // security credentials").
    case .user: return isTrust ? .not(arn: caller.arn) : nil
    case .account: return .notOf(account: caller.account)
    // The path in the ARN of somebody outside is not known.
    case .foreign, .service, .provider, .anyone: return nil
    }
  }
}

extension PolicyPrincipal {
  /// Whether a policy means somebody by it; by `*` only anybody.
  fileprivate func isName(of caller: Principal) -> Bool {
    switch self {
    case .everyone: caller.kind == .anyone
    case .federatedUser, .canonicalUser, .deleted: false
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
