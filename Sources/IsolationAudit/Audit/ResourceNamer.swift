/// Tells resources to a report: id, name, type, owner, environment.
package struct ResourceNamer: Sendable {
  package let model: ForwardingModel
  package let policy: Policy
  package let placement: Placement
  private let narrator: PathNarrator
  private let nameKey: Symbol?

  /// Creates a namer.
  package init(_ model: ForwardingModel, _ policy: Policy, _ placement: Placement) {
    (self.model, self.policy, self.placement) = (model, policy, placement)
    narrator = PathNarrator(model)
    nameKey = model.estate.symbols.find("Name")
  }

  private var estate: Estate { model.estate }

  /// The name of an environment by its index, or `nil`.
  package func environment(_ index: Int16) -> String? {
    index >= 0 ? policy.environments[Int(index)].name : nil
  }

  /// A reference to what a symbol names.
  package func reference(_ symbol: Symbol, type: String? = nil) -> ResourceReference {
    guard !symbol.isEmpty else { return ResourceReference(id: "internet", type: "internet") }
    let facts = describe(symbol)
    return ResourceReference(
      id: estate.symbols[symbol],
      name: facts.name,
      type: type ?? narrator.type(of: symbol),
      account: facts.account.isEmpty ? nil : estate.symbols[facts.account],
      region: facts.region.isEmpty ? nil : estate.symbols[facts.region],
      environment: environment(facts.environment)
    )
  }

  /// A reference to a network interface, named after its owner when it has no name.
  package func reference(_ id: EstateID<NetworkInterface>, owner: Symbol?) -> ResourceReference {
    var reference = reference(estate.networkInterfaces[id].id)
    if reference.name == nil, let owner {
      let holder = self.reference(owner)
      reference.name = holder.name ?? holder.id
    }
    return reference
  }

  private struct Description {
    var name: String?
    var account = Symbol.empty
    var region = Symbol.empty
    var environment: Int16 = -1
  }

  private func name(_ tags: TagSetID) -> String? {
    nameKey.flatMap { estate.tag($0, in: tags) }.map { estate.symbols[$0] }
  }

  private func text(_ symbol: Symbol) -> String? { symbol.isEmpty ? nil : estate.symbols[symbol] }

  private func ofVPC(_ vpc: Symbol) -> (region: Symbol, environment: Int16, owner: Symbol) {
    guard let id = estate.vpc(vpc) else { return (.empty, -1, .empty) }
    return (estate.vpcs[id].region, placement.ofVPC[Int(id.index)], estate.vpcs[id].owner)
  }

  private func inVPC(_ tags: TagSetID, _ vpc: Symbol, account: Symbol = .empty, environment: Int16? = nil)
    -> Description
  {
    let place = ofVPC(vpc)
    return Description(
      name: name(tags),
      account: account.isEmpty ? place.owner : account,
      region: place.region,
      environment: environment ?? place.environment
    )
  }

  private func describe(_ symbol: Symbol) -> Description {
    switch estate.find(symbol) {
    case .vpc(let id)?: return inVPC(estate.vpcs[id].tags, symbol)
    case .subnet(let id)?: return inVPC(estate.subnets[id].tags, estate.subnets[id].vpc)
    case .routeTable(let id)?: return inVPC(estate.routeTables[id].tags, estate.routeTables[id].vpc)
    case .networkACL(let id)?: return inVPC(estate.networkACLs[id].tags, estate.networkACLs[id].vpc)
    case .natGateway(let id)?: return inVPC(estate.natGateways[id].tags, estate.natGateways[id].vpc)
    case .vpcEndpoint(let id)?: return inVPC(estate.vpcEndpoints[id].tags, estate.vpcEndpoints[id].vpc)
    case .securityGroup(let id)?:
      let group = estate.securityGroups[id]
      var result = inVPC(group.tags, group.vpc, account: group.owner)
      result.name = text(group.name) ?? result.name
      return result
    case .networkInterface(let id)?:
      let interface = estate.networkInterfaces[id]
      return inVPC(
        interface.tags,
        interface.vpc,
        account: interface.owner,
        environment: placement.ofInterface[Int(id.index)]
      )
    case .instance(let id)?:
      let instance = estate.instances[id]
      return inVPC(
        instance.tags,
        instance.vpc,
        account: instance.owner,
        environment: placement.ofInstance[Int(id.index)]
      )
    case .internetGateway(let id)?:
      let gateway = estate.internetGateways[id]
      return inVPC(gateway.tags, gateway.attachments.first?.vpc ?? .empty, account: gateway.owner)
    case .peeringConnection(let id)?:
      let connection = estate.peeringConnections[id]
      return Description(
        name: name(connection.tags),
        account: connection.requester.owner,
        region: connection.requester.region
      )
    case .transitGateway(let id)?:
      let gateway = estate.transitGateways[id]
      return Description(name: name(gateway.tags), account: gateway.owner, region: gateway.region)
    case .transitGatewayAttachment(let id)?:
      return Description(
        name: name(estate.transitGatewayAttachments[id].tags),
        account: estate.transitGatewayAttachments[id].resourceOwner
      )
    case .transitGatewayRouteTable(let id)?: return Description(name: name(estate.transitGatewayRouteTables[id].tags))
    case .vpnGateway(let id)?: return Description(name: name(estate.vpnGateways[id].tags))
    case .customerGateway(let id)?:
      return Description(name: name(estate.customerGateways[id].tags), account: estate.customerGateways[id].owner)
    case .vpnConnection(let id)?:
      let connection = estate.vpnConnections[id]
      return Description(name: name(connection.tags), account: connection.owner, region: connection.region)
    case .coreNetwork(let id)?:
      return Description(name: name(estate.coreNetworks[id].tags), account: estate.coreNetworks[id].owner)
    case .directConnectGateway(let id)?:
      let gateway = estate.directConnectGateways[id]
      return Description(name: text(gateway.name) ?? name(gateway.tags), account: gateway.owner)
    case .virtualInterface(let id)?:
      let interface = estate.virtualInterfaces[id]
      return Description(
        name: text(interface.name) ?? name(interface.tags),
        account: interface.owner,
        region: interface.region
      )
    case .clientVPNEndpoint(let id)?:
      let endpoint = estate.clientVPNEndpoints[id]
      return Description(
        name: name(endpoint.tags) ?? text(endpoint.description),
        account: endpoint.owner,
        region: endpoint.region,
        environment: placement.ofClientVPN[Int(id.index)]
      )
    case .loadBalancer(let id)?:
      let balancer = estate.loadBalancers[id]
      return Description(
        name: text(balancer.name),
        account: balancer.owner,
        region: balancer.region,
        environment: placement.ofLoadBalancer[Int(id.index)]
      )
    case .networkFirewall(let id)?:
      let firewall = estate.networkFirewalls[id]
      let place = ofVPC(firewall.vpc)
      return Description(
        name: text(firewall.name),
        account: firewall.owner,
        region: firewall.region,
        environment: place.environment
      )
    case .firewallPolicy(let id)?: return Description(name: text(estate.firewallPolicies[id].name))
    case .firewallRuleGroup(let id)?: return Description(name: text(estate.firewallRuleGroups[id].name))
    case .service(let id)?:
      let service = estate.services[id]
      return Description(
        name: text(service.name),
        account: service.owner,
        region: service.region,
        environment: placement.ofService[Int(id.index)]
      )
    case .workload(let id)?:
      let workload = estate.workloads[id]
      return Description(
        name: text(workload.name),
        account: workload.owner,
        region: workload.region,
        environment: placement.ofWorkload[Int(id.index)]
      )
    case .permissionSet(let id)?: return Description(name: text(estate.permissionSets[id].name))
    case .principal(let id)?:
      let principal = estate.principals[id]
      return Description(
        name: text(principal.name),
        account: principal.account,
        environment: placement.ofPrincipal[Int(id.index)]
      )
    case .dataStore(let id)?:
      let store = estate.dataStores[id]
      let places = placement.ofDataStore
      return Description(
        name: text(store.name),
        account: store.owner,
        region: store.region,
        environment: Int(id.index) < places.count ? places[Int(id.index)] : -1
      )
    case .account(let id)?:
      let account = estate.accounts[id]
      return Description(name: text(account.name), account: account.id, environment: placement.ofAccount[Int(id.index)])
    case .instanceProfile(let id)?:
      return Description(name: text(estate.instanceProfiles[id].name), account: estate.instanceProfiles[id].account)
    case .endpointService(let id)?:
      let service = estate.endpointServices[id]
      return Description(name: name(service.tags), account: service.owner, region: service.region)
    case .serviceNetwork(let id)?:
      let network = estate.serviceNetworks[id]
      return Description(name: text(network.name), account: network.owner, region: network.region)
    case .latticeService(let id)?:
      let service = estate.latticeServices[id]
      return Description(name: text(service.name), account: service.owner, region: service.region)
    case .resourceGateway(let id)?:
      let gateway = estate.resourceGateways[id]
      return inVPC(gateway.tags, gateway.vpc, account: gateway.owner)
    case .resourceConfiguration(let id)?:
      let configuration = estate.resourceConfigurations[id]
      return Description(
        name: text(configuration.name),
        account: configuration.owner,
        region: configuration.region
      )
    case .instanceConnectEndpoint(let id)?:
      let endpoint = estate.instanceConnectEndpoints[id]
      return inVPC(endpoint.tags, endpoint.vpc, account: endpoint.owner)
    case .resolverEndpoint(let id)?:
      let endpoint = estate.resolverEndpoints[id]
      var result = inVPC(endpoint.tags, endpoint.vpc, account: endpoint.owner)
      result.name = text(endpoint.name) ?? result.name
      return result
    case .resolverRule(let id)?:
      return Description(name: text(estate.resolverRules[id].domain), account: estate.resolverRules[id].owner)
    case .prefixList(let id)?: return Description(name: text(estate.prefixLists[id].name))
    case .targetGroup(let id)?: return Description(name: text(estate.targetGroups[id].name))
    default: return Description()
    }
  }
}
