/// Who receives packets.
package enum Receiver: Sendable {
  /// A network interface of the estate.
  case interface(EstateID<NetworkInterface>, subnet: EstateID<Subnet>)
  /// The internet.
  case internet
  /// A site behind a VPN connection or a virtual interface; `nil` when it is not known which.
  case onPremises(OnPremisesLink?)
  /// A service of AWS.
  case service(Symbol)
}

/// Packets that a receiver took.
package struct Delivery: Sendable {
  /// Who took them.
  package var receiver: Receiver
  /// The packets.
  package var flow: Flow
  /// The ingress rule that admitted the first box, where there is one.
  package var ingressRule: SecurityGroupFilter.Rule?
}

extension Walker {
  /// The packets of an arrival that interfaces of its subnet take; noted as dropped when none does.
  package mutating func deliveries(of arrival: Arrival) -> [Delivery] {
    switch arrival.place {
    case .internet: return [Delivery(receiver: .internet, flow: arrival.flow)]
    case .onPremises(let connection): return [Delivery(receiver: .onPremises(connection), flow: arrival.flow)]
    case .service(let service): return [Delivery(receiver: .service(service), flow: arrival.flow)]
    case .beyond: return []
    case .subnet(let subnet):
      let owners = model.addresses.owners(in: subnet, family: arrival.flow.family, range: arrival.flow.destinationHull)
      if owners.isEmpty { drop(arrival.flow, .noDestination, estate.subnets[subnet].id) }
      return owners.flatMap { owner in delivery(of: arrival.flow, to: owner, in: subnet) }
    }
  }

  private mutating func delivery(
    of flow: Flow,
    to owner: AddressIndex.Owner,
    in subnet: EstateID<Subnet>
  ) -> [Delivery] {
    guard let own = flow.narrowed(destination: owner.range) else { return [] }
    let interface = estate.networkInterfaces[owner.networkInterface]
    if let code = Self.refusal(of: interface.kind) {
      drop(own, code, interface.id, interface.provenance)
      return []
    }
    guard meetsEgressReference(own, receiver: interface.groups) else {
      let sender = estate.groups(own.groups).first ?? .empty
      drop(own, .groupRulesMismatch, sender, by: .securityGroups(own.groups, isEgress: true))
      return []
    }
    guard let taken = admitted(own, by: interface.groups) else {
      // One group can be named; several refuse together, and then it is the interface that does.
      let groups = estate.groups(interface.groups)
      let refusing = groups.count == 1 ? groups[0] : interface.id
      let filter = Drop.Filter.securityGroups(interface.groups, isEgress: false)
      drop(own, ingressRefusal(own, interface.groups), refusing, interface.provenance, by: filter)
      return []
    }
    let rule = ingressRule(for: taken, by: interface.groups)
    var received = taken
    if let door = model.relays.door(of: owner.networkInterface) {
      let relay = model.relays.relays[door.relay]
      guard let listened = model.relays.taken(taken, at: door) else {
        drop(taken, relay.refusal(at: door.door), relay.id, relay.provenance)
        return []
      }
      received = listened
    }
    return [
      Delivery(
        receiver: .interface(owner.networkInterface, subnet: subnet),
        flow: received,
        ingressRule: rule
      )
    ]
  }

  /// Why an interface of a kind takes no connections from outside, or `nil` when it does.
  ///
  /// A NAT gateway takes only answers; a transit gateway's interface forwards; a function's interface only sends.
  package static func refusal(of kind: NetworkInterface.Kind) -> ExplanationCode? {
    switch kind {
    case .natGateway: .natUnsolicited
    case .transitGateway, .lambda, .clientVPN: .noDestination
    default: nil
    }
  }

  /// The first ingress rule that admits some packet of a flow.
  package func ingressRule(for flow: Flow, by groups: GroupSetID) -> SecurityGroupFilter.Rule? {
    guard groups != .none, let box = flow.boxes.first else { return nil }
    return model.securityGroups[Int(groups.index)].ingress.first { rule in
      rule.box.family == flow.family && applies(rule, to: flow)
        && rule.box.intersection(box.now) != nil
    }
  }

  private func ingressRefusal(_ flow: Flow, _ groups: GroupSetID) -> ExplanationCode {
    let rules = model.securityGroups[Int(groups.index)].ingress
    if rules.isEmpty { return .groupHasNoRules }
    let sender = estate.groups(flow.groups)
    let wouldMatch = rules.contains { rule in
      !rule.peerGroup.isEmpty && sender.contains(rule.peerGroup)
        && flow.boxes.contains { $0.now.intersection(rule.box) != nil }
    }
    guard wouldMatch else { return .groupRulesMismatch }
    return flow.scope == .transitGatewayOff ? .groupReferencingSupport : .groupReferencesNotPreserved
  }
}
