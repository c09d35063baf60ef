// Ways to every permission, by roles that do not exist yet.
extension CapabilityGraphBuilder {
  /// A role that the caller makes, that trusts him, and to which he gives a policy of his choice.
  ///
  /// Whoever has to give it a boundary reaches what that leaves; boundaries that nobody in the account has are left out.
  mutating func addNewRole(_ row: Row, _ decider: inout CapabilityDecider) {
    let caller = decider.caller
    guard let roles = domains.domain(.roles, caller.account) else { return }
    let domain = domains[roles]
    for boundary in [.empty] + facts.boundaries(caller.account) {
      guard let target = administration(caller.account, boundary: boundary), target != caller.node else { continue }
      let name: ContextValue = boundary.isEmpty ? .absent : .known([estate.symbols[boundary]])
      let answers = decider.answers(
        row.actions.compactMap(\.first),
        onNew: "arn:aws:iam::\(caller.account):role/*",
        [("iam:PermissionsBoundary", name)],
        isTaken: { domain.place(of: $0) != nil }
      )
      guard let answers else { continue }
      let (basis, standing) = basis(row, answers)
      add(row.kind, from: caller.node, to: target, basis, standing)
      if boundary.isEmpty { return }
    }
  }
}

extension CapabilityDecider {
  /// What the caller may do with one resource that he makes himself: the surest answers, one for each action; nothing
  /// where no name is allowed for all of them.
  ///
  /// - Parameters:
  ///   - actions: The actions, all of which he needs, by their places in the index.
  ///   - pattern: Covers the names that AWS allows.
  ///   - keys: What is known of the requests.
  ///   - isTaken: Whether there is a resource of a name.
  mutating func answers(
    _ actions: [Int],
    onNew pattern: String,
    _ keys: [(key: String, value: ContextValue)],
    isTaken: (String) -> Bool
  ) -> [CapabilityCheck.Given]? {
    guard actions.allSatisfy({ mayAllow($0) }) else { return nil }
    var all: [[AttachedPolicy]] = []
    var open: Set<Int> = []
    var looksAtNames = false
    for action in actions {
      if caller.lacksIdentityPolicy { open.insert(all.count) }
      all += layers(action)
      looksAtNames = looksAtNames || !distinctions(action).patterns.isEmpty
    }
    let found =
      looksAtNames
      ? texts(of: pattern, all, open: open) : (texts: [Self.example(of: pattern)], isUnknown: false)
    func ask(_ text: String) -> [CapabilityCheck.Given] {
      actions.map { action in
        var target = AccessTarget(arn: text, account: caller.account)
        target.keys = keys + [("aws:RequestedRegion", .known(["us-east-1"]))]
        if model.index.actions[action].hasPrefix("iam:attach") {
          target.keys.append(("iam:PolicyARN", .known(["arn:aws:iam::aws:policy/AdministratorAccess"])))
        }
        return (action, pattern, model.decide(caller, action, on: target))
      }
    }
    func standing(_ answers: [CapabilityCheck.Given]) -> AccessAnswer.Standing {
      answers.map(\.answer.standing).max() ?? .denied
    }
    var best: [CapabilityCheck.Given]?
    for text in found.texts where !isTaken(text) {
      let answers = ask(text)
      if standing(answers) < (best.map(standing) ?? .denied) { best = answers }
    }
    if best != nil || !found.isUnknown { return best }
    return ask(pattern).map { action, resource, answer in
      var answer = answer
      answer.standing = .unknown
      answer.gaps.append("whether a resource \(pattern) is allowed by all of the policies and denied by none")
      return (action, resource, answer)
    }
  }
}
