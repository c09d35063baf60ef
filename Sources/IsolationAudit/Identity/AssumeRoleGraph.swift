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
  private let byRecord: [EstateID<IAMPrincipal>: PrincipalID]
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
    (self.edges, firstEdge) = Self.sorted(edges, principals.count)
    self.gaps = gaps
    self.roleUses = roleUses
    usesOfRole = Dictionary(
      roleUses.enumerated().map { ($1.role, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    byRecord = Dictionary(
      principals.compactMap { principal in principal.record.map { ($0, principal.id) } },
      uniquingKeysWith: { first, _ in first }
    )
    byARN = Dictionary(principals.map { ($0.arn, $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  /// The graph of the same principals with other steps.
  init(
    _ base: AssumeRoleGraph,
    edges: [AssumeRoleEdge],
    gaps: [IdentityGap],
    trusting: [String: [PrincipalID]]
  ) {
    (principals, roleUses, usesOfRole) = (base.principals, base.roleUses, base.usesOfRole)
    (byRecord, byARN) = (base.byRecord, base.byARN)
    (self.gaps, self.trusting) = (gaps, trusting)
    (self.edges, firstEdge) = Self.sorted(edges, principals.count)
  }

  /// Steps by caller, standing and role, and where each caller's begin.
  private static func sorted(_ edges: [AssumeRoleEdge], _ count: Int) -> (edges: [AssumeRoleEdge], first: [Int]) {
    var first = [Int](repeating: 0, count: count + 1)
    for edge in edges { first[edge.from.index + 1] += 1 }
    for index in 0..<count { first[index + 1] += first[index] }
    let sorted = edges.sorted {
      ($0.from, $0.standing, $0.to, $0.action) < ($1.from, $1.standing, $1.to, $1.action)
    }
    return (sorted, first)
  }

  /// The principal with an id.
  package subscript(_ id: PrincipalID) -> Principal { principals[id.index] }

  /// The principal with an ARN, or a service's or provider's name.
  package func principal(_ arn: String) -> PrincipalID? { byARN[arn] }

  /// The principal of a user or role of the estate.
  func id(ofRecord id: EstateID<IAMPrincipal>) -> PrincipalID? { byRecord[id] }

  /// The steps that a principal can take: allowed ones first, then conditional, then unknown ones.
  package func edges(from id: PrincipalID) -> ArraySlice<AssumeRoleEdge> {
    edges[edgePlaces(from: id)]
  }

  /// The places in `edges` of the steps that a principal can take.
  func edgePlaces(from id: PrincipalID) -> Range<Int> { firstEdge[id.index]..<firstEdge[id.index + 1] }

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
    var search = AssumeRoleSearch(
      self,
      isGoal: principals.map { isGoal($0.id) },
      mayPass: principals.map { mayPass($0.id) }
    )
    return search.chains(from: principals.map(\.id).filter(isSource))
  }
}
