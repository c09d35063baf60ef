/// Reads HCL's native syntax (the specification of hashicorp/hcl, `hclsyntax/spec.md`): blocks and attributes.
///
/// A part that is not HCL is a ``HCLFault``, and reading goes on at the next line that can begin something.
struct HCLParser {
  /// The most expressions inside each other.
  static let depthLimit = 128

  let bytes: [UInt8]
  var position = 0
  /// The position after the last byte that is read; less than the text inside a heredoc.
  var end: Int
  /// What could not be read.
  private(set) var faults: [HCLFault] = []
  /// Whether line ends are white space, as between brackets.
  var ignoresLines = false
  /// The expressions that are open.
  var depth = 0
  private let lineStarts: [Int]

  init(_ bytes: [UInt8]) {
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    self.bytes = text
    end = text.count
    var starts = [0]
    for (index, byte) in text.enumerated() where byte == 0x0A { starts.append(index + 1) }
    lineStarts = starts
  }

  /// Reads the whole text.
  mutating func parseFile() -> HCLBody {
    var body = parseBody()
    while position < end {
      fault("unexpected '}', expected a block or an attribute")
      position += 1
      let rest = parseBody()
      body.attributes += rest.attributes
      body.blocks += rest.blocks
    }
    return body
  }

  // MARK: Structure

  /// Reads attributes and blocks up to a closing brace or the end.
  private mutating func parseBody() -> HCLBody {
    var body = HCLBody()
    while true {
      skipLines()
      guard position < end, peek() != UInt8(ascii: "}") else { return body }
      let place = place()
      guard let name = identifier() ?? quotedName() else {
        fault("unexpected \(shown()), expected the name of a block or an attribute")
        skipToNextLine()
        continue
      }
      skipSpace()
      if peek() == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") {
        position += 1
        do throws(HCLFault) {
          let value = try parseExpression()
          skipSpace()
          body.attributes.append(HCLAttribute(name: name, value: value, place: place))
          let next = peek()
          guard position >= end || next == 0x0A || next == UInt8(ascii: "}") || next == UInt8(ascii: ",") else {
            throw HCLFault(message: "unexpected \(shown()), expected the end of the line", place: self.place())
          }
          if next == UInt8(ascii: ",") { position += 1 }
        } catch {
          recover(from: error)
        }
        continue
      }
      var labels: [String] = []
      while position < end, let label = identifier() ?? quotedName() {
        labels.append(label)
        skipSpace()
      }
      guard peek() == UInt8(ascii: "{") else {
        fault("unexpected \(shown()), expected '=' or '{' after \(name)")
        skipToNextLine()
        continue
      }
      position += 1
      guard depth < Self.depthLimit else {
        fault("more than \(Self.depthLimit) nested blocks")
        position = end
        return body
      }
      depth += 1
      let inner = parseBody()
      depth -= 1
      if peek() == UInt8(ascii: "}") {
        position += 1
      } else {
        fault("the text ends inside a block, expected '}' for \(name) at line \(place.line)")
      }
      body.blocks.append(HCLBlock(type: name, labels: labels, body: inner, place: place))
    }
  }

  // MARK: Faults

  mutating func fault(_ message: String) { faults.append(HCLFault(message: message, place: place())) }

  private mutating func recover(from fault: HCLFault) {
    faults.append(fault)
    ignoresLines = false
    skipToNextLine()
  }

  /// Skips to the end of the line, over whatever brackets it opens.
  private mutating func skipToNextLine() {
    var open = 0
    while position < end {
      let byte = peek()
      if byte == 0x0A, open <= 0 { return }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        while position < end, peek() != UInt8(ascii: "\""), peek() != 0x0A {
          position += peek() == UInt8(ascii: "\\") ? 2 : 1
        }
        if peek() == 0x0A { continue }
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        if open == 0, byte == UInt8(ascii: "}") { return }
        open -= 1
      default: break
      }
      position += 1
    }
  }

  /// What stands at the position, for a message.
  func shown() -> String {
    guard position < end else { return "end of the text" }
    let byte = bytes[position]
    if byte == 0x0A { return "end of the line" }
    if byte > 0x20, byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
    return "character"
  }

  // MARK: Characters

  /// The byte at the position or after it; 0 at the end.
  func peek(_ distance: Int = 0) -> UInt8 { position + distance < end ? bytes[position + distance] : 0 }

  /// The place of the position.
  func place() -> HCLPlace { place(of: position) }

  func place(of position: Int) -> HCLPlace {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= position { low = middle } else { high = middle }
    }
    var column = 1
    for byte in bytes[lineStarts[low]..<min(position, bytes.count)] where byte & 0xC0 != 0x80 { column += 1 }
    return HCLPlace(line: low + 1, column: column)
  }

  /// Skips white space and comments; line ends only where they mean nothing.
  mutating func skipSpace() {
    while position < end {
      switch peek() {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A where ignoresLines: position += 1
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        position += 2
        while position < end, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { position += 1 }
        position = min(end, position + 2)
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while position < end, peek() != 0x0A { position += 1 }
  }

  /// Skips white space, comments and line ends.
  mutating func skipLines() {
    let before = ignoresLines
    ignoresLines = true
    skipSpace()
    ignoresLines = before
  }

  /// Reads a name; `nil` if none begins here.
  mutating func identifier() -> String? {
    let start = position
    guard Self.beginsName(peek()) else { return nil }
    while position < end, Self.continuesName(peek()) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  static func beginsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  static func continuesName(_ byte: UInt8) -> Bool {
    beginsName(byte) || byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  /// Reads a label in quotes, which has nothing to fill in.
  private mutating func quotedName() -> String? {
    guard peek() == UInt8(ascii: "\"") else { return nil }
    let start = position
    do {
      let name = try parseQuoted()
      if let text = name.text { return text }
      position = start
      return nil
    } catch {
      position = start
      return nil
    }
  }
}
