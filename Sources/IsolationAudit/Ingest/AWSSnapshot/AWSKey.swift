// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The keys of AWS's answers that are read, spelt as AWS spells them.
///
/// The raw values are the ids that ``JSONReader`` gives the keys, so that decoders switch over small integers.
enum AWSKey: UInt16, Hashable, Sendable, CaseIterable {
  case AccepterTgwInfo, AccepterVpcInfo, AccessAll, account, Accounts, AccountTags, Actions,
    AdditionalRoutesAvailable, Addresses, AllocationId, ApplianceModeSupport, Arn, arn, Association, Associations,
    AssociationState, AssumeRolePolicyDocument, AttachedManagedPolicies, Attachment, Attachments, Attributes,
    AuthorizationRules,
    AvailabilityZone, AvailabilityZoneId, AvailabilityZones
  case BgpAsn, BgpAsnExtended, BlockPublicAccessStates
  case calls, CarrierGatewayId, ChildId, Cidr, CidrBlock, CidrBlockAssociationSet, CidrBlockSet, CidrBlockState,
    CidrIp, CidrIpv4, CidrIpv6, Cidrs, ClientCidrBlock, ClientVpnAuthorizationRules, ClientVpnEndpointId,
    ClientVpnEndpoints, ClientVpnRoutes, ClientVpnTargetNetworks, cluster, Clusters, clusterSecurityGroupId, Code,
    collected, ConnectivityType, Content, CoreNetworkArn, CustomerGatewayConfiguration, CustomerGatewayId,
    CustomerGateways
  case DBClusterArn, DBClusterIdentifier, DBClusters, DBInstanceArn, DBInstanceIdentifier, DbInstancePort,
    DBInstances, DBSubnetGroup, DefaultActions, Description, DestinationCidr, DestinationCidrBlock,
    DestinationIpv6CidrBlock, DestinationPrefixListId, Document
  case Egress, EgressOnlyInternetGatewayId, EgressOnlyInternetGateways, Endpoint, endpointPublicAccess, Entries
  case ForwardConfig, From, FromPort, FunctionArn, FunctionName, Functions
  case GatewayId, GroupDetailList, GroupId, GroupList, GroupName, GroupOwnerId, GroupPolicyList, Groups
  case IamInstanceProfile, IcmpTypeCode, Id, InstanceId, InstanceProfileList, InstanceProfileName, InstanceProfiles,
    Instances, InterfaceType, InternetGatewayBlockMode, InternetGatewayId, InternetGateways, IpAddress,
    IpPermissions, IpPermissionsEgress, IpProtocol, IpRanges, Ipv4Prefix, Ipv4Prefixes, Ipv6Address, Ipv6Addresses,
    Ipv6CidrBlock, Ipv6CidrBlockAssociationSet, Ipv6CidrBlockSet, Ipv6CidrBlockState, Ipv6Prefix, Ipv6Prefixes,
    Ipv6Ranges, Ipv6Support, IsDefault, IsDefaultVersion, IsEgress, IsTruncated
  case Key
  case ListenerArn, ListenerRules, Listeners, LoadBalancerArn, LoadBalancerAttributes, LoadBalancerListeners,
    LoadBalancerName, LoadBalancers, LoadBalancerTargetHealth, LocalGatewayId
  case Main, ManagementAccountId, Marker, MasterAccountId
  case Name, name, NatGatewayAddresses, NatGatewayId, NatGateways, NetworkAclId, NetworkAcls, NetworkInterfaceId,
    NetworkInterfaceIds, NetworkInterfaceOwnerId, NetworkInterfaces, NextMarker, NextToken, nextToken
  case OdbNetworkArn, OpenIDConnectProviderList, OpenIDConnectProviders, operation, Options, Origin, Organization,
    OrganizationalUnits, OwnerId
  case ParentId, Parents, partition, Path, PermissionsBoundary, PermissionsBoundaryArn, Placement, Policies,
    PolicyArn, PolicyDocument, PolicyName, PolicySummary, PolicyVersionList, Port, PortRange, PrefixListEntries,
    PrefixListId, PrefixListIds, PrefixListName, PrefixLists, Primary, PrivateIp, PrivateIpAddress,
    PrivateIpAddresses, PropagatingVgws, `Protocol`, PublicIp, PubliclyAccessible
  case ReferencedGroupInfo, Region, region, RequesterId, RequesterManaged, RequesterTgwInfo, RequesterVpcInfo,
    ReservationId, Reservations, ResourceId, ResourceOwnerId, resourcesVpcConfig, ResourceType, ResponseMetadata,
    Role, roleArn, RoleDetailList, RoleName, RolePolicyList, Roles, Roots, Routes, RouteTableId, RouteTableIds,
    RouteTables, RuleAction, RuleNumber, Rules
  case SAMLProviderList, SAMLProviders, schema, Scheme, SecurityGroupIds, securityGroupIds,
    SecurityGroupReferencingSupport, SecurityGroupRuleId, SecurityGroupRules, SecurityGroups, ServiceName,
    SourceDestCheck, State, StaticRoutesOnly, Status, status, SubnetId, SubnetIdentifier, SubnetIds, subnetIds,
    Subnets
  case TagList, Tags, tags, TagSet, Target, TargetGroupArn, TargetGroupAttributes, TargetGroupName, TargetGroups,
    TargetHealthDescriptions, TargetId, TargetNetworkId, Targets, TargetSubnet, TargetType, To, ToPort,
    TransitGatewayArn, TransitGatewayAssociations, TransitGatewayAttachmentId, TransitGatewayAttachments,
    TransitGatewayId, TransitGatewayPeeringAttachments, TransitGatewayPropagations, TransitGatewayRoutes,
    TransitGatewayRouteTableId, TransitGatewayRouteTablePropagations, TransitGatewayRouteTables, TransitGateways,
    TransitGatewayStaticRoutes, TransitGatewayVpcAttachments, `Type`
  case UserDetailList, UserIdGroupPairs, UserName, UserPolicyList
  case Value, VpcAttachments, VpcConfig, VpcEndpointId, VpcEndpoints, VpcEndpointType, VpcId, vpcId, VpcOwnerId,
    VpcPeeringConnectionId, VpcPeeringConnections, Vpcs, VpcSecurityGroupId, VpcSecurityGroups, VpnConnectionId,
    VpnConnections, VpnGatewayId, VpnGateways

  /// The names of the keys, in the order of their raw values.
  static let names: [String] = allCases.map { "\($0)" }
}
