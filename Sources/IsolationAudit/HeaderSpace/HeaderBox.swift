/// A set of packet headers: a product of ranges, of one IP version.
///
/// For TCP and UDP the port fields are ports. For ICMP and ICMPv6 ``destinationPorts`` holds the type and ``sourcePorts``
/// the code, 0…255 each. For other protocols both are always full. A box is never empty; intersection returns `nil` instead.
public struct HeaderBox: Hashable, Sendable {
  /// The IP version.
  public var family: AddressFamily
  /// The protocols.
  public var protocols: ProtocolRange
  /// The source ports, or the ICMP codes.
  public var sourcePorts: PortRange
  /// The destination ports, or the ICMP types.
  public var destinationPorts: PortRange
  /// The source addresses.
  public var source: AddressRange
  /// The destination addresses.
  public var destination: AddressRange

  /// Creates a box; every part that is not given is full.
  public init(
    family: AddressFamily,
    source: AddressRange? = nil,
    destination: AddressRange? = nil,
    protocols: ProtocolRange = .all,
    sourcePorts: PortRange = .all,
    destinationPorts: PortRange = .all
  ) {
    self.family = family
    self.source = source ?? .all(family)
    self.destination = destination ?? .all(family)
    self.protocols = protocols
    self.sourcePorts = sourcePorts
    self.destinationPorts = destinationPorts
  }

  /// All headers of a family.
  public static func all(_ family: AddressFamily) -> HeaderBox { HeaderBox(family: family) }

  /// The headers in both boxes, or `nil`.
  public func intersection(_ other: HeaderBox) -> HeaderBox? {
    guard family == other.family,
      let protocols = protocols.intersection(other.protocols),
      let destination = destination.intersection(other.destination),
      let destinationPorts = destinationPorts.intersection(other.destinationPorts),
      let source = source.intersection(other.source),
      let sourcePorts = sourcePorts.intersection(other.sourcePorts)
    else { return nil }
    return HeaderBox(
      family: family,
      source: source,
      destination: destination,
      protocols: protocols,
      sourcePorts: sourcePorts,
      destinationPorts: destinationPorts
    )
  }

  /// Whether the box holds all of another.
  public func contains(_ other: HeaderBox) -> Bool {
    family == other.family
      && protocols.lower <= other.protocols.lower && other.protocols.upper <= protocols.upper
      && source.contains(other.source) && destination.contains(other.destination)
      && sourcePorts.contains(other.sourcePorts) && destinationPorts.contains(other.destinationPorts)
  }

  /// The headers of this box that are not in another, as disjoint boxes: at most ten.
  public func subtracting(_ other: HeaderBox) -> [HeaderBox] {
    guard let common = intersection(other) else { return [self] }
    var rest = self
    var pieces: [HeaderBox] = []
    if rest.protocols.lower < common.protocols.lower {
      var piece = rest
      piece.protocols.upper = common.protocols.lower - 1
      pieces.append(piece)
    }
    if common.protocols.upper < rest.protocols.upper {
      var piece = rest
      piece.protocols.lower = common.protocols.upper + 1
      pieces.append(piece)
    }
    rest.protocols = common.protocols
    Self.split(&rest, \.source, common.source, into: &pieces)
    Self.split(&rest, \.destination, common.destination, into: &pieces)
    Self.split(&rest, \.destinationPorts, common.destinationPorts, into: &pieces)
    Self.split(&rest, \.sourcePorts, common.sourcePorts, into: &pieces)
    return pieces
  }

  private static func split(
    _ rest: inout HeaderBox,
    _ part: WritableKeyPath<HeaderBox, AddressRange>,
    _ common: AddressRange,
    into pieces: inout [HeaderBox]
  ) {
    if rest[keyPath: part].lower < common.lower {
      var piece = rest
      piece[keyPath: part].upper = common.lower - 1
      pieces.append(piece)
    }
    if common.upper < rest[keyPath: part].upper {
      var piece = rest
      piece[keyPath: part].lower = common.upper + 1
      pieces.append(piece)
    }
    rest[keyPath: part] = common
  }

  private static func split(
    _ rest: inout HeaderBox,
    _ part: WritableKeyPath<HeaderBox, PortRange>,
    _ common: PortRange,
    into pieces: inout [HeaderBox]
  ) {
    if rest[keyPath: part].lower < common.lower {
      var piece = rest
      piece[keyPath: part].upper = common.lower - 1
      pieces.append(piece)
    }
    if common.upper < rest[keyPath: part].upper {
      var piece = rest
      piece[keyPath: part].lower = common.upper + 1
      pieces.append(piece)
    }
    rest[keyPath: part] = common
  }

  /// The answer's headers: addresses swapped, and ports swapped for TCP and UDP.
  ///
  /// An ICMP echo request is answered by a reply of the same code (RFC 792, RFC 4443 §4.2). Other ICMP messages have no
  /// answer. A box that mixes protocols is split by the caller: see ``HeaderBox/byAnswerKind()``.
  /// - Returns: `nil` when nothing answers packets of this box.
  public var answer: HeaderBox? {
    var box = self
    (box.source, box.destination) = (destination, source)
    switch protocols {
    case .icmp:
      guard destinationPorts.contains(8) else { return nil }
      box.destinationPorts = PortRange(0, 0)
    case .icmpv6:
      guard destinationPorts.contains(128) else { return nil }
      box.destinationPorts = PortRange(129, 129)
    default:
      (box.sourcePorts, box.destinationPorts) = (destinationPorts, sourcePorts)
    }
    return box
  }

  /// The box cut into parts whose packets are answered in the same way: ICMP echo requests, other ICMP, everything else.
  public func byAnswerKind() -> [HeaderBox] {
    guard let icmp = intersection(HeaderBox(family: family, protocols: Self.icmpProtocol(family))) else {
      return [self]
    }
    var parts: [HeaderBox] = []
    var echo = HeaderBox(family: family, protocols: Self.icmpProtocol(family))
    let type: UInt16 = family == .ipv4 ? 8 : 128
    echo.destinationPorts = PortRange(type, type)
    for part in subtracting(HeaderBox(family: family, protocols: Self.icmpProtocol(family))) { parts.append(part) }
    if let request = icmp.intersection(echo) {
      parts.append(request)
      parts += icmp.subtracting(echo)
    } else {
      parts.append(icmp)
    }
    return parts
  }

  private static func icmpProtocol(_ family: AddressFamily) -> ProtocolRange { family == .ipv4 ? .icmp : .icmpv6 }
}
