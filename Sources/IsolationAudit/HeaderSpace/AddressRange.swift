/// A non-empty closed range of addresses of one family, as integers in host order.
public struct AddressRange: Hashable, Sendable {
  /// The lowest address.
  public var lower: UInt128
  /// The highest address; never below ``lower``.
  public var upper: UInt128

  /// Creates a range; `lower` must not exceed `upper`.
  public init(_ lower: UInt128, _ upper: UInt128) {
    assert(lower <= upper, "an address range is never empty")
    (self.lower, self.upper) = (lower, upper)
  }

  /// Creates a range of one address.
  public init(_ address: UInt128) { self.init(address, address) }

  /// All addresses of a family.
  public static func all(_ family: AddressFamily) -> AddressRange { AddressRange(0, family.maximumAddress) }

  /// Whether the range holds an address.
  public func contains(_ address: UInt128) -> Bool { lower <= address && address <= upper }

  /// Whether the range holds all of another.
  public func contains(_ other: AddressRange) -> Bool { lower <= other.lower && other.upper <= upper }

  /// Whether two ranges share an address.
  public func overlaps(_ other: AddressRange) -> Bool { lower <= other.upper && other.lower <= upper }

  /// The addresses in both ranges, or `nil`.
  public func intersection(_ other: AddressRange) -> AddressRange? {
    overlaps(other) ? AddressRange(max(lower, other.lower), min(upper, other.upper)) : nil
  }

  /// The range as its owner would write it: an address, a prefix, or `first-last`.
  public func text(_ family: AddressFamily) -> String {
    let first = IPAddress(family: family, value: lower)
    if lower == upper { return first.description }
    if lower == 0, upper == family.maximumAddress { return family == .ipv4 ? "0.0.0.0/0" : "::/0" }
    let size = upper &- lower &+ 1
    if size != 0, size & (size - 1) == 0, lower & (size - 1) == 0 {
      return "\(first)/\(family.addressLengthInBits - size.trailingZeroBitCount)"
    }
    return "\(first)-\(IPAddress(family: family, value: upper))"
  }
}

/// A non-empty closed range of 16-bit numbers: ports, or ICMP types and codes.
public struct PortRange: Hashable, Sendable {
  /// The lowest port.
  public var lower: UInt16
  /// The highest port; never below ``lower``.
  public var upper: UInt16

  /// Creates a range; `lower` must not exceed `upper`.
  public init(_ lower: UInt16, _ upper: UInt16) {
    assert(lower <= upper, "a port range is never empty")
    (self.lower, self.upper) = (lower, upper)
  }

  /// All 65,536 values.
  public static let all = PortRange(0, .max)

  /// Whether the range holds a value.
  public func contains(_ port: UInt16) -> Bool { lower <= port && port <= upper }

  /// Whether the range holds all of another.
  public func contains(_ other: PortRange) -> Bool { lower <= other.lower && other.upper <= upper }

  /// The values in both ranges, or `nil`.
  public func intersection(_ other: PortRange) -> PortRange? {
    lower <= other.upper && other.lower <= upper
      ? PortRange(max(lower, other.lower), min(upper, other.upper)) : nil
  }

  /// The range as a person writes it: `443`, `1024-65535`, `any`.
  public var text: String {
    self == .all ? "any" : lower == upper ? "\(lower)" : "\(lower)-\(upper)"
  }
}

/// A non-empty closed range of IP protocol numbers (IANA "Assigned Internet Protocol Numbers").
public struct ProtocolRange: Hashable, Sendable {
  /// The lowest protocol number.
  public var lower: UInt8
  /// The highest protocol number; never below ``lower``.
  public var upper: UInt8

  /// Creates a range; `lower` must not exceed `upper`.
  public init(_ lower: UInt8, _ upper: UInt8) {
    assert(lower <= upper, "a protocol range is never empty")
    (self.lower, self.upper) = (lower, upper)
  }

  /// Creates a range of one protocol.
  public init(_ number: UInt8) { self.init(number, number) }

  /// All 256 protocols.
  public static let all = ProtocolRange(0, .max)
  /// ICMP, protocol 1.
  public static let icmp = ProtocolRange(1)
  /// TCP, protocol 6.
  public static let tcp = ProtocolRange(6)
  /// UDP, protocol 17.
  public static let udp = ProtocolRange(17)
  /// ICMPv6, protocol 58.
  public static let icmpv6 = ProtocolRange(58)

  /// Whether the range holds a protocol.
  public func contains(_ number: UInt8) -> Bool { lower <= number && number <= upper }

  /// The protocols in both ranges, or `nil`.
  public func intersection(_ other: ProtocolRange) -> ProtocolRange? {
    lower <= other.upper && other.lower <= upper
      ? ProtocolRange(max(lower, other.lower), min(upper, other.upper)) : nil
  }

  /// The protocol's usual name: `tcp`, `50`, `any`, `7-16`.
  public var text: String {
    if self == .all { return "any" }
    guard lower == upper else { return "\(lower)-\(upper)" }
    return Self.name(lower)
  }

  /// The usual name of a protocol number, or the number.
  public static func name(_ number: UInt8) -> String {
    switch number {
    case 1: "icmp"
    case 6: "tcp"
    case 17: "udp"
    case 58: "icmpv6"
    default: "\(number)"
    }
  }
}
