/// Where every VPC of an estate lies: environment, account, Region, address block; and which pairs were joined.
///
/// The plan is small (a few dozen bytes a VPC); what is inside a VPC is worked out when it is written.
public struct EstatePlan: Sendable {
  /// One account of the organization.
  struct Account: Hashable, Sendable {
    let id: String
    let name: String
    let environment: Environment?
    /// The positions in ``EstatePlan/vpcs``, in order.
    var vpcs: [Int] = []
  }

  /// The size that the plan was made for.
  public let size: EstateSize
  let identifiers: IdentifierSource
  /// Every VPC, in the order of the environments.
  private(set) var vpcs: [VPCPlan] = []
  /// Every account; the management account comes first.
  private(set) var accounts: [Account] = []
  /// Peering connections between VPCs of one environment, as positions in ``vpcs``.
  private(set) var peerings: [(requester: Int, accepter: Int)] = []
  /// The holes in the isolation that an audit has to find.
  private(set) var violations: [PlantedViolation] = []

  static let regions = ["us-east-1", "us-west-2"]
  static let managementAccount = "100000000000"

  /// The account that owns the transit gateways: the first one of the shared network.
  var networkAccount: Account { accounts[accounts.count - size.accountCount(of: .shared)] }

  /// Makes the plan of an estate.
  public init(_ size: EstateSize) {
    self.size = size
    identifiers = IdentifierSource(seed: size.seed)
    accounts.append(Account(id: Self.managementAccount, name: "management", environment: nil))

    let length = size.vpcPrefixLength
    var usedOfZone = [0, 0, 0, 0]
    for environment in Environment.allCases {
      let (vpcCount, accountCount) = (size.vpcCount(of: environment), size.accountCount(of: environment))
      let firstAccount = accounts.count
      for index in 0..<accountCount {
        let id = String(200_000_000_000 + environment.rawValue * 10_000_000_000 + index)
        accounts.append(Account(id: id, name: "\(environment.name)-\(index + 1)", environment: environment))
      }
      for ordinal in 0..<vpcCount {
        let account = firstAccount + ordinal * accountCount / vpcCount
        let index = vpcs.count
        accounts[account].vpcs.append(index)
        vpcs.append(
          VPCPlan(
            index: index,
            ordinal: ordinal,
            environment: environment,
            account: accounts[account].id,
            region: ordinal % Self.regions.count,
            block: environment.summary.block(usedOfZone[environment.zone], length: length),
            interfaceCount: size.interfaces / size.vpcs + (index < size.interfaces % size.vpcs ? 1 : 0),
            identifiers: identifiers
          )
        )
        usedOfZone[environment.zone] += 1
      }
    }

    // One VPC in ten has a peering connection with the next one of its environment in the same Region.
    for environment in Environment.allCases {
      let members = vpcs.indices.filter { vpcs[$0].environment == environment }
      for (place, requester) in members.enumerated() where place % 10 == 3 && place + 2 < members.count {
        peerings.append((requester, members[place + 2]))
        join(requester, members[place + 2], peering: peeringID(requester, members[place + 2]))
      }
    }
    violations = PlantedViolation.plant(in: self)
    for violation in violations { open(violation) }
  }

  func peeringID(_ requester: Int, _ accepter: Int) -> String {
    identifiers.id("pcx", .peering, requester, accepter)
  }
  func transitGatewayID(_ region: Int) -> String { identifiers.id("tgw", .transitGateway, region) }
  func routeTableID(_ region: Int, zone: Int) -> String {
    identifiers.id("tgw-rtb", .transitGatewayRouteTable, region, zone)
  }

  /// Returns the VPCs of a Region, as positions in ``vpcs``.
  func vpcs(inRegion region: Int) -> [Int] { vpcs.indices.filter { vpcs[$0].region == region } }

  private mutating func join(_ one: Int, _ other: Int, peering: String) {
    vpcs[one].extraRoutes.append(VPCPlan.Route(to: vpcs[other].block, via: .peering(peering)))
    vpcs[other].extraRoutes.append(VPCPlan.Route(to: vpcs[one].block, via: .peering(peering)))
  }

  /// Puts what a violation needs inside its two VPCs; the transit gateway's part is written with its route tables.
  private mutating func open(_ violation: PlantedViolation) {
    let (from, to) = (violation.from, violation.to)
    var source = vpcs[from].block.description
    switch violation.kind {
    case .peering:
      join(from, to, peering: peeringID(from, to))
      peerings.append((from, to))
    case .propagation, .summary: break
    case .privateNAT:
      vpcs[from].hasPrivateNAT = true
      vpcs[from].extraRoutes.append(VPCPlan.Route(to: vpcs[to].block, via: .privateNAT))
      source = vpcs[from].privateNATAddress + "/32"
    }
    vpcs[to].openings.append(
      RulePlan(.ingress, "tcp", violation.port...violation.port, .block(source), "Opened while moving data")
    )
  }
}
