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

  /// The class of a caller.
  ///
  /// - Parameters:
  ///   - caller: The caller.
  ///   - documents: His identity policies, by their places in the index.
  ///   - account: His account.
  ///   - isUser: Whether he is a user.
  ///   - index: The index, which takes in his boundary.
  init(
    of caller: CallerPolicies,
    _ documents: [PolicyIndex.DocumentID],
    _ account: String,
    isUser: Bool,
    _ index: inout PolicyIndex
  ) {
    self.account = account
    self.isUser = isUser
    isServiceLinkedRole = caller.isServiceLinkedRole
    identity = Set(documents).sorted()
    boundary = caller.boundary.map { index.add($0.document) }
    mayHoldMore = caller.mayHoldMore
    hasUnknownBoundary = caller.hasUnknownBoundary
    gaps = caller.gaps.map(\.message)
  }

  /// The actions of an index that the policies may allow, conditions and resources left aside: a bit each.
  func allowedActions(_ index: PolicyIndex) -> [UInt64] {
    let words = (index.actions.count + 63) / 64
    if mayHoldMore { return [UInt64](repeating: .max, count: words) }
    return identity.reduce(into: [UInt64](repeating: 0, count: words)) { allowed, document in
      for (word, bits) in index.allowedActions(document).enumerated() { allowed[word] |= bits }
    }
  }

  /// Whether one answer serves all who have these permissions: no policy tells them apart.
  func isShared(_ index: PolicyIndex) -> Bool {
    !identity.contains { index.isPersonal($0) } && !(boundary.map { index.isPersonal($0) } ?? false)
  }
}
