/// The addresses an IP condition names: a single address or a prefix, IPv4 or IPv6.
///
/// AWS accepts a prefix with host bits set and compares the network part only, so the host bits are dropped here.
package struct PolicyNetwork: Hashable, Sendable {
  private let family: AddressFamily
  private let address: UInt128
  private let length: Int

  /// Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::1` or `2001:db8::/32`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let (family, address) = Self.address(parts[0]) else { return nil }
    let bits = family.addressLengthInBits
    var length = bits
    if parts.count == 2 {
      guard parts[1].utf8.count <= 3, let value = UInt8(parts[1]), Int(value) <= bits, !parts[1].hasPrefix("+") else {
        return nil
      }
      length = Int(value)
    }
    self.family = family
    self.length = length
    self.address = address & Self.mask(length, of: family)
  }

  /// Whether every address of another network is in this one.
  package func contains(_ other: PolicyNetwork) -> Bool {
    family == other.family && length <= other.length && other.address & Self.mask(length, of: family) == address
  }

  private static func mask(_ length: Int, of family: AddressFamily) -> UInt128 {
    let hostBits = UInt128(family.addressLengthInBits - length)
    return family.maximumAddress & (.max << hostBits)
  }

  private static func address(_ text: Substring) -> (AddressFamily, UInt128)? {
    if text.contains(":") { return ipv6(text).map { (.ipv6, $0) } }
    return ipv4(text).map { (.ipv4, $0) }
  }

  private static func ipv4(_ text: Substring) -> UInt128? {
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    guard octets.count == 4 else { return nil }
    var value: UInt128 = 0
    for octet in octets {
      guard (1...3).contains(octet.utf8.count), octet.utf8.allSatisfy({ (48...57).contains($0) }),
        let byte = UInt8(octet)
      else { return nil }
      value = value << 8 | UInt128(byte)
    }
    return value
  }

  private static func ipv6(_ text: Substring) -> UInt128? {
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    guard let head = groups(halves[0]) else { return nil }
    guard halves.count == 2 else { return head.count == 8 ? value(head) : nil }
    guard let tail = groups(halves[1]), head.count + tail.count < 8 else { return nil }
    return value(head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  private static func groups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var result: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(".") {
        guard let embedded = ipv4(part) else { return nil }
        result += [UInt16(truncatingIfNeeded: embedded >> 16), UInt16(truncatingIfNeeded: embedded)]
      } else {
        guard (1...4).contains(part.utf8.count), !part.hasPrefix("+"), let group = UInt16(part, radix: 16) else {
          return nil
        }
        result.append(group)
      }
    }
    return result
  }

  private static func value(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}
