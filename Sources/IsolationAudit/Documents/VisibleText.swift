extension String {
  /// The string on one line, with nothing in it that a terminal, a browser or a reader's eye would obey.
  ///
  /// Names, tags and descriptions are whatever somebody typed into AWS. Controls, escape sequences, invisible scalars
  /// and bidirectional overrides are written out as `\u{202E}`; the string is cut after `limit` scalars.
  func visible(limit: Int = 400) -> String {
    escaped(limit: limit, keepsLines: false)
  }

  /// The string with its lines and tabs, otherwise as ``visible(limit:)``.
  func visibleLines(limit: Int = 1_000_000) -> String {
    escaped(limit: limit, keepsLines: true)
  }

  private func escaped(limit: Int, keepsLines: Bool) -> String {
    if utf8.count <= limit, utf8.areAllPlain({ $0 &- 0x20 < 0x5F }) { return self }
    var text = self
    return text.withUTF8 { Self.escaped($0, limit: limit, keepsLines: keepsLines) }
  }

  /// The same of UTF-8: runs of plain characters are copied at once.
  private static func escaped(_ text: UnsafeBufferPointer<UInt8>, limit: Int, keepsLines: Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var (shown, place) = (0, 0)
    while shown < limit, place < text.count {
      let room = Swift.min(text.count - place, limit - shown)
      let run = text[place..<place + room].prefix { $0 &- 0x20 < 0x5F }
      bytes.append(contentsOf: run)
      shown += run.count
      place += run.count
      guard shown < limit, place < text.count else { break }
      let (scalar, length) = scalar(text, at: place)
      switch scalar {
      case "\n" where keepsLines, "\t" where keepsLines: bytes.append(text[place])
      // A carriage return before a line feed is how other systems end a line.
      case "\r" where keepsLines && place + 1 < text.count && text[place + 1] == UInt8(ascii: "\n"): break
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case _ where scalar.isObeyed: bytes += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8
      default: bytes.append(contentsOf: text[place..<place + length])
      }
      shown += 1
      place += length
    }
    // A byte that continues a scalar is none of its own.
    let rest = text[place...].count { $0 & 0xC0 != 0x80 }
    let shownText = String(decoding: bytes, as: UTF8.self)
    return rest == 0 ? shownText : shownText + "… (+\(rest.grouped) characters)"
  }

  /// The scalar at a place of UTF-8 without faults, as a string holds it, and its length.
  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>,
    at place: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let first = text[place]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(length == 1 ? first : first & (0xFF >> UInt8(length + 1)))
    for next in 1..<Swift.max(length, 1) where place + next < text.count {
      value = value << 6 | UInt32(text[place + next] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// The number of columns that a terminal needs for the string, which is one line of visible text.
  var columns: Int {
    if utf8.areAllPlain({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { width, character in
      width + (character.unicodeScalars.contains(where: \.isWide) ? 2 : character.isMark ? 0 : 1)
    }
  }

  /// The string with spaces at which no line is broken; ``TerminalText`` writes them as plain spaces.
  var unbroken: String {
    contains(" ") ? String(map { $0 == " " ? "\u{A0}" : $0 }) : self
  }

  /// The string filled up with spaces to a number of columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }
}

extension Character {
  /// Whether the character is a combining mark without a base, which takes no column.
  fileprivate var isMark: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory == .nonspacingMark }
  }
}

extension Unicode.Scalar {
  /// Whether a reader obeys the scalar instead of showing it: controls, format characters, separators of lines.
  fileprivate var isObeyed: Bool {
    if value < 0x7F { return value < 0x20 }
    // Arrows and mathematical operators.
    if (0x2190...0x22FF).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    case .unassigned: return properties.isNoncharacterCodePoint
    default: return false
    }
  }

  /// Whether terminals give the scalar two columns (Unicode Standard Annex #11, in broad strokes).
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Int {
  /// The number with a comma between groups of three digits: `12,431`.
  var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }

  /// The number with its noun: `1 finding`, `12,431 findings`.
  func of(_ noun: String, plural: String? = nil) -> String {
    grouped + " " + (self == 1 ? noun : plural ?? noun + "s")
  }
}
