// `describe-transit-gateways`, `describe-transit-gateway-…-attachments`.
extension SnapshotBuilder {
  /// Reads an element of `TransitGateways`.
  mutating func transitGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = TransitGateway(
      id: .empty,
      owner: .empty,
      region: region,
      referencesSecurityGroups: false,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayId: gateway.id = try symbol(tape, member)
      case .TransitGatewayArn:
        let arn = try symbol(tape, member)
        let parts = partsOfARN(arn)
        if !parts.region.isEmpty { gateway.region = parts.region }
      case .OwnerId: gateway.owner = try symbol(tape, member)
      case .Options: gateway.referencesSecurityGroups = try isEnabled(tape, member, .SecurityGroupReferencingSupport)
      case .Tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .TransitGatewayId, tape, node)
    if gateway.owner.isEmpty { gateway.owner = account }
    guard isNew(gateway.id, tape, node) else {
      if let known = estate.transitGateway(gateway.id) {
        let place = estate.transitGateways[known].provenance
        estate.transitGateways[known].tags = mergedTags(
          estate.transitGateways[known].tags,
          at: place,
          gateway.tags,
          owner: gateway.owner
        )
      }
      return
    }
    estate.bind(gateway.id, to: .transitGateway(estate.transitGateways.append(gateway)))
  }

  /// Whether a member of an object is `enable`.
  private func isEnabled(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> Bool {
    guard let value = try member(tape, node, key) else { return false }
    return try text(tape, value) == "enable"
  }

  /// Reads an element of `TransitGatewayAttachments`.
  mutating func transitGatewayAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var view = view(tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayAttachmentId: view.id = try symbol(tape, member)
      case .TransitGatewayId: view.transitGateway = try symbol(tape, member)
      case .ResourceType:
        // Interned first: a call on `self` takes its copy before its arguments are evaluated.
        let type = try symbol(tape, member)
        view.kind = attachmentKind(type)
      case .ResourceId: view.resource = try symbol(tape, member)
      case .ResourceOwnerId: view.resourceOwner = try symbol(tape, member)
      case .State: view.state = try symbol(tape, member)
      case .Association:
        view.association = try symbol(tape, member, .TransitGatewayRouteTableId)
        view.isAssociated = try symbol(tape, member, .State) == words.associated
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    if view.kind == .peering { view.peer = view.resource }
    try stage(view, tape, node)
  }

  /// Reads an element of `TransitGatewayVpcAttachments`.
  mutating func transitGatewayVPCAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var view = view(tape, node)
    view.kind = .vpc
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayAttachmentId: view.id = try symbol(tape, member)
      case .TransitGatewayId: view.transitGateway = try symbol(tape, member)
      case .VpcId: view.resource = try symbol(tape, member)
      case .VpcOwnerId: view.resourceOwner = try symbol(tape, member)
      case .State: view.state = try symbol(tape, member)
      case .SubnetIds: view.subnets = try symbols(tape, member)
      case .Options:
        view.isApplianceMode = try isEnabled(tape, member, .ApplianceModeSupport)
        view.referencesSecurityGroups = try isEnabled(tape, member, .SecurityGroupReferencingSupport)
        view.supportsIPv6 = try isEnabled(tape, member, .Ipv6Support)
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    try stage(view, tape, node)
  }

  /// Reads an element of `TransitGatewayPeeringAttachments`: one attachment, seen from both its transit gateways.
  mutating func transitGatewayPeeringAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var view = view(tape, node)
    view.kind = .peering
    var sides: [(gateway: Symbol, owner: Symbol)] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayAttachmentId: view.id = try symbol(tape, member)
      case .RequesterTgwInfo, .AccepterTgwInfo:
        let gateway = try symbol(tape, member, .TransitGatewayId)
        try require(gateway, .TransitGatewayId, tape, member)
        sides.append((gateway, try symbol(tape, member, .OwnerId)))
      case .State: view.state = try symbol(tape, member)
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    guard sides.count == 2 else { throw missing(.RequesterTgwInfo, tape, node) }
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      view.transitGateway = side.gateway
      (view.peer, view.resource, view.resourceOwner) = (other.gateway, other.gateway, other.owner)
      try stage(view, tape, node)
    }
  }

  private func view(_ tape: borrowing JSONTape, _ node: Int) -> SnapshotStaging.AttachmentView {
    SnapshotStaging.AttachmentView(
      id: .empty,
      transitGateway: .empty,
      viewer: account,
      provenance: place(tape, node)
    )
  }

  private mutating func stage(
    _ view: SnapshotStaging.AttachmentView,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    try require(view.id, .TransitGatewayAttachmentId, tape, node)
    try require(view.transitGateway, .TransitGatewayId, tape, node)
    staged.attachments.append(view)
  }

  private func attachmentKind(_ type: Symbol) -> TransitGatewayAttachment.Kind? {
    switch estate.symbols[type] {
    case "": nil
    case "vpc": .vpc
    case "vpn": .vpn
    case "peering", "tgw-peering": .peering
    case "direct-connect-gateway": .directConnectGateway
    case "connect", "connect-peer": .connect
    default: .other(type)
    }
  }
}
