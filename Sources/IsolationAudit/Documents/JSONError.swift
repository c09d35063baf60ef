/// Why a text is not JSON (RFC 8259), and where.
package struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    /// The text ended inside a value.
    case unexpectedEnd(expected: Expectation)
    /// A byte that cannot stand here.
    case unexpectedByte(UInt8, expected: Expectation)
    /// A control character that is not escaped, in a string.
    case controlCharacter(UInt8)
    /// A backslash before a byte that makes no escape.
    case invalidEscape(UInt8)
    /// `\u` without four hexadecimal digits.
    case invalidUnicodeEscape
    /// Half of a surrogate pair.
    case loneSurrogate(UInt16)
    /// A key that the object already has.
    case duplicateKey(String)
    /// More nested arrays and objects than are read.
    case tooDeep(limit: Int)
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// More bytes than a 32-bit offset can name.
    case tooLarge
    /// The operating system could not read the file; its own words.
    case unreadable(String)
  }

  /// What could have stood at the place of an error.
  package enum Expectation: String, Hashable, Sendable {
    case value = "a value"
    case valueOrArrayEnd = "a value or ']'"
    case key = "a key in double quotes"
    case keyOrObjectEnd = "a key in double quotes or '}'"
    case colon = "':' after the key"
    case commaOrArrayEnd = "',' or ']'"
    case commaOrObjectEnd = "',' or '}'"
    case stringEnd = "'\"' at the end of the string"
    case digit = "a digit"
    case literal = "true, false or null"
    case object = "an object, '{'"
    case end = "nothing after the value"
  }

  /// What is wrong.
  package var reason: Reason
  /// The zero-based offset in bytes of the place.
  package var offset: Int
  /// The line, counted from 1; 0 until it has been worked out.
  package var line = 0
  /// The column in code points, counted from 1; 0 until it has been worked out.
  package var column = 0

  /// Creates an error at the byte with an offset.
  package init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError {
  /// What is wrong and what was expected, in the words of a ``Diagnostic``.
  package var message: String {
    switch reason {
    case .unexpectedEnd(let expected): "unexpected end of text, expected \(expected.rawValue)"
    case .unexpectedByte(let byte, let expected): "unexpected \(Self.name(byte)), expected \(expected.rawValue)"
    case .controlCharacter(let byte): "control character \(Self.name(byte)) in a string, expected it escaped"
    case .invalidEscape(let byte):
      "unknown escape, a backslash before \(Self.name(byte)), expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"
    case .invalidUnicodeEscape: "incomplete \\u escape, expected four hexadecimal digits"
    case .loneSurrogate(let unit): "lone surrogate \\u\(Self.hex(UInt32(unit), digits: 4)), expected a surrogate pair"
    case .duplicateKey(let key): "duplicate key \"\(key)\", expected every key of an object once"
    case .tooDeep(let limit): "more than \(limit) nested arrays and objects, expected at most \(limit)"
    case .invalidUTF8: "bytes that are not UTF-8, expected a JSON text in UTF-8"
    case .tooLarge: "file of 4 GiB or more, expected a smaller one: split the list over several files"
    case .unreadable(let why): "cannot read the file: \(why)"
    }
  }

  /// A stable name of the kind of error, for ``Diagnostic/code``.
  package var code: String {
    switch reason {
    case .unexpectedEnd: "truncated-json"
    case .unexpectedByte: "invalid-json"
    case .controlCharacter: "control-character"
    case .invalidEscape, .invalidUnicodeEscape: "invalid-escape"
    case .loneSurrogate: "lone-surrogate"
    case .duplicateKey: "duplicate-key"
    case .tooDeep: "nesting-too-deep"
    case .invalidUTF8: "invalid-utf8"
    case .tooLarge: "file-too-large"
    case .unreadable: "unreadable-file"
    }
  }

  /// A byte as a person would name it: `'x'` if it can be printed, otherwise its code.
  private static func name(_ byte: UInt8) -> String {
    switch byte {
    case 0x21..<0x7F: "'\(Unicode.Scalar(byte))'"
    case 0x20: "space"
    case 0..<0x80: "U+\(hex(UInt32(byte), digits: 4))"
    default: "byte 0x\(hex(UInt32(byte), digits: 2))"
    }
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension JSONError: CustomStringConvertible {
  /// The message, with line and column once they are known.
  package var description: String { line > 0 ? "\(line):\(column): \(message)" : message }
}
