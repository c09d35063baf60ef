/// One sentence that must be true of the estate.
package struct Assertion: Hashable, Sendable {
  /// The id, in kebab case, unique in the policy.
  package var id: String
  /// The sentence, for readers.
  package var title: String
  /// What exactly is asserted, in a paragraph.
  package var summary: String?
  /// How bad a violation is.
  package var severity: Severity
  /// The controls of compliance frameworks that the assertion supports.
  package var controls: [ControlReference]
  /// Why it is asserted.
  package var rationale: String?
  /// What to do about a violation.
  package var remediation: String?
  /// What is asserted.
  package var kind: AssertionKind
  /// Where the assertion is declared.
  package var location: SourceLocation

  /// Creates an assertion.
  package init(
    id: String,
    title: String,
    summary: String? = nil,
    severity: Severity,
    controls: [ControlReference] = [],
    rationale: String? = nil,
    remediation: String? = nil,
    kind: AssertionKind,
    location: SourceLocation
  ) {
    (self.id, self.title, self.summary, self.severity) = (id, title, summary, severity)
    (self.controls, self.rationale, self.remediation) = (controls, rationale, remediation)
    (self.kind, self.location) = (kind, location)
  }
}

/// What an assertion asserts.
package enum AssertionKind: Hashable, Sendable {
  /// No packet gets across, except for the traffic of the terms; nor any chain of at most so many connections through hosts of
  /// neither side, where a number is given.
  case noTraffic(AssertionScope, except: [TrafficTerm], maximumHops: Int? = nil)
  /// No packet gets across, except for the traffic of the terms, from one side to the other.
  case onlyTraffic(from: Selector, to: Selector, allow: [TrafficTerm])
  /// No account belongs to both sides.
  case separateAccounts(AssertionScope)
  /// No VPC holds resources of both sides.
  case separateVPCs(AssertionScope)
  /// No address range is used on both sides.
  case disjointAddressSpace(AssertionScope)
  /// No VPN endpoint, authorization group, customer gateway or on-premises site leads to both sides.
  case separateVPN(AssertionScope)
  /// No role, instance profile or key is used on both sides.
  case separateRoles(AssertionScope)
  /// No principal of one side can become one of the other, in at most so many steps; `nil` for any number.
  case noAssumeRole(AssertionScope, except: [RoleException], maximumHops: Int?)
  /// No Region holds resources of both sides.
  case separateRegions(AssertionScope)
  /// Every parameter of an environment is named by a pattern that names the environment.
  case namespacedParameters(AssertionScope, ParameterNamespace)
  /// Nobody but those listed becomes a principal of an environment from outside of its workloads.
  case limitedPrincipals(AssertionScope, allow: [AllowedPrincipal])
  /// No principal administers both sides.
  case noAdminBridge(AssertionScope, except: [PrincipalException])
  /// No principal of one side reads or writes data of the other.
  case noDataAccess(AssertionScope, DataAccessTerms)
  /// No principal of one side may change what keeps the other side apart.
  case noRewiring(AssertionScope, RewiringTerms)
  /// No way of packets and identities, mixed, leads from one side to the other.
  case noPath(AssertionScope, PathTerms)
  /// Data get from the first side to the second, and never back.
  case oneWay(AssertionScope, DataAccessTerms)
  /// An environment holds data of some classes only.
  case dataClasses(AssertionScope, DataClassTerms)
}

/// A way from one principal to another that is accepted.
///
/// It covers chains by their two ends: the principal that begins matches ``principals`` and the role that is reached at
/// last matches ``roles``. A chain of anybody else that passes through the same roles is not covered.
package struct RoleException: Hashable, Sendable {
  /// The ARNs of principals with which the way begins; empty for any.
  package var principals: [Glob]
  /// The ARNs of roles in which it ends.
  package var roles: [Glob]
  /// Why it is accepted.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(principals: [Glob] = [], roles: [Glob], reason: String, location: SourceLocation) {
    (self.principals, self.roles, self.reason, self.location) = (principals, roles, reason, location)
  }

  /// Whether the exception covers a chain that begins and ends with these ARNs.
  package func covers(principal: String, role: String) -> Bool {
    (principals.isEmpty || principals.matches(principal)) && roles.matches(role)
  }
}

extension AssertionKind {
  /// The kind as policies name it, such as `no-traffic`.
  package var name: String {
    switch self {
    case .noTraffic: "no-traffic"
    case .onlyTraffic: "only-traffic"
    case .separateAccounts: "separate-accounts"
    case .separateVPCs: "separate-vpcs"
    case .disjointAddressSpace: "disjoint-address-space"
    case .separateVPN: "separate-vpn"
    case .separateRoles: "separate-roles"
    case .noAssumeRole: "no-assume-role"
    case .separateRegions: "separate-regions"
    case .namespacedParameters: "namespaced-parameters"
    case .limitedPrincipals: "limited-principals"
    case .noAdminBridge: "no-admin-bridge"
    case .noDataAccess: "no-data-access"
    case .noRewiring: "no-rewiring"
    case .noPath: "no-path"
    case .oneWay: "one-way"
    case .dataClasses: "data-classes"
    }
  }

  /// Whom the assertion is about.
  package var scope: AssertionScope {
    switch self {
    case .noTraffic(let scope, _, _), .noAssumeRole(let scope, _, _), .separateAccounts(let scope),
      .separateVPCs(let scope), .disjointAddressSpace(let scope), .separateVPN(let scope), .separateRoles(let scope),
      .separateRegions(let scope), .namespacedParameters(let scope, _), .limitedPrincipals(let scope, _),
      .noAdminBridge(let scope, _), .noDataAccess(let scope, _), .noRewiring(let scope, _), .noPath(let scope, _),
      .oneWay(let scope, _), .dataClasses(let scope, _):
      scope
    case .onlyTraffic(let from, let to, _): .oneWay(from: from, to: to)
    }
  }

  /// How many connections a chain through other hosts may have to count; `nil` where chains do not count.
  package var maximumHops: Int? {
    if case .noTraffic(_, _, let hops) = self { hops } else { nil }
  }

  /// The traffic that is accepted, for assertions about traffic.
  package var acceptedTraffic: [TrafficTerm] {
    switch self {
    case .noTraffic(_, let terms, _), .onlyTraffic(_, _, let terms): terms
    default: []
    }
  }
}
