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
    if context.subnet != subnet {
      guard let left = leavingAttachment(entered, context) else { return }
      guard let passed = filter(left, throughACLOf: subnet, isEgress: false) else { return }
      entered = passed
    }
    var forwarded: Flow? = entered
    for address in estate.interfaceAddresses[interface.addresses.range] where address.family == flow.family {
      if let own = entered.narrowed(destination: address.range) { deliver(subnet, own) }
      forwarded = forwarded?.removing(destination: address.range)
    }
    guard let forwarded else { return }
    guard !interface.checksSourceAndDestination else {
      return drop(forwarded, .sourceDestinationCheck, id, interface.provenance)
    }
    guard var passing = entering(forwarded, 3, interfaceID.index, id) else { return }
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
    passing.zone = estate.subnets[subnet].zone
    passing = step(passing, .appliance, id, interface.provenance)
    if !isAnswer {
      guard let released = released(passing, by: interface.groups) else {
        let filter = Drop.Filter.securityGroups(interface.groups, isEgress: true)
        return drop(passing, .groupRulesMismatch, id, interface.provenance, by: filter)
      }
      passing = released
    }
    leave(subnet, passing)
  }

  /// A route sends packets to a VPC endpoint: a gateway endpoint ends them at a service, a Gateway Load Balancer endpoint
  /// shows them to appliances that are not evaluated.
  mutating func enterEndpoint(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let endpointID = estate.vpcEndpoint(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let endpoint = estate.vpcEndpoints[endpointID]
    guard endpoint.isAvailable else { return drop(flow, .badState, id, rule) }
    if let edge = context.edge, estate.internetGateway(edge) == nil {
      // A virtual private gateway drops what its edge table sends to a Gateway Load Balancer endpoint.
      return drop(flow, .cannotRoute, id, rule)
    }
    if estate.symbols[endpoint.type] == "Gateway" {
      let carried = flow.mapping { box in
        [ProtocolRange.icmp, .tcp].compactMap { box.narrowed(to: HeaderBox(family: flow.family, protocols: $0)) }
      }
      guard let carried else { return drop(flow, .endpointProtocol, id, rule) }
      return arrive(.service(id), step(carried, .serviceEndpoint, id, endpoint.provenance))
    }
    guard var passing = entering(flow, 5, endpointID.index, id) else { return }
    passing.certainty = max(passing.certainty, .may)
    passing.scope = .lost
    passing = step(passing, .unevaluatedEndpoint, id, endpoint.provenance)
    let subnets = endpoint.subnets.compactMap { estate.subnet($0) }
    guard !subnets.isEmpty else { return arrive(.beyond(.unsupported, id, rule), passing) }
    guard let passing = splitting(passing, into: subnets.count, at: id) else { return }
    for subnet in subnets { leave(subnet, passing) }
  }
}
