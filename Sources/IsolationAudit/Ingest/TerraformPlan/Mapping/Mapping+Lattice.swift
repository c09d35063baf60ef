// VPC Lattice, Route 53 Resolver and AWS Cloud WAN.
extension ResourceReader {
  /// `aws_vpclattice_service_network`, `aws_vpclattice_service`.
  mutating func latticeResource(_ list: String) {
    record(
      list,
      [
        "arn": .string(arn), "id": .string(id), "name": DraftValue(text("name")),
        "authType": .string((isComputed("auth_type") ? nil : text("auth_type")) ?? "NONE"), "tags": tagMap(),
      ]
    )
    wrapper("latticeAuthPolicies", ["resourceIdentifier": .string(arn)])
    if list == "latticeServices" { wrapper("latticeListeners", ["serviceIdentifier": .string(arn)]) }
  }

  /// The ARN of something of VPC Lattice that is named by its id or ARN.
  private func latticeARN(_ name: String, _ type: String) -> String {
    if name.hasPrefix("arn:") { return name }
    let found = state.resources(ofType: type, called: name).first
    return found.map { PlannedNames(state).arn($0) } ?? name
  }

  /// `aws_vpclattice_auth_policy`.
  mutating func latticeAuthPolicy() {
    concern = .network
    guard let name = named("resource_identifier") else { return }
    var resource = latticeARN(name, "aws_vpclattice_service")
    if !resource.hasPrefix("arn:") { resource = latticeARN(name, "aws_vpclattice_service_network") }
    resourcePolicy("latticeAuthPolicies", ["resourceIdentifier": .string(resource)], "policy")
  }

  /// `aws_vpclattice_service_network_vpc_association` and the others.
  mutating func latticeAssociation(_ list: String) {
    guard let network = named("service_network_identifier") else { return }
    var fields = DraftObject()
    fields["id"] = .string(id)
    fields["serviceNetworkArn"] = .string(latticeARN(network, "aws_vpclattice_service_network"))
    if let vpc = named("vpc_identifier") { fields["vpcId"] = .string(vpc) }
    if let service = named("service_identifier") {
      fields["serviceArn"] = .string(latticeARN(service, "aws_vpclattice_service"))
    }
    if let resource = named("resource_configuration_identifier") {
      fields["resourceConfigurationArn"] = .string(latticeARN(resource, "aws_vpclattice_resource_configuration"))
    }
    if list == "serviceNetworkVpcAssociations" {
      fields["securityGroupIds"] = .init(namedTexts("security_group_ids").sorted())
    }
    fields["status"] = "ACTIVE"
    record(list, .object(fields))
  }

  /// `aws_vpclattice_listener`.
  mutating func latticeListener() {
    guard let service = named("service_identifier") ?? named("service_arn") else { return }
    let transport = text("protocol") ?? "HTTP"
    wrapped(
      "latticeListeners",
      ["serviceIdentifier": .string(latticeARN(service, "aws_vpclattice_service"))],
      ["listeners"],
      [
        "arn": .string(arn), "protocol": .string(transport),
        "port": DraftValue((isComputed("port") ? nil : integer("port")) ?? (transport == "HTTP" ? 80 : 443)),
        "defaultAction": latticeAction("default_action"),
      ],
      .members(["arn"])
    )
    wrapper("latticeRules", ["listenerIdentifier": .string(arn)])
  }

  private mutating func latticeAction(_ name: String) -> DraftValue {
    var groups: [DraftValue] = []
    for action in blocks(name) {
      for forward in blocks("forward", in: action) {
        for group in blocks("target_groups", in: forward) {
          guard let name = named("target_group_identifier", in: group) else { continue }
          groups.append(["targetGroupIdentifier": .string(latticeARN(name, "aws_vpclattice_target_group"))])
        }
      }
    }
    return groups.isEmpty ? ["fixedResponse": ["statusCode": 404]] : ["forward": ["targetGroups": .array(groups)]]
  }

  /// `aws_vpclattice_listener_rule`.
  mutating func latticeRule() {
    guard let listener = named("listener_identifier") else { return }
    wrapped(
      "latticeRules",
      ["listenerIdentifier": .string(latticeARN(listener, "aws_vpclattice_listener"))],
      ["rules"],
      ["arn": .string(arn), "action": latticeAction("action")],
      .members(["arn"])
    )
  }

  /// `aws_vpclattice_target_group`.
  mutating func latticeTargetGroup() {
    let config = block("config")
    let port = config.flatMap { isUnknown("port", in: $0) ? nil : integer("port", in: $0) }
    let vpc = config.flatMap { named("vpc_identifier", in: $0) }
    record(
      "latticeTargetGroups",
      [
        "arn": .string(arn), "id": .string(id), "name": DraftValue(text("name")), "type": DraftValue(text("type")),
        "config": ["port": DraftValue(port), "vpcIdentifier": DraftValue(vpc)],
        "tags": tagMap(),
      ]
    )
    wrapper("latticeTargets", ["targetGroupIdentifier": .string(arn)])
  }

  /// `aws_vpclattice_target_group_attachment`.
  mutating func latticeTarget() {
    guard let group = named("target_group_identifier"), let target = block("target"),
      let name = named("id", in: target)
    else { return }
    let port = isUnknown("port", in: target) ? nil : integer("port", in: target)
    wrapped(
      "latticeTargets",
      ["targetGroupIdentifier": .string(latticeARN(group, "aws_vpclattice_target_group"))],
      ["targets"],
      ["id": .string(name), "port": DraftValue(port)],
      .value
    )
  }

  /// `aws_vpclattice_resource_gateway`.
  mutating func resourceGateway() {
    let subnets = namedTexts("subnet_ids").sorted()
    let groups = isComputed("security_group_ids") ? [] : namedTexts("security_group_ids").sorted()
    record(
      "resourceGateways",
      [
        "arn": .string(arn), "id": .string(id), "name": DraftValue(text("name")),
        "vpcIdentifier": DraftValue(named("vpc_id")), "subnetIds": .init(subnets),
        "securityGroupIds": .init(groups), "status": "ACTIVE", "tags": tagMap(),
      ]
    )
    for subnet in subnets {
      managedInterface(
        "\(id)/\(subnet)",
        subnet: subnet,
        groups: groups.isEmpty ? nil : groups,
        kind: "interface",
        description: "VPC Lattice resource gateway \(id)"
      )
    }
  }

  /// `aws_vpclattice_resource_configuration`.
  mutating func resourceConfiguration() {
    let definition = block("resource_configuration_definition")
    let ip = definition.flatMap { block("ip_resource", in: $0) }
    let dns = definition.flatMap { block("dns_resource", in: $0) }
    let other = definition.flatMap { block("arn_resource", in: $0) }
    record(
      "resourceConfigurations",
      [
        "arn": .string(arn), "id": .string(id), "name": DraftValue(text("name")),
        "type": .string((isComputed("type") ? nil : text("type")) ?? "SINGLE"),
        "resourceConfigurationGroupId": DraftValue(named("resource_configuration_group_id")),
        "resourceGatewayId": DraftValue(
          isComputed("resource_gateway_identifier") ? nil : named("resource_gateway_identifier")
        ),
        "portRanges": .init(isComputed("port_ranges") ? [] : texts("port_ranges").sorted()),
        "resourceConfigurationDefinition": [
          "ipResource": ip.map { ["ipAddress": DraftValue(text("ip_address", in: $0))] },
          "dnsResource": dns.map { ["domainName": DraftValue(named("domain_name", in: $0))] },
          "arnResource": other.map { ["arn": DraftValue(named("arn", in: $0))] },
        ],
        "status": "ACTIVE", "tags": tagMap(),
      ]
    )
  }

  /// `aws_route53_resolver_endpoint`, with its network interfaces.
  mutating func resolverEndpoint() {
    let groups = namedTexts("security_group_ids").sorted()
    let subnets = blocks("ip_address").compactMap { block -> (String, String?)? in
      guard let subnet = named("subnet_id", in: block) else { return nil }
      return (subnet, known("ip", in: block))
    }.sorted { ($0.0, $0.1 ?? "") < ($1.0, $1.1 ?? "") }
    lookUp("Subnets", subnets.first?.0)
    record(
      "ResolverEndpoints",
      [
        "Id": .string(id), "Arn": .string(arn), "Name": DraftValue(text("name")),
        "Direction": DraftValue(text("direction")), "HostVPCId": DraftValue(known("host_vpc_id")),
        "SecurityGroupIds": .init(groups), "Status": "OPERATIONAL", "TerraformSubnet": DraftValue(subnets.first?.0),
      ]
    )
    wrapper("ResolverEndpointIpAddresses", ["ResolverEndpointId": .string(id)])
    for (index, (subnet, address)) in subnets.enumerated() {
      let interface = "\(id)/\(subnet)/\(index)"
      wrapped(
        "ResolverEndpointIpAddresses",
        ["ResolverEndpointId": .string(id)],
        ["IpAddresses"],
        ["SubnetId": .string(subnet), "Ip": DraftValue(address), "TerraformInterface": .string(interface)],
        .members(["SubnetId", "Ip"])
      )
      managedInterface(
        interface,
        subnet: subnet,
        groups: groups,
        kind: "interface",
        description: "Route 53 Resolver: \(id)",
        address: address
      )
    }
  }

  /// `aws_route53_resolver_rule`.
  mutating func resolverRule() {
    record(
      "ResolverRules",
      [
        "Id": .string(id), "DomainName": DraftValue(text("domain_name")), "RuleType": DraftValue(text("rule_type")),
        "ResolverEndpointId": DraftValue(named("resolver_endpoint_id")),
        "OwnerId": .string(known("owner_id") ?? account),
        "TargetIps": .array(
          blocks("target_ip").map { block in
            [
              "Ip": DraftValue(text("ip", in: block)), "Ipv6": DraftValue(text("ipv6", in: block)),
              "Port": DraftValue(integer("port", in: block) ?? 53),
              "Protocol": DraftValue(text("protocol", in: block)),
            ]
          }
        ),
        "Status": "COMPLETE",
      ]
    )
  }

  /// `aws_route53_resolver_rule_association`.
  mutating func resolverRuleAssociation() {
    guard let rule = named("resolver_rule_id"), let vpc = named("vpc_id") else { return }
    record(
      "ResolverRuleAssociations",
      ["Id": .string(id), "ResolverRuleId": .string(rule), "VPCId": .string(vpc), "Status": "COMPLETE"]
    )
  }

  /// `aws_route53_resolver_firewall_rule_group_association`.
  mutating func dnsFirewallAssociation() {
    guard let group = named("firewall_rule_group_id"), let vpc = named("vpc_id") else { return }
    record(
      "FirewallRuleGroupAssociations",
      [
        "Id": .string(id), "FirewallRuleGroupId": .string(group), "VpcId": .string(vpc),
        "Priority": DraftValue(integer("priority")), "Status": "COMPLETE",
      ]
    )
  }

  /// `aws_networkmanager_core_network`.
  mutating func coreNetwork() {
    record(
      "CoreNetworks",
      [
        "CoreNetworkId": .string(id), "CoreNetworkArn": .string(arn), "OwnerAccountId": .string(account),
        "State": "AVAILABLE", "Tags": tags(),
      ]
    )
  }

  /// `aws_networkmanager_vpc_attachment`.
  mutating func coreNetworkAttachment() {
    let network = named("core_network_id") ?? "\(address).core_network_id"
    let options = block("options")
    record(
      "CoreNetworkVpcAttachments",
      [
        "Attachment": [
          "AttachmentId": .string(id), "CoreNetworkId": .string(network),
          "OwnerAccountId": .string(known("owner_account_id") ?? account), "AttachmentType": "VPC",
          "State": .string(known("state") ?? "AVAILABLE"), "EdgeLocation": .string(known("edge_location") ?? region),
          "ResourceArn": DraftValue(named("vpc_arn")), "SegmentName": DraftValue(known("segment_name")), "Tags": tags(),
        ],
        "SubnetArns": .init(namedTexts("subnet_arns").sorted()),
        "Options": [
          "ApplianceModeSupport": .bool(options.flatMap { flag("appliance_mode_support", in: $0) } ?? false),
          "Ipv6Support": .bool(options.flatMap { flag("ipv6_support", in: $0) } ?? false),
        ],
      ]
    )
    if known("segment_name") == nil { note("\(address).segment_name is known after apply") }
    coreRoutes()
  }

  /// What a core network's policy makes of its routes is known to AWS alone.
  mutating func coreRoutes() {
    note("\(address): the routes that a core network will have are known after apply")
  }
}
