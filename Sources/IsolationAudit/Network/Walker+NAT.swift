extension Walker {
  /// Packets reach a NAT gateway: it rewrites their source and sends them on from its own subnet.
  ///
  /// TCP, UDP and ICMP only; connections start from inside only; the source port becomes one of 1024…65535 (VPC User Guide,
  /// "NAT gateway basics").
  mutating func enterNATGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let gatewayID = estate.natGateway(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let gateway = estate.natGateways[gatewayID]
    guard gateway.isAvailable else { return drop(flow, .badState, id, rule) }
    guard gateway.vpc == estate.vpcs[context.vpc].id else { return drop(flow, .natRequiresSourceInVPC, id, rule) }
    guard !isAnswer else { return drop(flow, .natUnsolicited, id, rule) }
    guard flow.family == .ipv4 else { return arrive(.beyond(.unsupported, id, rule), flow) }
    guard let subnet = estate.subnet(gateway.subnet) else {
      return arrive(.beyond(.resourceUnknown, gateway.subnet, rule), flow)
    }
    guard var entered = entering(flow, 1, gatewayID.index, id) else { return }
    if context.subnet != subnet {
      guard let left = leavingAttachment(entered, context) else { return }
      entered = left
      guard let passed = filter(entered, throughACLOf: subnet, isEgress: false) else { return }
      entered = passed
    }
    let carried = entered.mapping { box in
      Self.translatedProtocols.compactMap { box.narrowed(to: HeaderBox(family: .ipv4, protocols: $0)) }
    }
    guard let carried else { return drop(entered, .natProtocol, id, rule) }
    guard let carried = splitting(carried, into: gateway.addresses.count, at: id) else { return }
    for address in gateway.addresses {
      var out = carried
      var sources = carried.boxes[0].now.source
      var ports = carried.boxes[0].now.sourcePorts
      for index in out.boxes.indices {
        let source = out.boxes[index].now.source
        sources = AddressRange(min(sources.lower, source.lower), max(sources.upper, source.upper))
        let sourcePorts = out.boxes[index].now.sourcePorts
        ports = PortRange(min(ports.lower, sourcePorts.lower), max(ports.upper, sourcePorts.upper))
        out.boxes[index].translateSource(to: UInt128(address.privateAddress))
        if out.boxes[index].now.protocols != .icmp {
          out.boxes[index].now.sourcePorts = PortRange(1024, .max)
          out.boxes[index].sourcePortIsTied = false
        }
      }
      out.scope = .lost
      // From here on the packets are in the gateway's zone, whatever zone their sender is in.
      out.zone = estate.subnets[subnet].zone
      out.mappings.append(
        NATMapping(
          gateway: gatewayID,
          address: UInt128(address.privateAddress),
          originalSource: sources,
          originalSourcePorts: ports
        )
      )
      out = step(out, .natTranslated(UInt128(address.privateAddress)), id, rule)
      leave(subnet, out, isNAT: true)
    }
  }

  private static let translatedProtocols: [ProtocolRange] = [.icmp, .tcp, .udp]
}
