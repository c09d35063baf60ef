import Synchronization

/// What walks may leave out towards sets of receivers, worked out once for each: many senders are asked about the same
/// receivers.
final class PruningCache: Sendable {
  private struct Key: Hashable {
    var vpcs: [UInt64]
    var hasPublicAddresses: Bool
  }

  /// The number of sets that are kept; beyond it all are forgotten, so that memory stays within bounds.
  private static let limit = 64

  private let known = Mutex<[Key: WalkPruning]>([:])

  /// What walks towards receivers may leave out.
  ///
  /// - Parameters:
  ///   - targets: The receivers.
  ///   - model: The estate; the same at every call.
  ///   - domains: The bounds of its tables; the same at every call.
  /// - Returns: What they may leave out.
  func pruning(
    towards targets: TrafficSurvey.Targets,
    _ model: ForwardingModel,
    _ domains: RoutingDomains
  ) -> WalkPruning {
    let key = Key(
      vpcs: targets.vpcs,
      // IPv6 addresses are public without being anybody's public address.
      hasPublicAddresses: !targets.publicAddresses.isEmpty || targets.hull(.ipv6) != nil
    )
    if let found = known.withLock({ $0[key] }) { return found }
    let found = WalkPruning(model, domains, vpcs: key.vpcs, hasPublicAddresses: key.hasPublicAddresses)
    known.withLock { known in
      if known.count >= Self.limit { known = [:] }
      known[key] = found
    }
    return found
  }
}
