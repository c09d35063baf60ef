/// A part of the estate that is to be kept apart from others: production, staging, one team's sandbox.
package struct Environment: Hashable, Sendable {
  /// The name, in kebab case, unique in the policy.
  package var name: String
  /// The tier, by which assertions speak of several environments at once, such as `production` and `non-production`.
  package var tier: String?
  /// The name for readers.
  package var title: String?
  /// What the environment is for.
  package var summary: String?
  /// Which resources belong to it: those that one of the clauses matches.
  package var match: [MatchClause]
  /// Where it is declared.
  package var location: SourceLocation

  /// Creates an environment.
  package init(
    name: String,
    tier: String? = nil,
    title: String? = nil,
    summary: String? = nil,
    match: [MatchClause],
    location: SourceLocation
  ) {
    (self.name, self.tier, self.title, self.summary) = (name, tier, title, summary)
    (self.match, self.location) = (match, location)
  }
}

/// One way for a resource to belong to an environment: all that the clause asks for holds.
///
/// Each list is satisfied by one of its members; an empty list asks for nothing.
package struct MatchClause: Hashable, Sendable {
  /// Account ids.
  package var accounts: [String] = []
  /// Organizational units in which the account lies, at any depth.
  package var organizationalUnits: [OrganizationalUnitName] = []
  /// VPCs by id or `Name` tag.
  package var vpcs: [Glob] = []
  /// Subnets by id or `Name` tag.
  package var subnets: [Glob] = []
  /// Tags, of which each must match.
  package var tags: [TagPattern] = []
  /// `Name` tags of the resource, its subnet or its VPC.
  package var names: [Glob] = []
  /// Regions.
  package var regions: [Glob] = []
  /// Resources by id or ARN.
  package var resources: [Glob] = []
  /// Where the clause is written.
  package var location: SourceLocation

  /// Creates a clause that asks for nothing yet.
  package init(location: SourceLocation) {
    self.location = location
  }
}

extension MatchClause: CustomStringConvertible {
  /// The clause on one line, as YAML would have it.
  package var description: String {
    var parts: [String] = []
    func add(_ key: String, _ values: [String]) {
      if !values.isEmpty { parts.append("\(key): \(PolicyWording.list(values))") }
    }
    add("account", accounts)
    add("organizational-unit", organizationalUnits.map(\.text))
    add("vpc", vpcs.map(\.pattern))
    add("subnet", subnets.map(\.pattern))
    if !tags.isEmpty { parts.append("tag: { \(tags.map(\.description).joined(separator: ", ")) }") }
    add("name", names.map(\.pattern))
    add("region", regions.map(\.pattern))
    add("resource", resources.map(\.pattern))
    return "{ \(parts.joined(separator: ", ")) }"
  }
}

/// The name of an organizational unit: its id, its own name, or its path from the root, such as `Root/Workloads/Prod`.
package struct OrganizationalUnitName: Hashable, Sendable {
  /// The name as it is written.
  package let text: String
  /// The names from the root down, when a path is written.
  private let path: [String]

  /// Creates a name.
  package init(_ text: String) {
    self.text = text
    path = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  /// The depth of the nearest unit of a path, from the root down, that bears this name; the root has depth 0.
  ///
  /// A path written in the policy must begin at the root. A unit whose own name holds a slash is named by its id.
  package func depth(in units: [OrganizationalUnitFact]) -> Int? {
    if path.count > 1 {
      guard path.count <= units.count, zip(path, units).allSatisfy({ $0 == $1.name || $0 == $1.id }) else { return nil }
      return path.count - 1
    }
    return units.lastIndex { $0.id == text || $0.name == text }
  }
}
