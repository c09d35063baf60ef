// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of AWS's answers that are read, spelt as AWS spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys, so that decoders switch over small integers.
enum AWSKey: UInt16, Hashable, Sendable, CaseIterable {
  case AcceptanceRequired, AccepterTgwInfo, AccepterVpcInfo, AccessAll, AccessPolicies, account, AccountId,
    AccountPublicAccessBlocks, Accounts, AccountTags, Action, action, Actions, AdditionalRoutesAvailable,
    AddressDefinition, Addresses, Alias, AliasArn, Aliases, AliasName, AllocationId,
    allowedPrefixesToDirectConnectGateway, AllowedPrincipals, ApplianceModeSupport,
    ApplyServerSideEncryptionByDefault, ARN, Arn, arn, arnResource, asn, asnLong, associatedCoreNetwork,
    associatedGateway, Association, associationId, Associations, AssociationState, associationState,
    AssociationSyncState, AssumeRolePolicyDocument, AttachedManagedPolicies, Attachment, AttachmentId, Attachments,
    attachmentState, AttachmentType, attachmentType, AttributeName, Attributes, AttributeValues, AuthorizationRules,
    authType, AutoProvisionZones, AvailabilityMode, AvailabilityZone, AvailabilityZoneId, AvailabilityZoneIds,
    AvailabilityZones, AwsAccountId, AwsRegion
  case BackupVaultArn, BackupVaultList, BackupVaultName, BackupVaultPolicies, BgpAsn, BgpAsnExtended, Blackhole,
    BlockDeviceMappings, BlockPublicAccessStates, Bucket, BucketArn, BucketEncryptions, BucketPolicies,
    BucketPublicAccessBlocks, BucketRegion, Buckets, BucketTags
  case calls, CarrierGatewayId, ChildId, Cidr, cidr, CidrBlock, CidrBlockAssociationSet, CidrBlockSet,
    CidrBlockState, CidrIp, CidrIpv4, CidrIpv6, Cidrs, ClientCidrBlock, ClientVpnAuthorizationRules,
    ClientVpnEndpointId, ClientVpnEndpoints, ClientVpnRoutes, ClientVpnTargetNetworks, cluster, Clusters,
    clusterSecurityGroupId, Code, collected, config, ConfigurationSyncStateSummary, connectionId, ConnectivityType,
    ConnectPeerConfiguration, Constraints, Content, CoreNetworkArn, CoreNetworkAttachmentId, CoreNetworkId,
    CoreNetworkNetworkFunctionGroup, CoreNetworkPolicies, CoreNetworkRoutes, CoreNetworks, CoreNetworkSegmentEdge,
    CoreNetworkVpcAttachments, CreateVolumePermissions, CrossZoneLoadBalancing, CustomerGatewayConfiguration,
    CustomerGatewayId, CustomerGateways
  case DBClusterArn, DBClusterIdentifier, DBClusters, DBClusterSnapshotArn, DBClusterSnapshotAttributes,
    DBClusterSnapshotAttributesResult, DBClusterSnapshotIdentifier, DBClusterSnapshots, DBInstanceArn,
    DBInstanceIdentifier, DbInstancePort, DBInstances, DBSnapshotArn, DBSnapshotAttributes,
    DBSnapshotAttributesResult, DBSnapshotIdentifier, DBSnapshots, DBSubnetGroup, defaultAction, DefaultActions,
    Definition, Description, Destination, DestinationCidr, DestinationCidrBlock, DestinationIpv6CidrBlock,
    DestinationPort, DestinationPorts, DestinationPrefixListId, Destinations, DeviceIndex,
    directConnectGatewayAssociations, directConnectGatewayAttachments, directConnectGatewayId,
    directConnectGatewayName, directConnectGatewayOwnerAccount, directConnectGateways, directConnectGatewayState,
    Direction, dnsResource, Document, DomainName, domainName, DomainStatusList
  case Ebs, EdgeLocation, EdgeLocations, Egress, EgressOnlyInternetGatewayId, EgressOnlyInternetGateways, Enabled,
    Encrypted, EncryptionAtRestOptions, encryptionConfiguration, EncryptionKeyArn, encryptionType, Endpoint,
    EndpointId, endpointPublicAccess, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, Entries, Error,
    EventBuses
  case FileSystemArn, FileSystemId, FileSystemPolicies, FileSystems, FileSystemType, Firewall, FirewallArn,
    FirewallName, FirewallPolicies, FirewallPolicy, FirewallPolicyArn, FirewallPolicyName, FirewallPolicyResponse,
    FirewallRuleGroupAssociations, FirewallRuleGroupId, Firewalls, FirewallStatus, forward, ForwardConfig, From,
    FromPort, FunctionArn, FunctionName, FunctionPolicies, Functions
  case GatewayAssociationState, GatewayId, GatewayLoadBalancerArns, GeneratedRulesType, GranteePrincipal, GrantId,
    Grants, Group, GroupDetailList, GroupId, GroupList, GroupName, GroupOwnerId, GroupPolicyList, Groups
  case Header, HostVPCId
  case IamInstanceProfile, IcmpTypeCode, Id, id, IgnorePublicAcls, ImageAttributes, ImageId, Images,
    imageTagMutability, InstanceConnectEndpointId, InstanceConnectEndpoints, InstanceId, InstancePort,
    InstanceProfileList, InstanceProfileName, InstanceProfiles, Instances, InterfaceType, InternetGatewayBlockMode,
    InternetGatewayExclusionMode, InternetGatewayId, InternetGateways, Ip, IpAddress, ipAddress, IpAddresses,
    IpAddressType, IpPermissions, IpPermissionsEgress, IpProtocol, IpRanges, ipResource, IPSetReferences, IPSets,
    Ipv4Prefix, Ipv4Prefixes, Ipv6, Ipv6Address, Ipv6Addresses, Ipv6CidrBlock, Ipv6CidrBlockAssociationSet,
    Ipv6CidrBlockSet, Ipv6CidrBlockState, Ipv6Prefix, Ipv6Prefixes, Ipv6Ranges, Ipv6Support, IsDefault,
    IsDefaultVersion, IsEgress, IsTruncated
  case Key, key, KeyArn, KeyGrants, KeyId, KeyManager, KeyMetadata, KeyPolicies, Keys, KeyTags, Keyword, kmsKey,
    KmsKeyId, KmsKeyIdentifier, KMSMasterKeyArn, KMSMasterKeyID, KmsMasterKeyId
  case latticeAuthPolicies, latticeListeners, latticeRules, latticeServices, latticeTargetGroups, latticeTargets,
    LaunchPermissions, Listener, ListenerArn, ListenerDescriptions, listenerIdentifier, ListenerRules, Listeners,
    listeners, LoadBalancerArn, LoadBalancerArns, LoadBalancerAttributes, LoadBalancerDescriptions,
    LoadBalancerListeners, LoadBalancerName, LoadBalancerPort, LoadBalancers, LoadBalancerTargetHealth,
    LocalGatewayId
  case Main, ManagementAccountId, Marker, MasterAccountId, MatchAttributes
  case Name, name, NatGatewayAddresses, NatGatewayId, NatGateways, NetworkAclId, NetworkAcls,
    NetworkFunctionGroupName, NetworkInterfaceId, NetworkInterfaceIds, NetworkInterfaceOwnerId, NetworkInterfaces,
    NetworkLoadBalancerArns, NetworkRoutes, NextMarker, NextToken, nextToken
  case OdbNetworkArn, OpenIDConnectProviderList, OpenIDConnectProviders, operation, Operations, Options,
    Organization, OrganizationalUnitArn, OrganizationalUnits, OrganizationArn, Origin, OutsideIpAddressType,
    Override, ownerAccount, OwnerAccountId, OwnerId
  case Parameters, ParentId, Parents, partition, Path, PeerAddress, PeeringStatus, PermissionsBoundary,
    PermissionsBoundaryArn, Placement, Policies, Policy, policy, PolicyArn, PolicyDocument, PolicyName,
    PolicySummary, policyText, PolicyVariables, PolicyVersionList, Port, port, PortRange, portRanges, PortSets,
    PrefixListEntries, PrefixListId, PrefixListIds, PrefixListName, PrefixLists, PreserveClientIp, Primary,
    Principal, Priority, PrivateIp, PrivateIpAddress, PrivateIpAddresses, PropagatingVgws, `Protocol`, Protocols,
    Public, PublicAccessBlockConfiguration, PublicIp, PubliclyAccessible
  case QueueArn, QueueAttributes, QueueUrl
  case ReferenceArn, ReferencedGroupInfo, ReferenceSets, Region, region, registryId, RemoteAccessEnabled,
    repositories, repositoryArn, repositoryName, repositoryPolicies, RequesterId, RequesterManaged, RequesterTgwInfo,
    RequesterVpcInfo, ReservationId, Reservations, ResolverEndpointId, ResolverEndpointIpAddresses,
    ResolverEndpoints, ResolverRuleAssociations, ResolverRuleId, ResolverRules, ResourceARN, ResourceArn,
    ResourceConfigurationArn, resourceConfigurationArn, resourceConfigurationDefinition,
    resourceConfigurationGroupId, resourceConfigurationId, resourceConfigurations, resourceGatewayId,
    resourceGateways, ResourceId, resourceIdentifier, ResourceOwnerId, ResourcePolicy, resourcesVpcConfig,
    ResourceTagMappingList, ResourceType, ResponseMetadata, RestrictPublicBuckets, Role, roleArn, RoleDetailList,
    RoleName, RolePolicyList, Roles, Roots, routeFilterPrefixes, Routes, RouteTableId, RouteTableIdentifier,
    RouteTableIds, RouteTables, RuleAction, RuleDefinition, RuleGroup, RuleGroupArn, RuleGroupName,
    RuleGroupResponse, RuleGroups, RuleNumber, RuleOptions, RuleOrder, Rules, rules, RulesSource, RulesSourceList,
    RulesString, RuleType, RuleVariables
  case SAMLProviderList, SAMLProviders, schema, Scheme, SecretList, SecretPolicies, SecurityGroupIds,
    securityGroupIds, SecurityGroupReferencingSupport, SecurityGroupRuleId, SecurityGroupRules, SecurityGroups,
    SecurityGroupVpcAssociations, SegmentName, ServerSideEncryptionConfiguration, service, serviceArn,
    ServiceConfigurations, ServiceId, serviceId, serviceIdentifier, ServiceName, ServiceNetworkArn,
    serviceNetworkArn, serviceNetworkId, serviceNetworkResourceAssociations, serviceNetworks,
    serviceNetworkServiceAssociations, serviceNetworkVpcAssociations, ServiceRegion, ServiceState, Settings,
    siteLinkEnabled, SnapshotAttributes, SnapshotId, SnapshotIdentifier, SnapshotName, Snapshots, SnapshotType, Source,
    SourceDestCheck, SourceInstanceId, SourcePort, SourcePorts, Sources, SqsManagedSseEnabled, SSEAlgorithm,
    SSEDescription, SSEType, StaleIpPermissions, StaleIpPermissionsEgress, StaleSecurityGroupSet, State,
    StatefulDefaultActions, StatefulEngineOptions, StatefulRuleGroupReferences, StatefulRules,
    StatelessDefaultActions, StatelessRuleGroupReferences, StatelessRules, StatelessRulesAndCustomActions,
    StaticRoutesOnly, Status, status, StorageEncrypted, StreamExceptionPolicy, SubnetArns, SubnetId,
    SubnetIdentifier, SubnetIds, subnetIds, SubnetMappings, Subnets, SyncStates
  case Table, TableArn, TableName, TablePolicies, Tables, TagKey, TagList, Tags, tags, TagSet, TagValue, Target,
    TargetGroupArn, TargetGroupAttributes, targetGroupIdentifier, TargetGroupName, TargetGroups, targetGroups,
    TargetHealthDescriptions, TargetId, TargetIps, TargetKeyId, TargetNetworkId, Targets, targets, TargetSubnet,
    TargetType, TCPFlags, Tier, TLSInspectionConfigurationArn, To, TopicArn, TopicAttributes, ToPort,
    TransitGatewayArn, TransitGatewayAssociations, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayAttachments, TransitGatewayAttachmentSyncState, TransitGatewayConnectPeerId,
    TransitGatewayConnectPeers, TransitGatewayConnects, TransitGatewayId, TransitGatewayMulticastDomainId,
    TransitGatewayMulticastDomains, TransitGatewayPeeringAttachments, TransitGatewayPolicyTableAssociations,
    TransitGatewayPolicyTableId, TransitGatewayPolicyTables, TransitGatewayPrefixListReferences,
    TransitGatewayPropagations, TransitGatewayRoutes, TransitGatewayRouteTableId,
    TransitGatewayRouteTablePropagations, TransitGatewayRouteTables, TransitGateways, TransitGatewayStaticRoutes,
    TransitGatewayVpcAttachments, TransportTransitGatewayAttachmentId, `Type`, type
  case UserDetailList, UserId, UserIdGroupPairs, UserName, UserPolicyList
  case Value, value, virtualGatewayId, virtualInterfaceId, virtualInterfaceName, virtualInterfaceOwnerAccount,
    virtualInterfaceRegion, virtualInterfaces, virtualInterfaceState, virtualInterfaceType, VolumeId, VpcAttachments,
    VpcBlockPublicAccessExclusions, VpcBlockPublicAccessOptions, VpcConfig, VpcEndpointAssociation,
    VpcEndpointAssociations, VpcEndpointAssociationStatus, VpcEndpointConnections, VpcEndpointId, VpcEndpointOwner,
    VpcEndpoints, VpcEndpointServicePermissions, VpcEndpointState, VpcEndpointType, VPCId, VpcId, vpcId,
    vpcIdentifier, VpcOwnerId, VpcPeeringConnectionId, VpcPeeringConnections, Vpcs, VpcSecurityGroupId,
    VpcSecurityGroups, VpnConnectionId, VpnConnections, VpnGatewayId, VpnGateways
  case ZoneName

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}
