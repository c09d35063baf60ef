/// The type of a variable, as its block in the sources says: what a value becomes when it is given to it.
struct TerraformTypeConstraint {
  /// The expression of the type; `nil` for none.
  private let expression: HCLExpression?

  init(_ expression: HCLExpression?) { self.expression = expression }

  /// A value as the variable will hold it: optional attributes filled in, sets in order, others dropped.
  func converted(_ value: TerraformValue) -> TerraformValue {
    guard let expression else { return value }
    return Self.convert(value, expression)
  }

  private static func convert(_ value: TerraformValue, _ type: HCLExpression) -> TerraformValue {
    guard case .call(let name, let arguments, _) = type.kind, let inner = arguments.first else {
      switch (type.kind, value) {
      case (.variable("string"), .number(let text)): return .string(text)
      case (.variable("string"), .bool(let value)): return .string(value ? "true" : "false")
      case (.variable("number"), .string(let text)) where Int(text) != nil: return .number(text)
      case (.variable("bool"), .string(let text)) where text == "true" || text == "false": return .bool(text == "true")
      default: return value
      }
    }
    switch (name, value) {
    case ("optional", _): return convert(value, inner)
    case ("list", .list(let elements)): return .list(elements.map { convert($0, inner) })
    case ("set", .list(let elements)):
      let list = TerraformValue.list(elements.map { convert($0, inner) })
      return (try? TerraformEvaluation.apply("toset", [list])) ?? list
    case ("map", .object(let members)):
      return .object(members.map { TerraformValue.Member($0.name, convert($0.value, inner)) })
    case ("object", .object(let members)):
      guard case .object(let items) = inner.kind else { return value }
      var converted: [TerraformValue.Member] = []
      for item in items {
        guard let name = item.key.text else { return value }
        let given = members.first { $0.name == name }?.value
        if let given, !given.isNull {
          converted.append(TerraformValue.Member(name, convert(given, item.value)))
        } else if case .call("optional", let parts, _) = item.value.kind {
          let missing = parts.count > 1 ? constant(parts[1]) : .null
          converted.append(TerraformValue.Member(name, convert(missing, parts[0])))
        } else if let given {
          converted.append(TerraformValue.Member(name, given))
        }
      }
      return .object(converted)
    default: return value
    }
  }

  /// The value of a default, which refers to nothing.
  private static func constant(_ expression: HCLExpression) -> TerraformValue {
    switch expression.kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let text): return .number(text)
    case .template: return expression.text.map { .string($0) } ?? TerraformEvaluation.open("a default")
    case .tuple(let elements): return .list(elements.map(constant))
    case .object(let items):
      return .object(items.map { TerraformValue.Member($0.key.text ?? "", constant($0.value)) })
    case .call(let name, let arguments, _) where arguments.isEmpty || name == "toset" || name == "tomap":
      return arguments.first.map(constant) ?? TerraformEvaluation.open("a default")
    default: return TerraformEvaluation.open("a default")
    }
  }
}
