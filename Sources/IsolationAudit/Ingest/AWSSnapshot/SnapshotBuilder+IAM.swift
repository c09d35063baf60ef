// `iam get-account-authorization-details`, `list-instance-profiles`, and the identity providers.
extension SnapshotBuilder {
  /// Reads an element of `RoleDetailList`, `UserDetailList` or `GroupDetailList`.
  mutating func principal(
    _ tape: borrowing JSONTape,
    _ node: Int,
    kind: IAMPrincipal.Kind
  ) throws(SnapshotFault) {
    var principal = IAMPrincipal(
      kind: kind,
      arn: .empty,
      name: .empty,
      path: estate.symbols.intern("/"),
      account: account,
      provenance: place(tape, node)
    )
    var profiles: Int?
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Arn:
        principal.arn = try symbol(tape, member)
        let owner = partsOfARN(principal.arn).account
        if !owner.isEmpty { principal.account = owner }
      case .RoleName where kind == .role, .UserName where kind == .user, .GroupName where kind == .group:
        principal.name = try symbol(tape, member)
      case .Path: principal.path = try symbol(tape, member)
      case .AssumeRolePolicyDocument:
        let name = estate.symbols.intern("AssumeRolePolicyDocument")
        principal.trustPolicy = IAMPolicy(
          name: name,
          document: try policyDocument(tape, member),
          provenance: place(tape, member)
        )
      case .RolePolicyList, .UserPolicyList, .GroupPolicyList:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) { principal.inlinePolicies.append(try inlinePolicy(tape, element)) }
      case .AttachedManagedPolicies: principal.attachedPolicies = try symbols(tape, member, .PolicyArn)
      case .PermissionsBoundary: principal.boundary = try symbol(tape, member, .PermissionsBoundaryArn)
      case .GroupList: principal.groups = try symbols(tape, member)
      case .InstanceProfileList: profiles = member
      case .Tags: principal.tags = try tags(tape, member)
      default: break
      }
    }
    try require(principal.arn, .Arn, tape, node)
    guard isNew(principal.arn, tape, node) else { return }
    estate.bind(principal.arn, to: .principal(estate.principals.append(principal)))
    if let profiles {
      var elements = try array(tape, profiles)
      while let element = elements.next(in: tape) {
        // The list of instance profiles itself, where there is one, says the same.
        let profile = try profile(tape, element)
        if !profile.arn.isEmpty { staged.instanceProfiles.append(profile) }
      }
    }
  }

  private mutating func inlinePolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> IAMPolicy {
    var policy = IAMPolicy(name: try symbol(tape, node, .PolicyName), document: nil, provenance: place(tape, node))
    if let document = try member(tape, node, .PolicyDocument) {
      policy.document = try policyDocument(tape, document)
      policy.provenance = place(tape, document)
    }
    return policy
  }

  /// Reads an element of IAM's `Policies`: the default version of a managed policy.
  mutating func managedPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var policy = IAMPolicy(name: .empty, document: nil, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Arn:
        policy.arn = try symbol(tape, member)
        _ = partsOfARN(policy.arn)
      case .PolicyName: policy.name = try symbol(tape, member)
      case .PolicyVersionList:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          guard let isDefault = try self.member(tape, element, .IsDefaultVersion), try bool(tape, isDefault),
            let document = try self.member(tape, element, .Document)
          else { continue }
          policy.document = try policyDocument(tape, document)
          policy.provenance = place(tape, document)
        }
      default: break
      }
    }
    try require(policy.arn, .Arn, tape, node)
    // Policies of AWS itself come once for each account, in the versions of the day.
    guard isNew(policy.arn, tape, node) else { return }
    estate.bind(policy.arn, to: .managedPolicy(estate.managedPolicies.append(policy)))
  }

  /// Reads an element of `InstanceProfiles`.
  mutating func instanceProfile(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let profile = try profile(tape, node)
    try require(profile.arn, .Arn, tape, node)
    guard isNew(profile.arn, tape, node) else { return }
    estate.bind(profile.arn, to: .instanceProfile(estate.instanceProfiles.append(profile)))
  }

  private mutating func profile(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> InstanceProfile {
    var profile = InstanceProfile(
      arn: .empty,
      name: .empty,
      account: account,
      roles: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .Arn:
        profile.arn = try symbol(tape, member)
        let owner = partsOfARN(profile.arn).account
        if !owner.isEmpty { profile.account = owner }
      case .InstanceProfileName: profile.name = try symbol(tape, member)
      case .Roles: profile.roles = try symbols(tape, member, .Arn)
      default: break
      }
    }
    return profile
  }

  /// Adds the instance profiles that only their roles tell of.
  mutating func joinInstanceProfiles() {
    for profile in staged.instanceProfiles where estate.instanceProfile(profile.arn) == nil {
      estate.bind(profile.arn, to: .instanceProfile(estate.instanceProfiles.append(profile)))
    }
  }

  /// Reads an element of `OpenIDConnectProviders` or `SAMLProviders`; of one that a list names only, nothing but its ARN
  /// is known.
  mutating func identityProvider(_ tape: borrowing JSONTape, _ node: Int, isListed: Bool) throws(SnapshotFault) {
    var provider = IdentityProvider(arn: .empty, account: account, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Arn:
        provider.arn = try symbol(tape, member)
        let owner = partsOfARN(provider.arn).account
        if !owner.isEmpty { provider.account = owner }
      case .Url:
        let url = try symbol(tape, member)
        provider.url = withoutScheme(url)
      case .ClientIDList: provider.clientIDs = try symbols(tape, member)
      default: break
      }
    }
    try require(provider.arn, .Arn, tape, node)
    if isListed {
      staged.listedProviders.append(provider)
    } else if isNew(provider.arn, tape, node) {
      estate.bind(provider.arn, to: .identityProvider(estate.identityProviders.append(provider)))
    }
  }

  /// Adds the identity providers that only a list names.
  mutating func joinIdentityProviders() {
    for provider in staged.listedProviders where estate.identityProvider(provider.arn) == nil {
      estate.bind(provider.arn, to: .identityProvider(estate.identityProviders.append(provider)))
    }
  }

  /// A URL without `https://`, as condition keys and ARNs write issuers.
  mutating func withoutScheme(_ url: Symbol) -> Symbol {
    let bytes = Array(estate.symbols.utf8(url))
    guard bytes.starts(with: "https://".utf8) else { return url }
    return estate.symbols.intern(buffer: Array(bytes.dropFirst(8)).span)
  }

  /// Reads a policy document: an object, or a string that holds one, percent-encoded or not.
  func policyDocument(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> JSONValue {
    if tape.kind(node) == .object { return tape.value(node) }
    guard let text = tape.string(node) else { throw wrongKind(tape, node, expected: "a policy document") }
    do {
      let document = try JSONValue(
        parsing: text.isPercentEncodedJSON ? text.percentDecoded : Array(text.utf8)
      )
      guard document.object != nil else { throw wrongKind(tape, node, expected: "a policy document, an object") }
      return document
    } catch let error as JSONError {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "bad-policy-document",
        message: "policy document, line \(error.line), column \(error.column): \(error.message)"
      )
    } catch let fault as SnapshotFault {
      throw fault
    } catch {
      throw wrongKind(tape, node, expected: "a policy document")
    }
  }
}
