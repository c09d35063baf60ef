/// Counts lines, and columns in Unicode code points, over a text in UTF-8.
struct SourceLineCounter: Hashable, Sendable {
  /// The line of the next byte, counted from 1.
  private(set) var line = 1
  /// The column of the next byte in code points, counted from 1.
  private(set) var column = 1

  /// Moves over bytes of the text.
  mutating func advance(over bytes: ArraySlice<UInt8>) {
    guard let lastFeed = bytes.lastIndex(of: 0x0A) else {
      column += Self.codePoints(in: bytes)
      return
    }
    line += Self.lineFeeds(in: bytes[...lastFeed])
    column = 1 + Self.codePoints(in: bytes[(lastFeed + 1)...])
  }

  /// The number of line feeds in a piece of text, counted eight bytes at a time.
  private static func lineFeeds(in text: ArraySlice<UInt8>) -> Int {
    let bytes = text.span.bytes
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var count = 0
    var index = 0
    while index + 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
      // The high bit of each byte that is zero, of no other.
      let zeros = ~(((word & lows) &+ lows) | word | lows)
      count &+= zeros.nonzeroBitCount
      index += 8
    }
    while index < bytes.byteCount {
      if bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) == 0x0A { count += 1 }
      index += 1
    }
    return count
  }

  /// The number of code points that begin in a piece of UTF-8.
  private static func codePoints(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes { count &+= byte & 0xC0 != 0x80 ? 1 : 0 }
    return count
  }
}
