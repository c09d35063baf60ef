/// Reads one JSON value (RFC 8259) into the nodes of a ``JSONTape``, in one pass and without recursion.
enum JSONParser {
  /// The most arrays and objects inside each other.
  static let depthLimit = 512
  /// The bytes that must be readable after the end of the text, all zero.
  static let padding = 16

  /// Memory that is kept from one value to the next.
  struct Scratch: Sendable {
    /// The arrays and objects that are open, as indices of nodes.
    var open = [UInt32](repeating: 0, count: JSONParser.depthLimit)
    /// For each key id, the number of the last object that had it.
    var lastObject: [UInt32] = []
    /// The number of objects closed so far.
    var objects: UInt32 = 0
  }

  /// Reads the value that begins at a position of `bytes`, and returns the position after it.
  ///
  /// At least ``padding`` zero bytes must follow `end`. All offsets, in nodes and errors, are positions plus `base`. The
  /// reason of an error is `unexpectedEnd` whenever more text after `end` could make a value of it.
  static func parse(
    _ bytes: borrowing RawSpan,
    from start: Int,
    to end: Int,
    base: Int,
    into nodes: inout [JSONTape.Node],
    keys: inout JSONKeyTable,
    scratch: inout Scratch
  ) throws(JSONError) -> Int {
    nodes.removeAll(keepingCapacity: true)
    var position = start
    var depth = 0
    var key = JSONKeyTable.uninterned
    var keyOffset: UInt32 = 0

    value: while true {
      // INVARIANT: `position` is where a value must begin; `key` and `keyOffset` are its key's inside an object.
      var node = JSONTape.Node(
        offset: UInt32(truncatingIfNeeded: base + position),
        length: 0,
        next: UInt32(truncatingIfNeeded: nodes.count + 1),
        keyOffset: keyOffset,
        key: key,
        kind: .null,
        isEscaped: false
      )
      let first = byte(bytes, position)
      switch first {
      case UInt8(ascii: "\""):
        let string = try scanString(bytes, from: position + 1, to: end, base: base)
        node.kind = .string
        node.offset += 1
        node.length = UInt32(truncatingIfNeeded: string.end - position - 1)
        node.isEscaped = string.isEscaped
        nodes.append(node)
        position = string.end + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < depthLimit else {
          throw JSONError(.tooDeep(limit: depthLimit), offset: base + position)
        }
        let isObject = first == UInt8(ascii: "{")
        node.kind = isObject ? .object : .array
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        position = skipSpace(bytes, from: position + 1)
        if byte(bytes, position) == close {
          nodes.append(node)
          position += 1
        } else {
          scratch.open[depth] = UInt32(truncatingIfNeeded: nodes.count)
          nodes.append(node)
          depth += 1
          if isObject {
            guard byte(bytes, position) == UInt8(ascii: "\"") else {
              throw unexpected(bytes, position, end, base, .keyOrObjectEnd)
            }
            (key, keyOffset, position) = try scanKey(bytes, from: position, to: end, base: base, keys: &keys)
          } else {
            guard byte(bytes, position) != 0 else { throw unexpected(bytes, position, end, base, .valueOrArrayEnd) }
            key = JSONKeyTable.uninterned
            keyOffset = 0
          }
          continue value
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let after = try scanNumber(bytes, from: position, to: end, base: base)
        node.kind = .number
        node.length = UInt32(truncatingIfNeeded: after - position)
        nodes.append(node)
        position = after
      case UInt8(ascii: "t"):
        position = try scanLiteral(bytes, "true", at: position, to: end, base: base)
        node.kind = .true
        nodes.append(node)
      case UInt8(ascii: "f"):
        position = try scanLiteral(bytes, "false", at: position, to: end, base: base)
        node.kind = .false
        nodes.append(node)
      case UInt8(ascii: "n"):
        position = try scanLiteral(bytes, "null", at: position, to: end, base: base)
        nodes.append(node)
      default:
        throw unexpected(bytes, position, end, base, .value)
      }

      // After a value: close what ends here, or go on to the next value.
      while true {
        guard depth > 0 else { return position }
        let container = Int(scratch.open[depth - 1])
        nodes[container].length += 1
        position = skipSpace(bytes, from: position)
        let following = byte(bytes, position)
        if nodes[container].kind == .object {
          if following == UInt8(ascii: ",") {
            position = skipSpace(bytes, from: position + 1)
            guard byte(bytes, position) == UInt8(ascii: "\"") else {
              throw unexpected(bytes, position, end, base, .key)
            }
            (key, keyOffset, position) = try scanKey(bytes, from: position, to: end, base: base, keys: &keys)
            continue value
          }
          guard following == UInt8(ascii: "}") else {
            throw unexpected(bytes, position, end, base, .commaOrObjectEnd)
          }
          nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
          try refuseDuplicateKeys(of: container, bytes, base, nodes, keys, &scratch)
        } else {
          if following == UInt8(ascii: ",") {
            position = skipSpace(bytes, from: position + 1)
            key = JSONKeyTable.uninterned
            keyOffset = 0
            continue value
          }
          guard following == UInt8(ascii: "]") else {
            throw unexpected(bytes, position, end, base, .commaOrArrayEnd)
          }
          nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
        }
        position += 1
        depth -= 1
      }
    }
  }

  /// Refuses an object with a key that occurs twice, naming the place of the second.
  @inline(__always)
  private static func refuseDuplicateKeys(
    of object: Int,
    _ bytes: borrowing RawSpan,
    _ base: Int,
    _ nodes: [JSONTape.Node],
    _ keys: JSONKeyTable,
    _ scratch: inout Scratch
  ) throws(JSONError) {
    if scratch.lastObject.count < keys.count {
      scratch.lastObject.append(contentsOf: repeatElement(0, count: keys.count - scratch.lastObject.count))
    }
    if scratch.objects == .max {
      for i in scratch.lastObject.indices { scratch.lastObject[i] = 0 }
      scratch.objects = 0
    }
    scratch.objects += 1
    let end = Int(nodes[object].next)
    var member = object + 1
    while member < end {
      let node = nodes[member]
      guard node.key != JSONKeyTable.uninterned else {
        return try refuseDuplicateNames(of: object, bytes, base, nodes)
      }
      if scratch.lastObject[Int(node.key)] == scratch.objects {
        throw JSONError(.duplicateKey(keys.name(node.key) ?? ""), offset: Int(node.keyOffset) - 1)
      }
      scratch.lastObject[Int(node.key)] = scratch.objects
      member = Int(node.next)
    }
  }

  /// The same for an object with keys that found no room in the table: by their text.
  @inline(never)
  private static func refuseDuplicateNames(
    of object: Int,
    _ bytes: borrowing RawSpan,
    _ base: Int,
    _ nodes: [JSONTape.Node]
  ) throws(JSONError) {
    var seen: Set<[UInt8]> = []
    let end = Int(nodes[object].next)
    var member = object + 1
    while member < end {
      let node = nodes[member]
      let start = Int(node.keyOffset) - base
      var close = start
      while byte(bytes, close) != UInt8(ascii: "\"") { close += byte(bytes, close) == UInt8(ascii: "\\") ? 2 : 1 }
      let name = JSONString.unescape(bytes, from: start, to: close)
      if !seen.insert(name).inserted {
        let text = String(decoding: name, as: UTF8.self)
        throw JSONError(.duplicateKey(text), offset: Int(node.keyOffset) - 1)
      }
      member = Int(node.next)
    }
  }
}
