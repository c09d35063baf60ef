/// An estate small enough to be walked packet by packet: a few VPCs of a few subnets with three usable addresses each.
///
/// It is the oracle's own description, in plain arrays and indices; ``TinyEstate/files()`` writes the same estate as an
/// AWS snapshot for the engine.
package struct TinyEstate: Sendable {
  /// A CIDR block.
  package struct CIDR: Hashable, Sendable {
    /// Its first address.
    package var address: UInt32
    /// The length of its prefix, as in IPv4.
    package var length: Int

    /// The block that begins with an address.
    package init(address: UInt32, length: Int) { (self.address, self.length) = (address, length) }

    func contains(_ other: UInt32) -> Bool {
      length == 0 || (address >> UInt32(32 - length)) == (other >> UInt32(32 - length))
    }

    /// All addresses.
    package static let everything = CIDR(address: 0, length: 0)
  }

  /// A VPC, with its gateways.
  package struct VPC: Sendable {
    /// Its id.
    package var id: String
    var account: String
    /// Its only block.
    package var cidr: CIDR
    /// Whether `igw-n` exists, and whether it is attached in a working state.
    var hasInternetGateway = false
    /// Whether `eigw-n` exists, in an IPv6 estate.
    var hasEgressOnlyGateway = false
    var internetGatewayWorks = true
    /// What the VPN connection of `vgw-n` routes statically; `nil` where there is no such gateway.
    package var virtualGateway: [CIDR]?
    /// Edge tables of the internet gateway and of the virtual private gateway.
    var internetEdge: Int?
    var virtualEdge: Int?
  }

  /// A subnet, with the route table and the network ACL that it has.
  package struct Subnet: Sendable {
    /// Its id.
    package var id: String
    var vpc: Int
    /// Its block.
    package var cidr: CIDR
    var zone: Int
    var table: Int
    var acl: Int
  }

  /// What a route leads to; gateways are those of the VPC, other things are told by their index.
  package enum Target: Hashable, Sendable {
    /// The VPC itself.
    case local
    /// A network interface, of an appliance.
    case interface(Int)
    /// The internet gateway.
    case internetGateway
    /// The egress-only internet gateway.
    case egressOnlyGateway
    /// A NAT gateway.
    case nat(Int)
    /// A peering connection.
    case peering(Int)
    /// The transit gateway.
    case transit
    /// The virtual private gateway.
    case virtualGateway
  }

  /// Which packets a route is for.
  package enum Destination: Hashable, Sendable {
    /// Those to the addresses of a block.
    case cidr(CIDR)
    /// Those to the addresses of a prefix list, which is told by its index.
    case prefixList(Int)
  }

  /// A route of a VPC's table.
  package struct Route: Sendable {
    /// Which packets it is for.
    package var destination: Destination
    var target: Target
    var isPropagated: Bool
    var isBlackhole: Bool

    /// A route; a static one that works unless told otherwise.
    package init(destination: Destination, target: Target, isPropagated: Bool = false, isBlackhole: Bool = false) {
      (self.destination, self.target) = (destination, target)
      (self.isPropagated, self.isBlackhole) = (isPropagated, isBlackhole)
    }
  }

  /// A route table of a VPC.
  package struct RouteTable: Sendable {
    /// Its id.
    package var id: String
    /// The index of its VPC.
    package var vpc: Int
    /// Its routes, the local one among them.
    package var routes: [Route]
  }

  /// Which packets a rule means: `nil` for the protocol is all protocols; ports count for TCP and UDP alone.
  package struct Traffic: Sendable {
    var protocolNumber: UInt8?
    var ports: ClosedRange<UInt16>?
    /// ICMP type and code, -1 for any.
    var icmp: (type: Int, code: Int)?

    /// All traffic, or that of a protocol.
    package init(
      protocolNumber: UInt8? = nil,
      ports: ClosedRange<UInt16>? = nil,
      icmp: (type: Int, code: Int)? = nil
    ) {
      (self.protocolNumber, self.ports, self.icmp) = (protocolNumber, ports, icmp)
    }
  }

  /// An entry of a network ACL, for one direction.
  package struct ACLRule: Sendable {
    /// Its place among the others: the lowest number that matches decides.
    package var number: Int
    var allows: Bool
    var traffic: Traffic
    /// The addresses at the other end.
    package var cidr: CIDR

    /// An entry.
    package init(number: Int, allows: Bool, traffic: Traffic, cidr: CIDR) {
      (self.number, self.allows, self.traffic, self.cidr) = (number, allows, traffic, cidr)
    }
  }

  /// A network ACL of a VPC.
  package struct NetworkACL: Sendable {
    /// Its id.
    package var id: String
    var vpc: Int
    /// The entries for what comes in.
    package var ingress: [ACLRule]
    /// The entries for what goes out.
    package var egress: [ACLRule]
  }

  /// Who may be at the other end.
  package enum Peer: Sendable {
    /// The addresses of a block.
    case cidr(CIDR)
    /// The addresses of a prefix list, which is told by its index.
    case prefixList(Int)
    /// The interfaces of a security group, which is told by its index.
    case group(Int)
  }

  /// A rule of a security group, for one direction.
  package struct GroupRule: Sendable {
    /// What it allows.
    package var traffic: Traffic
    /// With whom.
    package var peer: Peer

    /// A rule.
    package init(traffic: Traffic, peer: Peer) { (self.traffic, self.peer) = (traffic, peer) }
  }

  /// A security group of a VPC.
  package struct SecurityGroup: Sendable {
    /// Its id.
    package var id: String
    var vpc: Int
    /// The rules for what comes in.
    package var ingress: [GroupRule]
    /// The rules for what goes out.
    package var egress: [GroupRule]
  }

  /// A network interface with one address.
  package struct Interface: Sendable {
    /// Its id.
    package var id: String
    var subnet: Int
    /// Its address.
    package var address: UInt32
    /// The public address that stands for it, if one does.
    package var publicAddress: UInt32?
    var groups: [Int]
    var sourceDestCheck = true
    /// The NAT gateway this interface belongs to.
    package var nat: Int?
  }

  /// A NAT gateway.
  package struct NAT: Sendable {
    /// Its id.
    package var id: String
    var interface: Int
    var isPublic: Bool
  }

  /// A peering connection between two VPCs.
  package struct Peering: Sendable {
    /// Its id.
    package var id: String
    /// The index of the VPC that asked for it.
    package var left: Int
    /// The index of the other.
    package var right: Int
    /// Whether it was accepted.
    package var isActive: Bool

    /// A connection of two VPCs.
    package init(id: String, left: Int, right: Int, isActive: Bool) {
      (self.id, self.left, self.right, self.isActive) = (id, left, right, isActive)
    }
  }

  /// The attachment of a VPC to the transit gateway.
  package struct Attachment: Sendable {
    var id: String
    var vpc: Int
    var subnets: [Int]
    /// The index of the transit gateway's table that it is associated with.
    package var table: Int?
    /// The indices of the tables that it propagates to.
    package var propagatesTo: [Int]
    /// Whether it was accepted.
    package var isAvailable = true
    var referencing: Bool
  }

  /// A static route of the transit gateway.
  struct TransitRoute: Sendable {
    var cidr: CIDR
    /// The attachment; a route without one drops.
    var attachment: Int?
  }

  /// A route table of the transit gateway.
  package struct TransitTable: Sendable {
    var id: String
    var staticRoutes: [TransitRoute]
  }

  /// The one transit gateway `tgw-0`; every VPC has at most one attachment.
  package struct Transit: Sendable {
    var referencing: Bool
    /// Its route tables.
    package var tables: [TransitTable]
    /// What is attached to it.
    package var attachments: [Attachment]
  }

  /// Whether all packets and rules are IPv6: address `a` then stands for 2001:db8::a, which is public.
  var isIPv6 = false
  /// The VPCs; whatever belongs to one names it by its index here, and likewise for the other lists.
  package var vpcs: [VPC] = []
  /// The subnets.
  package var subnets: [Subnet] = []
  /// The route tables of the VPCs.
  package var tables: [RouteTable] = []
  /// The network ACLs.
  package var acls: [NetworkACL] = []
  /// The security groups.
  package var groups: [SecurityGroup] = []
  /// The network interfaces, those of NAT gateways among them.
  package var interfaces: [Interface] = []
  /// The NAT gateways.
  package var nats: [NAT] = []
  /// The peering connections.
  package var peerings: [Peering] = []
  var prefixLists: [[CIDR]] = []
  /// The transit gateway, if there is one.
  package var transit: Transit?

  /// The index of the VPC that an interface is in.
  package func vpc(of interface: Int) -> Int { subnets[interfaces[interface].subnet].vpc }

  /// The interface of a VPC that has an address.
  func owner(of address: UInt32, in vpc: Int) -> Int? {
    interfaces.indices.first { interfaces[$0].address == address && self.vpc(of: $0) == vpc }
  }
}

/// The header of one concrete packet; for ICMP the type stands in `sourcePort` and the code in `destinationPort`.
package struct TinyHeader: Hashable, Sendable {
  /// The address of the sender.
  package var source: UInt32
  /// The address of the receiver.
  package var destination: UInt32
  /// The protocol's number; that of ICMP stands for ICMPv6 in an IPv6 estate.
  package var protocolNumber: UInt8
  /// The sender's port.
  package var sourcePort: UInt16
  /// The receiver's port.
  package var destinationPort: UInt16

  /// The header of a packet.
  package init(
    source: UInt32,
    destination: UInt32,
    protocolNumber: UInt8,
    sourcePort: UInt16,
    destinationPort: UInt16
  ) {
    (self.source, self.destination, self.protocolNumber) = (source, destination, protocolNumber)
    (self.sourcePort, self.destinationPort) = (sourcePort, destinationPort)
  }

  /// Whether its protocol has ports.
  package var hasPorts: Bool { protocolNumber == 6 || protocolNumber == 17 }

  /// What the receiver sends back: addresses and ports swapped, an echo request answered by a reply.
  var answer: TinyHeader {
    var answer = self
    (answer.source, answer.destination) = (destination, source)
    if hasPorts { (answer.sourcePort, answer.destinationPort) = (destinationPort, sourcePort) }
    if protocolNumber == 1, sourcePort == 8 { answer.sourcePort = 0 }
    return answer
  }
}
