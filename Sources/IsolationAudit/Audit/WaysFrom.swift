/// The shortest ways from some principals to all others.
struct WaysFrom {
  /// The last step of the way, as a place in the graph's edges; `-1` for a source, `nil` where no way leads.
  private var arrival: [Int?]

  /// Walks breadth first.
  ///
  /// - Complexity: Linear in principals and steps.
  init(_ sources: [PrincipalID], _ graph: AssumeRoleGraph, upTo worst: AssumeRoleEdge.Standing) {
    arrival = Array(repeating: nil, count: graph.principals.count)
    var queue = sources
    for source in sources { arrival[source.index] = -1 }
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      let edges = graph.edges(from: current)
      for index in edges.indices where edges[index].standing <= worst && arrival[edges[index].to.index] == nil {
        arrival[edges[index].to.index] = index
        queue.append(edges[index].to)
      }
    }
  }

  /// The steps to a principal, none to a source; `nil` where no way leads.
  func chain(to end: PrincipalID, _ graph: AssumeRoleGraph) -> AssumeRoleChain? {
    guard arrival[end.index] != nil else { return nil }
    var steps: [AssumeRoleEdge] = []
    var current = end
    while let index = arrival[current.index], index >= 0 {
      steps.append(graph.edges[index])
      current = graph.edges[index].from
    }
    return AssumeRoleChain(steps: steps.reversed())
  }
}
