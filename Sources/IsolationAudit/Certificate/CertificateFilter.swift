/// The united rules of a set of security groups, as the verifier of certificates applies them.
///
/// Security groups only allow, and the rules of all groups of an interface are united (VPC User Guide, "Security group
/// rules"). What is missing admits everything: a certificate may only err on the side of more packets.
package struct CertificateFilter: Sendable {
  /// A rule with its packets.
  struct Rule: Sendable {
    /// The packets; with all addresses as the peer for a rule that names a group.
    var box: HeaderBox
    /// The group that the peer must carry; empty for a rule by address.
    var group: Symbol
  }

  /// The ingress rules.
  private(set) var ingress: [Rule] = []
  /// The egress rules.
  private(set) var egress: [Rule] = []
  /// Whether there is no group at all, or one that the estate does not hold: then everything passes.
  private(set) var isOpen: Bool

  /// Unites the rules of groups.
  init(_ groups: [Symbol], _ estate: Estate) {
    isOpen = groups.isEmpty
    for symbol in groups {
      guard let id = estate.securityGroup(symbol) else {
        isOpen = true
        continue
      }
      let group = estate.securityGroups[id]
      ingress += estate.securityGroupRules[group.ingress.range].flatMap { Self.rules($0, isEgress: false, estate) }
      egress += estate.securityGroupRules[group.egress.range].flatMap { Self.rules($0, isEgress: true, estate) }
    }
  }

  private static func rules(_ rule: SecurityGroupRule, isEgress: Bool, _ estate: Estate) -> [Rule] {
    var peers: [(AddressFamily, AddressRange)] = []
    var group = Symbol.empty
    let everybody = [AddressFamily.ipv4, .ipv6].map { ($0, AddressRange.all($0)) }
    switch rule.peer {
    case .prefix(let prefix): peers = [(prefix.family, prefix.range)]
    case .securityGroup(let named): (peers, group) = (everybody, named)
    case .prefixList(let list):
      if let id = estate.prefixList(list) {
        if let entries = estate.prefixLists[id].entries {
          peers = entries.map { ($0.prefix.family, $0.prefix.range) }
        } else if estate.symbols[estate.prefixLists[id].owner] != "AWS" {
          peers = everybody
        }
        // The lists of AWS itself hold public addresses of its services, which no interface of the estate has.
      } else {
        peers = everybody
      }
    }
    return peers.compactMap { family, range in
      // ICMP is of IPv4, ICMPv6 of IPv6.
      if family == .ipv6, rule.protocols == .icmp { return nil }
      if family == .ipv4, rule.protocols == .icmpv6 { return nil }
      let box = HeaderBox(
        family: family,
        source: isEgress ? nil : range,
        destination: isEgress ? range : nil,
        protocols: rule.protocols,
        sourcePorts: rule.codes,
        destinationPorts: rule.destinationPorts
      )
      return Rule(box: box, group: group)
    }
  }
}
