import IsolationAudit
import Testing

@Suite("What principals may do with a resource")
struct AccessModelTests {
  static let development = "111111111111"
  static let production = "333333333333"
  static let secret = "arn:aws:secretsmanager:us-east-1:333333333333:secret:db-AbCdEf"
  static let key = "arn:aws:kms:us-east-1:333333333333:key/k1"
  static let read = "secretsmanager:GetSecretValue"

  /// A statement of a policy.
  static func statement(
    _ effect: String = "Allow",
    _ action: String = read,
    on resource: String? = nil,
    by principal: String? = nil,
    if condition: String? = nil
  ) -> String {
    "{\"Effect\":\"\(effect)\",\"Action\":\"\(action)\""
      + (resource.map { ",\"Resource\":\"\($0)\"" } ?? "")
      + (principal.map { ",\"Principal\":\($0)" } ?? "")
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }

  /// What the role `app` of an account may do with the secret of production, in one word, and why it is not sure.
  private func answer(
    from account: String = production,
    identity: String? = nil,
    resource: String? = "",
    boundary: String = "",
    tags: [String: String] = [:],
    _ change: (inout SmallEstate) throws -> Void = { _ in }
  ) throws -> AccessAnswer {
    var small = SmallEstate()
    try small.role(
      "app",
      account,
      trust: SmallEstate.trusts("{\"Service\":\"ec2.amazonaws.com\"}"),
      policy: identity,
      boundary: boundary,
      tags: tags
    )
    try small.store(.secret, Self.secret, Self.production, policy: resource, tags: ["env": "prod"])
    try change(&small)
    return try Self.decide(small, "arn:aws:iam::\(account):role/app", Self.read, Self.secret)
  }

  static func decide(_ small: SmallEstate, _ principal: String, _ action: String, _ arn: String) throws -> AccessAnswer
  {
    let estate = small.estate
    let graph = AssumeRoleGraph(estate: estate)
    let model = AccessModel(estate, graph, about: [read])
    let id = try #require(graph.principal(principal))
    let symbol = try #require(estate.symbols.find(arn))
    let store = try #require(estate.dataStore(symbol))
    return model.decide(id, action, on: AccessTarget(estate.dataStores[store], in: estate))
  }

  @Test("in one account either policy is enough; across accounts both are needed")
  func sides() throws {
    let own = Self.statement(on: "*")
    let theirs = Self.statement(on: "*", by: "{\"AWS\":\"arn:aws:iam::111111111111:role/app\"}")
    #expect(try answer().standing == .denied)
    #expect(try answer(identity: own).standing == .allowed)
    #expect(try answer(from: Self.development, identity: own).standing == .denied)
    #expect(try answer(from: Self.development, resource: theirs).standing == .denied)
    let both = try answer(from: Self.development, identity: own, resource: theirs)
    #expect(both.standing == .allowed)
    #expect(both.identityStatements.map(\.pointer) == ["/Statement/0"])
    #expect(both.resourceStatements.map(\.pointer) == ["/Statement/0"])
    let here = Self.statement(on: "*", by: "{\"AWS\":\"arn:aws:iam::333333333333:role/app\"}")
    #expect(try answer(resource: here).standing == .allowed)
  }

  @Test("a denial closes it: in the own policy, the boundary, the resource's policy, the organization's")
  func denials() throws {
    let own = Self.statement(on: "*")
    let limit = "arn:aws:iam::333333333333:policy/limit"
    #expect(try answer(identity: own + "," + Self.statement("Deny", on: "*")).standing == .denied)
    #expect(try answer(identity: own, resource: Self.statement("Deny", on: "*", by: "\"*\"")).standing == .denied)
    let bounded = try answer(identity: own, boundary: limit) {
      try $0.managedPolicy(limit, Self.statement("Allow", "s3:*", on: "*"))
    }
    #expect(bounded.standing == .denied)
    #expect(bounded.reason.stage == .boundary)
    let ruled = try answer(identity: own) {
      $0.organizationalUnit("r-root")
      $0.account(Self.production, parent: "r-root")
      try $0.serviceControl("no-secrets", Self.statement("Deny", on: "*"), on: "r-root")
    }
    #expect(ruled.standing == .denied)
    #expect(ruled.reason.stage == .serviceControl)
  }

  @Test("a condition on what is not known stays as residual; on a known tag it is settled")
  func conditions() throws {
    let open = try answer(
      identity: Self.statement(on: "*", if: "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}")
    )
    #expect(open.standing == .conditional)
    #expect(open.residual.map(\.description) == ["Bool aws:MultiFactorAuthPresent \"true\""])
    func byTag(_ value: String) throws -> AccessAnswer.Standing {
      try answer(
        identity: Self.statement(on: "*", if: "{\"StringEquals\":{\"aws:ResourceTag/env\":\"\(value)\"}}")
      ).standing
    }
    #expect(try byTag("prod") == .allowed)
    #expect(try byTag("dev") == .denied)
  }

  @Test("without the resource's policy, the own account's policies still allow, and everything else is unknown")
  func missingResourcePolicy() throws {
    let own = Self.statement(on: "*")
    let here = try answer(identity: own, resource: nil)
    #expect(here.standing == .allowed)
    #expect(here.gaps == ["the policy of secret \(Self.secret) is not in the snapshot"])
    #expect(try answer(resource: nil).standing == .unknown)
    #expect(try answer(from: Self.development, identity: own, resource: nil).standing == .unknown)
    #expect(try answer(from: Self.development, resource: nil).standing == .denied)
    #expect(try answer(from: Self.development, identity: own, resource: "").standing == .denied)
  }

  @Test("a managed policy that is missing makes it unknown, unless something denies")
  func missingIdentityPolicy() throws {
    func answer(_ inline: String?) throws -> AccessAnswer.Standing {
      var small = SmallEstate()
      try small.role(
        "app",
        Self.production,
        policy: inline,
        attached: ["arn:aws:iam::333333333333:policy/lost"]
      )
      try small.store(.secret, Self.secret, Self.production)
      return try Self.decide(small, "arn:aws:iam::333333333333:role/app", Self.read, Self.secret).standing
    }
    #expect(try answer(nil) == .unknown)
    #expect(try answer(Self.statement(on: "*")) == .allowed)
    #expect(try answer(Self.statement("Deny", on: "*")) == .denied)
  }

  @Test("whom a resource's policy names outside the estate is a principal: an account, a service, anybody")
  func outsiders() throws {
    func answer(_ principal: String, _ named: String, if condition: String? = nil) throws -> AccessAnswer {
      var small = SmallEstate()
      try small.store(
        .secret,
        Self.secret,
        Self.production,
        policy: Self.statement(on: "*", by: named, if: condition)
      )
      return try Self.decide(small, principal, Self.read, Self.secret)
    }
    #expect(try answer("arn:aws:iam::999999999999:root", "{\"AWS\":\"999999999999\"}").standing == .allowed)
    #expect(try answer("events.amazonaws.com", "{\"Service\":\"events.amazonaws.com\"}").standing == .allowed)
    #expect(try answer("*", "\"*\"").standing == .allowed)
    let organization = try answer("*", "\"*\"", if: "{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}")
    #expect(organization.standing == .conditional)
  }

  @Test("a key's policy must speak even in its own account, and a grant allows beside it")
  func keys() throws {
    func answer(
      policy: String?,
      grants: [(id: String, operations: [String], isConstrained: Bool)] = [],
      identity: String? = nil
    ) throws -> AccessAnswer {
      var small = SmallEstate()
      let role = "arn:aws:iam::333333333333:role/app"
      try small.role("app", Self.production, policy: identity)
      let made = grants.map { small.grant($0.id, to: role, $0.operations, isConstrained: $0.isConstrained) }
      try small.store(.key, Self.key, Self.production, policy: policy) { store, _ in store.grants = made }
      return try Self.decide(small, role, "kms:Decrypt", Self.key)
    }
    let own = Self.statement("Allow", "kms:*", on: "*")
    let other = Self.statement("Allow", "kms:*", on: "*", by: "{\"AWS\":\"arn:aws:iam::333333333333:role/other\"}")
    let delegates = Self.statement("Allow", "kms:*", on: "*", by: "{\"AWS\":\"333333333333\"}")
    #expect(try answer(policy: other, identity: own).standing == .denied)
    #expect(try answer(policy: delegates, identity: own).standing == .allowed)
    #expect(try answer(policy: delegates).standing == .denied)
    #expect(try answer(policy: nil, identity: own).standing == .unknown)
    let granted = try answer(policy: other, grants: [("g1", ["Decrypt"], false)])
    #expect(granted.standing == .allowed)
    #expect(granted.resourceStatements.map(\.sid) == ["grant g1"])
    #expect(try answer(policy: other, grants: [("g1", ["Encrypt"], false)]).standing == .denied)
    #expect(try answer(policy: other, grants: [("g1", ["Decrypt"], true)]).standing == .conditional)
    let denies = Self.statement("Deny", "kms:*", on: "*", by: "\"*\"")
    #expect(try answer(policy: denies, grants: [("g1", ["Decrypt"], false)]).standing == .denied)
  }

  @Test("a public bucket's policy does not reach over accounts where Block Public Access restricts it")
  func publicAccessBlock() throws {
    func standing(_ restricts: Bool?) throws -> AccessAnswer.Standing {
      var small = SmallEstate()
      let arn = "arn:aws:s3:::exports"
      try small.store(
        .bucket,
        arn,
        Self.production,
        policy: Self.statement("Allow", "s3:ListBucket", on: arn, by: "\"*\"")
      ) { store, _ in
        store.publicAccessBlock = restricts.map { .init(ignoresPublicACLs: $0, restrictsPublicBuckets: $0) }
      }
      return try Self.decide(small, "*", "s3:ListBucket", arn).standing
    }
    #expect(try standing(false) == .allowed)
    #expect(try standing(true) == .denied)
    #expect(try standing(nil) == .unknown)
  }

  @Test("callers with equal policies share a class, and only those that may allow an action are asked")
  func classes() throws {
    var small = SmallEstate()
    for number in 0..<20 {
      try small.role(
        "app\(number)",
        Self.production,
        policy: Self.statement(on: number < 15 ? "*" : Self.secret)
      )
    }
    try small.role("writer", Self.production, policy: Self.statement("Allow", "s3:PutObject", on: "*"))
    let graph = AssumeRoleGraph(estate: small.estate)
    let model = AccessModel(small.estate, graph, about: [Self.read])
    #expect(model.classCount == 3)
    #expect(model.callers(of: Self.read).count == 20)
    #expect(model.callers(of: "S3:putobject").map { graph[$0].name } == ["writer"])
  }
}
