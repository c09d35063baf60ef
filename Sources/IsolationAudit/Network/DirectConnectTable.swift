/// What a Direct Connect gateway does with packets from its virtual interfaces: which of the associated gateways takes them.
///
/// A virtual private gateway's VPC CIDR blocks are advertised when an allowed prefix is the same or wider; a transit
/// gateway's allowed prefixes are advertised as they are, whatever is attached to it; a core network advertises its routes
/// (Direct Connect User Guide, "Allowed prefixes interactions"). Packets for anything else have no route there.
package struct DirectConnectTable: Sendable {
  /// The associations in force.
  package let associations: [DirectConnectGateway.Association]
  /// The virtual interfaces that may carry packets, and the gateway itself when not all of them are known.
  package let links: [OnPremisesLink]
  /// Whether all associations are known: the list of the gateway's owner is there.
  package let isWhole: Bool
  /// Associations with core networks, which take whatever no allowed prefix names.
  package let coreNetworks: [Int]
  private let ipv4: LongestPrefixTable
  private let ipv6: LongestPrefixTable

  init(_ id: EstateID<DirectConnectGateway>, in estate: Estate, interfaces: [EstateID<VirtualInterface>]) {
    let gateway = estate.directConnectGateways[id]
    associations = gateway.associations.filter(\.isAssociated)
    isWhole =
      !gateway.owner.isEmpty
      && estate.completeness.isCollected(
        ["directConnectGatewayAssociations"],
        account: gateway.owner,
        region: .empty
      )
    let knowsInterfaces =
      !gateway.owner.isEmpty
      && estate.completeness.isCollected(
        ["directConnectGatewayAttachments", "virtualInterfaces"],
        account: gateway.owner,
        region: .empty
      )
    links =
      interfaces.filter { estate.virtualInterfaces[$0].isUsable }.map { .virtualInterface($0) }
      + (knowsInterfaces ? [] : [.directConnectGateway(id)])
    var entries: [AddressFamily: [LongestPrefixTable.Entry]] = [:]
    var coreNetworks: [Int] = []
    for (index, association) in associations.enumerated() {
      let advertised: [IPPrefix]
      if case .vpnGateway(let gateway)? = estate.find(association.gateway) {
        let blocks = estate.vpnGateways[gateway].attachments.filter(\.isUsable).compactMap { estate.vpc($0.vpc) }
          .flatMap { estate.vpcs[$0].prefixes }
        advertised = blocks.filter { block in
          association.allowedPrefixes.isEmpty || association.allowedPrefixes.contains { $0.covers(block) }
        }
      } else if association.allowedPrefixes.isEmpty {
        coreNetworks.append(index)
        continue
      } else {
        advertised = association.allowedPrefixes
      }
      for prefix in advertised {
        entries[prefix.family, default: []].append(
          LongestPrefixTable.Entry(range: prefix.range, length: prefix.length, rank: 0, payload: Int32(index))
        )
      }
    }
    self.coreNetworks = coreNetworks
    ipv4 = LongestPrefixTable(entries[.ipv4] ?? [])
    ipv6 = LongestPrefixTable(entries[.ipv6] ?? [])
  }

  /// The intervals of a family; their payloads are indices of ``associations``.
  package func table(_ family: AddressFamily) -> LongestPrefixTable { family == .ipv4 ? ipv4 : ipv6 }
}

extension IPPrefix {
  /// Whether another prefix lies within this one, or is the same.
  fileprivate func covers(_ other: IPPrefix) -> Bool {
    family == other.family && length <= other.length && range.contains(other.range.lower)
  }
}
