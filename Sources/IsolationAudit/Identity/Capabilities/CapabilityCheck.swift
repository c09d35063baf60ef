/// Holds what a way requires against what a caller may do.
struct CapabilityCheck: Sendable {
  /// An answer to a requirement, with the ARN that was asked on.
  typealias Given = (action: Int, resource: String, answer: AccessAnswer)

  /// Members of a domain for which all answers are the same.
  struct Group {
    let members: [Int32]
    let answers: [Given]
  }

  let requires: [CapabilityRow.Requirement]
  /// For each requirement, the places of its actions in the index.
  let actions: [[Int]]
  private let service: String?
  /// For each requirement about some resource, its pattern for any Region, cut where the account belongs.
  private let patterns: [[Substring]]

  /// Looks actions up; nothing where the index is not about them.
  init?(_ requires: [CapabilityRow.Requirement], passingTo service: String?, _ index: PolicyIndex) {
    (self.requires, self.service) = (requires, service)
    actions = requires.map { $0.actions.compactMap { index.place(ofAction: $0.lowercased()) } }
    patterns = requires.map { requirement in
      guard case .some(let pattern) = requirement.on else { return [] }
      return pattern.replacing("{region}", with: "*").split(separator: "{account}", omittingEmptySubsequences: false)
    }
    if zip(requires, actions).contains(where: { $0.actions.count != $1.count }) { return nil }
  }

  /// Whether a caller's policies mention what is required.
  func isMentioned(by caller: CapabilityCaller) -> Bool {
    !actions.isEmpty && actions.allSatisfy { $0.contains { caller.allowed[$0 / 64] >> UInt64($0 % 64) & 1 == 1 } }
  }

  /// The action as the table writes it.
  func name(of action: Int, _ index: PolicyIndex) -> String {
    let lowercased = index.actions[action]
    return requires.lazy.flatMap(\.actions).first { $0.lowercased() == lowercased } ?? lowercased
  }

  /// The answers to the requirements that do not name the target; nothing where one is not met.
  func given(_ decider: inout CapabilityDecider, _ domains: inout CapabilityDomains) -> [Given]? {
    var found: [Given] = []
    for (number, actions) in actions.enumerated() {
      switch requires[number].on {
      case .target, .below: continue
      case .some:
        let filled = patterns[number].joined(separator: decider.caller.account)
        guard let (action, answer) = Self.best(actions, { decider.answer($0, onSome: filled) }) else { return nil }
        found.append((action, filled, answer))
      case .existing(let kind):
        guard let place = domains.domain(kind, decider.caller.account) else { return nil }
        let domain = domains[place]
        guard let (action, answer) = Self.best(actions, { decider.verdict($0, on: domain, at: place).best }) else {
          return nil
        }
        found.append((action, "*", answer))
      }
    }
    return found
  }

  /// The surest answer of several actions one of which is needed.
  static func best(_ actions: [Int], _ answer: (Int) -> AccessAnswer?) -> (Int, AccessAnswer)? {
    var best: (Int, AccessAnswer)?
    for action in actions {
      guard let found = answer(action), found.standing < (best?.1.standing ?? .denied) else { continue }
      best = (action, found)
    }
    return best
  }

  /// What a requirement comes to for the members of a domain: a verdict for each of its actions.
  private func verdicts(_ domain: CapabilityDomain, _ place: Int, _ decider: inout CapabilityDecider)
    -> [(actions: [Int], verdicts: [CapabilityVerdict])]?
  {
    var all: [(actions: [Int], verdicts: [CapabilityVerdict])] = []
    for (requirement, actions) in zip(requires, actions) {
      var found: [CapabilityVerdict] = []
      for action in actions {
        switch requirement.on {
        case .target:
          let isPassed = decider.model.index.actions[action] == "iam:passrole"
          found.append(decider.verdict(action, on: domain, at: place, passingTo: isPassed ? service : nil))
        case .below(let old, let new):
          found.append(decider.verdict(action, below: domain, replacing: old, with: new))
        case .some, .existing: break
        }
      }
      if found.isEmpty { continue }
      if found.allSatisfy(\.isNone) { return nil }
      all.append((actions, found))
    }
    return all
  }

  /// Those of some members of a domain whom all requirements that name the target allow, in groups with equal answers.
  func groups(
    of members: [Int32],
    in domain: CapabilityDomain,
    at place: Int,
    _ decider: inout CapabilityDecider
  ) -> [Group] {
    guard let verdicts = verdicts(domain, place, &decider) else { return [] }
    var members = members
    // A requirement that names few members bounds them.
    for entry in verdicts where !entry.verdicts.contains(where: \.isForAll) {
      let named = entry.verdicts.reduce(into: Set<Int32>()) { named, verdict in
        if case .some(let some, _, _) = verdict { named.formUnion(some) }
      }
      members = members.filter(named.contains)
    }
    func answers(_ members: [Int32], _ choices: [Int]) -> [Given] {
      let name = members.count == 1 ? domain.members[Int(members[0])].arn : "*"
      return zip(verdicts, choices).compactMap { entry, choice in
        entry.verdicts[choice].answer(for: members[0]).map { (entry.actions[choice], name, $0) }
      }
    }
    if members.isEmpty { return [] }
    if verdicts.allSatisfy({ $0.verdicts.count == 1 && $0.verdicts[0].isForAll }) {
      return [Group(members: members, answers: answers(members, verdicts.map { _ in 0 }))]
    }
    var groups: [[Int32]: [Int32]] = [:]
    var order: [[Int32]] = []
    for member in members {
      guard let key = Self.key(member, verdicts) else { continue }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(member)
    }
    return order.compactMap { key in
      guard let members = groups[key] else { return nil }
      return Group(members: members, answers: answers(members, verdicts.indices.map { Int(key[2 * $0]) }))
    }
  }

  /// For each requirement the surest action and the place of its answer; nothing where one is not met.
  private static func key(_ member: Int32, _ verdicts: [(actions: [Int], verdicts: [CapabilityVerdict])]) -> [Int32]? {
    var key: [Int32] = []
    for entry in verdicts {
      var best: (choice: Int, place: Int32, standing: AccessAnswer.Standing)?
      for (choice, verdict) in entry.verdicts.enumerated() {
        guard let (place, standing) = verdict.place(of: member), standing < (best?.standing ?? .denied) else {
          continue
        }
        best = (choice, place, standing)
      }
      guard let best else { return nil }
      key += [Int32(best.choice), best.place]
    }
    return key
  }
}

extension CapabilityVerdict {
  /// The place of a member's answer, and how sure that is.
  func place(of member: Int32) -> (place: Int32, standing: AccessAnswer.Standing)? {
    switch self {
    case .none: return nil
    case .all(let answer): return (0, answer.standing)
    case .some(let members, let answers, let answerOf):
      var low = 0
      var high = members.count
      while low < high {
        let middle = (low + high) / 2
        if members[middle] < member { low = middle + 1 } else { high = middle }
      }
      guard low < members.count, members[low] == member else { return nil }
      return (answerOf[low], answers[Int(answerOf[low])].standing)
    }
  }
}

extension CapabilityDecider {
  /// What the caller may do with something below each member's ARN, once a part of that is replaced.
  mutating func verdict(
    _ action: Int,
    below domain: CapabilityDomain,
    replacing old: String,
    with new: String
  ) -> CapabilityVerdict {
    guard mayAllow(action) else { return .none }
    var answers: [AccessAnswer] = []
    var members: [Int32] = []
    for (number, member) in domain.members.enumerated() {
      guard let answer = answer(action, onSome: member.arn.replacing(old, with: new) + "/*") else { continue }
      members.append(Int32(number))
      answers.append(answer)
    }
    if members.isEmpty { return .none }
    return .some(members: members, answers: answers, answerOf: answers.indices.map { Int32($0) })
  }
}
