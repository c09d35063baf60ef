// Which decoder reads the records of which list.
extension SnapshotBuilder {
  /// Reads a record of a list.
  mutating func decode(_ key: AWSKey, _ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    switch key {
    case .NetworkInterfaces: try networkInterface(tape, node)
    case .Vpcs: try vpc(tape, node)
    case .Subnets: try subnet(tape, node)
    case .RouteTables: try routeTable(tape, node)
    case .NetworkAcls: try networkACL(tape, node)
    case .SecurityGroups: try securityGroup(tape, node)
    case .SecurityGroupRules: try securityGroupRule(tape, node)
    case .Addresses: try elasticAddress(tape, node)
    case .Reservations: try reservation(tape, node)
    case .Instances: try instance(tape, node, owner: account)
    case .PrefixLists: try prefixList(tape, node)
    case .PrefixListEntries: try prefixListEntries(tape, node)
    case .InternetGateways: try internetGateway(tape, node, isEgressOnly: false)
    case .EgressOnlyInternetGateways: try internetGateway(tape, node, isEgressOnly: true)
    case .NatGateways: try natGateway(tape, node)
    case .VpcPeeringConnections: try peeringConnection(tape, node)
    case .VpcEndpoints: try vpcEndpoint(tape, node)
    case .ServiceConfigurations: try endpointService(tape, node)
    case .VpcEndpointServicePermissions: try endpointServicePermissions(tape, node)
    case .VpcEndpointConnections: try endpointConnection(tape, node)
    case .InstanceConnectEndpoints: try instanceConnectEndpoint(tape, node)
    case .serviceNetworks: try serviceNetwork(tape, node)
    case .serviceNetworkVpcAssociations: try latticeVPCAssociation(tape, node)
    case .serviceNetworkServiceAssociations: try latticeServiceAssociation(tape, node)
    case .serviceNetworkResourceAssociations: try latticeResourceAssociation(tape, node)
    case .latticeServices: try latticeService(tape, node)
    case .latticeListeners: try latticeListeners(tape, node)
    case .latticeRules: try latticeRules(tape, node)
    case .latticeTargetGroups: try latticeTargetGroup(tape, node)
    case .latticeTargets: try latticeTargets(tape, node)
    case .latticeAuthPolicies: try latticeAuthPolicy(tape, node)
    case .resourceGateways: try resourceGateway(tape, node)
    case .resourceConfigurations: try resourceConfiguration(tape, node)
    case .ResolverEndpoints: try resolverEndpoint(tape, node)
    case .ResolverEndpointIpAddresses: try resolverAddresses(tape, node)
    case .ResolverRules: try resolverRule(tape, node)
    case .ResolverRuleAssociations: try resolverRuleAssociation(tape, node)
    case .FirewallRuleGroupAssociations: try dnsFirewallAssociation(tape, node)
    case .TransitGateways: try transitGateway(tape, node)
    case .TransitGatewayAttachments: try transitGatewayAttachment(tape, node)
    case .TransitGatewayVpcAttachments: try transitGatewayVPCAttachment(tape, node)
    case .TransitGatewayPeeringAttachments: try transitGatewayPeeringAttachment(tape, node)
    case .TransitGatewayRouteTables: try transitGatewayRouteTable(tape, node)
    case .TransitGatewayAssociations: try transitGatewayAssociations(tape, node)
    case .TransitGatewayPropagations: try transitGatewayPropagations(tape, node)
    case .TransitGatewayRoutes: try transitGatewayRoutes(tape, node, source: .inForce)
    case .TransitGatewayStaticRoutes: try transitGatewayRoutes(tape, node, source: .staticAndPropagations)
    case .TransitGatewayConnects: try transitGatewayConnect(tape, node)
    case .TransitGatewayMulticastDomains: try multicastDomain(tape, node)
    case .TransitGatewayConnectPeers: try transitGatewayConnectPeer(tape, node)
    case .TransitGatewayPrefixListReferences: try transitGatewayPrefixListReference(tape, node)
    case .TransitGatewayPolicyTables: try transitGatewayPolicyTable(tape, node)
    case .TransitGatewayPolicyTableAssociations: try transitGatewayPolicyAssociations(tape, node)
    case .CoreNetworks: try coreNetwork(tape, node)
    case .Attachments: try coreNetworkAttachment(tape, node)
    case .CoreNetworkVpcAttachments: try coreNetworkVPCAttachment(tape, node)
    case .CoreNetworkRoutes: try coreNetworkRoutes(tape, node)
    case .CoreNetworkPolicies: try coreNetworkPolicy(tape, node)
    case .directConnectGateways: try directConnectGateway(tape, node)
    case .directConnectGatewayAssociations: try directConnectAssociation(tape, node)
    case .directConnectGatewayAttachments: try directConnectAttachment(tape, node)
    case .virtualInterfaces: try virtualInterface(tape, node)
    case .StaleSecurityGroupSet: try staleSecurityGroup(tape, node)
    case .SecurityGroupVpcAssociations: try securityGroupAssociation(tape, node)
    case .VpnGateways: try vpnGateway(tape, node)
    case .CustomerGateways: try customerGateway(tape, node)
    case .VpnConnections: try vpnConnection(tape, node)
    case .ClientVpnEndpoints: try clientVPNEndpoint(tape, node)
    case .ClientVpnTargetNetworks: try clientVPNTargetNetworks(tape, node)
    case .ClientVpnRoutes, .Routes: try clientVPNRoutes(tape, node)
    case .ClientVpnAuthorizationRules, .AuthorizationRules: try clientVPNAuthorizationRules(tape, node)
    case .LoadBalancers: try loadBalancer(tape, node)
    case .TargetGroups: try targetGroup(tape, node)
    case .LoadBalancerListeners: try loadBalancerListeners(tape, node)
    case .Listeners: try listener(tape, node, loadBalancer: .empty)
    case .ListenerRules: try listenerRules(tape, node)
    case .LoadBalancerAttributes: try loadBalancerAttributes(tape, node)
    case .LoadBalancerDescriptions: try classicLoadBalancer(tape, node)
    case .TargetGroupAttributes: try targetGroupAttributes(tape, node)
    case .LoadBalancerTargetHealth: try targetHealth(tape, node)
    case .Firewall, .FirewallStatus, .FirewallPolicy, .FirewallPolicyResponse, .RuleGroup, .RuleGroupResponse,
      .VpcEndpointAssociation, .VpcEndpointAssociationStatus:
      try firewallPart(key, tape, node)
    case .Firewalls, .FirewallPolicies, .RuleGroups, .VpcEndpointAssociations: try firewallAnswer(key, tape, node)
    case .VpcBlockPublicAccessOptions: try blockPublicAccessOptions(tape, node)
    case .VpcBlockPublicAccessExclusions: try blockPublicAccessExclusion(tape, node)
    case .DBInstances: try databaseInstance(tape, node)
    case .DBClusters: try databaseCluster(tape, node)
    case .Clusters, .cluster: try kubernetesCluster(tape, node)
    case .Functions: try function(tape, node)
    case .Organization: try organization(tape, node)
    case .Roots: try organizationalUnit(tape, node, isRoot: true)
    case .OrganizationalUnits: try organizationalUnit(tape, node, isRoot: false)
    case .Accounts: try account(tape, node)
    case .Parents: try parents(tape, node)
    case .AccountTags: try accountTags(tape, node)
    case .Policies: try policy(tape, node)
    case .UserDetailList: try principal(tape, node, kind: .user)
    case .GroupDetailList: try principal(tape, node, kind: .group)
    case .RoleDetailList: try principal(tape, node, kind: .role)
    case .InstanceProfiles: try instanceProfile(tape, node)
    case .OpenIDConnectProviders, .SAMLProviders: try identityProvider(tape, node, isListed: false)
    case .OpenIDConnectProviderList, .SAMLProviderList: try identityProvider(tape, node, isListed: true)
    case .DelegatedAdministrators: try delegatedAdministrator(tape, node)
    case .identityCenterInstances: try identityCenterInstance(tape, node)
    case .PermissionSets: try permissionSet(tape, node)
    case .PermissionSetInlinePolicies: try permissionSetInlinePolicy(tape, node)
    case .PermissionSetManagedPolicies: try permissionSetManagedPolicies(tape, node)
    case .AccountAssignments: try accountAssignment(tape, node)
    case .identityStoreUsers: try directoryUser(tape, node)
    case .identityStoreGroups: try directoryGroup(tape, node)
    case .identityStoreGroupMemberships: try directoryMemberships(tape, node)
    case .accessEntries: try accessEntries(tape, node)
    case .podIdentityAssociations: try podIdentities(tape, node)
    case .nodegroups: try nodeRoles(tape, node, .nodegroups, .nodeRole)
    case .fargateProfiles: try nodeRoles(tape, node, .fargateProfiles, .podExecutionRoleArn)
    case .taskDefinitions, .taskDefinition: try taskDefinition(tape, node)
    case .services: try containerService(tape, node)
    case .tasks: try containerTask(tape, node)
    case .Jobs: try glueJob(tape, node)
    case .DevEndpoints: try glueEndpoint(tape, node)
    case .projects: try buildProject(tape, node)
    case .pipelines: try pipeline(tape, node)
    case .NotebookInstances: try notebook(tape, node)
    case .Stacks: try stack(tape, node)
    case .appRunnerServices: try appRunnerService(tape, node)
    case .ServiceSummaryList: try appRunnerSummary(tape, node)
    case .stateMachines: try stateMachine(tape, node)
    case .FunctionCode: try functionCode(tape, node)
    case .trustAnchors: try trustAnchor(tape, node)
    case .profiles: try rolesAnywhereProfile(tape, node)
    case .calls: try call(tape, node)
    default: try decodeDataStore(key, tape, node)
    }
  }

  /// Reads a record of a list of data stores.
  private mutating func decodeDataStore(
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    switch key {
    case .Buckets: try bucket(tape, node)
    case .BucketPolicies: try bucketPolicy(tape, node)
    case .BucketPublicAccessBlocks: try bucketBlock(tape, node)
    case .AccountPublicAccessBlocks: try accountBlock(tape, node)
    case .BucketEncryptions: try bucketEncryption(tape, node)
    case .BucketTags: try bucketTags(tape, node)
    case .ResourceTagMappingList: try resourceTags(tape, node)
    case .Keys, .KeyMetadata: try encryptionKey(key, tape, node)
    case .KeyPolicies: try keyPolicy(tape, node)
    case .KeyGrants: try keyGrants(tape, node)
    case .KeyTags: try keyTags(tape, node)
    case .Aliases: try keyAlias(tape, node)
    case .SecretList: try secret(tape, node)
    case .SecretPolicies: try secretPolicy(tape, node)
    case .Parameters: try parameter(tape, node)
    case .QueueAttributes: try queue(tape, node)
    case .TopicAttributes: try topic(tape, node)
    case .EventBuses: try eventBus(tape, node)
    case .repositories: try repository(tape, node)
    case .repositoryPolicies: try repositoryPolicy(tape, node)
    case .FunctionPolicies: try functionPolicy(tape, node)
    case .Tables, .Table: try table(tape, node)
    case .TablePolicies: try tablePolicy(tape, node)
    case .FileSystems: try fileSystem(tape, node)
    case .FileSystemPolicies: try fileSystemPolicy(tape, node)
    case .BackupVaultList: try backupVault(tape, node)
    case .BackupVaultPolicies: try backupVaultPolicy(tape, node)
    case .DomainStatusList: try searchDomain(tape, node)
    case .Snapshots: try volumeSnapshot(tape, node)
    case .SnapshotAttributes: try snapshotSharing(tape, node)
    case .Images: try image(tape, node)
    case .ImageAttributes: try imageSharing(tape, node)
    case .DBSnapshots: try databaseSnapshot(tape, node, isOfCluster: false)
    case .DBClusterSnapshots: try databaseSnapshot(tape, node, isOfCluster: true)
    case .DBSnapshotAttributes, .DBSnapshotAttributesResult: try databaseSharing(tape, node, isOfCluster: false)
    case .DBClusterSnapshotAttributes, .DBClusterSnapshotAttributesResult:
      try databaseSharing(tape, node, isOfCluster: true)
    default: break
    }
  }
}

extension AWSKey {
  /// The names of all lists that are read.
  static let listNames: [String] = AWSKey.allCases.compactMap { $0.listName(isRouteOfClientVPN: false) }

  /// The name under which ``Completeness`` knows the list of a top-level key; `nil` if nothing reads it.
  func listName(isRouteOfClientVPN: Bool) -> String? {
    switch self {
    case .Routes: isRouteOfClientVPN ? "ClientVpnRoutes" : nil
    case .AuthorizationRules: isRouteOfClientVPN ? "ClientVpnAuthorizationRules" : nil
    case .Instances, .Reservations: "Reservations"
    case .Listeners: "LoadBalancerListeners"
    case .cluster: "Clusters"
    case .taskDefinition: "taskDefinitions"
    case .Firewall, .FirewallStatus: "Firewalls"
    case .FirewallPolicy, .FirewallPolicyResponse: "FirewallPolicies"
    case .RuleGroup, .RuleGroupResponse: "RuleGroups"
    case .VpcEndpointAssociation, .VpcEndpointAssociationStatus: "VpcEndpointAssociations"
    case .OpenIDConnectProviderList: "OpenIDConnectProviders"
    case .SAMLProviderList: "SAMLProviders"
    case .NetworkInterfaces, .Vpcs, .Subnets, .RouteTables, .NetworkAcls, .SecurityGroups, .SecurityGroupRules,
      .Addresses, .PrefixLists, .PrefixListEntries, .InternetGateways, .EgressOnlyInternetGateways, .NatGateways,
      .VpcPeeringConnections, .VpcEndpoints, .TransitGateways, .TransitGatewayAttachments,
      .TransitGatewayVpcAttachments, .TransitGatewayPeeringAttachments, .TransitGatewayRouteTables,
      .TransitGatewayAssociations, .TransitGatewayPropagations, .TransitGatewayRoutes, .TransitGatewayStaticRoutes,
      .VpnGateways, .CustomerGateways, .VpnConnections, .ClientVpnEndpoints, .ClientVpnTargetNetworks,
      .ClientVpnRoutes, .ClientVpnAuthorizationRules, .LoadBalancers, .TargetGroups, .LoadBalancerListeners,
      .ListenerRules, .LoadBalancerAttributes, .LoadBalancerDescriptions, .TargetGroupAttributes,
      .LoadBalancerTargetHealth, .DBInstances, .DBClusters, .Clusters, .Firewalls, .FirewallPolicies, .Functions,
      .RuleGroups, .VpcBlockPublicAccessExclusions, .VpcBlockPublicAccessOptions, .VpcEndpointAssociations,
      .Organization, .Roots, .OrganizationalUnits, .Accounts, .Parents,
      .AccountTags, .Policies, .UserDetailList, .GroupDetailList, .RoleDetailList, .InstanceProfiles,
      .OpenIDConnectProviders, .SAMLProviders, .ServiceConfigurations, .VpcEndpointServicePermissions,
      .VpcEndpointConnections, .InstanceConnectEndpoints, .serviceNetworks, .serviceNetworkVpcAssociations,
      .serviceNetworkServiceAssociations, .serviceNetworkResourceAssociations, .latticeServices, .latticeListeners,
      .latticeRules, .latticeTargetGroups, .latticeTargets, .latticeAuthPolicies, .resourceGateways,
      .resourceConfigurations, .ResolverEndpoints, .ResolverEndpointIpAddresses, .ResolverRules,
      .ResolverRuleAssociations, .FirewallRuleGroupAssociations,
      .Attachments, .CoreNetworkPolicies, .CoreNetworkRoutes,
      .CoreNetworks, .CoreNetworkVpcAttachments, .directConnectGatewayAssociations,
      .directConnectGatewayAttachments, .directConnectGateways, .SecurityGroupVpcAssociations,
      .StaleSecurityGroupSet, .TransitGatewayConnectPeers, .TransitGatewayConnects, .TransitGatewayMulticastDomains,
      .TransitGatewayPolicyTableAssociations, .TransitGatewayPolicyTables, .TransitGatewayPrefixListReferences,
      .virtualInterfaces, .DelegatedAdministrators, .identityCenterInstances, .PermissionSets,
      .PermissionSetInlinePolicies, .PermissionSetManagedPolicies, .AccountAssignments, .identityStoreUsers,
      .identityStoreGroups, .identityStoreGroupMemberships, .accessEntries, .podIdentityAssociations, .nodegroups,
      .fargateProfiles, .taskDefinitions, .services, .tasks, .Jobs, .DevEndpoints, .projects, .pipelines,
      .NotebookInstances, .Stacks, .appRunnerServices, .ServiceSummaryList, .stateMachines, .FunctionCode,
      .trustAnchors, .profiles:
      "\(self)"
    default: dataStoreListName
    }
  }

  /// The name of the list of a top-level key with data stores.
  private var dataStoreListName: String? {
    switch self {
    case .Table: "Tables"
    case .DBSnapshotAttributesResult: "DBSnapshotAttributes"
    case .DBClusterSnapshotAttributesResult: "DBClusterSnapshotAttributes"
    default: Completeness.dataLists.contains("\(self)") ? "\(self)" : nil
    }
  }

  /// Whether the value of a top-level key is one record and no list.
  var isSingle: Bool {
    switch self {
    case .cluster, .DBClusterSnapshotAttributesResult, .DBSnapshotAttributesResult, .KeyMetadata, .Table,
      .taskDefinition:
      true
    case .Firewall, .FirewallPolicy, .FirewallPolicyResponse, .FirewallStatus, .Organization, .RuleGroup,
      .RuleGroupResponse, .VpcBlockPublicAccessOptions, .VpcEndpointAssociation, .VpcEndpointAssociationStatus:
      true
    default: false
    }
  }

  /// The field that identifies a record of a list.
  var idKey: AWSKey? {
    switch self {
    case .NetworkInterfaces: .NetworkInterfaceId
    case .Vpcs: .VpcId
    case .Subnets: .SubnetId
    case .RouteTables: .RouteTableId
    case .NetworkAcls: .NetworkAclId
    case .SecurityGroups: .GroupId
    case .SecurityGroupRules: .SecurityGroupRuleId
    case .Addresses: .AllocationId
    case .Instances: .InstanceId
    case .Reservations: .ReservationId
    case .PrefixLists, .PrefixListEntries: .PrefixListId
    case .InternetGateways: .InternetGatewayId
    case .EgressOnlyInternetGateways: .EgressOnlyInternetGatewayId
    case .NatGateways: .NatGatewayId
    case .VpcPeeringConnections: .VpcPeeringConnectionId
    case .VpcEndpoints: .VpcEndpointId
    case .ServiceConfigurations, .VpcEndpointServicePermissions: .ServiceId
    case .VpcEndpointConnections: .VpcEndpointId
    case .InstanceConnectEndpoints: .InstanceConnectEndpointId
    case .serviceNetworks, .serviceNetworkVpcAssociations, .serviceNetworkServiceAssociations,
      .serviceNetworkResourceAssociations, .latticeServices, .latticeTargetGroups, .resourceGateways,
      .resourceConfigurations:
      .id
    case .latticeListeners: .serviceIdentifier
    case .latticeRules: .listenerIdentifier
    case .latticeTargets: .targetGroupIdentifier
    case .latticeAuthPolicies: .resourceIdentifier
    case .ResolverEndpoints, .ResolverRules, .ResolverRuleAssociations, .FirewallRuleGroupAssociations: .Id
    case .ResolverEndpointIpAddresses: .ResolverEndpointId
    case .TransitGateways: .TransitGatewayId
    case .TransitGatewayAttachments, .TransitGatewayVpcAttachments, .TransitGatewayPeeringAttachments:
      .TransitGatewayAttachmentId
    case .TransitGatewayRouteTables, .TransitGatewayAssociations, .TransitGatewayPropagations,
      .TransitGatewayRoutes, .TransitGatewayStaticRoutes:
      .TransitGatewayRouteTableId
    case .Attachments: .AttachmentId
    case .CoreNetworks, .CoreNetworkPolicies: .CoreNetworkId
    case .directConnectGatewayAssociations: .associationId
    case .directConnectGateways: .directConnectGatewayId
    case .directConnectGatewayAttachments, .virtualInterfaces: .virtualInterfaceId
    case .SecurityGroupVpcAssociations, .StaleSecurityGroupSet: .GroupId
    case .TransitGatewayConnects: .TransitGatewayAttachmentId
    case .TransitGatewayConnectPeers: .TransitGatewayConnectPeerId
    case .TransitGatewayMulticastDomains: .TransitGatewayMulticastDomainId
    case .TransitGatewayPolicyTables, .TransitGatewayPolicyTableAssociations: .TransitGatewayPolicyTableId
    case .TransitGatewayPrefixListReferences: .PrefixListId
    case .VpnGateways: .VpnGatewayId
    case .CustomerGateways: .CustomerGatewayId
    case .VpnConnections: .VpnConnectionId
    case .ClientVpnEndpoints, .ClientVpnTargetNetworks, .ClientVpnRoutes, .ClientVpnAuthorizationRules, .Routes,
      .AuthorizationRules:
      .ClientVpnEndpointId
    case .LoadBalancers, .LoadBalancerListeners, .LoadBalancerAttributes: .LoadBalancerArn
    case .Listeners, .ListenerRules: .ListenerArn
    case .LoadBalancerDescriptions: .LoadBalancerName
    case .TargetGroups, .TargetGroupAttributes, .LoadBalancerTargetHealth: .TargetGroupArn
    case .DBInstances: .DBInstanceIdentifier
    case .DBClusters: .DBClusterIdentifier
    case .Clusters, .cluster: .name
    case .Functions: .FunctionName
    case .Firewall, .Firewalls: .FirewallArn
    case .FirewallPolicyResponse, .FirewallPolicies: .FirewallPolicyArn
    case .RuleGroupResponse, .RuleGroups: .RuleGroupArn
    case .VpcBlockPublicAccessExclusions: .ResourceArn
    case .Roots, .OrganizationalUnits, .Accounts: .Id
    case .Parents: .ChildId
    case .AccountTags: .ResourceId
    case .UserDetailList, .GroupDetailList, .RoleDetailList, .Policies, .InstanceProfiles,
      .OpenIDConnectProviders, .OpenIDConnectProviderList, .SAMLProviders, .SAMLProviderList:
      .Arn
    case .DelegatedAdministrators: .AccountId
    case .identityCenterInstances: .InstanceArn
    case .PermissionSets, .PermissionSetInlinePolicies, .PermissionSetManagedPolicies, .AccountAssignments:
      .PermissionSetArn
    case .identityStoreUsers: .UserId
    case .identityStoreGroups, .identityStoreGroupMemberships: .GroupId
    case .accessEntries, .podIdentityAssociations, .nodegroups, .fargateProfiles: .clusterName
    case .taskDefinitions, .taskDefinition: .taskDefinitionArn
    case .services: .serviceArn
    case .tasks: .taskArn
    case .Jobs: .Name
    case .DevEndpoints: .EndpointName
    case .projects, .pipelines, .stateMachines: .name
    case .NotebookInstances: .NotebookInstanceName
    case .Stacks: .StackName
    case .appRunnerServices, .ServiceSummaryList: .ServiceArn
    case .FunctionCode: .FunctionArn
    case .trustAnchors, .profiles: .name
    default: dataStoreIDKey
    }
  }

  /// The field that identifies a record of a list with data stores.
  private var dataStoreIDKey: AWSKey? {
    switch self {
    case .Buckets, .Parameters, .EventBuses: .Name
    case .BucketPolicies, .BucketPublicAccessBlocks, .BucketEncryptions, .BucketTags: .Bucket
    case .AccountPublicAccessBlocks: .AccountId
    case .ResourceTagMappingList: .ResourceARN
    case .Keys, .KeyMetadata, .KeyPolicies, .KeyGrants, .KeyTags: .KeyId
    case .Aliases: .AliasName
    case .SecretList, .SecretPolicies: .ARN
    case .QueueAttributes: .QueueUrl
    case .TopicAttributes: .TopicArn
    case .repositories, .repositoryPolicies: .repositoryName
    case .FunctionPolicies: .FunctionName
    case .Tables, .Table: .TableName
    case .TablePolicies: .ResourceArn
    case .FileSystems, .FileSystemPolicies: .FileSystemId
    case .BackupVaultList, .BackupVaultPolicies: .BackupVaultName
    case .DomainStatusList: .DomainName
    case .Snapshots, .SnapshotAttributes: .SnapshotId
    case .Images, .ImageAttributes: .ImageId
    case .DBSnapshots, .DBSnapshotAttributes, .DBSnapshotAttributesResult: .DBSnapshotIdentifier
    case .DBClusterSnapshots, .DBClusterSnapshotAttributes, .DBClusterSnapshotAttributesResult:
      .DBClusterSnapshotIdentifier
    default: nil
    }
  }
}
