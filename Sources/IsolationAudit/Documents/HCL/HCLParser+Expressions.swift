// Expressions (`hclsyntax/spec.md`, "Expressions").
extension HCLParser {
  /// The binary operators by how tightly they bind, loosest first.
  private static let operators: [[String]] = [
    ["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"],
  ]

  /// Reads an expression.
  mutating func parseExpression() throws(HCLFault) -> HCLExpression {
    guard depth < Self.depthLimit else {
      throw HCLFault(message: "more than \(Self.depthLimit) nested expressions", place: place())
    }
    depth += 1
    defer { depth -= 1 }
    skipSpace()
    let place = place()
    let condition = try parseBinary(level: 0)
    skipSpace()
    guard peek() == UInt8(ascii: "?") else { return condition }
    position += 1
    skipLines()
    let first = try parseExpression()
    skipLines()
    guard peek() == UInt8(ascii: ":") else { throw unexpected("':' of a condition") }
    position += 1
    skipLines()
    let second = try parseExpression()
    return HCLExpression(kind: .conditional(condition, first, second), place: place)
  }

  func unexpected(_ expected: String) -> HCLFault {
    HCLFault(message: "unexpected \(shown()), expected \(expected)", place: place())
  }

  private mutating func parseBinary(level: Int) throws(HCLFault) -> HCLExpression {
    guard level < Self.operators.count else { return try parseUnary() }
    skipSpace()
    let place = place()
    var left = try parseBinary(level: level + 1)
    while true {
      skipSpace()
      guard let symbol = Self.operators[level].first(where: { startsWith($0) }) else { return left }
      position += symbol.utf8.count
      skipLines()
      let right = try parseBinary(level: level + 1)
      left = HCLExpression(kind: .binary(symbol, left, right), place: place)
    }
  }

  private func startsWith(_ symbol: String) -> Bool {
    var distance = 0
    for byte in symbol.utf8 {
      guard peek(distance) == byte else { return false }
      distance += 1
    }
    return true
  }

  private mutating func parseUnary() throws(HCLFault) -> HCLExpression {
    skipSpace()
    let place = place()
    let first = peek()
    if first == UInt8(ascii: "-") || (first == UInt8(ascii: "!") && peek(1) != UInt8(ascii: "=")) {
      guard depth < Self.depthLimit else { throw unexpected("fewer operators") }
      depth += 1
      defer { depth -= 1 }
      position += 1
      let operand = try parseUnary()
      return HCLExpression(kind: .unary(first == UInt8(ascii: "-") ? "-" : "!", operand), place: place)
    }
    return try parsePostfix(try parsePrimary())
  }

  private mutating func parsePostfix(_ base: HCLExpression) throws(HCLFault) -> HCLExpression {
    var value = base
    while true {
      skipSpace()
      switch peek() {
      case UInt8(ascii: ".") where peek(1) != UInt8(ascii: "."):
        position += 1
        skipSpace()
        if peek() == UInt8(ascii: "*") {
          position += 1
          value = try parseSplat(value, isFull: false)
        } else if let name = identifier() {
          value = HCLExpression(kind: .attribute(value, name), place: base.place)
        } else if let number = digits() {
          let index = HCLExpression(kind: .number(number), place: place())
          value = HCLExpression(kind: .index(value, index), place: base.place)
        } else {
          throw unexpected("a name after '.'")
        }
      case UInt8(ascii: "["):
        position += 1
        let index = try bracketed(UInt8(ascii: "]")) { parser throws(HCLFault) -> HCLExpression? in
          if parser.peek() == UInt8(ascii: "*") {
            parser.position += 1
            return nil
          }
          return try parser.parseExpression()
        }
        if let index {
          value = HCLExpression(kind: .index(value, index), place: base.place)
        } else {
          value = try parseSplat(value, isFull: true)
        }
      default: return value
      }
    }
  }

  /// Reads what is taken of each element after a splat.
  private mutating func parseSplat(_ base: HCLExpression, isFull: Bool) throws(HCLFault) -> HCLExpression {
    var steps: [HCLSplatStep] = []
    while true {
      if peek() == UInt8(ascii: "."), Self.beginsName(peek(1)) {
        position += 1
        steps.append(.attribute(identifier() ?? ""))
      } else if isFull, peek() == UInt8(ascii: "["), peek(1) != UInt8(ascii: "*") {
        position += 1
        let index = try bracketed(UInt8(ascii: "]")) { parser throws(HCLFault) in try parser.parseExpression() }
        steps.append(.index(index))
      } else {
        return HCLExpression(kind: .splat(base, steps), place: base.place)
      }
    }
  }

  /// Reads something up to a closing bracket, with line ends as white space.
  private mutating func bracketed<R>(
    _ close: UInt8,
    _ body: (inout HCLParser) throws(HCLFault) -> R
  ) throws(HCLFault) -> R {
    let before = ignoresLines
    ignoresLines = true
    skipSpace()
    let result = try body(&self)
    skipSpace()
    guard peek() == close else { throw unexpected("'\(Unicode.Scalar(close))'") }
    position += 1
    ignoresLines = before
    return result
  }

  private mutating func digits() -> String? {
    let start = position
    while position < end, peek() >= UInt8(ascii: "0"), peek() <= UInt8(ascii: "9") { position += 1 }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  private mutating func parsePrimary() throws(HCLFault) -> HCLExpression {
    let place = place()
    switch peek() {
    case UInt8(ascii: "("):
      position += 1
      return try bracketed(UInt8(ascii: ")")) { parser throws(HCLFault) in try parser.parseExpression() }
    case UInt8(ascii: "["):
      position += 1
      return HCLExpression(kind: try parseTuple(), place: place)
    case UInt8(ascii: "{"):
      position += 1
      return HCLExpression(kind: try parseObject(), place: place)
    case UInt8(ascii: "\""): return try parseQuoted()
    case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "<"): return try parseHeredoc()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return HCLExpression(kind: .number(number()), place: place)
    default: break
    }
    guard var name = identifier() else { throw unexpected("an expression") }
    while peek() == UInt8(ascii: ":"), peek(1) == UInt8(ascii: ":") {
      position += 2
      guard let part = identifier() else { throw unexpected("the name of a function") }
      name += "::" + part
    }
    if peek() == UInt8(ascii: "(") {
      position += 1
      var arguments: [HCLExpression] = []
      var expandsLast = false
      try bracketed(UInt8(ascii: ")")) { parser throws(HCLFault) in
        while parser.peek() != UInt8(ascii: ")") {
          arguments.append(try parser.parseExpression())
          parser.skipSpace()
          if parser.startsWith("...") {
            parser.position += 3
            expandsLast = true
            parser.skipSpace()
          }
          guard parser.peek() == UInt8(ascii: ",") else { return }
          parser.position += 1
          parser.skipSpace()
        }
      }
      return HCLExpression(kind: .call(name, arguments, expandsLast: expandsLast), place: place)
    }
    switch name {
    case "true": return HCLExpression(kind: .bool(true), place: place)
    case "false": return HCLExpression(kind: .bool(false), place: place)
    case "null": return HCLExpression(kind: .null, place: place)
    default: return HCLExpression(kind: .variable(name), place: place)
    }
  }

  private mutating func number() -> String {
    let start = position
    _ = digits()
    if peek() == UInt8(ascii: "."), peek(1) >= UInt8(ascii: "0"), peek(1) <= UInt8(ascii: "9") {
      position += 1
      _ = digits()
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 2 : 1
      if peek(sign) >= UInt8(ascii: "0"), peek(sign) <= UInt8(ascii: "9") {
        position += sign
        _ = digits()
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Whether a `for` begins here, and no name that begins with it.
  private func beginsFor() -> Bool { startsWith("for") && !Self.continuesName(peek(3)) }

  /// Reads `for key, value in collection :`.
  mutating func parseFor() throws(HCLFault) -> HCLForIntroduction {
    position += 3
    skipSpace()
    guard var value = identifier() else { throw unexpected("a name after for") }
    var key: String?
    skipSpace()
    if peek() == UInt8(ascii: ",") {
      position += 1
      skipSpace()
      guard let second = identifier() else { throw unexpected("a second name after for") }
      key = value
      value = second
      skipSpace()
    }
    guard startsWith("in"), !Self.continuesName(peek(2)) else { throw unexpected("in") }
    position += 2
    return HCLForIntroduction(key: key, value: value, collection: try parseExpression())
  }

  private mutating func parseCondition() throws(HCLFault) -> HCLExpression? {
    skipSpace()
    guard startsWith("if"), !Self.continuesName(peek(2)) else { return nil }
    position += 2
    return try parseExpression()
  }

  private mutating func parseTuple() throws(HCLFault) -> HCLExpression.Kind {
    try bracketed(UInt8(ascii: "]")) { parser throws(HCLFault) in
      if parser.beginsFor() {
        let introduction = try parser.parseFor()
        try parser.colon()
        let result = try parser.parseExpression()
        return .forTuple(introduction, result, condition: try parser.parseCondition())
      }
      var elements: [HCLExpression] = []
      while parser.peek() != UInt8(ascii: "]") {
        elements.append(try parser.parseExpression())
        parser.skipSpace()
        guard parser.peek() == UInt8(ascii: ",") else { break }
        parser.position += 1
        parser.skipSpace()
      }
      return .tuple(elements)
    }
  }

  private mutating func colon() throws(HCLFault) {
    skipSpace()
    guard peek() == UInt8(ascii: ":") else { throw unexpected("':'") }
    position += 1
  }

  private mutating func parseObject() throws(HCLFault) -> HCLExpression.Kind {
    let before = ignoresLines
    ignoresLines = true
    skipSpace()
    if beginsFor(), !isKey() {
      let introduction = try parseFor()
      try colon()
      let key = try parseExpression()
      skipSpace()
      guard startsWith("=>") else { throw unexpected("'=>'") }
      position += 2
      let value = try parseExpression()
      skipSpace()
      let isGrouped = startsWith("...")
      if isGrouped { position += 3 }
      let condition = try parseCondition()
      skipSpace()
      guard peek() == UInt8(ascii: "}") else { throw unexpected("'}'") }
      position += 1
      ignoresLines = before
      return .forObject(introduction, key: key, value: value, isGrouped: isGrouped, condition: condition)
    }
    var items: [HCLObjectItem] = []
    while true {
      ignoresLines = true
      skipSpace()
      guard peek() != UInt8(ascii: "}") else { break }
      let key: HCLExpression
      if isKey(), let name = identifierOfKey() {
        key = name
      } else {
        key = try parseExpression()
      }
      skipSpace()
      guard peek() == UInt8(ascii: "=") || peek() == UInt8(ascii: ":") else { throw unexpected("'=' after a key") }
      position += 1
      // The end of the line ends the value.
      skipSpace()
      ignoresLines = false
      let value = try parseExpression()
      items.append(HCLObjectItem(key: key, value: value))
      skipSpace()
      switch peek() {
      case UInt8(ascii: ","), 0x0A: position += 1
      case UInt8(ascii: "}"): break
      default: throw unexpected("',' or '}'")
      }
    }
    position += 1
    ignoresLines = before
    return .object(items)
  }

  /// Whether a bare name that is a key stands here.
  private func isKey() -> Bool {
    guard Self.beginsName(peek()) else { return false }
    var distance = 1
    while Self.continuesName(peek(distance)) { distance += 1 }
    while peek(distance) == 0x20 || peek(distance) == 0x09 { distance += 1 }
    if peek(distance) == UInt8(ascii: ":") { return peek(distance + 1) != UInt8(ascii: ":") }
    return peek(distance) == UInt8(ascii: "=") && peek(distance + 1) != UInt8(ascii: "=")
      && peek(distance + 1) != UInt8(ascii: ">")
  }

  private mutating func identifierOfKey() -> HCLExpression? {
    let place = place()
    return identifier().map { HCLExpression(kind: .template([.text($0)]), place: place) }
  }
}
