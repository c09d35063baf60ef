/// The bytes of a document that is being written, and what the next of them depend on.
///
/// An object, because the writer is borrowed by nested closures; no method calls out, so accesses need no check at run
/// time. Escapes and white space are those of libxml2's writer.
final class XMLOutput {
  /// The document so far, in UTF-8.
  @exclusivity(unchecked)
  private(set) var bytes: [UInt8] = []
  /// Whether elements stand on lines of their own, as in XML and not in HTML.
  private let isIndented: Bool
  /// The number of elements that are open.
  @exclusivity(unchecked)
  private var depth = 0
  /// Whether the start tag of the innermost element is still to be closed.
  @exclusivity(unchecked)
  private var isTagOpen = false
  /// Whether an element was the last thing that was written.
  @exclusivity(unchecked)
  private var isAfterElement = false

  init(_ prologue: StaticString, isIndented: Bool) {
    self.isIndented = isIndented
    append(prologue)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Starts an element.
  func start(_ name: StaticString) {
    if isTagOpen {
      bytes.append(UInt8(ascii: ">"))
      if isIndented { bytes.append(UInt8(ascii: "\n")) }
    }
    if isIndented { indent() }
    bytes.append(UInt8(ascii: "<"))
    append(name)
    isTagOpen = true
    depth += 1
  }

  /// Writes an attribute of the element that was started last.
  func attribute(_ name: StaticString, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    append(name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    append(value, isAttribute: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends the innermost element; one in which nothing stands has an end tag only when it is `isFull`.
  func end(_ name: StaticString, isFull: Bool) {
    depth -= 1
    if isTagOpen, !isFull {
      bytes.append(UInt8(ascii: "/"))
    } else {
      if isTagOpen {
        bytes.append(UInt8(ascii: ">"))
      } else if isIndented, isAfterElement {
        indent()
      }
      bytes.append(UInt8(ascii: "<"))
      bytes.append(UInt8(ascii: "/"))
      append(name)
    }
    bytes.append(UInt8(ascii: ">"))
    if isIndented { bytes.append(UInt8(ascii: "\n")) }
    (isTagOpen, isAfterElement) = (false, true)
  }

  /// Writes text.
  func text(_ string: String) {
    startContent()
    append(string, isAttribute: false)
  }

  /// Writes a constant as it stands.
  func constant(_ string: StaticString) {
    startContent()
    append(string)
  }

  /// The whole document.
  func finish() -> [UInt8] {
    if !isIndented { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }

  private func startContent() {
    if isTagOpen { bytes.append(UInt8(ascii: ">")) }
    (isTagOpen, isAfterElement) = (false, false)
  }

  private func indent() {
    for _ in 0..<2 * depth { bytes.append(UInt8(ascii: " ")) }
  }

  private func append(_ constant: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: constant.utf8Start, count: constant.utf8CodeUnitCount))
  }

  /// Writes a string with what XML wants escaped.
  private func append(_ string: String, isAttribute: Bool) {
    // Beyond ASCII nothing is escaped but in attributes of HTML; U+FFFE and U+FFFF begin with the byte EF.
    let end: UInt8 = isAttribute && !isIndented ? 0x80 : 0xEF
    let isPlain = string.utf8.areAllPlain {
      ($0 >= 0x20) && ($0 < end) && ($0 != 0x22) && ($0 != 0x26) && ($0 != 0x3C) && ($0 != 0x3E)
    }
    guard isPlain else { return escape(string.xmlCharacters, isAttribute: isAttribute) }
    var string = string
    string.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private func escape(_ string: String, isAttribute: Bool) {
    if isAttribute, !isIndented, !string.utf8.areAllPlain({ $0 < 0x80 }) { return escapeScalars(string) }
    var string = string
    string.withUTF8 { text in
      var start = 0
      for place in text.indices {
        guard let reference = Self.reference(text[place], isAttribute: isAttribute) else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<place]))
        append(reference)
        start = place + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  /// Writes an attribute with references for all scalars beyond ASCII: HTML has no declaration that tells the encoding.
  private func escapeScalars(_ string: String) {
    for scalar in string.unicodeScalars {
      if !scalar.isASCII {
        bytes += "&#x\(String(scalar.value, radix: 16, uppercase: true));".utf8
      } else if let reference = Self.reference(UInt8(ascii: scalar), isAttribute: true) {
        append(reference)
      } else {
        bytes.append(UInt8(ascii: scalar))
      }
    }
  }

  /// What stands for a byte; `nil` for those that stand for themselves.
  @inline(__always)
  private static func reference(_ byte: UInt8, isAttribute: Bool) -> StaticString? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "\r"): "&#13;"
    case UInt8(ascii: "\n") where isAttribute: "&#10;"
    case UInt8(ascii: "\t") where isAttribute: "&#9;"
    default: nil
    }
  }
}
