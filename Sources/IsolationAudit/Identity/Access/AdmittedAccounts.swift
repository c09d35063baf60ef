/// The accounts of which a resource's policy may let somebody in.
struct AdmittedAccounts: Sendable {
  /// Those that it names, or somebody of whom it names.
  private(set) var named: Set<String> = []
  /// Whether it may let somebody of any account in.
  private(set) var areAll = false
  /// Whether it speaks of a single caller, so that those whose own policies are equal may differ.
  private(set) var arePersonal = false

  /// The accounts of a target besides its own; none where its policy is not known, which is told of the target.
  init(_ target: AccessTarget, in estate: Estate) {
    for grant in target.grants {
      arePersonal = true
      if let account = PolicyPrincipal(grantee: estate.symbols[grant.grantee])?.account { named.insert(account) }
    }
    guard case .known(let policy) = target.policy else { return }
    arePersonal = arePersonal || policy.document.isPersonal
    for statement in policy.document.statements where statement.effect == .allow {
      guard let principals = statement.principals, !principals.isNegated else {
        areAll = true
        continue
      }
      for principal in principals.patterns {
        if case .everyone = principal { areAll = true }
        if let account = principal.account { named.insert(account) }
      }
    }
  }

  /// Whether somebody of an account may be let in.
  func contains(_ account: String) -> Bool { areAll || named.contains(account) }
}
