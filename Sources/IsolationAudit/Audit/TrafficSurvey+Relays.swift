extension TrafficSurvey {
  private var estate: Estate { model.estate }

  /// The packets from the clients of a Client VPN endpoint to receivers.
  package func survey(clientsOf endpoint: EstateID<ClientVPNEndpoint>, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let sender = Sender.clientVPN(endpoint, .any)
    for (_, family, range) in targets.ranges where family == .ipv4 {
      walk(HeaderBox(family: .ipv4, destination: range), sender, .clients(endpoint), targets, &outcome)
    }
    walkOverInternet(sender, .clients(endpoint), targets, &outcome)
    return outcome
  }

  /// The packets from the hosts behind a VPN connection to receivers.
  package func survey(siteOf connection: EstateID<VPNConnection>, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    for (_, family, range) in targets.ranges {
      let box = HeaderBox(family: family, destination: range)
      walk(box, .onPremises(connection, nil), .site(connection), targets, &outcome)
    }
    return outcome
  }

  /// The connections that a load balancer opens to its targets among the receivers, whatever the targets' health.
  ///
  /// Targets of a Network Load Balancer may see the client's address; then the clients that reach the balancer decide, and
  /// every source address is tried here.
  package func survey(balancer id: EstateID<LoadBalancer>, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let balancer = estate.loadBalancers[id]
    guard let listeners = balancer.listeners else {
      if reachesAny(balancer, targets) {
        outcome.gaps.insert(Gap(code: .resourceUnknown, resource: balancer.arn, provenance: balancer.provenance))
      }
      return outcome
    }
    for group in Set(listeners.flatMap(\.targetGroups)).sorted() {
      guard case .targetGroup(let groupID)? = estate.find(group), let registered = estate.targetGroups[groupID].targets
      else {
        if reachesAny(balancer, targets) {
          outcome.gaps.insert(Gap(code: .resourceUnknown, resource: group, provenance: balancer.provenance))
        }
        continue
      }
      for target in registered {
        for address in addresses(of: target, estate.targetGroups[groupID].kind) {
          connect(id, balancer, estate.targetGroups[groupID], target, address, targets, &outcome)
        }
      }
    }
    return outcome
  }

  private func connect(
    _ id: EstateID<LoadBalancer>,
    _ balancer: LoadBalancer,
    _ group: TargetGroup,
    _ target: TargetGroup.Target,
    _ address: IPAddress,
    _ targets: Targets,
    _ outcome: inout Outcome
  ) {
    guard targets.ranges.contains(where: { $0.family == address.family && $0.range.contains(address.value) }) else {
      return
    }
    let preserves =
      balancer.kind == .network && (group.preservesClientAddress ?? (group.kind == .instance))
    for protocols in group.protocols {
      let box = HeaderBox(
        family: address.family,
        destination: AddressRange(address.value),
        protocols: protocols,
        destinationPorts: target.port == 0 ? .all : PortRange(target.port, target.port)
      )
      for (subnet, groups, ranges, owner) in nodes(of: balancer) {
        let sources = preserves ? [AddressRange.all(address.family)] : ranges
        let sender = Sender.interfaces(subnet: subnet, groups: groups, ranges: sources)
        walk(box, sender, .balancer(id, class: owner), targets, &outcome)
      }
    }
  }

  /// The nodes of a load balancer: its interfaces by class, or its subnets when the interfaces are not in the snapshot.
  private func nodes(
    of balancer: LoadBalancer
  ) -> [(subnet: EstateID<Subnet>, groups: GroupSetID, ranges: [AddressRange], class: Int)] {
    let own = classes.ofBalancer[balancer.arn] ?? []
    if own.isEmpty {
      return balancer.subnets.compactMap { estate.subnet($0) }.map { subnet in
        (subnet, balancer.groups, estate.subnets[subnet].prefixes.map(\.range), -1)
      }
    }
    return own.map { index in
      let node = classes.classes[index]
      let ranges =
        classes.addresses(of: index, family: .ipv4, in: .all(.ipv4), estate).map(\.1)
        + classes.addresses(of: index, family: .ipv6, in: .all(.ipv6), estate).map(\.1)
      return (node.subnet, node.groups, ranges, index)
    }
  }

  private func reachesAny(_ balancer: LoadBalancer, _ targets: Targets) -> Bool {
    balancer.subnets.compactMap { estate.subnet($0) }.compactMap { model.routeTableOfSubnet[Int($0.index)] }
      .contains { table in zip(domains[table].vpcs, targets.vpcs).contains { $0 & $1 != 0 } }
  }

  private func addresses(of target: TargetGroup.Target, _ kind: TargetGroup.Kind) -> [IPAddress] {
    switch kind {
    case .ip: return (try? IPAddress(estate.symbols[target.id])).map { [$0] } ?? []
    case .instance:
      // A load balancer uses the primary interface, which a snapshot need not tell: all of them are tried.
      return (classes.ofInstance[target.id] ?? []).flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
          .map { IPAddress(family: $0.family, value: $0.range.lower) }
      }
    case .loadBalancer:
      return (classes.ofBalancer[target.id] ?? []).flatMap { index in
        classes.addresses(of: index, family: .ipv4, in: .all(.ipv4), estate)
          .map { IPAddress(family: .ipv4, value: $0.1.lower) }
      }
    case .lambda: return []
    }
  }
}
