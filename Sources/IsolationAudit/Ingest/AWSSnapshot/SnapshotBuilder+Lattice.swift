// `vpc-lattice list-…` and `get-…`: service networks, their associations, services with listeners and rules, target groups.
extension SnapshotBuilder {
  /// Reads an element of `serviceNetworks`.
  mutating func serviceNetwork(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let common = try latticeResource(tape, node)
    guard isNew(common.arn, tape, node) else {
      // One account's list, another's answer about the same network: what either tells counts.
      if let known = estate.serviceNetwork(common.arn), estate.serviceNetworks[known].access.authType == .unknown {
        estate.serviceNetworks[known].access.authType = common.authType
      }
      return
    }
    let id = estate.serviceNetworks.append(
      ServiceNetwork(
        arn: common.arn,
        id: common.id,
        name: common.name,
        owner: common.owner,
        region: common.region,
        access: LatticeAccess(authType: common.authType),
        tags: common.tags,
        provenance: place(tape, node)
      )
    )
    estate.bind(common.arn, to: .serviceNetwork(id))
    if !common.id.isEmpty { estate.bind(common.id, to: .serviceNetwork(id)) }
  }

  /// Reads an element of `latticeServices`.
  mutating func latticeService(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let common = try latticeResource(tape, node)
    guard isNew(common.arn, tape, node) else { return }
    let id = estate.latticeServices.append(
      LatticeService(
        arn: common.arn,
        id: common.id,
        name: common.name,
        owner: common.owner,
        region: common.region,
        access: LatticeAccess(authType: common.authType),
        tags: common.tags,
        provenance: place(tape, node)
      )
    )
    estate.bind(common.arn, to: .latticeService(id))
    if !common.id.isEmpty { estate.bind(common.id, to: .latticeService(id)) }
  }

  /// What service networks and services have in common.
  private struct LatticeResource {
    var arn = Symbol.empty
    var id = Symbol.empty
    var name = Symbol.empty
    var owner = Symbol.empty
    var region = Symbol.empty
    var authType = LatticeAccess.AuthType.unknown
    var tags = TagSetID.none
  }

  private mutating func latticeResource(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> LatticeResource {
    var resource = LatticeResource()
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn:
        resource.arn = try symbol(tape, member)
        (resource.region, resource.owner) = partsOfARN(resource.arn)
      case .id: resource.id = try symbol(tape, member)
      case .name: resource.name = try symbol(tape, member)
      case .authType:
        switch try text(tape, member) {
        case "NONE": resource.authType = .open
        case "AWS_IAM": resource.authType = .iam
        default: throw wrongKind(tape, member, expected: "NONE or AWS_IAM")
        }
      case .tags: resource.tags = try tags(tape, member)
      default: break
      }
    }
    try require(resource.arn, .arn, tape, node)
    return resource
  }

  /// Whether an association is in force; one that is being made or taken away counts.
  func isInForce(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Bool {
    guard let value = try member(tape, node, .status) else { return true }
    return try text(tape, value) != "CREATE_FAILED"
  }

  /// The first of some members that is there.
  private mutating func symbol(
    _ tape: borrowing JSONTape,
    _ node: Int,
    first keys: AWSKey...
  ) throws(SnapshotFault) -> Symbol {
    for key in keys {
      let value = try symbol(tape, node, key)
      if !value.isEmpty { return value }
    }
    return .empty
  }

  /// Reads an element of `serviceNetworkVpcAssociations`: a row of the list, or the answer about one, which alone names the
  /// security groups.
  mutating func latticeVPCAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let network = try symbol(tape, node, first: .serviceNetworkArn, .serviceNetworkId)
    try require(network, .serviceNetworkArn, tape, node)
    let vpc = try symbol(tape, node, .vpcId)
    try require(vpc, .vpcId, tape, node)
    var groups: GroupSetID?
    if let list = try member(tape, node, .securityGroupIds) { groups = try self.groups(tape, list, nil) }
    let association = ServiceNetwork.VPCAssociation(
      vpc: vpc,
      isInForce: try isInForce(tape, node),
      groups: groups,
      provenance: place(tape, node)
    )
    staged.latticeVPCs.append((network, association))
  }

  /// Reads an element of `serviceNetworkServiceAssociations`.
  mutating func latticeServiceAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let network = try symbol(tape, node, first: .serviceNetworkArn, .serviceNetworkId)
    try require(network, .serviceNetworkArn, tape, node)
    let service = try symbol(tape, node, first: .serviceArn, .serviceId)
    try require(service, .serviceArn, tape, node)
    let isInForce = try isInForce(tape, node)
    let place = place(tape, node)
    staged.latticeServices.append(
      (network, ServiceNetwork.Association(target: service, isInForce: isInForce, provenance: place))
    )
  }

  /// Reads an element of `serviceNetworkResourceAssociations`.
  mutating func latticeResourceAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let network = try symbol(tape, node, first: .serviceNetworkArn, .serviceNetworkId)
    try require(network, .serviceNetworkArn, tape, node)
    let resource = try symbol(tape, node, first: .resourceConfigurationArn, .resourceConfigurationId)
    try require(resource, .resourceConfigurationArn, tape, node)
    let isInForce = try isInForce(tape, node)
    let place = place(tape, node)
    staged.latticeResources.append(
      (network, ServiceNetwork.Association(target: resource, isInForce: isInForce, provenance: place))
    )
  }

  /// Reads an element of `latticeListeners`: the listeners of one service, or one that names its service itself.
  mutating func latticeListeners(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    guard try member(tape, node, .arn) == nil else {
      let service = try symbol(tape, node, first: .serviceArn, .serviceId, .serviceIdentifier)
      try require(service, .serviceArn, tape, node)
      staged.latticeListeners.append((service, try latticeListener(tape, node)))
      return
    }
    let service = try symbol(tape, node, .serviceIdentifier)
    try require(service, .serviceIdentifier, tape, node)
    var rows: [LatticeService.Listener] = []
    if let list = try member(tape, node, .listeners) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) { rows.append(try latticeListener(tape, element)) }
    }
    guard isNewPart(.latticeListeners, service, tape, node) else { return }
    staged.latticeListeners.append((service, nil))
    for row in rows { staged.latticeListeners.append((service, row)) }
  }

  private mutating func latticeListener(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> LatticeService.Listener {
    let arn = try symbol(tape, node, .arn)
    try require(arn, .arn, tape, node)
    guard let port = try member(tape, node, .port) else { throw missing(.port, tape, node) }
    var groups: [Symbol]?
    if let action = try member(tape, node, .defaultAction) { groups = try latticeTargetGroups(tape, action) }
    return LatticeService.Listener(
      arn: arn,
      port: UInt16(try integer(tape, port, 1...65535)),
      targetGroups: groups,
      provenance: place(tape, node)
    )
  }

  /// The target groups that an action forwards to; none for a fixed response.
  private mutating func latticeTargetGroups(
    _ tape: borrowing JSONTape,
    _ action: Int
  ) throws(SnapshotFault) -> [Symbol] {
    guard let forward = try member(tape, action, .forward), let list = try member(tape, forward, .targetGroups) else {
      return []
    }
    return try symbols(tape, list, .targetGroupIdentifier)
  }

  /// Reads an element of `latticeRules`: the rules of one listener.
  mutating func latticeRules(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let listener = try symbol(tape, node, .listenerIdentifier)
    try require(listener, .listenerIdentifier, tape, node)
    var groups: [Symbol]? = []
    if let list = try member(tape, node, .rules) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        if let action = try member(tape, element, .action) {
          let more = try latticeTargetGroups(tape, action)
          groups?.append(contentsOf: more)
        } else {
          groups = nil
          break
        }
      }
    }
    guard isNewPart(.latticeRules, listener, tape, node) else { return }
    staged.latticeRules.append((listener, groups))
  }

  /// Reads an element of `latticeTargetGroups`.
  mutating func latticeTargetGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var group = TargetGroup(
      arn: .empty,
      name: .empty,
      kind: .instance,
      vpc: .empty,
      port: 0,
      protocols: [.tcp],
      owner: account,
      provenance: place(tape, node)
    )
    var id = Symbol.empty
    func details(_ builder: inout SnapshotBuilder, _ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
      if let value = try builder.member(tape, node, .port) {
        group.port = UInt16(try builder.integer(tape, value, 0...65535))
      }
      if let value = try builder.member(tape, node, .vpcIdentifier) { group.vpc = try builder.symbol(tape, value) }
    }
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn:
        group.arn = try symbol(tape, member)
        group.owner = partsOfARN(group.arn).account
      case .id: id = try symbol(tape, member)
      case .name: group.name = try symbol(tape, member)
      case .type:
        switch try text(tape, member) {
        case "INSTANCE": group.kind = .instance
        case "IP": group.kind = .ip
        case "LAMBDA": group.kind = .lambda
        case "ALB": group.kind = .loadBalancer
        default: throw wrongKind(tape, member, expected: "IP, LAMBDA, INSTANCE or ALB")
        }
      case .config: try details(&self, tape, member)
      case .tags: group.tags = try tags(tape, member)
      default: break
      }
    }
    try details(&self, tape, node)
    try require(group.arn, .arn, tape, node)
    guard isNew(group.arn, tape, node) else { return }
    let index = estate.targetGroups.append(group)
    estate.bind(group.arn, to: .targetGroup(index))
    if !id.isEmpty { estate.bind(id, to: .targetGroup(index)) }
  }

  /// Reads an element of `latticeTargets`: the targets of one group, healthy or not.
  mutating func latticeTargets(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .targetGroupIdentifier)
    try require(group, .targetGroupIdentifier, tape, node)
    var targets: [TargetGroup.Target] = []
    if let list = try member(tape, node, .targets) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        let id = try symbol(tape, element, .id)
        try require(id, .id, tape, element)
        var port: UInt16 = 0
        if let value = try member(tape, element, .port) { port = UInt16(try integer(tape, value, 0...65535)) }
        targets.append(TargetGroup.Target(id: id, port: port, provenance: place(tape, element)))
      }
    }
    guard isNewPart(.latticeTargets, group, tape, node) else { return }
    staged.targets.append((group, targets))
  }

  /// Reads an element of `latticeAuthPolicies`: the auth policy of one service network or service; without `policy` it has none.
  mutating func latticeAuthPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let resource = try symbol(tape, node, .resourceIdentifier)
    try require(resource, .resourceIdentifier, tape, node)
    var policy = LatticeAccess.Policy.absent
    if let value = try member(tape, node, .policy), let text = try text(tape, value), !text.isEmpty {
      policy = Self.effect(ofAuthPolicy: text)
    }
    guard isNewPart(.latticeAuthPolicies, resource, tape, node) else { return }
    staged.latticeAuthPolicies.append((resource, policy))
  }

  /// Whether an auth policy has a statement that allows; one that cannot be read may allow.
  private static func effect(ofAuthPolicy text: String) -> LatticeAccess.Policy {
    guard let document = try? JSONValue(parsing: Array(text.utf8)), document.object != nil else { return .allowsSome }
    let statements: [JSONValue]
    switch document["Statement"] {
    case .array(let list)?: statements = list
    case let one?: statements = [one]
    case nil: return .allowsNone
    }
    return statements.allSatisfy { $0["Effect"]?.string == "Deny" } ? .allowsNone : .allowsSome
  }
}
