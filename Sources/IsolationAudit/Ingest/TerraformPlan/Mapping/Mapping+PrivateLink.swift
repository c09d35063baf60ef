// Peering connections, VPC endpoints and endpoint services.
extension ResourceReader {
  /// `aws_vpc_peering_connection`.
  mutating func peeringConnection() {
    let status = known("accept_status") ?? (flag("auto_accept") == true ? "active" : "pending-acceptance")
    if known("accept_status") == nil, status != "active" {
      assume("not accepted, unless a resource of this configuration accepts it")
    }
    let (requester, accepter) = (named("vpc_id"), named("peer_vpc_id"))
    lookUp("Vpcs", requester)
    lookUp("Vpcs", accepter)
    record(
      "VpcPeeringConnections",
      [
        "VpcPeeringConnectionId": .string(id), "Status": ["Code": .string(status)],
        "RequesterVpcInfo": [
          "VpcId": DraftValue(requester), "OwnerId": .string(account), "Region": .string(region),
        ],
        "AccepterVpcInfo": [
          "VpcId": DraftValue(accepter),
          "OwnerId": .string((isComputed("peer_owner_id") ? nil : text("peer_owner_id")) ?? account),
          "Region": .string((isComputed("peer_region") ? nil : text("peer_region")) ?? region),
        ],
        "Tags": tags(),
      ]
    )
  }

  /// `aws_vpc_peering_connection_accepter`.
  mutating func peeringAccepter() {
    guard let connection = named("vpc_peering_connection_id") else { return }
    lookUp("VpcPeeringConnections", connection)
    let status = known("accept_status") ?? (flag("auto_accept") == true ? "active" : nil)
    field("VpcPeeringConnections", connection, ["Status"], status.map { ["Code": .string($0)] })
  }

  /// `aws_vpc_endpoint`, with its network interfaces.
  mutating func vpcEndpoint() {
    let type = text("vpc_endpoint_type") ?? "Gateway"
    let service = named("service_name")
    record(
      "VpcEndpoints",
      [
        "VpcEndpointId": .string(id), "VpcEndpointType": .string(type), "VpcId": DraftValue(named("vpc_id")),
        "ServiceName": DraftValue(service),
        "ServiceRegion": DraftValue(isComputed("service_region") ? nil : text("service_region")),
        "ResourceConfigurationArn": DraftValue(named("resource_configuration_arn")),
        "ServiceNetworkArn": DraftValue(named("service_network_arn")),
        "State": .string(known("state") ?? "available"), "OwnerId": .string(known("owner_id") ?? account),
        "PolicyDocument": isComputed("policy") ? .string(Self.openEndpointPolicy) : policy("policy"),
        "Tags": tags(),
      ]
    )
    connect(service)
    if type == "Gateway" {
      for table in isComputed("route_table_ids") ? [] : namedTexts("route_table_ids").sorted() { addTable(table, id) }
      return
    }
    let groups = isComputed("security_group_ids") ? [] : namedTexts("security_group_ids").sorted()
    for group in groups { element("VpcEndpoints", id, ["Groups"], ["GroupId": .string(group)], .members(["GroupId"])) }
    var interfaces = isComputed("network_interface_ids") ? [] : texts("network_interface_ids").sorted()
    for (index, subnet) in (isComputed("subnet_ids") ? [] : namedTexts("subnet_ids").sorted()).enumerated() {
      addSubnet(
        subnet,
        id,
        groups: groups.isEmpty ? nil : groups,
        interface: interfaces.isEmpty ? nil : interfaces.removeFirst(),
        type,
        index
      )
    }
  }

  /// Says that an endpoint is connected to a service that the plan or state has too.
  private mutating func connect(_ service: String?) {
    guard let service else { return }
    let found = state.resources(ofType: "aws_vpc_endpoint_service").first { other in
      guard other.mode == .managed else { return false }
      let name =
        state.settle(state.values[other.address]?["service_name"]).known ?? PlannedNames(state).serviceName(other)
      return name == service
    }
    guard let found else { return }
    record(
      "VpcEndpointConnections",
      [
        "ServiceId": .string(PlannedNames(state).id(found)), "VpcEndpointId": .string(id),
        "VpcEndpointOwner": .string(known("owner_id") ?? account),
        "VpcEndpointState": .string(known("state") ?? "available"),
        "TerraformPlanned": known("state") == nil ? true : nil,
      ]
    )
  }

  /// The policy of an endpoint for which none is given: full access (AWS PrivateLink guide, "Endpoint policies").
  private static let openEndpointPolicy =
    #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#

  private mutating func addTable(_ table: String, _ endpoint: String) {
    element("VpcEndpoints", endpoint, ["RouteTableIds"], .string(table), .value)
    let list =
      state.values("aws_vpc_endpoint", id: endpoint)?["prefix_list_id"]?.string ?? "\(endpoint).prefix_list_id"
    element(
      "RouteTables",
      table,
      ["Routes"],
      [
        "DestinationPrefixListId": .string(list), "VpcEndpointId": .string(endpoint), "State": "active",
        "Origin": "CreateRoute",
      ],
      .members(["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"])
    )
  }

  private mutating func addSubnet(
    _ subnet: String,
    _ endpoint: String,
    groups: [String]?,
    interface: String?,
    _ type: String,
    _ index: Int
  ) {
    let name = interface ?? "\(endpoint)/\(subnet)"
    element("VpcEndpoints", endpoint, ["SubnetIds"], .string(subnet), .value)
    element("VpcEndpoints", endpoint, ["NetworkInterfaceIds"], .string(name), .value)
    let kind = type == "GatewayLoadBalancer" ? "gateway_load_balancer_endpoint" : "vpc_endpoint"
    managedInterface(
      name,
      subnet: subnet,
      groups: type == "GatewayLoadBalancer" ? [] : groups,
      kind: kind,
      description: "VPC Endpoint Interface \(endpoint)"
    )
  }

  /// `aws_vpc_endpoint_route_table_association`.
  mutating func endpointRouteTable() {
    guard let table = named("route_table_id"), let endpoint = named("vpc_endpoint_id") else { return }
    addTable(table, endpoint)
  }

  /// `aws_vpc_endpoint_subnet_association`.
  mutating func endpointSubnet() {
    guard let subnet = named("subnet_id"), let endpoint = named("vpc_endpoint_id") else { return }
    let values = state.values("aws_vpc_endpoint", id: endpoint)
    let groups = state.elements(values?["security_group_ids"]).elements.compactMap { state.settle($0).known }
    addSubnet(
      subnet,
      endpoint,
      groups: groups.isEmpty ? nil : groups.sorted(),
      interface: nil,
      values?["vpc_endpoint_type"]?.string ?? "Interface",
      0
    )
  }

  /// `aws_vpc_endpoint_security_group_association`.
  mutating func endpointGroup() {
    guard let group = named("security_group_id"), let endpoint = named("vpc_endpoint_id") else { return }
    element("VpcEndpoints", endpoint, ["Groups"], ["GroupId": .string(group)], .members(["GroupId"]))
  }

  /// `aws_vpc_endpoint_policy`.
  mutating func endpointPolicy() {
    guard let endpoint = named("vpc_endpoint_id") else { return }
    field("VpcEndpoints", endpoint, ["PolicyDocument"], policy("policy"))
  }

  /// `aws_vpc_endpoint_service`.
  mutating func endpointService() {
    record(
      "ServiceConfigurations",
      [
        "ServiceId": .string(id),
        "ServiceName": .string(known("service_name") ?? PlannedNames(state).serviceName(resource)),
        "ServiceState": .string(known("state") ?? "Available"),
        "AcceptanceRequired": DraftValue(flag("acceptance_required")),
        "NetworkLoadBalancerArns": .init(namedTexts("network_load_balancer_arns").sorted()),
        "GatewayLoadBalancerArns": .init(namedTexts("gateway_load_balancer_arns").sorted()),
        "Tags": tags(),
      ]
    )
    wrapper("VpcEndpointServicePermissions", ["ServiceId": .string(id)])
    for principal in isComputed("allowed_principals") ? [] : namedTexts("allowed_principals").sorted() {
      allow(principal, id)
    }
  }

  private mutating func allow(_ principal: String, _ service: String) {
    wrapped(
      "VpcEndpointServicePermissions",
      ["ServiceId": .string(service)],
      ["AllowedPrincipals"],
      ["Principal": .string(principal)],
      .members(["Principal"])
    )
  }

  /// `aws_vpc_endpoint_service_allowed_principal`.
  mutating func endpointServicePrincipal() {
    guard let service = named("vpc_endpoint_service_id"), let principal = named("principal_arn") else { return }
    allow(principal, service)
  }

  /// `aws_vpc_endpoint_connection_accepter`.
  mutating func endpointAccepter() {
    guard let service = named("vpc_endpoint_service_id"), let endpoint = named("vpc_endpoint_id") else { return }
    record(
      "VpcEndpointConnections",
      [
        "ServiceId": .string(service), "VpcEndpointId": .string(endpoint),
        "VpcEndpointState": .string(known("vpc_endpoint_state") ?? "available"),
      ]
    )
  }

  /// `aws_ec2_instance_connect_endpoint`.
  mutating func instanceConnectEndpoint() {
    let groups = isComputed("security_group_ids") ? [] : namedTexts("security_group_ids").sorted()
    let subnet = named("subnet_id") ?? ""
    let interface = isComputed("network_interface_ids") ? nil : texts("network_interface_ids").first
    let name = interface ?? "\(address).network_interface_ids"
    record(
      "InstanceConnectEndpoints",
      [
        "InstanceConnectEndpointId": .string(id), "OwnerId": .string(known("owner_id") ?? account),
        "VpcId": DraftValue(known("vpc_id")), "SubnetId": .string(subnet), "State": "create-complete",
        "NetworkInterfaceIds": [.string(name)],
        "PreserveClientIp": .bool((isComputed("preserve_client_ip") ? nil : flag("preserve_client_ip")) ?? true),
        "SecurityGroupIds": groups.isEmpty ? nil : .init(groups), "Tags": tags(),
      ]
    )
    managedInterface(
      name,
      subnet: subnet,
      groups: groups.isEmpty ? nil : groups,
      kind: "interface",
      description: "EC2 Instance Connect Endpoint - \(id)"
    )
  }
}
