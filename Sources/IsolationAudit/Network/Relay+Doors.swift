extension Relay.Door {
  /// The doors of an element with network interfaces: one for each subnet and set of security groups.
  ///
  /// Where interfaces are missing from the snapshot, the subnets that the element names stand in for them, with all their
  /// addresses.
  static func doors(
    of interfaces: [EstateID<NetworkInterface>],
    in subnets: [Symbol],
    groups: GroupSetID,
    isComplete: Bool,
    _ estate: Estate
  ) -> [Relay.Door] {
    var members: [InterfacePlace: [EstateID<NetworkInterface>]] = [:]
    for id in interfaces {
      let interface = estate.networkInterfaces[id]
      guard let subnet = estate.subnet(interface.subnet) else { continue }
      members[InterfacePlace(subnet: subnet, groups: interface.groups), default: []].append(id)
    }
    var doors = members.keys.sorted().map { place -> Relay.Door in
      let interfaces = (members[place] ?? []).sorted()
      return Relay.Door(
        .interfaces(interfaces, subnet: place.subnet),
        zone: estate.subnets[place.subnet].zone,
        groups: place.groups,
        ranges: interfaces.flatMap { id in
          estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
            .map { Relay.FamilyRange($0.family, $0.range) }
        }
      )
    }
    guard !isComplete || doors.isEmpty else { return doors }
    let known = Set(members.keys.map(\.subnet))
    for subnet in Set(subnets).sorted().compactMap({ estate.subnet($0) }) where !known.contains(subnet) {
      let record = estate.subnets[subnet]
      doors.append(
        Relay.Door(
          .interfaces([], subnet: subnet),
          zone: record.zone,
          groups: groups,
          ranges: record.prefixes.map { Relay.FamilyRange($0.family, $0.range) }
        )
      )
    }
    return doors
  }
}

/// A subnet and a set of security groups.
private struct InterfacePlace: Hashable, Comparable {
  var subnet: EstateID<Subnet>
  var groups: GroupSetID

  static func < (a: Self, b: Self) -> Bool { (a.subnet, a.groups) < (b.subnet, b.groups) }
}
