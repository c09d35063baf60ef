// `describe-internet-gateways`, `describe-egress-only-internet-gateways`, `describe-nat-gateways`,
// `describe-vpc-peering-connections`, `describe-vpc-endpoints`.
extension SnapshotBuilder {
  /// Reads an element of `InternetGateways` or `EgressOnlyInternetGateways`.
  mutating func internetGateway(
    _ tape: borrowing JSONTape,
    _ node: Int,
    isEgressOnly: Bool
  ) throws(SnapshotFault) {
    var gateway = InternetGateway(
      id: .empty,
      owner: .empty,
      isEgressOnly: isEgressOnly,
      attachments: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .InternetGatewayId, .EgressOnlyInternetGatewayId: gateway.id = try symbol(tape, member)
      case .OwnerId: gateway.owner = try symbol(tape, member)
      case .Attachments: gateway.attachments = try attachments(tape, member)
      case .Tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, isEgressOnly ? .EgressOnlyInternetGatewayId : .InternetGatewayId, tape, node)
    if gateway.owner.isEmpty { gateway.owner = account }
    noteOwner(gateway.owner)
    guard isNew(gateway.id, tape, node) else { return }
    estate.bind(gateway.id, to: .internetGateway(estate.internetGateways.append(gateway)))
  }

  /// Reads a list of `{VpcId, State}`.
  mutating func attachments(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [InternetGateway.Attachment] {
    var attachments: [InternetGateway.Attachment] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let vpc = try symbol(tape, element, .VpcId)
      try require(vpc, .VpcId, tape, element)
      var isUsable = true
      if let state = try member(tape, element, .State) {
        let name = try text(tape, state)
        isUsable = name == "available" || name == "attached"
      }
      attachments.append(InternetGateway.Attachment(vpc: vpc, isUsable: isUsable))
    }
    return attachments
  }

  /// Reads an element of `NatGateways`.
  mutating func natGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = NATGateway(
      id: .empty,
      vpc: .empty,
      subnet: .empty,
      isPublic: true,
      isAvailable: true,
      addresses: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .NatGatewayId: gateway.id = try symbol(tape, member)
      case .VpcId: gateway.vpc = try symbol(tape, member)
      case .SubnetId: gateway.subnet = try symbol(tape, member)
      case .ConnectivityType: gateway.isPublic = try text(tape, member) != "private"
      case .State: gateway.isAvailable = try symbol(tape, member) == words.available
      case .NatGatewayAddresses:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          if let address = try natGatewayAddress(tape, element) { gateway.addresses.append(address) }
          if let address = try regionalAddress(tape, element) { gateway.regionalAddresses.append(address) }
        }
      case .AvailabilityMode: gateway.isRegional = try text(tape, member) == "regional"
      case .AutoProvisionZones: gateway.provisionsZones = try text(tape, member) != "disabled"
      case .RouteTableId: gateway.routeTable = try symbol(tape, member)
      case .Tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .NatGatewayId, tape, node)
    if !gateway.isRegional { gateway.regionalAddresses = [] }
    guard isNew(gateway.id, tape, node) else { return }
    estate.bind(gateway.id, to: .natGateway(estate.natGateways.append(gateway)))
  }

  /// Reads an address of a NAT gateway; `nil` while it has none.
  private mutating func natGatewayAddress(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> NATGateway.Address? {
    guard let privateIP = try member(tape, node, .PrivateIp) else { return nil }
    let publicIP = try member(tape, node, .PublicIp)
    return NATGateway.Address(
      privateAddress: try ipv4(tape, privateIP),
      publicAddress: try publicIP.map { value throws(SnapshotFault) in try ipv4(tape, value) },
      networkInterface: try symbol(tape, node, .NetworkInterfaceId)
    )
  }

  /// Reads a public address of a regional NAT gateway; `nil` while it has none.
  private mutating func regionalAddress(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> NATGateway.RegionalAddress? {
    guard let publicIP = try member(tape, node, .PublicIp) else { return nil }
    if let status = try member(tape, node, .Status), try text(tape, status) == "failed" { return nil }
    let zones = [try symbol(tape, node, .AvailabilityZoneId), try symbol(tape, node, .AvailabilityZone)]
    return NATGateway.RegionalAddress(
      publicAddress: try ipv4(tape, publicIP),
      zones: zones.filter { !$0.isEmpty }
    )
  }

  /// Reads an element of `VpcPeeringConnections`.
  mutating func peeringConnection(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let nobody = PeeringConnection.Side(vpc: .empty, owner: .empty, region: .empty, prefixes: [])
    var connection = PeeringConnection(
      id: .empty,
      isActive: false,
      status: .empty,
      requester: nobody,
      accepter: nobody,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpcPeeringConnectionId: connection.id = try symbol(tape, member)
      case .Status:
        connection.status = try symbol(tape, member, .Code)
        connection.isActive = connection.status == words.active
      case .RequesterVpcInfo: connection.requester = try peeringSide(tape, member)
      case .AccepterVpcInfo: connection.accepter = try peeringSide(tape, member)
      case .Tags: connection.tags = try tags(tape, member)
      default: break
      }
    }
    try require(connection.id, .VpcPeeringConnectionId, tape, node)
    guard isNew(connection.id, tape, node) else {
      if let known = estate.peeringConnection(connection.id) {
        let place = estate.peeringConnections[known].provenance
        estate.peeringConnections[known].tags = mergedTags(
          estate.peeringConnections[known].tags,
          at: place,
          connection.tags,
          owner: connection.requester.owner
        )
      }
      return
    }
    estate.bind(connection.id, to: .peeringConnection(estate.peeringConnections.append(connection)))
  }

  private mutating func peeringSide(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> PeeringConnection.Side {
    var side = PeeringConnection.Side(vpc: .empty, owner: .empty, region: .empty, prefixes: [])
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpcId: side.vpc = try symbol(tape, member)
      case .OwnerId: side.owner = try symbol(tape, member)
      case .Region: side.region = try symbol(tape, member)
      case .CidrBlock: if tape.kind(member) != .null { side.prefixes.append(try prefix(tape, member)) }
      case .CidrBlockSet: side.prefixes += try prefixes(tape, member, .CidrBlock)
      case .Ipv6CidrBlockSet: side.prefixes += try prefixes(tape, member, .Ipv6CidrBlock)
      default: break
      }
    }
    side.prefixes = Array(Set(side.prefixes)).sorted()
    return side
  }

  /// The CIDR blocks that one member of each object in an array holds.
  func prefixes(_ tape: borrowing JSONTape, _ node: Int, _ field: AWSKey) throws(SnapshotFault) -> [IPPrefix] {
    var prefixes: [IPPrefix] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      if let value = try member(tape, element, field) { prefixes.append(try prefix(tape, value)) }
    }
    return prefixes
  }

  /// Reads an element of `VpcEndpoints`.
  mutating func vpcEndpoint(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var endpoint = VPCEndpoint(
      id: .empty,
      vpc: .empty,
      type: .empty,
      service: .empty,
      isAvailable: true,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpcEndpointId: endpoint.id = try symbol(tape, member)
      case .VpcId: endpoint.vpc = try symbol(tape, member)
      case .VpcEndpointType: endpoint.type = try symbol(tape, member)
      case .ServiceName: endpoint.service = try symbol(tape, member)
      case .ServiceRegion: endpoint.serviceRegion = try symbol(tape, member)
      case .ResourceConfigurationArn: endpoint.resourceConfiguration = try symbol(tape, member)
      case .ServiceNetworkArn: endpoint.serviceNetwork = try symbol(tape, member)
      case .Groups: endpoint.groups = try groups(tape, member, .GroupId)
      case .PolicyDocument: endpoint.hasPolicy = tape.kind(member) != .null
      case .OwnerId:
        endpoint.owner = try symbol(tape, member)
        noteOwner(endpoint.owner)
      case .State: endpoint.isAvailable = try text(tape, member)?.lowercased() == "available"
      case .SubnetIds: endpoint.subnets = try symbols(tape, member)
      case .RouteTableIds: endpoint.routeTables = try symbols(tape, member)
      case .NetworkInterfaceIds: endpoint.networkInterfaces = try symbols(tape, member)
      case .Tags: endpoint.tags = try tags(tape, member)
      default: break
      }
    }
    try require(endpoint.id, .VpcEndpointId, tape, node)
    if endpoint.owner.isEmpty { endpoint.owner = account }
    guard isNew(endpoint.id, tape, node) else { return }
    estate.bind(endpoint.id, to: .vpcEndpoint(estate.vpcEndpoints.append(endpoint)))
  }
}
