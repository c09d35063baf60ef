/// A plan or a state, as `terraform show -json` writes it.
package struct TerraformDocument: Sendable {
  /// What was shown.
  package enum Kind: String, Hashable, Sendable {
    case plan
    case state
  }

  /// A variable of the root module.
  package struct Variable: Sendable {
    /// The name.
    package var name: String
    /// The value; a secret if the variable is sensitive.
    package var value: TerraformValue
  }

  /// What was shown.
  package var kind: Kind
  /// The version of the format, such as `1.2`.
  package var formatVersion: String
  /// The version of Terraform or OpenTofu; empty if it is not given.
  package var terraformVersion: String
  /// Whether planning ended with an error, so that the plan is only a part.
  package var isErrored = false
  /// Whether the plan says that it covers the whole configuration; `nil` if it says nothing.
  package var isComplete: Bool?
  /// Whether the plan has the configuration, without which nothing that is unknown can be followed.
  package var hasConfiguration = false
  /// The variables, sorted by name.
  package var variables: [Variable] = []
  /// What the estate holds before the change, in the order of the document; the same as `after` for a state.
  package var before: [TerraformResource] = []
  /// What it holds after the change, in the order of the document.
  package var after: [TerraformResource] = []
  /// What the plan does, in the order of the document; none for a state.
  package var changes: [TerraformChange] = []
  /// The provider configurations, sorted by key; none for a state.
  package var providers: [TerraformProvider] = []
  /// The providers of all resources, sorted.
  package var providerNames: [String] = []
  /// What there is to say about the inputs, sorted by place.
  package var diagnostics: [Diagnostic] = []
  /// The file, with its digest.
  package var file: SourceFile
}

extension TerraformDocument {
  /// Whether the document holds anything of the AWS provider.
  package var hasAWSResources: Bool { before.contains(where: \.isAWS) || after.contains(where: \.isAWS) }

  /// Whether a resource belongs to the AWS provider, under whatever registry.
  static func isAWS(provider: String, type: String) -> Bool {
    provider.hasSuffix("/aws") || (provider.isEmpty && type.hasPrefix("aws_")) || provider == "aws"
  }
}
