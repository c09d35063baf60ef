/// Works out what expressions come to before the change is applied, following references through modules.
///
/// Attributes that are known only after apply become references to the attribute that will hold them. A whole resource
/// or module is a reference without a path; steps into it are followed when they are taken.
struct TerraformEvaluation {
  /// Where an expression stands.
  struct Scope {
    /// The module instance.
    var module: TerraformModuleInstance
    /// `count.index` or `each.key` of the block.
    var key: TerraformKey?
    /// `each.value` of the block; `nil` until it is asked for.
    var forEach: ForEach = .none
    /// Names that `for` and `dynamic` introduce.
    var names: [String: TerraformValue] = [:]
  }

  /// What a block goes through with `for_each`.
  enum ForEach {
    case none
    case source(HCLExpression)
    case configuration(JSONValue)
  }

  /// An expression that Terraform would refuse, as `try` and `can` need to know.
  struct Failure: Error {
    var message: String
  }

  /// The most values that wait for each other.
  static let depthLimit = 80

  let resolver: TerraformResolver
  let storage: TerraformStorage
  /// What is being worked out, outermost first.
  private var active: [String] = []
  /// The number of references that led back to what was being worked out.
  private var cycles = 0
  /// How deep expressions are nested at the moment.
  var depth = 0

  init(resolver: TerraformResolver, storage: TerraformStorage) {
    self.resolver = resolver
    self.storage = storage
  }

  /// A value that cannot be worked out, with what stands in the way.
  static func open(_ part: String) -> TerraformValue { .unknown(TerraformUnknown(part, .expression(part))) }

  /// Works out something with a name, once; a reference back to it is not followed.
  mutating func once(
    _ name: String,
    _ body: (inout TerraformEvaluation) throws(Failure) -> TerraformValue
  ) throws(Failure) -> TerraformValue {
    if let known = resolver.cached(name) { return known }
    guard !active.contains(name) else {
      cycles += 1
      return Self.open("\(name) refers to itself")
    }
    guard active.count < Self.depthLimit else {
      cycles += 1
      return Self.open("\(name) lies behind more than \(Self.depthLimit) references")
    }
    active.append(name)
    defer { active.removeLast() }
    let before = cycles
    let value = try body(&self)
    if cycles == before { resolver.remember(name, value) }
    return value
  }
}

// MARK: - Steps into values

extension TerraformEvaluation {
  /// Takes a step into a value.
  mutating func access(_ value: TerraformValue, _ step: TerraformReference.Step) throws(Failure) -> TerraformValue {
    switch (value, step) {
    case (.reference(let reference), _) where reference.path.isEmpty:
      guard case .attribute(let name) = step else {
        if case .key(let name) = step { return try access(value, .attribute(name)) }
        return Self.open("\(reference.address)\(TerraformReference.text([step]))")
      }
      if let module = TerraformModuleInstance(reference.address), !module.calls.isEmpty {
        return try output(name, of: module)
      }
      return try attribute(name, of: reference)
    case (.reference(var reference), _):
      reference.path.append(step)
      return .reference(reference)
    case (.unknown(var unknown), _):
      unknown.name += TerraformReference.text([step])
      return .unknown(unknown)
    case (.secret, _): return .secret
    case (.object(let members), .attribute(let name)), (.object(let members), .key(let name)):
      guard let member = members.first(where: { $0.name == name }) else {
        throw Failure(message: "there is no \(name)")
      }
      return member.value
    case (.object(let members), .index(let number)):
      guard let member = members.first(where: { $0.name == String(number) }) else {
        throw Failure(message: "there is no \(number)")
      }
      return member.value
    case (.list(let elements), .index(let number)):
      guard elements.indices.contains(number) else { throw Failure(message: "there is no element \(number)") }
      return elements[number]
    case (.list(let elements), .key(let text)):
      guard let number = Int(text) else { throw Failure(message: "\(text) is no index") }
      return try access(.list(elements), .index(number))
    case (.list, .attribute), (.null, _), (.bool, _), (.number, _), (.string, _), (.template, _), (.document, _):
      throw Failure(message: "the value has no \(TerraformReference.text([step]))")
    }
  }

  /// What a resource will have in an attribute.
  private mutating func attribute(_ name: String, of reference: TerraformReference) throws(Failure) -> TerraformValue {
    let address = reference.address
    guard let row = resolver.index.row(address), let parts = row.after else {
      return Self.open("\(address) is not in the plan")
    }
    var open: [[TerraformReference.Step]] = []
    let shape = storage.attribute(name, type: row.type, parts: parts) { path in
      open.append(path)
      return .reference(TerraformReference(address: address, path: path, basis: reference.basis, via: reference.via))
    }
    guard let shape else { return Self.open("\(address).\(name) is not in the plan") }
    guard !open.isEmpty else { return shape }
    // Only what is not known itself is worth following.
    return try followed(shape, row)
  }

  /// Replaces references to attributes that themselves refer to others.
  private mutating func followed(_ value: TerraformValue, _ row: TerraformRow) throws(Failure) -> TerraformValue {
    switch value {
    case .reference(let reference):
      let name = reference.name
      let target = try once(name) { evaluation throws(Failure) in
        evaluation.resolver.value(of: reference.path, in: row, &evaluation)
      }
      switch target {
      case .unknown(let unknown) where unknown.reason == .computed: return value
      case .unknown(let unknown) where unknown.candidates.isEmpty: return value
      case .reference(var target):
        target.via = reference.via + [name] + target.via
        return .reference(target)
      default: return target
      }
    case .list(let elements):
      var list: [TerraformValue] = []
      for element in elements { list.append(try followed(element, row)) }
      return .list(list)
    case .object(let members):
      var object: [TerraformValue.Member] = []
      for member in members { object.append(TerraformValue.Member(member.name, try followed(member.value, row))) }
      return .object(object)
    default: return value
    }
  }

  /// The instances of a block of the configuration, as an expression sees them: one, a list, or an object by key.
  func instances(of block: String, in module: TerraformModuleInstance) -> TerraformValue? {
    let rows = resolver.index.instances(of: block, in: module)
    let repetition = resolver.repetition(of: block, in: module)
    guard let first = rows.first else {
      switch repetition {
      case .count: return .list([])
      case .forEach: return .object([])
      case .single, nil: return nil
      }
    }
    func reference(_ row: TerraformRow) -> TerraformValue {
      .reference(TerraformReference(address: row.address, path: []))
    }
    switch first.key {
    case nil: return reference(first)
    case .number:
      let sorted = rows.sorted { $0.number < $1.number }
      return .list(sorted.map(reference))
    case .string:
      let sorted = rows.sorted { $0.keyText.utf8.lexicographicallyPrecedes($1.keyText.utf8) }
      return .object(sorted.map { TerraformValue.Member($0.keyText, reference($0)) })
    }
  }

  /// The instances of a module, as an expression sees them.
  func instances(ofModule call: String, in module: TerraformModuleInstance) -> TerraformValue? {
    guard let repetition = resolver.repetition(ofModule: call, in: module) else { return nil }
    func reference(_ key: TerraformKey?) -> TerraformValue {
      .reference(TerraformReference(address: module.child(call, key).address, path: []))
    }
    let keys = resolver.index.keys(of: call, in: module)
    switch repetition {
    case .single: return reference(nil)
    case .count:
      let numbers = keys.compactMap { key -> Int? in if case .number(let number)? = key { number } else { nil } }
      return .list(numbers.sorted().map { reference(.number($0)) })
    case .forEach:
      let texts = keys.compactMap { key -> String? in if case .string(let text)? = key { text } else { nil } }
      let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return .object(sorted.map { TerraformValue.Member($0, reference(.string($0))) })
    }
  }
}

// MARK: - Variables, outputs and local values

extension TerraformEvaluation {
  /// The value of an output of a module instance.
  mutating func output(_ name: String, of module: TerraformModuleInstance) throws(Failure) -> TerraformValue {
    let whole = module.address + "." + name
    return try once("output of " + whole) { evaluation throws(Failure) in
      let scope = Scope(module: module)
      if let expression = evaluation.resolver.sources?.output(name, of: module.names) {
        return evaluation.passing(whole, try evaluation.value(expression, scope))
      }
      guard let expression = evaluation.resolver.configuration?.module(module.names)?.outputs[name] else {
        return Self.open("\(whole) is not in the configuration")
      }
      return evaluation.passing(whole, try evaluation.value(expression, hint: name, isHandedOn: true, scope))
    }
  }

  /// The value of a variable of a module instance.
  mutating func variable(_ name: String, of module: TerraformModuleInstance) throws(Failure) -> TerraformValue {
    let whole = module.address(of: "var." + name)
    let value = try given(name, whole, of: module)
    let isSensitive = resolver.configuration?.module(module.names)?.sensitive.contains("var." + name) ?? false
    return isSensitive && value.isKnown ? .secret : value
  }

  /// The value of a variable, be it a secret or not.
  private mutating func given(
    _ name: String,
    _ whole: String,
    of module: TerraformModuleInstance
  ) throws(Failure) -> TerraformValue {
    try once(whole) { evaluation throws(Failure) in
      let declaration = evaluation.resolver.sources?.variable(name, of: module.names)
      let type = declaration?.attribute("type")?.value
      guard let call = module.calls.last else {
        guard let value = evaluation.resolver.variables[name] else {
          return Self.open("\(whole) is not in the plan")
        }
        return TerraformTypeConstraint(type).converted(TerraformValue(value))
      }
      var scope = Scope(module: module.parent, key: call.key)
      var value: TerraformValue?
      if let block = evaluation.resolver.sources?.call(module.names) {
        if let expression = block.attribute("for_each")?.value { scope.forEach = .source(expression) }
        if let expression = block.attribute(name)?.value {
          value = try evaluation.value(expression, scope)
        }
      } else if let call = evaluation.resolver.configuration?.call(module.names) {
        if let expression = call.forEach { scope.forEach = .configuration(expression) }
        if let expression = call.expressions[name] {
          value = try evaluation.value(expression, hint: name, isHandedOn: true, scope)
        }
      }
      if let value, !value.isNull { return evaluation.passing(whole, TerraformTypeConstraint(type).converted(value)) }
      if let expression = declaration?.attribute("default")?.value {
        return TerraformTypeConstraint(type).converted(try evaluation.value(expression, Scope(module: module)))
      }
      if let variable = evaluation.resolver.configuration?.module(module.names)?.variables[name] {
        return variable.map { TerraformValue($0) } ?? value ?? Self.open("\(whole) has no value")
      }
      return value ?? Self.open("\(whole) is not in the configuration")
    }
  }

  /// The value of a local value, which only the sources tell.
  mutating func local(_ name: String, of module: TerraformModuleInstance) throws(Failure) -> TerraformValue {
    let whole = module.address(of: "local." + name)
    return try once(whole) { evaluation throws(Failure) in
      guard let sources = evaluation.resolver.sources else { return Self.open("\(whole) is not in the plan") }
      guard let expression = sources.local(name, of: module.names) else {
        return Self.open("\(whole) is not in the Terraform sources")
      }
      return evaluation.passing(whole, try evaluation.value(expression, Scope(module: module)))
    }
  }

  /// Notes in each reference what was passed on the way.
  func passing(_ name: String, _ value: TerraformValue) -> TerraformValue {
    switch value {
    case .reference(var reference):
      reference.via.insert(name, at: 0)
      return .reference(reference)
    case .list(let elements): return .list(elements.map { passing(name, $0) })
    case .object(let members):
      return .object(members.map { TerraformValue.Member($0.name, passing(name, $0.value)) })
    default: return value
    }
  }

  /// `each.value` of a scope.
  mutating func eachValue(_ scope: Scope) throws(Failure) -> TerraformValue {
    guard let key = scope.key else { return Self.open("each.value outside of for_each") }
    var inner = scope
    inner.forEach = .none
    let collection: TerraformValue
    switch scope.forEach {
    case .none: return Self.open("each.value is not in the plan")
    case .source(let expression): collection = try value(expression, inner)
    case .configuration(let expression):
      collection = try value(expression, hint: "for_each", isHandedOn: true, inner)
      // A list stands for a set, and the plan does not tell whether it was made one.
      if case .list = collection { return Self.open("each.value is not in the plan") }
    }
    guard case .string(let text) = key else { return Self.open("each.value is not in the plan") }
    switch collection {
    case .object: return try access(collection, .key(text))
    case .list: return .string(text)
    case .unknown(let unknown): return .unknown(unknown)
    default: return Self.open("each.value is not in the plan")
    }
  }

  /// The value of a reference that begins with a name, and the number of steps that were taken.
  mutating func root(
    _ steps: [TerraformReference.Step],
    _ scope: Scope
  ) throws(Failure) -> (value: TerraformValue, taken: Int)? {
    guard case .attribute(let first)? = steps.first else { return nil }
    if let value = scope.names[first] { return (value, 1) }
    var second: String?
    if steps.count > 1, case .attribute(let name) = steps[1] { second = name }
    switch (first, second) {
    case ("var", let name?): return (try variable(name, of: scope.module), 2)
    case ("local", let name?): return (try local(name, of: scope.module), 2)
    case ("each", "key"?), ("count", "index"?):
      switch scope.key {
      case .string(let text)?: return (.string(text), 2)
      case .number(let number)?: return (.number(String(number)), 2)
      case nil: return (Self.open("\(first).\(second ?? "") outside of \(first)"), 2)
      }
    case ("each", "value"?): return (try eachValue(scope), 2)
    case ("module", let name?):
      return (instances(ofModule: name, in: scope.module) ?? Self.open("module.\(name) is not in the configuration"), 2)
    case ("path", _), ("terraform", _), ("self", _), ("ephemeral", _):
      return (Self.open("\(first) is not in the plan"), 2)
    case ("data", let type?):
      guard steps.count > 2, case .attribute(let name) = steps[2] else { return nil }
      let block = "data.\(type).\(name)"
      return (
        instances(of: block, in: scope.module) ?? Self.open("\(scope.module.address(of: block)) is not in the plan"), 3
      )
    case (_, let name?):
      let block = "\(first).\(name)"
      return (
        instances(of: block, in: scope.module) ?? Self.open("\(scope.module.address(of: block)) is not in the plan"), 2
      )
    case (_, nil): return nil
    }
  }
}

extension TerraformRow {
  /// The key as a number; 0 for others.
  fileprivate var number: Int { if case .number(let number)? = key { number } else { 0 } }

  /// The key as a text; empty for others.
  fileprivate var keyText: String { if case .string(let text)? = key { text } else { "" } }
}
