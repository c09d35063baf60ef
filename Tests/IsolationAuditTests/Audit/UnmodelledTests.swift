import IsolationAudit
import Testing

/// Resources that may pass packets on and that this version does not model.
@Suite("What is not modelled is not isolated")
struct UnmodelledTests {
  private static func endpoint(type: String, service: String, state: String = "available") -> String {
    """
    {"VpcEndpoints":[{"VpcEndpointId":"vpce-1","VpcEndpointType":"\(type)","VpcId":"vpc-dev","ServiceName":"\(service)",
      "State":"\(state)","OwnerId":"111111111111","RouteTableIds":[],"SubnetIds":[],"NetworkInterfaceIds":[],"Groups":[]}]}
    """
  }

  private static func outcome(_ text: String) throws -> AssertionResult {
    var files = AuditEstate().files
    files["accounts/111111111111/us-east-1/more.json"] = text
    return try #require(try SmallAudit.run(files)[assertion: "traffic"])
  }

  @Test(
    "an endpoint of a customer's service leaves packets undecided",
    arguments: [
      ("Interface", "com.amazonaws.vpce.us-east-1.vpce-svc-1"), ("Resource", "rcfg-1"), ("ServiceNetwork", "sn-1"),
    ]
  )
  func endpoint(type: String, service: String) throws {
    let result = try Self.outcome(Self.endpoint(type: type, service: service))
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("not in the snapshot") }, "\(result.gaps)")
  }

  @Test(
    "an endpoint of an AWS service, or one that is not accepted, decides nothing",
    arguments: [
      ("com.amazonaws.us-east-1.secretsmanager", "available"),
      ("com.amazonaws.vpce.us-east-1.vpce-svc-1", "pendingAcceptance"),
    ]
  )
  func harmlessEndpoint(service: String, state: String) throws {
    let result = try Self.outcome(Self.endpoint(type: "Interface", service: service, state: state))
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test(
    "a list of what is not modelled leaves packets undecided when it holds something",
    arguments: [
      "ServiceConfigurations", "VpcEndpointConnections", "serviceNetworks",
    ]
  )
  func list(_ key: String) throws {
    let filled = try Self.outcome("{\"\(key)\":[{\"name\":\"one\"}]}")
    #expect(filled.outcome == .inconclusive)
    #expect(filled.gaps.contains { $0.contains("`\(key)`") }, "\(filled.gaps)")
    #expect(try Self.outcome("{\"\(key)\":[]}").outcome == .passed)
  }

  @Test(
    "an assertion that this version cannot judge is refused, not held",
    arguments: [
      ("from: { tier: production }, to: { internet: true }", "destination-not-judged"),
      ("from: { tier: production }, to: { outside: office }", "destination-not-judged"),
      ("from: { outside: office }, to: { tier: production }", "site-matches-nothing"),
    ]
  )
  func refused(scope: String, code: String) throws {
    let policy = """
      schema: isolation-audit/v1
      environments:
        production: { tier: production, match: [{ account: "333333333333" }] }
      outside:
        office: { on-premises: 192.168.0.0/16, via: vpn-gone }
      assertions:
        - id: traffic
          title: An assertion about the outside
          no-traffic: { \(scope) }
      """
    do {
      let result = try SmallAudit.run(AuditEstate().files, policy: policy)
      Issue.record("judged as \(result.verdict)")
    } catch AuditError.policy(let diagnostics) {
      #expect(diagnostics.map(\.code) == [code], "\(diagnostics)")
    }
  }
}
