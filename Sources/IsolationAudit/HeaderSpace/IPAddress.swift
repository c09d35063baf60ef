/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Comparable, Sendable {
  /// The IP version.
  public let family: AddressFamily
  /// The address as an integer in host order; `10.0.0.0` is `0x0A00_0000`.
  public let value: UInt128

  /// Creates an address; an IPv4 value is below 2³².
  package init(family: AddressFamily, value: UInt128) {
    precondition(value <= family.maximumAddress, "the address lies outside its family")
    (self.family, self.value) = (family, value)
  }

  /// Creates an IPv4 address from its 32 bits in host order.
  public init(ipv4 value: UInt32) {
    (family, self.value) = (.ipv4, UInt128(value))
  }

  /// Creates an address from its text, dotted decimal (RFC 6943 §3.1.1, strict form) or RFC 4291 §2.2.
  ///
  /// - Throws: ``AddressError`` when the text is neither.
  public init(_ text: some StringProtocol) throws(AddressError) {
    self = try Self.parse(Array(text.utf8)[...])
  }

  /// Reads an address from its UTF-8 text.
  ///
  /// - Throws: ``AddressError`` when the text is no address.
  package static func parse(_ text: ArraySlice<UInt8>) throws(AddressError) -> IPAddress {
    if let value = parseIPv4(text) { return IPAddress(family: .ipv4, value: UInt128(value)) }
    if text.contains(UInt8(ascii: ":")), let value = parseIPv6(text) {
      return IPAddress(family: .ipv6, value: value)
    }
    throw .notAnAddress(String(decoding: text.prefix(64), as: UTF8.self))
  }

  /// Reads four decimal numbers of 0…255 without leading zeros, or `nil`.
  private static func parseIPv4(_ text: ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var parts = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, parts < 3 else { return nil }
        value = value << 8 | part
        (part, digits) = (0, 0)
        parts += 1
      } else {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        if digits > 0, part == 0 { return nil }
        part = part * 10 + UInt32(byte - 0x30)
        digits += 1
        guard part <= 255 else { return nil }
      }
    }
    guard parts == 3, digits > 0 else { return nil }
    return value << 8 | part
  }

  /// Reads RFC 4291 text: groups of up to four hexadecimal digits, at most one `::`, optionally a dotted tail.
  private static func parseIPv6(_ text: ArraySlice<UInt8>) -> UInt128? {
    var groups: [UInt16] = []
    var gap: Int?
    var index = text.startIndex
    func peek(_ offset: Int) -> UInt8? {
      index + offset < text.endIndex ? text[index + offset] : nil
    }
    let colon = UInt8(ascii: ":")
    if peek(0) == colon {
      guard peek(1) == colon else { return nil }
      gap = 0
      index += 2
    }
    while index < text.endIndex {
      let rest = text[index...]
      let end = rest.firstIndex(of: colon) ?? text.endIndex
      let part = text[index..<end]
      if part.contains(UInt8(ascii: ".")) {
        guard end == text.endIndex, let tail = parseIPv4(part) else { return nil }
        groups += [UInt16(tail >> 16), UInt16(tail & 0xFFFF)]
        index = end
        break
      }
      guard (1...4).contains(part.count) else { return nil }
      var group: UInt16 = 0
      for byte in part {
        guard let digit = hexadecimalDigit(byte) else { return nil }
        group = group << 4 | UInt16(digit)
      }
      groups.append(group)
      index = end
      guard index < text.endIndex else { break }
      index += 1
      if peek(0) == colon {
        guard gap == nil else { return nil }
        gap = groups.count
        index += 1
      } else if index == text.endIndex {
        return nil
      }
    }
    guard gap == nil ? groups.count == 8 : groups.count < 8 else { return nil }
    if let gap { groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap) }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Orders addresses by family, then by value.
  public static func < (lhs: IPAddress, rhs: IPAddress) -> Bool {
    (lhs.family, lhs.value) < (rhs.family, rhs.value)
  }

  /// Whether the address is private IPv4 (RFC 1918).
  public var isRFC1918: Bool {
    guard family == .ipv4 else { return false }
    return value >> 24 == 10 || value >> 20 == 0xAC1 || value >> 16 == 0xC0A8
  }

  /// Whether the address is shared IPv4 space (RFC 6598), `100.64.0.0/10`.
  public var isRFC6598: Bool { family == .ipv4 && value >> 22 == 0x6440_0000 >> 22 }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the form of RFC 5952.
  public var description: String {
    switch family {
    case .ipv4:
      return "\(value >> 24 & 255).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
    case .ipv6:
      let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
      var best = 0..<0
      var start = 0
      while start < 8 {
        guard groups[start] == 0 else {
          start += 1
          continue
        }
        let end = groups[start...].firstIndex { $0 != 0 } ?? 8
        if end - start > max(1, best.count) { best = start..<end }
        start = end
      }
      func text(_ part: ArraySlice<UInt16>) -> String {
        part.map { String($0, radix: 16) }.joined(separator: ":")
      }
      guard !best.isEmpty else { return text(groups[...]) }
      return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
  }
}

/// Why a text is no address or prefix.
public enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is no IPv4 or IPv6 address.
  case notAnAddress(String)
  /// The text has no `/length`.
  case missingLength(String)
  /// The length is not a number of the family's range.
  case lengthOutOfRange(String, maximum: Int)
  /// Bits behind the prefix length are set; the second text is the prefix that was probably meant.
  case hostBitsSet(String, network: String)

  /// What is wrong and what was expected.
  public var description: String {
    switch self {
    case .notAnAddress(let text): "`\(text)` is no IP address, expected IPv4 `a.b.c.d` or IPv6"
    case .missingLength(let text): "`\(text)` has no prefix length, expected `address/length`"
    case .lengthOutOfRange(let text, let maximum): "prefix length out of range in `\(text)`, expected 0 to \(maximum)"
    case .hostBitsSet(let text, let network): "host bits are set in `\(text)`, expected `\(network)`"
    }
  }
}
