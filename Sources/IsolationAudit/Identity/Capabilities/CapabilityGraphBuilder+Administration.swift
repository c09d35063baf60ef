// Ways to every permission, by changing policies.
extension CapabilityGraphBuilder {
  /// The node of administration that a boundary leaves.
  func administration(_ account: String, boundary: Symbol) -> Int32? {
    node(boundary.isEmpty ? .account(account) : .boundedAccount(account, boundary: boundary))
  }

  mutating func addAdministration(
    _ row: Row,
    _ way: CapabilityRow.Administration,
    _ decider: inout CapabilityDecider
  ) {
    switch way {
    case .itself(let kind): addItself(row, kind, &decider)
    case .ownPolicies, .ownGroups: addOwn(row, way, &decider)
    case .ownBoundary: addOwnBoundary(row, &decider)
    case .ownBoundaryPolicy: addOwnBoundaryPolicy(row, &decider)
    case .roleThatItAssumes, .roleThatItAssumesFreed, .policyOfRoleThatItAssumes, .boundaryOfRoleThatItAssumes:
      addAssumed(row, way, &decider)
    case .another(let kind): addAnother(row, kind == .user ? .users : .editableRoles, isFreed: false, &decider)
    case .anotherRoleFreed: addAnother(row, .editableRoles, isFreed: true, &decider)
    case .policyOfAnotherRole: addPolicyOfAnother(row, &decider)
    case .newRole, .newRoleFreed: addNewRole(row, isFreed: way.frees, &decider)
    }
  }

  /// Those for whom one answer is to be given, with the node from which their way begins: all together where their answers
  /// are equal, else each alone.
  private mutating func addEach(
    _ row: Row,
    _ decider: inout CapabilityDecider,
    _ answer: (PrincipalID, inout CapabilityDecider, Self) -> (answers: [Given], to: Int32)?
  ) {
    let caller = decider.caller
    let isLatent = latentCallers[caller.node] != nil
    for member in caller.members {
      guard let (answers, target) = answer(member, &decider, self) else { continue }
      let (basis, standing) = basis(row, answers)
      let source = isLatent ? caller.node : Int32(member.index)
      if target != source { add(row.kind, from: source, to: target, basis, standing) }
      if isLatent { return }
    }
  }

  private mutating func addItself(_ row: Row, _ kind: IAMPrincipal.Kind, _ decider: inout CapabilityDecider) {
    guard let caller = decider.caller.members.first, (kind == .user) == decider.caller.isUser,
      let place = domains.domain(kind == .user ? .users : .editableRoles, assumptions[caller].account),
      let target = administration(decider.caller.account, boundary: decider.caller.boundaryName)
    else { return }
    let domain = domains[place]
    let verdicts = row.actions.map { actions in actions.map { decider.verdict($0, on: domain, at: place) } }
    let isAlike = verdicts.allSatisfy { $0.count == 1 && $0[0].isForAll }
    // Equal policies may be those of a role that only AWS changes.
    if decider.caller.node < 0, isAlike,
      decider.caller.members.allSatisfy({ domain.place(of: assumptions[$0].arn) != nil })
    {
      let answers = zip(row.actions, verdicts).compactMap { actions, verdicts in
        verdicts[0].best.map { (action: actions[0], resource: "*", answer: $0) }
      }
      let (basis, standing) = basis(row, answers)
      add(row.kind, from: decider.caller.node, to: target, basis, standing)
      return
    }
    addEach(row, &decider) { member, _, builder in
      let arn = builder.assumptions[member].arn
      guard let number = domain.place(of: arn),
        let answers = Self.answers(row, verdicts, number, arn)
      else { return nil }
      return (answers, target)
    }
  }

  /// The answers for one member of a domain, if every requirement has one.
  private static func answers(
    _ row: Row,
    _ verdicts: [[CapabilityVerdict]],
    _ member: Int32,
    _ resource: String
  ) -> [Given]? {
    var found: [Given] = []
    for (actions, verdicts) in zip(row.actions, verdicts) {
      let best = zip(actions, verdicts).compactMap { action, verdict in
        verdict.answer(for: member).map { (action: action, resource: resource, answer: $0) }
      }.min { $0.answer.standing < $1.answer.standing }
      guard let best else { return nil }
      found.append(best)
    }
    return found
  }

  /// Managed policies or groups of the caller himself.
  private mutating func addOwn(_ row: Row, _ way: CapabilityRow.Administration, _ decider: inout CapabilityDecider) {
    let account = decider.caller.account
    guard let target = administration(account, boundary: decider.caller.boundaryName),
      let place = domains.domain(way == .ownGroups ? .groups : .policies, account)
    else { return }
    let domain = domains[place]
    let verdicts = row.actions.map { actions in actions.map { decider.verdict($0, on: domain, at: place) } }
    if verdicts.contains(where: { $0.allSatisfy(\.isNone) }) { return }
    addEach(row, &decider) { member, _, builder in
      guard let record = builder.assumptions[member].record else { return nil }
      let owned = way == .ownGroups ? builder.groupARNs(of: record) : builder.policyARNs(of: record)
      let found = owned.compactMap { arn in
        domain.place(of: arn).flatMap { Self.answers(row, verdicts, $0, arn) }
      }
      return found.min { Self.standing($0) < Self.standing($1) }.map { ($0, target) }
    }
  }

  private static func standing(_ answers: [Given]) -> AccessAnswer.Standing {
    answers.map(\.answer.standing).max() ?? .allowed
  }

  /// The ARNs of the groups of a user.
  private func groupARNs(of id: EstateID<IAMPrincipal>) -> [String] {
    let record = estate.principals[id]
    return record.groups.compactMap { name in
      facts.groupARN[record.account]?[name].map { estate.symbols[$0] }
    }
  }

  /// The ARNs of the customer managed policies of a role, user or group, also through groups.
  private func policyARNs(of id: EstateID<IAMPrincipal>) -> [String] {
    let record = estate.principals[id]
    var found = record.attachedPolicies.map { estate.symbols[$0] }
    for arn in groupARNs(of: id) {
      guard let group = estate.symbols.find(arn).flatMap({ estate.principal($0) }) else { continue }
      found += estate.principals[group].attachedPolicies.map { estate.symbols[$0] }
    }
    return found
  }

  private mutating func addOwnBoundary(_ row: Row, _ decider: inout CapabilityDecider) {
    let caller = decider.caller
    if caller.members.isEmpty { return addBoundaryOfAdministrator(row, &decider) }
    guard caller.boundary != nil || caller.lacksBoundary, let target = node(.unbounded(caller.members[0])),
      let place = domains.domain(caller.isUser ? .users : .editableRoles, caller.account)
    else { return }
    let domain = domains[place]
    let word = caller.isUser ? "user" : "role"
    let actions = row.actions[0].filter { model.index.actions[$0].contains(word) }
    let verdicts = [actions.map { decider.verdict($0, on: domain, at: place) }]
    addEach(row, &decider) { member, _, builder in
      let arn = builder.assumptions[member].arn
      guard let number = domain.place(of: arn) else { return nil }
      let best = zip(actions, verdicts[0]).compactMap { action, verdict in
        verdict.answer(for: number).map { (action: action, resource: arn, answer: $0) }
      }.min { $0.answer.standing < $1.answer.standing }
      return best.map { ([$0], target) }
    }
  }

  /// The policy that is the boundary of the caller, or of an administrator below it.
  private mutating func addOwnBoundaryPolicy(_ row: Row, _ decider: inout CapabilityDecider) {
    let caller = decider.caller
    guard caller.boundary != nil || caller.lacksBoundary, !caller.boundaryName.isEmpty,
      let target = node(caller.members.first.map { .unbounded($0) } ?? .account(caller.account)),
      let place = domains.domain(.policies, caller.account)
    else { return }
    let (domain, boundary) = (domains[place], estate.symbols[caller.boundaryName])
    let verdicts = row.actions.map { actions in actions.map { decider.verdict($0, on: domain, at: place) } }
    guard let number = domain.place(of: boundary), let answers = Self.answers(row, verdicts, number, boundary) else {
      return
    }
    let (basis, standing) = basis(row, answers)
    add(row.kind, from: caller.node, to: target, basis, standing)
  }

  /// An administrator below a boundary who may remove boundaries of roles administers the account.
  private mutating func addBoundaryOfAdministrator(_ row: Row, _ decider: inout CapabilityDecider) {
    let caller = decider.caller
    guard caller.boundary != nil, !caller.isUser, let target = node(.account(caller.account)),
      let place = domains.domain(.editableRoles, caller.account)
    else { return }
    let domain = domains[place]
    let actions = row.actions[0].filter { model.index.actions[$0].contains("role") }
    let best = CapabilityCheck.best(actions) { decider.verdict($0, on: domain, at: place).best }
    guard let (action, answer) = best else { return }
    let (basis, standing) = basis(row, [(action, "*", answer)])
    add(row.kind, from: caller.node, to: target, basis, standing)
  }

  // MARK: Others

  /// A role that the caller may assume, and whose policies he may change.
  private mutating func addAssumed(_ row: Row, _ way: CapabilityRow.Administration, _ decider: inout CapabilityDecider)
  {
    let account = decider.caller.account
    let isByPolicy = way == .policyOfRoleThatItAssumes
    guard let place = domains.domain(isByPolicy ? .policies : .editableRoles, account) else { return }
    let domain = domains[place]
    let verdicts = row.actions.map { actions in actions.map { decider.verdict($0, on: domain, at: place) } }
    if verdicts.contains(where: { $0.allSatisfy(\.isNone) }) { return }
    let isLatent = latentCallers[decider.caller.node] != nil
    if isLatent {
      addAssumed(row, way, assumed[decider.caller.node] ?? [], from: decider.caller.node, domain, verdicts)
      return
    }
    for member in decider.caller.members {
      addAssumed(row, way, Array(assumptions.edges(from: member)), from: Int32(member.index), domain, verdicts)
    }
  }

  /// The ways over the roles of the account that some steps lead to: one for each boundary that is left, the surest, and
  /// one for each role that only loses its boundary.
  private mutating func addAssumed(
    _ row: Row,
    _ way: CapabilityRow.Administration,
    _ edges: [AssumeRoleEdge],
    from source: Int32,
    _ domain: CapabilityDomain,
    _ verdicts: [[CapabilityVerdict]]
  ) {
    var best: [Int32: (answers: [Given], edge: AssumeRoleEdge)] = [:]
    for edge in edges where assumptions[edge.to].account == domain.account {
      guard let record = assumptions[edge.to].record else { continue }
      let owned = way == .policyOfRoleThatItAssumes ? policyARNs(of: record) : [assumptions[edge.to].arn]
      for arn in owned {
        guard let number = domain.place(of: arn), let answers = Self.answers(row, verdicts, number, arn) else {
          continue
        }
        guard let target = target(way, edge.to, estate.principals[record].boundary, domain.account) else { continue }
        let standing = max(Self.standing(answers), edge.accessStanding)
        if let known = best[target], max(Self.standing(known.answers), known.edge.accessStanding) <= standing {
          continue
        }
        best[target] = (answers, edge)
      }
    }
    for target in best.keys.sorted() {
      guard let (answers, edge) = best[target], target != source else { continue }
      var (basis, standing) = basis(row, answers)
      standing = max(standing, edge.standing)
      basis.residual += edge.residual.filter { !basis.residual.contains($0) }
      basis.gaps += edge.gaps.filter { !basis.gaps.contains($0) }
      basis.grants.append(
        CapabilityEdge.Grant(
          action: edge.action,
          resource: assumptions[edge.to].arn,
          identityStatements: edge.identityStatements,
          resourceStatements: edge.trustStatements
        )
      )
      add(row.kind, from: source, to: target, basis, standing)
    }
  }

  /// What somebody has who changes a role that he may assume; nothing where there is no boundary to take away.
  private func target(
    _ way: CapabilityRow.Administration,
    _ role: PrincipalID,
    _ boundary: Symbol,
    _ account: String
  ) -> Int32? {
    if boundary.isEmpty && (way.frees || way.liftsBoundary) { return nil }
    guard way.liftsBoundary else { return administration(account, boundary: way.frees ? .empty : boundary) }
    let place = callerOfPrincipal[role.index]
    return place < 0 ? nil : callers[Int(place)].members.first.flatMap { node(.unbounded($0)) }
  }

  /// A role or user whose policies and credentials the caller may change.
  private mutating func addAnother(
    _ row: Row,
    _ kind: CapabilityDomain.Kind,
    isFreed: Bool,
    _ decider: inout CapabilityDecider
  ) {
    let account = decider.caller.account
    guard let place = domains.domain(kind, account) else { return }
    let domain = domains[place]
    let verdicts = row.actions.map { actions in actions.map { decider.verdict($0, on: domain, at: place) } }
    var best: [Symbol: [Given]] = [:]
    for number in Self.members(verdicts, domain) {
      let arn = domain.members[Int(number)].arn
      guard case .principal(let record) = domain.members[Int(number)].record,
        let answers = Self.answers(row, verdicts, number, arn)
      else { continue }
      var boundary = estate.principals[record].boundary
      if isFreed {
        if boundary.isEmpty { continue }
        boundary = .empty
      }
      if let known = best[boundary], Self.standing(known) <= Self.standing(answers) { continue }
      best[boundary] = answers
      // One of each boundary is enough.
      if best.count >= (isFreed ? 1 : boundaryCount(account)), best.values.allSatisfy({ Self.standing($0) == .allowed })
      {
        break
      }
    }
    addBest(row, best, decider.caller)
  }

  private mutating func addPolicyOfAnother(_ row: Row, _ decider: inout CapabilityDecider) {
    let account = decider.caller.account
    guard let roles = domains.domain(.editableRoles, account), let policies = domains.domain(.policies, account) else {
      return
    }
    let (roleDomain, policyDomain) = (domains[roles], domains[policies])
    let rewriting = row.actions[0].map { decider.verdict($0, on: policyDomain, at: policies) }
    let trusting = row.actions[1].map { decider.verdict($0, on: roleDomain, at: roles) }
    if rewriting.allSatisfy(\.isNone) || trusting.allSatisfy(\.isNone) { return }
    var best: [Symbol: [Given]] = [:]
    for number in Self.members([trusting], roleDomain) {
      let role = roleDomain.members[Int(number)]
      guard case .principal(let record) = role.record, let trust = trusting[0].answer(for: number) else { continue }
      for policy in policyARNs(of: record) {
        guard let place = policyDomain.place(of: policy), let answer = rewriting[0].answer(for: place) else { continue }
        let answers: [Given] = [(row.actions[0][0], policy, answer), (row.actions[1][0], role.arn, trust)]
        let boundary = estate.principals[record].boundary
        if let known = best[boundary], Self.standing(known) <= Self.standing(answers) { continue }
        best[boundary] = answers
      }
    }
    addBest(row, best, decider.caller)
  }

  private mutating func addBest(_ row: Row, _ best: [Symbol: [Given]], _ caller: CapabilityCaller) {
    for boundary in best.keys.sorted(by: { estate.symbols[$0] < estate.symbols[$1] }) {
      guard let answers = best[boundary], let target = administration(caller.account, boundary: boundary),
        target != caller.node
      else { continue }
      let (basis, standing) = basis(row, answers)
      add(row.kind, from: caller.node, to: target, basis, standing)
    }
  }

  /// The members of a domain for which every requirement may have an answer.
  private static func members(_ verdicts: [[CapabilityVerdict]], _ domain: CapabilityDomain) -> [Int32] {
    var members: [Int32]?
    for entry in verdicts where !entry.contains(where: \.isForAll) {
      let named = entry.reduce(into: Set<Int32>()) { named, verdict in
        if case .some(let some, _, _) = verdict { named.formUnion(some) }
      }
      members = members.map { $0.filter(named.contains) } ?? named.sorted()
    }
    return members ?? domain.members.indices.map { Int32($0) }
  }

  /// The number of different boundaries of an account's roles and users, none included.
  private func boundaryCount(_ account: String) -> Int { facts.boundaryCount[account] ?? 1 }
}

extension AssumeRoleEdge {
  fileprivate var accessStanding: AccessAnswer.Standing {
    switch standing {
    case .allowed: .allowed
    case .conditional: .conditional
    case .unknown: .unknown
    }
  }
}

extension CapabilityVerdict {
  var isNone: Bool { if case .none = self { true } else { false } }
  var isForAll: Bool { if case .all = self { true } else { false } }
}
