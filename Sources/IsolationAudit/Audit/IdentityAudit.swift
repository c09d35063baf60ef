/// Judges the assertions about identities: `no-assume-role`, `separate-roles`, `limited-principals`, `no-admin-bridge`.
package struct IdentityAudit: Sendable {
  let graph: AssumeRoleGraph
  let policy: Policy
  let placement: Placement
  let namer: ResourceNamer
  let files: SourceFiles
  let estate: Estate
  /// Whether only what is found is asked for, and no report shows what it rests on.
  let isTrial: Bool
  private let known = EvidenceCache()

  /// Uses the graph of an estate.
  ///
  /// - Parameters:
  ///   - graph: Who can become whom.
  ///   - namer: What resources are called.
  ///   - files: The files, for places.
  ///   - estate: The estate, where it is not quite the namer's.
  ///   - isTrial: Whether findings need not say which statements they rest on.
  package init(
    _ graph: AssumeRoleGraph,
    _ namer: ResourceNamer,
    _ files: SourceFiles,
    _ estate: Estate? = nil,
    isTrial: Bool = false
  ) {
    (self.graph, self.namer, self.files, self.isTrial) = (graph, namer, files, isTrial)
    self.estate = estate ?? namer.model.estate
    (policy, placement) = (namer.policy, namer.placement)
  }

  func environment(of id: PrincipalID) -> Int16 {
    let principal = graph[id]
    if let record = principal.record { return placement.ofPrincipal[Int(record.index)] }
    guard principal.kind == .account || principal.kind == .foreign, let symbol = estate.symbols.find(principal.account),
      case .account(let account)? = estate.find(symbol)
    else { return -1 }
    return placement.ofAccount[Int(account.index)]
  }

  /// Judges `no-assume-role`.
  package func judgeAssumeRole(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .noAssumeRole(let scope, let exceptions, let maximumHops) = assertion.kind else { return judgement }
    judgement.judge(policy.pairs(of: scope), assertion, policy) { pair, _ in
      judgeAssumeRole(pair, assertion, exceptions, maximumHops)
    }
    return judgement
  }

  private func judgeAssumeRole(
    _ pair: JudgedPair,
    _ assertion: Assertion,
    _ exceptions: [RoleException],
    _ maximumHops: Int?
  ) -> PairOutcome {
    var outcome = PairOutcome(held: "no trust policy admits such a principal", plural: "chains", singular: "one chain")
    let places = graph.principals.map { environment(of: $0.id) }
    var search = AssumeRoleSearch(
      graph,
      isGoal: places.map { $0 == pair.goal },
      mayPass: places.map { $0 != pair.source && $0 != pair.goal }
    )
    for start in graph.principals.map(\.id) where places[start.index] == pair.source {
      for chain in search.chains(from: [start]) {
        guard let end = chain.steps.last?.to else { continue }
        if let maximumHops, chain.steps.count > maximumHops { continue }
        if exceptions.contains(where: { $0.covers(principal: graph[start].arn, role: graph[end].arn) }) {
          outcome.held = "only the principals that the policy excepts"
          continue
        }
        if chain.standing == .unknown {
          outcome.gaps.append(
            "whether \(graph[start].arn) can become \(graph[end].arn) hangs on: \(chain.steps.flatMap(\.gaps).joined(separator: "; "))"
          )
        } else {
          let finding = finding(chain, assertion, from: pair.from, to: pair.to)
          outcome.findings.append(finding)
          outcome.subjects.append(
            IdentityCutSubject(
              finding: finding.id,
              ends: ["\(pair.from) \(pair.to) \(graph[start].arn) \(graph[end].arn)"],
              steps: cutSteps(of: chain)
            )
          )
        }
      }
    }
    outcome.gaps += unseenBetween(pair.source, pair.from, pair.goal, exceptions) + gaps(of: pair.environments)
    return outcome
  }

  /// Chains to a goal that begin in an account of the estate whose roles were not collected: who can become one of them is
  /// not known, so a principal of the source may.
  private func unseenBetween(
    _ source: Int16,
    _ name: String,
    _ goal: Int16,
    _ exceptions: [RoleException]
  ) -> [String] {
    let unseen = Set(graph.gaps.lazy.filter { $0.kind == .accountDetails }.map(\.account))
    guard !unseen.isEmpty else { return [] }
    let chains = graph.shortestChains(
      from: { id in
        let principal = graph[id]
        guard principal.kind == .foreign || principal.kind == .account else { return false }
        let place = environment(of: id)
        return place != source && place != goal && unseen.contains(principal.account)
      },
      to: { environment(of: $0) == goal },
      through: { environment(of: $0) != source && environment(of: $0) != goal }
    )
    return chains.compactMap { chain in
      guard let first = chain.steps.first, let last = chain.steps.last else { return nil }
      let (principal, role) = (graph[first.from], graph[last.to])
      if exceptions.contains(where: { $0.covers(principal: principal.arn, role: role.arn) }) { return nil }
      return
        "whether somebody of \(name) can become \(principal.arn), and so \(role.arn), hangs on the users and roles of "
        + "account \(principal.account), which are not in the snapshot"
    }
  }

  func gaps(of environments: [Int]) -> [String] {
    let accounts = Set(
      estate.accounts.records.enumerated()
        .filter { environments.contains(Int(placement.ofAccount[$0.offset])) }.map { estate.symbols[$0.element.id] }
    )
    return graph.gaps.filter { accounts.contains($0.account) || $0.account.isEmpty }.map(\.message)
  }

  private func finding(_ chain: AssumeRoleChain, _ assertion: Assertion, from: String, to: String) -> Finding {
    let ends = (reference(chain.steps[0].from), reference(chain.steps[chain.steps.count - 1].to))
    let steps = self.steps(of: chain)
    let names = chain.steps.dropLast().map { graph[$0.to].name }
    let through = names.isEmpty ? "" : " through \(names.joined(separator: " and "))"
    let conditional = chain.standing == .conditional ? ", under conditions" : ""
    let last = chain.steps[chain.steps.count - 1]
    return Finding(
      id: TrafficFindingWriter.fingerprint(
        [assertion.id, from, to] + chain.steps.map { graph[$0.from].arn } + [ends.1.id]
      ),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .identity,
      title:
        "\(ends.0.name ?? ends.0.id) of \(from) can become \(ends.1.name ?? ends.1.id) of \(to)\(through)\(conditional)",
      from: from,
      to: to,
      via: chain.steps.dropLast().map { reference($0.to) },
      chain: steps,
      remediation: [
        "Remove \(graph[last.from].arn) from the trust policy of \(graph[last.to].arn), or deny sts:AssumeRole on it in the caller's policies."
      ]
    )
  }

  /// What a chain rests on, the last step first, in each the trust policy before the caller's own policies.
  func cutSteps(of chain: AssumeRoleChain) -> [IdentityCutStep] {
    chain.steps.reversed().map { step in
      IdentityCutStep(
        supports: step.trustStatements.map { IdentitySupport(statement: $0) }
          + step.identityStatements.map { IdentitySupport(statement: $0, holder: graph[step.from].record) },
        others: step.trustStatements.flatMap { narrowings(of: $0, against: step.from) }
          + [denial(of: [step.action], on: [graph[step.to].arn], to: step.from)].compactMap { $0 },
        crosses: environment(of: step.from) != environment(of: step.to)
      )
    }
  }

  /// A Deny of some actions to a principal.
  ///
  /// - Returns: `nil` for a principal outside of the estate, where nobody but AWS writes its policies: of a role that is
  ///   linked to a service, and of one that IAM Identity Center keeps; and for a statement that is longer than all inline
  ///   policies together may be (IAM User Guide, IAM and AWS STS quotas: 2,048 characters of a user, 10,240 of a role).
  func denial(of actions: [String], on resources: [String], to id: PrincipalID) -> IdentityElement? {
    guard let holder = graph[id].record, !actions.isEmpty, !resources.isEmpty else { return nil }
    let path = estate.symbols[estate.principals[holder].path]
    if path.hasPrefix("/aws-service-role/") || path.hasPrefix("/aws-reserved/") { return nil }
    let denial = Denial(holder: holder, actions: actions, resources: resources)
    let limit = estate.principals[holder].kind == .user ? 2_000 : 10_000
    return denial.text.utf8.count > limit ? nil : .denial(denial)
  }

  /// The steps of a chain as a report shows them.
  func steps(of chain: AssumeRoleChain) -> [ChainStep] {
    chain.steps.map { step in
      ChainStep(
        from: reference(step.from),
        action: step.action,
        to: reference(step.to),
        allowedBy: (step.identityStatements + step.trustStatements).map(evidence),
        conditions: step.residual.map(\.description)
      )
    }
  }

  func reference(_ id: PrincipalID) -> ResourceReference {
    let principal = graph[id]
    if let record = principal.record { return namer.reference(estate.principals[record].arn) }
    let type: String =
      switch principal.kind {
      case .role: "role"
      case .user: "user"
      case .account: "account"
      case .foreign: "principal"
      case .service: "service"
      case .provider: "identity provider"
      case .anyone: "anybody"
      }
    return ResourceReference(
      id: principal.arn,
      name: principal.name.isEmpty ? nil : principal.name,
      type: type,
      account: principal.account.isEmpty ? nil : principal.account,
      environment: namer.environment(environment(of: id))
    )
  }

  func evidence(_ statement: StatementReference) -> Evidence {
    if isTrial { return Evidence(text: "") }
    return known.evidence(of: statement) { describe(statement) }
  }

  private func describe(_ statement: StatementReference) -> Evidence {
    let sid = statement.sid.map { ", statement `\($0)`" } ?? ""
    let name = statement.origin.name.isEmpty ? "trust policy" : "policy \(statement.origin.name)"
    var location = statement.origin.provenance.map { files.locate($0) }
    if let pointer = location?.pointer { location?.pointer = pointer + statement.pointer }
    return Evidence(
      text: "\(name)\(sid) (\(statement.pointer))",
      location: location,
      digest: statement.statement.map { TrafficFindingWriter.fingerprint($0.content) }
    )
  }

  // MARK: - Shared roles

  /// Judges `separate-roles`: no role, instance profile or permission set is used by two environments.
  package func judgeSeparateRoles(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    var users: [(PrincipalID, [Int16: [WorkloadUse]])] = []
    for principal in graph.principals where principal.kind == .role {
      var byEnvironment: [Int16: [WorkloadUse]] = [:]
      for use in graph.users(of: principal.id) {
        let environment = environment(of: use)
        if environment >= 0 { byEnvironment[environment, default: []].append(use) }
      }
      let own = environment(of: principal.id)
      if own >= 0, byEnvironment[own] == nil, !byEnvironment.isEmpty { byEnvironment[own] = [] }
      if byEnvironment.count > 1 { users.append((principal.id, byEnvironment)) }
    }
    let permissionSets = assignedEnvironments()
    let unlisted = UnlistedWorkloads(graph, estate, placement)
    for pair in policy.unorderedPairs(of: assertion.kind.scope) {
      judgement.judge(pair, assertion, policy) { pair in
        let (from, to, a, b) = (pair.from, pair.to, Int(pair.source), Int(pair.goal))
        let roleFindings = users.compactMap { id, byEnvironment -> Finding? in
          guard let first = byEnvironment[Int16(a)], let second = byEnvironment[Int16(b)] else { return nil }
          let role = reference(id)
          let resources = (first.prefix(3) + second.prefix(3)).map { use in
            estate.symbols.find(use.id).map { namer.reference($0) }
              ?? ResourceReference(id: use.id, type: use.kind.name)
          }
          return Finding(
            id: TrafficFindingWriter.fingerprint([assertion.id, from, to, role.id]),
            assertion: assertion.id,
            severity: assertion.severity,
            kind: .identity,
            title: "role \(role.name ?? role.id) serves \(from) and \(to)",
            from: from,
            to: to,
            via: [role],
            resources: resources,
            remediation: ["Give the resources of one environment a role and an instance profile of their own."]
          )
        }
        let shared = permissionSets.compactMap { sharedPermissionSet($0, assertion, (from, a), (to, b)) }
        return PairOutcome(
          findings: roleFindings + shared,
          gaps: gaps(of: [a, b]) + unlisted.gaps(of: [a, b]),
          held: "no role is used by both",
          plural: "roles and permission sets serve both"
        )
      }
    }
    judgement.gaps = Set(judgement.gaps).sorted()
    return judgement
  }

  /// The permission sets that are assigned in accounts of two environments or more, with one assignment for each.
  private func assignedEnvironments() -> [(set: Symbol, assignments: [Int16: PermissionSetAssignment])] {
    var order: [Symbol] = []
    var environments: [Symbol: [Int16: PermissionSetAssignment]] = [:]
    for assignment in estate.permissionSetAssignments {
      let place = environment(ofAccount: estate.symbols[assignment.account])
      if place < 0 { continue }
      if environments[assignment.permissionSet] == nil { order.append(assignment.permissionSet) }
      let known = environments[assignment.permissionSet]?[place]
      environments[assignment.permissionSet, default: [:]][place] = known ?? assignment
    }
    return order.compactMap { set in
      guard let assignments = environments[set], assignments.count > 1 else { return nil }
      return (set, assignments)
    }.sorted { estate.symbols[$0.set] < estate.symbols[$1.set] }
  }

  private func sharedPermissionSet(
    _ assigned: (set: Symbol, assignments: [Int16: PermissionSetAssignment]),
    _ assertion: Assertion,
    _ from: (name: String, index: Int),
    _ to: (name: String, index: Int)
  ) -> Finding? {
    guard let first = assigned.assignments[Int16(from.index)], let second = assigned.assignments[Int16(to.index)]
    else { return nil }
    let set = namer.reference(assigned.set, type: WorkloadUse.Kind.permissionSet.name)
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, from.name, to.name, set.id]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .identity,
      title: "permission set \(set.name ?? set.id) serves \(from.name) and \(to.name)",
      from: from.name,
      to: to.name,
      via: [set],
      resources: [first, second].map { namer.reference($0.account) },
      remediation: ["Give the accounts of one environment a permission set of their own."]
    )
  }

  func environment(ofAccount account: String) -> Int16 {
    guard let symbol = estate.symbols.find(account), case .account(let id)? = estate.find(symbol) else { return -1 }
    return placement.ofAccount[Int(id.index)]
  }

  private func environment(of use: WorkloadUse) -> Int16 { environment(of: use.record, account: use.account) }

  /// The environment of something that runs code or can be stood on, `-1` for none.
  func environment(of record: Estate.Handle, account: String) -> Int16 {
    switch record {
    case .instance(let id): placement.ofInstance[Int(id.index)]
    case .service(let id): placement.ofService[Int(id.index)]
    case .workload(let id): placement.ofWorkload[Int(id.index)]
    case .subnet(let id): estate.vpc(estate.subnets[id].vpc).map { placement.ofVPC[Int($0.index)] } ?? -1
    case .clientVPNEndpoint(let id): placement.ofClientVPN[Int(id.index)]
    case .permissionSet: environment(ofAccount: account)
    default: environment(ofAccount: account)
    }
  }
}
