/// The Terraform sources of a plan, read for the places of blocks and for what the plan does not tell.
struct TerraformSources: Sendable {
  /// The blocks of one module.
  struct Module: Sendable {
    /// Resources and data sources, by `aws_vpc.main` and `data.aws_vpc.main`.
    var resources: [String: Block] = [:]
    var locals: [String: HCLExpression] = [:]
    var variables: [String: HCLBody] = [:]
    var outputs: [String: HCLExpression] = [:]
    var calls: [String: HCLBlock] = [:]
    /// Provider configurations, by `aws` and `aws.dev`.
    var providers: [String: HCLBlock] = [:]
    /// Whether expressions may be worked out: not if files were left out, or if the sources are not those of the plan.
    var isSound = true
  }

  /// A block and its file.
  struct Block: Sendable {
    var block: HCLBlock
    var file: String
  }

  /// The modules, by the names of the calls joined by dots.
  private var modules: [String: Module] = [:]
  /// What there is to say about the sources.
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads the sources in a directory, as far as the modules of a configuration lead.
  init(root: String, configuration: TerraformConfiguration) {
    var root = root
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    var loader = TerraformSourceLoader(root: root)
    let folders = loader.folders(of: configuration)
    for (path, folder) in folders.sorted(by: { $0.key < $1.key }) {
      modules[path] = loader.module(in: folder)
    }
    diagnostics = loader.diagnostics
    compare(with: configuration.root, [])
  }

  /// Where a block stands.
  func location(of block: String, in module: [String], address: String) -> SourceLocation? {
    guard let found = self.module(module)?.resources[block] else { return nil }
    let place = found.block.place
    return SourceLocation(file: found.file, line: place.line, column: place.column, address: address)
  }

  private func module(_ names: [String]) -> Module? { modules[names.joined(separator: ".")] }

  /// A module whose expressions may be worked out.
  private func sound(_ names: [String]) -> Module? {
    guard let module = module(names), module.isSound else { return nil }
    return module
  }

  /// The block of a resource.
  func block(_ name: String, in module: [String]) -> HCLBlock? { sound(module)?.resources[name]?.block }

  /// The expression of a local value.
  func local(_ name: String, of module: [String]) -> HCLExpression? { sound(module)?.locals[name] }

  /// The block of a variable.
  func variable(_ name: String, of module: [String]) -> HCLBody? { sound(module)?.variables[name] }

  /// The expression of an output.
  func output(_ name: String, of module: [String]) -> HCLExpression? { sound(module)?.outputs[name] }

  /// The body of the block that calls a module.
  func call(_ module: [String]) -> HCLBody? {
    guard let name = module.last else { return nil }
    return sound(Array(module.dropLast() as ArraySlice<String>))?.calls[name]?.body
  }

  /// The block of a provider configuration.
  func provider(_ provider: TerraformConfiguration.Provider, in module: [String]) -> HCLBlock? {
    let local = provider.key.split(separator: ":").last.map(String.init) ?? provider.key
    return sound(module)?.providers[local]
  }

  // MARK: Comparison with the plan

  /// Marks modules whose sources are not those that were planned: an expression there refers to something else.
  private mutating func compare(with planned: TerraformConfiguration.Module, _ names: [String]) {
    let path = names.joined(separator: ".")
    if var module = modules[path] {
      for (name, resource) in planned.resources.sorted(by: { $0.key < $1.key }) {
        guard let difference = Self.difference(module.resources[name]?.block, resource) else { continue }
        module.isSound = false
        let found = module.resources[name]
        diagnostics.append(
          Diagnostic(
            .warning,
            code: "other-sources",
            message: "the Terraform sources are not those of the plan, \(difference): they are used for places only",
            location: found.map {
              SourceLocation(file: $0.file, line: $0.block.place.line, column: $0.block.place.column)
            },
            resource: names.isEmpty ? name : names.map { "module." + $0 }.joined(separator: ".") + "." + name
          )
        )
        break
      }
      modules[path] = module
    }
    for (name, call) in planned.calls.sorted(by: { $0.key < $1.key }) { compare(with: call.module, names + [name]) }
  }

  /// How a block differs from what was planned; `nil` if it does not.
  private static func difference(_ block: HCLBlock?, _ planned: TerraformConfiguration.Resource) -> String? {
    guard let block else { return "where the block is missing" }
    for attribute in block.body.attributes {
      guard let expression = planned.expressions[attribute.name], expression["constant_value"] == nil else { continue }
      let stated = Set((expression["references"]?.array ?? []).compactMap(\.string))
      if stated.isEmpty { continue }
      for reference in attribute.value.references {
        let root = reference.prefix { $0 != "." && $0 != "[" }
        if root == "path" || root == "terraform" || root == "self" { continue }
        if !stated.contains(where: { $0 == reference || reference.hasPrefix($0) }) {
          return "where \(attribute.name) refers to \(reference)"
        }
      }
    }
    return nil
  }
}
