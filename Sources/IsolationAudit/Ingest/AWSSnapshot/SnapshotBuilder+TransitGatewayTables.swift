// `describe-transit-gateway-route-tables` and what is asked of each table.
extension SnapshotBuilder {
  /// Reads an element of `TransitGatewayRouteTables`.
  mutating func transitGatewayRouteTable(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var table = TransitGatewayRouteTable(id: .empty, transitGateway: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TransitGatewayRouteTableId: table.id = try symbol(tape, member)
      case .TransitGatewayId: table.transitGateway = try symbol(tape, member)
      case .Tags: table.tags = try tags(tape, member)
      default: break
      }
    }
    try require(table.id, .TransitGatewayRouteTableId, tape, node)
    try require(table.transitGateway, .TransitGatewayId, tape, node)
    guard isNew(table.id, tape, node) else { return }
    estate.bind(table.id, to: .transitGatewayRouteTable(estate.transitGatewayRouteTables.append(table)))
  }

  /// Reads an element of `TransitGatewayAssociations`: the associations of one table.
  mutating func transitGatewayAssociations(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let table = try tableID(tape, node)
    var associations: [SnapshotStaging.Association] = []
    if let list = try member(tape, node, .Associations) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        let attachment = try symbol(tape, element, .TransitGatewayAttachmentId)
        try require(attachment, .TransitGatewayAttachmentId, tape, element)
        let state = try symbol(tape, element, .State)
        associations.append(
          SnapshotStaging.Association(
            attachment: attachment,
            table: table,
            isAssociated: state.isEmpty || state == words.associated,
            provenance: place(tape, element)
          )
        )
      }
    }
    guard isNewPart(.TransitGatewayAssociations, table, tape, node) else { return }
    staged.associations += associations
  }

  /// Reads an element of `TransitGatewayPropagations`: the attachments that propagate into one table.
  mutating func transitGatewayPropagations(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let table = try tableID(tape, node)
    var propagations: [TransitGatewayRouteTable.Propagation] = []
    if let list = try member(tape, node, .TransitGatewayRouteTablePropagations) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        let attachment = try symbol(tape, element, .TransitGatewayAttachmentId)
        try require(attachment, .TransitGatewayAttachmentId, tape, element)
        // While it is being switched on or off, routes may still be there.
        if let state = try member(tape, element, .State), try text(tape, state) == "disabled" { continue }
        propagations.append(
          TransitGatewayRouteTable.Propagation(attachment: attachment, provenance: place(tape, element))
        )
      }
    }
    guard isNewPart(.TransitGatewayPropagations, table, tape, node) else { return }
    staged.propagations.append((table, propagations, place(tape, node)))
  }

  /// Reads an element of `TransitGatewayRoutes` or `TransitGatewayStaticRoutes`: routes of one table.
  mutating func transitGatewayRoutes(
    _ tape: borrowing JSONTape,
    _ node: Int,
    source: TransitGatewayRouteTable.Source
  ) throws(SnapshotFault) {
    let table = try tableID(tape, node)
    var routes: [TransitGatewayRoute] = []
    var blocks: [Int: IPPrefix] = [:]
    var isTruncated = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .Routes:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          guard let (route, block) = try transitGatewayRoute(tape, element) else { continue }
          if let block { blocks[routes.count] = block }
          routes.append(route)
        }
      case .AdditionalRoutesAvailable: isTruncated = try bool(tape, member) || isTruncated
      case .NextToken: isTruncated = isTruncated || tape.kind(member) == .string && tape[member].length > 0
      default: break
      }
    }
    let list: AWSKey = source == .inForce ? .TransitGatewayRoutes : .TransitGatewayStaticRoutes
    guard isNewPart(list, table, tape, node) else { return }
    if isTruncated { spoilList(.truncated) }
    staged.transitGatewayRoutes.append(
      SnapshotStaging.TableRoutes(
        table: table,
        routes: routes,
        source: source,
        isTruncated: isTruncated,
        blocks: blocks
      )
    )
  }

  /// Reads an element of `TransitGatewayPrefixListReferences`.
  mutating func transitGatewayPrefixListReference(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let table = try tableID(tape, node)
    let list = try symbol(tape, node, .PrefixListId)
    try require(list, .PrefixListId, tape, node)
    var route = TransitGatewayRoute(
      destination: .prefixList(list),
      attachments: [],
      isStatic: true,
      isBlackhole: false,
      provenance: place(tape, node)
    )
    if let state = try member(tape, node, .State), try text(tape, state) == "deleting" { return }
    if let value = try member(tape, node, .Blackhole) { route.isBlackhole = try bool(tape, value) }
    if let attachment = try member(tape, node, .TransitGatewayAttachment) {
      let id = try symbol(tape, attachment, .TransitGatewayAttachmentId)
      if !id.isEmpty { route.attachments = [id] }
    }
    staged.prefixListReferences.append((table, route))
  }

  /// Reads an element of `TransitGatewayMulticastDomains`: only that there is one.
  mutating func multicastDomain(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .TransitGatewayMulticastDomainId)
    try require(id, .TransitGatewayMulticastDomainId, tape, node)
    if let state = try member(tape, node, .State), try text(tape, state) == "deleted" { return }
    if !estate.multicastDomains.contains(id) { estate.multicastDomains.append(id) }
  }

  /// Reads an element of `TransitGatewayPolicyTables`.
  mutating func transitGatewayPolicyTable(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .TransitGatewayPolicyTableId)
    try require(id, .TransitGatewayPolicyTableId, tape, node)
  }

  /// Reads an element of `TransitGatewayPolicyTableAssociations`: the attachments of one policy table.
  mutating func transitGatewayPolicyAssociations(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let table = try symbol(tape, node, .TransitGatewayPolicyTableId)
    try require(table, .TransitGatewayPolicyTableId, tape, node)
    guard let list = try member(tape, node, .Associations) else { return }
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      let attachment = try symbol(tape, element, .TransitGatewayAttachmentId)
      try require(attachment, .TransitGatewayAttachmentId, tape, element)
      if let state = try member(tape, element, .State), try text(tape, state) == "disassociated" { continue }
      staged.policyAssociations.append((table, attachment))
    }
  }

  /// Reads a route, with its CIDR block when it names a prefix list as well; `nil` for one that is being deleted.
  private mutating func transitGatewayRoute(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> (TransitGatewayRoute, IPPrefix?)? {
    var block: IPPrefix?
    var list = Symbol.empty
    var route = TransitGatewayRoute(
      destination: .prefixList(.empty),
      attachments: [],
      isStatic: true,
      isBlackhole: false,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DestinationCidrBlock: if tape[member].length > 0 { block = try prefix(tape, member) }
      case .PrefixListId: list = try symbol(tape, member)
      case .TransitGatewayAttachments:
        route.attachments = try symbols(tape, member, .TransitGatewayAttachmentId)
      case .`Type`: route.isStatic = try text(tape, member) != "propagated"
      case .State:
        switch try text(tape, member) {
        case "blackhole": route.isBlackhole = true
        case "deleting", "deleted": return nil
        default: break
        }
      default: break
      }
    }
    if list.isEmpty {
      guard let block else { throw missing(.DestinationCidrBlock, tape, node) }
      route.destination = .prefix(block)
      return (route, nil)
    }
    route.destination = .prefixList(list)
    return (route, block)
  }

  private mutating func tableID(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    let table = try symbol(tape, node, .TransitGatewayRouteTableId)
    try require(table, .TransitGatewayRouteTableId, tape, node)
    return table
  }
}

// Joining what the lists tell.
extension SnapshotBuilder {
  /// Puts routes, propagations and associations into tables and attachments.
  mutating func joinTransitGateways() {
    for part in staged.transitGatewayRoutes {
      guard let id = estate.transitGatewayRouteTable(part.table) else { continue }
      // The routes in force say more than the static ones alone.
      guard part.source.rawValue >= estate.transitGatewayRouteTables[id].source.rawValue else { continue }
      var routes = part.routes
      for (index, block) in part.blocks {
        guard case .prefixList(let list) = routes[index].destination else { continue }
        // A block that AWS wrote beside the list stands for it where the list's entries are not known.
        let entries = estate.prefixList(list).flatMap { estate.prefixLists[$0].entries }
        if entries == nil { routes[index].destination = .prefix(block) }
      }
      estate.transitGatewayRouteTables[id].routes = routes
      estate.transitGatewayRouteTables[id].source = part.source
      estate.transitGatewayRouteTables[id].isTruncated = part.isTruncated
    }
    for part in staged.propagations {
      guard let id = estate.transitGatewayRouteTable(part.table) else {
        // Without the table's record no attachment is associated with it, or the association leads nowhere.
        contradict(.danglingAssociation, "propagations name", table: part.table, of: part.table, at: part.provenance)
        continue
      }
      estate.transitGatewayRouteTables[id].propagations = part.propagations
    }
    for (table, route) in staged.prefixListReferences {
      guard let id = estate.transitGatewayRouteTable(table), estate.transitGatewayRouteTables[id].source != .inForce,
        !estate.transitGatewayRouteTables[id].routes.contains(where: { $0.destination == route.destination })
      else { continue }
      estate.transitGatewayRouteTables[id].routes.append(route)
    }
    joinAttachments()
    for (table, attachment) in staged.policyAssociations {
      for id in attachmentRows[attachment] ?? [] { estate.transitGatewayAttachments[id].policyTable = table }
    }
    for (attachment, address) in staged.connectPeers {
      for id in attachmentRows[attachment] ?? []
      where !estate.transitGatewayAttachments[id].connectPeers.contains(address) {
        estate.transitGatewayAttachments[id].connectPeers.append(address)
      }
    }
    joinCoreNetworks()
    for association in staged.associations {
      let gateway = estate.transitGatewayRouteTable(association.table).map {
        estate.transitGatewayRouteTables[$0].transitGateway
      }
      let rows = attachmentRows[association.attachment] ?? []
      noteAssociation(association, of: gateway, rows)
      for id in rows where gateway == nil || estate.transitGatewayAttachments[id].transitGateway == gateway {
        estate.transitGatewayAttachments[id].routeTable = association.table
        estate.transitGatewayAttachments[id].isAssociated = association.isAssociated
      }
    }
  }

  /// Notes an association with a table of another transit gateway, or of an attachment that is not there.
  private mutating func noteAssociation(
    _ association: SnapshotStaging.Association,
    of gateway: Symbol?,
    _ rows: [EstateID<TransitGatewayAttachment>]
  ) {
    guard let gateway else { return }
    if let row = rows.first {
      guard !rows.contains(where: { estate.transitGatewayAttachments[$0].transitGateway == gateway }) else { return }
      let attachment = estate.transitGatewayAttachments[row]
      let message =
        "is associated with `\(estate.symbols[association.table])` of `\(estate.symbols[gateway])`, expected a table of "
        + "`\(estate.symbols[attachment.transitGateway])`"
      estate.contradictions.append(
        Contradiction(
          .otherTransitGateway,
          message,
          of: association.attachment,
          concerning: [attachment.resource],
          at: association.provenance
        )
      )
    } else if let id = estate.transitGateway(gateway),
      // What a plan does not know yet contradicts nothing: it is an open question of its own.
      !TerraformUnknown.isNamed(in: estate.symbols[association.attachment]),
      estate.completeness.isCollected(
        ["TransitGatewayAttachments"],
        account: estate.transitGateways[id].owner,
        region: estate.transitGateways[id].region
      )
    {
      let message =
        "an association names attachment `\(estate.symbols[association.attachment])`, which is not in the snapshot, "
        + "expected one of `\(estate.symbols[gateway])`"
      estate.contradictions.append(
        Contradiction(
          .danglingAssociation,
          message,
          of: association.table,
          concerning: [gateway],
          at: association.provenance
        )
      )
    }
  }

  private mutating func contradict(
    _ kind: Contradiction.Kind,
    _ what: String,
    table: Symbol,
    of resource: Symbol,
    at place: Provenance
  ) {
    let message =
      "\(what) route table `\(estate.symbols[table])`, which is not in the snapshot, expected its record"
    estate.contradictions.append(Contradiction(kind, message, of: resource, concerning: [], at: place))
  }

  /// Whether an attachment in a state forwards packets.
  ///
  /// A core network's attachment that waits for a change goes on as it was.
  private func forwards(_ state: Symbol, isOfCoreNetwork: Bool) -> Bool {
    guard isOfCoreNetwork else { return state == words.available }
    return ["AVAILABLE", "UPDATING", "PENDING_NETWORK_UPDATE", "PENDING_TAG_ACCEPTANCE"].contains(estate.symbols[state])
  }

  /// Makes one record of each attachment; of a peering attachment, one for each of its transit gateways, and of one to a core
  /// network, one for each of its edge locations.
  private mutating func joinAttachments() {
    struct Side: Hashable {
      var id: Symbol
      var gateway: Symbol
      var edge: Symbol
    }
    var rows: [Side: EstateID<TransitGatewayAttachment>] = [:]
    for view in staged.attachments {
      let side = Side(id: view.id, gateway: view.transitGateway, edge: view.edge)
      if let row = rows[side] {
        merge(view, into: row)
        continue
      }
      var attachment = TransitGatewayAttachment(
        id: view.id,
        transitGateway: view.transitGateway,
        kind: view.kind ?? .other(.empty),
        resource: view.resource,
        resourceOwner: view.resourceOwner,
        isAvailable: forwards(view.state, isOfCoreNetwork: view.isOfCoreNetwork),
        state: view.state,
        subnets: view.subnets,
        isApplianceMode: view.isApplianceMode,
        referencesSecurityGroups: view.references,
        supportsIPv6: view.supportsIPv6,
        routeTable: view.association,
        isAssociated: view.isAssociated,
        peerTransitGateway: view.peer,
        tags: view.tags,
        provenance: view.provenance
      )
      attachment.transport = view.transport
      let row = estate.transitGatewayAttachments.append(attachment)
      rows[side] = row
      if estate.transitGatewayAttachment(view.id) == nil { estate.bind(view.id, to: .transitGatewayAttachment(row)) }
      attachmentRows[view.id, default: []].append(row)
    }
  }

  /// Adds what another list, or another account, tells of an attachment.
  private mutating func merge(
    _ view: SnapshotStaging.AttachmentView,
    into row: EstateID<TransitGatewayAttachment>
  ) {
    var known = estate.transitGatewayAttachments[row]
    let isSame =
      (view.resource.isEmpty || known.resource.isEmpty || view.resource == known.resource)
      && (view.state.isEmpty || known.state.isEmpty || view.state == known.state)
      && (view.subnets == nil || known.subnets == nil || Set(view.subnets ?? []) == Set(known.subnets ?? []))
      && (view.association.isEmpty || known.routeTable.isEmpty || view.association == known.routeTable)
    if !isSame {
      let (earlier, later) =
        known.provenance < view.provenance
        ? (known.provenance, view.provenance) : (view.provenance, known.provenance)
      remarks.add(
        .error,
        "conflicting-definition",
        "defined differently in another place, expected one definition:",
        at: later,
        resource: estate.symbols[view.id],
        other: earlier
      )
      conflictingPlaces.append((later.file, "TransitGatewayAttachments"))
    }
    if known.resource.isEmpty { known.resource = view.resource }
    if known.resourceOwner.isEmpty { known.resourceOwner = view.resourceOwner }
    if known.state.isEmpty {
      known.state = view.state
      known.isAvailable = forwards(view.state, isOfCoreNetwork: view.isOfCoreNetwork)
    }
    if known.subnets == nil { known.subnets = view.subnets }
    if known.peerTransitGateway.isEmpty { known.peerTransitGateway = view.peer }
    if known.routeTable.isEmpty { (known.routeTable, known.isAssociated) = (view.association, view.isAssociated) }
    known.isApplianceMode = known.isApplianceMode || view.isApplianceMode
    known.referencesSecurityGroups = known.referencesSecurityGroups ?? view.references
    if known.transport.isEmpty { known.transport = view.transport }
    if case .other(.empty) = known.kind, let kind = view.kind { known.kind = kind }
    known.supportsIPv6 = known.supportsIPv6 || view.supportsIPv6
    known.tags = mergedTags(
      known.tags,
      at: known.provenance,
      view.tags,
      owner: known.resourceOwner,
      viewer: view.viewer
    )
    estate.transitGatewayAttachments[row] = known
  }
}
