/// Encodes values as JSON straight into bytes: keys sorted by their UTF-8, two spaces a level, no slash escaped.
///
/// The bytes are those of Foundation's encoder with `.prettyPrinted`, `.sortedKeys` and `.withoutEscapingSlashes`. That one
/// builds a tree of all values first, which for a large result takes several times as long as everything else.
/// Linear in the number of values, but for the keys of an object that are not written in order: those are sorted, and the
/// object's bytes copied once for each object around it.
struct SortedJSONEncoder {
  /// The text of a value, without a line feed at its end.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - depth: The number of objects and arrays that it stands in.
  /// - Returns: The text.
  /// - Throws: What the value throws, or `EncodingError` for a number that JSON does not have.
  func encode(_ value: some Encodable, depth: Int = 0) throws -> [UInt8] {
    let text = JSONSink(depth: depth)
    try text.write(value)
    return text.bytes
  }
}

/// The text so far, and the objects and arrays that are open in it, the outermost first.
private final class JSONSink {
  private(set) var bytes: [UInt8] = []
  /// The number of objects and arrays around the whole text.
  private let depth: Int
  private var frames: [Frame] = []
  /// The entries of all open objects, the outermost object's first.
  private var entries: [Entry] = []
  private var scratch: [UInt8] = []

  init(depth: Int) { self.depth = depth }

  private struct Frame {
    enum Kind { case value, object, array }
    var kind = Kind.value
    /// The number of objects and arrays around it.
    let depth: Int
    /// The number of elements or entries so far.
    var count = 0
    /// The place of its first entry among those of all objects.
    var firstEntry: Int
    /// Where its first entry begins.
    var start = 0
    var isSorted = true
  }

  /// An entry of an object, by its place in the text: the line break before it, then its key in quotation marks.
  private struct Entry {
    var start: Int
    var key: Range<Int>
    var end: Int
  }

  /// Writes a whole value.
  func write<Value: Encodable>(_ value: Value) throws {
    if Value.self == String.self, let text = value as? String { return write(text) }
    if Value.self == Int.self, let number = value as? Int { return write(number: number) }
    if Value.self == Bool.self, let truth = value as? Bool { return write(truth) }
    let own = nest()
    try value.encode(to: JSONSinkEncoder(sink: self, frame: own))
    close(to: own)
  }

  /// Writes a text with what RFC 8259 wants escaped.
  func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.utf8.isPlainInJSON
    text.withUTF8 { buffer in
      guard !isPlain else {
        bytes.append(contentsOf: buffer)
        return
      }
      for byte in buffer {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0..<0x20:
          bytes += (byte < 0x10 ? "\\u000" : "\\u001").utf8
          bytes += String(byte & 15, radix: 16).utf8
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  func write(number: some BinaryInteger) { bytes += String(number).utf8 }
  func write(_ truth: Bool) { bytes += (truth ? "true" : "false").utf8 }
  func writeNull() { bytes += "null".utf8 }

  /// Writes a number; a whole one without a fraction.
  func write(_ number: Double, _ description: String) throws {
    guard number.isFinite else {
      throw EncodingError.invalidValue(number, .init(codingPath: [], debugDescription: "JSON has no such number"))
    }
    bytes += (description.hasSuffix(".0") ? description.dropLast(2) : description[...]).utf8
  }

  /// Makes an open value an object or an array, unless it is one already.
  func open(_ frame: Int, isArray: Bool) {
    guard frames[frame].kind == .value else { return }
    frames[frame].kind = isArray ? .array : .object
    bytes.append(UInt8(ascii: isArray ? "[" : "{"))
    frames[frame].start = bytes.count
  }

  /// Begins an entry of an object.
  func begin(_ frame: Int, key: String) {
    close(to: frame + 1)
    endEntry(frame)
    if frames[frame].count > 0 { bytes.append(UInt8(ascii: ",")) }
    let start = bytes.count
    breakLine(frames[frame].depth + 1)
    let name = bytes.count
    write(key)
    let range = name..<bytes.count
    bytes += " : ".utf8
    if frames[frame].isSorted, frames[frame].count > 0, let last = entries.last, precedes(range, last.key) {
      frames[frame].isSorted = false
    }
    entries.append(Entry(start: start, key: range, end: start))
    frames[frame].count += 1
  }

  /// Begins an element of an array.
  func begin(_ frame: Int) {
    close(to: frame + 1)
    if frames[frame].count > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(frames[frame].depth + 1)
    frames[frame].count += 1
  }

  /// Opens a value inside another; one that nobody closes, such as a nested container, is closed when the other goes on.
  func nest() -> Int {
    let depth = frames.last.map { $0.kind == .value ? $0.depth : $0.depth + 1 } ?? self.depth
    frames.append(Frame(depth: depth, firstEntry: entries.count))
    return frames.count - 1
  }

  /// The number of elements of an array so far.
  func count(_ frame: Int) -> Int { frames[frame].count }

  /// Closes what is open, down to a number of open values.
  private func close(to count: Int) {
    while frames.count > count {
      let place = frames.count - 1
      let isEmpty = frames[place].kind == .value && bytes.last.map { ": [{,\n".utf8.contains($0) } ?? true
      // A value that wrote nothing is an object without entries.
      if isEmpty { open(place, isArray: false) }
      switch frames[place].kind {
      case .value: break
      case .array:
        if frames[place].count == 0 { bytes.append(UInt8(ascii: "\n")) }
        breakLine(frames[place].depth)
        bytes.append(UInt8(ascii: "]"))
      case .object:
        endEntry(place)
        if !frames[place].isSorted { sortEntries(frames[place]) }
        entries.removeSubrange(frames[place].firstEntry...)
        if frames[place].count == 0 { bytes.append(UInt8(ascii: "\n")) }
        breakLine(frames[place].depth)
        bytes.append(UInt8(ascii: "}"))
      }
      frames.removeLast()
    }
  }

  private func endEntry(_ frame: Int) {
    if frames[frame].count > 0 { entries[entries.count - 1].end = bytes.count }
  }

  /// Puts the entries of an object into the order of their keys, with a comma between two.
  private func sortEntries(_ frame: Frame) {
    let sorted = entries[frame.firstEntry...].sorted { precedes($0.key, $1.key) }
    scratch.removeAll(keepingCapacity: true)
    bytes.withUnsafeBufferPointer { text in
      for (index, entry) in sorted.enumerated() {
        if index > 0 { scratch.append(UInt8(ascii: ",")) }
        scratch.append(contentsOf: UnsafeBufferPointer(rebasing: text[entry.start..<entry.end]))
      }
    }
    bytes.replaceSubrange(frame.start..., with: scratch)
  }

  /// Whether one key, by its place in the text, stands before another.
  private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    bytes.withUnsafeBufferPointer { text in
      // The quotation mark at the end of the shorter is left out: it is no part of the key.
      text[one].dropLast().lexicographicallyPrecedes(text[other].dropLast())
    }
  }

  private func breakLine(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

/// What a value is handed to write itself.
private struct JSONSinkEncoder: Encoder {
  let sink: JSONSink
  let frame: Int
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    sink.open(frame, isArray: false)
    return KeyedEncodingContainer(JSONSinkObject<Key>(sink: sink, frame: frame))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    sink.open(frame, isArray: true)
    return JSONSinkArray(sink: sink, frame: frame)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONSinkValue(sink: sink, frame: frame) }
}

private struct JSONSinkObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: JSONSink
  let frame: Int
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    sink.begin(frame, key: key.stringValue)
    sink.writeNull()
  }

  func encode(_ value: String, forKey key: Key) {
    sink.begin(frame, key: key.stringValue)
    sink.write(value)
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    sink.begin(frame, key: key.stringValue)
    try sink.write(value)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    encoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
  func superEncoder() -> any Encoder { encoder("super") }
  func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

  private func encoder(_ key: Key) -> JSONSinkEncoder { encoder(key.stringValue) }
  private func encoder(_ key: String) -> JSONSinkEncoder {
    sink.begin(frame, key: key)
    return JSONSinkEncoder(sink: sink, frame: sink.nest())
  }
}

private struct JSONSinkArray: UnkeyedEncodingContainer {
  let sink: JSONSink
  let frame: Int
  var codingPath: [any CodingKey] { [] }
  var count: Int { sink.count(frame) }

  func encodeNil() {
    sink.begin(frame)
    sink.writeNull()
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    sink.begin(frame)
    try sink.write(value)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    encoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
  func superEncoder() -> any Encoder { encoder }

  private var encoder: JSONSinkEncoder {
    sink.begin(frame)
    return JSONSinkEncoder(sink: sink, frame: sink.nest())
  }
}

private struct JSONSinkValue: SingleValueEncodingContainer {
  let sink: JSONSink
  let frame: Int
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.writeNull() }
  func encode(_ value: Bool) { sink.write(value) }
  func encode(_ value: String) { sink.write(value) }
  func encode(_ value: Double) throws { try sink.write(value, value.description) }
  func encode(_ value: Float) throws { try sink.write(Double(value), value.description) }
  func encode(_ value: Int) { sink.write(number: value) }
  func encode(_ value: Int8) { sink.write(number: value) }
  func encode(_ value: Int16) { sink.write(number: value) }
  func encode(_ value: Int32) { sink.write(number: value) }
  func encode(_ value: Int64) { sink.write(number: value) }
  func encode(_ value: UInt) { sink.write(number: value) }
  func encode(_ value: UInt8) { sink.write(number: value) }
  func encode(_ value: UInt16) { sink.write(number: value) }
  func encode(_ value: UInt32) { sink.write(number: value) }
  func encode(_ value: UInt64) { sink.write(number: value) }
  func encode<Value: Encodable>(_ value: Value) throws { try sink.write(value) }
}
