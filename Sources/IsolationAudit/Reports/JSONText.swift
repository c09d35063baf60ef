/// Writes JSON into bytes, a member after the other, in the order in which they are written.
///
/// For documents whose form other programs prescribe, and for what there is much of in a result.
struct JSONText {
  /// Where white space stands.
  enum Form {
    /// Nowhere.
    case dense
    /// Each member stands on a line of its own.
    case indented
    /// Likewise, and as ``SortedJSONEncoder`` has it: before a colon too, and inside of what is empty.
    case encoded
  }

  /// What is written last of the text, in UTF-8, and the whole pieces before it.
  private var bytes: [UInt8] = []
  private var full: [[UInt8]] = []
  private let form: Form
  private var depth = 0
  private var isFirst = true

  init(_ form: Form) { self.form = form }

  init(isIndented: Bool) { form = isIndented ? .indented : .dense }

  /// A piece is ended once it has so many bytes: a large text is not copied again and again as it grows, and memory that
  /// holds one is not touched before it is written.
  private static let pieceSize = 1 << 20

  /// The text so far, in pieces.
  var pieces: [[UInt8]] { full + [bytes] }

  /// The text so far, as one.
  var text: [UInt8] { full.isEmpty ? bytes : Array(pieces.joined()) }

  /// Writes an object as the next element, or as the document.
  mutating func object(_ body: (inout JSONText) -> Void) {
    startElement()
    enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an object as a member.
  mutating func object(_ key: StaticString, _ body: (inout JSONText) -> Void) {
    start(key)
    enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array as a member.
  mutating func array(_ key: StaticString, _ body: (inout JSONText) -> Void) {
    start(key)
    enclose(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Writes an array of texts as a member.
  mutating func array(_ key: StaticString, _ values: some Sequence<String>) {
    array(key) { json in for value in values { json.element(value) } }
  }

  /// Writes an array of objects as a member.
  mutating func array<Element>(
    _ key: StaticString,
    _ elements: [Element],
    _ write: (borrowing Element, inout JSONText) -> Void
  ) {
    array(key) { json in
      for place in elements.indices { json.object { json in write(elements[place], &json) } }
    }
  }

  /// Writes a member as the text of a value that stands at this depth.
  mutating func member(_ key: StaticString, encoded: (_ depth: Int) throws -> [UInt8]) rethrows {
    start(key)
    bytes += try encoded(depth)
  }

  /// Writes a text as the next element of an array.
  mutating func element(_ value: String) {
    startElement()
    append(value)
  }

  /// Writes a text as a member; nothing when there is none.
  mutating func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    start(key)
    append(value)
  }

  /// Writes a text as a member whose name is not a constant.
  mutating func member(named key: String, _ value: String) {
    startElement()
    append(key)
    separate()
    append(value)
  }

  /// Writes a whole number as a member; nothing when there is none.
  mutating func member(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    start(key)
    bytes += String(value).utf8
  }

  /// Writes a truth value as a member.
  mutating func member(_ key: StaticString, _ value: Bool) {
    start(key)
    bytes += (value ? "true" : "false").utf8
  }

  /// Ends a line between documents.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func start(_ key: StaticString) {
    startElement()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    separate()
  }

  private mutating func separate() {
    if form == .encoded { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: ":"))
    if form != .dense { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func startElement() {
    if bytes.count >= Self.pieceSize { endPiece() }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    if depth > 0 { breakLine() }
  }

  private mutating func endPiece() {
    full.append(bytes)
    bytes = []
    bytes.reserveCapacity(Self.pieceSize + Self.pieceSize / 16)
  }

  private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
    bytes.append(open)
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if isFirst, form == .encoded { bytes.append(UInt8(ascii: "\n")) }
    if !isFirst || form == .encoded { breakLine() }
    isFirst = false
    bytes.append(close)
  }

  private static let blanks: StaticString = "                                "

  private mutating func breakLine() {
    guard form != .dense else { return }
    bytes.append(UInt8(ascii: "\n"))
    var left = 2 * depth
    while left > 0 {
      let count = min(left, Self.blanks.utf8CodeUnitCount)
      bytes.append(contentsOf: UnsafeBufferPointer(start: Self.blanks.utf8Start, count: count))
      left -= count
    }
  }

  /// Writes a text; RFC 8259 wants quotation marks, backslashes and controls escaped, and nothing else.
  private mutating func append(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    let isPlain = value.utf8.isPlainInJSON
    value.withUTF8 { buffer in
      if isPlain {
        bytes.append(contentsOf: buffer)
        return
      }
      for byte in buffer {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        case UInt8(ascii: "\r") where form == .encoded: bytes += "\\r".utf8
        case 0x08 where form == .encoded: bytes += "\\b".utf8
        case 0x0C where form == .encoded: bytes += "\\f".utf8
        case 0..<0x20:
          bytes += (byte < 0x10 ? "\\u000" : "\\u001").utf8
          bytes += String(byte & 15, radix: 16).utf8
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension String.UTF8View {
  /// Whether JSON wants nothing of the text escaped.
  var isPlainInJSON: Bool {
    areAllPlain { ($0 >= 0x20) && ($0 != UInt8(ascii: "\"")) && ($0 != UInt8(ascii: "\\")) }
  }
}
