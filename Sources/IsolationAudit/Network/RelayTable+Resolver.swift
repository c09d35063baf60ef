// Endpoints of Route 53 Resolver: DNS queries of a VPC's hosts that leave it for other name servers.
//
// Source: Route 53 Developer Guide, "How Route 53 VPC Resolver forwards DNS queries from your VPCs to your network" and "How
// VPC Resolver forwards queries to inbound endpoints".
extension RelayTable {
  /// Adds the resolver endpoints of an estate.
  ///
  /// An outbound endpoint is entered by the queries of every host of the VPCs that its rules are associated with: neither
  /// security groups nor network ACLs stop what a host sends to its VPC's resolver. An inbound endpoint takes queries at its
  /// interfaces and hands them to the resolver of its VPC, whose rules may send them on.
  mutating func addResolverEndpoints(_ model: ForwardingModel) {
    let estate = model.estate
    guard estate.resolverRules.count > 0 || estate.resolverEndpoints.count > 0 else { return }
    var doorOfVPC: [EstateID<VPC>: [(relay: Symbol, door: Int)]] = [:]
    for endpoint in estate.resolverEndpoints.records where endpoint.direction == .outbound {
      let rules = estate.resolverRules.records.filter { $0.forwards && $0.endpoint == endpoint.id }
      let relay = outbound(endpoint.id, endpoint.owner, endpoint.vpc, endpoint, rules, model)
      note(relay, &doorOfVPC)
      add(relay)
    }
    // Rules whose endpoint is not in the snapshot: somebody shares the rule and not what it says.
    for rule in estate.resolverRules.records where rule.forwards && estate.resolverEndpoint(rule.endpoint) == nil {
      let relay = outbound(rule.id, rule.owner, .empty, nil, [rule], model)
      note(relay, &doorOfVPC)
      add(relay)
    }
    for endpoint in estate.resolverEndpoints.records where endpoint.direction == .inbound {
      add(inbound(endpoint, doorOfVPC, model))
    }
  }

  private func note(_ relay: Relay, _ doorOfVPC: inout [EstateID<VPC>: [(relay: Symbol, door: Int)]]) {
    for (index, door) in relay.doors.enumerated() {
      if case .hosts(let vpc, _) = door.place { doorOfVPC[vpc, default: []].append((relay.id, index)) }
    }
  }

  private func outbound(
    _ id: Symbol,
    _ owner: Symbol,
    _ vpc: Symbol,
    _ endpoint: ResolverEndpoint?,
    _ rules: [ResolverRule],
    _ model: ForwardingModel
  ) -> Relay {
    let estate = model.estate
    let vpcs = Set(rules.flatMap { $0.vpcs ?? [] }.compactMap { estate.vpc($0.vpc) }).sorted()
    let doors = vpcs.map { Relay.Door(.hosts($0, destinations: model.resolverAddresses(of: $0))) }
    let sources = endpoint.map { model.doors(of: $0) } ?? []
    let entries = rules.compactMap { rule -> Relay.Entry? in
      let own = Set((rule.vpcs ?? []).compactMap { estate.vpc($0.vpc) })
      let offered = vpcs.indices.filter { own.contains(vpcs[$0]) }
      guard !offered.isEmpty else { return nil }
      let isKnown = !sources.isEmpty && !rule.targets.isEmpty
      let exits = rule.targets.map { target in
        Relay.Exit(
          .address(target.address.family, AddressRange(target.address.value)),
          from: .doors(sources),
          protocols: target.isEncrypted ? [.tcp] : [.udp, .tcp],
          ports: PortRange(target.port, target.port),
          provenance: rule.provenance
        )
      }
      let missing = Relay.Exit(
        .missing(.resourceUnknown, rule.endpoint.isEmpty ? rule.id : rule.endpoint),
        from: .anywhere,
        isUncertain: true,
        group: rule.id,
        provenance: rule.provenance
      )
      return Relay.Entry(
        name: rule.id,
        protocols: [.udp, .tcp],
        ports: PortRange(53, 53),
        doors: offered,
        isUncertain: !isKnown,
        exits: isKnown ? exits : [missing],
        provenance: rule.provenance
      )
    }
    return Relay(
      id: id,
      kind: .resolverEndpoint,
      owner: owner,
      vpc: vpc,
      doors: doors,
      entries: entries,
      provenance: endpoint?.provenance ?? rules[0].provenance
    )
  }

  private func inbound(
    _ endpoint: ResolverEndpoint,
    _ doorOfVPC: [EstateID<VPC>: [(relay: Symbol, door: Int)]],
    _ model: ForwardingModel
  ) -> Relay {
    let estate = model.estate
    let onward = estate.vpc(endpoint.vpc).flatMap { doorOfVPC[$0] } ?? []
    var exits = onward.map { next in
      Relay.Exit(
        .handOver(relay: next.relay, admission: .none, doors: [next.door]),
        protocols: [.udp, .tcp],
        ports: PortRange(53, 53),
        provenance: endpoint.provenance
      )
    }
    exits.append(Relay.Exit(.service(endpoint.id), protocols: [.udp, .tcp], provenance: endpoint.provenance))
    return Relay(
      id: endpoint.id,
      kind: .resolverEndpoint,
      owner: endpoint.owner,
      vpc: endpoint.vpc,
      doors: model.doors(of: endpoint),
      entries: [
        Relay.Entry(
          name: endpoint.id,
          protocols: [.udp, .tcp],
          ports: PortRange(53, 53),
          exits: exits,
          provenance: endpoint.provenance
        )
      ],
      provenance: endpoint.provenance
    )
  }
}

extension ForwardingModel {
  /// Where the interfaces of a resolver endpoint stand.
  func doors(of endpoint: ResolverEndpoint) -> [Relay.Door] {
    Relay.Door.doors(
      of: owners[endpoint.id],
      in: (endpoint.addresses ?? []).map(\.subnet),
      groups: endpoint.groups,
      isComplete: owners[endpoint.id].count >= (endpoint.addresses ?? []).count,
      estate
    )
  }

  /// The addresses of a VPC's resolver: 169.254.169.253, fd00:ec2::253 and the third of each IPv4 CIDR block.
  ///
  /// Source: VPC User Guide, "DNS attributes for your VPC" and "Amazon DNS server".
  func resolverAddresses(of vpc: EstateID<VPC>) -> [IPPrefix] {
    let own = estate.vpcs[vpc].prefixes.filter { $0.family == .ipv4 }.compactMap {
      try? IPPrefix("\(IPAddress(family: .ipv4, value: $0.range.lower + 2))/32")
    }
    return own + ["169.254.169.253/32", "fd00:ec2::253/128"].compactMap { try? IPPrefix($0) }
  }
}
