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
  package static let maximumInternetPasses: UInt64 = 8
  /// The most steps of one walk, all branches counted.
  package static let maximumSteps = 1 << 21
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
}
