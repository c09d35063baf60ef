/// The Terraform sources of a plan, read for the places of blocks and for what the plan does not tell.
struct TerraformSources: Sendable {
  /// What there is to say about the sources.
  var diagnostics: [Diagnostic] = []

  /// Reads the sources in a directory, as far as the modules of a configuration lead.
  init(root: String, configuration: TerraformConfiguration) {}

  /// Where a block stands.
  func location(of block: String, in module: [String], address: String) -> SourceLocation? { nil }
}
