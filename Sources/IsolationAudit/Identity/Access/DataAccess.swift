/// That a principal can read or write what a data store holds, or part of it.
package struct DataAccess: Hashable, Sendable {
  package let principal: PrincipalID
  package let mode: DataMode
  /// The action that is surest.
  package let action: String
  /// How sure it is, and what tells so, the key of the store included; never `denied`.
  package let answer: AccessAnswer
  /// The pattern of a policy that names the part of the store, such as `arn:aws:s3:::b/exports/*`; nothing for all of it.
  package let part: String?
}

/// Who can read or write a data store.
package struct StoreAccess: Sendable {
  package let store: EstateID<DataStore>
  /// One access for each principal and mode, in the order of principals.
  package let accesses: [DataAccess]
  /// Why principals that are not listed may have access all the same, as sentences: those of the store's own account
  /// whose own policies do not tell, and those outside of the estate.
  package let gaps: [String]
}

extension AccessModel {
  /// Who can read or write a data store.
  ///
  /// - Complexity: One decision for each action of the store's kind and class of callers whose policies may allow it.
  package func access(to id: EstateID<DataStore>, _ modes: Set<DataMode> = [.read, .write]) -> StoreAccess {
    let store = estate.dataStores[id]
    let whole = AccessTarget(store, in: estate)
    var gaps: [String] = []
    if case .unknown(let message) = whole.policy { gaps.append(message) }
    if store.kind == .key && store.grants == nil {
      gaps.append("the grants of KMS key \(whole.arn) are not in the snapshot")
    }
    if store.kind.isShareable && store.sharedWith == nil && !store.isPublic {
      gaps.append("with whom \(store.kind.name) \(whole.arn) is shared is not in the snapshot")
    }
    let isKeyPersonal = isKeyPersonal(of: store)
    var best: [PrincipalID: [DataMode: DataAccess]] = [:]
    for row in store.kind.dataActions where modes.contains(row.mode) {
      let target = target(of: row, store, whole)
      for group in candidates(for: row.action, target, areAlone: row.keyAction != nil && isKeyPersonal) {
        guard let first = group.first else { continue }
        let found = access(of: first, row, target, store)
        guard let found, found.answer.isPossible else { continue }
        for principal in group {
          let access = DataAccess(principal, row, found)
          if let known = best[principal]?[row.mode], known.isAtLeastAsSure(as: access) { continue }
          best[principal, default: [:]][row.mode] = access
        }
      }
    }
    let accesses = best.keys.sorted().flatMap { principal in
      DataMode.allCases.compactMap { best[principal]?[$0] }
    }
    return StoreAccess(store: id, accesses: accesses, gaps: gaps)
  }

  /// How one principal can read or write a data store, each mode in which he can.
  func access(to id: EstateID<DataStore>, of principal: PrincipalID) -> [DataAccess] {
    let store = estate.dataStores[id]
    let whole = AccessTarget(store, in: estate)
    var best: [DataMode: DataAccess] = [:]
    for row in store.kind.dataActions {
      let found = access(of: principal, row, target(of: row, store, whole), store)
      guard let found, found.answer.isPossible else { continue }
      let access = DataAccess(principal, row, found)
      if let known = best[row.mode], known.isAtLeastAsSure(as: access) { continue }
      best[row.mode] = access
    }
    return DataMode.allCases.compactMap { best[$0] }
  }

  /// What a statement names to be about reading, or writing, a data store: the actions, and patterns of ARNs.
  package func naming(_ mode: DataMode, of id: EstateID<DataStore>) -> (actions: [String], resources: [String]) {
    let store = estate.dataStores[id]
    let whole = AccessTarget(store, in: estate)
    // Whatever there is in AWS is too much for a statement that is about one store.
    let rows = store.kind.dataActions.filter { $0.mode == mode && $0.on != .anything }
    let resources = rows.map { row in
      let target = target(of: row, store, whole)
      return target.isFamily ? target.arn + "*" : target.arn
    }
    return (Set(rows.map(\.action)).sorted(), Set(resources).sorted())
  }

  /// What a request for an action names.
  private func target(of row: DataAction, _ store: DataStore, _ whole: AccessTarget) -> AccessTarget {
    var target = whole
    let region = estate.symbols[store.region]
    let partition = AmazonResourceName(whole.arn)?.partition ?? "aws"
    switch row.on {
    case .itself: break
    case .below(let separator): (target.arn, target.isFamily) = (whole.arn + separator, true)
    case .unowned(let type): target.arn = "arn:\(partition):ec2:\(region)::\(type)/\(estate.symbols[store.name])"
    case .rules:
      let bus = estate.symbols[store.name]
      let rules = bus == "default" ? "" : "\(bus)/"
      (target.arn, target.isFamily) = ("arn:\(partition):events:\(region):\(whole.account):rule/\(rules)", true)
    case .databaseUsers:
      (target.arn, target.isFamily) = ("arn:\(partition):rds-db:\(region):\(whole.account):dbuser:", true)
    case .anything: (target.arn, target.isFamily) = ("arn:\(partition):", true)
    }
    return target
  }

  /// Those who may come into question, in groups that get one answer.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - target: What is asked for.
  ///   - areAlone: Whether something else than the target, such as its key, may tell apart who else is alike.
  /// - Returns: The groups.
  func candidates(for action: String, _ target: AccessTarget, areAlone: Bool = false) -> [[PrincipalID]] {
    var isAccountNamed: (String) -> Bool = { $0 == target.account }
    var named: Set<PrincipalID> = []
    var isPersonal = areAlone || !target.grants.isEmpty
    switch target.policy {
    case .none: break
    case .unknown: isAccountNamed = { _ in true }
    case .known(let policy):
      var accounts: Set<String> = [target.account]
      var letsEverybody = false
      isPersonal = isPersonal || policy.document.isPersonal
      let matchable = MatchableText(action.lowercased())
      for statement in policy.document.statements where statement.effect == .allow && statement.coversAction(matchable)
      {
        guard let principals = statement.principals, !principals.isNegated else {
          letsEverybody = true
          continue
        }
        for principal in principals.patterns {
          if case .everyone = principal { letsEverybody = true }
          if let account = principal.account { accounts.insert(account) }
          named.formUnion(self.principals(namedBy: principal))
        }
      }
      if letsEverybody {
        isAccountNamed = { _ in true }
        named.formUnion(graph.principals.lazy.filter { $0.account == target.account || $0.kind == .anyone }.map(\.id))
      } else {
        isAccountNamed = { accounts.contains($0) }
      }
    }
    for grant in target.grants {
      if let grantee = PolicyPrincipal(grantee: estate.symbols[grant.grantee]) {
        named.formUnion(principals(namedBy: grantee))
      }
    }
    var groups: [[PrincipalID]] = []
    for id in classes(of: action) where isAccountNamed(classes[Int(id)].account) {
      if !isPersonal && isSharedClass[Int(id)] {
        groups.append(members[Int(id)])
        named.subtract(members[Int(id)])
      } else {
        named.formUnion(members[Int(id)])
      }
    }
    return groups + named.sorted().map { [$0] }
  }

  /// The principals that an element of a policy names by themselves; those of a whole account count by their policies.
  private func principals(namedBy named: PolicyPrincipal) -> [PrincipalID] {
    let arn: String
    switch named {
    case .everyone: arn = "*"
    case .account(let account): arn = "arn:aws:iam::\(account):root"
    case .service(let name), .federated(let name): arn = name
    case .user(let account, let name): return principals(account, .user, name)
    case .role(let account, let name), .roleSession(let account, let name, _): return principals(account, .role, name)
    case .federatedUser, .canonicalUser, .deleted: return []
    }
    return graph.principal(arn).map { [$0] } ?? []
  }

  private func principals(_ account: String, _ kind: Principal.Kind, _ name: String) -> [PrincipalID] {
    let word = kind == .user ? "user" : "role"
    return (byName[account]?["\(word)/\(name)"]).map { [$0] }
      ?? graph.principal("arn:aws:iam::\(account):\(word)/\(name)").map { [$0] } ?? []
  }

  /// What one principal can do, the key included; nothing where he cannot.
  private func access(
    of principal: PrincipalID,
    _ row: DataAction,
    _ target: AccessTarget,
    _ store: DataStore
  ) -> (answer: AccessAnswer, part: String?)? {
    var (answer, part) = decideInPart(principal, row.action, on: target)
    guard answer.isPossible else { return nil }
    if let fact = row.unless {
      answer.standing = max(answer.standing, .conditional)
      answer.residual.append(.fact(fact))
    }
    if let keyAction = row.keyAction, let key = keyTarget(of: store) {
      guard answer.combine(with: decide(principal, keyAction, on: key), store, in: estate) else {
        return nil
      }
    }
    return (answer, part)
  }

  /// Whether the policy of a store's key tells apart who else is alike.
  func isKeyPersonal(of store: DataStore) -> Bool {
    keyTarget(of: store).map { AdmittedAccounts($0, in: estate).arePersonal } ?? false
  }

  /// The customer managed key of a store, asked through the store's service; nothing where it has none.
  private func keyTarget(of store: DataStore) -> AccessTarget? {
    if store.key.isEmpty { return nil }
    let text = estate.symbols[store.key]
    let arn =
      text.hasPrefix("arn:")
      ? text : "arn:aws:kms:\(estate.symbols[store.region]):\(estate.symbols[store.owner]):key/\(text)"
    var target: AccessTarget
    if let id = estate.dataStore(store.key) ?? estate.symbols.find(arn).flatMap({ estate.dataStore($0) }) {
      target = AccessTarget(estate.dataStores[id], in: estate)
      if estate.dataStores[id].grants == nil, case .known = target.policy {
        target.gaps.append("the grants of KMS key \(target.arn) are not in the snapshot")
      }
    } else {
      target = AccessTarget(arn: arn, account: AmazonResourceName(arn)?.account ?? estate.symbols[store.owner])
      target.policy = .unknown("KMS key \(text) is not in the snapshot")
    }
    if let service = store.kind.keyService, !store.region.isEmpty {
      target.keys.append(("kms:ViaService", .known(["\(service).\(estate.symbols[store.region]).amazonaws.com"])))
    }
    return target
  }
}

extension AccessAnswer {
  /// Adds what the key of a store says; tells whether access is left.
  fileprivate mutating func combine(with key: AccessAnswer, _ store: DataStore, in estate: Estate) -> Bool {
    switch key.standing {
    case .denied:
      let name = estate.symbols[store.key]
      // Objects of a bucket have keys of their own; what holds for new ones need not hold for all.
      guard store.kind == .bucket else { return false }
      standing = max(standing, .conditional)
      residual.append(.fact("an object is not encrypted with KMS key \(name)"))
    case .allowed, .conditional, .unknown:
      standing = max(standing, key.standing)
      for part in key.residual where !residual.contains(part) { residual.append(part) }
      identityStatements += key.identityStatements.filter { !identityStatements.contains($0) }
      resourceStatements += key.resourceStatements.filter { !resourceStatements.contains($0) }
    }
    gaps += key.gaps.filter { !gaps.contains($0) }
    return true
  }
}

extension DataAccess {
  /// What one principal can do by one row, the key included.
  fileprivate init(_ principal: PrincipalID, _ row: DataAction, _ found: (answer: AccessAnswer, part: String?)) {
    (self.principal, mode, action) = (principal, row.mode, row.action)
    (answer, part) = found
  }

  /// Whether it need not give way to another access of the same principal: surer, or as sure and not to a smaller part.
  fileprivate func isAtLeastAsSure(as other: DataAccess) -> Bool {
    let mine = (answer.standing, part == nil ? 0 : 1)
    let theirs = (other.answer.standing, other.part == nil ? 0 : 1)
    return mine <= theirs
  }
}
