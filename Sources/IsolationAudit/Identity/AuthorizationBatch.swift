/// Answers a file of requests: a JSON array, or one object a line.
package struct AuthorizationBatch: Sendable {
  /// What came of a file.
  package struct Summary: Sendable {
    /// How many requests were answered.
    package var answered = 0
    /// How many of them expected another answer.
    package var differing = 0
    /// What could not be read, in the order of the file.
    package var diagnostics: [Diagnostic] = []
  }

  private let file: String

  /// Creates a batch whose diagnostics name a file.
  package init(file: String) { self.file = file }

  /// Answers each request of a text in order.
  ///
  /// A request that cannot be read is a diagnostic with its place; the others are answered all the same. In an array,
  /// nothing after a fault of the JSON itself can be read.
  package func answer(_ text: [UInt8], each: (AuthorizationAnswer) -> Void) -> Summary {
    var summary = Summary()
    var places = PlaceFinder(text)
    func report(_ code: String, _ message: String, at offset: Int, pointer: String?) {
      let place = places.place(of: offset)
      summary.diagnostics.append(
        Diagnostic(
          .error,
          code: code,
          message: message,
          location: SourceLocation(file: file, line: place.line, column: place.column, pointer: pointer)
        )
      )
    }
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      let fault = JSONError(.invalidUTF8, offset: error.byteOffsets.lowerBound)
      report(fault.code, fault.message, at: fault.offset, pointer: nil)
      return summary
    }
    var tape = JSONTape(keys: JSONKeyTable(known: AuthorizationRequestReader.keyNames))
    tape.bytes = text + [UInt8](repeating: 0, count: JSONParser.padding)
    var reader = AuthorizationRequestReader()
    var position = tape.skipSpace(from: 0)
    let isArray = position < text.count && text[position] == UInt8(ascii: "[")
    if isArray { position = tape.skipSpace(from: position + 1) }
    var index = 0
    while position < text.count {
      if isArray && text[position] == UInt8(ascii: "]") {
        position = tape.skipSpace(from: position + 1)
        if position < text.count {
          report("invalid-json", "text after the array of requests, expected nothing", at: position, pointer: nil)
        }
        return summary
      }
      let pointer = isArray ? "/\(index)" : ""
      do {
        let end = try tape.parseValue(from: position, to: text.count)
        let start = position
        position = tape.skipSpace(from: end)
        do {
          let answer = try reader.answer(tape, upTo: end)
          summary.answered += 1
          if answer.differs { summary.differing += 1 }
          each(answer)
        } catch {
          report("unreadable-request", error.message, at: max(start, error.offset), pointer: pointer + error.pointer)
        }
      } catch {
        report(error.code, error.message, at: error.offset, pointer: isArray ? pointer : nil)
        if isArray { return summary }
        position = tape.skipSpace(from: text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count)
      }
      index += 1
      guard isArray else { continue }
      if position < text.count, text[position] == UInt8(ascii: ",") {
        position = tape.skipSpace(from: position + 1)
        if position < text.count, text[position] == UInt8(ascii: "]") {
          report("invalid-json", "unexpected ']' after a comma, expected a request", at: position, pointer: nil)
          return summary
        }
      } else if position < text.count, text[position] != UInt8(ascii: "]") {
        report("invalid-json", "no comma between requests, expected ',' or ']'", at: position, pointer: nil)
        return summary
      }
    }
    if isArray {
      report("truncated-json", "unexpected end of text, expected ']'", at: text.count, pointer: nil)
    }
    return summary
  }
}

/// Turns offsets that only grow into lines and columns, counting each byte once.
private struct PlaceFinder {
  private let text: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1

  init(_ text: [UInt8]) { self.text = text }

  mutating func place(of target: Int) -> (line: Int, column: Int) {
    while offset < min(target, text.count) {
      if text[offset] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if text[offset] & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return (line, column)
  }
}
