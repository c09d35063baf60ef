import IsolationAudit

/// A hand-written estate of accounts, roles and users, for tests of the graph of who can become whom.
struct SmallEstate {
  var estate = Estate()
  let provenance = Provenance(file: FileID(rawValue: 0), offset: 0)

  /// A statement that lets a caller assume a role.
  static func mayAssume(_ resource: String, _ effect: String = "Allow") -> String {
    "{\"Sid\":\"Assume\",\"Effect\":\"\(effect)\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"\(resource)\"}"
  }

  /// A statement of a trust policy.
  static func trusts(_ principal: String, condition: String? = nil, action: String = "sts:AssumeRole") -> String {
    "{\"Sid\":\"Trust\",\"Effect\":\"Allow\",\"Action\":\"\(action)\",\"Principal\":\(principal)"
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }

  mutating func symbol(_ text: String) -> Symbol { estate.symbols.intern(text) }

  private func document(_ statements: String) throws -> JSONValue {
    try JSONValue(parsing: "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements)]}")
  }

  mutating func account(_ id: String, parent: String = "", isManagement: Bool = false) {
    let account = Account(
      id: symbol(id),
      parent: symbol(parent),
      isManagement: isManagement,
      provenance: provenance
    )
    let added = estate.accounts.append(account)
    estate.bind(account.id, to: .account(added))
  }

  mutating func organizationalUnit(_ id: String, parent: String = "") {
    let unit = OrganizationalUnit(id: symbol(id), name: symbol(id), parent: symbol(parent), provenance: provenance)
    let added = estate.organizationalUnits.append(unit)
    estate.bind(unit.id, to: .organizationalUnit(added))
  }

  mutating func serviceControl(_ name: String, _ statements: String?, on target: String) throws {
    let policy = OrganizationPolicy(
      id: symbol("p-" + name),
      name: symbol(name),
      kind: .serviceControl,
      document: try statements.map { try document($0) },
      targets: [symbol(target)],
      provenance: provenance
    )
    _ = estate.organizationPolicies.append(policy)
  }

  mutating func managedPolicy(_ arn: String, _ statements: String) throws {
    let policy = IAMPolicy(
      arn: symbol(arn),
      name: symbol(arn),
      document: try document(statements),
      provenance: provenance
    )
    let added = estate.managedPolicies.append(policy)
    estate.bind(policy.arn, to: .managedPolicy(added))
  }

  /// Adds a role.
  mutating func role(
    _ name: String,
    _ account: String,
    trust: String? = nil,
    policy: String? = nil,
    attached: [String] = [],
    boundary: String = "",
    tags: [String: String] = [:]
  ) throws {
    try principal(
      .role,
      name,
      account,
      trust: trust,
      policy: policy,
      attached: attached,
      boundary: boundary,
      tags: tags
    )
  }

  /// Adds a role, user or group.
  mutating func principal(
    _ kind: IAMPrincipal.Kind,
    _ name: String,
    _ account: String,
    path: String = "/",
    trust: String? = nil,
    policy: String? = nil,
    attached: [String] = [],
    boundary: String = "",
    groups: [String] = [],
    tags: [String: String] = [:]
  ) throws {
    let word = ["role", "user", "group"][Int(kind.rawValue)]
    let arn = symbol("arn:aws:iam::\(account):\(word)\(path)\(name)")
    let trustPolicy = try trust.map {
      IAMPolicy(name: .empty, document: try document($0), provenance: provenance)
    }
    let inline = try policy.map {
      [IAMPolicy(name: symbol("inline"), document: try document($0), provenance: provenance)]
    }
    let attached = attached.map { symbol($0) }
    let groups = groups.map { symbol($0) }
    let pairs = tags.sorted { $0.key < $1.key }.map { Tag(key: symbol($0.key), value: symbol($0.value)) }
    let record = IAMPrincipal(
      kind: kind,
      arn: arn,
      name: symbol(name),
      path: symbol(path),
      account: symbol(account),
      trustPolicy: trustPolicy,
      inlinePolicies: inline ?? [],
      attachedPolicies: attached,
      boundary: symbol(boundary),
      groups: groups,
      tags: estate.intern(tags: pairs),
      provenance: provenance
    )
    let added = estate.principals.append(record)
    estate.bind(arn, to: .principal(added))
  }

  mutating func instance(_ id: String, _ account: String, role: String) {
    let profile = InstanceProfile(
      arn: symbol("arn:aws:iam::\(account):instance-profile/\(id)"),
      name: symbol(id),
      account: symbol(account),
      roles: [symbol(role)],
      provenance: provenance
    )
    let added = estate.instanceProfiles.append(profile)
    estate.bind(profile.arn, to: .instanceProfile(added))
    let instance = Instance(
      id: symbol(id),
      vpc: .empty,
      subnet: .empty,
      owner: symbol(account),
      region: symbol("us-east-1"),
      instanceProfile: profile.arn,
      provenance: provenance
    )
    let id = estate.instances.append(instance)
    estate.bind(instance.id, to: .instance(id))
  }

  /// Adds a data store; `policy` holds the statements of its policy, none where it is empty, and nothing is told of it
  /// where it is absent.
  mutating func store(
    _ kind: DataStore.Kind,
    _ arn: String,
    _ account: String,
    policy: String? = "",
    tags: [String: String] = [:],
    change: (inout DataStore, inout Estate) -> Void = { _, _ in }
  ) throws {
    let pairs = tags.sorted { $0.key < $1.key }.map { Tag(key: symbol($0.key), value: symbol($0.value)) }
    let name = arn.split(separator: ":").last.map(String.init) ?? arn
    var store = DataStore(
      arn: symbol(arn),
      name: symbol(name),
      kind: kind,
      owner: symbol(account),
      region: symbol("us-east-1"),
      tags: estate.intern(tags: pairs),
      provenance: provenance
    )
    change(&store, &estate)
    let added = estate.dataStores.append(store)
    estate.bind(store.arn, to: .dataStore(added))
    guard let policy else { return }
    let document = policy.isEmpty ? nil : try document(policy)
    estate.resourcePolicies[store.arn] =
      document.map { .policy(IAMPolicy(name: .empty, document: $0, provenance: provenance)) } ?? ResourcePolicy.none
  }

  /// A grant of a key.
  mutating func grant(_ id: String, to grantee: String, _ operations: [String], isConstrained: Bool = false) -> KeyGrant
  {
    KeyGrant(
      id: symbol(id),
      grantee: symbol(grantee),
      operations: operations.map { symbol($0) },
      isConstrained: isConstrained,
      provenance: provenance
    )
  }

  mutating func record(_ list: String, _ account: String, _ status: Completeness.Status) {
    estate.completeness.record(.init(account: symbol(account), region: symbol("global"), list: list), status)
  }

  /// The steps of the estate's graph in one line each, such as `a -> b`, with `?` for unknown and the conditions behind.
  var steps: [String] {
    let graph = AssumeRoleGraph(estate: estate)
    return graph.edges.map { edge in
      let mark = edge.standing == .unknown ? " ?" : ""
      let conditions = edge.residual.map { " if \($0)" }.joined()
      return "\(graph[edge.from].name) -> \(graph[edge.to].name)\(mark)\(conditions)"
    }
  }
}
