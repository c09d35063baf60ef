/// An IP prefix in CIDR notation, with all host bits zero (RFC 4632 §3.1, RFC 4291 §2.3).
public struct IPPrefix: Hashable, Comparable, Sendable {
  /// The first address of the prefix.
  public let address: IPAddress
  /// The prefix length in bits, `0...32` or `0...128`.
  public let length: UInt8

  /// Creates a prefix from `address/length`, refusing host bits instead of masking them away.
  ///
  /// - Throws: ``AddressError`` when the text is no prefix.
  public init(_ text: some StringProtocol) throws(AddressError) {
    self = try Self.parse(Array(text.utf8)[...])
  }

  /// Reads a prefix from its UTF-8 text.
  ///
  /// - Throws: ``AddressError`` when the text is no prefix.
  package static func parse(_ text: ArraySlice<UInt8>) throws(AddressError) -> IPPrefix {
    guard let slash = text.lastIndex(of: UInt8(ascii: "/")) else {
      throw .missingLength(String(decoding: text.prefix(64), as: UTF8.self))
    }
    let address = try IPAddress.parse(text[..<slash])
    let digits = text[(slash + 1)...]
    let maximum = address.family.addressLengthInBits
    var length = 0
    for byte in digits.prefix(4) {
      guard byte >= 0x30, byte <= 0x39 else { length = .max; break }
      length = length * 10 + Int(byte - 0x30)
    }
    guard (1...3).contains(digits.count), length <= maximum, digits.count == 1 || digits.first != 0x30 else {
      throw .lengthOutOfRange(String(decoding: text.prefix(64), as: UTF8.self), maximum: maximum)
    }
    let prefix = IPPrefix(masking: address, length: UInt8(length))
    guard prefix.address == address else {
      throw .hostBitsSet(String(decoding: text.prefix(64), as: UTF8.self), network: prefix.description)
    }
    return prefix
  }

  /// Creates the prefix of a length that holds an address; host bits are dropped, as the name says.
  public init(masking address: IPAddress, length: UInt8) {
    let length = min(length, UInt8(address.family.addressLengthInBits))
    let host = UInt128(address.family.addressLengthInBits) - UInt128(length)
    self.address = IPAddress(family: address.family, value: host >= 128 ? 0 : (address.value >> host) << host)
    self.length = length
  }

  /// Creates the prefix that holds one address.
  public init(host address: IPAddress) {
    self.address = address
    length = UInt8(address.family.addressLengthInBits)
  }

  /// The IP version.
  public var family: AddressFamily { address.family }

  /// The addresses of the prefix.
  public var range: AddressRange {
    let host = UInt128(family.addressLengthInBits) - UInt128(length)
    let size: UInt128 = host >= 128 ? .max : (1 << host) - 1
    return AddressRange(address.value, address.value | size)
  }

  /// Whether the prefix holds an address of the same family.
  public func contains(_ other: IPAddress) -> Bool {
    other.family == family && range.contains(other.value)
  }

  /// Whether two prefixes share an address.
  public func overlaps(_ other: IPPrefix) -> Bool {
    other.family == family && range.overlaps(other.range)
  }

  /// Orders prefixes by address, then by length.
  public static func < (lhs: IPPrefix, rhs: IPPrefix) -> Bool {
    (lhs.address, lhs.length) < (rhs.address, rhs.length)
  }
}

extension IPPrefix: CustomStringConvertible {
  /// CIDR notation.
  public var description: String { "\(address)/\(length)" }
}
