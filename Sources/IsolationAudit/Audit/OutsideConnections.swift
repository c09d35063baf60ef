/// Which links lead to the outside sites of a policy.
package struct OutsideConnections: Sendable {
  private let namer: ResourceNamer

  /// Uses the names of an estate.
  package init(_ namer: ResourceNamer) { self.namer = namer }

  private var estate: Estate { namer.model.estate }

  /// The VPN connections, virtual interfaces and attachments that lead to a site: those that its `via` names, or whose
  /// customer gateway, Direct Connect gateway, connection or transit gateway attachment it names.
  package func links(of site: OutsideSite) -> [OnPremisesLink] {
    namer.model.onPremises.all.filter { link in
      resources(of: link).contains { resource in
        let name = namer.reference(resource).name
        return site.via.matches(estate.symbols[resource]) || name.map { site.via.matches($0) } ?? false
      }
    }
  }

  /// The resources by which a policy can name a link.
  private func resources(of link: OnPremisesLink) -> [Symbol] {
    switch link {
    case .vpn(let id): [estate.vpnConnections[id].id, estate.vpnConnections[id].customerGateway]
    case .virtualInterface(let id):
      [estate.virtualInterfaces[id].id, estate.virtualInterfaces[id].connection]
        + gateway(estate.virtualInterfaces[id].gateway)
    case .directConnectGateway(let id): gateway(estate.directConnectGateways[id].id)
    case .attachment(let id): [estate.transitGatewayAttachments[id].id]
    }
  }

  /// A Direct Connect gateway with its attachments to transit gateways and core networks.
  private func gateway(_ id: Symbol) -> [Symbol] {
    guard estate.directConnectGateway(id) != nil else { return [id].filter { !$0.isEmpty } }
    let attachments = namer.model.onPremises.attachmentsOfDirectConnect[id] ?? []
    return [id] + attachments.map { estate.transitGatewayAttachments[$0].id }
  }
}
