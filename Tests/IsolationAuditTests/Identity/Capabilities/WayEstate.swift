import IsolationAudit

/// An estate in which the preconditions of every row of the table hold, with a caller whose policies a test chooses.
struct WayEstate {
  static let account = "111111111111"
  static let root = "arn:aws:iam::111111111111:root"
  static let limit = "arn:aws:iam::111111111111:policy/limit"
  static let own = "arn:aws:iam::111111111111:policy/own"

  /// The row to which the estate leads.
  let row: CapabilityRow
  var policy = ""
  /// The statements of the caller's boundary; none where it is absent.
  var boundary: String?
  /// The statements of a service control policy besides the one that allows everything.
  var serviceControl: String?
  /// Whether what the row needs besides permissions is left out.
  var lacksPrecondition = false

  init(_ row: CapabilityRow) { self.row = row }

  static func statement(
    _ effect: String,
    _ actions: [String],
    on resource: String = "*",
    condition: String? = nil
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
    return "{\"Effect\":\"\(effect)\",\"Action\":[\(list)],\"Resource\":\"\(resource)\""
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }

  /// Whether only a user can take the way.
  var isForUsers: Bool {
    switch row.reach {
    case .administration(.itself(.user)), .administration(.ownGroups), .members(.groups): true
    default: false
    }
  }

  /// Whether the way takes the boundary of the target away.
  private var losesBoundary: Bool {
    switch row.reach {
    case .administration(.anotherRoleFreed), .administration(.roleThatItAssumesFreed), .administration(.newRoleFreed),
      .administration(.boundaryOfRoleThatItAssumes):
      true
    default: false
    }
  }

  var callerARN: String { "arn:aws:iam::\(Self.account):\(isForUsers ? "user" : "role")/caller" }

  func build() throws -> SmallEstate {
    var small = SmallEstate()
    small.organizationalUnit("r-root")
    small.account(Self.account, parent: "r-root")
    small.account("222222222222", parent: "r-root")
    try small.serviceControl("all", Self.statement("Allow", ["*"]), on: "r-root")
    if let serviceControl { try small.serviceControl("guard", serviceControl, on: "r-root") }
    // An organization-wide service is administered from here, unless that is what is missing.
    if case .organization(let service, _) = row.reach, !lacksPrecondition {
      let account = small.symbol(Self.account)
      let name = small.symbol(service)
      small.estate.delegatedAdministrators[name] = [account]
    }
    try addCaller(&small)
    try addTargets(&small)
    return small
  }

  private func addCaller(_ small: inout SmallEstate) throws {
    try small.managedPolicy(Self.own, Self.statement("Allow", ["tag:GetResources"]))
    var boundary = boundary
    let liftsBoundary = [.administration(.ownBoundary), .administration(.ownBoundaryPolicy)].contains(row.reach)
    if liftsBoundary, !lacksPrecondition, boundary == nil {
      boundary = Self.statement("Allow", ["*"])
    }
    if let boundary { try small.managedPolicy(Self.limit, boundary) }
    let ownsPolicy = row.reach == .administration(.ownPolicies) && !lacksPrecondition
    let isMember = row.reach == .administration(.ownGroups) && !lacksPrecondition
    try small.principal(.group, "devs", Self.account, policy: Self.statement("Allow", ["ec2:DescribeInstances"]))
    // What a user alone can do, a role cannot.
    let isUser = isForUsers != (lacksPrecondition && row.reach == .members(.groups))
    try small.principal(
      isUser ? .user : .role,
      "caller",
      Self.account,
      trust: isUser ? nil : SmallEstate.trusts("{\"AWS\":\"999999999999\"}"),
      policy: policy,
      attached: ownsPolicy ? [Self.own] : [],
      boundary: boundary == nil ? "" : Self.limit,
      groups: isMember ? ["devs"] : []
    )
  }

  private func addTargets(_ small: inout SmallEstate) throws {
    let other = "arn:aws:iam::\(Self.account):role/target"
    var trusted = "{\"AWS\":\"\(Self.root)\"}"
    var attached = [Self.own]
    var path = "/"
    if losesBoundary, boundary == nil { try small.managedPolicy(Self.limit, Self.statement("Allow", ["s3:*"])) }
    switch row.reach {
    case .roles(let service, let inProfile):
      trusted =
        service == "cognito-identity.amazonaws.com"
        ? "{\"Federated\":\"\(service)\"}" : "{\"Service\":\"\(lacksPrecondition ? "other.amazonaws.com" : service)\"}"
      if lacksPrecondition { trusted = "{\"Service\":\"other.amazonaws.com\"}" }
      if inProfile { small.profile("target", Self.account, role: other) }
    case .administration(.roleThatItAssumes), .administration(.policyOfRoleThatItAssumes),
      .administration(.roleThatItAssumesFreed), .administration(.boundaryOfRoleThatItAssumes):
      trusted = "{\"AWS\":\"\(lacksPrecondition ? "999999999999" : callerARN)\"}"
    case .administration(.policyOfAnotherRole): if lacksPrecondition { attached = [] }
    case .administration(.another(.role)), .members(.editableRoles):
      if lacksPrecondition { path = "/aws-service-role/x.amazonaws.com/" }
    default: break
    }
    if path == "/" {
      let action = trusted.contains("Federated") ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole"
      try small.role(
        "target",
        Self.account,
        trust: SmallEstate.trusts(trusted, action: action),
        attached: attached,
        boundary: losesBoundary && !lacksPrecondition ? Self.limit : ""
      )
    }
    let isAboutUsers = row.reach == .members(.users) || row.reach == .administration(.another(.user))
    if !(isAboutUsers && lacksPrecondition) { try small.principal(.user, "bob", Self.account) }
    try small.permissionSet("Admin", in: "222222222222", group: "g-1", persons: ["p-1"])
    if case .members(let kind) = row.reach {
      if !lacksPrecondition { try add(kind, &small) }
    }
    for requirement in row.requires {
      if case .existing(let kind) = requirement.on { try add(kind, &small) }
    }
  }

  private func add(_ kind: CapabilityDomain.Kind, _ small: inout SmallEstate) throws {
    let account = Self.account
    let code = "\(account).dkr.ecr.us-east-1.amazonaws.com/app:latest"
    switch kind {
    case .workloads(.instance): small.instance("i-1", account, role: "arn:aws:iam::\(account):role/target")
    case .workloads(.function): small.service(.function, "arn:aws:lambda:us-east-1:\(account):function:f", account)
    case .workloads(.cluster):
      small.cluster(
        "arn:aws:eks:us-east-1:\(account):cluster/c",
        account,
        mode: row.id == "eks-UpdateClusterConfig" ? .configMap : .api
      )
    case .workloads(let use):
      let kinds: [WorkloadUse.Kind: (Workload.Kind, String)] = [
        .containerService: (.containerService, "ecs:us-east-1:\(account):service/c/s"),
        .glueJob: (.glueJob, "glue:us-east-1:\(account):job/j"),
        .glueEndpoint: (.glueEndpoint, "glue:us-east-1:\(account):devEndpoint/d"),
        .buildProject: (.buildProject, "codebuild:us-east-1:\(account):project/p"),
        .pipeline: (.pipeline, "codepipeline:us-east-1:\(account):pipe"),
        .notebook: (.notebook, "sagemaker:us-east-1:\(account):notebook-instance/n"),
        .stack: (.stack, "cloudformation:us-east-1:\(account):stack/s/1"),
        .appRunnerService: (.appRunnerService, "apprunner:us-east-1:\(account):service/a/1"),
        .stateMachine: (.stateMachine, "states:us-east-1:\(account):stateMachine:m"),
      ]
      guard let (kind, name) = kinds[use] else { return }
      small.workload(kind, "arn:aws:\(name)", account, role: "arn:aws:iam::\(account):role/target") {
        $0.allowsExec = true
      }
    case .codeStores(.repository):
      try small.store(.repository, "arn:aws:ecr:us-east-1:\(account):repository/app", account) { store, _ in
        store.hasMutableTags = true
      }
      small.service(.function, "arn:aws:lambda:us-east-1:\(account):function:f", account, code: [code])
    case .codeStores:
      try small.store(.bucket, "arn:aws:s3:::code", account) { store, _ in
        store.publicAccessBlock = .init(ignoresPublicACLs: true, restrictsPublicBuckets: true)
      }
      small.workload(.glueJob, "arn:aws:glue:us-east-1:\(account):job/j", account, code: ["s3://code/job.py"])
    case .stores(let store):
      let policy =
        store == .key
        ? "{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"\(Self.root)\"}}" : ""
      try small.store(store, "arn:aws:test:us-east-1:\(account):store", account, policy: policy) { store, _ in
        store.isEncrypted = false
        store.sharedWith = []
        store.grants = []
      }
    case .subnets: small.network("vpc-1", "subnet-1", account)
    case .connectEndpoints: small.network("vpc-1", "subnet-1", account, connectEndpoint: "eice-1")
    case .samlProviders:
      let arn = "arn:aws:iam::\(account):saml-provider/idp"
      small.provider(arn, account)
      try small.role(
        "federated",
        account,
        trust: SmallEstate.trusts("{\"Federated\":\"\(arn)\"}", action: "sts:AssumeRoleWithSAML")
      )
    case .webProviders:
      let arn = "arn:aws:iam::\(account):oidc-provider/token.example.com"
      small.provider(arn, account, url: "token.example.com")
      try small.role(
        "federated",
        account,
        trust: SmallEstate.trusts("{\"Federated\":\"\(arn)\"}", action: "sts:AssumeRoleWithWebIdentity")
      )
    case .roles, .editableRoles, .users, .groups, .policies, .elements: break
    }
  }

  /// How sure the surest way of the row is that the caller has; nothing where he has none.
  func standing() throws -> AssumeRoleEdge.Standing? {
    let graph = CapabilityGraph(
      estate: try build().estate,
      about: row.requires.flatMap(\.actions) + ["sts:AssumeRole"]
    )
    guard
      let caller = graph.assumptions.principal(callerARN)
        ?? graph.assumptions.principal(callerARN.replacing(":user/", with: ":role/"))
    else { return nil }
    return graph.edges(from: CapabilityNodeID(caller)).filter { $0.kind.id == row.id }.map(\.standing).min()
  }
}
