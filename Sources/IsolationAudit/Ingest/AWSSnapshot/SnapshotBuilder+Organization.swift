// AWS Organizations: the organization, its roots and units, accounts, and policies.
extension SnapshotBuilder {
  /// Reads the value of `Organization`.
  mutating func organization(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let management = try symbol(tape, node, .ManagementAccountId)
    staged.managementAccount = management.isEmpty ? try symbol(tape, node, .MasterAccountId) : management
    noteOwner(staged.managementAccount)
    let id = try symbol(tape, node, .Id)
    if !id.isEmpty { estate.organizationID = id }
  }

  /// Reads an element of `DelegatedAdministrators`; one without services is kept under the empty service.
  mutating func delegatedAdministrator(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var account = try symbol(tape, node, .AccountId)
    if account.isEmpty { account = try symbol(tape, node, .Id) }
    try require(account, .AccountId, tape, node)
    var services = [Symbol.empty]
    if let list = try member(tape, node, .DelegatedServices) {
      services = try symbols(tape, list, .ServicePrincipal)
    }
    for service in services where !estate.delegatedAdministrators[service, default: []].contains(account) {
      estate.delegatedAdministrators[service, default: []].append(account)
    }
  }

  /// Reads an element of `Roots` or `OrganizationalUnits`.
  mutating func organizationalUnit(
    _ tape: borrowing JSONTape,
    _ node: Int,
    isRoot: Bool
  ) throws(SnapshotFault) {
    var unit = OrganizationalUnit(id: .empty, name: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .Id: unit.id = try symbol(tape, member)
      case .Name: unit.name = try symbol(tape, member)
      case .ParentId: unit.parent = try symbol(tape, member)
      default: break
      }
    }
    try require(unit.id, .Id, tape, node)
    if isRoot, unit.name.isEmpty { unit.name = estate.symbols.intern("Root") }
    guard isNew(unit.id, tape, node) else { return }
    estate.bind(unit.id, to: .organizationalUnit(estate.organizationalUnits.append(unit)))
  }

  /// Reads an element of `Accounts`.
  mutating func account(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var account = Account(id: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .Id: account.id = try symbol(tape, member)
      case .Name: account.name = try symbol(tape, member)
      case .ParentId: account.parent = try symbol(tape, member)
      case .Status, .State: account.status = try symbol(tape, member)
      case .Tags: account.tags = try tags(tape, member)
      default: break
      }
    }
    try require(account.id, .Id, tape, node)
    guard isNew(account.id, tape, node) else { return }
    estate.bind(account.id, to: .account(estate.accounts.append(account)))
  }

  /// Reads an element of `Parents`: the parent of one account or unit.
  mutating func parents(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let child = try symbol(tape, node, .ChildId)
    try require(child, .ChildId, tape, node)
    guard let list = try member(tape, node, .Parents) else { return }
    for parent in try symbols(tape, list, .Id) { staged.parents.append((child, parent)) }
  }

  /// Reads an element of `AccountTags`.
  mutating func accountTags(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .ResourceId)
    try require(id, .ResourceId, tape, node)
    guard let list = try member(tape, node, .Tags) else { return }
    staged.accountTags.append((id, try tags(tape, list)))
  }

  /// Reads an element of `Policies`: of AWS Organizations if it has a `PolicySummary`, otherwise of IAM.
  mutating func policy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    guard let summary = try member(tape, node, .PolicySummary) else { return try managedPolicy(tape, node) }
    let id = try symbol(tape, summary, .Id)
    try require(id, .Id, tape, summary)
    guard let type = try member(tape, summary, .`Type`) else { throw missing(.`Type`, tape, summary) }
    // Tag, backup and other policies of the organization decide no request.
    guard let kind = OrganizationPolicy.Kind(rawValue: try text(tape, type) ?? "") else { return }
    let content = try member(tape, node, .Content)
    var policy = OrganizationPolicy(
      id: id,
      name: try symbol(tape, summary, .Name),
      kind: kind,
      document: nil,
      targets: [],
      provenance: content.map { place(tape, $0) } ?? place(tape, node)
    )
    if let content { policy.document = try policyDocument(tape, content) }
    if let list = try member(tape, node, .Targets) { policy.targets = try symbols(tape, list, .TargetId) }
    guard isNew(id, tape, node) else { return }
    estate.bind(id, to: .organizationPolicy(estate.organizationPolicies.append(policy)))
  }

  /// Puts parents and tags into accounts, and makes an account of each folder that no list of accounts names.
  mutating func joinOrganization() {
    for id in accountOrder where estate.account(id) == nil {
      guard let place = seenAccounts[id] else { continue }
      estate.bind(id, to: .account(estate.accounts.append(Account(id: id, provenance: place))))
    }
    for (child, parent) in staged.parents {
      if let id = estate.account(child) { estate.accounts[id].parent = parent }
      if let id = estate.organizationalUnit(child) { estate.organizationalUnits[id].parent = parent }
    }
    for (account, tags) in staged.accountTags {
      if let id = estate.account(account) { estate.accounts[id].tags = tags }
    }
    if let id = estate.account(staged.managementAccount) { estate.accounts[id].isManagement = true }
  }
}
