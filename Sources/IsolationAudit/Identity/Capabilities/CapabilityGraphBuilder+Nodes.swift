// The nodes, and those who ask.
extension CapabilityGraphBuilder {
  mutating func addNodes() {
    for principal in assumptions.principals { add(.principal(principal.id)) }
    let persons = estate.directoryIdentities.values.filter { !$0.isGroup }
    for person in persons.sorted(by: { estate.symbols[$0.id] < estate.symbols[$1.id] }) { add(.person(person.id)) }
    addWorkloads()
    for id in estate.dataStores.ids.sorted(by: { arn($0) < arn($1) }) { add(.dataStore(id)) }
    var accounts = Set(estate.accounts.records.map { estate.symbols[$0.id] })
    for principal in assumptions.principals where principal.record != nil { accounts.insert(principal.account) }
    for account in accounts.sorted() { add(.account(account)) }
    addFootholds()
  }

  private func arn(_ id: EstateID<DataStore>) -> String { estate.symbols[estate.dataStores[id].arn] }

  /// Adds everything that runs, with or without a role, in the order of kinds and ids.
  private mutating func addWorkloads() {
    var found: [WorkloadUse.Kind: [String: CapabilityWorkload]] = [:]
    func note(
      _ kind: WorkloadUse.Kind,
      _ id: String,
      _ account: String,
      _ record: Estate.Handle,
      _ provenance: Provenance
    ) {
      if kind == .instanceProfile || kind == .permissionSet || found[kind]?[id] != nil { return }
      found[kind, default: [:]][id] = CapabilityWorkload(
        kind: kind,
        id: id,
        account: account,
        record: record,
        provenance: provenance
      )
    }
    for id in estate.instances.ids {
      let instance = estate.instances[id]
      note(
        .instance,
        estate.symbols[instance.id],
        estate.symbols[instance.owner],
        .instance(id),
        instance.provenance
      )
    }
    for id in estate.services.ids {
      let service = estate.services[id]
      note(
        WorkloadUse.Kind(service.kind),
        estate.symbols[service.arn],
        estate.symbols[service.owner],
        .service(id),
        service.provenance
      )
    }
    for id in estate.workloads.ids {
      let workload = estate.workloads[id]
      note(
        WorkloadUse.Kind(workload.kind),
        estate.symbols[workload.arn],
        estate.symbols[workload.owner],
        .workload(id),
        workload.provenance
      )
    }
    for use in assumptions.roleUses.flatMap(\.uses) {
      note(use.kind, use.id, use.account, use.record, use.provenance)
    }
    let all = found.values.flatMap(\.values).sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
    for workload in all { add(.workload(workload)) }
  }

  private mutating func addFootholds() {
    var found: [CapabilityFoothold] = []
    for id in estate.subnets.ids {
      let subnet = estate.subnets[id]
      found.append(
        CapabilityFoothold(
          kind: .subnet,
          id: estate.symbols[subnet.id],
          account: estate.symbols[subnet.owner],
          record: .subnet(id),
          provenance: subnet.provenance
        )
      )
    }
    for id in estate.instanceConnectEndpoints.ids {
      let endpoint = estate.instanceConnectEndpoints[id]
      found.append(
        CapabilityFoothold(
          kind: .instanceConnectEndpoint,
          id: estate.symbols[endpoint.id],
          account: estate.symbols[endpoint.owner],
          record: .instanceConnectEndpoint(id),
          provenance: endpoint.provenance
        )
      )
    }
    for id in estate.clientVPNEndpoints.ids {
      let endpoint = estate.clientVPNEndpoints[id]
      found.append(
        CapabilityFoothold(
          kind: .clientVPNEndpoint,
          id: estate.symbols[endpoint.id],
          account: estate.symbols[endpoint.owner],
          record: .clientVPNEndpoint(id),
          provenance: endpoint.provenance
        )
      )
    }
    for foothold in found.sorted(by: { ($0.kind, $0.id) < ($1.kind, $1.id) }) { add(.foothold(foothold)) }
  }

  /// One caller for each class whose answers are shared, and one for every other user or role; then those who do not exist
  /// yet.
  mutating func addCallers() {
    callerOfPrincipal = [Int32](repeating: -1, count: assumptions.principals.count)
    for (number, members) in model.members.enumerated() {
      // Nobody but a service gets a session of a service-linked role.
      if model.classes[number].isServiceLinkedRole { continue }
      for group in model.isSharedClass[number] ? [members] : members.map({ [$0] }) {
        let node = hub(group.map { Int32($0.index) }, ofCallers: true)
        for member in group { callerOfPrincipal[member.index] = Int32(callers.count) }
        callers.append(CapabilityCaller(group, node: node, in: model))
      }
    }
    addAdministrators()
    addGroups()
    for caller in callers where caller.boundary != nil || caller.lacksBoundary {
      let node = add(.unbounded(caller.members[0]))
      latentCallers[node] = caller.unbounded(node: node)
    }
  }

  private mutating func addAdministrators() {
    let accounts = nodes.compactMap { if case .account(let account) = $0 { account } else { nil } }
    for account in accounts {
      guard let node = node(.account(account)) else { continue }
      administrators.append(node)
      latentCallers[node] = CapabilityCaller(
        administratorOf: account,
        boundary: nil,
        .empty,
        node: node,
        in: model
      )
    }
    for caller in callers where !caller.boundaryName.isEmpty {
      let node = add(.boundedAccount(caller.account, boundary: caller.boundaryName))
      if latentCallers[node] != nil { continue }
      var administrator = CapabilityCaller(
        administratorOf: caller.account,
        boundary: caller.boundary,
        caller.boundaryName,
        node: node,
        in: model
      )
      administrator.lacksBoundary = caller.lacksBoundary
      latentCallers[node] = administrator
    }
  }

  private mutating func addGroups() {
    var library = PolicyLibrary(estate)
    let groups = estate.principals.ids.filter { estate.principals[$0].kind == .group }
    for id in groups.sorted(by: {
      estate.symbols[estate.principals[$0].arn] < estate.symbols[estate.principals[$1].arn]
    }) {
      let record = estate.principals[id]
      let policies = CallerPolicies(record, in: estate, &library, groups: [])
      let node = add(.group(id))
      latentCallers[node] = CapabilityCaller(
        memberOf: policies,
        node: node,
        estate.symbols[record.account],
        in: model
      )
    }
  }
}

extension WorkloadUse.Kind {
  /// The kind of use of a kind of service.
  init(_ kind: ManagedService.Kind) {
    switch kind {
    case .function: self = .function
    case .kubernetesCluster: self = .cluster
    case .database, .databaseCluster: self = .database
    }
  }
}
