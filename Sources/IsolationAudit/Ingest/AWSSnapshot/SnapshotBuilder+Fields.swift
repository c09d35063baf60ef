// Reading the fields of records. A value of the wrong kind is a fault of its record; `null` is the same as no field.
extension SnapshotBuilder {
  /// The longest text that is kept; AWS itself allows 256 characters in a tag's value.
  static let longestText = 1 << 16

  /// The members of an object; none for `null`.
  @inline(__always)
  func object(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> JSONChildren {
    let kind = tape.kind(node)
    if kind != .object && kind != .null { throw wrongKind(tape, node, expected: "an object") }
    return tape.children(of: node)
  }

  /// The elements of an array; none for `null`.
  @inline(__always)
  func array(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> JSONChildren {
    let kind = tape.kind(node)
    if kind != .array && kind != .null { throw wrongKind(tape, node, expected: "an array") }
    return tape.children(of: node)
  }

  /// The key of a member; `nil` if no decoder knows it.
  @inline(__always)
  func key(_ tape: borrowing JSONTape, _ node: Int) -> AWSKey? { AWSKey(rawValue: tape[node].key) }

  /// The symbol of a string; empty for `null`.
  @inline(__always)
  mutating func symbol(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    let kind = tape.kind(node)
    guard kind == .string else {
      if kind == .null { return .empty }
      throw wrongKind(tape, node, expected: "a string")
    }
    if tape[node].length > Self.longestText { return cutSymbol(tape, node) }
    return tape.withUTF8(node) { estate.symbols.intern(buffer: $0) } ?? .empty
  }

  /// The symbol of the beginning of a text that is too long to keep.
  private mutating func cutSymbol(_ tape: borrowing JSONTape, _ node: Int) -> Symbol {
    let text = tape.string(node) ?? ""
    guard text.utf8.count > Self.longestText else { return estate.symbols.intern(text) }
    let all = Array(text.utf8)
    var end = Self.longestText
    while end > 0, all[end] & 0xC0 == 0x80 { end -= 1 }
    let bytes = Array(all[..<end])
    remarks.add(
      .warning,
      "text-too-long",
      "text of \(text.utf8.count) bytes, only the first \(bytes.count) are kept",
      at: place(tape, node)
    )
    return estate.symbols.intern(buffer: bytes.span)
  }

  /// The symbols of an array of strings.
  mutating func symbols(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> [Symbol] {
    var result: [Symbol] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) { result.append(try symbol(tape, element)) }
    return result
  }

  /// The symbols that one member of each object in an array holds.
  mutating func symbols(_ tape: borrowing JSONTape, _ node: Int, _ member: AWSKey) throws(SnapshotFault) -> [Symbol] {
    var result: [Symbol] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      if let value = try self.member(tape, element, member) {
        let name = try symbol(tape, value)
        if !name.isEmpty { result.append(name) }
      }
    }
    return result
  }

  /// The member of an object with a key; `nil` if there is none, or it is `null`.
  func member(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> Int? {
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      if tape[member].key == key.rawValue { return tape.kind(member) == .null ? nil : member }
    }
    return nil
  }

  /// The symbol of an object's member; empty if there is none.
  mutating func symbol(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> Symbol {
    guard let value = try member(tape, node, key) else { return .empty }
    return try symbol(tape, value)
  }

  /// The text of a string; `nil` for `null`.
  func text(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> String? {
    if tape.kind(node) == .null { return nil }
    guard let text = tape.string(node) else { throw wrongKind(tape, node, expected: "a string") }
    return text
  }

  /// A truth value; `false` for `null`.
  @inline(__always)
  func bool(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Bool {
    switch tape.kind(node) {
    case .true: return true
    case .false, .null: return false
    default: throw wrongKind(tape, node, expected: "true or false")
    }
  }

  /// An integer in a range.
  func integer(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ range: ClosedRange<Int>
  ) throws(SnapshotFault) -> Int {
    guard let value = tape.integer(node), range.contains(value) else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "wrong-value",
        message: "\(shown(tape, node)) for \(tape.keyName(node)), expected an integer from \(range.lowerBound) to "
          + "\(range.upperBound)"
      )
    }
    return value
  }

  /// A CIDR block, exactly as AWS writes it: host bits are refused.
  func prefix(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> IPPrefix {
    guard let text = tape.utf8(node) else { throw wrongKind(tape, node, expected: "a CIDR block") }
    do {
      return try IPPrefix.parse(text)
    } catch {
      throw SnapshotFault(offset: tape.offset(node), code: "bad-prefix", message: "\(error)")
    }
  }

  /// An IP address.
  func address(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> IPAddress {
    guard let text = tape.utf8(node) else { throw wrongKind(tape, node, expected: "an IP address") }
    do {
      return try IPAddress.parse(text)
    } catch {
      throw SnapshotFault(offset: tape.offset(node), code: "bad-address", message: "\(error)")
    }
  }

  /// An IPv4 address as an integer.
  func ipv4(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> UInt32 {
    let address = try address(tape, node)
    guard address.family == .ipv4 else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "bad-address",
        message: "`\(address)` is an IPv6 address, expected IPv4 `a.b.c.d`"
      )
    }
    return UInt32(truncatingIfNeeded: address.value)
  }

  /// A list of `{Key, Value}`, or a map from keys to values.
  mutating func tags(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> TagSetID {
    var tags: [Tag] = []
    if tape.kind(node) == .object {
      var members = tape.children(of: node)
      while let member = members.next(in: tape) {
        let key = estate.symbols.intern(tape.keyName(member))
        tags.append(Tag(key: key, value: try symbol(tape, member)))
      }
    } else {
      var elements = try array(tape, node)
      while let element = elements.next(in: tape) {
        var tag = Tag(key: .empty, value: .empty)
        var members = try object(tape, element)
        while let member = members.next(in: tape) {
          switch key(tape, member) {
          case .Key, .key, .TagKey: tag.key = try symbol(tape, member)
          case .Value, .value, .TagValue: tag.value = try symbol(tape, member)
          default: break
          }
        }
        tags.append(tag)
      }
    }
    return tags.isEmpty ? .none : estate.intern(tags: tags)
  }

  /// Refuses a record without the field that everything else hangs on.
  @inline(__always)
  func require(_ id: Symbol, _ key: AWSKey, _ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    if id.isEmpty { throw missing(key, tape, node) }
  }

  /// The fault of a record without a field.
  func missing(_ key: AWSKey, _ tape: borrowing JSONTape, _ node: Int) -> SnapshotFault {
    SnapshotFault(offset: tape.offset(node), code: "missing-field", message: "no \(key), expected one in every record")
  }

  /// The fault of a value of the wrong kind.
  @inline(never)
  func wrongKind(_ tape: borrowing JSONTape, _ node: Int, expected: String) -> SnapshotFault {
    let name = tape[node].keyOffset > 0 ? " for \(tape.keyName(node))" : ""
    return SnapshotFault(
      offset: tape.offset(node),
      code: "wrong-type",
      message: "\(shown(tape, node))\(name), expected \(expected)"
    )
  }

  /// A value as a message shows it: short texts and numbers as they are, anything else by its kind.
  func shown(_ tape: borrowing JSONTape, _ node: Int) -> String {
    switch tape.kind(node) {
    case .null: "null"
    case .true: "true"
    case .false: "false"
    case .number: tape.numberText(node).map { String($0.prefix(40)) } ?? "a number"
    case .string: tape[node].length <= 64 ? "`\(tape.string(node) ?? "")`" : "a long string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
