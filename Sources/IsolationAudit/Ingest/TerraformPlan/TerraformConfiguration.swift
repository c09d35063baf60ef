/// The part of a plan that describes the configuration: which attribute refers to what, module by module.
///
/// Terraform writes a constant as it is, and of any other expression only the names that occur in it. Local values,
/// dynamic blocks and the branches of a condition are not told.
struct TerraformConfiguration: Sendable {
  /// A module of the configuration.
  struct Module: Sendable {
    var resources: [String: Resource] = [:]
    var calls: [String: Call] = [:]
    /// The expressions of the outputs.
    var outputs: [String: JSONValue] = [:]
    /// The defaults of the variables; `nil` for a variable without one.
    var variables: [String: JSONValue?] = [:]
    /// The names of variables and outputs whose values are sensitive.
    var sensitive: Set<String> = []
  }

  /// A resource or data source.
  struct Resource: Sendable {
    var providerKey: String
    var expressions: JSONValue
    var count: JSONValue?
    var forEach: JSONValue?
  }

  /// A call of a module.
  struct Call: Sendable {
    var source: String
    var expressions: JSONValue
    var count: JSONValue?
    var forEach: JSONValue?
    var module: Module
  }

  /// A provider configuration.
  struct Provider: Sendable {
    var key: String
    var name: String
    var alias: String
    /// The path of the module in which it stands; empty for the root module.
    var module: String
    var expressions: JSONValue
  }

  /// The root module.
  var root = Module()
  /// The provider configurations, sorted by key.
  var providers: [Provider] = []
}

extension TerraformConfiguration {
  /// Reads the value of the plan's key `configuration`.
  init(_ value: JSONValue) {
    root = Self.module(value["root_module"] ?? .null)
    for member in value["provider_config"]?.object ?? [] {
      let name = member.value["full_name"]?.string ?? member.value["name"]?.string ?? ""
      providers.append(
        Provider(
          key: member.key,
          name: name,
          alias: member.value["alias"]?.string ?? "",
          module: member.value["module_address"]?.string ?? "",
          expressions: member.value["expressions"] ?? .object([])
        )
      )
    }
    providers.sort { $0.key < $1.key }
  }

  private static func module(_ value: JSONValue) -> Module {
    var module = Module()
    for resource in value["resources"]?.array ?? [] {
      guard let type = resource["type"]?.string, let name = resource["name"]?.string else { continue }
      let key = (resource["mode"]?.string == "data" ? "data." : "") + type + "." + name
      module.resources[key] = Resource(
        providerKey: resource["provider_config_key"]?.string ?? "",
        expressions: resource["expressions"] ?? .object([]),
        count: resource["count_expression"],
        forEach: resource["for_each_expression"]
      )
    }
    for call in value["module_calls"]?.object ?? [] {
      module.calls[call.key] = Call(
        source: call.value["source"]?.string ?? "",
        expressions: call.value["expressions"] ?? .object([]),
        count: call.value["count_expression"],
        forEach: call.value["for_each_expression"],
        module: Self.module(call.value["module"] ?? .null)
      )
    }
    for output in value["outputs"]?.object ?? [] {
      module.outputs[output.key] = output.value["expression"] ?? .object([])
      if output.value["sensitive"]?.bool == true { module.sensitive.insert("output." + output.key) }
    }
    for variable in value["variables"]?.object ?? [] {
      module.variables[variable.key] = .some(variable.value["default"])
      if variable.value["sensitive"]?.bool == true { module.sensitive.insert("var." + variable.key) }
    }
    return module
  }

  /// The module that a way of calls leads to; `nil` if the configuration does not have it.
  func module(_ names: [String]) -> Module? {
    var module = root
    for name in names {
      guard let call = module.calls[name] else { return nil }
      module = call.module
    }
    return module
  }

  /// The call of the module that a way leads to; `nil` for the root module.
  func call(_ names: [String]) -> Call? {
    guard let last = names.last else { return nil }
    return module(Array(names.dropLast()))?.calls[last]
  }
}
