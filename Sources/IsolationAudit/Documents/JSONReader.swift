/// Reads a file that is an object of lists, as the AWS command line writes them, one record at a time.
///
/// Each element of an array that is the value of a top-level key is a record; so is every other top-level value. A
/// record is read into one ``JSONTape`` that is used again for the next, over a window on the file: memory does not
/// grow with the file, and each byte is touched while it is in the cache.
package struct JSONReader: ~Copyable {
  /// A place in the two upper levels of a file.
  package struct Record: Sendable {
    /// The id of the top-level key.
    package var key: UInt16
    /// The index of the element in the key's array; `nil` if the value is no array, or an empty one.
    package var index: Int?
  }

  /// What a file turned out to be, besides its records.
  package struct Summary: Sendable {
    /// The number of bytes that were read.
    package var byteCount = 0
    /// Whether the file begins with a UTF-8 byte order mark, which RFC 8259 does not allow but lets readers ignore.
    package var hasByteOrderMark = false
    /// Why the file is not valid from some place on; records before that place were handed over.
    package var error: JSONError?
    /// Records at which a search for a place can begin, one for every ``JSONReader/markDistance`` bytes or so.
    package var marks: [SourceFile.RecordMark] = []
  }

  /// The least number of bytes between two marks.
  static let markDistance = 1 << 16

  /// The least number of bytes that are read at once.
  static let windowSize = 1 << 19

  /// The record at hand, and the names of all keys.
  package private(set) var tape: JSONTape
  /// The position of the next byte in the window.
  private var position = 0
  /// The position after the last byte of the window that is known to be UTF-8; zeros follow it.
  private var end = 0
  /// The first bytes of a character that goes on beyond the window.
  private var carry: [UInt8] = []
  /// What stands at `end`, unless more can be read there.
  private var stop: JSONError?
  /// Whether the whole file has been read.
  private var isAtEnd = false
  /// The marks of the file at hand.
  private var marks: [SourceFile.RecordMark] = []

  /// Creates a reader whose first key ids are those of a list of names.
  package init(keys: [String]) {
    tape = JSONTape(keys: JSONKeyTable(known: keys))
  }

  /// The name of a key.
  package func keyName(_ key: UInt16) -> String { tape.keys.name(key) ?? "" }

  /// Reads a file from disk and hands each record to a closure.
  package mutating func forEachRecord(
    ofFile path: String,
    _ body: (borrowing JSONTape, Record) -> Void
  ) -> Summary {
    do {
      var input = try JSONInput(path: path)
      return read(&input, body)
    } catch {
      return Summary(error: error)
    }
  }

  /// Reads a text in memory and hands each record to a closure.
  package mutating func forEachRecord(
    of bytes: [UInt8],
    _ body: (borrowing JSONTape, Record) -> Void
  ) -> Summary {
    var input = JSONInput(bytes: bytes)
    return read(&input, body)
  }

  private mutating func read(_ input: inout JSONInput, _ body: (borrowing JSONTape, Record) -> Void) -> Summary {
    var summary = Summary()
    (tape.base, position, end, carry, stop, isAtEnd) = (0, 0, 0, [], nil, false)
    marks = []
    do {
      try refill(&input, keeping: 0)
      if end >= 3, tape.bytes[0] == 0xEF, tape.bytes[1] == 0xBB, tape.bytes[2] == 0xBF {
        summary.hasByteOrderMark = true
        position = 3
      }
      try readTopLevel(&input, body)
    } catch {
      summary.error = error
    }
    summary.marks = marks
    summary.byteCount = tape.base + end + carry.count
    return summary
  }

  private mutating func readTopLevel(
    _ input: inout JSONInput,
    _ body: (borrowing JSONTape, Record) -> Void
  ) throws(JSONError) {
    guard try next(&input) == UInt8(ascii: "{") else { throw unexpected(.object) }
    position += 1
    if try next(&input) == UInt8(ascii: "}") {
      position += 1
    } else {
      var seen: Set<String> = []
      while true {
        guard try next(&input) == UInt8(ascii: "\"") else { throw unexpected(seen.isEmpty ? .keyOrObjectEnd : .key) }
        // A key is read as if it were a value.
        try readValue(&input)
        let key = tape.internRoot()
        let name = tape.string(0) ?? ""
        guard seen.insert(name).inserted else { throw JSONError(.duplicateKey(name), offset: Int(tape.offset(0))) }
        guard try next(&input) == UInt8(ascii: ":") else { throw unexpected(.colon) }
        position += 1
        try readMember(&input, key: key, body)
        let following = try next(&input)
        position += 1
        if following == UInt8(ascii: "}") { break }
        guard following == UInt8(ascii: ",") else {
          position -= 1
          throw unexpected(.commaOrObjectEnd)
        }
      }
    }
    if try next(&input) != 0 || position < end { throw unexpected(.end) }
  }

  /// Reads the value of a top-level key: the elements of an array one by one, another value as one record.
  private mutating func readMember(
    _ input: inout JSONInput,
    key: UInt16,
    _ body: (borrowing JSONTape, Record) -> Void
  ) throws(JSONError) {
    guard try next(&input) == UInt8(ascii: "[") else {
      try readValue(&input)
      body(tape, Record(key: key, index: nil))
      return
    }
    position += 1
    if try next(&input) == UInt8(ascii: "]") {
      // An empty list is a fact of its own: there is none of these.
      position += 1
      tape.setEmptyArray(at: tape.base + position - 2)
      body(tape, Record(key: key, index: nil))
      return
    }
    var index = 0
    while true {
      if try next(&input) == 0 { throw unexpected(index == 0 ? .valueOrArrayEnd : .value) }
      try readValue(&input)
      body(tape, Record(key: key, index: index))
      mark(key, index)
      index += 1
      let following = try next(&input)
      position += 1
      if following == UInt8(ascii: "]") { return }
      guard following == UInt8(ascii: ",") else {
        position -= 1
        throw unexpected(.commaOrArrayEnd)
      }
    }
  }

  /// Marks the record at hand if the last mark is far behind it.
  @inline(__always)
  private mutating func mark(_ key: UInt16, _ index: Int) {
    let offset = tape.offset(0)
    let last = marks.last?.offset ?? 0
    if Int(offset) - Int(last) >= Self.markDistance {
      marks.append(SourceFile.RecordMark(offset: offset, key: keyName(key), index: index))
    }
  }

  /// Reads the value at `position` into the tape, with as much of the file as that takes.
  private mutating func readValue(_ input: inout JSONInput) throws(JSONError) {
    while true {
      do {
        let after = try tape.parseValue(from: position, to: end)
        if after < end || isAtEnd {
          position = after
          return
        }
        // A number may go on beyond the window.
      } catch {
        guard case .unexpectedEnd = error.reason else { throw error }
        if isAtEnd { throw stop ?? error }
      }
      try refill(&input, keeping: position)
    }
  }

  /// The next byte that is no white space, without passing it; 0 at the end of the file.
  private mutating func next(_ input: inout JSONInput) throws(JSONError) -> UInt8 {
    while true {
      position = tape.skipSpace(from: position)
      if position < end { return tape.bytes[position] }
      if isAtEnd {
        if let stop { throw stop }
        return 0
      }
      try refill(&input, keeping: position)
    }
  }

  /// Moves the window on, so that it begins at a position and holds more bytes than before.
  private mutating func refill(_ input: inout JSONInput, keeping start: Int) throws(JSONError) {
    let kept = end - start
    // The window grows only when one record fills it.
    var size = max(Self.windowSize, 2 * kept)
    // One byte more than there are: a window that is not filled is the last.
    if let left = input.bytesLeft { size = min(size, kept + carry.count + left + 1) }
    tape.moveWindow(to: start, keeping: kept, size: size)
    position -= start
    for (i, byte) in carry.enumerated() { tape.bytes[kept + i] = byte }
    let before = kept + carry.count
    let count = try input.read(into: &tape.bytes, before..<size)
    isAtEnd = count < size - before
    end = before + count
    carry = []
    if tape.base + end >= Int(UInt32.max) { throw JSONError(.tooLarge, offset: 0) }
    validate(from: kept)
    tape.clear(from: end)
  }

  /// Ends the window at the first byte that is not UTF-8, or at a character that goes on beyond it.
  private mutating func validate(from start: Int) {
    do {
      _ = try UTF8Span(validating: tape.bytes.span.extracting(start..<end))
    } catch {
      let bad = start + error.byteOffsets.lowerBound
      if !isAtEnd, error.kind == .truncatedScalar, start + error.byteOffsets.upperBound == end {
        carry = Array(tape.bytes[bad..<end])
      } else {
        stop = JSONError(.invalidUTF8, offset: tape.base + bad)
        isAtEnd = true
      }
      end = bad
    }
  }

  private func unexpected(_ expected: JSONError.Expectation) -> JSONError {
    JSONParser.unexpected(tape.bytes.span.bytes, position, end, tape.base, expected)
  }
}
