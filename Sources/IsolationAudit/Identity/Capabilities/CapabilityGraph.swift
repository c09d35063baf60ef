/// Who can become whom, control which workload and stand where: a graph of the ways that the policies and facts of an
/// estate leave open.
///
/// Nodes and edges have one order for one estate, whatever the order of its files. Where many callers share permissions,
/// or many targets are not told apart by any policy, the edges go over hubs, so that their number stays near the number of
/// policies and not of pairs. ``edges(from:)``, ``edges(into:)`` and the chains show no hubs.
package struct CapabilityGraph: Sendable {
  /// A stored edge; `from` or `to` may be a hub.
  struct Arc: Hashable, Sendable {
    var from: Int32
    var to: Int32
    /// The place of its kind in the table, or -1 for belonging to a hub.
    var kind: Int16
    var standing: AssumeRoleEdge.Standing
    /// The place of what it rests on, or -1 for nothing.
    var basis: Int32

    var isMembership: Bool { kind < 0 }
  }

  /// What an edge rests on.
  struct Basis: Hashable, Sendable {
    var residual: [ConditionExpression] = []
    var grants: [CapabilityEdge.Grant] = []
    var gaps: [String] = []
    var provenance: Provenance?
  }

  package let estate: Estate
  /// The graph of roles that can be assumed; its principals are the first nodes.
  package let assumptions: AssumeRoleGraph
  /// The policies.
  package let model: AccessModel
  /// All nodes but the hubs; a node's id is its place.
  package let nodes: [CapabilityNode]
  /// What the estate lacks and could hide a way, sorted.
  package let gaps: [IdentityGap]

  /// Those who ask, classes first, then those who do not exist yet and to whom a way leads.
  let callers: [CapabilityCaller]
  /// The number of nodes with the hubs, which follow the others.
  let nodeCount: Int
  let arcs: [Arc]
  let bases: [Basis]
  private let firstArc: [Int32]
  private let arcsInto: [Int32]
  private let firstArcInto: [Int32]
  private let byNode: [CapabilityNode: CapabilityNodeID]

  init(
    estate: Estate,
    assumptions: AssumeRoleGraph,
    model: AccessModel,
    nodes: [CapabilityNode],
    callers: [CapabilityCaller],
    hubCount: Int,
    arcs: [Arc],
    bases: [Basis],
    gaps: [IdentityGap]
  ) {
    self.estate = estate
    self.assumptions = assumptions
    self.model = model
    self.nodes = nodes
    self.callers = callers
    self.gaps = gaps
    self.bases = bases
    let count = nodes.count + hubCount
    nodeCount = count
    let sorted = arcs.sorted {
      ($0.from, $0.standing, $0.kind, $0.to, $0.basis) < ($1.from, $1.standing, $1.kind, $1.to, $1.basis)
    }
    self.arcs = sorted
    firstArc = Self.starts(sorted.lazy.map { Int($0.from) }, count)
    let into = sorted.indices.sorted { (sorted[$0].to, $0) < (sorted[$1].to, $1) }
    arcsInto = into.map { Int32($0) }
    firstArcInto = Self.starts(into.lazy.map { Int(sorted[$0].to) }, count)
    byNode = Dictionary(
      nodes.enumerated().map { ($1, CapabilityNodeID($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// For each node, the place of its first entry in a list sorted by nodes.
  private static func starts(_ sorted: some Sequence<Int>, _ count: Int) -> [Int32] {
    var first = [Int32](repeating: 0, count: count + 1)
    for node in sorted { first[node + 1] += 1 }
    for node in 0..<count { first[node + 1] += first[node] }
    return first
  }

  /// The node with an id.
  package subscript(_ id: CapabilityNodeID) -> CapabilityNode {
    id.index < nodes.count ? nodes[id.index] : .hub(id.index - nodes.count)
  }

  /// The id of a node, if the graph holds it.
  package func id(of node: CapabilityNode) -> CapabilityNodeID? { byNode[node] }

  /// The places of the stored edges from a node.
  func arcs(from node: Int) -> Range<Int> { Int(firstArc[node])..<Int(firstArc[node + 1]) }

  /// The places of the stored edges into a node.
  func arcs(into node: Int) -> ArraySlice<Int32> {
    arcsInto[Int(firstArcInto[node])..<Int(firstArcInto[node + 1])]
  }

  func isHub(_ node: Int) -> Bool { node >= nodes.count }
}

extension CapabilityGraph {
  /// The ways that a node has: allowed ones first, then conditional, then unknown ones; within, in the order of kinds and
  /// nodes.
  package func edges(from id: CapabilityNodeID) -> [CapabilityEdge] {
    var found: [CapabilityEdge] = []
    var sources = [id.index]
    while let source = sources.popLast() {
      for place in arcs(from: source) {
        let arc = arcs[place]
        if arc.isMembership {
          sources.append(Int(arc.to))
        } else {
          for target in members(of: Int(arc.to)) where target != id.index {
            found.append(edge(place, from: id.index, to: target))
          }
        }
      }
    }
    return found.sorted { ($0.standing, $0.kind, $0.to) < ($1.standing, $1.kind, $1.to) }
  }

  /// The ways that lead to a node, in the order of the nodes that they come from.
  package func edges(into id: CapabilityNodeID) -> [CapabilityEdge] {
    var found: [CapabilityEdge] = []
    var targets = [id.index]
    while let target = targets.popLast() {
      for place in arcs(into: target) {
        let arc = arcs[Int(place)]
        if arc.isMembership {
          targets.append(Int(arc.from))
        } else {
          for source in callers(of: Int(arc.from)) where source != id.index {
            found.append(edge(Int(place), from: source, to: id.index))
          }
        }
      }
    }
    return found.sorted { ($0.from, $0.standing, $0.kind) < ($1.from, $1.standing, $1.kind) }
  }

  /// The nodes that a hub of targets stands for; a node itself otherwise.
  func members(of node: Int) -> [Int] {
    isHub(node) ? arcs(from: node).filter { arcs[$0].isMembership }.flatMap { members(of: Int(arcs[$0].to)) } : [node]
  }

  /// The nodes that a hub of callers stands for; a node itself otherwise.
  func callers(of node: Int) -> [Int] {
    isHub(node)
      ? arcs(into: node).filter { arcs[Int($0)].isMembership }.flatMap { callers(of: Int(arcs[Int($0)].from)) } : [node]
  }

  /// A stored edge between the nodes that it stands for.
  func edge(_ place: Int, from: Int, to: Int) -> CapabilityEdge {
    let arc = arcs[place]
    var basis = arc.basis < 0 ? Basis() : bases[Int(arc.basis)]
    // Those who share permissions have equal policies, but each his own.
    if isHub(Int(arc.from)), let first = callers(of: Int(arc.from)).first, first != from {
      for place in basis.grants.indices {
        basis.grants[place].identityStatements = basis.grants[place].identityStatements.map {
          model.statement($0, of: PrincipalID(first), heldBy: PrincipalID(from))
        }
      }
    }
    return CapabilityEdge(
      from: CapabilityNodeID(from),
      to: CapabilityNodeID(to),
      kind: CapabilityKind(index: Int(arc.kind)),
      standing: arc.standing,
      residual: basis.residual,
      grants: basis.grants,
      gaps: basis.gaps,
      provenance: basis.provenance
    )
  }
}
