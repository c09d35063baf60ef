import Oracles

/// Changes of a tiny estate that may open a way.
extension TinyEstate {
  /// The kinds of changes.
  enum Opening: CaseIterable {
    case securityGroup, networkACL, peering, route, propagation, publicAddress
  }

  /// The estate with a change of a kind, and what was changed; `nil` where there is nothing to change.
  func opened(_ kind: Opening, _ random: inout SeededNumbers) -> TinyEstate? {
    var estate = self
    let everything = GroupRule(traffic: Traffic(), peer: .cidr(.everything))
    switch kind {
    case .securityGroup:
      let group = random.pick(Array(groups.indices))
      (estate.groups[group].ingress, estate.groups[group].egress) = ([everything], [everything])
    case .networkACL:
      let list = random.pick(Array(acls.indices))
      let open = ACLRule(number: 1, allows: true, traffic: Traffic(), cidr: .everything)
      estate.acls[list].ingress.insert(open, at: 0)
      estate.acls[list].egress.insert(open, at: 0)
    case .peering:
      if let pending = peerings.firstIndex(where: { !$0.isActive }) {
        estate.peerings[pending].isActive = true
      } else if peerings.isEmpty {
        estate.peerings.append(Peering(id: "pcx-01", left: 0, right: 1, isActive: true))
      } else {
        return nil
      }
    case .route:
      guard let peering = peerings.indices.randomElement(using: &random) else { return nil }
      let side = random.pick([peerings[peering].left, peerings[peering].right])
      let other = side == peerings[peering].left ? peerings[peering].right : peerings[peering].left
      for table in tables.indices where tables[table].vpc == side {
        estate.tables[table].routes.removeAll { $0.destination == .cidr(vpcs[other].cidr) }
        estate.tables[table].routes.append(Route(destination: .cidr(vpcs[other].cidr), target: .peering(peering)))
      }
    case .propagation:
      guard var transit, !transit.attachments.isEmpty else { return nil }
      for index in transit.attachments.indices {
        transit.attachments[index].propagatesTo = Array(transit.tables.indices)
        transit.attachments[index].table = transit.attachments[index].table ?? 0
        transit.attachments[index].isAvailable = true
      }
      estate.transit = transit
    case .publicAddress:
      guard
        let host = interfaces.indices.first(where: { interfaces[$0].publicAddress == nil && interfaces[$0].nat == nil })
      else { return nil }
      estate.interfaces[host].publicAddress = 0xC633_6464
    }
    return estate
  }
}
