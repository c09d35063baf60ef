extension PolicyDocument {
  /// Reads a policy document, or text that holds one.
  ///
  /// - Throws: ``PolicyFaults`` with every fault of the document; a document with a fault is not used in part.
  package init(_ value: JSONValue, kind: Kind) throws(PolicyFaults) {
    var value = value
    if case .string(let text) = value {
      do {
        value = try JSONValue(parsing: text)
      } catch {
        throw PolicyFaults([PolicyFault(pointer: "", message: "policy text that is not JSON: \(error)")])
      }
    }
    var reader = PolicyReader(kind: kind)
    let document = reader.document(value)
    guard reader.faults.isEmpty, let document else { throw PolicyFaults(reader.faults) }
    self = document
  }
}

/// Reads the elements of a policy, collecting faults instead of stopping at the first.
private struct PolicyReader {
  let kind: PolicyDocument.Kind
  var version = PolicyVersion.v2008
  var faults: [PolicyFault] = []

  init(kind: PolicyDocument.Kind) { self.kind = kind }

  mutating func fault(_ pointer: String, _ message: String) {
    faults.append(PolicyFault(pointer: pointer, message: message))
  }

  mutating func document(_ value: JSONValue) -> PolicyDocument? {
    guard case .object(let members) = value else {
      fault("", "\(value.kindName) instead of a policy, expected an object with a Statement")
      return nil
    }
    var id: String?
    var statements: JSONValue?
    for member in members {
      switch member.key {
      case "Version":
        if case .string(let text) = member.value, let known = PolicyVersion(rawValue: text) {
          version = known
        } else {
          fault("/Version", "unknown policy version \(member.value.quoted), expected 2012-10-17 or 2008-10-17")
        }
      case "Id":
        id = string(member.value, at: "/Id")
      case "Statement":
        statements = member.value
      default:
        fault("/" + member.key.escapedForPointer, "unknown element, expected Version, Id or Statement")
      }
    }
    switch statements {
    case nil:
      fault("", "no Statement, expected at least one")
      return nil
    case .array(let list):
      return PolicyDocument(
        version: version,
        id: id,
        statements: list.enumerated().compactMap { statement($1, at: "/Statement/\($0)") }
      )
    case .some(let single):
      return PolicyDocument(
        version: version,
        id: id,
        statements: [statement(single, at: "/Statement")].compactMap { $0 }
      )
    }
  }

  private mutating func statement(_ value: JSONValue, at pointer: String) -> PolicyStatement? {
    guard case .object(let members) = value else {
      fault(pointer, "\(value.kindName) instead of a statement, expected an object")
      return nil
    }
    var sid: String?
    var effect: PolicyStatement.Effect?
    var principals: PolicyStatement.Scope<PolicyPrincipal>?
    var actions: PolicyStatement.Scope<WildcardPattern>?
    var resources: PolicyStatement.Scope<PolicyText>?
    var conditions: [ConditionClause] = []
    for member in members {
      let place = "\(pointer)/\(member.key.escapedForPointer)"
      let isNegated = member.key.hasPrefix("Not")
      switch member.key {
      case "Sid":
        sid = string(member.value, at: place)
      case "Effect":
        effect = string(member.value, at: place).flatMap { PolicyStatement.Effect(rawValue: $0) }
        if effect == nil { fault(place, "effect \(member.value.quoted), expected Allow or Deny") }
      case "Principal", "NotPrincipal":
        if principals != nil { fault(place, "both Principal and NotPrincipal, expected one of them") }
        principals = .init(patterns: self.principals(member.value, at: place), isNegated: isNegated)
      case "Action", "NotAction":
        if actions != nil { fault(place, "both Action and NotAction, expected one of them") }
        actions = .init(patterns: self.actions(member.value, at: place), isNegated: isNegated)
      case "Resource", "NotResource":
        if resources != nil { fault(place, "both Resource and NotResource, expected one of them") }
        let texts = strings(member.value, at: place)
        resources = .init(
          patterns: texts.map { PolicyText($0.text, version: version, wildcards: true) },
          isNegated: isNegated
        )
      case "Condition":
        conditions = self.conditions(member.value, at: place)
      default:
        fault(place, "unknown element of a statement")
      }
    }
    if effect == nil, !members.contains(where: { $0.key == "Effect" }) {
      fault(pointer, "no Effect, expected Allow or Deny")
    }
    if actions == nil { fault(pointer, "neither Action nor NotAction, expected one of them") }
    checkScope(principals: principals, hasResources: resources != nil, at: pointer)
    guard let effect, let actions else { return nil }
    return PolicyStatement(
      pointer: pointer,
      sid: sid,
      effect: effect,
      principals: principals,
      actions: actions,
      resources: resources,
      conditions: conditions
    )
  }

  /// Checks the elements that a policy's kind demands or forbids.
  private mutating func checkScope(
    principals: PolicyStatement.Scope<PolicyPrincipal>?,
    hasResources: Bool,
    at pointer: String
  ) {
    switch kind {
    case .identity, .boundary, .session, .serviceControl:
      if principals != nil {
        fault(pointer, "a principal in a \(kind.rawValue), expected none: it is about whom it is attached to")
      }
      if !hasResources { fault(pointer, "neither Resource nor NotResource, expected one of them") }
    case .resource, .vpcEndpoint:
      if principals == nil { fault(pointer, "neither Principal nor NotPrincipal, expected one of them") }
    case .trust:
      if principals == nil { fault(pointer, "neither Principal nor NotPrincipal, expected one of them") }
      if hasResources { fault(pointer, "a resource in a trust policy, expected none: it is about its own role") }
    case .resourceControl:
      if let principals, principals.isNegated || principals.patterns != [.everyone] {
        fault(pointer, "a named principal in a resource control policy, expected \"*\"")
      }
      if !hasResources { fault(pointer, "neither Resource nor NotResource, expected one of them") }
    }
  }

  private mutating func principals(_ value: JSONValue, at pointer: String) -> [PolicyPrincipal] {
    if case .string("*") = value { return [.everyone] }
    guard case .object(let members) = value else {
      fault(pointer, "principal \(value.quoted), expected \"*\" or an object with AWS, Service or Federated")
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
            fault(place, "principal \(text.quoted), expected *, an account, or the ARN of a user, role or session")
          }
        case "Service", "Federated", "CanonicalUser":
          if text.contains("*") {
            fault(place, "principal \(text.quoted) with a wildcard, expected one name")
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

  private mutating func actions(_ value: JSONValue, at pointer: String) -> [WildcardPattern] {
    strings(value, at: pointer).map { text, place in
      if text != "*" && !text.contains(":") {
        fault(place, "action \(text.quoted) without a colon, expected service:name or *")
      }
      return WildcardPattern(text.lowercased())
    }
  }

  private mutating func conditions(_ value: JSONValue, at pointer: String) -> [ConditionClause] {
    guard case .object(let blocks) = value else {
      fault(pointer, "\(value.kindName) instead of conditions, expected an object of operators")
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
        fault(place, "\(block.value.kindName) instead of condition keys, expected an object of keys and values")
        continue
      }
      for key in keys {
        let place = "\(place)/\(key.key.escapedForPointer)"
        var values: [ConditionValue] = []
        for (text, place) in scalars(key.value, at: place) {
          if let value = ConditionValue(text, for: conditionOperator.base, version: version) {
            values.append(value)
          } else {
            fault(place, "\(text.quoted), expected a value for \(conditionOperator.base.rawValue)")
          }
        }
        clauses.append(ConditionClause(conditionOperator, key: key.key, values: values))
      }
    }
    return clauses
  }

  private mutating func string(_ value: JSONValue, at pointer: String) -> String? {
    if case .string(let text) = value { return text }
    fault(pointer, "\(value.kindName), expected a string")
    return nil
  }

  /// Reads a string or a list of strings.
  private mutating func strings(_ value: JSONValue, at pointer: String) -> [(text: String, pointer: String)] {
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
      fault(pointer, "\(value.kindName), expected a string, number or Boolean, or a list of them")
      return []
    }
  }
}

extension JSONValue {
  /// What kind of value it is, for a message.
  fileprivate var kindName: String {
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
  fileprivate var quoted: String { if case .string(let text) = self { text.quoted } else { kindName } }
}

extension String {
  /// The text in quotes, cut where it is long.
  fileprivate var quoted: String {
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
