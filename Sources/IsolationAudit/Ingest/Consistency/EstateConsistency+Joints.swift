// What joins VPCs: transit gateways, peering connections, endpoints that stand in several subnets, prefix lists.
extension EstateConsistency {
  mutating func checkTransitGateways() {
    var attachedBy: [[Symbol]: Symbol] = [:]
    for attachment in estate.transitGatewayAttachments.records {
      if let table = estate.transitGatewayRouteTable(attachment.routeTable) {
        let gateway = estate.transitGatewayRouteTables[table].transitGateway
        if gateway != attachment.transitGateway {
          found(
            .otherTransitGateway,
            "is associated with \(quoted(attachment.routeTable)) of \(quoted(gateway)), expected a table of "
              + quoted(attachment.transitGateway),
            of: attachment.id,
            concerning: [attachment.resource],
            at: attachment.provenance
          )
        }
      } else if !attachment.routeTable.isEmpty, listsTables(attachment.transitGateway) {
        // Packets that this attachment brings are undecided where they are followed.
        found(
          .danglingAssociation,
          "is associated with route table \(quoted(attachment.routeTable)), which is not in the snapshot, expected a table of "
            + quoted(attachment.transitGateway),
          of: attachment.id,
          concerning: [],
          at: attachment.provenance
        )
      }
      guard attachment.kind == .vpc, attachment.isAvailable else { continue }
      for subnet in attachment.subnets ?? [] {
        checkSubnet(subnet, of: attachment.id, in: attachment.resource, attachment.provenance)
      }
      let key = [attachment.transitGateway, attachment.resource]
      if let other = attachedBy.updateValue(attachment.id, forKey: key), other != attachment.id {
        found(
          .severalAttachments,
          "\(quoted(attachment.resource)) is attached to \(quoted(attachment.transitGateway)) by \(quoted(other)) as well, "
            + "expected one attachment",
          of: attachment.id,
          concerning: [attachment.resource],
          at: attachment.provenance
        )
      }
    }
    for table in estate.transitGatewayRouteTables.records {
      for propagation in table.propagations ?? [] {
        checkAttachment(propagation.attachment, of: table, "a propagation", propagation.provenance)
      }
      for route in table.routes {
        for attachment in route.attachments { checkAttachment(attachment, of: table, "a route", route.provenance) }
      }
    }
  }

  /// Whether the snapshot has all route tables of a transit gateway, as its owner lists them.
  private func listsTables(_ gateway: Symbol) -> Bool {
    guard let id = estate.transitGateway(gateway) else { return false }
    let record = estate.transitGateways[id]
    return estate.completeness.isCollected(
      ["TransitGatewayRouteTables"],
      account: record.owner,
      region: record.region
    )
  }

  private mutating func checkAttachment(
    _ id: Symbol,
    of table: TransitGatewayRouteTable,
    _ what: String,
    _ place: Provenance
  ) {
    guard let known = estate.transitGatewayAttachment(id) else { return }
    let attachment = estate.transitGatewayAttachments[known]
    // A peering attachment has a record, and a name, for each of its sides.
    guard attachment.kind != .peering, attachment.transitGateway != table.transitGateway else { return }
    found(
      .otherTransitGateway,
      "\(what) names \(quoted(id)) of \(quoted(attachment.transitGateway)), expected an attachment of "
        + quoted(table.transitGateway),
      of: table.id,
      concerning: [attachment.resource],
      at: place
    )
  }

  private mutating func checkSubnet(_ subnet: Symbol, of id: Symbol, in vpc: Symbol, _ place: Provenance) {
    guard !vpc.isEmpty, let home = self.vpc(ofSubnet: subnet), home != vpc else { return }
    found(
      .subnetInOtherVPC,
      "names subnet \(quoted(subnet)) of \(quoted(home)), expected subnets of \(quoted(vpc))",
      of: id,
      concerning: [vpc, home],
      at: place
    )
  }

  mutating func checkPeering() {
    for connection in estate.peeringConnections.records where connection.isActive {
      let (one, other) = (connection.requester, connection.accepter)
      guard one.vpc != other.vpc else {
        found(
          .peeredWithItself,
          "both sides are \(quoted(one.vpc)), expected two VPCs",
          of: connection.id,
          concerning: [one.vpc],
          at: connection.provenance
        )
        continue
      }
      func prefixes(_ side: PeeringConnection.Side) -> [IPPrefix] {
        estate.vpc(side.vpc).map { estate.vpcs[$0].prefixes } ?? side.prefixes
      }
      guard let (left, right) = Self.overlap(prefixes(one), prefixes(other)) else { continue }
      found(
        .peersOverlap,
        "\(left) of \(quoted(one.vpc)) overlaps \(right) of \(quoted(other.vpc)), expected peers that share no address",
        of: connection.id,
        concerning: [one.vpc, other.vpc],
        at: connection.provenance
      )
    }
  }

  /// NAT gateways, VPC endpoints and Client VPN endpoints stand in subnets of their own VPC.
  mutating func checkEndpoints() {
    for gateway in estate.natGateways.records where gateway.isAvailable {
      checkSubnet(gateway.subnet, of: gateway.id, in: gateway.vpc, gateway.provenance)
    }
    for endpoint in estate.vpcEndpoints.records where endpoint.isAvailable {
      for subnet in endpoint.subnets { checkSubnet(subnet, of: endpoint.id, in: endpoint.vpc, endpoint.provenance) }
    }
    for endpoint in estate.clientVPNEndpoints.records {
      var home = endpoint.vpc
      for network in endpoint.targetNetworks ?? [] where network.isAssociated {
        if home.isEmpty { home = vpc(ofSubnet: network.subnet) ?? .empty }
        checkSubnet(network.subnet, of: endpoint.id, in: home, network.provenance)
      }
    }
  }

  mutating func checkPrefixLists() {
    for list in estate.prefixLists.records {
      var known: Set<IPPrefix> = []
      for entry in list.entries ?? [] {
        if !known.insert(entry.prefix).inserted {
          found(
            .duplicateEntry,
            "entry \(entry.prefix) is there twice, expected it once",
            of: list.id,
            concerning: [],
            at: entry.provenance
          )
        }
        if entry.prefix.length == 0 {
          found(
            .entryCoversAll,
            "entry \(entry.prefix) covers every address, expected the addresses that the list is named after",
            of: list.id,
            concerning: [],
            at: entry.provenance
          )
        }
      }
    }
  }
}
