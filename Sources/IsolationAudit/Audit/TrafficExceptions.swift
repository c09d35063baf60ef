/// Takes the traffic that a policy accepts out of what was found.
package struct TrafficExceptions: Sendable {
  private let survey: TrafficSurvey
  private let placement: Placement
  private let terms: [TrafficTerm]
  /// What any host of the internet may send to a class, by class: protocols and ports.
  private var openBoxes: [Int: [HeaderBox]] = [:]

  /// A part of a crossing that a term accepts.
  package struct Accepted: Sendable {
    package var term: TrafficTerm
    package var crossing: Crossing
  }

  /// Prepares the terms of an assertion.
  package init(_ terms: [TrafficTerm], _ survey: TrafficSurvey, _ placement: Placement) {
    (self.terms, self.survey, self.placement) = (terms, survey, placement)
  }

  private var estate: Estate { survey.model.estate }

  /// What remains of crossings, and what the terms took of them.
  package mutating func divide(_ crossings: [Crossing]) -> (remaining: [Crossing], accepted: [Accepted]) {
    var remaining: [Crossing] = []
    var accepted: [Accepted] = []
    for crossing in crossings {
      let (rest, taken) = subtract(from: crossing)
      if let rest { remaining.append(rest) }
      accepted += taken
    }
    return (remaining, accepted)
  }

  /// What remains of a crossing, and what the terms took.
  package mutating func subtract(from crossing: Crossing) -> (rest: Crossing?, accepted: [Accepted]) {
    var rest = crossing
    var accepted: [Accepted] = []
    for term in terms {
      guard !rest.flow.boxes.isEmpty else { break }
      guard concerns(term, rest) else { continue }
      var taken: [TrackedBox] = []
      for box in boxes(of: term, rest) {
        var left: [TrackedBox] = []
        for tracked in rest.flow.boxes {
          if let part = tracked.narrowed(to: box) { taken.append(part) }
          left += tracked.now.subtracting(box).compactMap { tracked.narrowed(to: $0) }
        }
        rest.flow.boxes = left
      }
      guard !taken.isEmpty else { continue }
      var part = crossing
      part.flow.boxes = taken
      accepted.append(Accepted(term: term, crossing: part))
    }
    return (rest.flow.boxes.isEmpty ? nil : rest, accepted)
  }

  private func concerns(_ term: TrafficTerm, _ crossing: Crossing) -> Bool {
    let elements = crossing.elements
    if !term.via.isEmpty, elements.isDisjoint(with: term.via) { return false }
    if term.isOpenToTheInternet, !elements.contains(.internet) { return false }
    if let destination = term.destination, bits(of: crossing.receiver) & placement.bit(of: destination) == 0 {
      return false
    }
    if let source = term.source {
      guard case .hosts(let index) = crossing.firstLeg.origin, index >= 0,
        bits(of: index) & placement.bit(of: source) != 0
      else { return false }
    }
    return true
  }

  private func bits(of index: Int) -> UInt128 { survey.classes.classes[index].selectorBits }

  /// The headers that a term accepts on a crossing.
  private mutating func boxes(of term: TrafficTerm, _ crossing: Crossing) -> [HeaderBox] {
    let family = crossing.flow.family
    var boxes: [HeaderBox] = []
    for number in term.protocols.isEmpty ? [nil] : term.protocols.map(Optional.some) {
      let protocols = number.map { ProtocolRange($0) } ?? .all
      if let type = term.icmpType {
        let codes = term.icmpCode.map { PortRange(UInt16($0), UInt16($0)) } ?? .all
        boxes.append(
          HeaderBox(
            family: family,
            protocols: protocols,
            sourcePorts: codes,
            destinationPorts: PortRange(UInt16(type), UInt16(type))
          )
        )
        continue
      }
      for ports in term.ports.isEmpty ? [PortRange.all] : term.ports {
        boxes.append(HeaderBox(family: family, protocols: protocols, destinationPorts: ports))
      }
    }
    guard term.isOpenToTheInternet else { return boxes }
    // Over a relay it is the relay that stands open, not its targets.
    let entry = crossing.firstLeg
    guard entry.receiver >= 0 else { return [] }
    guard crossing.reachesRelayBy.isEmpty else {
      // What the relay takes from everybody it passes on; the ports behind it are its own affair.
      return isOpen(entry) ? boxes : []
    }
    return HeaderSet.intersect(boxes, open(entry.receiver, family))
  }

  /// Whether any host of the internet may send all of what a first leg brings.
  private mutating func isOpen(_ leg: Crossing) -> Bool {
    for box in leg.flow.boxes.map(\.now) {
      let admitted = open(leg.receiver, box.family).map { open in
        HeaderBox(
          family: box.family,
          source: box.source,
          destination: box.destination,
          protocols: open.protocols,
          sourcePorts: open.sourcePorts,
          destinationPorts: open.destinationPorts
        )
      }
      guard HeaderSet.subtract(admitted, from: [box]).isEmpty else { return false }
    }
    return true
  }

  /// What any host of the internet may send to a class: the same protocols and ports from every public address.
  private mutating func open(_ index: Int, _ family: AddressFamily) -> [HeaderBox] {
    if let known = openBoxes[index] { return known.filter { $0.family == family } }
    var result: [HeaderBox] = []
    let targets = survey.targets([index])
    for address in targets.publicAddresses.prefix(1) {
      let box = HeaderBox(family: .ipv4, destination: AddressRange(UInt128(address)))
      result += open(box, targets)
    }
    for (_, targetFamily, range) in targets.ranges where targetFamily == .ipv6 {
      result += open(HeaderBox(family: .ipv6, destination: range), targets)
    }
    openBoxes[index] = result
    return result.filter { $0.family == family }
  }

  private func open(_ box: HeaderBox, _ targets: TrafficSurvey.Targets) -> [HeaderBox] {
    var common: [HeaderBox]?
    for range in Walker.publicRanges(box.family) {
      var outcome = TrafficSurvey.Outcome()
      survey.walk(box, .internet(range), .hosts(-1), targets, &outcome)
      let admitted = outcome.crossings.flatMap(\.flow.boxes).filter { $0.sent.source == range }.map { tracked in
        HeaderBox(
          family: box.family,
          protocols: tracked.now.protocols,
          sourcePorts: tracked.now.sourcePorts,
          destinationPorts: tracked.now.destinationPorts
        )
      }
      common = common.map { HeaderSet.intersect($0, admitted) } ?? admitted
      if common?.isEmpty ?? false { return [] }
    }
    return common ?? []
  }
}
