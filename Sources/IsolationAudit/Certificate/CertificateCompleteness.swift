/// What of a snapshot a certificate cannot rest on: lists that are missing or cut, and kinds of resources that it does not cover.
package enum CertificateCompleteness {
  /// Tables of the estate that certificates follow packets through.
  package static let covered: Set<String> = [
    "vpcs", "subnets", "routeTables", "prefixLists", "networkACLs", "securityGroups", "networkInterfaces",
    "internetGateways", "natGateways", "peeringConnections", "vpcEndpoints", "transitGateways",
    "transitGatewayAttachments", "transitGatewayRouteTables", "vpnGateways", "customerGateways", "vpnConnections",
    "clientVPNEndpoints", "endpointServices", "instanceConnectEndpoints", "loadBalancers", "targetGroups",
    // Firewalls let everything pass, as far as certificates go.
    "networkFirewalls", "firewallPolicies", "firewallRuleGroups",
  ]
  /// Tables of the estate that carry no packets.
  package static let carryingNothing: Set<String> = [
    "accounts", "organizationalUnits", "organizationPolicies", "instances", "services", "principals", "managedPolicies",
    "instanceProfiles", "identityProviders", "dataStores", "workloads", "permissionSets", "trustAnchors",
    "rolesAnywhereProfiles",
  ]
  /// Lists without which the network of a place is not known.
  private static let required = [
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces",
  ]
  /// Lists that packets do not hang on.
  private static let harmless: Set<String> = [
    "SecurityGroupRules", "Addresses", "RoleDetailList", "UserDetailList", "GroupDetailList",
    "Policies", "InstanceProfiles", "OpenIDConnectProviders", "SAMLProviders", "Accounts", "OrganizationalUnits",
    "Organization", "Roots", "Parents", "AccountTags", "CoreNetworkPolicies", "SecurityGroupVpcAssociations",
    "StaleSecurityGroupSet", "TransitGatewayConnectPeers", "TransitGatewayConnects", "TransitGatewayMulticastDomains",
    "DelegatedAdministrators", "identityCenterInstances", "PermissionSets", "PermissionSetInlinePolicies",
    "PermissionSetManagedPolicies", "AccountAssignments", "identityStoreUsers", "identityStoreGroups",
    "identityStoreGroupMemberships", "accessEntries", "podIdentityAssociations", "nodegroups", "fargateProfiles",
    "taskDefinitions", "services", "tasks", "Jobs", "DevEndpoints", "projects", "pipelines", "NotebookInstances",
    "Stacks", "appRunnerServices", "ServiceSummaryList", "stateMachines", "FunctionCode", "trustAnchors", "profiles",
  ]
  /// Lists that are not read and whose resources may carry packets.
  private static let unread: Set<String> = [
    "LoadBalancerDescriptions", "ServiceConfigurations", "VpcEndpointConnections", "serviceNetworks",
  ]

  /// Why no certificate can be given for a snapshot, sorted; empty when nothing stands against it.
  package static func objections(_ estate: Estate, _ diagnostics: [Diagnostic]) -> [String] {
    var texts = diagnostics.filter { $0.severity == .error }.map { "a record could not be read: \($0.description)" }
    func text(_ symbol: Symbol) -> String { estate.symbols[symbol] }
    for (call, status) in estate.completeness.calls where status != .collected && status != .absent {
      guard !harmless.contains(call.list), !Completeness.dataLists.contains(call.list) else { continue }
      texts.append("`\(call.list)` of account \(text(call.account)) in \(text(call.region)): \(status.rawValue)")
    }
    for vpc in estate.vpcs.records {
      for list in required {
        let call = Completeness.Call(account: vpc.owner, region: vpc.region, list: list)
        guard estate.completeness.status(call) == .absent else { continue }
        texts.append("`\(list)` of account \(text(vpc.owner)) in \(text(vpc.region)): absent")
      }
    }
    let regional = Set(estate.completeness.places.filter { text($0.region) != "global" }.map(\.account))
    for account in estate.accounts.records where !account.isManagement && !regional.contains(account.id) {
      texts.append("nothing of any Region was collected of account \(text(account.id))")
    }
    for gateway in estate.vpnGateways.records {
      let regions = gateway.attachments.filter(\.isUsable).compactMap { estate.vpc($0.vpc) }.map {
        estate.vpcs[$0].region
      }
      for region in Set(regions)
      where !estate.completeness.isCollected(["VpnConnections"], account: gateway.owner, region: region) {
        texts.append("the VPN connections of \(text(gateway.id)) are not in the snapshot")
      }
    }
    for list in estate.completeness.filledUnreadKeys.intersection(unread) {
      texts.append("`\(list)`: resources of this kind are not covered by certificates")
    }
    texts += estate.contradictions.filter(\.isUndecided).map { "\(text($0.resource)): \($0.message)" }
    texts += uncoveredTables(estate).map { "\($0): resources of this kind are not covered by certificates" }
    return Array(Set(texts)).sorted()
  }

  /// The tables of an estate that hold something and that certificates know nothing of.
  ///
  /// The estate is asked for its tables, rather than the tables for their contents, so that a kind of resource that is added
  /// to the estate later is refused until certificates cover it.
  package static func uncoveredTables(_ estate: Estate) -> [String] {
    Mirror(reflecting: estate).children.compactMap { label, value in
      guard let label, let table = value as? any CountedTable, table.count > 0 else { return nil }
      return covered.contains(label) || carryingNothing.contains(label) ? nil : label
    }
  }
}

/// A table of records of any kind.
package protocol CountedTable {
  /// The number of records.
  var count: Int { get }
}

extension Table: CountedTable {}
