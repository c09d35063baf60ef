/// Looks for facts of an estate that contradict each other, when all files have been read.
///
/// AWS refuses what is looked for here, so an estate that has it is not the one that was meant: lists were collected at
/// different moments, files of two estates were mixed, or somebody edited them. Each check costs O(n log n) at most.
package struct EstateConsistency {
  let estate: Estate
  /// What was found, in the order of the checks and then of the records.
  package private(set) var contradictions: [Contradiction] = []

  /// Checks an estate.
  package init(_ estate: Estate) {
    self.estate = estate
    checkSubnets()
    checkInterfaces()
    checkAddresses()
    checkTables()
    checkRoutes()
    checkGateways()
    checkAccessLists()
    checkTransitGateways()
    checkPeering()
    checkEndpoints()
    checkPrefixLists()
    checkAppliances()
  }

  mutating func found(
    _ kind: Contradiction.Kind,
    _ message: String,
    of resource: Symbol,
    concerning: [Symbol],
    at provenance: Provenance
  ) {
    contradictions.append(Contradiction(kind, message, of: resource, concerning: concerning, at: provenance))
  }

  /// The text of a symbol, in the quotes of messages.
  func quoted(_ symbol: Symbol) -> String { "`\(estate.symbols[symbol])`" }

  /// The VPC of a subnet of the estate; `nil` when the subnet is not there.
  func vpc(ofSubnet subnet: Symbol) -> Symbol? { estate.subnet(subnet).map { estate.subnets[$0].vpc } }

  /// Two prefixes, one of each list, that share an address; `nil` when there are none.
  static func overlap(_ left: [IPPrefix], _ right: [IPPrefix]) -> (IPPrefix, IPPrefix)? {
    var entries = left.map { ($0, false) } + right.map { ($0, true) }
    entries.sort { ($0.0, $0.1 ? 1 : 0) < ($1.0, $1.1 ? 1 : 0) }
    // Sorted by first address, an earlier prefix of the other list shares an address exactly if it reaches this far.
    var furthest: [Bool: IPPrefix] = [:]
    for (prefix, side) in entries {
      if let other = furthest[!side], other.family == prefix.family, other.range.upper >= prefix.range.lower {
        return side ? (other, prefix) : (prefix, other)
      }
      if let own = furthest[side], own.family == prefix.family, own.range.upper >= prefix.range.upper { continue }
      furthest[side] = prefix
    }
    return nil
  }
}
