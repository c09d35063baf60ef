// Judges `no-admin-bridge`: whether anybody administers accounts of both sides.

/// For each principal the way to the nearest administrator of an environment.
private struct WaysToAdministrators {
  /// The step to take, as a place in the graph's edges; `-1` for an administrator, `nil` where no way leads.
  var step: [Int?]

  /// Walks from the administrators backwards, breadth first.
  init(
    _ graph: AssumeRoleGraph,
    _ incoming: [[Int]],
    _ administrators: [PrincipalID],
    upTo worst: AssumeRoleEdge.Standing
  ) {
    step = Array(repeating: nil, count: graph.principals.count)
    var queue = administrators
    for administrator in administrators { step[administrator.index] = -1 }
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      for index in incoming[current.index] where graph.edges[index].standing <= worst {
        let caller = graph.edges[index].from
        if step[caller.index] != nil { continue }
        step[caller.index] = index
        queue.append(caller)
      }
    }
  }

  /// The steps from a principal to the administrator.
  func chain(from start: PrincipalID, _ graph: AssumeRoleGraph) -> AssumeRoleChain {
    var steps: [AssumeRoleEdge] = []
    var current = start
    while let index = step[current.index], index >= 0 {
      steps.append(graph.edges[index])
      current = graph.edges[index].to
    }
    return AssumeRoleChain(steps: steps)
  }
}

extension IdentityAudit {
  /// Judges `no-admin-bridge`.
  package func judgeAdminBridge(_ assertion: Assertion, _ survey: AdministratorSurvey) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .noAdminBridge(let scope, let exceptions) = assertion.kind else { return judgement }
    let incoming = graph.incomingEdges
    var known: [Int: WaysToAdministrators] = [:]
    var all: [Int: WaysToAdministrators] = [:]
    func prepare(_ environment: Int) {
      guard known[environment] == nil else { return }
      let here = graph.principals.filter { survey.administrators[$0.arn] != nil && administers($0, Int16(environment)) }
      let settled = here.filter { (survey.administrators[$0.arn]?.standing ?? .unknown) < .unknown }
      known[environment] = WaysToAdministrators(graph, incoming, settled.map(\.id), upTo: .conditional)
      all[environment] = WaysToAdministrators(graph, incoming, here.map(\.id), upTo: .unknown)
    }
    for pair in policy.unorderedPairs(of: scope) {
      judgement.judge(pair, assertion, policy) { pair in
        let (from, to) = (pair.from, pair.to)
        let (a, b) = (Int(pair.source), Int(pair.goal))
        prepare(a)
        prepare(b)
        var outcome = PairOutcome(held: "nobody administers both", plural: "principals administer both")
        guard let knownA = known[a], let knownB = known[b], let allA = all[a], let allB = all[b] else { return outcome }
        var accepted = 0
        for principal in graph.principals where principal.kind != .service {
          let id = principal.id
          let isSettled = knownA.step[id.index] != nil && knownB.step[id.index] != nil
          let (first, second) = isSettled ? (knownA, knownB) : (allA, allB)
          guard first.step[id.index] != nil, second.step[id.index] != nil else { continue }
          if exceptions.contains(where: { $0.principals.matches(principal.arn) }) {
            accepted += 1
            continue
          }
          let (one, other) = (first.chain(from: id, graph), second.chain(from: id, graph))
          // Who comes by one step to somebody who administers both is told with him, unless he is accepted.
          if let next = one.steps.first?.to, next == other.steps.first?.to,
            !exceptions.contains(where: { $0.principals.matches(graph[next].arn) })
          {
            continue
          }
          if isSettled {
            let finding = bridge(id, one, other, survey, assertion, from, to)
            outcome.findings.append(finding)
            outcome.subjects.append(
              IdentityCutSubject(
                finding: finding.id,
                ends: ["\(from) \(to) \(principal.arn)"],
                steps: [one, other].flatMap { cutSteps(of: $0, from: id, survey) }
              )
            )
          } else {
            let ends = [one, other].compactMap { survey.administrators[graph[$0.steps.last?.to ?? id].arn] }
            let missing = Set((one.steps + other.steps).flatMap(\.gaps) + ends.flatMap(\.gaps)).sorted()
            outcome.gaps.append(
              "whether \(principal.arn) administers accounts of \(from) and of \(to) hangs on: "
                + missing.joined(separator: "; ")
            )
          }
        }
        outcome.gaps += gaps(of: [a, b])
        if accepted > 0 { outcome.held = "only principals that the policy excepts administer both" }
        return outcome
      }
    }
    return judgement
  }

  /// Whether a principal belongs to an environment, or lives in an account that does.
  private func administers(_ principal: Principal, _ environment: Int16) -> Bool {
    if self.environment(of: principal.id) == environment { return true }
    guard let symbol = estate.symbols.find(principal.account), let account = estate.account(symbol) else {
      return false
    }
    return placement.ofAccount[Int(account.index)] == environment
  }

  /// What a way to an administrator rests on: what makes him one, then the steps to him, the last first.
  private func cutSteps(
    of chain: AssumeRoleChain,
    from start: PrincipalID,
    _ survey: AdministratorSurvey
  ) -> [IdentityCutStep] {
    let end = graph[chain.steps.last?.to ?? start]
    let statements = survey.administrators[end.arn]?.statements ?? []
    let administration = IdentityCutStep(
      supports: statements.map { IdentitySupport(statement: $0, holder: end.record) }
    )
    return [administration] + cutSteps(of: chain)
  }

  private func bridge(
    _ start: PrincipalID,
    _ one: AssumeRoleChain,
    _ other: AssumeRoleChain,
    _ survey: AdministratorSurvey,
    _ assertion: Assertion,
    _ from: String,
    _ to: String
  ) -> Finding {
    let who = reference(start)
    var steps: [ChainStep] = []
    var ends: [ResourceReference] = []
    var isConditional = false
    for chain in [one, other] {
      let end = chain.steps.last?.to ?? start
      let power = survey.administrators[graph[end].arn]
      let account =
        estate.symbols.find(graph[end].account).map { namer.reference($0, type: "account") }
        ?? ResourceReference(id: graph[end].account, type: "account")
      steps += self.steps(of: chain)
      steps.append(
        ChainStep(
          from: reference(end),
          action: power?.action ?? "iam:*",
          to: account,
          allowedBy: power?.statements.map(evidence) ?? [],
          conditions: power?.residual.map(\.description) ?? []
        )
      )
      ends.append(reference(end))
      isConditional = isConditional || chain.standing == .conditional || power?.standing == .conditional
    }
    let name = who.name ?? who.id
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, from, to, graph[start].arn]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .identity,
      title: "\(name) administers accounts of \(from) and of \(to)\(isConditional ? ", under conditions" : "")",
      from: from,
      to: to,
      via: [who],
      chain: steps,
      resources: ends,
      remediation: [
        "Take \(graph[start].arn) off one of the two ways, or name it in `except` of the assertion with a reason."
      ]
    )
  }
}
