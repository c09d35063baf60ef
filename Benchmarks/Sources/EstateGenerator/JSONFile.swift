import Foundation

/// Streams one JSON document to a file, in the form of `aws … --output json` (four spaces a level) or without any space.
///
/// Bytes are gathered in one buffer of fixed size; nothing else of the document is kept. Values are ASCII without
/// characters that JSON escapes: everything written here is made up by the generator.
struct JSONFile: ~Copyable {
  private static let flushSize = 1 << 20

  private let handle: FileHandle
  private let compact: Bool
  private var bytes: [UInt8] = []
  private var depth = 0
  private var isFirst = true
  private var failure: (any Error)?
  private var written = 0

  /// Creates the file, replacing one of the same name.
  init(_ url: URL, compact: Bool) throws {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw GeneratorError("\(url.path): error: the file cannot be created")
    }
    handle = try FileHandle(forWritingTo: url)
    self.compact = compact
    bytes.reserveCapacity(Self.flushSize + (1 << 16))
  }

  /// Writes what is left, closes the file and returns its size in bytes.
  ///
  /// - Throws: the first error that any write met.
  consuming func finish() throws -> Int {
    if !compact { bytes.append(UInt8(ascii: "\n")) }
    flush()
    if let failure { throw failure }
    try handle.close()
    return written
  }

  // MARK: Fields of an object

  mutating func field(_ key: StaticString, _ value: String) {
    begin(key)
    quoted(value)
  }

  mutating func field(_ key: StaticString, _ value: StaticString) {
    begin(key)
    quoted(value)
  }

  mutating func field(_ key: StaticString, _ value: Int) {
    begin(key)
    raw(String(value))
  }

  mutating func field(_ key: StaticString, _ value: Bool) {
    begin(key)
    raw(value ? "true" : "false")
  }

  mutating func object(_ key: StaticString, _ body: (inout JSONFile) -> Void) {
    begin(key)
    nested("{", "}", body)
  }

  mutating func list(_ key: StaticString, _ body: (inout JSONFile) -> Void = { _ in }) {
    begin(key)
    nested("[", "]", body)
  }

  // MARK: Items of a list, and the document

  /// Writes an object as the next item of a list, or as the document.
  mutating func object(_ body: (inout JSONFile) -> Void) {
    begin()
    nested("{", "}", body)
  }

  /// Writes a string as the next item of a list.
  mutating func item(_ value: String) {
    begin()
    quoted(value)
  }

  // MARK: AWS's habits

  /// Writes `Tags` as AWS does: a list of `{Key, Value}`.
  mutating func tags(_ tags: [(key: StaticString, value: String)], key: StaticString = "Tags") {
    list(key) { json in
      for tag in tags {
        json.object { json in
          json.field("Key", tag.key)
          json.field("Value", tag.value)
        }
      }
    }
  }

  // MARK: Bytes

  private mutating func begin(_ key: StaticString) {
    begin()
    quoted(key)
    bytes.append(UInt8(ascii: ":"))
    if !compact { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func begin() {
    if bytes.count >= Self.flushSize { flush() }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newLine() }
    isFirst = false
  }

  private mutating func nested(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONFile) -> Void) {
    bytes.append(UInt8(ascii: open))
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { newLine() }
    bytes.append(UInt8(ascii: close))
    isFirst = false
  }

  private mutating func newLine() {
    guard !compact else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 4))
  }

  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func quoted(_ text: StaticString) {
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func flush() {
    guard failure == nil, !bytes.isEmpty else { return }
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      failure = error
    }
    written += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }
}
