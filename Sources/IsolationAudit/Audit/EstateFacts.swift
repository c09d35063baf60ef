/// What the policy language asks about resources, told from the estate.
package struct EstateFacts: Sendable {
  /// The estate.
  package let estate: Estate
  /// Which resource owns an interface: a load balancer, a database, a NAT gateway, ….
  private var ownerOfInterface: [EstateID<NetworkInterface>: Symbol] = [:]
  private var unitsOfAccount: [Symbol: [OrganizationalUnitFact]] = [:]
  private var tagDictionaries: [TagSetID: [String: String]] = [:]

  /// Prepares an estate.
  package init(_ estate: Estate, owners: InterfaceOwners) {
    self.estate = estate
    let named =
      estate.loadBalancers.records.map(\.arn) + estate.services.records.map(\.arn)
      + estate.natGateways.records.map(\.id) + estate.vpcEndpoints.records.map(\.id)
    for owner in named {
      for interface in owners[owner] where ownerOfInterface[interface] == nil { ownerOfInterface[interface] = owner }
    }
    for account in estate.accounts.records {
      var chain: [OrganizationalUnitFact] = []
      var parent = account.parent
      while case .organizationalUnit(let id)? = estate.find(parent), chain.count < 16 {
        let unit = estate.organizationalUnits[id]
        chain.append(OrganizationalUnitFact(id: estate.symbols[unit.id], name: estate.symbols[unit.name]))
        parent = unit.parent
      }
      unitsOfAccount[account.id] = chain.reversed()
    }
  }

  /// The resource that owns an interface: its instance, or the service that asked for it.
  package func owner(of interface: EstateID<NetworkInterface>) -> Symbol? {
    if let owner = ownerOfInterface[interface] { return owner }
    let instance = estate.networkInterfaces[interface].instance
    return instance.isEmpty ? nil : instance
  }

  /// The tags of a set, with those of an owner behind them: the resource's own win.
  private func dictionary(_ own: TagSetID, behind owner: TagSetID = .none) -> [String: String] {
    var result: [String: String] = [:]
    for tag in estate.tags(owner) + estate.tags(own) { result[estate.symbols[tag.key]] = estate.symbols[tag.value] }
    return result
  }

  private func tags(ofOwner owner: Symbol?) -> TagSetID {
    switch owner.flatMap({ estate.find($0) }) {
    case .instance(let id)?: estate.instances[id].tags
    case .loadBalancer(let id)?: estate.loadBalancers[id].tags
    case .service(let id)?: estate.services[id].tags
    case .natGateway(let id)?: estate.natGateways[id].tags
    case .vpcEndpoint(let id)?: estate.vpcEndpoints[id].tags
    default: .none
    }
  }

  private func type(ofOwner owner: Symbol?) -> SelectedType? {
    switch owner.flatMap({ estate.find($0) }) {
    case .instance?: .instance
    case .loadBalancer?: .loadBalancer
    case .natGateway?: .natGateway
    case .vpcEndpoint?: .vpcEndpoint
    case .service(let id)?:
      switch estate.services[id].kind {
      case .database, .databaseCluster: .database
      case .kubernetesCluster: .cluster
      case .function: .function
      }
    default: nil
    }
  }

  /// The facts about an interface; those that it has from its owner included.
  package func facts(of id: EstateID<NetworkInterface>) -> ResourceFacts {
    let interface = estate.networkInterfaces[id]
    let owner = owner(of: id)
    var facts = network(vpc: interface.vpc, subnet: interface.subnet, account: interface.owner)
    facts.ids = [estate.symbols[interface.id]] + (owner.map { [estate.symbols[$0]] } ?? [])
    facts.types = [.networkInterface] + (type(ofOwner: owner).map { [$0] } ?? [])
    facts.tags = dictionary(interface.tags, behind: tags(ofOwner: owner))
    facts.addresses = estate.interfaceAddresses[interface.addresses.range]
      .map { IPAddress(family: $0.family, value: $0.range.lower) }
    return facts
  }

  /// The facts about any other resource of an account.
  package func facts(
    id: Symbol,
    tags: TagSetID,
    account: Symbol,
    region: Symbol = .empty,
    vpc: Symbol = .empty,
    subnet: Symbol = .empty,
    types: [SelectedType] = []
  ) -> ResourceFacts {
    var facts = network(vpc: vpc, subnet: subnet, account: account)
    facts.ids = [estate.symbols[id]]
    facts.tags = dictionary(tags)
    facts.types = types
    if facts.region == nil, !region.isEmpty { facts.region = estate.symbols[region] }
    return facts
  }

  private func network(vpc: Symbol, subnet: Symbol, account: Symbol) -> ResourceFacts {
    var facts = ResourceFacts(account: account.isEmpty ? nil : estate.symbols[account])
    if let id = estate.vpc(vpc) {
      let record = estate.vpcs[id]
      facts.vpc = .init(id: estate.symbols[vpc], tags: dictionary(record.tags))
      facts.region = estate.symbols[record.region]
      if record.owner != account { facts.sharedBy = estate.symbols[record.owner] }
    } else if !vpc.isEmpty {
      facts.vpc = .init(id: estate.symbols[vpc], tags: nil)
    }
    if let id = estate.subnet(subnet) {
      facts.subnet = .init(id: estate.symbols[subnet], tags: dictionary(estate.subnets[id].tags))
    } else if !subnet.isEmpty {
      facts.subnet = .init(id: estate.symbols[subnet], tags: nil)
    }
    if case .account(let id)? = estate.find(account) {
      facts.accountTags = dictionary(estate.accounts[id].tags)
      let units = unitsOfAccount[account] ?? []
      facts.organizationalUnits = units.isEmpty && estate.organizationalUnits.count > 0 ? nil : units
      if estate.organizationalUnits.count == 0 { facts.organizationalUnits = nil }
    } else {
      facts.organizationalUnits = nil
    }
    return facts
  }
}
