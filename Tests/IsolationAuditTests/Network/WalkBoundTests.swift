import IsolationAudit
import Oracles
import Testing

/// A VPC in which each appliance hands packets for 10.2.0.0/16 to the next, and the last to a host's VPC over a peering.
struct ApplianceChain {
  let length: Int
  /// How many appliances each step has; with more than one, routes of equal prefix lead to each.
  var width = 1
  /// Whether the last appliance's routes lead on.
  var isOpen = true

  var files: [(path: String, bytes: [UInt8])] {
    var subnets: [String] = []
    var tables: [String] = []
    var interfaces = [Self.interface("eni-dev", "subnet-0", Self.address(0, 9), isForwarding: false)]
    for step in 0...length {
      let cidr = Self.address(step, 0) + "/28"
      subnets.append(
        #"{"SubnetId": "subnet-\#(step)", "VpcId": "vpc-dev", "OwnerId": "111111111111", "CidrBlock": "\#(cidr)", "AvailabilityZone": "us-east-1a"}"#
      )
      let targets =
        step == length
        ? !isOpen ? [] : [#""VpcPeeringConnectionId": "pcx-1""#]
        : (0..<width).map { #""NetworkInterfaceId": "eni-\#(step + 1)-\#($0)""# }
      let routes = targets.map { #"{"DestinationCidrBlock": "10.2.0.0/16", \#($0), "State": "active"}"# }
      tables.append(
        #"{"RouteTableId": "rtb-\#(step)", "VpcId": "vpc-dev", "Associations": [{"Main": false, "SubnetId": "subnet-\#(step)"}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/15", "GatewayId": "local", "State": "active"}\#(routes.map { ", " + $0 }.joined())]}"#
      )
      guard step > 0 else { continue }
      for index in 0..<width {
        interfaces.append(
          Self.interface("eni-\(step)-\(index)", "subnet-\(step)", Self.address(step, 4 + index), isForwarding: true)
        )
      }
    }
    var files = AuditEstate.peered().files.filter { !$0.key.contains("/111111111111/us-east-1/") }
    let own: [(String, [String])] = [
      (
        "Vpcs",
        [
          #"{"VpcId": "vpc-dev", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/15", "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/15", "CidrBlockState": {"State": "associated"}}]}"#
        ]
      ), ("Subnets", subnets), ("RouteTables", tables), ("NetworkInterfaces", interfaces),
      (
        "NetworkAcls",
        [
          #"{"NetworkAclId": "acl-dev", "VpcId": "vpc-dev", "IsDefault": true, "Associations": [], "Entries": [{"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100}, {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100}]}"#
        ]
      ),
      (
        "SecurityGroups",
        [
          #"{"GroupId": "sg-dev", "GroupName": "dev", "VpcId": "vpc-dev", "OwnerId": "111111111111", "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/15"}]}], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}"#
        ]
      ),
    ]
    for (list, rows) in own {
      files[AuditEstate.path(list, "111111111111")] = "{\"\(list)\": [\n\(rows.joined(separator: ",\n"))\n]}\n"
    }
    // The host behind the chain takes what the host before it sends, and nothing of the appliances' own.
    let groups = AuditEstate.path("SecurityGroups", "333333333333")
    files[groups] = files[groups]?.replacing("10.0.0.0/16", with: "10.0.0.0/28")
    files[AuditEstate.path("VpcPeeringConnections", "111111111111")] =
      AuditEstate.peered().files[AuditEstate.path("VpcPeeringConnections", "111111111111")]?
      .replacing("10.0.0.0/16", with: "10.0.0.0/15")
    files[AuditEstate.path("VpcPeeringConnections", "333333333333")] = nil
    return files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
  }

  private static func address(_ step: Int, _ host: Int) -> String {
    "10.\(step / 4_096).\(step / 16 % 256).\(step % 16 * 16 + host)"
  }

  private static func interface(_ id: String, _ subnet: String, _ address: String, isForwarding: Bool) -> String {
    #"{"NetworkInterfaceId": "\#(id)", "SubnetId": "\#(subnet)", "VpcId": "vpc-dev", "OwnerId": "111111111111", "SourceDestCheck": \#(!isForwarding), "PrivateIpAddress": "\#(address)", "PrivateIpAddresses": [{"PrivateIpAddress": "\#(address)", "Primary": true}], "Groups": [{"GroupId": "sg-dev"}]}"#
  }

  /// The answer to a probe from the host before the chain to the host behind it.
  func answer() throws -> ReachAnswer {
    let snapshot = try AWSSnapshot.read(files: files)
    let session = ReachSession(snapshot.estate, files: snapshot.files)
    return session.answer(try ReachProbe(from: "eni-dev", to: "eni-prod", transport: "tcp", port: 443))
  }

  /// The audit of the two environments.
  func audit() throws -> AuditResult {
    try SmallAudit.run(
      Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    )
  }
}

@Suite("Walks are bounded")
struct WalkBoundTests {
  @Test("a packet passes appliances up to the bound, and beyond it the verdict is unknown, by name")
  func chain() throws {
    let short = ApplianceChain(length: WalkBounds.maximumForwarders - 1)
    #expect(try short.answer().verdict == .may)
    let long = try ApplianceChain(length: WalkBounds.maximumForwarders + 1).answer()
    #expect(long.verdict == .unknown)
    #expect(long.decidedBy?.code == "WALK_BOUND")
  }

  @Test("an audit that meets the bound is inconclusive and says so")
  func audit() throws {
    #expect(try ApplianceChain(length: 3).audit().verdict == .violation)
    let closed = try #require(try ApplianceChain(length: 3, isOpen: false).audit()[assertion: "traffic"])
    #expect(closed.outcome == .passed, "\(closed.gaps)")
    let result = try ApplianceChain(length: 66).audit()
    #expect(result.verdict == .inconclusive)
    let gaps = try #require(result[assertion: "traffic"]).gaps
    #expect(gaps.contains { $0.contains("a bound of the search is met at") && $0.contains("WALK_BOUND") }, "\(gaps)")
  }

  @Test("the bound on VPCs of a chain of hundreds of appliances needs no deep stack, and is generous")
  func deep() throws {
    let snapshot = try AWSSnapshot.read(files: ApplianceChain(length: 600).files)
    let model = ForwardingModel(snapshot.estate)
    let domains = RoutingDomains(model)
    for table in [0, 300, 599] {
      let id = try #require(snapshot.estate.symbols.find("rtb-\(table)").flatMap { snapshot.estate.routeTable($0) })
      let production = try #require(snapshot.estate.symbols.find("vpc-prod").flatMap { snapshot.estate.vpc($0) })
      #expect(domains[id].contains(production))
    }
  }

  @Test("ways that double at each step end at the bound on steps, not never")
  func wide() throws {
    #expect(try ApplianceChain(length: 10, width: 2).answer().verdict == .may)
    let answer = try ApplianceChain(length: 60, width: 2).answer()
    #expect(answer.verdict == .unknown)
    #expect(answer.decidedBy?.code == "WALK_BOUND")
  }

  @Test("a network ACL that cuts packets into too many boxes is not worked out, and the verdict is unknown")
  func longList() throws {
    var random = SeededNumbers(seed: 7)
    var entries: [NetworkACL.Entry] = []
    let place = Provenance(file: FileID(rawValue: 0), offset: 0)
    for number in 1...400 {
      func ports() -> PortRange {
        let lower = UInt16.random(in: 0...60_000, using: &random)
        return PortRange(lower, lower + UInt16.random(in: 0...5_000, using: &random))
      }
      let start = UInt128.random(in: 0...0xF000_0000, using: &random)
      let box = HeaderBox(
        family: .ipv4,
        source: AddressRange(start, start + 0x0100_0000),
        protocols: .tcp,
        sourcePorts: ports(),
        destinationPorts: ports()
      )
      entries.append(
        NetworkACL.Entry(ruleNumber: UInt32(number), isEgress: false, allows: false, box: box, provenance: place)
      )
    }
    var symbols = SymbolTable()
    let id = symbols.intern("acl-1")
    let list = NetworkACL(id: id, vpc: .empty, isDefault: true, subnets: [], entries: entries, provenance: place)
    let filter = NetworkACLFilter(list)
    #expect(filter.allowed(.all(.ipv4), isEgress: false, limit: 100) == nil)
    let port = PortRange(443, 443)
    let one = HeaderBox(
      family: .ipv4,
      source: AddressRange(1),
      destination: AddressRange(1),
      protocols: .tcp,
      sourcePorts: port,
      destinationPorts: port
    )
    #expect(filter.allowed(one, isEgress: false, limit: 100) == [])
  }
}
