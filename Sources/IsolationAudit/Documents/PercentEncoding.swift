/// Percent-encoding (RFC 3986 §2.1), in which IAM returns policy documents.
extension String {
  /// Whether the text can be JSON only once its percent-encoding is undone: no JSON text begins with `%`.
  package var isPercentEncodedJSON: Bool { utf8.first == UInt8(ascii: "%") }

  /// The bytes of the text with its percent-encoding undone; a `%` without two hexadecimal digits stays as it is.
  package var percentDecoded: [UInt8] {
    let bytes = Array(utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = Self.digit(bytes[index + 1]),
        let low = Self.digit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  /// The value of a hexadecimal digit.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
