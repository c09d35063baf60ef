/// One packet of a crossing, followed alone.
package struct TracedLeg: Sendable {
  /// The packet as its sender writes it.
  package var packet: HeaderBox
  /// What sends it.
  package var source: ResourceReference
  /// What takes it.
  package var destination: ResourceReference
  /// The walk, with its trail.
  package var walker: Walker
  /// The last step of the trail.
  package var trail: Int32
  /// The delivery to an interface; `nil` for packets that end at a site.
  package var delivery: Delivery?
  /// The answers.
  package var answers: Conversation?
  /// The sets of security groups that the sender may have.
  package var groups: [GroupSetID]
  /// The relay that opens the connection for somebody, with what it took before; `nil` for others.
  package var relay: RelayTable.Node?
  /// The relays before it, which took the packets and handed them over, in order.
  package var handedOverBy: [RelayTable.Node] = []
}

extension TrafficFindingWriter {
  /// Picks one packet of a crossing and follows it alone, and before it one to each relay on the way.
  ///
  /// - Parameters:
  ///   - crossing: The crossing.
  ///   - tracesLists: Whether every entry of a network ACL that lets the packets through is noted.
  ///   - clientAddress: The address of the client, where a relay shows it to its target.
  /// - Returns: The packets in order, or `nil` when one of them could not be followed.
  package func trace(
    _ crossing: Crossing,
    tracesLists: Bool = false,
    clientAddress: IPAddress? = nil
  ) -> [TracedLeg]? {
    var legs: [TracedLeg] = []
    var client = clientAddress
    if let first = crossing.reachesRelayBy.first {
      guard let lead = trace(first, tracesLists: tracesLists) else { return nil }
      legs = lead
      client = lead.first.map { IPAddress(family: $0.packet.family, value: $0.packet.source.lower) }
    }
    guard crossing.receiver >= 0 else { return traceToLink(crossing, tracesLists: tracesLists).map { [$0] } }
    let answered = conversation(of: crossing).answered
    let boxes = answered.isEmpty ? crossing.flow.boxes : answered
    let usual = boxes.filter { $0.sent.protocols.contains(6) } + boxes.filter { !$0.sent.protocols.contains(6) }
    for box in usual.prefix(8) {
      guard var leg = follow(box, crossing, tracesLists, client) else { continue }
      if case .relay(let node) = crossing.origin, !legs.isEmpty {
        leg.relay = node
        leg.handedOverBy = crossing.reachesRelayBy.first?.handedOverBy ?? []
      }
      return legs + [leg]
    }
    return nil
  }

  private func follow(
    _ box: TrackedBox,
    _ crossing: Crossing,
    _ tracesLists: Bool,
    _ client: IPAddress?
  ) -> TracedLeg? {
    guard let (source, address) = origin(crossing, box.sent, client) else { return nil }
    let receivers = survey.classes.addresses(
      of: crossing.receiver,
      family: box.now.family,
      in: box.now.destination,
      estate
    )
    guard let (receiver, range) = receivers.first else { return nil }
    var probe = Self.singleton(box.sent)
    probe.source = AddressRange(address)
    probe.destination = AddressRange(
      box.destinationIsTied
        ? box.asSent(max(range.lower, box.now.destination.lower))
        : translatedDestination(box, receiver) ?? box.sent.destination.lower
    )
    var sender = crossing.sender
    var groups: [GroupSetID] = []
    switch sender {
    case .interfaces(let subnet, let own, _):
      groups = [own]
      sender = .interfaces(subnet: subnet, groups: own, ranges: [AddressRange(address)])
    case .relay(var opening):
      groups = [opening.groups]
      opening.ranges = [AddressRange(address)]
      sender = .relay(opening)
    case .clientVPN(let endpoint, _): groups = estate.groupSets(of: endpoint)
    case .internet, .onPremises, .lattice: break
    }
    var walker = Walker(survey.model, recordsDrops: !tracesLists)
    walker.tracesLists = tracesLists
    walker.send(probe, from: sender)
    for arrival in walker.arrivals {
      for delivery in walker.deliveries(of: arrival) {
        guard case .interface(receiver, _) = delivery.receiver else { continue }
        return TracedLeg(
          packet: probe,
          source: source,
          destination: namer.reference(receiver, owner: facts.owner(of: receiver)),
          walker: walker,
          trail: delivery.flow.trail,
          delivery: delivery,
          answers: Conversation(of: delivery, from: sender, in: survey.model, tracesLists: tracesLists),
          groups: groups
        )
      }
    }
    return nil
  }

  /// Follows a packet to a relay that stands at every host of a VPC.
  private func traceToLink(_ crossing: Crossing, tracesLists: Bool) -> TracedLeg? {
    guard let box = crossing.flow.boxes.first, let (source, address) = origin(crossing, box.sent, nil) else {
      return nil
    }
    var probe = Self.singleton(box.sent)
    probe.source = AddressRange(address)
    var walker = Walker(survey.model, recordsDrops: !tracesLists)
    walker.tracesLists = tracesLists
    let relays = survey.model.relays
    if let relay = relays[crossing.link], relays.relays[relay].kind == .resolverEndpoint {
      walker.sendToResolver(probe, from: crossing.sender, crossing.link)
    } else {
      walker.sendToLink(probe, from: crossing.sender, crossing.link)
    }
    guard let arrival = walker.arrivals.first else { return nil }
    var groups: [GroupSetID] = []
    if case .interfaces(_, let own, _) = crossing.sender { groups = [own] }
    return TracedLeg(
      packet: probe,
      source: source,
      destination: namer.reference(crossing.link),
      walker: walker,
      trail: arrival.flow.trail,
      groups: groups
    )
  }

  /// Follows a packet from a host of a class to a site.
  package func traceToSite(
    _ link: OnPremisesLink,
    from index: Int,
    _ box: TrackedBox,
    tracesLists: Bool = false
  ) -> TracedLeg? {
    let sender = survey.classes.classes[index]
    let own = survey.classes.addresses(of: index, family: box.sent.family, in: box.sent.source, estate)
    guard let (interface, range) = own.first else { return nil }
    var probe = Self.singleton(box.sent)
    probe.source = AddressRange(max(range.lower, box.sent.source.lower))
    // The first address of a prefix is the network's own.
    probe.destination = AddressRange(min(box.sent.destination.lower + 1, box.sent.destination.upper))
    var walker = Walker(survey.model, recordsDrops: !tracesLists)
    walker.tracesLists = tracesLists
    walker.send(probe, from: .interfaces(subnet: sender.subnet, groups: sender.groups, ranges: [probe.source]))
    for arrival in walker.arrivals {
      guard case .onPremises(link?) = arrival.place else { continue }
      return TracedLeg(
        packet: probe,
        source: namer.reference(interface, owner: facts.owner(of: interface)),
        destination: namer.reference(link.resource(in: estate)),
        walker: walker,
        trail: arrival.flow.trail,
        groups: [sender.groups]
      )
    }
    return nil
  }

  /// The address that a sender wrote for a receiver behind a translation: its public address.
  private func translatedDestination(_ box: TrackedBox, _ receiver: EstateID<NetworkInterface>) -> UInt128? {
    let interface = estate.networkInterfaces[receiver]
    return estate.interfaceAddresses[interface.addresses.range]
      .first { $0.hasPublicAddress && box.sent.destination.contains(UInt128($0.publicAddress)) }
      .map { UInt128($0.publicAddress) }
  }

  /// Who sends a packet of a box, and from which address.
  private func origin(
    _ crossing: Crossing,
    _ box: HeaderBox,
    _ client: IPAddress?
  ) -> (ResourceReference, UInt128)? {
    /// The client's own address where the target sees it, else some address of the box.
    func address(_ otherwise: UInt128) -> UInt128 {
      guard let client, client.family == box.family, box.source.contains(client.value) else { return otherwise }
      return client.value
    }
    // The first address of a range is its network's own.
    let host = min(box.source.lower + 1, box.source.upper)
    switch crossing.origin {
    case .hosts(let index) where index >= 0:
      let own = survey.classes.addresses(of: index, family: box.family, in: box.source, estate)
      guard let (interface, range) = own.first else { return nil }
      let reference = namer.reference(interface, owner: facts.owner(of: interface))
      return (reference, max(range.lower, box.source.lower))
    case .hosts: return (namer.reference(.empty), address(box.source.lower))
    case .clients(let endpoint): return (namer.reference(estate.clientVPNEndpoints[endpoint].id), host)
    case .instanceConnect(let endpoint):
      return (namer.reference(estate.instanceConnectEndpoints[endpoint].id), address(host))
    case .relay(let node):
      return (namer.reference(survey.model.relays.relays[node.relay].id), address(box.source.lower))
    case .site(let link):
      let prefixes = link.announced(in: estate) ?? link.prefixes(in: estate)
      let known = prefixes.compactMap { $0.family == box.family ? $0.range.intersection(box.source) : nil }
      let inside = known.first.map { min($0.lower + 1, $0.upper) }
      return (namer.reference(link.resource(in: estate)), address(inside ?? host))
    }
  }

  // MARK: - In words

  /// A leg as a report shows it.
  package func leg(_ traced: TracedLeg) -> PathLeg {
    let passed = traced.handedOverBy + (traced.relay.map { [$0] } ?? [])
    var hops = passed.flatMap { narrator.hops(through: $0, in: survey.model).map(hop) }
    hops += narrator.hops(traced.walker.trail, to: traced.trail, witness: traced.packet).map(hop)
    if let delivery = traced.delivery, case .interface(let receiver, _) = delivery.receiver {
      hops.append(hop(narrator.hop(admitting: delivery.ingressRule, to: receiver)))
    }
    var returnHops: [Hop] = []
    if let answers = traced.answers, let back = answers.walker, answers.trail >= 0 {
      returnHops = narrator.hops(back.trail, to: answers.trail, witness: traced.packet).map(hop)
    }
    return PathLeg(packet: packet(traced), hops: hops, returnHops: returnHops)
  }

  private func packet(_ traced: TracedLeg) -> WitnessPacket {
    let box = traced.packet
    let isICMP = box.protocols == .icmp || box.protocols == .icmpv6
    let hasPorts = box.protocols == .tcp || box.protocols == .udp
    return WitnessPacket(
      source: traced.source,
      destination: traced.destination,
      sourceAddress: IPAddress(family: box.family, value: box.source.lower).description,
      destinationAddress: IPAddress(family: box.family, value: box.destination.lower).description,
      protocol: ProtocolRange.name(box.protocols.lower),
      sourcePort: hasPorts ? Int(box.sourcePorts.lower) : nil,
      destinationPort: hasPorts ? Int(box.destinationPorts.lower) : nil,
      icmpType: isICMP ? Int(box.destinationPorts.lower) : nil,
      icmpCode: isICMP ? Int(box.sourcePorts.lower) : nil
    )
  }

  func hop(_ hop: PathHop) -> Hop {
    Hop(
      resource: namer.reference(hop.resource, type: hop.type),
      action: hop.action,
      rule: hop.rule,
      location: hop.provenance.map { files.locate($0) }
    )
  }

  /// One packet of a box: usual ports where the box has them.
  static func singleton(_ box: HeaderBox) -> HeaderBox {
    var result = box
    let number: UInt8 =
      box.protocols.contains(6)
      ? 6 : box.protocols.contains(17) ? 17 : box.protocols.contains(1) ? 1 : box.protocols.lower
    result.protocols = ProtocolRange(number)
    result.source = AddressRange(box.source.lower)
    result.destination = AddressRange(box.destination.lower)
    if number == 1 || number == 58 {
      let echo: UInt16 = number == 1 ? 8 : 128
      let type = box.destinationPorts.contains(echo) ? echo : box.destinationPorts.lower
      result.destinationPorts = PortRange(type, type)
      result.sourcePorts = PortRange(box.sourcePorts.lower, box.sourcePorts.lower)
      return result
    }
    let usual: [UInt16] = [443, 5432, 22, 80, 8080, 3306, 3389]
    let port = usual.first { box.destinationPorts.contains($0) } ?? box.destinationPorts.lower
    result.destinationPorts = PortRange(port, port)
    let ephemeral: UInt16 = box.sourcePorts.contains(49_152) ? 49_152 : box.sourcePorts.upper
    result.sourcePorts = PortRange(ephemeral, ephemeral)
    return result
  }
}

extension Estate {
  /// The sets of security groups that the interfaces of a Client VPN endpoint have.
  fileprivate func groupSets(of endpoint: EstateID<ClientVPNEndpoint>) -> [GroupSetID] {
    let record = clientVPNEndpoints[endpoint]
    return [record.groups] + (record.targetNetworks ?? []).map(\.groups)
  }
}
