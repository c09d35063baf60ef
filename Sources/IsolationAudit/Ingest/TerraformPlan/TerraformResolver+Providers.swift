// Account and Region of provider configurations.
extension TerraformResolver {
  /// The Region that a provider configuration is for.
  func region(
    of provider: TerraformConfiguration.Provider,
    storage: TerraformStorage
  ) -> TerraformPlace.Fact? {
    let source = "region of provider \(provider.key)"
    for text in texts("region", of: provider, storage) where TerraformPlaceFinder.isRegion(text) {
      return TerraformPlace.Fact(text, source: source)
    }
    return nil
  }

  /// The account that a provider configuration is for: of the role that it assumes, the only one that it allows, or the
  /// one that a variable gives for its alias.
  func account(
    of provider: TerraformConfiguration.Provider,
    variables: [TerraformDocument.Variable],
    storage: TerraformStorage
  ) -> TerraformPlace.Fact? {
    for block in ["assume_role", "assume_role_with_web_identity"] {
      let accounts = Set(texts(block, of: provider, storage).compactMap(Self.account))
      if accounts.count == 1, let account = accounts.first {
        return TerraformPlace.Fact(account, source: "\(block) of provider \(provider.key)")
      }
    }
    let allowed = Set(texts("allowed_account_ids", of: provider, storage).compactMap(Self.account))
    if allowed.count == 1, let account = allowed.first {
      return TerraformPlace.Fact(account, source: "allowed_account_ids of provider \(provider.key)")
    }
    guard !provider.alias.isEmpty else { return nil }
    var found: [(account: String, variable: String)] = []
    for variable in variables {
      for member in variable.value.object ?? [] {
        guard let account = member.value.string, TerraformPlaceFinder.isAccount(account) else { continue }
        let name = member.name
        if name == provider.alias || name.split(separator: "-").first.map(String.init) == provider.alias {
          found.append((account, "var.\(variable.name)[\(TerraformKey.quoted(name))]"))
        }
      }
    }
    guard Set(found.map(\.account)).count == 1, let first = found.first else { return nil }
    return TerraformPlace.Fact(
      first.account,
      source: "\(first.variable), which has the alias of provider \(provider.key)",
      isAssumed: true
    )
  }

  /// The account of a text that is an account or an ARN in one.
  private static func account(_ text: String) -> String? {
    if TerraformPlaceFinder.isAccount(text) { return text }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 6, parts[0] == "arn" else { return nil }
    let account = String(parts[4])
    return TerraformPlaceFinder.isAccount(account) ? account : nil
  }

  /// The known texts that an attribute or block of a provider configuration is made of.
  private func texts(
    _ name: String,
    of provider: TerraformConfiguration.Provider,
    _ storage: TerraformStorage
  ) -> [String] {
    let names = provider.module.isEmpty ? [] : TerraformModuleInstance(provider.module)?.names ?? []
    let module = TerraformModuleInstance(calls: names.map { TerraformModuleInstance.Call(name: $0, key: nil) })
    var evaluation = TerraformEvaluation(resolver: self, storage: storage)
    let scope = TerraformEvaluation.Scope(module: module)
    if let block = sources?.provider(provider, in: names) {
      do throws(TerraformEvaluation.Failure) {
        let owner = "provider \(provider.key)"
        if let value = try evaluation.value(of: [.attribute(name)], in: block, of: owner, raw: .null, scope) {
          let texts = Self.texts(value)
          if !texts.isEmpty { return texts }
        }
      } catch {
        // The plan's own expressions remain.
      }
    }
    guard let expression = provider.expressions[name] else { return [] }
    return texts(expression, &evaluation, scope)
  }

  /// The known texts in expressions of the plan, of references as well.
  private func texts(
    _ expression: JSONValue,
    _ evaluation: inout TerraformEvaluation,
    _ scope: TerraformEvaluation.Scope
  ) -> [String] {
    if let elements = expression.array { return elements.flatMap { texts($0, &evaluation, scope) } }
    if let constant = expression["constant_value"] { return Self.texts(TerraformValue(constant)) }
    if let references = expression["references"]?.array {
      var found: [String] = []
      for reference in TerraformEvaluation.grouped(references.compactMap(\.string)) {
        guard let steps = TerraformTraversal(reference)?.steps else { continue }
        do throws(TerraformEvaluation.Failure) {
          guard let (root, taken) = try evaluation.root(steps, scope) else { continue }
          var value = root
          for step in steps[taken...] { value = try evaluation.access(value, step) }
          found += Self.texts(value)
        } catch {
          continue
        }
      }
      return found
    }
    return (expression.object ?? []).flatMap { texts($0.value, &evaluation, scope) }
  }

  private static func texts(_ value: TerraformValue) -> [String] {
    switch value {
    case .string(let text), .number(let text): [text]
    case .list(let elements): elements.flatMap(texts)
    case .object(let members): members.flatMap { texts($0.value) }
    default: []
    }
  }
}
