/// How far a walk goes before it says that it does not know.
///
/// Estates of AWS stay far below these numbers; inputs that contradict themselves, or were made to, do not. A walk that meets
/// a bound ends at ``ExplanationCode/walkBound``, which makes its verdict unknown, never isolated.
package enum WalkBounds {
  /// The most gateways, tables and appliances that one packet passes one after another: the Time to Live that most hosts
  /// send with (RFC 1700, "IP TIME TO LIVE PARAMETER"; routers drop at zero, RFC 1812, section 5.3.1).
  package static let maximumForwarders = 64
  /// The most times that packets come in from the internet on one way; one more is needed for each public address that
  /// stands for another public address.
  package static let maximumInternetPasses: UInt16 = 8
  /// The most ways that are tried side by side from one sender on, where routes, gateways or subnets are equally good: the
  /// product of the choices.
  package static let maximumParallelWays: Int32 = 4_096
  /// The most steps of one walk, all branches counted.
  package static let maximumSteps = 1 << 21
  /// The most VPC route tables that packets can get to from one through appliances, NAT gateways and endpoints; beyond
  /// it, they are taken to get anywhere.
  package static let maximumTables = 128
  /// The most steps of one way.
  package static let maximumDepth: Int16 = 4_096
  /// The most boxes that a network ACL may cut a set of packets into.
  package static let maximumACLBoxes = 8_192
  /// The most routes of one table, prefix lists written out; AWS's quota for a table is 1,000, written out.
  package static let maximumRoutes = 1_000_000
}

extension Walker {
  /// Whether a flow may go on.
  func isWithinBounds(_ flow: Flow) -> Bool {
    flow.visited.count < WalkBounds.maximumForwarders && flow.depth < WalkBounds.maximumDepth
      && flow.generation <= WalkBounds.maximumInternetPasses && trail.count < WalkBounds.maximumSteps
  }

  /// The flow on one of several ways that are equally good, or `nil` beyond ``WalkBounds/maximumParallelWays``.
  mutating func splitting(_ flow: Flow, into ways: Int, at resource: Symbol) -> Flow? {
    guard ways > 1 else { return flow }
    guard ways <= Int(WalkBounds.maximumParallelWays), flow.ways * Int32(ways) <= WalkBounds.maximumParallelWays else {
      arrive(.beyond(.walkBound, resource, nil), flow)
      return nil
    }
    var flow = flow
    flow.ways *= Int32(ways)
    return flow
  }
}
