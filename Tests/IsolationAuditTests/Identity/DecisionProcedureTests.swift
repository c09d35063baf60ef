import IsolationAudit
import Testing

@Suite("The decision procedure")
struct DecisionProcedureTests {
  static let user = RequestPrincipal.user(account: "111111111111", name: "u")

  /// A request for one object of a bucket that belongs to an account.
  static func request(
    by principal: RequestPrincipal = user,
    owner: String = "111111111111",
    unknown: [String] = []
  ) -> AuthorizationRequest {
    var context = RequestContext(of: principal, otherwise: .absent)
    for key in unknown { context.set(key, to: .unknown) }
    return AuthorizationRequest(
      principal: principal,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/k",
      resourceAccount: owner,
      context: context
    )
  }

  static let allowAll = "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"
  static let denyAll = "{\"Sid\":\"D\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}"
  static let externalID =
    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}}"

  @Test("an allow whose key is unknown is conditional, with the condition that remains")
  func conditionalAllow() throws {
    var policies = ApplicablePolicies()
    policies.identity = [try attached(Self.externalID)]
    let decision = DecisionProcedure.decide(Self.request(unknown: ["sts:ExternalId"]), under: policies)
    #expect(decision.outcome == .allowed)
    #expect(decision.residual.map(\.description) == ["StringEquals sts:ExternalId \"x\""])
    #expect(decision.reason.stage == .identity)
  }

  @Test("a denial whose key is unknown leaves an allow that depends on its opposite")
  func conditionalDeny() throws {
    var policies = ApplicablePolicies()
    policies.identity = [
      try attached(Self.allowAll),
      try attached(Self.externalID.replacing("\"Allow\"", with: "\"Deny\"")),
    ]
    let decision = DecisionProcedure.decide(Self.request(unknown: ["sts:ExternalId"]), under: policies)
    #expect(decision.outcome == .allowed)
    #expect(decision.residual.map(\.description) == ["not (StringEquals sts:ExternalId \"x\")"])
  }

  @Test("conditions on one side and another add up; an alternative without conditions settles the question")
  func combinedConditions() throws {
    var policies = ApplicablePolicies()
    policies.identity = [try attached(Self.externalID)]
    policies.boundary = try attached(
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}",
      .boundary
    )
    let request = Self.request(unknown: ["sts:ExternalId", "aws:MultiFactorAuthPresent"])
    let decision = DecisionProcedure.decide(request, under: policies)
    #expect(
      decision.residual.map(\.description) == [
        "StringEquals sts:ExternalId \"x\"", "Bool aws:MultiFactorAuthPresent \"true\"",
      ]
    )
    policies.identity.append(try attached(Self.allowAll))
    policies.boundary = nil
    #expect(DecisionProcedure.decide(request, under: policies).residual.isEmpty)
  }

  @Test("the root user needs no identity policy, but organization policies and resource policies bind him")
  func root() throws {
    let request = Self.request(by: .root(account: "111111111111"))
    var policies = ApplicablePolicies()
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .allowed)
    policies.serviceControl = [[try attached(Self.denyAll, .serviceControl)]]
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .explicitlyDenied)
    policies.managementAccount = "111111111111"
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .allowed)
    policies.resource = try attached(
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}",
      .resource
    )
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .explicitlyDenied)
  }

  @Test("a federation token without a policy of its own has only what resources grant to it")
  func federationToken() throws {
    let request = Self.request(by: .federatedUser(account: "111111111111", name: "bob"))
    var policies = ApplicablePolicies()
    policies.identity = [try attached(Self.allowAll)]
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .implicitlyDenied)
    policies.session = [try attached(Self.allowAll, .session)]
    #expect(DecisionProcedure.decide(request, under: policies).outcome == .allowed)
  }

  @Test("resource control policies bind only services that support them, and not the management account's resources")
  func resourceControl() throws {
    var policies = ApplicablePolicies()
    policies.identity = [try attached(Self.allowAll)]
    policies.resourceControl = [[try attached(Self.denyAll, .resourceControl)]]
    #expect(DecisionProcedure.decide(Self.request(), under: policies).outcome == .explicitlyDenied)
    let other = AuthorizationRequest(
      principal: Self.user,
      action: "ec2:RunInstances",
      resource: "*",
      resourceAccount: "111111111111",
      context: RequestContext(of: Self.user, otherwise: .absent)
    )
    #expect(DecisionProcedure.decide(other, under: policies).outcome == .allowed)
    policies.managementAccount = "111111111111"
    #expect(DecisionProcedure.decide(Self.request(), under: policies).outcome == .allowed)
  }

  @Test("a NotPrincipal that lists the user without his account may deny him: the answer says so")
  func halfListedNotPrincipal() throws {
    var policies = ApplicablePolicies()
    policies.identity = [try attached(Self.allowAll)]
    policies.resource = try attached(
      """
      {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111111111111:user/u"},"Action":"*","Resource":"*"}
      """,
      .resource
    )
    let decision = DecisionProcedure.decide(Self.request(), under: policies)
    #expect(decision.outcome == .allowed)
    #expect(decision.residual.count == 1)
  }

  // MARK: Laws

  /// A small world of statements, requests and layers, walked with a seed that a failure prints.
  @Test("adding a denial never opens, removing an allow never opens, and order does not matter", arguments: 0..<40)
  func laws(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<25 {
      var world = try RandomPolicies(&random)
      let request = Self.request(
        by: [Self.user, .roleSession(account: "222222222222", role: "app", session: "s"), .anonymous].randomElement(
          using: &random
        ) ?? Self.user,
        unknown: ["sts:ExternalId"]
      )
      let before = DecisionProcedure.decide(request, under: try world.policies())
      world.shuffle(&random)
      let shuffled = DecisionProcedure.decide(request, under: try world.policies())
      #expect(shuffled.outcome == before.outcome, "seed \(seed)")
      #expect(Set(shuffled.residual).isEmpty == before.residual.isEmpty, "seed \(seed)")
      var stricter = world
      stricter.addDenial(&random)
      let after = DecisionProcedure.decide(request, under: try stricter.policies())
      #expect(!(before.outcome != .allowed && after.outcome == .allowed), "seed \(seed): a denial opened")
      #expect(
        !(before.outcome == .allowed && !before.residual.isEmpty && after.outcome == .allowed
          && after.residual.isEmpty),
        "seed \(seed): a denial took a condition away"
      )
      var poorer = world
      poorer.removeAllow(&random)
      let less = DecisionProcedure.decide(request, under: try poorer.policies())
      #expect(!(before.outcome != .allowed && less.outcome == .allowed), "seed \(seed): removing an allow opened")
    }
  }
}

/// A seeded generator (Steele, Lea and Flood's SplitMix64), so that a failing law can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Random statements in each layer of policies, from a handful of parts.
private struct RandomPolicies {
  private var layers: [PolicyDocument.Kind: [String]] = [:]
  private static let kinds: [PolicyDocument.Kind] = [.identity, .boundary, .session, .resource, .serviceControl]

  init(_ random: inout SeededGenerator) throws {
    for kind in Self.kinds {
      let count = Int.random(in: 0...3, using: &random)
      layers[kind] = (0..<count).map { _ in Self.statement(kind, nil, &random) }
    }
  }

  private static func statement(
    _ kind: PolicyDocument.Kind,
    _ effect: String?,
    _ random: inout SeededGenerator
  ) -> String {
    func pick(_ options: [String]) -> String { options.randomElement(using: &random) ?? "" }
    let effect = effect ?? pick(["Allow", "Allow", "Deny"])
    let action = pick(["\"Action\":\"*\"", "\"Action\":\"s3:Get*\"", "\"NotAction\":\"iam:*\"", "\"Action\":\"ec2:*\""])
    let resource = pick([
      "\"Resource\":\"*\"", "\"Resource\":\"arn:aws:s3:::b/?\"", "\"NotResource\":\"arn:aws:s3:::c\"",
    ])
    let condition = pick([
      "", "", ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}",
      ",\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}",
    ])
    let principal =
      kind == .resource
      ? ","
        + pick([
          "\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"111111111111\"}",
          "\"Principal\":{\"AWS\":[\"arn:aws:iam::111111111111:user/u\",\"arn:aws:iam::222222222222:role/app\"]}",
        ]) : ""
    return "{\"Effect\":\"\(effect)\",\(action),\(resource)\(principal)\(condition)}"
  }

  mutating func shuffle(_ random: inout SeededGenerator) {
    for kind in Self.kinds { layers[kind]?.shuffle(using: &random) }
  }

  mutating func addDenial(_ random: inout SeededGenerator) {
    let kind = Self.kinds.filter { layers[$0]?.isEmpty == false }.randomElement(using: &random) ?? .identity
    layers[kind, default: []].append(Self.statement(kind, "Deny", &random))
  }

  mutating func removeAllow(_ random: inout SeededGenerator) {
    let kind = Self.kinds.randomElement(using: &random) ?? .identity
    guard let index = layers[kind]?.firstIndex(where: { $0.contains("\"Allow\"") }) else { return }
    // A boundary, session or organization policy stays, if only with nothing in it: silence of it denies.
    layers[kind]?[index] =
      "{\"Effect\":\"Allow\",\"Action\":\"none:none\",\"Resource\":\"none\"\(kind == .resource ? ",\"Principal\":\"*\"" : "")}"
  }

  func policies() throws -> ApplicablePolicies {
    func texts(_ kind: PolicyDocument.Kind) -> String? {
      guard let list = layers[kind], !list.isEmpty else { return nil }
      return list.joined(separator: ",")
    }
    var result = ApplicablePolicies()
    result.identity = try texts(.identity).map { [try attached($0)] } ?? []
    result.boundary = try texts(.boundary).map { try attached($0, .boundary) }
    result.session = try texts(.session).map { [try attached($0, .session)] }
    result.resource = try texts(.resource).map { try attached($0, .resource) }
    result.serviceControl = try texts(.serviceControl).map { [[try attached($0, .serviceControl)]] }
    return result
  }
}
