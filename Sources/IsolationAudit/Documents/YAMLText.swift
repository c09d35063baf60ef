/// The characters of a YAML file, checked, with their lines.
struct YAMLText {
  /// The largest file that is read, in bytes; a policy of this size has some 30,000 rules.
  static let maximumSize = 4 << 20

  /// The name of the file, for places.
  let file: String
  /// The characters, without a byte order mark.
  private(set) var scalars: [Unicode.Scalar]
  /// The index of the first character of each line.
  private let lineStarts: [Int]

  /// Checks and splits the bytes of a file.
  ///
  /// - Throws: ``YAMLTextFault`` with the place of the first byte that is not accepted.
  init(_ bytes: [UInt8], file: String) throws(YAMLTextFault) {
    self.file = file
    guard bytes.count <= Self.maximumSize else {
      throw YAMLTextFault(
        code: "file-too-large",
        message: "\(bytes.count) bytes are more than the \(Self.maximumSize) that are read",
        location: SourceLocation(file: file)
      )
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw YAMLTextFault(
        code: "bad-encoding",
        message: "the file is UTF-16; save it as UTF-8",
        location: SourceLocation(file: file, line: 1, column: 1)
      )
    }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var isBroken = false
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): scalars.append(scalar)
      case .emptyInput: break decoding
      case .error:
        isBroken = true
        break decoding
      }
    }
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
    lineStarts = Self.lineStarts(of: scalars)
    if isBroken {
      throw YAMLTextFault(
        code: "bad-encoding",
        message: "a byte that is not UTF-8; save the file as UTF-8",
        location: location(at: scalars.count)
      )
    }
    if let index = scalars.firstIndex(where: Self.isForbidden) {
      let number = String(scalars[index].value, radix: 16, uppercase: true)
      throw YAMLTextFault(
        code: "control-character",
        message: "the character U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number) is not accepted",
        location: location(at: index)
      )
    }
  }

  /// The text as a string.
  var string: String { String(String.UnicodeScalarView(scalars)) }

  /// The place of the character at an index.
  func location(at index: Int) -> SourceLocation {
    let line = lineStarts.lastIndex { $0 <= index } ?? 0
    return SourceLocation(file: file, line: line + 1, column: index - lineStarts[line] + 1)
  }

  /// The index of the character at a line and column, both counted from 1.
  func index(line: Int, column: Int) -> Int? {
    guard line >= 1, line <= lineStarts.count, column >= 1 else { return nil }
    let index = lineStarts[line - 1] + column - 1
    return index < scalars.count ? index : nil
  }

  /// Puts another character at an index; line breaks stay where they are.
  mutating func replace(at index: Int, with scalar: Unicode.Scalar) {
    scalars[index] = scalar
  }

  /// Whether a character ends a line (YAML 1.1 §5.4, the rule that libYAML follows).
  static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private static func lineStarts(of scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for index in scalars.indices where isLineBreak(scalars[index]) {
      if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
      starts.append(index + 1)
    }
    return starts
  }

  /// Whether a character is outside YAML's printable set (YAML 1.2 §5.1), or turns the direction of text around.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// Why a text cannot be read as YAML, and where.
struct YAMLTextFault: Error, Hashable, Sendable {
  /// The code of the diagnostic.
  var code: String
  /// What is wrong.
  var message: String
  /// Where.
  var location: SourceLocation
}
