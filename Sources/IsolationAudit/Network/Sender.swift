/// Who sends packets.
package enum Sender: Sendable {
  /// Interfaces of one subnet that carry the same security groups.
  case interfaces(subnet: EstateID<Subnet>, groups: GroupSetID, ranges: [AddressRange])
  /// A relay that opens a connection from one of its doors.
  case relay(Opening)
  /// VPC Lattice, which opens connections to targets in a VPC from its own addresses.
  case lattice(EstateID<VPC>, ranges: [AddressRange])
  /// A host on the internet, outside the estate.
  case internet(AddressRange?)
  /// A host behind a VPN connection or a virtual interface.
  case onPremises(OnPremisesLink, AddressRange?)
  /// A client of a Client VPN endpoint, member of one group, of none, or of any that a rule names.
  case clientVPN(EstateID<ClientVPNEndpoint>, ClientGroup)

  /// How a relay opens connections.
  package struct Opening: Hashable, Sendable {
    /// The subnet of its interfaces.
    package var subnet: EstateID<Subnet>
    /// The security groups of its interfaces.
    package var groups: GroupSetID
    /// The source addresses.
    package var ranges: [AddressRange]
    /// Whether they are its clients' addresses: answers then come back through the relay, whatever the routes to the clients.
    package var keepsClients: Bool
    /// Whether network ACLs are asked even where the target is in the same subnet.
    package var asksACLWithinSubnet: Bool
  }

  /// The groups of a Client VPN user.
  package enum ClientGroup: Hashable, Sendable {
    /// In no group.
    case none
    /// In one group.
    case member(Symbol)
    /// In every group that an authorization rule names: what any user can reach.
    case any
  }
}

extension Walker {
  /// Sends packets: everything of a box, in the family of the box, that a sender can send.
  ///
  /// The source of the box limits the sender's addresses; the destination and ports are what is asked about.
  package mutating func send(_ box: HeaderBox, from sender: Sender) {
    switch sender {
    case .interfaces(let subnet, let groups, let ranges):
      let sources = ranges.compactMap { box.source.intersection($0) }
      sendFromInterfaces(subnet, groups, sources, box)
    case .relay(let opening):
      asksACLWithinSubnet = opening.asksACLWithinSubnet
      let sources = opening.ranges.compactMap { box.source.intersection($0) }
      sendFromInterfaces(opening.subnet, opening.groups, sources, box)
    case .lattice(let vpc, let ranges):
      sendFromLattice(vpc, ranges.compactMap { box.source.intersection($0) }, box)
    case .internet(let source):
      for range in source.map({ [$0] }) ?? Self.publicRanges(box.family) {
        guard let common = box.source.intersection(range) else { continue }
        var sent = box
        sent.source = common
        reachInternet(starting([TrackedBox(sent: sent)], box.family, .none, .lost, .empty, .empty))
      }
    case .onPremises(let link, let source):
      var sent = box
      if let source {
        guard let common = box.source.intersection(source) else { return }
        sent.source = common
      }
      let flow = starting(
        [TrackedBox(sent: sent)],
        box.family,
        .none,
        .lost,
        .empty,
        link.resource(in: estate)
      )
      enterFromOnPremises(link, flow)
    case .clientVPN(let endpoint, let group):
      sendFromClients(endpoint, group, box)
    }
  }

  /// Sends packets to a service at link-local addresses: security groups and the network ACL are asked, no route is.
  package mutating func sendToLink(_ box: HeaderBox, from sender: Sender, _ service: Symbol) {
    link = service
    send(box, from: sender)
    link = nil
  }

  /// A flow at its sender.
  mutating func starting(
    _ boxes: [TrackedBox],
    _ family: AddressFamily,
    _ groups: GroupSetID,
    _ scope: IdentityScope,
    _ zone: Symbol,
    _ resource: Symbol,
    rule: Provenance? = nil,
    certainty: Certainty = .exact
  ) -> Flow {
    trail.append(TrailStep(parent: -1, action: .start, resource: resource, rule: rule))
    return Flow(
      boxes: boxes,
      family: family,
      groups: groups,
      scope: scope,
      certainty: certainty,
      zone: zone,
      trail: Int32(trail.count - 1)
    )
  }

  private mutating func sendFromInterfaces(
    _ subnet: EstateID<Subnet>,
    _ groups: GroupSetID,
    _ sources: [AddressRange],
    _ box: HeaderBox
  ) {
    let record = estate.subnets[subnet]
    var boxes: [TrackedBox] = sources.map { source in
      var sent = box
      sent.source = source
      return TrackedBox(sent: sent)
    }
    guard !boxes.isEmpty else {
      return drop(starting([], box.family, groups, .local, record.zone, record.id), .sourceDestinationCheck, record.id)
    }
    if link == nil { boxes = sendToServices(boxes, groups, subnet, box.family) }
    guard !boxes.isEmpty else { return }
    let all = starting(boxes, box.family, groups, .local, record.zone, record.id)
    guard groups != .none else { return leave(subnet, all) }
    let filter = model.securityGroups[Int(groups.index)]
    guard filter.missingGroups.isEmpty else {
      return leave(subnet, missing(all, .resourceUnknown, filter.missingGroups[0]))
    }
    var sentAny = false
    for (peer, uncertain) in Self.egressKinds(filter, box.family) {
      var flow = all
      var narrowed: [TrackedBox] = []
      var rule: Provenance?
      for candidate in filter.egress
      where candidate.box.family == box.family && candidate.peerGroup == peer && candidate.isUncertain == uncertain {
        for part in boxes.compactMap({ $0.narrowed(to: candidate.box) }) where !narrowed.contains(part) {
          narrowed.append(part)
          if rule == nil { rule = candidate.provenance }
        }
      }
      guard !narrowed.isEmpty else { continue }
      sentAny = true
      flow.boxes = narrowed
      flow.requiredPeerGroup = peer
      flow = step(flow, .egressRule, estate.groups(groups)[0], rule)
      if uncertain { flow = missing(flow, .resourceUnknown, estate.groups(groups)[0], rule) }
      leave(subnet, flow)
    }
    if !sentAny {
      let hasRules = filter.egress.contains { $0.box.family == box.family }
      let code: ExplanationCode = hasRules ? .groupRulesMismatch : .groupHasNoRules
      drop(all, code, estate.groups(groups)[0], by: .securityGroups(groups, isEgress: true))
    }
  }

  /// The kinds of egress rules of a filter: by address, by each group that some rule names, by unknown prefix lists.
  private static func egressKinds(_ filter: SecurityGroupFilter, _ family: AddressFamily) -> [(Symbol, Bool)] {
    var kinds: [(Symbol, Bool)] = []
    for rule in filter.egress where rule.box.family == family {
      if !kinds.contains(where: { $0 == rule.peerGroup && $1 == rule.isUncertain }) {
        kinds.append((rule.peerGroup, rule.isUncertain))
      }
    }
    return kinds.sorted { ($0.1 ? 1 : 0, $0.0) < ($1.1 ? 1 : 0, $1.0) }
  }

  /// Sends what goes to the resolver, the time service and the instance metadata service, which no rule stops.
  ///
  /// - Returns: the rest.
  private mutating func sendToServices(
    _ boxes: [TrackedBox],
    _ groups: GroupSetID,
    _ subnet: EstateID<Subnet>,
    _ family: AddressFamily
  ) -> [TrackedBox] {
    let record = estate.subnets[subnet]
    var ranges: [AddressRange] = []
    if family == .ipv4 {
      ranges = [AddressRange(0xA9FE_A800, 0xA9FE_ABFF)]
      if let vpc = estate.vpc(record.vpc) {
        ranges += estate.vpcs[vpc].prefixes.filter { $0.family == .ipv4 }.map { AddressRange($0.range.lower + 2) }
      }
    } else if let prefix = try? IPPrefix("fd00:ec2::/32") {
      ranges = [prefix.range]
    }
    var rest = starting(boxes, family, groups, .local, record.zone, record.id)
    for range in ranges {
      guard let service = rest.narrowed(destination: range) else { continue }
      arrive(.service(record.vpc), step(service, .serviceEndpoint, record.vpc))
      guard let others = rest.removing(destination: range) else { return [] }
      rest = others
    }
    return rest.boxes
  }

  /// Everything but private, shared, link-local, loopback and multicast addresses.
  static func publicRanges(_ family: AddressFamily) -> [AddressRange] {
    guard family == .ipv4 else { return [AddressRange(UInt128(0x2000) << 112, (UInt128(0x4000) << 112) - 1)] }
    return [
      AddressRange(0x0100_0000, 0x09FF_FFFF), AddressRange(0x0B00_0000, 0x643F_FFFF),
      AddressRange(0x6480_0000, 0x7EFF_FFFF), AddressRange(0x8000_0000, 0xA9FD_FFFF),
      AddressRange(0xA9FF_0000, 0xAC0F_FFFF), AddressRange(0xAC20_0000, 0xC0A7_FFFF),
      AddressRange(0xC0A9_0000, 0xDFFF_FFFF),
    ]
  }
}
