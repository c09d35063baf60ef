/// A box of headers on its way: as it is now, and as its sender wrote it.
///
/// A filter on the way narrows both, as far as the two still agree; a translation cuts the tie of the field it rewrites.
package struct TrackedBox: Hashable, Sendable {
  /// The headers as they are at this point.
  package var now: HeaderBox
  /// The headers as the sender wrote them.
  package var sent: HeaderBox
  /// Whether the source address is still the sender's.
  package var sourceIsTied = true
  /// Whether the source port is still the sender's.
  package var sourcePortIsTied = true
  /// Whether the destination address is still the one that the sender wrote.
  package var destinationIsTied = true
  /// Whether the destination port is still the one that the sender wrote.
  package var destinationPortIsTied = true

  /// Creates a box at its sender.
  package init(sent: HeaderBox) { (now, self.sent) = (sent, sent) }

  /// The part that lies in a box, or `nil`.
  package func narrowed(to box: HeaderBox) -> TrackedBox? {
    guard let common = now.intersection(box) else { return nil }
    if common == now { return self }
    var result = self
    result.now = common
    result.tie()
    return result
  }

  /// The part whose destination lies in a range, or `nil`.
  package func narrowed(destination range: AddressRange) -> TrackedBox? {
    guard let common = now.destination.intersection(range) else { return nil }
    var result = self
    result.now.destination = common
    if result.destinationIsTied { result.tieDestination() }
    return result
  }

  /// Carries the present destination over to the sent one, through the translation of NAT64 where there was one.
  private mutating func tieDestination() {
    sent.destination = sent.family == now.family ? now.destination : NAT64.embedded(now.destination)
  }

  /// The part whose source lies in a range, or `nil`.
  package func narrowed(source range: AddressRange) -> TrackedBox? {
    guard let common = now.source.intersection(range) else { return nil }
    var result = self
    result.now.source = common
    if sourceIsTied { result.sent.source = common }
    return result
  }

  /// Carries what the present header tells over to the sent one.
  private mutating func tie() {
    sent.protocols = sent.family == now.family ? now.protocols : NAT64.protocols(now.protocols, sent.family)
    if destinationPortIsTied { sent.destinationPorts = now.destinationPorts }
    if sourcePortIsTied { sent.sourcePorts = now.sourcePorts }
    if sourceIsTied { sent.source = now.source }
    if destinationIsTied { tieDestination() }
  }

  /// Rewrites the source address to one address.
  package mutating func translateSource(to address: UInt128) {
    now.source = AddressRange(address)
    sourceIsTied = false
  }

  /// Rewrites the destination address.
  package mutating func translateDestination(to range: AddressRange) {
    now.destination = range
    destinationIsTied = false
  }
}

/// How sure it is that packets pass.
package enum Certainty: UInt8, Hashable, Sendable, Comparable {
  /// Every element on the way was evaluated exactly.
  case exact
  /// Some element on the way is not evaluated, such as an appliance.
  case may
  /// A fact that decides is missing.
  case unknown

  package static func < (lhs: Certainty, rhs: Certainty) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// How far the sender's security groups are known along the way.
///
/// Source: VPC User Guide, "Referencing security groups"; VPC Peering Guide, "Reference peer security groups"; Transit
/// Gateways guide, "Security group referencing".
package enum IdentityScope: UInt8, Hashable, Sendable {
  /// Within one VPC: references work in both directions.
  case local
  /// Over a peering connection in one Region: references work in both directions.
  case peering
  /// Over one transit gateway with referencing on: references work in ingress rules.
  case transitGateway
  /// Over one transit gateway of which it is not known whether referencing is on.
  case transitGatewayUntold
  /// Over one transit gateway without referencing on.
  case transitGatewayOff
  /// Past a translation, a middlebox, an inter-Region connection or several transit gateways.
  case lost
}

/// A NAT gateway's translation of a conversation.
package struct NATMapping: Hashable, Sendable {
  /// The NAT gateway.
  package var gateway: EstateID<NATGateway>
  /// Its private address that the translated packets carry.
  package var address: UInt128
  /// The source addresses before the translation.
  package var originalSource: AddressRange
  /// The source ports before the translation.
  package var originalSourcePorts: PortRange
  /// The IP version before the translation: IPv6 where it was NAT64.
  package var originalFamily = AddressFamily.ipv4
}

/// A forwarder that packets passed.
package struct Visit: Hashable, Sendable {
  /// What it is.
  package enum Kind: UInt8, Hashable, Sendable {
    /// An egress-only internet gateway, which lets answers in to what it let out.
    case egressOnlyGateway
    case natGateway, transitGatewayTable, directConnectGateway, appliance, natAnswer, endpoint, firewall
  }
  /// What it is.
  package var kind: Kind
  /// How often the packets had been given another destination before.
  package var generation: UInt16
  /// Its index among its kind.
  package var index: UInt32
  /// The zone that the packets were in: transit gateways go by it.
  package var zone: Symbol
}

/// A set of packets with the same way behind them.
package struct Flow: Sendable {
  /// The headers.
  package var boxes: [TrackedBox]
  /// The IP version.
  package var family: AddressFamily
  /// The security groups of the sender.
  package var groups: GroupSetID
  /// How far ``groups`` counts here.
  package var scope: IdentityScope
  /// The group that the receiver must carry, because an egress rule names it; empty when rules by address let the packets out.
  package var requiredPeerGroup: Symbol = .empty
  /// How sure it is that the packets got here.
  package var certainty: Certainty
  /// The zone of the last VPC that the packets were in.
  package var zone: Symbol
  /// The last step in the walker's trail.
  package var trail: Int32
  /// The number of steps.
  package var depth: Int16 = 0
  /// The number of transit gateways passed.
  package var transitGateways: Int8 = 0
  /// The translations by NAT gateways, first to last.
  package var mappings: [NATMapping] = []
  /// The firewalls whose stateful engine saw the packets.
  package var firewalls: [FirewallPassage] = []
  /// The subnets that transit gateways in appliance mode chose.
  package var pins: [AppliancePin] = []
  /// The forwarders passed, against loops.
  package var visited: [Visit] = []
  /// The number of ways, this one among them, that were equally good so far.
  package var ways: Int32 = 1
  /// How often an internet gateway gave the packets another destination: with a new header, a forwarder may be passed again.
  package var generation: UInt16 = 0

  /// The flow with the boxes that a function makes of each box, or `nil` when none is left.
  package func mapping(_ transform: (TrackedBox) -> [TrackedBox]) -> Flow? {
    var result = self
    result.boxes = boxes.flatMap(transform)
    return result.boxes.isEmpty ? nil : result
  }

  /// The part whose destinations lie in a range, or `nil`.
  package func narrowed(destination range: AddressRange) -> Flow? {
    mapping { box in box.narrowed(destination: range).map { [$0] } ?? [] }
  }

  /// The smallest range that holds all destinations.
  package var destinationHull: AddressRange {
    var hull = boxes[0].now.destination
    for box in boxes.dropFirst() {
      hull.lower = min(hull.lower, box.now.destination.lower)
      hull.upper = max(hull.upper, box.now.destination.upper)
    }
    return hull
  }
}
