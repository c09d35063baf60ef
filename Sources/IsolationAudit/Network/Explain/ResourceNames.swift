/// What resources are called: by the tag `Name`, or by a name of their own.
package struct ResourceNames: Sendable {
  private let estate: Estate
  private let key: Symbol?

  /// Prepares an estate.
  package init(_ estate: Estate) {
    self.estate = estate
    key = estate.symbols.find("Name")
  }

  /// The name of what a symbol names, or `nil`.
  package subscript(_ symbol: Symbol) -> String? {
    switch estate.find(symbol) {
    case .vpc(let id)?: tag(estate.vpcs[id].tags)
    case .subnet(let id)?: tag(estate.subnets[id].tags)
    case .routeTable(let id)?: tag(estate.routeTables[id].tags)
    case .networkACL(let id)?: tag(estate.networkACLs[id].tags)
    case .securityGroup(let id)?: text(estate.securityGroups[id].name) ?? tag(estate.securityGroups[id].tags)
    case .networkInterface(let id)?: tag(estate.networkInterfaces[id].tags)
    case .instance(let id)?: tag(estate.instances[id].tags)
    case .internetGateway(let id)?: tag(estate.internetGateways[id].tags)
    case .natGateway(let id)?: tag(estate.natGateways[id].tags)
    case .peeringConnection(let id)?: tag(estate.peeringConnections[id].tags)
    case .vpcEndpoint(let id)?: tag(estate.vpcEndpoints[id].tags)
    case .transitGateway(let id)?: tag(estate.transitGateways[id].tags)
    case .transitGatewayAttachment(let id)?: tag(estate.transitGatewayAttachments[id].tags)
    case .transitGatewayRouteTable(let id)?: tag(estate.transitGatewayRouteTables[id].tags)
    case .vpnGateway(let id)?: tag(estate.vpnGateways[id].tags)
    case .customerGateway(let id)?: tag(estate.customerGateways[id].tags)
    case .vpnConnection(let id)?: tag(estate.vpnConnections[id].tags)
    case .clientVPNEndpoint(let id)?:
      tag(estate.clientVPNEndpoints[id].tags) ?? text(estate.clientVPNEndpoints[id].description)
    case .loadBalancer(let id)?: text(estate.loadBalancers[id].name)
    case .targetGroup(let id)?: text(estate.targetGroups[id].name)
    case .service(let id)?: text(estate.services[id].name)
    case .prefixList(let id)?: text(estate.prefixLists[id].name)
    default: nil
    }
  }

  private func text(_ symbol: Symbol) -> String? { symbol.isEmpty ? nil : estate.symbols[symbol] }

  private func tag(_ tags: TagSetID) -> String? { key.flatMap { estate.tag($0, in: tags) }.flatMap { text($0) } }
}
