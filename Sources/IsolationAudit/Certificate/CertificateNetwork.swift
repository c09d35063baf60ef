/// An estate as the verifier of certificates sees it: plain indices over the records, and lists in the order of evaluation.
///
/// Written from AWS's rules alone, without a part of the engine whose answers it checks.
package struct CertificateNetwork: Sendable {
  /// The estate.
  package let estate: Estate
  /// For each VPC, its subnets.
  private(set) var subnetsOfVPC: [[EstateID<Subnet>]]
  /// For each subnet, its route table: the one that names it, else the VPC's main one.
  private(set) var tableOfSubnet: [EstateID<RouteTable>?]
  /// For each subnet, its network ACL: the one that names it, else the VPC's default one.
  private(set) var listOfSubnet: [EstateID<NetworkACL>?]
  /// The route table of a gateway's edge.
  private(set) var edgeTable: [Symbol: EstateID<RouteTable>] = [:]
  /// The routes of each route table in the order in which they apply.
  private(set) var routes: [CertificateRoutes] = []
  /// The routes of each transit gateway route table in the order in which they apply.
  private(set) var transitRoutes: [CertificateTransitRoutes] = []
  /// The entries of each network ACL in the order of their numbers: ingress first, then egress.
  private(set) var entries: [(ingress: [NetworkACL.Entry], egress: [NetworkACL.Entry])] = []
  /// The rules of each set of security groups.
  private(set) var filters: [CertificateFilter] = []
  /// For each security group, the addresses of all interfaces that carry it.
  private(set) var bearers: [Symbol: CertificateAddresses] = [:]
  /// The load balancer that an interface belongs to, by interface.
  private(set) var balancerOfInterface: [EstateID<NetworkInterface>: EstateID<LoadBalancer>] = [:]
  /// The interfaces of each load balancer.
  private(set) var nodes: [[EstateID<NetworkInterface>]]
  /// The interfaces of each instance.
  private(set) var interfacesOfInstance: [Symbol: [EstateID<NetworkInterface>]] = [:]
  /// Endpoints whose traffic goes to a customer's service or resource, by network interface.
  private(set) var privateEndpoints: [Symbol: EstateID<VPCEndpoint>] = [:]
  /// Such endpoints of which the estate lacks an interface: nobody can tell who reaches them.
  private(set) var homelessEndpoints: [EstateID<VPCEndpoint>] = []
  /// Interfaces of endpoints that the estate knows, by id.
  private(set) var knownEndpointInterfaces: Set<Symbol> = []
  /// All public IPv4 addresses with their interfaces, ascending.
  private(set) var publicAddresses: [PublicAddress] = []
  /// The places in ``publicAddresses`` of each VPC's.
  private(set) var publicOfVPC: [Symbol: [Int]] = [:]
  /// The VPC attachments of transit gateways, by VPC.
  private(set) var attachmentsOfVPC: [Symbol: [TransitGatewayAttachment]] = [:]
  /// The records of an attachment: a peering attachment may have one for each side.
  private(set) var attachments: [Symbol: [TransitGatewayAttachment]] = [:]
  /// The internet gateway of each VPC that is attached and usable.
  private(set) var gatewayOfVPC: [Symbol: Symbol] = [:]

  /// The CIDR blocks of all VPCs, ascending by their first address, the wider first.
  private var prefixes: [IPPrefix] = []

  /// A public address and the private one behind it.
  struct PublicAddress: Sendable {
    var address: UInt128
    var privateAddress: UInt128
    var interface: EstateID<NetworkInterface>
  }

  /// Indexes an estate, in O(n log n) of its size.
  package init(_ estate: Estate) {
    self.estate = estate
    subnetsOfVPC = Array(repeating: [], count: estate.vpcs.count)
    tableOfSubnet = Array(repeating: nil, count: estate.subnets.count)
    listOfSubnet = Array(repeating: nil, count: estate.subnets.count)
    nodes = Array(repeating: [], count: estate.loadBalancers.count)
    indexSubnets()
    entries = estate.networkACLs.records.map { list in
      let sorted = list.entries.sorted { ($0.ruleNumber, $0.provenance) < ($1.ruleNumber, $1.provenance) }
      return (sorted.filter { !$0.isEgress }, sorted.filter(\.isEgress))
    }
    var connections: [Symbol: [VPNConnection]] = [:]
    for connection in estate.vpnConnections.records where !connection.vpnGateway.isEmpty {
      connections[connection.vpnGateway, default: []].append(connection)
    }
    routes = estate.routeTables.records.map { CertificateRoutes($0, estate, connections) }
    transitRoutes = estate.transitGatewayRouteTables.records.map { CertificateTransitRoutes($0, estate) }
    filters = (0..<estate.groupSetCount).map { CertificateFilter(estate.groups(GroupSetID($0)), estate) }
    for attachment in estate.transitGatewayAttachments.records {
      attachments[attachment.id, default: []].append(attachment)
      if attachment.kind == .vpc { attachmentsOfVPC[attachment.resource, default: []].append(attachment) }
    }
    for gateway in estate.internetGateways.records where !gateway.isEgressOnly {
      for attachment in gateway.attachments where attachment.isUsable { gatewayOfVPC[attachment.vpc] = gateway.id }
    }
    prefixes = Array(Set(estate.vpcs.records.flatMap(\.prefixes))).sorted()
    indexInterfaces()
    indexEndpoints()
  }

  /// The CIDR block of a VPC that holds a range of addresses, or the range itself when none does.
  func prefix(around range: AddressRange, _ family: AddressFamily) -> AddressRange {
    var low = 0
    var high = prefixes.count
    while low < high {
      let middle = (low + high) / 2
      if (prefixes[middle].family, prefixes[middle].range.lower) <= (family, range.lower) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    // Blocks are nested or apart, so the one that holds the range is not far.
    while low > 0, prefixes[low - 1].family == family {
      if prefixes[low - 1].range.contains(range) { return prefixes[low - 1].range }
      low -= 1
    }
    return range
  }

  private mutating func indexSubnets() {
    var main: [EstateID<RouteTable>?] = Array(repeating: nil, count: estate.vpcs.count)
    for (index, table) in estate.routeTables.records.enumerated() {
      if table.isMain, let vpc = estate.vpc(table.vpc) { main[Int(vpc.index)] = EstateID(index) }
      for subnet in table.subnets.compactMap({ estate.subnet($0) }) {
        tableOfSubnet[Int(subnet.index)] = EstateID(index)
      }
      for gateway in table.gateways { edgeTable[gateway] = EstateID(index) }
    }
    var byDefault: [EstateID<NetworkACL>?] = Array(repeating: nil, count: estate.vpcs.count)
    for (index, list) in estate.networkACLs.records.enumerated() {
      if list.isDefault, let vpc = estate.vpc(list.vpc) { byDefault[Int(vpc.index)] = EstateID(index) }
      for subnet in list.subnets.compactMap({ estate.subnet($0) }) { listOfSubnet[Int(subnet.index)] = EstateID(index) }
    }
    for (index, subnet) in estate.subnets.records.enumerated() {
      guard let vpc = estate.vpc(subnet.vpc) else { continue }
      subnetsOfVPC[Int(vpc.index)].append(EstateID(index))
      if tableOfSubnet[index] == nil { tableOfSubnet[index] = main[Int(vpc.index)] }
      if listOfSubnet[index] == nil { listOfSubnet[index] = byDefault[Int(vpc.index)] }
    }
  }

  private mutating func indexInterfaces() {
    var names: [String: EstateID<LoadBalancer>] = [:]
    for (index, balancer) in estate.loadBalancers.records.enumerated() {
      let parts = estate.symbols[balancer.arn].split(separator: ":loadbalancer/", maxSplits: 1)
      if parts.count == 2 { names["ELB \(parts[1])"] = EstateID(index) }
    }
    var gathered: [Symbol: [(AddressFamily, AddressRange)]] = [:]
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      let addresses = estate.interfaceAddresses[interface.addresses.range]
      if !interface.instance.isEmpty { interfacesOfInstance[interface.instance, default: []].append(id) }
      if !names.isEmpty, interface.isRequesterManaged || !interface.requester.isEmpty,
        let balancer = names[estate.symbols[interface.description]]
      {
        balancerOfInterface[id] = balancer
        nodes[Int(balancer.index)].append(id)
      }
      for group in estate.groups(interface.groups) {
        gathered[group, default: []] += addresses.map { ($0.family, $0.range) }
      }
      for address in addresses where address.hasPublicAddress {
        publicAddresses.append(
          PublicAddress(
            address: UInt128(address.publicAddress),
            privateAddress: address.range.lower,
            interface: id
          )
        )
      }
    }
    bearers = gathered.mapValues { CertificateAddresses($0) }
    publicAddresses.sort { ($0.address, $0.interface) < ($1.address, $1.interface) }
    for (place, address) in publicAddresses.enumerated() {
      publicOfVPC[estate.networkInterfaces[address.interface].vpc, default: []].append(place)
    }
  }

  private mutating func indexEndpoints() {
    for (index, endpoint) in estate.vpcEndpoints.records.enumerated() {
      knownEndpointInterfaces.formUnion(endpoint.networkInterfaces)
      let type = estate.symbols[endpoint.type]
      let isCustomers = estate.symbols[endpoint.service].contains(".vpce-svc-")
      guard isCustomers || (type != "Interface" && type != "Gateway" && type != "GatewayLoadBalancer") else { continue }
      for interface in endpoint.networkInterfaces { privateEndpoints[interface] = EstateID(index) }
      let isHomeless =
        endpoint.networkInterfaces.isEmpty
        || endpoint.networkInterfaces.contains { estate.networkInterface($0) == nil }
      if isHomeless { homelessEndpoints.append(EstateID(index)) }
    }
  }

  /// Whether one of some lists is there and whole where a resource lives, so that what is not in it does not exist.
  func isListed(_ lists: Set<String>, account: Symbol, region: Symbol) -> Bool {
    estate.completeness.isCollected(lists, account: account, region: region)
  }

  /// The VPC of a subnet, or `nil` when the estate does not hold it.
  func vpc(of subnet: EstateID<Subnet>) -> EstateID<VPC>? { estate.vpc(estate.subnets[subnet].vpc) }
}

/// Sorted, disjoint ranges of addresses of both IP versions.
package struct CertificateAddresses: Sendable, Equatable {
  private(set) var ipv4: [AddressRange]
  private(set) var ipv6: [AddressRange]

  /// Collects ranges.
  init(_ ranges: [(AddressFamily, AddressRange)]) {
    ipv4 = CertificateBoxes.merged(ranges.filter { $0.0 == .ipv4 }.map(\.1))
    ipv6 = CertificateBoxes.merged(ranges.filter { $0.0 == .ipv6 }.map(\.1))
  }

  /// The ranges of a family, ascending.
  subscript(_ family: AddressFamily) -> [AddressRange] { family == .ipv4 ? ipv4 : ipv6 }

  /// The ranges of a family that share an address with a range.
  func overlapping(_ range: AddressRange, _ family: AddressFamily) -> ArraySlice<AddressRange> {
    let ranges = self[family]
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upper < range.lower { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < ranges.count, ranges[end].lower <= range.upper { end += 1 }
    return ranges[low..<end]
  }

  /// Whether some address lies in a range.
  func overlaps(_ range: AddressRange, _ family: AddressFamily) -> Bool { !overlapping(range, family).isEmpty }
}
