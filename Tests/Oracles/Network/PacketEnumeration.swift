/// All packets of a tiny estate, one of each kind that no rule of the estate can tell apart.
struct PacketEnumeration {
  let estate: TinyEstate
  /// Where packets start, with the source address that they carry.
  let origins: [(place: PacketInterpreter.Place, source: UInt32)]
  /// The addresses that packets go to: all that somebody has, and some that nobody has.
  let destinations: [UInt32]
  /// Protocols with ports, or with ICMP type and code.
  let kinds: [TinyHeader]

  init(_ estate: TinyEstate) {
    self.estate = estate
    origins = Self.origins(estate)
    var addresses: Set<UInt32> = [Self.stranger, Self.neighbour, TinyEstateGenerator.onPremises.address + 9]
    for vpc in estate.vpcs.indices {
      addresses.insert(estate.subnets[vpc * 5].cidr.address + 14)
      addresses.insert(estate.vpcs[vpc].cidr.address + 250)
    }
    for interface in estate.interfaces {
      addresses.insert(interface.address)
      if let own = interface.publicAddress { addresses.insert(own) }
    }
    destinations = addresses.sorted()
    kinds = Self.kinds(estate)
  }

  /// A host on the internet.
  private static let stranger: UInt32 = 0x0808_0808
  /// A host on the internet with an address from the range that the estate's public addresses come from.
  private static let neighbour: UInt32 = 0xC633_64C8

  private static func origins(_ estate: TinyEstate) -> [(PacketInterpreter.Place, UInt32)] {
    var result: [(PacketInterpreter.Place, UInt32)] = []
    for index in estate.interfaces.indices where estate.interfaces[index].nat == nil {
      result.append((.interface(index), estate.interfaces[index].address))
    }
    result += [(.internet, stranger), (.internet, neighbour)]
    for vpc in estate.vpcs.indices where estate.vpcs[vpc].virtualGateway != nil {
      result.append((.onPremises(vpc: vpc), TinyEstateGenerator.onPremises.address + 9))
    }
    return result
  }

  private static func kinds(_ estate: TinyEstate) -> [TinyHeader] {
    var traffic: [TinyEstate.Traffic] = []
    for acl in estate.acls { traffic += (acl.ingress + acl.egress).map(\.traffic) }
    for group in estate.groups { traffic += (group.ingress + group.egress).map(\.traffic) }
    func header(_ number: UInt8, _ source: UInt16, _ destination: UInt16) -> TinyHeader {
      TinyHeader(source: 0, destination: 0, protocolNumber: number, sourcePort: source, destinationPort: destination)
    }
    var result = [header(50, 0, 0)]
    for type in [UInt16(0), 3, 8, 13] { result += [UInt16(0), 1].map { header(1, type, $0) } }
    for number in [UInt8(6), 17] {
      // The first port of each range between the bounds that rules have.
      var bounds: Set<UInt16> = [0]
      for ports in traffic.filter({ $0.protocolNumber == number }).compactMap(\.ports) {
        bounds.insert(ports.lowerBound)
        if ports.upperBound < .max { bounds.insert(ports.upperBound + 1) }
      }
      let ports = bounds.sorted()
      for source in ports { result += ports.map { header(number, source, $0) } }
    }
    return result
  }

  /// Whether an address is on the internet and nobody's in the estate.
  private func isOutside(_ address: UInt32) -> Bool {
    address == Self.stranger || address == Self.neighbour || estate.isIPv6
  }

  /// Whether some packet from an origin goes round in a loop.
  func loops(from origin: Int) -> Bool {
    packets(from: origin).contains { packet in
      var walk = PacketInterpreter(estate, natPort: 1024)
      return walk.send(packet, from: origins[origin].place) == .dropped("loop")
    }
  }

  /// All packets from an origin.
  func packets(from origin: Int) -> [TinyHeader] {
    let (place, source) = origins[origin]
    // What two hosts of the internet say to each other is not the estate's business.
    let others = destinations.filter { destination in
      destination != source
        && (place != .internet || estate.vpcs.contains { $0.cidr.contains(destination) } || !isOutside(destination))
    }
    return others.flatMap { destination in
      kinds.map { kind in
        var packet = kind
        (packet.source, packet.destination) = (source, destination)
        return packet
      }
    }
  }
}
