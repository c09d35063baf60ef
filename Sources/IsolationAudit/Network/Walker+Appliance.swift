extension Walker {
  /// A route sends packets to a network interface: an appliance, which may forward them.
  ///
  /// With the source/destination check on, the interface takes only packets for its own addresses. With it off, whether the
  /// appliance forwards is not evaluated: packets may pass.
  mutating func enterAppliance(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let interfaceID = estate.networkInterface(id) else {
      return arrive(.beyond(.resourceUnknown, id, rule), flow)
    }
    let interface = estate.networkInterfaces[interfaceID]
    guard let subnet = estate.subnet(interface.subnet) else {
      return arrive(.beyond(.resourceUnknown, interface.subnet, interface.provenance), flow)
    }
    var entered = flow
    if let edge = context.edge, estate.internetGateway(edge) != nil, flow.family == .ipv4 {
      let hasPublicAddress = estate.interfaceAddresses[interface.addresses.range].contains(where: \.hasPublicAddress)
      guard hasPublicAddress else { return drop(flow, .edgeTableNoPublicAddress, id, rule) }
    }
    guard let inside = intoSubnet(subnet, entered, context) else { return }
    entered = inside
    var forwarded: Flow? = entered
    for address in estate.interfaceAddresses[interface.addresses.range] where address.family == flow.family {
      if let own = entered.narrowed(destination: address.range) { deliver(subnet, own) }
      forwarded = forwarded?.removing(destination: address.range)
    }
    guard let forwarded else { return }
    guard !interface.checksSourceAndDestination else {
      return drop(forwarded, .sourceDestinationCheck, id, interface.provenance)
    }
    guard var passing = entering(forwarded, .appliance, interfaceID.index, id) else { return }
    if !isAnswer {
      guard let admitted = admitted(passing, by: interface.groups) else {
        let filter = Drop.Filter.securityGroups(interface.groups, isEgress: false)
        return drop(passing, .groupRulesMismatch, id, interface.provenance, by: filter)
      }
      passing = admitted
    }
    guard passing.requiredPeerGroup.isEmpty else {
      // Behind an appliance neither side's group is recognised (VPC User Guide, "Security group referencing").
      let group = estate.groups(passing.groups).first ?? .empty
      let filter = Drop.Filter.securityGroups(passing.groups, isEgress: true)
      return drop(passing, .groupReferencesNotPreserved, group, by: filter)
    }
    passing.certainty = max(passing.certainty, .may)
    passing.scope = .lost
    passing = step(passing, .appliance, id, interface.provenance)
    let arms = (model.forwardingInterfaces[interface.instance] ?? []).filter { $0 != interfaceID }
    guard let passing = splitting(passing, into: arms.count + 1, at: id) else { return }
    emit(passing, from: interfaceID)
    // An appliance with several arms may send on by any of them that may carry other hosts' packets.
    for other in arms { emit(passing, from: other) }
  }

  /// An appliance sends packets on by one of its interfaces.
  private mutating func emit(_ flow: Flow, from id: EstateID<NetworkInterface>) {
    let interface = estate.networkInterfaces[id]
    guard let subnet = estate.subnet(interface.subnet) else {
      return arrive(.beyond(.resourceUnknown, interface.subnet, interface.provenance), flow)
    }
    var flow = flow
    flow.zone = estate.subnets[subnet].zone
    if !isAnswer {
      guard let released = released(flow, by: interface.groups) else {
        let filter = Drop.Filter.securityGroups(interface.groups, isEgress: true)
        return drop(flow, .groupRulesMismatch, interface.id, interface.provenance, by: filter)
      }
      flow = released
    }
    leave(subnet, flow)
  }

  /// A route sends packets to a VPC endpoint: a gateway endpoint ends them at a service, a Gateway Load Balancer endpoint
  /// shows them to appliances that are not evaluated.
  mutating func enterEndpoint(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    let door = model.firewalls.door(id)
    if let edge = context.edge, estate.internetGateway(edge) == nil, estate.vpcEndpoint(id) != nil || door != nil {
      // A virtual private gateway drops what its edge table sends to a Gateway Load Balancer endpoint.
      return drop(flow, .cannotRoute, id, rule)
    }
    if let known = estate.vpcEndpoint(id), !estate.vpcEndpoints[known].isAvailable {
      return drop(flow, .badState, id, rule)
    }
    if let door { return enterFirewall(id, door, flow, context, rule) }
    guard let endpointID = estate.vpcEndpoint(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let endpoint = estate.vpcEndpoints[endpointID]
    if estate.symbols[endpoint.type] == "Gateway" {
      // TCP, and ICMP echo requests (VPC Reachability Analyzer guide, VPCE_GATEWAY_PROTOCOL_RESTRICTION).
      let echo: (ProtocolRange, UInt16) = flow.family == .ipv4 ? (.icmp, 8) : (.icmpv6, 128)
      let kinds = [
        HeaderBox(family: flow.family, protocols: .tcp),
        HeaderBox(family: flow.family, protocols: echo.0, destinationPorts: PortRange(echo.1, echo.1)),
      ]
      let carried = flow.mapping { box in kinds.compactMap { box.narrowed(to: $0) } }
      guard let carried else { return drop(flow, .endpointProtocol, id, rule) }
      return arrive(.service(id), step(carried, .serviceEndpoint, id, endpoint.provenance))
    }
    guard let subnet = endpoint.subnets.first.flatMap({ estate.subnet($0) }) else {
      return arrive(.beyond(.resourceUnknown, endpoint.subnets.first ?? id, endpoint.provenance), flow)
    }
    // A Gateway Load Balancer endpoint stands in one subnet; what the appliances send back leaves from there.
    guard let entered = intoSubnet(subnet, flow, context),
      var passing = entering(entered, .endpoint, endpointID.index, id)
    else { return }
    passing.certainty = max(passing.certainty, .may)
    passing.scope = .lost
    passing.zone = estate.subnets[subnet].zone
    leave(subnet, step(passing, .unevaluatedEndpoint, id, endpoint.provenance))
  }
}
