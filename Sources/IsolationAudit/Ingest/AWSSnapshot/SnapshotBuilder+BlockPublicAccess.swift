// `describe-vpc-block-public-access-options`, `describe-vpc-block-public-access-exclusions`.
extension SnapshotBuilder {
  /// Reads the object `VpcBlockPublicAccessOptions`.
  mutating func blockPublicAccessOptions(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var options = BlockPublicAccessOptions(account: account, region: region, mode: .off, provenance: place(tape, node))
    guard let mode = try blockPublicAccess(tape, node) else { throw missing(.InternetGatewayBlockMode, tape, node) }
    options.mode = mode
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .AwsAccountId: options.account = try symbol(tape, member)
      case .AwsRegion: options.region = try symbol(tape, member)
      case .State:
        // While the mode changes, the one before it may still be in force.
        if try text(tape, member) == "update-in-progress" { options.mode = .off }
      default: break
      }
    }
    noteOwner(options.account)
    estate.blockPublicAccessOptions.append(options)
  }

  /// Reads an element of `VpcBlockPublicAccessExclusions`.
  mutating func blockPublicAccessExclusion(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try symbol(tape, node, .ResourceArn)
    try require(arn, .ResourceArn, tape, node)
    _ = partsOfARN(arn)
    guard let name = estate.symbols[arn].split(separator: "/").last else {
      throw missing(.ResourceArn, tape, node)
    }
    guard let mode = try member(tape, node, .InternetGatewayExclusionMode) else {
      throw missing(.InternetGatewayExclusionMode, tape, node)
    }
    let allowsIngress: Bool
    switch try text(tape, mode) {
    case "allow-bidirectional": allowsIngress = true
    case "allow-egress": allowsIngress = false
    default: throw wrongKind(tape, mode, expected: "allow-bidirectional or allow-egress")
    }
    if let state = try member(tape, node, .State) {
      // While an exclusion comes or goes it is taken to be in force.
      if ["create-failed", "delete-complete", "disable-complete"].contains(try text(tape, state) ?? "") { return }
    }
    estate.blockPublicAccessExclusions.append(
      BlockPublicAccessExclusion(
        resource: estate.symbols.intern(String(name)),
        allowsIngress: allowsIngress,
        provenance: place(tape, node)
      )
    )
  }

  /// Works out what is blocked where the options of an account are known, and holds it against the states of VPCs and
  /// subnets: of two that contradict each other, the one that blocks less stands.
  mutating func joinBlockPublicAccess() {
    guard !estate.blockPublicAccessOptions.isEmpty || !estate.blockPublicAccessExclusions.isEmpty else { return }
    var modes: [Completeness.Place: BlockPublicAccessOptions] = [:]
    for options in estate.blockPublicAccessOptions {
      let place = Completeness.Place(account: options.account, region: options.region)
      if let known = modes[place], known.mode.permits(options.mode) { continue }
      modes[place] = options
    }
    var exclusions: [Symbol: Bool] = [:]
    for exclusion in estate.blockPublicAccessExclusions {
      exclusions[exclusion.resource] = (exclusions[exclusion.resource] ?? false) || exclusion.allowsIngress
    }
    func isListed(_ vpc: VPC) -> Bool {
      let call = Completeness.Call(account: vpc.owner, region: vpc.region, list: "VpcBlockPublicAccessExclusions")
      return estate.completeness.status(call) == .collected
    }
    for id in estate.vpcs.ids {
      let vpc = estate.vpcs[id]
      guard let options = modes[Completeness.Place(account: vpc.owner, region: vpc.region)] else { continue }
      let mode = options.mode.excluding(exclusions[vpc.id])
      // Exclusions that nobody listed may leave out anything.
      guard mode == .off || isListed(vpc) else { continue }
      let isStated = staged.statedBlockPublicAccess.contains(vpc.id)
      let result = settled(vpc.blockPublicAccess, isStated, mode, vpc.id, options)
      estate.vpcs[id].blockPublicAccess = result
    }
    for id in estate.subnets.ids {
      let subnet = estate.subnets[id]
      guard let vpcID = estate.vpc(subnet.vpc) else { continue }
      let vpc = estate.vpcs[vpcID]
      guard let options = modes[Completeness.Place(account: vpc.owner, region: vpc.region)] else { continue }
      let ofVPC = exclusions[vpc.id]
      let exclusion = exclusions[subnet.id].map { $0 || ofVPC == true } ?? ofVPC
      let mode = options.mode.excluding(exclusion)
      guard mode == .off || isListed(vpc) else { continue }
      let stated = subnet.blockPublicAccess
      let result = settled(stated ?? .off, stated != nil, mode, subnet.id, options)
      estate.subnets[id].blockPublicAccess = result
    }
  }

  private mutating func settled(
    _ stated: VPC.BlockPublicAccess,
    _ isStated: Bool,
    _ workedOut: VPC.BlockPublicAccess,
    _ resource: Symbol,
    _ options: BlockPublicAccessOptions
  ) -> VPC.BlockPublicAccess {
    guard isStated, !stated.agrees(with: workedOut) else { return workedOut }
    let result = stated.permits(workedOut) ? stated : workedOut
    remarks.add(
      .warning,
      "block-public-access",
      "VPC Block Public Access is `\(stated.name)` by its own state and `\(workedOut.name)` by the options and exclusions "
        + "of its account, expected one of them; it is taken to be `\(result.name)`",
      at: options.provenance,
      resource: estate.symbols[resource]
    )
    return result
  }
}

extension VPC.BlockPublicAccess {
  /// The mode that an exclusion leaves; `nil` for no exclusion, else whether it allows both directions.
  fileprivate func excluding(_ allowsIngress: Bool?) -> VPC.BlockPublicAccess {
    switch (self, allowsIngress) {
    case (_, nil), (.off, _), (.allowEgress, _): self
    case (_, true?): .off
    // It only applies to a block in both directions.
    case (.blockBidirectional, false?): .allowEgress
    case (.blockIngress, false?): .blockIngress
    }
  }

  /// Whether it lets at least as much through as another.
  fileprivate func permits(_ other: VPC.BlockPublicAccess) -> Bool { rank <= other.rank }

  /// Whether a state that AWS shows may stand for it: an exclusion for egress alone shows as `block-ingress`.
  fileprivate func agrees(with workedOut: VPC.BlockPublicAccess) -> Bool {
    self == workedOut || (self == .blockIngress && workedOut == .allowEgress)
  }

  private var rank: Int {
    switch self {
    case .off: 0
    case .allowEgress: 1
    case .blockIngress: 2
    case .blockBidirectional: 3
    }
  }

  fileprivate var name: String {
    switch self {
    case .off: "off"
    case .allowEgress: "allow-egress"
    case .blockIngress: "block-ingress"
    case .blockBidirectional: "block-bidirectional"
    }
  }
}
