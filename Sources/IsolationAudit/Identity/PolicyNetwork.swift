/// The addresses that an IP condition names: a single address or a prefix, IPv4 or IPv6.
///
/// AWS accepts a prefix with host bits set and compares its network part only, so host bits are dropped here.
package struct PolicyNetwork: Hashable, Sendable {
  private let prefix: IPPrefix

  /// Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::1` or `2001:db8::/32`, or nothing when the text is neither.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = try? IPAddress(parts[0]) else { return nil }
    guard parts.count == 2 else {
      prefix = IPPrefix(host: address)
      return
    }
    let isNumber = (1...3).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let length = UInt8(parts[1]), Int(length) <= address.family.addressLengthInBits else { return nil }
    prefix = IPPrefix(masking: address, length: length)
  }

  /// Whether every address of another network is in this one.
  package func contains(_ other: PolicyNetwork) -> Bool {
    prefix.length <= other.prefix.length && prefix.contains(other.prefix.address)
  }
}
