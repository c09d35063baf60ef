import Foundation

/// A JSON value.
enum JSONTree: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  subscript(key: String) -> JSONTree? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? { if case .string(let value) = self { value } else { nil } }
  var array: [JSONTree]? { if case .array(let value) = self { value } else { nil } }
  var object: [String: JSONTree]? { if case .object(let value) = self { value } else { nil } }
}

/// The part of JSON Schema (draft 2020-12) that the published schemas use; any other keyword is a complaint.
final class JSONSchema {
  /// The properties that the schema names, each with the definition that it stands in.
  private(set) var properties: Set<String> = []
  /// The properties that were met in documents.
  private(set) var seen: Set<String> = []

  private let root: JSONTree

  init(_ bytes: [UInt8]) throws {
    root = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
    collect(root, "#")
    for (name, definition) in root["$defs"]?.object ?? [:] { collect(definition, name) }
  }

  /// What is wrong with a document, each complaint with its JSON pointer.
  func complaints(about document: JSONTree) -> [String] { check(document, root, "#", at: "#") }

  private func collect(_ schema: JSONTree, _ name: String) {
    for property in schema["properties"]?.object?.keys.sorted() ?? [] { properties.insert("\(name).\(property)") }
  }

  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties", "items", "enum", "const", "pattern", "minimum", "maximum", "minItems", "maxItems",
    "minLength", "maxLength",
  ]

  private func check(_ value: JSONTree, _ schema: JSONTree, _ name: String, at pointer: String) -> [String] {
    if let reference = schema["$ref"]?.string {
      let definition = String(reference.dropFirst("#/$defs/".count))
      guard let target = root["$defs"]?[definition] else { return ["\(pointer): no definition \(reference)"] }
      return check(value, target, definition, at: pointer)
    }
    var complaints = (schema.object ?? [:]).keys.filter { !Self.known.contains($0) }.map { "unknown keyword \($0)" }
    if let type = schema["type"]?.string, type != Self.type(of: value), type != "integer" || !Self.isInteger(value) {
      complaints.append("\(pointer): expected \(type)")
    }
    if let constant = schema["const"], constant != value { complaints.append("\(pointer): expected another constant") }
    if let values = schema["enum"]?.array, !values.contains(value) { complaints.append("\(pointer): not in the list") }
    if let pattern = schema["pattern"]?.string, let string = value.string,
      string.range(of: pattern, options: .regularExpression) == nil
    {
      complaints.append("\(pointer): does not match \(pattern)")
    }
    if case .number(let minimum) = schema["minimum"], case .number(let number) = value, number < minimum {
      complaints.append("\(pointer): less than \(minimum)")
    }
    if case .number(let maximum) = schema["maximum"], case .number(let number) = value, number > maximum {
      complaints.append("\(pointer): more than \(maximum)")
    }
    // Lengths are counted in code points, as the specification has it.
    if let string = value.string {
      let length = Double(string.unicodeScalars.count)
      if case .number(let least) = schema["minLength"], length < least {
        complaints.append("\(pointer): shorter than \(least)")
      }
      if case .number(let most) = schema["maxLength"], length > most {
        complaints.append("\(pointer): longer than \(most)")
      }
    }
    if case .number(let least) = schema["minItems"], let items = value.array, Double(items.count) < least {
      complaints.append("\(pointer): fewer than \(least) items")
    }
    if case .number(let most) = schema["maxItems"], let items = value.array, Double(items.count) > most {
      complaints.append("\(pointer): more than \(most) items")
    }
    if let items = schema["items"] {
      for (index, item) in (value.array ?? []).enumerated() {
        complaints += check(item, items, "\(name)[]", at: "\(pointer)/\(index)")
      }
    }
    if let members = value.object {
      for required in schema["required"]?.array ?? [] where members[required.string ?? ""] == nil {
        complaints.append("\(pointer): no \(required.string ?? "")")
      }
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        guard let property = schema["properties"]?[key] else {
          if schema["additionalProperties"] == .bool(false) { complaints.append("\(pointer): unexpected \(key)") }
          continue
        }
        seen.insert("\(name).\(key)")
        complaints += check(member, property, "\(name).\(key)", at: "\(pointer)/\(key)")
      }
    }
    return complaints
  }

  private static func isInteger(_ value: JSONTree) -> Bool {
    if case .number(let number) = value { number.rounded() == number } else { false }
  }

  private static func type(of value: JSONTree) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
