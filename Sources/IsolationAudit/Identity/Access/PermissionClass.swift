/// What callers with equal policies share: one account, one set of policy documents, one boundary.
struct PermissionClass: Hashable, Sendable {
  /// The account, whose organization policies bind.
  let account: String
  let isUser: Bool
  let isServiceLinkedRole: Bool
  /// The documents of the identity policies, in ascending order, each once.
  let identity: [PolicyIndex.DocumentID]
  let boundary: PolicyIndex.DocumentID?
  /// Whether a policy is missing that may allow anything.
  let mayHoldMore: Bool
  let hasUnknownBoundary: Bool
  /// What is missing, as sentences.
  let gaps: [String]

  init(of caller: CallerPolicies, _ account: String, isUser: Bool, _ index: inout PolicyIndex) {
    self.account = account
    self.isUser = isUser
    isServiceLinkedRole = caller.isServiceLinkedRole
    var documents: Set<PolicyIndex.DocumentID> = []
    for policy in caller.identity { documents.insert(index.add(policy.document)) }
    identity = documents.sorted()
    boundary = caller.boundary.map { index.add($0.document) }
    mayHoldMore = caller.mayHoldMore
    hasUnknownBoundary = caller.hasUnknownBoundary
    gaps = caller.gaps.map(\.message)
  }
}
