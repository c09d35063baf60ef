/// What packets of an invariant do: who takes them, what stops them, where knowledge ends.
package struct CertificateOutcome {
  /// What interfaces of receiving parties take, with the location that it comes from.
  var arrivals: [(arrival: CertificateStep.Taking, from: CertificateLocation?)] = []
  /// Where knowledge ends, without repetition, in the order in which packets get there.
  var holes: [CertificateStep.Hole] = []
  /// What stops packets.
  var stops: Set<CertificateStep.Stop> = []

  private var seen: Set<CertificateStep.Hole> = []

  /// Takes in what a step found, but for what stopped packets.
  mutating func add(_ step: CertificateStep, from location: CertificateLocation?) {
    arrivals += step.arrivals.map { ($0, location) }
    for hole in step.holes where seen.insert(hole).inserted { holes.append(hole) }
  }
}

/// Traffic that the policy accepts, ready for comparison.
struct CertificateTerm {
  /// The sender's party, `nil` for anybody.
  var from: Int?
  /// The receiver's party, `nil` for anybody.
  var to: Int?
  var boxes: [HeaderBox]
  /// The elements of which the packets pass at least one; `nil` for any way.
  var via: CertificateLocation.Elements?
  var isOpenToTheInternet: Bool
}

/// Judges whether an invariant proves that nothing but accepted traffic gets from its origin to a target.
package struct CertificateJudge {
  let network: CertificateNetwork
  let membership: CertificateMembership
  let origin: CertificateOrigin
  /// The origin's index among the parties.
  let party: Int

  /// What an invariant says of a pair.
  package struct Judgement {
    /// Why the invariant does not prove the pair; `nil` when it does.
    package var objection: String?
    /// What each term accepts of what crosses, in the order of the terms.
    var accepted: [[HeaderBox]] = []
    /// What stops everything else, in the order in which packets meet it.
    var stops: [CertificateStep.Stop] = []
  }

  var estate: Estate { network.estate }

  /// Judges a pair.
  ///
  /// - Parameters:
  ///   - target: The receiving party.
  ///   - ownBalancers: The load balancers that are hosts of the receiving party: what they pass on has arrived before.
  ///   - terms: The traffic that is accepted.
  ///   - outcome: What the packets of the invariant do.
  /// - Returns: An objection, or what is accepted and what stops the rest.
  func judge(
    target: Int,
    ownBalancers: Set<Symbol>,
    terms: [CertificateTerm],
    _ outcome: CertificateOutcome
  ) -> Judgement {
    var judgement = Judgement(accepted: terms.map { _ in [] })
    let bit: UInt128 = 1 << UInt128(target)
    let reachable = addresses(of: bit)
    for id in membership.unplaced where membership.parties[Int(id.index)] & bit != 0 {
      let record = estate.networkInterfaces[id]
      judgement.objection = "the subnet of \(estate.symbols[record.id]), or its VPC, is not in the snapshot"
      return judgement
    }
    for hole in outcome.holes where concerns(hole, reachable) {
      judgement.objection = "packets get to where \(hole.text)"
      return judgement
    }
    var open: [OpenKey: [HeaderBox]] = [:]
    for (arrival, location) in outcome.arrivals {
      let group = origin.groups[arrival.group]
      guard group.parties & bit != 0, !ownBalancers.contains(arrival.history.relay) else { continue }
      var rest = [arrival.box]
      for (index, term) in terms.enumerated() where !rest.isEmpty {
        let parts = accepted(by: term, rest, arrival.history, group, &open)
        judgement.accepted[index] += parts
        rest = HeaderSet.subtract(parts, from: rest)
      }
      rest = rest.filter { group.addresses.overlaps($0.destination, $0.family) }
      guard let crossing = rest.first else { continue }
      let receiver = group.members.first { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
          .contains { $0.family == crossing.family && $0.range.overlaps(crossing.destination) }
      }
      let place = location.map { " from \($0.text(estate))" } ?? ""
      judgement.objection =
        "packets `\(CertificateBoxText.text(crossing))`\(place) are taken by "
        + "\(receiver.map { estate.symbols[estate.networkInterfaces[$0].id] } ?? "an interface")"
      return judgement
    }
    judgement.accepted = judgement.accepted.map { CertificateBoxes.compact($0) }
    judgement.stops = stops(outcome, reachable)
    return judgement
  }

  /// The private and public addresses of a party's interfaces.
  private func addresses(of bit: UInt128) -> CertificateAddresses {
    var ranges: [(AddressFamily, AddressRange)] = []
    for (index, interface) in estate.networkInterfaces.records.enumerated() where membership.parties[index] & bit != 0 {
      for address in estate.interfaceAddresses[interface.addresses.range] {
        ranges.append((address.family, address.range))
        if address.hasPublicAddress { ranges.append((.ipv4, AddressRange(UInt128(address.publicAddress)))) }
      }
    }
    return CertificateAddresses(ranges)
  }

  /// Whether packets that get to where knowledge ends may be for the target, or for somebody who passes them on.
  private func concerns(_ hole: CertificateStep.Hole, _ reachable: CertificateAddresses) -> Bool {
    guard let box = hole.box else { return true }
    if reachable.overlaps(box.destination, box.family) { return true }
    return origin.groups.contains { group in
      guard group.balancer != nil || group.isPrivateEndpoint else { return false }
      if group.addresses.overlaps(box.destination, box.family) { return true }
      return box.family == .ipv4
        && group.members.contains { id in
          estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
            .contains { $0.hasPublicAddress && box.destination.contains(UInt128($0.publicAddress)) }
        }
    }
  }

  /// What stops packets for the target: each element once, in the order in which packets meet them.
  private func stops(_ outcome: CertificateOutcome, _ reachable: CertificateAddresses) -> [CertificateStep.Stop] {
    struct Element: Hashable {
      var stage: Int
      var code: String
      var resource: Symbol
      var rule: Provenance?
    }
    var seen: Set<Element> = []
    var result: [CertificateStep.Stop] = []
    for stop in outcome.stops where reachable.overlaps(stop.destination, stop.family) {
      let element = Element(stage: stop.stage, code: stop.code, resource: stop.resource, rule: stop.rule)
      if seen.insert(element).inserted { result.append(stop) }
    }
    return result.sorted { a, b in
      if a.stage != b.stage { return a.stage < b.stage }
      let names = (estate.symbols[a.resource], estate.symbols[b.resource])
      if names.0 != names.1 { return names.0 < names.1 }
      if a.code != b.code { return a.code < b.code }
      switch (a.rule, b.rule) {
      case (let x?, let y?): return x < y
      case (nil, .some): return true
      default: return false
      }
    }
  }

  // MARK: - Accepted traffic

  private struct OpenKey: Hashable {
    var subnet: EstateID<Subnet>
    var groups: GroupSetID
    var family: AddressFamily
  }

  /// The parts of boxes, as a group of interfaces takes them, that a term accepts.
  private func accepted(
    by term: CertificateTerm,
    _ boxes: [HeaderBox],
    _ history: CertificateLocation.History,
    _ group: CertificateOrigin.Group,
    _ open: inout [OpenKey: [HeaderBox]]
  ) -> [HeaderBox] {
    if let via = term.via, via.isDisjoint(with: history.passed) { return [] }
    if let to = term.to, group.parties & (1 << UInt128(to)) == 0 { return [] }
    var parts = HeaderSet.intersect(boxes, term.boxes)
    if let from = term.from {
      // Only the sender's own address tells who it is.
      guard !history.isTranslated, history.relay.isEmpty else { return [] }
      let senders = ownAddresses(of: 1 << UInt128(from))
      parts = parts.flatMap { part in
        senders.overlapping(part.source, part.family).compactMap { range in
          var part = part
          guard let source = part.source.intersection(range) else { return nil }
          part.source = source
          return part
        }
      }
    }
    guard term.isOpenToTheInternet, !parts.isEmpty else { return parts }
    guard history.passed.contains(.internet), history.relay.isEmpty else { return [] }
    return parts.flatMap { part -> [HeaderBox] in
      let key = OpenKey(subnet: group.subnet, groups: group.securityGroups, family: part.family)
      let admitted = open[key] ?? openToTheInternet(group, part.family)
      open[key] = admitted
      // Over the internet packets get to public addresses alone.
      let reached = group.members.flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
          .filter { $0.family == part.family && ($0.family == .ipv6 || $0.hasPublicAddress) }
          .map { $0.family == .ipv4 ? AddressRange($0.range.lower) : $0.range }
      }
      return reached.flatMap { CertificateBoxes.narrowed([part], to: $0) }.flatMap {
        HeaderSet.intersect([$0], admitted)
      }
    }
  }

  /// The addresses of those of a party that no other interface of the origin has.
  private func ownAddresses(of bit: UInt128) -> CertificateAddresses {
    let own: UInt128 = 1 << UInt128(party)
    var others: [(AddressFamily, AddressRange)] = []
    var members: [(AddressFamily, AddressRange)] = []
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let ranges = estate.interfaceAddresses[interface.addresses.range].map { ($0.family, $0.range) }
      if membership.parties[index] & bit != 0 {
        members += ranges
      } else if membership.parties[index] & own != 0 {
        others += ranges
      }
    }
    let foreign = CertificateAddresses(others)
    return CertificateAddresses(members.filter { !foreign.overlaps($0.1, $0.0) })
  }

  /// The protocols and ports, addresses aside, that every host of the internet may send to public addresses of a group.
  private func openToTheInternet(_ group: CertificateOrigin.Group, _ family: AddressFamily) -> [HeaderBox] {
    guard let vpc = network.vpc(of: group.subnet), let gateway = network.gatewayOfVPC[estate.vpcs[vpc].id],
      network.edgeTable[gateway] == nil, estate.vpcs[vpc].blockPublicAccess == .off,
      (estate.subnets[group.subnet].blockPublicAccess ?? .off) == .off
    else { return [] }
    var step = CertificateStep(network, origin, notesStops: false)
    let stranger = CertificateLocation.History(identity: .lost, isTranslated: true, passed: .internet, relay: .empty)
    var common: [HeaderBox]?
    for range in Self.publicRanges(family) {
      let entering = step.pass([HeaderBox(family: family, source: range)], list: group.subnet, isEgress: false)
      let taken = step.admitted(entering, by: group.securityGroups, stranger).filter { $0.source == range }.map { box in
        HeaderBox(
          family: family,
          protocols: box.protocols,
          sourcePorts: box.sourcePorts,
          destinationPorts: box.destinationPorts
        )
      }
      common = common.map { HeaderSet.intersect($0, taken) } ?? taken
    }
    return common ?? []
  }

  /// The addresses of hosts of the internet: everything but private, shared, link-local, loopback and multicast ones.
  private static func publicRanges(_ family: AddressFamily) -> [AddressRange] {
    guard family == .ipv4 else { return [AddressRange(UInt128(0x2000) << 112, (UInt128(0x4000) << 112) - 1)] }
    return [
      (0x0100_0000, 0x09FF_FFFF), (0x0B00_0000, 0x643F_FFFF), (0x6480_0000, 0x7EFF_FFFF), (0x8000_0000, 0xA9FD_FFFF),
      (0xA9FF_0000, 0xAC0F_FFFF), (0xAC20_0000, 0xC0A7_FFFF), (0xC0A9_0000, 0xDFFF_FFFF),
    ].map { AddressRange($0.0, $0.1) }
  }
}
