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
  /// The parts of one state of a resource, read.
  private func tree(_ type: String, _ parts: Parts) -> TerraformTree {
    TerraformTree(
      values: tape(at: parts.values),
      unknown: tape(at: parts.unknown),
      sensitive: tape(at: parts.sensitive),
      secrets: TerraformSecrets(type: type)
    )
  }

  /// The values of a resource.
  func values(of resource: TerraformResource) -> TerraformValue {
    values(type: resource.type, parts: resource.parts) { [resolver] path in
      resolver.value(of: path, in: resource, storage: self)
    }
  }

  /// The values of a row of the document, with what is not known made by a closure.
  func values(
    type: String,
    parts: Parts,
    unknown: ([TerraformReference.Step]) -> TerraformValue
  ) -> TerraformValue {
    tree(type, parts).value(unknown) ?? .object([])
  }

  /// One top-level attribute of a row; `nil` if the document does not have it.
  func attribute(
    _ name: String,
    type: String,
    parts: Parts,
    unknown: ([TerraformReference.Step]) -> TerraformValue
  ) -> TerraformValue? {
    tree(type, parts).value(of: name, unknown)
  }

  /// The texts that a row has in some of its top-level attributes, in the order of the names.
  func texts(_ names: [String], parts: Parts) -> [String?] {
    let values = tape(at: parts.values)
    return names.map { name in values.member(named: name).flatMap { values.string($0) } }
  }

  /// The place of a top-level attribute of a resource; that of the resource if it is not there.
  func provenance(of attribute: String, in resource: TerraformResource) -> Provenance {
    for offset in [resource.parts.values, resource.parts.unknown] {
      let tape = tape(at: offset)
      if let node = tape.member(named: attribute) { return Provenance(file: file, offset: tape.offset(node)) }
    }
    return resource.provenance
  }

  /// Whether a top-level attribute is not known as a whole.
  func isUnknown(_ attribute: String, in resource: TerraformResource) -> Bool {
    let mask = tape(at: resource.parts.unknown)
    return mask.member(named: attribute).map { mask.kind($0) == .true } ?? false
  }

  /// The top-level attributes with anything that is marked as sensitive.
  func sensitiveAttributes(of resource: TerraformResource) -> Set<String> {
    let mask = tape(at: resource.parts.sensitive)
    guard !mask.nodes.isEmpty else { return [] }
    var names: Set<String> = []
    if mask.kind(0) == .true {
      let values = tape(at: resource.parts.values)
      guard !values.nodes.isEmpty else { return [] }
      var children = values.children(of: 0)
      while let child = children.next(in: values) { names.insert(values.keyName(child)) }
      return names
    }
    var children = mask.children(of: 0)
    while let child = children.next(in: mask) {
      if mask.holdsTrue(child) { names.insert(mask.keyName(child)) }
    }
    return names
  }
}
