import IsolationAudit
import Testing

@Suite("Who can become whom")
struct AssumeRoleGraphTests {
  static let development = "111111111111"
  static let production = "333333333333"
  static let roleInProduction = "arn:aws:iam::333333333333:role/deploy"
  static let trustsDevelopment = SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::111111111111:root\"}")
  static let trustsRole = SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::111111111111:role/ci\"}")

  /// A role `ci` of development and a role `deploy` of production.
  static func pair(
    trust: String? = trustsRole,
    policy: String? = SmallEstate.mayAssume("*"),
    attached: [String] = [],
    boundary: String = ""
  ) throws -> SmallEstate {
    var small = SmallEstate()
    try small.role(
      "ci",
      development,
      trust: SmallEstate.trusts("{\"Service\":\"ec2.amazonaws.com\"}"),
      policy: policy,
      attached: attached,
      boundary: boundary
    )
    try small.role("deploy", production, trust: trust)
    return small
  }

  private static let service = "ec2.amazonaws.com -> ci"

  @Test("both the trust policy and the caller's own policies must allow a step into another account")
  func bothSides() throws {
    #expect(try Self.pair().steps == ["ci -> deploy", Self.service])
    #expect(try Self.pair(trust: Self.trustsDevelopment).steps == ["ci -> deploy", Self.service])
    #expect(try Self.pair(policy: nil).steps == [Self.service])
    #expect(
      try Self.pair(policy: SmallEstate.mayAssume("arn:aws:iam::333333333333:role/other")).steps == [Self.service]
    )
    #expect(
      try Self.pair(trust: SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::111111111111:role/other\"}")).steps == [
        Self.service
      ]
    )
  }

  @Test("in one account a trust policy that names the role is enough, and one that names the account is not")
  func sameAccount() throws {
    func steps(_ trust: String, policy: String? = nil) throws -> [String] {
      var small = SmallEstate()
      try small.role(
        "ci",
        Self.development,
        trust: SmallEstate.trusts("{\"AWS\":\"999999999999\"}"),
        policy: policy
      )
      try small.role("deploy", Self.development, trust: trust)
      return small.steps.filter { $0.hasPrefix("ci") }
    }
    #expect(try steps(Self.trustsRole) == ["ci -> deploy"])
    #expect(try steps(Self.trustsDevelopment) == [])
    #expect(try steps(Self.trustsDevelopment, policy: SmallEstate.mayAssume("*")) == ["ci -> deploy"])
    #expect(try steps(SmallEstate.trusts("\"*\"")) == ["ci -> deploy"])
  }

  @Test("an explicit denial closes a step: in the caller's policy, the trust policy, or a service control policy")
  func denials() throws {
    let deny = SmallEstate.mayAssume("*", "Deny")
    #expect(try Self.pair(policy: SmallEstate.mayAssume("*") + "," + deny).steps == [Self.service])
    let denyTrust = Self.trustsRole.replacing("\"Allow\"", with: "\"Deny\"")
    #expect(try Self.pair(trust: Self.trustsRole + "," + denyTrust).steps == [Self.service])

    var small = try Self.pair()
    small.organizationalUnit("r-root")
    small.organizationalUnit("ou-dev", parent: "r-root")
    small.account(Self.development, parent: "ou-dev")
    try small.serviceControl("full", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", on: "r-root")
    #expect(small.steps == ["ci -> deploy", Self.service])
    try small.serviceControl("no-assuming", deny, on: "r-root")
    #expect(small.steps == [Self.service])
  }

  @Test("a service control policy must allow at each level; the trusting account's does not bind a foreign caller")
  func serviceControlLevels() throws {
    var small = try Self.pair()
    small.organizationalUnit("r-root")
    small.account(Self.development, parent: "r-root")
    small.account(Self.production, parent: "r-root")
    try small.serviceControl(
      "compute",
      "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
      on: Self.production
    )
    #expect(small.steps == ["ci -> deploy", Self.service])
    try small.serviceControl(
      "compute-too",
      "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
      on: Self.development
    )
    #expect(small.steps == [Self.service])
  }

  @Test("the management account is bound by no service control policy")
  func management() throws {
    var small = try Self.pair()
    small.account(Self.development, parent: "r-root", isManagement: true)
    small.organizationalUnit("r-root")
    try small.serviceControl("nothing", SmallEstate.mayAssume("*", "Deny"), on: "r-root")
    #expect(small.steps == ["ci -> deploy", Self.service])
  }

  @Test("a boundary that is silent closes the step")
  func boundary() throws {
    let arn = "arn:aws:iam::111111111111:policy/limit"
    var small = try Self.pair(boundary: arn)
    try small.managedPolicy(arn, "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}")
    #expect(small.steps == [Self.service])
    var open = try Self.pair(boundary: arn)
    try open.managedPolicy(arn, SmallEstate.mayAssume("*"))
    #expect(open.steps == ["ci -> deploy", Self.service])
  }

  @Test("a condition whose key is not known stays with the step")
  func externalID() throws {
    let trust = SmallEstate.trusts(
      "{\"AWS\":\"111111111111\"}",
      condition: "{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}"
    )
    let small = try Self.pair(trust: trust)
    #expect(small.steps == ["ci -> deploy if StringEquals sts:ExternalId \"x\"", Self.service])
  }

  @Test("what the estate tells of the caller settles a condition")
  func knownKeys() throws {
    func steps(_ condition: String) throws -> [String] {
      var small = SmallEstate()
      try small.role(
        "ci",
        Self.development,
        trust: SmallEstate.trusts("{\"Service\":\"ec2.amazonaws.com\"}"),
        policy: SmallEstate.mayAssume("*"),
        tags: ["env": "dev"]
      )
      try small.role("deploy", Self.production, trust: SmallEstate.trusts("\"*\"", condition: condition))
      return small.steps.filter { $0.hasPrefix("ci") }
    }
    #expect(try steps("{\"StringEquals\":{\"aws:PrincipalTag/env\":\"dev\"}}") == ["ci -> deploy"])
    #expect(try steps("{\"StringEquals\":{\"aws:PrincipalTag/env\":\"prod\"}}") == [])
    #expect(try steps("{\"StringEquals\":{\"aws:PrincipalTag/other\":\"x\"}}") == [])
    #expect(try steps("{\"StringEquals\":{\"aws:PrincipalAccount\":\"111111111111\"}}") == ["ci -> deploy"])
    #expect(try steps("{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111111111111:role/c?\"}}") == ["ci -> deploy"])
    #expect(
      try steps("{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}")
        == ["ci -> deploy if StringEquals aws:PrincipalOrgID \"o-1\""]
    )
  }

  @Test("users act with their groups' policies")
  func groups() throws {
    var small = SmallEstate()
    try small.principal(.group, "operators", Self.development, policy: SmallEstate.mayAssume(Self.roleInProduction))
    try small.principal(.user, "ann", Self.development, groups: ["operators"])
    try small.principal(.user, "bob", Self.development)
    try small.role("deploy", Self.production, trust: Self.trustsDevelopment)
    #expect(small.steps == ["ann -> deploy"])
  }

  @Test("outsiders whom a trust policy names are nodes of their own")
  func outsiders() throws {
    var small = SmallEstate()
    try small.role(
      "open",
      Self.production,
      trust: SmallEstate.trusts("\"*\"") + "," + SmallEstate.trusts("{\"AWS\":\"999999999999\"}")
    )
    try small.role(
      "pipeline",
      Self.production,
      trust: SmallEstate.trusts(
        "{\"Federated\":\"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com\"}",
        condition: "{\"StringLike\":{\"token.actions.githubusercontent.com:sub\":\"repo:flowmart/*\"}}",
        action: "sts:AssumeRoleWithWebIdentity"
      )
    )
    #expect(
      small.steps == [
        "pipeline -> open", "999999999999 -> open",
        "arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com -> pipeline"
          + " if StringLike token.actions.githubusercontent.com:sub \"repo:flowmart/*\"",
        "* -> open",
      ]
    )
  }

  // MARK: Chains

  /// sandbox `dev` -> shared `hub` -> production `deploy`, and a cycle between the first two.
  static func twoHops() throws -> SmallEstate {
    var small = SmallEstate()
    try small.role(
      "dev",
      "444444444444",
      trust: SmallEstate.trusts("{\"AWS\":\"666666666666\"}"),
      policy: SmallEstate.mayAssume("*")
    )
    try small.role(
      "hub",
      "666666666666",
      trust: SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::444444444444:role/dev\"}"),
      policy: SmallEstate.mayAssume("*")
    )
    try small.role(
      "deploy",
      Self.production,
      trust: SmallEstate.trusts("{\"AWS\":\"666666666666\"}"),
      policy: SmallEstate.mayAssume("*")
    )
    return small
  }

  @Test("a chain of two steps is found, with the statements of both sides, in spite of a cycle")
  func chain() throws {
    let graph = AssumeRoleGraph(estate: try Self.twoHops().estate)
    let chains = graph.shortestChains(
      from: { graph[$0].account == "444444444444" },
      to: { graph[$0].account == Self.production }
    )
    #expect(chains.map { $0.steps.map { graph[$0.from].name } } == [["dev", "hub"]])
    let step = try #require(chains.first?.steps.last)
    #expect(graph[step.to].arn == Self.roleInProduction)
    #expect(step.identityStatements.map(\.sid) == ["Assume"])
    #expect(step.trustStatements.map(\.sid) == ["Trust"])
    #expect(step.trustStatements.map(\.origin.name) == [Self.roleInProduction])
    #expect(step.trustStatements.map(\.pointer) == ["/Statement/0"])
    #expect(chains.first?.standing == .allowed)
  }

  @Test("a chain does not lead through a principal that it must not pass")
  func excepted() throws {
    let graph = AssumeRoleGraph(estate: try Self.twoHops().estate)
    let chains = graph.shortestChains(
      from: { graph[$0].account == "444444444444" },
      to: { graph[$0].account == Self.production },
      through: { graph[$0].name != "hub" }
    )
    #expect(chains.isEmpty)
  }

  @Test("a role that may assume itself gains nothing by it")
  func selfAssume() throws {
    var small = SmallEstate()
    try small.role(
      "ci",
      Self.development,
      trust: Self.trustsRole,
      policy: SmallEstate.mayAssume("*")
    )
    #expect(small.steps == [])
  }

  @Test("the order of the records changes nothing")
  func order() throws {
    var small = SmallEstate()
    try small.role("deploy", Self.production, trust: Self.trustsDevelopment)
    try small.role("zebra", Self.development, policy: SmallEstate.mayAssume("*"))
    try small.role("ant", Self.development, policy: SmallEstate.mayAssume("*"))
    var other = SmallEstate()
    try other.role("ant", Self.development, policy: SmallEstate.mayAssume("*"))
    try other.role("deploy", Self.production, trust: Self.trustsDevelopment)
    try other.role("zebra", Self.development, policy: SmallEstate.mayAssume("*"))
    #expect(small.steps == other.steps)
  }

  // MARK: What is missing

  @Test("an attached policy that is not in the snapshot may be the one that allows: the step is unknown")
  func missingPolicy() throws {
    let small = try Self.pair(policy: nil, attached: ["arn:aws:iam::aws:policy/AdministratorAccess"])
    #expect(small.steps == ["ci -> deploy ?", Self.service])
    let graph = AssumeRoleGraph(estate: small.estate)
    let message = "policy arn:aws:iam::aws:policy/AdministratorAccess is not in the snapshot"
    #expect(graph.edges.first?.gaps == [message])
    #expect(graph.gaps.filter { $0.kind == .identityPolicy }.map(\.message) == [message])
    let chains = graph.shortestChains(
      from: { graph[$0].account == Self.development },
      to: { graph[$0].account == Self.production }
    )
    #expect(chains.map(\.standing) == [.unknown])
  }

  @Test("a group that is not in the snapshot may hold the policy that allows: the step is unknown")
  func missingGroup() throws {
    var small = SmallEstate()
    try small.principal(.user, "ann", Self.development, groups: ["operators"])
    try small.principal(.user, "bob", Self.development)
    try small.role("deploy", Self.production, trust: Self.trustsDevelopment)
    #expect(small.steps == ["ann -> deploy ?"])
    let user = "arn:aws:iam::\(Self.development):user/ann"
    #expect(
      AssumeRoleGraph(estate: small.estate).edges.first?.gaps == ["a group of user \(user) is not in the snapshot"]
    )
  }

  @Test("a step that what is there allows stands, and tells what is missing")
  func missingButAllowed() throws {
    let small = try Self.pair(attached: ["arn:aws:iam::aws:policy/X"])
    let edge = AssumeRoleGraph(estate: small.estate).edges.first
    #expect(edge?.standing == .allowed)
    #expect(edge?.gaps.count == 1)
  }

  @Test("a role without a readable trust policy may be assumed by whoever is allowed to")
  func missingTrust() throws {
    #expect(try Self.pair(trust: nil).steps == ["ci -> deploy ?", Self.service])
    let faulty = try Self.pair(trust: "{\"Effect\":\"Perhaps\",\"Action\":\"*\",\"Principal\":\"*\"}")
    #expect(faulty.steps == ["ci -> deploy ?", Self.service])
    let gap = AssumeRoleGraph(estate: faulty.estate).gaps.first { $0.kind == .trustPolicy }
    #expect(gap?.message.contains("#/Statement/0/Effect: effect \"Perhaps\"") == true)
  }

  @Test("a boundary, or a service control policy, that is missing hides no step")
  func missingLimits() throws {
    #expect(try Self.pair(boundary: "arn:aws:iam::111111111111:policy/gone").steps == ["ci -> deploy ?", Self.service])
    var small = try Self.pair()
    small.account(Self.development, parent: "r-root")
    small.organizationalUnit("r-root")
    try small.serviceControl("gone", nil, on: "r-root")
    #expect(small.steps == ["ci -> deploy", Self.service])
    #expect(AssumeRoleGraph(estate: small.estate).gaps.contains { $0.kind == .organizationPolicy })
  }

  @Test("an account of the estate whose roles were not collected is a gap, and its step is unknown")
  func missingAccount() throws {
    var small = SmallEstate()
    small.account(Self.development)
    small.account(Self.production)
    small.record("RoleDetailList", Self.development, .denied)
    small.record("RoleDetailList", Self.production, .collected)
    small.record("UserDetailList", Self.production, .collected)
    try small.role("deploy", Self.production, trust: Self.trustsDevelopment)
    #expect(small.steps == ["111111111111 -> deploy ?"])
    let gaps = AssumeRoleGraph(estate: small.estate).gaps
    #expect(
      gaps.map(\.message) == [
        "RoleDetailList of account 111111111111 was not collected in full (denied)",
        "UserDetailList of account 111111111111 was not collected in full (absent)",
      ]
    )
    small.record("RoleDetailList", Self.development, .collected)
  }

  // MARK: Workloads

  @Test("what runs with a role is known, in order")
  func workloads() throws {
    var small = try Self.pair()
    small.instance("i-2", Self.development, role: "arn:aws:iam::111111111111:role/ci")
    small.instance("i-1", Self.development, role: "arn:aws:iam::111111111111:role/ci")
    let graph = AssumeRoleGraph(estate: small.estate)
    let role = try #require(graph.principal("arn:aws:iam::111111111111:role/ci"))
    #expect(graph.users(of: role).filter { $0.kind == .instance }.map(\.id) == ["i-1", "i-2"])
    #expect(graph.users(of: role).filter { $0.kind == .instanceProfile }.count == 2)
  }

  @Test("a workload whose role or instance profile is not in the snapshot is a gap, and its role is told all the same")
  func missingRole() throws {
    var small = SmallEstate()
    small.instance("i-1", Self.development, role: "arn:aws:iam::111111111111:role/gone")
    let graph = AssumeRoleGraph(estate: small.estate)
    #expect(graph.roleUses.map(\.role) == ["arn:aws:iam::111111111111:role/gone"])
    #expect(graph.gaps.map(\.kind) == [.workload, .workload])
    #expect(
      graph.gaps.contains { $0.message.hasPrefix("instance i-1 runs with role arn:aws:iam::111111111111:role/gone") }
    )
  }

  @Test("a level whose policies only deny lacks the policy that allows everything, and hides no step by that")
  func denyOnlyLevel() throws {
    var small = try Self.pair()
    small.account(Self.development, parent: "r-root")
    small.organizationalUnit("r-root")
    try small.serviceControl(
      "no-leaving",
      "{\"Effect\":\"Deny\",\"Action\":\"organizations:*\",\"Resource\":\"*\"}",
      on: "r-root"
    )
    #expect(small.steps == ["ci -> deploy", Self.service])
  }

  // MARK: Laws

  @Test("adding a denial adds no step, and taking an allow away adds none", arguments: 0..<30)
  func laws(seed: Int) throws {
    // A linear congruential generator is random enough to vary the estates, and repeats for a seed.
    var state = UInt64(seed) &* 2_654_435_761 &+ 1
    func pick<Element>(_ options: [Element]) -> Element {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return options[Int(state >> 33) % options.count]
    }
    let accounts = [Self.development, Self.production, "666666666666"]
    struct Draft { var name: String, account: String, trust: String, policy: String? }
    let drafts = (0..<7).map { number in
      let trusted = pick([
        "\"*\"", "{\"AWS\":\"\(pick(accounts))\"}",
        "{\"AWS\":\"arn:aws:iam::\(pick(accounts)):role/r\(pick([0, 1, 2, 3]))\"}",
      ])
      let condition = pick([nil, nil, "{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}"])
      return Draft(
        name: "r\(number)",
        account: accounts[number % 3],
        trust: SmallEstate.trusts(trusted, condition: condition),
        policy: pick([
          nil, SmallEstate.mayAssume("*"), SmallEstate.mayAssume("arn:aws:iam::*:role/r\(pick([0, 1, 5]))"),
        ])
      )
    }
    func steps(_ drafts: [Draft]) throws -> Set<String> {
      var small = SmallEstate()
      for draft in drafts { try small.role(draft.name, draft.account, trust: draft.trust, policy: draft.policy) }
      return Set(small.steps.map { $0.split(separator: " if ")[0] + "" })
    }
    let before = try steps(drafts)
    for index in drafts.indices {
      var denied = drafts
      let deny = SmallEstate.mayAssume("*", "Deny")
      denied[index].policy = denied[index].policy.map { $0 + "," + deny } ?? deny
      #expect(try steps(denied).isSubset(of: before), "seed \(seed), denial in r\(index)")
      var poorer = drafts
      poorer[index].policy = nil
      #expect(try steps(poorer).isSubset(of: before), "seed \(seed), no policy in r\(index)")
    }
  }
}
