import IsolationAudit
import Testing

@Suite("Regions that nobody asked about")
struct UnaskedRegionTests {
  /// A peering connection of `vpc-dev` with a VPC of another Region that was not collected.
  private static func peering(owner: String, status: String = "active") -> String {
    #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-far", "Status": {"Code": "\#(status)"}, "RequesterVpcInfo": {"VpcId": "vpc-dev", "OwnerId": "111111111111", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}]}, "AccepterVpcInfo": {"VpcId": "vpc-far", "OwnerId": "\#(owner)", "Region": "eu-west-1", "CidrBlock": "10.9.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.9.0.0/16"}]}}]}"#
  }

  private func traffic(_ more: [String: String]) throws -> AssertionResult {
    var estate = AuditEstate()
    estate.more = more
    return try #require(try SmallAudit.run(estate)[assertion: "traffic"])
  }

  private static let path = "accounts/111111111111/us-east-1/More.json"

  @Test("a VPC that a peering connection names, in a Region that was not collected, leaves its account undecided")
  func peered() throws {
    let result = try traffic([Self.path: Self.peering(owner: "333333333333")])
    #expect(result.outcome == .inconclusive)
    #expect(
      result.gaps == [
        "vpc-far of account 333333333333 in eu-west-1, to which pcx-far leads, is not in the snapshot"
      ]
    )
  }

  @Test("one of an account that is not of the estate is nobody's environment")
  func foreign() throws {
    #expect(try traffic([Self.path: Self.peering(owner: "999999999999")]).outcome == .passed)
  }

  @Test("a connection that was never accepted leads nowhere")
  func pending() throws {
    let files = [Self.path: Self.peering(owner: "333333333333", status: "pending-acceptance")]
    #expect(try traffic(files).outcome == .passed)
  }

  private static func collection(_ calls: [(account: String, region: String, operation: String)]) -> String {
    let rows = calls.map {
      #"{"account": "\#($0.account)", "region": "\#($0.region)", "service": "ec2", "operation": "\#($0.operation)", "status": "empty"}"#
    }
    return #"{"schema": "isolation-audit/collection/v1", "calls": [\#(rows.joined(separator: ", "))]}"#
  }

  @Test("a Region of which something was collected, and not its VPCs, leaves its account undecided")
  func partial() throws {
    let calls = [(account: "333333333333", region: "eu-west-1", operation: "describe-nat-gateways")]
    let result = try traffic(["collection.json": Self.collection(calls)])
    #expect(result.outcome == .inconclusive)
    #expect(
      result.gaps == [
        "`Vpcs` of account 333333333333 in eu-west-1: absent, although other lists of the Region were collected"
      ]
    )
    let whole = calls + [(account: "333333333333", region: "eu-west-1", operation: "describe-vpcs")]
    #expect(try traffic(["collection.json": Self.collection(whole)]).outcome == .passed)
  }

  @Test("a Region of another account's VPCs that nobody asked this one about is named in the coverage")
  func others() throws {
    var files = AuditEstate().files
    for (path, text) in AuditEstate().files where path.contains("333333333333/us-east-1") {
      files[path] = nil
      files[path.replacing("us-east-1", with: "eu-west-1")] = text.replacing("us-east-1", with: "eu-west-1")
    }
    let sentence = "Nothing was collected of account 111111111111 in eu-west-1, where other accounts have VPCs."
    #expect(!(try SmallAudit.run(files)).coverage.notAnalysed.contains(sentence), "without a record nobody can tell")
    files["collection.json"] = Self.collection([])
    let result = try SmallAudit.run(files)
    #expect(result.coverage.notAnalysed.contains(sentence))
    #expect(result[assertion: "traffic"]?.outcome == .passed)
  }
}
