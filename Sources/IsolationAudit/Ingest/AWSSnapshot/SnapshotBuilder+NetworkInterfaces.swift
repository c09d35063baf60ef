// `describe-network-interfaces`, `describe-addresses`: by far the most records of a large estate.
extension SnapshotBuilder {
  /// Reads an element of `NetworkInterfaces`.
  mutating func networkInterface(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var interface = NetworkInterface(
      id: .empty,
      subnet: .empty,
      vpc: .empty,
      owner: .empty,
      groups: .none,
      addresses: .empty,
      provenance: place(tape, node)
    )
    let first = estate.interfaceAddresses.count
    do {
      try readNetworkInterface(tape, node, &interface)
    } catch {
      estate.interfaceAddresses.removeSubrange(first...)
      throw error
    }
    guard isNew(interface.id, tape, node) else {
      estate.interfaceAddresses.removeSubrange(first...)
      return
    }
    interface.addresses = TableSlice(start: first, count: estate.interfaceAddresses.count - first)
    estate.bind(interface.id, to: .networkInterface(estate.networkInterfaces.append(interface)))
  }

  private mutating func readNetworkInterface(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ interface: inout NetworkInterface
  ) throws(SnapshotFault) {
    let first = estate.interfaceAddresses.count
    var primary: UInt32?
    var publicAddress: UInt32?
    // Members come in any order; the addresses are wanted IPv4 first, then IPv6, then delegated prefixes.
    var lists: (ipv4: Int?, ipv6: Int?, ipv4Prefixes: Int?, ipv6Prefixes: Int?)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .NetworkInterfaceId: interface.id = try symbol(tape, member)
      case .SubnetId: interface.subnet = try symbol(tape, member)
      case .VpcId: interface.vpc = try symbol(tape, member)
      case .OwnerId: interface.owner = try symbol(tape, member)
      case .AvailabilityZone: if region.isEmpty { noteZone(try symbol(tape, member)) }
      case .Groups: interface.groups = try groups(tape, member, .GroupId)
      case .PrivateIpAddress: if tape.kind(member) != .null { primary = try ipv4(tape, member) }
      case .PrivateIpAddresses: lists.ipv4 = member
      case .Ipv6Addresses: lists.ipv6 = member
      case .Ipv4Prefixes: lists.ipv4Prefixes = member
      case .Ipv6Prefixes: lists.ipv6Prefixes = member
      case .Association: publicAddress = try publicIPv4(tape, member)
      case .Attachment: try attachment(tape, member, of: &interface)
      case .Description: interface.description = try symbol(tape, member)
      case .RequesterId: interface.requester = try symbol(tape, member)
      case .RequesterManaged: interface.isRequesterManaged = try bool(tape, member)
      case .InterfaceType: interface.kind = interfaceKind(tape, member)
      case .SourceDestCheck:
        if tape.kind(member) != .null { interface.checksSourceAndDestination = try bool(tape, member) }
      case .TagSet, .Tags: interface.tags = try tags(tape, member)
      default: break
      }
    }
    try require(interface.id, .NetworkInterfaceId, tape, node)
    if interface.owner.isEmpty { interface.owner = account }
    noteOwner(interface.owner)
    if let list = lists.ipv4 { try privateAddresses(tape, list) }
    if let primary, estate.interfaceAddresses.count == first { addAddress(primary, publicAddress) }
    if let publicAddress, let primary { associate(publicAddress, primary, from: first) }
    if let list = lists.ipv6 { try ipv6Addresses(tape, list) }
    if let list = lists.ipv4Prefixes { try delegatedPrefixes(tape, list, .Ipv4Prefix) }
    if let list = lists.ipv6Prefixes { try delegatedPrefixes(tape, list, .Ipv6Prefix) }
    if interface.kind == .interface, hasPrefix(interface.description, "ClientVPN") { interface.kind = .clientVPN }
  }

  /// Reads `Attachment`: the instance, and whether the interface is its first.
  private mutating func attachment(
    _ tape: borrowing JSONTape,
    _ node: Int,
    of interface: inout NetworkInterface
  ) throws(SnapshotFault) {
    guard tape.kind(node) != .null else { return }
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .InstanceId: interface.instance = try symbol(tape, member)
      case .DeviceIndex: interface.isPrimary = tape.numberText(member).map { $0.count == 1 && $0.first == "0" } ?? false
      default: break
      }
    }
  }

  /// Reads `PrivateIpAddresses`, the primary one first.
  private mutating func privateAddresses(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let first = estate.interfaceAddresses.count
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      var address: UInt32?
      var publicAddress: UInt32?
      var isPrimary = false
      var members = try object(tape, element)
      while let member = members.next(in: tape) {
        switch key(tape, member) {
        case .PrivateIpAddress: address = try ipv4(tape, member)
        case .Primary: isPrimary = try bool(tape, member)
        case .Association: publicAddress = try publicIPv4(tape, member)
        default: break
        }
      }
      guard let address else { throw missing(.PrivateIpAddress, tape, element) }
      addAddress(address, publicAddress)
      let last = estate.interfaceAddresses.count - 1
      if isPrimary, last > first { estate.interfaceAddresses.swapAt(first, last) }
    }
  }

  private mutating func addAddress(_ address: UInt32, _ publicAddress: UInt32?) {
    estate.interfaceAddresses.append(
      InterfaceAddress(family: .ipv4, range: AddressRange(UInt128(address)), publicAddress: publicAddress)
    )
  }

  /// Notes the public address of the interface itself at its primary address, where the list does not have it.
  private mutating func associate(_ publicAddress: UInt32, _ primary: UInt32, from first: Int) {
    for index in first..<estate.interfaceAddresses.count {
      let known = estate.interfaceAddresses[index]
      if known.range.lower == UInt128(primary), !known.hasPublicAddress {
        estate.interfaceAddresses[index] = InterfaceAddress(
          family: .ipv4,
          range: known.range,
          publicAddress: publicAddress
        )
      }
    }
  }

  private mutating func ipv6Addresses(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let value = try member(tape, element, .Ipv6Address) else { throw missing(.Ipv6Address, tape, element) }
      let address = try address(tape, value)
      estate.interfaceAddresses.append(InterfaceAddress(family: address.family, range: AddressRange(address.value)))
    }
  }

  private mutating func delegatedPrefixes(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ field: AWSKey
  ) throws(SnapshotFault) {
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let value = try member(tape, element, field) else { throw missing(field, tape, element) }
      let prefix = try prefix(tape, value)
      estate.interfaceAddresses.append(InterfaceAddress(family: prefix.family, range: prefix.range))
    }
  }

  /// The public address of an `Association`.
  private func publicIPv4(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> UInt32? {
    guard let value = try member(tape, node, .PublicIp) else { return nil }
    return try ipv4(tape, value)
  }

  /// The set of security groups that objects of an array, or strings of an array, name.
  mutating func groups(_ tape: borrowing JSONTape, _ node: Int, _ field: AWSKey?) throws(SnapshotFault) -> GroupSetID {
    var elements = try array(tape, node)
    var names: [Symbol] = []
    while let element = elements.next(in: tape) {
      if let field, tape.kind(element) == .object {
        names.append(try symbol(tape, element, field))
      } else {
        names.append(try symbol(tape, element))
      }
    }
    return names.isEmpty ? .none : estate.intern(groups: names)
  }

  private func interfaceKind(_ tape: borrowing JSONTape, _ node: Int) -> NetworkInterface.Kind {
    switch tape.string(node) ?? "" {
    case "", "interface", "efa", "efa-only": .interface
    case "natGateway", "nat_gateway": .natGateway
    case "transit_gateway": .transitGateway
    case "load_balancer": .loadBalancer
    case "network_load_balancer": .networkLoadBalancer
    case "gateway_load_balancer": .gatewayLoadBalancer
    case "gateway_load_balancer_endpoint": .gatewayLoadBalancerEndpoint
    case "vpc_endpoint": .vpcEndpoint
    case "lambda": .lambda
    case "branch": .branch
    case "trunk": .trunk
    default: .other
    }
  }

  private func hasPrefix(_ symbol: Symbol, _ prefix: StaticString) -> Bool {
    let text = estate.symbols.utf8(symbol)
    guard text.count >= prefix.utf8CodeUnitCount else { return false }
    return text.starts(with: "\(prefix)".utf8)
  }

  /// Reads an element of `Addresses`: which interface has which Elastic IP address.
  mutating func elasticAddress(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var interface = Symbol.empty
    var address: UInt32?
    var publicAddress: UInt32?
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .NetworkInterfaceId: interface = try symbol(tape, member)
      case .NetworkInterfaceOwnerId: noteOwner(try symbol(tape, member))
      case .PrivateIpAddress: if tape[member].length > 0 { address = try ipv4(tape, member) }
      case .PublicIp: if tape[member].length > 0 { publicAddress = try ipv4(tape, member) }
      default: break
      }
    }
    guard !interface.isEmpty, let address, let publicAddress else { return }
    staged.elasticAddresses.append((interface, address, publicAddress))
  }

  /// Gives interfaces the Elastic IP addresses that only `Addresses` tells of.
  mutating func joinElasticAddresses() {
    for known in staged.elasticAddresses {
      guard let id = estate.networkInterface(known.networkInterface) else { continue }
      for index in estate.networkInterfaces[id].addresses.range {
        let address = estate.interfaceAddresses[index]
        guard address.family == .ipv4, address.range == AddressRange(UInt128(known.address)), !address.hasPublicAddress
        else { continue }
        estate.interfaceAddresses[index] = InterfaceAddress(
          family: .ipv4,
          range: address.range,
          publicAddress: known.publicAddress
        )
      }
    }
  }
}
