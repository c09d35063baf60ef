/// Which environment a resource belongs to.
package enum EnvironmentResolution: Hashable, Sendable {
  /// One environment, and why: the level that decided and the place of the clause.
  case environment(String, level: MatchLevel, clause: SourceLocation)
  /// None of them.
  case unassigned
  /// Several, by facts that are equally near: the policy is wrong.
  case ambiguous(environments: [String], level: MatchLevel, clauses: [SourceLocation])
  /// One of several, depending on a fact that is not known; `nil` among them stands for no environment.
  case undetermined(candidates: [String?], missing: MissingFact)
}

extension Policy {
  /// The environment of a resource.
  ///
  /// When the clauses of several environments match, the one whose fact is nearest to the resource wins: the resource's own
  /// id or tags, then its subnet, its VPC, its account, the nearest organizational unit, its Region. A clause that asks
  /// for several things is as near as the nearest of them. In a network that is shared by another account, the account
  /// that owns the resource comes before subnet and VPC.
  package func resolve(_ facts: ResourceFacts) -> EnvironmentResolution {
    var best: [(environment: String, rank: MatchRank, clause: SourceLocation)] = []
    var possible: [(environment: String, rank: MatchRank, missing: MissingFact)] = []
    for environment in environments {
      var own: (rank: MatchRank, clause: SourceLocation)?
      for clause in environment.match {
        switch clause.match(facts) {
        case .no: break
        case .yes(let rank): if own.map({ $0.rank < rank }) ?? true { own = (rank, clause.location) }
        case .unknown(let rank, let missing): possible.append((environment.name, rank, missing))
        }
      }
      guard let own else { continue }
      if let rank = best.first?.rank, own.rank < rank { continue }
      if let rank = best.first?.rank, rank < own.rank { best = [] }
      best.append((environment.name, own.rank, own.clause))
    }
    // What is not known matters only when it could outrank, or draw with, what is known, for another environment.
    let open = possible.filter { candidate in
      best.first.map { !(candidate.rank < $0.rank) } ?? true && best.first?.environment != candidate.environment
    }
    if let missing = open.first?.missing {
      var candidates: [String?] = best.isEmpty ? [nil] : best.map { $0.environment }
      for candidate in open where !candidates.contains(candidate.environment) {
        candidates.append(candidate.environment)
      }
      return .undetermined(candidates: candidates, missing: missing)
    }
    guard let winner = best.first else { return .unassigned }
    if best.count > 1 {
      return .ambiguous(
        environments: best.map(\.environment),
        level: winner.rank.level,
        clauses: best.map(\.clause)
      )
    }
    return .environment(winner.environment, level: winner.rank.level, clause: winner.clause)
  }
}

/// How near the nearest fact of a clause is; among organizational units, how deep.
struct MatchRank: Hashable, Comparable, Sendable {
  var level: MatchLevel
  var depth = 0
  /// In a shared network the account of the resource is nearer than the network.
  var isNetworkShared = false

  static func < (a: MatchRank, b: MatchRank) -> Bool { (a.order, a.depth) < (b.order, b.depth) }

  private var order: Int {
    guard isNetworkShared else { return level.rawValue }
    return switch level {
    case .vpc: -2
    case .subnet: -1
    default: level.rawValue
    }
  }
}

/// What a clause says of a resource.
enum ClauseMatch: Hashable, Sendable {
  case yes(MatchRank)
  case no
  /// It may match, at most at this rank.
  case unknown(MatchRank, MissingFact)
}

extension MatchClause {
  /// Whether the clause matches a resource, and how near.
  func match(_ facts: ResourceFacts) -> ClauseMatch {
    var parts: [ClauseMatch] = []
    func rank(_ level: MatchLevel, depth: Int = 0) -> MatchRank {
      MatchRank(level: level, depth: depth, isNetworkShared: facts.isInSharedNetwork)
    }
    func known(_ holds: Bool, _ level: MatchLevel) -> ClauseMatch { holds ? .yes(rank(level)) : .no }
    if !accounts.isEmpty {
      parts.append(facts.account.map { known(accounts.contains($0), .account) } ?? .unknown(rank(.account), .account))
    }
    if !organizationalUnits.isEmpty {
      if let units = facts.organizationalUnits {
        let depth = organizationalUnits.compactMap { $0.depth(in: units) }.max()
        parts.append(depth.map { .yes(rank(.organizationalUnit, depth: $0)) } ?? .no)
      } else {
        parts.append(.unknown(rank(.organizationalUnit, depth: .max), .organizationalUnits))
      }
    }
    if !vpcs.isEmpty { parts.append(Self.container(facts.vpc, vpcs, rank(.vpc), .vpcTags)) }
    if !subnets.isEmpty { parts.append(Self.container(facts.subnet, subnets, rank(.subnet), .subnetTags)) }
    for pattern in tags {
      switch facts.tag(pattern.key) {
      case .found(let value, let level): parts.append(known(pattern.values.matches(value), level))
      case .absent: parts.append(.no)
      case .unknown(let missing, let level): parts.append(.unknown(rank(level), missing))
      }
    }
    if !names.isEmpty { parts.append(name(of: facts, rank: { rank($0) })) }
    if !resources.isEmpty { parts.append(known(facts.ids.contains(where: resources.matches), .resource)) }
    if !regions.isEmpty { parts.append(known(facts.region.map(regions.matches) ?? false, .region)) }
    return Self.conjunction(parts)
  }

  private static func container(
    _ container: ResourceFacts.Container?,
    _ patterns: [Glob],
    _ rank: MatchRank,
    _ missing: MissingFact
  ) -> ClauseMatch {
    switch container.map({ patterns.answer(for: $0, missing: missing) }) ?? .no {
    case .yes: .yes(rank)
    case .no: .no
    case .unknown(let missing): .unknown(rank, missing)
    }
  }

  /// Compares the `Name` tags of the resource, its subnet and its VPC; the nearest that matches counts.
  private func name(of facts: ResourceFacts, rank: (MatchLevel) -> MatchRank) -> ClauseMatch {
    let levels: [(MatchLevel, Bool, [String: String]?, MissingFact)] = [
      (.resource, true, facts.tags, .tags),
      (.subnet, facts.subnet != nil, facts.subnet?.tags, .subnetTags),
      (.vpc, facts.vpc != nil, facts.vpc?.tags, .vpcTags),
    ]
    var unknown: ClauseMatch?
    for (level, applies, tags, missing) in levels where applies {
      guard let tags else {
        unknown = unknown ?? .unknown(rank(level), missing)
        continue
      }
      if let name = tags["Name"], names.matches(name) { return unknown ?? .yes(rank(level)) }
    }
    return unknown ?? .no
  }

  /// All parts hold: the nearest rank counts, one no is enough, and unknown makes unknown.
  private static func conjunction(_ parts: [ClauseMatch]) -> ClauseMatch {
    var best: MatchRank?
    var unknown: MissingFact?
    for part in parts {
      switch part {
      case .no: return .no
      case .yes(let rank): best = max(best ?? rank, rank)
      case .unknown(let rank, let missing):
        best = max(best ?? rank, rank)
        unknown = unknown ?? missing
      }
    }
    guard let best else { return .no }
    return unknown.map { .unknown(best, $0) } ?? .yes(best)
  }
}

extension [Glob] {
  /// Whether a subnet or VPC is meant, by its id or its `Name` tag.
  func answer(for container: ResourceFacts.Container, missing: MissingFact) -> PolicyAnswer {
    if matches(container.id) { return .yes }
    guard let tags = container.tags else { return .unknown(missing) }
    return (tags["Name"].map(matches) ?? false).answer
  }
}
