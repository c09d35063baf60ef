// Goes through the table for one caller.
extension CapabilityGraphBuilder {
  /// The table with the places of the actions in the index.
  struct Row: Sendable {
    let kind: CapabilityKind
    let row: CapabilityRow
    let check: CapabilityCheck

    init?(_ kind: CapabilityKind, _ index: PolicyIndex) {
      self.kind = kind
      row = kind.row
      guard let check = CapabilityCheck(row.requires, passingTo: row.passedToService, index) else { return nil }
      self.check = check
    }

    /// For each requirement, the places of its actions.
    var actions: [[Int]] { check.actions }
  }

  typealias Given = CapabilityCheck.Given

  mutating func addWays(of caller: CapabilityCaller) {
    var decider = CapabilityDecider(model, caller)
    for row in rows where row.check.isMentioned(by: caller) {
      switch row.row.reach {
      case .stated, .assumableRole: break
      case .administration(let way): addAdministration(row, way, &decider)
      case .organization(let service, let reach): addOrganization(row, service, reach, &decider)
      case .members(.groups):
        if caller.isUser { addMembers(row, &decider) }
      // Stores may have policies of their own, and are asked from their side.
      case .members(.stores), .members(.codeStores): break
      case .members, .roles: addMembers(row, &decider)
      }
    }
  }

  /// Adds the ways to the members of a domain.
  private mutating func addMembers(_ row: Row, _ decider: inout CapabilityDecider) {
    let selections = selections(row, decider.caller.account)
    guard !selections.isEmpty, let given = row.check.given(&decider, &domains) else { return }
    for selection in selections {
      let domain = domains[selection.domain]
      for group in row.check.groups(of: selection.members, in: domain, at: selection.domain, &decider) {
        emit(row, domain, group, given, selection.gap, decider.caller)
      }
    }
  }

  /// Adds one edge to members of a domain with equal answers.
  private mutating func emit(
    _ row: Row,
    _ domain: CapabilityDomain,
    _ group: CapabilityCheck.Group,
    _ given: [Given],
    _ gap: String?,
    _ caller: CapabilityCaller
  ) {
    var targets: [Int32] = []
    for member in group.members {
      let node = domain.members[Int(member)].node
      if node >= 0 && node != caller.node { targets.append(node) }
    }
    guard !targets.isEmpty else { return }
    let (basis, standing) = basis(row, group.answers + given, gap)
    add(row.kind, from: caller.node, to: hub(Set(targets).sorted()), basis, standing)
  }

  /// What an edge rests on, from the answers to its requirements.
  func basis(_ row: Row, _ answers: [Given], _ gap: String? = nil) -> (CapabilityGraph.Basis, AssumeRoleEdge.Standing) {
    var basis = CapabilityGraph.Basis()
    var standing = AssumeRoleEdge.Standing.allowed
    for answer in answers { basis.add(answer, row.check, model, &standing) }
    if let unless = row.row.unless {
      basis.residual.append(.fact(unless))
      standing = max(standing, .conditional)
    }
    if let gap {
      basis.gaps.append(gap)
      standing = .unknown
    }
    return (basis, standing)
  }

  // MARK: Targets

  /// The members of an account's domain to which a row may lead, in parts that hang on the same missing fact.
  mutating func selections(_ row: Row, _ account: String) -> [CapabilitySelection] {
    if let known = selections[row.kind.index]?[account] { return known }
    let found = findSelections(row.row, account)
    selections[row.kind.index, default: [:]][account] = found
    return found
  }

  private mutating func findSelections(_ row: CapabilityRow, _ account: String) -> [CapabilitySelection] {
    switch row.reach {
    case .roles(let service, let inProfile):
      guard let place = domains.domain(.roles, account) else { return [] }
      return rolesTrusting(service, inProfile, place)
    case .members(let kind):
      guard let place = domains.domain(kind, account) else { return [] }
      var known: [Int32] = []
      var open: [String: [Int32]] = [:]
      for (number, member) in domains[place].members.enumerated() {
        switch precondition(row.id, member) {
        case .yes: known.append(Int32(number))
        case .no: break
        case .depends(let fact): open[fact.description, default: []].append(Int32(number))
        }
      }
      var found = known.isEmpty ? [] : [CapabilitySelection(domain: place, members: known)]
      for (fact, members) in open.sorted(by: { $0.key < $1.key }) {
        found.append(CapabilitySelection(domain: place, members: members, gap: fact))
      }
      return found
    default: return []
    }
  }

  /// The roles of an account that a service may use.
  private func rolesTrusting(_ service: String, _ inProfile: Bool, _ place: Int) -> [CapabilitySelection] {
    let domain = domains[place]
    var known: [Int32] = []
    var unknown: [Int32] = []
    // Cognito vouches as a provider, every other service asks in its own name.
    for edge in assumptions.principal(service).map({ assumptions.edges(from: $0) }) ?? [] {
      guard let number = domain.place(of: assumptions[edge.to].arn) else { continue }
      if inProfile, !facts.profiledRoles.contains(assumptions[edge.to].arn) { continue }
      // A condition on the account or resource for which the service asks is met by what is made in the account.
      if edge.standing == .unknown { unknown.append(number) } else { known.append(number) }
    }
    var found: [CapabilitySelection] = []
    if !known.isEmpty { found.append(CapabilitySelection(domain: place, members: Set(known).sorted())) }
    if !unknown.isEmpty {
      found.append(
        CapabilitySelection(
          domain: place,
          members: Set(unknown).sorted(),
          gap: "whether the role trusts \(service) is not in the snapshot"
        )
      )
    }
    return found
  }

  /// What the estate must hold besides the permissions.
  private func precondition(_ row: String, _ member: CapabilityDomain.Member) -> Truth {
    switch (row, member.record) {
    case ("ecs-ExecuteCommand", .workload(let id)):
      guard let allows = estate.workloads[id].allowsExec else {
        return .depends(.fact("whether ECS Exec is on for \(member.arn) is not in the snapshot"))
      }
      return Truth(allows)
    case ("sagemaker-CreatePresignedNotebookInstanceUrl", .workload(let id)):
      return Truth(estate.workloads[id].isRunning != false)
    case ("cloudformation-UpdateStack", .workload(let id)), ("cloudformation-ExecuteChangeSet", .workload(let id)):
      return Truth(!estate.workloads[id].role.isEmpty || estate.workloads[id].hasUnknownRole)
    case ("eks-CreateAccessEntry", .service(let id)):
      let mode = estate.kubernetesClusters[estate.services[id].arn]?.authenticationMode
      guard let mode else {
        return .depends(.fact("the authentication mode of EKS cluster \(member.arn) is not in the snapshot"))
      }
      return Truth(mode != .configMap)
    case ("eks-UpdateClusterConfig", .service(let id)):
      let mode = estate.kubernetesClusters[estate.services[id].arn]?.authenticationMode
      guard let mode else {
        return .depends(.fact("the authentication mode of EKS cluster \(member.arn) is not in the snapshot"))
      }
      return Truth(mode == .configMap)
    default: return .yes
    }
  }
}

extension AccessAnswer {
  /// The standing of an edge that rests on it.
  var edgeStanding: AssumeRoleEdge.Standing {
    switch standing {
    case .allowed: .allowed
    case .conditional: .conditional
    case .unknown, .denied: .unknown
    }
  }
}

extension CapabilityGraph.Basis {
  /// Adds the answer to a requirement.
  mutating func add(
    _ given: CapabilityCheck.Given,
    _ check: CapabilityCheck,
    _ model: AccessModel,
    _ standing: inout AssumeRoleEdge.Standing
  ) {
    standing = max(standing, given.answer.edgeStanding)
    for part in given.answer.residual where !residual.contains(part) { residual.append(part) }
    for part in given.answer.gaps where !gaps.contains(part) { gaps.append(part) }
    grants.append(
      CapabilityEdge.Grant(
        action: check.name(of: given.action, model.index),
        resource: given.resource,
        identityStatements: given.answer.identityStatements,
        resourceStatements: given.answer.resourceStatements
      )
    )
  }
}
