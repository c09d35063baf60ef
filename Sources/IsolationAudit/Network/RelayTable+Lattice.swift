// Resource endpoints, service-network endpoints, and the association of VPCs with service networks of VPC Lattice.
extension RelayTable {
  /// Adds the endpoints and associations of an estate that lead to VPC Lattice.
  mutating func addLattice(_ model: ForwardingModel) {
    let estate = model.estate
    let exits = LatticeExits(model)
    for endpoint in estate.vpcEndpoints.records where endpoint.isAvailable {
      let kind: Relay.Kind
      let entries: [Relay.Entry]
      switch estate.symbols[endpoint.type] {
      case "Resource":
        kind = .resourceEndpoint
        entries = exits.entries(ofResource: endpoint.resourceConfiguration, at: endpoint.provenance)
      case "ServiceNetwork":
        kind = .serviceNetworkEndpoint
        entries = exits.entries(ofNetwork: endpoint.serviceNetwork, at: endpoint.provenance)
      default: continue
      }
      add(
        Relay(
          id: endpoint.id,
          kind: kind,
          owner: endpoint.owner,
          vpc: endpoint.vpc,
          doors: model.doors(of: endpoint),
          entries: entries,
          provenance: endpoint.provenance
        )
      )
    }
    for network in estate.serviceNetworks.records { addAssociations(of: network, exits, model) }
  }

  /// Adds a service network with a door for each VPC that is associated with it.
  private mutating func addAssociations(of network: ServiceNetwork, _ exits: LatticeExits, _ model: ForwardingModel) {
    let estate = model.estate
    var doors: [Relay.Door] = []
    var uncertain: [Int] = []
    for association in network.vpcs ?? [] where association.isInForce {
      guard let vpc = estate.vpc(association.vpc) else { continue }
      if association.groups == nil { uncertain.append(doors.count) }
      doors.append(
        Relay.Door(.hosts(vpc, destinations: LatticeAddresses.prefixes), groups: association.groups ?? .none)
      )
    }
    guard !doors.isEmpty else { return }
    let certain = doors.indices.filter { !uncertain.contains($0) }
    let entries = exits.entries(ofNetwork: network.arn, at: network.provenance).flatMap { entry in
      [(certain, false), (uncertain, true)].filter { !$0.0.isEmpty }.map { doors, isUncertain -> Relay.Entry in
        var entry = entry
        entry.doors = doors
        entry.isUncertain = entry.isUncertain || isUncertain
        return entry
      }
    }
    add(
      Relay(
        id: network.arn,
        kind: .serviceNetworkAssociation,
        owner: network.owner,
        vpc: .empty,
        doors: doors,
        entries: entries,
        provenance: network.provenance
      )
    )
  }
}
