// Instances, network interfaces and Elastic IP addresses.
extension ResourceReader {
  /// `aws_instance`, `aws_spot_instance_request`.
  mutating func instance() {
    let subnet = isComputed("subnet_id") ? nil : named("subnet_id")
    let own = known("spot_instance_id") ?? id
    lookUp("Subnets", subnet)
    let profile = isComputed("iam_instance_profile") ? nil : named("iam_instance_profile")
    record(
      "Instances",
      [
        "InstanceId": .string(own), "OwnerId": .string(account), "SubnetId": DraftValue(subnet),
        "State": ["Name": .string(known("instance_state") ?? "running")],
        "Placement": known("availability_zone").map { ["AvailabilityZone": .string($0)] },
        "IamInstanceProfile": profile.map { ["Arn": .string(instanceProfileARN($0))] },
        "Tags": tags(),
      ]
    )
    let extra = blocks("network_interface")
    for block in extra {
      guard let interface = named("network_interface_id", in: block) else { continue }
      attach(interface, to: own, index: integer("device_index", in: block) ?? 0)
    }
    // An interface of its own, unless the configuration brings one.
    guard !extra.contains(where: { $0["device_index"]?.integer == 0 }) else { return }
    guard let subnet else {
      note("\(address).subnet_id is known after apply: no subnet is named, so that AWS chooses one of the default VPC")
      return
    }
    var fields = DraftObject()
    fields["NetworkInterfaceId"] = .string(named(own: "primary_network_interface_id"))
    fields["SubnetId"] = .string(subnet)
    fields["OwnerId"] = .string(account)
    fields["InterfaceType"] = "interface"
    fields["SourceDestCheck"] = .bool(flag("source_dest_check") ?? true)
    // Without any, it is in the default group of its VPC.
    if !isComputed("vpc_security_group_ids") {
      let groups = namedTexts("vpc_security_group_ids")
      if !groups.isEmpty { fields["Groups"] = .array(groups.sorted().map { ["GroupId": .string($0)] }) }
    }
    if let address = known("private_ip") { fields["PrivateIpAddress"] = .string(address) }
    if let address = known("public_ip") {
      fields["Association"] = ["PublicIp": .string(address)]
    } else if root["associate_public_ip_address"]?.bool != false {
      fields["TerraformPublic"] = root["associate_public_ip_address"]?.bool == true ? "yes" : "subnet"
    }
    fields["Attachment"] = ["InstanceId": .string(own), "DeviceIndex": 0]
    fields["TerraformOwner"] = .string(address)
    if let tags = tags() { fields["TagSet"] = tags }
    record("NetworkInterfaces", .object(fields))
    for secondary in isComputed("secondary_private_ips") ? [] : texts("secondary_private_ips").sorted() {
      element(
        "NetworkInterfaces",
        named(own: "primary_network_interface_id"),
        ["TerraformSecondary"],
        ["PrivateIpAddress": .string(secondary)],
        .members(["PrivateIpAddress"])
      )
    }
    for address in isComputed("ipv6_addresses") ? [] : texts("ipv6_addresses") {
      element(
        "NetworkInterfaces",
        named(own: "primary_network_interface_id"),
        ["Ipv6Addresses"],
        ["Ipv6Address": .string(address)],
        .members(["Ipv6Address"])
      )
    }
  }

  /// The ARN of an instance profile that is named, or given with its ARN.
  func instanceProfileARN(_ name: String) -> String {
    if name.hasPrefix("arn:") { return name }
    for profile in state.resources(ofType: "aws_iam_instance_profile", called: name) where profile.account == account {
      return PlannedNames(state).arn(profile)
    }
    return "arn:\(resource.partition):iam::\(account):instance-profile/\(name)"
  }

  /// `aws_network_interface`.
  mutating func networkInterface() {
    guard let subnet = named("subnet_id") else { return }
    lookUp("Subnets", subnet)
    var fields = DraftObject()
    fields["NetworkInterfaceId"] = .string(id)
    fields["SubnetId"] = .string(subnet)
    fields["OwnerId"] = .string(known("owner_id") ?? account)
    fields["InterfaceType"] = .string(known("interface_type") ?? "interface")
    fields["Description"] = DraftValue(known("description"))
    fields["SourceDestCheck"] = .bool(flag("source_dest_check") ?? true)
    if !isComputed("security_groups") {
      let groups = namedTexts("security_groups")
      if !groups.isEmpty { fields["Groups"] = .array(groups.sorted().map { ["GroupId": .string($0)] }) }
    }
    if let address = known("private_ip") { fields["PrivateIpAddress"] = .string(address) }
    fields["TerraformOwner"] = .string(address)
    if let tags = tags() { fields["TagSet"] = tags }
    record("NetworkInterfaces", .object(fields))
    for (attribute, list, member) in [
      ("private_ips", "TerraformSecondary", "PrivateIpAddress"), ("ipv6_addresses", "Ipv6Addresses", "Ipv6Address"),
      ("ipv4_prefixes", "Ipv4Prefixes", "Ipv4Prefix"), ("ipv6_prefixes", "Ipv6Prefixes", "Ipv6Prefix"),
    ] where !isComputed(attribute) {
      for address in texts(attribute).sorted() {
        let value = DraftObject(members: [.init(key: member, value: .string(address))])
        element("NetworkInterfaces", id, [list], .object(value), .members([member]))
      }
    }
    for block in inline("attachment") {
      guard let instance = named("instance", in: block) else { continue }
      attach(id, to: instance, index: integer("device_index", in: block) ?? 1)
    }
  }

  private mutating func attach(_ interface: String, to instance: String, index: Int) {
    field(
      "NetworkInterfaces",
      interface,
      ["Attachment"],
      ["InstanceId": .string(instance), "DeviceIndex": DraftValue(index)]
    )
  }

  /// `aws_network_interface_attachment`.
  mutating func interfaceAttachment() {
    guard let interface = named("network_interface_id"), let instance = named("instance_id") else { return }
    attach(interface, to: instance, index: integer("device_index") ?? 1)
  }

  /// `aws_network_interface_sg_attachment`.
  mutating func interfaceGroup() {
    guard let interface = named("network_interface_id"), let group = named("security_group_id") else { return }
    element("NetworkInterfaces", interface, ["Groups"], ["GroupId": .string(group)], .members(["GroupId"]))
  }

  /// `aws_eip`: a public address, for an interface or an instance.
  mutating func elasticAddress() {
    let interface = isComputed("network_interface") ? nil : named("network_interface")
    let instance = isComputed("instance") ? nil : named("instance")
    record(
      "Addresses",
      [
        "AllocationId": .string(known("allocation_id") ?? id), "PublicIp": DraftValue(known("public_ip")),
        "NetworkInterfaceId": DraftValue(interface), "InstanceId": DraftValue(instance),
        "PrivateIpAddress": DraftValue(known("private_ip")), "Tags": tags(),
      ]
    )
    publish(interface: interface, instance: instance)
  }

  /// `aws_eip_association`.
  mutating func elasticAddressAssociation() {
    publish(
      interface: isComputed("network_interface_id") ? nil : named("network_interface_id"),
      instance: isComputed("instance_id") ? nil : named("instance_id")
    )
  }

  /// Gives an interface a public address.
  private mutating func publish(interface: String?, instance: String?) {
    let address = known("public_ip")
    func value() -> DraftValue { address.map { ["PublicIp": .string($0)] } ?? ["PublicIp": .null] }
    if let interface {
      lookUp("NetworkInterfaces", interface)
      field("NetworkInterfaces", interface, ["Association"], value())
    } else if let instance {
      let primary =
        state.values("aws_instance", id: instance)?["primary_network_interface_id"]?.string
        ?? "\(instance).primary_network_interface_id"
      field("NetworkInterfaces", primary, ["Association"], value())
    }
  }
}
