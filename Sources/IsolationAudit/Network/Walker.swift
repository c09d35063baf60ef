/// Follows sets of packets through the estate, element by element, in AWS's order.
///
/// The same code carries one packet (a probe, a witness) and whole sets (the audit); a set is split only where a table or a
/// list splits it. Requests and answers differ in three places: an answer needs no security group rule, a NAT gateway
/// turns it back, and it may not open a new translation.
package struct Walker: Sendable {
  private let box: ModelBox
  /// The estate, ready for forwarding.
  package var model: ForwardingModel { box.model }
  /// Whether the packets are answers of an established conversation.
  package let isAnswer: Bool
  /// Whether dropped packets are noted with their reason.
  package let recordsDrops: Bool
  /// Whether packets on the internet end there, instead of entering the VPCs that own their destinations.
  package var stopsAtInternet = false
  /// Whether network ACLs are asked where both ends are in one subnet, as for a Classic Load Balancer.
  package var asksACLWithinSubnet = false
  /// The subnet of the relay that takes the answers in passing, whatever address they are for; `nil` when none does.
  package var interceptor: EstateID<Subnet>?
  /// A service at link-local addresses of every host, which takes what leaves a subnet; `nil` in other walks.
  package var link: Symbol?
  /// Whether the answers are for VPC Lattice, which takes them at the target's subnet.
  package var returnsToLattice = false
  /// What the walk may leave out; `nil` to leave out nothing.
  package var pruning: WalkPruning?
  /// Whether every entry of a network ACL that lets packets through is noted, of lists that let everything through as well.
  package var tracesLists = false
  /// The translations that answers must be turned back through, first to last.
  package var expected: [NATMapping] = []
  /// The forwarders that the request passed, when the packets are answers (``Flow/visited``).
  package var requested: [Visit] = []
  /// The firewalls that saw the connection that answers belong to.
  package var passed: [FirewallPassage] = []
  /// The subnets that transit gateways in appliance mode chose for that connection.
  package var pinned: [AppliancePin] = []

  /// Where packets ended.
  package private(set) var arrivals: [Arrival] = []
  /// Why packets went no further; empty unless ``recordsDrops``.
  package private(set) var drops: [Drop] = []
  /// What happened on the way, as a tree of steps.
  package internal(set) var trail: ContiguousArray<TrailStep> = []

  /// Creates a walker.
  package init(_ model: ForwardingModel, isAnswer: Bool = false, recordsDrops: Bool = false) {
    self.init(ModelBox(model), isAnswer: isAnswer, recordsDrops: recordsDrops)
  }

  /// Creates a walker over a shared model, which costs one reference count instead of one for each table.
  package init(_ box: ModelBox, isAnswer: Bool = false, recordsDrops: Bool = false) {
    (self.box, self.isAnswer, self.recordsDrops) = (box, isAnswer, recordsDrops)
  }

  var estate: Estate { model.estate }

  /// Where packets come from when a route table or a VPC takes them.
  struct Context {
    /// The VPC.
    var vpc: EstateID<VPC>
    /// How the packets entered the VPC's router.
    var entry: Entry
    /// The gateway at whose edge route table the packets are looked up.
    var edge: Symbol?

    enum Entry: Equatable {
      /// From an interface in a subnet, past its network ACL.
      case subnet(EstateID<Subnet>)
      /// From a NAT gateway in a subnet, past its network ACL.
      case natGateway(EstateID<Subnet>)
      /// From a regional NAT gateway, which is in no subnet.
      case regionalNATGateway(EstateID<NATGateway>)
      /// From a transit gateway, through the attachment's subnet.
      case transitGateway(EstateID<Subnet>)
      /// From an internet gateway, a virtual private gateway or a peering connection.
      case gateway
    }

    var subnet: EstateID<Subnet>? {
      switch entry {
      case .subnet(let subnet), .natGateway(let subnet), .transitGateway(let subnet): subnet
      case .gateway, .regionalNATGateway: nil
      }
    }
  }

  /// Forgets where packets ended, to go on from one of the flows; the trail stays.
  package mutating func forgetArrivals() { arrivals = [] }

  // MARK: - Notes

  /// The flow after a step.
  mutating func step(_ flow: Flow, _ action: TrailStep.Action, _ resource: Symbol, _ rule: Provenance? = nil) -> Flow {
    trail.append(TrailStep(parent: flow.trail, action: action, resource: resource, rule: rule))
    var flow = flow
    flow.trail = Int32(trail.count - 1)
    flow.depth += 1
    return flow
  }

  /// The flow after a step at which a fact is missing: from here on, nothing is sure.
  mutating func missing(_ flow: Flow, _ code: ExplanationCode, _ resource: Symbol, _ rule: Provenance? = nil) -> Flow {
    var flow = step(flow, .missing(code), resource, rule)
    flow.certainty = .unknown
    return flow
  }

  /// Notes that packets go no further; `filter` is the list that refused them, where it is a list.
  mutating func drop(
    _ flow: Flow,
    _ code: ExplanationCode,
    _ resource: Symbol,
    _ rule: Provenance? = nil,
    by filter: Drop.Filter? = nil,
    firewallNote: Int32 = -1
  ) {
    guard recordsDrops else { return }
    drops.append(
      Drop(
        code: code,
        resource: resource,
        rule: rule,
        trail: flow.trail,
        depth: flow.depth,
        filter: filter,
        packets: flow.boxes,
        firewallNote: firewallNote
      )
    )
  }

  mutating func arrive(_ place: Arrival.Place, _ flow: Flow) {
    if !flow.requiredPeerGroup.isEmpty {
      // The sender's egress rule names a security group, which nobody outside the VPCs carries.
      switch place {
      case .internet, .onPremises, .service:
        let filter = Drop.Filter.securityGroups(flow.groups, isEgress: true)
        return drop(flow, .groupRulesMismatch, estate.groups(flow.groups).first ?? .empty, by: filter)
      case .subnet, .beyond: break
      }
    }
    arrivals.append(Arrival(place: place, flow: flow))
  }

  /// The flow, unless it has been at the element before, in the same zone and with the same destination, or the bounds of
  /// ``WalkBounds`` are met.
  ///
  /// What is forwarded by rules that are known goes round for ever, and is dropped when its time to live is over. What an
  /// appliance does with packets that come back to it is not known, and neither is then where they end.
  mutating func entering(_ flow: Flow, _ kind: Visit.Kind, _ index: UInt32, _ resource: Symbol) -> Flow? {
    guard isWithinBounds(flow) else {
      arrive(.beyond(.walkBound, resource, nil), flow)
      return nil
    }
    let visit = Visit(kind: kind, generation: flow.generation, index: index, zone: flow.zone)
    guard !flow.visited.contains(visit) else {
      switch kind {
      case .appliance, .endpoint: arrive(.beyond(.loop, resource, nil), flow)
      default: drop(flow, .loop, resource)
      }
      return nil
    }
    var flow = flow
    flow.visited.append(visit)
    return flow
  }

  // MARK: - Network ACLs

  /// The packets that the network ACL of a subnet lets through.
  mutating func filter(
    _ flow: Flow,
    throughACLOf subnet: EstateID<Subnet>,
    isEgress: Bool,
    refusal: ExplanationCode = .subnetACL
  ) -> Flow? {
    guard let index = model.networkACLOfSubnet[Int(subnet.index)] else {
      return missing(flow, .resourceUnknown, estate.subnets[subnet].id)
    }
    let acl = model.networkACLs[index]
    if acl.passesAll(isEgress: isEgress, family: flow.family), !tracesLists { return flow }
    var passed: [TrackedBox] = []
    for box in flow.boxes {
      guard let parts = acl.allowed(box.now, isEgress: isEgress, limit: WalkBounds.maximumACLBoxes) else {
        return missing(flow, .walkBound, acl.id, acl.provenance)
      }
      for allowed in parts {
        if let narrowed = box.narrowed(to: allowed) { passed.append(narrowed) }
      }
    }
    guard let first = passed.first else {
      if recordsDrops {
        let entry = acl.decidingEntry(for: flow.boxes[0].now, isEgress: isEgress)
        let filter = Drop.Filter.networkACL(index, isEgress: isEgress)
        drop(flow, refusal, acl.id, entry?.provenance ?? acl.provenance, by: filter)
      }
      return nil
    }
    var result = flow
    result.boxes = passed
    guard recordsDrops || tracesLists else { return result }
    let entry = acl.decidingEntry(for: first.now, isEgress: isEgress)
    return step(result, isEgress ? .aclEgress : .aclIngress, acl.id, entry?.provenance ?? acl.provenance)
  }

  /// Packets that a transit gateway brought leave its attachment's subnet for another one.
  mutating func leavingAttachment(_ flow: Flow, _ context: Context) -> Flow? {
    guard case .transitGateway(let door) = context.entry else { return flow }
    return filter(flow, throughACLOf: door, isEgress: true)
  }

  // MARK: - Subnets and VPCs

  /// Packets leave an interface of a subnet.
  mutating func leave(_ subnet: EstateID<Subnet>, _ flow: Flow, isNAT: Bool = false) {
    if isAnswer, returnsToLattice { return returnToLattice(subnet, flow) }
    if isAnswer, let interceptor { return intercept(flow, leaving: subnet, at: interceptor) }
    let record = estate.subnets[subnet]
    var rest: Flow? = flow
    for prefix in record.prefixes where prefix.family == flow.family {
      if var local = flow.narrowed(destination: prefix.range) {
        if asksACLWithinSubnet {
          // A Classic Load Balancer's packets are filtered even inside its subnet (Reachability Analyzer, ELB_ACL_RESTRICTION).
          guard let out = filter(local, throughACLOf: subnet, isEgress: true, refusal: .classicACL),
            let inside = filter(out, throughACLOf: subnet, isEgress: false, refusal: .classicACL)
          else {
            rest = rest?.removing(destination: prefix.range)
            continue
          }
          local = inside
        }
        // Within a subnet neither the route table nor the network ACL is asked.
        deliver(subnet, step(local, .deliveredInSubnet, record.id, record.provenance))
      }
      rest = rest?.removing(destination: prefix.range)
    }
    guard let rest, let passed = filter(rest, throughACLOf: subnet, isEgress: true) else { return }
    if let link { return arrive(.service(link), step(passed, .serviceEndpoint, link)) }
    guard let vpc = estate.vpc(record.vpc) else {
      arrive(.beyond(.resourceUnknown, record.vpc, record.provenance), passed)
      return
    }
    guard let table = model.routeTableOfSubnet[Int(subnet.index)] else {
      arrive(.beyond(.resourceUnknown, record.id, record.provenance), passed)
      return
    }
    let entry: Context.Entry = isNAT ? .natGateway(subnet) : .subnet(subnet)
    route(table, passed, Context(vpc: vpc, entry: entry))
  }

  /// A relay that kept its clients' addresses takes their answers: only the network ACLs on the way to it are asked.
  private mutating func intercept(_ flow: Flow, leaving subnet: EstateID<Subnet>, at relay: EstateID<Subnet>) {
    guard subnet != relay else { return arrive(.subnet(relay), flow) }
    guard let out = filter(flow, throughACLOf: subnet, isEgress: true),
      let back = filter(out, throughACLOf: relay, isEgress: false)
    else { return }
    arrive(.subnet(relay), back)
  }

  /// Packets are looked up in a VPC route table.
  mutating func route(_ id: EstateID<RouteTable>, _ flow: Flow, _ context: Context) {
    let compiled = model.routeTables[Int(id.index)]
    let table = compiled.table(flow.family)
    let name = estate.routeTables[id].id
    guard isWithinBounds(flow) else { return arrive(.beyond(.walkBound, name, nil), flow) }
    let hull = flow.destinationHull
    for route in compiled.unexpanded {
      arrive(.beyond(compiled.isCut ? .walkBound : .resourceUnknown, name, route.provenance), flow)
    }
    for interval in table.intervals(overlapping: hull) {
      guard var piece = flow.narrowed(destination: interval.range) else { continue }
      let winners = table.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)]
        .map { compiled.candidates[Int($0)].route }
      if winners.contains(where: { $0.target != winners[0].target }) {
        guard let one = splitting(piece, into: winners.count, at: name) else { continue }
        piece = one
        piece.certainty = max(piece.certainty, .may)
      }
      for (index, route) in winners.enumerated() where !winners[..<index].contains(where: { $0.target == route.target })
      {
        forward(route, step(piece, .route, name, route.provenance), context, name)
      }
    }
    if let gateway = compiled.untoldPropagations.first {
      for gap in table.gaps(in: hull) {
        if let lost = flow.narrowed(destination: gap) { arrive(.beyond(.destinationUnknown, gateway, nil), lost) }
      }
      return
    }
    guard recordsDrops else { return }
    for gap in table.gaps(in: hull) {
      if let lost = flow.narrowed(destination: gap) { drop(lost, .noRoute, name, estate.routeTables[id].provenance) }
    }
  }

  /// A route takes packets to its target.
  private mutating func forward(_ route: Route, _ flow: Flow, _ context: Context, _ table: Symbol) {
    if route.isBlackhole { return drop(flow, .badStateRoute, table, route.provenance) }
    if leavesRegionalNATGateway(route, flow, context) { return }
    var flow = flow
    switch route.target {
    case .internetGateway, .egressOnlyInternetGateway, .peeringConnection, .transitGateway, .coreNetwork, .vpnGateway:
      guard let left = leavingAttachment(flow, context) else { return }
      flow = left
    default: break
    }
    switch route.target {
    case .local: deliverLocally(flow, context)
    case .internetGateway(let id): enterInternetGateway(id, flow, context, route.provenance)
    case .egressOnlyInternetGateway(let id): enterEgressOnlyGateway(id, flow, context, route.provenance)
    case .natGateway(let id): enterNATGateway(id, flow, context, route.provenance)
    case .peeringConnection(let id): enterPeering(id, flow, context, route.provenance)
    case .transitGateway(let id), .coreNetwork(let id): enterTransitGateway(id, flow, context, route.provenance)
    case .vpnGateway(let id): enterVPNGateway(id, flow, context, route)
    case .networkInterface(let id): enterAppliance(id, flow, context, route.provenance)
    case .vpcEndpoint(let id): enterEndpoint(id, flow, context, route.provenance)
    case .unsupported(let id): arrive(.beyond(.unsupported, id, route.provenance), flow)
    case .none: arrive(.beyond(.resourceUnknown, table, route.provenance), flow)
    }
  }

  /// The VPC's router hands packets to the subnets that own their destinations.
  mutating func deliverLocally(_ flow: Flow, _ context: Context) {
    if let pruning, !pruning.wants(context.vpc) { return }
    let hull = flow.destinationHull
    var rest: Flow? = flow
    for subnet in model.subnetsOfVPC[Int(context.vpc.index)] {
      for prefix in estate.subnets[subnet].prefixes
      where prefix.family == flow.family && prefix.range.overlaps(hull) {
        guard let piece = flow.narrowed(destination: prefix.range) else { continue }
        rest = rest?.removing(destination: prefix.range)
        deliver(piece, to: subnet, context)
      }
    }
    if let rest { drop(rest, .noDestination, estate.vpcs[context.vpc].id) }
  }

  /// Packets cross the boundary of a subnet and reach its interfaces.
  private mutating func deliver(_ flow: Flow, to subnet: EstateID<Subnet>, _ context: Context) {
    var flow = flow
    if case .transitGateway(let attachmentSubnet) = context.entry {
      // From a transit gateway: no list when the attachment is in the same subnet, else out of one and into the other.
      if attachmentSubnet == subnet { return deliver(subnet, flow) }
      guard let left = filter(flow, throughACLOf: attachmentSubnet, isEgress: true) else { return }
      flow = left
    } else if context.subnet == subnet {
      return deliver(subnet, flow)
    }
    guard let passed = filter(flow, throughACLOf: subnet, isEgress: false) else { return }
    deliver(subnet, passed)
  }

  /// Packets reach the interfaces of a subnet: an answer may be turned back by a NAT gateway there.
  mutating func deliver(_ subnet: EstateID<Subnet>, _ flow: Flow) {
    guard isAnswer, let mapping = expected.last,
      estate.natGateways[mapping.gateway].subnet == estate.subnets[subnet].id,
      let turned = flow.narrowed(destination: AddressRange(mapping.address))
    else { return arrive(.subnet(subnet), flow) }
    guard var back = entering(turned, .natAnswer, mapping.gateway.index, estate.natGateways[mapping.gateway].id) else {
      return
    }
    back = turnedBack(back, mapping)
    back.zone = estate.subnets[subnet].zone
    back = step(back, .natAnswered, estate.natGateways[mapping.gateway].id)
    let saved = expected
    expected.removeLast()
    leave(subnet, back, isNAT: true)
    expected = saved
  }
}

extension Flow {
  /// The part whose destinations lie outside a range, or `nil`.
  func removing(destination range: AddressRange) -> Flow? {
    mapping { box in
      guard let common = box.now.destination.intersection(range) else { return [box] }
      var parts: [TrackedBox] = []
      if box.now.destination.lower < common.lower,
        let part = box.narrowed(destination: AddressRange(box.now.destination.lower, common.lower - 1))
      {
        parts.append(part)
      }
      if common.upper < box.now.destination.upper,
        let part = box.narrowed(destination: AddressRange(common.upper + 1, box.now.destination.upper))
      {
        parts.append(part)
      }
      return parts
    }
  }
}

/// A forwarding model that many walkers share.
package final class ModelBox: Sendable {
  /// The model.
  package let model: ForwardingModel

  /// Boxes a model.
  package init(_ model: ForwardingModel) { self.model = model }
}
