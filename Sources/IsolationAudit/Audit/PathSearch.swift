/// Looks breadth first from many places at once for the shortest ways to goals, over steps of identities and of packets.
///
/// Belonging to a hub, and standing on the interfaces of what one controls, is no step.
struct PathSearch {
  /// How a place was reached first.
  private enum Arrival {
    case source
    /// By a stored edge of the graph.
    case arc(Int)
    /// By standing there already at another place.
    case also(Int)
    /// By packets, from a place.
    case packets(from: Int, Crossing)
    /// By reading or writing a data store, from a place.
    case access(from: Int, DataAccess)
  }

  /// A step of a way.
  enum Step {
    case capability(CapabilityEdge)
    case packets(from: Int, to: Int, Crossing)
    case access(from: Int, DataAccess, EstateID<DataStore>)
  }

  /// A way from a source to a goal.
  struct Way {
    var start: Int
    var end: Int
    var steps: [Step]
  }

  /// What is asked.
  struct Question {
    var sources: [Int]
    var isGoal: [Bool]
    /// The interfaces of goals and, where packets take over hosts, of all hosts.
    var interfaces: Set<EstateID<NetworkInterface>> = []
    /// The databases that are goals, by their interfaces.
    var databases: [EstateID<NetworkInterface>: [EstateID<ManagedService>]] = [:]
    /// Whether packets take over the hosts that they reach.
    var leadsThroughHosts = false
    /// Who reads or writes the data stores that are goals, by place.
    var accesses: [Int: [(store: EstateID<DataStore>, access: DataAccess)]] = [:]
    /// Which kinds of step count.
    var used: [Bool]
    var maximumSteps: Int = .max
  }

  private let model: PathModel
  private let question: Question
  private let worst: AssumeRoleEdge.Standing
  private var arrivals: [Arrival?]
  private(set) var reached: [Int] = []

  init(_ model: PathModel, _ question: Question, upTo worst: AssumeRoleEdge.Standing) {
    (self.model, self.question, self.worst) = (model, question, worst)
    arrivals = Array(repeating: nil, count: model.count)
  }

  /// Walks.
  mutating func run(_ reach: inout PacketReach) {
    var level: [Int] = []
    for source in question.sources where arrivals[source] == nil {
      arrivals[source] = .source
      level.append(source)
    }
    var depth = 0
    while !level.isEmpty {
      var next: [Int] = []
      var standing: [(place: Int, standpoint: Standpoint)] = []
      let isLast = depth >= question.maximumSteps
      var position = 0
      while position < level.count {
        let place = level[position]
        position += 1
        for other in model.also(at: place) where arrivals[other] == nil {
          arrivals[other] = .also(place)
          if question.isGoal[other] { reached.append(other) } else { level.append(other) }
        }
        if isLast { continue }
        standing += model.standpoints(at: place).map { (place, $0) }
        guard place < model.firstInterface else { continue }
        follow(place, &level, &next)
        for (store, access) in question.accesses[place] ?? [] where access.answer.standing.rawValue <= worst.rawValue {
          let end = model.place(of: store)
          if arrivals[end] != nil { continue }
          arrivals[end] = .access(from: place, access)
          reached.append(end)
        }
      }
      if !standing.isEmpty { send(standing, &reach, &next) }
      level = next
      depth += 1
    }
  }

  private mutating func follow(_ place: Int, _ level: inout [Int], _ next: inout [Int]) {
    for index in model.graph.arcs(from: place) {
      let arc = model.graph.arcs[index]
      if arc.standing > worst { break }
      if !arc.isMembership && !question.used[Int(arc.kind)] { continue }
      let target = Int(arc.to)
      if arrivals[target] != nil { continue }
      arrivals[target] = .arc(index)
      if model.graph.isHub(target) {
        level.append(target)
      } else if question.isGoal[target] {
        reached.append(target)
      } else {
        next.append(target)
      }
    }
  }

  private mutating func send(
    _ standing: [(place: Int, standpoint: Standpoint)],
    _ reach: inout PacketReach,
    _ next: inout [Int]
  ) {
    let steps = reach.steps(from: standing.map(\.standpoint))
    // Packets that are known to arrive come first.
    for certainty in [Certainty.exact, .may] {
      for step in steps where step.crossing.flow.certainty == certainty {
        let from = standing[step.start].place
        for database in question.databases[step.target] ?? [] {
          let end = model.place(of: database)
          guard arrivals[end] == nil, question.isGoal[end],
            let crossing = step.crossing.toDatabase(model.estate.services[database])
          else { continue }
          arrivals[end] = .packets(from: from, crossing)
          reached.append(end)
        }
        guard question.leadsThroughHosts else { continue }
        let host = model.place(of: step.target)
        if arrivals[host] != nil { continue }
        arrivals[host] = .packets(from: from, step.crossing)
        if question.isGoal[host] { reached.append(host) } else { next.append(host) }
      }
    }
  }

  // MARK: - Ways

  /// The way to a place that was reached.
  func way(to end: Int) -> Way {
    var steps: [Step] = []
    var current = end
    while let arrival = arrivals[current] {
      switch arrival {
      case .source: return Way(start: current, end: end, steps: steps.reversed())
      case .also(let place): current = place
      case .packets(let from, let crossing):
        steps.append(.packets(from: from, to: current, crossing))
        current = from
      case .access(let from, let access):
        if case .store(let store) = model.kind(current) { steps.append(.access(from: from, access, store)) }
        current = from
      case .arc(let index):
        // Going backwards: the members behind a hub, the edge itself, and the callers before it make one step.
        let target = current
        var place = index
        while model.graph.arcs[place].isMembership {
          current = Int(model.graph.arcs[place].from)
          guard case .arc(let before)? = arrivals[current] else { break }
          place = before
        }
        current = Int(model.graph.arcs[place].from)
        while model.graph.isHub(current), case .arc(let before)? = arrivals[current] {
          current = Int(model.graph.arcs[before].from)
        }
        steps.append(.capability(model.graph.edge(place, from: current, to: target)))
      }
    }
    return Way(start: current, end: end, steps: steps.reversed())
  }
}

extension Crossing {
  /// The part of the packets that a database takes as queries: TCP to its port, or to any where that is not known.
  fileprivate func toDatabase(_ database: ManagedService) -> Crossing? {
    var result = self
    result.flow.boxes = flow.boxes.compactMap { box in
      var wanted = HeaderBox(family: box.now.family, protocols: .tcp)
      if database.port != 0 { wanted.destinationPorts = PortRange(database.port, database.port) }
      return box.narrowed(to: wanted)
    }
    return result.flow.boxes.isEmpty ? nil : result
  }
}
