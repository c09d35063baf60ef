// `describe-vpcs`, `describe-subnets`.
extension SnapshotBuilder {
  /// Reads an element of `Vpcs`.
  mutating func vpc(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var vpc = VPC(id: .empty, owner: .empty, region: .empty, prefixes: [], provenance: place(tape, node))
    var primary: IPPrefix?
    var statesBlockPublicAccess = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .VpcId: vpc.id = try symbol(tape, member)
      case .OwnerId: vpc.owner = try symbol(tape, member)
      case .CidrBlock: primary = try prefix(tape, member)
      case .CidrBlockAssociationSet:
        vpc.prefixes += try associatedPrefixes(tape, member, prefix: .CidrBlock, state: .CidrBlockState)
      case .Ipv6CidrBlockAssociationSet:
        vpc.prefixes += try associatedPrefixes(tape, member, prefix: .Ipv6CidrBlock, state: .Ipv6CidrBlockState)
      case .IsDefault: vpc.isDefault = try bool(tape, member)
      case .BlockPublicAccessStates:
        if let mode = try blockPublicAccess(tape, member) {
          vpc.blockPublicAccess = mode
          statesBlockPublicAccess = true
        }
      case .Tags: vpc.tags = try tags(tape, member)
      default: break
      }
    }
    try require(vpc.id, .VpcId, tape, node)
    if let primary, !vpc.prefixes.contains(where: { $0.family == .ipv4 }) { vpc.prefixes.insert(primary, at: 0) }
    vpc.prefixes.sort()
    if vpc.owner.isEmpty { vpc.owner = account }
    noteOwner(vpc.owner)
    vpc.region = region
    guard isNew(vpc.id, tape, node) else {
      if let known = estate.vpc(vpc.id) {
        let place = estate.vpcs[known].provenance
        estate.vpcs[known].tags = mergedTags(estate.vpcs[known].tags, at: place, vpc.tags, owner: vpc.owner)
      }
      return
    }
    if statesBlockPublicAccess { staged.statedBlockPublicAccess.insert(vpc.id) }
    estate.bind(vpc.id, to: .vpc(estate.vpcs.append(vpc)))
  }

  /// Reads an element of `Subnets`.
  mutating func subnet(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var subnet = Subnet(
      id: .empty,
      vpc: .empty,
      owner: .empty,
      zone: .empty,
      prefixes: [],
      provenance: place(tape, node)
    )
    var zoneName = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .SubnetId: subnet.id = try symbol(tape, member)
      case .VpcId: subnet.vpc = try symbol(tape, member)
      case .OwnerId: subnet.owner = try symbol(tape, member)
      case .AvailabilityZone:
        let zone = try symbol(tape, member)
        noteZone(zone)
        zoneName = zone
        if subnet.zone.isEmpty { subnet.zone = zone }
      case .AvailabilityZoneId:
        let zone = try symbol(tape, member)
        if !zone.isEmpty { subnet.zone = zone }
      case .CidrBlock: if tape.kind(member) != .null { subnet.prefixes.append(try prefix(tape, member)) }
      case .Ipv6CidrBlockAssociationSet:
        subnet.prefixes += try associatedPrefixes(tape, member, prefix: .Ipv6CidrBlock, state: .Ipv6CidrBlockState)
      case .BlockPublicAccessStates: subnet.blockPublicAccess = try blockPublicAccess(tape, member)
      case .Tags: subnet.tags = try tags(tape, member)
      default: break
      }
    }
    try require(subnet.id, .SubnetId, tape, node)
    try require(subnet.vpc, .VpcId, tape, node)
    if subnet.owner.isEmpty { subnet.owner = account }
    noteOwner(subnet.owner)
    if !zoneName.isEmpty, subnet.zone != zoneName {
      zoneIDs[ZoneName(account: subnet.owner, name: zoneName)] = subnet.zone
    }
    guard isNew(subnet.id, tape, node) else {
      if let known = estate.subnet(subnet.id) {
        let place = estate.subnets[known].provenance
        estate.subnets[known].tags = mergedTags(
          estate.subnets[known].tags,
          at: place,
          subnet.tags,
          owner: subnet.owner
        )
      }
      return
    }
    estate.bind(subnet.id, to: .subnet(estate.subnets.append(subnet)))
  }

  /// The CIDR blocks of an association set that are in force.
  private mutating func associatedPrefixes(
    _ tape: borrowing JSONTape,
    _ node: Int,
    prefix prefixKey: AWSKey,
    state stateKey: AWSKey
  ) throws(SnapshotFault) -> [IPPrefix] {
    var prefixes: [IPPrefix] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      if let state = try member(tape, element, stateKey) {
        let name = try symbol(tape, state, .State)
        if !name.isEmpty, name != words.associated { continue }
      }
      if let text = try member(tape, element, prefixKey) { prefixes.append(try prefix(tape, text)) }
    }
    return prefixes
  }

  /// The state of VPC Block Public Access; `nil` when nothing is said.
  func blockPublicAccess(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> VPC.BlockPublicAccess? {
    guard let mode = try member(tape, node, .InternetGatewayBlockMode) else { return nil }
    switch try text(tape, mode) {
    case "off": return .off
    case "block-bidirectional": return .blockBidirectional
    case "block-ingress": return .blockIngress
    default: throw wrongKind(tape, mode, expected: "off, block-bidirectional or block-ingress")
    }
  }
}
