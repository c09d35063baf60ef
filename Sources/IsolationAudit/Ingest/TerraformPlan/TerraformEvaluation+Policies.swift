// Policies that are known in part: `aws_iam_policy_document`, which Terraform reads only when all of it is known.
extension TerraformEvaluation {
  /// The JSON text of a policy document data source, as the provider writes it; an unknown if parts are missing.
  ///
  /// The shape follows the provider's documentation of `aws_iam_policy_document`: statements of source documents come
  /// first, then its own, and statements of overriding documents replace those with the same `sid`.
  mutating func policyDocument(_ row: TerraformRow) throws(Failure) -> TerraformValue {
    guard let parts = row.after else { return Self.open("\(row.address) is not in the plan") }
    var paths: [[TerraformReference.Step]] = []
    let raw = storage.values(type: row.type, parts: parts) { path in
      paths.append(path)
      return .unknown(TerraformUnknown(row.address + TerraformReference.text(path)))
    }
    var values = raw
    for path in paths where path != [.attribute("json")] && path != [.attribute("minified_json")] {
      if path == [.attribute("id")] { continue }
      let name = row.address + TerraformReference.text(path)
      let value = try once(name) { evaluation throws(Failure) in
        evaluation.resolver.value(of: path, in: row, &evaluation)
      }
      values = values.replacing(path[...], with: value)
    }
    var statements: [TerraformValue] = []
    for name in ["source_json", "source_policy_documents"] {
      guard let more = Self.statements(values[name] ?? .null) else { return Self.open("\(row.address).\(name)") }
      statements = Self.joined(statements, more)
    }
    var own: [TerraformValue] = []
    switch values["statement"] ?? .null {
    case .null: break
    case .list(let blocks):
      for block in blocks {
        guard let statement = Self.statement(block) else { return Self.open("\(row.address).statement") }
        own.append(statement)
      }
    default: return Self.open("\(row.address).statement")
    }
    statements += own
    for name in ["override_json", "override_policy_documents"] {
      guard let more = Self.statements(values[name] ?? .null) else { return Self.open("\(row.address).\(name)") }
      statements = Self.joined(statements, more)
    }
    var members: [TerraformValue.Member] = []
    members.append(TerraformValue.Member("Version", .string(values["version"]?.string ?? "2012-10-17")))
    if let id = values["policy_id"]?.string { members.append(TerraformValue.Member("Id", .string(id))) }
    members.append(TerraformValue.Member("Statement", .list(statements)))
    return Self.document(.object(members))
  }

  /// Statements, with those of another document in the place of those with the same `Sid`.
  private static func joined(_ statements: [TerraformValue], _ more: [TerraformValue]) -> [TerraformValue] {
    var result = statements
    for statement in more {
      if let sid = statement["Sid"]?.string, !sid.isEmpty,
        let index = result.firstIndex(where: { $0["Sid"]?.string == sid })
      {
        result[index] = statement
      } else {
        result.append(statement)
      }
    }
    return result
  }

  /// The statements of other documents; `nil` if they are not known.
  private static func statements(_ value: TerraformValue) -> [TerraformValue]? {
    switch value {
    case .null, .string(""): return []
    case .string(let text):
      guard let parsed = try? JSONValue(parsing: text) else { return nil }
      return statements(.document(TerraformValue(parsed)))
    case .document(let document):
      switch document["Statement"] {
      case .list(let statements)?: return statements
      case .object(let members)?: return [.object(members)]
      case nil: return []
      default: return nil
      }
    case .list(let documents):
      var all: [TerraformValue] = []
      for document in documents {
        guard let more = statements(document) else { return nil }
        all = joined(all, more)
      }
      return all
    default: return nil
    }
  }

  /// One statement; `nil` if its shape is not known.
  private static func statement(_ block: TerraformValue) -> TerraformValue? {
    var members: [TerraformValue.Member] = []
    if let sid = block["sid"], !sid.isNull, sid != .string("") { members.append(TerraformValue.Member("Sid", sid)) }
    let effect = block["effect"] ?? .null
    members.append(TerraformValue.Member("Effect", effect.isNull ? .string("Allow") : effect))
    for (name, key) in [
      ("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"), ("not_resources", "NotResource"),
    ] {
      let value = block[name] ?? .null
      if value.isNull || value == .list([]) { continue }
      members.append(TerraformValue.Member(key, value))
    }
    for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
      guard let blocks = list(block[name]) else { return nil }
      if blocks.isEmpty { continue }
      guard let principal = principal(blocks) else { return nil }
      members.append(TerraformValue.Member(key, principal))
    }
    guard let conditions = list(block["condition"]) else { return nil }
    var operators: [TerraformValue.Member] = []
    for condition in conditions {
      guard let test = condition["test"]?.string, let variable = condition["variable"]?.string,
        let values = condition["values"]
      else { return nil }
      let index = operators.firstIndex { $0.name == test } ?? operators.count
      if index == operators.count { operators.append(TerraformValue.Member(test, .object([]))) }
      guard case .object(var keys) = operators[index].value else { return nil }
      if let other = keys.firstIndex(where: { $0.name == variable }) {
        guard case .list(let a) = keys[other].value, case .list(let b) = values else { return nil }
        keys[other].value = .list(a + b)
      } else {
        keys.append(TerraformValue.Member(variable, values))
      }
      operators[index].value = .object(keys)
    }
    if !operators.isEmpty { members.append(TerraformValue.Member("Condition", .object(operators))) }
    return .object(members)
  }

  private static func list(_ value: TerraformValue?) -> [TerraformValue]? {
    switch value {
    case nil, .null?: []
    case .list(let elements)?: elements
    default: nil
    }
  }

  private static func principal(_ blocks: [TerraformValue]) -> TerraformValue? {
    if blocks.count == 1, blocks[0]["type"]?.string == "*", blocks[0]["identifiers"] == .list([.string("*")]) {
      return .string("*")
    }
    var types: [TerraformValue.Member] = []
    for block in blocks {
      guard let type = block["type"]?.string, let identifiers = block["identifiers"] else { return nil }
      if let index = types.firstIndex(where: { $0.name == type }) {
        guard case .list(let a) = types[index].value, case .list(let b) = identifiers else { return nil }
        types[index].value = .list(a + b)
      } else {
        types.append(TerraformValue.Member(type, identifiers))
      }
    }
    return .object(types)
  }
}

extension TerraformValue {
  /// The value with another one at the end of a path.
  func replacing(_ path: ArraySlice<TerraformReference.Step>, with value: TerraformValue) -> TerraformValue {
    guard let step = path.first else { return value }
    switch (self, step) {
    case (.object(var members), .attribute(let name)), (.object(var members), .key(let name)):
      guard let index = members.firstIndex(where: { $0.name == name }) else { return self }
      members[index].value = members[index].value.replacing(path.dropFirst(), with: value)
      return .object(members)
    case (.list(var elements), .index(let number)) where elements.indices.contains(number):
      elements[number] = elements[number].replacing(path.dropFirst(), with: value)
      return .list(elements)
    default: return self
    }
  }
}
