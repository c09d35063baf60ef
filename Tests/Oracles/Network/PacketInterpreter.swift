/// Walks one concrete packet through a ``TinyEstate``, element by element, in the order in which AWS judges it.
///
/// It is slow and plain on purpose, and shares no code with the engine: where the two disagree, one of them is wrong.
package struct PacketInterpreter {
  /// Where packets start and end.
  package enum Place: Hashable {
    /// A network interface, by its index.
    case interface(Int)
    /// Any host on the internet.
    case internet
    /// The network behind the VPN connection of a VPC.
    case onPremises(vpc: Int)
  }

  /// How a walk ends.
  package enum Outcome: Equatable {
    /// The packet is at a place, with the header that it has there.
    case arrived(Place, TinyHeader)
    /// Something stopped it.
    case dropped(String)
  }

  /// A connection that a NAT gateway keeps.
  struct Mapping {
    let nat: Int
    let before: TinyHeader
    let after: TinyHeader
  }

  /// How much of the sender's identity is left for rules that name security groups.
  private enum Identity: Equatable {
    case kept
    case overPeering(Int)
    case overTransit(from: Int, to: Int)
    case lost
  }

  let estate: TinyEstate
  /// The source port that a NAT gateway picks.
  let natPort: UInt16
  /// Whether what happens is written down; texts are not even made otherwise.
  let keepsLog: Bool

  /// Interfaces whose groups have seen the conversation; they let its answers pass.
  private(set) var tracked: Set<Int> = []
  /// Those of them that had seen it before this packet was sent.
  private var established: Set<Int> = []
  private(set) var mappings: [Mapping] = []
  /// Whether the packet passed an appliance, of which nobody knows whether it forwards.
  private(set) var passedAppliance = false
  /// What happened, a line an element.
  private(set) var log: [String] = []

  private var origin: Int?
  private var identity: Identity = .kept
  private var pendingEgress: [(interface: Int, header: TinyHeader)] = []
  private var steps = 0
  /// VPCs whose egress-only gateway the request left by.
  private var leftByEgressOnly: Set<Int> = []
  /// Whether this walk is that of an answer: a NAT gateway starts no connection for one.
  private var isAnswer = false

  /// A walk in an estate, of which nothing has been sent yet.
  package init(_ estate: TinyEstate, natPort: UInt16, keepsLog: Bool = true) {
    (self.estate, self.natPort, self.keepsLog) = (estate, natPort, keepsLog)
  }

  private func drop(_ reason: @autoclosure () -> String) -> Outcome { .dropped(keepsLog ? reason() : "") }

  /// Whether a packet arrives, and where.
  package mutating func send(_ header: TinyHeader, from place: Place) -> Outcome {
    passedAppliance = false
    steps = 0
    identity = .kept
    pendingEgress = []
    established = tracked
    switch place {
    case .interface(let interface):
      origin = interface
      return send(header, from: interface)
    case .internet:
      (origin, identity) = (nil, .lost)
      return fromInternet(header)
    case .onPremises(let vpc):
      (origin, identity) = (nil, .lost)
      return fromOnPremises(header, vpc)
    }
  }

  /// Whether the answer to a packet that arrived comes back to the place where that packet started.
  mutating func answer(to sent: TinyHeader, from place: Place, arrived: TinyHeader, at end: Place) -> Outcome {
    // Of the ICMP messages that are sent here only the echo request asks for an answer.
    guard arrived.protocolNumber != 1 || arrived.sourcePort == 8 else { return drop("there is no answer") }
    isAnswer = true
    defer { isAnswer = false }
    let outcome = send(arrived.answer, from: end)
    guard case .arrived(let back, let header) = outcome else { return outcome }
    guard back == place, header == sent.answer else { return drop("the answer is not the one expected") }
    return outcome
  }

  // MARK: Sending

  private mutating func send(_ header: TinyHeader, from interface: Int) -> Outcome {
    steps += 1
    guard steps < 32 else { return drop("loop") }
    let row = estate.interfaces[interface]
    if keepsLog { log.append("\(row.id) sends") }
    if row.sourceDestCheck, header.source != row.address { return drop("source check at \(row.id)") }
    if row.nat == nil, !established.contains(interface) { pendingEgress.append((interface, header)) }
    let subnet = estate.subnets[row.subnet]
    if subnet.cidr.contains(header.destination) {
      guard let owner = estate.owner(of: header.destination, in: subnet.vpc) else { return drop("no interface") }
      return arrive(header, at: owner)
    }
    guard allows(estate.acls[subnet.acl].egress, header, peer: header.destination) else {
      return drop("egress of \(estate.acls[subnet.acl].id)")
    }
    return follow(subnet.table, header, inSubnet: row.subnet, enteredByTransit: false)
  }

  /// Looks the destination up in a table and hands the packet to the target.
  ///
  /// `subnet` is where the packet is, `nil` at the edge of the VPC; `enteredByTransit` says whether it came into that subnet
  /// from the transit gateway.
  private mutating func follow(
    _ table: Int,
    _ header: TinyHeader,
    inSubnet subnet: Int?,
    enteredByTransit: Bool
  ) -> Outcome {
    let vpc = estate.tables[table].vpc
    guard let route = lookup(table, header.destination) else {
      return drop("no route in \(estate.tables[table].id)")
    }
    guard !route.isBlackhole else { return drop("blackhole in \(estate.tables[table].id)") }
    if keepsLog { log.append("\(estate.tables[table].id): \(route.target)") }
    // Packets that come from the transit gateway leave its subnet, unless their receiver is in it.
    func leaves(to other: Int?) -> Bool {
      guard enteredByTransit, let subnet, other != subnet else { return true }
      return allows(estate.acls[estate.subnets[subnet].acl].egress, header, peer: header.destination)
    }
    switch route.target {
    case .local:
      guard let owner = estate.owner(of: header.destination, in: vpc) else { return drop("no interface") }
      let home = estate.interfaces[owner].subnet
      guard leaves(to: home) else { return drop("egress of the attachment's subnet") }
      if enteredByTransit, home == subnet { return arrive(header, at: owner) }
      return enter(header, at: owner)
    case .interface(let appliance):
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      return enter(header, at: appliance)
    case .nat(let nat):
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      return translate(header, at: nat)
    case .internetGateway:
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      return throughInternetGateway(header, vpc)
    case .egressOnlyGateway:
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      // A datagram of UDP that comes from inside starts a conversation, whatever it answers.
      guard !isAnswer || header.protocolNumber == 17 else {
        return drop("an answer is no new connection for the egress-only gateway")
      }
      if !isAnswer { leftByEgressOnly.insert(vpc) }
      return onTheInternet(header)
    case .peering(let peering):
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      return throughPeering(header, peering, from: vpc)
    case .virtualGateway:
      guard leaves(to: nil) else { return drop("egress of the attachment's subnet") }
      guard let known = estate.vpcs[vpc].virtualGateway, known.contains(where: { $0.contains(header.destination) })
      else { return drop("unknown to the virtual private gateway") }
      return finish(.onPremises(vpc: vpc), header)
    case .transit:
      guard leaves(to: nil), let subnet else { return drop("egress of the attachment's subnet") }
      return throughTransit(header, from: vpc, subnet)
    }
  }

  // MARK: Arriving

  /// Crosses the border of the receiver's subnet.
  private mutating func enter(_ header: TinyHeader, at interface: Int) -> Outcome {
    let acl = estate.acls[estate.subnets[estate.interfaces[interface].subnet].acl]
    guard allows(acl.ingress, header, peer: header.source) else { return drop("ingress of \(acl.id)") }
    return arrive(header, at: interface)
  }

  private mutating func arrive(_ header: TinyHeader, at interface: Int) -> Outcome {
    let row = estate.interfaces[interface]
    if keepsLog { log.append("at \(row.id)") }
    if let nat = row.nat {
      guard isAnswer, header.destination == row.address,
        let mapping = mappings.first(where: { $0.nat == nat && $0.after.answer == header })
      else { return drop("no mapping at \(estate.nats[nat].id)") }
      return send(mapping.before.answer, from: interface)
    }
    if header.destination != row.address {
      guard !row.sourceDestCheck else { return drop("destination check at \(row.id)") }
      guard admits(header, at: interface) else { return drop("ingress of the groups of \(row.id)") }
      (passedAppliance, identity) = (true, .lost)
      return send(header, from: interface)
    }
    guard admits(header, at: interface) else { return drop("ingress of the groups of \(row.id)") }
    return finish(.interface(interface), header)
  }

  /// Judges what the groups of the senders say, now that it is known to whom the packet goes and on which way.
  private mutating func finish(_ place: Place, _ header: TinyHeader) -> Outcome {
    for (sender, sent) in pendingEgress {
      let isOrigin = sender == origin
      let allowed = estate.interfaces[sender].groups.contains { group in
        estate.groups[group].egress.contains { rule in
          guard matches(rule.traffic, sent) else { return false }
          switch rule.peer {
          case .cidr(let cidr): return cidr.contains(sent.destination)
          case .prefixList(let list): return estate.prefixLists[list].contains { $0.contains(sent.destination) }
          case .group(let named):
            guard isOrigin, case .interface(let receiver) = place, estate.interfaces[receiver].groups.contains(named)
            else { return false }
            switch identity {
            case .kept, .overPeering: return true
            case .overTransit, .lost: return false
            }
          }
        }
      }
      guard allowed else { return drop("egress of the groups of \(estate.interfaces[sender].id)") }
    }
    for (sender, _) in pendingEgress { tracked.insert(sender) }
    return .arrived(place, header)
  }

  private mutating func admits(_ header: TinyHeader, at interface: Int) -> Bool {
    if established.contains(interface) { return true }
    let admitted = estate.interfaces[interface].groups.contains { group in
      estate.groups[group].ingress.contains { rule in
        guard matches(rule.traffic, header) else { return false }
        switch rule.peer {
        case .cidr(let cidr): return cidr.contains(header.source)
        case .prefixList(let list): return estate.prefixLists[list].contains { $0.contains(header.source) }
        case .group(let named):
          guard let origin, estate.interfaces[origin].groups.contains(named) else { return false }
          switch identity {
          case .kept, .overPeering: return true
          case .overTransit(let from, let to):
            guard let transit = estate.transit else { return false }
            return transit.referencing && transit.attachments[from].referencing && transit.attachments[to].referencing
          case .lost: return false
          }
        }
      }
    }
    if admitted { tracked.insert(interface) }
    return admitted
  }

  // MARK: Filters

  private func allows(_ rules: [TinyEstate.ACLRule], _ header: TinyHeader, peer: UInt32) -> Bool {
    var first: TinyEstate.ACLRule?
    for rule in rules where rule.cidr.contains(peer) && matches(rule.traffic, header) {
      if let first, first.number < rule.number { continue }
      first = rule
    }
    return first?.allows ?? false
  }

  private func matches(_ traffic: TinyEstate.Traffic, _ header: TinyHeader) -> Bool {
    guard let number = traffic.protocolNumber else { return true }
    guard number == header.protocolNumber else { return false }
    if let ports = traffic.ports, header.hasPorts { return ports.contains(header.destinationPort) }
    if let icmp = traffic.icmp, number == 1 {
      return (icmp.type == -1 || icmp.type == Int(header.sourcePort))
        && (icmp.code == -1 || icmp.code == Int(header.destinationPort))
    }
    return true
  }

  // MARK: Route tables

  /// The route in force: the longest prefix, then static, then by prefix list, then propagated; a propagated route never
  /// beats the local one.
  private func lookup(_ table: Int, _ address: UInt32) -> TinyEstate.Route? {
    var best: (route: TinyEstate.Route, length: Int, rank: Int)?
    let isLocal = estate.vpcs[estate.tables[table].vpc].cidr.contains(address)
    for route in estate.tables[table].routes {
      if route.isPropagated && isLocal { continue }
      let cidrs: [TinyEstate.CIDR]
      let rank: Int
      switch route.destination {
      case .cidr(let cidr): (cidrs, rank) = ([cidr], route.isPropagated ? 2 : 0)
      case .prefixList(let list): (cidrs, rank) = (estate.prefixLists[list], 1)
      }
      for cidr in cidrs where cidr.contains(address) {
        if let best, (best.length, -best.rank) >= (cidr.length, -rank) { continue }
        best = (route, cidr.length, rank)
      }
    }
    return best?.route
  }

  // MARK: Gateways

  private mutating func translate(_ header: TinyHeader, at nat: Int) -> Outcome {
    let interface = estate.nats[nat].interface
    let acl = estate.acls[estate.subnets[estate.interfaces[interface].subnet].acl]
    if keepsLog { log.append("at \(estate.nats[nat].id)") }
    guard allows(acl.ingress, header, peer: header.source) else { return drop("ingress of \(acl.id)") }
    guard !isAnswer else { return drop("an answer is no new connection for \(estate.nats[nat].id)") }
    guard [1, 6, 17].contains(header.protocolNumber) else { return drop("protocol at \(estate.nats[nat].id)") }
    var after = header
    after.source = estate.interfaces[interface].address
    if header.hasPorts { after.sourcePort = natPort }
    mappings.append(Mapping(nat: nat, before: header, after: after))
    identity = .lost
    return send(after, from: interface)
  }

  private mutating func throughInternetGateway(_ header: TinyHeader, _ vpc: Int) -> Outcome {
    guard estate.vpcs[vpc].hasInternetGateway, estate.vpcs[vpc].internetGatewayWorks else {
      return drop("no working internet gateway")
    }
    // IPv6 is not translated.
    if estate.isIPv6 { return onTheInternet(header) }
    guard Self.isPublic(header.destination) else { return drop("private destination at the internet gateway") }
    guard let owner = estate.owner(of: header.source, in: vpc), let own = estate.interfaces[owner].publicAddress else {
      return drop("no public address")
    }
    var header = header
    header.source = own
    identity = .lost
    if estate.interfaces.contains(where: { $0.publicAddress == header.destination }) { return fromInternet(header) }
    return finish(.internet, header)
  }

  /// An IPv6 packet is on the internet: it goes into the VPC that has its destination.
  private mutating func onTheInternet(_ header: TinyHeader) -> Outcome {
    identity = .lost
    guard estate.vpcs.contains(where: { $0.cidr.contains(header.destination) }) else {
      return finish(.internet, header)
    }
    return fromInternet(header)
  }

  private mutating func fromInternet(_ header: TinyHeader) -> Outcome {
    steps += 1
    guard steps < 32 else { return drop("loop") }
    if estate.isIPv6 {
      guard let vpc = estate.vpcs.firstIndex(where: { $0.cidr.contains(header.destination) }) else {
        return drop("nobody has that address")
      }
      // Through an egress-only gateway come only answers to what left through it.
      let isBack = isAnswer && leftByEgressOnly.contains(vpc)
      guard isBack || estate.vpcs[vpc].hasInternetGateway && estate.vpcs[vpc].internetGatewayWorks else {
        return drop("no working internet gateway")
      }
      guard let owner = estate.owner(of: header.destination, in: vpc) else { return drop("no interface") }
      return enter(header, at: owner)
    }
    guard Self.isPublic(header.source) else { return drop("private source at the internet gateway") }
    guard
      let owner = estate.interfaces.indices.first(where: { estate.interfaces[$0].publicAddress == header.destination })
    else { return drop("nobody has that public address") }
    let vpc = estate.vpc(of: owner)
    guard estate.vpcs[vpc].hasInternetGateway, estate.vpcs[vpc].internetGatewayWorks else {
      return drop("no working internet gateway")
    }
    var header = header
    header.destination = estate.interfaces[owner].address
    if let edge = estate.vpcs[vpc].internetEdge {
      guard let route = lookup(edge, header.destination) else { return drop("no route at the edge") }
      if case .interface(let appliance) = route.target, estate.interfaces[appliance].publicAddress == nil {
        return drop("an appliance at the edge without public address")
      }
      return follow(edge, header, inSubnet: nil, enteredByTransit: false)
    }
    return enter(header, at: owner)
  }

  private mutating func fromOnPremises(_ header: TinyHeader, _ vpc: Int) -> Outcome {
    guard estate.vpcs[vpc].cidr.contains(header.destination) else { return drop("not in the VPC") }
    if let edge = estate.vpcs[vpc].virtualEdge {
      return follow(edge, header, inSubnet: nil, enteredByTransit: false)
    }
    guard let owner = estate.owner(of: header.destination, in: vpc) else { return drop("no interface") }
    return enter(header, at: owner)
  }

  private mutating func throughPeering(_ header: TinyHeader, _ peering: Int, from vpc: Int) -> Outcome {
    let row = estate.peerings[peering]
    guard row.isActive else { return drop("\(row.id) is not active") }
    let other = row.left == vpc ? row.right : row.left
    guard estate.vpcs[other].cidr.contains(header.destination) else { return drop("\(row.id) carries no transit") }
    identity = identity == .kept ? .overPeering(peering) : .lost
    guard let owner = estate.owner(of: header.destination, in: other) else { return drop("no interface") }
    return enter(header, at: owner)
  }

  private mutating func throughTransit(_ header: TinyHeader, from vpc: Int, _ subnet: Int) -> Outcome {
    steps += 1
    guard steps < 32 else { return drop("loop") }
    guard let transit = estate.transit, let from = transit.attachments.firstIndex(where: { $0.vpc == vpc }) else {
      return drop("not attached")
    }
    let attachment = transit.attachments[from]
    guard attachment.isAvailable else { return drop("\(attachment.id) is not available") }
    let zone = estate.subnets[subnet].zone
    guard let door = attachment.subnets.first(where: { estate.subnets[$0].zone == zone }) else {
      return drop("\(attachment.id) is not in the zone")
    }
    // The rules of the subnet where the sender is were judged before; those of the attachment's subnet judge the source.
    let acl = estate.acls[estate.subnets[door].acl]
    guard allows(acl.ingress, header, peer: header.source) else { return drop("ingress of \(acl.id)") }
    guard let table = attachment.table else { return drop("\(attachment.id) has no route table") }

    var best: (attachment: Int?, length: Int)?
    for route in transit.tables[table].staticRoutes where route.cidr.contains(header.destination) {
      if let best, best.length >= route.cidr.length { continue }
      best = (route.attachment, route.cidr.length)
    }
    for (index, other) in transit.attachments.enumerated() where other.isAvailable && other.propagatesTo.contains(table)
    {
      let cidr = estate.vpcs[other.vpc].cidr
      guard cidr.contains(header.destination) else { continue }
      if let best, best.length >= cidr.length { continue }
      best = (index, cidr.length)
    }
    guard let best else { return drop("no route in \(transit.tables[table].id)") }
    guard let to = best.attachment else { return drop("blackhole in \(transit.tables[table].id)") }
    let exit = transit.attachments[to]
    guard exit.isAvailable else { return drop("\(exit.id) is not available") }
    if keepsLog { log.append("tgw-0: \(exit.id)") }
    identity = identity == .kept ? .overTransit(from: from, to: to) : .lost
    guard let arrival = exit.subnets.first(where: { estate.subnets[$0].zone == zone }) ?? exit.subnets.first else {
      return drop("\(exit.id) has no subnet")
    }
    return follow(estate.subnets[arrival].table, header, inSubnet: arrival, enteredByTransit: true)
  }

  /// Whether an IPv4 address is not reserved for private use.
  private static func isPublic(_ address: UInt32) -> Bool {
    let refused: [TinyEstate.CIDR] = [
      TinyEstate.CIDR(address: 0x0A00_0000, length: 8), TinyEstate.CIDR(address: 0xAC10_0000, length: 12),
      TinyEstate.CIDR(address: 0xC0A8_0000, length: 16), TinyEstate.CIDR(address: 0x6440_0000, length: 10),
    ]
    return !refused.contains { $0.contains(address) }
  }
}
