/// Makes tiny estates in which a fair part of the packets gets through.
///
/// VPC n is 10.0.n.0/24 with five /28 subnets: 0 and 1 for hosts (zones 1 and 2), 2 for NAT gateway and appliance, 3 and 4
/// for the transit gateway's attachment. Ambiguous constructions that AWS does not document are not made: an appliance
/// or a NAT gateway is never the next hop of its own subnet, and one pair of VPCs names each other's security groups only
/// when a single kind of connection joins it.
package struct TinyEstateGenerator {
  private var random: SeededNumbers
  private let isSmall: Bool
  private var estate = TinyEstate()
  /// The appliance and the NAT gateway of each VPC.
  private var appliance: [Int?] = []
  private var nat: [Int?] = []

  /// The network of the site behind the VPN connection.
  package static let onPremises = TinyEstate.CIDR(address: 0xC0A8_0000, length: 24)

  /// The estate of a seed; a small one has two VPCs and few interfaces, so that all its packets can be gone through.
  ///
  /// An IPv6 estate has no NAT gateways, no public addresses of their own, no VPN and no edge tables, but egress-only
  /// internet gateways.
  package static func estate(seed: UInt64, small: Bool = false, ipv6: Bool = false) -> TinyEstate {
    var generator = TinyEstateGenerator(random: SeededNumbers(seed: seed), isSmall: small)
    generator.estate.isIPv6 = ipv6
    generator.build()
    return generator.estate
  }

  private init(random: SeededNumbers, isSmall: Bool) { (self.random, self.isSmall) = (random, isSmall) }

  private mutating func build() {
    let count = isSmall || random.chance(60) ? 2 : 3
    let gatewayOwner = random.chance(50) ? Int.random(in: 0..<count, using: &random) : -1
    for vpc in 0..<count { addVPC(vpc, hasVirtualGateway: vpc == gatewayOwner && !estate.isIPv6) }
    for left in 0..<count {
      for right in (left + 1)..<max(count, left + 1) where random.chance(50) {
        estate.peerings.append(
          TinyEstate.Peering(id: "pcx-\(left)\(right)", left: left, right: right, isActive: random.chance(88))
        )
      }
    }
    if random.chance(60) { addTransit() }
    for vpc in 0..<count { addRoutes(vpc) }
    for vpc in 0..<count { addReferences(vpc) }
  }

  // MARK: VPC

  private mutating func addVPC(_ vpc: Int, hasVirtualGateway: Bool) {
    let base = UInt32(0x0A00_0000) + UInt32(vpc) << 8
    estate.vpcs.append(
      TinyEstate.VPC(
        id: "vpc-\(vpc)",
        account: "10000000000\(vpc)",
        cidr: TinyEstate.CIDR(address: base, length: 24),
        hasInternetGateway: random.chance(60),
        internetGatewayWorks: random.chance(93)
      )
    )
    if estate.isIPv6 { estate.vpcs[vpc].hasEgressOnlyGateway = random.chance(50) }
    if hasVirtualGateway { estate.vpcs[vpc].virtualGateway = [Self.onPremises] }

    let firstACL = estate.acls.count
    let open = TinyEstate.ACLRule(number: 100, allows: true, traffic: TinyEstate.Traffic(), cidr: .everything)
    estate.acls.append(TinyEstate.NetworkACL(id: "acl-\(vpc)", vpc: vpc, ingress: [open], egress: [open]))
    estate.acls.append(
      TinyEstate.NetworkACL(id: "acl-\(vpc)x", vpc: vpc, ingress: aclRules(), egress: aclRules())
    )

    let firstTable = estate.tables.count
    let local = TinyEstate.Route(destination: .cidr(estate.vpcs[vpc].cidr), target: .local)
    for name in ["h", "k", "i", "t"] {
      estate.tables.append(TinyEstate.RouteTable(id: "rtb-\(vpc)\(name)", vpc: vpc, routes: [local]))
    }
    let hostTables = [firstTable, random.chance(50) ? firstTable : firstTable + 1]
    for number in 0..<5 {
      let table = number < 2 ? hostTables[number] : firstTable + (number == 2 ? 2 : 3)
      estate.subnets.append(
        TinyEstate.Subnet(
          id: "subnet-\(vpc)\(number)",
          vpc: vpc,
          cidr: TinyEstate.CIDR(address: base + UInt32(number) * 16, length: 28),
          zone: [1, 2, 1, 1, 2][number],
          table: table,
          acl: random.chance(75) ? firstACL : firstACL + 1
        )
      )
    }
    addGroups(vpc)
    addInterfaces(vpc)
  }

  private mutating func addGroups(_ vpc: Int) {
    let everything = TinyEstate.GroupRule(traffic: TinyEstate.Traffic(), peer: .cidr(.everything))
    for number in 0..<3 {
      var ingress = [everything]
      var egress = [everything]
      if number > 0 {
        ingress = (0..<Int.random(in: 0...3, using: &random)).map { _ in groupRule() }
        if random.chance(30) { egress = (0..<Int.random(in: 0...3, using: &random)).map { _ in groupRule() } }
      }
      estate.groups.append(
        TinyEstate.SecurityGroup(id: "sg-\(vpc)\(number)", vpc: vpc, ingress: ingress, egress: egress)
      )
    }
  }

  private mutating func addInterfaces(_ vpc: Int) {
    let first = vpc * 5
    let groups = vpc * 3
    func publicAddress(_ number: Int) -> UInt32 { 0xC633_6400 + UInt32(vpc * 16 + number) }
    func address(_ subnet: Int, _ host: Int) -> UInt32 {
      estate.subnets[first + subnet].cidr.address + UInt32(4 + host)
    }

    for (number, place) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2)].enumerated()
    where number < (isSmall ? 1 : 3) || random.chance(isSmall ? 30 : 50) {
      var own = [groups + Int.random(in: 0...2, using: &random)]
      if random.chance(30) { own.append(groups + Int.random(in: 0...2, using: &random)) }
      if own.count == 2, own[0] == own[1] { own.removeLast() }
      estate.interfaces.append(
        TinyEstate.Interface(
          id: "eni-\(vpc)\(number)",
          subnet: first + place.0,
          address: address(place.0, place.1),
          publicAddress: random.chance(40) && !estate.isIPv6 ? publicAddress(number) : nil,
          groups: own
        )
      )
    }
    nat.append(nil)
    if random.chance(55), !estate.isIPv6 {
      let isPublic = estate.vpcs[vpc].hasInternetGateway && random.chance(75)
      nat[vpc] = estate.nats.count
      estate.nats.append(TinyEstate.NAT(id: "nat-\(vpc)", interface: estate.interfaces.count, isPublic: isPublic))
      estate.interfaces.append(
        TinyEstate.Interface(
          id: "eni-\(vpc)n",
          subnet: first + 2,
          address: address(2, 0),
          publicAddress: isPublic ? publicAddress(8) : nil,
          groups: [],
          sourceDestCheck: false,
          nat: nat[vpc]
        )
      )
    }
    appliance.append(nil)
    if random.chance(40) {
      appliance[vpc] = estate.interfaces.count
      estate.interfaces.append(
        TinyEstate.Interface(
          id: "eni-\(vpc)f",
          subnet: first + 2,
          address: address(2, 1),
          publicAddress: random.chance(35) && !estate.isIPv6 ? publicAddress(9) : nil,
          groups: [groups + (random.chance(75) ? 0 : 1)],
          sourceDestCheck: random.chance(20)
        )
      )
    }
  }

  // MARK: Connections

  private mutating func addTransit() {
    var transit = TinyEstate.Transit(referencing: random.chance(50), tables: [], attachments: [])
    for table in 0..<(random.chance(50) ? 1 : 2) {
      transit.tables.append(TinyEstate.TransitTable(id: "tgw-rtb-\(table)", staticRoutes: []))
    }
    let tables = transit.tables.indices
    for vpc in estate.vpcs.indices where random.chance(90) {
      let first = vpc * 5
      let doors =
        random.chance(15) ? [first] : random.chance(75) ? [first + 3, first + 4] : [first + 3]
      transit.attachments.append(
        TinyEstate.Attachment(
          id: "tgw-attach-\(vpc)",
          vpc: vpc,
          subnets: doors,
          table: random.chance(95) ? Int.random(in: tables, using: &random) : nil,
          propagatesTo: tables.filter { _ in random.chance(75) },
          isAvailable: random.chance(95),
          referencing: random.chance(60)
        )
      )
    }
    for table in tables {
      for vpc in estate.vpcs.indices where random.chance(25) {
        let cidr = random.pick([
          estate.vpcs[vpc].cidr, estate.subnets[vpc * 5].cidr, TinyEstate.CIDR(address: 0x0A00_0000, length: 16),
          .everything,
        ])
        guard !transit.tables[table].staticRoutes.contains(where: { $0.cidr == cidr }) else { continue }
        let attachment =
          transit.attachments.isEmpty || random.chance(40)
          ? nil : transit.attachments.indices.randomElement(using: &random)
        transit.tables[table].staticRoutes.append(TinyEstate.TransitRoute(cidr: cidr, attachment: attachment))
      }
    }
    estate.transit = transit
  }

  // MARK: Routes

  private mutating func addRoutes(_ vpc: Int) {
    let first = vpc * 4
    addHostRoutes(first, vpc)
    addHostRoutes(first + 1, vpc)
    // The subnet of NAT gateway and appliance.
    for other in estate.vpcs.indices where other != vpc && random.chance(80) {
      if let target = wayTo(other, from: vpc) { add(.cidr(estate.vpcs[other].cidr), target, to: first + 2) }
    }
    if estate.vpcs[vpc].hasInternetGateway, random.chance(90) {
      add(.cidr(.everything), .internetGateway, to: first + 2)
    }
    if estate.vpcs[vpc].virtualGateway != nil {
      add(.cidr(Self.onPremises), .virtualGateway, to: first + 2, propagated: true)
    }
    // The attachment's subnets.
    if let nat = nat[vpc], random.chance(50) { add(.cidr(.everything), .nat(nat), to: first + 3) }
    // The edges.
    guard let appliance = appliance[vpc], !estate.isIPv6 else { return }
    let local = TinyEstate.Route(destination: .cidr(estate.vpcs[vpc].cidr), target: .local)
    let detour = TinyEstate.Route(destination: .cidr(estate.subnets[vpc * 5].cidr), target: .interface(appliance))
    if estate.vpcs[vpc].hasInternetGateway, random.chance(25) {
      estate.vpcs[vpc].internetEdge = estate.tables.count
      estate.tables.append(TinyEstate.RouteTable(id: "rtb-\(vpc)e", vpc: vpc, routes: [local, detour]))
    }
    if estate.vpcs[vpc].virtualGateway != nil, random.chance(25) {
      estate.vpcs[vpc].virtualEdge = estate.tables.count
      estate.tables.append(TinyEstate.RouteTable(id: "rtb-\(vpc)g", vpc: vpc, routes: [local, detour]))
    }
  }

  private mutating func addHostRoutes(_ table: Int, _ vpc: Int) {
    for other in estate.vpcs.indices where other != vpc && random.chance(85) {
      guard let target = wayTo(other, from: vpc) else { continue }
      let cidr = estate.vpcs[other].cidr
      if random.chance(15) {
        add(.prefixList(prefixList([cidr])), target, to: table)
        if random.chance(50), let second = wayTo(other, from: vpc) { add(.cidr(cidr), second, to: table) }
      } else if random.chance(20) {
        add(.cidr(estate.subnets[other * 5].cidr), target, to: table)
        if let second = wayTo(other, from: vpc) { add(.cidr(cidr), second, to: table) }
      } else {
        add(.cidr(cidr), target, to: table)
      }
    }
    if estate.transit != nil, random.chance(25) {
      add(.cidr(TinyEstate.CIDR(address: 0x0A00_0000, length: 16)), .transit, to: table)
    }
    var exits: [TinyEstate.Target] = []
    if estate.vpcs[vpc].hasInternetGateway { exits += [.internetGateway, .internetGateway] }
    if let nat = nat[vpc] { exits += [.nat(nat), .nat(nat)] }
    if estate.vpcs[vpc].hasEgressOnlyGateway { exits += [.egressOnlyGateway, .egressOnlyGateway] }
    if estate.transit != nil { exits.append(.transit) }
    if let appliance = appliance[vpc] { exits.append(.interface(appliance)) }
    if let peering = peering(vpc).first, random.chance(20) { exits.append(.peering(peering)) }
    if !exits.isEmpty, random.chance(85) { add(.cidr(.everything), random.pick(exits), to: table) }
    if estate.vpcs[vpc].virtualGateway != nil, random.chance(85) {
      add(.cidr(Self.onPremises), .virtualGateway, to: table, propagated: random.chance(60))
    }
    if let appliance = appliance[vpc], random.chance(30) {
      // Between the two host subnets by way of the appliance: more specific than local.
      for number in 0..<2 where random.chance(60) && estate.subnets[vpc * 5 + number].table != table {
        add(.cidr(estate.subnets[vpc * 5 + number].cidr), .interface(appliance), to: table)
      }
    }
  }

  private func peering(_ vpc: Int) -> [Int] {
    estate.peerings.indices.filter { estate.peerings[$0].left == vpc || estate.peerings[$0].right == vpc }
  }

  private mutating func wayTo(_ other: Int, from vpc: Int) -> TinyEstate.Target? {
    var ways: [TinyEstate.Target] = peering(vpc).filter {
      estate.peerings[$0].left == other || estate.peerings[$0].right == other
    }.map { .peering($0) }
    if estate.transit?.attachments.contains(where: { $0.vpc == vpc }) == true { ways.append(.transit) }
    return ways.isEmpty ? nil : random.pick(ways)
  }

  private mutating func add(
    _ destination: TinyEstate.Destination,
    _ target: TinyEstate.Target,
    to table: Int,
    propagated: Bool = false
  ) {
    guard
      !estate.tables[table].routes.contains(where: { $0.destination == destination && $0.isPropagated == propagated })
    else { return }
    estate.tables[table].routes.append(
      TinyEstate.Route(
        destination: destination,
        target: target,
        isPropagated: propagated,
        isBlackhole: !propagated && random.chance(4)
      )
    )
  }

  private mutating func prefixList(_ cidrs: [TinyEstate.CIDR]) -> Int {
    estate.prefixLists.append(cidrs)
    return estate.prefixLists.count - 1
  }

  // MARK: Rules

  /// Rules of the third group of a VPC that name groups, of its own VPC or of one that a single kind of connection joins.
  private mutating func addReferences(_ vpc: Int) {
    let own = vpc * 3
    for _ in 0..<2 where random.chance(60) {
      var named = [own, own + 1, own + 2]
      for other in estate.vpcs.indices where other != vpc {
        let isPeered = peering(vpc).contains { estate.peerings[$0].left == other || estate.peerings[$0].right == other }
        let isAttached = [vpc, other].allSatisfy { side in
          estate.transit?.attachments.contains { $0.vpc == side } == true
        }
        if isPeered != isAttached { named += [other * 3, other * 3 + 1, other * 3 + 2] }
      }
      let rule = TinyEstate.GroupRule(traffic: traffic(), peer: .group(random.pick(named)))
      if random.chance(70) {
        estate.groups[own + 2].ingress.append(rule)
      } else {
        estate.groups[own + 2].egress = [rule]
      }
    }
  }

  private mutating func traffic() -> TinyEstate.Traffic {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3: return TinyEstate.Traffic()
    case 3..<8:
      return TinyEstate.Traffic(
        protocolNumber: 6,
        ports: random.pick([0...65535, 443...443, 22...443, 443...1500, 1024...65535])
      )
    case 8: return TinyEstate.Traffic(protocolNumber: 17, ports: random.pick([0...65535, 53...53, 22...443]))
    default:
      return TinyEstate.Traffic(protocolNumber: 1, icmp: random.pick([(-1, -1), (8, -1), (8, 0), (0, -1), (13, -1)]))
    }
  }

  private mutating func cidr() -> TinyEstate.CIDR {
    let subnet = random.pick(estate.subnets.map(\.cidr) + [TinyEstate.CIDR(address: 0x0A00_0000, length: 28)])
    return random.pick([
      .everything, .everything, TinyEstate.CIDR(address: 0x0A00_0000, length: 8),
      TinyEstate.CIDR(address: 0x0A00_0000, length: 23), TinyEstate.CIDR(address: 0x0A00_0100, length: 24),
      TinyEstate.CIDR(address: 0x0A00_0000, length: 24), subnet,
      TinyEstate.CIDR(address: subnet.address + 4, length: 32),
      TinyEstate.CIDR(address: subnet.address + 4, length: 31), TinyEstate.CIDR(address: 0xC633_6400, length: 24),
      Self.onPremises,
    ])
  }

  private mutating func groupRule() -> TinyEstate.GroupRule {
    let traffic = traffic()
    if random.chance(10) {
      return TinyEstate.GroupRule(traffic: traffic, peer: .prefixList(prefixList([cidr(), cidr()])))
    }
    return TinyEstate.GroupRule(traffic: traffic, peer: .cidr(cidr()))
  }

  private mutating func aclRules() -> [TinyEstate.ACLRule] {
    var number = 0
    var rules = (0..<Int.random(in: 0...3, using: &random)).map { _ -> TinyEstate.ACLRule in
      number += 10
      var traffic = traffic()
      if traffic.protocolNumber == 6, random.chance(40) {
        traffic.ports = random.pick([1024...2000, 49152...65535, 443...443])
      }
      return TinyEstate.ACLRule(number: number, allows: random.chance(60), traffic: traffic, cidr: cidr())
    }
    if random.chance(60) {
      rules.append(TinyEstate.ACLRule(number: 100, allows: true, traffic: TinyEstate.Traffic(), cidr: .everything))
    }
    return rules
  }
}
