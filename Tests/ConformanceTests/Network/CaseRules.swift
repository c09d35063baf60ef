/// One rule of a security group, as a case states it.
struct GroupRule: Sendable {
  let protocolName: String
  let from: Int?
  let to: Int?
  /// A CIDR of either family, a prefix list (`pl-…`) or a security group (`sg-…`).
  let peer: String
  /// The peering connection over which a group of another VPC is named, and the state of that reference.
  var peering: (id: String, status: String)?

  static func tcp(_ ports: ClosedRange<Int>, _ peer: String) -> GroupRule {
    GroupRule(protocolName: "tcp", from: ports.lowerBound, to: ports.upperBound, peer: peer)
  }

  static func tcp(_ port: Int, _ peer: String) -> GroupRule { .tcp(port...port, peer) }

  /// A rule naming a security group of the VPC at the other side of a peering connection.
  static func tcp(_ port: Int, _ group: String, over peering: String, status: String) -> GroupRule {
    GroupRule(protocolName: "tcp", from: port, to: port, peer: group, peering: (peering, status))
  }

  static func icmp(type: Int, code: Int, _ peer: String) -> GroupRule {
    GroupRule(protocolName: "icmp", from: type, to: code, peer: peer)
  }

  static func ipProtocol(_ name: String, _ peer: String) -> GroupRule {
    GroupRule(protocolName: name, from: nil, to: nil, peer: peer)
  }

  static func all(_ peer: String) -> GroupRule { .ipProtocol("-1", peer) }
}

/// One numbered entry of a network ACL, as a case states it.
struct ACLEntry: Sendable {
  let number: Int
  let allows: Bool
  let protocolNumber: String
  let cidr: String
  var ports: ClosedRange<Int>?
  var icmp: (type: Int, code: Int)?

  static func allow(_ number: Int, _ cidr: String = "0.0.0.0/0") -> ACLEntry {
    ACLEntry(number: number, allows: true, protocolNumber: "-1", cidr: cidr)
  }

  static func deny(_ number: Int, _ cidr: String = "0.0.0.0/0") -> ACLEntry {
    ACLEntry(number: number, allows: false, protocolNumber: "-1", cidr: cidr)
  }

  static func allowTCP(_ number: Int, _ ports: ClosedRange<Int>, _ cidr: String = "0.0.0.0/0") -> ACLEntry {
    ACLEntry(number: number, allows: true, protocolNumber: "6", cidr: cidr, ports: ports)
  }

  static func allowICMP(_ number: Int, type: Int, code: Int, _ cidr: String = "0.0.0.0/0") -> ACLEntry {
    ACLEntry(number: number, allows: true, protocolNumber: "1", cidr: cidr, icmp: (type, code))
  }
}

/// One route of a VPC route table, as a case states it.
struct CaseRoute: Sendable {
  /// A CIDR of either family or a prefix list (`pl-…`).
  let destination: String
  /// `local` or the id of the target; the kind of target is told by the prefix of the id.
  let target: String
  var isPropagated = false
  var isBlackhole = false
  var isLocal = false

  /// The record in the form of `aws ec2 describe-route-tables`.
  var json: JSONText {
    let destinationKey =
      destination.hasPrefix("pl-")
      ? "DestinationPrefixListId"
      : destination.contains(":") ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock"
    let targetKey =
      switch target.prefix(while: { $0 != "-" }) {
      case "nat": "NatGatewayId"
      case "tgw": "TransitGatewayId"
      case "pcx": "VpcPeeringConnectionId"
      case "eni": "NetworkInterfaceId"
      case "eigw": "EgressOnlyInternetGatewayId"
      case "core": "CoreNetworkArn"
      case "lgw": "LocalGatewayId"
      case "cagw": "CarrierGatewayId"
      default: "GatewayId"
      }
    let origin = isLocal ? "CreateRouteTable" : isPropagated ? "EnableVgwRoutePropagation" : "CreateRoute"
    return .object([
      (key: destinationKey, value: .string(destination)),
      (key: targetKey, value: .string(target.hasPrefix("core-") ? CaseEstate.arn(ofCoreNetwork: target) : target)),
      (key: "Origin", value: .string(origin)),
      (key: "State", value: isBlackhole ? "blackhole" : "active"),
    ])
  }
}
