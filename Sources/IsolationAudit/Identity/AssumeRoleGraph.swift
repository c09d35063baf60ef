/// Who can become whom: the users and roles of an estate, those outside whom trust policies name, and the steps between
/// them that trust policies and the callers' own policies allow together.
///
/// Candidates for a role are found from its trust policy, never by asking every pair. Nodes and edges have one order
/// for one estate, whatever the order of its files.
package struct AssumeRoleGraph: Sendable {
  /// All principals; a principal's id is its place.
  package let principals: [Principal]
  /// All steps, sorted by caller, standing and role.
  package let edges: [AssumeRoleEdge]
  /// What the estate lacks and could hide a step, sorted.
  package let gaps: [IdentityGap]

  private let firstEdge: [Int]
  private let byARN: [String: PrincipalID]
  /// What runs with each role, also with one that the estate does not hold, sorted by the role's ARN.
  package let roleUses: [RoleUse]
  private let usesOfRole: [String: Int]
  /// The roles whose trust policy names an account as a whole, by the account, everybody, by `*`, or a role or user, by the
  /// ARN without path.
  let trusting: [String: [PrincipalID]]

  init(
    principals: [Principal],
    edges: [AssumeRoleEdge],
    gaps: [IdentityGap],
    roleUses: [RoleUse],
    trusting: [String: [PrincipalID]] = [:]
  ) {
    self.principals = principals
    self.trusting = trusting
    self.edges = edges.sorted { ($0.from, $0.standing, $0.to, $0.action) < ($1.from, $1.standing, $1.to, $1.action) }
    self.gaps = gaps
    self.roleUses = roleUses
    usesOfRole = Dictionary(
      roleUses.enumerated().map { ($1.role, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var firstEdge = [Int](repeating: 0, count: principals.count + 1)
    for edge in edges { firstEdge[edge.from.index + 1] += 1 }
    for index in principals.indices { firstEdge[index + 1] += firstEdge[index] }
    self.firstEdge = firstEdge
    byARN = Dictionary(principals.map { ($0.arn, $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  /// The principal with an id.
  package subscript(_ id: PrincipalID) -> Principal { principals[id.index] }

  /// The principal with an ARN, or a service's or provider's name.
  package func principal(_ arn: String) -> PrincipalID? { byARN[arn] }

  /// The steps that a principal can take: allowed ones first, then conditional, then unknown ones.
  package func edges(from id: PrincipalID) -> ArraySlice<AssumeRoleEdge> {
    edges[firstEdge[id.index]..<firstEdge[id.index + 1]]
  }

  /// What runs with a role, or could, in order of kind and id.
  package func users(of id: PrincipalID) -> [WorkloadUse] {
    usesOfRole[self[id].arn].map { roleUses[$0].uses } ?? []
  }
}

extension AssumeRoleGraph {
  /// The shortest chain to each principal of one set from any principal of another.
  ///
  /// A chain ends where it first enters the goal. A chain of steps that policies allow, conditions or not, is preferred
  /// to any chain with a step of which a deciding fact is missing; among equally short ones, the one with settled steps
  /// and lower ids.
  ///
  /// - Parameters:
  ///   - isSource: Whether a chain may begin at a principal.
  ///   - isGoal: Whether a chain may end at a principal; a source is no goal.
  ///   - mayPass: Whether a chain may lead through a principal between its ends.
  /// - Returns: The chains, in the order of the principals at which they end.
  /// - Complexity: Linear in principals and steps.
  package func shortestChains(
    from isSource: (PrincipalID) -> Bool,
    to isGoal: (PrincipalID) -> Bool,
    through mayPass: (PrincipalID) -> Bool = { _ in true }
  ) -> [AssumeRoleChain] {
    let sources = principals.map(\.id).filter(isSource)
    let known = walk(from: sources, to: isGoal, through: mayPass, upTo: .conditional)
    let all = walk(from: sources, to: isGoal, through: mayPass, upTo: .unknown)
    return principals.indices.compactMap { known[$0] ?? all[$0] }
  }

  /// Breadth first from all sources at once.
  private func walk(
    from sources: [PrincipalID],
    to isGoal: (PrincipalID) -> Bool,
    through mayPass: (PrincipalID) -> Bool,
    upTo worst: AssumeRoleEdge.Standing
  ) -> [Int: AssumeRoleChain] {
    var arrival = [Int?](repeating: nil, count: principals.count)
    var isSeen = [Bool](repeating: false, count: principals.count)
    var queue = sources
    for source in sources { isSeen[source.index] = true }
    var chains: [Int: AssumeRoleChain] = [:]
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      for index in firstEdge[current.index]..<firstEdge[current.index + 1] {
        let edge = edges[index]
        if edge.standing > worst { break }
        if isSeen[edge.to.index] { continue }
        isSeen[edge.to.index] = true
        arrival[edge.to.index] = index
        if isGoal(edge.to) {
          chains[edge.to.index] = chain(to: edge.to, arrival)
        } else if mayPass(edge.to) {
          queue.append(edge.to)
        }
      }
    }
    return chains
  }

  private func chain(to end: PrincipalID, _ arrival: [Int?]) -> AssumeRoleChain {
    var steps: [AssumeRoleEdge] = []
    var current = end
    while let index = arrival[current.index] {
      steps.append(edges[index])
      current = edges[index].from
    }
    return AssumeRoleChain(steps: steps.reversed())
  }
}
