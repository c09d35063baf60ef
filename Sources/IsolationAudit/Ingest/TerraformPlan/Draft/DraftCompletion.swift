/// Fills in what AWS would: local routes, VPCs of subnets, addresses and groups of network interfaces, default tables.
struct DraftCompletion {
  /// The records.
  private(set) var draft: EstateDraft
  /// The IPv4 addresses in use, by subnet.
  private var used: [String: Set<UInt32>]
  /// Interfaces whose address is one that nothing tells, by their subnets.
  private(set) var placeholders: [Placeholder] = []
  /// What was filled in.
  private(set) var assumptions: [String] = []
  /// The addresses that were filled in, by interface.
  private(set) var given: [String: String]
  private var nextPublic: UInt32 = 0xC612_0001

  /// An interface with an address of its subnet in the place of one that is not known.
  struct Placeholder: Hashable {
    var interface: String
    var subnet: String
    var owner: String
    var account: String
    var region: String
  }

  /// Completes a draft; interfaces that were given an address before keep it.
  init(
    _ draft: EstateDraft,
    used: [String: Set<UInt32>],
    keeping addresses: [String: String] = [:]
  ) {
    (self.draft, self.used, given) = (draft, used, addresses)
    completeVPCsOfThings()
    completeRouteTables()
    completeInterfaces()
    completeGateways()
    completePeerings()
    completeTransitGateways()
    completeClientVPN()
  }

  /// A record with an id.
  private func record(_ list: String, _ id: String) -> DraftObject? {
    draft[RecordKey(list: list, id: id, account: "", region: "")].first?.record
  }

  /// The names of the records of a list, sorted.
  private func keys(_ list: String) -> [RecordKey] {
    draft.rows.keys.filter { $0.list == list }.sorted { $0.id < $1.id }
  }

  private mutating func change(_ key: RecordKey, _ body: (inout DraftObject) -> Void) {
    draft.change(key, body)
  }

  private func vpc(ofSubnet subnet: String?) -> String? {
    subnet.flatMap { record("Subnets", $0)?["VpcId"]?.text }
  }

  private func zone(ofSubnet subnet: String?) -> String? {
    subnet.flatMap { record("Subnets", $0)?["AvailabilityZone"]?.text }
  }

  // MARK: - VPCs

  /// VPCs that follow from subnets.
  private mutating func completeVPCsOfThings() {
    for (list, path, subnets) in [
      ("LoadBalancers", ["VpcId"], ["AvailabilityZones", "SubnetId"]),
      ("LoadBalancerDescriptions", ["VPCId"], ["Subnets"]),
      ("NatGateways", ["VpcId"], ["SubnetId"]), ("InstanceConnectEndpoints", ["VpcId"], ["SubnetId"]),
      ("Instances", ["VpcId"], ["SubnetId"]), ("ResolverEndpoints", ["HostVPCId"], ["TerraformSubnet"]),
      ("SecurityGroups", ["VpcId"], ["TerraformSubnet"]),
      ("DBInstances", ["DBSubnetGroup", "VpcId"], ["DBSubnetGroup", "Subnets", "SubnetIdentifier"]),
      ("Functions", ["VpcConfig", "VpcId"], ["VpcConfig", "SubnetIds"]),
      ("Clusters", ["resourcesVpcConfig", "vpcId"], ["resourcesVpcConfig", "subnetIds"]),
    ] {
      for key in keys(list) {
        guard let row = draft[key].first?.record, Self.first(path, in: .object(row)) == nil,
          let vpc = vpc(ofSubnet: Self.first(subnets, in: .object(row)))
        else { continue }
        change(key) { $0.set(.string(vpc), at: path[...]) }
      }
    }
    for key in keys("LoadBalancers") {
      var zones = DraftObject.list(at: ["AvailabilityZones"], in: draft[key].first?.record ?? DraftObject())
      var isChanged = false
      for index in zones.indices where zones[index]["ZoneName"] == nil {
        guard case .object(var object) = zones[index], let zone = zone(ofSubnet: object["SubnetId"]?.text) else {
          continue
        }
        object["ZoneName"] = .string(zone)
        zones[index] = .object(object)
        isChanged = true
      }
      if isChanged { change(key) { $0["AvailabilityZones"] = .array(zones) } }
    }
    for key in keys("Instances") {
      guard let row = draft[key].first?.record, row["Placement"] == nil,
        let zone = zone(ofSubnet: row["SubnetId"]?.text)
      else { continue }
      change(key) { $0["Placement"] = ["AvailabilityZone": .string(zone)] }
    }
    // A group without a VPC is in the default VPC of its Region; which one that is only AWS knows.
  }

  /// The first text at a path, through lists.
  private static func first(_ path: [String], in value: DraftValue) -> String? {
    guard let key = path.first else {
      if case .array(let elements) = value { return elements.first?.text }
      return value.text
    }
    if case .array(let elements) = value {
      return elements.lazy.compactMap { first(path, in: $0) }.first
    }
    guard let next = value[key] else { return nil }
    return first(Array(path.dropFirst()), in: next)
  }

  /// The CIDR blocks of a VPC.
  private func blocks(ofVPC vpc: String) -> (ipv4: [String], ipv6: [String]) {
    guard let record = record("Vpcs", vpc) else { return ([], []) }
    func associated(_ list: String, _ member: String) -> [String] {
      (record[list]?.elements ?? []).filter {
        let state = $0[member + "State"]?["State"]?.text ?? "associated"
        return state == "associated"
      }.compactMap { $0[member]?.text }
    }
    var ipv4 = associated("CidrBlockAssociationSet", "CidrBlock")
    if ipv4.isEmpty, let block = record["CidrBlock"]?.text { ipv4 = [block] }
    return (ipv4, associated("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"))
  }

  /// Every table has a local route for each CIDR block of its VPC (VPC User Guide, "Local route").
  private mutating func completeRouteTables() {
    for key in keys("RouteTables") {
      guard let record = draft[key].first?.record, let vpc = record["VpcId"]?.text else { continue }
      let known = DraftObject.list(at: ["Routes"], in: record)
      let blocks = blocks(ofVPC: vpc)
      var missing: [DraftValue] = []
      for (blocks, member) in [(blocks.ipv4, "DestinationCidrBlock"), (blocks.ipv6, "DestinationIpv6CidrBlock")] {
        for block in blocks where !known.contains(where: { $0[member]?.text == block }) {
          var route = DraftObject()
          route[member] = .string(block)
          route["GatewayId"] = "local"
          route["State"] = "active"
          route["Origin"] = "CreateRouteTable"
          missing.append(.object(route))
        }
      }
      if !missing.isEmpty { change(key) { $0["Routes"] = .array(missing + known) } }
    }
  }

  // MARK: - Network interfaces

  private mutating func completeInterfaces() {
    let interfaces = keys("NetworkInterfaces")
    for key in interfaces {
      guard let record = draft[key].first?.record, let subnet = record["SubnetId"]?.text else { continue }
      for address in [record["PrivateIpAddress"]?.text]
        + DraftObject.list(at: ["PrivateIpAddresses"], in: record).map({
          $0["PrivateIpAddress"]?.text
        })
      {
        if let address = (address ?? given[key.id]).flatMap(BaseRecords.address) {
          used[subnet, default: []].insert(address)
        }
      }
    }
    for key in interfaces { completeInterface(key) }
  }

  private mutating func completeInterface(_ key: RecordKey) {
    guard let row = draft[key].first, row.record["TerraformOwner"] != nil, let subnet = row.record["SubnetId"]?.text
    else { return }
    var record = row.record
    let owner = record["TerraformOwner"]?.text ?? key.id
    let vpc = vpc(ofSubnet: subnet)
    if record["VpcId"] == nil { record["VpcId"] = DraftValue(vpc) }
    // Where the plan does not tell the account, the owner of the subnet is the likely one; the question stays open.
    let number = record["OwnerId"]?.text ?? ""
    if !SnapshotPlace.isAccount(Array(number.utf8)), let other = self.record("Subnets", subnet)?["OwnerId"] {
      record["OwnerId"] = other
    }
    if record["Groups"] == nil {
      // AWS puts an interface that names no group into the default group of its VPC.
      if let vpc, let group = defaultGroup(ofVPC: vpc) {
        record["Groups"] = [["GroupId": .string(group)]]
        assumptions.append("\(owner): it is in the default security group of \(vpc), as AWS puts it")
      } else {
        record["Groups"] = [["GroupId": .string("the default security group of \(vpc ?? "its VPC")")]]
      }
    }
    if record["PrivateIpAddress"] == nil, let address = given[key.id] ?? freeAddress(in: subnet) {
      record["PrivateIpAddress"] = .string(address)
      given[key.id] = address
      placeholders.append(
        Placeholder(
          interface: key.id,
          subnet: subnet,
          owner: owner,
          account: row.account,
          region: row.region
        )
      )
    }
    if let primary = record["PrivateIpAddress"]?.text, let secondary = record["TerraformSecondary"]?.elements {
      let others = secondary.compactMap { $0["PrivateIpAddress"]?.text }.filter { $0 != primary }
      record["PrivateIpAddresses"] = .array(
        [["PrivateIpAddress": .string(primary), "Primary": true]]
          + others.map { ["PrivateIpAddress": .string($0), "Primary": false] }
      )
    }
    let isUnnumbered = record["Association"]?["PublicIp"].map { if case .null = $0 { true } else { false } } ?? false
    let publishes =
      record["TerraformPublic"]?.text == "yes"
      || record["TerraformPublic"]?.text == "subnet"
        && self.record("Subnets", subnet)?["MapPublicIpOnLaunch"]?.flag == true
    if isUnnumbered || (publishes && record["Association"] == nil) {
      record["Association"] = ["PublicIp": .string(Self.text(nextPublic))]
      nextPublic += 1
      assumptions.append("\(owner): it has a public address, known after apply")
    }
    change(key) { $0 = record }
  }

  private func defaultGroup(ofVPC vpc: String) -> String? {
    func isDefault(_ record: DraftObject?) -> Bool {
      record?["VpcId"]?.text == vpc && record?["GroupName"]?.text == "default"
    }
    return keys("SecurityGroups").first { isDefault(draft[$0].first?.record) }?.id
  }

  /// The highest address of a subnet that nobody has; AWS keeps the first four and the last (VPC User Guide, "Subnet sizing").
  private mutating func freeAddress(in subnet: String) -> String? {
    guard let block = record("Subnets", subnet)?["CidrBlock"]?.text,
      let prefix = try? IPPrefix.parse(Array(block.utf8)[...]), prefix.family == .ipv4
    else { return nil }
    let (lower, upper) = (
      UInt32(truncatingIfNeeded: prefix.range.lower), UInt32(truncatingIfNeeded: prefix.range.upper)
    )
    guard upper - lower >= 5 else { return nil }
    var address = upper - 1
    while address > lower + 3 {
      if used[subnet]?.contains(address) != true {
        used[subnet, default: []].insert(address)
        return Self.text(address)
      }
      address -= 1
    }
    return nil
  }

  private static func text(_ address: UInt32) -> String {
    [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
  }

  // MARK: - Gateways

  /// Addresses of NAT gateways and resolver endpoints are those of their interfaces.
  private mutating func completeGateways() {
    for key in keys("NatGateways") {
      var addresses = DraftObject.list(at: ["NatGatewayAddresses"], in: draft[key].first?.record ?? DraftObject())
      let isPrivate = draft[key].first?.record["ConnectivityType"]?.text == "private"
      var isChanged = false
      for index in addresses.indices {
        guard case .object(var object) = addresses[index], let interface = object["NetworkInterfaceId"]?.text else {
          continue
        }
        let known = record("NetworkInterfaces", interface)
        if object["PrivateIp"] == nil, let address = known?["PrivateIpAddress"] {
          object["PrivateIp"] = address
          isChanged = true
        }
        if !isPrivate, object["PublicIp"] == nil {
          object["PublicIp"] = known?["Association"]?["PublicIp"] ?? .string(Self.text(nextPublic))
          nextPublic += 1
          isChanged = true
        }
        addresses[index] = .object(object)
      }
      if isChanged { change(key) { $0["NatGatewayAddresses"] = .array(addresses) } }
    }
    for key in keys("ResolverEndpointIpAddresses") {
      var addresses = DraftObject.list(at: ["IpAddresses"], in: draft[key].first?.record ?? DraftObject())
      var isChanged = false
      for index in addresses.indices {
        guard case .object(var object) = addresses[index], object["Ip"] == nil,
          let interface = object["TerraformInterface"]?.text
        else { continue }
        object["Ip"] = record("NetworkInterfaces", interface)?["PrivateIpAddress"]
        addresses[index] = .object(object)
        isChanged = true
      }
      if isChanged { change(key) { $0["IpAddresses"] = .array(addresses) } }
    }
  }

  /// Both sides of a peering connection know each other's CIDR blocks.
  private mutating func completePeerings() {
    for key in keys("VpcPeeringConnections") {
      for side in ["RequesterVpcInfo", "AccepterVpcInfo"] {
        guard let info = draft[key].first?.record[side]?.object, info["CidrBlock"] == nil, info["CidrBlockSet"] == nil,
          let vpc = info["VpcId"]?.text
        else { continue }
        let blocks = blocks(ofVPC: vpc)
        guard !blocks.ipv4.isEmpty else { continue }
        change(key) { record in
          var info = info
          info["CidrBlockSet"] = .array(blocks.ipv4.map { ["CidrBlock": .string($0)] })
          info["Ipv6CidrBlockSet"] = .array(blocks.ipv6.map { ["Ipv6CidrBlock": .string($0)] })
          record[side] = .object(info)
        }
      }
    }
  }

  /// Attachments take the default tables of their transit gateway (Transit Gateways guide, "Default route table").
  private mutating func completeTransitGateways() {
    var associated: Set<String> = []
    for key in keys("TransitGatewayAssociations") {
      for element in DraftObject.list(at: ["Associations"], in: draft[key].first?.record ?? DraftObject()) {
        if let id = element["TransitGatewayAttachmentId"]?.text { associated.insert(id) }
      }
    }
    for list in ["TransitGatewayVpcAttachments", "TransitGatewayConnects", "TransitGatewayAttachments"] {
      for key in keys(list) {
        guard let row = draft[key].first, let gateway = row.record["TransitGatewayId"]?.text,
          row.record["TerraformAssociates"] != nil, let options = record("TransitGateways", gateway)?["Options"]
        else { continue }
        if row.record["TerraformAssociates"]?.flag == true, !associated.contains(key.id),
          options["DefaultRouteTableAssociation"]?.text == "enable",
          let table = options["AssociationDefaultRouteTableId"]?.text
        {
          join(key.id, "TransitGatewayAssociations", table, "Associations", "associated", gateway, row)
          assumptions.append("\(key.id): it is associated with the default route table \(table), as AWS does")
        }
        if row.record["TerraformPropagates"]?.flag == true, options["DefaultRouteTablePropagation"]?.text == "enable",
          let table = options["PropagationDefaultRouteTableId"]?.text
        {
          join(
            key.id,
            "TransitGatewayPropagations",
            table,
            "TransitGatewayRouteTablePropagations",
            "enabled",
            gateway,
            row
          )
          assumptions.append("\(key.id): it propagates to the default route table \(table), as AWS does")
        }
      }
    }
  }

  private mutating func join(
    _ attachment: String,
    _ list: String,
    _ table: String,
    _ member: String,
    _ state: String,
    _ gateway: String,
    _ row: EstateDraft.Row
  ) {
    let owner = draft[RecordKey(list: "TransitGateways", id: gateway, account: "", region: "")].first ?? row
    let edit = DraftEdit(
      target: RecordKey(list: list, id: table, account: owner.account, region: owner.region),
      statement: .element(
        [member],
        ["TransitGatewayAttachmentId": .string(attachment), "State": .string(state)],
        .members(["TransitGatewayAttachmentId"])
      ),
      wrapper: ["TransitGatewayRouteTableId": .string(table)]
    )
    draft.add(edit, from: row.record.origin)
  }

  /// A first association gives an endpoint its VPC and a route to it (AWS Client VPN, "Associate a target network").
  private mutating func completeClientVPN() {
    for key in keys("ClientVpnTargetNetworks") {
      guard let row = draft[key].first else { continue }
      let networks = DraftObject.list(at: ["ClientVpnTargetNetworks"], in: row.record)
      var completed: [DraftValue] = []
      var isChanged = false
      for network in networks {
        guard case .object(var object) = network, let subnet = object["TargetNetworkId"]?.text,
          let vpc = vpc(ofSubnet: subnet)
        else {
          completed.append(network)
          continue
        }
        let endpoint = RecordKey(list: "ClientVpnEndpoints", id: key.id, account: key.account, region: key.region)
        if let known = draft[endpoint].first?.record, known["VpcId"] == nil {
          change(endpoint) { $0["VpcId"] = .string(vpc) }
        }
        if object["SecurityGroups"] == nil, let group = defaultGroup(ofVPC: vpc) {
          object["SecurityGroups"] = [.string(group)]
          isChanged = true
        }
        completed.append(.object(object))
        for block in blocks(ofVPC: vpc).ipv4 {
          let edit = DraftEdit(
            target: RecordKey(list: "ClientVpnRoutes", id: key.id, account: key.account, region: key.region),
            statement: .element(
              ["Routes"],
              ["DestinationCidr": .string(block), "TargetSubnet": .string(subnet), "Status": ["Code": "active"]],
              .members(["DestinationCidr", "TargetSubnet"])
            ),
            wrapper: ["ClientVpnEndpointId": .string(key.id)]
          )
          let routes = DraftObject.list(at: ["Routes"], in: draft[edit.target].first?.record ?? DraftObject())
          let isKnown = routes.contains {
            $0["DestinationCidr"]?.text == block && $0["TargetSubnet"]?.text == subnet
          }
          if !isKnown { draft.add(edit, from: row.record.origin) }
        }
      }
      if isChanged { change(key) { $0["ClientVpnTargetNetworks"] = .array(completed) } }
    }
  }
}
