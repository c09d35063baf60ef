/// The ways from some senders to some receivers over relays, found backwards from the receivers.
///
/// First the connections that relays open to the receivers; then what other relays open, or hand over, to those relays, until
/// there is nothing new; at last, in one survey, which of their doors the senders reach. Relays that lead nowhere near the
/// receivers cost a look at their targets' addresses, and no walk.
struct RelayWays {
  /// A way passes at most this many relays; longer ones are a gap.
  static let maximumDepth = 8
  /// The number of steps that the search for ways takes at most, against estates with very many ways.
  private static let maximumSteps = 20_000

  typealias Node = RelayTable.Node

  /// How connections get into a node from another one.
  private enum Step {
    /// By packets that the other relay sends.
    case packets(from: Node, Crossing)
    /// Without packets, past security groups.
    case handOver(RelayTable.HandOver)
    /// Within the relay, from one IP version to the other.
    case translation(from: Node)

    var origin: Node {
      switch self {
      case .packets(let node, _), .translation(let node): node
      case .handOver(let handOver): handOver.from
      }
    }
  }

  private let survey: TrafficSurvey
  /// The nodes from which there is a way to the receivers, in the order in which they were found.
  private var nodes: [Node] = []
  private var lastLegs: [Node: [Crossing]] = [:]
  private var gaps: [Node: Set<TrafficSurvey.Gap>] = [:]
  private var steps: [Node: [Step]] = [:]
  private var firstLegs: [Node: [Crossing]] = [:]
  /// The relays of the senders' own side: what they open comes from there.
  private var own: Set<Int> = []
  private var stepsTaken = 0
  private var outcome = TrafficSurvey.Outcome()

  private var relays: RelayTable { survey.model.relays }

  /// Finds the relays that lead to receivers.
  init(_ survey: TrafficSurvey, to targets: TrafficSurvey.Targets) {
    self.survey = survey
    let excluded = Set(targets.classes.compactMap { survey.classes.classes[$0].door?.relay })
    take(survey.relayLegs(to: targets, excluding: excluded)) { node, crossing in (node, crossing) }
    explore(excluded)
  }

  /// Whether no relay leads to the receivers.
  var isEmpty: Bool { nodes.isEmpty }

  private mutating func take(
    _ legs: TrafficSurvey.RelayLegs,
    _ place: (Node, Crossing) -> (Node, Crossing)
  ) {
    outcome.walks += legs.walks
    outcome.arrivals += legs.arrivals
    for (node, crossing) in legs.legs {
      // A relay that ends the transport has something to pass on only where there is a conversation.
      guard relays[node].passesPackets || survey.isAnswered(crossing) else { continue }
      lastLegs[node, default: []].append(crossing)
    }
    for (node, found) in legs.gaps { gaps[node, default: []].formUnion(found) }
  }

  /// Goes back from relay to relay until there is nothing new.
  private mutating func explore(_ excluded: Set<Int>) {
    var seen: Set<Node> = []
    var frontier = Array(Set(lastLegs.keys).union(gaps.keys)).sorted()
    while !frontier.isEmpty {
      seen.formUnion(frontier)
      nodes += frontier
      var next: Set<Node> = []
      var atDoor: [RelayTable.DoorID: [Node]] = [:]
      for node in frontier {
        if node.isHandedOver {
          for handOver in relays.handOvers(into: node) where !excluded.contains(handOver.from.relay) {
            steps[node, default: []].append(.handOver(handOver))
            next.insert(handOver.from)
          }
          guard !excluded.contains(node.relay) else { continue }
          let untranslated = Node(relay: node.relay, entry: node.entry, door: node.door)
          steps[node, default: []].append(.translation(from: untranslated))
          next.insert(untranslated)
        } else {
          atDoor[node.doorID, default: []].append(node)
        }
      }
      let doors = atDoor.keys.sorted().flatMap { survey.classes.ofDoor[$0] ?? [] }
      if !doors.isEmpty {
        let legs = survey.relayLegs(to: survey.targets(doors), excluding: excluded)
        outcome.walks += legs.walks
        for (from, crossing) in legs.legs {
          guard let door = survey.classes.classes[crossing.receiver].door else { continue }
          for node in atDoor[door] ?? [] where node.relay != from.relay {
            guard let taken = crossing.taken(by: relays[node], relays),
              (relays[from].passesPackets && relays[node].passesPackets) || survey.isAnswered(taken)
            else { continue }
            steps[node, default: []].append(.packets(from: from, taken))
            next.insert(from)
          }
        }
        for (from, found) in legs.gaps {
          gaps[from, default: []].formUnion(found)
          next.insert(from)
        }
      }
      frontier = next.subtracting(seen).sorted()
    }
  }

  // MARK: - Ways

  /// Joins the relays with what the senders send to them.
  ///
  /// - Parameters:
  ///   - isOwn: Whether a relay stands on the senders' side.
  ///   - mayEnter: Whether some sender may reach a relay whose interfaces are not in the snapshot.
  ///   - entering: What the senders send to receivers.
  ///   - hosts: What the senders send to a door that stands at every host of a VPC.
  /// - Returns: What gets from the senders to the receivers over relays, and what could not be told.
  mutating func crossings(
    isOwn: (Relay) -> Bool,
    mayEnter: (Relay) -> Bool,
    entering: (TrafficSurvey.Targets) -> TrafficSurvey.Outcome,
    hosts: (RelayTable.DoorID) -> TrafficSurvey.Outcome
  ) -> TrafficSurvey.Outcome {
    guard !nodes.isEmpty else { return outcome }
    own = Set(Set(nodes.map(\.relay)).filter { isOwn(relays.relays[$0]) })
    enter(entering, hosts)
    for node in nodes where !(lastLegs[node] ?? []).isEmpty || !(gaps[node] ?? []).isEmpty {
      if own.contains(node.relay) {
        if !node.isHandedOver { outcome.crossings += lastLegs[node] ?? [] }
        outcome.gaps.formUnion(gaps[node] ?? [])
        continue
      }
      let ways = ways(into: node, passed: [])
      if isHidden(node), mayEnter(relays.relays[node.relay]) {
        let relay = relays.relays[node.relay]
        outcome.gaps.insert(.init(code: .resourceUnknown, resource: relay.id, provenance: relay.provenance))
      }
      guard !ways.isEmpty else { continue }
      outcome.gaps.formUnion(gaps[node] ?? [])
      for group in groups(ways) {
        outcome.crossings += (lastLegs[node] ?? []).compactMap { $0.following(group, survey) }
      }
    }
    return outcome
  }

  /// Whether nobody can tell who reaches a node, because the relay's interfaces are not in the snapshot.
  private func isHidden(_ node: Node) -> Bool {
    guard !node.isHandedOver, case .interfaces(let interfaces, _) = relays[node.doorID].place else { return false }
    return interfaces.isEmpty
  }

  /// Surveys the doors of all relays at once.
  private mutating func enter(
    _ entering: (TrafficSurvey.Targets) -> TrafficSurvey.Outcome,
    _ hosts: (RelayTable.DoorID) -> TrafficSurvey.Outcome
  ) {
    var atDoor: [RelayTable.DoorID: [Node]] = [:]
    for node in nodes where !node.isHandedOver && !own.contains(node.relay) {
      atDoor[node.doorID, default: []].append(node)
    }
    let doors = atDoor.keys.sorted()
    var entries: [(RelayTable.DoorID, Crossing)] = []
    let classes = doors.flatMap { survey.classes.ofDoor[$0] ?? [] }
    if !classes.isEmpty {
      let entry = entering(survey.targets(classes))
      outcome.walks += entry.walks
      outcome.gaps.formUnion(entry.gaps)
      for crossing in entry.crossings {
        if let door = survey.classes.classes[crossing.receiver].door { entries.append((door, crossing)) }
      }
    }
    for door in doors {
      guard case .hosts = relays[door].place else { continue }
      let entry = hosts(door)
      outcome.walks += entry.walks
      outcome.gaps.formUnion(entry.gaps)
      entries += entry.crossings.map { (door, $0) }
    }
    for (door, crossing) in entries {
      for node in atDoor[door] ?? [] {
        guard let taken = crossing.taken(by: relays[node], relays),
          relays[node].passesPackets || survey.isAnswered(taken)
        else { continue }
        firstLegs[node, default: []].append(taken)
      }
    }
  }

  /// The ways into a node: what arrives at its door, each with the legs before.
  ///
  /// No way passes a node twice.
  private mutating func ways(into node: Node, passed: [Node]) -> [Crossing] {
    stepsTaken += 1
    guard passed.count < Self.maximumDepth, stepsTaken < Self.maximumSteps else {
      let relay = relays.relays[node.relay]
      outcome.gaps.insert(.init(code: .relayChain, resource: relay.id, provenance: relay.provenance))
      return []
    }
    var result = firstLegs[node] ?? []
    for step in steps[node] ?? [] where step.origin != node && !passed.contains(step.origin) {
      switch step {
      case .packets(let from, let crossing):
        if own.contains(from.relay) {
          result.append(crossing)
        } else {
          let before = ways(into: from, passed: passed + [node])
          if before.isEmpty { continue }
          result += groups(before).compactMap { crossing.following($0, survey) }
        }
      case .handOver(let handOver):
        let admitted = ways(into: handOver.from, passed: passed + [node]).compactMap { way in
          way.handed(by: handOver, to: node, survey)
        }
        guard handOver.isUncertain, !admitted.isEmpty else {
          result += admitted
          continue
        }
        let relay = relays.relays[handOver.from.relay]
        outcome.gaps.insert(.init(code: .resourceUnknown, resource: relay.id, provenance: relay.provenance))
      case .translation(let from):
        result += ways(into: from, passed: passed + [node])
      }
    }
    return result
  }

  /// Ways of one kind together: the same elements, the same kind of sender, as sure.
  private func groups(_ ways: [Crossing]) -> [[Crossing]] {
    var order: [WayKind] = []
    var members: [WayKind: [Crossing]] = [:]
    for way in ways {
      let kind = WayKind(way, survey.classes)
      if members[kind] == nil { order.append(kind) }
      members[kind, default: []].append(way)
    }
    return order.map { members[$0] ?? [] }
  }
}

/// What a policy can tell of a way to a relay: two ways of one kind are accepted or refused together.
private struct WayKind: Hashable {
  var via: [Symbol]
  var elements: Set<PathElement>
  var selectorBits: UInt128
  var firstReceiver: Int
  var family: AddressFamily
  var certainty: Certainty
  var isAnsweredBefore: Bool

  init(_ way: Crossing, _ classes: EndpointClasses) {
    let first = way.firstLeg
    (via, elements, family) = (way.via, way.elements, way.flow.family)
    (certainty, isAnsweredBefore) = (way.flow.certainty, way.isAnsweredBefore)
    firstReceiver = first.receiver
    selectorBits = 0
    if case .hosts(let index) = first.origin, index >= 0 { selectorBits = classes.classes[index].selectorBits }
  }
}

extension Crossing {
  /// The part that an entry of a relay takes.
  fileprivate func taken(by entry: Relay.Entry, _ relays: RelayTable) -> Crossing? {
    guard let flow = relays.taken(flow, by: entry) else { return nil }
    var result = self
    result.flow = flow
    return result
  }

  /// What is left of a way to a relay when it hands over to another one, whose security groups may judge the client's
  /// address; the groups of the client are not recognised there.
  fileprivate func handed(
    by handOver: RelayTable.HandOver,
    to node: RelayTable.Node,
    _ survey: TrafficSurvey
  ) -> Crossing? {
    let relays = survey.model.relays
    let (first, relay) = (relays.relays[handOver.from.relay], relays.relays[node.relay])
    guard var way = taken(by: relays[node], relays) else { return nil }
    way.flow.scope = .lost
    guard let admitted = Walker(survey.box).admitted(way.flow, by: handOver.admission) else { return nil }
    way.flow = admitted
    way.handedOverBy.append(handOver.from)
    for name in [first.id, relay.id] where !way.via.contains(name) { way.via.append(name) }
    way.elements.formUnion([TrafficSurvey.element(first.kind), TrafficSurvey.element(relay.kind)])
    return way
  }

  /// The crossing behind ways of one kind to the relay that it starts from; `nil` where no client of theirs is let through.
  fileprivate func following(_ ways: [Crossing], _ survey: TrafficSurvey) -> Crossing? {
    guard let first = ways.first else { return nil }
    var result = self
    result.reachesRelayBy = ways
    if case .relay(let opening) = sender, opening.keepsClients {
      // The target sees the clients that reach the relay, and no others; those that it does not admit are on no way.
      let sources = ways.flatMap(\.flow.boxes).filter { $0.now.family == flow.family }.map(\.now.source)
      result.flow.boxes = Self.narrowed(flow.boxes, to: sources)
      result.reachesRelayBy = ways.compactMap { way in
        var way = way
        way.flow.boxes = Self.narrowed(way.flow.boxes, to: flow.boxes.map(\.now.source))
        return way.flow.boxes.isEmpty ? nil : way
      }
      guard !result.flow.boxes.isEmpty, !result.reachesRelayBy.isEmpty else { return nil }
    } else if case .relay(let node) = origin, node.isHandedOver,
      ways.allSatisfy({ way in
        way.isTranslated(by: node, survey) && way.flow.family == flow.family
      })
    {
      // What came in directly, in the same IP version, has its own node: the target sees the client there.
      return nil
    }
    result.flow.certainty = max(flow.certainty, first.flow.certainty)
    result.isAnsweredBefore = ways.contains { way in
      guard way.isAnsweredBefore else { return false }
      return way.receiver < 0 || survey.isAnswered(way)
    }
    let vpcs = survey.model.estate
    result.via = first.via.filter { vpcs.vpc($0) == nil } + via.filter { !first.via.contains($0) }
    result.elements.formUnion(first.elements)
    return result
  }

  /// The parts of boxes whose sources lie in one of some ranges.
  private static func narrowed(_ boxes: [TrackedBox], to sources: [AddressRange]) -> [TrackedBox] {
    var parts: [TrackedBox] = []
    for source in sources {
      for box in boxes {
        guard let part = box.narrowed(source: source), !parts.contains(part) else { continue }
        parts.append(part)
      }
    }
    return parts
  }

  /// Whether a way got into a handed-over node without another relay: through the relay's own door.
  private func isTranslated(by node: RelayTable.Node, _ survey: TrafficSurvey) -> Bool {
    receiver >= 0 && survey.classes.classes[receiver].door?.relay == node.relay
  }
}
