// Judges `limited-principals`: who becomes a principal of an environment from outside of its workloads.

/// Somebody who becomes a principal of an environment and is not listed, or not listed for the way that he takes.
private struct Admission {
  /// The way to the first of the roles; empty for a user of the environment itself.
  var chain: AssumeRoleChain
  /// The roles of the environment that he becomes, in order.
  var roles: [PrincipalID]
  /// Whether he is listed, and takes a step that does not demand multi-factor authentication.
  var lacksMFA: Bool
}

/// What became of the search for one environment.
private struct Admissions {
  var found: [PrincipalID: Admission] = [:]
  var unknown: [String] = []
  var accepted = 0
}

extension IdentityAudit {
  /// The services whose role is the role of a workload: who runs code there is asked elsewhere (the pages of EC2, Lambda,
  /// ECS, EKS and AWS Batch on their execution, task, instance and pod roles).
  static let computeServices: Set<String> = [
    "batch", "ec2", "ecs", "ecs-tasks", "edgelambda", "eks", "eks-fargate-pods", "eks-nodegroup", "lambda", "pods.eks",
  ]

  /// Judges `limited-principals`.
  package func judgeLimitedPrincipals(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .limitedPrincipals(let scope, let allow) = assertion.kind else { return judgement }
    let incoming = graph.incomingEdges
    for pair in policy.pairs(of: scope) {
      judgement.judge(pair, assertion, policy, isAlone: true) { pair in
        let admissions = admissions(to: pair.goal, allow, incoming)
        let found = admissions.found.sorted { $0.key < $1.key }
        let findings = found.map { finding($0.key, $0.value, assertion, pair.to) }
        return PairOutcome(
          findings: findings,
          subjects: zip(findings, found).map { finding, found in
            IdentityCutSubject(
              finding: finding.id,
              ends: ["\(pair.to) \(graph[found.key].arn)"],
              steps: cutSteps(of: found.value)
            )
          },
          gaps: admissions.unknown + gaps(of: [Int(pair.goal)]),
          held: admissions.accepted == 0
            ? "no trust policy admits anybody from outside" : "only those whom the policy lists come in from outside",
          plural: "principals that the policy does not allow"
        )
      }
    }
    return judgement
  }

  private func admissions(
    to environment: Int16,
    _ allow: [AllowedPrincipal],
    _ incoming: [[Int]]
  ) -> Admissions {
    var result = Admissions()
    for principal in graph.principals where self.environment(of: principal.id) == environment {
      if principal.kind == .user {
        if allow.contains(where: { $0.roles.isEmpty && $0.principals.matches(principal.arn) }) {
          result.accepted += 1
        } else {
          result.found[principal.id] = Admission(chain: AssumeRoleChain(steps: []), roles: [], lacksMFA: false)
        }
      }
      guard principal.kind == .role else { continue }
      search(principal.id, environment, allow, incoming, &result)
    }
    return result
  }

  /// Looks from a role backwards for those who become it; beyond those who are listed only.
  private func search(
    _ role: PrincipalID,
    _ environment: Int16,
    _ allow: [AllowedPrincipal],
    _ incoming: [[Int]],
    _ result: inout Admissions
  ) {
    var settled: Set<PrincipalID> = []
    for worst in [AssumeRoleEdge.Standing.conditional, .unknown] {
      var ways: [PrincipalID: [AssumeRoleEdge]] = [role: []]
      var queue = [role]
      var next = 0
      while next < queue.count {
        let current = queue[next]
        next += 1
        for index in incoming[current.index] where graph.edges[index].standing <= worst {
          let edge = graph.edges[index]
          guard concerns(edge, role, environment) else { continue }
          let chain = AssumeRoleChain(steps: [edge] + (ways[current] ?? []))
          let entries = allow.filter { $0.covers(principal: graph[edge.from].arn, role: graph[role].arn) }
          let isListed = !entries.isEmpty
          let isAccepted = entries.contains { !$0.requiresMFA || edge.demandsMFA }
          if isAccepted || settled.contains(edge.from) {
            if isAccepted { result.accepted += 1 }
            if isAccepted, ways[edge.from] == nil {
              ways[edge.from] = chain.steps
              queue.append(edge.from)
            }
          } else if chain.standing == .unknown {
            result.unknown.append(
              "whether \(graph[edge.from].arn) can become \(graph[role].arn) hangs on: "
                + chain.steps.flatMap(\.gaps).joined(separator: "; ")
            )
          } else {
            settled.insert(edge.from)
            // A user of the environment who is not listed is found already.
            if let known = result.found[edge.from], known.chain.steps.isEmpty { continue }
            var admission = result.found[edge.from] ?? Admission(chain: chain, roles: [], lacksMFA: isListed)
            if admission.lacksMFA, !isListed { (admission.chain, admission.lacksMFA) = (chain, false) }
            if !admission.roles.contains(role) { admission.roles.append(role) }
            result.found[edge.from] = admission
          }
        }
      }
    }
  }

  /// What an admission rests on; the first step of one that lacks a second factor can be made to demand it.
  private func cutSteps(of admission: Admission) -> [IdentityCutStep] {
    var steps = cutSteps(of: admission.chain)
    guard admission.lacksMFA, let first = admission.chain.steps.first, !steps.isEmpty,
      [.user, .foreign].contains(graph[first.from].kind)
    else { return steps }
    // He may come in, with a second factor; nobody keeps him out.
    steps[steps.count - 1].others.removeAll { if case .narrowing = $0 { true } else { false } }
    steps[steps.count - 1].others += first.trustStatements.compactMap { statement in
      // Sessions of roles and services have no second factor and would be shut out; other users can give one as well.
      guard let policy = statement.origin.provenance, statement.pointer.hasPrefix("/Statement"),
        let named = statement.statement?.principals, !named.isNegated,
        named.patterns.allSatisfy({ if case .user = $0 { true } else { $0.isDeleted } })
      else { return nil }
      return .narrowing(StatementNarrowing(policy: policy, pointer: statement.pointer, change: .withMFA))
    }
    return steps
  }

  /// Whether a step leads in from outside of the environment's workloads.
  private func concerns(_ edge: AssumeRoleEdge, _ role: PrincipalID, _ environment: Int16) -> Bool {
    let caller = graph[edge.from]
    if caller.kind == .service {
      // Behind a role of another environment the role itself is who comes in.
      guard edge.to == role else { return false }
      if let record = graph[role].record, estate.symbols[estate.principals[record].path].hasPrefix("/aws-service-role/")
      {
        return false
      }
      let name = caller.arn.split(separator: ".amazonaws.com", maxSplits: 1).first.map(String.init) ?? caller.arn
      return !Self.computeServices.contains(name)
    }
    return caller.kind == .user || self.environment(of: caller.id) != environment
  }

  private func finding(
    _ start: PrincipalID,
    _ admission: Admission,
    _ assertion: Assertion,
    _ environment: String
  ) -> Finding {
    let from = reference(start)
    let who = from.name ?? from.id
    let steps = steps(of: admission.chain)
    let title: String
    let remediation: String
    if let last = steps.last, let first = steps.first {
      let role = last.to.name ?? last.to.id
      let others = admission.roles.count > 1 ? " and \(admission.roles.count - 1) more" : ""
      let through =
        steps.count > 1 ? " through \(steps.dropLast().map { $0.to.name ?? $0.to.id }.joined(separator: " and "))" : ""
      let conditional = admission.chain.standing == .conditional ? ", under conditions" : ""
      if admission.lacksMFA {
        title = "\(who) can become \(role)\(others) of \(environment)\(through) without multi-factor authentication"
        remediation =
          "Add the condition Bool aws:MultiFactorAuthPresent \"true\" to the statement that lets \(from.id) become "
          + "\(first.to.id)."
      } else {
        title = "\(who) can become \(role)\(others) of \(environment)\(through), and is not listed\(conditional)"
        remediation =
          "Remove \(from.id) from the trust policy of \(first.to.id), or list it in `allow` of the assertion with a reason."
      }
    } else {
      title = "\(who) is a user of \(environment), and is not listed"
      remediation = "Remove the user \(from.id), or list it in `allow` of the assertion with a reason."
    }
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, environment, graph[start].arn]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .identity,
      title: title,
      from: environment,
      to: "",
      via: admission.chain.steps.dropFirst().map { reference($0.from) },
      chain: steps,
      resources: steps.isEmpty ? [from] : admission.roles.count > 1 ? admission.roles.map(reference) : [],
      remediation: [remediation]
    )
  }
}

extension AssumeRoleGraph {
  /// The steps to each principal, as places in ``edges``.
  var incomingEdges: [[Int]] {
    var incoming = [[Int]](repeating: [], count: principals.count)
    for (index, edge) in edges.enumerated() { incoming[edge.to.index].append(index) }
    return incoming
  }
}

extension AssumeRoleEdge {
  /// Whether the step can be taken with multi-factor authentication only.
  var demandsMFA: Bool { residual.contains(where: \.demandsMFA) }
}

extension ConditionExpression {
  /// Whether the expression cannot hold without multi-factor authentication.
  ///
  /// `aws:MultiFactorAuthPresent` is absent from requests with long-term credentials, so a comparison with `IfExists` asks
  /// for nothing where it allows, and for it where it denies `"false"`; `aws:MultiFactorAuthAge` is absent without it
  /// (IAM User Guide, "AWS global condition context keys").
  var demandsMFA: Bool {
    switch self {
    case .condition(let name, let key, let values):
      let isTrue = !values.isEmpty && values.allSatisfy { $0.lowercased() == "true" }
      if key.lowercased() == "aws:multifactorauthpresent" { return name == "Bool" && isTrue }
      guard key.lowercased() == "aws:multifactorauthage" else { return false }
      return ["NumericLessThan", "NumericLessThanEquals", "NumericEquals"].contains(name)
    case .fact: return false
    case .not(.condition("BoolIfExists", let key, let values)):
      return key.lowercased() == "aws:multifactorauthpresent" && values.contains { $0.lowercased() == "false" }
    case .not(.condition("Null", let key, let values)):
      return key.lowercased() == "aws:multifactorauthage" && values.contains { $0.lowercased() == "true" }
    case .not: return false
    case .all(let parts): return parts.contains(where: \.demandsMFA)
    case .any(let parts): return !parts.isEmpty && parts.allSatisfy(\.demandsMFA)
    }
  }
}
