/// Finds all packets that get from some end points to others.
///
/// For each class of senders: the bound of ``RoutingDomains`` tells which VPCs are worth a walk; the walk is asked only for
/// addresses of the receivers there; what arrives is joined with the receivers' security groups.
package struct TrafficSurvey: Sendable {
  package let model: ForwardingModel
  let box: ModelBox
  package let domains: RoutingDomains
  package let classes: EndpointClasses
  private let prunings = PruningCache()

  /// The packets that were found, and what could not be told.
  package struct Outcome: Sendable {
    package var crossings: [Crossing] = []
    package var gaps: Set<Gap> = []
    /// The number of walks that were needed.
    package var walks = 0
    /// The number of times that packets got as far as a subnet of a receiver.
    package var arrivals = 0

    package init() {}

    /// Takes in another outcome.
    package mutating func add(_ other: Outcome) {
      crossings += other.crossings
      gaps.formUnion(other.gaps)
      walks += other.walks
      arrivals += other.arrivals
    }
  }

  /// A fact that is missing on the way from some senders to some receivers.
  package struct Gap: Hashable, Sendable {
    /// What is missing, in the walker's vocabulary.
    package var code: ExplanationCode
    /// The element that is missing or not modelled.
    package var resource: Symbol
    /// The route or record that leads there.
    package var provenance: Provenance?
  }

  /// Creates a survey of an estate.
  package init(_ model: ForwardingModel, _ domains: RoutingDomains, _ classes: EndpointClasses) {
    (self.model, self.domains, self.classes) = (model, domains, classes)
    box = ModelBox(model)
  }

  private var estate: Estate { model.estate }

  /// The addresses of receivers, by VPC, and their public addresses.
  package struct Targets: Sendable {
    /// The receiving classes.
    package var classes: Set<Int> = []
    /// For each VPC, the ranges of the receivers' subnets.
    var ranges: [(vpc: EstateID<VPC>, family: AddressFamily, range: AddressRange)] = []
    /// The receivers' public addresses.
    var publicAddresses: [UInt32] = []
    /// The VPCs, as bits.
    var vpcs: [UInt64] = []

    /// The receivers' subnets by family, joined and ascending, whatever their VPCs.
    private(set) var spans: [AddressFamily: [AddressRange]] = [:]

    /// Works out ``spans``.
    mutating func indexSpans() {
      for family in [AddressFamily.ipv4, .ipv6] {
        var joined: [AddressRange] = []
        for range in ranges.filter({ $0.family == family }).map(\.range).sorted(by: { $0.lower < $1.lower }) {
          if let last = joined.last, range.lower <= last.upper {
            joined[joined.count - 1] = AddressRange(last.lower, max(last.upper, range.upper))
          } else {
            joined.append(range)
          }
        }
        spans[family] = joined
      }
    }

    /// Whether some receiver may have an address in a range, in O(log n) of the receivers' subnets.
    func mayHold(_ family: AddressFamily, _ range: AddressRange) -> Bool {
      guard let spans = spans[family] else { return false }
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].upper < range.lower { low = middle + 1 } else { high = middle }
      }
      if low < spans.count, spans[low].overlaps(range) { return true }
      return family == .ipv4 && publicAddresses.contains { range.contains(UInt128($0)) }
    }

    /// The smallest range of a family that holds all receivers' subnets, or `nil`.
    func hull(_ family: AddressFamily) -> AddressRange? {
      var hull: AddressRange?
      for entry in ranges where entry.family == family {
        guard let known = hull else {
          hull = entry.range
          continue
        }
        hull = AddressRange(min(known.lower, entry.range.lower), max(known.upper, entry.range.upper))
      }
      return hull
    }

    /// Whether some packet of a flow is for an address of the receivers.
    func mayHold(_ flow: Flow) -> Bool {
      flow.boxes.contains { box in
        ranges.contains { $0.family == flow.family && $0.range.overlaps(box.now.destination) }
          || (flow.family == .ipv4
            && publicAddresses.contains { box.now.destination.contains(UInt128($0)) })
      }
    }
  }

  /// Collects where receiving classes are.
  ///
  /// - Parameters:
  ///   - receiving: The classes.
  ///   - isWorthTrying: Whether the public address of an interface is of interest.
  /// - Returns: Their subnets, VPCs and public addresses.
  package func targets(
    _ receiving: some Sequence<Int>,
    isWorthTrying: (EstateID<NetworkInterface>) -> Bool = { _ in true }
  ) -> Targets {
    var targets = Targets()
    targets.vpcs = Array(repeating: 0, count: (estate.vpcs.count + 63) / 64)
    var subnets: Set<EstateID<Subnet>> = []
    for index in receiving where classes.classes[index].receives {
      let receiver = classes.classes[index]
      targets.classes.insert(index)
      subnets.insert(receiver.subnet)
      for member in receiver.members {
        let interface = estate.networkInterfaces[classes.members[member]]
        for address in estate.interfaceAddresses[interface.addresses.range]
        where address.hasPublicAddress && isWorthTrying(classes.members[member]) {
          targets.publicAddresses.append(address.publicAddress)
        }
      }
    }
    for subnet in subnets.sorted() {
      guard let vpc = estate.vpc(estate.subnets[subnet].vpc) else { continue }
      targets.vpcs[Int(vpc.index >> 6)] |= 1 << UInt64(vpc.index & 63)
      for prefix in estate.subnets[subnet].prefixes { targets.ranges.append((vpc, prefix.family, prefix.range)) }
    }
    targets.ranges.sort { ($0.vpc, $0.family, $0.range.lower) < ($1.vpc, $1.family, $1.range.lower) }
    targets.ranges = Self.merged(targets.ranges)
    targets.publicAddresses = Array(Set(targets.publicAddresses)).sorted()
    targets.indexSpans()
    return targets
  }

  private static func merged(
    _ ranges: [(vpc: EstateID<VPC>, family: AddressFamily, range: AddressRange)]
  ) -> [(vpc: EstateID<VPC>, family: AddressFamily, range: AddressRange)] {
    var result: [(vpc: EstateID<VPC>, family: AddressFamily, range: AddressRange)] = []
    for entry in ranges {
      if let last = result.last, last.vpc == entry.vpc, last.family == entry.family,
        entry.range.lower <= last.range.upper || entry.range.lower == last.range.upper + 1
      {
        result[result.count - 1].range.upper = max(last.range.upper, entry.range.upper)
      } else {
        result.append(entry)
      }
    }
    return result
  }

  /// The packets from the hosts of classes to receivers.
  package func survey(from senders: some Sequence<Int>, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let pruning = prunings.pruning(towards: targets, model, domains)
    for index in senders where classes.classes[index].sends {
      survey(class: index, targets, pruning, &outcome)
    }
    return outcome
  }

  /// The packets to receivers from something in a subnet with certain security groups, whatever its address there.
  package func survey(fromSubnet subnet: EstateID<Subnet>, _ groups: GroupSetID, to targets: Targets) -> Outcome {
    var outcome = Outcome()
    let pruning = prunings.pruning(towards: targets, model, domains)
    survey(subnet, groups, .hosts(-1), targets, pruning, &outcome)
    return outcome
  }

  private func survey(class index: Int, _ targets: Targets, _ pruning: WalkPruning, _ outcome: inout Outcome) {
    let sender = classes.classes[index]
    survey(sender.subnet, sender.groups, .hosts(index), targets, pruning, &outcome)
  }

  private func survey(
    _ place: EstateID<Subnet>,
    _ groups: GroupSetID,
    _ origin: Crossing.Origin,
    _ targets: Targets,
    _ pruning: WalkPruning,
    _ outcome: inout Outcome
  ) {
    guard let table = model.routeTableOfSubnet[Int(place.index)] else {
      outcome.gaps.insert(Gap(code: .resourceUnknown, resource: estate.subnets[place].id, provenance: nil))
      return
    }
    let reach = domains[table]
    let isNear = reach.reachesUnknown || zip(reach.vpcs, targets.vpcs).contains { $0 & $1 != 0 }
    let isPublic = (reach.reachesInternet || reach.reachesUnknown) && !targets.publicAddresses.isEmpty
    guard isNear || reach.reachesInternet else { return }
    let subnet = estate.subnets[place]
    for family in [AddressFamily.ipv4, .ipv6] {
      let sources = subnet.prefixes.filter { $0.family == family }.map(\.range)
      guard !sources.isEmpty else { continue }
      let who = Sender.interfaces(subnet: place, groups: groups, ranges: sources)
      // One walk towards all receivers at once; where their VPCs lie apart, the walk passes over what is between.
      if isNear || family == .ipv6, let hull = targets.hull(family) {
        var walker = Walker(box)
        walker.pruning = pruning
        walker.stopsAtInternet = family == .ipv4
        walker.send(HeaderBox(family: family, destination: hull), from: who)
        outcome.walks += 1
        collect(walker, who, origin, targets, &outcome)
      }
      if family == .ipv6, model.hasNAT64, isNear, let hull = targets.hull(.ipv4) {
        var walker = Walker(box)
        walker.pruning = pruning
        walker.stopsAtInternet = true
        walker.send(HeaderBox(family: .ipv6, destination: NAT64.embedded(hull)), from: who)
        outcome.walks += 1
        collect(walker, who, origin, targets, &outcome)
      }
      if family == .ipv4 || model.hasNAT64, isPublic {
        walkOverInternet(who, origin, targets, &outcome, isNAT64: family == .ipv6)
      }
    }
  }

  /// Sends packets and keeps what the receivers take.
  package func walk(
    _ box: HeaderBox,
    _ sender: Sender,
    _ origin: Crossing.Origin,
    _ targets: Targets,
    _ outcome: inout Outcome
  ) {
    var walker = Walker(self.box)
    walker.send(box, from: sender)
    outcome.walks += 1
    collect(walker, sender, origin, targets, &outcome)
  }

  /// Keeps what the receivers take of the packets that a walker carried.
  func collect(
    _ walker: Walker,
    _ sender: Sender,
    _ origin: Crossing.Origin,
    _ targets: Targets,
    _ outcome: inout Outcome
  ) {
    for arrival in walker.arrivals {
      switch arrival.place {
      case .beyond(let code, let resource, let provenance):
        guard targets.mayHold(arrival.flow) else { continue }
        outcome.gaps.insert(Gap(code: code, resource: resource, provenance: provenance))
      case .subnet(let subnet):
        outcome.arrivals += 1
        for receiver in classes.ofSubnet[Int(subnet.index)] where targets.classes.contains(receiver) {
          join(arrival.flow, receiver, walker, sender, origin, &outcome)
        }
      default: break
      }
    }
  }

  private func join(
    _ flow: Flow,
    _ index: Int,
    _ walker: Walker,
    _ sender: Sender,
    _ origin: Crossing.Origin,
    _ outcome: inout Outcome
  ) {
    let receiver = classes.classes[index]
    guard walker.meetsEgressReference(flow, receiver: receiver.groups),
      var taken = walker.admitted(flow, by: receiver.groups)
    else { return }
    taken.boxes = taken.boxes.filter { box in
      guard classes.hasAddress(of: index, family: box.now.family, in: box.now.destination, estate) else { return false }
      guard case .hosts(let from) = origin, from >= 0 else { return true }
      return classes.hasAddress(of: from, family: box.sent.family, in: box.sent.source, estate)
    }
    if let door = receiver.door, !taken.boxes.isEmpty {
      // Nodes of a relay take what its listeners take.
      guard let listened = model.relays.taken(taken, at: door) else { return }
      taken = listened
    }
    guard !taken.boxes.isEmpty else { return }
    // What certain rules admit may be all accepted by the policy; what an unknown list may admit besides must not go lost.
    if let group = walker.uncertainGroup(flow, by: receiver.groups) {
      outcome.gaps.insert(Gap(code: .resourceUnknown, resource: group, provenance: nil))
    }
    if taken.certainty == .unknown {
      let missing =
        missingFact(on: walker, taken) ?? (.resourceUnknown, estate.groups(receiver.groups).first ?? .empty)
      outcome.gaps.insert(Gap(code: missing.0, resource: missing.1, provenance: nil))
      return
    }
    var (via, elements) = walker.connectors(to: taken.trail)
    if via.isEmpty { via = [estate.subnets[receiver.subnet].vpc] }
    if case .relay(let node) = origin {
      let relay = model.relays.relays[node.relay]
      via.insert(relay.id, at: 0)
      elements.insert(Self.element(relay.kind))
    }
    outcome.crossings.append(
      Crossing(origin: origin, sender: sender, receiver: index, flow: taken, via: via, elements: elements)
    )
  }

  /// The kind of element that a relay is to a policy.
  static func element(_ kind: Relay.Kind) -> PathElement {
    switch kind {
    case .resolverEndpoint: .dns
    default: kind.isLoadBalancer ? .loadBalancer : .privateLink
    }
  }

  private func missingFact(on walker: Walker, _ flow: Flow) -> (ExplanationCode, Symbol)? {
    var index = flow.trail
    while index >= 0 {
      if case .missing(let code) = walker.trail[Int(index)].action { return (code, walker.trail[Int(index)].resource) }
      index = walker.trail[Int(index)].parent
    }
    return nil
  }
}
