// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of AWS's answers that are read, spelt as AWS spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys, so that decoders switch over small integers.
enum AWSKey: UInt16, Hashable, Sendable, CaseIterable {
  case AcceptanceRequired, AccepterTgwInfo, AccepterVpcInfo, AccessAll, accessConfig, accessEntries, AccessPolicies,
    AccessRoleArn, account, AccountAssignments, AccountId, AccountPublicAccessBlocks, Accounts, AccountTags, Action,
    action, Actions, actions, AdditionalRoutesAvailable, AddressDefinition, Addresses, Alias, AliasArn, Aliases,
    AliasName, AllocationId, allowedPrefixesToDirectConnectGateway, AllowedPrincipals, ApplianceModeSupport,
    ApplyServerSideEncryptionByDefault, appRunnerServices, ARN, Arn, arn, arnResource, artifactStore, artifactStores,
    asn, asnLong, associatedAccessPolicies, associatedCoreNetwork, associatedGateway, Association, associationId,
    Associations, associations, AssociationState, associationState, AssociationSyncState, AssumeRolePolicyDocument,
    AttachedManagedPolicies, Attachment, AttachmentId, Attachments, attachmentState, AttachmentType, attachmentType,
    AttributeName, Attributes, AttributeValues, AuthenticationConfiguration, authenticationMode, AuthorizationRules,
    authType, AutoProvisionZones, AvailabilityMode, AvailabilityZone, AvailabilityZoneId, AvailabilityZoneIds,
    AvailabilityZones, AwsAccountId, AwsRegion, awsvpcConfiguration
  case BackupVaultArn, BackupVaultList, BackupVaultName, BackupVaultPolicies, BgpAsn, BgpAsnExtended, Blackhole,
    BlockDeviceMappings, BlockPublicAccessStates, Bucket, BucketArn, BucketEncryptions, BucketPolicies,
    BucketPublicAccessBlocks, BucketRegion, Buckets, BucketTags, buildBatchConfig
  case calls, CarrierGatewayId, ChildId, Cidr, cidr, CidrBlock, CidrBlockAssociationSet, CidrBlockSet,
    CidrBlockState, CidrIp, CidrIpv4, CidrIpv6, Cidrs, ClientCidrBlock, ClientIDList, ClientVpnAuthorizationRules,
    ClientVpnEndpointId, ClientVpnEndpoints, ClientVpnRoutes, ClientVpnTargetNetworks, cluster, clusterArn,
    clusterName, Clusters, clusterSecurityGroupId, Code, collected, Command, computeConfig, config, configuration,
    ConfigurationSyncStateSummary, connectionId, ConnectivityType, ConnectPeerConfiguration, Constraints,
    containerDefinitions, containers, Content, CoreNetworkArn, CoreNetworkAttachmentId, CoreNetworkId,
    CoreNetworkNetworkFunctionGroup, CoreNetworkPolicies, CoreNetworkRoutes, CoreNetworks, CoreNetworkSegmentEdge,
    CoreNetworkVpcAttachments, CreateVolumePermissions, CrossZoneLoadBalancing, CustomerGatewayConfiguration,
    CustomerGatewayId, CustomerGateways
  case DBClusterArn, DBClusterIdentifier, DBClusters, DBClusterSnapshotArn, DBClusterSnapshotAttributes,
    DBClusterSnapshotAttributesResult, DBClusterSnapshotIdentifier, DBClusterSnapshots, DBInstanceArn,
    DBInstanceIdentifier, DbInstancePort, DBInstances, DBSnapshotArn, DBSnapshotAttributes,
    DBSnapshotAttributesResult, DBSnapshotIdentifier, DBSnapshots, DBSubnetGroup, defaultAction, DefaultActions,
    Definition, DelegatedAdministrators, DelegatedServices, deployments, Description, Destination, DestinationCidr,
    DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPort, DestinationPorts, DestinationPrefixListId,
    Destinations, DevEndpoints, DeviceIndex, directConnectGatewayAssociations, directConnectGatewayAttachments,
    directConnectGatewayId, directConnectGatewayName, directConnectGatewayOwnerAccount, directConnectGateways,
    directConnectGatewayState, Direction, DisplayName, dnsResource, Document, DomainName, domainName,
    DomainStatusList
  case Ebs, EdgeLocation, EdgeLocations, Egress, EgressOnlyInternetGatewayId, EgressOnlyInternetGateways, Enabled,
    enabled, enableExecuteCommand, Encrypted, EncryptionAtRestOptions, encryptionConfiguration, EncryptionKeyArn,
    encryptionType, Endpoint, EndpointId, EndpointName, endpointPublicAccess,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, Entries, environment, Error, EventBuses, executionRoleArn
  case family, fargateProfiles, FileSystemArn, FileSystemId, FileSystemPolicies, FileSystems, FileSystemType,
    Firewall, FirewallArn, FirewallName, FirewallPolicies, FirewallPolicy, FirewallPolicyArn, FirewallPolicyName,
    FirewallPolicyResponse, FirewallRuleGroupAssociations, FirewallRuleGroupId, Firewalls, FirewallStatus, forward,
    ForwardConfig, From, FromPort, FunctionArn, FunctionCode, FunctionName, FunctionPolicies, Functions
  case GatewayAssociationState, GatewayId, GatewayLoadBalancerArns, GeneratedRulesType, GranteePrincipal, GrantId,
    Grants, Group, group, GroupDetailList, GroupId, GroupList, GroupMemberships, GroupName, GroupOwnerId,
    GroupPolicyList, Groups
  case Header, HostVPCId
  case IamInstanceProfile, IcmpTypeCode, Id, id, identity, identityCenterInstances, identityStoreGroupMemberships,
    identityStoreGroups, IdentityStoreId, identityStoreUsers, IgnorePublicAcls, image, ImageAttributes, ImageId,
    ImageIdentifier, ImageRepository, Images, imageTagMutability, ImageUri, InlinePolicy, InstanceArn,
    InstanceConfiguration, InstanceConnectEndpointId, InstanceConnectEndpoints, InstanceId, InstancePort,
    InstanceProfileList, InstanceProfileName, InstanceProfiles, InstanceRoleArn, Instances, InterfaceType,
    InternetGatewayBlockMode, InternetGatewayExclusionMode, InternetGatewayId, InternetGateways, Ip, IpAddress,
    ipAddress, IpAddresses, IpAddressType, IpPermissions, IpPermissionsEgress, IpProtocol, IpRanges, ipResource,
    IPSetReferences, IPSets, Ipv4Prefix, Ipv4Prefixes, Ipv6, Ipv6Address, Ipv6Addresses, Ipv6CidrBlock,
    Ipv6CidrBlockAssociationSet, Ipv6CidrBlockSet, Ipv6CidrBlockState, Ipv6Prefix, Ipv6Prefixes, Ipv6Ranges,
    Ipv6Support, IsDefault, IsDefaultVersion, IsEgress, issuer, IsTruncated
  case Jobs
  case Key, key, KeyArn, KeyGrants, KeyId, KeyManager, KeyMetadata, KeyPolicies, Keys, KeyTags, Keyword, kmsKey,
    KmsKeyId, KmsKeyIdentifier, KMSMasterKeyArn, KMSMasterKeyID, KmsMasterKeyId, kubernetesGroups
  case lastStatus, latticeAuthPolicies, latticeListeners, latticeRules, latticeServices, latticeTargetGroups,
    latticeTargets, LaunchPermissions, Listener, ListenerArn, ListenerDescriptions, listenerIdentifier,
    ListenerRules, Listeners, listeners, LoadBalancerArn, LoadBalancerArns, LoadBalancerAttributes,
    LoadBalancerDescriptions, LoadBalancerListeners, LoadBalancerName, LoadBalancerPort, LoadBalancers,
    LoadBalancerTargetHealth, LocalGatewayId, location
  case Main, managedPolicyArns, ManagementAccountId, Marker, MasterAccountId, MatchAttributes, MemberId, metadata
  case Name, name, namespace, NatGatewayAddresses, NatGatewayId, NatGateways, NetworkAclId, NetworkAcls,
    networkConfiguration, NetworkFunctionGroupName, NetworkInterfaceId, NetworkInterfaceIds, NetworkInterfaceOwnerId,
    NetworkInterfaces, NetworkLoadBalancerArns, NetworkRoutes, NextMarker, NextToken, nextToken, nodegroups,
    nodeRole, nodeRoleArn, NotebookInstanceArn, NotebookInstanceName, NotebookInstances, NotebookInstanceStatus
  case OdbNetworkArn, oidc, OpenIDConnectProviderList, OpenIDConnectProviders, operation, Operations, Options,
    Organization, OrganizationalUnitArn, OrganizationalUnits, OrganizationArn, Origin, OutsideIpAddressType,
    Override, overrides, ownerAccount, OwnerAccountId, OwnerId
  case Parameters, ParentId, Parents, partition, Path, PeerAddress, PeeringStatus, PermissionsBoundary,
    PermissionsBoundaryArn, PermissionSetArn, PermissionSetInlinePolicies, PermissionSetManagedPolicies,
    PermissionSets, pipeline, pipelineArn, pipelines, Placement, podExecutionRoleArn, podIdentityAssociations,
    Policies, Policy, policy, PolicyArn, policyArn, PolicyDocument, PolicyName, PolicySummary, policyText,
    PolicyVariables, PolicyVersionList, Port, port, PortRange, portRanges, PortSets, PrefixListEntries, PrefixListId,
    PrefixListIds, PrefixListName, PrefixLists, PreserveClientIp, Primary, Principal, principalArn, PrincipalId,
    PrincipalType, Priority, PrivateIp, PrivateIpAddress, PrivateIpAddresses, profileArn, profiles, projects,
    PropagatingVgws, `Protocol`, Protocols, Public, PublicAccessBlockConfiguration, PublicIp, PubliclyAccessible
  case QueueArn, QueueAttributes, QueueUrl
  case ReferenceArn, ReferencedGroupInfo, ReferenceSets, Region, region, registryId, RemoteAccessEnabled,
    repositories, repositoryArn, repositoryName, repositoryPolicies, RequesterId, RequesterManaged, RequesterTgwInfo,
    RequesterVpcInfo, ReservationId, Reservations, ResolverEndpointId, ResolverEndpointIpAddresses,
    ResolverEndpoints, ResolverRuleAssociations, ResolverRuleId, ResolverRules, ResourceARN, ResourceArn,
    ResourceConfigurationArn, resourceConfigurationArn, resourceConfigurationDefinition,
    resourceConfigurationGroupId, resourceConfigurationId, resourceConfigurations, resourceGatewayId,
    resourceGateways, ResourceId, resourceIdentifier, ResourceOwnerId, ResourcePolicy, resourcesVpcConfig,
    ResourceTagMappingList, ResourceType, ResponseMetadata, RestrictPublicBuckets, Role, RoleARN, RoleArn, roleArn,
    roleArns, RoleDetailList, RoleName, RolePolicyList, Roles, Roots, routeFilterPrefixes, Routes, RouteTableId,
    RouteTableIdentifier, RouteTableIds, RouteTables, RuleAction, RuleDefinition, RuleGroup, RuleGroupArn,
    RuleGroupName, RuleGroupResponse, RuleGroups, RuleNumber, RuleOptions, RuleOrder, Rules, rules, RulesSource,
    RulesSourceList, RulesString, RuleType, RuleVariables, runningCount
  case S3Bucket, S3ObjectKey, SAMLProviderList, SAMLProviders, schema, Scheme, ScriptLocation, SecretList,
    SecretPolicies, SecurityGroupIds, securityGroupIds, SecurityGroupReferencingSupport, SecurityGroupRuleId,
    SecurityGroupRules, SecurityGroups, securityGroups, SecurityGroupVpcAssociations, SegmentName,
    ServerSideEncryptionConfiguration, service, serviceAccount, ServiceArn, serviceArn, ServiceConfigurations,
    ServiceId, serviceId, serviceIdentifier, ServiceName, serviceName, ServiceNetworkArn, serviceNetworkArn,
    serviceNetworkId, serviceNetworkResourceAssociations, serviceNetworks, serviceNetworkServiceAssociations,
    serviceNetworkVpcAssociations, ServicePrincipal, ServiceRegion, serviceRole, services, ServiceState,
    ServiceSummaryList, sessionPolicy, Settings, siteLinkEnabled, SnapshotAttributes, SnapshotId, SnapshotIdentifier,
    SnapshotName, Snapshots, SnapshotType, Source, source, SourceConfiguration, SourceDestCheck, SourceInstanceId,
    SourcePort, SourcePorts, Sources, SqsManagedSseEnabled, SSEAlgorithm, SSEDescription, SSEType, StackId,
    StackName, Stacks, StackStatus, stages, StaleIpPermissions, StaleIpPermissionsEgress, StaleSecurityGroupSet,
    State, StatefulDefaultActions, StatefulEngineOptions, StatefulRuleGroupReferences, StatefulRules,
    StatelessDefaultActions, StatelessRuleGroupReferences, StatelessRules, StatelessRulesAndCustomActions,
    stateMachineArn, stateMachines, StaticRoutesOnly, Status, status, StorageEncrypted, StreamExceptionPolicy,
    SubnetArns, SubnetId, SubnetIdentifier, SubnetIds, subnetIds, SubnetMappings, Subnets, subnets, SyncStates
  case Table, TableArn, TableName, TablePolicies, Tables, TagKey, TagList, Tags, tags, TagSet, TagValue, Target,
    TargetGroupArn, TargetGroupAttributes, targetGroupIdentifier, TargetGroupName, TargetGroups, targetGroups,
    TargetHealthDescriptions, TargetId, TargetIps, TargetKeyId, TargetNetworkId, targetRoleArn, Targets, targets,
    TargetSubnet, TargetType, taskArn, taskDefinition, taskDefinitionArn, taskDefinitions, taskRoleArn, tasks,
    taskSets, TCPFlags, Tier, TLSInspectionConfigurationArn, To, TopicArn, TopicAttributes, ToPort,
    TransitGatewayArn, TransitGatewayAssociations, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayAttachments, TransitGatewayAttachmentSyncState, TransitGatewayConnectPeerId,
    TransitGatewayConnectPeers, TransitGatewayConnects, TransitGatewayId, TransitGatewayMulticastDomainId,
    TransitGatewayMulticastDomains, TransitGatewayPeeringAttachments, TransitGatewayPolicyTableAssociations,
    TransitGatewayPolicyTableId, TransitGatewayPolicyTables, TransitGatewayPrefixListReferences,
    TransitGatewayPropagations, TransitGatewayRoutes, TransitGatewayRouteTableId,
    TransitGatewayRouteTablePropagations, TransitGatewayRouteTables, TransitGateways, TransitGatewayStaticRoutes,
    TransitGatewayVpcAttachments, TransportTransitGatewayAttachmentId, trustAnchorArn, trustAnchors, `Type`, type
  case Url, UserDetailList, UserId, UserIdGroupPairs, UserName, UserPolicyList
  case Value, value, virtualGatewayId, virtualInterfaceId, virtualInterfaceName, virtualInterfaceOwnerAccount,
    virtualInterfaceRegion, virtualInterfaces, virtualInterfaceState, virtualInterfaceType, VolumeId, VpcAttachments,
    VpcBlockPublicAccessExclusions, VpcBlockPublicAccessOptions, VpcConfig, vpcConfig, VpcEndpointAssociation,
    VpcEndpointAssociations, VpcEndpointAssociationStatus, VpcEndpointConnections, VpcEndpointId, VpcEndpointOwner,
    VpcEndpoints, VpcEndpointServicePermissions, VpcEndpointState, VpcEndpointType, VPCId, VpcId, vpcId,
    vpcIdentifier, VpcOwnerId, VpcPeeringConnectionId, VpcPeeringConnections, Vpcs, VpcSecurityGroupId,
    VpcSecurityGroups, VpnConnectionId, VpnConnections, VpnGatewayId, VpnGateways
  case ZoneName

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}
