import IsolationAudit
import Testing

@Suite("Snapshot: laws")
struct SnapshotLawTests {
  private static let contents = [
    #"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111"}], "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}"#,
    #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-2"}]}]}]}"#,
    #"{"SecurityGroups": [{"GroupId": "sg-2", "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1"}]}]}]}"#,
    #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.4", "Groups": [{"GroupId": "sg-2"}, {"GroupId": "sg-1"}]}]}"#,
    #"{"TransitGatewayAssociations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Associations": [{"TransitGatewayAttachmentId": "tgw-attach-1"}]}]}"#,
    #"{"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "ResourceType": "vpc"}], "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}]}"#,
  ]

  /// All that an estate says, in the order in which it says it, places aside.
  private func summary(_ estate: Estate) -> [String] {
    func text(_ symbol: Symbol) -> String { "\(estate.symbols[symbol])#\(symbol.index)" }
    var lines = estate.vpcs.records.map { "vpc \(text($0.id))" }
    lines += estate.subnets.records.map { "subnet \(text($0.id)) \(text($0.vpc))" }
    lines += estate.securityGroups.records.map { "group \(text($0.id)) \($0.ingress)" }
    lines += estate.networkInterfaces.records.map { "eni \(text($0.id)) \(estate.groups($0.groups).map(text))" }
    lines += estate.transitGatewayAttachments.records.map { "attachment \(text($0.id)) \(text($0.routeTable))" }
    return lines
  }

  @Test("the names of the files decide nothing")
  func permutedNames() throws {
    let names = (0..<Self.contents.count).map { "accounts/111111111111/us-east-1/\($0).json" }
    func read(_ order: [Int]) throws -> Estate {
      let files = zip(names, order).map { (path: $0, bytes: Array(Self.contents[$1].utf8)) }
      return try AWSSnapshot.read(files: files).estate
    }
    let first = summary(try read([0, 1, 2, 3, 4, 5]))
    #expect(first.contains { $0.hasPrefix("attachment tgw-attach-1#") && $0.contains(" tgw-rtb-1#") })
    for order in [[5, 4, 3, 2, 1, 0], [2, 1, 0, 5, 3, 4], [3, 0, 5, 1, 4, 2], [1, 2, 3, 4, 5, 0]] {
      #expect(summary(try read(order)) == first)
    }
  }

  @Test("reading twice gives the same diagnostics in the same order")
  func sameDiagnostics() throws {
    let broken = Self.contents.map { $0.replacing("10.0.0.4", with: "10.0.0.400").replacing("\"sg-2\"", with: "7") }
    let files = broken.enumerated().map { (path: "\($0.offset).json", bytes: Array($0.element.utf8)) }
    let first = try AWSSnapshot.read(files: files).diagnostics
    #expect(first.count > 2)
    #expect(try AWSSnapshot.read(files: files.reversed()).diagnostics == first)
  }

  @Test("shared things keep the tags of their owner, whoever is read first", arguments: [false, true])
  func ownersTags(isSwapped: Bool) throws {
    func gateway(_ tag: String) -> String {
      #"{"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "666666666666", "Tags": [{"Key": "Name", "Value": "\#(tag)"}]}]}"#
    }
    let other = isSwapped ? "111111111111" : "999999999999"
    let read = try SnapshotReading([
      "accounts/666666666666/us-east-1/a.json": gateway("owner"),
      "accounts/\(other)/us-east-1/a.json": gateway("shared"),
    ])
    #expect(read.estate.transitGateways.records.map { read($0.tags) } == [["Name=owner"]])
    #expect(read.errors == [])
  }
}
