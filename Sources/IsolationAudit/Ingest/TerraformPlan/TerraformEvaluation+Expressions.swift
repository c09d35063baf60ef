// Expressions of the Terraform sources.
extension TerraformEvaluation {
  /// The value of an expression.
  ///
  /// What is not understood is unknown, never left out; what Terraform would refuse is a ``Failure``.
  mutating func value(_ expression: HCLExpression, _ scope: Scope) throws(Failure) -> TerraformValue {
    guard depth < 120 else { return Self.open("an expression that is nested too deep") }
    depth += 1
    defer { depth -= 1 }
    switch expression.kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let text): return .number(text)
    case .template(let parts): return try template(parts, scope)
    case .tuple(let elements):
      var list: [TerraformValue] = []
      for element in elements { list.append(try value(element, scope)) }
      return .list(list)
    case .object(let items): return try object(items, scope)
    case .variable, .attribute, .index: return try reference(expression, scope)
    case .splat(let base, let steps): return try splat(try value(base, scope), steps, scope)
    case .call(let name, let arguments, let expandsLast):
      return try call(name, arguments, expandsLast: expandsLast, scope)
    case .unary(let symbol, let operand):
      let operand = try value(operand, scope)
      switch (symbol, operand) {
      case ("!", _): return operand.bool.map { .bool(!$0) } ?? Self.open("a condition")
      case (_, .number(let text)): return .number(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
      default: return Self.open("a number")
      }
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right, scope)
    case .conditional(let condition, let first, let second):
      return try conditional(condition, first, second, scope)
    case .forTuple(let introduction, let result, let condition):
      guard let pairs = try pairs(introduction, scope) else { return Self.open(Self.name(introduction.collection)) }
      var list: [TerraformValue] = []
      for pair in pairs {
        let inner = scope.naming(introduction, pair)
        if let condition {
          guard let holds = try value(condition, inner).bool else { return Self.open("a condition of for") }
          if !holds { continue }
        }
        list.append(try value(result, inner))
      }
      return .list(list)
    case .forObject(let introduction, let key, let result, let isGrouped, let condition):
      guard let pairs = try pairs(introduction, scope) else { return Self.open(Self.name(introduction.collection)) }
      var members: [TerraformValue.Member] = []
      for pair in pairs {
        let inner = scope.naming(introduction, pair)
        if let condition {
          guard let holds = try value(condition, inner).bool else { return Self.open("a condition of for") }
          if !holds { continue }
        }
        guard let name = try value(key, inner).scalarText else { return Self.open("a key of for") }
        let element = try value(result, inner)
        if isGrouped {
          if let index = members.firstIndex(where: { $0.name == name }), case .list(let list) = members[index].value {
            members[index].value = .list(list + [element])
          } else {
            members.append(TerraformValue.Member(name, .list([element])))
          }
        } else {
          guard !members.contains(where: { $0.name == name }) else {
            throw Failure(message: "two members are called \(name)")
          }
          members.append(TerraformValue.Member(name, element))
        }
      }
      return .object(members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
  }

  /// What stands in the way, in few words.
  static func name(_ expression: HCLExpression) -> String {
    expression.references.first.map { "\($0) is not known" } ?? "an expression is not known"
  }

  private mutating func object(_ items: [HCLObjectItem], _ scope: Scope) throws(Failure) -> TerraformValue {
    var members: [TerraformValue.Member] = []
    for item in items {
      guard let name = try value(item.key, scope).scalarText else { return Self.open("a key of an object") }
      let member = TerraformValue.Member(name, try value(item.value, scope))
      if let index = members.firstIndex(where: { $0.name == name }) {
        members[index] = member
      } else {
        members.append(member)
      }
    }
    return .object(members)
  }

  /// The value of names and indices, taken as one reference as far as they are constant.
  private mutating func reference(_ expression: HCLExpression, _ scope: Scope) throws(Failure) -> TerraformValue {
    var steps: [TerraformReference.Step] = []
    var rest: [HCLExpression] = []
    var base = expression
    // From the end to the beginning: what was collected stands in reverse.
    var pending: [(step: TerraformReference.Step?, index: HCLExpression?)] = []
    flattening: while true {
      switch base.kind {
      case .attribute(let inner, let name):
        pending.append((.attribute(name), nil))
        base = inner
      case .index(let inner, let index):
        pending.append((nil, index))
        base = inner
      case .variable(let name):
        pending.append((.attribute(name), nil))
        break flattening
      default:
        rest.append(base)
        break flattening
      }
    }
    pending.reverse()
    var result: TerraformValue
    var next = 0
    if let base = rest.first {
      result = try value(base, scope)
    } else {
      for item in pending { if let step = item.step { steps.append(step) } else { break } }
      guard let (root, taken) = try root(steps, scope) else { return Self.open(Self.name(expression)) }
      result = root
      next = taken
    }
    while next < pending.count {
      let item = pending[next]
      next += 1
      if let step = item.step {
        result = try access(result, step)
      } else if let index = item.index {
        result = try indexed(result, by: try value(index, scope))
      }
    }
    return result
  }

  /// `value[index]`.
  mutating func indexed(_ value: TerraformValue, by index: TerraformValue) throws(Failure) -> TerraformValue {
    switch index {
    case .number(let text):
      guard let number = Int(text) else { return Self.open("an index") }
      return try access(value, .index(number))
    case .string(let text): return try access(value, .key(text))
    case .null: throw Failure(message: "an index is null")
    default: return Self.open("an index")
    }
  }

  private mutating func splat(
    _ base: TerraformValue,
    _ steps: [HCLSplatStep],
    _ scope: Scope
  ) throws(Failure) -> TerraformValue {
    let elements: [TerraformValue]
    switch base {
    case .list(let list): elements = list
    case .null: elements = []
    case .unknown(let unknown): return .unknown(unknown)
    case .reference(let reference) where !reference.path.isEmpty: return Self.open("\(reference.name)[*]")
    default: elements = [base]
    }
    var list: [TerraformValue] = []
    for element in elements {
      var value = element
      for step in steps {
        switch step {
        case .attribute(let name): value = try access(value, .attribute(name))
        case .index(let index): value = try indexed(value, by: try self.value(index, scope))
        }
      }
      list.append(value)
    }
    return .list(list)
  }

  // MARK: Templates

  private mutating func template(_ parts: [HCLTemplatePart], _ scope: Scope) throws(Failure) -> TerraformValue {
    if parts.isEmpty { return .string("") }
    if parts.count == 1, case .interpolation(let expression) = parts[0] { return try value(expression, scope) }
    var pieces: [TerraformValue] = []
    guard try append(parts, to: &pieces, scope) else { return Self.open("a part of a text") }
    return Self.text(pieces)
  }

  /// Pieces as a text if all are known, otherwise as a template.
  static func text(_ pieces: [TerraformValue]) -> TerraformValue {
    var joined: [TerraformValue] = []
    for piece in pieces {
      if case .template(let inner) = piece {
        joined += inner
      } else if case .string(let last)? = joined.last, let text = piece.scalarText {
        joined[joined.count - 1] = .string(last + text)
      } else if let text = piece.scalarText {
        joined.append(.string(text))
      } else {
        joined.append(piece)
      }
    }
    if joined.isEmpty { return .string("") }
    if joined.count == 1, case .string = joined[0] { return joined[0] }
    return .template(joined)
  }

  /// Appends the pieces of a template; returns whether all could be taken.
  private mutating func append(
    _ parts: [HCLTemplatePart],
    to pieces: inout [TerraformValue],
    _ scope: Scope
  ) throws(Failure) -> Bool {
    for part in parts {
      switch part {
      case .text(let text): pieces.append(.string(text))
      case .interpolation(let expression):
        let piece = try value(expression, scope)
        switch piece {
        case .null: throw Failure(message: "null in a text")
        case .list, .object: throw Failure(message: "a collection in a text")
        default: pieces.append(piece)
        }
      case .conditional(let condition, let first, let second):
        guard let holds = try value(condition, scope).bool else { return false }
        guard try append(holds ? first : second, to: &pieces, scope) else { return false }
      case .loop(let introduction, let parts):
        guard let pairs = try pairs(introduction, scope) else { return false }
        for pair in pairs {
          guard try append(parts, to: &pieces, scope.naming(introduction, pair)) else { return false }
        }
      }
    }
    return true
  }

  // MARK: Conditions and operators

  private mutating func conditional(
    _ condition: HCLExpression,
    _ first: HCLExpression,
    _ second: HCLExpression,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue {
    if let holds = try value(condition, scope).bool { return try value(holds ? first : second, scope) }
    // Only the branch that is taken has to make sense.
    var values: [TerraformValue] = []
    for branch in [first, second] {
      do throws(Failure) {
        values.append(try value(branch, scope))
      } catch {
        continue
      }
    }
    if values.count == 2, values[0] == values[1] { return values[0] }
    let candidates = values.flatMap(\.allReferences)
    let part = Self.name(condition)
    return .unknown(TerraformUnknown(part, candidates.isEmpty ? .expression(part) : .several, candidates: candidates))
  }

  private mutating func binary(
    _ symbol: String,
    _ left: HCLExpression,
    _ right: HCLExpression,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue {
    let first = try value(left, scope)
    if symbol == "&&", first.bool == false { return .bool(false) }
    if symbol == "||", first.bool == true { return .bool(true) }
    let second = try value(right, scope)
    switch symbol {
    case "&&":
      if second.bool == false { return .bool(false) }
      guard first.bool != nil, second.bool != nil else { return Self.open(Self.name(left)) }
      return .bool(true)
    case "||":
      if second.bool == true { return .bool(true) }
      guard first.bool != nil, second.bool != nil else { return Self.open(Self.name(left)) }
      return .bool(false)
    case "==", "!=":
      guard let isEqual = Self.areEqual(first, second) else { return Self.open(Self.name(left)) }
      return .bool(isEqual == (symbol == "=="))
    default: break
    }
    guard case .number(let a) = first, case .number(let b) = second, let a = Int(a), let b = Int(b) else {
      return Self.open(Self.name(left))
    }
    switch symbol {
    case "<": return .bool(a < b)
    case ">": return .bool(a > b)
    case "<=": return .bool(a <= b)
    case ">=": return .bool(a >= b)
    default: break
    }
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    case "%": result = a.remainderReportingOverflow(dividingBy: b)
    default:
      guard b != 0, a % b == 0 else { return Self.open("a quotient") }
      result = a.dividedReportingOverflow(by: b)
    }
    return result.overflow ? Self.open("a large number") : .number(String(result.partialValue))
  }

  /// Whether two values are equal; `nil` if that is not known.
  static func areEqual(_ a: TerraformValue, _ b: TerraformValue) -> Bool? {
    switch (a, b) {
    case (.reference(let reference), .null), (.null, .reference(let reference)),
      (.reference(let reference), .string("")), (.string(""), .reference(let reference)):
      // AWS gives every resource an id and an ARN.
      let given: [[TerraformReference.Step]] = [[], [.attribute("id")], [.attribute("arn")]]
      return given.contains(reference.path) ? false : nil
    case (.reference(let x), .reference(let y)) where x.address == y.address && x.path == y.path: return true
    case (.null, .null): return true
    case (.template, .null), (.null, .template), (.document, .null), (.null, .document): return false
    default: break
    }
    if a.isKnown, b.isKnown {
      if let x = a.scalarText, let y = b.scalarText { return x == y && a.isText == b.isText }
      return a == b
    }
    if case .list(let x) = a, case .list(let y) = b, x.count != y.count { return false }
    return nil
  }

  // MARK: Going through collections

  /// The keys and values that a `for` goes through, in Terraform's order; `nil` if they are not known.
  mutating func pairs(
    _ introduction: HCLForIntroduction,
    _ scope: Scope
  ) throws(Failure) -> [(key: TerraformValue, value: TerraformValue)]? {
    Self.pairs(of: try value(introduction.collection, scope))
  }

  static func pairs(of collection: TerraformValue) -> [(key: TerraformValue, value: TerraformValue)]? {
    switch collection {
    case .list(let elements):
      return elements.enumerated().map { (.number(String($0.offset)), $0.element) }
    case .object(let members):
      let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      return sorted.map { (.string($0.name), $0.value) }
    default: return nil
    }
  }
}

extension TerraformEvaluation.Scope {
  /// The scope inside a `for`.
  func naming(
    _ introduction: HCLForIntroduction,
    _ pair: (key: TerraformValue, value: TerraformValue)
  ) -> TerraformEvaluation.Scope {
    var scope = self
    if let key = introduction.key { scope.names[key] = pair.key }
    scope.names[introduction.value] = pair.value
    return scope
  }
}

extension TerraformValue {
  /// A known text, number or truth value as a text, as Terraform converts it.
  var scalarText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }

  /// Whether the value is a text.
  var isText: Bool { if case .string = self { true } else { false } }

  /// The references in a value, in order.
  var allReferences: [TerraformReference] {
    switch self {
    case .reference(let reference): [reference]
    case .list(let elements), .template(let elements): elements.flatMap(\.allReferences)
    case .object(let members): members.flatMap(\.value.allReferences)
    case .document(let value): value.allReferences
    case .unknown(let unknown): unknown.candidates
    case .null, .bool, .number, .string, .secret: []
    }
  }

  /// The first thing in a value that is not known and no reference; `nil` if there is none.
  var firstUnknown: TerraformUnknown? {
    switch self {
    case .unknown(let unknown): return unknown
    case .secret: return TerraformUnknown("a secret", .expression("a secret"))
    case .list(let elements), .template(let elements):
      for element in elements { if let unknown = element.firstUnknown { return unknown } }
      return nil
    case .object(let members):
      for member in members { if let unknown = member.value.firstUnknown { return unknown } }
      return nil
    case .document(let value): return value.firstUnknown
    case .null, .bool, .number, .string, .reference: return nil
    }
  }
}
