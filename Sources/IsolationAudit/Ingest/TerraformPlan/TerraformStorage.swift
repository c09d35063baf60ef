/// The text of a plan or state, from which the values of a resource are read when they are asked for.
///
/// A large plan is mostly resources that do not change and types that nobody asks about: trees of all of them would
/// take many times the memory of the text.
final class TerraformStorage: Sendable {
  /// Offsets of the parts of one state of a resource; 0 for what is not there.
  struct Parts: Hashable, Sendable {
    /// The values.
    var values: UInt32 = 0
    /// The mask of what is not known.
    var unknown: UInt32 = 0
    /// The mask of what is sensitive.
    var sensitive: UInt32 = 0
    /// Whether it is the state after the change.
    var isAfter = false
  }

  /// The text, and zeros after it.
  private let bytes: [UInt8]
  /// The names of all its keys.
  private let keys: JSONKeyTable
  /// The file.
  let file: FileID
  /// What follows the references of unknown attributes.
  let resolver: TerraformResolver

  /// Creates a storage over a text that was read to its end.
  init(text: [UInt8], keys: JSONKeyTable, file: FileID, resolver: TerraformResolver) {
    var padded = text
    padded.append(contentsOf: repeatElement(0, count: JSONParser.padding))
    bytes = padded
    self.keys = keys
    self.file = file
    self.resolver = resolver
  }

  /// The value at an offset; an empty tape for 0.
  private func tape(at offset: UInt32) -> JSONTape {
    var tape = JSONTape(keys: keys)
    guard offset > 0 else { return tape }
    tape.bytes = bytes
    do {
      _ = try tape.parseValue(from: Int(offset), to: bytes.count - JSONParser.padding)
    } catch {
      // The text was read before without an error, up to a place after this.
      tape.nodes = []
    }
    return tape
  }
}

extension TerraformStorage {
  /// The values of a resource.
  func values(of resource: TerraformResource) -> TerraformValue {
    values(
      address: resource.address,
      type: resource.type,
      parts: resource.parts
    ) { [resolver] path in
      resolver.value(of: path, in: resource, storage: self)
    }
  }

  /// The values of a row of the document, with what is not known made by a closure.
  func values(
    address: String,
    type: String,
    parts: Parts,
    unknown: (([TerraformReference.Step]) -> TerraformValue)
  ) -> TerraformValue {
    let values = tape(at: parts.values)
    let mask = tape(at: parts.unknown)
    let sensitive = tape(at: parts.sensitive)
    return tree(
      values,
      values.nodes.isEmpty ? nil : 0,
      mask,
      mask.nodes.isEmpty ? nil : 0,
      sensitive,
      sensitive.nodes.isEmpty ? nil : 0,
      TerraformSecrets(type: type),
      [],
      unknown
    ) ?? .object([])
  }

  /// One top-level attribute of a row; `nil` if the document does not have it.
  func attribute(
    _ name: String,
    type: String,
    parts: Parts,
    unknown: (([TerraformReference.Step]) -> TerraformValue)
  ) -> TerraformValue? {
    let values = tape(at: parts.values)
    let mask = tape(at: parts.unknown)
    let sensitive = tape(at: parts.sensitive)
    let secrets = TerraformSecrets(type: type)
    return tree(
      values,
      Self.member(name, of: values),
      mask,
      Self.member(name, of: mask),
      sensitive,
      Self.member(name, of: sensitive),
      secrets.entering(name),
      [.attribute(name)],
      unknown
    )
  }

  /// The place of a top-level attribute of a resource; that of the resource if it is not there.
  func provenance(of attribute: String, in resource: TerraformResource) -> Provenance {
    for offset in [resource.parts.values, resource.parts.unknown] {
      let tape = tape(at: offset)
      if let node = Self.member(attribute, of: tape) {
        return Provenance(file: file, offset: tape.offset(node))
      }
    }
    return resource.provenance
  }

  /// The top-level attributes with anything that is marked as sensitive.
  func sensitiveAttributes(of resource: TerraformResource) -> Set<String> {
    let tape = tape(at: resource.parts.sensitive)
    guard !tape.nodes.isEmpty else { return [] }
    if tape.kind(0) == .true {
      let values = self.tape(at: resource.parts.values)
      guard !values.nodes.isEmpty else { return [] }
      var names: Set<String> = []
      var children = values.children(of: 0)
      while let child = children.next(in: values) { names.insert(values.keyName(child)) }
      return names
    }
    var names: Set<String> = []
    var children = tape.children(of: 0)
    while let child = children.next(in: tape) {
      if Self.holdsTrue(tape, child) { names.insert(tape.keyName(child)) }
    }
    return names
  }

  /// The root's member with a name.
  private static func member(_ name: String, of tape: borrowing JSONTape) -> Int? {
    guard !tape.nodes.isEmpty else { return nil }
    return member(name, of: 0, in: tape)
  }

  private static func member(_ name: String, of node: Int, in tape: borrowing JSONTape) -> Int? {
    guard tape.kind(node) == .object else { return nil }
    var children = tape.children(of: node)
    while let child = children.next(in: tape) {
      if tape.keyName(child) == name { return child }
    }
    return nil
  }

  /// Whether a mask has `true` anywhere.
  private static func holdsTrue(_ tape: borrowing JSONTape, _ node: Int) -> Bool {
    for index in node..<Int(tape[node].next) where tape.kind(index) == .true { return true }
    return false
  }

  /// The member of an object of another tape with the same key.
  private static func counterpart(
    of child: Int,
    in tape: borrowing JSONTape,
    _ other: borrowing JSONTape,
    _ node: Int?
  ) -> Int? {
    guard let node, other.kind(node) == .object else { return nil }
    let key = tape[child].key
    guard key == JSONKeyTable.uninterned else { return other.member(key, of: node) }
    return member(tape.keyName(child), of: node, in: other)
  }

  /// The element of an array of another tape at an index.
  private static func elements(_ tape: borrowing JSONTape, _ node: Int?) -> [Int] {
    guard let node, tape.kind(node) == .array else { return [] }
    var indices: [Int] = []
    var children = tape.children(of: node)
    while let child = children.next(in: tape) { indices.append(child) }
    return indices
  }

  /// The tree of a value under its masks; `nil` if the value is not there.
  private func tree(
    _ values: borrowing JSONTape,
    _ value: Int?,
    _ mask: borrowing JSONTape,
    _ unknownNode: Int?,
    _ sensitive: borrowing JSONTape,
    _ sensitiveNode: Int?,
    _ secrets: TerraformSecrets,
    _ path: [TerraformReference.Step],
    _ unknown: ([TerraformReference.Step]) -> TerraformValue
  ) -> TerraformValue? {
    if let unknownNode, mask.kind(unknownNode) == .true { return unknown(path) }
    var secrets = secrets
    if let sensitiveNode, sensitive.kind(sensitiveNode) == .true { secrets.isMarked = true }
    guard let value else {
      guard let unknownNode, Self.holdsTrue(mask, unknownNode) else { return nil }
      if mask.kind(unknownNode) == .array {
        var elements: [TerraformValue] = []
        var children = mask.children(of: unknownNode)
        while let child = children.next(in: mask) {
          let inner = path + [.index(elements.count)]
          elements.append(tree(values, nil, mask, child, sensitive, nil, secrets, inner, unknown) ?? .null)
        }
        return .list(elements)
      }
      var members: [TerraformValue.Member] = []
      var children = mask.children(of: unknownNode)
      while let child = children.next(in: mask) {
        let name = mask.keyName(child)
        let inner = tree(
          values,
          nil,
          mask,
          child,
          sensitive,
          nil,
          secrets.entering(name),
          path + [.attribute(name)],
          unknown
        )
        if let inner { members.append(TerraformValue.Member(name, inner)) }
      }
      return .object(members)
    }
    switch values.kind(value) {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return secrets.dropsNumbers ? .secret : .number(values.numberText(value) ?? "")
    case .string: return secrets.dropsStrings ? .secret : .string(values.string(value) ?? "")
    case .array:
      let unknownElements = Self.elements(mask, unknownNode)
      let sensitiveElements = Self.elements(sensitive, sensitiveNode)
      var elements: [TerraformValue] = []
      elements.reserveCapacity(Int(values[value].length))
      var children = values.children(of: value)
      while let child = children.next(in: values) {
        let index = elements.count
        let element = tree(
          values,
          child,
          mask,
          index < unknownElements.count ? unknownElements[index] : nil,
          sensitive,
          index < sensitiveElements.count ? sensitiveElements[index] : nil,
          secrets,
          path + [.index(index)],
          unknown
        )
        elements.append(element ?? .null)
      }
      while elements.count < unknownElements.count {
        let index = elements.count
        let element = tree(
          values,
          nil,
          mask,
          unknownElements[index],
          sensitive,
          nil,
          secrets,
          path + [.index(index)],
          unknown
        )
        elements.append(element ?? .null)
      }
      return .list(elements)
    case .object:
      var members: [TerraformValue.Member] = []
      members.reserveCapacity(Int(values[value].length))
      var children = values.children(of: value)
      while let child = children.next(in: values) {
        let name = values.keyName(child)
        let inner = tree(
          values,
          child,
          mask,
          Self.counterpart(of: child, in: values, mask, unknownNode),
          sensitive,
          Self.counterpart(of: child, in: values, sensitive, sensitiveNode),
          secrets.entering(name),
          path + [.attribute(name)],
          unknown
        )
        members.append(TerraformValue.Member(name, inner ?? .null))
      }
      if let unknownNode, mask.kind(unknownNode) == .object {
        var children = mask.children(of: unknownNode)
        while let child = children.next(in: mask) {
          guard Self.counterpart(of: child, in: mask, values, value) == nil else { continue }
          let name = mask.keyName(child)
          let inner = tree(
            values,
            nil,
            mask,
            child,
            sensitive,
            nil,
            secrets.entering(name),
            path + [.attribute(name)],
            unknown
          )
          if let inner { members.append(TerraformValue.Member(name, inner)) }
        }
      }
      return .object(members)
    }
  }
}
