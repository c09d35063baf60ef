/// Which VPN connections lead to the outside sites of a policy.
package struct OutsideConnections: Sendable {
  private let namer: ResourceNamer

  /// Uses the names of an estate.
  package init(_ namer: ResourceNamer) { self.namer = namer }

  private var estate: Estate { namer.model.estate }

  /// The VPN connections that lead to a site: those that its `via` names, or whose customer gateway it names.
  package func connections(of site: OutsideSite) -> [EstateID<VPNConnection>] {
    estate.vpnConnections.ids.filter { id in
      let connection = estate.vpnConnections[id]
      let names =
        [connection.id, connection.customerGateway].map { estate.symbols[$0] }
        + [namer.reference(connection.id).name, namer.reference(connection.customerGateway).name].compactMap { $0 }
      return names.contains { site.via.matches($0) }
    }
  }
}
