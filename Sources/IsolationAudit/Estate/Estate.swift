/// Everything that the inputs say exists: accounts, networks, identities, and what was not collected.
///
/// Tables of records with dense ids; records name each other by ``Symbol``, because files come in any order and may name
/// what is not there. ``find(_:)`` turns a name into a record in one array access. A Terraform plan and an AWS snapshot
/// fill the same tables.
package struct Estate: Sendable {
  /// The interned texts.
  package var symbols = SymbolTable()
  /// What was collected and what was not.
  package var completeness = Completeness()

  package var accounts = Table<Account>()
  package var organizationalUnits = Table<OrganizationalUnit>()
  package var organizationPolicies = Table<OrganizationPolicy>()
  package var vpcs = Table<VPC>()
  package var subnets = Table<Subnet>()
  package var routeTables = Table<RouteTable>()
  package var prefixLists = Table<PrefixList>()
  package var networkACLs = Table<NetworkACL>()
  package var securityGroups = Table<SecurityGroup>()
  package var networkInterfaces = Table<NetworkInterface>()
  package var instances = Table<Instance>()
  package var internetGateways = Table<InternetGateway>()
  package var natGateways = Table<NATGateway>()
  package var peeringConnections = Table<PeeringConnection>()
  package var vpcEndpoints = Table<VPCEndpoint>()
  package var endpointServices = Table<EndpointService>()
  package var serviceNetworks = Table<ServiceNetwork>()
  package var latticeServices = Table<LatticeService>()
  package var resourceGateways = Table<ResourceGateway>()
  package var resourceConfigurations = Table<ResourceConfiguration>()
  package var instanceConnectEndpoints = Table<InstanceConnectEndpoint>()
  package var resolverEndpoints = Table<ResolverEndpoint>()
  package var resolverRules = Table<ResolverRule>()
  package var transitGateways = Table<TransitGateway>()
  package var transitGatewayAttachments = Table<TransitGatewayAttachment>()
  package var transitGatewayRouteTables = Table<TransitGatewayRouteTable>()
  package var vpnGateways = Table<VPNGateway>()
  package var customerGateways = Table<CustomerGateway>()
  package var vpnConnections = Table<VPNConnection>()
  package var clientVPNEndpoints = Table<ClientVPNEndpoint>()
  package var networkFirewalls = Table<NetworkFirewall>()
  package var firewallPolicies = Table<FirewallPolicy>()
  package var firewallRuleGroups = Table<FirewallRuleGroup>()
  package var coreNetworks = Table<CoreNetwork>()
  package var directConnectGateways = Table<DirectConnectGateway>()
  package var virtualInterfaces = Table<VirtualInterface>()
  package var loadBalancers = Table<LoadBalancer>()
  package var targetGroups = Table<TargetGroup>()
  package var services = Table<ManagedService>()
  package var principals = Table<IAMPrincipal>()
  package var managedPolicies = Table<IAMPolicy>()
  package var instanceProfiles = Table<InstanceProfile>()
  package var identityProviders = Table<IdentityProvider>()
  package var dataStores = Table<DataStore>()
  package var workloads = Table<Workload>()
  package var permissionSets = Table<PermissionSet>()
  package var trustAnchors = Table<TrustAnchor>()
  package var rolesAnywhereProfiles = Table<RolesAnywhereProfile>()

  /// The policies of resources, by ARN; of a resource without an entry nothing is known.
  package var resourcePolicies: [Symbol: ResourcePolicy] = [:]
  /// What EKS clusters say about identities, by ARN.
  package var kubernetesClusters: [Symbol: KubernetesCluster] = [:]
  /// Who may use permission sets where.
  package var permissionSetAssignments: [PermissionSetAssignment] = []
  /// The persons and groups of IAM Identity Center, by id.
  package var directoryIdentities: [Symbol: DirectoryIdentity] = [:]
  /// The id of the organization, `o-…`; empty when it is not known.
  package var organizationID: Symbol = .empty
  /// The accounts to which AWS Organizations delegates the administration of a service, by service principal.
  package var delegatedAdministrators: [Symbol: [Symbol]] = [:]

  /// What filters the DNS queries of VPCs.
  package var dnsFirewallAssociations: [DNSFirewallAssociation] = []
  /// What a plan leaves open until it is applied.
  package var unsettled: [UnsettledAttribute] = []
  /// Facts that contradict each other, as far as ingest found them.
  package var contradictions: [Contradiction] = []
  /// The options of VPC Block Public Access, one for each account and Region that tells them.
  package var blockPublicAccessOptions: [BlockPublicAccessOptions] = []
  /// The exclusions from VPC Block Public Access that are in force.
  package var blockPublicAccessExclusions: [BlockPublicAccessExclusion] = []
  /// The other VPCs that a security group is associated with (`SecurityGroupVpcAssociations`), by group.
  package var associatedVPCs: [Symbol: [Symbol]] = [:]
  /// Multicast domains of transit gateways, by id: multicast is not judged.
  package var multicastDomains: [Symbol] = []

  /// The rules of all security groups; each group's are next to each other.
  package var securityGroupRules: ContiguousArray<SecurityGroupRule> = []
  /// The addresses of all network interfaces; each interface's are next to each other.
  package var interfaceAddresses: ContiguousArray<InterfaceAddress> = []

  private var tagSets: ContiguousArray<[Tag]> = [[]]
  private var tagSetIndex: [[Tag]: TagSetID] = [[]: .none]
  private var groupSets: ContiguousArray<[Symbol]> = [[]]
  private var groupSetIndex: [[Symbol]: GroupSetID] = [[]: .none]
  /// For each symbol, the record that it names: kind in the high byte, index below; `.max` for none.
  private var directory: ContiguousArray<UInt64> = []

  package init() {}

  /// What a symbol can name.
  package enum Handle: Hashable, Sendable {
    case account(EstateID<Account>)
    case organizationalUnit(EstateID<OrganizationalUnit>)
    case organizationPolicy(EstateID<OrganizationPolicy>)
    case vpc(EstateID<VPC>)
    case subnet(EstateID<Subnet>)
    case routeTable(EstateID<RouteTable>)
    case prefixList(EstateID<PrefixList>)
    case networkACL(EstateID<NetworkACL>)
    case securityGroup(EstateID<SecurityGroup>)
    case networkInterface(EstateID<NetworkInterface>)
    case instance(EstateID<Instance>)
    case internetGateway(EstateID<InternetGateway>)
    case natGateway(EstateID<NATGateway>)
    case peeringConnection(EstateID<PeeringConnection>)
    case vpcEndpoint(EstateID<VPCEndpoint>)
    case endpointService(EstateID<EndpointService>)
    case serviceNetwork(EstateID<ServiceNetwork>)
    case latticeService(EstateID<LatticeService>)
    case resourceGateway(EstateID<ResourceGateway>)
    case resourceConfiguration(EstateID<ResourceConfiguration>)
    case instanceConnectEndpoint(EstateID<InstanceConnectEndpoint>)
    case resolverEndpoint(EstateID<ResolverEndpoint>)
    case resolverRule(EstateID<ResolverRule>)
    case transitGateway(EstateID<TransitGateway>)
    case transitGatewayAttachment(EstateID<TransitGatewayAttachment>)
    case transitGatewayRouteTable(EstateID<TransitGatewayRouteTable>)
    case vpnGateway(EstateID<VPNGateway>)
    case customerGateway(EstateID<CustomerGateway>)
    case vpnConnection(EstateID<VPNConnection>)
    case clientVPNEndpoint(EstateID<ClientVPNEndpoint>)
    case networkFirewall(EstateID<NetworkFirewall>)
    case firewallPolicy(EstateID<FirewallPolicy>)
    case firewallRuleGroup(EstateID<FirewallRuleGroup>)
    case coreNetwork(EstateID<CoreNetwork>)
    case directConnectGateway(EstateID<DirectConnectGateway>)
    case virtualInterface(EstateID<VirtualInterface>)
    case loadBalancer(EstateID<LoadBalancer>)
    case targetGroup(EstateID<TargetGroup>)
    case service(EstateID<ManagedService>)
    case principal(EstateID<IAMPrincipal>)
    case managedPolicy(EstateID<IAMPolicy>)
    case instanceProfile(EstateID<InstanceProfile>)
    case identityProvider(EstateID<IdentityProvider>)
    case dataStore(EstateID<DataStore>)
    case workload(EstateID<Workload>)
    case permissionSet(EstateID<PermissionSet>)
    case trustAnchor(EstateID<TrustAnchor>)
    case rolesAnywhereProfile(EstateID<RolesAnywhereProfile>)
  }
}

extension Estate {
  /// The record that a symbol names, or `nil`.
  package func find(_ symbol: Symbol) -> Handle? {
    let slot = Int(symbol.index)
    guard slot < directory.count else { return nil }
    let entry = directory[slot]
    let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
    switch entry >> 56 {
    case 0: return .account(EstateID(index))
    case 1: return .organizationalUnit(EstateID(index))
    case 2: return .organizationPolicy(EstateID(index))
    case 3: return .vpc(EstateID(index))
    case 4: return .subnet(EstateID(index))
    case 5: return .routeTable(EstateID(index))
    case 6: return .prefixList(EstateID(index))
    case 7: return .networkACL(EstateID(index))
    case 8: return .securityGroup(EstateID(index))
    case 9: return .networkInterface(EstateID(index))
    case 10: return .instance(EstateID(index))
    case 11: return .internetGateway(EstateID(index))
    case 12: return .natGateway(EstateID(index))
    case 13: return .peeringConnection(EstateID(index))
    case 14: return .vpcEndpoint(EstateID(index))
    case 15: return .transitGateway(EstateID(index))
    case 16: return .transitGatewayAttachment(EstateID(index))
    case 17: return .transitGatewayRouteTable(EstateID(index))
    case 18: return .vpnGateway(EstateID(index))
    case 19: return .customerGateway(EstateID(index))
    case 20: return .vpnConnection(EstateID(index))
    case 21: return .clientVPNEndpoint(EstateID(index))
    case 22: return .loadBalancer(EstateID(index))
    case 23: return .targetGroup(EstateID(index))
    case 24: return .service(EstateID(index))
    case 25: return .principal(EstateID(index))
    case 26: return .managedPolicy(EstateID(index))
    case 27: return .instanceProfile(EstateID(index))
    case 28: return .identityProvider(EstateID(index))
    case 40: return .endpointService(EstateID(index))
    case 41: return .serviceNetwork(EstateID(index))
    case 42: return .latticeService(EstateID(index))
    case 43: return .resourceGateway(EstateID(index))
    case 44: return .resourceConfiguration(EstateID(index))
    case 45: return .instanceConnectEndpoint(EstateID(index))
    case 46: return .resolverEndpoint(EstateID(index))
    case 47: return .resolverRule(EstateID(index))
    case 60: return .networkFirewall(EstateID(index))
    case 61: return .firewallPolicy(EstateID(index))
    case 62: return .firewallRuleGroup(EstateID(index))
    case 80: return .coreNetwork(EstateID(index))
    case 81: return .directConnectGateway(EstateID(index))
    case 82: return .virtualInterface(EstateID(index))
    case 100: return .dataStore(EstateID(index))
    case 101: return .workload(EstateID(index))
    case 102: return .permissionSet(EstateID(index))
    case 103: return .trustAnchor(EstateID(index))
    case 104: return .rolesAnywhereProfile(EstateID(index))
    default: return nil
    }
  }

  /// Makes a symbol name a record from now on.
  package mutating func bind(_ symbol: Symbol, to handle: Handle) {
    let slot = Int(symbol.index)
    if slot >= directory.count {
      directory.append(contentsOf: repeatElement(.max, count: max(symbols.count, slot + 1) - directory.count))
    }
    directory[slot] = handle.code
  }
}

extension Estate.Handle {
  /// The kind in the high byte, the index below.
  fileprivate var code: UInt64 {
    switch self {
    case .account(let id): 0 << 56 | UInt64(id.index)
    case .organizationalUnit(let id): 1 << 56 | UInt64(id.index)
    case .organizationPolicy(let id): 2 << 56 | UInt64(id.index)
    case .vpc(let id): 3 << 56 | UInt64(id.index)
    case .subnet(let id): 4 << 56 | UInt64(id.index)
    case .routeTable(let id): 5 << 56 | UInt64(id.index)
    case .prefixList(let id): 6 << 56 | UInt64(id.index)
    case .networkACL(let id): 7 << 56 | UInt64(id.index)
    case .securityGroup(let id): 8 << 56 | UInt64(id.index)
    case .networkInterface(let id): 9 << 56 | UInt64(id.index)
    case .instance(let id): 10 << 56 | UInt64(id.index)
    case .internetGateway(let id): 11 << 56 | UInt64(id.index)
    case .natGateway(let id): 12 << 56 | UInt64(id.index)
    case .peeringConnection(let id): 13 << 56 | UInt64(id.index)
    case .vpcEndpoint(let id): 14 << 56 | UInt64(id.index)
    case .transitGateway(let id): 15 << 56 | UInt64(id.index)
    case .transitGatewayAttachment(let id): 16 << 56 | UInt64(id.index)
    case .transitGatewayRouteTable(let id): 17 << 56 | UInt64(id.index)
    case .vpnGateway(let id): 18 << 56 | UInt64(id.index)
    case .customerGateway(let id): 19 << 56 | UInt64(id.index)
    case .vpnConnection(let id): 20 << 56 | UInt64(id.index)
    case .clientVPNEndpoint(let id): 21 << 56 | UInt64(id.index)
    case .loadBalancer(let id): 22 << 56 | UInt64(id.index)
    case .targetGroup(let id): 23 << 56 | UInt64(id.index)
    case .service(let id): 24 << 56 | UInt64(id.index)
    case .principal(let id): 25 << 56 | UInt64(id.index)
    case .managedPolicy(let id): 26 << 56 | UInt64(id.index)
    case .instanceProfile(let id): 27 << 56 | UInt64(id.index)
    case .identityProvider(let id): 28 << 56 | UInt64(id.index)
    case .endpointService(let id): 40 << 56 | UInt64(id.index)
    case .serviceNetwork(let id): 41 << 56 | UInt64(id.index)
    case .latticeService(let id): 42 << 56 | UInt64(id.index)
    case .resourceGateway(let id): 43 << 56 | UInt64(id.index)
    case .resourceConfiguration(let id): 44 << 56 | UInt64(id.index)
    case .instanceConnectEndpoint(let id): 45 << 56 | UInt64(id.index)
    case .resolverEndpoint(let id): 46 << 56 | UInt64(id.index)
    case .resolverRule(let id): 47 << 56 | UInt64(id.index)
    case .networkFirewall(let id): 60 << 56 | UInt64(id.index)
    case .firewallPolicy(let id): 61 << 56 | UInt64(id.index)
    case .firewallRuleGroup(let id): 62 << 56 | UInt64(id.index)
    case .coreNetwork(let id): 80 << 56 | UInt64(id.index)
    case .directConnectGateway(let id): 81 << 56 | UInt64(id.index)
    case .virtualInterface(let id): 82 << 56 | UInt64(id.index)
    case .dataStore(let id): 100 << 56 | UInt64(id.index)
    case .workload(let id): 101 << 56 | UInt64(id.index)
    case .permissionSet(let id): 102 << 56 | UInt64(id.index)
    case .trustAnchor(let id): 103 << 56 | UInt64(id.index)
    case .rolesAnywhereProfile(let id): 104 << 56 | UInt64(id.index)
    }
  }
}

extension Estate {
  /// The interned list of tags, sorted by the text of their keys.
  package mutating func intern(tags: [Tag]) -> TagSetID {
    let sorted = tags.sorted { symbols.utf8($0.key).lexicographicallyPrecedes(symbols.utf8($1.key)) }
    if let known = tagSetIndex[sorted] { return known }
    let id = TagSetID(tagSets.count)
    tagSets.append(sorted)
    tagSetIndex[sorted] = id
    return id
  }

  /// The tags of a list.
  package func tags(_ id: TagSetID) -> [Tag] { tagSets[Int(id.index)] }

  /// The value of a tag, or `nil`; keys are compared exactly, as AWS does.
  package func tag(_ key: Symbol, in id: TagSetID) -> Symbol? {
    tagSets[Int(id.index)].first { $0.key == key }?.value
  }

  /// The interned set of security groups; order and repetition do not count.
  package mutating func intern(groups: [Symbol]) -> GroupSetID {
    let sorted = Array(Set(groups)).sorted()
    if let known = groupSetIndex[sorted] { return known }
    let id = GroupSetID(groupSets.count)
    groupSets.append(sorted)
    groupSetIndex[sorted] = id
    return id
  }

  /// The security groups of a set, sorted by symbol.
  package func groups(_ id: GroupSetID) -> [Symbol] { groupSets[Int(id.index)] }

  /// The number of different sets of security groups; ids are below it.
  package var groupSetCount: Int { groupSets.count }
}
