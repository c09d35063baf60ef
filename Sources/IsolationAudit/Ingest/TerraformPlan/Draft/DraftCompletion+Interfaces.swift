// The groups and addresses of network interfaces.
extension DraftCompletion {
  mutating func completeInterfaces() {
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

  func defaultGroup(ofVPC vpc: String) -> String? { defaultGroups[vpc] }

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

  static func text(_ address: UInt32) -> String {
    [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
  }
}
