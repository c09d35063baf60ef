/// Interned texts: each different text is stored once, in one byte arena, and is known by a 32-bit ``Symbol``.
///
/// Open addressing with linear probing over a power-of-two table; FNV-1a would be slower on 20-byte ids than the
/// multiply-mix on words used here. Interning costs one hash and usually one comparison.
package struct SymbolTable: Sendable {
  private var bytes: [UInt8] = []
  private var starts: ContiguousArray<UInt32> = [0]
  private var slots: ContiguousArray<UInt32>
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
    var slot = Self.hash(text) & mask
    while slots[slot] != .max {
      if matches(slots[slot], text) { return Symbol(slots[slot]) }
      slot = (slot + 1) & mask
    }
    let symbol = UInt32(starts.count - 1)
    slots[slot] = symbol
    for index in text.indices { bytes.append(text[index]) }
    starts.append(UInt32(bytes.count))
    if starts.count * 2 > slots.count { grow() }
    return Symbol(symbol)
  }

  /// The symbol of a text, or `nil` when the text was never interned.
  package func find(_ text: String) -> Symbol? {
    let bytes = Array(text.utf8)
    let span = bytes.span
    var slot = Self.hash(span) & mask
    while slots[slot] != .max {
      if matches(slots[slot], span) { return Symbol(slots[slot]) }
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

  private func matches(_ symbol: UInt32, _ text: Span<UInt8>) -> Bool {
    let start = Int(starts[Int(symbol)])
    guard Int(starts[Int(symbol) + 1]) - start == text.count else { return false }
    for index in text.indices where bytes[start + index] != text[index] { return false }
    return true
  }

  private mutating func grow() {
    let size = slots.count * 2
    mask = size - 1
    var grown = ContiguousArray<UInt32>(repeating: .max, count: size)
    for symbol in 0..<(starts.count - 1) {
      let text = bytes.span.extracting(Int(starts[symbol])..<Int(starts[symbol + 1]))
      var slot = Self.hash(text) & mask
      while grown[slot] != .max { slot = (slot + 1) & mask }
      grown[slot] = UInt32(symbol)
    }
    slots = grown
  }

  private static func hash(_ text: Span<UInt8>) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
    var index = 0
    while index + 8 <= text.count {
      var word: UInt64 = 0
      for offset in 0..<8 { word |= UInt64(text[index + offset]) << UInt64(offset * 8) }
      hash = mix(hash ^ word)
      index += 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while index < text.count {
      tail |= UInt64(text[index]) << shift
      shift += 8
      index += 1
    }
    return Int(truncatingIfNeeded: mix(hash ^ tail) >> 1)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
