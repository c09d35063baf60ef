/// The keys that each mapping of a policy accepts, in the order in which messages list them.
///
/// The published JSON Schema has the same keys; a test compares the two.
package enum PolicyKeys {
  /// The keys of a policy file.
  package static let file = ["schema", "environments", "outside", "assertions"]
  /// The keys of an environment.
  package static let environment = ["tier", "title", "description", "match"]
  /// The keys of a clause that says which resources belong to an environment.
  package static let clause = [
    "account", "organizational-unit", "vpc", "subnet", "tag", "name", "region", "resource",
  ]
  /// The keys of an outside site.
  package static let outsideSite = ["title", "on-premises", "via", "trusted", "tier"]
  /// The keys of a selector.
  package static let selector = [
    "environment", "tier", "account", "organizational-unit", "vpc", "subnet", "tag", "name", "type", "region",
    "resource", "cidr", "internet", "outside", "client-vpn", "not",
  ]
  /// The keys of `client-vpn` in a selector.
  package static let clientVPN = ["endpoint", "group"]
  /// The keys that every assertion may have beside its kind.
  package static let assertion = [
    "id", "title", "description", "severity", "controls", "rationale", "remediation",
  ]
  /// The kinds of assertion that are evaluated.
  package static let kinds = [
    "no-traffic", "only-traffic", "separate-accounts", "separate-vpcs", "disjoint-address-space", "separate-vpn",
    "separate-roles", "no-assume-role", "separate-regions", "namespaced-parameters", "limited-principals",
    "no-admin-bridge", "no-data-access", "no-path", "no-rewiring", "one-way", "data-classes",
  ]
  /// The kinds of assertion that the language names and this version does not evaluate.
  package static let unevaluatedKinds = [
    "requires-traffic", "through", "no-internet-exposure", "settings",
  ]
  /// The keys that say whom an assertion with two equal sides is about.
  package static let symmetricScope = ["between", "among"]
  /// The keys that say whom an assertion with a direction is about.
  package static let directedScope = ["between", "among", "from", "to"]
  /// The keys that say whom an assertion about environments by themselves is about.
  package static let singleScope = ["of"]
  /// The keys of `namespaced-parameters`.
  package static let namespacedParameters = singleScope + ["pattern", "secrets", "except"]
  /// The keys of an exception of `namespaced-parameters`.
  package static let nameException = ["name", "reason"]
  /// The keys of `limited-principals`.
  package static let limitedPrincipals = singleScope + ["allow"]
  /// The keys of a member of `allow` in `limited-principals`.
  package static let allowedPrincipal = ["principal", "role", "require-mfa", "reason"]
  /// The keys of `no-admin-bridge`.
  package static let noAdminBridge = symmetricScope + ["except"]
  /// The keys of an exception of `no-admin-bridge`.
  package static let principalException = ["principal", "reason"]
  /// The keys of `no-data-access`.
  package static let noDataAccess = directedScope + ["mode", "kinds", "data", "except"]
  /// The keys of `data` in `no-data-access`.
  package static let dataSelector = ["tag", "name", "resource"]
  /// The keys of an exception of `no-data-access`.
  package static let dataException = ["principal", "data", "reason"]
  /// The keys of `no-rewiring`.
  package static let noRewiring = directedScope + ["max-calls", "except"]
  /// The keys of an exception of `no-rewiring`.
  package static let rewiringException = ["principal", "element", "reason"]
  /// The keys of `no-path`.
  package static let noPath =
    directedScope + ["start", "end", "kinds", "data", "max-steps", "latent", "through-hosts", "except"]
  /// The keys of an exception of `no-path`.
  package static let pathException = ["start", "end", "reason"]
  /// The keys of `one-way`.
  package static let oneWay = ["from", "to", "kinds", "data", "except"]
  /// The keys of `data-classes`.
  package static let dataClasses = singleScope + ["allow", "tag", "kinds", "untagged", "except"]
  /// The keys of an exception of `data-classes`.
  package static let dataClassException = ["data", "reason"]
  /// The keys of `no-traffic`.
  package static let noTraffic = directedScope + ["except", "transitive", "max-hops"]
  /// The keys of `only-traffic`.
  package static let onlyTraffic = ["from", "to", "allow"]
  /// The keys of `no-assume-role`.
  package static let noAssumeRole = directedScope + ["except", "max-hops"]
  /// The keys of a part of the traffic, in `except` and `allow`.
  package static let traffic = [
    "from", "to", "protocol", "ports", "icmp-type", "icmp-code", "via", "open-to-the-internet", "reason",
  ]
  /// The keys of an exception of `no-assume-role`.
  package static let roleException = ["principal", "role", "reason"]
  /// The keys of a waiver file.
  package static let waiverFile = ["schema", "max-days", "max-findings", "waivers"]
  /// The keys without which a waiver counts as absent.
  package static let requiredOfWaiver = [
    "id", "assertion", "path", "reason", "owner", "approver", "ticket", "created", "expires",
  ]
  /// The keys of a waiver.
  package static let waiver =
    requiredOfWaiver + ["finding", "from", "to", "traffic", "via", "principal", "evidence"]
  /// The keys of a part of the traffic that a waiver permits.
  package static let waivedTraffic = ["protocol", "ports"]
  /// The keys without which a catalogue of controls says nothing.
  package static let requiredOfCatalogue = ["schema", "framework", "version", "title", "controls"]
  /// The keys of a catalogue of controls.
  package static let catalogue = requiredOfCatalogue + ["source", "checked"]
  /// The keys of a control.
  package static let control = ["id", "title", "paraphrase", "supported-by"]
  /// The keys of what supports a control; each is needed.
  package static let support = ["kinds", "strength", "because"]
}
