/// Fills in what AWS would: local routes, VPCs of subnets, addresses and groups of network interfaces, default tables.
struct DraftCompletion {
  /// The records.
  var draft: EstateDraft
  /// The IPv4 addresses in use, by subnet.
  var used: [String: Set<UInt32>]
  /// Interfaces whose address is one that nothing tells, by their subnets.
  var placeholders: [Placeholder] = []
  /// What was filled in.
  var assumptions: [String] = []
  /// The addresses that were filled in, by interface.
  var given: [String: String]
  var nextPublic: UInt32 = 0xC612_0001
  /// The default security group of each VPC.
  var defaultGroups: [String: String] = [:]

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
    for key in keys("SecurityGroups") {
      guard let record = draft[key].first?.record, record["GroupName"]?.text == "default",
        let vpc = record["VpcId"]?.text, defaultGroups[vpc] == nil
      else { continue }
      defaultGroups[vpc] = key.id
    }
    completeRouteTables()
    completeInterfaces()
    completeGateways()
    completePeerings()
    completeEndpoints()
    completeTransitGateways()
    completeClientVPN()
  }

  /// A record with an id.
  func record(_ list: String, _ id: String) -> DraftObject? {
    draft[RecordKey(list: list, id: id, account: "", region: "")].first?.record
  }

  /// The names of the records of a list, sorted.
  func keys(_ list: String) -> [RecordKey] {
    draft.keys(list).sorted { $0.id < $1.id }
  }

  mutating func change(_ key: RecordKey, _ body: (inout DraftObject) -> Void) {
    draft.change(key, body)
  }

  func vpc(ofSubnet subnet: String?) -> String? {
    subnet.flatMap { record("Subnets", $0)?["VpcId"]?.text }
  }

  func zone(ofSubnet subnet: String?) -> String? {
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
  func blocks(ofVPC vpc: String) -> (ipv4: [String], ipv6: [String]) {
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
}
