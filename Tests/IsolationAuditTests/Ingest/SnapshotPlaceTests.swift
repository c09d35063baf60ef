import Foundation
import IsolationAudit
import Testing

@Suite("Snapshot: accounts, Regions, completeness")
struct SnapshotPlaceTests {
  private let vpcs = #"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "999999999999"}]}"#

  @Test(
    "the path tells account and Region",
    arguments: [
      ("accounts/111111111111/us-east-1/a.json", "111111111111", "us-east-1"),
      ("aws_configs/111111111111/eu-central-1/x/a.json", "111111111111", "eu-central-1"),
      ("111111111111/us-gov-west-1/a.json", "111111111111", "us-gov-west-1"),
      ("111111111111/global/a.json", "111111111111", "global"),
      ("111111111111/a.json", "111111111111", ""),
      ("us-west-2/a.json", "999999999999", "us-west-2"),
      ("a.json", "999999999999", ""),
      ("12345678901/us-east/a.json", "999999999999", ""),
    ]
  )
  func paths(path: String, account: String, region: String) throws {
    let read = try SnapshotReading([path: vpcs])
    #expect(read(read.estate.vpcs.records[0].region) == region)
    #expect(read(read.estate.vpcs.records[0].owner) == "999999999999")
    #expect(read.estate.accounts.records.map { read($0.id) } == [account])
    #expect(read.status("Vpcs", account: account, region: region) == .collected)
  }

  @Test("without folders, zones and ARNs tell the Region")
  func content() throws {
    let read = try SnapshotReading([
      "a.json": """
      {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "OwnerId": "111111111111", "AvailabilityZone": "eu-west-1b"}],
       "TransitGateways": [{"TransitGatewayId": "tgw-1",
         "TransitGatewayArn": "arn:aws:ec2:eu-west-1:111111111111:transit-gateway/tgw-1"}]}
      """
    ])
    #expect(read.status("Subnets", account: "111111111111", region: "eu-west-1") == .collected)
    #expect(read(read.estate.transitGateways.records[0].region) == "eu-west-1")
  }

  @Test(
    "an answer that goes on elsewhere is truncated",
    arguments: [#""NextToken": "abc""#, #""IsTruncated": true, "Marker": "x""#, #""NextMarker": "x""#]
  )
  func pagination(token: String) throws {
    #expect(try SnapshotReading(#"{"Vpcs": [], \#(token)}"#).status("Vpcs") == .truncated)
    #expect(try SnapshotReading(#"{\#(token), "Vpcs": []}"#).status("Vpcs") == .truncated)
    #expect(try SnapshotReading(#"{"Vpcs": [], "NextToken": null, "IsTruncated": false}"#).status("Vpcs") == .collected)
  }

  @Test("what is not there is absent")
  func absent() throws {
    let read = try SnapshotReading(#"{"Vpcs": []}"#)
    #expect(read.status("Subnets") == .absent)
    #expect(!read.estate.completeness.hasCollectionRecord)
  }

  @Test("collection.json tells how each call ended, and is held against what is there")
  func collection() throws {
    func call(_ operation: String, _ status: String) -> String {
      #"{"account": "111111111111", "region": "us-east-1", "service": "ec2", "operation": "\#(operation)", "status": "\#(status)"}"#
    }
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": #"{"Vpcs": [], "Subnets": [], "TransitGatewayStaticRoutes": []}"#,
      "collection.json": """
      {"schema": "isolation-audit/collection/v1", "collected": "2026-11-23T02:00:00Z", "partition": "aws", "calls": [
        \(call("describe-vpcs", "ok")), \(call("describe-subnets", "truncated")), \(call("describe-network-acls", "denied")),
        \(call("describe-nat-gateways", "empty")), \(call("describe-route-tables", "ok")),
        \(call("search-transit-gateway-routes", "ok")), \(call("describe-client-vpn-endpoints", "skipped"))]}
      """,
    ])
    #expect(read.estate.completeness.hasCollectionRecord)
    #expect(read.status("Vpcs") == .collected)
    #expect(read.status("Subnets") == .truncated)
    #expect(read.status("NetworkAcls") == .denied)
    #expect(read.status("NatGateways") == .collected)
    #expect(read.status("RouteTables") == .error)
    #expect(read.status("TransitGatewayStaticRoutes") == .collected)
    #expect(read.status("TransitGatewayRoutes") == .absent)
    #expect(read.status("ClientVpnEndpoints") == .skipped)
    #expect(read.diagnostics.count == 1)
    #expect(read.diagnostics.first?.contains("#/calls/4: warning: describe-route-tables ended well") == true)
  }

  @Test("a status that means nothing is an error")
  func unknownStatus() throws {
    let read = try SnapshotReading([
      "a.json": #"{"Vpcs": []}"#,
      "collection.json": #"{"calls": [{"operation": "describe-vpcs", "status": "fine"}]}"#,
    ])
    #expect(
      read.errors == [
        "collection.json:1:53 #/calls/0/status: error: `fine` for status, expected ok, empty, denied, error, truncated "
          + "or skipped"
      ]
    )
  }

  @Test("a directory is read with all below it, hidden files and other names aside")
  func directory() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "snapshot-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in [
      "accounts/111111111111/us-east-1/a.json": vpcs, "README.md": "no JSON", ".hidden.json": "{",
      "accounts/111111111111/us-east-1/deep/er/b.json": #"{"Subnets": []}"#,
    ] {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let snapshot = try AWSSnapshot.read(directory: root.path + "/")
    #expect(
      snapshot.files.files.map(\.path) == [
        "accounts/111111111111/us-east-1/a.json", "accounts/111111111111/us-east-1/deep/er/b.json",
      ]
    )
    #expect(snapshot.files.files[0].byteCount == vpcs.utf8.count)
    #expect(snapshot.files.files[0].sha256.count == 64)
    #expect(snapshot.diagnostics == [])
    let empty = root.appending(path: "empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    #expect(throws: SnapshotError.noFiles(path: empty.path)) { try AWSSnapshot.read(directory: empty.path) }
  }
}
