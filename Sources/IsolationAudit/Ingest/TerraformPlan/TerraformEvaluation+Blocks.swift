// Attributes inside of blocks: which block of the configuration an element of the plan comes from.
extension TerraformEvaluation {
  /// The value of an attribute of a resource from its block in the sources; `nil` if the block does not set it.
  mutating func value(
    of path: [TerraformReference.Step],
    in block: HCLBlock,
    of owner: String,
    raw: TerraformValue,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue? {
    guard case .attribute(let name)? = path.first else { return nil }
    let value: TerraformValue
    if let attribute = block.body.attribute(name) {
      value = try self.value(attribute.value, scope)
      if value.isNull { return nil }
    } else {
      let isThere = block.body.blocks.contains { $0.type == name || ($0.type == "dynamic" && $0.labels == [name]) }
      guard isThere else { return nil }
      // All elements of the plan ask for the same blocks.
      value = try once("blocks \(name) of \(owner)") { evaluation throws(Failure) in
        try evaluation.blocks(name, of: block.body, scope) ?? .null
      }
    }
    return try descend(value, raw: raw[name] ?? .null, path.dropFirst())
  }

  /// The blocks of a type, with what `dynamic` makes of them, as a list of objects; `nil` if there are none.
  private mutating func blocks(_ type: String, of body: HCLBody, _ scope: Scope) throws(Failure) -> TerraformValue? {
    var list: [TerraformValue] = []
    var isThere = false
    for block in body.blocks {
      if block.type == type {
        isThere = true
        list.append(try object(block.body, scope))
      } else if block.type == "dynamic", block.labels == [type] {
        isThere = true
        guard let collection = block.body.attribute("for_each")?.value else { return Self.open("dynamic \(type)") }
        let value = try value(collection, scope)
        guard let pairs = Self.pairs(of: value) else {
          return Self.open("for_each of dynamic \(type): " + Self.name(collection))
        }
        var iterator = type
        if case .variable(let name)? = block.body.attribute("iterator")?.value.kind { iterator = name }
        var isSet = false
        if case .call("toset", _, _) = collection.kind { isSet = true }
        for pair in pairs {
          var inner = scope
          inner.names[iterator] = .object([
            TerraformValue.Member("key", isSet ? pair.value : pair.key), TerraformValue.Member("value", pair.value),
          ])
          for content in block.body.blocks("content") { list.append(try object(content.body, inner)) }
        }
      }
    }
    return isThere ? .list(list) : nil
  }

  /// The attributes and blocks of a body as an object.
  private mutating func object(_ body: HCLBody, _ scope: Scope) throws(Failure) -> TerraformValue {
    guard depth < 100 else { return Self.open("blocks that are nested too deep") }
    depth += 1
    defer { depth -= 1 }
    var members: [TerraformValue.Member] = []
    for attribute in body.attributes {
      let value: TerraformValue
      do throws(Failure) {
        value = try self.value(attribute.value, scope)
      } catch {
        value = Self.open(error.message)
      }
      members.append(TerraformValue.Member(attribute.name, value))
    }
    var types: [String] = []
    for block in body.blocks {
      let type = block.type == "dynamic" ? block.labels.first ?? "" : block.type
      if !types.contains(type) { types.append(type) }
    }
    for type in types {
      if let list = try blocks(type, of: body, scope) { members.append(TerraformValue.Member(type, list)) }
    }
    return .object(members)
  }

  /// The value of an attribute of a resource from the plan's configuration; `nil` if that does not set it.
  mutating func value(
    of path: [TerraformReference.Step],
    in expressions: JSONValue,
    of owner: String,
    raw: TerraformValue,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue? {
    guard case .attribute(let name)? = path.first else { return nil }
    guard let expression = expressions[name] else {
      return path.count > 1 ? Self.open("a dynamic block is not in the plan") : nil
    }
    if Self.isExpression(expression) {
      var hint = name
      for step in path { if case .attribute(let inner) = step { hint = inner } }
      if path.count == 1 { return try value(expression, hint: hint, scope) }
      // Blocks that are written as a list: all names in all of them are told together.
      let value = try value(expression, hint: hint, scope)
      switch value {
      case .reference(var reference):
        reference.assume("\(reference.name) is taken, the only one that fits")
        return .reference(reference)
      case .list(let elements) where elements.count == 1 || TerraformLink(hint).isPlural: return value
      default: return value
      }
    }
    let blocks = try once("planned blocks \(name) of \(owner)") { evaluation throws(Failure) in
      evaluation.object(of: expression, hint: name, scope)
    }
    return try descend(blocks, raw: raw[name] ?? .null, path.dropFirst())
  }

  private static func isExpression(_ value: JSONValue) -> Bool {
    guard let members = value.object else { return false }
    return members.isEmpty || members.contains { $0.key == "constant_value" || $0.key == "references" }
  }

  /// The blocks of a plan's configuration as lists of objects.
  private mutating func object(of value: JSONValue, hint: String, _ scope: Scope) -> TerraformValue {
    if Self.isExpression(value) {
      do throws(Failure) {
        return try self.value(value, hint: hint, scope)
      } catch {
        return Self.open(error.message)
      }
    }
    switch value {
    case .array(let elements):
      var list: [TerraformValue] = []
      for element in elements { list.append(object(of: element, hint: hint, scope)) }
      return .list(list)
    case .object(let members):
      var object: [TerraformValue.Member] = []
      for member in members {
        object.append(TerraformValue.Member(member.key, self.object(of: member.value, hint: member.key, scope)))
      }
      return .object(object)
    default: return TerraformValue(value)
    }
  }

  // MARK: Matching

  /// Goes into a value along a path, beside what the plan knows of it.
  private mutating func descend(
    _ value: TerraformValue,
    raw: TerraformValue,
    _ path: ArraySlice<TerraformReference.Step>
  ) throws(Failure) -> TerraformValue? {
    guard let step = path.first else { return value }
    switch (step, value) {
    case (.attribute(let name), .object(let members)), (.key(let name), .object(let members)):
      guard let member = members.first(where: { $0.name == name }), !member.value.isNull else { return nil }
      return try descend(member.value, raw: raw[name] ?? .null, path.dropFirst())
    case (.index(let number), .list(let candidates)):
      let elements = raw.list ?? []
      guard let chosen = Self.match(number, of: elements, in: candidates) else {
        return .unknown(
          TerraformUnknown("", .expression("which block it comes from"), candidates: value.allReferences)
        )
      }
      let element = elements.indices.contains(number) ? elements[number] : .null
      return try descend(candidates[chosen], raw: element, path.dropFirst())
    case (_, .unknown(let unknown)): return .unknown(unknown)
    // A block that may stand only once is no list in the plan, and one in the sources.
    case (.attribute, .list(let elements)) where elements.count == 1:
      return try descend(elements[0], raw: raw, path)
    case (.index(0), .object): return try descend(value, raw: raw.list?.first ?? .null, path.dropFirst())
    // The only element of a list that is not known.
    case (.index, .reference) where raw.list?.count(where: { !$0.isKnown }) == 1: return value
    default: return try access(value, step)
    }
  }

  /// The index of the block that an element of the plan comes from.
  ///
  /// Sets are sorted in a plan as the configuration does not have them, so blocks are found by what is known of them.
  /// Of elements that agree in all that is known, the first is the first block's: exchanging them changes nothing.
  static func match(_ number: Int, of elements: [TerraformValue], in candidates: [TerraformValue]) -> Int? {
    guard elements.indices.contains(number) else { return candidates.indices.contains(number) ? number : nil }
    func fitting(_ index: Int) -> [Int] { candidates.indices.filter { fits(elements[index], candidates[$0]) } }
    let own = fitting(number)
    if own.count <= 1 { return own.first }
    // Many blocks that look alike are not told apart: comparing all with all would take too long.
    guard elements.count * candidates.count <= 4096 else {
      return own.allSatisfy { candidates[$0] == candidates[own[0]] } ? own[0] : nil
    }
    // Elements before this one that could be exchanged with it.
    let rank = (0..<number).count { fitting($0) == own }
    let same = elements.indices.count { fitting($0) == own }
    guard same == own.count, rank < own.count else {
      return own.allSatisfy { candidates[$0] == candidates[own[0]] } ? own[0] : nil
    }
    return own[rank]
  }

  /// Whether an element of a plan may come from a block.
  static func fits(_ element: TerraformValue, _ candidate: TerraformValue) -> Bool {
    switch (element, candidate) {
    case (_, .unknown), (_, .secret), (.secret, _): return true
    // What the configuration gives is known in the plan, and what is known there it gives.
    case (.unknown, _): return candidate.isNull || !candidate.isKnown
    case (_, .reference), (_, .template), (_, .document): return false
    case (.object(let members), .object(let others)):
      return others.allSatisfy { other in
        guard let member = members.first(where: { $0.name == other.name }) else { return true }
        return fits(member.value, other.value)
      }
    case (.list(let elements), .list(let others)):
      guard elements.count == others.count else {
        return !elements.allSatisfy(\.isKnown) || !others.allSatisfy(\.isKnown)
      }
      return elements.allSatisfy { element in others.contains { fits(element, $0) } }
    case (_, .null): return element.isNull || element.isEmpty
    case (.null, _): return candidate.isEmpty
    default:
      guard let a = element.scalarText, let b = candidate.scalarText else { return element == candidate }
      return a == b
    }
  }
}

extension TerraformValue {
  /// Whether it is what a provider writes for something that is not set.
  fileprivate var isEmpty: Bool {
    switch self {
    case .string(""), .number("0"), .bool(false): true
    case .list(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    default: false
    }
  }
}
