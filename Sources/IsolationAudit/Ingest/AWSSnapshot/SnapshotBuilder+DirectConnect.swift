// `directconnect describe-direct-connect-gateways`, `-gateway-associations`, `-gateway-attachments`,
// `describe-virtual-interfaces`.
//
// The owner of a Direct Connect gateway and the owners of what is associated with it see the same records; what they tell
// is joined when all files are read.
extension SnapshotBuilder {
  /// Reads an element of `directConnectGateways`.
  mutating func directConnectGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = DirectConnectGateway(id: .empty, owner: account, isListed: true, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .directConnectGatewayId: gateway.id = try symbol(tape, member)
      case .directConnectGatewayName: gateway.name = try symbol(tape, member)
      case .ownerAccount: gateway.owner = try symbol(tape, member)
      case .directConnectGatewayState: if try text(tape, member) == "deleted" { return }
      case .tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .directConnectGatewayId, tape, node)
    // The list is the same in every Region.
    guard isNewPart(.directConnectGateways, gateway.id, tape, node) else { return }
    staged.directConnectGateways.append(gateway)
  }

  /// Reads an element of `directConnectGatewayAssociations`.
  mutating func directConnectAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var id = Symbol.empty
    var owner = Symbol.empty
    var associationID = Symbol.empty
    var gateway = Symbol.empty
    var isAssociated = true
    var prefixes: [IPPrefix] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .directConnectGatewayId: id = try symbol(tape, member)
      case .directConnectGatewayOwnerAccount: owner = try symbol(tape, member)
      case .associationId: associationID = try symbol(tape, member)
      case .associationState:
        let state = try text(tape, member)
        isAssociated = state == "associated" || state == "updating" || state == "disassociating"
      case .associatedGateway, .associatedCoreNetwork:
        let named = try symbol(tape, member, .id)
        if !named.isEmpty { gateway = named }
      case .virtualGatewayId:
        let named = try symbol(tape, member)
        if gateway.isEmpty { gateway = named }
      case .allowedPrefixesToDirectConnectGateway:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          guard let value = try self.member(tape, element, .cidr) else { throw missing(.cidr, tape, element) }
          prefixes.append(try prefix(tape, value))
        }
      default: break
      }
    }
    try require(id, .directConnectGatewayId, tape, node)
    try require(gateway, .associatedGateway, tape, node)
    let part = associationID.isEmpty ? gateway : associationID
    guard isNewPart(.directConnectGatewayAssociations, part, tape, node) else { return }
    let association = DirectConnectGateway.Association(
      gateway: gateway,
      isAssociated: isAssociated,
      allowedPrefixes: prefixes,
      provenance: place(tape, node)
    )
    staged.directConnectAssociations.append((id, owner, association))
  }

  /// Reads an element of `directConnectGatewayAttachments`: a virtual interface of a Direct Connect gateway.
  mutating func directConnectAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let place = place(tape, node)
    var interface = VirtualInterface(id: .empty, kind: .private, isUsable: true, provenance: place)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .directConnectGatewayId: interface.gateway = try symbol(tape, member)
      case .virtualInterfaceId: interface.id = try symbol(tape, member)
      case .virtualInterfaceRegion: interface.region = try symbol(tape, member)
      case .virtualInterfaceOwnerAccount: interface.owner = try symbol(tape, member)
      case .attachmentType: if try text(tape, member) == "TransitVirtualInterface" { interface.kind = .transit }
      case .attachmentState:
        let state = try text(tape, member)
        interface.isUsable = state == "attached" || state == "detaching"
      default: break
      }
    }
    try require(interface.gateway, .directConnectGatewayId, tape, node)
    try require(interface.id, .virtualInterfaceId, tape, node)
    guard isNewPart(.directConnectGatewayAttachments, interface.id, tape, node) else { return }
    staged.directConnectAttachments.append(interface)
  }

  /// Reads an element of `virtualInterfaces`.
  ///
  /// Its BGP keys (`authKey`, also inside `customerRouterConfig`) are secrets and never kept. The owner of the connection
  /// and the owner of the interface both list it; the owner of the interface says where it leads.
  mutating func virtualInterface(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var interface = VirtualInterface(
      id: .empty,
      owner: account,
      region: region,
      kind: .other(.empty),
      isUsable: true,
      provenance: place(tape, node)
    )
    var directConnectGateway = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .virtualInterfaceId: interface.id = try symbol(tape, member)
      case .virtualInterfaceName: interface.name = try symbol(tape, member)
      case .ownerAccount: interface.owner = try symbol(tape, member)
      case .region: interface.region = try symbol(tape, member)
      case .connectionId: interface.connection = try symbol(tape, member)
      case .asn, .asnLong: interface.autonomousSystem = try autonomousSystem(tape, member)
      case .virtualInterfaceType:
        switch try text(tape, member) {
        case "private": interface.kind = .private
        case "transit": interface.kind = .transit
        case "public": interface.kind = .public
        default: interface.kind = .other(try symbol(tape, member))
        }
      case .virtualInterfaceState: interface.isUsable = Self.mayCarry(try text(tape, member))
      case .virtualGatewayId: interface.gateway = try symbol(tape, member)
      case .directConnectGatewayId: directConnectGateway = try symbol(tape, member)
      case .siteLinkEnabled: if tape.kind(member) != .null { interface.hasSiteLink = try bool(tape, member) }
      case .routeFilterPrefixes:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          if let value = try self.member(tape, element, .cidr) {
            interface.routeFilterPrefixes.append(try prefix(tape, value))
          }
        }
      case .tags: interface.tags = try tags(tape, member)
      default: break
      }
    }
    try require(interface.id, .virtualInterfaceId, tape, node)
    if !directConnectGateway.isEmpty { interface.gateway = directConnectGateway }
    staged.virtualInterfaces.append(interface)
  }

  /// Whether a virtual interface in a state may carry packets, now or when its session comes up again.
  private static func mayCarry(_ state: String?) -> Bool {
    switch state {
    case "confirming", "verifying", "pending", "deleting", "deleted", "rejected": false
    default: true
    }
  }
}

// Joining what the lists tell.
extension SnapshotBuilder {
  /// Makes one record of each Direct Connect gateway and virtual interface, also of those that only others name.
  mutating func joinDirectConnect() {
    for gateway in staged.directConnectGateways {
      estate.bind(gateway.id, to: .directConnectGateway(estate.directConnectGateways.append(gateway)))
    }
    for (id, owner, association) in staged.directConnectAssociations {
      let gateway = namedDirectConnectGateway(id, association.provenance)
      if estate.directConnectGateways[gateway].owner.isEmpty { estate.directConnectGateways[gateway].owner = owner }
      estate.directConnectGateways[gateway].associations.append(association)
    }
    for interface in staged.virtualInterfaces { join(interface) }
    for interface in staged.directConnectAttachments {
      if let known = estate.virtualInterface(interface.id) {
        if estate.virtualInterfaces[known].gateway.isEmpty {
          estate.virtualInterfaces[known].gateway = interface.gateway
        }
        if !interface.isUsable { estate.virtualInterfaces[known].isUsable = false }
      } else {
        join(interface)
      }
    }
    for interface in estate.virtualInterfaces.records
    where !interface.gateway.isEmpty && !estate.symbols.utf8(interface.gateway).starts(with: "vgw-".utf8) {
      _ = namedDirectConnectGateway(interface.gateway, interface.provenance)
    }
    for attachment in estate.transitGatewayAttachments.records
    where attachment.kind == .directConnectGateway && !attachment.resource.isEmpty {
      let gateway = namedDirectConnectGateway(attachment.resource, attachment.provenance)
      if estate.directConnectGateways[gateway].owner.isEmpty {
        estate.directConnectGateways[gateway].owner = attachment.resourceOwner
      }
    }
    for id in estate.directConnectGateways.ids {
      estate.directConnectGateways[id].associations.sort {
        ($0.gateway, $0.provenance) < ($1.gateway, $1.provenance)
      }
    }
  }

  /// The record of a Direct Connect gateway; a new one when no list has it.
  private mutating func namedDirectConnectGateway(
    _ id: Symbol,
    _ provenance: Provenance
  ) -> EstateID<DirectConnectGateway> {
    if let known = estate.directConnectGateway(id) { return known }
    let new = estate.directConnectGateways.append(
      DirectConnectGateway(id: id, isListed: false, provenance: provenance)
    )
    estate.bind(id, to: .directConnectGateway(new))
    return new
  }

  private mutating func join(_ interface: VirtualInterface) {
    guard let id = estate.virtualInterface(interface.id) else {
      estate.bind(interface.id, to: .virtualInterface(estate.virtualInterfaces.append(interface)))
      return
    }
    var known = estate.virtualInterfaces[id]
    let isSame =
      known.isUsable == interface.isUsable
      && (known.gateway.isEmpty || interface.gateway.isEmpty || known.gateway == interface.gateway)
      && (known.hasSiteLink == nil || interface.hasSiteLink == nil || known.hasSiteLink == interface.hasSiteLink)
    if !isSame {
      let (earlier, later) =
        known.provenance < interface.provenance
        ? (known.provenance, interface.provenance) : (interface.provenance, known.provenance)
      remarks.add(
        .error,
        "conflicting-definition",
        "defined differently in another place, expected one definition:",
        at: later,
        resource: estate.symbols[interface.id],
        other: earlier
      )
      conflictingPlaces.append((later.file, "virtualInterfaces"))
    }
    if known.name.isEmpty { known.name = interface.name }
    if known.gateway.isEmpty { known.gateway = interface.gateway }
    if known.connection.isEmpty { known.connection = interface.connection }
    if case .other = known.kind { known.kind = interface.kind }
    known.isUsable = known.isUsable || interface.isUsable
    known.hasSiteLink = known.hasSiteLink ?? interface.hasSiteLink
    if known.routeFilterPrefixes.isEmpty { known.routeFilterPrefixes = interface.routeFilterPrefixes }
    estate.virtualInterfaces[id] = known
  }
}
