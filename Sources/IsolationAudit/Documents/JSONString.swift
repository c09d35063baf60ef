/// Escapes of JSON strings (RFC 8259 §7).
enum JSONString {
  /// The UTF-8 bytes that the inside of a string stands for.
  ///
  /// The string must have been accepted by ``JSONParser``; in another one, what is no escape is left as it is.
  static func unescape(_ bytes: borrowing RawSpan, from start: Int, to end: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(end - start)
    var position = start
    while position < end {
      let byte = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      guard byte == UInt8(ascii: "\\"), position + 1 < end else {
        text.append(byte)
        position += 1
        continue
      }
      let escape = bytes.unsafeLoad(fromByteOffset: position + 1, as: UInt8.self)
      position += 2
      switch escape {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        guard position + 4 <= end, let unit = codeUnit(bytes, at: position) else { continue }
        position += 4
        var value = UInt32(unit)
        if UTF16.isLeadSurrogate(unit), position + 6 <= end, let low = codeUnit(bytes, at: position + 2),
          UTF16.isTrailSurrogate(low)
        {
          value = 0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(low) & 0x3FF
          position += 6
        }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      default: text.append(escape)
      }
    }
    return text
  }

  /// The UTF-16 code unit of four hexadecimal digits; `nil` if they are none.
  static func codeUnit(_ bytes: borrowing RawSpan, at position: Int) -> UInt16? {
    var unit: UInt16 = 0
    for i in 0..<4 {
      let byte = bytes.unsafeLoad(fromByteOffset: position + i, as: UInt8.self)
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
