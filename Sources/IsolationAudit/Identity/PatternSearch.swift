/// Looks for a shortest text that all of some patterns cover and none of others.
///
/// The machines of all patterns read together, breadth first. At each step only the characters that some machine waits for
/// are tried, and one that stands for all others.
struct PatternSearch {
  private struct Node: Hashable {
    var included: [PatternAutomaton.State]
    /// A state for each excluded pattern; an empty one can no longer cover anything.
    var excluded: [PatternAutomaton.State]
  }

  private let included: [PatternAutomaton]
  private let excluded: [PatternAutomaton]

  init(_ term: PatternSet.Term) {
    included = term.included.map { PatternAutomaton($0) }
    excluded = term.excluded.map { PatternAutomaton($0) }
  }

  var emptiness: PatternSet.Emptiness {
    let start = Node(included: included.map(\.start), excluded: excluded.map(\.start))
    guard isAlive(start) else { return .empty }
    var nodes = [start]
    // From which node, and by which character, a node was first reached.
    var origins: [(node: Int, character: UInt32?)] = [(-1, nil)]
    var seen: Set<Node> = [start]
    var position = 0
    while position < nodes.count {
      let node = nodes[position]
      if isCovered(node) { return .holds(text(to: position, origins)) }
      for character in characters(at: node) {
        let next = Node(
          included: zip(included, node.included).map { $0.next($1, character) },
          excluded: zip(excluded, node.excluded).map { $1.isEmpty ? [] : $0.next($1, character) }
        )
        guard isAlive(next), seen.insert(next).inserted else { continue }
        if nodes.count >= PatternSet.stateLimit { return .unknown }
        nodes.append(next)
        origins.append((position, character))
      }
      position += 1
    }
    return .empty
  }

  /// The characters that some machine waits for, and the one that stands for all others.
  private func characters(at node: Node) -> [UInt32?] {
    var named: Set<UInt32> = []
    for (machine, state) in zip(included, node.included) { named.formUnion(machine.expected(in: state)) }
    for (machine, state) in zip(excluded, node.excluded) { named.formUnion(machine.expected(in: state)) }
    return [nil] + named.sorted().map { $0 }
  }

  /// Whether a text that goes on from here can still be in the term.
  private func isAlive(_ node: Node) -> Bool {
    !node.included.contains(where: \.isEmpty)
      && !zip(excluded, node.excluded).contains { $0.acceptsAlways($1) }
  }

  private func isCovered(_ node: Node) -> Bool {
    zip(included, node.included).allSatisfy { $0.accepts($1) }
      && !zip(excluded, node.excluded).contains { $0.accepts($1) }
  }

  private func text(to end: Int, _ origins: [(node: Int, character: UInt32?)]) -> String {
    var characters: [Unicode.Scalar] = []
    var position = end
    while position > 0 {
      characters.append(origins[position].character.flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}")
      position = origins[position].node
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters.reversed())
    return String(text)
  }
}
