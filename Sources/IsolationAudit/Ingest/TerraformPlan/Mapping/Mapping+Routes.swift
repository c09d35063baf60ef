// Route tables and their routes, inline and as resources of their own.
extension ResourceReader {
  /// `aws_route_table`.
  mutating func routeTable() {
    let vpc = named("vpc_id") ?? "\(address).vpc_id"
    lookUp("Vpcs", vpc)
    record(
      "RouteTables",
      [
        "RouteTableId": .string(id), "VpcId": .string(vpc), "OwnerId": .string(known("owner_id") ?? account),
        "Tags": tags(),
      ]
    )
    routes(of: id)
  }

  /// `aws_default_route_table`: the main route table of a VPC, with exactly the routes that it names.
  mutating func defaultRouteTable() {
    guard let table = named("default_route_table_id") else { return }
    lookUp("RouteTables", table)
    if let tags = tags() { field("RouteTables", table, ["Tags"], tags) }
    routes(of: table)
  }

  /// Inline routes and propagating gateways.
  private mutating func routes(of table: String) {
    for route in inline("route") {
      var fields = target(in: route)
      if let block = text("cidr_block", in: route) { fields["DestinationCidrBlock"] = .string(block) }
      if let block = text("ipv6_cidr_block", in: route) { fields["DestinationIpv6CidrBlock"] = .string(block) }
      if let list = named("destination_prefix_list_id", in: route) { fields["DestinationPrefixListId"] = .string(list) }
      add(fields, to: table)
    }
    guard !isComputed("propagating_vgws") else { return }
    for gateway in namedTexts("propagating_vgws") { propagate(gateway, into: table) }
  }

  /// The inline blocks of an attribute that is also filled in by the provider.
  ///
  /// Where the configuration says nothing of it, there are no inline blocks, and separate resources decide. A plan does
  /// not show `dynamic` blocks, so that this is an assumption.
  mutating func inline(_ name: String) -> [Block] {
    guard isComputed(name) else { return blocks(name) }
    assume("no `\(name)` block is configured")
    return []
  }

  /// `aws_route`.
  mutating func route() {
    guard let table = named("route_table_id") else { return }
    lookUp("RouteTables", table)
    var fields = target(in: root)
    for (attribute, member) in [
      ("destination_cidr_block", "DestinationCidrBlock"),
      ("destination_ipv6_cidr_block", "DestinationIpv6CidrBlock"),
    ] {
      switch state.settle(root[attribute]) {
      case .none: break
      case .text(let block): if !block.isEmpty { fields[member] = .string(block) }
      // A route through a prefix list that nobody knows may take any destination.
      case .unknown(let words): fields["DestinationPrefixListId"] = .string(words)
      }
    }
    if let list = named("destination_prefix_list_id") { fields["DestinationPrefixListId"] = .string(list) }
    if known("state") == "blackhole" { fields["State"] = "blackhole" }
    add(fields, to: table)
  }

  private mutating func add(_ fields: DraftObject, to table: String) {
    let destinations = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"]
    guard destinations.contains(where: { fields[$0] != nil }) else { return }
    // Local routes are there anyway; a resource may only say what replaces one.
    if fields["GatewayId"]?.text == "local" { return }
    element("RouteTables", table, ["Routes"], .object(fields), .members(destinations))
  }

  /// The target of a route.
  private mutating func target(in block: Block) -> DraftObject {
    var fields = DraftObject()
    if let gateway = named("gateway_id", in: block) {
      let kind = kindOfGateway(gateway, block["gateway_id"])
      fields[kind] = .string(gateway)
    }
    for (attribute, member) in [
      ("egress_only_gateway_id", "EgressOnlyInternetGatewayId"), ("nat_gateway_id", "NatGatewayId"),
      ("transit_gateway_id", "TransitGatewayId"), ("vpc_peering_connection_id", "VpcPeeringConnectionId"),
      ("network_interface_id", "NetworkInterfaceId"), ("vpc_endpoint_id", "VpcEndpointId"),
      ("core_network_arn", "CoreNetworkArn"), ("local_gateway_id", "LocalGatewayId"),
      ("carrier_gateway_id", "CarrierGatewayId"), ("instance_id", "InstanceId"),
    ] {
      if case .computed? = block[attribute]?.unknown?.reason { continue }
      if let target = named(attribute, in: block) { fields[member] = .string(target) }
    }
    fields["State"] = "active"
    fields["Origin"] = "CreateRoute"
    return fields
  }

  /// The member that a gateway belongs in; what is only planned has no prefix that would tell.
  private func kindOfGateway(_ name: String, _ value: TerraformValue?) -> String {
    if name == "local" || name.hasPrefix("igw-") || name.hasPrefix("vgw-") || name.hasPrefix("vpce-") {
      return "GatewayId"
    }
    let address = value?.reference?.address ?? name
    switch state.resources[address]?.type {
    case "aws_vpn_gateway": return "VpnGatewayId"
    case "aws_vpc_endpoint": return "VpcEndpointId"
    case "aws_internet_gateway": return "InternetGatewayId"
    case "aws_carrier_gateway", "aws_ec2_carrier_gateway": return "CarrierGatewayId"
    default:
      // Whichever it is, it is not there: what follows is not known.
      return name.contains("vpn_gateway") ? "VpnGatewayId" : "InternetGatewayId"
    }
  }

  /// `aws_route_table_association`.
  mutating func routeTableAssociation() {
    guard let table = named("route_table_id") else { return }
    lookUp("RouteTables", table)
    let subnet = isComputed("subnet_id") ? nil : named("subnet_id")
    let gateway = isComputed("gateway_id") ? nil : named("gateway_id")
    element(
      "RouteTables",
      table,
      ["Associations"],
      [
        "RouteTableId": .string(table), "SubnetId": DraftValue(subnet), "GatewayId": DraftValue(gateway),
        "Main": false, "AssociationState": ["State": "associated"],
      ],
      .members(["Main", "SubnetId", "GatewayId"])
    )
  }

  /// `aws_main_route_table_association`.
  mutating func mainRouteTable() {
    guard let table = named("route_table_id") else { return }
    lookUp("RouteTables", table)
    element(
      "RouteTables",
      table,
      ["Associations"],
      ["RouteTableId": .string(table), "Main": true, "AssociationState": ["State": "associated"]],
      .members(["Main", "SubnetId", "GatewayId"])
    )
  }

  /// `aws_vpn_gateway_route_propagation`.
  mutating func routePropagation() {
    guard let table = named("route_table_id"), let gateway = named("vpn_gateway_id") else { return }
    propagate(gateway, into: table)
  }

  private mutating func propagate(_ gateway: String, into table: String) {
    element("RouteTables", table, ["PropagatingVgws"], ["GatewayId": .string(gateway)], .members(["GatewayId"]))
  }
}
