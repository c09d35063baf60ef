/// Which resources or outside hosts are meant: those that one of the terms covers.
package struct Selector: Hashable, Sendable {
  /// The alternatives; at least one.
  package var terms: [SelectorTerm]

  /// Creates a selector.
  package init(_ terms: [SelectorTerm]) {
    self.terms = terms
  }

  /// Where the selector begins.
  package var location: SourceLocation? { terms.first?.location }
}

/// A conjunction: everything that a term asks for holds; each list is satisfied by one of its members.
///
/// Terms are equal when they ask for the same, wherever they are written.
package struct SelectorTerm: Hashable, Sendable {
  /// Environments by name; `*` for any.
  package var environments: [Glob] = []
  /// Tiers of environments.
  package var tiers: [String] = []
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
  /// The resource's own `Name` tag.
  package var names: [Glob] = []
  /// Kinds of resource.
  package var types: [SelectedType] = []
  /// Regions.
  package var regions: [Glob] = []
  /// Resources by id or ARN.
  package var resources: [Glob] = []
  /// Prefixes that hold the address.
  package var prefixes: [IPPrefix] = []
  /// Hosts of the internet.
  package var internet = false
  /// Sites outside of the estate by name; `*` for any.
  package var outsideSites: [Glob] = []
  /// Clients of Client VPN endpoints.
  package var clientVPN: ClientVPNSelector?
  /// What is left out.
  package var excluded: Selector?
  /// Where the term is written.
  package var location: SourceLocation { place.location }
  private let place: UncomparedLocation

  /// Creates a term that asks for nothing yet.
  package init(location: SourceLocation) {
    place = UncomparedLocation(location: location)
  }

  /// Whether the term speaks of environments, by name or by tier.
  ///
  /// `tier` beside `outside` is the tier of the site.
  package var isBoundToEnvironments: Bool {
    !environments.isEmpty || (!tiers.isEmpty && outsideSites.isEmpty)
  }

  /// Whether the term asks for something that only a resource of the estate can have.
  package var asksForResource: Bool {
    isBoundToEnvironments || !accounts.isEmpty || !organizationalUnits.isEmpty || !vpcs.isEmpty || !subnets.isEmpty
      || !tags.isEmpty || !names.isEmpty || !types.isEmpty || !regions.isEmpty || !resources.isEmpty
  }
}

/// A place that makes no difference between the values that it belongs to.
private struct UncomparedLocation: Hashable, Sendable {
  let location: SourceLocation

  static func == (a: Self, b: Self) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// Clients of Client VPN endpoints: those of an endpoint, those that are in a group, or both.
package struct ClientVPNSelector: Hashable, Sendable {
  /// Endpoints by id or `Name` tag; empty for any.
  package var endpoints: [Glob]
  /// Groups of the directory or identity provider; empty for any.
  package var groups: [Glob]

  /// Creates a selector.
  package init(endpoints: [Glob] = [], groups: [Glob] = []) {
    self.endpoints = endpoints
    self.groups = groups
  }
}

/// The kinds of resource that a selector can ask for.
package enum SelectedType: String, Hashable, Sendable, CaseIterable {
  /// An EC2 instance.
  case instance
  /// A network interface, whatever it is attached to.
  case networkInterface = "eni"
  /// An application, network or gateway load balancer.
  case loadBalancer = "load-balancer"
  /// An RDS instance or cluster.
  case database
  /// An EKS cluster.
  case cluster
  /// A Lambda function.
  case function
  /// A NAT gateway.
  case natGateway = "nat-gateway"
  /// A VPC endpoint.
  case vpcEndpoint = "vpc-endpoint"
  /// A Client VPN endpoint.
  case clientVPN = "client-vpn"
  /// A site-to-site VPN connection.
  case vpn
}

extension Selector: CustomStringConvertible {
  /// The selector on one line, as YAML would have it.
  package var description: String {
    terms.count == 1 ? terms[0].description : "[\(terms.map(\.description).joined(separator: ", "))]"
  }
}

extension SelectorTerm: CustomStringConvertible {
  /// The term on one line, as YAML would have it.
  package var description: String {
    var parts: [String] = []
    func add(_ key: String, _ values: [String]) {
      if !values.isEmpty { parts.append("\(key): \(PolicyWording.list(values))") }
    }
    add("environment", environments.map(\.pattern))
    add("tier", tiers)
    add("account", accounts)
    add("organizational-unit", organizationalUnits.map(\.text))
    add("vpc", vpcs.map(\.pattern))
    add("subnet", subnets.map(\.pattern))
    if !tags.isEmpty { parts.append("tag: { \(tags.map(\.description).joined(separator: ", ")) }") }
    add("name", names.map(\.pattern))
    add("type", types.map(\.rawValue))
    add("region", regions.map(\.pattern))
    add("resource", resources.map(\.pattern))
    add("cidr", prefixes.map(\.description))
    if internet { parts.append("internet: true") }
    add("outside", outsideSites.map(\.pattern))
    if let clientVPN { parts.append("client-vpn: \(clientVPN)") }
    if let excluded { parts.append("not: \(excluded)") }
    return "{ \(parts.joined(separator: ", ")) }"
  }
}

extension ClientVPNSelector: CustomStringConvertible {
  /// The selector on one line, as YAML would have it.
  package var description: String {
    var parts: [String] = []
    if !endpoints.isEmpty { parts.append("endpoint: \(PolicyWording.list(endpoints.map(\.pattern)))") }
    if !groups.isEmpty { parts.append("group: \(PolicyWording.list(groups.map(\.pattern)))") }
    return parts.isEmpty ? "\"*\"" : "{ \(parts.joined(separator: ", ")) }"
  }
}
