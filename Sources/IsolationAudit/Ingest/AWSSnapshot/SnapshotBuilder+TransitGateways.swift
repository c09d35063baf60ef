// `describe-transit-gateways`, `describe-transit-gateway-…-attachments`.
extension SnapshotBuilder {
  /// Reads an element of `TransitGateways`.
  mutating func transitGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = TransitGateway(
      id: .empty,
      owner: .empty,
      region: region,
      referencesSecurityGroups: nil,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayId: gateway.id = try symbol(tape, member)
      case .TransitGatewayArn:
        let parts = partsOfARN(try symbol(tape, member))
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
        if estate.transitGateways[known].referencesSecurityGroups == nil {
          estate.transitGateways[known].referencesSecurityGroups = gateway.referencesSecurityGroups
        }
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

  /// Whether a member of an object is `enable`; `nil` when there is none.
  private func isEnabled(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> Bool? {
    guard let value = try member(tape, node, key) else { return nil }
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
        view.isApplianceMode = try isEnabled(tape, member, .ApplianceModeSupport) ?? false
        view.references = try isEnabled(tape, member, .SecurityGroupReferencingSupport)
        view.supportsIPv6 = try isEnabled(tape, member, .Ipv6Support) ?? false
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    try stage(view, tape, node)
  }

  /// Reads an element of `TransitGatewayConnects`: which attachment carries a Connect attachment's GRE packets.
  mutating func transitGatewayConnect(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var view = view(tape, node)
    view.kind = .connect
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayAttachmentId: view.id = try symbol(tape, member)
      case .TransitGatewayId: view.transitGateway = try symbol(tape, member)
      case .TransportTransitGatewayAttachmentId: view.transport = try symbol(tape, member)
      case .State: view.state = try symbol(tape, member)
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    view.resource = view.transport
    try stage(view, tape, node)
  }

  /// Reads an element of `TransitGatewayConnectPeers`.
  mutating func transitGatewayConnectPeer(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let attachment = try symbol(tape, node, .TransitGatewayAttachmentId)
    try require(attachment, .TransitGatewayAttachmentId, tape, node)
    if let state = try member(tape, node, .State), try text(tape, state) == "deleted" { return }
    guard let configuration = try member(tape, node, .ConnectPeerConfiguration) else { return }
    let address = try symbol(tape, configuration, .PeerAddress)
    if !address.isEmpty { staged.connectPeers.append((attachment, address)) }
  }

  /// Reads an element of `TransitGatewayPeeringAttachments`: one attachment, seen from both its transit gateways.
  ///
  /// The other side of a peering with Cloud WAN is a core network.
  mutating func transitGatewayPeeringAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var view = view(tape, node)
    view.kind = .peering
    var sides: [(gateway: Symbol, owner: Symbol)] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayAttachmentId: view.id = try symbol(tape, member)
      case .RequesterTgwInfo, .AccepterTgwInfo:
        var gateway = try symbol(tape, member, .TransitGatewayId)
        if gateway.isEmpty { gateway = try symbol(tape, member, .CoreNetworkId) }
        try require(gateway, .TransitGatewayId, tape, member)
        sides.append((gateway, try symbol(tape, member, .OwnerId)))
      case .State: view.state = try symbol(tape, member)
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    guard sides.count == 2 else { throw missing(.RequesterTgwInfo, tape, node) }
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])]
    where !estate.symbols.utf8(side.gateway).starts(with: "core-network-".utf8) {
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
