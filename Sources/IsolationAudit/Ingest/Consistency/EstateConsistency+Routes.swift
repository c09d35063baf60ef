// Where the routes of VPCs lead, and what gateways are attached to.
extension EstateConsistency {
  mutating func checkRoutes() {
    let listed = Set(
      estate.transitGateways.records.filter { gateway in
        estate.completeness.isCollected(
          ["TransitGatewayAttachments", "TransitGatewayVpcAttachments"],
          account: gateway.owner,
          region: gateway.region
        )
      }.map(\.id)
    )
    var attached: Set<[Symbol]> = []
    for attachment in estate.transitGatewayAttachments.records where attachment.kind == .vpc {
      attached.insert([attachment.transitGateway, attachment.resource])
    }
    for table in estate.routeTables.records {
      for route in table.routes where !route.isBlackhole {
        switch route.target {
        case .internetGateway(let id), .egressOnlyInternetGateway(let id):
          guard let gateway = estate.internetGateway(id) else { continue }
          checkAttachment(estate.internetGateways[gateway].attachments, id, route, table)
        case .vpnGateway(let id):
          guard let gateway = estate.vpnGateway(id) else { continue }
          checkAttachment(estate.vpnGateways[gateway].attachments, id, route, table)
        case .transitGateway(let id):
          if listed.contains(id), !attached.contains([id, table.vpc]) {
            detached("which has no attachment of", id, route, table)
          }
        case .peeringConnection(let id):
          guard let connection = estate.peeringConnection(id) else { continue }
          let record = estate.peeringConnections[connection]
          if record.requester.vpc != table.vpc, record.accepter.vpc != table.vpc {
            elsewhere(record.requester.vpc, id, route, table)
          } else if !record.isActive {
            detached("whose status is `\(estate.symbols[record.status])`, for", id, route, table)
          }
        case .natGateway(let id):
          guard let gateway = estate.natGateway(id) else { continue }
          if estate.natGateways[gateway].vpc != table.vpc {
            elsewhere(estate.natGateways[gateway].vpc, id, route, table)
          }
        case .vpcEndpoint(let id):
          guard let endpoint = estate.vpcEndpoint(id) else { continue }
          if estate.vpcEndpoints[endpoint].vpc != table.vpc {
            elsewhere(estate.vpcEndpoints[endpoint].vpc, id, route, table)
          }
        case .networkInterface(let id):
          guard let interface = estate.networkInterface(id) else { continue }
          let home = vpc(ofSubnet: estate.networkInterfaces[interface].subnet) ?? table.vpc
          if home != table.vpc { elsewhere(home, id, route, table) }
        default: continue
        }
      }
    }
  }

  private mutating func checkAttachment(
    _ attachments: [InternetGateway.Attachment],
    _ gateway: Symbol,
    _ route: Route,
    _ table: RouteTable
  ) {
    if attachments.contains(where: { $0.vpc == table.vpc && $0.isUsable }) { return }
    if attachments.contains(where: { $0.vpc == table.vpc }) {
      return detached("whose attachment is not available, for", gateway, route, table)
    }
    if let other = attachments.first { return elsewhere(other.vpc, gateway, route, table) }
    detached("which is detached, for", gateway, route, table)
  }

  private mutating func detached(_ how: String, _ target: Symbol, _ route: Route, _ table: RouteTable) {
    found(
      .routeToDetachedGateway,
      "an active route leads to \(quoted(target)), \(how) \(quoted(table.vpc)), expected the state `blackhole`",
      of: table.id,
      concerning: [table.vpc],
      at: route.provenance
    )
  }

  private mutating func elsewhere(_ vpc: Symbol, _ target: Symbol, _ route: Route, _ table: RouteTable) {
    found(
      .routeToOtherVPC,
      "a route leads to \(quoted(target)) of \(quoted(vpc)), expected a target of \(quoted(table.vpc))",
      of: table.id,
      concerning: [table.vpc, vpc],
      at: route.provenance
    )
  }

  /// An internet gateway, like a virtual private gateway, is attached to one VPC, and a VPC has one of each at most.
  mutating func checkGateways() {
    var internet: [Symbol: Symbol] = [:]
    for gateway in estate.internetGateways.records where !gateway.isEgressOnly {
      checkUnique(gateway.attachments, gateway.id, "internet gateway", gateway.provenance, &internet)
    }
    var vpn: [Symbol: Symbol] = [:]
    for gateway in estate.vpnGateways.records {
      checkUnique(gateway.attachments, gateway.id, "virtual private gateway", gateway.provenance, &vpn)
    }
  }

  private mutating func checkUnique(
    _ attachments: [InternetGateway.Attachment],
    _ gateway: Symbol,
    _ kind: String,
    _ place: Provenance,
    _ known: inout [Symbol: Symbol]
  ) {
    let vpcs = Set(attachments.filter(\.isUsable).map(\.vpc)).sorted()
    if vpcs.count > 1 {
      found(
        .severalAttachments,
        "is attached to \(vpcs.prefix(8).map { quoted($0) }.joined(separator: ", ")), expected one VPC",
        of: gateway,
        concerning: vpcs,
        at: place
      )
    }
    for vpc in vpcs {
      guard let other = known.updateValue(gateway, forKey: vpc), other != gateway else { continue }
      found(
        .severalAttachments,
        "\(quoted(vpc)) has \(quoted(other)) attached as well, expected one \(kind)",
        of: gateway,
        concerning: [vpc],
        at: place
      )
    }
  }
}
