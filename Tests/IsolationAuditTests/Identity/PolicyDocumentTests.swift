import IsolationAudit
import Testing

@Suite("Policy documents")
struct PolicyDocumentTests {
  @Test("every list may be a single value, and a policy may be text that holds one")
  func singleValues() throws {
    let text = """
      {"Id":"p","Statement":{"Sid":"s","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}
      """
    let document = try policy(text)
    #expect(document.version == .v2008)
    #expect(document.id == "p")
    #expect(document.statements.map(\.sid) == ["s"])
    #expect(document.statements.map(\.pointer) == ["/Statement"])
    #expect(try PolicyDocument(.string(text), kind: .identity) == document)
  }

  @Test(
    "a fault is named by its place; nothing is left out in silence",
    arguments: [
      ("[]", "", "an array instead of a policy"),
      ("{}", "", "no Statement"),
      ("{\"Version\":\"2013\",\"Statement\":[]}", "/Version", "unknown policy version \"2013\""),
      ("{\"Statement\":[],\"Statment\":[]}", "/Statment", "unknown element"),
      ("{\"Statement\":[{\"Action\":\"*\",\"Resource\":\"*\"}]}", "/Statement/0", "no Effect"),
      (
        "{\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}", "/Statement/0/Effect",
        "expected Allow"
      ),
      ("{\"Statement\":[{\"Effect\":\"Deny\",\"Resource\":\"*\"}]}", "/Statement/0", "neither Action nor NotAction"),
      ("{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\"}]}", "/Statement/0", "neither Resource nor NotResource"),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"Get\",\"Resource\":\"*\"}]}", "/Statement/0/Action",
        "without a colon"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}",
        "/Statement/0/NotAction", "both Action and NotAction"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"*\",7],\"Resource\":\"*\"}]}", "/Statement/0/Action/1",
        "a number, expected a string"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}]}",
        "/Statement/0",
        "this identity policy is about whom it is attached to"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringMatches\":{}}}]}",
        "/Statement/0/Condition/StringMatches", "unknown condition operator"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Null\":{\"a/b\":\"x\"}}}]}",
        "/Statement/0/Condition/Null/a~1b", "expected a value for Null"
      ),
      (
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"k\":[\"x\"]}}}]}",
        "/Statement/0/Condition/IpAddress/k/0", "expected a value for IpAddress"
      ),
    ]
  )
  func faults(text: String, pointer: String, message: String) {
    do {
      _ = try policy(text)
      Issue.record("accepted \(text)")
    } catch let error as PolicyFaults {
      let first = error.faults.first
      #expect(first?.pointer == pointer)
      #expect(first?.message.contains(message) == true, "\(error)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("all faults of a document are told, not only the first")
  func allFaults() {
    #expect(
      performing: {
        try policy("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"x\",\"Colour\":1},{}]}")
      },
      throws: { ($0 as? PolicyFaults)?.faults.count == 8 }
    )
  }

  @Test("a trust policy has principals and no resource")
  func trust() throws {
    let statement = "\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\""
    _ = try policy("{\"Statement\":{\(statement),\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}}", .trust)
    #expect(throws: PolicyFaults.self) { try policy("{\"Statement\":{\(statement)}}", .trust) }
    #expect(throws: PolicyFaults.self) {
      try policy("{\"Statement\":{\(statement),\"Principal\":\"*\",\"Resource\":\"*\"}}", .trust)
    }
  }

  @Test(
    "principals are read by kind",
    arguments: [
      ("*", .everyone), ("111111111111", .account("111111111111")),
      ("arn:aws:iam::111111111111:root", .account("111111111111")),
      ("arn:aws:iam::111111111111:user/team/u", .user(account: "111111111111", name: "u")),
      ("arn:aws-cn:iam::111111111111:role/a/b/r", .role(account: "111111111111", name: "r")),
      (
        "arn:aws:sts::111111111111:assumed-role/r/s",
        .roleSession(account: "111111111111", role: "r", session: "s")
      ),
      ("arn:aws:sts::111111111111:federated-user/bob", .federatedUser(account: "111111111111", name: "bob")),
      ("AROAEXAMPLEEXAMPLE01", .deleted("AROAEXAMPLEEXAMPLE01")),
      ("arn:aws:iam::111111111111:role/*", nil), ("arn:aws:iam::1:role/r", nil), ("bob", nil), ("", nil),
    ] as [(String, PolicyPrincipal?)]
  )
  func principals(text: String, principal: PolicyPrincipal?) {
    #expect(PolicyPrincipal(awsElement: text) == principal)
  }

  @Test("a policy of tens of thousands of open conditions is answered in time that grows with its size")
  func manyOpenConditions() throws {
    let statements = (0..<20_000).map { number in
      """
      {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"sts:ExternalId":"\(number)"}}}
      """
    }
    var policies = ApplicablePolicies()
    policies.identity = [try attached(statements.joined(separator: ","))]
    let decision = DecisionProcedure.decide(
      DecisionProcedureTests.request(unknown: ["sts:ExternalId"]),
      under: policies
    )
    #expect(decision.outcome == .allowed)
    #expect(decision.residual.count == 1)
    #expect(decision.residual.first?.description.contains("further conditions, left out here") == true)
    #expect(decision.identityStatements.count == 20_000)
  }
}
