// Terraform's functions, as far as they can be worked out on values that are known in part.
extension TerraformEvaluation {
  /// The value of a call; unknown for a function that is not known here, and for arguments that are not known.
  mutating func call(
    _ name: String,
    _ arguments: [HCLExpression],
    expandsLast: Bool,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue {
    switch name {
    case "try", "can":
      for argument in arguments {
        do throws(Failure) {
          let value = try value(argument, scope)
          // It is not known whether what is not known can be worked out at all.
          if name == "can" { return value.firstUnknown == nil ? .bool(true) : Self.open("can") }
          return value
        } catch {
          if name == "can" { return .bool(false) }
        }
      }
      throw Failure(message: "no argument of try can be worked out")
    default: break
    }
    var values: [TerraformValue] = []
    for argument in arguments { values.append(try value(argument, scope)) }
    if expandsLast, let last = values.popLast() {
      guard case .list(let elements) = last else { return Self.open("\(name)(…)") }
      values += elements
    }
    return try Self.apply(name, values) ?? Self.open("\(name)(…) is not worked out")
  }

  /// Applies a function; `nil` if that cannot be done soundly.
  static func apply(_ name: String, _ values: [TerraformValue]) throws(Failure) -> TerraformValue? {
    switch name {
    case "merge": return merge(values)
    case "concat":
      var list: [TerraformValue] = []
      for value in values {
        guard case .list(let elements) = value else { return nil }
        list += elements
      }
      return .list(list)
    case "flatten": return values.first.flatMap(flattened)
    case "tolist", "sensitive", "nonsensitive", "tomap", "tonumber", "tobool":
      guard let value = values.first else { return nil }
      if name == "tolist", case .list = value { return value }
      if name == "tomap", case .object = value { return value }
      if name == "tonumber", let text = value.scalarText { return Int(text) == nil ? nil : .number(text) }
      if name == "tobool", let bool = value.bool { return .bool(bool) }
      return name.hasSuffix("sensitive") || value.isNull ? value : nil
    case "tostring":
      guard let value = values.first else { return nil }
      return value.scalarText.map { .string($0) } ?? (value.firstUnknown == nil ? value : nil)
    case "toset", "distinct": return values.first.flatMap { distinct($0, sorts: name == "toset") }
    case "keys":
      guard case .object(let members)? = values.first else { return nil }
      return .list(sorted(members).map { .string($0.name) })
    case "values":
      guard case .object(let members)? = values.first else { return nil }
      return .list(sorted(members).map(\.value))
    case "length": return values.first.flatMap(length)
    case "one":
      guard case .list(let elements)? = values.first else { return values.first?.isNull == true ? .null : nil }
      guard elements.count < 2 else { throw Failure(message: "one() of \(elements.count) elements") }
      return elements.first ?? .null
    case "element":
      guard values.count == 2, case .list(let elements) = values[0], let index = values[1].integer else { return nil }
      guard !elements.isEmpty, index >= 0 else { throw Failure(message: "element() of an empty list") }
      return elements[index % elements.count]
    case "lookup":
      guard values.count >= 2, case .object(let members) = values[0], let key = values[1].scalarText else { return nil }
      if let member = members.first(where: { $0.name == key }) { return member.value }
      guard values.count > 2 else { throw Failure(message: "lookup() of \(key)") }
      return values[2]
    case "coalesce": return try coalesce(values)
    case "coalescelist":
      for value in values {
        guard case .list(let elements) = value else { return nil }
        if !elements.isEmpty { return value }
      }
      throw Failure(message: "coalescelist() of empty lists")
    case "compact": return values.first.flatMap(compact)
    case "slice":
      guard values.count == 3, case .list(let elements) = values[0], let start = values[1].integer,
        let end = values[2].integer
      else { return nil }
      guard start >= 0, start <= end, end <= elements.count else { throw Failure(message: "slice() out of range") }
      return .list(Array(elements[start..<end]))
    case "reverse":
      guard case .list(let elements)? = values.first else { return nil }
      return .list(elements.reversed())
    case "contains":
      guard values.count == 2, case .list(let elements) = values[0] else { return nil }
      var isOpen = false
      for element in elements {
        switch areEqual(element, values[1]) {
        case true?: return .bool(true)
        case nil: isOpen = true
        case false?: break
        }
      }
      return isOpen ? nil : .bool(false)
    case "index":
      guard values.count == 2, case .list(let elements) = values[0], values[0].isKnown, values[1].isKnown else {
        return nil
      }
      guard let index = elements.firstIndex(of: values[1]) else { throw Failure(message: "index() finds nothing") }
      return .number(String(index))
    case "zipmap":
      guard values.count == 2, case .list(let names) = values[0], case .list(let elements) = values[1],
        names.count == elements.count
      else { return nil }
      var members: [TerraformValue.Member] = []
      for (name, element) in zip(names, elements) {
        guard let text = name.scalarText else { return nil }
        members.removeAll { $0.name == text }
        members.append(TerraformValue.Member(text, element))
      }
      return .object(sorted(members))
    case "setunion":
      var list: [TerraformValue] = []
      for value in values {
        guard case .list(let elements) = value else { return nil }
        list += elements
      }
      return distinct(.list(list), sorts: true)
    case "setsubtract", "setintersection":
      guard values.count == 2, values.allSatisfy(\.isKnown), case .list(let a) = values[0],
        case .list(let b) = values[1]
      else { return nil }
      return .list(a.filter { b.contains($0) == (name == "setintersection") })
    case "setproduct": return product(values)
    case "range":
      let numbers = values.compactMap(\.integer)
      guard numbers.count == values.count, let last = numbers.last else { return nil }
      let start = numbers.count > 1 ? numbers[0] : 0
      let end = numbers.count > 1 ? numbers[1] : last
      guard numbers.count < 3, start <= end, end - start <= 1024 else { return nil }
      return .list((start..<end).map { .number(String($0)) })
    case "jsonencode":
      guard let value = values.first else { return nil }
      return value.firstUnknown == nil || hasStructure(value) ? document(value) : nil
    case "jsondecode":
      if case .document(let value)? = values.first { return value }
      guard let text = values.first?.string, let value = try? JSONValue(parsing: text) else { return nil }
      return TerraformValue(value)
    default: return applyToText(name, values)
    }
  }

  /// Functions on texts and numbers.
  private static func applyToText(_ name: String, _ values: [TerraformValue]) -> TerraformValue? {
    switch name {
    case "join":
      guard values.count == 2, let separator = values[0].string, case .list(let elements) = values[1] else {
        return nil
      }
      var pieces: [TerraformValue] = []
      for (index, element) in elements.enumerated() {
        if index > 0 { pieces.append(.string(separator)) }
        pieces.append(element)
      }
      return text(pieces)
    case "format": return format(values)
    case "split":
      guard values.count == 2, let separator = values[0].string, let text = values[1].string, !separator.isEmpty else {
        return nil
      }
      return .list(split(text, separator).map { .string($0) })
    case "lower": return values.first?.string.map { .string($0.lowercased()) }
    case "upper": return values.first?.string.map { .string($0.uppercased()) }
    case "trimspace":
      guard let text = values.first?.string else { return nil }
      let bytes = text.utf8
      let first = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
      let last = bytes.lastIndex { $0 > 0x20 }.map { bytes.index(after: $0) } ?? first
      return .string(String(text[first..<last]))
    case "trimprefix", "trimsuffix", "startswith", "endswith":
      guard values.count == 2, let text = values[0].string, let part = values[1].string else { return nil }
      switch name {
      case "startswith": return .bool(text.hasPrefix(part))
      case "endswith": return .bool(text.hasSuffix(part))
      case "trimprefix": return .string(text.hasPrefix(part) ? String(text.dropFirst(part.count)) : text)
      default: return .string(text.hasSuffix(part) ? String(text.dropLast(part.count)) : text)
      }
    case "replace":
      guard values.count == 3, let text = values[0].string, let old = values[1].string, let new = values[2].string,
        !old.isEmpty, !(old.hasPrefix("/") && old.hasSuffix("/"))
      else { return nil }
      return .string(split(text, old).joined(separator: new))
    case "max", "min":
      let numbers = values.compactMap(\.integer)
      guard numbers.count == values.count, let result = name == "max" ? numbers.max() : numbers.min() else {
        return nil
      }
      return .number(String(result))
    case "alltrue", "anytrue":
      guard case .list(let elements)? = values.first else { return nil }
      let bools = elements.compactMap(\.bool)
      if name == "alltrue", bools.contains(false) { return .bool(false) }
      if name == "anytrue", bools.contains(true) { return .bool(true) }
      return bools.count == elements.count ? .bool(name == "alltrue") : nil
    default: return nil
    }
  }

  // MARK: Parts

  private static func sorted(_ members: [TerraformValue.Member]) -> [TerraformValue.Member] {
    members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func merge(_ values: [TerraformValue]) -> TerraformValue? {
    var members: [TerraformValue.Member] = []
    for value in values {
      if value.isNull { continue }
      guard case .object(let more) = value else { return nil }
      for member in more {
        if let index = members.firstIndex(where: { $0.name == member.name }) {
          members[index] = member
        } else {
          members.append(member)
        }
      }
    }
    return .object(members)
  }

  private static func flattened(_ value: TerraformValue) -> TerraformValue? {
    guard case .list(let elements) = value else { return nil }
    var list: [TerraformValue] = []
    for element in elements {
      switch element {
      case .list:
        guard case .list(let inner)? = flattened(element) else { return nil }
        list += inner
      // It may be a list itself.
      case .unknown, .secret: return nil
      default: list.append(element)
      }
    }
    return .list(list)
  }

  /// A list without repetitions, in which what is not known stays, though it may repeat something.
  private static func distinct(_ value: TerraformValue, sorts: Bool) -> TerraformValue? {
    guard case .list(let elements) = value else { return nil }
    var list: [TerraformValue] = []
    for element in elements where !list.contains(element) { list.append(element) }
    guard sorts, list.allSatisfy({ $0.scalarText != nil }) else { return .list(list) }
    return .list(
      list.sorted { ($0.scalarText ?? "").utf8.lexicographicallyPrecedes(($1.scalarText ?? "").utf8) }
    )
  }

  /// Every way to take one element of each list, the last changing fastest; `nil` for more than 4096.
  private static func product(_ values: [TerraformValue]) -> TerraformValue? {
    var rows: [[TerraformValue]] = [[]]
    for value in values {
      guard case .list(let elements) = value, rows.count * elements.count <= 4096 else { return nil }
      rows = rows.flatMap { row in elements.map { row + [$0] } }
    }
    return .list(rows.map { .list($0) })
  }

  private static func length(_ value: TerraformValue) -> TerraformValue? {
    switch value {
    case .list(let elements): .number(String(elements.count))
    case .object(let members): .number(String(members.count))
    case .string(let text): .number(String(text.count))
    default: nil
    }
  }

  private static func coalesce(_ values: [TerraformValue]) throws(Failure) -> TerraformValue? {
    for value in values {
      switch value {
      case .null, .string(""): continue
      case .reference:
        guard areEqual(value, .null) == false else { return nil }
        return value
      case .unknown, .secret: return nil
      default: return value
      }
    }
    throw Failure(message: "coalesce() of nothing")
  }

  private static func compact(_ value: TerraformValue) -> TerraformValue? {
    guard case .list(let elements) = value else { return nil }
    var list: [TerraformValue] = []
    for element in elements {
      switch element {
      case .null, .string(""): continue
      case .reference:
        guard areEqual(element, .null) == false else { return nil }
        list.append(element)
      case .unknown, .secret: return nil
      default: list.append(element)
      }
    }
    return .list(list)
  }

  private static func format(_ values: [TerraformValue]) -> TerraformValue? {
    guard let form = values.first?.string else { return nil }
    var pieces: [TerraformValue] = []
    var text = ""
    var next = 1
    var iterator = form.makeIterator()
    while let character = iterator.next() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      switch iterator.next() {
      case "%": text.append("%")
      case "s", "v", "d":
        guard next < values.count else { return nil }
        if !text.isEmpty { pieces.append(.string(text)) }
        text = ""
        switch values[next] {
        case .list, .object, .null: return nil
        default: pieces.append(values[next])
        }
        next += 1
      default: return nil
      }
    }
    if !text.isEmpty { pieces.append(.string(text)) }
    return self.text(pieces)
  }

  private static func split(_ text: String, _ separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + mark.count <= bytes.count {
      if bytes[position..<position + mark.count].elementsEqual(mark) {
        parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }

  /// Whether a value has a shape, so that something is known of its JSON text.
  private static func hasStructure(_ value: TerraformValue) -> Bool {
    switch value {
    case .list, .object: true
    default: false
    }
  }

  /// The JSON text of a value: as a text if all of it is known, otherwise as a document.
  static func document(_ value: TerraformValue) -> TerraformValue {
    guard value.isKnown else { return .document(value) }
    return .string(json(value))
  }

  /// The JSON text of a known value, as `jsonencode` writes it: keys in order, no spaces.
  private static func json(_ value: TerraformValue) -> String {
    switch value {
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return jsonText(text)
    case .list(let elements): return "[" + elements.map(json).joined(separator: ",") + "]"
    case .object(let members):
      return "{" + sorted(members).map { jsonText($0.name) + ":" + json($0.value) }.joined(separator: ",") + "}"
    case .null, .reference, .unknown, .template, .document, .secret: return "null"
    }
  }

  private static func jsonText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar == "<" || scalar == ">" || scalar == "&":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
