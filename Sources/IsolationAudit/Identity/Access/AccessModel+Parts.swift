extension AccessModel {
  /// Whether a principal may do something with a resource, or with some resources of a family.
  ///
  /// Where the policies do not tell the resources of a family apart, one decision serves all. Otherwise an example of each
  /// pattern of the policies is asked for; if none is allowed although each policy by itself allows some, whether they
  /// have a resource in common is unknown.
  ///
  /// - Returns: The answer, and the pattern of the part for which it holds; nothing for all.
  func decideInPart(
    _ id: PrincipalID,
    _ action: String,
    on target: AccessTarget
  ) -> (answer: AccessAnswer, part: String?) {
    let answer = decide(id, action, on: target)
    guard target.isFamily, answer.isPossible, !answer.residual.isEmpty || answer.standing != .allowed else {
      return (answer, nil)
    }
    let policies = policies(about: action, for: id, target)
    let context = id.index < callers.count ? holdings(of: id).policies.context : nil
    let family = ResourceFamily(prefix: target.arn)
    let empty = RequestContext(of: .anonymous, otherwise: .unknown)
    let examples = family.examples(in: policies, context ?? empty)
    guard examples.count > 1 else { return (answer, nil) }
    var best: (answer: AccessAnswer, part: String?)?
    for example in examples {
      var one = target
      (one.arn, one.isFamily) = (example.arn, false)
      let found = decide(id, action, on: one)
      guard found.isPossible, found.standing < (best?.answer.standing ?? .denied) else { continue }
      best = (found, example.pattern)
    }
    guard var best else {
      var unsettled = answer
      unsettled.standing = .unknown
      unsettled.gaps.append("whether a resource of \(target.arn)* is allowed by all of the policies and denied by none")
      return (unsettled, nil)
    }
    // The first example stands for whatever no pattern names, and a pattern wider than the family for all of it.
    if let part = best.part, family.isWhole(part) { best.part = nil }
    return best
  }

  /// All policies that have a say, for their patterns.
  private func policies(about action: String, for id: PrincipalID, _ target: AccessTarget) -> [AttachedPolicy] {
    let place = index.place(ofAction: action.lowercased())
    var list: [AttachedPolicy] = []
    if id.index < callers.count {
      let caller = holdings(of: id).policies
      list += caller.identity + (caller.boundary.map { [$0] } ?? [])
    }
    if case .known(let policy) = target.policy { list.append(policy) }
    let account = id.index < callers.count ? holdings(of: id).permissions.account : graph[id].account
    list += (levels(of: account, place).serviceControl ?? []).joined()
    list += (levels(of: target.account, place).resourceControl ?? []).joined()
    let matchable = MatchableText(action.lowercased())
    return list.map { policy in
      let about = policy.document.statements.filter { $0.coversAction(matchable) }
      return AttachedPolicy(
        PolicyDocument(version: policy.document.version, id: policy.document.id, statements: about),
        origin: policy.origin
      )
    }
  }
}

extension ResourceFamily {
  /// Whether a pattern without variables covers every resource of the family.
  func isWhole(_ pattern: String) -> Bool {
    let anything = RequestContext(of: .anonymous, otherwise: .absent)
    let text = PolicyText(pattern, version: .v2012, wildcards: true)
    let statement = PolicyStatement(
      pointer: "",
      sid: nil,
      effect: .allow,
      principals: nil,
      actions: .init(patterns: [], isNegated: true),
      resources: .init(patterns: [text], isNegated: false),
      conditions: []
    )
    return coverage(by: statement, in: anything) == .yes
  }
}
