/// A place outside of the estate that it is connected with: an office, a data centre, a partner.
package struct OutsideSite: Hashable, Sendable {
  /// The name, in kebab case, unique in the policy.
  package var name: String
  /// What is there, for readers.
  package var title: String?
  /// The addresses in use there.
  package var prefixes: [IPPrefix]
  /// The VPN connections, customer gateways, Client VPN endpoints and Direct Connect attachments that lead there, by id
  /// or `Name` tag.
  package var via: [Glob]
  /// Whether the site itself keeps apart what it is connected with; otherwise it may pass traffic on.
  package var isTrusted: Bool
  /// The tier that the site belongs to.
  package var tier: String?
  /// Where it is declared.
  package var location: SourceLocation

  /// Creates a site.
  package init(
    name: String,
    title: String? = nil,
    prefixes: [IPPrefix] = [],
    via: [Glob] = [],
    isTrusted: Bool = false,
    tier: String? = nil,
    location: SourceLocation
  ) {
    (self.name, self.title, self.prefixes, self.via) = (name, title, prefixes, via)
    (self.isTrusted, self.tier, self.location) = (isTrusted, tier, location)
  }
}
