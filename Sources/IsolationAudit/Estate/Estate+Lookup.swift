extension Estate {
  /// The account that a symbol names, or `nil`.
  package func account(_ symbol: Symbol) -> EstateID<Account>? {
    if case .account(let id) = find(symbol) { id } else { nil }
  }
  /// The organizational unit that a symbol names, or `nil`.
  package func organizationalUnit(_ symbol: Symbol) -> EstateID<OrganizationalUnit>? {
    if case .organizationalUnit(let id) = find(symbol) { id } else { nil }
  }
  /// The organization policy that a symbol names, or `nil`.
  package func organizationPolicy(_ symbol: Symbol) -> EstateID<OrganizationPolicy>? {
    if case .organizationPolicy(let id) = find(symbol) { id } else { nil }
  }
  /// The vpc that a symbol names, or `nil`.
  package func vpc(_ symbol: Symbol) -> EstateID<VPC>? {
    if case .vpc(let id) = find(symbol) { id } else { nil }
  }
  /// The subnet that a symbol names, or `nil`.
  package func subnet(_ symbol: Symbol) -> EstateID<Subnet>? {
    if case .subnet(let id) = find(symbol) { id } else { nil }
  }
  /// The route table that a symbol names, or `nil`.
  package func routeTable(_ symbol: Symbol) -> EstateID<RouteTable>? {
    if case .routeTable(let id) = find(symbol) { id } else { nil }
  }
  /// The prefix list that a symbol names, or `nil`.
  package func prefixList(_ symbol: Symbol) -> EstateID<PrefixList>? {
    if case .prefixList(let id) = find(symbol) { id } else { nil }
  }
  /// The network acl that a symbol names, or `nil`.
  package func networkACL(_ symbol: Symbol) -> EstateID<NetworkACL>? {
    if case .networkACL(let id) = find(symbol) { id } else { nil }
  }
  /// The security group that a symbol names, or `nil`.
  package func securityGroup(_ symbol: Symbol) -> EstateID<SecurityGroup>? {
    if case .securityGroup(let id) = find(symbol) { id } else { nil }
  }
  /// The network interface that a symbol names, or `nil`.
  package func networkInterface(_ symbol: Symbol) -> EstateID<NetworkInterface>? {
    if case .networkInterface(let id) = find(symbol) { id } else { nil }
  }
  /// The instance that a symbol names, or `nil`.
  package func instance(_ symbol: Symbol) -> EstateID<Instance>? {
    if case .instance(let id) = find(symbol) { id } else { nil }
  }
  /// The internet gateway that a symbol names, or `nil`.
  package func internetGateway(_ symbol: Symbol) -> EstateID<InternetGateway>? {
    if case .internetGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The nat gateway that a symbol names, or `nil`.
  package func natGateway(_ symbol: Symbol) -> EstateID<NATGateway>? {
    if case .natGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The peering connection that a symbol names, or `nil`.
  package func peeringConnection(_ symbol: Symbol) -> EstateID<PeeringConnection>? {
    if case .peeringConnection(let id) = find(symbol) { id } else { nil }
  }
  /// The vpc endpoint that a symbol names, or `nil`.
  package func vpcEndpoint(_ symbol: Symbol) -> EstateID<VPCEndpoint>? {
    if case .vpcEndpoint(let id) = find(symbol) { id } else { nil }
  }
  /// The endpoint service that a symbol names, or `nil`.
  package func endpointService(_ symbol: Symbol) -> EstateID<EndpointService>? {
    if case .endpointService(let id) = find(symbol) { id } else { nil }
  }
  /// The service network that a symbol names, or `nil`.
  package func serviceNetwork(_ symbol: Symbol) -> EstateID<ServiceNetwork>? {
    if case .serviceNetwork(let id) = find(symbol) { id } else { nil }
  }
  /// The service of VPC Lattice that a symbol names, or `nil`.
  package func latticeService(_ symbol: Symbol) -> EstateID<LatticeService>? {
    if case .latticeService(let id) = find(symbol) { id } else { nil }
  }
  /// The resource gateway that a symbol names, or `nil`.
  package func resourceGateway(_ symbol: Symbol) -> EstateID<ResourceGateway>? {
    if case .resourceGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The resource configuration that a symbol names, or `nil`.
  package func resourceConfiguration(_ symbol: Symbol) -> EstateID<ResourceConfiguration>? {
    if case .resourceConfiguration(let id) = find(symbol) { id } else { nil }
  }
  /// The EC2 Instance Connect Endpoint that a symbol names, or `nil`.
  package func instanceConnectEndpoint(_ symbol: Symbol) -> EstateID<InstanceConnectEndpoint>? {
    if case .instanceConnectEndpoint(let id) = find(symbol) { id } else { nil }
  }
  /// The endpoint of Route 53 Resolver that a symbol names, or `nil`.
  package func resolverEndpoint(_ symbol: Symbol) -> EstateID<ResolverEndpoint>? {
    if case .resolverEndpoint(let id) = find(symbol) { id } else { nil }
  }
  /// The rule of Route 53 Resolver that a symbol names, or `nil`.
  package func resolverRule(_ symbol: Symbol) -> EstateID<ResolverRule>? {
    if case .resolverRule(let id) = find(symbol) { id } else { nil }
  }
  /// The transit gateway that a symbol names, or `nil`.
  package func transitGateway(_ symbol: Symbol) -> EstateID<TransitGateway>? {
    if case .transitGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The transit gateway attachment that a symbol names, or `nil`.
  package func transitGatewayAttachment(_ symbol: Symbol) -> EstateID<TransitGatewayAttachment>? {
    if case .transitGatewayAttachment(let id) = find(symbol) { id } else { nil }
  }
  /// The transit gateway route table that a symbol names, or `nil`.
  package func transitGatewayRouteTable(_ symbol: Symbol) -> EstateID<TransitGatewayRouteTable>? {
    if case .transitGatewayRouteTable(let id) = find(symbol) { id } else { nil }
  }
  /// The vpn gateway that a symbol names, or `nil`.
  package func vpnGateway(_ symbol: Symbol) -> EstateID<VPNGateway>? {
    if case .vpnGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The customer gateway that a symbol names, or `nil`.
  package func customerGateway(_ symbol: Symbol) -> EstateID<CustomerGateway>? {
    if case .customerGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The vpn connection that a symbol names, or `nil`.
  package func vpnConnection(_ symbol: Symbol) -> EstateID<VPNConnection>? {
    if case .vpnConnection(let id) = find(symbol) { id } else { nil }
  }
  /// The client vpnendpoint that a symbol names, or `nil`.
  package func clientVPNEndpoint(_ symbol: Symbol) -> EstateID<ClientVPNEndpoint>? {
    if case .clientVPNEndpoint(let id) = find(symbol) { id } else { nil }
  }
  /// The network firewall that a symbol names, or `nil`.
  package func networkFirewall(_ symbol: Symbol) -> EstateID<NetworkFirewall>? {
    if case .networkFirewall(let id) = find(symbol) { id } else { nil }
  }
  /// The firewall policy that a symbol names, or `nil`.
  package func firewallPolicy(_ symbol: Symbol) -> EstateID<FirewallPolicy>? {
    if case .firewallPolicy(let id) = find(symbol) { id } else { nil }
  }
  /// The firewall rule group that a symbol names, or `nil`.
  package func firewallRuleGroup(_ symbol: Symbol) -> EstateID<FirewallRuleGroup>? {
    if case .firewallRuleGroup(let id) = find(symbol) { id } else { nil }
  }
  /// The core network that a symbol names, or `nil`.
  package func coreNetwork(_ symbol: Symbol) -> EstateID<CoreNetwork>? {
    if case .coreNetwork(let id) = find(symbol) { id } else { nil }
  }
  /// The Direct Connect gateway that a symbol names, or `nil`.
  package func directConnectGateway(_ symbol: Symbol) -> EstateID<DirectConnectGateway>? {
    if case .directConnectGateway(let id) = find(symbol) { id } else { nil }
  }
  /// The virtual interface that a symbol names, or `nil`.
  package func virtualInterface(_ symbol: Symbol) -> EstateID<VirtualInterface>? {
    if case .virtualInterface(let id) = find(symbol) { id } else { nil }
  }
  /// The load balancer that a symbol names, or `nil`.
  package func loadBalancer(_ symbol: Symbol) -> EstateID<LoadBalancer>? {
    if case .loadBalancer(let id) = find(symbol) { id } else { nil }
  }
  /// The target group that a symbol names, or `nil`.
  package func targetGroup(_ symbol: Symbol) -> EstateID<TargetGroup>? {
    if case .targetGroup(let id) = find(symbol) { id } else { nil }
  }
  /// The service that a symbol names, or `nil`.
  package func service(_ symbol: Symbol) -> EstateID<ManagedService>? {
    if case .service(let id) = find(symbol) { id } else { nil }
  }
  /// The principal that a symbol names, or `nil`.
  package func principal(_ symbol: Symbol) -> EstateID<IAMPrincipal>? {
    if case .principal(let id) = find(symbol) { id } else { nil }
  }
  /// The managed policy that a symbol names, or `nil`.
  package func managedPolicy(_ symbol: Symbol) -> EstateID<IAMPolicy>? {
    if case .managedPolicy(let id) = find(symbol) { id } else { nil }
  }
  /// The instance profile that a symbol names, or `nil`.
  package func instanceProfile(_ symbol: Symbol) -> EstateID<InstanceProfile>? {
    if case .instanceProfile(let id) = find(symbol) { id } else { nil }
  }
  /// The identity provider that a symbol names, or `nil`.
  package func identityProvider(_ symbol: Symbol) -> EstateID<IdentityProvider>? {
    if case .identityProvider(let id) = find(symbol) { id } else { nil }
  }
  /// The data store that a symbol names, or `nil`.
  package func dataStore(_ symbol: Symbol) -> EstateID<DataStore>? {
    if case .dataStore(let id) = find(symbol) { id } else { nil }
  }
  /// The workload that a symbol names, or `nil`.
  package func workload(_ symbol: Symbol) -> EstateID<Workload>? {
    if case .workload(let id) = find(symbol) { id } else { nil }
  }
  /// The permission set that a symbol names, or `nil`.
  package func permissionSet(_ symbol: Symbol) -> EstateID<PermissionSet>? {
    if case .permissionSet(let id) = find(symbol) { id } else { nil }
  }
}
