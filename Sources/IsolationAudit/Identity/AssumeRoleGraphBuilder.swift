/// Collects nodes, then asks for each role who may assume it.
struct AssumeRoleGraphBuilder {
  /// A role's trust policy, or why there is none.
  enum Trust {
    case policy(AttachedPolicy)
    case missing(String)
  }

  /// Somebody whom a trust policy names and who is no user or role of the estate.
  struct Outsider: Hashable {
    var kind: Principal.Kind
    var arn: String
    var account: String
  }

  static let actions = ["sts:assumerole", "sts:assumerolewithwebidentity", "sts:assumerolewithsaml"]

  var estate: Estate
  var library: PolicyLibrary
  let guardRails: OrganizationGuardRails
  var levels: [String: OrganizationGuardRails.Levels] = [:]
  /// The estate's roles and users, roles first, each sorted by ARN.
  let records: [EstateID<IAMPrincipal>]
  var callers: [CallerPolicies] = []
  /// The trust policies, by the place of the role in `records`.
  var trusts: [Int: Trust] = [:]
  var principals: [Principal] = []
  var outsiders: [Outsider: PrincipalID] = [:]
  /// The callers of each account, by kind and name.
  var byName: [String: [Principal.Kind: [String: Int]]] = [:]
  /// The callers of each account that may assume roles by a pattern, or whose policies are not all known.
  var openAssumers: [String: [Int]] = [:]
  /// The callers whose policies name every role that they may assume, by the role's ARN.
  var namingAssumers: [String: [Int]] = [:]
  var gaps: [IdentityGap] = []
  /// The roles that trust somebody, by the account, the ARN without path, or `*`.
  var trusting: [String: [PrincipalID]] = [:]
  /// The accounts whose roles were collected.
  var collected: Set<String> = []
  /// The place in `records` of each user and role.
  var placeOfRecord: [EstateID<IAMPrincipal>: Int] = [:]

  init(_ estate: Estate) {
    self.estate = estate
    var library = PolicyLibrary(estate, about: Self.actions)
    guardRails = OrganizationGuardRails(estate, library)
    let roster = CallerRoster(estate, &library)
    records = roster.records
    callers = roster.callers
    for (index, id) in records.enumerated() {
      let record = estate.principals[id]
      let caller = callers[index]
      gaps += caller.gaps
      let account = estate.symbols[record.account]
      let kind: Principal.Kind = record.kind == .user ? .user : .role
      principals.append(
        Principal(
          id: PrincipalID(index),
          kind: kind,
          arn: estate.symbols[record.arn],
          name: estate.name(of: record),
          account: account,
          record: id,
          tags: record.tags,
          provenance: record.provenance
        )
      )
      placeOfRecord[id] = index
      byName[account, default: [:]][kind, default: [:]][estate.name(of: record)] = index
      if caller.mayHoldMore || caller.identity.contains(where: { !$0.document.statements.isEmpty }) {
        if let roles = caller.namedRoles {
          for role in roles { namingAssumers[role, default: []].append(index) }
        } else {
          openAssumers[account, default: []].append(index)
        }
      }
      if kind == .role { trusts[index] = Self.trust(of: record, estate, library) }
    }
    self.library = library
    gaps += guardRails.gaps
    addAccountGaps()
  }

  static func trust(of record: IAMPrincipal, _ estate: Estate, _ library: PolicyLibrary) -> Trust {
    let arn = estate.symbols[record.arn]
    switch library.read(record.trustPolicy?.document, .trust, called: "the trust policy of \(arn)") {
    case .document(let document):
      let origin = PolicyOrigin(
        .trust,
        name: arn,
        provenance: record.trustPolicy?.provenance ?? record.provenance
      )
      return .policy(AttachedPolicy(document, origin: origin))
    case .missing(let message): return .missing(message)
    }
  }

  /// Notes each account of the estate whose users or roles were not collected.
  mutating func addAccountGaps() {
    var status: [Symbol: [String: Completeness.Status]] = [:]
    for (call, ending) in estate.completeness.calls where Self.lists.contains(call.list) {
      let known = status[call.account]?[call.list] ?? .absent
      // Of several statements about one list, the one that matters most stands, whatever their order.
      if Self.weight(ending) > Self.weight(known) { status[call.account, default: [:]][call.list] = ending }
    }
    for account in estate.accounts.records {
      let name = estate.symbols[account.id]
      for list in Self.lists {
        let ending = status[account.id]?[list] ?? .absent
        if ending == .collected || (status[account.id] == nil && byName[name] != nil) { continue }
        gaps.append(
          IdentityGap(
            kind: .accountDetails,
            account: name,
            subject: name,
            message: "\(list) of account \(name) was not collected in full (\(ending.rawValue))",
            provenance: account.provenance
          )
        )
      }
      if status[account.id]?["RoleDetailList"] == .collected { collected.insert(name) }
    }
  }

  /// The lists of `get-account-authorization-details` that hold who could take a step.
  static let lists = ["RoleDetailList", "UserDetailList"]

  static func weight(_ status: Completeness.Status) -> Int {
    switch status {
    case .absent: 0
    case .skipped: 1
    case .collected: 2
    case .error: 3
    case .denied: 4
    case .truncated: 5
    }
  }

  // MARK: Outsiders

  /// Adds a node for everybody whom a trust policy or a data store names and the estate does not hold.
  mutating func addOutsiders() {
    var found: Set<Outsider> = []
    for case .policy(let policy) in trusts.values { collectOutsiders(policy.document, &found) }
    let library = PolicyLibrary(estate)
    for (arn, policy) in estate.resourcePolicies {
      guard case .policy(let policy) = policy,
        case .document(let document) = library.read(policy.document, .resource, called: estate.symbols[arn])
      else { continue }
      collectOutsiders(document, &found)
    }
    for store in estate.dataStores.records {
      if store.isPublic { found.insert(Outsider(kind: .anyone, arn: "*", account: "")) }
      let shared = (store.sharedWith ?? []).map { PolicyPrincipal.account(estate.symbols[$0]) }
      let grantees = (store.grants ?? []).compactMap { PolicyPrincipal(grantee: estate.symbols[$0.grantee]) }
      for named in shared + grantees {
        if let outsider = outsider(named) { found.insert(outsider) }
      }
    }
    for outsider in found.sorted(by: { ($0.kind, $0.arn) < ($1.kind, $1.arn) }) {
      let id = PrincipalID(principals.count)
      outsiders[outsider] = id
      principals.append(
        Principal(
          id: id,
          kind: outsider.kind,
          arn: outsider.arn,
          name: outsider.kind == .account ? outsider.account : outsider.arn,
          account: outsider.account,
          record: nil,
          tags: .none,
          provenance: nil
        )
      )
    }
  }

  private func collectOutsiders(_ document: PolicyDocument, _ found: inout Set<Outsider>) {
    for statement in document.statements where statement.effect == .allow {
      if statement.principals?.isNegated ?? true {
        found.insert(Outsider(kind: .anyone, arn: "*", account: ""))
      }
      for named in statement.principals?.patterns ?? [] {
        if let outsider = outsider(named) { found.insert(outsider) }
      }
    }
  }

  /// Who a policy names, if the estate does not hold him.
  func outsider(_ named: PolicyPrincipal) -> Outsider? {
    switch named {
    case .everyone: return Outsider(kind: .anyone, arn: "*", account: "")
    case .service(let name): return Outsider(kind: .service, arn: name, account: "")
    case .federated(let name):
      return Outsider(kind: .provider, arn: name, account: AmazonResourceName(name)?.account ?? "")
    case .account(let account):
      return isOutside(account)
        ? Outsider(kind: .account, arn: "arn:aws:iam::\(account):root", account: account) : nil
    case .user(let account, let name):
      return isOutside(account)
        ? Outsider(kind: .foreign, arn: "arn:aws:iam::\(account):user/\(name)", account: account) : nil
    case .role(let account, let name), .roleSession(let account, let name, _):
      return isOutside(account)
        ? Outsider(kind: .foreign, arn: "arn:aws:iam::\(account):role/\(name)", account: account) : nil
    case .federatedUser, .canonicalUser, .deleted: return nil
    }
  }

  /// Whether the estate does not hold the users and roles of an account.
  func isOutside(_ account: String) -> Bool { byName[account] == nil && !collected.contains(account) }
}
