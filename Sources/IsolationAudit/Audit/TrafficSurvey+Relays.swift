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

  /// The packets from the hosts behind a VPN connection or a virtual interface to receivers.
  package func survey(siteOf link: OnPremisesLink, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let sender = Sender.onPremises(link, nil)
    for (_, family, range) in targets.ranges {
      walk(HeaderBox(family: family, destination: range), sender, .site(link), targets, &outcome)
    }
    if case .virtualInterface(let id) = link, estate.virtualInterfaces[id].kind == .public {
      for address in targets.publicAddresses {
        let box = HeaderBox(family: .ipv4, destination: AddressRange(UInt128(address)))
        walk(box, sender, .site(link), targets, &outcome)
      }
    }
    return outcome
  }

  /// The connections that users of an EC2 Instance Connect Endpoint open with their own addresses: to instances of its VPC only.
  ///
  /// Source: EC2 User Guide, "Considerations" for EC2 Instance Connect Endpoint.
  package func survey(usersOf id: EstateID<InstanceConnectEndpoint>, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let vpc = estate.vpc(estate.instanceConnectEndpoints[id].vpc)
    for door in model.doors(of: estate.instanceConnectEndpoints[id]) {
      guard let subnet = door.subnet else { continue }
      let opening = Sender.Opening(
        subnet: subnet,
        groups: door.groups,
        ranges: [.all(.ipv4)],
        keepsClients: true,
        asksACLWithinSubnet: false
      )
      for target in targets.ranges where target.vpc == vpc && target.family == .ipv4 {
        let box = HeaderBox(family: .ipv4, destination: target.range, protocols: .tcp)
        walk(box, .relay(opening), .instanceConnect(id), targets, &outcome)
      }
    }
    return outcome
  }

  /// What relays open towards some receivers.
  struct RelayLegs {
    /// The connections, each with the node whose entry leads to it.
    var legs: [(node: RelayTable.Node, crossing: Crossing)] = []
    /// What could not be told of connections that a node may open.
    var gaps: [RelayTable.Node: Set<Gap>] = [:]
    var walks = 0
    var arrivals = 0
  }

  /// The connections that relays open to receivers, whatever the health of their targets.
  ///
  /// Only exits to addresses of receivers are walked, and those of which nobody knows where they lead.
  ///
  /// - Parameters:
  ///   - targets: The receivers.
  ///   - excluded: The relays that are receivers themselves.
  /// - Returns: The connections by node, in order.
  func relayLegs(to targets: Targets, excluding excluded: Set<Int>) -> RelayLegs {
    var found = RelayLegs()
    let relays = model.relays
    for (index, relay) in relays.relays.enumerated()
    where !excluded.contains(index) || !relays.handOvers(to: index).isEmpty {
      // One target group often serves several listeners: each opening is walked once.
      var known: [Opening: Outcome] = [:]
      for (number, entry) in relay.entries.enumerated() {
        for exit in entry.exits where mayLead(exit, to: targets) {
          // Into the receivers' own relays packets are a crossing by themselves; what is handed over is none.
          for node in nodes(index, number, exit) where node.isHandedOver || !excluded.contains(index) {
            let outcome = follow(exit, at: node, relay, targets, &known, &found)
            add(outcome, of: exit, entry, at: node, relay, to: &found)
          }
        }
      }
    }
    return found
  }

  /// A connection that a relay opens, as far as its packets go.
  private struct Opening: Hashable {
    var openings: [Sender.Opening]
    /// The VPCs into which VPC Lattice sends.
    var vpcs: [EstateID<VPC>]
    var boxes: [HeaderBox]
  }

  /// The nodes at which an exit is used; those handed over apart only where it makes a difference to the packets.
  private func nodes(_ relay: Int, _ entry: Int, _ exit: Relay.Exit) -> [RelayTable.Node] {
    let direct = model.relays.nodes(relay: relay, entry: entry, isHandedOver: false)
    let mayBeHandedOver = !model.relays.handOvers(to: relay).isEmpty || model.relays.translates(relay)
    let all =
      mayBeHandedOver ? direct + model.relays.nodes(relay: relay, entry: entry, isHandedOver: true) : direct
    return all.filter { model.relays.uses(exit, at: $0) }
  }

  private func mayLead(_ exit: Relay.Exit, to targets: Targets) -> Bool {
    switch exit.end {
    case .address(let family, let range): targets.mayHold(family, range)
    case .missing: true
    case .handOver, .service: false
    }
  }

  private func follow(
    _ exit: Relay.Exit,
    at node: RelayTable.Node,
    _ relay: Relay,
    _ targets: Targets,
    _ known: inout [Opening: Outcome],
    _ found: inout RelayLegs
  ) -> Outcome {
    var openings: [(sender: Sender, box: HeaderBox)]
    if case .missing = exit.end {
      openings = [AddressFamily.ipv4, .ipv6].flatMap { family -> [(sender: Sender, box: HeaderBox)] in
        guard let hull = targets.hull(family) else { return [] }
        let senders = model.relays.senders(exit, at: node, family).filter { isNear($0, targets) }
        return senders.flatMap { sender in
          exit.protocols.map { protocols in
            (sender, HeaderBox(family: family, destination: hull, protocols: protocols, destinationPorts: exit.ports))
          }
        }
      }
    } else {
      openings = model.relays.openings(exit, at: node)
    }
    let key = Opening(
      openings: openings.compactMap { if case .relay(let opening) = $0.sender { opening } else { nil } },
      vpcs: openings.compactMap { if case .lattice(let vpc, _) = $0.sender { vpc } else { nil } },
      boxes: openings.map(\.box)
    )
    if let outcome = known[key] { return outcome }
    var outcome = Outcome()
    for (sender, box) in openings { walk(box, sender, .relay(node), targets, &outcome) }
    found.walks += outcome.walks
    found.arrivals += outcome.arrivals
    known[key] = outcome
    return outcome
  }

  private func add(
    _ outcome: Outcome,
    of exit: Relay.Exit,
    _ entry: Relay.Entry,
    at node: RelayTable.Node,
    _ relay: Relay,
    to found: inout RelayLegs
  ) {
    var gaps = outcome.gaps
    var isUncertain = exit.isUncertain || entry.isUncertain
    var (code, resource) = (ExplanationCode.resourceUnknown, relay.id)
    if case .missing(let missing, let what) = exit.end { (isUncertain, code, resource) = (true, missing, what) }
    if case .anywhere = exit.source {
      // What is missing may be on the receivers' side, and no route tells.
      found.gaps[node, default: []].insert(Gap(code: code, resource: resource, provenance: exit.provenance))
      return
    }
    if isUncertain {
      guard !outcome.crossings.isEmpty || !gaps.isEmpty else { return }
      gaps.insert(Gap(code: code, resource: resource, provenance: exit.provenance))
    } else {
      for var crossing in outcome.crossings {
        crossing.origin = .relay(node)
        if !entry.policy.isEmpty {
          // The auth policy of a service network or service decides by IAM.
          crossing.flow.certainty = max(crossing.flow.certainty, .may)
          if !crossing.via.contains(entry.policy) { crossing.via.append(entry.policy) }
        }
        found.legs.append((node, crossing))
      }
    }
    if !gaps.isEmpty { found.gaps[node, default: []].formUnion(gaps) }
  }

  /// Whether routes lead from a relay's door to the VPC of some receiver, or to where nobody knows.
  private func isNear(_ sender: Sender, _ targets: Targets) -> Bool {
    guard case .relay(let opening) = sender, let table = model.routeTableOfSubnet[Int(opening.subnet.index)] else {
      return true
    }
    let reach = domains[table]
    return reach.reachesUnknown || zip(reach.vpcs, targets.vpcs).contains { $0 & $1 != 0 }
  }

  /// What hosts of a VPC send to a relay that stands at every host: no route, only their own security groups and those of
  /// the relay are in between.
  func survey(hosts senders: [Int], enter door: RelayTable.DoorID) -> Outcome {
    var outcome = Outcome()
    guard case .hosts(let vpc, let destinations) = model.relays[door].place else { return outcome }
    let relay = model.relays.relays[door.relay]
    for index in senders where classes.classes[index].sends {
      let sender = classes.classes[index]
      guard estate.vpc(estate.subnets[sender.subnet].vpc) == vpc else { continue }
      for destination in destinations {
        let ranges = estate.subnets[sender.subnet].prefixes.filter { $0.family == destination.family }.map(\.range)
        guard !ranges.isEmpty else { continue }
        let who = Sender.interfaces(subnet: sender.subnet, groups: sender.groups, ranges: ranges)
        var walker = Walker(box)
        let box = HeaderBox(family: destination.family, destination: destination.range)
        if relay.kind == .resolverEndpoint {
          walker.sendToResolver(box, from: who, relay.id)
        } else {
          walker.sendToLink(box, from: who, relay.id)
        }
        outcome.walks += 1
        for arrival in walker.arrivals {
          guard let admitted = walker.admitted(arrival.flow, by: model.relays[door].groups),
            var taken = model.relays.taken(admitted, at: door)
          else { continue }
          taken.boxes = taken.boxes.filter { box in
            classes.hasAddress(of: index, family: box.sent.family, in: box.sent.source, estate)
          }
          guard !taken.boxes.isEmpty else { continue }
          var crossing = Crossing(origin: .hosts(index), sender: who, receiver: -1, flow: taken, via: [], elements: [])
          crossing.link = relay.id
          outcome.crossings.append(crossing)
        }
      }
    }
    return outcome
  }

  /// The answers to the packets of a crossing.
  func conversation(of crossing: Crossing) -> Conversation {
    guard crossing.receiver >= 0 else {
      return Conversation(
        of: Delivery(receiver: .service(.empty), flow: crossing.flow),
        from: crossing.sender,
        in: model
      )
    }
    let receiver = classes.classes[crossing.receiver]
    let member = classes.members[receiver.members.lowerBound]
    let delivery = Delivery(receiver: .interface(member, subnet: receiver.subnet), flow: crossing.flow)
    return Conversation(of: delivery, from: crossing.sender, in: model)
  }

  /// Whether packets of a crossing get answers, or may get them: without, a relay that ends the transport opens nothing.
  func isAnswered(_ crossing: Crossing) -> Bool {
    if crossing.receiver < 0 || crossing.flow.certainty == .may { return true }
    if crossing.flow.boxes.contains(where: { $0.now.protocols.contains(17) }) { return true }
    let conversation = conversation(of: crossing)
    return !conversation.answered.isEmpty || conversation.meetsUnknown
  }
}
