// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of Terraform's JSON that are read, spelt as Terraform spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys.
enum TerraformJSONKey: UInt16, CaseIterable {
  case action_reason, actions, address, after, after_sensitive, after_unknown, before, before_sensitive, change,
    child_modules, complete, configuration, deposed, deposed_key, errored, format_version, id, importing, index,
    lineage, mode, module_address, name, planned_values, previous_address, prior_state, provider_name,
    provider_schemas, replace_paths, resource_changes, resources, root_module, sensitive, sensitive_values,
    terraform_version, type, value, values, variables, version

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}

extension JSONTape {
  /// The index of an object's member with one of Terraform's keys.
  func member(_ key: TerraformJSONKey, of index: Int) -> Int? { member(key.rawValue, of: index) }

  /// The text of an object's member; `nil` if there is none, or it is no string.
  func text(_ key: TerraformJSONKey, of index: Int) -> String? {
    member(key, of: index).flatMap { string($0) }
  }
}
