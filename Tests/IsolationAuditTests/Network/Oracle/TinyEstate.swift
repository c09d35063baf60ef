/// An estate small enough to be walked packet by packet: a few VPCs of a few subnets with three usable addresses each.
///
/// It is the oracle's own description, in plain arrays and indices; ``TinyEstate/files()`` writes the same estate as an
/// AWS snapshot for the engine.
struct TinyEstate: Sendable {
  struct CIDR: Hashable, Sendable {
    var address: UInt32
    var length: Int

    func contains(_ other: UInt32) -> Bool {
      length == 0 || (address >> UInt32(32 - length)) == (other >> UInt32(32 - length))
    }

    static let everything = CIDR(address: 0, length: 0)
  }

  struct VPC: Sendable {
    var id: String
    var account: String
    var cidr: CIDR
    /// Whether `igw-n` exists, and whether it is attached in a working state.
    var hasInternetGateway = false
    /// Whether `eigw-n` exists, in an IPv6 estate.
    var hasEgressOnlyGateway = false
    var internetGatewayWorks = true
    /// What the VPN connection of `vgw-n` routes statically; `nil` where there is no such gateway.
    var virtualGateway: [CIDR]?
    /// Edge tables of the internet gateway and of the virtual private gateway.
    var internetEdge: Int?
    var virtualEdge: Int?
  }

  struct Subnet: Sendable {
    var id: String
    var vpc: Int
    var cidr: CIDR
    var zone: Int
    var table: Int
    var acl: Int
  }

  enum Target: Hashable, Sendable {
    case local
    case interface(Int)
    case internetGateway
    case egressOnlyGateway
    case nat(Int)
    case peering(Int)
    case transit
    case virtualGateway
  }

  enum Destination: Hashable, Sendable {
    case cidr(CIDR)
    case prefixList(Int)
  }

  struct Route: Sendable {
    var destination: Destination
    var target: Target
    var isPropagated = false
    var isBlackhole = false
  }

  struct RouteTable: Sendable {
    var id: String
    var vpc: Int
    var routes: [Route]
  }

  /// Which packets a rule means: `nil` for the protocol is all protocols; ports count for TCP and UDP alone.
  struct Traffic: Sendable {
    var protocolNumber: UInt8?
    var ports: ClosedRange<UInt16>?
    /// ICMP type and code, -1 for any.
    var icmp: (type: Int, code: Int)?
  }

  struct ACLRule: Sendable {
    var number: Int
    var allows: Bool
    var traffic: Traffic
    var cidr: CIDR
  }

  struct NetworkACL: Sendable {
    var id: String
    var vpc: Int
    var ingress: [ACLRule]
    var egress: [ACLRule]
  }

  enum Peer: Sendable {
    case cidr(CIDR)
    case prefixList(Int)
    case group(Int)
  }

  struct GroupRule: Sendable {
    var traffic: Traffic
    var peer: Peer
  }

  struct SecurityGroup: Sendable {
    var id: String
    var vpc: Int
    var ingress: [GroupRule]
    var egress: [GroupRule]
  }

  struct Interface: Sendable {
    var id: String
    var subnet: Int
    var address: UInt32
    var publicAddress: UInt32?
    var groups: [Int]
    var sourceDestCheck = true
    /// The NAT gateway this interface belongs to.
    var nat: Int?
  }

  struct NAT: Sendable {
    var id: String
    var interface: Int
    var isPublic: Bool
  }

  struct Peering: Sendable {
    var id: String
    var left: Int
    var right: Int
    var isActive: Bool
  }

  struct Attachment: Sendable {
    var id: String
    var vpc: Int
    var subnets: [Int]
    var table: Int?
    var propagatesTo: [Int]
    var isAvailable = true
    var referencing: Bool
  }

  struct TransitRoute: Sendable {
    var cidr: CIDR
    /// The attachment; a route without one drops.
    var attachment: Int?
  }

  struct TransitTable: Sendable {
    var id: String
    var staticRoutes: [TransitRoute]
  }

  /// The one transit gateway `tgw-0`; every VPC has at most one attachment.
  struct Transit: Sendable {
    var referencing: Bool
    var tables: [TransitTable]
    var attachments: [Attachment]
  }

  /// Whether all packets and rules are IPv6: address `a` then stands for 2001:db8::a, which is public.
  var isIPv6 = false
  var vpcs: [VPC] = []
  var subnets: [Subnet] = []
  var tables: [RouteTable] = []
  var acls: [NetworkACL] = []
  var groups: [SecurityGroup] = []
  var interfaces: [Interface] = []
  var nats: [NAT] = []
  var peerings: [Peering] = []
  var prefixLists: [[CIDR]] = []
  var transit: Transit?

  func vpc(of interface: Int) -> Int { subnets[interfaces[interface].subnet].vpc }

  /// The interface of a VPC that has an address.
  func owner(of address: UInt32, in vpc: Int) -> Int? {
    interfaces.indices.first { interfaces[$0].address == address && self.vpc(of: $0) == vpc }
  }
}

/// The header of one concrete packet; for ICMP the type stands in `sourcePort` and the code in `destinationPort`.
struct TinyHeader: Hashable, Sendable {
  var source: UInt32
  var destination: UInt32
  var protocolNumber: UInt8
  var sourcePort: UInt16
  var destinationPort: UInt16

  var hasPorts: Bool { protocolNumber == 6 || protocolNumber == 17 }

  /// What the receiver sends back: addresses and ports swapped, an echo request answered by a reply.
  var answer: TinyHeader {
    var answer = self
    (answer.source, answer.destination) = (destination, source)
    if hasPorts { (answer.sourcePort, answer.destinationPort) = (destinationPort, sourcePort) }
    if protocolNumber == 1, sourcePort == 8 { answer.sourcePort = 0 }
    return answer
  }
}
