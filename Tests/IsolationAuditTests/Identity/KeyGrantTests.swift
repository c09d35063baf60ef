import IsolationAudit
import Testing

@Suite("Grants of KMS keys")
struct KeyGrantTests {
  static let role = RequestPrincipal.roleSession(account: "111111111111", role: "app", session: "s")
  static let deny = #"{"Effect":"Deny","Action":"kms:*","Resource":"*"}"#

  /// The decision on an operation with a key whose policy names somebody else and that has one grant.
  private func decision(
    _ action: String = "kms:Decrypt",
    by principal: RequestPrincipal = role,
    grantee: String = "arn:aws:iam::111111111111:role/app",
    isConstrained: Bool = false,
    owner: String = "111111111111",
    resource: String = "key/1",
    encryptionContext: ContextValue = .absent,
    change: (inout ApplicablePolicies) throws -> Void = { _ in }
  ) throws -> Decision {
    var estate = Estate()
    let grant = KeyGrant(
      id: estate.symbols.intern("g-1"),
      grantee: estate.symbols.intern(grantee),
      operations: ["Decrypt", "GenerateDataKey"].map { estate.symbols.intern($0) },
      isConstrained: isConstrained,
      provenance: Provenance(file: FileID(rawValue: 0), offset: 0)
    )
    var policies = ApplicablePolicies()
    policies.grants = [try #require(AttachedPolicy(grant, in: estate))]
    policies.resource = try attached(
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/admin"},"Action":"kms:*","Resource":"*"}"#,
      .resource
    )
    try change(&policies)
    var context = RequestContext(of: principal, otherwise: .absent)
    context.set("kms:EncryptionContextKeys", to: encryptionContext)
    let request = AuthorizationRequest(
      principal: principal,
      action: action,
      resource: "arn:aws:kms:us-east-1:\(owner):\(resource)",
      resourceAccount: owner,
      context: context
    )
    return DecisionProcedure.decide(request, under: policies)
  }

  @Test("a grant allows its operations to its grantee, whatever the key's policy leaves out")
  func allows() throws {
    let decision = try decision()
    #expect(decision.outcome == .allowed)
    #expect(decision.residual.isEmpty)
    #expect(decision.reason.stage == .keyGrant)
    #expect(decision.resourceStatements.map(\.origin.name) == ["grant g-1"])
    #expect(try self.decision { $0.grants = [] }.outcome == .implicitlyDenied)
  }

  @Test("other operations, other people and other resources are not granted")
  func narrow() throws {
    #expect(try decision("kms:CreateGrant").outcome == .implicitlyDenied)
    #expect(try decision(grantee: "arn:aws:iam::111111111111:role/other").outcome == .implicitlyDenied)
    #expect(try decision(resource: "alias/1").outcome == .implicitlyDenied)
  }

  @Test("a grantee may be a service, or an account, whose own policies must then allow")
  func grantees() throws {
    #expect(
      try decision(by: .service("dynamodb.amazonaws.com"), grantee: "dynamodb.amazonaws.com").outcome == .allowed
    )
    #expect(try decision(grantee: "arn:aws:iam::111111111111:root").outcome == .implicitlyDenied)
    let own = try attached(DecisionProcedureTests.allowAll)
    #expect(try decision(grantee: "arn:aws:iam::111111111111:root") { $0.identity = [own] }.outcome == .allowed)
  }

  @Test("an explicit denial and a guard rail stand above a grant")
  func guardRails() throws {
    let denyKey = #"{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}"#
    #expect(try decision { $0.identity = [try attached(Self.deny)] }.outcome == .explicitlyDenied)
    #expect(try decision { $0.resource = try attached(denyKey, .resource) }.outcome == .explicitlyDenied)
    #expect(
      try decision { $0.serviceControl = [[try attached(Self.deny, .serviceControl)]] }.outcome == .explicitlyDenied
    )
    let onlyS3 = #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#
    #expect(
      try decision { $0.serviceControl = [[try attached(onlyS3, .serviceControl)]] }.outcome == .implicitlyDenied
    )
    let onlyS3Resources = #"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#
    #expect(
      try decision { $0.resourceControl = [[try attached(onlyS3Resources, .resourceControl)]] }.outcome
        == .implicitlyDenied
    )
  }

  @Test("a grant with constraints holds for requests with an encryption context only")
  func constraints() throws {
    #expect(try decision(isConstrained: true).outcome == .implicitlyDenied)
    let known = try decision(isConstrained: true, encryptionContext: .known(["tenant"]))
    #expect(known.outcome == .allowed && known.residual.isEmpty)
    let unknown = try decision(isConstrained: true, encryptionContext: .unknown)
    #expect(unknown.outcome == .allowed)
    #expect(unknown.residual.map(\.description) == ["Null kms:EncryptionContextKeys \"false\""])
  }

  @Test("across accounts, a grant without a policy of the grantee's account leaves the decision open")
  func crossAccount() throws {
    let open = try decision(owner: "222222222222")
    #expect(open.outcome == .allowed)
    #expect(
      open.residual.map(\.description) == [
        "a grant to a principal of another account needs no policy of that account"
      ]
    )
    let own = try attached(DecisionProcedureTests.allowAll)
    let settled = try decision(owner: "222222222222") { $0.identity = [own] }
    #expect(settled.outcome == .allowed && settled.residual.isEmpty)
  }

  @Test("a grantee that cannot be read gives no policy, so that nothing is taken for granted or refused")
  func unreadable() {
    var estate = Estate()
    let grant = KeyGrant(
      id: estate.symbols.intern("g-2"),
      grantee: estate.symbols.intern("somebody"),
      operations: [],
      isConstrained: false,
      provenance: Provenance(file: FileID(rawValue: 0), offset: 0)
    )
    #expect(AttachedPolicy(grant, in: estate) == nil)
  }
}
