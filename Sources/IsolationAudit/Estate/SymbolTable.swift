/// Interned texts: each different text is stored once, in one byte arena, and is known by a 32-bit ``Symbol``.
///
/// Open addressing with linear probing over a power-of-two table. A slot holds 32 bits of the hash beside the symbol, so
/// that other texts are passed over, and the table grows, without a look at the texts.
package struct SymbolTable: Sendable {
  private var bytes: [UInt8] = []
  private var starts: ContiguousArray<UInt32> = [0]
  /// The hash in the upper half, the symbol in the lower; all ones where there is none.
  private var slots: ContiguousArray<UInt64>
  private var mask: Int

  /// Creates a table that holds the empty text as symbol 0.
  package init() {
    mask = 1023
    slots = ContiguousArray(repeating: .max, count: 1024)
    _ = intern("")
  }

  /// The number of different texts.
  package var count: Int { starts.count - 1 }

  /// The symbol of a text, which is stored if it is new.
  package mutating func intern(_ text: String) -> Symbol {
    intern(buffer: Array(text.utf8).span)
  }

  /// The symbol of a text given as a span of UTF-8, which is stored if it is new.
  package mutating func intern(buffer text: Span<UInt8>) -> Symbol {
    let hash = Self.hash(text.bytes)
    var slot = Int(hash) & mask
    while slots[slot] != .max {
      if slots[slot] >> 32 == UInt64(hash) {
        let symbol = UInt32(truncatingIfNeeded: slots[slot])
        if matches(symbol, text.bytes) { return Symbol(symbol) }
      }
      slot = (slot + 1) & mask
    }
    let symbol = UInt32(starts.count - 1)
    slots[slot] = UInt64(hash) << 32 | UInt64(symbol)
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    starts.append(UInt32(bytes.count))
    if starts.count * 2 > slots.count { grow() }
    return Symbol(symbol)
  }

  /// The symbol of a text, or `nil` when the text was never interned.
  package func find(_ text: String) -> Symbol? {
    let text = Array(text.utf8)
    let hash = Self.hash(text.span.bytes)
    var slot = Int(hash) & mask
    while slots[slot] != .max {
      let symbol = UInt32(truncatingIfNeeded: slots[slot])
      if slots[slot] >> 32 == UInt64(hash), matches(symbol, text.span.bytes) { return Symbol(symbol) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The text of a symbol.
  package subscript(_ symbol: Symbol) -> String {
    String(decoding: utf8(symbol), as: UTF8.self)
  }

  /// The UTF-8 bytes of a symbol.
  package func utf8(_ symbol: Symbol) -> ArraySlice<UInt8> {
    let index = Int(symbol.index)
    return bytes[Int(starts[index])..<Int(starts[index + 1])]
  }

  private func matches(_ symbol: UInt32, _ text: RawSpan) -> Bool {
    let start = Int(starts[Int(symbol)])
    let count = text.byteCount
    guard Int(starts[Int(symbol) + 1]) - start == count else { return false }
    let known = bytes.span.bytes
    guard count >= 8 else {
      for index in 0..<count where Self.byte(known, start + index) != Self.byte(text, index) { return false }
      return true
    }
    // Words of eight bytes; the last one overlaps the one before it.
    var index = 0
    while index < count - 8 {
      if Self.word(known, start + index) != Self.word(text, index) { return false }
      index += 8
    }
    return Self.word(known, start + count - 8) == Self.word(text, count - 8)
  }

  private mutating func grow() {
    let size = slots.count * 2
    mask = size - 1
    var grown = ContiguousArray<UInt64>(repeating: .max, count: size)
    for entry in slots where entry != .max {
      var slot = Int(entry >> 32) & mask
      while grown[slot] != .max { slot = (slot + 1) & mask }
      grown[slot] = entry
    }
    slots = grown
  }

  private static func hash(_ text: RawSpan) -> UInt32 {
    let count = text.byteCount
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)
    if count >= 8 {
      var index = 0
      while index < count - 8 {
        hash = mix(hash ^ word(text, index))
        index += 8
      }
      hash = mix(hash ^ word(text, count - 8))
    } else {
      var tail: UInt64 = 0
      for index in 0..<count { tail = tail << 8 | UInt64(byte(text, index)) }
      hash = mix(hash ^ tail)
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  private static func word(_ text: RawSpan, _ index: Int) -> UInt64 {
    text.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
  }

  private static func byte(_ text: RawSpan, _ index: Int) -> UInt8 {
    text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
  }
}
