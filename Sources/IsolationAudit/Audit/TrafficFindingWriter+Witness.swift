extension TrafficFindingWriter {
  /// A witness with the hops that it takes.
  struct Shown {
    var packet: WitnessPacket
    var hops: [Hop]
    var returnHops: [Hop]
    var remediation: [String]
  }

  /// Picks one packet of a crossing and follows it alone.
  func witness(_ crossing: Crossing, _ conversation: Conversation) -> Shown? {
    let boxes = conversation.answered.isEmpty ? crossing.flow.boxes : conversation.answered
    guard let box = boxes.first(where: { $0.sent.protocols.contains(6) }) ?? boxes.first else { return nil }
    let sent = Self.singleton(box.sent)
    let (source, sourceAddress, sourceInterface) = origin(crossing, sent)
    let receivers = survey.classes.addresses(
      of: crossing.receiver,
      family: box.now.family,
      in: box.now.destination,
      estate
    )
    guard let (receiver, range) = receivers.first else { return nil }
    var probe = sent
    probe.source = AddressRange(sourceAddress)
    let destination =
      box.destinationIsTied
      ? max(range.lower, box.now.destination.lower) : translatedDestination(box, receiver) ?? sent.destination.lower
    probe.destination = AddressRange(destination)

    var hops: [Hop] = []
    var returnHops: [Hop] = []
    if let first = crossing.reachesRelayBy.first,
      let lead = witness(first, self.conversation(of: first))
    {
      hops = lead.hops
    }
    var sender = crossing.sender
    if let sourceInterface, case .interfaces(let subnet, let groups, _) = sender {
      sender = .interfaces(subnet: subnet, groups: groups, ranges: [AddressRange(sourceAddress)])
      _ = sourceInterface
    }
    var walker = Walker(survey.model)
    walker.send(probe, from: sender)
    search: for arrival in walker.arrivals {
      for delivery in walker.deliveries(of: arrival) {
        guard case .interface(receiver, _) = delivery.receiver else { continue }
        let path = narrator.hops(walker.trail, to: delivery.flow.trail, witness: probe)
        hops += path.map(hop) + [hop(narrator.hop(admitting: delivery.ingressRule, to: receiver))]
        let answers = Conversation(of: delivery, from: sender, in: survey.model)
        if let back = answers.walker, answers.trail >= 0 {
          returnHops = narrator.hops(back.trail, to: answers.trail, witness: probe).map(hop)
        }
        break search
      }
    }
    let lead = crossing.reachesRelayBy.first.flatMap { witness($0, self.conversation(of: $0))?.packet }
    let packet = WitnessPacket(
      source: lead?.source ?? source,
      destination: namer.reference(receiver, owner: facts.owner(of: receiver)),
      sourceAddress: lead?.sourceAddress ?? IPAddress(family: probe.family, value: sourceAddress).description,
      destinationAddress: IPAddress(family: probe.family, value: destination).description,
      protocol: ProtocolRange.name(probe.protocols.lower),
      sourcePort: Self.hasPorts(probe) ? Int(probe.sourcePorts.lower) : nil,
      destinationPort: Self.hasPorts(probe) ? Int(probe.destinationPorts.lower) : nil,
      icmpType: Self.isICMP(probe) ? Int(probe.destinationPorts.lower) : nil,
      icmpCode: Self.isICMP(probe) ? Int(probe.sourcePorts.lower) : nil
    )
    return Shown(packet: packet, hops: hops, returnHops: returnHops, remediation: remediation(hops))
  }

  /// The address that a sender wrote for a receiver behind a translation: its public address.
  private func translatedDestination(_ box: TrackedBox, _ receiver: EstateID<NetworkInterface>) -> UInt128? {
    let interface = estate.networkInterfaces[receiver]
    return estate.interfaceAddresses[interface.addresses.range]
      .first { $0.hasPublicAddress && box.sent.destination.contains(UInt128($0.publicAddress)) }
      .map { UInt128($0.publicAddress) }
  }

  private func origin(
    _ crossing: Crossing,
    _ box: HeaderBox
  ) -> (ResourceReference, UInt128, EstateID<NetworkInterface>?) {
    switch crossing.origin {
    case .hosts(let index) where index >= 0:
      let range = crossing.flow.boxes.first.map(\.sent.source) ?? box.source
      let candidates =
        survey.classes.addresses(of: index, family: box.family, in: box.source, estate)
        + survey.classes.addresses(of: index, family: box.family, in: range, estate)
      if let (interface, own) = candidates.first {
        return (namer.reference(interface, owner: facts.owner(of: interface)), own.lower, interface)
      }
      return (ResourceReference(id: "unknown", type: "network interface"), box.source.lower, nil)
    case .hosts: return (namer.reference(.empty), box.source.lower, nil)
    case .clients(let endpoint):
      return (
        namer.reference(estate.clientVPNEndpoints[endpoint].id),
        // The first address of a client range is its network address.
        crossing.flow.boxes.first.map { min($0.sent.source.lower + 1, $0.sent.source.upper) } ?? box.source.lower, nil
      )
    case .balancer(let balancer, _): return (namer.reference(estate.loadBalancers[balancer].arn), box.source.lower, nil)
    case .site(let connection): return (namer.reference(estate.vpnConnections[connection].id), box.source.lower, nil)
    }
  }

  private func hop(_ hop: PathHop) -> Hop {
    Hop(
      resource: namer.reference(hop.resource, type: hop.type),
      action: hop.action,
      rule: hop.rule,
      location: hop.provenance.map { files.locate($0) }
    )
  }

  /// What closes the path of a witness: the rule that admits it, and the route that leads across.
  private func remediation(_ hops: [Hop]) -> [String] {
    var advice: [String] = []
    func name(_ reference: ResourceReference) -> String {
      reference.name.map { "\(reference.id) (\($0))" } ?? reference.id
    }
    if let hop = hops.last(where: {
      $0.resource.type == "security group" && $0.rule != nil && $0.action.hasPrefix("ingress")
    }) {
      advice.append("Remove or narrow the ingress rule `\(hop.rule ?? "")` of security group \(name(hop.resource)).")
    }
    for hop in hops where hop.resource.type == "Client VPN endpoint" && hop.action == "authorized" {
      advice.append("Narrow the authorization rule `\(hop.rule ?? "")` of \(name(hop.resource)).")
    }
    for hop in hops where hop.resource.type == "transit gateway route table" {
      advice.append("Remove the route `\(hop.rule ?? "")` from transit gateway route table \(name(hop.resource)).")
    }
    for (index, hop) in hops.enumerated() where hop.resource.type == "VPC peering connection" {
      if index > 0, hops[index - 1].resource.type == "route table", let rule = hops[index - 1].rule {
        advice.append("Remove the route `\(rule)` from route table \(name(hops[index - 1].resource)).")
      }
      advice.append("Delete the VPC peering connection \(name(hop.resource)) if nothing else needs it.")
    }
    return advice
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

  private static func hasPorts(_ box: HeaderBox) -> Bool { box.protocols == .tcp || box.protocols == .udp }
  private static func isICMP(_ box: HeaderBox) -> Bool { box.protocols == .icmp || box.protocols == .icmpv6 }
}
