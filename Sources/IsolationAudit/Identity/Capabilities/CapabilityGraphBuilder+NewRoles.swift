// Ways to every permission, by roles that do not exist yet.
extension CapabilityGraphBuilder {
  /// A role that the caller makes, that trusts him, and to which he gives a policy of his choice.
  ///
  /// Whoever has to give it a boundary reaches what that leaves, or, where he takes it away again, everything; boundaries
  /// that nobody in the account has are left out.
  mutating func addNewRole(_ row: Row, isFreed: Bool, _ decider: inout CapabilityDecider) {
    let caller = decider.caller
    // Who administers the account has all of that already.
    if caller.node >= 0, case .account = nodes[Int(caller.node)] { return }
    let domain = domains.domain(.roles, caller.account).map { domains[$0] }
    for boundary in (isFreed ? [] : [.empty]) + facts.boundaries(caller.account) {
      guard let target = administration(caller.account, boundary: isFreed ? .empty : boundary), target != caller.node
      else { continue }
      let name: ContextValue = boundary.isEmpty ? .absent : .known([estate.symbols[boundary]])
      let answers = decider.answers(
        row.actions.compactMap(\.first),
        onNew: "arn:aws:iam::\(caller.account):role/*",
        [("iam:PermissionsBoundary", name)],
        isTaken: { domain?.place(of: $0) != nil }
      )
      guard let answers else { continue }
      let (basis, standing) = basis(row, answers)
      add(row.kind, from: caller.node, to: target, basis, standing)
      if boundary.isEmpty || isFreed, standing <= .conditional { return }
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
  /// - Returns: The answers.
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
    var context = caller.context
    for (key, value) in keys { context.set(key, to: value) }
    let found =
      looksAtNames
      ? names(pattern, all, open, context, isTaken) : (texts: [Self.freeName(pattern, isTaken)], isUnknown: false)
    func ask(_ text: String, isFamily: Bool = false) -> [CapabilityCheck.Given] {
      actions.map { action in
        var target = AccessTarget(arn: text, account: caller.account)
        target.isFamily = isFamily
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
    for text in found.texts {
      let answers = ask(text)
      if standing(answers) < (best.map(standing) ?? .denied) { best = answers }
    }
    if best != nil || !found.isUnknown { return best }
    // Whether there is a name was not found out; where all names are denied alike, there is none.
    let some = ask(String(pattern.dropLast()), isFamily: true)
    guard some.allSatisfy(\.answer.isPossible) else { return nil }
    return some.map { action, resource, answer in
      var answer = answer
      answer.standing = .unknown
      answer.gaps.append("whether a resource \(pattern) is allowed by all of the policies and denied by none")
      return (action, resource, answer)
    }
  }

  /// A name that no resource has.
  private static func freeName(_ pattern: String, _ isTaken: (String) -> Bool) -> String {
    var name = example(of: pattern)
    var number = 1
    while isTaken(name) {
      name = pattern.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "any-\(number)")
      number += 1
    }
    return name
  }

  /// Names that no resource has and of which each layer of policies may allow one.
  private func names(
    _ pattern: String,
    _ layers: [[AttachedPolicy]],
    _ open: Set<Int>,
    _ context: RequestContext,
    _ isTaken: (String) -> Bool
  ) -> (texts: [String], isUnknown: Bool) {
    var taken: [String] = []
    var free: [String] = []
    for _ in 0..<Self.nameLimit {
      let found = texts(of: pattern, layers, open: open, in: context, except: taken)
      for text in found.texts where !isTaken(text) && !free.contains(text) { free.append(text) }
      let others = found.texts.filter(isTaken)
      // Each choice of patterns has one example: where that is taken, another is looked for.
      if others.isEmpty { return (free, found.isUnknown) }
      taken += others
    }
    return (free, true)
  }

  /// How often other names are looked for where those that were found are taken.
  private static let nameLimit = 16
}
