/// What must be kept apart: the environments of an estate, the sites outside of it, and what is asserted of them.
///
/// A policy is read from one or several YAML files by ``read(_:)``; everything in it has been checked: names are unique,
/// and whatever an assertion names is declared.
package struct Policy: Hashable, Sendable {
  /// The environments, in the order of declaration.
  package var environments: [Environment]
  /// The sites outside of the estate, in the order of declaration.
  package var outsideSites: [OutsideSite]
  /// The assertions, in the order of declaration.
  package var assertions: [Assertion]

  /// Creates a policy.
  package init(environments: [Environment] = [], outsideSites: [OutsideSite] = [], assertions: [Assertion] = []) {
    self.environments = environments
    self.outsideSites = outsideSites
    self.assertions = assertions
  }

  /// The tiers that environments are in, in the order of first mention.
  package var tiers: [String] {
    var tiers: [String] = []
    for case let tier? in environments.map(\.tier) where !tiers.contains(tier) { tiers.append(tier) }
    return tiers
  }

  /// The environment of a name.
  package func environment(named name: String) -> Environment? {
    environments.first { $0.name == name }
  }
}
