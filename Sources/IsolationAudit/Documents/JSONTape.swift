/// One JSON value as a flat list of nodes in the order of the text, over the bytes that it was read from.
///
/// Node 0 is the value itself; the nodes of an array or object follow it, and ``Node/next`` skips them. Strings stay
/// where they are in the text and are unescaped when asked for. The tape is filled anew for each record of a file, so
/// that it stays in the processor's cache however large the file is.
package struct JSONTape: ~Copyable {
  /// What a value is.
  package enum Kind: UInt8, Sendable {
    case null, `false`, `true`, number, string, array, object
  }

  /// One value of the text.
  package struct Node: Sendable {
    /// The offset in the text of the value; of a string, of the byte after its opening quote.
    package var offset: UInt32
    /// The bytes of a number or of a string without its quotes; the values directly inside an array or object.
    package var length: UInt32
    /// The index of the first node after this value and all that it contains.
    package var next: UInt32
    /// The offset in the text of the byte after the key's opening quote; for members of objects only.
    package var keyOffset: UInt32
    /// The id of the key in the ``JSONKeyTable``; ``JSONKeyTable/uninterned`` if it has none.
    package var key: UInt16
    /// What the value is.
    package var kind: Kind
    /// Whether a string has an escape in it.
    package var isEscaped: Bool
  }

  /// The bytes in memory: a window on the text, and at least 16 bytes more.
  var bytes: [UInt8] = []
  /// The offset in the text of the first byte in memory.
  var base = 0
  /// The nodes of the value.
  var nodes: [Node] = []
  /// The names of the keys.
  package internal(set) var keys: JSONKeyTable
  /// What the parser keeps between values, so as not to allocate it again.
  var scratch = JSONParser.Scratch()

  /// Creates an empty tape over a table of key names.
  package init(keys: JSONKeyTable) {
    self.keys = keys
  }
}

extension JSONTape {
  /// The node at an index.
  @inline(__always)
  package subscript(_ index: Int) -> Node { nodes[index] }

  /// What the value at a node is.
  @inline(__always)
  package func kind(_ index: Int) -> Kind { nodes[index].kind }

  /// The offset in the text at which a value begins, of a string the offset of its opening quote.
  @inline(__always)
  package func offset(_ index: Int) -> UInt32 {
    let node = nodes[index]
    return node.kind == .string ? node.offset - 1 : node.offset
  }

  /// The values directly inside an array or object; none for other values.
  @inline(__always)
  package func children(of index: Int) -> JSONChildren {
    let node = nodes[index]
    guard node.kind == .array || node.kind == .object else { return JSONChildren(position: 0, end: 0) }
    return JSONChildren(position: index + 1, end: Int(node.next))
  }

  /// Calls a closure with the index of each value directly inside an array or object; no call for other values.
  @inline(__always)
  package func forEachChild<E>(of index: Int, _ body: (Int) throws(E) -> Void) throws(E) {
    guard nodes[index].kind == .array || nodes[index].kind == .object else { return }
    let end = Int(nodes[index].next)
    var child = index + 1
    while child < end {
      try body(child)
      child = Int(nodes[child].next)
    }
  }

  /// The index of an object's member with a key; `nil` if there is none, or the value is no object.
  package func member(_ key: UInt16, of index: Int) -> Int? {
    guard nodes[index].kind == .object else { return nil }
    let end = Int(nodes[index].next)
    var child = index + 1
    while child < end {
      if nodes[child].key == key { return child }
      child = Int(nodes[child].next)
    }
    return nil
  }

  /// The key of a member of an object, unescaped.
  package func keyName(_ index: Int) -> String {
    let node = nodes[index]
    if let name = keys.name(node.key) { return name }
    let start = Int(node.keyOffset) - base
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return String(decoding: JSONString.unescape(bytes.span.bytes, from: start, to: end), as: UTF8.self)
  }

  /// The text of a string, unescaped; `nil` if the value is no string.
  package func string(_ index: Int) -> String? {
    let node = nodes[index]
    guard node.kind == .string else { return nil }
    let start = Int(node.offset) - base
    let end = start + Int(node.length)
    if node.isEscaped {
      return String(decoding: JSONString.unescape(bytes.span.bytes, from: start, to: end), as: UTF8.self)
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The UTF-8 bytes of a string, unescaped; `nil` if the value is no string.
  package func utf8(_ index: Int) -> ArraySlice<UInt8>? {
    let node = nodes[index]
    guard node.kind == .string else { return nil }
    let start = Int(node.offset) - base
    let end = start + Int(node.length)
    return node.isEscaped ? JSONString.unescape(bytes.span.bytes, from: start, to: end)[...] : bytes[start..<end]
  }

  /// Calls a closure with the UTF-8 bytes of a string, unescaped; `nil` if the value is no string.
  @inline(__always)
  package func withUTF8<R, E>(_ index: Int, _ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R? {
    let node = nodes[index]
    guard node.kind == .string else { return nil }
    let start = Int(node.offset) - base
    let end = start + Int(node.length)
    if node.isEscaped {
      let text = JSONString.unescape(bytes.span.bytes, from: start, to: end)
      return try body(text.span)
    }
    return try body(bytes.span.extracting(start..<end))
  }

  /// The literal text of a number; `nil` if the value is no number.
  package func numberText(_ index: Int) -> String? {
    let node = nodes[index]
    guard node.kind == .number else { return nil }
    let start = Int(node.offset) - base
    return String(decoding: bytes[start..<start + Int(node.length)], as: UTF8.self)
  }

  /// The value of a number that is an integer without fraction and exponent; `nil` for all other values.
  package func integer(_ index: Int) -> Int? {
    let node = nodes[index]
    guard node.kind == .number else { return nil }
    var position = Int(node.offset) - base
    let end = position + Int(node.length)
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var value = 0
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int(digit))
      guard !overflow, !carry else { return nil }
      value = sum
      position += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The truth value; `nil` if the value is neither `true` nor `false`.
  package func bool(_ index: Int) -> Bool? {
    switch nodes[index].kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The value at a node, and all that it contains, as a tree.
  package func value(_ index: Int) -> JSONValue {
    switch nodes[index].kind {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return .number(numberText(index) ?? "")
    case .string: return .string(string(index) ?? "")
    case .array:
      var elements: [JSONValue] = []
      elements.reserveCapacity(Int(nodes[index].length))
      forEachChild(of: index) { elements.append(value($0)) }
      return .array(elements)
    case .object:
      var members: [JSONValue.Member] = []
      members.reserveCapacity(Int(nodes[index].length))
      forEachChild(of: index) { members.append(JSONValue.Member(key: keyName($0), value: value($0))) }
      return .object(members)
    }
  }
}

/// A walk over the values directly inside an array or object of a ``JSONTape``.
package struct JSONChildren: Sendable {
  /// The index of the next value.
  fileprivate var position: Int
  /// The index after the last.
  fileprivate let end: Int

  /// The index of the next value; `nil` after the last.
  @inline(__always)
  package mutating func next(in tape: borrowing JSONTape) -> Int? {
    guard position < end else { return nil }
    defer { position = Int(tape[position].next) }
    return position
  }
}
