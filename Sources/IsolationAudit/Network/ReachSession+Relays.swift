// Paths over relays: from the target backwards to whoever opens connections to it, until the sender is found.
extension ReachSession {
  /// A chain of relays has at most this many members.
  private static let maximumRelays = 8

  private var relays: RelayTable { model.relays }
  private var estate: Estate { model.estate }

  /// How a probe gets into a relay, or through it to its target.
  struct RelayedPath {
    /// How far packets get, the weakest leg.
    var reachability: Reachability
    /// The steps of all legs.
    var hops: [PathHop]
    /// The relays on the way, in order.
    var relays: [Symbol]
    /// The packets as they arrive at the end of the last leg; `nil` behind a service.
    var flow: Flow?
    /// Whether they came to the last relay directly, and not from another one that handed them over.
    var isTranslated = false
  }

  /// Why no path over relays leads to a target, from the relay that gets furthest.
  struct RelayObstacle {
    var code: ExplanationCode
    var resource: Symbol
    var rule: Provenance?
    /// The steps as far as packets get.
    var hops: [PathHop]
  }

  /// What a search over relays found.
  struct RelaySearch {
    var best: RelayedPath?
    var obstacle: RelayObstacle?
    /// Walks that may still be made.
    var budget = 20_000
    /// Whether a bound was met: there may be a path that was not looked for.
    var isCut = false
    /// The ways into nodes that were found.
    var entered: [RelayTable.Node: RelayedPath?] = [:]

    mutating func merge(_ other: RelaySearch) {
      if let path = other.best { offer(path) }
      if obstacle == nil { obstacle = other.obstacle }
      isCut = isCut || other.isCut
    }

    mutating func offer(_ path: RelayedPath) {
      if best.map({ path.reachability < $0.reachability }) ?? true { best = path }
    }

    mutating func note(_ obstacle: @autoclosure () -> RelayObstacle) {
      if self.obstacle == nil { self.obstacle = obstacle() }
    }
  }

  /// The paths to what only relays lead to: a service behind a listener, the targets of a group; `nil` for anything else.
  func search(_ probe: ReachProbe, from senders: [ProbeSender], behindRelays name: Symbol) -> RelaySearch? {
    var search = RelaySearch()
    if case .targetGroup? = estate.find(name) {
      for sender in senders { search.merge(relayed(probe, from: sender, toGroup: name)) }
      return search
    }
    guard !relays.exits(toService: name).isEmpty else { return nil }
    for sender in senders { search.merge(relayed(from: sender, toService: name)) }
    return search
  }

  /// The addresses of a probe's destination, as relays write them.
  func relayDestinations(_ end: ReachProbe.End) throws(ProbeError) -> [ProbeDestination] {
    switch end {
    case .interface, .instance, .resource:
      return try interfaces(end).flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].map {
          ProbeDestination(family: $0.family, range: $0.range, receiver: id)
        }
      }
    case .interfaceAddress(_, let address):
      return try interfaces(end).map {
        ProbeDestination(family: address.family, range: AddressRange(address.value), receiver: $0)
      }
    case .address(let address):
      return [ProbeDestination(family: address.family, range: AddressRange(address.value), receiver: nil)]
    case .internet, .onPremises, .clientVPN, .domainName: return []
    }
  }

  /// The best path over relays from a sender to a target of a probe.
  func relayed(_ probe: ReachProbe, from sender: ProbeSender, to destination: ProbeDestination) -> RelaySearch {
    var search = RelaySearch()
    guard !relays.isEmpty else { return search }
    for id in relays.exits(to: destination.family, destination.range) {
      follow(id, to: destination, probe, from: sender, &search)
      if search.best?.reachability == .connects { break }
    }
    return search
  }

  /// The best path over relays to a service that is no network interface.
  func relayed(from sender: ProbeSender, toService service: Symbol) -> RelaySearch {
    var search = RelaySearch()
    for id in relays.exits(toService: service) {
      let exit = relays[id]
      for node in nodes(of: id) {
        guard let path = enter(node, from: sender, passed: [], &search) else { continue }
        var whole = passing(node, path)
        if exit.isUncertain || relays[node].isUncertain { whole.reachability = max(whole.reachability, .unknown) }
        whole.hops.append(
          PathHop(
            resource: service,
            type: narrator.type(of: service),
            action: "taken by the service",
            provenance: exit.provenance
          )
        )
        search.offer(whole)
      }
    }
    return search
  }

  private func nodes(of id: RelayTable.ExitID) -> [RelayTable.Node] {
    [false, true].flatMap { relays.nodes(relay: id.relay, entry: id.entry, isHandedOver: $0) }
      .filter { !$0.isHandedOver || !relays.handOvers(to: $0.relay).isEmpty || relays.translates($0.relay) }
  }

  /// The best path over relays to whatever is registered with a target group.
  func relayed(_ probe: ReachProbe, from sender: ProbeSender, toGroup group: Symbol) -> RelaySearch {
    var search = RelaySearch()
    for (index, relay) in relays.relays.enumerated() {
      for (number, entry) in relay.entries.enumerated() where relay.forwards(entry, to: group, estate) {
        let exits = entry.exits.indices.filter { entry.exits[$0].group == group }
        for exit in exits {
          let id = RelayTable.ExitID(relay: index, entry: number, exit: exit)
          if case .address(let family, let range) = entry.exits[exit].end {
            let destination = ProbeDestination(family: family, range: range, receiver: nil)
            follow(id, to: destination, probe, from: sender, &search)
          }
        }
        guard exits.isEmpty else { continue }
        for node in relays.nodes(relay: index, entry: number, isHandedOver: false) {
          guard let path = enter(node, from: sender, passed: [], &search) else { continue }
          search.note(
            RelayObstacle(
              code: .listenerHasNoTargets,
              resource: relay.id,
              rule: entry.provenance,
              hops: passing(node, path).hops
            )
          )
        }
      }
    }
    return search
  }

  // MARK: - The last leg

  private func follow(
    _ id: RelayTable.ExitID,
    to destination: ProbeDestination,
    _ probe: ReachProbe,
    from sender: ProbeSender,
    _ search: inout RelaySearch
  ) {
    let exit = relays[id]
    guard let ports = exit.ports.intersection(probe.destinationPorts) else { return }
    for node in nodes(of: id) where search.best?.reachability != .connects {
      guard relays.uses(exit, at: node) else {
        guard let path = enter(node, from: sender, passed: [], &search) else { continue }
        let relay = relays.relays[node.relay]
        search.note(
          RelayObstacle(code: .balancerNotCrossZone, resource: relay.id, rule: exit.provenance, hops: path.hops)
        )
        continue
      }
      guard let path = enter(node, from: sender, passed: [], &search) else { continue }
      if case .anywhere = exit.source {
        var whole = passing(node, path)
        whole.reachability = .unknown
        search.offer(whole)
        continue
      }
      var target = destination.range
      if case .address(_, let own) = exit.end {
        guard let common = own.intersection(target) else { continue }
        target = common
      }
      for protocols in exit.protocols.compactMap({ $0.intersection(probe.protocols) }) {
        let box = HeaderBox(
          family: destination.family,
          destination: target,
          protocols: protocols,
          destinationPorts: ports
        )
        for whole in open(exit, at: node, box, behind: path, wanted: destination.receiver, &search) {
          search.offer(whole)
        }
      }
    }
  }

  /// Opens the connections of an exit behind a path to its relay.
  private func open(
    _ exit: Relay.Exit,
    at node: RelayTable.Node,
    _ box: HeaderBox,
    behind path: RelayedPath,
    wanted: EstateID<NetworkInterface>?,
    _ search: inout RelaySearch
  ) -> [RelayedPath] {
    let entry = relays[node]
    var found: [RelayedPath] = []
    for opening in relays.senders(exit, at: node, box.family) {
      var sources = [box.source]
      // What came in directly, in the same IP version, has its own node: the target sees the client there.
      if path.isTranslated, path.flow?.family == box.family { continue }
      if case .relay(let way) = opening, way.keepsClients {
        guard let flow = path.flow, flow.family == box.family else { continue }
        sources = flow.boxes.map(\.now.source)
      }
      for source in sources {
        var sent = box
        sent.source = source
        search.budget -= 1
        guard search.budget > 0 else {
          var whole = passing(node, path)
          whole.reachability = .unknown
          whole.isTranslated = false
          return found + [whole]
        }
        let leg = walk(sent, from: opening, wanted: wanted)
        var whole = passing(node, path)
        whole.hops += leg.hops
        whole.flow = leg.flow
        whole.isTranslated = false
        guard let reached = leg.reachability else {
          if let loss = leg.loss {
            search.note(RelayObstacle(code: loss.code, resource: loss.resource, rule: loss.rule, hops: whole.hops))
          }
          continue
        }
        // A relay that ends the transport passes on nothing unless there are conversations on both sides.
        guard entry.passesPackets || reached != .oneWay else {
          search.note(RelayObstacle(code: .noAnswer, resource: relays.relays[node.relay].id, hops: whole.hops))
          continue
        }
        whole.reachability = max(path.reachability, reached)
        if !entry.policy.isEmpty { whole.reachability = max(whole.reachability, .may) }
        if exit.isUncertain || entry.isUncertain { whole.reachability = max(whole.reachability, .unknown) }
        found.append(whole)
      }
    }
    return found
  }

  // MARK: - Getting into a relay

  /// The best path from a sender into a node; `nil` where there is none.
  private func enter(
    _ node: RelayTable.Node,
    from sender: ProbeSender,
    passed: [RelayTable.Node],
    _ search: inout RelaySearch
  ) -> RelayedPath? {
    guard passed.count < Self.maximumRelays, search.budget > 0 else {
      search.isCut = true
      return nil
    }
    if passed.isEmpty, let known = search.entered[node] { return known }
    var best: RelayedPath?
    func offer(_ path: RelayedPath) {
      let entry = relays[node]
      guard entry.passesPackets || path.reachability != .oneWay else { return }
      if best.map({ path.reachability < $0.reachability }) ?? true { best = path }
    }
    if node.isHandedOver {
      for path in handed(to: node, from: sender, passed: passed + [node], &search) { offer(path) }
    } else {
      switch relays[node.doorID].place {
      case .interfaces(let interfaces, _):
        for interface in interfaces where best?.reachability != .connects {
          for path in arriving(at: interface, of: node, from: sender, passed: passed + [node], &search) { offer(path) }
        }
      case .hosts(let vpc, let destinations):
        for path in atHost(of: vpc, destinations, node, from: sender, &search) { offer(path) }
      }
    }
    if passed.isEmpty { search.entered[node] = .some(best) }
    return best
  }

  /// The paths to an interface of a relay: directly, and over other relays.
  private func arriving(
    at interface: EstateID<NetworkInterface>,
    of node: RelayTable.Node,
    from sender: ProbeSender,
    passed: [RelayTable.Node],
    _ search: inout RelaySearch
  ) -> [RelayedPath] {
    let entry = relays[node]
    var paths: [RelayedPath] = []
    for destination in doorDestinations(interface, seenBy: sender) {
      for protocols in entry.protocols {
        var box = HeaderBox(
          family: destination.family,
          destination: destination.range,
          protocols: protocols,
          sourcePorts: PortRange(1024, 65_535),
          destinationPorts: entry.ports
        )
        if let source = sender.source {
          guard source.family == destination.family else { continue }
          box.source = AddressRange(source.value)
        }
        search.budget -= 1
        let leg = walk(box, from: sender.sender, wanted: interface)
        guard let reached = leg.reachability else { continue }
        paths.append(RelayedPath(reachability: reached, hops: leg.hops, relays: [], flow: leg.flow))
      }
    }
    guard !paths.contains(where: { $0.reachability == .connects }) else { return paths }
    for own in estate.interfaceAddresses[estate.networkInterfaces[interface].addresses.range] {
      let address = IPAddress(family: own.family, value: own.range.lower)
      for id in relays.exits(to: address) where id.relay != node.relay {
        let exit = relays[id]
        guard let ports = exit.ports.intersection(entry.ports) else { continue }
        for from in nodes(of: id) where !passed.contains(from) && relays.uses(exit, at: from) {
          guard let before = enter(from, from: sender, passed: passed, &search) else { continue }
          for protocols in exit.protocols.flatMap({ one in entry.protocols.compactMap { one.intersection($0) } }) {
            let box = HeaderBox(
              family: own.family,
              destination: AddressRange(own.range.lower),
              protocols: protocols,
              destinationPorts: ports
            )
            paths += open(exit, at: from, box, behind: before, wanted: interface, &search)
          }
        }
      }
    }
    return paths
  }

  /// What other relays hand over to a node, and what came in there in the other IP version.
  private func handed(
    to node: RelayTable.Node,
    from sender: ProbeSender,
    passed: [RelayTable.Node],
    _ search: inout RelaySearch
  ) -> [RelayedPath] {
    var paths: [RelayedPath] = []
    for handOver in relays.handOvers(into: node) where !passed.contains(handOver.from) {
      let (from, admission) = (handOver.from, handOver.admission)
      guard let before = enter(from, from: sender, passed: passed, &search), var flow = before.flow else { continue }
      flow.scope = .lost
      guard let taken = relays.taken(flow, by: relays[node]) else { continue }
      guard let admitted = Walker(model).admitted(taken, by: admission) else {
        search.note(
          RelayObstacle(
            code: .groupRulesMismatch,
            resource: estate.groups(admission).first ?? .empty,
            hops: passing(from, before).hops
          )
        )
        continue
      }
      var path = passing(from, before)
      path.flow = admitted
      if handOver.isUncertain || admitted.certainty == .unknown { path.reachability = max(path.reachability, .unknown) }
      paths.append(path)
    }
    let direct = RelayTable.Node(relay: node.relay, entry: node.entry, door: node.door)
    if !passed.contains(direct), var path = enter(direct, from: sender, passed: passed, &search) {
      path.isTranslated = true
      paths.append(path)
    }
    return paths
  }

  /// The way of a host to a relay that stands at every host of its VPC.
  private func atHost(
    of vpc: EstateID<VPC>,
    _ destinations: [IPPrefix],
    _ node: RelayTable.Node,
    from sender: ProbeSender,
    _ search: inout RelaySearch
  ) -> [RelayedPath] {
    guard case .interfaces(let subnet, _, _) = sender.sender, estate.vpc(estate.subnets[subnet].vpc) == vpc else {
      return []
    }
    let relay = relays.relays[node.relay]
    let entry = relays[node]
    var paths: [RelayedPath] = []
    for destination in destinations where sender.source.map({ $0.family == destination.family }) ?? true {
      for protocols in entry.protocols {
        var box = HeaderBox(
          family: destination.family,
          destination: destination.range,
          protocols: protocols,
          sourcePorts: PortRange(1024, 65_535),
          destinationPorts: entry.ports
        )
        if let source = sender.source { box.source = AddressRange(source.value) }
        var walker = Walker(model, recordsDrops: true)
        if relay.kind == .resolverEndpoint {
          walker.sendToResolver(box, from: sender.sender, relay.id)
        } else {
          walker.sendToLink(box, from: sender.sender, relay.id)
        }
        let groups = relays[node.doorID].groups
        for arrival in walker.arrivals {
          guard let admitted = walker.admitted(arrival.flow, by: groups) else {
            let names = estate.groups(groups)
            search.note(
              RelayObstacle(
                code: .groupRulesMismatch,
                resource: names.count == 1 ? names[0] : relay.id,
                hops: narrator.hops(walker.trail, to: arrival.flow.trail, witness: box)
              )
            )
            continue
          }
          let hops = narrator.hops(walker.trail, to: admitted.trail, witness: box)
          let reached: Reachability =
            switch admitted.certainty {
            case .exact: .connects
            case .may: .may
            case .unknown: .unknown
            }
          paths.append(RelayedPath(reachability: reached, hops: hops, relays: [], flow: admitted))
        }
      }
    }
    return paths
  }

  /// The addresses of a relay's interface as a sender would write them: private ones, and public ones over the internet.
  private func doorDestinations(
    _ interface: EstateID<NetworkInterface>,
    seenBy sender: ProbeSender
  ) -> [ProbeDestination] {
    var isOutside = false
    if case .internet = sender.sender { isOutside = true }
    let addresses = estate.interfaceAddresses[estate.networkInterfaces[interface].addresses.range]
    return addresses.flatMap { address -> [ProbeDestination] in
      var result: [ProbeDestination] = []
      if !(isOutside && address.family == .ipv4) {
        result.append(ProbeDestination(family: address.family, range: address.range, receiver: interface))
      }
      if address.hasPublicAddress {
        let range = AddressRange(UInt128(address.publicAddress))
        result.append(ProbeDestination(family: .ipv4, range: range, receiver: interface))
      }
      return result
    }
  }

  // MARK: - One leg

  /// A path with a relay behind it.
  private func passing(_ node: RelayTable.Node, _ path: RelayedPath) -> RelayedPath {
    var path = path
    let relay = relays.relays[node.relay].id
    if path.relays.last != relay {
      path.relays.append(relay)
      path.hops += narrator.hops(through: node, in: model)
    }
    return path
  }

  /// How far the packets of one leg get.
  private struct Leg {
    /// `nil` when none arrives.
    var reachability: Reachability?
    var hops: [PathHop] = []
    var flow: Flow?
    var loss: Drop?
  }

  private func walk(_ box: HeaderBox, from sender: Sender, wanted: EstateID<NetworkInterface>?) -> Leg {
    var walker = Walker(model, recordsDrops: true)
    walker.send(box, from: sender)
    var leg = Leg()
    for arrival in walker.arrivals {
      if case .beyond(let code, let resource, let rule) = arrival.place {
        guard leg.reachability == nil else { continue }
        leg.reachability = .unknown
        leg.loss = Drop(
          code: code,
          resource: resource,
          rule: rule,
          trail: arrival.flow.trail,
          depth: arrival.flow.depth
        )
        leg.hops = narrator.hops(walker.trail, to: arrival.flow.trail, witness: box)
        leg.flow = arrival.flow
        continue
      }
      for delivery in walker.deliveries(of: arrival) {
        guard case .interface(let interface, _) = delivery.receiver, wanted == nil || interface == wanted else {
          continue
        }
        let conversation = Conversation(of: delivery, from: sender, in: model, recordsDrops: true)
        let reached = conversation.reachability(of: delivery)
        if let known = leg.reachability, known <= reached { continue }
        leg.reachability = reached
        leg.flow = delivery.flow
        leg.hops =
          narrator.hops(walker.trail, to: delivery.flow.trail, witness: delivery.flow.boxes[0].sent)
          + [narrator.hop(admitting: delivery.ingressRule, to: interface)]
      }
    }
    if leg.reachability == nil, let deepest = walker.drops.max(by: { $0.depth < $1.depth }) {
      leg.loss = deepest
      if deepest.trail >= 0 { leg.hops = narrator.hops(walker.trail, to: deepest.trail, witness: box) }
    }
    return leg
  }
}

extension Relay {
  /// Whether an entry forwards to a target group, be it empty.
  fileprivate func forwards(_ entry: Entry, to group: Symbol, _ estate: Estate) -> Bool {
    if entry.exits.contains(where: { $0.group == group }) { return true }
    guard case .loadBalancer(let id)? = estate.find(self.id) else { return false }
    return (estate.loadBalancers[id].listeners ?? []).contains {
      $0.arn == entry.name && $0.targetGroups.contains(group)
    }
  }
}
