/// An element that ends one connection and opens another: a load balancer, a VPC endpoint of a customer's service, a VPC
/// Lattice association, a Route 53 Resolver endpoint.
///
/// A connection comes in at a **door** (the relay's network interfaces in one subnet, or every host of a VPC), is taken by
/// an **entry** (a listener: protocol and port), and leaves by the entry's **exits** (a connection to a target, a hand-over
/// to another relay, a service). Which entry leads to which exit is exact: what comes in at listener 443 leaves by the exits
/// of that listener and no other.
package struct Relay: Sendable {
  /// What kind of element it is.
  package enum Kind: UInt8, Hashable, Sendable {
    case applicationLoadBalancer, networkLoadBalancer, gatewayLoadBalancer, classicLoadBalancer
    /// An interface endpoint of an endpoint service: AWS PrivateLink.
    case interfaceEndpoint
    /// A resource endpoint, to a resource configuration of VPC Lattice.
    case resourceEndpoint
    /// A service network endpoint of VPC Lattice.
    case serviceNetworkEndpoint
    /// The association of a VPC with a service network of VPC Lattice.
    case serviceNetworkAssociation
    /// An outbound Route 53 Resolver endpoint, entered by DNS queries of the hosts of associated VPCs, or an inbound one.
    case resolverEndpoint

    /// Whether it is a load balancer of any generation.
    package var isLoadBalancer: Bool {
      switch self {
      case .applicationLoadBalancer, .networkLoadBalancer, .gatewayLoadBalancer, .classicLoadBalancer: true
      default: false
      }
    }
  }

  /// The name by which the estate knows the element: an ARN or id.
  package var id: Symbol
  /// What kind of element it is.
  package var kind: Kind
  /// The account that owns it.
  package var owner: Symbol
  /// The id of its VPC; empty when it has none.
  package var vpc: Symbol
  /// Where connections come in, and where those that it opens itself leave.
  package var doors: [Door]
  /// What it takes.
  package var entries: [Entry]
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    id: Symbol,
    kind: Kind,
    owner: Symbol,
    vpc: Symbol,
    doors: [Door] = [],
    entries: [Entry] = [],
    provenance: Provenance
  ) {
    (self.id, self.kind, self.owner, self.vpc) = (id, kind, owner, vpc)
    (self.doors, self.entries, self.provenance) = (doors, entries, provenance)
  }

  /// Why a door takes none of some packets.
  ///
  /// An endpoint without entries is not connected; one whose entries are offered elsewhere stands in a zone that the service
  /// does not serve.
  package func refusal(at door: Int) -> ExplanationCode {
    switch kind {
    case .classicLoadBalancer: return .classicListenersMismatch
    case .interfaceEndpoint, .resourceEndpoint, .serviceNetworkEndpoint:
      if entries.isEmpty { return .badState }
      return entries.contains { $0.isOffered(at: door) } ? .listenersMismatch : .endpointZone
    default: return .listenersMismatch
    }
  }

  /// A place where a relay takes connections.
  package struct Door: Sendable {
    /// Which place.
    package enum Place: Sendable {
      /// Interfaces of one subnet that carry the same security groups; without interfaces, nobody knows which address of the
      /// subnet is the relay's, because the snapshot does not have them.
      case interfaces([EstateID<NetworkInterface>], subnet: EstateID<Subnet>)
      /// Every host of a VPC, at link-local addresses: a service network of VPC Lattice that is associated with the VPC. No
      /// route and no network interface is in between.
      case hosts(EstateID<VPC>, destinations: [IPPrefix])
    }
    /// Which place.
    package var place: Place
    /// The zone of the interfaces; empty where there is none.
    package var zone: Symbol
    /// The security groups of the interfaces, or of the association; ``GroupSetID/none`` filters nothing.
    package var groups: GroupSetID
    /// The addresses from which the relay opens connections here.
    package var ranges: [FamilyRange]

    package init(_ place: Place, zone: Symbol = .empty, groups: GroupSetID = .none, ranges: [FamilyRange] = []) {
      (self.place, self.zone, self.groups, self.ranges) = (place, zone, groups, ranges)
    }

    /// The interfaces; empty for a place without.
    package var interfaces: [EstateID<NetworkInterface>] {
      if case .interfaces(let interfaces, _) = place { interfaces } else { [] }
    }

    /// The subnet of the interfaces, or `nil`.
    package var subnet: EstateID<Subnet>? {
      if case .interfaces(_, let subnet) = place { subnet } else { nil }
    }
  }

  /// A range of addresses of an IP version.
  package struct FamilyRange: Hashable, Sendable {
    /// The IP version.
    package var family: AddressFamily
    /// The addresses.
    package var range: AddressRange

    package init(_ family: AddressFamily, _ range: AddressRange) { (self.family, self.range) = (family, range) }
  }

  /// What a relay takes at its doors: a listener.
  package struct Entry: Sendable {
    /// What decides it: a listener's ARN, or the relay itself.
    package var name: Symbol
    /// The protocols; none where packets cannot open it.
    package var protocols: [ProtocolRange]
    /// The ports.
    package var ports: PortRange
    /// The doors that offer it, by index; `nil` for all.
    package var doors: [Int]?
    /// Whether packets are passed on one by one, as a Network Load Balancer does for TCP and UDP; a relay that ends the
    /// transport itself opens its second connection only when there is a conversation on the first.
    package var passesPackets: Bool
    /// Whether the entry may not exist: a fact that decides it is missing.
    package var isUncertain: Bool
    /// The element whose auth policy decides about requests; empty where none does.
    ///
    /// The policy is not evaluated: what is taken may pass.
    package var policy: Symbol
    /// Where what is taken goes.
    package var exits: [Exit]
    /// Where it is declared.
    package var provenance: Provenance

    package init(
      name: Symbol,
      protocols: [ProtocolRange],
      ports: PortRange,
      doors: [Int]? = nil,
      passesPackets: Bool = false,
      isUncertain: Bool = false,
      policy: Symbol = .empty,
      exits: [Exit] = [],
      provenance: Provenance
    ) {
      (self.name, self.protocols, self.ports, self.doors) = (name, protocols, ports, doors)
      (self.passesPackets, self.isUncertain, self.policy) = (passesPackets, isUncertain, policy)
      (self.exits, self.provenance) = (exits, provenance)
    }

    /// Whether a door offers the entry.
    package func isOffered(at door: Int) -> Bool { doors?.contains(door) ?? true }
  }

  /// Where a relay passes on what an entry took.
  package struct Exit: Sendable {
    /// What is at the other end.
    package enum End: Sendable {
      /// Addresses of a target, which packets get to as any others.
      case address(AddressFamily, AddressRange)
      /// Another relay, without packets on the estate's networks in between: an endpoint's load balancer. Every entry of it
      /// that takes the same protocol and port gets what this entry took, at the doors given by index (`nil` for all).
      /// The `admission` is the security groups that must admit it, by the address that the client had at this relay;
      /// ``GroupSetID/none`` where none are applied. The other relay's exits then have its own address as their source.
      case handOver(relay: Symbol, admission: GroupSetID, doors: [Int]?)
      /// A service, which is no network interface: a Lambda function, an API of AWS.
      case service(Symbol)
      /// A fact is missing: whatever the relay can reach may be behind it.
      case missing(ExplanationCode, Symbol)
    }
    /// Who opens the connection.
    package enum Source: Sendable {
      /// The door at which the first connection came in, with an address of its own.
      case door
      /// The same door, with the client's address: the target sees who sent to the relay.
      case client
      /// Somebody else, wherever the first connection came in: a resource gateway.
      case doors([Door])
      /// Nobody knows: what is missing may stand in any VPC, whatever routes there are.
      case anywhere
    }
    /// What is at the other end.
    package var end: End
    /// Who opens the connection.
    package var source: Source
    /// The protocols.
    package var protocols: [ProtocolRange]
    /// The ports at the other end.
    package var ports: PortRange
    /// The zone whose doors use it; `nil` for all: without cross-zone load balancing, a target of one zone has one.
    package var zone: Symbol?
    /// Whether a network ACL is asked even where both ends are in one subnet, as for a Classic Load Balancer.
    package var asksACLWithinSubnet: Bool
    /// Whether it may not exist: a fact that decides it is missing.
    package var isUncertain: Bool
    /// What leads there: a target group's ARN; empty when nothing does but the entry.
    package var group: Symbol
    /// Where the target is declared.
    package var provenance: Provenance

    package init(
      _ end: End,
      from source: Source = .door,
      protocols: [ProtocolRange] = [.all],
      ports: PortRange = .all,
      zone: Symbol? = nil,
      asksACLWithinSubnet: Bool = false,
      isUncertain: Bool = false,
      group: Symbol = .empty,
      provenance: Provenance
    ) {
      (self.end, self.source, self.protocols, self.ports, self.zone) = (end, source, protocols, ports, zone)
      (self.asksACLWithinSubnet, self.isUncertain) = (asksACLWithinSubnet, isUncertain)
      (self.group, self.provenance) = (group, provenance)
    }
  }
}
