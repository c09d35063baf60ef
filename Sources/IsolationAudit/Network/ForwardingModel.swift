/// The estate made ready for forwarding: who owns which address, which table and list a subnet uses, and routes, network
/// ACLs and security groups in normal form.
///
/// Built once and then only read; identical sets of security groups share one filter.
package struct ForwardingModel: Sendable {
  /// The estate.
  package internal(set) var estate: Estate

  /// For each VPC, its subnets in order of their ids.
  package private(set) var subnetsOfVPC: [[EstateID<Subnet>]] = []
  /// For each subnet, its route table: the explicit association, else the VPC's main table.
  package private(set) var routeTableOfSubnet: [EstateID<RouteTable>?] = []
  /// For each subnet, the index of its network ACL in ``networkACLs``.
  package private(set) var networkACLOfSubnet: [Int?] = []
  /// The edge route tables of internet and virtual private gateways.
  package private(set) var edgeTableOfGateway: [Symbol: EstateID<RouteTable>] = [:]
  /// The network ACLs in normal form, by table index.
  package internal(set) var networkACLs: [NetworkACLFilter] = []
  /// The route tables in normal form, by table index.
  package internal(set) var routeTables: [CompiledRouteTable] = []
  /// The transit gateway route tables in normal form, by table index.
  package internal(set) var transitGatewayTables: [CompiledTransitGatewayTable] = []
  /// The sets of security groups in normal form, by set.
  package internal(set) var securityGroups: [SecurityGroupFilter] = []
  /// Who owns which address.
  package private(set) var addresses: AddressIndex
  /// For each VPC, the usable attachments to transit gateways.
  package private(set) var attachmentsOfVPC: [[EstateID<TransitGatewayAttachment>]] = []
  /// For each VPC, the internet gateway that is attached and usable, if any.
  package private(set) var internetGatewayOfVPC: [EstateID<InternetGateway>?] = []
  /// The ways between the estate and hosts outside of it.
  package let onPremises: OnPremisesLinks
  /// For each VPN connection, the attachment that carries it to a transit gateway.
  package private(set) var attachmentOfConnection: [Symbol: EstateID<TransitGatewayAttachment>] = [:]
  /// For each transit gateway route table, its attachments to core networks.
  package private(set) var tableAttachments: [Symbol: [EstateID<TransitGatewayAttachment>]] = [:]
  /// Attachments by transit gateway and other side, for peering attachments seen from one side only.
  package private(set) var peeringSides: [PeeringSide: EstateID<TransitGatewayAttachment>] = [:]
  /// The transit gateways and core networks whose attachments their owners listed: an attachment or association that is not
  /// there does not exist.
  package private(set) var listedTransitGateways: Set<Symbol> = []
  /// The endpoints that forward packets to services or appliances, by id.
  package private(set) var endpointByID: [Symbol: EstateID<VPCEndpoint>] = [:]
  /// The NAT gateway that owns a network interface.
  package private(set) var natGatewayOfInterface: [Symbol: EstateID<NATGateway>] = [:]
  /// The NAT gateway that owns an address in a VPC.
  package private(set) var natGatewayOfAddress: [PrivateAddress: EstateID<NATGateway>] = [:]

  /// Which interfaces belong to which resource.
  package let owners: InterfaceOwners
  /// The elements that end one connection and open another.
  package internal(set) var relays = RelayTable()
  /// Whether some route leads IPv6 packets to a NAT gateway.
  package private(set) var hasNAT64 = false
  /// The Network Firewalls, with their policies in normal form.
  package private(set) var firewalls: FirewallIndex
  /// For each instance with an interface whose source/destination check is off, those interfaces.
  package private(set) var forwardingInterfaces: [Symbol: [EstateID<NetworkInterface>]] = [:]

  /// One side of a transit gateway peering attachment.
  package struct PeeringSide: Hashable, Sendable {
    package var attachment: Symbol
    package var transitGateway: Symbol
  }

  /// A private address in a VPC.
  package struct PrivateAddress: Hashable, Sendable {
    package var vpc: Symbol
    package var address: UInt128
  }

  /// Prepares an estate, in O(n log n) of its size.
  package init(_ estate: Estate) {
    self.estate = estate
    onPremises = OnPremisesLinks(estate)
    addresses = AddressIndex(estate)
    owners = InterfaceOwners(estate)
    firewalls = FirewallIndex(estate)
    indexSubnets()
    indexGateways()
    networkACLs = estate.networkACLs.records.map { NetworkACLFilter($0) }
    routeTables = estate.routeTables.records.map { CompiledRouteTable($0, in: estate, self.onPremises) }
    hasNAT64 = routeTables.contains { table in
      table.candidates.contains { candidate in
        guard case .natGateway = candidate.route.target else { return false }
        return candidate.prefix.family == .ipv6
      }
    }
    transitGatewayTables = estate.transitGatewayRouteTables.records.map { CompiledTransitGatewayTable($0, in: estate) }
    securityGroups = (0..<estate.groupSetCount).map { SecurityGroupFilter(estate.groups(GroupSetID($0)), in: estate) }
    relays = RelayTable(self)
  }

  /// Whether the snapshot lists the internet gateways of a VPC's account, so that none means that there is none.
  package func knowsInternetGateways(of vpc: EstateID<VPC>) -> Bool {
    isCollected(["InternetGateways"], estate.vpcs[vpc].owner, estate.vpcs[vpc].region)
  }

  private func isCollected(_ lists: [String], _ account: Symbol, _ region: Symbol) -> Bool {
    lists.contains { list in
      estate.completeness.status(Completeness.Call(account: account, region: region, list: list)) == .collected
    }
  }

  private mutating func indexSubnets() {
    subnetsOfVPC = Array(repeating: [], count: estate.vpcs.count)
    routeTableOfSubnet = Array(repeating: nil, count: estate.subnets.count)
    networkACLOfSubnet = Array(repeating: nil, count: estate.subnets.count)
    var mainTable: [EstateID<RouteTable>?] = Array(repeating: nil, count: estate.vpcs.count)
    for (index, table) in estate.routeTables.records.enumerated() {
      let id = EstateID<RouteTable>(index)
      if table.isMain, let vpc = estate.vpc(table.vpc) { mainTable[Int(vpc.index)] = id }
      for subnet in table.subnets {
        if let subnet = estate.subnet(subnet) { routeTableOfSubnet[Int(subnet.index)] = id }
      }
      for gateway in table.gateways { edgeTableOfGateway[gateway] = id }
    }
    var defaultACL: [Int?] = Array(repeating: nil, count: estate.vpcs.count)
    for (index, acl) in estate.networkACLs.records.enumerated() {
      if acl.isDefault, let vpc = estate.vpc(acl.vpc) { defaultACL[Int(vpc.index)] = index }
      for subnet in acl.subnets {
        if let subnet = estate.subnet(subnet) { networkACLOfSubnet[Int(subnet.index)] = index }
      }
    }
    for (index, subnet) in estate.subnets.records.enumerated() {
      guard let vpc = estate.vpc(subnet.vpc) else { continue }
      subnetsOfVPC[Int(vpc.index)].append(EstateID(index))
      if routeTableOfSubnet[index] == nil { routeTableOfSubnet[index] = mainTable[Int(vpc.index)] }
      if networkACLOfSubnet[index] == nil { networkACLOfSubnet[index] = defaultACL[Int(vpc.index)] }
    }
  }

  private mutating func indexGateways() {
    internetGatewayOfVPC = Array(repeating: nil, count: estate.vpcs.count)
    for (index, gateway) in estate.internetGateways.records.enumerated() where !gateway.isEgressOnly {
      for attachment in gateway.attachments where attachment.isUsable {
        if let vpc = estate.vpc(attachment.vpc) { internetGatewayOfVPC[Int(vpc.index)] = EstateID(index) }
      }
    }
    attachmentsOfVPC = Array(repeating: [], count: estate.vpcs.count)
    for (index, attachment) in estate.transitGatewayAttachments.records.enumerated() {
      let id = EstateID<TransitGatewayAttachment>(index)
      switch attachment.kind {
      case .vpc:
        if let vpc = estate.vpc(attachment.resource) { attachmentsOfVPC[Int(vpc.index)].append(id) }
      case .vpn:
        attachmentOfConnection[attachment.resource] = id
      case .peering:
        peeringSides[PeeringSide(attachment: attachment.id, transitGateway: attachment.transitGateway)] = id
      case .transitGatewayRouteTable: tableAttachments[attachment.resource, default: []].append(id)
      default: break
      }
    }
    for gateway in estate.transitGateways.records
    where estate.completeness.isCollected(
      ["TransitGatewayAttachments", "TransitGatewayAssociations"],
      account: gateway.owner,
      region: gateway.region
    ) {
      listedTransitGateways.insert(gateway.id)
    }
    for network in estate.coreNetworks.records
    where estate.completeness.isCollected(["Attachments"], account: network.owner, region: .empty) {
      listedTransitGateways.insert(network.id)
    }
    for (index, interface) in estate.networkInterfaces.records.enumerated()
    where !interface.checksSourceAndDestination && !interface.instance.isEmpty {
      forwardingInterfaces[interface.instance, default: []].append(EstateID(index))
    }
    for (index, endpoint) in estate.vpcEndpoints.records.enumerated() { endpointByID[endpoint.id] = EstateID(index) }
    for (index, gateway) in estate.natGateways.records.enumerated() {
      for address in gateway.addresses {
        if !address.networkInterface.isEmpty { natGatewayOfInterface[address.networkInterface] = EstateID(index) }
        let key = PrivateAddress(vpc: gateway.vpc, address: UInt128(address.privateAddress))
        natGatewayOfAddress[key] = EstateID(index)
      }
    }
  }
}
