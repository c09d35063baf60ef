/// Reads the attributes of one resource, and notes what it says about the estate.
///
/// Whatever a mapping asks for and is not known is noted as unsettled, unless the mapping says what stands for it: an open
/// question cannot be forgotten.
struct ResourceReader {
  /// A nested block, or the resource itself.
  struct Block {
    var value: TerraformValue
    /// The name for messages: `aws_route_table.a.route[0]`.
    var name: String

    subscript(_ attribute: String) -> TerraformValue? { value[attribute] }
  }

  /// The resource.
  let resource: TerraformResource
  /// All resources of the same moment.
  let state: PlannedState
  /// The resource as a block.
  let root: Block
  /// What may hang on what is not known.
  var concern: UnsettledAttribute.Concern

  /// What the resource says.
  private(set) var edits: [DraftEdit] = []
  /// What is not known: words and what may hang on it.
  private(set) var open: [OpenQuestion] = []
  /// What was filled in because AWS would, or because nothing else is likely.
  private(set) var assumptions: [String] = []
  /// Records that have to be looked at to complete what the resource says.
  private(set) var lookups: Set<RecordKey> = []

  /// A question that a resource leaves open.
  struct OpenQuestion: Hashable {
    var words: String
    var concern: UnsettledAttribute.Concern
    var place: DraftPlace
  }

  init(_ resource: TerraformResource, in state: PlannedState, _ concern: UnsettledAttribute.Concern) {
    (self.resource, self.state, self.concern) = (resource, state, concern)
    root = Block(value: state.values[resource.address] ?? resource.values, name: resource.address)
  }
}

// What the resource is called.
extension ResourceReader {
  var address: String { resource.address }
  /// The id that the resource has, or will be known by.
  var id: String { PlannedNames(state).id(resource) }
  /// The ARN.
  var arn: String { PlannedNames(state).arn(resource) }
  var account: String { resource.account }
  var region: String { resource.region }

  /// What an attribute that the provider fills in is called: its value, or its name.
  func named(own attribute: String) -> String {
    if case .text(let text) = state.settle(root[attribute]), !text.isEmpty { return text }
    return "\(address).\(attribute)"
  }

  /// An ARN in the resource's account and Region.
  func arn(_ service: String, _ rest: String) -> String {
    "arn:\(resource.partition):\(service):\(region):\(account):\(rest)"
  }

  /// A name in the form of an ARN: what is no ARN is taken for the name of something in the same account and Region.
  func asARN(_ text: String, _ service: String, _ prefix: String) -> String {
    text.hasPrefix("arn:") || text.contains("\u{20}") ? text : arn(service, prefix + text)
  }
}

// Reading attributes.
extension ResourceReader {
  /// Notes that something is not known.
  mutating func note(_ words: String, _ concern: UnsettledAttribute.Concern? = nil) {
    let place = DraftPlace(account: account, region: region)
    let question = OpenQuestion(words: words, concern: concern ?? self.concern, place: place)
    if !open.contains(question) { open.append(question) }
  }

  /// Notes what was filled in.
  mutating func assume(_ words: String) { assumptions.append("\(address): \(words)") }

  /// The text of an attribute; `nil`, and a note, if it is not known.
  mutating func text(_ attribute: String, in block: Block? = nil) -> String? {
    switch state.settle((block ?? root)[attribute]) {
    case .none: return nil
    case .text(let text): return text.isEmpty ? nil : text
    case .unknown(let words):
      note(explain(words, attribute, block))
      return nil
    }
  }

  /// Words that name the attribute, whatever they are about.
  func explain(_ words: String, _ attribute: String, _ block: Block?) -> String {
    TerraformUnknown.isNamed(in: words) ? words : "\((block ?? root).name).\(attribute): \(words)"
  }

  /// The text of an attribute; `nil` without a note if it is not known.
  func known(_ attribute: String, in block: Block? = nil) -> String? {
    guard case .text(let text) = state.settle((block ?? root)[attribute]), !text.isEmpty else { return nil }
    return text
  }

  /// The text of an attribute; where it is not known a note, and words that name the attribute.
  ///
  /// The words stand for the name of a thing that is nowhere: not every part of the engine asks what it is.
  mutating func named(_ attribute: String, in block: Block? = nil) -> String? {
    switch state.settle((block ?? root)[attribute]) {
    case .none: return nil
    case .text(let text): return text.isEmpty ? nil : text
    case .unknown(let words):
      let words = explain(words, attribute, block)
      note(words)
      return words
    }
  }

  /// The texts of a list or set; a note for what is not known.
  mutating func texts(_ attribute: String, in block: Block? = nil) -> [String] {
    let (elements, words) = state.elements((block ?? root)[attribute])
    if let words { note(explain(words, attribute, block)) }
    return elements.compactMap { element in
      switch state.settle(element) {
      case .none: return nil
      case .text(let text): return text
      case .unknown(let words):
        note(explain(words, attribute, block))
        return nil
      }
    }
  }

  /// The texts of a list or set; for what is not known a note, and words that name the attribute.
  mutating func namedTexts(_ attribute: String, in block: Block? = nil) -> [String] {
    let (elements, open) = state.elements((block ?? root)[attribute])
    var texts: [String] = []
    for settled in elements.map({ state.settle($0) }) + (open.map { [.unknown($0)] } ?? []) {
      switch settled {
      case .none: break
      case .text(let text): texts.append(text)
      case .unknown(let words):
        let words = explain(words, attribute, block)
        note(words)
        texts.append(words)
      }
    }
    return texts
  }

  /// The truth value of an attribute.
  mutating func flag(_ attribute: String, in block: Block? = nil) -> Bool? {
    switch text(attribute, in: block) {
    case "true"?, "1"?: true
    case "false"?, "0"?: false
    default: nil
    }
  }

  /// The integer that an attribute holds.
  mutating func integer(_ attribute: String, in block: Block? = nil) -> Int? {
    text(attribute, in: block).flatMap { Int($0) }
  }

  /// The nested blocks with a name; none where the configuration has none and the provider fills them in.
  mutating func blocks(_ name: String, in block: Block? = nil) -> [Block] {
    let outer = block ?? root
    if case .computed? = outer[name]?.unknown?.reason { return [] }
    let (elements, words) = state.elements(outer[name])
    if let words { note(words) }
    var result: [Block] = []
    for (index, element) in elements.enumerated() {
      if let unknown = element.unknown {
        note(unknown.words)
        continue
      }
      if let reference = element.reference {
        note(reference.name + " is known after apply")
        continue
      }
      guard element.object != nil else { continue }
      result.append(Block(value: element, name: "\(outer.name).\(name)[\(index)]"))
    }
    return result
  }

  /// The first nested block with a name.
  mutating func block(_ name: String, in block: Block? = nil) -> Block? { blocks(name, in: block).first }

  /// The text of a policy document; a note if any of it is not known.
  mutating func policy(_ attribute: String, in block: Block? = nil) -> DraftValue? {
    guard let text = text(attribute, in: block) else { return nil }
    return .string(text)
  }

  /// Whether an attribute has a value that is not known.
  func isUnknown(_ attribute: String, in block: Block? = nil) -> Bool {
    if case .unknown = state.settle((block ?? root)[attribute]) { return true }
    return false
  }

  /// The words for an attribute that is not known.
  func words(_ attribute: String, in block: Block? = nil) -> String? {
    if case .unknown(let words) = state.settle((block ?? root)[attribute]) { return words }
    return nil
  }

  /// The tags as AWS writes them.
  mutating func tags() -> DraftValue? {
    var value = root["tags_all"]
    if value?.object == nil { value = root["tags"] }
    guard let members = value?.object, !members.isEmpty else { return nil }
    var tags: [DraftValue] = []
    for member in members {
      // Environments may be told by a tag.
      switch state.settle(member.value) {
      case .text(let text): tags.append(["Key": .string(member.name), "Value": .string(text)])
      case .none: tags.append(["Key": .string(member.name), "Value": ""])
      case .unknown(let words): note("tag \(member.name): \(words)", .arrangement)
      }
    }
    return .array(tags)
  }
}

// Saying things about the estate.
extension ResourceReader {
  private func folder(_ list: String) -> DraftPlace {
    DraftPlace(account: account, region: DraftPlace.isGlobal(list) ? "global" : region)
  }

  /// The name of a record by its id.
  func key(_ list: String, _ id: String) -> RecordKey {
    let place = folder(list)
    return RecordKey(list: list, id: id, account: place.account, region: place.region)
  }

  /// The name of a record by the members that identify it.
  func key(_ list: String, _ members: DraftValue, account: String? = nil) -> RecordKey? {
    let place = folder(list)
    return RecordKey(list, members, account: account ?? place.account, region: place.region)
  }

  /// Says something in its own words.
  mutating func say(_ edit: DraftEdit) { edits.append(edit) }

  /// Says that a record exists with some fields.
  mutating func record(_ list: String, _ fields: DraftValue) {
    guard let key = key(list, fields) else {
      note("\(address): what `\(list)` calls it is known after apply")
      return
    }
    edits.append(DraftEdit(target: key, statement: .record(fields)))
  }

  /// Says what a member of a record is.
  mutating func field(_ list: String, _ id: String, _ path: [String], _ value: DraftValue?) {
    guard let value else { return }
    edits.append(DraftEdit(target: key(list, id), statement: .field(path, value), isOptional: true))
  }

  /// Says that a list in a record holds a value.
  mutating func element(
    _ list: String,
    _ id: String,
    _ path: [String],
    _ value: DraftValue,
    _ identity: DraftEdit.ElementIdentity
  ) {
    edits.append(DraftEdit(target: key(list, id), statement: .element(path, value, identity)))
  }

  /// Says that a wrapper holds a value: the wrapper is there as soon as something is in it.
  mutating func wrapped(
    _ list: String,
    _ wrapper: DraftValue,
    _ path: [String],
    _ value: DraftValue,
    _ identity: DraftEdit.ElementIdentity
  ) {
    guard let key = key(list, wrapper) else {
      note("\(address): what `\(list)` belongs to is known after apply")
      return
    }
    edits.append(DraftEdit(target: key, statement: .element(path, value, identity), wrapper: wrapper))
  }

  /// Says that the last statement counts only where its record is known.
  mutating func makeLastOptional() {
    if !edits.isEmpty { edits[edits.count - 1].isOptional = true }
  }

  /// Says that a list in a record holds nothing but some elements.
  mutating func restrict(_ list: String, _ id: String, _ path: String, _ member: String, to names: [String]) {
    edits.append(DraftEdit(target: key(list, id), statement: .only([path], member, names)))
  }

  /// Says that a wrapper exists, be it empty.
  mutating func wrapper(_ list: String, _ wrapper: DraftValue) { record(list, wrapper) }

  /// Asks for a record that completes what the resource says.
  mutating func lookUp(_ list: String, _ id: String?) {
    if let id { lookups.insert(key(list, id)) }
  }
}
