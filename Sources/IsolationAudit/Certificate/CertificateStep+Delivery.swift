extension CertificateStep {
  // MARK: - Security groups

  /// What the security groups of an interface admit.
  func admitted(_ boxes: [HeaderBox], by groups: GroupSetID, _ history: History) -> [HeaderBox] {
    let filter = network.filters[Int(groups.index)]
    if filter.isOpen { return boxes }
    return boxes.flatMap { box in
      filter.ingress.flatMap { rule -> [HeaderBox] in
        guard let common = rule.box.intersection(box) else { return [] }
        return rule.group.isEmpty ? [common] : origin.carrying(rule.group, common, history, network)
      }
    }
  }

  /// What the security groups of an interface let out.
  ///
  /// A rule that names a group lets out what is for an address of an interface that carries the group.
  func released(_ box: HeaderBox, by groups: GroupSetID) -> [HeaderBox] {
    let filter = network.filters[Int(groups.index)]
    if filter.isOpen { return [box] }
    return filter.egress.flatMap { rule -> [HeaderBox] in
      guard let common = rule.box.intersection(box) else { return [] }
      guard !rule.group.isEmpty else { return [common] }
      return (network.bearers[rule.group]?.overlapping(common.destination, common.family) ?? []).compactMap { range in
        var part = common
        guard let destination = common.destination.intersection(range) else { return nil }
        part.destination = destination
        return part
      }
    }
  }

  // MARK: - Interfaces

  /// Packets are among the interfaces of a subnet.
  mutating func deliver(_ boxes: [HeaderBox], in subnet: EstateID<Subnet>, _ history: History) {
    guard !boxes.isEmpty else { return }
    for index in origin.groupsOfSubnet[Int(subnet.index)] {
      let group = origin.groups[index]
      let own = boxes.filter { group.addresses.overlaps($0.destination, $0.family) }
      guard !own.isEmpty else { continue }
      let taken = admitted(own, by: group.securityGroups, history)
        .filter { group.addresses.overlaps($0.destination, $0.family) }
      if taken.isEmpty {
        let (resource, rule) = refusing(group)
        stop(.receiver, "ENI_SG_RULES_MISMATCH", resource, rule, own)
        continue
      }
      if group.parties & origin.targets != 0 {
        for box in taken { arrivals.append(Taking(group: index, box: box, history: history)) }
      }
      if let balancer = group.balancer { reach(balancer, taken, history) }
      if group.isPrivateEndpoint { for member in group.members { enterService(of: member, history) } }
    }
  }

  // MARK: - Endpoint services

  /// Packets reach an interface of an endpoint: behind it stand the load balancers of the service, whoever may connect to it.
  private mutating func enterService(of interface: EstateID<NetworkInterface>, _ history: History) {
    let id = estate.networkInterfaces[interface].id
    guard let endpointID = network.privateEndpoints[id] else {
      return unknownService(
        "the endpoint of \(name(id)) is not in the snapshot",
        estate.networkInterfaces[interface].provenance
      )
    }
    enterService(of: endpointID, history)
  }

  /// Packets reach an endpoint.
  mutating func enterService(of id: EstateID<VPCEndpoint>, _ history: History) {
    let endpoint = estate.vpcEndpoints[id]
    let services = estate.endpointServices.records.filter { $0.name == endpoint.service }
    if services.isEmpty {
      unknownService("\(name(endpoint.id)) leads to what is not covered by certificates", endpoint.provenance)
    }
    for service in services {
      let named = service.networkLoadBalancers + (service.connections ?? []).flatMap(\.networkLoadBalancers)
      for arn in Set(named).sorted() {
        guard let balancer = estate.loadBalancer(arn) else {
          unknownService("\(name(arn)), which serves \(name(endpoint.id)), is not in the snapshot", service.provenance)
          continue
        }
        start(balancer: balancer, passed: history.passed.union(.loadBalancer))
      }
      if named.isEmpty || !service.gatewayLoadBalancers.isEmpty {
        unknownService("what serves \(name(endpoint.id)) is not covered by certificates", service.provenance)
      }
    }
  }

  private mutating func unknownService(_ text: String, _ rule: Provenance) {
    holes.append(Hole(text: text, rule: rule, box: nil))
  }

  /// What refuses packets for the interfaces of a group: the one security group that they carry, or the interface.
  private func refusing(_ group: CertificateOrigin.Group) -> (Symbol, Provenance) {
    let carried = estate.groups(group.securityGroups)
    if carried.count == 1, let id = estate.securityGroup(carried[0]) {
      return (carried[0], estate.securityGroups[id].provenance)
    }
    let interface = estate.networkInterfaces[group.members[0]]
    return (interface.id, interface.provenance)
  }

  // MARK: - Load balancers

  /// Packets reach a load balancer: what its listeners take, it answers with connections of its own to its targets.
  private mutating func reach(_ id: EstateID<LoadBalancer>, _ boxes: [HeaderBox], _ history: History) {
    let balancer = estate.loadBalancers[id]
    let isTaken =
      balancer.listeners?.contains { listener in
        listener.protocols.contains { protocols in
          boxes.contains {
            $0.protocols.intersection(protocols) != nil && $0.destinationPorts.contains(listener.port)
          }
        }
      } ?? true
    guard isTaken else { return }
    start(balancer: id, passed: history.passed.union(.loadBalancer))
  }

  /// The connections that a load balancer opens.
  mutating func start(balancer id: EstateID<LoadBalancer>, passed: CertificateLocation.Elements) {
    let balancer = estate.loadBalancers[id]
    let history = History(identity: .own, isTranslated: true, passed: passed, relay: balancer.arn)
    var requests: [HeaderBox] = []
    if balancer.kind == .classic {
      for listener in balancer.listeners ?? [] {
        for instance in balancer.instances {
          let owned = network.interfacesOfInstance[instance] ?? []
          if owned.isEmpty { requests += [.all(.ipv4), .all(.ipv6)] }
          for interface in owned {
            for address in estate.interfaceAddresses[estate.networkInterfaces[interface].addresses.range] {
              requests.append(
                HeaderBox(
                  family: address.family,
                  destination: address.range,
                  protocols: .tcp,
                  destinationPorts: PortRange(listener.instancePort, listener.instancePort)
                )
              )
            }
          }
        }
      }
    }
    var groups = Set(balancer.listeners?.flatMap(\.targetGroups) ?? [])
    if balancer.kind == .application, balancer.listeners?.contains(where: { !$0.hasRules }) ?? false {
      // Rules that nobody listed may forward to any group that names the load balancer.
      for group in estate.targetGroups.records where group.loadBalancers.contains(balancer.arn) {
        groups.insert(group.arn)
      }
    }
    for group in groups.sorted() {
      guard let targets = estate.targetGroup(group).flatMap({ estate.targetGroups[$0].targets }) else {
        requests += [.all(.ipv4), .all(.ipv6)]
        continue
      }
      guard let record = estate.targetGroup(group).map({ estate.targetGroups[$0] }) else { continue }
      for target in targets {
        let ends = addresses(of: target, record.kind)
        // A target that the snapshot does not hold may be anywhere.
        if ends.isEmpty, record.kind != .lambda { requests += [.all(.ipv4), .all(.ipv6)] }
        for (family, range) in ends {
          for protocols in record.protocols.isEmpty ? [.tcp] : record.protocols {
            requests.append(
              HeaderBox(
                family: family,
                destination: range,
                protocols: protocols,
                destinationPorts: target.port == 0 ? .all : PortRange(target.port, target.port)
              )
            )
          }
        }
      }
    }
    if balancer.listeners == nil { requests = [.all(.ipv4), .all(.ipv6)] }
    for (subnet, groups, sources) in nodes(of: id) {
      for request in requests {
        // A Network Load Balancer may keep the client's address, so any source is possible there.
        let ranges =
          balancer.kind == .network
          ? [AddressRange.all(request.family)] : sources.filter { $0.0 == request.family }.map(\.1)
        for range in ranges {
          var box = request
          box.source = range
          move(released(box, by: groups), to: .subnet(subnet), history, balancer.provenance)
        }
      }
    }
  }

  /// The nodes of a load balancer: its interfaces, or its subnets when the estate does not hold them.
  private func nodes(
    of id: EstateID<LoadBalancer>
  ) -> [(EstateID<Subnet>, GroupSetID, [(AddressFamily, AddressRange)])] {
    let balancer = estate.loadBalancers[id]
    let own = network.nodes[Int(id.index)]
    if own.isEmpty {
      return balancer.subnets.compactMap { estate.subnet($0) }.map { subnet in
        (subnet, balancer.groups, estate.subnets[subnet].prefixes.map { ($0.family, $0.range) })
      }
    }
    return own.compactMap { node in
      let interface = estate.networkInterfaces[node]
      guard let subnet = estate.subnet(interface.subnet) else { return nil }
      return (
        subnet, interface.groups,
        estate.interfaceAddresses[interface.addresses.range].map { ($0.family, $0.range) }
      )
    }
  }

  private func addresses(
    of target: TargetGroup.Target,
    _ kind: TargetGroup.Kind
  ) -> [(AddressFamily, AddressRange)] {
    func all(_ interfaces: [EstateID<NetworkInterface>]) -> [(AddressFamily, AddressRange)] {
      interfaces.flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].map { ($0.family, $0.range) }
      }
    }
    switch kind {
    case .ip: return (try? IPAddress(estate.symbols[target.id])).map { [($0.family, AddressRange($0.value))] } ?? []
    case .instance: return all(network.interfacesOfInstance[target.id] ?? [])
    case .loadBalancer: return estate.loadBalancer(target.id).map { all(network.nodes[Int($0.index)]) } ?? []
    case .lambda: return []
    }
  }

  // MARK: - Appliances and endpoints

  /// A route hands packets to a network interface: its own ones it takes, others it may forward when nothing checks them.
  mutating func enterAppliance(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let interfaceID = estate.networkInterface(id),
      let subnet = estate.subnet(estate.networkInterfaces[interfaceID].subnet)
    else { return hole("\(name(id)) or its subnet is not in the snapshot", rule, boxes) }
    let interface = estate.networkInterfaces[interfaceID]
    let addresses = estate.interfaceAddresses[interface.addresses.range]
    var entering = boxes
    if !entrance.edge.isEmpty, estate.internetGateway(entrance.edge) != nil,
      !addresses.contains(where: \.hasPublicAddress)
    {
      stop(.gateway, "INGRESS_RTB_NO_PUBLIC_IP", id, rule, entering.filter { $0.family == .ipv4 })
      entering = entering.filter { $0.family == .ipv6 }
    }
    if entrance.subnet != subnet { entering = pass(passDoor(entering, entrance), list: subnet, isEgress: false) }
    for address in addresses {
      let (same, other) = (
        entering.filter { $0.family == address.family }, entering.filter { $0.family != address.family }
      )
      deliver(CertificateBoxes.narrowed(same, to: address.range), in: subnet, history)
      entering = CertificateBoxes.removing(address.range, from: same) + other
    }
    if interface.checksSourceAndDestination {
      return stop(.routeTable, "ENI_SOURCE_DEST_CHECK_RESTRICTION", id, interface.provenance, entering)
    }
    let admitted = admitted(entering, by: interface.groups, history)
    if admitted.isEmpty { stop(.routeTable, "ENI_SG_RULES_MISMATCH", id, interface.provenance, entering) }
    // An appliance may send on by each interface of its instance that may carry other hosts' packets.
    let own = interface.instance.isEmpty ? [] : network.interfacesOfInstance[interface.instance] ?? []
    let arms = own.filter { $0 != interfaceID && !estate.networkInterfaces[$0].checksSourceAndDestination }
    for arm in [interfaceID] + arms {
      let leaving = estate.networkInterfaces[arm]
      let forwarded = admitted.flatMap { released($0, by: leaving.groups) }
      if forwarded.isEmpty { stop(.routeTable, "ENI_SG_RULES_MISMATCH", leaving.id, leaving.provenance, admitted) }
      guard let exit = estate.subnet(leaving.subnet) else {
        hole("\(name(leaving.subnet)), where an appliance sends on, is not in the snapshot", rule, forwarded)
        continue
      }
      move(forwarded, to: .subnet(exit), history.passing([], .lost), rule)
    }
  }

  /// A route hands packets to a VPC endpoint: a gateway endpoint ends them at an AWS service; behind another one, whatever
  /// stands there may send them on from the endpoint's subnet.
  mutating func enterEndpoint(
    _ id: Symbol,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ rule: Provenance
  ) {
    guard let endpointID = estate.vpcEndpoint(id) else {
      return hole("\(name(id)) is not in the snapshot", rule, boxes)
    }
    let endpoint = estate.vpcEndpoints[endpointID]
    if estate.symbols[endpoint.type] == "Gateway" {
      return stop(.gateway, "VPCE_GATEWAY_SERVICE", id, rule, boxes)
    }
    guard endpoint.isAvailable else { return stop(.gateway, "BAD_STATE", id, rule, boxes) }
    let subnets = endpoint.subnets.compactMap { estate.subnet($0) }
    guard !subnets.isEmpty, subnets.count == endpoint.subnets.count else {
      return hole("the subnets of \(name(id)) are not in the snapshot", rule, boxes)
    }
    for subnet in subnets { move(boxes, to: .subnet(subnet), history.passing([], .lost), rule) }
  }
}
