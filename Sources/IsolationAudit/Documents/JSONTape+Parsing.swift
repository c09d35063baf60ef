// Filling the tape.
extension JSONTape {
  /// Reads a whole text that is one value.
  mutating func parse(_ text: [UInt8]) throws(JSONError) {
    guard text.count < Int(UInt32.max) else { throw JSONError(.tooLarge, offset: 0) }
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw JSONError(.invalidUTF8, offset: error.byteOffsets.lowerBound)
    }
    base = 0
    bytes = text
    bytes.append(contentsOf: repeatElement(0, count: JSONParser.padding))
    let after = skipSpace(from: try parseValue(from: skipSpace(from: 0), to: text.count))
    if after < text.count { throw JSONParser.unexpected(bytes.span.bytes, after, text.count, base, .end) }
  }

  /// Reads the value at a position of the bytes in memory, and returns the position after it.
  mutating func parseValue(from start: Int, to end: Int) throws(JSONError) -> Int {
    // A second reference to the bytes, so that the other parts of the tape can be written meanwhile.
    let text = bytes
    return try JSONParser.parse(
      text.span.bytes,
      from: start,
      to: end,
      base: base,
      into: &nodes,
      keys: &keys,
      scratch: &scratch
    )
  }

  /// The position of the first byte at or after a position that is no white space.
  func skipSpace(from start: Int) -> Int {
    JSONParser.skipSpace(bytes.span.bytes, from: start)
  }

  /// The id, as a key, of the string that the tape holds.
  mutating func internRoot() -> UInt16 {
    let name = Array((string(0) ?? "").utf8)
    let padded = name + [UInt8](repeating: 0, count: JSONParser.padding)
    return keys.id(of: padded.span.bytes, from: 0, length: name.count)
  }

  /// Makes the tape hold an empty array that begins at an offset of the text.
  mutating func setEmptyArray(at offset: Int) {
    let node = Node(
      offset: UInt32(truncatingIfNeeded: offset),
      length: 0,
      next: 1,
      keyOffset: 0,
      key: JSONKeyTable.uninterned,
      kind: .array,
      isEscaped: false
    )
    nodes.removeAll(keepingCapacity: true)
    nodes.append(node)
  }

  /// Moves bytes to the front of the window, and makes room for a number of bytes in all.
  mutating func moveWindow(to start: Int, keeping count: Int, size: Int) {
    if bytes.count < size + JSONParser.padding {
      var grown = [UInt8](repeating: 0, count: size + JSONParser.padding)
      grown.replaceSubrange(0..<bytes.count, with: bytes)
      bytes = grown
    }
    base += start
    guard start > 0, count > 0 else { return }
    bytes.withUnsafeMutableBytes { all in
      let kept = UnsafeRawBufferPointer(rebasing: all[start..<start + count])
      all.copyMemory(from: kept)
    }
  }

  /// Ends the window at a position, so that a scan stops there.
  mutating func clear(from end: Int) {
    for i in end..<end + JSONParser.padding { bytes[i] = 0 }
  }
}
