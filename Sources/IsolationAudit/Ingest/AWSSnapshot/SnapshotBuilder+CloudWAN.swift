// `networkmanager list-core-networks`, `list-attachments`, `get-vpc-attachment`, `get-network-routes`,
// `get-core-network-policy`.
//
// A core network becomes what a transit gateway is: attachments, and a table for each segment and network function group at
// each edge location, with the routes in force.
extension SnapshotBuilder {
  /// Reads an element of `CoreNetworks`.
  mutating func coreNetwork(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var network = CoreNetwork(id: .empty, owner: account, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .CoreNetworkId: network.id = try symbol(tape, member)
      case .OwnerAccountId: network.owner = try symbol(tape, member)
      case .Tags: network.tags = try tags(tape, member)
      default: break
      }
    }
    try require(network.id, .CoreNetworkId, tape, node)
    guard isNew(network.id, tape, node) else { return }
    estate.bind(network.id, to: .coreNetwork(estate.coreNetworks.append(network)))
  }

  /// Reads an element of `Attachments`: of a core network, of any type.
  mutating func coreNetworkAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    try stageCoreAttachment(tape, node, isApplianceMode: false, references: nil, supportsIPv6: false, subnets: nil)
  }

  /// Reads an element of `CoreNetworkVpcAttachments`: a VPC attachment with its subnets and options.
  mutating func coreNetworkVPCAttachment(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    guard let attachment = try member(tape, node, .Attachment) else { throw missing(.Attachment, tape, node) }
    var subnets: [Symbol] = []
    if let arns = try member(tape, node, .SubnetArns) {
      for arn in try symbols(tape, arns) { subnets.append(lastComponent(ofARN: arn)) }
    }
    var isApplianceMode = false
    var supportsIPv6 = false
    var references: Bool?
    if let options = try member(tape, node, .Options) {
      if let value = try member(tape, options, .ApplianceModeSupport) { isApplianceMode = try bool(tape, value) }
      if let value = try member(tape, options, .Ipv6Support) { supportsIPv6 = try bool(tape, value) }
      if let value = try member(tape, options, .SecurityGroupReferencingSupport) {
        references = try bool(tape, value)
      }
    }
    try stageCoreAttachment(
      tape,
      attachment,
      isApplianceMode: isApplianceMode,
      references: references,
      supportsIPv6: supportsIPv6,
      subnets: subnets
    )
  }

  private mutating func stageCoreAttachment(
    _ tape: borrowing JSONTape,
    _ node: Int,
    isApplianceMode: Bool,
    references: Bool?,
    supportsIPv6: Bool,
    subnets: [Symbol]?
  ) throws(SnapshotFault) {
    var view = SnapshotStaging.AttachmentView(
      id: .empty,
      transitGateway: .empty,
      viewer: account,
      provenance: place(tape, node)
    )
    (view.isApplianceMode, view.references, view.supportsIPv6) = (isApplianceMode, references, supportsIPv6)
    view.subnets = subnets
    view.isOfCoreNetwork = true
    var edges: [Symbol] = []
    var segment = Symbol.empty
    var functionGroup = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .AttachmentId: view.id = try symbol(tape, member)
      case .CoreNetworkId: view.transitGateway = try symbol(tape, member)
      case .CoreNetworkArn:
        let arn = try symbol(tape, member)
        if view.transitGateway.isEmpty { view.transitGateway = lastComponent(ofARN: arn) }
      case .OwnerAccountId: view.resourceOwner = try symbol(tape, member)
      case .AttachmentType:
        let type = try symbol(tape, member)
        view.kind = coreAttachmentKind(type)
      case .State: view.state = try symbol(tape, member)
      case .EdgeLocation:
        let edge = try symbol(tape, member)
        if !edge.isEmpty { edges.append(edge) }
      case .EdgeLocations: edges += try symbols(tape, member)
      case .ResourceArn:
        let arn = try symbol(tape, member)
        view.resource = lastComponent(ofARN: arn)
      case .SegmentName: segment = try symbol(tape, member)
      case .NetworkFunctionGroupName: functionGroup = try symbol(tape, member)
      case .Tags: view.tags = try tags(tape, member)
      default: break
      }
    }
    try require(view.id, .AttachmentId, tape, node)
    try require(view.transitGateway, .CoreNetworkId, tape, node)
    for edge in Set(edges).sorted() {
      view.edge = edge
      view.association = coreTable(view.transitGateway, segment: segment, functionGroup: functionGroup, edge: edge)
      view.isAssociated = !view.association.isEmpty
      staged.attachments.append(view)
    }
    if edges.isEmpty { staged.attachments.append(view) }
  }

  /// The name of the table of a segment or a network function group at an edge location; empty for neither.
  private mutating func coreTable(
    _ network: Symbol,
    segment: Symbol,
    functionGroup: Symbol,
    edge: Symbol
  ) -> Symbol {
    guard !segment.isEmpty || !functionGroup.isEmpty else { return .empty }
    let name =
      functionGroup.isEmpty
      ? "segment/\(estate.symbols[segment])" : "network-function-group/\(estate.symbols[functionGroup])"
    let text = "\(estate.symbols[network])/\(name)/\(estate.symbols[edge])"
    return estate.symbols.intern(text)
  }

  private func coreAttachmentKind(_ type: Symbol) -> TransitGatewayAttachment.Kind? {
    switch estate.symbols[type] {
    case "": nil
    case "VPC": .vpc
    case "SITE_TO_SITE_VPN": .vpn
    case "CONNECT": .connect
    case "DIRECT_CONNECT_GATEWAY": .directConnectGateway
    case "TRANSIT_GATEWAY_ROUTE_TABLE": .transitGatewayRouteTable
    default: .other(type)
    }
  }

  /// What follows the last slash of an ARN.
  mutating func lastComponent(ofARN arn: Symbol) -> Symbol {
    let name = Array(estate.symbols.utf8(arn)).split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    return estate.symbols.intern(buffer: name.span)
  }

  /// Reads an element of `CoreNetworkRoutes`: the answer of `get-network-routes` for one segment or network function group at
  /// one edge location, with the `RouteTableIdentifier` that was asked for, or the `CoreNetworkSegmentEdge` of the answer.
  mutating func coreNetworkRoutes(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let parent = try member(tape, node, .RouteTableIdentifier) ?? node
    let segmentEdge = try member(tape, parent, .CoreNetworkSegmentEdge)
    let groupEdge = try member(tape, parent, .CoreNetworkNetworkFunctionGroup)
    guard let identifier = groupEdge ?? segmentEdge else { throw missing(.RouteTableIdentifier, tape, node) }
    let network = try symbol(tape, identifier, .CoreNetworkId)
    try require(network, .CoreNetworkId, tape, identifier)
    let segment = try symbol(tape, identifier, .SegmentName)
    let functionGroup = try symbol(tape, identifier, .NetworkFunctionGroupName)
    let edge = try symbol(tape, identifier, .EdgeLocation)
    let id = coreTable(network, segment: segment, functionGroup: functionGroup, edge: edge)
    try require(id, .SegmentName, tape, identifier)
    var table = TransitGatewayRouteTable(
      id: id,
      transitGateway: network,
      source: .inForce,
      provenance: place(tape, node)
    )
    if let list = try member(tape, node, .NetworkRoutes) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        table.routes.append(try coreNetworkRoute(tape, element, network: network, edge: edge))
      }
    } else {
      table.source = .absent
    }
    if let token = try member(tape, node, .NextToken), tape[token].length > 0 {
      table.isTruncated = true
      spoilList(.truncated)
    }
    guard isNewPart(.CoreNetworkRoutes, id, tape, node) else { return }
    estate.bind(id, to: .transitGatewayRouteTable(estate.transitGatewayRouteTables.append(table)))
  }

  private mutating func coreNetworkRoute(
    _ tape: borrowing JSONTape,
    _ node: Int,
    network: Symbol,
    edge: Symbol
  ) throws(SnapshotFault) -> TransitGatewayRoute {
    var destination: Route.Destination?
    var route = TransitGatewayRoute(
      destination: .prefixList(.empty),
      attachments: [],
      isStatic: false,
      isBlackhole: false,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DestinationCidrBlock: if tape[member].length > 0 { destination = .prefix(try prefix(tape, member)) }
      case .PrefixListId:
        let list = try symbol(tape, member)
        if destination == nil, !list.isEmpty { destination = .prefixList(list) }
      case .Destinations:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          route.attachments.append(contentsOf: try next(tape, element, network: network, edge: edge))
        }
      case .State: route.isBlackhole = try text(tape, member) == "BLACKHOLE"
      case .`Type`: route.isStatic = try text(tape, member) == "STATIC"
      default: break
      }
    }
    guard let destination else { throw missing(.DestinationCidrBlock, tape, node) }
    route.destination = destination
    return route
  }

  /// Where a destination of a route leads: an attachment, or all attachments of a network function group.
  ///
  /// A group is named by the text of its table; which attachments it has is known when all files are read.
  private mutating func next(
    _ tape: borrowing JSONTape,
    _ node: Int,
    network: Symbol,
    edge: Symbol
  ) throws(SnapshotFault) -> [Symbol] {
    let attachment = try symbol(tape, node, .CoreNetworkAttachmentId)
    if !attachment.isEmpty { return [attachment] }
    let transit = try symbol(tape, node, .TransitGatewayAttachmentId)
    if !transit.isEmpty { return [transit] }
    let group = try symbol(tape, node, .NetworkFunctionGroupName)
    guard !group.isEmpty else { return [] }
    let named = try symbol(tape, node, .EdgeLocation)
    return [coreTable(network, segment: .empty, functionGroup: group, edge: named.isEmpty ? edge : named)]
  }

  /// Reads an element of `CoreNetworkPolicies`: the live policy, for explanations and what no other answer tells.
  mutating func coreNetworkPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let network = try symbol(tape, node, .CoreNetworkId)
    try require(network, .CoreNetworkId, tape, node)
    if let alias = try member(tape, node, .Alias), try text(tape, alias) == "LATEST" { return }
    guard let member = try member(tape, node, .PolicyDocument), let text = try text(tape, member) else {
      throw missing(.PolicyDocument, tape, node)
    }
    let document: JSONValue
    do {
      document = try JSONValue(parsing: text)
    } catch {
      throw SnapshotFault(
        offset: tape.offset(member),
        code: "bad-policy",
        message: "core network policy document: \(error), expected JSON"
      )
    }
    guard isNewPart(.CoreNetworkPolicies, network, tape, node) else { return }
    var isolated: [Symbol] = []
    if case .array(let segments)? = document["segments"] {
      for segment in segments {
        guard let name = segment["name"]?.string, segment["isolate-attachments"]?.bool == true else { continue }
        isolated.append(estate.symbols.intern(name))
      }
    }
    let references = document["core-network-configuration"]?["security-group-referencing-support"]?.bool
    staged.corePolicies.append((network, references, isolated, document, place(tape, member)))
  }
}

// Joining what the lists tell.
extension SnapshotBuilder {
  /// Gives core networks what their policies tell, and routes the attachments of the network function groups that they name.
  mutating func joinCoreNetworks() {
    for (network, references, isolated, document, place) in staged.corePolicies {
      if let id = estate.coreNetwork(network) {
        estate.coreNetworks[id].referencesSecurityGroups = references
        estate.coreNetworks[id].isolatedSegments = isolated
      }
      noteTagDisagreements(network, document, place)
    }
    var ofTable: [Symbol: [Symbol]] = [:]
    for attachment in estate.transitGatewayAttachments.records where !attachment.routeTable.isEmpty {
      ofTable[attachment.routeTable, default: []].append(attachment.id)
    }
    for id in estate.transitGatewayRouteTables.ids {
      let routes = estate.transitGatewayRouteTables[id].routes
      for (index, route) in routes.enumerated()
      where route.attachments.contains(where: { namesFunctionGroup($0) }) {
        // A group without attachments drops what is sent to it; its name stays, and leads nowhere.
        let expanded = route.attachments.flatMap { namesFunctionGroup($0) ? ofTable[$0] ?? [$0] : [$0] }
        estate.transitGatewayRouteTables[id].routes[index].attachments = expanded
      }
    }
  }

  private func namesFunctionGroup(_ symbol: Symbol) -> Bool {
    estate.symbols.utf8(symbol).starts(with: "core-network-".utf8)
  }

  /// Notes attachments whose tags would put them into another segment than the one that they are in.
  ///
  /// The recorded segment is what forwards. Only rules with a single condition on a tag's value are looked at.
  private mutating func noteTagDisagreements(_ network: Symbol, _ document: JSONValue, _ place: Provenance) {
    guard case .array(let written)? = document["attachment-policies"] else { return }
    let rules = written.sorted { ($0["rule-number"]?.integer ?? 0) < ($1["rule-number"]?.integer ?? 0) }
    for attachment in estate.transitGatewayAttachments.records where attachment.transitGateway == network {
      let tags = estate.tags(attachment.tags)
      for rule in rules {
        guard case .array(let conditions)? = rule["conditions"], conditions.count == 1,
          conditions[0]["type"]?.string == "tag-value", conditions[0]["operator"]?.string == "equals",
          let key = conditions[0]["key"]?.string, let value = conditions[0]["value"]?.string,
          let segment = rule["action"]?["segment"]?.string,
          tags.contains(where: { estate.symbols[$0.key] == key && estate.symbols[$0.value] == value })
        else { continue }
        let suffix = "/segment/\(segment)/"
        guard !attachment.routeTable.isEmpty, !estate.symbols[attachment.routeTable].contains(suffix) else { break }
        remarks.add(
          .note,
          "segment-disagrees",
          "tag \(key)=\(value) would put the attachment into segment `\(segment)`, and it is in "
            + "`\(estate.symbols[attachment.routeTable])`, which decides",
          at: attachment.provenance,
          resource: estate.symbols[attachment.id],
          other: place
        )
        break
      }
    }
  }
}
