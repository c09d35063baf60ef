extension PolicyStatement {
  /// Everything that the statement says, part by part: two statements with the same parts decide every request alike.
  ///
  /// Lists are in an order of their own, so that it does not matter how the policy orders them; Sid and place are left out.
  package var content: [String] {
    var parts = [effect.rawValue]
    func add(_ key: String, _ texts: [String], isNegated: Bool) {
      parts.append((isNegated ? "Not" : "") + key)
      parts += texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    if let principals { add("Principal", principals.patterns.map(\.content), isNegated: principals.isNegated) }
    add("Action", actions.patterns.map(\.text), isNegated: actions.isNegated)
    if let resources { add("Resource", resources.patterns.map(\.source), isNegated: resources.isNegated) }
    let clauses = conditions.map { clause in
      ([clause.conditionOperator.name, clause.canonicalKey] + clause.valueTexts.sorted()).joined(separator: "\u{1E}")
    }
    add("Condition", clauses, isNegated: false)
    return parts
  }
}

extension PolicyPrincipal {
  /// The principal as one text; no two principals have the same.
  fileprivate var content: String {
    switch self {
    case .everyone: "*"
    case .account(let account): "account \(account)"
    case .user(let account, let name): "user \(account) \(name)"
    case .role(let account, let name): "role \(account) \(name)"
    case .roleSession(let account, let role, let session): "role session \(account) \(role) \(session)"
    case .federatedUser(let account, let name): "federated user \(account) \(name)"
    case .service(let name): "service \(name)"
    case .federated(let provider): "federated \(provider)"
    case .canonicalUser(let id): "canonical user \(id)"
    case .deleted(let id): "deleted \(id)"
    }
  }
}

extension WildcardPattern {
  /// The pattern as a policy has it, with `?` and `*`.
  fileprivate var text: String {
    var text = ""
    for unit in units {
      switch unit {
      case .literal(let value): text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      case .anyCharacter: text += "?"
      case .anyRun: text += "*"
      }
    }
    return text
  }
}
