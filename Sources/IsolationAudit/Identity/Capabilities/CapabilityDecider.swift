/// Decides what one caller may do with whole domains, one decision for all members that no policy tells apart.
///
/// Members that a policy names are found from the patterns of the statements that allow, never by asking for every member.
struct CapabilityDecider {
  let model: AccessModel
  let caller: CapabilityCaller
  private var verdicts: [VerdictKey: CapabilityVerdict] = [:]
  private var examples: [ExampleKey: AccessAnswer?] = [:]
  private var layersOf: [Int: [[AttachedPolicy]]] = [:]
  private var distinctionsOf: [Int: CapabilityDistinctions] = [:]
  private var standIns: [Int: Int] = [:]
  private var firstOfKind: [ActionKind: Int] = [:]
  private let guardRails: [PolicyIndex.DocumentID]

  /// What all policies say about an action: actions with equal ones get equal answers.
  private struct ActionKind: Hashable {
    let service: Int16
    let isAttachment: Bool
    let assumesRole: Bool
    /// For each policy a number of the statements about it.
    var statements: [Int16]
  }

  private struct VerdictKey: Hashable {
    let action: Int
    let domain: Int
    let service: String?
  }

  private struct ExampleKey: Hashable {
    let action: Int
    let pattern: String
  }

  /// What tells the members of a domain apart for one request.
  private struct Signature: Hashable {
    var patterns: [UInt64]
    var region: String
    var tags: TagSetID
  }

  init(_ model: AccessModel, _ caller: CapabilityCaller) {
    (self.model, self.caller) = (model, caller)
    guardRails = model.guardRails(of: caller.account)
  }

  /// Whether the caller's policies mention an action at all; what is missing may.
  func mayAllow(_ action: Int) -> Bool { caller.allowed[action / 64] >> UInt64(action % 64) & 1 == 1 }

  /// An action of the same service about which the policies of the caller and of his organization say the same: what is
  /// asked for that has no policy of its own gets the same answer.
  private mutating func standIn(for action: Int) -> Int {
    if let known = standIns[action] { return known }
    let index = model.index
    var kind = ActionKind(
      service: index.service(ofAction: action),
      isAttachment: Self.isAttachment(index.actions[action]),
      assumesRole: index.actions[action].hasPrefix("sts:assumerole"),
      statements: []
    )
    for holding in caller.identity + (caller.boundary.map { [$0] } ?? []) {
      if let document = holding.document {
        kind.statements.append(index.cutNumber(document, forAction: action))
        continue
      }
      let text = MatchableText(index.actions[action])
      for (place, statement) in holding.policy.document.statements.enumerated() where statement.coversAction(text) {
        kind.statements.append(Int16(clamping: place))
      }
      kind.statements.append(-2)
    }
    for document in guardRails { kind.statements.append(index.cutNumber(document, forAction: action)) }
    let first = firstOfKind[kind] ?? action
    firstOfKind[kind] = first
    standIns[action] = first
    return first
  }

  /// Whether a request names a policy that is attached.
  private static func isAttachment(_ action: String) -> Bool { action.hasPrefix("iam:attach") }

  mutating func layers(_ action: Int) -> [[AttachedPolicy]] {
    if let known = layersOf[action] { return known }
    let found = model.layers(of: caller, action)
    layersOf[action] = found
    return found
  }

  mutating func distinctions(_ action: Int) -> CapabilityDistinctions {
    if let known = distinctionsOf[action] { return known }
    var found = CapabilityDistinctions()
    for layer in layers(action) { found.add(layer, in: caller.context) }
    distinctionsOf[action] = found
    return found
  }

  // MARK: Domains

  /// What the caller may do with the members of a domain, where a role is passed to a service if one is given.
  mutating func verdict(_ action: Int, on domain: CapabilityDomain, at place: Int, passingTo service: String? = nil)
    -> CapabilityVerdict
  {
    guard mayAllow(action) else { return .none }
    let action = domain.hasPolicies ? action : standIn(for: action)
    let distinctions = distinctions(action)
    let key = VerdictKey(action: action, domain: place, service: distinctions.looksAtService ? service : nil)
    if let known = verdicts[key] { return known }
    let found = decide(action, domain, distinctions, service)
    verdicts[key] = found
    return found
  }

  private mutating func decide(
    _ action: Int,
    _ domain: CapabilityDomain,
    _ distinctions: CapabilityDistinctions,
    _ service: String?
  ) -> CapabilityVerdict {
    if distinctions.isEmpty && !domain.hasPolicies {
      guard let answer = answer(action, domain, 0, service) else { return .none }
      return .all(answer)
    }
    var answers: [AccessAnswer] = []
    var members: [Int32] = []
    var answerOf: [Int32] = []
    var known: [Signature: Int32] = [:]
    for place in candidates(action, domain) {
      let member = domain.members[place]
      let isAlone = member.store != nil || member.policy.isAny
      let signature = isAlone ? nil : Self.signature(of: member, distinctions)
      if let signature, let answer = known[signature] {
        if answer >= 0 {
          members.append(Int32(place))
          answerOf.append(answer)
        }
        continue
      }
      let answer = answer(action, domain, place, service)
      if let answer {
        members.append(Int32(place))
        answerOf.append(Int32(answers.count))
        answers.append(answer)
      }
      if let signature { known[signature] = answer == nil ? -1 : Int32(answers.count - 1) }
    }
    if members.isEmpty { return .none }
    if answers.count == 1, members.count == domain.members.count { return .all(answers[0]) }
    return .some(members: members, answers: answers, answerOf: answerOf)
  }

  private static func signature(of member: CapabilityDomain.Member, _ distinctions: CapabilityDistinctions)
    -> Signature
  {
    var bits = [UInt64](repeating: 0, count: (distinctions.patterns.count + 63) / 64)
    if !bits.isEmpty {
      let text = MatchableText(member.arn)
      for (number, pattern) in distinctions.patterns.enumerated() where pattern.matches(text) {
        bits[number / 64] |= 1 << UInt64(number % 64)
      }
    }
    return Signature(
      patterns: bits,
      region: distinctions.looksAtRegion ? member.region : "",
      tags: distinctions.looksAtTags ? member.tags : .none
    )
  }

  /// The members that some statement of the caller's own may allow, by its patterns.
  private mutating func candidates(_ action: Int, _ domain: CapabilityDomain) -> [Int] {
    let everybody = Array(domain.members.indices)
    if caller.lacksIdentityPolicy { return everybody }
    var found: Set<Int> = []
    for policy in layers(action)[0] {
      for statement in policy.document.statements where statement.effect == .allow {
        guard let resources = statement.resources, !resources.isNegated else { return everybody }
        for text in resources.patterns {
          guard let covering = text.covering(in: caller.context) else { continue }
          if covering.pattern.matchesEverything { return everybody }
          guard let prefix = covering.pattern.literalPrefix else { continue }
          if prefix.isWhole {
            if let place = domain.place(of: prefix.text) { found.insert(Int(place)) }
            continue
          }
          for place in domain.places(withPrefix: prefix.text)
          where covering.pattern.matches(domain.members[place].arn) { found.insert(place) }
        }
      }
    }
    return found.sorted()
  }

  private mutating func answer(_ action: Int, _ domain: CapabilityDomain, _ place: Int, _ service: String?)
    -> AccessAnswer?
  {
    var target = domain.target(place, in: model.estate)
    if let service { target.keys.append(("iam:PassedToService", .known([service]))) }
    if Self.isAttachment(model.index.actions[action]) {
      target.keys.append(("iam:PolicyARN", .known(["arn:aws:iam::aws:policy/AdministratorAccess"])))
    }
    let answer = model.decide(caller, action, on: target)
    return answer.isPossible ? answer : nil
  }

  // MARK: Patterns

  /// Whether the caller may do something with some resource that a pattern of ARNs covers.
  mutating func answer(_ action: Int, onSome pattern: String) -> AccessAnswer? {
    guard mayAllow(action) else { return nil }
    let action = standIn(for: action)
    // Where no policy tells resources apart, one answer serves every pattern.
    let key = ExampleKey(action: action, pattern: distinctions(action).isEmpty ? "" : pattern)
    if let known = examples[key] { return known }
    let found = search(action, pattern)
    examples[key] = .some(found)
    return found
  }

  private mutating func search(_ action: Int, _ pattern: String) -> AccessAnswer? {
    let distinctions = distinctions(action)
    var best: AccessAnswer?
    var isUnknown = false
    for family in families(pattern, layers(action), distinctions) {
      let found =
        distinctions.patterns.isEmpty
        ? (texts: [Self.example(of: family)], isUnknown: false)
        : texts(of: family, layers(action), open: caller.lacksIdentityPolicy ? [0] : [], in: caller.context)
      isUnknown = isUnknown || found.isUnknown
      for text in found.texts {
        var target = AccessTarget(arn: text, account: caller.account)
        let region = AmazonResourceName(text)?.region ?? ""
        if distinctions.looksAtRegion {
          target.keys.append(("aws:RequestedRegion", .known([region.isEmpty ? "us-east-1" : region])))
        }
        let answer = model.decide(caller, action, on: target)
        if answer.isPossible, answer.standing < (best?.standing ?? .denied) { best = answer }
      }
    }
    if best == nil, isUnknown {
      var answer = model.decide(caller, action, on: AccessTarget(arn: pattern, account: caller.account))
      answer.standing = .unknown
      answer.gaps.append("whether a resource \(pattern) is allowed by all of the policies and denied by none")
      return answer
    }
    return best
  }

  /// A text that a pattern covers.
  static func example(of pattern: String) -> String {
    pattern.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "any")
  }

  /// The pattern with each Region and account that a policy tells apart, in the places where the caller can choose.
  ///
  /// Wildcards of a pattern reach over colons, names do not: with Region and account in place, only the name is open.
  private func families(_ pattern: String, _ layers: [[AttachedPolicy]], _ distinctions: CapabilityDistinctions)
    -> [String]
  {
    var fields = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6 else { return [pattern] }
    let looksAtRegion = distinctions.looksAtRegion || !distinctions.patterns.isEmpty
    var regions = fields[3] == "*" ? ["us-east-1"] : [fields[3]]
    if fields[3] == "*", looksAtRegion {
      var named = distinctions.regions
      for statement in layers.joined().flatMap(\.document.statements) {
        for text in statement.resources?.patterns ?? [] {
          if let region = AmazonResourceName(text.source)?.region, region.contains(where: { $0 != "*" }) {
            named.append(region)
          }
        }
      }
      for region in named {
        let one = region.replacing("*", with: "x").replacing("?", with: "x")
        if !regions.contains(one) { regions.append(one) }
      }
    }
    // AWS's own resources have no account, those of strangers another.
    let others = distinctions.patterns.isEmpty ? [] : ["", "999999999999"]
    let accounts = fields[4] == "*" ? [caller.account] + others : [fields[4]]
    return regions.flatMap { region in
      accounts.map { account in
        (fields[3], fields[4]) = (region, account)
        return fields.joined(separator: ":")
      }
    }
  }

  /// Texts of a pattern of which each layer of policies may allow one.
  ///
  /// - Parameters:
  ///   - family: The pattern.
  ///   - layers: The layers.
  ///   - open: The places of layers of which a policy is missing that may allow anything.
  ///   - context: What is known of the request.
  ///   - taken: Texts that are left out.
  /// - Returns: The texts, and whether there may be others.
  func texts(
    of family: String,
    _ layers: [[AttachedPolicy]],
    open: Set<Int>,
    in context: RequestContext,
    except taken: [String] = []
  ) -> (texts: [String], isUnknown: Bool) {
    var isUnknown = false
    var start = PatternSet.Term(included: [WildcardPattern(family)])
    if let open = family.lastIndex(of: "*"), family.count(where: { $0 == ":" }) >= 5 {
      start.excluded = [WildcardPattern(family[..<open] + "*:*" + family[family.index(after: open)...])]
    }
    start.excluded += taken.map { WildcardPattern($0) }
    var terms = [start]
    func choose(_ choices: [PatternSet.Term]) {
      terms = terms.flatMap { known in
        choices.map {
          PatternSet.Term(included: known.included + $0.included, excluded: known.excluded + $0.excluded)
        }
      }
      if terms.count > Self.choiceLimit {
        terms.removeLast(terms.count - Self.choiceLimit)
        isUnknown = true
      }
    }
    for (number, layer) in layers.enumerated() {
      choose(
        layer.flatMap { $0.parts(.allow, in: context) }
          + (open.contains(number) ? [PatternSet.Term(included: [])] : [])
      )
    }
    // A denial of everything but some resources leaves those.
    for denial in layers.joined().flatMap({ $0.parts(.deny, in: context) }) {
      if denial.included.isEmpty {
        choose(denial.excluded.map { PatternSet.Term(included: [$0]) })
      } else {
        choose([PatternSet.Term(included: [], excluded: denial.included)])
      }
    }
    var texts: [String] = []
    for term in terms {
      switch PatternSet(terms: [term]).emptiness {
      case .empty: break
      case .holds(let text): if !texts.contains(text) { texts.append(text) }
      case .unknown: isUnknown = true
      }
    }
    return (texts, isUnknown)
  }

  /// The most combinations of patterns, one of each layer, that are tried.
  private static let choiceLimit = 256
}

extension AccessTarget.ResourcePolicyState {
  /// Whether the resource has, or may have, a policy of its own.
  var isAny: Bool { if case .none = self { false } else { true } }
}

extension AttachedPolicy {
  /// The resources that its statements may allow, or deny whatever is unknown.
  fileprivate func parts(_ effect: PolicyStatement.Effect, in context: RequestContext) -> [PatternSet.Term] {
    document.statements.flatMap { statement -> [PatternSet.Term] in
      guard statement.effect == effect else { return [] }
      if effect == .deny, statement.conditionsHold(in: context) != .yes { return [] }
      guard let resources = statement.resources else { return [PatternSet.Term(included: [WildcardPattern("*")])] }
      let covered = resources.patterns.compactMap { $0.covering(in: context) }.filter {
        effect == .allow || $0.isExact
      }.map(\.pattern)
      if resources.isNegated { return [PatternSet.Term(included: [], excluded: covered)] }
      return covered.map { PatternSet.Term(included: [$0]) }
    }
  }
}

extension WildcardPattern {
  /// The characters before the first wildcard, and whether there is none.
  var literalPrefix: (text: String, isWhole: Bool)? {
    var text = String.UnicodeScalarView()
    for unit in units {
      guard case .literal(let value) = unit else { return (String(text), false) }
      guard let scalar = Unicode.Scalar(value) else { return nil }
      text.append(scalar)
    }
    return (String(text), true)
  }
}
