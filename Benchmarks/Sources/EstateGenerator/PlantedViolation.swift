/// A hole in the isolation between production and non-production, of which the audit's answer is known.
///
/// Each one joins its own two VPCs and opens one port of the application security group of the production VPC, so that
/// packets of the application interfaces of `from` reach those of `to`, answers return, and nothing else connects.
struct PlantedViolation: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// A peering connection between the two VPCs, with routes on both sides.
    case peering
    /// Each VPC's attachment propagates into the other tier's transit gateway route table.
    case propagation
    /// A static summary route towards the production VPC in the non-production route table, and a static way back.
    case summary
    /// A private NAT gateway whose address the production security group trusts.
    case privateNAT = "private-nat"

    /// The port that was opened; no template uses it for traffic that may leave a tier.
    var port: Int {
      switch self {
      case .peering: 5432
      case .propagation: 22
      case .summary: 9090
      case .privateNAT: 8443
      }
    }
  }

  let kind: Kind
  /// The non-production VPC, a position in ``EstatePlan/vpcs``.
  let from: Int
  /// The production VPC, a position in ``EstatePlan/vpcs``.
  let to: Int

  var port: Int { kind.port }

  /// Chooses the VPCs: each VPC takes part once at most, pairs share a Region, and they are spread over the estate.
  static func plant(in estate: EstatePlan) -> [PlantedViolation] {
    let pairs = EstatePlan.regions.indices.map { region -> [(Int, Int)] in
      let members = estate.vpcs(inRegion: region)
      let production = members.filter { estate.vpcs[$0].environment == .production }
      let development = members.filter { estate.vpcs[$0].environment == .development }
      let staging = members.filter { estate.vpcs[$0].environment == .staging }
      return Array(zip(development + staging, production))
    }
    let ofEachKind = max(1, estate.size.vpcs / 400)
    let ofEachRegion = ofEachKind * Kind.allCases.count / pairs.count
    return (0..<ofEachKind * Kind.allCases.count).map { index in
      let candidates = pairs[index % pairs.count]
      let (from, to) = candidates[index / pairs.count * candidates.count / ofEachRegion]
      // The kind moves on with each pair and, between rounds, not in step with the Region.
      let kind = Kind.allCases[(index + index / Kind.allCases.count) % Kind.allCases.count]
      return PlantedViolation(kind: kind, from: from, to: to)
    }
  }

  /// The static summary that the non-production route table holds towards the production VPC: four VPCs wide.
  func summary(in estate: EstatePlan) -> AddressBlock {
    let block = estate.vpcs[to].block
    return block.enclosing(length: block.length - 2)
  }

  /// The resources that carry the traffic, in the order in which a packet meets them.
  func via(in estate: EstatePlan) -> [String] {
    let (source, target) = (estate.vpcs[from], estate.vpcs[to])
    let gateway = [source.attachmentID, estate.transitGatewayID(source.region), target.attachmentID]
    return switch kind {
    case .peering: [estate.peeringID(from, to)]
    case .propagation, .summary: gateway
    case .privateNAT: [source.privateNATID] + gateway
    }
  }
}
