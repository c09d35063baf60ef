import IsolationAudit
import Oracles

/// One packet's header, for tests that look at each packet of a tiny world in turn.
struct HeaderPoint: Hashable {
  let source: UInt128
  let destination: UInt128
  let protocolNumber: UInt8
  let sourcePort: UInt16
  let destinationPort: UInt16

  /// Whether a box holds the packet: the definition of a box, word by word.
  func isIn(_ box: HeaderBox) -> Bool {
    box.source.lower <= source && source <= box.source.upper
      && box.destination.lower <= destination && destination <= box.destination.upper
      && box.protocols.lower <= protocolNumber && protocolNumber <= box.protocols.upper
      && box.sourcePorts.lower <= sourcePort && sourcePort <= box.sourcePorts.upper
      && box.destinationPorts.lower <= destinationPort && destinationPort <= box.destinationPorts.upper
  }

  /// How many of some boxes hold the packet.
  func count(in boxes: [HeaderBox]) -> Int { boxes.count { isIn($0) } }

  /// Addresses and ports changed round.
  var swapped: HeaderPoint {
    HeaderPoint(
      source: destination,
      destination: source,
      protocolNumber: protocolNumber,
      sourcePort: destinationPort,
      destinationPort: sourcePort
    )
  }
}

/// A world of few packets, and random boxes in it.
struct TinyHeaderSpace {
  let family: AddressFamily
  let addresses: ClosedRange<UInt128>
  let protocols: ClosedRange<UInt8>
  let sourcePorts: ClosedRange<UInt16>
  let destinationPorts: ClosedRange<UInt16>
  let points: [HeaderPoint]

  private init(
    _ family: AddressFamily,
    protocols: ClosedRange<UInt8>,
    sourcePorts: ClosedRange<UInt16>,
    destinationPorts: ClosedRange<UInt16>
  ) {
    self.family = family
    addresses = 0...3
    (self.protocols, self.sourcePorts, self.destinationPorts) = (protocols, sourcePorts, destinationPorts)
    var points: [HeaderPoint] = []
    for source in addresses {
      for destination in addresses {
        for number in protocols {
          for sourcePort in sourcePorts {
            for destinationPort in destinationPorts {
              points.append(
                HeaderPoint(
                  source: source,
                  destination: destination,
                  protocolNumber: number,
                  sourcePort: sourcePort,
                  destinationPort: destinationPort
                )
              )
            }
          }
        }
      }
    }
    self.points = points
  }

  /// Protocols 0 to 2 with ICMP in the middle, ICMP types around the echo request's.
  static let ipv4 = TinyHeaderSpace(.ipv4, protocols: 0...2, sourcePorts: 0...1, destinationPorts: 6...9)
  /// Protocols 57 to 59 with ICMPv6 in the middle, types around the echo request's.
  static let ipv6 = TinyHeaderSpace(.ipv6, protocols: 57...59, sourcePorts: 0...1, destinationPorts: 126...129)
  /// TCP between its neighbours, with as many source as destination ports.
  static let tcp = TinyHeaderSpace(.ipv4, protocols: 5...7, sourcePorts: 0...2, destinationPorts: 0...2)

  /// A box with its ends in this world; any part of it may be full.
  func box(_ random: inout SeededNumbers) -> HeaderBox {
    func address() -> AddressRange? {
      if random.chance(20) { return nil }
      let (a, b) = (UInt128.random(in: addresses, using: &random), UInt128.random(in: addresses, using: &random))
      return AddressRange(min(a, b), max(a, b))
    }
    func ports(_ world: ClosedRange<UInt16>) -> PortRange {
      if random.chance(20) { return .all }
      let (a, b) = (UInt16.random(in: world, using: &random), UInt16.random(in: world, using: &random))
      return PortRange(min(a, b), max(a, b))
    }
    var numbers = ProtocolRange.all
    if !random.chance(20) {
      let (a, b) = (UInt8.random(in: protocols, using: &random), UInt8.random(in: protocols, using: &random))
      numbers = ProtocolRange(min(a, b), max(a, b))
    }
    return HeaderBox(
      family: family,
      source: address(),
      destination: address(),
      protocols: numbers,
      sourcePorts: ports(sourcePorts),
      destinationPorts: ports(destinationPorts)
    )
  }
}
