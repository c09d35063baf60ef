/// Something that a request asks for: a data store, a role, or any other resource, with what decides about it.
package struct AccessTarget: Sendable {
  /// What is known of the resource's own policy.
  package enum ResourcePolicyState: Sendable {
    /// The resource has none, or is of a kind that has none.
    case none
    case known(AttachedPolicy)
    /// It may allow or deny anything; why it is not known, as a sentence.
    case unknown(String)
  }

  /// The ARN that the request names, or `*` for an action that names no resource.
  package var arn: String
  /// Whether `arn` stands for every resource whose ARN begins with it, such as the objects of a bucket.
  package var isFamily = false
  /// The owning account.
  package var account: String
  /// The tags; not all of them unless `hasAllTags`.
  package var tags: [(key: String, value: String)] = []
  /// Whether every tag is known, so that others are absent.
  package var hasAllTags = false
  /// The resource's own policy.
  package var policy: ResourcePolicyState = .none
  /// `RestrictPublicBuckets` of a bucket; `nil` when it is not known.
  package var restrictsPublicBuckets: Bool? = false
  /// The grants of a key.
  package var grants: [KeyGrant] = []
  /// What else is missing about it, as sentences.
  package var gaps: [String] = []
  /// Keys of the request that the way of asking fixes, such as `iam:PassedToService`.
  package var keys: [(key: String, value: ContextValue)] = []

  /// Describes a resource without a policy of its own.
  package init(arn: String, account: String) {
    (self.arn, self.account) = (arn, account)
  }

  /// Describes a data store.
  package init(_ store: DataStore, in estate: Estate) {
    arn = estate.symbols[store.arn]
    account = estate.symbols[store.owner]
    // S3 gives a request the tags of a bucket only where the bucket is set up for it, so they stay unknown.
    if store.kind != .bucket { setTags(store.tags, in: estate) }
    hasAllTags = !tags.isEmpty
    policy = Self.policy(of: store.arn, called: "the policy of \(store.kind.name) \(arn)", in: estate)
    if !store.kind.hasResourcePolicy { policy = Self.sharing(of: store, in: estate) }
    if store.kind == .bucket { restrictsPublicBuckets = store.publicAccessBlock.map(\.restrictsPublicBuckets) }
    grants = store.grants ?? []
  }

  /// Describes a role with its trust policy.
  package init(role record: IAMPrincipal, in estate: Estate) {
    arn = estate.symbols[record.arn]
    account = estate.symbols[record.account]
    setTags(record.tags, in: estate)
    hasAllTags = true
    switch PolicyLibrary(estate).read(record.trustPolicy?.document, .trust, called: "the trust policy of \(arn)") {
    case .document(let document):
      let origin = PolicyOrigin(
        .trust,
        name: arn,
        provenance: record.trustPolicy?.provenance ?? record.provenance
      )
      policy = .known(AttachedPolicy(document, origin: origin))
    case .missing(let message): policy = .unknown(message)
    }
  }

  /// Describes a user, who has no policy of the resource's side.
  package init(user record: IAMPrincipal, in estate: Estate) {
    arn = estate.symbols[record.arn]
    account = estate.symbols[record.account]
    setTags(record.tags, in: estate)
    hasAllTags = true
  }

  private mutating func setTags(_ id: TagSetID, in estate: Estate) {
    tags = estate.tags(id).map { (estate.symbols[$0.key], estate.symbols[$0.value]) }
  }

  /// Sharing of a snapshot or an image, in the form of a policy: it lets other accounts in, and whom of them their own
  /// policies decide.
  private static func sharing(of store: DataStore, in estate: Estate) -> ResourcePolicyState {
    guard store.kind.isShareable else { return .none }
    let name = "\(store.kind.name) \(estate.symbols[store.arn])"
    guard store.isPublic || store.sharedWith != nil else {
      return .unknown("with whom \(name) is shared is not in the snapshot")
    }
    let accounts = (store.sharedWith ?? []).map { PolicyPrincipal.account(estate.symbols[$0]) }
    let others = store.isPublic ? [.everyone] : accounts
    if others.isEmpty { return .none }
    let statement = PolicyStatement(
      pointer: "/",
      sid: store.isPublic ? "shared with everybody" : "shared with accounts",
      effect: .allow,
      principals: .init(patterns: others, isNegated: false),
      actions: .init(patterns: [WildcardPattern("*")], isNegated: false),
      resources: nil,
      conditions: []
    )
    let document = PolicyDocument(version: .v2012, id: nil, statements: [statement])
    return .known(
      AttachedPolicy(
        document,
        origin: PolicyOrigin(.resource, name: estate.symbols[store.arn], provenance: store.provenance)
      )
    )
  }

  /// What the inputs tell about the policy of a resource.
  static func policy(of arn: Symbol, called name: String, in estate: Estate) -> ResourcePolicyState {
    guard let told = estate.resourcePolicies[arn] else { return .unknown("\(name) is not in the snapshot") }
    switch told {
    case .none: return .none
    case .policy(let policy):
      switch PolicyLibrary(estate).read(policy.document, .resource, called: name) {
      case .document(let document):
        let origin = PolicyOrigin(.resource, name: estate.symbols[arn], provenance: policy.provenance)
        return .known(AttachedPolicy(document, origin: origin))
      case .missing(let message): return .unknown(message)
      }
    }
  }

  /// What is known about a request for it.
  func describe(in context: inout RequestContext, service: String) {
    context.set("aws:ResourceAccount", to: .known([account]))
    for prefix in ["aws:ResourceTag/", "\(service):ResourceTag/"] {
      for tag in tags { context.set(prefix + tag.key, to: .known([tag.value])) }
      if hasAllTags { context.completeFamily(prefix) }
    }
    for (key, value) in keys { context.set(key, to: value) }
  }
}

extension DataStore.Kind {
  /// Whether it is shared with other accounts by an attribute.
  package var isShareable: Bool {
    switch self {
    case .volumeSnapshot, .databaseSnapshot, .image: true
    default: false
    }
  }

  /// Whether AWS lets such a resource have a policy of its own.
  ///
  /// Snapshots and images are shared by attributes instead, databases not at all.
  package var hasResourcePolicy: Bool {
    switch self {
    case .bucket, .key, .secret, .parameter, .queue, .topic, .repository, .table, .fileSystem, .backupVault,
      .searchDomain, .eventBus:
      true
    case .volumeSnapshot, .databaseSnapshot, .image, .database: false
    }
  }
}
