/// Network interfaces that no rule can tell apart: one subnet, one set of security groups, one environment, the same
/// selectors, the same door of a relay if they belong to one.
///
/// Only addresses differ inside a class, and they matter only where a rule's CIDR block cuts the subnet.
package struct EndpointClasses: Sendable {
  /// A class.
  package struct Class: Sendable {
    package var subnet: EstateID<Subnet>
    package var groups: GroupSetID
    /// The environment, `-1` for none.
    package var environment: Int16
    package var selectorBits: UInt128
    /// The door of the relay that the interfaces belong to; `nil` for others.
    package var door: RelayTable.DoorID?
    /// Whether the interfaces open connections of their own.
    package var sends: Bool
    /// Whether the interfaces take connections.
    package var receives: Bool
    /// The interfaces, a range of ``EndpointClasses/members``.
    package var members: Range<Int>
  }

  /// The classes, sorted by subnet.
  package private(set) var classes: [Class] = []
  /// The interfaces of all classes.
  package private(set) var members: [EstateID<NetworkInterface>] = []
  /// For each subnet, its classes.
  package private(set) var ofSubnet: [Range<Int>] = []
  /// For each environment, its classes.
  package private(set) var ofEnvironment: [Int16: [Int]] = [:]
  /// For each door of a relay, its classes.
  package private(set) var ofDoor: [RelayTable.DoorID: [Int]] = [:]

  /// The interfaces whose subnet, or whose subnet's VPC, the snapshot does not define: no path from or to them can be found.
  package private(set) var unplaced: [EstateID<NetworkInterface>] = []

  /// Groups the interfaces of an estate, in O(n log n).
  package init(_ model: ForwardingModel, _ placement: Placement) {
    let estate = model.estate
    let relays = model.relays
    var keyed: [(Key, EstateID<NetworkInterface>)] = []
    keyed.reserveCapacity(estate.networkInterfaces.count)
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      guard let subnet = estate.subnet(interface.subnet) else {
        unplaced.append(id)
        continue
      }
      if estate.vpc(estate.subnets[subnet].vpc) == nil { unplaced.append(id) }
      let door = relays.isEmpty ? nil : relays.door(of: id)
      let sends: Bool
      switch interface.kind {
      case .natGateway, .transitGateway, .clientVPN, .vpcEndpoint, .gatewayLoadBalancerEndpoint: sends = false
      default: sends = door == nil
      }
      let receives = Walker.refusal(of: interface.kind) == nil
      let key = Key(
        subnet: subnet.index,
        groups: interface.groups.index,
        environment: placement.ofInterface[index],
        bits: placement.selectorBits[index],
        door: door,
        sends: sends,
        receives: receives
      )
      keyed.append((key, id))
    }
    keyed.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    members = keyed.map(\.1)
    ofSubnet = Array(repeating: 0..<0, count: estate.subnets.count)
    var start = 0
    while start < keyed.count {
      let key = keyed[start].0
      var end = start + 1
      while end < keyed.count, keyed[end].0 == key { end += 1 }
      let index = classes.count
      classes.append(
        Class(
          subnet: EstateID(Int(key.subnet)),
          groups: GroupSetID(Int(key.groups)),
          environment: key.environment,
          selectorBits: key.bits,
          door: key.door,
          sends: key.sends,
          receives: key.receives,
          members: start..<end
        )
      )
      let subnet = Int(key.subnet)
      ofSubnet[subnet] = ofSubnet[subnet].isEmpty ? index..<(index + 1) : ofSubnet[subnet].lowerBound..<(index + 1)
      ofEnvironment[key.environment, default: []].append(index)
      if let door = key.door { ofDoor[door, default: []].append(index) }
      start = end
    }
  }

  /// The addresses of a class in one family that fall into a range, with their interfaces.
  package func addresses(
    of index: Int,
    family: AddressFamily,
    in range: AddressRange,
    _ estate: Estate
  ) -> [(EstateID<NetworkInterface>, AddressRange)] {
    classes[index].members.flatMap { member in
      estate.interfaceAddresses[estate.networkInterfaces[members[member]].addresses.range]
        .filter { $0.family == family && $0.range.overlaps(range) }
        .map { (members[member], $0.range) }
    }
  }

  /// Whether some interface of a class has an address of a family in a range.
  package func hasAddress(of index: Int, family: AddressFamily, in range: AddressRange, _ estate: Estate) -> Bool {
    classes[index].members.contains { member in
      estate.interfaceAddresses[estate.networkInterfaces[members[member]].addresses.range]
        .contains { $0.family == family && $0.range.overlaps(range) }
    }
  }

  private struct Key: Hashable, Comparable {
    var subnet: UInt32
    var groups: UInt32
    var environment: Int16
    var bits: UInt128
    var door: RelayTable.DoorID?
    var sends: Bool
    var receives: Bool

    static func < (a: Key, b: Key) -> Bool {
      if a.subnet != b.subnet { return a.subnet < b.subnet }
      if a.groups != b.groups { return a.groups < b.groups }
      if a.environment != b.environment { return a.environment < b.environment }
      if a.bits != b.bits { return a.bits < b.bits }
      switch (a.door, b.door) {
      case (nil, nil): break
      case (nil, _): return true
      case (_, nil): return false
      case (let x?, let y?): if x != y { return x < y }
      }
      if a.sends != b.sends { return !a.sends }
      return !a.receives && b.receives
    }
  }
}
