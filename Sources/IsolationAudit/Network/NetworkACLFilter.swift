/// A network ACL made ready for sets of packets: for each direction and family, its entries in order of evaluation.
///
/// The first entry that matches decides; a packet that none matches is denied (VPC User Guide, "Network ACL rules").
package struct NetworkACLFilter: Sendable {
  /// The list's name, for explanations.
  package let id: Symbol
  /// Where the list is declared.
  package let provenance: Provenance
  private let ingress: [NetworkACL.Entry]
  private let egress: [NetworkACL.Entry]
  /// Whether the first entry of a direction and family admits everything, which is the default list's case.
  private let isOpen: (ingress4: Bool, ingress6: Bool, egress4: Bool, egress6: Bool)

  /// Sorts the entries of a list.
  package init(_ acl: NetworkACL) {
    (id, provenance) = (acl.id, acl.provenance)
    let sorted = acl.entries.sorted { ($0.ruleNumber, $0.provenance) < ($1.ruleNumber, $1.provenance) }
    ingress = sorted.filter { !$0.isEgress }
    egress = sorted.filter(\.isEgress)
    func opens(_ entries: [NetworkACL.Entry], _ family: AddressFamily) -> Bool {
      guard let first = entries.first(where: { $0.box.family == family }) else { return false }
      return first.allows && first.box == .all(family)
    }
    isOpen = (opens(ingress, .ipv4), opens(ingress, .ipv6), opens(egress, .ipv4), opens(egress, .ipv6))
  }

  /// Whether everything of a family passes in a direction.
  package func passesAll(isEgress: Bool, family: AddressFamily) -> Bool {
    switch (isEgress, family) {
    case (false, .ipv4): isOpen.ingress4
    case (false, .ipv6): isOpen.ingress6
    case (true, .ipv4): isOpen.egress4
    case (true, .ipv6): isOpen.egress6
    }
  }

  /// The parts of a box that pass.
  package func allowed(_ box: HeaderBox, isEgress: Bool) -> [HeaderBox] {
    allowed(box, isEgress: isEgress, limit: .max) ?? []
  }

  /// The parts of a box that pass; `nil` when a list of boxes on the way becomes longer than a limit.
  ///
  /// AWS allows at most 40 entries for each direction, of which each cuts a box into ten at most; a longer list in a
  /// snapshot is no list of AWS's, and is not worked out at any price.
  package func allowed(_ box: HeaderBox, isEgress: Bool, limit: Int) -> [HeaderBox]? {
    if passesAll(isEgress: isEgress, family: box.family) { return [box] }
    var rest = [box]
    var passed: [HeaderBox] = []
    for entry in isEgress ? egress : ingress {
      if rest.isEmpty { break }
      if entry.allows { passed += rest.compactMap { $0.intersection(entry.box) } }
      rest = HeaderSet.subtract(entry.box, from: rest)
      if rest.count > limit || passed.count > limit { return nil }
    }
    return passed
  }

  /// The list with an entry before all others that admits a box in one direction.
  package func admitting(_ box: HeaderBox, isEgress: Bool, as provenance: Provenance) -> NetworkACLFilter {
    let entry = NetworkACL.Entry(ruleNumber: 0, isEgress: isEgress, allows: true, box: box, provenance: provenance)
    return NetworkACLFilter(self, before: entry)
  }

  private init(_ other: NetworkACLFilter, before entry: NetworkACL.Entry) {
    (id, provenance, isOpen) = (other.id, other.provenance, other.isOpen)
    ingress = (entry.isEgress ? [] : [entry]) + other.ingress
    egress = (entry.isEgress ? [entry] : []) + other.egress
  }

  /// The entry that decides for some packet of a box, or `nil` for the final deny.
  package func decidingEntry(for box: HeaderBox, isEgress: Bool) -> NetworkACL.Entry? {
    (isEgress ? egress : ingress).first { $0.box.intersection(box) != nil }
  }
}
