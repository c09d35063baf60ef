/// The united rules of a set of security groups, ready for sets of packets.
///
/// Security groups only allow; the rules of all groups of an interface are united (VPC User Guide, "Security group rules").
package struct SecurityGroupFilter: Sendable {
  /// A rule with its packets: the peer is the source of ingress rules and the destination of egress rules.
  package struct Rule: Sendable {
    /// The packets; for a rule that names a group, with all addresses as peer.
    package var box: HeaderBox
    /// The group that the peer must carry; empty for a rule by address.
    package var peerGroup: Symbol
    /// The group that the rule belongs to.
    package var group: Symbol
    /// Whether the rule names a prefix list whose entries are not known: it may match any peer.
    package var isUncertain = false
    /// Whether AWS calls the rule's reference to a group stale.
    package var isStale = false
    /// The rule's id, `sgr-…`; empty when it is not known.
    package var id: Symbol
    /// Where the rule is declared.
    package var provenance: Provenance
  }

  /// The ingress rules.
  package internal(set) var ingress: [Rule] = []
  /// The egress rules.
  package internal(set) var egress: [Rule] = []
  /// The groups of the set that the snapshot does not define.
  package private(set) var missingGroups: [Symbol] = []

  /// The set with a rule before all others that admits a box, in one direction, by address.
  package func admitting(_ box: HeaderBox, isEgress: Bool, of group: Symbol, as provenance: Provenance)
    -> SecurityGroupFilter
  {
    var result = self
    let rule = Rule(box: box, peerGroup: .empty, group: group, id: .empty, provenance: provenance)
    if isEgress { result.egress.insert(rule, at: 0) } else { result.ingress.insert(rule, at: 0) }
    return result
  }

  /// Unites the rules of a set of groups.
  package init(_ groups: [Symbol], in estate: Estate) {
    for symbol in groups {
      guard let id = estate.securityGroup(symbol) else {
        missingGroups.append(symbol)
        continue
      }
      let group = estate.securityGroups[id]
      add(estate.securityGroupRules[group.ingress.range], of: symbol, isEgress: false, estate)
      add(estate.securityGroupRules[group.egress.range], of: symbol, isEgress: true, estate)
    }
  }

  private mutating func add(
    _ rules: ArraySlice<SecurityGroupRule>,
    of group: Symbol,
    isEgress: Bool,
    _ estate: Estate
  ) {
    for rule in rules {
      switch rule.peer {
      case .prefix(let prefix):
        append(rule, of: group, isEgress: isEgress, family: prefix.family, peer: prefix.range)
      case .securityGroup(let peer):
        for family in [AddressFamily.ipv4, .ipv6] {
          append(rule, of: group, isEgress: isEgress, family: family, peer: nil, peerGroup: peer)
        }
      case .prefixList(let list):
        guard let id = estate.prefixList(list) else {
          addUncertain(rule, of: group, isEgress: isEgress)
          continue
        }
        guard let entries = estate.prefixLists[id].entries else {
          // AWS's own lists hold public addresses of AWS services, never those of an interface of the estate.
          if estate.symbols[estate.prefixLists[id].owner] != "AWS" {
            addUncertain(rule, of: group, isEgress: isEgress)
          }
          continue
        }
        guard entries.count + (isEgress ? egress.count : ingress.count) <= WalkBounds.maximumRoutes else {
          addUncertain(rule, of: group, isEgress: isEgress)
          continue
        }
        for entry in entries {
          append(rule, of: group, isEgress: isEgress, family: entry.prefix.family, peer: entry.prefix.range)
        }
      }
    }
  }

  private mutating func addUncertain(_ rule: SecurityGroupRule, of group: Symbol, isEgress: Bool) {
    for family in [AddressFamily.ipv4, .ipv6] {
      append(rule, of: group, isEgress: isEgress, family: family, peer: nil, isUncertain: true)
    }
  }

  private mutating func append(
    _ rule: SecurityGroupRule,
    of group: Symbol,
    isEgress: Bool,
    family: AddressFamily,
    peer: AddressRange?,
    peerGroup: Symbol = .empty,
    isUncertain: Bool = false
  ) {
    // A rule for ICMP says nothing about IPv6 and the other way round.
    if family == .ipv6, rule.protocols == .icmp { return }
    if family == .ipv4, rule.protocols == .icmpv6 { return }
    let box = HeaderBox(
      family: family,
      source: isEgress ? nil : peer,
      destination: isEgress ? peer : nil,
      protocols: rule.protocols,
      sourcePorts: rule.codes,
      destinationPorts: rule.destinationPorts
    )
    var compiled = Rule(
      box: box,
      peerGroup: peerGroup,
      group: group,
      isUncertain: isUncertain,
      id: rule.id,
      provenance: rule.provenance
    )
    compiled.isStale = rule.isStale
    if isEgress { egress.append(compiled) } else { ingress.append(compiled) }
  }
}
