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
    var feeds = 0
    for byte in bytes[...lastFeed] { feeds &+= byte == 0x0A ? 1 : 0 }
    line += feeds
    column = 1 + Self.codePoints(in: bytes[(lastFeed + 1)...])
  }

  /// The number of code points that begin in a piece of UTF-8.
  private static func codePoints(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes { count &+= byte & 0xC0 != 0x80 ? 1 : 0 }
    return count
  }
}
