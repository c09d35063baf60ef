extension Walker {
  /// Packets reach a NAT gateway: it rewrites their source and sends them on from its own subnet.
  ///
  /// TCP, UDP and ICMP only; connections start from inside only; the source port becomes one of 1024…65535 (VPC User Guide,
  /// "NAT gateway basics"). IPv6 packets for `64:ff9b::/96` become IPv4 ones ("DNS64 and NAT64").
  mutating func enterNATGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let gatewayID = estate.natGateway(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let gateway = estate.natGateways[gatewayID]
    guard gateway.isAvailable else { return drop(flow, .badState, id, rule) }
    guard gateway.vpc == estate.vpcs[context.vpc].id else { return drop(flow, .natRequiresSourceInVPC, id, rule) }
    guard !isAnswer else { return drop(flow, .natUnsolicited, id, rule) }
    if gateway.isRegional { return enterRegionalNATGateway(gatewayID, flow, context, rule) }
    guard let subnet = estate.subnet(gateway.subnet) else {
      return arrive(.beyond(.resourceUnknown, gateway.subnet.isEmpty ? id : gateway.subnet, rule), flow)
    }
    guard let inside = intoSubnet(subnet, flow, context),
      let entered = entering(inside, .natGateway, gatewayID.index, id)
    else { return }
    guard !gateway.addresses.isEmpty else {
      return arrive(.beyond(.resourceUnknown, id, gateway.provenance), entered)
    }
    guard let carried = translatable(entered, id, rule) else { return }
    guard let carried = splitting(carried, into: gateway.addresses.count, at: id) else { return }
    for address in gateway.addresses {
      var out = translated(carried, by: gatewayID, to: UInt128(address.privateAddress), rule)
      // From here on the packets are in the gateway's zone, whatever zone their sender is in.
      out.zone = estate.subnets[subnet].zone
      leave(subnet, out, isNAT: true)
    }
  }

  /// The packets that a NAT gateway can translate: of IPv6 only those for `64:ff9b::/96`, of ICMPv6 only echo requests.
  mutating func translatable(_ flow: Flow, _ id: Symbol, _ rule: Provenance) -> Flow? {
    var flow = flow
    if flow.family == .ipv6 {
      guard let known = flow.narrowed(destination: NAT64.prefix) else {
        drop(flow, .cannotRoute, id, rule)
        return nil
      }
      flow = known
    }
    let carried = flow.mapping { box in
      [ProtocolRange.icmp, .icmpv6, .tcp, .udp].compactMap { protocols in
        guard protocols != (flow.family == .ipv4 ? .icmpv6 : .icmp) else { return nil }
        var wanted = HeaderBox(family: flow.family, protocols: protocols)
        if protocols == .icmpv6 { wanted.destinationPorts = PortRange(128, 128) }
        return box.narrowed(to: wanted)
      }
    }
    if carried == nil { drop(flow, .natProtocol, id, rule) }
    return carried
  }

  /// The packets as a NAT gateway sends them on from one of its addresses.
  mutating func translated(
    _ carried: Flow,
    by id: EstateID<NATGateway>,
    to address: UInt128,
    _ rule: Provenance
  ) -> Flow {
    var out = carried
    var sources = carried.boxes[0].now.source
    var ports = carried.boxes[0].now.sourcePorts
    for index in out.boxes.indices {
      let source = out.boxes[index].now.source
      sources = AddressRange(min(sources.lower, source.lower), max(sources.upper, source.upper))
      let sourcePorts = out.boxes[index].now.sourcePorts
      ports = PortRange(min(ports.lower, sourcePorts.lower), max(ports.upper, sourcePorts.upper))
      if carried.family == .ipv6 {
        out.boxes[index].translateToIPv4(source: address)
      } else {
        out.boxes[index].translateSource(to: address)
      }
      if out.boxes[index].now.protocols != .icmp {
        out.boxes[index].now.sourcePorts = PortRange(1024, .max)
        out.boxes[index].sourcePortIsTied = false
      }
    }
    out.family = .ipv4
    out.scope = .lost
    out.mappings.append(
      NATMapping(
        gateway: id,
        address: address,
        originalSource: sources,
        originalSourcePorts: ports,
        originalFamily: carried.family
      )
    )
    return step(out, .natTranslated(address), estate.natGateways[id].id, rule)
  }

  /// Answers as a NAT gateway hands them back to the host that it translated.
  func turnedBack(_ flow: Flow, _ mapping: NATMapping) -> Flow {
    var back = flow
    for index in back.boxes.indices {
      if mapping.originalFamily == .ipv6 {
        back.boxes[index].translateToIPv6(destination: mapping.originalSource)
      } else {
        back.boxes[index].translateDestination(to: mapping.originalSource)
      }
      guard ![.icmp, .icmpv6].contains(back.boxes[index].now.protocols) else { continue }
      back.boxes[index].now.destinationPorts = mapping.originalSourcePorts
      back.boxes[index].destinationPortIsTied = false
    }
    back.family = mapping.originalFamily
    return back
  }
}
