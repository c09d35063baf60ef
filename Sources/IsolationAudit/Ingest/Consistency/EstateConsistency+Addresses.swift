// Subnets in their VPCs, network interfaces in their subnets.
extension EstateConsistency {
  mutating func checkSubnets() {
    var blocks: [(vpc: Symbol, prefix: IPPrefix, subnet: Int)] = []
    let ranges = estate.vpcs.records.map { MergedRanges($0.prefixes) }
    for (index, subnet) in estate.subnets.records.enumerated() {
      for prefix in subnet.prefixes { blocks.append((subnet.vpc, prefix, index)) }
      guard let vpc = estate.vpc(subnet.vpc) else { continue }
      for prefix in subnet.prefixes where !ranges[Int(vpc.index)].contains(prefix) {
        let known = estate.vpcs[vpc].prefixes.map(\.description).joined(separator: ", ")
        found(
          .subnetOutsideVPC,
          "CIDR block \(prefix) lies outside of those of \(quoted(subnet.vpc)), expected a part of "
            + (known.isEmpty ? "one; it has none" : known),
          of: subnet.id,
          concerning: [subnet.vpc],
          at: subnet.provenance
        )
      }
    }
    blocks.sort { ($0.vpc, $0.prefix, $0.subnet) < ($1.vpc, $1.prefix, $1.subnet) }
    var widest = 0
    for index in blocks.indices.dropFirst() {
      let (last, next) = (blocks[widest], blocks[index])
      guard last.vpc == next.vpc, last.prefix.family == next.prefix.family,
        last.prefix.range.upper >= next.prefix.range.lower
      else {
        widest = index
        continue
      }
      if last.subnet != next.subnet { overlap(last.subnet, last.prefix, next.subnet, next.prefix) }
      if next.prefix.range.upper > last.prefix.range.upper { widest = index }
    }
  }

  private mutating func overlap(_ first: Int, _ one: IPPrefix, _ second: Int, _ other: IPPrefix) {
    let (first, second) = (estate.subnets.records[first], estate.subnets.records[second])
    found(
      .subnetsOverlap,
      "CIDR block \(other) overlaps \(one) of \(quoted(first.id)), expected subnets of \(quoted(second.vpc)) that share no "
        + "address",
      of: second.id,
      concerning: [second.vpc],
      at: second.provenance
    )
  }

  mutating func checkInterfaces() {
    // Which groups of a set belong to another VPC is the same for all interfaces of a VPC.
    var isGroupSeen: Set<UInt64> = []
    for interface in estate.networkInterfaces.records {
      if let id = estate.subnet(interface.subnet) {
        let subnet = estate.subnets[id]
        if subnet.vpc != interface.vpc, !interface.vpc.isEmpty {
          found(
            .interfaceInOtherVPC,
            "VpcId is \(quoted(interface.vpc)), expected \(quoted(subnet.vpc)), the VPC of its subnet "
              + quoted(subnet.id),
            of: interface.id,
            concerning: [interface.id, interface.vpc, subnet.vpc],
            at: interface.provenance
          )
        }
        for address in estate.interfaceAddresses[interface.addresses.range]
        where !subnet.prefixes.contains(where: { $0.family == address.family && $0.range.contains(address.range) }) {
          let known = subnet.prefixes.map(\.description).joined(separator: ", ")
          found(
            .addressOutsideSubnet,
            "address \(address.range.text(address.family)) lies outside of \(quoted(subnet.id)), expected one of \(known)",
            of: interface.id,
            concerning: [interface.id, subnet.vpc],
            at: interface.provenance
          )
        }
      }
      let key = UInt64(interface.vpc.index) << 32 | UInt64(interface.groups.index)
      if isGroupSeen.insert(key).inserted { checkGroups(of: interface) }
    }
  }

  private mutating func checkGroups(of interface: NetworkInterface) {
    for symbol in estate.groups(interface.groups) {
      guard let id = estate.securityGroup(symbol) else { continue }
      let group = estate.securityGroups[id]
      guard !group.vpc.isEmpty, !interface.vpc.isEmpty, group.vpc != interface.vpc,
        !(estate.associatedVPCs[symbol] ?? []).contains(interface.vpc)
      else { continue }
      let isDefault = estate.symbols[group.name] == "default"
      let regions = [group.vpc, interface.vpc].compactMap { vpc in estate.vpc(vpc).map { estate.vpcs[$0].region } }
      let isFar = regions.count == 2 && regions[0] != regions[1]
      // Another group of the Region may be associated with the VPC (EC2 `AssociateSecurityGroupVpc`).
      let mayBeAssociated = !isDefault && !isFar
      found(
        .groupOfOtherVPC,
        "carries security group \(quoted(symbol)) of \(quoted(group.vpc)), expected groups of \(quoted(interface.vpc))"
          + (mayBeAssociated ? ", or an association of the group with it" : ""),
        of: interface.id,
        concerning: mayBeAssociated ? [] : [interface.id, interface.vpc],
        at: interface.provenance
      )
    }
  }

  /// Subnets share no addresses, so addresses that are there twice are in one subnet, or outside of theirs.
  mutating func checkAddresses() {
    var starts = [Int32](repeating: 0, count: estate.subnets.count + 1)
    var subnetOf = [Int32](repeating: -1, count: estate.networkInterfaces.count)
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      guard let subnet = estate.subnet(interface.subnet) else { continue }
      subnetOf[index] = Int32(subnet.index)
      starts[Int(subnet.index) + 1] += Int32(interface.addresses.count)
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var owners = [(family: AddressFamily, lower: UInt128, upper: UInt128, interface: Int32)](
      repeating: (.ipv4, 0, 0, 0),
      count: Int(starts.last ?? 0)
    )
    for (index, interface) in estate.networkInterfaces.records.enumerated() where subnetOf[index] >= 0 {
      let subnet = Int(subnetOf[index])
      for address in estate.interfaceAddresses[interface.addresses.range] {
        owners[Int(next[subnet])] = (address.family, address.range.lower, address.range.upper, Int32(index))
        next[subnet] += 1
      }
    }
    for subnet in 0..<estate.subnets.count {
      let range = Int(starts[subnet])..<Int(starts[subnet + 1])
      guard range.count > 1 else { continue }
      owners[range].sort {
        ($0.family, $0.lower, $0.upper, $0.interface) < ($1.family, $1.lower, $1.upper, $1.interface)
      }
      for index in range.dropFirst() {
        let (last, own) = (owners[index - 1], owners[index])
        guard last.family == own.family, last.upper >= own.lower, last.interface != own.interface else { continue }
        let (first, second) = (
          estate.networkInterfaces.records[Int(last.interface)], estate.networkInterfaces.records[Int(own.interface)]
        )
        let shared = AddressRange(own.lower, min(own.upper, last.upper))
        found(
          .duplicateAddress,
          "address \(shared.text(own.family)) is also that of \(quoted(first.id)), expected an address of one interface",
          of: second.id,
          concerning: [first.id, second.id],
          at: second.provenance
        )
      }
    }
  }
}

/// Ranges of addresses by family, sorted and joined, for look-ups by binary search.
private struct MergedRanges {
  private var ranges: [(family: AddressFamily, range: AddressRange)] = []

  init(_ prefixes: [IPPrefix]) {
    for prefix in prefixes.sorted() {
      if let last = ranges.last, last.family == prefix.family, last.range.upper >= prefix.range.lower {
        ranges[ranges.count - 1].range.upper = max(last.range.upper, prefix.range.upper)
      } else {
        ranges.append((prefix.family, prefix.range))
      }
    }
  }

  func contains(_ prefix: IPPrefix) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if (ranges[middle].family, ranges[middle].range.upper) < (prefix.family, prefix.range.upper) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < ranges.count && ranges[low].family == prefix.family && ranges[low].range.contains(prefix.range)
  }
}
