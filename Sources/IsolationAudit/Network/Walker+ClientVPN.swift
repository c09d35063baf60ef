extension Walker {
  /// Packets of a Client VPN client, which leave from the endpoint's network interface in a target subnet.
  ///
  /// A packet needs an authorization rule (longest prefix first, then the group; no rule means no), an endpoint route to a
  /// target subnet, and the egress of the endpoint's security groups; its source becomes the interface's address (Client VPN
  /// Administrator Guide, "Authorization rules" and "Routes"). IPv4 only.
  mutating func sendFromClients(
    _ id: EstateID<ClientVPNEndpoint>,
    _ group: Sender.ClientGroup,
    _ box: HeaderBox
  ) {
    let endpoint = estate.clientVPNEndpoints[id]
    let source = endpoint.clientPrefix.map(\.range) ?? .all(.ipv4)
    var sent = box
    if box.family == .ipv4 { sent.source = box.source.intersection(source) ?? source }
    let start = starting([TrackedBox(sent: sent)], box.family, endpoint.groups, .local, .empty, endpoint.id)
    guard box.family == .ipv4 else { return drop(start, .cannotRoute, endpoint.id, endpoint.provenance) }
    guard let rules = endpoint.authorizationRules, let routes = endpoint.routes, let networks = endpoint.targetNetworks
    else { return arrive(.beyond(.resourceUnknown, endpoint.id, endpoint.provenance), start) }
    guard networks.contains(where: \.isAssociated) else {
      return drop(start, .clientVPNNoTargetNetwork, endpoint.id, endpoint.provenance)
    }
    let authorization = Self.table(
      rules.filter(\.isActive).map(\.destination),
      rules.indices.filter { rules[$0].isActive }
    )
    let routing = Self.table(
      routes.filter(\.isActive).map(\.destination),
      routes.indices.filter { routes[$0].isActive }
    )
    for interval in authorization.intervals(overlapping: box.destination) {
      let deciding = authorization.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)]
      guard let piece = start.narrowed(destination: interval.range) else { continue }
      let admitting = deciding.map { rules[Int($0)] }.first { rule in
        switch group {
        case _ where rule.admitsAll: true
        case .any: true
        case .member(let name): rule.group == name
        case .none: false
        }
      }
      guard let admitting else {
        drop(piece, .clientVPNNoAuthorization, endpoint.id, deciding.first.map { rules[Int($0)].provenance })
        continue
      }
      let authorized = step(piece, .clientVPNAuthorization, endpoint.id, admitting.provenance)
      for route in routing.intervals(overlapping: interval.range) {
        guard let routed = authorized.narrowed(destination: route.range) else { continue }
        for payload in routing.payloads[Int(route.winners.lowerBound)..<Int(route.winners.upperBound)] {
          follow(routes[Int(payload)], networks, endpoint, routed)
        }
      }
      for gap in routing.gaps(in: interval.range) {
        if let lost = authorized.narrowed(destination: gap) {
          drop(lost, .clientVPNNoRoute, endpoint.id, endpoint.provenance)
        }
      }
    }
    for gap in authorization.gaps(in: box.destination) {
      if let lost = start.narrowed(destination: gap) {
        drop(lost, .clientVPNNoAuthorization, endpoint.id, endpoint.provenance)
      }
    }
  }

  /// A route of the endpoint takes authorized packets to a target subnet.
  private mutating func follow(
    _ route: ClientVPNEndpoint.Route,
    _ networks: [ClientVPNEndpoint.TargetNetwork],
    _ endpoint: ClientVPNEndpoint,
    _ flow: Flow
  ) {
    guard let network = networks.first(where: { $0.subnet == route.targetSubnet && $0.isAssociated }),
      let subnet = estate.subnet(network.subnet)
    else {
      if estate.symbols[route.targetSubnet] == "local" { return arrive(.service(endpoint.id), flow) }
      if networks.contains(where: { $0.subnet == route.targetSubnet && $0.isAssociated }) {
        return arrive(.beyond(.resourceUnknown, route.targetSubnet, route.provenance), flow)
      }
      return drop(flow, .clientVPNNoTargetNetwork, endpoint.id, route.provenance)
    }
    let groups = network.groups == .none ? endpoint.groups : network.groups
    var inside = step(flow, .clientVPNRoute, endpoint.id, route.provenance)
    inside.groups = groups
    inside.scope = .local
    inside.zone = estate.subnets[subnet].zone
    let addresses = clientAddresses(endpoint, subnet)
    guard let first = addresses.first else {
      return arrive(.beyond(.resourceUnknown, route.targetSubnet, route.provenance), flow)
    }
    inside.boxes = inside.boxes.flatMap { box in
      addresses.map { range in
        var box = box
        box.now.source = range
        box.sourceIsTied = false
        box.now.sourcePorts = box.now.protocols == .icmp ? box.now.sourcePorts : .all
        box.sourcePortIsTied = false
        return box
      }
    }
    inside = step(inside, .sourceTranslated(.ipv4, first.lower), estate.subnets[subnet].id)
    guard groups != .none else { return leave(subnet, inside) }
    let filter = model.securityGroups[Int(groups.index)]
    if !filter.missingGroups.isEmpty {
      return leave(subnet, missing(inside, .resourceUnknown, filter.missingGroups[0]))
    }
    var left = false
    if let out = released(inside, by: groups) {
      left = true
      let rule = filter.egress.first { rule in
        rule.peerGroup.isEmpty && inside.boxes.contains { $0.narrowed(to: rule.box) != nil }
      }
      leave(subnet, step(out, .egressRule, rule?.group ?? estate.groups(groups)[0], rule?.provenance))
    }
    for peer in Set(filter.egress.map(\.peerGroup)).filter({ !$0.isEmpty }).sorted() {
      let rules = filter.egress.filter { $0.peerGroup == peer && $0.box.family == .ipv4 }
      guard var out = inside.mapping({ box in rules.compactMap { box.narrowed(to: $0.box) } }) else { continue }
      left = true
      out.requiredPeerGroup = peer
      leave(subnet, step(out, .egressRule, estate.groups(groups)[0], rules[0].provenance))
    }
    if !left {
      drop(inside, .groupRulesMismatch, estate.groups(groups)[0], by: .securityGroups(groups, isEgress: true))
    }
  }

  /// The addresses of the endpoint's interfaces in a subnet; the whole subnet when they are not in the snapshot.
  func clientAddresses(_ endpoint: ClientVPNEndpoint, _ subnet: EstateID<Subnet>) -> [AddressRange] {
    let all = model.addresses.owners(in: subnet, family: .ipv4, range: .all(.ipv4))
    let own = all.filter { owner in
      let interface = estate.networkInterfaces[owner.networkInterface]
      return interface.kind == .clientVPN
        || estate.symbols[interface.description].contains(estate.symbols[endpoint.id])
    }
    if !own.isEmpty { return own.map(\.range) }
    return estate.subnets[subnet].prefixes.filter { $0.family == .ipv4 }.map(\.range)
  }

  private static func table(_ prefixes: [IPPrefix], _ indices: [Int]) -> LongestPrefixTable {
    LongestPrefixTable(
      zip(prefixes, indices).filter { $0.0.family == .ipv4 }.map { prefix, index in
        LongestPrefixTable.Entry(range: prefix.range, length: prefix.length, rank: 0, payload: Int32(index))
      }
    )
  }
}
