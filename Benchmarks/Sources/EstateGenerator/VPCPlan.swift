/// One VPC: its place in the estate and everything inside it, worked out on demand.
///
/// Six subnets in two availability zones (public, private and data in each), an internet gateway and a NAT gateway, a load
/// balancer, a database, interface endpoints, and as many workloads as the size asks for.
struct VPCPlan: Sendable {
  /// The subnets of a VPC; the raw value is the place in the VPC's block.
  enum Subnet: Int, CaseIterable, Sendable {
    case publicA, publicB, privateA, privateB, dataA, dataB

    var kind: String { ["public", "private", "data"][rawValue / 2] }
    /// The letter of the availability zone.
    var zone: String { rawValue.isMultiple(of: 2) ? "a" : "b" }
    /// The route table: public and data have one, the private subnets share one.
    var routeTable: RouteTable { [RouteTable.public, .private, .data][rawValue / 2] }
  }

  enum RouteTable: Int, CaseIterable, Sendable { case main, `public`, `private`, data }

  enum RouteTarget: Sendable { case internetGateway, natGateway, privateNAT, transitGateway, peering(String) }

  struct Route: Sendable {
    let destination: AddressBlock
    let target: RouteTarget

    init(to destination: AddressBlock, via target: RouteTarget) {
      (self.destination, self.target) = (destination, target)
    }
  }

  /// The position in ``EstatePlan/vpcs``.
  let index: Int
  /// The position among the VPCs of its environment.
  let ordinal: Int
  let environment: Environment
  let account: String
  /// The position in ``EstatePlan/regions``.
  let region: Int
  let block: AddressBlock
  let interfaceCount: Int
  let identifiers: IdentifierSource

  /// Routes of the private subnets beside the template's.
  var extraRoutes: [Route] = []
  /// Rules of the application security group beside the template's.
  var openings: [RulePlan] = []
  var hasPrivateNAT = false

  // MARK: Identifiers

  var regionName: String { EstatePlan.regions[region] }
  var name: String { "\(environment.name)-\(ordinal + 1)" }
  var id: String { identifiers.id("vpc", .vpc, index) }
  var internetGatewayID: String { identifiers.id("igw", .internetGateway, index) }
  var natID: String { identifiers.id("nat", .natGateway, index, 0) }
  var privateNATID: String { identifiers.id("nat", .natGateway, index, 1) }
  var attachmentID: String { identifiers.id("tgw-attach", .transitGatewayAttachment, index) }
  var databaseName: String { "\(name)-orders" }
  var functionName: String { "\(name)-events" }
  func subnetID(_ subnet: Subnet) -> String { identifiers.id("subnet", .subnet, index, subnet.rawValue) }
  func routeTableID(_ table: RouteTable) -> String { identifiers.id("rtb", .routeTable, index, table.rawValue) }
  func networkACLID(_ number: Int) -> String { identifiers.id("acl", .networkACL, index, number) }
  func groupID(_ group: SecurityGroup) -> String { identifiers.id("sg", .securityGroup, index, group.rawValue) }
  func interfaceID(_ number: Int) -> String { identifiers.id("eni", .networkInterface, index, number) }
  func endpointID(_ service: Int) -> String { identifiers.id("vpce", .endpoint, index, service) }
  func zoneName(_ subnet: Subnet) -> String { regionName + subnet.zone }

  var loadBalancerName: String { "\(name)-web" }
  var loadBalancerSuffix: String {
    "app/\(loadBalancerName)/\(identifiers.hexadecimal(.loadBalancer, index))"
  }
  var loadBalancerARN: String {
    "arn:aws:elasticloadbalancing:\(regionName):\(account):loadbalancer/\(loadBalancerSuffix)"
  }
  var targetGroupARN: String {
    "arn:aws:elasticloadbalancing:\(regionName):\(account):targetgroup/\(loadBalancerName)/"
      + identifiers.hexadecimal(.targetGroup, index)
  }

  /// Whose public addresses an interface may have; never one of the content delivery network's.
  func publicAddress(_ number: Int) -> String {
    AddressBlock.dotted(0x34_00_00_00 + UInt32(index) * 4 + UInt32(number))
  }

  // MARK: Addresses and routes

  /// The block of a subnet: an eighth of the VPC.
  func block(_ subnet: Subnet) -> AddressBlock { block.block(subnet.rawValue, length: block.length + 3) }

  /// The address of the private NAT gateway: the second one that is given out in the first public subnet.
  var privateNATAddress: String { block(.publicA).interfaceAddress(2) }

  /// The routes of a table beside the local one.
  func routes(_ table: RouteTable) -> [Route] {
    switch table {
    case .main, .data: []
    case .public: [Route(to: .anywhere, via: .internetGateway), Route(to: .estate, via: .transitGateway)]
    case .private: [Route(to: .anywhere, via: .natGateway), Route(to: .estate, via: .transitGateway)] + extraRoutes
    }
  }

  func subnets(_ table: RouteTable) -> [Subnet] { Subnet.allCases.filter { $0.routeTable == table } }
}
