// Ways into other accounts, over services that work for a whole organization.
extension CapabilityGraphBuilder {
  mutating func addOrganization(
    _ row: Row,
    _ service: String,
    _ reach: CapabilityRow.OrganizationReach,
    _ decider: inout CapabilityDecider
  ) {
    let account = decider.caller.account
    let isManagement = facts.managementAccounts.contains(account)
    let delegates = estate.symbols.find(service).flatMap { estate.delegatedAdministrators[$0] } ?? []
    guard isManagement || delegates.contains(where: { estate.symbols[$0] == account }) else { return }
    guard let given = row.check.given(&decider, &domains) else { return }
    var targets: [Int32] = []
    switch reach {
    case .accounts:
      for account in estate.accounts.records.map({ estate.symbols[$0.id] }).sorted() {
        // A delegated administrator does not reach the management account.
        if !isManagement && facts.managementAccounts.contains(account) { continue }
        if let node = node(.account(account)) { targets.append(node) }
      }
    case .permissionSetRoles, .rolesOfGroups:
      let groups = Set(
        estate.permissionSetAssignments.filter(\.isGroup).map {
          [estate.symbols[$0.permissionSet], estate.symbols[$0.account]]
        }
      )
      for held in rolesOfPermissionSets
      where reach == .permissionSetRoles || groups.contains([held.set, held.account]) {
        if !isManagement && facts.managementAccounts.contains(held.account) { continue }
        targets.append(Int32(held.role.index))
      }
    }
    targets = Set(targets).subtracting([decider.caller.node]).sorted()
    if targets.isEmpty { return }
    let (basis, standing) = basis(row, given)
    add(row.kind, from: decider.caller.node, to: hub(targets), basis, standing)
  }
}
