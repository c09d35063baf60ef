import Synchronization

/// Follows the references of attributes that are not known yet.
///
/// In this order: the Terraform sources, where they are given; the expressions of the plan's configuration; the only
/// resource of the type in the same module instance; else the attribute stays unknown, by its name.
final class TerraformResolver: Sendable {
  /// How often a block stands for a resource or module.
  enum Repetition: Hashable, Sendable {
    case single, count, forEach
  }

  /// The configuration; `nil` if the plan has none.
  let configuration: TerraformConfiguration?
  /// The resource instances after the change.
  let index: TerraformIndex
  /// The values of the root module's variables.
  let variables: [String: JSONValue]
  /// The Terraform sources, if their directory was given.
  let sources: TerraformSources?
  /// What was worked out before, by name.
  private let memory = Mutex<[String: TerraformValue]>([:])

  init(
    configuration: TerraformConfiguration?,
    index: TerraformIndex,
    variables: [JSONValue.Member],
    sources: TerraformSources?
  ) {
    self.configuration = configuration
    self.index = index
    self.variables = Dictionary(variables.map { ($0.key, $0.value) }) { first, _ in first }
    self.sources = sources
  }

  /// What was worked out before under a name.
  func cached(_ name: String) -> TerraformValue? { memory.withLock { $0[name] } }

  /// Keeps what was worked out under a name.
  func remember(_ name: String, _ value: TerraformValue) { memory.withLock { $0[name] = value } }

  /// Where the block of a resource stands in the Terraform sources.
  func declaration(of block: String, in module: TerraformModuleInstance, address: String) -> SourceLocation? {
    sources?.location(of: block, in: module.names, address: address)
  }

  /// How often a block stands for a resource; `nil` if the configuration does not have it.
  func repetition(of block: String, in module: TerraformModuleInstance) -> Repetition? {
    guard let resource = configuration?.module(module.names)?.resources[block] else { return nil }
    return repetition(
      keys: index.firstKey(of: block, in: module).map { [$0] } ?? [],
      count: resource.count,
      forEach: resource.forEach,
      body: sources?.block(block, in: module.names)?.body
    )
  }

  /// How often a call stands for a module; `nil` if the configuration does not have it.
  func repetition(ofModule name: String, in module: TerraformModuleInstance) -> Repetition? {
    guard let call = configuration?.module(module.names)?.calls[name] else { return nil }
    return repetition(
      keys: index.keys(of: name, in: module),
      count: call.count,
      forEach: call.forEach,
      body: sources?.call(module.names + [name])
    )
  }

  /// How often something stands: by the keys of its instances, else by its configuration.
  ///
  /// Terraform leaves `for_each` out of a plan's configuration where it is a call without references.
  private func repetition(
    keys: [TerraformKey?],
    count: JSONValue?,
    forEach: JSONValue?,
    body: HCLBody?
  ) -> Repetition {
    switch keys.first {
    case .string??: return .forEach
    case .number??: return .count
    case .some(nil): return .single
    case nil: break
    }
    if count != nil || body?.attribute("count") != nil { return .count }
    return forEach != nil || body?.attribute("for_each") != nil ? .forEach : .single
  }

  /// The type of the resource that a reference names.
  func type(of reference: TerraformReference) -> String? { index.row(reference.address)?.type }
}

// MARK: - Attributes

extension TerraformResolver {
  /// The value of an attribute that is known only after apply.
  func value(
    of path: [TerraformReference.Step],
    in resource: TerraformResource,
    storage: TerraformStorage
  ) -> TerraformValue {
    guard let row = index.row(resource.address), row.deposedKey == nil else {
      return .unknown(TerraformUnknown(resource.address + TerraformReference.text(path)))
    }
    var evaluation = TerraformEvaluation(resolver: self, storage: storage)
    let name = row.address + TerraformReference.text(path)
    do throws(TerraformEvaluation.Failure) {
      return try evaluation.once(name) { evaluation throws(TerraformEvaluation.Failure) in
        self.value(of: path, in: row, &evaluation)
      }
    } catch {
      return .unknown(TerraformUnknown(name, .expression(error.message)))
    }
  }

  /// The value of an attribute of a row, in an evaluation that may have come by other attributes.
  func value(
    of path: [TerraformReference.Step],
    in row: TerraformRow,
    _ evaluation: inout TerraformEvaluation
  ) -> TerraformValue {
    let name = row.address + TerraformReference.text(path)
    if row.type == "aws_iam_policy_document", row.mode == .data,
      path == [.attribute("json")] || path == [.attribute("minified_json")]
    {
      do throws(TerraformEvaluation.Failure) {
        return named(name, try evaluation.policyDocument(row))
      } catch {
        return .unknown(TerraformUnknown(name, .expression(error.message)))
      }
    }
    guard let configuration else {
      return .unknown(TerraformUnknown(name, .expression("the plan has no configuration")))
    }
    let module = index.module(row.moduleAddress)
    guard let resource = configuration.module(module.names)?.resources[row.blockName] else {
      return .unknown(TerraformUnknown(name, .expression("its block is not in the configuration")))
    }
    let raw = path.count > 1 ? shape(of: row, path, evaluation.storage) : .null
    var scope = TerraformEvaluation.Scope(module: module, key: row.key)
    var fromSource: TerraformValue?
    if let block = sources?.block(row.blockName, in: module.names) {
      scope.forEach = block.body.attribute("for_each").map { .source($0.value) } ?? .none
      do throws(TerraformEvaluation.Failure) {
        guard let value = try evaluation.value(of: path, in: block, of: row.address, raw: raw, scope) else {
          return .unknown(TerraformUnknown(name))
        }
        // The sources tell more than the plan, and what they leave open the plan could only guess.
        guard let open = value.unknown, open.candidates.isEmpty else { return named(name, value) }
        fromSource = value
      } catch {
        fromSource = TerraformEvaluation.open(error.message)
      }
    }
    scope.forEach = resource.forEach.map { .configuration($0) } ?? .none
    var value: TerraformValue
    do throws(TerraformEvaluation.Failure) {
      guard let found = try evaluation.value(of: path, in: resource.expressions, of: row.address, raw: raw, scope)
      else {
        return fromSource.map { named(name, $0) } ?? .unknown(TerraformUnknown(name))
      }
      value = found
    } catch {
      value = TerraformEvaluation.open(error.message)
    }
    guard case .unknown(let open) = value else { return named(name, value) }
    if open.candidates.isEmpty, let only = onlyCandidate(for: path, of: row, in: module) { return .reference(only) }
    return named(name, fromSource ?? value)
  }

  /// What the plan knows of the attribute that a path begins with.
  private func shape(
    of row: TerraformRow,
    _ path: [TerraformReference.Step],
    _ storage: TerraformStorage
  ) -> TerraformValue {
    guard case .attribute(let name)? = path.first, let parts = row.after else { return .null }
    let value = storage.attribute(name, type: row.type, parts: parts) { inner in
      .unknown(TerraformUnknown(row.address + TerraformReference.text(inner)))
    }
    return .object([TerraformValue.Member(name, value ?? .null)])
  }

  /// Gives what is not known the name of the attribute that is asked for.
  private func named(_ name: String, _ value: TerraformValue) -> TerraformValue {
    switch value {
    case .unknown(var unknown):
      if case .expression(let part) = unknown.reason, part.isEmpty { unknown.reason = .expression(unknown.name) }
      if unknown.reason == .computed { unknown.reason = .expression("\(unknown.name) is known after apply") }
      unknown.name = name
      return .unknown(unknown)
    case .list(let elements):
      return .list(elements.enumerated().map { named("\(name)[\($0.offset)]", $0.element) })
    default: return value
    }
  }

  /// The only resource of the type that an attribute names, in the same module instance.
  private func onlyCandidate(
    for path: [TerraformReference.Step],
    of row: TerraformRow,
    in module: TerraformModuleInstance
  ) -> TerraformReference? {
    var attribute = ""
    for step in path { if case .attribute(let name) = step { attribute = name } }
    let link = TerraformLink(attribute)
    // A service is mostly one of AWS's, and not the only one of the module.
    guard !link.isPlural, !link.expectedTypes.isEmpty, link.attribute != "service_name" else { return nil }
    guard let only = index.onlyResource(of: link.expectedTypes, in: module, besides: row.address) else { return nil }
    let place = module.calls.isEmpty ? "the root module" : module.address
    return TerraformReference(
      address: only.address,
      path: [.attribute(link.attribute)],
      basis: .assumed("\(only.address) is taken, the only \(only.type) in \(place)")
    )
  }
}
