extension String {
  /// The string with each scalar that XML 1.0 does not allow replaced by U+FFFD.
  ///
  /// XML 1.0 §2.2 allows tab, line feed, carriage return and everything from U+0020 but the surrogates, U+FFFE and
  /// U+FFFF. libxml2 writes the others as they are, and no reader takes them back; U+0000 would end the string.
  var xmlCharacters: String {
    guard !utf8.areAllPlain({ $0 &- 0x20 < 0x60 }), !utf8.isXMLText else { return self }
    var text = ""
    text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map { $0.isXMLCharacter ? $0 : "\u{FFFD}" })
    return text
  }
}

extension Unicode.Scalar {
  /// Whether XML 1.0 allows the scalar in a document, the production `Char`.
  var isXMLCharacter: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x1_0000...: true
    default: false
    }
  }
}

extension String.UTF8View {
  /// Whether every scalar is a `Char` of XML 1.0, told from the bytes.
  fileprivate var isXMLText: Bool {
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF; `tail` holds the two bytes before the current one.
    var tail: UInt16 = 0
    for byte in self {
      if byte < 0x20 {
        guard byte == 0x9 || byte == 0xA || byte == 0xD else { return false }
      } else if byte >= 0xBE, tail == 0xEFBF, byte <= 0xBF {
        return false
      }
      tail = tail << 8 | UInt16(byte)
    }
    return true
  }
}
