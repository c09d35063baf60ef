/// What the files of a snapshot tell of things that other files define, until all are read.
struct SnapshotStaging {
  /// One list's record of one thing.
  struct Part: Hashable {
    var list: AWSKey
    var id: Symbol
  }

  /// Where each part was told first.
  var parts: [Part: Provenance] = [:]

  /// Entries of prefix lists.
  var prefixListEntries: [(list: Symbol, entries: [PrefixList.Entry], provenance: Provenance)] = []
  /// Security group rules as `describe-security-group-rules` lists them, which alone names their ids.
  var groupRules: [GroupRule] = []
  /// Elastic IP addresses that are associated with a network interface.
  var elasticAddresses: [(networkInterface: Symbol, address: UInt32, publicAddress: UInt32)] = []

  /// Transit gateway attachments, told by up to three lists and from two sides.
  var attachments: [AttachmentView] = []
  /// Associations of attachments with transit gateway route tables.
  var associations: [Association] = []
  /// Propagations into transit gateway route tables.
  var propagations: [(table: Symbol, propagations: [TransitGatewayRouteTable.Propagation], provenance: Provenance)] =
    []
  /// Routes of transit gateway route tables.
  var transitGatewayRoutes: [TableRoutes] = []
  /// Routes of transit gateway route tables through prefix lists.
  var prefixListReferences: [(table: Symbol, route: TransitGatewayRoute)] = []
  /// Associations of attachments with transit gateway policy tables.
  var policyAssociations: [(table: Symbol, attachment: Symbol)] = []
  /// Connect peers, by attachment.
  var connectPeers: [(attachment: Symbol, address: Symbol)] = []
  /// What the live policies of core networks tell: whether security group references work, the isolated segments.
  var corePolicies:
    [(network: Symbol, references: Bool?, isolated: [Symbol], document: JSONValue, provenance: Provenance)] = []

  /// Direct Connect gateways.
  var directConnectGateways: [DirectConnectGateway] = []
  /// Associations of Direct Connect gateways, with the owner of the Direct Connect gateway.
  var directConnectAssociations: [(gateway: Symbol, owner: Symbol, association: DirectConnectGateway.Association)] = []
  /// Virtual interfaces as the attachments of Direct Connect gateways tell of them.
  var directConnectAttachments: [VirtualInterface] = []
  /// Virtual interfaces.
  var virtualInterfaces: [VirtualInterface] = []

  /// What the associations of security groups with other VPCs than their own are: group, VPC, and whether one is in force.
  var groupAssociations: [(group: Symbol, vpc: Symbol, isAssociated: Bool)] = []
  /// The groups that rules of a group name and AWS calls stale.
  var staleReferences: [(group: Symbol, peer: Symbol)] = []

  /// Target networks of Client VPN endpoints.
  var targetNetworks: [(endpoint: Symbol, network: ClientVPNEndpoint.TargetNetwork?)] = []
  /// Routes of Client VPN endpoints.
  var clientRoutes: [(endpoint: Symbol, route: ClientVPNEndpoint.Route?)] = []
  /// Authorization rules of Client VPN endpoints.
  var authorizationRules: [(endpoint: Symbol, rule: ClientVPNEndpoint.AuthorizationRule?)] = []

  /// Listeners of load balancers.
  var listeners: [(loadBalancer: Symbol, listener: LoadBalancer.Listener?)] = []
  /// The target groups that rules of listeners forward to.
  var listenerTargets: [(listener: Symbol, targetGroups: [Symbol])] = []
  /// Whether load balancers forward across zones.
  var crossZone: [(loadBalancer: Symbol, isOn: Bool)] = []
  /// Attributes of target groups.
  var targetGroupAttributes: [TargetGroupAttributes] = []
  /// Targets of target groups.
  var targets: [(targetGroup: Symbol, targets: [TargetGroup.Target])] = []

  /// Who may connect to endpoint services.
  var servicePrincipals: [(service: Symbol, principals: [Symbol])] = []
  /// Connections to endpoint services.
  var endpointConnections: [(service: Symbol, connection: EndpointService.Connection)] = []

  /// VPCs of service networks.
  var latticeVPCs: [(network: Symbol, association: ServiceNetwork.VPCAssociation)] = []
  /// Services of service networks.
  var latticeServices: [(network: Symbol, association: ServiceNetwork.Association)] = []
  /// Resource configurations of service networks.
  var latticeResources: [(network: Symbol, association: ServiceNetwork.Association)] = []
  /// Listeners of services of VPC Lattice.
  var latticeListeners: [(service: Symbol, listener: LatticeService.Listener?)] = []
  /// The target groups that the rules of a listener of VPC Lattice forward to; `nil` when a rule does not tell.
  var latticeRules: [(listener: Symbol, targetGroups: [Symbol]?)] = []
  /// Auth policies of service networks and services of VPC Lattice.
  var latticeAuthPolicies: [(resource: Symbol, policy: LatticeAccess.Policy)] = []

  /// Addresses of endpoints of Route 53 Resolver.
  var resolverAddresses: [(endpoint: Symbol, addresses: [ResolverEndpoint.Address])] = []
  /// VPCs of rules of Route 53 Resolver.
  var resolverAssociations: [(rule: Symbol, association: ResolverRule.Association)] = []

  /// Identity providers that a list names without telling more.
  var listedProviders: [IdentityProvider] = []

  /// Task definitions of ECS, by ARN, and the order in which they came.
  var taskDefinitions: [Symbol: TaskDefinition] = [:]
  var taskDefinitionOrder: [Symbol] = []
  /// Services of ECS, with the task definitions that they run; the first is the one that they are to run.
  var containerServices: [ContainerService] = []
  /// Tasks of ECS.
  var containerTasks: [ContainerTask] = []
  /// Services of App Runner that a list names without telling their roles.
  var listedAppRunnerServices: [Workload] = []
  /// The images of functions.
  var functionCode: [(function: Symbol, image: Symbol)] = []

  /// Inline policies of permission sets; `nil` where there is none.
  var permissionSetPolicies: [(permissionSet: Symbol, policy: IAMPolicy)] = []
  /// AWS managed policies of permission sets.
  var permissionSetManagedPolicies: [(permissionSet: Symbol, policies: [Symbol])] = []
  /// Members of groups of the identity store.
  var directoryMembers: [(group: Symbol, members: [Symbol])] = []

  /// Who clusters of EKS know.
  var accessEntries: [(cluster: ClusterName, entries: [KubernetesCluster.AccessEntry])] = []
  /// Which service accounts of clusters run with roles.
  var podIdentities: [(cluster: ClusterName, identities: [KubernetesCluster.PodIdentity])] = []
  /// The roles of node groups and Fargate profiles.
  var nodeRoles: [(cluster: ClusterName, list: AWSKey, roles: [Symbol])] = []

  /// Instance profiles that roles name.
  var instanceProfiles: [InstanceProfile] = []

  /// The parts of answers about firewalls that files hold side by side.
  var firewallParts: [FileID: SnapshotBuilder.FirewallParts] = [:]
  /// Endpoints that VPC endpoint associations add to a firewall.
  var firewallAssociations: [(firewall: Symbol, endpoints: [NetworkFirewall.Endpoint], provenance: Provenance)] = []
  /// Firewalls, policies and rule groups that a list names.
  var listedFirewallParts: [(arn: Symbol, provenance: Provenance)] = []
  /// The VPCs whose record tells a state of VPC Block Public Access.
  var statedBlockPublicAccess: Set<Symbol> = []

  /// What lists tell of data stores.
  var dataStores = DataStoreStaging()

  /// Parents of accounts and organizational units.
  var parents: [(child: Symbol, parent: Symbol)] = []
  /// Tags of accounts.
  var accountTags: [(account: Symbol, tags: TagSetID)] = []
  /// The management account of the organization.
  var managementAccount = Symbol.empty

  /// A cluster as the answers about its parts name it: unique in an account and Region only.
  struct ClusterName: Hashable {
    var account: Symbol
    var region: Symbol
    var name: Symbol
    var provenance: Provenance
  }

  /// What of a task definition of ECS matters to identities.
  struct TaskDefinition {
    var workload: Workload
    var isActive = true
  }

  /// A service of ECS.
  struct ContainerService {
    var workload: Workload
    var cluster: Symbol
    var definitions: [Symbol]
  }

  /// A task of ECS.
  struct ContainerTask {
    var workload: Workload
    var cluster: Symbol
    var definition: Symbol
    /// `service:` and the name of a service, or `family:` and the name of a task definition.
    var group: Symbol
  }

  /// A rule with its id.
  struct GroupRule {
    var group: Symbol
    var isEgress: Bool
    var rule: SecurityGroupRule
  }

  /// What the attributes of a target group say; `nil` where they say nothing.
  struct TargetGroupAttributes {
    var targetGroup: Symbol
    var preservesClientAddress: Bool?
    var isCrossZone: Bool?
  }

  /// An association of an attachment with a route table.
  struct Association {
    var attachment: Symbol
    var table: Symbol
    var isAssociated: Bool
    var provenance: Provenance
  }

  /// The routes of a transit gateway route table.
  struct TableRoutes {
    var table: Symbol
    var routes: [TransitGatewayRoute]
    var source: TransitGatewayRouteTable.Source
    var isTruncated: Bool
    /// For routes that name a prefix list and a CIDR block of it, the CIDR block, by index.
    var blocks: [Int: IPPrefix] = [:]
  }

  /// What one record tells of an attachment; empty where it tells nothing.
  struct AttachmentView {
    var id: Symbol
    var transitGateway: Symbol
    var kind: TransitGatewayAttachment.Kind?
    var resource = Symbol.empty
    var resourceOwner = Symbol.empty
    var state = Symbol.empty
    var subnets: [Symbol]?
    /// The edge location of an attachment to a core network.
    var edge = Symbol.empty
    var isOfCoreNetwork = false
    var transport = Symbol.empty
    var isApplianceMode = false
    var references: Bool?
    var supportsIPv6 = false
    var peer = Symbol.empty
    var association = Symbol.empty
    var isAssociated = false
    var tags = TagSetID.none
    var viewer = Symbol.empty
    var provenance: Provenance
  }
}
