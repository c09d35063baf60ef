/// What an estate would be without one obstacle: a model that lets the packets pass there.
///
/// An explanation asks it in order to see what is behind. Nothing that an audit judges is ever based on it.
package struct ModelRepair: Sendable {
  /// The model without the obstacle.
  package var model: ForwardingModel
  /// What is supposed, in words.
  package var supposition: String

  /// The place of rules that are supposed: no file declares them.
  package static let supposed = Provenance(file: FileID(rawValue: .max), offset: .max)

  /// Takes an obstacle away.
  ///
  /// - Returns: `nil` for what cannot be taken away without inventing facts, such as a route that does not exist.
  package init?(_ drop: Drop, in model: ForwardingModel) {
    self.model = model
    supposition = ""
    if let filter = drop.filter {
      self.model.admit(drop.packets, by: filter, of: drop.resource)
      supposition =
        switch filter {
        case .networkACL(_, let isEgress): "an \(isEgress ? "egress" : "ingress") entry before the others allows them"
        case .securityGroups(_, let isEgress):
          "\(isEgress ? "an egress" : "an ingress") rule by address allows them"
        }
      return
    }
    guard let text = self.model.clear(drop) else { return nil }
    supposition = text
  }
}

extension ForwardingModel {
  /// Adds a rule that admits packets to a list.
  fileprivate mutating func admit(_ packets: [TrackedBox], by filter: Drop.Filter, of resource: Symbol) {
    let place = ModelRepair.supposed
    for box in packets.map(\.now) {
      switch filter {
      case .networkACL(let index, let isEgress):
        networkACLs[index] = networkACLs[index].admitting(box, isEgress: isEgress, as: place)
      case .securityGroups(let groups, let isEgress):
        let set = Int(groups.index)
        securityGroups[set] = securityGroups[set].admitting(box, isEgress: isEgress, of: resource, as: place)
      }
    }
  }

  /// Changes the fact that dropped packets; returns what is supposed, or `nil` when nothing can be.
  fileprivate mutating func clear(_ drop: Drop) -> String? {
    switch (drop.code, estate.find(drop.resource)) {
    case (.badStateRoute, .routeTable(let id)?):
      guard let rule = drop.rule else { return nil }
      var table = estate.routeTables[id]
      table.routes.removeAll { $0.provenance == rule }
      estate.routeTables[id] = table
      routeTables[Int(id.index)] = CompiledRouteTable(table, in: estate, onPremises)
      return "the route was not there"
    case (.badStateRoute, .peeringConnection(let id)?):
      estate.peeringConnections[id].isActive = true
      return "the connection was active"
    case (.transitGatewayBlackhole, .transitGatewayRouteTable(let id)?):
      guard let rule = drop.rule else { return nil }
      var table = estate.transitGatewayRouteTables[id]
      table.routes.removeAll { $0.provenance == rule }
      estate.transitGatewayRouteTables[id] = table
      transitGatewayTables[Int(id.index)] = CompiledTransitGatewayTable(table, in: estate)
      return "the route was not there"
    case (.badStateAttachment, .transitGatewayAttachment(let id)?):
      for index in estate.transitGatewayAttachments.records.indices
      where estate.transitGatewayAttachments.records[index].id == estate.transitGatewayAttachments[id].id {
        estate.transitGatewayAttachments.records[index].isAvailable = true
      }
      return "the attachment was available"
    case (.transitGatewayNoAssociation, .transitGatewayAttachment(let id)?):
      guard !estate.transitGatewayAttachments[id].routeTable.isEmpty else { return nil }
      estate.transitGatewayAttachments[id].isAssociated = true
      return "the association was complete"
    case (.transitGatewayZone, .transitGatewayAttachment(let id)?):
      guard let vpc = estate.vpc(estate.transitGatewayAttachments[id].resource) else { return nil }
      let known = estate.transitGatewayAttachments[id].subnets ?? []
      let zones = Set(known.compactMap { estate.subnet($0) }.map { estate.subnets[$0].zone })
      let more = subnetsOfVPC[Int(vpc.index)].filter { !zones.contains(estate.subnets[$0].zone) }
      guard !more.isEmpty else { return nil }
      estate.transitGatewayAttachments[id].subnets = known + more.map { estate.subnets[$0].id }
      return "the attachment had a subnet in every zone"
    case (.badStateVPN, .vpnConnection(let id)?):
      estate.vpnConnections[id].isAvailable = true
      return "the connection was available"
    case (.badState, .natGateway(let id)?):
      estate.natGateways[id].isAvailable = true
      return "the gateway was available"
    case (.badState, .vpcEndpoint(let id)?):
      estate.vpcEndpoints[id].isAvailable = true
      return "the endpoint was available"
    case (.sourceDestinationCheck, .networkInterface(let id)?):
      estate.networkInterfaces[id].checksSourceAndDestination = false
      return "the source/destination check was off"
    case (.blockPublicAccess, .vpc(let id)?):
      estate.vpcs[id].blockPublicAccess = .off
      for subnet in subnetsOfVPC[Int(id.index)] { estate.subnets[subnet].blockPublicAccess = .off }
      return "VPC Block Public Access excluded the VPC"
    case (.badStateAttachment, .internetGateway(let id)?):
      guard !estate.internetGateways[id].attachments.isEmpty else { return nil }
      for index in estate.internetGateways[id].attachments.indices {
        estate.internetGateways[id].attachments[index].isUsable = true
      }
      return "the attachment was available"
    case (.badStateAttachment, .vpnGateway(let id)?):
      guard !estate.vpnGateways[id].attachments.isEmpty else { return nil }
      for index in estate.vpnGateways[id].attachments.indices {
        estate.vpnGateways[id].attachments[index].isUsable = true
      }
      return "the attachment was available"
    case (.clientVPNNoAuthorization, .clientVPNEndpoint(let id)?):
      let rules = drop.packets.compactMap { box in
        ClientVPNEndpoint.AuthorizationRule(
          destination: IPPrefix(host: IPAddress(family: box.now.family, value: box.now.destination.lower)),
          group: .empty,
          admitsAll: true,
          isActive: true,
          provenance: ModelRepair.supposed
        )
      }
      guard drop.packets.allSatisfy({ $0.now.destination.lower == $0.now.destination.upper }) else { return nil }
      estate.clientVPNEndpoints[id].authorizationRules =
        (estate.clientVPNEndpoints[id].authorizationRules ?? []) + rules
      return "an authorization rule for all users allowed the address"
    default: return nil
    }
  }
}
