/// The transit gateway of a Region: one route table a tier, in the account of the shared network.
///
/// Production, non-production and sandbox each see their own tier and the shared network; the shared network sees all.
extension RegionFolder {
  /// A row of a transit gateway route table.
  struct TransitRoute {
    let destination: AddressBlock
    let vpc: VPCPlan
    let isStatic: Bool
  }

  static let zoneNames: [StaticString] = ["production", "non-production", "sandbox", "shared"]

  private var attached: [VPCPlan] { estate.vpcs(inRegion: region).map { estate.vpcs[$0] } }

  /// The attachments that propagate into a tier's route table.
  func propagating(_ zone: Int) -> [VPCPlan] {
    let leaks = estate.violations.filter { $0.kind == .propagation }
    let leaked = Set(zone == 0 ? leaks.map(\.from) : zone == 1 ? leaks.map(\.to) : [])
    return attached.filter { vpc in
      zone == 3 || vpc.environment.zone == zone || vpc.environment == .shared || leaked.contains(vpc.index)
    }
  }

  /// The routes in force in a tier's route table: what propagates, and what was added by hand.
  func transitRoutes(_ zone: Int) -> [TransitRoute] {
    var routes = propagating(zone).map { TransitRoute(destination: $0.block, vpc: $0, isStatic: false) }
    for violation in estate.violations where estate.vpcs[violation.from].region == region {
      let (from, to) = (estate.vpcs[violation.from], estate.vpcs[violation.to])
      switch (violation.kind, zone) {
      case (.summary, 1):
        routes.append(TransitRoute(destination: violation.summary(in: estate), vpc: to, isStatic: true))
      case (.privateNAT, 1): routes.append(TransitRoute(destination: to.block, vpc: to, isStatic: true))
      case (.summary, 0), (.privateNAT, 0):
        routes.append(TransitRoute(destination: from.block, vpc: from, isStatic: true))
      default: break
      }
    }
    return routes
  }

  func writeTransitGateways(_ json: inout JSONFile) {
    let id = estate.transitGatewayID(region)
    json.object { json in
      json.field("TransitGatewayId", id)
      json.field("TransitGatewayArn", arn("ec2", "transit-gateway/\(id)"))
      json.field("State", "available")
      json.field("OwnerId", account.id)
      json.field("Description", "All VPCs of \(regionName)")
      json.field("CreationTime", "2026-02-20T09:00:00+00:00")
      json.object("Options") { json in
        json.field("AmazonSideAsn", 64512 + region)
        json.field("AutoAcceptSharedAttachments", "disable")
        json.field("DefaultRouteTableAssociation", "disable")
        json.field("DefaultRouteTablePropagation", "disable")
        json.field("VpnEcmpSupport", "enable")
        json.field("DnsSupport", "enable")
        json.field("SecurityGroupReferencingSupport", "disable")
        json.field("MulticastSupport", "disable")
      }
      json.tags([("Name", "estate-\(regionName)")])
    }
  }

  func writeTransitAttachments(_ json: inout JSONFile) {
    for vpc in attached {
      json.object { json in
        json.field("TransitGatewayAttachmentId", vpc.attachmentID)
        json.field("TransitGatewayId", estate.transitGatewayID(region))
        json.field("TransitGatewayOwnerId", estate.networkAccount.id)
        json.field("ResourceOwnerId", vpc.account)
        json.field("ResourceType", "vpc")
        json.field("ResourceId", vpc.id)
        json.field("State", "available")
        json.object("Association") { json in
          json.field("TransitGatewayRouteTableId", estate.routeTableID(region, zone: vpc.environment.zone))
          json.field("State", "associated")
        }
        json.field("CreationTime", "2026-02-27T10:10:00+00:00")
        json.tags([("Name", vpc.name)])
      }
    }
  }

  /// The attachments of this account's VPCs, as the account itself sees them.
  func writeVPCAttachments(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("TransitGatewayAttachmentId", vpc.attachmentID)
        json.field("TransitGatewayId", estate.transitGatewayID(region))
        json.field("VpcId", vpc.id)
        json.field("VpcOwnerId", account.id)
        json.field("State", "available")
        json.list("SubnetIds") { json in
          for subnet in [VPCPlan.Subnet.privateA, .privateB] { json.item(vpc.subnetID(subnet)) }
        }
        json.field("CreationTime", "2026-02-27T10:10:00+00:00")
        json.object("Options") { json in
          json.field("DnsSupport", "enable")
          json.field("SecurityGroupReferencingSupport", "disable")
          json.field("Ipv6Support", "disable")
          json.field("ApplianceModeSupport", "disable")
        }
        json.tags([("Name", vpc.name)])
      }
    }
  }

  func writeTransitRouteTables(_ json: inout JSONFile) {
    for zone in Self.zoneNames.indices {
      json.object { json in
        json.field("TransitGatewayRouteTableId", estate.routeTableID(region, zone: zone))
        json.field("TransitGatewayId", estate.transitGatewayID(region))
        json.field("State", "available")
        json.field("DefaultAssociationRouteTable", false)
        json.field("DefaultPropagationRouteTable", false)
        json.field("CreationTime", "2026-02-20T09:10:00+00:00")
        json.tags([("Name", Self.zoneNames[zone].description)])
      }
    }
  }

  func writeTransitAssociations(_ json: inout JSONFile) {
    for zone in Self.zoneNames.indices {
      json.object { json in
        json.field("TransitGatewayRouteTableId", estate.routeTableID(region, zone: zone))
        json.list("Associations") { json in
          for vpc in attached where vpc.environment.zone == zone {
            json.object { json in
              json.field("TransitGatewayAttachmentId", vpc.attachmentID)
              json.field("ResourceId", vpc.id)
              json.field("ResourceType", "vpc")
              json.field("State", "associated")
            }
          }
        }
      }
    }
  }

  func writeTransitPropagations(_ json: inout JSONFile) {
    for zone in Self.zoneNames.indices {
      json.object { json in
        json.field("TransitGatewayRouteTableId", estate.routeTableID(region, zone: zone))
        json.list("TransitGatewayRouteTablePropagations") { json in
          for vpc in propagating(zone) {
            json.object { json in
              json.field("TransitGatewayAttachmentId", vpc.attachmentID)
              json.field("ResourceId", vpc.id)
              json.field("ResourceType", "vpc")
              json.field("State", "enabled")
            }
          }
        }
      }
    }
  }

  func writeTransitRoutes(_ json: inout JSONFile) {
    for zone in Self.zoneNames.indices {
      json.object { json in
        json.field("TransitGatewayRouteTableId", estate.routeTableID(region, zone: zone))
        json.list("Routes") { json in
          for route in transitRoutes(zone) {
            json.object { json in
              json.field("DestinationCidrBlock", route.destination.description)
              json.list("TransitGatewayAttachments") { json in
                json.object { json in
                  json.field("ResourceId", route.vpc.id)
                  json.field("TransitGatewayAttachmentId", route.vpc.attachmentID)
                  json.field("ResourceType", "vpc")
                }
              }
              json.field("Type", route.isStatic ? "static" : "propagated")
              json.field("State", "active")
            }
          }
        }
        json.field("AdditionalRoutesAvailable", false)
      }
    }
  }
}
