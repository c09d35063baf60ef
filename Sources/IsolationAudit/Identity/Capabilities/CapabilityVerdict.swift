/// What a caller may do with the members of a domain: all alike, or some each with its answer.
enum CapabilityVerdict: Sendable {
  case none
  case all(AccessAnswer)
  /// The members that he may reach, in ascending order, each with the place of its answer.
  case some(members: [Int32], answers: [AccessAnswer], answerOf: [Int32])

  /// The answer for one member.
  func answer(for member: Int32) -> AccessAnswer? {
    switch self {
    case .none: return nil
    case .all(let answer): return answer
    case .some(let members, let answers, let answerOf):
      var low = 0
      var high = members.count
      while low < high {
        let middle = (low + high) / 2
        if members[middle] < member { low = middle + 1 } else { high = middle }
      }
      return low < members.count && members[low] == member ? answers[Int(answerOf[low])] : nil
    }
  }

  /// The surest answer, the first of equally sure ones.
  var best: AccessAnswer? {
    switch self {
    case .none: nil
    case .all(let answer): answer
    case .some(_, let answers, _): answers.min { $0.standing < $1.standing }
    }
  }
}

/// What tells the targets of an action apart in the statements about it.
struct CapabilityDistinctions: Sendable {
  /// The different patterns of resources, without those that cover everything.
  var patterns: [WildcardPattern] = []
  /// Whether conditions look at the target's tags, or its Region.
  var looksAtTags = false
  var looksAtRegion = false
  /// The Regions that conditions name.
  var regions: [String] = []
  /// Whether a condition looks at the service to which a role is passed.
  var looksAtService = false

  var isEmpty: Bool { patterns.isEmpty && !looksAtTags && !looksAtRegion }

  mutating func add(_ policies: [AttachedPolicy], in context: RequestContext) {
    for policy in policies {
      for statement in policy.document.statements { add(statement, in: context) }
    }
  }

  private mutating func add(_ statement: PolicyStatement, in context: RequestContext) {
    for text in statement.resources?.patterns ?? [] {
      // A pattern with a variable whose value is not known covers everything or nothing, as far as is known.
      guard let covering = text.covering(in: context), covering.isExact else { continue }
      if !covering.pattern.matchesEverything && !patterns.contains(covering.pattern) {
        patterns.append(covering.pattern)
      }
    }
    for clause in statement.conditions {
      let key = clause.canonicalKey
      let values = clause.valueTexts
      let looksAtTag = key.drop { $0 != ":" }.hasPrefix(":resourcetag/")
      // Only a policy variable in a value can name a key.
      if looksAtTag
        || values.contains(where: { $0.utf8.contains(UInt8(ascii: "$")) && $0.lowercased().contains("resourcetag/") })
      {
        looksAtTags = true
      }
      if key == "aws:requestedregion" {
        looksAtRegion = true
        for value in values where !regions.contains(value) { regions.append(value) }
      }
      if key == "iam:passedtoservice" { looksAtService = true }
    }
  }
}
