extension CapabilityGraph {
  /// The shortest chain to each node of one set from any node of another; one search serves all sources.
  ///
  /// A chain ends where it first enters the goal. A chain of ways that policies allow, conditions or not, is preferred to
  /// any chain with a way of which a deciding fact is missing; among equally long ones, the one with settled ways, kinds
  /// that come earlier in the table, and lower ids.
  ///
  /// - Parameters:
  ///   - isSource: Whether a chain may begin at a node.
  ///   - isGoal: Whether a chain may end at a node; a source is no goal.
  ///   - mayPass: Whether a chain may lead through a node between its ends.
  ///   - isUsed: Whether a chain may use ways of a kind.
  ///   - limit: The most ways of a chain.
  /// - Returns: The chains, in the order of the nodes at which they end.
  /// - Complexity: Linear in nodes and stored edges.
  package func shortestChains(
    from isSource: (CapabilityNodeID) -> Bool,
    to isGoal: (CapabilityNodeID) -> Bool,
    through mayPass: (CapabilityNodeID) -> Bool = { _ in true },
    over isUsed: (CapabilityKind) -> Bool = { _ in true },
    atMost limit: Int = .max
  ) -> [CapabilityChain] {
    let sources = nodes.indices.filter { isSource(CapabilityNodeID($0)) }
    let used = CapabilityKind.all.map(isUsed)
    var known = CapabilityWalk(self, from: sources, used: used, upTo: .conditional)
    known.run(to: isGoal, through: mayPass, atMost: limit)
    var all = CapabilityWalk(self, from: sources, used: used, upTo: .unknown)
    all.run(to: isGoal, through: mayPass, atMost: limit)
    return nodes.indices.compactMap { node in
      if known.isGoalReached[node] { return known.chain(to: node) }
      return all.isGoalReached[node] ? all.chain(to: node) : nil
    }
  }
}

/// A search breadth first from all sources at once; belonging to a hub is no step.
struct CapabilityWalk {
  private let graph: CapabilityGraph
  private let used: [Bool]
  private let worst: AssumeRoleEdge.Standing
  private let sources: [Int]
  /// For each node the stored edge by which it was entered first, or -1.
  private var arrival: [Int32]
  private var isSeen: [Bool]
  private(set) var isGoalReached: [Bool]

  init(_ graph: CapabilityGraph, from sources: [Int], used: [Bool], upTo worst: AssumeRoleEdge.Standing) {
    (self.graph, self.sources, self.used, self.worst) = (graph, sources, used, worst)
    arrival = [Int32](repeating: -1, count: graph.nodeCount)
    isSeen = [Bool](repeating: false, count: graph.nodeCount)
    isGoalReached = [Bool](repeating: false, count: graph.nodeCount)
  }

  mutating func run(
    to isGoal: (CapabilityNodeID) -> Bool,
    through mayPass: (CapabilityNodeID) -> Bool,
    atMost limit: Int
  ) {
    for source in sources { isSeen[source] = true }
    var level = sources
    var depth = 0
    while !level.isEmpty, depth < limit {
      var next: [Int] = []
      // Whatever belongs to a hub of this level stands on this level too.
      var place = 0
      while place < level.count {
        let current = level[place]
        place += 1
        for index in graph.arcs(from: current) {
          let arc = graph.arcs[index]
          if arc.standing > worst { break }
          if !arc.isMembership && !used[Int(arc.kind)] { continue }
          let target = Int(arc.to)
          if isSeen[target] { continue }
          isSeen[target] = true
          arrival[target] = Int32(index)
          if graph.isHub(target) {
            level.append(target)
            continue
          }
          let id = CapabilityNodeID(target)
          if isGoal(id) { isGoalReached[target] = true } else if mayPass(id) { next.append(target) }
        }
      }
      level = next
      depth += 1
    }
  }

  /// The chain by which a node was reached.
  func chain(to end: Int) -> CapabilityChain {
    var edges: [CapabilityEdge] = []
    var current = end
    // Going backwards: the members behind a hub, the edge itself, and the callers before it make one way.
    while arrival[current] >= 0 {
      let target = current
      var place = Int(arrival[current])
      while graph.arcs[place].isMembership {
        current = Int(graph.arcs[place].from)
        place = Int(arrival[current])
      }
      current = Int(graph.arcs[place].from)
      while graph.isHub(current) { current = Int(graph.arcs[Int(arrival[current])].from) }
      edges.append(graph.edge(place, from: current, to: target))
    }
    return CapabilityChain(edges: edges.reversed())
  }
}
