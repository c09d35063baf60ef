import IsolationAudit
import Testing

/// Checks a value against a JSON Schema (draft 2020-12), with the keywords that our schema of policies uses.
///
/// A keyword that it does not know is recorded as an issue, so that no part of the schema goes unchecked.
struct JSONSchemaChecker {
  /// The schema.
  let root: JSONValue

  /// Whether a value satisfies the schema.
  func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

  private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if let constant = schema.bool { return constant }
    return (schema.object ?? []).allSatisfy { holds($0.key, $0.value, of: value, in: schema) }
  }

  private func holds(_ keyword: String, _ argument: JSONValue, of value: JSONValue, in schema: JSONValue) -> Bool {
    switch keyword {
    case "$schema", "$id", "$defs", "title", "description", "default", "then": return true
    case "$ref": return reference(argument).map { accepts(value, $0) } ?? false
    case "type": return (argument.array ?? [argument]).contains { isOf($0.string, value) }
    case "const": return value == argument
    case "enum": return argument.array?.contains(value) ?? false
    case "not": return !accepts(value, argument)
    case "allOf": return argument.array?.allSatisfy { accepts(value, $0) } ?? false
    case "anyOf": return argument.array?.contains { accepts(value, $0) } ?? false
    case "oneOf": return argument.array?.count { accepts(value, $0) } == 1
    case "if": return !accepts(value, argument) || schema["then"].map { accepts(value, $0) } ?? true
    default: break
    }
    switch value {
    case .object(let members): return object(keyword, argument, members, schema)
    case .array(let items): return array(keyword, argument, items)
    case .string(let text): return string(keyword, argument, text)
    case .number(let text): return number(keyword, argument, text)
    case .bool, .null: return isKnown(keyword)
    }
  }

  private func object(
    _ keyword: String,
    _ argument: JSONValue,
    _ members: [JSONValue.Member],
    _ schema: JSONValue
  ) -> Bool {
    let names = members.map(\.key)
    func has(_ required: JSONValue) -> Bool { required.array?.allSatisfy { names.contains($0.string ?? "") } ?? false }
    switch keyword {
    case "required": return has(argument)
    case "dependentRequired": return (argument.object ?? []).allSatisfy { !names.contains($0.key) || has($0.value) }
    case "minProperties": return members.count >= argument.integer ?? 0
    case "maxProperties": return members.count <= argument.integer ?? 0
    case "propertyNames": return names.allSatisfy { accepts(.string($0), argument) }
    case "properties":
      return members.allSatisfy { member in argument[member.key].map { accepts(member.value, $0) } ?? true }
    case "additionalProperties":
      return members.allSatisfy { schema["properties"]?[$0.key] != nil || accepts($0.value, argument) }
    default: return isKnown(keyword)
    }
  }

  private func array(_ keyword: String, _ argument: JSONValue, _ items: [JSONValue]) -> Bool {
    switch keyword {
    case "items": items.allSatisfy { accepts($0, argument) }
    case "minItems": items.count >= argument.integer ?? 0
    case "uniqueItems": Set(items).count == items.count
    default: isKnown(keyword)
    }
  }

  private func string(_ keyword: String, _ argument: JSONValue, _ text: String) -> Bool {
    switch keyword {
    case "pattern": (try? Regex(argument.string ?? "").firstMatch(in: text)) != nil
    case "minLength": text.unicodeScalars.count >= argument.integer ?? 0
    case "maxLength": text.unicodeScalars.count <= argument.integer ?? 0
    default: isKnown(keyword)
    }
  }

  private func number(_ keyword: String, _ argument: JSONValue, _ text: String) -> Bool {
    switch keyword {
    case "minimum": Double(text) ?? 0 >= Double(argument.integer ?? 0)
    case "maximum": Double(text) ?? 0 <= Double(argument.integer ?? 0)
    default: isKnown(keyword)
    }
  }

  private func isOf(_ type: String?, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("number", .number),
      ("null", .null):
      true
    case ("integer", .number(let text)): Int(text) != nil
    default: false
    }
  }

  private func reference(_ argument: JSONValue) -> JSONValue? {
    let name = argument.string?.split(separator: "/").last.map(String.init) ?? ""
    let found = root["$defs"]?[name]
    if found == nil { Issue.record("the schema refers to \(name), which it does not define") }
    return found
  }

  /// Keywords about another kind of value hold; unknown ones are an issue.
  private func isKnown(_ keyword: String) -> Bool {
    let known: Set = [
      "required", "dependentRequired", "minProperties", "maxProperties", "propertyNames", "properties",
      "additionalProperties", "items", "minItems", "uniqueItems", "pattern", "minLength", "maxLength", "minimum",
      "maximum",
    ]
    if !known.contains(keyword) { Issue.record("the checker does not know the keyword \(keyword)") }
    return true
  }
}

extension JSONValue {
  /// The value that a YAML reader of the core schema would make of a node.
  init(_ node: YAMLNode) {
    switch node.content {
    case .sequence(let items): self = .array(items.map { JSONValue($0) })
    case .mapping(let entries): self = .object(entries.map { Member(key: $0.key, value: JSONValue($0.value)) })
    case .scalar(let text, let isPlain):
      if node.isNull {
        self = .null
      } else if let bool = node.bool {
        self = .bool(bool)
      } else if isPlain, text.wholeMatch(of: /[-+]?[0-9]+/) != nil, let number = Int(text) {
        self = .number(String(number))
      } else if isPlain, text.wholeMatch(of: /[-+]?[0-9]*\.[0-9]+/) != nil {
        self = .number(text)
      } else {
        self = .string(text)
      }
    }
  }
}
