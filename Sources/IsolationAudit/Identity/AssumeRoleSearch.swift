/// Looks for the shortest chains of assumed roles, once or for one beginning after another, in memory that is kept between
/// the searches.
struct AssumeRoleSearch {
  private let graph: AssumeRoleGraph
  private let isGoal: [Bool]
  private let mayPass: [Bool]
  /// The step by which a principal was reached, where `round` has the number of the present walk; `-1` at a beginning.
  private var arrival: [Int32]
  private var round: [UInt32]
  private var current: UInt32 = 0
  private var queue: [PrincipalID] = []
  private var reached: [PrincipalID] = []
  /// Whether the present walk left out a step of which a deciding fact is missing.
  private var hasLeftOut = false

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - graph: Who can become whom.
  ///   - isGoal: Whether a chain may end at a principal, by the principal's place.
  ///   - mayPass: Whether a chain may lead through a principal, by the principal's place.
  init(_ graph: AssumeRoleGraph, isGoal: [Bool], mayPass: [Bool]) {
    (self.graph, self.isGoal, self.mayPass) = (graph, isGoal, mayPass)
    arrival = Array(repeating: -1, count: graph.principals.count)
    round = Array(repeating: 0, count: graph.principals.count)
  }

  /// The shortest chain to each goal that can be reached from any of some principals, in the order of the goals.
  ///
  /// A chain ends where it first enters a goal; a beginning is no goal. A chain of steps that policies allow, conditions or
  /// not, is preferred to any chain with a step of which a deciding fact is missing.
  ///
  /// - Complexity: Linear in the principals that are reached and their steps; the size of the graph does not matter.
  mutating func chains(from sources: [PrincipalID]) -> [AssumeRoleChain] {
    walk(from: sources, upTo: .conditional)
    var chains = reached.map { (end: $0, chain: chain(to: $0)) }
    if hasLeftOut {
      let settled = Set(reached)
      walk(from: sources, upTo: .unknown)
      chains += reached.filter { !settled.contains($0) }.map { ($0, chain(to: $0)) }
    }
    return chains.sorted { $0.end < $1.end }.map(\.chain)
  }

  /// Breadth first from all sources at once.
  private mutating func walk(from sources: [PrincipalID], upTo worst: AssumeRoleEdge.Standing) {
    current += 1
    hasLeftOut = false
    reached.removeAll(keepingCapacity: true)
    queue.removeAll(keepingCapacity: true)
    for source in sources where round[source.index] != current {
      round[source.index] = current
      arrival[source.index] = -1
      queue.append(source)
    }
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for index in graph.edgePlaces(from: place) {
        let (to, standing) = (graph.edges[index].to, graph.edges[index].standing)
        if standing > worst {
          hasLeftOut = true
          break
        }
        if round[to.index] == current { continue }
        round[to.index] = current
        arrival[to.index] = Int32(index)
        if isGoal[to.index] {
          reached.append(to)
        } else if mayPass[to.index] {
          queue.append(to)
        }
      }
    }
  }

  private func chain(to end: PrincipalID) -> AssumeRoleChain {
    var steps: [AssumeRoleEdge] = []
    var place = end
    while arrival[place.index] >= 0 {
      let edge = graph.edges[Int(arrival[place.index])]
      steps.append(edge)
      place = edge.from
    }
    return AssumeRoleChain(steps: steps.reversed())
  }
}
