/// All ways between the estate and hosts outside of it, and where each is attached.
package struct OnPremisesLinks: Sendable {
  /// The links at each virtual private gateway, VPN connections first; those through a Direct Connect gateway included.
  package private(set) var ofVPNGateway: [Symbol: [OnPremisesLink]] = [:]
  /// The links of ``ofVPNGateway`` that come through a Direct Connect gateway, with its id: they take no part in the virtual
  /// private gateway's re-advertising (Direct Connect User Guide, "Virtual private gateway associations").
  package private(set) var throughDirectConnect: [Symbol: [EstateID<DirectConnectGateway>]] = [:]
  /// What each Direct Connect gateway does with packets, by index.
  package private(set) var directConnect: [DirectConnectTable] = []
  /// The attachments of each Direct Connect gateway to transit gateways and core networks.
  package private(set) var attachmentsOfDirectConnect: [Symbol: [EstateID<TransitGatewayAttachment>]] = [:]
  /// The virtual private gateways behind which there may be links that the snapshot does not hold, with the list that would
  /// tell.
  package private(set) var untold: [Symbol: String] = [:]
  /// The prefixes that a virtual private gateway knows by BGP or from a VPN connection, as route tables show that it
  /// propagates them.
  package private(set) var learned: [Symbol: [IPPrefix]] = [:]
  /// All links, sorted.
  package private(set) var all: [OnPremisesLink] = []

  init(_ estate: Estate) {
    for attachment in estate.transitGatewayAttachments.ids {
      let record = estate.transitGatewayAttachments[attachment]
      if record.kind == .directConnectGateway {
        attachmentsOfDirectConnect[record.resource, default: []].append(attachment)
      }
      // A core network's attachment at several edge locations is one link.
      if record.leadsOutside(estate.symbols), estate.transitGatewayAttachment(record.id) == attachment {
        all.append(.attachment(attachment))
      }
    }
    var interfaces: [Symbol: [EstateID<VirtualInterface>]] = [:]
    for id in estate.virtualInterfaces.ids { interfaces[estate.virtualInterfaces[id].gateway, default: []].append(id) }
    for id in estate.vpnConnections.ids {
      let gateway = estate.vpnConnections[id].vpnGateway
      if !gateway.isEmpty { ofVPNGateway[gateway, default: []].append(.vpn(id)) }
      all.append(.vpn(id))
    }
    for gateway in estate.vpnGateways.records {
      for interface in interfaces[gateway.id] ?? [] where estate.virtualInterfaces[interface].isUsable {
        ofVPNGateway[gateway.id, default: []].append(.virtualInterface(interface))
      }
    }
    all += estate.virtualInterfaces.ids.filter { estate.virtualInterfaces[$0].isUsable }.map { .virtualInterface($0) }
    for id in estate.directConnectGateways.ids {
      let table = DirectConnectTable(id, in: estate, interfaces: interfaces[estate.directConnectGateways[id].id] ?? [])
      directConnect.append(table)
      if table.links.contains(.directConnectGateway(id)) { all.append(.directConnectGateway(id)) }
      for association in table.associations {
        guard case .vpnGateway? = estate.find(association.gateway) else { continue }
        throughDirectConnect[association.gateway, default: []].append(id)
        ofVPNGateway[association.gateway, default: []] += table.links
      }
    }
    all.sort()
    collectLearned(estate)
    collectUntold(estate)
  }

  /// The prefixes that route tables learned from virtual private gateways.
  private mutating func collectLearned(_ estate: Estate) {
    var sets: [Symbol: Set<IPPrefix>] = [:]
    for table in estate.routeTables.records {
      for route in table.routes where route.origin == .propagated {
        if case .vpnGateway(let gateway) = route.target, case .prefix(let prefix) = route.destination {
          sets[gateway, default: []].insert(prefix)
        }
      }
    }
    learned = sets.mapValues { $0.sorted() }
  }

  /// Whose lists are missing: VPN connections nobody asked for, and Direct Connect where routes show that there is more than
  /// the VPN connections explain.
  private mutating func collectUntold(_ estate: Estate) {
    for gateway in estate.vpnGateways.records {
      func isCollected(_ lists: Set<String>) -> Bool {
        estate.completeness.isCollected(lists, account: gateway.owner, region: gateway.region)
      }
      if !isCollected(["VpnConnections"]) {
        untold[gateway.id] = "VpnConnections"
        continue
      }
      let known = ofVPNGateway[gateway.id] ?? []
      guard !known.contains(where: { $0.isDirectConnect }) else { continue }
      let written = known.flatMap { $0.prefixes(in: estate) }
      let isExplained =
        known.contains { $0.isDynamic(in: estate) } || (learned[gateway.id] ?? []).allSatisfy(written.contains)
      let hasInterfaces = isCollected(["virtualInterfaces"])
      // Where each call is on record, one that is not was never made.
      if !hasInterfaces, known.isEmpty || !isExplained || estate.completeness.hasCollectionRecord {
        untold[gateway.id] = "virtualInterfaces"
      } else if !isExplained {
        untold[gateway.id] = "directConnectGatewayAssociations"
      }
    }
  }
}

extension OnPremisesLink {
  /// Whether the link is a line of Direct Connect.
  package var isDirectConnect: Bool {
    switch self {
    case .virtualInterface, .directConnectGateway: true
    case .vpn, .attachment: false
    }
  }
}
