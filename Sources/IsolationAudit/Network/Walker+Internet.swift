extension Walker {
  /// Packets of a VPC reach its internet gateway.
  ///
  /// The gateway translates between a private IPv4 address and its public one, and refuses private destinations and senders
  /// without a public address (Reachability Analyzer codes `IGW_…`). IPv6 is not translated.
  mutating func enterInternetGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let gateway = estate.internetGateway(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let vpc = estate.vpcs[context.vpc]
    guard estate.internetGateways[gateway].attachments.contains(where: { $0.vpc == vpc.id && $0.isUsable }) else {
      return drop(flow, .badStateAttachment, id, rule)
    }
    var isNAT = false
    var isTranslated = false
    switch context.entry {
    case .natGateway: isNAT = true
    case .regionalNATGateway: (isNAT, isTranslated) = (true, true)
    default: break
    }
    if blocksPublicAccess(context.vpc, context.subnet, inbound: false, isNAT: isNAT) {
      return drop(flow, .blockPublicAccess, vpc.id)
    }
    if flow.family == .ipv6 { return reachInternet(step(flow, .enteredInternet, id)) }
    guard let routable = withoutPrivateDestinations(flow, id, rule) else { return }
    if isTranslated { return reachInternet(step(routable, .enteredInternet, id)) }
    var translated: [TrackedBox] = []
    for box in routable.boxes {
      for owner in model.addresses.publicOwners(inVPC: vpc.id, privateRange: box.now.source) {
        guard var part = box.narrowed(source: AddressRange(owner.privateAddress)) else { continue }
        part.translateSource(to: UInt128(owner.publicAddress))
        translated.append(part)
      }
    }
    guard !translated.isEmpty else { return drop(routable, .internetGatewayPublicSource, id, rule) }
    var out = routable
    out.boxes = translated
    out.scope = .lost
    out = step(out, .sourceTranslated(.ipv4, translated[0].now.source.lower), id)
    reachInternet(step(out, .enteredInternet, id))
  }

  /// Packets reach an egress-only internet gateway: IPv6, connections from inside only.
  mutating func enterEgressOnlyGateway(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let gateway = estate.internetGateway(id) else { return arrive(.beyond(.resourceUnknown, id, rule), flow) }
    let vpc = estate.vpcs[context.vpc]
    guard estate.internetGateways[gateway].attachments.contains(where: { $0.vpc == vpc.id && $0.isUsable }) else {
      return drop(flow, .badStateAttachment, id, rule)
    }
    guard flow.family == .ipv6, let flow = isAnswer ? startingAnew(flow) : flow else {
      return drop(flow, .cannotRoute, id, rule)
    }
    if blocksPublicAccess(context.vpc, context.subnet, inbound: false, isNAT: true) {
      return drop(flow, .blockPublicAccess, vpc.id)
    }
    guard let entered = entering(flow, .egressOnlyGateway, gateway.index, id) else { return }
    reachInternet(step(entered, .enteredInternet, id))
  }

  /// What a stateful gateway takes for the start of a conversation, of answers to packets that came in another way.
  ///
  /// Datagrams of UDP, that is: answers of TCP and ICMP belong to no conversation that it knows.
  private func startingAnew(_ answers: Flow) -> Flow? {
    let datagrams = HeaderBox(family: answers.family, protocols: .udp)
    return answers.mapping { box in box.narrowed(to: datagrams).map { [$0] } ?? [] }
  }

  /// The egress-only gateway of a VPC that the request of these answers left by; `nil` when it left another way.
  private func egressOnlyGateway(of vpc: EstateID<VPC>) -> Symbol? {
    requested.lazy.filter { $0.kind == .egressOnlyGateway }
      .map { estate.internetGateways.records[Int($0.index)] }
      .first { gateway in gateway.attachments.contains { $0.vpc == estate.vpcs[vpc].id && $0.isUsable } }?.id
  }

  /// Packets are on the internet: some destinations are public addresses of the estate.
  ///
  /// Public-to-public is a real way between environments: out of one internet gateway and into another.
  mutating func reachInternet(_ flow: Flow) {
    if stopsAtInternet { return arrive(.internet, flow) }
    guard let flow = turnedBackByRegionalNATGateway(flow) else { return }
    var rest: Flow? = flow
    switch flow.family {
    case .ipv4:
      for owner in model.addresses.publicOwners(in: flow.destinationHull) {
        let address = AddressRange(UInt128(owner.publicAddress))
        guard let piece = flow.narrowed(destination: address) else { continue }
        rest = rest?.removing(destination: address)
        enterFromInternet(owner, piece)
      }
    case .ipv6:
      for (index, vpc) in estate.vpcs.records.enumerated() {
        for prefix in vpc.prefixes where prefix.family == .ipv6 && prefix.range.overlaps(flow.destinationHull) {
          guard let piece = flow.narrowed(destination: prefix.range) else { continue }
          rest = rest?.removing(destination: prefix.range)
          enterFromInternet(EstateID(index), piece)
        }
      }
    }
    guard let rest else { return }
    // Nothing on the internet has a private address.
    for range in Self.publicRanges(flow.family) {
      if let piece = rest.narrowed(destination: range) { arrive(.internet, piece) }
    }
    guard recordsDrops else { return }
    var lost: Flow? = rest
    for range in Self.publicRanges(flow.family) { lost = lost?.removing(destination: range) }
    if let lost { drop(lost, .noDestination, .empty) }
  }

  /// IPv4 packets for a public address of the estate come in through its VPC's internet gateway.
  package mutating func enterFromInternet(_ owner: AddressIndex.PublicOwner, _ flow: Flow) {
    let interface = estate.networkInterfaces[owner.networkInterface]
    guard let vpc = estate.vpc(interface.vpc) else {
      return arrive(.beyond(.resourceUnknown, interface.vpc, interface.provenance), flow)
    }
    guard let gateway = usableGateway(vpc, flow) else { return }
    let isNAT = model.natGatewayOfInterface[interface.id] != nil
    let subnet = estate.subnet(interface.subnet)
    if blocksPublicAccess(vpc, subnet, inbound: true, isNAT: isNAT && isAnswer) {
      return drop(flow, .blockPublicAccess, interface.vpc)
    }
    var inside = flow
    for index in inside.boxes.indices {
      inside.boxes[index].translateDestination(to: AddressRange(owner.privateAddress))
    }
    inside.scope = .lost
    inside.generation &+= 1
    inside = step(inside, .destinationTranslated(.ipv4, owner.privateAddress), gateway)
    enterThroughEdge(gateway, vpc, inside)
  }

  /// IPv6 packets come in through the VPC's internet gateway, untranslated.
  private mutating func enterFromInternet(_ vpc: EstateID<VPC>, _ flow: Flow) {
    if isAnswer, model.internetGatewayOfVPC[Int(vpc.index)] == nil, let egressOnly = egressOnlyGateway(of: vpc) {
      return deliverLocally(step(flow, .enteredInternet, egressOnly), Context(vpc: vpc, entry: .gateway))
    }
    guard let gateway = usableGateway(vpc, flow) else { return }
    guard var inside = withoutBlockedSubnets(flow, vpc) else { return }
    inside.scope = .lost
    enterThroughEdge(gateway, vpc, step(inside, .enteredInternet, gateway))
  }

  /// The packets for subnets of a VPC that VPC Block Public Access lets in.
  private mutating func withoutBlockedSubnets(_ flow: Flow, _ vpc: EstateID<VPC>) -> Flow? {
    let isBlocked = blocksPublicAccess(vpc, nil, inbound: true, isNAT: false)
    let subnets = model.subnetsOfVPC[Int(vpc.index)]
    guard isBlocked || subnets.contains(where: { blocksPublicAccess(vpc, $0, inbound: true, isNAT: false) }) else {
      return flow
    }
    var open: [TrackedBox] = []
    for subnet in subnets {
      for prefix in estate.subnets[subnet].prefixes where prefix.family == flow.family {
        guard let piece = flow.narrowed(destination: prefix.range) else { continue }
        if blocksPublicAccess(vpc, subnet, inbound: true, isNAT: false) {
          drop(piece, .blockPublicAccess, estate.vpcs[vpc].id)
        } else {
          open += piece.boxes
        }
      }
    }
    guard !open.isEmpty else { return nil }
    var result = flow
    result.boxes = open
    return result
  }

  /// The internet gateway of a VPC, where it has one that works.
  mutating func usableGateway(_ vpc: EstateID<VPC>, _ flow: Flow) -> Symbol? {
    guard let gateway = model.internetGatewayOfVPC[Int(vpc.index)] else {
      guard model.knowsInternetGateways(of: vpc) else {
        arrive(.beyond(.resourceUnknown, estate.vpcs[vpc].id, estate.vpcs[vpc].provenance), flow)
        return nil
      }
      drop(flow, .badStateAttachment, estate.vpcs[vpc].id)
      return nil
    }
    return estate.internetGateways[gateway].id
  }

  /// Packets enter a VPC at a gateway, by its edge route table when it has one.
  mutating func enterThroughEdge(_ gateway: Symbol, _ vpc: EstateID<VPC>, _ flow: Flow) {
    guard let table = model.edgeTableOfGateway[gateway] else {
      return deliverLocally(flow, Context(vpc: vpc, entry: .gateway))
    }
    route(table, flow, Context(vpc: vpc, entry: .gateway, edge: gateway))
  }

  /// Whether VPC Block Public Access stops traffic of a subnet; a subnet's mode wins over the VPC's.
  ///
  /// A block of ingress leaves NAT gateways and egress-only internet gateways alone, which open connections outward only; an
  /// exclusion for egress lets all connections out (VPC User Guide, "Block public access to VPCs and subnets").
  private func blocksPublicAccess(
    _ vpc: EstateID<VPC>,
    _ subnet: EstateID<Subnet>?,
    inbound: Bool,
    isNAT: Bool
  ) -> Bool {
    switch subnet.flatMap({ estate.subnets[$0].blockPublicAccess }) ?? estate.vpcs[vpc].blockPublicAccess {
    case .off: false
    case .blockBidirectional: true
    case .blockIngress: !isNAT
    // An answer comes in for a connection that went out.
    case .allowEgress: inbound != isAnswer
    }
  }

  /// Drops what an internet gateway refuses: private and shared destinations (RFC 1918, RFC 6598).
  private mutating func withoutPrivateDestinations(_ flow: Flow, _ id: Symbol, _ rule: Provenance) -> Flow? {
    var rest: Flow? = flow
    for (range, code) in Self.refusedDestinations {
      if recordsDrops, let refused = rest?.narrowed(destination: range) { drop(refused, code, id, rule) }
      rest = rest?.removing(destination: range)
    }
    return rest
  }

  private static let refusedDestinations: [(AddressRange, ExplanationCode)] = [
    (AddressRange(0x0A00_0000, 0x0AFF_FFFF), .internetGatewayPrivateDestination),
    (AddressRange(0xAC10_0000, 0xAC1F_FFFF), .internetGatewayPrivateDestination),
    (AddressRange(0xC0A8_0000, 0xC0A8_FFFF), .internetGatewayPrivateDestination),
    (AddressRange(0x6440_0000, 0x647F_FFFF), .internetGatewaySharedDestination),
  ]
}
