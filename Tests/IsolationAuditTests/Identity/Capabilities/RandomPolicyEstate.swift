import IsolationAudit
import Oracles

/// A random estate of two accounts in which policies, groups, boundaries, stores, clusters and an organization occur; its
/// seed tells it.
struct RandomPolicyEstate {
  static let account = "111111111111"
  static let other = "222222222222"
  static let limits = ["arn:aws:iam::111111111111:policy/limit-0", "arn:aws:iam::111111111111:policy/limit-1"]
  static let policies = (0..<3).map { "arn:aws:iam::111111111111:policy/p\($0)" }
  static let groups = ["g0", "g1"]
  static let saml = "arn:aws:iam::111111111111:saml-provider/idp"
  static let web = "arn:aws:iam::111111111111:oidc-provider/issuer.example/1"
  static let cluster = "arn:aws:eks:us-east-1:111111111111:cluster/c"
  static let code = "\(account).dkr.ecr.us-east-1.amazonaws.com/app:latest"
  static let stackSets = "member.org.stacksets.cloudformation.amazonaws.com"
  static let editing = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
  static let strange = "arn:aws:eks::aws:cluster-access-policy/AmazonSomethingNewPolicy"
  static let viewing = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"

  /// Patterns of resources; a half of all statements are about everything instead.
  static let resources = [
    "arn:aws:iam::111111111111:role/*", "arn:aws:iam::*:role/a*", "arn:aws:iam::111111111111:role/a0",
    "arn:aws:iam::111111111111:user/*", "arn:aws:iam::111111111111:user/u1", "arn:aws:iam::111111111111:policy/*",
    "arn:aws:iam::111111111111:policy/p0", "arn:aws:iam::*:group/*", "arn:aws:iam::111111111111:group/g0",
    "arn:aws:iam::111111111111:saml-provider/*", "arn:aws:s3:::*", "arn:aws:s3:::code/*",
    "arn:aws:eks:*:*:cluster/*", "arn:aws:eks:*:*:access-entry/c/*", "arn:aws:eks:*:*:access-entry/d/*",
    "arn:aws:sso:::*", "arn:aws:cloudformation:*:*:stackset/*", "*1", "arn:aws:kms:*",
    "arn:aws:iam::111111111111:user/${aws:username}",
  ]
  static let conditions = [
    "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}",
    "{\"StringEquals\":{\"aws:ResourceTag/env\":\"dev\"}}",
    "{\"ArnEquals\":{\"iam:PolicyARN\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}}",
    "{\"ArnNotEquals\":{\"iam:PolicyARN\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}}",
    "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"a\"}}",
    "{\"StringEquals\":{\"aws:ResourceAccount\":\"111111111111\"}}",
    "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"arn:aws:iam::111111111111:policy/limit-0\"}}",
  ]

  /// A user or role that asks.
  struct Caller {
    var name: String
    var isUser: Bool
    var account = RandomPolicyEstate.account
    var path = "/"
    var statements: [RandomStatement] = []
    var attached: [String] = []
    var groups: [String] = []
    var boundary = ""
    var trust = ""
    var tags: [String: String] = [:]
  }

  /// A store with a policy of its own.
  struct Store {
    var kind: DataStore.Kind
    var arn: String
    var account = RandomPolicyEstate.account
    /// Its statements; nothing where its policy is not known, empty where it has none.
    var policy: String?
    var isEncryptedByAWS = false
  }

  private var random: SeededNumbers
  var callers: [Caller] = []
  var managed: [[RandomStatement]] = []
  var limited: [[RandomStatement]] = []
  var ofGroup: [[RandomStatement]] = []
  var attachedToGroup: [[String]] = []
  var serviceControl: [RandomStatement] = []
  var stores: [Store] = []
  var isOtherManagement = false
  var administers: [String] = []
  var mode: KubernetesCluster.AuthenticationMode?
  var issuer = ""
  /// The principals of access entries, with their groups and policies.
  var entries: [(principal: String, groups: [String], policies: [String]?)]? = []
  var hasMutableTags: Bool?
  var knowsPublicAccess = true
  var vpnGroups: [(group: String, isActive: Bool)] = []

  init(seed: UInt64) {
    random = SeededNumbers(seed: seed)
    for _ in Self.policies { managed.append([statement()]) }
    for _ in Self.limits { limited.append([statement("Allow"), statement("Allow")]) }
    for _ in Self.groups {
      ofGroup.append([statement()])
      attachedToGroup.append(random.below(2) == 0 ? [random.one(of: Self.policies)] : [])
    }
    for name in ["a0", "a1", "a2"] { addCaller(Caller(name: name, isUser: false)) }
    addCaller(
      Caller(name: "AWSReservedSSO_Set_0123456789abcdef", isUser: false, path: "/aws-reserved/sso.amazonaws.com/")
    )
    addCaller(Caller(name: "m0", isUser: false, account: Self.other))
    for name in ["u0", "u1"] { addCaller(Caller(name: name, isUser: true)) }
    if random.below(2) == 0 { serviceControl.append(statement("Deny")) }
    addStores()
    isOtherManagement = random.below(2) == 0
    for service in ["sso.amazonaws.com", Self.stackSets] where random.below(2) == 0 { administers.append(service) }
    mode = [nil, .configMap, .api, .apiAndConfigMap][Int(random.below(4))]
    issuer = random.below(2) == 0 ? "issuer.example/1" : "issuer.example/2"
    addEntries()
    hasMutableTags = [true, false, nil][Int(random.below(3))]
    knowsPublicAccess = random.below(2) == 0
    for group in ["g-1", "g-2", ""] where random.below(2) == 0 { vpnGroups.append((group, random.below(3) > 0)) }
  }

  private mutating func addCaller(_ given: Caller) {
    var caller = given
    caller.tags = random.below(2) == 0 ? ["env": "dev"] : ["team": "a"]
    // Equal policies make a class.
    if let last = callers.last(where: { $0.isUser == caller.isUser && $0.account == caller.account }),
      random.below(3) == 0
    {
      (caller.statements, caller.attached, caller.groups) = (last.statements, last.attached, last.groups)
      caller.boundary = last.boundary
    } else {
      caller.statements = (0...Int(random.below(3))).map { _ in statement() }
      if caller.account == Self.account {
        if random.below(2) == 0 { caller.attached = [random.one(of: Self.policies)] }
        if random.below(3) == 0 { caller.boundary = random.one(of: Self.limits) }
        if random.below(12) == 0 { caller.boundary = "arn:aws:iam::111111111111:policy/gone" }
        if caller.isUser { caller.groups = Self.groups.filter { _ in random.below(3) == 0 } }
      }
    }
    caller.trust = trust()
    callers.append(caller)
  }

  private mutating func trust() -> String {
    switch random.below(5) {
    case 0: SmallEstate.trusts("{\"Federated\":\"\(Self.saml)\"}", action: "sts:AssumeRoleWithSAML")
    case 1: SmallEstate.trusts("{\"Federated\":\"\(Self.web)\"}", action: "sts:AssumeRoleWithWebIdentity")
    case 2: SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::\(Self.account):role/a1\"}")
    case 3: SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::\(Self.account):user/u0\"}")
    default: SmallEstate.trusts("{\"AWS\":\"\(Self.account)\"}")
    }
  }

  private mutating func addStores() {
    let kinds: [(DataStore.Kind, String, [String])] = [
      (.bucket, "arn:aws:s3:::data", ["s3:PutBucketPolicy", "s3:*"]),
      (.secret, "arn:aws:secretsmanager:us-east-1:111111111111:secret:s-1", ["secretsmanager:*"]),
      (.key, "arn:aws:kms:us-east-1:111111111111:key/1", ["kms:PutKeyPolicy", "kms:CreateGrant", "kms:*"]),
      (.queue, "arn:aws:sqs:us-east-1:111111111111:q", ["sqs:*"]),
      (.volumeSnapshot, "arn:aws:ec2:us-east-1::snapshot/snap-1", []),
      (.table, "arn:aws:dynamodb:us-east-1:111111111111:table/t", ["dynamodb:PutResourcePolicy"]),
    ]
    for (kind, arn, actions) in kinds {
      var store = Store(kind: kind, arn: arn, policy: "")
      store.isEncryptedByAWS = random.below(2) == 0
      if random.below(6) == 0 {
        store.policy = nil
      } else if !actions.isEmpty, random.below(3) > 0 {
        store.policy = (0...Int(random.below(2))).map { _ in policyStatement(actions) }.joined(separator: ",")
      }
      stores.append(store)
    }
  }

  private mutating func policyStatement(_ actions: [String]) -> String {
    let principals = [
      "\"*\"", "{\"AWS\":\"\(Self.account)\"}", "{\"AWS\":\"\(Self.other)\"}",
      "{\"AWS\":\"arn:aws:iam::\(Self.account):role/a0\"}", "{\"AWS\":\"arn:aws:iam::\(Self.account):user/u0\"}",
      "{\"AWS\":\"arn:aws:iam::\(Self.other):role/m0\"}",
    ]
    let effect = random.below(5) == 0 ? "Deny" : "Allow"
    return
      "{\"Effect\":\"\(effect)\",\"Action\":\"\(random.one(of: actions))\",\"Resource\":\"*\",\"Principal\":\(random.one(of: principals))}"
  }

  private mutating func addEntries() {
    if random.below(6) == 0 { entries = nil }
    for caller in callers where random.below(3) == 0 {
      let groups = [[], ["deployers"], ["system:nodes"]][Int(random.below(3))]
      let policies = [nil, [], [Self.viewing], [Self.editing, Self.viewing], [Self.strange]][Int(random.below(5))]
      entries?.append((Self.arn(of: caller), groups, policies))
    }
  }

  static func arn(of caller: Caller) -> String {
    "arn:aws:iam::\(caller.account):\(caller.isUser ? "user" : "role")\(caller.path)\(caller.name)"
  }

  /// The actions of a row, so that rows that ask for several are met, and sometimes more.
  mutating func statement(_ effect: String? = nil) -> RandomStatement {
    let effect = effect ?? (random.below(6) == 0 ? "Deny" : "Allow")
    let row = CapabilityOracle.rows[Int(random.below(UInt64(CapabilityOracle.rows.count)))].row
    var actions: [String] = []
    for requirement in row.requires {
      actions.append(requirement.actions[Int(random.below(UInt64(requirement.actions.count)))])
    }
    if random.below(4) == 0 { actions.append("sts:AssumeRole") }
    if random.below(6) == 0 { actions.append(random.one(of: ["iam:*", "s3:*", "*", "eks:*", "sso:*"])) }
    if actions.isEmpty { actions = ["sts:AssumeRole"] }
    var resources = random.below(2) == 0 ? ["*"] : [random.one(of: Self.resources), random.one(of: Self.resources)]
    if effect == "Deny", random.below(2) == 0 { resources = [random.one(of: Self.resources)] }
    let condition = random.below(5) == 0 ? random.one(of: Self.conditions) : nil
    return RandomStatement(effect: effect, actions: actions, resources: resources, condition: condition)
  }
}

extension RandomPolicyEstate {
  func build() throws -> SmallEstate {
    var small = SmallEstate()
    small.organizationalUnit("r-root")
    small.account(Self.account, parent: "r-root")
    small.account(Self.other, parent: "r-root", isManagement: isOtherManagement)
    try small.serviceControl("all", WayEstate.statement("Allow", ["*"]), on: "r-root")
    if !serviceControl.isEmpty { try small.serviceControl("guard", serviceControl.text, on: Self.account) }
    for (arn, statements) in zip(Self.policies + Self.limits, managed + limited) {
      try small.managedPolicy(arn, statements.text)
    }
    for (place, group) in Self.groups.enumerated() {
      try small.principal(
        .group,
        group,
        Self.account,
        policy: ofGroup[place].text,
        attached: attachedToGroup[place]
      )
    }
    small.provider(Self.saml, Self.account)
    small.provider(Self.web, Self.account, url: "issuer.example/1")
    for caller in callers {
      try small.principal(
        caller.isUser ? .user : .role,
        caller.name,
        caller.account,
        path: caller.path,
        trust: caller.isUser ? nil : caller.trust,
        policy: caller.statements.text,
        attached: caller.attached,
        boundary: caller.boundary,
        groups: caller.groups,
        tags: caller.tags
      )
    }
    try addStores(&small)
    addCluster(&small)
    try addOrganization(&small)
    return small
  }

  private func addStores(_ small: inout SmallEstate) throws {
    for store in stores {
      try small.store(store.kind, store.arn, store.account, policy: store.policy) { record, _ in
        record.isEncrypted = store.isEncryptedByAWS
        (record.sharedWith, record.grants) = ([], [])
        if knowsPublicAccess {
          record.publicAccessBlock = .init(ignoresPublicACLs: true, restrictsPublicBuckets: true)
        }
      }
    }
    try small.store(.repository, "arn:aws:ecr:us-east-1:\(Self.account):repository/app", Self.account) { store, _ in
      store.hasMutableTags = hasMutableTags
    }
    try small.store(.bucket, "arn:aws:s3:::code", Self.account) { store, _ in
      store.publicAccessBlock = .init(ignoresPublicACLs: true, restrictsPublicBuckets: true)
    }
    small.service(.function, "arn:aws:lambda:us-east-1:\(Self.account):function:f", Self.account, code: [Self.code])
    small.workload(.glueJob, "arn:aws:glue:us-east-1:\(Self.account):job/j", Self.account, code: ["s3://code/job.py"])
  }

  private func addCluster(_ small: inout SmallEstate) {
    small.cluster(Self.cluster, Self.account, mode: mode, issuer: issuer) { cluster, small in
      cluster.accessEntries = entries.map { entries in
        entries.map { entry in
          KubernetesCluster.AccessEntry(
            principal: small.symbol(entry.principal),
            groups: entry.groups.map { small.symbol($0) },
            policies: entry.policies.map { $0.map { small.symbol($0) } },
            provenance: small.provenance
          )
        }
      }
    }
  }

  private func addOrganization(_ small: inout SmallEstate) throws {
    for service in administers {
      let name = small.symbol(service)
      let account = small.symbol(Self.account)
      small.estate.delegatedAdministrators[name] = [account]
    }
    small.assignment("Set", in: Self.account, group: "g-1", persons: ["p-1", "p-2"])
    try small.clientVPN("cvpn-endpoint-1", Self.account, groups: vpnGroups)
  }
}
