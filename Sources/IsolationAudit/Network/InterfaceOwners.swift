/// Which network interfaces belong to a resource: an instance, a load balancer, a NAT gateway, an endpoint, a database.
///
/// AWS names the owner of a requester-managed interface in its description: `ELB app/name/id`, `Interface for NAT Gateway
/// nat-…`, `AWS Lambda VPC ENI-name-…`, `ClientVPN Endpoint resource`.
package struct InterfaceOwners: Sendable {
  private var interfaces: [Symbol: [EstateID<NetworkInterface>]] = [:]

  /// Collects the owners of all interfaces of an estate.
  package init(_ estate: Estate) {
    // The names of Classic Load Balancers are unique within an account and Region only.
    var balancers: [String: [EstateID<LoadBalancer>]] = [:]
    for id in estate.loadBalancers.ids {
      let arn = estate.symbols[estate.loadBalancers[id].arn]
      guard let marker = arn.firstRange(of: ":loadbalancer/") else { continue }
      balancers["ELB " + arn[marker.upperBound...], default: []].append(id)
    }
    for endpoint in estate.vpcEndpoints.records {
      for interface in endpoint.networkInterfaces {
        if let id = estate.networkInterface(interface) { interfaces[endpoint.id, default: []].append(id) }
      }
    }
    for endpoint in estate.instanceConnectEndpoints.records {
      for interface in endpoint.networkInterfaces {
        if let id = estate.networkInterface(interface) { interfaces[endpoint.id, default: []].append(id) }
      }
    }
    for gateway in estate.natGateways.records {
      for address in gateway.addresses {
        if let id = estate.networkInterface(address.networkInterface) { interfaces[gateway.id, default: []].append(id) }
      }
    }
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      interfaces[interface.id, default: []].append(id)
      if !interface.instance.isEmpty { interfaces[interface.instance, default: []].append(id) }
      guard !interface.description.isEmpty, interface.isRequesterManaged || !interface.requester.isEmpty else {
        continue
      }
      let description = estate.symbols[interface.description]
      let balancer = (balancers[description] ?? []).map { estate.loadBalancers[$0] }.first {
        ($0.vpc.isEmpty || $0.vpc == interface.vpc) && ($0.kind != .classic || $0.owner == interface.owner)
      }
      if let balancer { interfaces[balancer.arn, default: []].append(id) }
    }
    addServices(estate)
    addResolverEndpoints(estate)
  }

  /// Endpoints of Route 53 Resolver own the interfaces with their addresses.
  private mutating func addResolverEndpoints(_ estate: Estate) {
    guard estate.resolverEndpoints.count > 0 else { return }
    var endpointOf: [ResolverEndpoint.Address: [Symbol]] = [:]
    for endpoint in estate.resolverEndpoints.records {
      for address in endpoint.addresses ?? [] { endpointOf[address, default: []].append(endpoint.id) }
    }
    for (index, interface) in estate.networkInterfaces.records.enumerated() where interface.isRequesterManaged {
      var named: Set<Symbol> = []
      for own in estate.interfaceAddresses[interface.addresses.range] {
        let address = IPAddress(family: own.family, value: own.range.lower)
        named.formUnion(endpointOf[ResolverEndpoint.Address(subnet: interface.subnet, address: address)] ?? [])
      }
      for endpoint in named.sorted() { interfaces[endpoint, default: []].append(EstateID(index)) }
    }
  }

  /// Databases, clusters and functions own the requester-managed interfaces in their subnets with exactly their groups.
  private mutating func addServices(_ estate: Estate) {
    guard estate.services.count > 0 else { return }
    struct Key: Hashable {
      var subnet: Symbol
      var groups: GroupSetID
      var kind: ManagedService.Kind
    }
    var candidates: [Key: [EstateID<NetworkInterface>]] = [:]
    for (index, interface) in estate.networkInterfaces.records.enumerated() where interface.isRequesterManaged {
      let description = estate.symbols[interface.description]
      let kind: ManagedService.Kind
      if interface.kind == .lambda {
        kind = .function
      } else if description.hasPrefix("RDS") {
        kind = .database
      } else if description.hasPrefix("Amazon EKS") {
        kind = .kubernetesCluster
      } else {
        continue
      }
      candidates[Key(subnet: interface.subnet, groups: interface.groups, kind: kind), default: []].append(
        EstateID(index)
      )
    }
    for service in estate.services.records {
      let kind: ManagedService.Kind = service.kind == .databaseCluster ? .database : service.kind
      for subnet in service.subnets {
        interfaces[service.arn, default: []] +=
          candidates[Key(subnet: subnet, groups: service.groups, kind: kind)] ?? []
      }
    }
  }

  /// The interfaces of a resource, in order of their ids.
  package subscript(_ owner: Symbol) -> [EstateID<NetworkInterface>] { interfaces[owner] ?? [] }
}
