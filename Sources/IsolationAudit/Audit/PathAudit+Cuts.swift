// What the steps of mixed ways rest on, of which something can be taken away.

extension PathAudit {
  /// The steps of a way, the last first.
  func cutSteps(of way: PathSearch.Way) -> [IdentityCutStep] {
    zip(way.places, way.steps).reversed().map { from, step in
      var cut = cutStep(of: step)
      cut.crosses = model.environment(of: from, identity) != model.environment(of: place(after: step), identity)
      return cut
    }
  }

  private func cutStep(of step: PathSearch.Step) -> IdentityCutStep {
    switch step {
    case .packets(_, _, let crossing):
      let elements = traffic.needs(of: [crossing]) ?? []
      return IdentityCutStep(supports: [], others: elements.map { .network($0) })
    case .access(let from, let access, let store):
      if from == access.principal.index { return data.cutStep(of: access, store) }
      // Who takes his own boundary away is denied what he is denied; whoever else gets permissions is somebody else.
      guard case .node(let id) = model.kind(from), case .unbounded = model.graph[id] else {
        return IdentityCutStep(
          supports: (access.answer.resourceStatements + access.answer.identityStatements).map {
            IdentitySupport(statement: $0)
          }
        )
      }
      return data.cutStep(of: access, store)
    case .capability(let edge): return cutStep(of: edge)
    }
  }

  private func cutStep(of edge: CapabilityEdge) -> IdentityCutStep {
    var step = IdentityCutStep(supports: [])
    var caller: PrincipalID?
    if case .principal(let id) = model.graph[edge.from] { caller = id }
    let holder = caller.flatMap { model.graph.assumptions[$0].record }
    step.supports = edge.grants.flatMap { grant in
      grant.resourceStatements.map { IdentitySupport(statement: $0) }
        + grant.identityStatements.map { IdentitySupport(statement: $0, holder: holder) }
    }
    if let caller {
      for statement in edge.grants.flatMap(\.resourceStatements) {
        step.others += identity.narrowings(of: statement, against: caller)
      }
    }
    // An action that is asked on no resource can only be denied altogether.
    for grant in edge.grants where grant.resource != "*" {
      guard let caller, let denial = identity.denial(of: [grant.action], on: [grant.resource], to: caller) else {
        continue
      }
      step.others.append(denial)
    }
    if case .workload(let workload) = model.graph[edge.from], case .principal(let role) = model.graph[edge.to],
      edge.kind.id == "ec2-imds" || (edge.kind.id == "workload-role" && workload.runsWithItsOwnRole),
      let record = model.graph.assumptions[role].record,
      identity.environment(of: workload.record, account: workload.account) != identity.environment(of: role)
    {
      step.others.append(.role(record, of: workload.record))
    }
    return step
  }
}

extension CapabilityWorkload {
  /// Whether another role can be given to it; pods and nodes have theirs from elsewhere, databases one for their monitoring.
  fileprivate var runsWithItsOwnRole: Bool {
    switch kind {
    case .function, .containerService, .taskDefinition, .glueJob, .glueEndpoint, .buildProject, .pipeline, .notebook,
      .stack, .appRunnerService, .stateMachine:
      true
    case .instance, .cluster, .database, .instanceProfile, .pods, .nodes, .permissionSet: false
    }
  }
}

extension PathSearch.Way {
  /// Where each step begins.
  fileprivate var places: [Int] {
    steps.map { step in
      switch step {
      case .capability(let edge): edge.from.index
      case .packets(let from, _, _), .access(let from, _, _): from
      }
    }
  }
}
