/// A request to AWS: who wants to do what with which resource, and what is known about how he asks.
package struct AuthorizationRequest: Sendable {
  package let principal: RequestPrincipal
  /// The action as it was given.
  package let action: String
  /// The resource's ARN, or `*` for an action that names no resource.
  package let resource: String
  /// The account that owns the resource.
  package let resourceAccount: String
  package let context: RequestContext
  /// Whether the principal is a service-linked role, which organization policies do not restrict.
  package var isServiceLinkedRole: Bool

  /// The resources that the request stands for, where it asks for any one of a family.
  var family: ResourceFamily?

  /// The service that the action belongs to, in lower case.
  package let service: String
  /// Whether the action assumes a role, with credentials of AWS or of an identity provider.
  let assumesRole: Bool
  let matchableAction: MatchableText
  let matchableResource: MatchableText

  package init(
    principal: RequestPrincipal,
    action: String,
    resource: String,
    resourceAccount: String,
    context: RequestContext
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.resourceAccount = resourceAccount
    self.context = context
    isServiceLinkedRole = principal.isServiceLinkedRole
    let lowercased = action.lowercased()
    service = String(lowercased.utf8.prefix { $0 != UInt8(ascii: ":") }) ?? lowercased
    assumesRole = lowercased.hasPrefix("sts:assumerole")
    matchableAction = MatchableText(lowercased)
    matchableResource = MatchableText(resource)
  }

  /// Whether the one who asks and what he asks for belong to one account.
  package var isSameAccount: Bool { principal.account == resourceAccount }
}

/// The policies that have a say in a request.
package struct ApplicablePolicies: Sendable {
  /// The policies attached to the user or role, also through groups.
  package var identity: [AttachedPolicy] = []
  package var boundary: AttachedPolicy?
  /// The resource's own policy: a bucket's, a key's, a role's trust policy.
  package var resource: AttachedPolicy?
  /// The grants of a KMS key, which allow operations beside the key's policy.
  package var grants: [AttachedPolicy] = []
  /// The service control policies of the principal's account by level, from the organization's root to the account;
  /// nothing where the account is in no organization or the policies do not apply.
  package var serviceControl: [[AttachedPolicy]]?
  /// The resource control policies of the resource's account by level, likewise.
  package var resourceControl: [[AttachedPolicy]]?
  /// The session's policies; nothing where the session has none.
  package var session: [AttachedPolicy]?
  /// The policies of the VPC endpoints on the way, each of which must let the request through.
  package var vpcEndpoints: [AttachedPolicy] = []
  /// Whether S3 refuses foreign use of public buckets (`RestrictPublicBuckets`).
  package var restrictsPublicBuckets = false
  /// The organization's management account, which no organization policy restricts.
  package var managementAccount: String?

  package init() {}
}
