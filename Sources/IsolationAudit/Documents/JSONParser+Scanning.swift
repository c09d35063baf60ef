// The tokens of JSON: spaces, strings, numbers and literals, eight bytes at a time where runs are long.
extension JSONParser {
  @inline(__always)
  static func byte(_ bytes: borrowing RawSpan, _ position: Int) -> UInt8 {
    bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
  }

  @inline(__always)
  private static func word(_ bytes: borrowing RawSpan, _ position: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }

  /// The position of the first byte that is no white space; the zero after the text ends every run.
  @inline(__always)
  static func skipSpace(_ bytes: borrowing RawSpan, from start: Int) -> Int {
    var position = start
    while true {
      switch byte(bytes, position) {
      case 0x0A:
        // A line feed and the indentation of the next line.
        position += 1
        while true {
          let different = word(bytes, position) ^ 0x2020_2020_2020_2020
          if different != 0 {
            position += different.trailingZeroBitCount >> 3
            break
          }
          position += 8
        }
      case 0x20, 0x09, 0x0D: position += 1
      default: return position
      }
    }
  }

  /// Reads a string from the byte after its opening quote to its closing quote.
  @inline(__always)
  static func scanString(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    base: Int
  ) throws(JSONError) -> (end: Int, isEscaped: Bool) {
    var position = start
    var isEscaped = false
    while true {
      position = skipPlain(bytes, from: position)
      let stop = byte(bytes, position)
      if stop == UInt8(ascii: "\"") { return (position, isEscaped) }
      guard stop == UInt8(ascii: "\\") else {
        if position >= end { throw JSONError(.unexpectedEnd(expected: .stringEnd), offset: base + end) }
        throw JSONError(.controlCharacter(stop), offset: base + position)
      }
      isEscaped = true
      position = try scanEscape(bytes, at: position, to: end, base: base)
    }
  }

  /// The position of the first quote, backslash or control character.
  @inline(__always)
  private static func skipPlain(_ bytes: borrowing RawSpan, from start: Int) -> Int {
    var position = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while true {
      let eight = word(bytes, position)
      let quote = eight ^ (ones &* 0x22)
      let backslash = eight ^ (ones &* 0x5C)
      // A byte's high bit is set where it is zero (quote, backslash) or below 0x20; false ones only above a true one.
      let stops =
        (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((eight &- (ones &* 0x20)) & ~eight)) & highs
      if stops != 0 { return position + stops.trailingZeroBitCount >> 3 }
      position += 8
    }
  }

  /// Checks the escape at a backslash and returns the position after it.
  @inline(never)
  private static func scanEscape(
    _ bytes: borrowing RawSpan,
    at start: Int,
    to end: Int,
    base: Int
  ) throws(JSONError) -> Int {
    let ended = JSONError(.unexpectedEnd(expected: .stringEnd), offset: base + end)
    guard start + 1 < end else { throw ended }
    let escape = byte(bytes, start + 1)
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      guard let unit = JSONString.codeUnit(bytes, at: start + 2) else {
        if start + 6 > end { throw ended }
        throw JSONError(.invalidUnicodeEscape, offset: base + start)
      }
      guard UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) else { return start + 6 }
      guard UTF16.isLeadSurrogate(unit) else { throw JSONError(.loneSurrogate(unit), offset: base + start) }
      // A low surrogate must follow; whether it does may lie beyond the end.
      let next = start + 6
      if next >= end || (byte(bytes, next) == UInt8(ascii: "\\") && next + 1 >= end) { throw ended }
      if byte(bytes, next) == UInt8(ascii: "\\"), byte(bytes, next + 1) == UInt8(ascii: "u") {
        if let low = JSONString.codeUnit(bytes, at: next + 2) {
          if UTF16.isTrailSurrogate(low) { return next + 6 }
        } else if next + 6 > end {
          throw ended
        }
      }
      throw JSONError(.loneSurrogate(unit), offset: base + start)
    default:
      throw JSONError(.invalidEscape(escape), offset: base + start)
    }
  }

  /// Reads a key at its opening quote, the colon and the space around it.
  @inline(__always)
  static func scanKey(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    base: Int,
    keys: inout JSONKeyTable
  ) throws(JSONError) -> (key: UInt16, offset: UInt32, value: Int) {
    let string = try scanString(bytes, from: start + 1, to: end, base: base)
    let key: UInt16
    if string.isEscaped {
      key = unescapedKey(bytes, from: start + 1, to: string.end, keys: &keys)
    } else {
      key = keys.id(of: bytes, from: start + 1, length: string.end - start - 1)
    }
    var position = string.end + 1
    if byte(bytes, position) != UInt8(ascii: ":") { position = skipSpace(bytes, from: position) }
    guard byte(bytes, position) == UInt8(ascii: ":") else { throw unexpected(bytes, position, end, base, .colon) }
    position = skipSpace(bytes, from: position + 1)
    return (key, UInt32(truncatingIfNeeded: base + start + 1), position)
  }

  @inline(never)
  private static func unescapedKey(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    keys: inout JSONKeyTable
  ) -> UInt16 {
    let name = JSONString.unescape(bytes, from: start, to: end)
    let padded = name + [UInt8](repeating: 0, count: padding)
    return keys.id(of: padded.span.bytes, from: 0, length: name.count)
  }

  /// Reads a number and returns the position after it.
  @inline(__always)
  static func scanNumber(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    base: Int
  ) throws(JSONError) -> Int {
    var position = start
    if byte(bytes, position) == UInt8(ascii: "-") { position += 1 }
    if byte(bytes, position) == UInt8(ascii: "0") {
      position += 1
    } else {
      position = try scanDigits(bytes, from: position, to: end, base: base)
    }
    if byte(bytes, position) == UInt8(ascii: ".") {
      position = try scanDigits(bytes, from: position + 1, to: end, base: base)
    }
    if byte(bytes, position) | 0x20 == UInt8(ascii: "e") {
      position += 1
      if byte(bytes, position) == UInt8(ascii: "+") || byte(bytes, position) == UInt8(ascii: "-") { position += 1 }
      position = try scanDigits(bytes, from: position, to: end, base: base)
    }
    return position
  }

  @inline(__always)
  private static func scanDigits(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    base: Int
  ) throws(JSONError) -> Int {
    var position = start
    while byte(bytes, position) &- UInt8(ascii: "0") <= 9 { position += 1 }
    guard position > start else { throw unexpected(bytes, position, end, base, .digit) }
    return position
  }

  /// Reads `true`, `false` or `null` and returns the position after it.
  static func scanLiteral(
    _ bytes: borrowing RawSpan,
    _ literal: StaticString,
    at start: Int,
    to end: Int,
    base: Int
  ) throws(JSONError) -> Int {
    let length = literal.utf8CodeUnitCount
    let expected: UInt64
    switch length {
    case 5: expected = 0x65_736C_6166
    default: expected = byte(bytes, start) == UInt8(ascii: "t") ? 0x6575_7274 : 0x6C6C_756E
    }
    if word(bytes, start) & ((1 << (8 * UInt64(length))) &- 1) == expected { return start + length }
    if start + length > end, isPrefix(bytes, literal, from: start, to: end) {
      throw JSONError(.unexpectedEnd(expected: .literal), offset: base + end)
    }
    throw JSONError(.unexpectedByte(byte(bytes, start), expected: .literal), offset: base + start)
  }

  private static func isPrefix(
    _ bytes: borrowing RawSpan,
    _ literal: StaticString,
    from start: Int,
    to end: Int
  ) -> Bool {
    let characters = Array(literal.description.utf8)
    for i in 0..<(end - start) where byte(bytes, start + i) != characters[i] { return false }
    return true
  }

  /// The error for what stands at a position: the end of the text, or a byte that cannot be there.
  @inline(never)
  static func unexpected(
    _ bytes: borrowing RawSpan,
    _ position: Int,
    _ end: Int,
    _ base: Int,
    _ expected: JSONError.Expectation
  ) -> JSONError {
    if position >= end { return JSONError(.unexpectedEnd(expected: expected), offset: base + end) }
    return JSONError(.unexpectedByte(byte(bytes, position), expected: expected), offset: base + position)
  }
}
