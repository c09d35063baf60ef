// Ways into stores with policies of their own, asked from the store's side, and the roles that those who do not exist yet
// may assume.
extension CapabilityGraphBuilder {
  /// The ways to data stores: one decision for each store, row and class of callers that its policy or theirs may let in.
  mutating func addWaysIntoStores() {
    forEachStore { builder, row, member, target in builder.addWays(row, member, target) }
  }

  /// Goes through the rows about stores and what each of them is asked on.
  mutating func forEachStore(
    where isMeant: (CapabilityKind, CapabilityDomain.Member) -> Bool = { _, _ in true },
    _ body: (inout Self, Row, CapabilityDomain.Member, AccessTarget) -> Void
  ) {
    for row in rows {
      guard let kind = row.row.reach.storeDomain else { continue }
      for account in domains.accounts(kind) {
        guard let place = domains.domain(kind, account) else { continue }
        let domain = domains[place]
        for (number, member) in domain.members.enumerated() where isMeant(row.kind, member) {
          body(&self, row, member, domain.target(number, in: estate))
        }
      }
    }
  }

  mutating func addWays(_ row: Row, _ member: CapabilityDomain.Member, _ target: AccessTarget) {
    guard member.node >= 0 else { return }
    var asked: Set<Int32> = []
    for action in row.actions[0] {
      for group in model.candidates(for: model.index.actions[action], target) {
        for principal in group {
          let place = callerOfPrincipal.indices.contains(principal.index) ? callerOfPrincipal[principal.index] : -1
          if place < 0 {
            addWay(row, from: principal, member, target)
          } else {
            let caller = callers[Int(place)]
            // A policy of the store may tell apart who else is alike.
            let isWhole = caller.members.count == group.count || caller.members.count == 1
            if isWhole {
              guard asked.insert(place).inserted else { continue }
              addWay(row, from: caller, caller.node, member, target)
            } else {
              addWay(row, from: caller, Int32(principal.index), member, target)
            }
          }
        }
      }
    }
    let admitted = AdmittedAccounts(target, in: estate)
    let named = admitted.named.union([target.account]).sorted().compactMap { node(.account($0)) }
    for node in admitted.areAll ? administrators : named {
      if let caller = latentCallers[node] { addWay(row, from: caller, node, member, target) }
    }
  }

  /// The ways into stores of somebody who does not exist yet; whoever administers an account is asked with everybody.
  mutating func addWaysIntoStores(of caller: CapabilityCaller) {
    if case .account = nodes[Int(caller.node)] { return }
    forEachStore { builder, row, member, target in builder.addWay(row, ofLatent: caller, member, target) }
  }

  /// The way of somebody who does not exist yet, into a store of his account or one whose policy may let him in.
  mutating func addWay(
    _ row: Row,
    ofLatent caller: CapabilityCaller,
    _ member: CapabilityDomain.Member,
    _ target: AccessTarget
  ) {
    guard member.node >= 0 else { return }
    let admitted = AdmittedAccounts(target, in: estate)
    // A policy of the store may let him in by itself.
    guard admitted.contains(caller.account) || (target.account == caller.account && row.check.isMentioned(by: caller))
    else { return }
    guard admitted.arePersonal, caller.members.count > 1 else {
      addWay(row, from: caller, caller.node, member, target)
      return
    }
    for one in caller.members {
      let alone = CapabilityCaller([one], node: caller.node, in: model).unbounded(node: caller.node)
      addWay(row, from: alone, caller.node, member, target)
    }
  }

  /// The way of a user or role, or of all of a class.
  mutating func addWay(
    _ row: Row,
    from caller: CapabilityCaller,
    _ node: Int32,
    _ member: CapabilityDomain.Member,
    _ target: AccessTarget
  ) {
    var caller = caller
    if node >= 0, node < Int32(assumptions.principals.count), caller.members.count > 1 {
      caller = CapabilityCaller([PrincipalID(Int(node))], node: node, in: model)
    }
    var answers: [Given] = []
    for actions in row.actions {
      let best = CapabilityCheck.best(actions) { action in
        let answer =
          member.isPattern
          ? decideInPart(caller, action, target) : model.decide(caller, action, on: target)
        return answer.isPossible ? answer : nil
      }
      guard let (action, answer) = best else { return }
      answers.append((action, member.arn, answer))
    }
    let (basis, standing) = basis(row, answers)
    add(row.kind, from: node, to: member.node, basis, standing)
  }

  /// The way of somebody outside whom the store's policy names.
  private mutating func addWay(
    _ row: Row,
    from principal: PrincipalID,
    _ member: CapabilityDomain.Member,
    _ target: AccessTarget
  ) {
    if assumptions[principal].record != nil { return }
    var answers: [Given] = []
    for actions in row.actions {
      let best = CapabilityCheck.best(actions) { action in
        let answer = model.decide(principal, model.index.actions[action], on: target)
        return answer.isPossible ? answer : nil
      }
      guard let (action, answer) = best else { return }
      answers.append((action, member.arn, answer))
    }
    let (basis, standing) = basis(row, answers)
    add(row.kind, from: Int32(principal.index), to: member.node, basis, standing)
  }

  /// Some object of a bucket: as the patterns of the policies have it.
  private func decideInPart(_ caller: CapabilityCaller, _ action: Int, _ target: AccessTarget) -> AccessAnswer {
    var family = target
    family.arn = String(target.arn.dropLast())
    family.isFamily = true
    let answer = model.decide(caller, action, on: family)
    guard answer.isPossible, !answer.residual.isEmpty || answer.standing != .allowed else { return answer }
    var policies = Array(model.layers(of: caller, action).joined())
    if case .known(let policy) = target.policy { policies.append(policy) }
    var best: AccessAnswer?
    for example in ResourceFamily(prefix: family.arn).examples(in: policies, caller.context) {
      var one = family
      (one.arn, one.isFamily) = (example.arn, false)
      let found = model.decide(caller, action, on: one)
      if found.isPossible, found.standing < (best?.standing ?? .denied) { best = found }
    }
    if let best { return best }
    var unsettled = answer
    unsettled.standing = .unknown
    unsettled.gaps.append("whether an object \(target.arn) is allowed by all of the policies and denied by none")
    return unsettled
  }

  /// The roles that somebody who does not exist yet may assume: those that trust his account, everybody, or those for whom
  /// he stands.
  mutating func addAssumptions(of caller: CapabilityCaller) {
    guard let kind = CapabilityKind("sts-AssumeRole"),
      let action = model.index.place(ofAction: "sts:assumerole"),
      let row = rows.first(where: { $0.kind == kind })
    else { return }
    var asked: Set<PrincipalID> = []
    func add(_ role: PrincipalID, as asking: CapabilityCaller) {
      guard !asked.contains(role), let record = assumptions[role].record else { return }
      let target = AccessTarget(role: estate.principals[record], in: estate)
      let answer = model.decide(asking, action, on: target)
      guard answer.isPossible else { return }
      asked.insert(role)
      let (basis, standing) = basis(row, [(action, target.arn, answer)])
      self.add(kind, from: caller.node, to: Int32(role.index), basis, standing)
      assumed[caller.node, default: []].append(
        AssumeRoleEdge(
          // Nobody who exists takes the step.
          from: caller.members.first ?? role,
          to: role,
          action: "sts:AssumeRole",
          standing: standing,
          residual: basis.residual,
          identityStatements: answer.identityStatements,
          trustStatements: answer.resourceStatements,
          gaps: basis.gaps
        )
      )
    }
    for role in (assumptions.trusting[caller.account] ?? []) + (assumptions.trusting["*"] ?? []) {
      add(role, as: caller)
    }
    for member in caller.members {
      let named = assumptions.trusting[assumptions[member].arn] ?? []
      if named.isEmpty { continue }
      let alone = CapabilityCaller([member], node: caller.node, in: model).unbounded(node: caller.node)
      for role in named { add(role, as: alone) }
    }
  }
}

extension CapabilityRow.Reach {
  /// The stores that it leads to, which may have policies of their own and are asked from their side.
  var storeDomain: CapabilityDomain.Kind? {
    switch self {
    case .members(.stores(let store)): .stores(store)
    case .members(.codeStores(let store)): .codeStores(store)
    default: nil
    }
  }
}
