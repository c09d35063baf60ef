// `describe-route-tables`.
extension SnapshotBuilder {
  /// Reads an element of `RouteTables`.
  mutating func routeTable(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var table = RouteTable(id: .empty, vpc: .empty, isMain: false, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .RouteTableId: table.id = try symbol(tape, member)
      case .VpcId: table.vpc = try symbol(tape, member)
      case .OwnerId: noteOwner(try symbol(tape, member))
      case .Associations:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) { try association(tape, element, &table) }
      case .PropagatingVgws: table.propagatingGateways = try symbols(tape, member, .GatewayId)
      case .Routes:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) { table.routes.append(try route(tape, element)) }
      case .Tags: table.tags = try tags(tape, member)
      default: break
      }
    }
    try require(table.id, .RouteTableId, tape, node)
    try require(table.vpc, .VpcId, tape, node)
    guard isNew(table.id, tape, node) else { return }
    estate.bind(table.id, to: .routeTable(estate.routeTables.append(table)))
  }

  private mutating func association(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ table: inout RouteTable
  ) throws(SnapshotFault) {
    var isMain = false
    var subnet = Symbol.empty
    var gateway = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .Main: isMain = try bool(tape, member)
      case .SubnetId: subnet = try symbol(tape, member)
      case .GatewayId: gateway = try symbol(tape, member)
      case .AssociationState:
        if let state = try self.member(tape, member, .State) {
          // While a change is under way both tables are taken to be in force.
          switch try text(tape, state) {
          case "disassociated", "failed": return
          default: break
          }
        }
      default: break
      }
    }
    table.isMain = table.isMain || isMain
    if !subnet.isEmpty { table.subnets.append(subnet) }
    if !gateway.isEmpty { table.gateways.append(gateway) }
  }

  /// Reads a route of a VPC route table.
  private mutating func route(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Route {
    var destination: Route.Destination?
    var target = Route.Target.none
    var route = Route(destination: .prefixList(.empty), target: .none, origin: .unknown, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DestinationCidrBlock, .DestinationIpv6CidrBlock: destination = .prefix(try prefix(tape, member))
      case .DestinationPrefixListId: destination = .prefixList(try symbol(tape, member))
      case .GatewayId:
        let id = try symbol(tape, member)
        target = gateway(id)
      // AWS writes both into `GatewayId`; what is only planned has no prefix that would tell them apart.
      case .InternetGatewayId: target = .internetGateway(try symbol(tape, member))
      case .VpnGatewayId: target = .vpnGateway(try symbol(tape, member))
      case .EgressOnlyInternetGatewayId: target = .egressOnlyInternetGateway(try symbol(tape, member))
      case .NatGatewayId: target = .natGateway(try symbol(tape, member))
      case .TransitGatewayId: target = .transitGateway(try symbol(tape, member))
      case .VpcPeeringConnectionId: target = .peeringConnection(try symbol(tape, member))
      case .NetworkInterfaceId: target = .networkInterface(try symbol(tape, member))
      case .VpcEndpointId: target = .vpcEndpoint(try symbol(tape, member))
      case .CoreNetworkArn:
        let arn = try symbol(tape, member)
        target = .coreNetwork(lastComponent(ofARN: arn))
      case .InstanceId, .LocalGatewayId, .CarrierGatewayId, .OdbNetworkArn:
        // The network interface beside an instance's id says more.
        if case .none = target { target = .unsupported(try symbol(tape, member)) }
      case .State: route.isBlackhole = try text(tape, member) == "blackhole"
      case .Origin: route.origin = origin(try text(tape, member))
      default: break
      }
    }
    guard let destination else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "missing-field",
        message: "no destination, expected DestinationCidrBlock, DestinationIpv6CidrBlock or DestinationPrefixListId"
      )
    }
    (route.destination, route.target) = (destination, target)
    return route
  }

  /// The kind of target that a `GatewayId` means: its prefix tells.
  private func gateway(_ id: Symbol) -> Route.Target {
    let name = estate.symbols.utf8(id)
    if id == words.local { return .local }
    if name.starts(with: "igw-".utf8) { return .internetGateway(id) }
    if name.starts(with: "vgw-".utf8) { return .vpnGateway(id) }
    if name.starts(with: "vpce-".utf8) { return .vpcEndpoint(id) }
    return id.isEmpty ? .none : .unsupported(id)
  }

  private func origin(_ text: String?) -> Route.Origin {
    switch text {
    case "CreateRouteTable": .createRouteTable
    case "CreateRoute": .createRoute
    case "EnableVgwRoutePropagation": .propagated
    default: .unknown
    }
  }
}
