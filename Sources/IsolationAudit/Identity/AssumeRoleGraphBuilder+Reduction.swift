// Who can still become whom once something is taken out of policies.
extension AssumeRoleGraphBuilder {
  /// The graph of an estate from which something was taken out.
  ///
  /// Steps of those concerned, and into roles concerned, are asked for again, others stay as they are. Principals keep their
  /// ids; one outside whom nobody names any more stays without steps.
  ///
  /// - Parameters:
  ///   - base: The builder's graph of the whole estate.
  ///   - reduction: What was taken out.
  /// - Returns: The graph.
  /// - Complexity: Linear in principals and steps, and one decision for each step that is asked for again.
  mutating func graph(reducing base: AssumeRoleGraph, by reduction: PolicyReduction) -> AssumeRoleGraph {
    estate = reduction.estate
    library = PolicyLibrary(estate, about: Self.actions)
    let groups = IAMGroups(estate)
    let concerned = Set(reduction.concerned.compactMap { placeOfRecord[$0] })
    for place in concerned { callers[place] = CallerPolicies(records[place], in: estate, &library, groups) }
    let roles = Set(reduction.trusts.compactMap { placeOfRecord[$0] })
    trusting = base.trusting
    for role in roles.sorted() { setTrust(ofRole: role) }

    var edges: [AssumeRoleEdge] = []
    edges.reserveCapacity(base.edges.count)
    let outside = Dictionary(outsiders.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for known in base.edges {
      guard concerned.contains(known.from.index) || roles.contains(known.to.index) else {
        edges.append(known)
        continue
      }
      guard let (trust, whyUnknown) = policy(ofRole: known.to.index) else { continue }
      let target = Target(principals[known.to.index], trust, estate)
      let left =
        if let outsider = outside[known.from] { edge(from: outsider, to: target, known.action) } else {
          edge(from: known.from.index, to: target, whyUnknown)
        }
      if let left { edges.append(left) }
    }
    let names = Set(concerned.map { principals[$0].arn })
    let others = base.gaps.filter { $0.kind != .identityPolicy || !names.contains($0.subject) }
    let gaps = others + concerned.flatMap { callers[$0].gaps }
    return AssumeRoleGraph(base, edges: edges, gaps: gaps.sortedOnce(), trusting: trusting)
  }

  private mutating func setTrust(ofRole place: Int) {
    let role = principals[place].id
    trusts[place] = Self.trust(of: estate.principals[records[place]], estate, library)
    for key in trusting.keys { trusting[key]?.removeAll { $0 == role } }
    guard let (trust, whyUnknown) = policy(ofRole: place) else { return }
    for statement in trust.document.statements where statement.effect == .allow {
      for name in statement.namedPrincipals { noteTrust(in: name, of: role, isKnown: whyUnknown == nil) }
    }
    for key in trusting.keys { trusting[key]?.sort() }
  }
}
