extension Walker {
  /// Packets reach a VPC peering connection.
  ///
  /// It carries only packets for an address inside the other VPC, which rules out transit (VPC Peering Guide, "Limitations";
  /// Reachability Analyzer code `PCX_REQUIRES_ADDRESS_IN_VPC_CIDR`).
  mutating func enterPeering(_ id: Symbol, _ flow: Flow, _ context: Context, _ rule: Provenance) {
    guard let connectionID = estate.peeringConnection(id) else {
      return arrive(.beyond(.resourceUnknown, id, rule), flow)
    }
    let connection = estate.peeringConnections[connectionID]
    guard connection.isActive else { return drop(flow, .badStateRoute, id, rule) }
    let here = estate.vpcs[context.vpc].id
    let other: PeeringConnection.Side
    switch here {
    case connection.requester.vpc: other = connection.accepter
    case connection.accepter.vpc: other = connection.requester
    default: return drop(flow, .cannotRoute, id, rule)
    }
    let vpc = estate.vpc(other.vpc)
    let prefixes = vpc.map { estate.vpcs[$0].prefixes } ?? other.prefixes
    if vpc == nil, prefixes.isEmpty { return arrive(.beyond(.resourceUnknown, other.vpc, rule), flow) }
    var rest: Flow? = flow
    for prefix in prefixes where prefix.family == flow.family {
      guard var piece = flow.narrowed(destination: prefix.range) else { continue }
      rest = rest?.removing(destination: prefix.range)
      let isSameRegion = connection.requester.region == connection.accepter.region
      piece.scope = piece.scope == .local && isSameRegion ? .peering : .lost
      piece = step(piece, .peering, id, connection.provenance)
      if let vpc {
        deliverLocally(piece, Context(vpc: vpc, entry: .gateway))
      } else {
        arrive(.beyond(.resourceUnknown, other.vpc, rule), piece)
      }
    }
    if let rest { drop(rest, .peeringAddress, id, rule) }
  }
}
