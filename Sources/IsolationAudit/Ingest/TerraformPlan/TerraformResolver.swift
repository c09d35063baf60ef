/// Follows the references of attributes that are not known yet.
final class TerraformResolver: Sendable {
  /// The configuration; `nil` if the plan has none.
  let configuration: TerraformConfiguration?
  /// The resource instances after the change.
  let index: TerraformIndex
  /// The values of the root module's variables.
  let variables: [String: JSONValue]
  /// The Terraform sources, if their directory was given.
  let sources: TerraformSources?

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

  /// The value of an attribute that is known only after apply.
  func value(
    of path: [TerraformReference.Step],
    in resource: TerraformResource,
    storage: TerraformStorage
  ) -> TerraformValue {
    .unknown(TerraformUnknown(resource.address + TerraformReference.text(path)))
  }

  /// Where the block of a resource stands in the Terraform sources.
  func declaration(of block: String, in module: TerraformModuleInstance, address: String) -> SourceLocation? {
    sources?.location(of: block, in: module.names, address: address)
  }

  /// The account that a provider configuration is for.
  func account(
    of provider: TerraformConfiguration.Provider,
    variables: [TerraformDocument.Variable]
  ) -> TerraformPlace.Fact? {
    nil
  }

  /// The Region of a provider configuration.
  func region(of provider: TerraformConfiguration.Provider) -> TerraformPlace.Fact? {
    provider.expressions["region"]?["constant_value"]?.string.map {
      TerraformPlace.Fact($0, source: "region of provider \(provider.key)")
    }
  }
}
