/// A JSON value under construction, in the shape that AWS answers with; objects know where they come from.
enum DraftValue: Sendable {
  case null
  case bool(Bool)
  /// A number as it is written.
  case number(String)
  case string(String)
  case array([DraftValue])
  case object(DraftObject)
}

/// An object under construction.
struct DraftObject: Sendable {
  /// A key and its value.
  struct Member: Sendable {
    var key: String
    var value: DraftValue
  }

  /// The members, in the order in which they were set.
  var members: [Member] = []
  /// Where the object comes from; an object without an origin has that of the object around it.
  var origin: SourceOrigin?

  /// The value of a member; setting `nil` removes it.
  subscript(_ key: String) -> DraftValue? {
    get { members.first { $0.key == key }?.value }
    set {
      guard let index = members.firstIndex(where: { $0.key == key }) else {
        if let newValue { members.append(Member(key: key, value: newValue)) }
        return
      }
      if let newValue { members[index].value = newValue } else { members.remove(at: index) }
    }
  }
}

extension DraftValue {
  /// The text of a string or number; `nil` for other values.
  var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  /// The truth value; `nil` for other values.
  var flag: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements of an array; none for other values.
  var elements: [DraftValue] { if case .array(let elements) = self { elements } else { [] } }

  /// The object; `nil` for other values.
  var object: DraftObject? { if case .object(let object) = self { object } else { nil } }

  /// The value of an object's member.
  subscript(_ key: String) -> DraftValue? { object?[key] }

  /// The same value as an object from a place.
  func from(_ origin: SourceOrigin?) -> DraftValue {
    guard case .object(var object) = self else { return self }
    object.origin = origin
    return .object(object)
  }
}

extension DraftValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(arrayLiteral elements: DraftValue...) { self = .array(elements) }

  /// Creates an object; members without a value are left out.
  init(dictionaryLiteral elements: (String, DraftValue?)...) {
    var object = DraftObject()
    for (key, value) in elements {
      if let value { object.members.append(DraftObject.Member(key: key, value: value)) }
    }
    self = .object(object)
  }

  /// Creates a string; `nil` for no text.
  init?(_ text: String?) {
    guard let text else { return nil }
    self = .string(text)
  }

  /// Creates a truth value; `nil` for none.
  init?(_ value: Bool?) {
    guard let value else { return nil }
    self = .bool(value)
  }

  /// Creates a number; `nil` for none.
  init?(_ value: Int?) {
    guard let value else { return nil }
    self = .number(String(value))
  }

  /// Creates an array of strings.
  init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

  /// Creates a value from one that was read.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let text): self = .number(text)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(elements.map { DraftValue($0) })
    case .object(let members):
      var object = DraftObject()
      object.members = members.map { DraftObject.Member(key: $0.key, value: DraftValue($0.value)) }
      self = .object(object)
    }
  }
}

// Two values are the same if they say the same, wherever they come from.
extension DraftValue: Hashable {
  static func == (a: DraftValue, b: DraftValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.string(let x), .string(let y)): x == y
    case (.array(let x), .array(let y)): x == y
    case (.object(let x), .object(let y)):
      x.members.count == y.members.count && x.members.allSatisfy { y[$0.key] == $0.value }
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let text), .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    // The order of members does not count.
    case .object(let object): hasher.combine(object.members.count)
    }
  }
}
