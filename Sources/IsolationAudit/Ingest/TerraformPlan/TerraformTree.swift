/// The values of a resource beside the masks of what is not known in them, and what is sensitive.
///
/// The masks have the shape of the values, as far as there is something to say.
struct TerraformTree: ~Copyable {
  /// The values.
  let values: JSONTape
  /// `true` in the place of what is not known.
  let unknown: JSONTape
  /// `true` in the place of what is sensitive.
  let sensitive: JSONTape
  /// What is dropped.
  let secrets: TerraformSecrets

  /// The nodes of one value in the three of them.
  private struct Nodes {
    var value: Int?
    var unknown: Int?
    var sensitive: Int?
  }

  /// Makes the value of something that is not known, of the way to it.
  typealias Unknown = ([TerraformReference.Step]) -> TerraformValue

  /// All values as an object; `nil` if there are none.
  func value(_ make: Unknown) -> TerraformValue? {
    let nodes = Nodes(
      value: values.nodes.isEmpty ? nil : 0,
      unknown: unknown.nodes.isEmpty ? nil : 0,
      sensitive: sensitive.nodes.isEmpty ? nil : 0
    )
    var path: [TerraformReference.Step] = []
    return value(nodes, secrets, &path, make)
  }

  /// The value of a top-level attribute; `nil` if it is not there.
  func value(of name: String, _ make: Unknown) -> TerraformValue? {
    var secrets = secrets.entering(name)
    if !sensitive.nodes.isEmpty, sensitive.kind(0) == .true { secrets.isMarked = true }
    let nodes = Nodes(
      value: values.member(named: name),
      unknown: unknown.member(named: name),
      sensitive: sensitive.member(named: name)
    )
    var path: [TerraformReference.Step] = [.attribute(name)]
    return value(nodes, secrets, &path, make)
  }

  private func value(
    _ nodes: Nodes,
    _ outer: TerraformSecrets,
    _ path: inout [TerraformReference.Step],
    _ make: Unknown
  ) -> TerraformValue? {
    if let node = nodes.unknown, unknown.kind(node) == .true { return make(path) }
    var secrets = outer
    if let node = nodes.sensitive, sensitive.kind(node) == .true { secrets.isMarked = true }
    guard let node = nodes.value else {
      guard let mask = nodes.unknown, unknown.holdsTrue(mask) else { return nil }
      return unknown.kind(mask) == .array
        ? .list(elements(nodes, secrets, &path, make)) : .object(members(nodes, secrets, &path, make))
    }
    switch values.kind(node) {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return secrets.dropsNumber(at: path) ? .secret : .number(values.numberText(node) ?? "")
    case .string: return secrets.dropsText(at: path) ? .secret : .string(values.string(node) ?? "")
    case .array: return .list(elements(nodes, secrets, &path, make))
    case .object: return .object(members(nodes, secrets, &path, make))
    }
  }

  private func elements(
    _ nodes: Nodes,
    _ secrets: TerraformSecrets,
    _ path: inout [TerraformReference.Step],
    _ make: Unknown
  ) -> [TerraformValue] {
    let masked = unknown.elements(of: nodes.unknown)
    let marked = sensitive.elements(of: nodes.sensitive)
    let given = values.elements(of: nodes.value)
    var elements: [TerraformValue] = []
    elements.reserveCapacity(max(given.count, masked.count))
    for index in 0..<max(given.count, masked.count) {
      let inner = Nodes(
        value: index < given.count ? given[index] : nil,
        unknown: index < masked.count ? masked[index] : nil,
        sensitive: index < marked.count ? marked[index] : nil
      )
      path.append(.index(index))
      elements.append(value(inner, secrets, &path, make) ?? .null)
      path.removeLast()
    }
    return elements
  }

  private func members(
    _ nodes: Nodes,
    _ secrets: TerraformSecrets,
    _ path: inout [TerraformReference.Step],
    _ make: Unknown
  ) -> [TerraformValue.Member] {
    var members: [TerraformValue.Member] = []
    if let node = nodes.value, values.kind(node) == .object {
      members.reserveCapacity(Int(values[node].length))
      var children = values.children(of: node)
      while let child = children.next(in: values) {
        let name = values.keyName(child)
        let inner = Nodes(
          value: child,
          unknown: unknown.counterpart(of: child, in: values, among: nodes.unknown),
          sensitive: sensitive.counterpart(of: child, in: values, among: nodes.sensitive)
        )
        path.append(.attribute(name))
        members.append(TerraformValue.Member(name, value(inner, secrets.entering(name), &path, make) ?? .null))
        path.removeLast()
      }
    }
    guard let mask = nodes.unknown, unknown.kind(mask) == .object else { return members }
    // What is not known is left out of the values.
    var children = unknown.children(of: mask)
    while let child = children.next(in: unknown) {
      guard values.counterpart(of: child, in: unknown, among: nodes.value) == nil else { continue }
      let name = unknown.keyName(child)
      path.append(.attribute(name))
      let inner = Nodes(value: nil, unknown: child, sensitive: nil)
      if let value = value(inner, secrets.entering(name), &path, make) {
        members.append(TerraformValue.Member(name, value))
      }
      path.removeLast()
    }
    return members
  }
}

extension JSONTape {
  /// The root's member with a name.
  func member(named name: String) -> Int? { nodes.isEmpty ? nil : member(named: name, of: 0) }

  private func member(named name: String, of node: Int) -> Int? {
    guard kind(node) == .object else { return nil }
    var children = children(of: node)
    while let child = children.next(in: self) {
      if keyName(child) == name { return child }
    }
    return nil
  }

  /// Whether a mask has `true` anywhere.
  func holdsTrue(_ node: Int) -> Bool {
    for index in node..<Int(self[node].next) where kind(index) == .true { return true }
    return false
  }

  /// The member of an object with the key that a node of another tape has; both tapes began with the same keys.
  func counterpart(of child: Int, in other: borrowing JSONTape, among node: Int?) -> Int? {
    guard let node, kind(node) == .object else { return nil }
    let key = other[child].key
    guard key == JSONKeyTable.uninterned else { return member(key, of: node) }
    return member(named: other.keyName(child), of: node)
  }

  /// The elements of an array; none for other values.
  func elements(of node: Int?) -> [Int] {
    guard let node, kind(node) == .array else { return [] }
    var elements: [Int] = []
    elements.reserveCapacity(Int(self[node].length))
    var children = children(of: node)
    while let child = children.next(in: self) { elements.append(child) }
    return elements
  }
}
