/// A place in the network from which somebody who controls it sends packets.
enum Standpoint: Hashable, Sendable {
  /// A network interface.
  case interface(EstateID<NetworkInterface>)
  /// Something in a subnet with certain security groups, whether there is an interface of it now or not.
  case placed(subnet: EstateID<Subnet>, groups: GroupSetID)
  /// The clients of a Client VPN endpoint.
  case clients(EstateID<ClientVPNEndpoint>)
  /// The users of an EC2 Instance Connect Endpoint that shows their addresses.
  case instanceConnect(EstateID<InstanceConnectEndpoint>)
}

/// What packets from several standpoints reach: the survey's classes answer for all of them at once.
struct PacketReach {
  /// Packets from a standpoint that a network interface takes.
  struct Step {
    /// Where they start: a place in the list of standpoints.
    var start: Int
    /// What takes them.
    var target: EstateID<NetworkInterface>
    /// The packets, narrowed to the two ends.
    var crossing: Crossing
  }

  private let traffic: TrafficAudit
  private let targets: TrafficSurvey.Targets
  private let relays: RelayWays?
  private let wanted: Set<EstateID<NetworkInterface>>
  private var known: [Int: TrafficSurvey.Outcome] = [:]
  /// What is missing on the way, as far as it was asked.
  private(set) var gaps: Set<TrafficSurvey.Gap> = []

  private var survey: TrafficSurvey { traffic.survey }
  private var estate: Estate { traffic.estate }

  /// Prepares the question of what reaches some interfaces.
  init(_ traffic: TrafficAudit, to interfaces: Set<EstateID<NetworkInterface>>) {
    self.traffic = traffic
    wanted = interfaces
    let classes = traffic.survey.classes
    let receiving = classes.classes.indices.filter { index in
      classes.classes[index].members.contains { interfaces.contains(classes.members[$0]) }
    }
    targets = traffic.survey.targets(receiving)
    relays =
      receiving.isEmpty || traffic.survey.model.relays.isEmpty ? nil : RelayWays(traffic.survey, to: targets)
  }

  /// What takes packets of standpoints, for each interface at most one step from each standpoint and way.
  mutating func steps(from standpoints: [Standpoint]) -> [Step] {
    guard !targets.classes.isEmpty else { return [] }
    var places: [EstateID<NetworkInterface>: Int] = [:]
    var steps: [Step] = []
    var clients: [Int] = []
    for (place, standpoint) in standpoints.enumerated() {
      switch standpoint {
      case .interface(let id): if places[id] == nil { places[id] = place }
      case .placed(let subnet, let groups):
        let outcome = outcome(.init(placed: (subnet, groups)))
        add(outcome.crossings, startingAt: { _ in [place] }, &steps)
      case .clients, .instanceConnect: clients.append(place)
      }
    }
    let senders = survey.classes.classes.indices.filter { index in
      survey.classes.classes[index].sends
        && survey.classes.classes[index].members.contains { places[survey.classes.members[$0]] != nil }
    }
    let outcome = outcome(.init(senders: senders))
    add(outcome.crossings, startingAt: { starts(of: $0, among: places) }, &steps)
    for place in clients {
      var entry = Entry()
      if case .clients(let endpoint) = standpoints[place] { entry.clients = [endpoint] }
      if case .instanceConnect(let endpoint) = standpoints[place] { entry.users = [endpoint] }
      add(self.outcome(entry).crossings, startingAt: { _ in [place] }, &steps)
    }
    return steps
  }

  /// Who sends, together.
  private struct Entry {
    var senders: [Int] = []
    var placed: (subnet: EstateID<Subnet>, groups: GroupSetID)?
    var clients: [EstateID<ClientVPNEndpoint>] = []
    var users: [EstateID<InstanceConnectEndpoint>] = []
    var isEmpty: Bool { senders.isEmpty && placed == nil && clients.isEmpty && users.isEmpty }
  }

  /// What senders get to the targets, directly and through relays.
  private mutating func outcome(_ entry: Entry) -> TrafficSurvey.Outcome {
    guard !entry.isEmpty else { return TrafficSurvey.Outcome() }
    var outcome = TrafficSurvey.Outcome()
    let unknown = entry.senders.filter { known[$0] == nil }
    for sender in unknown { known[sender] = survey.survey(from: [sender], to: targets) }
    for sender in entry.senders { if let found = known[sender] { outcome.add(found) } }
    var others = entry
    others.senders = []
    outcome.add(direct(others, to: targets))
    if var ways = relays {
      outcome.add(
        ways.crossings(
          isOwn: { _ in false },
          mayEnter: { entry.senders.isEmpty || traffic.reachesAny(entry.senders, $0) },
          entering: { direct(entry, to: $0) },
          hosts: { survey.survey(hosts: entry.senders, enter: $0) }
        )
      )
    }
    gaps.formUnion(outcome.gaps)
    return outcome
  }

  private func direct(_ entry: Entry, to targets: TrafficSurvey.Targets) -> TrafficSurvey.Outcome {
    var outcome = TrafficSurvey.Outcome()
    if !entry.senders.isEmpty { outcome.add(survey.survey(from: entry.senders, to: targets)) }
    if let placed = entry.placed {
      outcome.add(survey.survey(fromSubnet: placed.subnet, placed.groups, to: targets))
    }
    for endpoint in entry.clients { outcome.add(survey.survey(clientsOf: endpoint, to: targets)) }
    for endpoint in entry.users { outcome.add(survey.survey(usersOf: endpoint, to: targets)) }
    return outcome
  }

  private func add(
    _ crossings: [Crossing],
    startingAt starts: (Crossing) -> [Int],
    _ steps: inout [Step]
  ) {
    for crossing in crossings where crossing.receiver >= 0 {
      let starts = starts(crossing)
      if starts.isEmpty { continue }
      for target in traffic.hosts(takenBy: crossing, crossing.flow.boxes) where wanted.contains(target) {
        for start in starts { steps.append(Step(start: start, target: target, crossing: crossing)) }
      }
    }
  }

  /// The standpoints that send some packets of a crossing.
  private func starts(of crossing: Crossing, among places: [EstateID<NetworkInterface>: Int]) -> [Int] {
    var found: Set<Int> = []
    for leaf in crossing.leaves {
      guard case .hosts(let index) = leaf.origin, index >= 0 else { continue }
      for member in survey.classes.classes[index].members {
        let host = survey.classes.members[member]
        guard let place = places[host] else { continue }
        let sends = estate.interfaceAddresses[estate.networkInterfaces[host].addresses.range].contains { address in
          leaf.flow.boxes.contains {
            $0.sent.family == address.family && $0.sent.source.overlaps(address.range)
          }
        }
        if sends { found.insert(place) }
      }
    }
    return found.sorted()
  }
}
