/// The translation of IPv6 packets to IPv4 ones and back (RFC 6146), between `64:ff9b::/96` and IPv4 (RFC 6052 §2.1).
enum NAT64 {
  /// The well-known prefix, `64:ff9b::/96`.
  static let prefix = AddressRange(UInt128(0x0064_FF9B) << 96, UInt128(0x0064_FF9B) << 96 | UInt128(UInt32.max))

  /// The IPv6 addresses that stand for IPv4 ones.
  static func embedded(_ range: AddressRange) -> AddressRange {
    AddressRange(prefix.lower | range.lower, prefix.lower | range.upper)
  }

  /// The IPv4 addresses in a range within ``prefix``.
  static func extracted(_ range: AddressRange) -> AddressRange {
    let mask = UInt128(UInt32.max)
    return AddressRange(range.lower & mask, range.upper & mask)
  }

  /// Protocols in the other family: ICMP and ICMPv6 stand for each other.
  static func protocols(_ range: ProtocolRange, _ family: AddressFamily) -> ProtocolRange {
    switch (range, family) {
    case (.icmp, .ipv6): .icmpv6
    case (.icmpv6, .ipv4): .icmp
    default: range
    }
  }
}

extension TrackedBox {
  /// An address of the present family as the sender writes it.
  package func asSent(_ address: UInt128) -> UInt128 {
    sent.family == now.family ? address : NAT64.embedded(AddressRange(address)).lower
  }

  /// Makes IPv6 packets for ``NAT64/prefix`` IPv4 ones with another source.
  mutating func translateToIPv4(source: UInt128) {
    let isEcho = now.protocols == .icmpv6
    now = HeaderBox(
      family: .ipv4,
      source: AddressRange(source),
      destination: NAT64.extracted(now.destination),
      protocols: NAT64.protocols(now.protocols, .ipv4),
      sourcePorts: now.sourcePorts,
      destinationPorts: isEcho ? PortRange(8, 8) : now.destinationPorts
    )
    sourceIsTied = false
    if isEcho { (sourcePortIsTied, destinationPortIsTied) = (false, false) }
  }

  /// Makes IPv4 answers IPv6 ones for the host that a NAT gateway translated.
  mutating func translateToIPv6(destination: AddressRange) {
    let isEcho = now.protocols == .icmp
    now = HeaderBox(
      family: .ipv6,
      source: NAT64.embedded(now.source),
      destination: destination,
      protocols: NAT64.protocols(now.protocols, .ipv6),
      sourcePorts: now.sourcePorts,
      destinationPorts: isEcho ? PortRange(129, 129) : now.destinationPorts
    )
    (sourceIsTied, destinationIsTied) = (false, false)
    if isEcho { (sourcePortIsTied, destinationPortIsTied) = (false, false) }
  }
}
