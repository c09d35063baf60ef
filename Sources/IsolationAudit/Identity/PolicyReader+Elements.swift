extension PolicyReader {
  mutating func principals(_ value: JSONValue, at pointer: String) -> [PolicyPrincipal] {
    if case .string("*") = value { return [.everyone] }
    guard case .object(let members) = value else {
      fault(pointer, "principal \(value.quotedForFault), expected \"*\" or an object with AWS, Service or Federated")
      return []
    }
    var result: [PolicyPrincipal] = []
    for member in members {
      let place = "\(pointer)/\(member.key.escapedForPointer)"
      for (text, place) in strings(member.value, at: place) {
        switch member.key {
        case "AWS":
          if let principal = PolicyPrincipal(awsElement: text) {
            result.append(principal)
          } else {
            fault(
              place,
              "principal \(text.quotedForFault), expected *, an account, or the ARN of a user, role or session"
            )
          }
        case "Service", "Federated", "CanonicalUser":
          if text.contains("*") {
            fault(place, "principal \(text.quotedForFault) with a wildcard, expected one name")
          } else {
            result.append(
              member.key == "Service"
                ? .service(text) : member.key == "Federated" ? .federated(text) : .canonicalUser(text)
            )
          }
        default: break
        }
      }
      if !["AWS", "Service", "Federated", "CanonicalUser"].contains(member.key) {
        fault(place, "unknown kind of principal, expected AWS, Service, Federated or CanonicalUser")
      }
    }
    return result
  }

  mutating func actions(_ value: JSONValue, at pointer: String) -> [WildcardPattern] {
    strings(value, at: pointer).map { text, place in
      if text != "*" && !text.contains(":") {
        fault(place, "action \(text.quotedForFault) without a colon, expected service:name or *")
      }
      return WildcardPattern(text.lowercased())
    }
  }

  mutating func conditions(_ value: JSONValue, at pointer: String) -> [ConditionClause] {
    guard case .object(let blocks) = value else {
      fault(pointer, "\(value.kindForFault) instead of conditions, expected an object of operators")
      return []
    }
    var clauses: [ConditionClause] = []
    for block in blocks {
      let place = "\(pointer)/\(block.key.escapedForPointer)"
      guard let conditionOperator = ConditionOperator(block.key) else {
        fault(place, "unknown condition operator")
        continue
      }
      guard case .object(let keys) = block.value else {
        fault(place, "\(block.value.kindForFault) instead of condition keys, expected an object of keys and values")
        continue
      }
      for key in keys {
        let place = "\(place)/\(key.key.escapedForPointer)"
        var values: [ConditionValue] = []
        for (text, place) in scalars(key.value, at: place) {
          if let value = ConditionValue(text, for: conditionOperator.base, version: version) {
            values.append(value)
          } else {
            fault(place, "\(text.quotedForFault), expected a value for \(conditionOperator.base.rawValue)")
          }
        }
        clauses.append(ConditionClause(conditionOperator, key: key.key, values: values))
      }
    }
    return clauses
  }

  mutating func string(_ value: JSONValue, at pointer: String) -> String? {
    if case .string(let text) = value { return text }
    fault(pointer, "\(value.kindForFault), expected a string")
    return nil
  }

  /// Reads a string or a list of strings.
  mutating func strings(_ value: JSONValue, at pointer: String) -> [(text: String, pointer: String)] {
    guard case .array(let list) = value else { return string(value, at: pointer).map { [($0, pointer)] } ?? [] }
    return list.enumerated().compactMap { index, element in
      string(element, at: "\(pointer)/\(index)").map { ($0, "\(pointer)/\(index)") }
    }
  }

  /// Reads a string, number or Boolean, or a list of them, as text.
  private mutating func scalars(_ value: JSONValue, at pointer: String) -> [(text: String, pointer: String)] {
    switch value {
    case .string(let text), .number(let text): return [(text, pointer)]
    case .bool(let flag): return [(flag ? "true" : "false", pointer)]
    case .array(let list):
      var result: [(text: String, pointer: String)] = []
      for (index, element) in list.enumerated() {
        if case .array = element {
          fault("\(pointer)/\(index)", "an array, expected a string, number or Boolean")
        } else {
          result += scalars(element, at: "\(pointer)/\(index)")
        }
      }
      return result
    case .null, .object:
      fault(pointer, "\(value.kindForFault), expected a string, number or Boolean, or a list of them")
      return []
    }
  }
}

extension JSONValue {
  /// What kind of value it is, for a message.
  var kindForFault: String {
    switch self {
    case .null: "null"
    case .bool: "a Boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The value for a message: strings in quotes, other values by their kind.
  var quotedForFault: String { if case .string(let text) = self { text.quotedForFault } else { kindForFault } }
}

extension String {
  /// The text in quotes, cut where it is long.
  var quotedForFault: String {
    "\"" + (unicodeScalars.count > 100 ? String(unicodeScalars.prefix(100)) + "…" : self) + "\""
  }

  /// The text as a token of a JSON pointer (RFC 6901, section 3).
  package var escapedForPointer: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
