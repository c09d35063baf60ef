/// Something that a plan leaves open until it is applied, and that the rest of the estate cannot show.
///
/// Where a missing fact has a form of its own (a rule for a prefix list that nobody knows, a route to something that is not
/// there), that form is used; this is for all others.
package struct UnsettledAttribute: Hashable, Sendable {
  /// What may hang on it.
  package enum Concern: String, Hashable, Sendable, CaseIterable {
    /// Where packets get.
    case network
    /// Who is who, and who may do what.
    case identity
    /// Who may read and write data.
    case data
    /// What stands where: accounts, VPCs, Regions, addresses.
    case arrangement
  }

  /// The attribute and why it is open: `aws_route.x.destination_cidr_block is known after apply`.
  package var words: String
  /// What may hang on it.
  package var concern: Concern
  /// The account of the resource; empty when it is not known.
  package var account: Symbol
  /// The Region of the resource, or `global`; empty when it is not known.
  package var region: Symbol

  /// Creates a fact.
  package init(_ words: String, _ concern: Concern, account: Symbol, region: Symbol) {
    (self.words, self.concern, self.account, self.region) = (words, concern, account, region)
  }
}
