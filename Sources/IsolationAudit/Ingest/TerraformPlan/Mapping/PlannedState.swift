/// The resources of a plan or state at one moment, before or after it is applied, and what they will be called.
struct PlannedState: Sendable {
  /// The resources, by address.
  private(set) var resources: [String: TerraformResource] = [:]
  /// The addresses of the resources of each type, in the order of the document.
  private var addressesOfType: [String: [String]] = [:]
  /// Their values, by address.
  private(set) var values: [String: TerraformValue] = [:]
  /// The addresses of resources, by the id that they have.
  private(set) var addresses: [String: String] = [:]
  /// The addresses of the resources of each type, by the id that they have or will be known by.
  private var addressesOfName: [String: [String: [String]]] = [:]
  /// Names of load balancers in ARNs that do not tell their kind, and the names that do.
  private var balancers: [String: String] = [:]

  /// Reads the values of some resources; those that a plan leaves as they are have the values that they had before.
  init(_ resources: [TerraformResource], unchanged: Set<String> = [], since before: PlannedState? = nil) {
    let valuesRead = resources.concurrentMap { resource in
      let known = unchanged.contains(resource.address) ? before?.values[resource.address] : nil
      return known ?? resource.values
    }
    for (resource, values) in zip(resources, valuesRead) {
      if self.resources.updateValue(resource, forKey: resource.address) == nil {
        addressesOfType[resource.type, default: []].append(resource.address)
      }
      self.values[resource.address] = values
      noteBalancer(resource, values)
      if resource.mode == .managed, let id = values["id"]?.string, addresses["\(resource.type)/\(id)"] == nil {
        addresses["\(resource.type)/\(id)"] = resource.address
      }
    }
    let names = PlannedNames(self)
    var addressesOfName: [String: [String: [String]]] = [:]
    for (type, addresses) in addressesOfType {
      var ofType: [String: [String]] = [:]
      for address in addresses {
        if let resource = self.resources[address] { ofType[names.id(resource), default: []].append(address) }
      }
      addressesOfName[type] = ofType
    }
    self.addressesOfName = addressesOfName
  }

  /// Emulators write `app` in the ARNs of every kind of load balancer; AWS writes `net` and `gwy`.
  private mutating func noteBalancer(_ resource: TerraformResource, _ values: TerraformValue) {
    guard resource.type == "aws_lb" || resource.type == "aws_alb",
      let kind = ["network": "net", "gateway": "gwy"][values["load_balancer_type"]?.string ?? ""],
      let arn = values["arn"]?.string, let marker = arn.firstRange(of: ":loadbalancer/app/")
    else { return }
    balancers["app/\(arn[marker.upperBound...])"] = "\(kind)/\(arn[marker.upperBound...])"
  }

  /// Whether there is `:l` in a text, as in every name that ``normal(_:)`` looks for.
  private static func mentionsBalancer(_ text: String) -> Bool {
    var isAfterColon = false
    for byte in text.utf8 {
      if isAfterColon, byte == UInt8(ascii: "l") { return true }
      isAfterColon = byte == UInt8(ascii: ":")
    }
    return false
  }

  /// A text in which the ARNs of load balancers and listeners tell the kind.
  func normal(_ text: String) -> String {
    guard !balancers.isEmpty, Self.mentionsBalancer(text) else { return text }
    for part in [":loadbalancer/", ":listener/", ":listener-rule/"] where text.utf8.holds((part + "app/").utf8) {
      guard let marker = text.firstRange(of: part + "app/") else { continue }
      let name = text[text.index(marker.lowerBound, offsetBy: part.count)...].split(separator: "/").prefix(3)
      guard let known = balancers[name.joined(separator: "/")] else { continue }
      let rest = text[text.index(marker.lowerBound, offsetBy: part.count + name.joined(separator: "/").count)...]
      return text[..<marker.lowerBound] + part + known + rest
    }
    return text
  }

  /// The resources of a type, managed or read, in the order of the document.
  func resources(ofType type: String) -> [TerraformResource] {
    (addressesOfType[type] ?? []).compactMap { resources[$0] }
  }

  /// The resources of a type with an id, that they have or will be known by, in the order of the document.
  func resources(ofType type: String, called id: String) -> [TerraformResource] {
    (addressesOfName[type]?[id] ?? []).compactMap { resources[$0] }
  }

  /// The values of a resource of a type that has an id.
  func values(_ type: String, id: String) -> TerraformValue? {
    if let address = addresses["\(type)/\(id)"] { return values[address] }
    // What is only planned is called by its address.
    guard let resource = resources[id], resource.type == type else { return nil }
    return values[id]
  }
}

/// A text of a plan, as far as it is settled.
enum SettledText: Hashable, Sendable {
  /// There is none.
  case none
  case text(String)
  /// It is known after the plan is applied: the attribute and why.
  case unknown(String)

  /// The text; `nil` if there is none or it is not known.
  var known: String? { if case .text(let text) = self { text } else { nil } }
}

extension PlannedState {
  /// The text of a value: references become the ids and names that their targets have, or will be known by.
  func settle(_ value: TerraformValue?, depth: Int = 0) -> SettledText {
    guard depth < 32 else { return .unknown("a value that refers to itself") }
    switch value {
    case nil, .null?: return .none
    case .string(let text)?: return .text(normal(text))
    case .number(let text)?: return .text(text)
    case .bool(let value)?: return .text(value ? "true" : "false")
    case .reference(let reference)?: return follow(reference, depth: depth + 1)
    case .unknown(let unknown)?: return .unknown(unknown.words)
    case .secret?: return .unknown("a value that is secret")
    case .template(let pieces)?:
      var text = ""
      for piece in pieces {
        switch settle(piece, depth: depth + 1) {
        case .none: break
        case .text(let part): text += part
        case .unknown(let words): return .unknown(words)
        }
      }
      return .text(text)
    case .document(let document)?:
      var text = ""
      if let words = write(document, into: &text, depth: depth + 1) { return .unknown(words) }
      return .text(text)
    case .list(let elements)?:
      guard elements.count == 1 else { return .unknown("a list where a text is expected") }
      return settle(elements[0], depth: depth + 1)
    case .object?: return .unknown("an object where a text is expected")
    }
  }

  /// The elements of a list; `nil`, with words, if how many there are is not known.
  func elements(_ value: TerraformValue?, depth: Int = 0) -> (elements: [TerraformValue], words: String?) {
    guard depth < 32 else { return ([], "a value that refers to itself") }
    switch value {
    case nil, .null?: return ([], nil)
    case .list(let elements)?:
      var result: [TerraformValue] = []
      for element in elements {
        // A splat stands for several values.
        if case .reference(let reference) = element, let list = target(of: reference)?.list {
          result += list
        } else {
          result.append(element)
        }
      }
      return (result, nil)
    case .object?: return ([value ?? .null], nil)
    case .reference(let reference)?:
      switch target(of: reference) {
      case let found?:
        if case .unknown = found { fallthrough }
        return elements(found, depth: depth + 1)
      case nil:
        // An attribute that names one thing is a list of one.
        if reference.attribute.hasSuffix("s") { return ([], reference.name + " is known after apply") }
        return ([.reference(reference)], nil)
      }
    case .unknown(let unknown)?: return ([], unknown.words)
    case .secret?: return ([], "a value that is secret")
    case let other?: return ([other], nil)
    }
  }

  /// The value that a reference leads to, if the target has it.
  private func target(of reference: TerraformReference) -> TerraformValue? {
    guard var value = values[reference.address] else { return nil }
    for step in reference.path {
      switch step {
      case .attribute(let name), .key(let name):
        if case .list(let elements) = value, elements.count == 1 { value = elements[0] }
        guard let next = value[name] else { return nil }
        value = next
      case .index(let index):
        guard let list = value.list, list.indices.contains(index) else { return nil }
        value = list[index]
      }
    }
    return value
  }

  private func follow(_ reference: TerraformReference, depth: Int) -> SettledText {
    switch target(of: reference) {
    case .some(.unknown), .some(.secret), nil: break
    // What the provider fills in refers to itself.
    case .reference(let next)? where next.address == reference.address && next.path == reference.path: break
    case let value?:
      let found = settle(value, depth: depth)
      if case .none = found { break }
      return found
    }
    guard let resource = resources[reference.address] else {
      return .unknown(reference.name + " is known after apply")
    }
    return PlannedNames(self, depth: depth).name(resource, reference)
  }

  /// Writes a value as JSON; returns words if part of it is not known.
  private func write(_ value: TerraformValue, into text: inout String, depth: Int) -> String? {
    guard depth < 64 else { return "a value that refers to itself" }
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        if let words = write(element, into: &text, depth: depth + 1) { return words }
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        text += Self.quoted(member.name) + ":"
        if let words = write(member.value, into: &text, depth: depth + 1) { return words }
      }
      text += "}"
    case .reference(let reference) where target(of: reference)?.list != nil:
      return write(target(of: reference) ?? .null, into: &text, depth: depth + 1)
    default:
      switch settle(value, depth: depth + 1) {
      case .none: text += "null"
      case .text(let part): text += Self.quoted(part)
      case .unknown(let words): return words
      }
    }
    return nil
  }

  /// A text as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1F}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
