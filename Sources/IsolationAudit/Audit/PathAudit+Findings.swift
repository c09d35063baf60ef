// How mixed ways are told.

extension PathAudit {
  /// Adds findings of ways: one for each step by which they come into the environment that they reach.
  func add(_ ways: [PathSearch.Way], _ assertion: Assertion, _ pair: JudgedPair, _ outcome: inout PairOutcome) {
    var groups: [(entry: [String], ways: [PathSearch.Way])] = []
    for way in ways {
      let entry = entry(of: way, pair)
      if let index = groups.firstIndex(where: { $0.entry == entry }) {
        groups[index].ways.append(way)
      } else {
        groups.append((entry, [way]))
      }
    }
    for group in groups {
      let finding = finding(group.ways, group.entry, assertion, pair)
      outcome.findings.append(finding)
      for way in group.ways {
        outcome.subjects.append(
          IdentityCutSubject(
            finding: finding.id,
            ends: group.ways.map { end(of: $0, pair) },
            end: end(of: way, pair),
            steps: cutSteps(of: way)
          )
        )
      }
    }
  }

  private func end(of way: PathSearch.Way, _ pair: JudgedPair) -> String {
    "\(pair.from) \(pair.to) \(names(of: way.end).first ?? "")"
  }

  /// The step by which a way comes into the environment that it reaches: its kind and where it leads.
  private func entry(of way: PathSearch.Way, _ pair: JudgedPair) -> [String] {
    for step in way.steps {
      let end = place(after: step)
      if model.environment(of: end, identity) == pair.goal || end == way.end {
        return [kind(of: step), names(of: end).first ?? ""]
      }
    }
    return []
  }

  func place(after step: PathSearch.Step) -> Int {
    switch step {
    case .capability(let edge): edge.to.index
    case .packets(_, let to, _): to
    case .access(_, _, let store): model.place(of: store)
    }
  }

  private func kind(of step: PathSearch.Step) -> String {
    switch step {
    case .capability(let edge): edge.kind.id
    case .packets: "packets"
    case .access(_, let access, _): access.mode == .read ? "data-read" : "data-write"
    }
  }

  private func finding(
    _ ways: [PathSearch.Way],
    _ entry: [String],
    _ assertion: Assertion,
    _ pair: JudgedPair
  ) -> Finding {
    let way = ways[0]
    let start = reference(way.start)
    let ends = ways.map { reference($0.end) }
    let chain = way.steps.flatMap { steps($0) }
    let edges = way.steps.compactMap { step -> CapabilityEdge? in
      if case .capability(let edge) = step { edge } else { nil }
    }
    let changes = edges.filter(\.changesEstate).reduce(0) { $0 + $1.calls }
    let isConditional = chain.contains { !$0.conditions.isEmpty }
    let count = way.steps.count == 1 ? "one step" : "\(way.steps.count) steps"
    let others = ends.count > 1 ? ", and to \(ends.count - 1) more" : ""
    let end = ends[0]
    let via = way.steps.dropLast().map { reference(place(after: $0)) }
    let through = via.isEmpty ? "" : " by way of \(Self.list(via.map { $0.name ?? $0.id }))"
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, pair.from, pair.to] + entry),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: changes > 0 ? .latent : .path,
      title: "\(start.name ?? start.id) of \(pair.from) gets to \(end.type) \(end.name ?? end.id) of \(pair.to) in "
        + "\(count)\(through)\(others)\(isConditional ? ", under conditions" : "")",
      from: pair.from,
      to: pair.to,
      via: via,
      chain: chain,
      resources: Array(ends.prefix(50)),
      remediation: ["Take one of the steps away: the statement, or the rule, that allows it."],
      calls: changes > 0 ? changes : nil
    )
  }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  // MARK: - Steps

  /// A step as a report shows it; packets that pass relays are several.
  func steps(_ step: PathSearch.Step) -> [ChainStep] {
    switch step {
    case .capability(let edge): return [self.step(edge)]
    case .access(let from, let access, let store):
      var conditions = access.answer.residual.map(\.description)
      if let part = access.part { conditions.append("the part that \(part) covers") }
      return [
        ChainStep(
          from: reference(from),
          action: access.action,
          to: reference(model.place(of: store)),
          allowedBy: (access.answer.identityStatements + access.answer.resourceStatements).map(identity.evidence),
          conditions: conditions,
          kind: access.mode == .read ? "data-read" : "data-write"
        )
      ]
    case .packets(let from, let to, let crossing): return packets(from, to, crossing)
    }
  }

  /// A step over an edge of the graph.
  func step(_ edge: CapabilityEdge) -> ChainStep {
    var evidence = edge.grants.flatMap { grant in
      (grant.identityStatements + grant.resourceStatements).map(identity.evidence)
    }
    if let place = edge.provenance {
      evidence.append(Evidence(text: edge.kind.row.title, location: identity.files.locate(place)))
    }
    var seen: Set<String> = []
    let actions = edge.grants.map(\.action).filter { seen.insert($0).inserted }
    return ChainStep(
      from: reference(edge.from.index),
      action: actions.isEmpty ? edge.kind.row.title : actions.joined(separator: " and "),
      to: reference(edge.to.index),
      allowedBy: evidence,
      conditions: edge.residual.map(\.description) + (edge.need.condition.map { [$0] } ?? []),
      kind: edge.kind.id
    )
  }

  private func packets(_ from: Int, _ to: Int, _ crossing: Crossing) -> [ChainStep] {
    var narrowed = crossing
    if case .interface(let id) = model.kind(from) { narrowed = traffic.narrowed(crossing, from: id, to: nil) }
    let legs = (traffic.writer.trace(narrowed) ?? traffic.writer.trace(crossing) ?? []).map(traffic.writer.leg)
    let conditions =
      crossing.flow.certainty == .may ? ["something on the way that is not evaluated lets the packets pass"] : []
    guard !legs.isEmpty else {
      return [
        ChainStep(
          from: reference(from),
          action: "sends packets",
          to: reference(to),
          allowedBy: [],
          conditions: conditions,
          kind: "packets"
        )
      ]
    }
    return legs.enumerated().map { index, leg in
      var leg = leg
      if index == 0 { leg.packet.source = reference(from) }
      if index == legs.count - 1 { leg.packet.destination = reference(to) }
      let port = leg.packet.destinationPort.map { " to port \($0)" } ?? ""
      return ChainStep(
        from: leg.packet.source,
        action: "sends \(leg.packet.protocol)\(port)",
        to: leg.packet.destination,
        allowedBy: [],
        conditions: index == 0 ? conditions : [],
        kind: "packets",
        leg: leg
      )
    }
  }

  // MARK: - Names

  /// The ids and ARNs of what stands at a place; the first is its own.
  func names(of place: Int) -> [String] {
    let symbols = estate.symbols
    switch model.kind(place) {
    case .interface(let id):
      let own = [symbols[estate.networkInterfaces[id].id]]
      return (traffic.writer.facts.owner(of: id).map { [symbols[$0]] } ?? []) + own
    case .database(let id): return [symbols[estate.services[id].arn]]
    case .store(let id): return [symbols[estate.dataStores[id].arn]]
    case .clients(let id): return [symbols[estate.clientVPNEndpoints[id].id]]
    case .hub: return []
    case .node(let id):
      switch model.graph[id] {
      case .principal(let principal): return [model.graph.assumptions[principal].arn]
      case .person(let person): return [symbols[person]]
      case .workload(let workload): return [workload.id]
      case .foothold(let foothold): return [foothold.id]
      case .account(let account), .boundedAccount(let account, _): return [account]
      case .group(let group): return [symbols[estate.principals[group].arn]]
      case .unbounded(let principal): return [model.graph.assumptions[principal].arn]
      case .dataStore(let store): return [symbols[estate.dataStores[store].arn]]
      default: return []
      }
    }
  }

  /// What stands at a place, as a report shows it.
  func reference(_ place: Int) -> ResourceReference {
    let namer = identity.namer
    func found(_ text: String, _ type: String) -> ResourceReference {
      estate.symbols.find(text).map { namer.reference($0, type: type) } ?? ResourceReference(id: text, type: type)
    }
    switch model.kind(place) {
    case .interface(let id): return namer.reference(id, owner: traffic.writer.facts.owner(of: id))
    case .database(let id): return namer.reference(estate.services[id].arn, type: "database")
    case .store(let id): return namer.reference(estate.dataStores[id].arn, type: estate.dataStores[id].kind.name)
    case .clients(let id): return namer.reference(estate.clientVPNEndpoints[id].id)
    case .hub: return ResourceReference(id: "", type: "group of principals")
    case .node(let id):
      switch model.graph[id] {
      case .principal(let principal): return identity.reference(principal)
      case .person(let person): return namer.reference(person, type: "person")
      case .workload(let workload): return found(workload.id, workload.kind.name)
      case .foothold(let foothold): return found(foothold.id, foothold.kind.name)
      case .account(let account), .boundedAccount(let account, _): return found(account, "account")
      case .group(let group): return namer.reference(estate.principals[group].arn, type: "group")
      case .unbounded(let principal): return identity.reference(principal)
      case .dataStore(let store):
        return namer.reference(estate.dataStores[store].arn, type: estate.dataStores[store].kind.name)
      default: return ResourceReference(id: "", type: "group of principals")
      }
    }
  }
}

extension CapabilityRow.NetworkNeed {
  /// What has to be so in the network besides, where something has.
  var condition: String? {
    switch self {
    case .nothing: nil
    case .port(let port): "TCP connections to port \(port) of it are possible"
    case .kubernetesInterface: "its Kubernetes API can be reached"
    case .managementChannel: "its agent runs, and reaches Systems Manager"
    }
  }
}

extension CapabilityFoothold.Kind {
  /// What it is, in AWS's words.
  var name: String {
    switch self {
    case .subnet: "subnet"
    case .instanceConnectEndpoint: "EC2 Instance Connect Endpoint"
    case .clientVPNEndpoint: "Client VPN endpoint"
    }
  }
}
