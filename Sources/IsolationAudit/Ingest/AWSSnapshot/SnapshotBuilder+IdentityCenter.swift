// IAM Identity Center: `sso-admin` and `identitystore`. Its instances, users and groups have keys of their own, because
// EC2 and IAM call other things the same. Of a person, the id and the user name are read.
extension SnapshotBuilder {
  /// Reads an element of `identityCenterInstances`: whose view the file is, if its path does not say so.
  mutating func identityCenterInstance(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try symbol(tape, node, .InstanceArn)
    try require(arn, .InstanceArn, tape, node)
    let owner = try symbol(tape, node, .OwnerAccountId)
    noteOwner(owner)
  }

  /// Reads an element of `PermissionSets`, as `describe-permission-set` writes it.
  mutating func permissionSet(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var set = PermissionSet(arn: .empty, instance: .empty, name: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .PermissionSetArn: set.arn = try symbol(tape, member)
      case .InstanceArn: set.instance = try symbol(tape, member)
      case .Name: set.name = try symbol(tape, member)
      case .Tags: set.tags = try tags(tape, member)
      default: break
      }
    }
    try require(set.arn, .PermissionSetArn, tape, node)
    if set.instance.isEmpty { set.instance = instanceARN(ofPermissionSet: set.arn) }
    guard isNew(set.arn, tape, node) else { return }
    estate.bind(set.arn, to: .permissionSet(estate.permissionSets.append(set)))
  }

  /// `arn:aws:sso:::permissionSet/ssoins-1/ps-1` as `arn:aws:sso:::instance/ssoins-1`.
  private mutating func instanceARN(ofPermissionSet arn: Symbol) -> Symbol {
    let parts = estate.symbols[arn].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasSuffix(":permissionSet") else { return .empty }
    return estate.symbols.intern("\(parts[0].dropLast("permissionSet".count))instance/\(parts[1])")
  }

  /// Reads an element of `PermissionSetInlinePolicies`; an empty text says that there is none.
  mutating func permissionSetInlinePolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let set = try symbol(tape, node, .PermissionSetArn)
    try require(set, .PermissionSetArn, tape, node)
    guard let value = try member(tape, node, .InlinePolicy), tape.kind(value) != .string || tape[value].length > 0,
      isNewPart(.PermissionSetInlinePolicies, set, tape, node)
    else { return }
    let name = estate.symbols.intern("InlinePolicy")
    let policy = IAMPolicy(name: name, document: try policyDocument(tape, value), provenance: place(tape, value))
    staged.permissionSetPolicies.append((set, policy))
  }

  /// Reads an element of `PermissionSetManagedPolicies`.
  mutating func permissionSetManagedPolicies(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let set = try symbol(tape, node, .PermissionSetArn)
    try require(set, .PermissionSetArn, tape, node)
    guard let list = try member(tape, node, .AttachedManagedPolicies) else { return }
    staged.permissionSetManagedPolicies.append((set, try symbols(tape, list, .Arn)))
  }

  /// Reads an element of `AccountAssignments`.
  mutating func accountAssignment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let set = try symbol(tape, node, .PermissionSetArn)
    try require(set, .PermissionSetArn, tape, node)
    let account = try symbol(tape, node, .AccountId)
    try require(account, .AccountId, tape, node)
    let principal = try symbol(tape, node, .PrincipalId)
    try require(principal, .PrincipalId, tape, node)
    guard let type = try member(tape, node, .PrincipalType) else { throw missing(.PrincipalType, tape, node) }
    let kind = try text(tape, type)
    guard kind == "GROUP" || kind == "USER" else { throw wrongKind(tape, type, expected: "USER or GROUP") }
    estate.permissionSetAssignments.append(
      PermissionSetAssignment(
        permissionSet: set,
        account: account,
        isGroup: kind == "GROUP",
        directoryID: principal,
        provenance: place(tape, node)
      )
    )
  }

  /// Reads an element of `identityStoreUsers`.
  mutating func directoryUser(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .UserId)
    try require(id, .UserId, tape, node)
    let name = try symbol(tape, node, .UserName)
    addIdentity(id, name, isGroup: false, tape, node)
  }

  /// Reads an element of `identityStoreGroups`.
  mutating func directoryGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .GroupId)
    try require(id, .GroupId, tape, node)
    let name = try symbol(tape, node, .DisplayName)
    addIdentity(id, name, isGroup: true, tape, node)
  }

  private mutating func addIdentity(
    _ id: Symbol,
    _ name: Symbol,
    isGroup: Bool,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) {
    guard isNew(id, tape, node) else { return }
    estate.directoryIdentities[id] = DirectoryIdentity(
      id: id,
      name: name,
      isGroup: isGroup,
      members: nil,
      owner: account,
      provenance: place(tape, node)
    )
  }

  /// Reads an element of `identityStoreGroupMemberships`: a group with its memberships, or one membership.
  mutating func directoryMemberships(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .GroupId)
    try require(group, .GroupId, tape, node)
    var users: [Symbol] = []
    if let list = try member(tape, node, .GroupMemberships) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) { users.append(try memberID(tape, element)) }
    } else {
      users.append(try memberID(tape, node))
    }
    staged.directoryMembers.append((group, users))
  }

  private mutating func memberID(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    guard let value = try member(tape, node, .MemberId) else { throw missing(.MemberId, tape, node) }
    let user = try symbol(tape, value, .UserId)
    try require(user, .UserId, tape, value)
    return user
  }

  /// Puts policies into permission sets and members into groups; each membership and assignment counts once.
  mutating func joinIdentityCenter() {
    for (set, policy) in staged.permissionSetPolicies {
      if let id = estate.permissionSet(set) { estate.permissionSets[id].inlinePolicy = policy }
    }
    for (set, policies) in staged.permissionSetManagedPolicies {
      guard let id = estate.permissionSet(set) else { continue }
      for policy in policies where !estate.permissionSets[id].managedPolicies.contains(policy) {
        estate.permissionSets[id].managedPolicies.append(policy)
      }
    }
    var members: [Symbol: Set<Symbol>] = [:]
    for (group, users) in staged.directoryMembers where estate.directoryIdentities[group]?.isGroup == true {
      members[group, default: []].formUnion(users)
    }
    for (group, users) in members { estate.directoryIdentities[group]?.members = users.sorted() }
    struct Key: Hashable {
      var set: Symbol
      var account: Symbol
      var identity: Symbol
    }
    var seen: Set<Key> = []
    estate.permissionSetAssignments.removeAll {
      !seen.insert(Key(set: $0.permissionSet, account: $0.account, identity: $0.directoryID)).inserted
    }
  }
}
