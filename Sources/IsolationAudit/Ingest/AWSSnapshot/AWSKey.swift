// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of AWS's answers that are read, spelt as AWS spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys, so that decoders switch over small integers.
enum AWSKey: UInt16, Hashable, Sendable, CaseIterable {
  case AcceptanceRequired, AccepterTgwInfo, AccepterVpcInfo, AccessAll, account, Accounts, AccountTags, Action,
    action, Actions, AdditionalRoutesAvailable, AddressDefinition, Addresses, Alias, AllocationId,
    allowedPrefixesToDirectConnectGateway, AllowedPrincipals, ApplianceModeSupport, Arn, arn, arnResource, asn,
    asnLong, associatedCoreNetwork, associatedGateway, Association, associationId, Associations, AssociationState,
    associationState, AssociationSyncState, AssumeRolePolicyDocument, AttachedManagedPolicies, Attachment,
    AttachmentId, Attachments, attachmentState, AttachmentType, attachmentType, Attributes, AuthorizationRules,
    authType, AutoProvisionZones, AvailabilityMode, AvailabilityZone, AvailabilityZoneId, AvailabilityZoneIds,
    AvailabilityZones, AwsAccountId, AwsRegion
  case BgpAsn, BgpAsnExtended, Blackhole, BlockPublicAccessStates
  case calls, CarrierGatewayId, ChildId, Cidr, cidr, CidrBlock, CidrBlockAssociationSet, CidrBlockSet,
    CidrBlockState, CidrIp, CidrIpv4, CidrIpv6, Cidrs, ClientCidrBlock, ClientVpnAuthorizationRules,
    ClientVpnEndpointId, ClientVpnEndpoints, ClientVpnRoutes, ClientVpnTargetNetworks, cluster, Clusters,
    clusterSecurityGroupId, Code, collected, config, ConfigurationSyncStateSummary, connectionId, ConnectivityType,
    ConnectPeerConfiguration, Content, CoreNetworkArn, CoreNetworkAttachmentId, CoreNetworkId,
    CoreNetworkNetworkFunctionGroup, CoreNetworkPolicies, CoreNetworkRoutes, CoreNetworks, CoreNetworkSegmentEdge,
    CoreNetworkVpcAttachments, CrossZoneLoadBalancing, CustomerGatewayConfiguration, CustomerGatewayId,
    CustomerGateways
  case DBClusterArn, DBClusterIdentifier, DBClusters, DBInstanceArn, DBInstanceIdentifier, DbInstancePort,
    DBInstances, DBSubnetGroup, defaultAction, DefaultActions, Definition, Description, Destination,
    DestinationCidr, DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPort, DestinationPorts,
    DestinationPrefixListId, Destinations, DeviceIndex, directConnectGatewayAssociations,
    directConnectGatewayAttachments, directConnectGatewayId, directConnectGatewayName,
    directConnectGatewayOwnerAccount, directConnectGateways, directConnectGatewayState, Direction, dnsResource,
    Document, DomainName, domainName
  case EdgeLocation, EdgeLocations, Egress, EgressOnlyInternetGatewayId, EgressOnlyInternetGateways, Enabled,
    Endpoint, EndpointId, endpointPublicAccess, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, Entries
  case Firewall, FirewallArn, FirewallName, FirewallPolicies, FirewallPolicy, FirewallPolicyArn,
    FirewallPolicyName, FirewallPolicyResponse, FirewallRuleGroupAssociations, FirewallRuleGroupId, Firewalls,
    FirewallStatus, forward, ForwardConfig, From, FromPort, FunctionArn, FunctionName, Functions
  case GatewayAssociationState, GatewayId, GatewayLoadBalancerArns, GeneratedRulesType, GroupDetailList, GroupId,
    GroupList, GroupName, GroupOwnerId, GroupPolicyList, Groups
  case Header, HostVPCId
  case IamInstanceProfile, IcmpTypeCode, Id, id, InstanceConnectEndpointId, InstanceConnectEndpoints, InstanceId,
    InstancePort, InstanceProfileList, InstanceProfileName, InstanceProfiles, Instances, InterfaceType,
    InternetGatewayBlockMode, InternetGatewayExclusionMode, InternetGatewayId, InternetGateways, Ip, IpAddress,
    ipAddress, IpAddresses, IpAddressType, IpPermissions, IpPermissionsEgress, IpProtocol, IpRanges, ipResource,
    IPSetReferences, IPSets, Ipv4Prefix, Ipv4Prefixes, Ipv6, Ipv6Address, Ipv6Addresses, Ipv6CidrBlock,
    Ipv6CidrBlockAssociationSet, Ipv6CidrBlockSet, Ipv6CidrBlockState, Ipv6Prefix, Ipv6Prefixes, Ipv6Ranges,
    Ipv6Support, IsDefault, IsDefaultVersion, IsEgress, IsTruncated
  case Key, key, Keyword
  case latticeAuthPolicies, latticeListeners, latticeRules, latticeServices, latticeTargetGroups, latticeTargets,
    Listener, ListenerArn, ListenerDescriptions, listenerIdentifier, ListenerRules, Listeners, listeners,
    LoadBalancerArn, LoadBalancerArns, LoadBalancerAttributes, LoadBalancerDescriptions, LoadBalancerListeners,
    LoadBalancerName, LoadBalancerPort, LoadBalancers, LoadBalancerTargetHealth, LocalGatewayId
  case Main, ManagementAccountId, Marker, MasterAccountId, MatchAttributes
  case Name, name, NatGatewayAddresses, NatGatewayId, NatGateways, NetworkAclId, NetworkAcls,
    NetworkFunctionGroupName, NetworkInterfaceId, NetworkInterfaceIds, NetworkInterfaceOwnerId, NetworkInterfaces,
    NetworkLoadBalancerArns, NetworkRoutes, NextMarker, NextToken, nextToken
  case OdbNetworkArn, OpenIDConnectProviderList, OpenIDConnectProviders, operation, Options, Organization,
    OrganizationalUnits, Origin, OutsideIpAddressType, Override, ownerAccount, OwnerAccountId, OwnerId
  case ParentId, Parents, partition, Path, PeerAddress, PeeringStatus, PermissionsBoundary, PermissionsBoundaryArn,
    Placement, Policies, policy, PolicyArn, PolicyDocument, PolicyName, PolicySummary, PolicyVariables,
    PolicyVersionList, Port, port, PortRange, portRanges, PortSets, PrefixListEntries, PrefixListId, PrefixListIds,
    PrefixListName, PrefixLists, PreserveClientIp, Primary, Principal, Priority, PrivateIp, PrivateIpAddress,
    PrivateIpAddresses, PropagatingVgws, `Protocol`, Protocols, PublicIp, PubliclyAccessible
  case ReferenceArn, ReferencedGroupInfo, ReferenceSets, Region, region, RemoteAccessEnabled, RequesterId,
    RequesterManaged, RequesterTgwInfo, RequesterVpcInfo, ReservationId, Reservations, ResolverEndpointId,
    ResolverEndpointIpAddresses, ResolverEndpoints, ResolverRuleAssociations, ResolverRuleId, ResolverRules,
    ResourceArn, ResourceConfigurationArn, resourceConfigurationArn, resourceConfigurationDefinition,
    resourceConfigurationGroupId, resourceConfigurationId, resourceConfigurations, resourceGatewayId,
    resourceGateways, ResourceId, resourceIdentifier, ResourceOwnerId, resourcesVpcConfig, ResourceType,
    ResponseMetadata, Role, roleArn, RoleDetailList, RoleName, RolePolicyList, Roles, Roots, routeFilterPrefixes,
    Routes, RouteTableId, RouteTableIdentifier, RouteTableIds, RouteTables, RuleAction, RuleDefinition, RuleGroup,
    RuleGroupArn, RuleGroupName, RuleGroupResponse, RuleGroups, RuleNumber, RuleOptions, RuleOrder, Rules, rules,
    RulesSource, RulesSourceList, RulesString, RuleType, RuleVariables
  case SAMLProviderList, SAMLProviders, schema, Scheme, SecurityGroupIds, securityGroupIds,
    SecurityGroupReferencingSupport, SecurityGroupRuleId, SecurityGroupRules, SecurityGroups,
    SecurityGroupVpcAssociations, SegmentName, service, serviceArn, ServiceConfigurations, ServiceId, serviceId,
    serviceIdentifier, ServiceName, ServiceNetworkArn, serviceNetworkArn, serviceNetworkId,
    serviceNetworkResourceAssociations, serviceNetworks, serviceNetworkServiceAssociations,
    serviceNetworkVpcAssociations, ServiceRegion, ServiceState, Settings, siteLinkEnabled, Source, SourceDestCheck,
    SourcePort, SourcePorts, Sources, StaleIpPermissions, StaleIpPermissionsEgress, StaleSecurityGroupSet, State,
    StatefulDefaultActions, StatefulEngineOptions, StatefulRuleGroupReferences, StatefulRules,
    StatelessDefaultActions, StatelessRuleGroupReferences, StatelessRules, StatelessRulesAndCustomActions,
    StaticRoutesOnly, Status, status, StreamExceptionPolicy, SubnetArns, SubnetId, SubnetIdentifier, SubnetIds,
    subnetIds, SubnetMappings, Subnets, SyncStates
  case TagList, Tags, tags, TagSet, Target, TargetGroupArn, TargetGroupAttributes, targetGroupIdentifier,
    TargetGroupName, TargetGroups, targetGroups, TargetHealthDescriptions, TargetId, TargetIps, TargetNetworkId,
    Targets, targets, TargetSubnet, TargetType, TCPFlags, TLSInspectionConfigurationArn, To, ToPort,
    TransitGatewayArn, TransitGatewayAssociations, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayAttachments, TransitGatewayAttachmentSyncState, TransitGatewayConnectPeerId,
    TransitGatewayConnectPeers, TransitGatewayConnects, TransitGatewayId, TransitGatewayMulticastDomainId,
    TransitGatewayMulticastDomains, TransitGatewayPeeringAttachments, TransitGatewayPolicyTableAssociations,
    TransitGatewayPolicyTableId, TransitGatewayPolicyTables, TransitGatewayPrefixListReferences,
    TransitGatewayPropagations, TransitGatewayRoutes, TransitGatewayRouteTableId,
    TransitGatewayRouteTablePropagations, TransitGatewayRouteTables, TransitGateways, TransitGatewayStaticRoutes,
    TransitGatewayVpcAttachments, TransportTransitGatewayAttachmentId, `Type`, type
  case UserDetailList, UserIdGroupPairs, UserName, UserPolicyList
  case Value, value, virtualGatewayId, virtualInterfaceId, virtualInterfaceName, virtualInterfaceOwnerAccount,
    virtualInterfaceRegion, virtualInterfaces, virtualInterfaceState, virtualInterfaceType, VpcAttachments,
    VpcBlockPublicAccessExclusions, VpcBlockPublicAccessOptions, VpcConfig, VpcEndpointAssociation,
    VpcEndpointAssociations, VpcEndpointAssociationStatus, VpcEndpointConnections, VpcEndpointId, VpcEndpointOwner,
    VpcEndpoints, VpcEndpointServicePermissions, VpcEndpointState, VpcEndpointType, VPCId, VpcId, vpcId,
    vpcIdentifier, VpcOwnerId, VpcPeeringConnectionId, VpcPeeringConnections, Vpcs, VpcSecurityGroupId,
    VpcSecurityGroups, VpnConnectionId, VpnConnections, VpnGatewayId, VpnGateways
  case ZoneName

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}
