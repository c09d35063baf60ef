/// A JSON value as a tree, for small texts such as policy documents; members keep the order of the text.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as it is written, so that no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key of an object and its value.
  package struct Member: Hashable, Sendable {
    /// The key, unescaped.
    package var key: String
    /// The value.
    package var value: JSONValue

    /// Creates a member.
    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONValue {
  /// Reads a text in UTF-8, refusing all that is not JSON, and keys that occur twice.
  ///
  /// - Throws: ``JSONError`` with offset, line and column.
  package init(parsing text: [UInt8]) throws(JSONError) {
    var tape = JSONTape(keys: JSONKeyTable(known: []))
    do {
      try tape.parse(text)
    } catch {
      throw error.located(in: text)
    }
    self = tape.value(0)
  }

  /// Reads a text, refusing all that is not JSON, and keys that occur twice.
  ///
  /// - Throws: ``JSONError`` with offset, line and column.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

extension JSONValue {
  /// The value of an object's member; `nil` if there is none, or the value is no object.
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text of a string; `nil` for other values.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value; `nil` for other values.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value of a number that is an integer written without fraction and exponent; `nil` for other values.
  package var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The elements of an array; `nil` for other values.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, in the order of the text; `nil` for other values.
  package var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSONError {
  /// The error with its line and column in a text.
  func located(in text: [UInt8]) -> JSONError {
    var counter = SourceLineCounter()
    counter.advance(over: text[..<min(offset, text.count)])
    var error = self
    error.line = counter.line
    error.column = counter.column
    return error
  }
}
