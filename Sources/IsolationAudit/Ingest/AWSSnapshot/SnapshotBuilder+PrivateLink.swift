// `describe-vpc-endpoint-service-configurations`, `describe-vpc-endpoint-service-permissions`,
// `describe-vpc-endpoint-connections`, `describe-instance-connect-endpoints`.
extension SnapshotBuilder {
  /// Reads an element of `ServiceConfigurations`.
  mutating func endpointService(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = EndpointService(
      id: .empty,
      name: .empty,
      owner: account,
      region: region,
      provenance: place(tape, node)
    )
    var zones: [Symbol] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ServiceId: service.id = try symbol(tape, member)
      case .ServiceName: service.name = try symbol(tape, member)
      case .ServiceState: service.isAvailable = try text(tape, member)?.lowercased() == "available"
      case .AcceptanceRequired: service.requiresAcceptance = try bool(tape, member)
      case .NetworkLoadBalancerArns: service.networkLoadBalancers = try symbols(tape, member)
      case .GatewayLoadBalancerArns: service.gatewayLoadBalancers = try symbols(tape, member)
      case .AvailabilityZones: zones = try symbols(tape, member)
      case .AvailabilityZoneIds: service.zones = try symbols(tape, member)
      case .RemoteAccessEnabled: service.isOfferedToOtherRegions = try bool(tape, member)
      case .Tags: service.tags = try tags(tape, member)
      default: break
      }
    }
    try require(service.id, .ServiceId, tape, node)
    if service.zones.isEmpty { service.zones = zones }
    for zone in zones { noteZone(zone) }
    if service.region.isEmpty { service.region = region }
    for balancer in service.networkLoadBalancers + service.gatewayLoadBalancers where service.owner.isEmpty {
      service.owner = partsOfARN(balancer).account
    }
    guard isNew(service.id, tape, node) else { return }
    let id = estate.endpointServices.append(service)
    estate.bind(service.id, to: .endpointService(id))
    if !service.name.isEmpty { estate.bind(service.name, to: .endpointService(id)) }
  }

  /// Reads an element of `VpcEndpointServicePermissions`: who may connect to one endpoint service.
  mutating func endpointServicePermissions(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let service = try symbol(tape, node, .ServiceId)
    try require(service, .ServiceId, tape, node)
    var principals: [Symbol] = []
    if let list = try member(tape, node, .AllowedPrincipals) { principals = try symbols(tape, list, .Principal) }
    guard isNewPart(.VpcEndpointServicePermissions, service, tape, node) else { return }
    staged.servicePrincipals.append((service, principals))
  }

  /// Reads an element of `VpcEndpointConnections`.
  mutating func endpointConnection(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = Symbol.empty
    var connection = EndpointService.Connection(
      endpoint: .empty,
      endpointOwner: .empty,
      isAvailable: false,
      networkLoadBalancers: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ServiceId: service = try symbol(tape, member)
      case .VpcEndpointId: connection.endpoint = try symbol(tape, member)
      case .VpcEndpointOwner: connection.endpointOwner = try symbol(tape, member)
      case .VpcEndpointState: connection.isAvailable = try text(tape, member)?.lowercased() == "available"
      case .NetworkLoadBalancerArns: connection.networkLoadBalancers = try symbols(tape, member)
      default: break
      }
    }
    try require(service, .ServiceId, tape, node)
    try require(connection.endpoint, .VpcEndpointId, tape, node)
    guard isNewPart(.VpcEndpointConnections, connection.endpoint, tape, node) else { return }
    staged.endpointConnections.append((service, connection))
  }

  /// Reads an element of `InstanceConnectEndpoints`.
  mutating func instanceConnectEndpoint(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var endpoint = InstanceConnectEndpoint(
      id: .empty,
      owner: .empty,
      vpc: .empty,
      subnet: .empty,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .InstanceConnectEndpointId: endpoint.id = try symbol(tape, member)
      case .OwnerId: endpoint.owner = try symbol(tape, member)
      case .VpcId: endpoint.vpc = try symbol(tape, member)
      case .SubnetId: endpoint.subnet = try symbol(tape, member)
      case .State:
        // While it is being made or taken away it is counted as there.
        switch try text(tape, member) {
        case "create-failed", "delete-complete": endpoint.isAvailable = false
        default: endpoint.isAvailable = true
        }
      case .NetworkInterfaceIds: endpoint.networkInterfaces = try symbols(tape, member)
      case .PreserveClientIp: endpoint.preservesClientAddress = try bool(tape, member)
      case .SecurityGroupIds: endpoint.groups = try groups(tape, member, nil)
      case .Tags: endpoint.tags = try tags(tape, member)
      default: break
      }
    }
    try require(endpoint.id, .InstanceConnectEndpointId, tape, node)
    if endpoint.owner.isEmpty { endpoint.owner = account }
    noteOwner(endpoint.owner)
    guard isNew(endpoint.id, tape, node) else { return }
    estate.bind(endpoint.id, to: .instanceConnectEndpoint(estate.instanceConnectEndpoints.append(endpoint)))
  }

  /// Gives endpoint services their principals and connections.
  mutating func joinEndpointServices() {
    for (service, principals) in staged.servicePrincipals {
      if let id = estate.endpointService(service) { estate.endpointServices[id].allowedPrincipals = principals }
    }
    for id in estate.endpointServices.ids {
      let service = estate.endpointServices[id]
      let isListed = estate.completeness.isCollected(
        ["VpcEndpointConnections"],
        account: service.owner,
        region: service.region
      )
      if isListed { estate.endpointServices[id].connections = [] }
    }
    for (service, connection) in staged.endpointConnections {
      guard let id = estate.endpointService(service) else { continue }
      estate.endpointServices[id].connections = (estate.endpointServices[id].connections ?? []) + [connection]
    }
  }
}
