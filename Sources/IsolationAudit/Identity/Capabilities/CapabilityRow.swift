/// A row of the table of ways: what a way requires, what it reaches, and where AWS says so.
package struct CapabilityRow: Sendable {
  /// What taking the way does to the estate.
  package enum Effect: Hashable, Sendable {
    /// Nothing is called: a workload has its role, a person his assignment.
    case has
    /// It uses what is there: a session, a shell, a build.
    case uses
    /// It changes what is there: code, policies, roles of workloads. Such a way is latent.
    case changes
  }

  /// What the one who takes the way needs from the network besides his permissions.
  package enum NetworkNeed: Hashable, Sendable {
    /// Nothing: AWS's public interfaces are enough.
    case nothing
    /// TCP connections to a port of the workload.
    case port(Int)
    /// HTTPS to the Kubernetes API of the cluster, at its public or its private endpoint.
    case kubernetesInterface
    /// The workload itself must get to an interface of Systems Manager; the caller needs nothing.
    case managementChannel
  }

  package let id: String
  /// What the one who takes it does, as a sentence in the third person, such as `assumes the role`.
  package let title: String
  /// The entries of the catalogue of ways that it decides (`pf:` from pathfinding.cloud, `x:` others).
  package let catalogue: [String]
  /// What has to be allowed; all of it.
  package let requires: [Requirement]
  /// What it leads to.
  package let reach: Reach
  /// How many calls of AWS it takes.
  package let calls: Int
  package let effect: Effect
  package let need: NetworkNeed
  /// What the estate must hold besides, as sentences.
  package let preconditions: [String]
  /// What no input tells and is taken to be so, as sentences.
  package let assumes: [String]
  /// A fact that only sometimes holds and no input tells; the way is conditional on it.
  package let unless: String?
  /// The page of AWS that says so.
  package let source: String

  init(
    _ id: String,
    _ title: String,
    _ catalogue: [String],
    _ requires: [Requirement] = [],
    _ reach: Reach,
    calls: Int? = nil,
    _ effect: Effect,
    need: NetworkNeed = .nothing,
    preconditions: [String] = [],
    assumes: [String] = [],
    unless: String? = nil,
    source: String
  ) {
    (self.id, self.title, self.catalogue, self.requires, self.reach) = (id, title, catalogue, requires, reach)
    self.calls = calls ?? requires.count
    (self.effect, self.need, self.preconditions) = (effect, need, preconditions)
    (self.assumes, self.unless, self.source) = (assumes, unless, source)
  }

  /// The service to whose use roles are passed, where one is.
  package var passedToService: String? {
    if case .roles(let service, _) = reach { service } else { nil }
  }

  /// An action that has to be allowed, or several of which one has to.
  package struct Requirement: Hashable, Sendable {
    package let actions: [String]
    package let on: Subject

    init(_ actions: String..., on subject: Subject = .target) { (self.actions, on) = (actions, subject) }
    package init(anyOf actions: [String], on subject: Subject = .target) { (self.actions, on) = (actions, subject) }
  }

  /// What an action is asked on.
  package enum Subject: Hashable, Sendable {
    /// What the way leads to, or through.
    case target
    /// Some resource that a pattern of ARNs covers, in which `{account}` is the account and `{region}` any Region: one that
    /// the caller makes and names, or one of AWS's own.
    case some(String)
    /// What stands below the target's ARN, once a part of that is replaced: the tasks of a service.
    case below(replacing: String, with: String)
    /// Some resource of the estate in the account.
    case existing(CapabilityDomain.Kind)
  }

  /// What a way leads to.
  package enum Reach: Hashable, Sendable {
    /// What the estate says, without a decision of a policy.
    case stated
    /// A role by its trust policy and the caller's policies together.
    case assumableRole
    /// The roles that trust a service; those in an instance profile where it hands them out.
    case roles(trusting: String, inProfile: Bool)
    /// The members of a domain of the account.
    case members(CapabilityDomain.Kind)
    /// Every permission that a role's or user's boundary and the organization leave, by changing policies.
    case administration(Administration)
    /// Other accounts of the organization, from its management account or an account that administers a service for it.
    case organization(service: String, OrganizationReach)
  }

  /// Whose policies are changed, so that he who takes the way has every permission.
  package enum Administration: Hashable, Sendable {
    /// The caller's own.
    case itself(IAMPrincipal.Kind)
    /// Those of managed policies attached to the caller or to his groups.
    case ownPolicies
    /// Those of the caller's groups.
    case ownGroups
    /// Those of a role that the caller may assume.
    case roleThatItAssumes
    /// Those of managed policies of a role that the caller may assume.
    case policyOfRoleThatItAssumes
    /// Those of a role whose trust policy the caller may change too, or a user whose credentials he may make.
    case another(IAMPrincipal.Kind)
    /// Those of managed policies of such a role.
    case policyOfAnotherRole
    /// Those of a role that the caller makes.
    case newRole
    /// Those of a role whose trust policy the caller may change too, and whose boundary he takes away.
    case anotherRoleFreed
    /// Those of a role that the caller may assume, and whose boundary he takes away.
    case roleThatItAssumesFreed
    /// Those of a role that the caller has to make below a boundary, and takes that away.
    case newRoleFreed
    /// None: a role that the caller may assume loses its boundary.
    case boundaryOfRoleThatItAssumes
    /// The boundary of the caller goes.
    case ownBoundary
    /// The policy that is the caller's boundary comes to allow everything.
    case ownBoundaryPolicy

    /// Whether a role or user keeps its permissions and loses the boundary that limits them.
    var liftsBoundary: Bool {
      [.ownBoundary, .ownBoundaryPolicy, .boundaryOfRoleThatItAssumes].contains(self)
    }

    /// Whether somebody gains what a boundary kept from a role of which he has every other permission.
    var frees: Bool { [.anotherRoleFreed, .roleThatItAssumesFreed, .newRoleFreed].contains(self) }
  }

  /// What an organization-wide service reaches.
  package enum OrganizationReach: Hashable, Sendable {
    /// Every account.
    case accounts
    /// The roles of permission sets in every account.
    case permissionSetRoles
    /// The roles of permission sets that are assigned to groups.
    case rolesOfGroups
  }
}
