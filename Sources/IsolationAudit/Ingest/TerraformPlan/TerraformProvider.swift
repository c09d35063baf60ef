/// A provider configuration, and the account and the Region that it stands for.
package struct TerraformProvider: Hashable, Sendable {
  /// The key in the configuration, such as `aws`, `aws.dev` or `module.net:aws`.
  package var key: String
  /// The provider's source, such as `registry.terraform.io/hashicorp/aws`.
  package var name: String
  /// The alias; empty if there is none.
  package var alias: String
  /// Account and Region.
  package var place: TerraformPlace
}
