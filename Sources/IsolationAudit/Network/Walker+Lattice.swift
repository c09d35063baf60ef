// Connections that VPC Lattice opens to targets in a VPC.
//
// Source: Amazon VPC Lattice User Guide, "Control traffic in VPC Lattice using security groups" and "Control traffic to VPC
// Lattice using network ACLs".
extension Walker {
  /// Packets of VPC Lattice to targets in a VPC: its router delivers them, past the network ACL of the target's subnet.
  mutating func sendFromLattice(_ vpc: EstateID<VPC>, _ sources: [AddressRange], _ box: HeaderBox) {
    let boxes = sources.map { source in
      var sent = box
      sent.source = source
      return TrackedBox(sent: sent)
    }
    guard !boxes.isEmpty else { return }
    let flow = starting(boxes, box.family, .none, .lost, .empty, estate.vpcs[vpc].id)
    deliverLocally(flow, Context(vpc: vpc, entry: .gateway))
  }

  /// Queries of a host to its VPC's resolver, which neither security groups nor network ACLs stop.
  ///
  /// Source: VPC User Guide, "Amazon DNS server"; Route 53 Developer Guide, "Route 53 VPC Resolver DNS Firewall".
  package mutating func sendToResolver(_ box: HeaderBox, from sender: Sender, _ endpoint: Symbol) {
    guard case .interfaces(let subnet, let groups, let ranges) = sender else { return }
    let boxes = ranges.compactMap { box.source.intersection($0) }.map { source in
      var sent = box
      sent.source = source
      return TrackedBox(sent: sent)
    }
    guard !boxes.isEmpty else { return }
    let record = estate.subnets[subnet]
    let flow = starting(boxes, box.family, groups, .local, record.zone, record.id)
    arrive(.service(endpoint), step(flow, .serviceEndpoint, record.vpc))
  }

  /// An answer to VPC Lattice leaves its subnet: the network ACL is asked, no route.
  mutating func returnToLattice(_ subnet: EstateID<Subnet>, _ flow: Flow) {
    guard let passed = filter(flow, throughACLOf: subnet, isEgress: true) else { return }
    arrive(.service(estate.subnets[subnet].vpc), passed)
  }
}
