import Synchronization

/// How the statements of one estate are shown, as far as it was asked: many findings rest on the same ones.
final class EvidenceCache: Sendable {
  private struct Key: Hashable {
    var policy: Provenance
    var name: String
    var pointer: String
    var hasContent: Bool
  }

  private let known = Mutex<[Key: Evidence]>([:])

  /// How a statement is shown; statements without a place are described each time.
  func evidence(of statement: StatementReference, _ describe: () -> Evidence) -> Evidence {
    guard let policy = statement.origin.provenance else { return describe() }
    let key = Key(
      policy: policy,
      name: statement.origin.name,
      pointer: statement.pointer,
      hasContent: statement.statement != nil
    )
    if let evidence = known.withLock({ $0[key] }) { return evidence }
    let evidence = describe()
    known.withLock { $0[key] = evidence }
    return evidence
  }
}
