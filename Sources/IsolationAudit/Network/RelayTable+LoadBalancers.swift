// Load balancers of all four kinds.
//
// Source: Elastic Load Balancing user guides, "How Elastic Load Balancing works" (cross-zone load balancing), "Target groups"
// (client IP preservation), "Security groups"; API reference, `TargetGroupAttribute` and `LoadBalancerAttribute` for defaults.
extension RelayTable {
  /// Adds the load balancers of an estate.
  mutating func addLoadBalancers(_ model: ForwardingModel) {
    let estate = model.estate
    guard estate.loadBalancers.count > 0 else { return }
    var attached: [Symbol: [EstateID<TargetGroup>]] = [:]
    for id in estate.targetGroups.ids {
      for balancer in estate.targetGroups[id].loadBalancers { attached[balancer, default: []].append(id) }
    }
    for balancer in estate.loadBalancers.records {
      let builder = LoadBalancerRelay(model, balancer, attached[balancer.arn] ?? [])
      add(builder.relay())
    }
  }
}

/// Makes the relay of one load balancer.
private struct LoadBalancerRelay {
  private let model: ForwardingModel
  private let balancer: LoadBalancer
  /// The target groups that name the load balancer.
  private let attached: [EstateID<TargetGroup>]

  private var estate: Estate { model.estate }

  init(_ model: ForwardingModel, _ balancer: LoadBalancer, _ attached: [EstateID<TargetGroup>]) {
    (self.model, self.balancer, self.attached) = (model, balancer, attached)
  }

  func relay() -> Relay {
    Relay(
      id: balancer.arn,
      kind: kind,
      owner: balancer.owner,
      vpc: balancer.vpc,
      doors: doors(),
      entries: entries(),
      provenance: balancer.provenance
    )
  }

  private var kind: Relay.Kind {
    switch balancer.kind {
    case .application: .applicationLoadBalancer
    case .network: .networkLoadBalancer
    case .gateway: .gatewayLoadBalancer
    case .classic: .classicLoadBalancer
    }
  }

  // MARK: - Doors

  /// The nodes: the load balancer's interfaces by subnet, or its subnets where the interfaces are not in the snapshot.
  private func doors() -> [Relay.Door] {
    var ofPlace: [Place: [EstateID<NetworkInterface>]] = [:]
    for id in model.owners[balancer.arn] {
      let interface = estate.networkInterfaces[id]
      guard let subnet = estate.subnet(interface.subnet) else { continue }
      ofPlace[Place(subnet: subnet, groups: interface.groups), default: []].append(id)
    }
    if ofPlace.isEmpty {
      return balancer.subnets.compactMap { estate.subnet($0) }.map { subnet in
        let record = estate.subnets[subnet]
        return Relay.Door(
          .interfaces([], subnet: subnet),
          zone: record.zone,
          groups: balancer.groups,
          ranges: record.prefixes.map { Relay.FamilyRange($0.family, $0.range) }
        )
      }
    }
    return ofPlace.keys.sorted().map { place in
      let interfaces = (ofPlace[place] ?? []).sorted()
      return Relay.Door(
        .interfaces(interfaces, subnet: place.subnet),
        zone: estate.subnets[place.subnet].zone,
        groups: place.groups,
        ranges: interfaces.flatMap { id in
          estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
            .map { Relay.FamilyRange($0.family, $0.range) }
        }
      )
    }
  }

  private struct Place: Hashable, Comparable {
    var subnet: EstateID<Subnet>
    var groups: GroupSetID

    static func < (a: Self, b: Self) -> Bool { (a.subnet, a.groups.index) < (b.subnet, b.groups.index) }
  }

  // MARK: - Entries

  private func entries() -> [Relay.Entry] {
    guard let listeners = balancer.listeners else { return [unknownEntry()] }
    if balancer.kind == .classic { return listeners.map(classicEntry) }
    return listeners.flatMap { listener in
      var exits = listener.targetGroups.flatMap { self.exits(to: $0, isUncertain: false) }
      if !listener.hasRules, balancer.kind == .application {
        // Rules that nobody listed may forward to any group that names the load balancer.
        let known = Set(listener.targetGroups)
        for id in attached where !known.contains(estate.targetGroups[id].arn) {
          exits += self.exits(to: estate.targetGroups[id].arn, isUncertain: true)
        }
      }
      return entries(of: listener, exits)
    }
  }

  /// The entries of a listener: one for each protocol that a Network Load Balancer passes on as it is, else one.
  private func entries(of listener: LoadBalancer.Listener, _ exits: [Relay.Exit]) -> [Relay.Entry] {
    let passesPackets = balancer.kind == .network && !listener.endsTransport
    func entry(_ protocols: [ProtocolRange], _ exits: [Relay.Exit]) -> Relay.Entry {
      Relay.Entry(
        name: listener.arn,
        protocols: protocols,
        ports: PortRange(listener.port, listener.port),
        passesPackets: passesPackets,
        exits: exits,
        provenance: listener.provenance
      )
    }
    guard passesPackets, listener.protocols.count > 1 else { return [entry(listener.protocols, exits)] }
    return listener.protocols.map { one in
      let own = exits.compactMap { exit -> Relay.Exit? in
        var exit = exit
        exit.protocols = exit.protocols.compactMap { $0.intersection(one) }
        return exit.protocols.isEmpty ? nil : exit
      }
      return entry([one], own)
    }
  }

  /// What a load balancer does whose listeners nobody listed: anything, with the target groups that name it.
  private func unknownEntry() -> Relay.Entry {
    var exits = attached.flatMap { self.exits(to: estate.targetGroups[$0].arn, isUncertain: true) }
    let listsGroups = estate.completeness.isCollected(
      ["TargetGroups"],
      account: balancer.owner,
      region: balancer.region
    )
    if !listsGroups || balancer.kind == .classic {
      exits.append(missing(balancer.arn, protocols: [.tcp, .udp], at: balancer.provenance))
    }
    return Relay.Entry(
      name: balancer.arn,
      protocols: [.tcp, .udp],
      ports: .all,
      passesPackets: balancer.kind == .network,
      isUncertain: true,
      exits: exits,
      provenance: balancer.provenance
    )
  }

  private func classicEntry(_ listener: LoadBalancer.Listener) -> Relay.Entry {
    Relay.Entry(
      name: balancer.arn,
      protocols: listener.protocols,
      ports: PortRange(listener.port, listener.port),
      exits: balancer.instances.flatMap { instance -> [Relay.Exit] in
        let target = TargetGroup.Target(id: instance, port: listener.instancePort, provenance: listener.provenance)
        let ends = instanceEnds(target, isIPv6: false)
        guard !ends.isEmpty else { return [missing(instance, protocols: [.tcp], at: listener.provenance)] }
        return ends.flatMap { end in
          zones(of: end.zone, target, isCrossZone: balancer.isCrossZone, isOnByDefault: false).map {
            zone,
            isUncertain in
            Relay.Exit(
              .address(end.family, end.range),
              protocols: [.tcp],
              ports: PortRange(listener.instancePort, listener.instancePort),
              zone: zone,
              asksACLWithinSubnet: true,
              isUncertain: isUncertain,
              provenance: listener.provenance
            )
          }
        }
      },
      provenance: listener.provenance
    )
  }

  // MARK: - Exits

  private func missing(_ what: Symbol, protocols: [ProtocolRange], at place: Provenance) -> Relay.Exit {
    Relay.Exit(
      .missing(.resourceUnknown, what),
      protocols: protocols,
      isUncertain: true,
      group: what,
      provenance: place
    )
  }

  /// The exits to the targets of a group.
  private func exits(to arn: Symbol, isUncertain: Bool) -> [Relay.Exit] {
    guard case .targetGroup(let id)? = estate.find(arn) else {
      return [missing(arn, protocols: [.tcp, .udp], at: balancer.provenance)]
    }
    let group = estate.targetGroups[id]
    guard let targets = group.targets else {
      return [missing(arn, protocols: group.protocols.isEmpty ? [.tcp] : group.protocols, at: group.provenance)]
    }
    return targets.flatMap { target -> [Relay.Exit] in
      if group.kind == .lambda {
        return [
          Relay.Exit(.service(function(target.id)), isUncertain: isUncertain, group: arn, provenance: target.provenance)
        ]
      }
      let ends = ends(of: target, group)
      guard !ends.isEmpty else { return [missing(target.id, protocols: group.protocols, at: target.provenance)] }
      return ends.flatMap { exits(to: $0, target, group, isUncertain: isUncertain) }
    }
  }

  private func exits(
    to end: TargetEnd,
    _ target: TargetGroup.Target,
    _ group: TargetGroup,
    isUncertain: Bool
  ) -> [Relay.Exit] {
    // Another load balancer is one target, with nodes in its own zones.
    zones(
      of: end.zone,
      target,
      isCrossZone: group.kind == .loadBalancer ? true : crossZone(group),
      isOnByDefault: balancer.kind == .application
    )
    .flatMap { zone, isZoneUncertain in
      sources(group).map { source, isSourceUncertain in
        Relay.Exit(
          .address(end.family, end.range),
          from: source,
          protocols: group.protocols.isEmpty ? [.tcp] : group.protocols,
          ports: target.port == 0 ? .all : PortRange(target.port, target.port),
          zone: zone,
          isUncertain: isUncertain || isZoneUncertain || isSourceUncertain,
          group: group.arn,
          provenance: target.provenance
        )
      }
    }
  }

  /// The function of an ARN that may name a version or an alias of it.
  private func function(_ arn: Symbol) -> Symbol {
    guard estate.find(arn) == nil else { return arn }
    let parts = estate.symbols[arn].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 8 else { return arn }
    return estate.symbols.find(parts.dropLast().joined(separator: ":")) ?? arn
  }

  /// An address of a target, with its zone where that is known.
  private struct TargetEnd {
    var family: AddressFamily
    var range: AddressRange
    var zone: Symbol?
  }

  private func ends(of target: TargetGroup.Target, _ group: TargetGroup) -> [TargetEnd] {
    switch group.kind {
    case .ip:
      guard let address = try? IPAddress(estate.symbols[target.id]) else { return [] }
      return [TargetEnd(family: address.family, range: AddressRange(address.value), zone: zone(of: address, group))]
    case .instance: return instanceEnds(target, isIPv6: group.isIPv6)
    case .loadBalancer:
      // The nodes of the other load balancer, in whatever zone.
      return model.owners[target.id].flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].map {
          TargetEnd(family: $0.family, range: AddressRange($0.range.lower), zone: nil)
        }
      }
    case .lambda: return []
    }
  }

  /// The address of an instance's primary interface; of all of its interfaces where the snapshot does not tell which it is.
  private func instanceEnds(_ target: TargetGroup.Target, isIPv6: Bool) -> [TargetEnd] {
    let interfaces = model.owners[target.id].filter { estate.networkInterfaces[$0].instance == target.id }
    let primary = interfaces.filter { estate.networkInterfaces[$0].isPrimary }
    return (primary.isEmpty ? interfaces : primary).compactMap { id in
      let interface = estate.networkInterfaces[id]
      let family: AddressFamily = isIPv6 ? .ipv6 : .ipv4
      let zone = estate.subnet(interface.subnet).map { estate.subnets[$0].zone }
      return estate.interfaceAddresses[interface.addresses.range].first { $0.family == family }
        .map { TargetEnd(family: family, range: AddressRange($0.range.lower), zone: zone) }
    }
  }

  /// The zone of an address: that of the subnet of the group's VPC that holds it.
  private func zone(of address: IPAddress, _ group: TargetGroup) -> Symbol? {
    guard let vpc = estate.vpc(group.vpc) else { return nil }
    return model.subnetsOfVPC[Int(vpc.index)].first { subnet in
      estate.subnets[subnet].prefixes.contains { $0.family == address.family && $0.range.contains(address.value) }
    }.map { estate.subnets[$0].zone }
  }

  // MARK: - Zones and sources

  /// The zones of the load balancer's subnets; `nil` where some of them are not known.
  private var enabledZones: Set<Symbol>? {
    guard !balancer.subnets.isEmpty else { return nil }
    var zones: Set<Symbol> = []
    for subnet in balancer.subnets {
      guard let id = estate.subnet(subnet), !estate.subnets[id].zone.isEmpty else { return nil }
      zones.insert(estate.subnets[id].zone)
    }
    return zones
  }

  /// Whether cross-zone load balancing is on for a group: the group's own setting, else the load balancer's; `nil` when the
  /// attributes that would tell are not in the snapshot.
  private func crossZone(_ group: TargetGroup) -> Bool? {
    switch balancer.kind {
    case .application: return group.isCrossZone ?? true
    case .network:
      if let own = group.isCrossZone { return own }
      guard group.hasAttributes else { return nil }
      return balancer.isCrossZone
    case .gateway, .classic: return balancer.isCrossZone
    }
  }

  /// The zones whose nodes send to a target: all of them (`nil`) where cross-zone load balancing is on, else its own.
  ///
  /// Where nobody knows whether it is on, the default holds, and the other answer is possible.
  private func zones(
    of own: Symbol?,
    _ target: TargetGroup.Target,
    isCrossZone: Bool?,
    isOnByDefault: Bool
  ) -> [(zone: Symbol?, isUncertain: Bool)] {
    if estate.symbols[target.zone] == "all" { return [(nil, false)] }
    var zone = own
    if !target.zone.isEmpty, let index = balancer.zoneNames.firstIndex(of: target.zone),
      let subnet = estate.subnet(balancer.subnets[index])
    {
      zone = estate.subnets[subnet].zone
    }
    // Targets in a zone that is not enabled for the load balancer receive nothing.
    if let zone, !zone.isEmpty, let enabled = enabledZones, !enabled.contains(zone) { return [] }
    if isCrossZone == true { return [(nil, false)] }
    guard let zone, !zone.isEmpty else { return [(nil, isCrossZone == false || !isOnByDefault)] }
    if isCrossZone == false { return [(zone, false)] }
    return isOnByDefault ? [(nil, false)] : [(zone, false), (nil, true)]
  }

  /// Whose address a group's targets see.
  ///
  /// Without the group's attributes, the default holds, and the other is possible.
  private func sources(_ group: TargetGroup) -> [(source: Relay.Exit.Source, isUncertain: Bool)] {
    guard balancer.kind == .network else { return [(.door, false)] }
    if group.protocols.contains(.udp) { return [(.client, false)] }
    // Addresses are hidden by default from targets by address over TCP and TLS; from all others they are not.
    let isKeptByDefault = group.kind != .ip
    let kept = group.preservesClientAddress ?? isKeptByDefault
    let source: Relay.Exit.Source = kept ? .client : .door
    if group.hasAttributes || group.preservesClientAddress != nil { return [(source, false)] }
    return [(source, false), (kept ? .door : .client, true)]
  }
}
