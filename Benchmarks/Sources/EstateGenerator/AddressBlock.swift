/// An IPv4 block of an estate's address plan.
struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
  /// The first address as a host-order integer.
  let base: UInt32
  /// The prefix length in bits.
  let length: Int

  /// How many addresses of a subnet of this size can be given to interfaces; AWS keeps five.
  var usableCount: Int { (1 << (32 - length)) - 5 }

  /// Returns the `index`-th of the blocks of the given prefix length inside this one.
  func block(_ index: Int, length inner: Int) -> AddressBlock {
    AddressBlock(base: base + UInt32(index) << UInt32(32 - inner), length: inner)
  }

  /// Returns the block of the given, shorter prefix length that holds this one.
  func enclosing(length outer: Int) -> AddressBlock {
    AddressBlock(base: base & (UInt32.max << UInt32(32 - outer)), length: outer)
  }

  /// Returns the address of the `ordinal`-th interface of a subnet; the first four addresses are AWS's own.
  func interfaceAddress(_ ordinal: Int) -> String { Self.dotted(base + 4 + UInt32(ordinal)) }

  var description: String { "\(Self.dotted(base))/\(length)" }

  /// Returns the dotted form of an address.
  static func dotted(_ address: UInt32) -> String {
    "\(address >> 24).\(address >> 16 & 0xFF).\(address >> 8 & 0xFF).\(address & 0xFF)"
  }
}

extension AddressBlock {
  /// All private addresses of the estate.
  static let estate = AddressBlock(base: 0x0A00_0000, length: 8)
  /// Everything.
  static let anywhere = AddressBlock(base: 0, length: 0)
  /// The edges of the content delivery network in front of the public load balancers (documentation ranges).
  static let edges = [AddressBlock(base: 0xCB00_7100, length: 24), AddressBlock(base: 0xC633_6400, length: 24)]
}
