// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of AWS's answers that are read, spelt as AWS spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys, so that decoders switch over small integers.
enum AWSKey: UInt16, Hashable, Sendable, CaseIterable {
  case AcceptanceRequired, AccepterTgwInfo, AccepterVpcInfo, AccessAll, account, Accounts, AccountTags, action,
    Actions, AdditionalRoutesAvailable, Addresses, AllocationId, AllowedPrincipals, ApplianceModeSupport, Arn, arn,
    arnResource, Association, Associations, AssociationState, AssumeRolePolicyDocument, AttachedManagedPolicies,
    Attachment, Attachments, Attributes, AuthorizationRules, authType, AvailabilityZone, AvailabilityZoneId,
    AvailabilityZoneIds, AvailabilityZones
  case BgpAsn, BgpAsnExtended, BlockPublicAccessStates
  case calls, CarrierGatewayId, ChildId, Cidr, CidrBlock, CidrBlockAssociationSet, CidrBlockSet, CidrBlockState,
    CidrIp, CidrIpv4, CidrIpv6, Cidrs, ClientCidrBlock, ClientVpnAuthorizationRules, ClientVpnEndpointId,
    ClientVpnEndpoints, ClientVpnRoutes, ClientVpnTargetNetworks, cluster, Clusters, clusterSecurityGroupId, Code,
    collected, config, ConnectivityType, Content, CoreNetworkArn, CrossZoneLoadBalancing,
    CustomerGatewayConfiguration, CustomerGatewayId, CustomerGateways
  case DBClusterArn, DBClusterIdentifier, DBClusters, DBInstanceArn, DBInstanceIdentifier, DbInstancePort,
    DBInstances, DBSubnetGroup, defaultAction, DefaultActions, Description, DestinationCidr, DestinationCidrBlock,
    DestinationIpv6CidrBlock, DestinationPrefixListId, DeviceIndex, Direction, dnsResource, Document, DomainName,
    domainName
  case Egress, EgressOnlyInternetGatewayId, EgressOnlyInternetGateways, Enabled, Endpoint, endpointPublicAccess,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, Entries
  case FirewallRuleGroupAssociations, FirewallRuleGroupId, forward, ForwardConfig, From, FromPort, FunctionArn,
    FunctionName, Functions
  case GatewayId, GatewayLoadBalancerArns, GroupDetailList, GroupId, GroupList, GroupName, GroupOwnerId,
    GroupPolicyList, Groups
  case HostVPCId
  case IamInstanceProfile, IcmpTypeCode, Id, id, InstanceConnectEndpointId, InstanceConnectEndpoints, InstanceId,
    InstancePort, InstanceProfileList, InstanceProfileName, InstanceProfiles, Instances, InterfaceType,
    InternetGatewayBlockMode, InternetGatewayId, InternetGateways, Ip, IpAddress, ipAddress, IpAddresses,
    IpAddressType, IpPermissions, IpPermissionsEgress, IpProtocol, IpRanges, ipResource, Ipv4Prefix, Ipv4Prefixes,
    Ipv6, Ipv6Address, Ipv6Addresses, Ipv6CidrBlock, Ipv6CidrBlockAssociationSet, Ipv6CidrBlockSet,
    Ipv6CidrBlockState, Ipv6Prefix, Ipv6Prefixes, Ipv6Ranges, Ipv6Support, IsDefault, IsDefaultVersion, IsEgress,
    IsTruncated
  case Key
  case latticeAuthPolicies, latticeListeners, latticeRules, latticeServices, latticeTargetGroups, latticeTargets,
    Listener, ListenerArn, ListenerDescriptions, listenerIdentifier, ListenerRules, Listeners, listeners,
    LoadBalancerArn, LoadBalancerArns, LoadBalancerAttributes, LoadBalancerDescriptions, LoadBalancerListeners,
    LoadBalancerName, LoadBalancerPort, LoadBalancers, LoadBalancerTargetHealth, LocalGatewayId
  case Main, ManagementAccountId, Marker, MasterAccountId
  case Name, name, NatGatewayAddresses, NatGatewayId, NatGateways, NetworkAclId, NetworkAcls, NetworkInterfaceId,
    NetworkInterfaceIds, NetworkInterfaceOwnerId, NetworkInterfaces, NetworkLoadBalancerArns, NextMarker,
    NextToken, nextToken
  case OdbNetworkArn, OpenIDConnectProviderList, OpenIDConnectProviders, operation, Options, Organization,
    OrganizationalUnits, Origin, OwnerId
  case ParentId, Parents, partition, Path, PermissionsBoundary, PermissionsBoundaryArn, Placement, Policies,
    policy, PolicyArn, PolicyDocument, PolicyName, PolicySummary, PolicyVersionList, Port, port, PortRange,
    portRanges, PrefixListEntries, PrefixListId, PrefixListIds, PrefixListName, PrefixLists, PreserveClientIp,
    Primary, Principal, PrivateIp, PrivateIpAddress, PrivateIpAddresses, PropagatingVgws, `Protocol`, PublicIp,
    PubliclyAccessible
  case ReferencedGroupInfo, Region, region, RemoteAccessEnabled, RequesterId, RequesterManaged, RequesterTgwInfo,
    RequesterVpcInfo, ReservationId, Reservations, ResolverEndpointId, ResolverEndpointIpAddresses,
    ResolverEndpoints, ResolverRuleAssociations, ResolverRuleId, ResolverRules, ResourceConfigurationArn,
    resourceConfigurationArn, resourceConfigurationDefinition, resourceConfigurationGroupId,
    resourceConfigurationId, resourceConfigurations, resourceGatewayId, resourceGateways, ResourceId,
    resourceIdentifier, ResourceOwnerId, resourcesVpcConfig, ResourceType, ResponseMetadata, Role, roleArn,
    RoleDetailList, RoleName, RolePolicyList, Roles, Roots, Routes, RouteTableId, RouteTableIds, RouteTables,
    RuleAction, RuleNumber, Rules, rules, RuleType
  case SAMLProviderList, SAMLProviders, schema, Scheme, SecurityGroupIds, securityGroupIds,
    SecurityGroupReferencingSupport, SecurityGroupRuleId, SecurityGroupRules, SecurityGroups, service, serviceArn,
    ServiceConfigurations, ServiceId, serviceId, serviceIdentifier, ServiceName, ServiceNetworkArn,
    serviceNetworkArn, serviceNetworkId, serviceNetworkResourceAssociations, serviceNetworks,
    serviceNetworkServiceAssociations, serviceNetworkVpcAssociations, ServiceRegion, ServiceState, SourceDestCheck,
    State, StaticRoutesOnly, Status, status, SubnetId, SubnetIdentifier, SubnetIds, subnetIds, Subnets
  case TagList, Tags, tags, TagSet, Target, TargetGroupArn, TargetGroupAttributes, targetGroupIdentifier,
    TargetGroupName, TargetGroups, targetGroups, TargetHealthDescriptions, TargetId, TargetIps, TargetNetworkId,
    Targets, targets, TargetSubnet, TargetType, To, ToPort, TransitGatewayArn, TransitGatewayAssociations,
    TransitGatewayAttachmentId, TransitGatewayAttachments, TransitGatewayId, TransitGatewayPeeringAttachments,
    TransitGatewayPropagations, TransitGatewayRoutes, TransitGatewayRouteTableId,
    TransitGatewayRouteTablePropagations, TransitGatewayRouteTables, TransitGateways, TransitGatewayStaticRoutes,
    TransitGatewayVpcAttachments, `Type`, type
  case UserDetailList, UserIdGroupPairs, UserName, UserPolicyList
  case Value, VpcAttachments, VpcConfig, VpcEndpointConnections, VpcEndpointId, VpcEndpointOwner, VpcEndpoints,
    VpcEndpointServicePermissions, VpcEndpointState, VpcEndpointType, VPCId, VpcId, vpcId, vpcIdentifier,
    VpcOwnerId, VpcPeeringConnectionId, VpcPeeringConnections, Vpcs, VpcSecurityGroupId, VpcSecurityGroups,
    VpnConnectionId, VpnConnections, VpnGatewayId, VpnGateways
  case ZoneName

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}
