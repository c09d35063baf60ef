// VPCs, subnets, and what AWS makes together with a VPC.
extension ResourceReader {
  /// `aws_vpc`, `aws_default_vpc`.
  mutating func vpc() {
    let isDefault = resource.type == "aws_default_vpc"
    var sets: [DraftValue] = []
    var block = text("cidr_block")
    if block == nil, isDefault { block = "172.31.0.0/16" }
    if let block { sets = [["CidrBlock": .string(block), "CidrBlockState": ["State": "associated"]]] }
    record(
      "Vpcs",
      [
        "VpcId": .string(id), "OwnerId": .string(known("owner_id") ?? account), "CidrBlock": DraftValue(block),
        "IsDefault": .bool(isDefault), "Tags": tags(),
      ]
    )
    for set in sets { element("Vpcs", id, ["CidrBlockAssociationSet"], set, .members(["CidrBlock"])) }
    if root["assign_generated_ipv6_cidr_block"]?.bool == true || root["ipv6_ipam_pool_id"]?.string != nil
      || known("ipv6_cidr_block") != nil
    {
      if let block = text("ipv6_cidr_block") {
        element(
          "Vpcs",
          id,
          ["Ipv6CidrBlockAssociationSet"],
          ["Ipv6CidrBlock": .string(block), "Ipv6CidrBlockState": ["State": "associated"]],
          .members(["Ipv6CidrBlock"])
        )
      }
    }
    companions()
  }

  /// The main route table, default network ACL and default security group that AWS makes with a VPC (VPC User Guide).
  private mutating func companions() {
    let acl = named(own: "default_network_acl_id")
    record(
      "NetworkAcls",
      ["NetworkAclId": .string(acl), "VpcId": .string(id), "OwnerId": .string(account), "IsDefault": true]
    )
    if !isAdopted("aws_default_network_acl", "default_network_acl_id", acl) {
      for isEgress in [false, true] {
        let entry: DraftValue = [
          "CidrBlock": "0.0.0.0/0", "Egress": .bool(isEgress), "Protocol": "-1", "RuleAction": "allow",
          "RuleNumber": 100,
        ]
        element("NetworkAcls", acl, ["Entries"], entry, .members(["Egress", "RuleNumber"]))
        if known("ipv6_cidr_block") != nil {
          let entry: DraftValue = [
            "Ipv6CidrBlock": "::/0", "Egress": .bool(isEgress), "Protocol": "-1", "RuleAction": "allow",
            "RuleNumber": 101,
          ]
          element("NetworkAcls", acl, ["Entries"], entry, .members(["Egress", "RuleNumber"]))
        }
      }
      assume("its default network ACL lets everything pass, as AWS makes it")
    }
    let group = named(own: "default_security_group_id")
    record(
      "SecurityGroups",
      [
        "GroupId": .string(group), "GroupName": "default", "VpcId": .string(id), "OwnerId": .string(account),
      ]
    )
    if !isAdopted("aws_default_security_group", "id", group) {
      let inside: DraftValue = [
        "IpProtocol": "-1", "UserIdGroupPairs": [["GroupId": .string(group), "UserId": .string(account)]],
      ]
      let outside: DraftValue = ["IpProtocol": "-1", "IpRanges": [["CidrIp": "0.0.0.0/0"]]]
      element("SecurityGroups", group, ["IpPermissions"], inside, .permission)
      element("SecurityGroups", group, ["IpPermissionsEgress"], outside, .permission)
      assume("its default security group lets its own members in and everything out, as AWS makes it")
    }
    let table = named(own: "default_route_table_id")
    record("RouteTables", ["RouteTableId": .string(table), "VpcId": .string(id), "OwnerId": .string(account)])
    let replaced = state.resources(ofType: "aws_main_route_table_association").contains { other in
      state.settle(state.values[other.address]?["vpc_id"]) == .text(id)
    }
    if !replaced {
      element("RouteTables", table, ["Associations"], ["Main": true], .members(["Main", "SubnetId", "GatewayId"]))
    }
    assume("its main route table has local routes only until a resource adds others")
  }

  /// Whether a resource of a type adopts something that AWS made, and decides what is in it.
  private func isAdopted(_ type: String, _ attribute: String, _ name: String) -> Bool {
    state.resources(ofType: type).contains { other in
      guard other.mode == .managed, let values = state.values[other.address] else { return false }
      if state.settle(values[attribute]) == .text(name) { return true }
      return state.settle(values["vpc_id"]) == .text(id)
    }
  }

  /// `aws_vpc_ipv4_cidr_block_association`, `aws_vpc_ipv6_cidr_block_association`.
  mutating func vpcBlock(_ attribute: String, _ list: String, _ member: String) {
    guard let vpc = named("vpc_id") else { return }
    lookUp("Vpcs", vpc)
    guard let block = text(attribute) else { return }
    element(
      "Vpcs",
      vpc,
      [list],
      .object(
        DraftObject(members: [
          .init(key: member, value: .string(block)),
          .init(key: member + "State", value: ["State": "associated"]),
        ])
      ),
      .members([member])
    )
  }

  /// `aws_subnet`, `aws_default_subnet`.
  mutating func subnet() {
    let vpc = named("vpc_id") ?? "\(address).vpc_id"
    lookUp("Vpcs", vpc)
    record(
      "Subnets",
      [
        "SubnetId": .string(id), "VpcId": .string(vpc), "OwnerId": .string(known("owner_id") ?? account),
        "CidrBlock": DraftValue(text("cidr_block")), "AvailabilityZone": DraftValue(known("availability_zone")),
        "AvailabilityZoneId": DraftValue(known("availability_zone_id")),
        "SubnetArn": .string(arn), "MapPublicIpOnLaunch": DraftValue(flag("map_public_ip_on_launch")), "Tags": tags(),
      ]
    )
    if let block = text("ipv6_cidr_block") {
      element(
        "Subnets",
        id,
        ["Ipv6CidrBlockAssociationSet"],
        ["Ipv6CidrBlock": .string(block), "Ipv6CidrBlockState": ["State": "associated"]],
        .members(["Ipv6CidrBlock"])
      )
    }
  }

  /// `aws_internet_gateway`.
  mutating func internetGateway() {
    record(
      "InternetGateways",
      ["InternetGatewayId": .string(id), "OwnerId": .string(known("owner_id") ?? account), "Tags": tags()]
    )
    // Without one, the gateway is attached by a resource of its own, or by nothing.
    if !isComputed("vpc_id"), let vpc = named("vpc_id") { attach("InternetGateways", id, vpc) }
  }

  /// `aws_internet_gateway_attachment`.
  mutating func internetGatewayAttachment() {
    guard let gateway = named("internet_gateway_id"), let vpc = named("vpc_id") else { return }
    attach("InternetGateways", gateway, vpc)
  }

  /// `aws_egress_only_internet_gateway`.
  mutating func egressOnlyGateway() {
    record(
      "EgressOnlyInternetGateways",
      ["EgressOnlyInternetGatewayId": .string(id), "OwnerId": .string(account), "Tags": tags()]
    )
    if let vpc = named("vpc_id") { attach("EgressOnlyInternetGateways", id, vpc) }
  }

  private mutating func attach(_ list: String, _ gateway: String, _ vpc: String) {
    element(list, gateway, ["Attachments"], ["VpcId": .string(vpc), "State": "available"], .members(["VpcId"]))
  }

  /// Whether an attribute is one that the provider fills in because the configuration says nothing of it.
  func isComputed(_ attribute: String) -> Bool {
    if case .computed? = root[attribute]?.unknown?.reason { return true }
    return false
  }

  /// `aws_nat_gateway`, with its network interface.
  mutating func natGateway() {
    guard let subnet = named("subnet_id") else {
      note("\(address).subnet_id: no subnet is named, and regional NAT gateways of Terraform are not read")
      return
    }
    let isPrivate = text("connectivity_type") == "private"
    let interface = named(own: "network_interface_id")
    record(
      "NatGateways",
      [
        "NatGatewayId": .string(id), "SubnetId": .string(subnet),
        "ConnectivityType": isPrivate ? "private" : "public", "State": "available", "Tags": tags(),
      ]
    )
    element(
      "NatGateways",
      id,
      ["NatGatewayAddresses"],
      [
        "NetworkInterfaceId": .string(interface), "PrivateIp": DraftValue(known("private_ip")),
        "PublicIp": DraftValue(known("public_ip")), "IsPrimary": true,
      ],
      .members(["NetworkInterfaceId"])
    )
    for secondary in texts("secondary_private_ip_addresses").sorted()
    where !isComputed("secondary_private_ip_addresses") {
      element(
        "NatGateways",
        id,
        ["NatGatewayAddresses"],
        ["NetworkInterfaceId": .string(interface + "/" + secondary), "PrivateIp": .string(secondary)],
        .members(["NetworkInterfaceId"])
      )
    }
    managedInterface(
      interface,
      subnet: subnet,
      groups: [],
      kind: "nat_gateway",
      description: "Interface for NAT Gateway \(id)",
      address: known("private_ip"),
      publicAddress: known("public_ip")
    )
  }

  /// Says that a network interface exists that AWS makes for a resource.
  mutating func managedInterface(
    _ interface: String,
    subnet: String,
    groups: [String]?,
    kind: String,
    description: String,
    address: String? = nil,
    publicAddress: String? = nil
  ) {
    lookUp("Subnets", subnet)
    var fields: DraftObject = .init()
    fields["NetworkInterfaceId"] = .string(interface)
    fields["SubnetId"] = .string(subnet)
    fields["OwnerId"] = .string(account)
    fields["InterfaceType"] = .string(kind)
    fields["Description"] = .string(description)
    fields["RequesterManaged"] = true
    if let groups { fields["Groups"] = .array(groups.map { ["GroupId": .string($0)] }) }
    if let address { fields["PrivateIpAddress"] = .string(address) }
    if let publicAddress { fields["Association"] = ["PublicIp": .string(publicAddress)] }
    fields["TerraformOwner"] = .string(self.address)
    record("NetworkInterfaces", .object(fields))
  }

  /// `aws_vpc_block_public_access_options`.
  mutating func blockPublicAccess() {
    guard let mode = text("internet_gateway_block_mode") else { return }
    record(
      "VpcBlockPublicAccessOptions",
      ["AwsAccountId": .string(account), "AwsRegion": .string(region), "InternetGatewayBlockMode": .string(mode)]
    )
  }

  /// `aws_vpc_block_public_access_exclusion`.
  mutating func blockPublicAccessExclusion() {
    let vpc = named("vpc_id")
    let subnet = named("subnet_id")
    let resource =
      known("resource_arn") ?? (vpc.map { arn("ec2", "vpc/\($0)") } ?? arn("ec2", "subnet/\(subnet ?? "")"))
    record(
      "VpcBlockPublicAccessExclusions",
      [
        "ExclusionId": .string(id), "ResourceArn": .string(resource),
        "InternetGatewayExclusionMode": .string(text("internet_gateway_exclusion_mode") ?? "allow-bidirectional"),
        "State": "create-complete",
      ]
    )
  }
}
