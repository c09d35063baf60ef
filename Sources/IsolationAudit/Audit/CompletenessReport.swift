/// What was not collected, and which assertions that leaves undecided.
package struct CompletenessReport: Sendable {
  private let estate: Estate
  private let policy: Policy
  private let placement: Placement
  /// Gaps of the whole run: records that could not be read, resources whose environment is not settled.
  private var general: [String] = []
  /// Gaps of every assertion about packets.
  private var everywhere: [String] = []
  /// Gaps of networks and of identities, by place.
  private var network: [Completeness.Place: [String]] = [:]
  private var identity: [Completeness.Place: [String]] = [:]
  /// What is missing about who holds which rights and what runs with roles.
  private var access: [Completeness.Place: [String]] = [:]
  /// VPCs that are missing where other parts of their networks are there.
  private var unlistedVPCs: [Completeness.Place: [String]] = [:]
  /// What is missing about people of IAM Identity Center, where the estate holds roles of permission sets.
  private var people: [Completeness.Place: [String]] = [:]
  /// Gaps of what stands where: accounts, VPCs, Regions, addresses.
  private var arrangement: [Completeness.Place: [String]] = [:]

  /// What contradicts itself, by environment.
  private let contradictions: ContradictionGaps
  /// Regions of which too little was collected.
  private let unasked: UnaskedRegions
  /// What is missing around network interfaces, by the environment that they stand in.
  private let unplaced: UnplacedInterfaces

  /// Lists without which the network of a place cannot be judged.
  private static let required = [
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces",
  ]
  /// Lists that tell what stands where.
  private static let arrangementLists = [
    "Vpcs", "Subnets", "NetworkInterfaces", "Reservations", "DBInstances", "DBClusters", "Clusters", "Functions",
    "Accounts",
    "AccountTags", "OrganizationalUnits", "Parents",
  ]
  /// Lists that matter to identities.
  private static let identityLists = [
    "RoleDetailList", "UserDetailList", "GroupDetailList", "Policies", "InstanceProfiles", "OpenIDConnectProviders",
    "SAMLProviders", "Accounts", "OrganizationalUnits", "Organization", "Roots", "Parents", "AccountTags",
  ]
  /// Lists that tell who holds which rights and what runs with roles.
  ///
  /// Neither packets nor the steps from role to role hang on them. What `separate-roles` lacks of them is told by
  /// ``UnlistedWorkloads``.
  private static let accessLists: Set<String> = [
    "DelegatedAdministrators", "identityCenterInstances", "PermissionSets", "PermissionSetInlinePolicies",
    "PermissionSetManagedPolicies", "AccountAssignments", "identityStoreUsers", "identityStoreGroups",
    "identityStoreGroupMemberships", "accessEntries", "podIdentityAssociations", "nodegroups", "fargateProfiles",
    "taskDefinitions", "services", "tasks", "Jobs", "DevEndpoints", "projects", "pipelines", "NotebookInstances",
    "Stacks", "appRunnerServices", "ServiceSummaryList", "stateMachines", "FunctionCode", "trustAnchors", "profiles",
  ]
  /// Lists that tell who of IAM Identity Center gets the role of which permission set.
  private static let peopleLists: Set<String> = [
    "identityCenterInstances", "PermissionSets", "AccountAssignments", "identityStoreUsers", "identityStoreGroups",
    "identityStoreGroupMemberships",
  ]
  /// Top-level keys beside a list that describe the answer and hold no resource.
  private static let decoration: Set<String> = ["Owner", "Prefix", "MaxItems", "RequestId"]
  /// Lists that are read and that neither packets nor identities hang on.
  private static let harmless = [
    "SecurityGroupRules", "Addresses", "FirewallRuleGroupAssociations",
    "VpcEndpointServicePermissions", "CoreNetworkPolicies", "SecurityGroupVpcAssociations", "StaleSecurityGroupSet",
    "TransitGatewayConnectPeers", "TransitGatewayConnects", "TransitGatewayMulticastDomains",
    "TransitGatewayPolicyTableAssociations", "TransitGatewayPolicyTables",
  ]
  /// Lists that matter only where Direct Connect can be: at a virtual private gateway or an attachment of it.
  private static let directConnectLists: Set<String> = [
    "directConnectGatewayAssociations", "directConnectGatewayAttachments", "directConnectGateways", "virtualInterfaces",
  ]
  /// Lists that matter only where something leads to a core network.
  private static let coreNetworkLists: Set<String> = [
    "Attachments", "CoreNetworkRoutes", "CoreNetworkVpcAttachments", "CoreNetworks",
  ]
  /// Lists that tell more of load balancers, endpoints and services which another list names: each says what it lacks.
  private static let ofRelays: Set<String> = [
    "LoadBalancerAttributes", "LoadBalancerListeners", "LoadBalancerTargetHealth", "ListenerRules",
    "TargetGroupAttributes", "TargetGroups", "VpcEndpointConnections", "latticeAuthPolicies", "latticeListeners",
    "latticeRules", "latticeTargetGroups", "latticeTargets", "ResolverEndpointIpAddresses",
  ]

  /// Collects the gaps of an estate.
  package init(_ facts: EstateFacts, _ policy: Policy, _ placement: Placement, _ diagnostics: [Diagnostic]) {
    (estate, self.policy, self.placement) = (facts.estate, policy, placement)
    unasked = UnaskedRegions(facts.estate)
    unplaced = UnplacedInterfaces(facts, placement)
    // Contradictions concern the environments of what they name; other errors may hide anything.
    let contradictory = Set(Contradiction.Kind.allCases.map(\.rawValue))
    general = diagnostics.filter { $0.severity == .error && !contradictory.contains($0.code) }
      .map { "a record could not be read: \($0.description)" }
    contradictions = ContradictionGaps(estate, placement, diagnostics)
    general += placement.undetermined
    // Such roles are called `AWSReservedSSO_<name>_<16 hexadecimal digits>`.
    let holdsPermissionSets = facts.estate.principals.records.contains {
      $0.kind == .role && facts.estate.symbols[$0.name].hasPrefix("AWSReservedSSO_")
    }
    for (call, status) in estate.completeness.calls where status != .collected && status != .absent {
      guard !Self.harmless.contains(call.list), !Completeness.dataLists.contains(call.list),
        Self.matters(call, in: estate)
      else { continue }
      // What nobody listed at all is asked for where it matters, by the relay that needs it.
      if Self.ofRelays.contains(call.list), status == .denied || status == .skipped { continue }
      let place = Completeness.Place(account: call.account, region: call.region)
      let text =
        "`\(call.list)` of account \(estate.symbols[call.account]) in \(estate.symbols[call.region]): \(status.rawValue)"
      if Self.accessLists.contains(call.list) {
        access[place, default: []].append(text)
        if Self.peopleLists.contains(call.list), holdsPermissionSets { people[place, default: []].append(text) }
      } else if Self.identityLists.contains(call.list) {
        identity[place, default: []].append(text)
      } else {
        network[place, default: []].append(text)
      }
      if Self.arrangementLists.contains(call.list) { arrangement[place, default: []].append(text) }
    }
    for vpc in estate.vpcs.records {
      let place = Completeness.Place(account: vpc.owner, region: vpc.region)
      for list in Self.required {
        let call = Completeness.Call(account: vpc.owner, region: vpc.region, list: list)
        guard estate.completeness.status(call) == .absent else { continue }
        let text = "`\(list)` of account \(estate.symbols[vpc.owner]) in \(estate.symbols[vpc.region]): absent"
        if !(network[place]?.contains(text) ?? false) {
          network[place, default: []].append(text)
          if Self.arrangementLists.contains(list) { arrangement[place, default: []].append(text) }
        }
      }
    }
    collectVPCs(estate)
    collectUnsettled()
    collectAccounts()
    collectVPNs()
    for (place, texts) in PrivateConnectionGaps(estate).gaps { network[place, default: []] += texts }
    for gap in unasked.gaps {
      network[gap.place, default: []].append(gap.text)
      arrangement[gap.place, default: []].append(gap.text)
    }
  }

  /// Places of which other parts of the network are there, and no list of VPCs.
  private mutating func collectVPCs(_ estate: Estate) {
    let parts = Set(Self.required).subtracting(["Vpcs"])
    for (call, status) in estate.completeness.calls where status == .collected && parts.contains(call.list) {
      let place = Completeness.Place(account: call.account, region: call.region)
      let vpcs = Completeness.Call(account: call.account, region: call.region, list: "Vpcs")
      guard !call.account.isEmpty, estate.completeness.status(vpcs) == .absent else { continue }
      unlistedVPCs[place] = [
        "`Vpcs` of account \(estate.symbols[call.account]) in \(estate.symbols[call.region]): absent"
      ]
    }
  }

  /// Whether anything in the estate can hang on a list of Direct Connect or Cloud WAN.
  private static func matters(_ call: Completeness.Call, in estate: Estate) -> Bool {
    if directConnectLists.contains(call.list) {
      return estate.vpnGateways.records.contains { $0.owner == call.account }
        || estate.directConnectGateways.records.contains { $0.owner.isEmpty || $0.owner == call.account }
    }
    if coreNetworkLists.contains(call.list) {
      return estate.coreNetworks.count > 0
        || estate.transitGatewayAttachments.records.contains { isCoreNetwork($0.transitGateway, estate) }
        || estate.vpnConnections.records.contains { isCoreNetwork($0.transitGateway, estate) }
        || estate.routeTables.records.contains { table in
          table.routes.contains { if case .coreNetwork = $0.target { true } else { false } }
        }
    }
    return true
  }

  private static func isCoreNetwork(_ hub: Symbol, _ estate: Estate) -> Bool {
    estate.symbols.utf8(hub).starts(with: "core-network-".utf8)
  }

  /// What a plan leaves open; what is not told of an account or Region may concern any.
  private mutating func collectUnsettled() {
    for open in estate.unsettled {
      let place = Completeness.Place(account: open.account, region: open.region)
      switch open.concern {
      case .network: network[place, default: []].append(open.words)
      case .identity, .data: identity[place, default: []].append(open.words)
      case .arrangement:
        network[place, default: []].append(open.words)
        identity[place, default: []].append(open.words)
        arrangement[place, default: []].append(open.words)
      }
    }
  }

  /// Gateways and attachments of VPN connections that are not in the snapshot: nobody knows which sites they join.
  private mutating func collectVPNs() {
    func note(_ text: String, _ account: Symbol, _ region: Symbol) {
      network[Completeness.Place(account: account, region: region), default: []].append(text)
    }
    for gateway in estate.vpnGateways.records {
      let regions = gateway.attachments.filter(\.isUsable).compactMap { estate.vpc($0.vpc) }.map {
        estate.vpcs[$0].region
      }
      for region in Set(regions + [gateway.region].filter { !$0.isEmpty }).sorted()
      where !estate.completeness.isCollected(["VpnConnections"], account: gateway.owner, region: region) {
        note("the VPN connections of \(estate.symbols[gateway.id]) are not in the snapshot", gateway.owner, region)
      }
    }
    for attachment in estate.transitGatewayAttachments.records where attachment.kind == .vpn {
      if case .vpnConnection? = estate.find(attachment.resource) { continue }
      let name = estate.symbols[attachment.resource.isEmpty ? attachment.id : attachment.resource]
      let gateway = estate.transitGateway(attachment.transitGateway).map { estate.transitGateways[$0] }
      note(
        "the VPN connection of attachment \(name) is not in the snapshot",
        gateway?.owner ?? attachment.resourceOwner,
        gateway?.region ?? .empty
      )
    }
  }

  /// Accounts of which nothing was collected, or nothing but what is the same in all Regions.
  private mutating func collectAccounts() {
    let places = estate.completeness.places
    let all = Set(places.map(\.account))
    let regional = Set(places.filter { estate.symbols[$0.region] != "global" }.map(\.account))
    for account in estate.accounts.records where !account.isManagement && !regional.contains(account.id) {
      let place = Completeness.Place(account: account.id, region: .empty)
      let name = account.name.isEmpty ? "" : " (\(estate.symbols[account.name]))"
      let isKnown = all.contains(account.id)
      let what = isKnown ? "nothing of any Region" : "nothing"
      let text = "\(what) was collected of account \(estate.symbols[account.id])\(name)"
      network[place, default: []].append(text)
      if !isKnown { identity[place, default: []].append(text) }
      arrangement[place, default: []].append(text)
    }
  }

  /// Adds what was not collected to the gaps of an assertion, and turns passes that hang on it into inconclusive ones.
  package func qualify(_ judgement: inout TrafficAudit.Judgement, _ assertion: Assertion) {
    let lists: [Completeness.Place: [String]]
    var common = general
    switch assertion.kind {
    case .separateRoles, .noAssumeRole: lists = identity
    case .limitedPrincipals, .noAdminBridge, .noDataAccess, .oneWay: lists = identity.merging(people) { $0 + $1 }
    // What is missing of parameters and secrets is told where they are judged.
    case .namespacedParameters, .dataClasses: lists = [:]
    case .noRewiring, .noPath:
      lists = [identity, access, unlistedVPCs].reduce(network) { $0.merging($1) { $0 + $1 } }
      common += everywhere
    case .noTraffic, .onlyTraffic, .separateVPN:
      lists = network
      common += everywhere
    case .separateAccounts, .separateVPCs, .separateRegions, .disjointAddressSpace: lists = arrangement
    }
    for index in judgement.pairs.indices {
      let pair = judgement.pairs[index]
      let gaps =
        common
        + self.gaps(
          lists,
          withInterfaces: !assertion.kind.isAboutIdentity && !assertion.kind.isAboutData,
          concerning: [pair.from, pair.to]
        )
      guard let first = gaps.first else { continue }
      judgement.gaps += gaps
      if pair.outcome == .passed {
        judgement.pairs[index].outcome = .inconclusive
        judgement.pairs[index].reason = gaps.count == 1 ? first : "\(first); and \(gaps.count - 1) more"
      }
    }
    judgement.gaps = Array(Set(judgement.gaps)).sorted()
  }

  /// The gaps of the places of some environments, and of accounts that belong to no environment or to a shared one.
  private func gaps(
    _ lists: [Completeness.Place: [String]],
    withInterfaces: Bool,
    concerning names: [String]
  ) -> [String] {
    let wanted = Set(names.compactMap { name in policy.environments.firstIndex { $0.name == name } })
    var result: [String] = []
    if withInterfaces {
      result += contradictions.gaps.filter { gap in
        gap.environments.contains { wanted.contains(Int($0)) || isBetween(Int($0)) }
      }.map(\.text)
      result += unplaced.gaps.filter { wanted.contains(Int($0.environment)) || isBetween(Int($0.environment)) }.map(
        \.text
      )
    }
    for (place, texts) in lists {
      var environment = -1
      if case .account(let id)? = estate.find(place.account) { environment = Int(placement.ofAccount[Int(id.index)]) }
      let holds = estate.vpcs.records.enumerated().contains { index, vpc in
        vpc.owner == place.account && wanted.contains(Int(placement.ofVPC[index]))
      }
      let concerns = environment < 0 || wanted.contains(environment) || holds || isBetween(environment)
      if concerns { result += texts }
    }
    return result.sorted()
  }

  /// Whether an environment is of another tier than any that assertions compare: a shared one, which may relay.
  private func isBetween(_ environment: Int) -> Bool {
    guard environment >= 0 else { return true }
    return policy.environments[environment].tier == "shared"
  }

  /// The coverage statement.
  package func coverage(_ namer: ResourceNamer, _ facts: EstateFacts) -> Coverage {
    var unassigned: [ResourceReference] = []
    var unassignedCount = 0
    for (index, environment) in placement.ofInterface.enumerated() where environment < 0 {
      unassignedCount += 1
      if unassigned.count < 100 {
        let id = EstateID<NetworkInterface>(index)
        unassigned.append(namer.reference(id, owner: facts.owner(of: id)))
      }
    }
    return Coverage(
      basis: estate.completeness.hasCollectionRecord
        ? "collection.json of the snapshot, which lists every call"
        : "the lists that are present; the snapshot has no collection.json, so a list that was never asked for looks like an empty one",
      collected: estate.completeness.collected,
      resources: resources(),
      places: places(),
      unreadKeys: estate.completeness.unreadKeys.subtracting(Self.decoration).sorted(),
      unassigned: unassigned.sorted { $0.id < $1.id },
      unassignedCount: unassignedCount,
      notAnalysed: Assumptions.notAnalysed + unasked.remarks
        + estate.multicastDomains.map { estate.symbols[$0] }.sorted().map {
          "Multicast: domain \($0) of a transit gateway is in the snapshot, and multicast packets are not judged."
        }
    )
  }

  private func places() -> [Coverage.Place] {
    var all = estate.completeness.places
    for vpc in estate.vpcs.records { all.insert(Completeness.Place(account: vpc.owner, region: vpc.region)) }
    all.formUnion(network.keys)
    var interfaces: [Completeness.Place: Int] = [:]
    for interface in estate.networkInterfaces.records {
      guard let vpc = estate.vpc(interface.vpc) else { continue }
      interfaces[Completeness.Place(account: interface.owner, region: estate.vpcs[vpc].region), default: 0] += 1
    }
    return all.map { place in
      var environment: String?
      if case .account(let id)? = estate.find(place.account), placement.ofAccount[Int(id.index)] >= 0 {
        environment = policy.environments[Int(placement.ofAccount[Int(id.index)])].name
      }
      return Coverage.Place(
        account: estate.symbols[place.account],
        region: estate.symbols[place.region],
        environment: environment,
        vpcs: estate.vpcs.records.count { $0.owner == place.account && $0.region == place.region },
        networkInterfaces: interfaces[place] ?? 0,
        gaps: ((network[place] ?? []) + (identity[place] ?? []) + (access[place] ?? [])).sorted()
      )
    }.sorted { ($0.account, $0.region) < ($1.account, $1.region) }
  }

  private func resources() -> [Coverage.ResourceCount] {
    let coreAttachments = estate.transitGatewayAttachments.records.count {
      Self.isCoreNetwork($0.transitGateway, estate)
    }
    let coreTables = estate.transitGatewayRouteTables.records.count { Self.isCoreNetwork($0.transitGateway, estate) }
    let counts: [(String, Int)] = [
      ("accounts", estate.accounts.count), ("VPCs", estate.vpcs.count), ("subnets", estate.subnets.count),
      ("route tables", estate.routeTables.count), ("network ACLs", estate.networkACLs.count),
      ("security groups", estate.securityGroups.count), ("security group rules", estate.securityGroupRules.count),
      ("network interfaces", estate.networkInterfaces.count), ("instances", estate.instances.count),
      ("prefix lists", estate.prefixLists.count), ("internet gateways", estate.internetGateways.count),
      ("NAT gateways", estate.natGateways.count), ("VPC peering connections", estate.peeringConnections.count),
      ("VPC endpoints", estate.vpcEndpoints.count), ("transit gateways", estate.transitGateways.count),
      ("transit gateway attachments", estate.transitGatewayAttachments.count - coreAttachments),
      ("transit gateway route tables", estate.transitGatewayRouteTables.count - coreTables),
      ("core network attachments", coreAttachments), ("core network route tables", coreTables),
      ("virtual private gateways", estate.vpnGateways.count), ("customer gateways", estate.customerGateways.count),
      ("VPN connections", estate.vpnConnections.count), ("Client VPN endpoints", estate.clientVPNEndpoints.count),
      ("core networks", estate.coreNetworks.count), ("Direct Connect gateways", estate.directConnectGateways.count),
      ("virtual interfaces", estate.virtualInterfaces.count),
      ("network firewalls", estate.networkFirewalls.count), ("firewall policies", estate.firewallPolicies.count),
      ("firewall rule groups", estate.firewallRuleGroups.count),
      ("load balancers", estate.loadBalancers.count), ("target groups", estate.targetGroups.count),
      ("databases, clusters and functions", estate.services.count),
      ("IAM roles, users and groups", estate.principals.count), ("managed policies", estate.managedPolicies.count),
      ("instance profiles", estate.instanceProfiles.count),
      ("identity providers", estate.identityProviders.count),
      ("workloads with roles", estate.workloads.count), ("permission sets", estate.permissionSets.count),
      ("users and groups of IAM Identity Center", estate.directoryIdentities.count),
      ("trust anchors", estate.trustAnchors.count), ("Roles Anywhere profiles", estate.rolesAnywhereProfiles.count),
    ]
    return counts.filter { $0.1 > 0 }.map { Coverage.ResourceCount(kind: $0.0, modelled: $0.1, unreadable: 0) }
  }
}
