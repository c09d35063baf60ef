/// Finds line, column and JSON pointer (RFC 6901) of byte offsets, in one pass over a text that comes in pieces.
///
/// The text need not be valid: a pointer names the innermost value begun before the offset, as far as the text goes.
struct JSONLocator {
  /// What was found for one offset.
  struct Found {
    var line: Int
    var column: Int
    var pointer: String?
  }

  /// An array or object that is open.
  private struct Frame {
    var isObject: Bool
    /// The index of the element at hand, for arrays.
    var index = 0
    /// Whether a key, or the first element, has been seen.
    var hasPart = false
    /// The bytes of the key at hand, escapes included, for objects.
    var key: [UInt8] = []
  }

  /// The places found so far, in the order of the targets.
  private(set) var found: [Found] = []

  private let targets: [UInt32]
  private var offset = 0
  private var lines = SourceLineCounter()
  private var frames: [Frame] = []
  private var isInString = false
  private var isEscaped = false
  private var isKey = false
  private var expectsKey = false
  /// Whether anything but an object or array begins the text: then it is no JSON, and has no pointers.
  private var isStructured: Bool?

  /// Creates a locator for offsets in ascending order.
  init(targets: [UInt32]) {
    self.targets = targets
    found.reserveCapacity(targets.count)
  }

  /// Creates a locator for one offset, in a text that is read from a mark on.
  init(target: UInt32, from mark: SourceFile.RecordMark) {
    targets = [target]
    offset = Int(mark.offset)
    isStructured = true
    frames = [
      Frame(isObject: true, hasPart: true, key: Self.escaped(mark.key)),
      Frame(isObject: false, index: mark.index, hasPart: true),
    ]
  }

  /// A key as the frames keep it: as JSON writes it.
  private static func escaped(_ key: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in key.utf8 {
      if byte == UInt8(ascii: "\\") { bytes.append(byte) }
      bytes.append(byte)
    }
    return bytes
  }

  /// Reads on; returns whether there is anything left to find.
  mutating func advance(over bytes: ArraySlice<UInt8>) -> Bool {
    var start = bytes.startIndex
    while found.count < targets.count {
      let distance = Int(targets[found.count]) - offset
      guard distance < bytes.endIndex - start else {
        scan(bytes[start...])
        return true
      }
      let target = start + max(distance, 0)
      scan(bytes[start..<target])
      start = target
      record(at: bytes[target])
    }
    return false
  }

  /// Ends the text; what lies beyond its end is placed there.
  mutating func finish() {
    while found.count < targets.count { record(at: nil) }
  }

  private mutating func record(at byte: UInt8?) {
    var parts = frames
    if let last = parts.last {
      // At the first byte of a first element, the place is the element's. A key's own first quote is not read yet:
      // the place is then the object.
      let beginsElement = !last.isObject && byte.map { $0 > 0x20 && $0 != UInt8(ascii: "]") } ?? false
      if (!last.hasPart && !beginsElement) || (last.isObject && expectsKey) { parts.removeLast() }
    }
    var pointer = ""
    for part in parts {
      if part.isObject {
        pointer += "/" + Self.token(part.key)
      } else {
        pointer += "/\(part.index)"
      }
    }
    let isJSON = isStructured ?? false || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    found.append(Found(line: lines.line, column: lines.column, pointer: isJSON ? pointer : nil))
  }

  private mutating func scan(_ bytes: ArraySlice<UInt8>) {
    offset += bytes.count
    lines.advance(over: bytes)
    for byte in bytes {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          isKey = false
          continue
        }
        if isKey { frames[frames.count - 1].key.append(byte) }
        continue
      }
      if byte <= 0x20 { continue }
      if isStructured == nil, byte < 0x80 {
        isStructured = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        markPart()
        frames.append(Frame(isObject: byte == UInt8(ascii: "{")))
        expectsKey = byte == UInt8(ascii: "{")
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = frames.popLast()
        expectsKey = false
      case UInt8(ascii: ","):
        guard let last = frames.indices.last else { continue }
        if frames[last].isObject {
          expectsKey = true
        } else {
          frames[last].index += 1
        }
      case UInt8(ascii: "\""):
        isInString = true
        markPart()
        if expectsKey, let last = frames.indices.last {
          isKey = true
          frames[last].key.removeAll(keepingCapacity: true)
          expectsKey = false
        }
      default: markPart()
      }
    }
  }

  private mutating func markPart() {
    if let last = frames.indices.last { frames[last].hasPart = true }
  }

  /// A key as a reference token: unescaped from JSON, then `~` as `~0` and `/` as `~1`.
  private static func token(_ key: [UInt8]) -> String {
    let padded = key + [UInt8](repeating: 0, count: JSONParser.padding)
    let name = String(decoding: JSONString.unescape(padded.span.bytes, from: 0, to: key.count), as: UTF8.self)
    var token = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": token += "~0"
      case "/": token += "~1"
      default: token.unicodeScalars.append(scalar)
      }
    }
    return token
  }
}
