/// An IP version; IPv4 and IPv6 packets are never compared with each other.
public enum AddressFamily: UInt8, Hashable, Sendable, Codable, Comparable {
  case ipv4 = 4
  case ipv6 = 6

  /// The number of bits in an address: 32 or 128.
  public var addressLengthInBits: Int { self == .ipv4 ? 32 : 128 }

  /// The largest address of the family, as an integer in host order.
  public var maximumAddress: UInt128 { self == .ipv4 ? UInt128(UInt32.max) : UInt128.max }

  /// Orders IPv4 before IPv6.
  public static func < (lhs: AddressFamily, rhs: AddressFamily) -> Bool { lhs.rawValue < rhs.rawValue }
}
