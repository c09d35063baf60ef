import IsolationAudit
import Testing

/// The graph against asking for every caller, row and target one by one.
@Suite("Ways against asking for every pair")
struct CapabilityOracleTests {
  static let seeds: Range<UInt64> = 0..<4
  static let estatesPerSeed: UInt64 = 12

  /// The rows whose targets the oracle enumerates.
  private static let rows = CapabilityKind.all.filter { kind in
    switch kind.row.reach {
    case .roles(let service, _): ["lambda.amazonaws.com", "ec2.amazonaws.com", "glue.amazonaws.com"].contains(service)
    case .members(.editableRoles), .members(.users), .members(.workloads(.instance)), .members(.workloads(.function)),
      .members(.subnets):
      true
    default: false
    }
  }

  private static let actions = rows.flatMap { $0.row.requires.flatMap(\.actions) } + ["iam:PutRolePolicy"]

  private struct Way: Hashable, CustomStringConvertible {
    let from: Int
    let kind: String
    let to: Int
    let standing: AssumeRoleEdge.Standing

    var description: String { "\(from) -\(kind)-> \(to) \(standing)" }
  }

  @Test("the same ways, and equally sure", arguments: seeds)
  func sameWays(_ seed: UInt64) throws {
    var count = 0
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      let random = RandomWayEstate(seed: id)
      let graph = CapabilityGraph(estate: try random.build().estate, about: Self.actions)
      let kinds = Set(Self.rows.map(\.id))
      var found: Set<Way> = []
      for principal in graph.assumptions.principals where principal.record != nil {
        for edge in graph.edges(from: CapabilityNodeID(principal.id)) where kinds.contains(edge.kind.id) {
          found.insert(
            Way(from: edge.from.index, kind: edge.kind.id, to: edge.to.index, standing: edge.standing)
          )
        }
      }
      let expected = Self.everyPair(graph)
      count += expected.count
      let missing = expected.subtracting(found).map(\.description).sorted()
      let surplus = found.subtracting(expected).map(\.description).sorted()
      #expect(missing.isEmpty && surplus.isEmpty, "seed \(id): missing \(missing), surplus \(surplus)")
    }
    #expect(count > 40)
  }

  // MARK: The oracle

  private static func everyPair(_ graph: CapabilityGraph) -> Set<Way> {
    var ways: Set<Way> = []
    for caller in graph.assumptions.principals where caller.record != nil {
      for kind in rows {
        for (target, node) in targets(kind.row, graph) where node != caller.id.index {
          let answers = kind.row.requires.map { answer(to: $0, kind.row, target, caller, graph) }
          guard var worst = answers.max(), worst != .denied else { continue }
          if kind.row.unless != nil { worst = max(worst, .conditional) }
          let standing: AssumeRoleEdge.Standing =
            worst == .allowed ? .allowed : worst == .conditional ? .conditional : .unknown
          ways.insert(Way(from: caller.id.index, kind: kind.id, to: node, standing: standing))
        }
      }
    }
    return ways
  }

  /// Everything to which a row may lead, with its node.
  private static func targets(_ row: CapabilityRow, _ graph: CapabilityGraph) -> [(AccessTarget, Int)] {
    let estate = graph.estate
    func principals(_ isWanted: (Principal) -> Bool) -> [(AccessTarget, Int)] {
      graph.assumptions.principals.compactMap { principal in
        guard let record = principal.record, isWanted(principal) else { return nil }
        return (target(principal.arn, estate.principals[record].tags, "us-east-1", estate), principal.id.index)
      }
    }
    switch row.reach {
    case .roles(let service, _):
      let trusted = graph.assumptions.principal(service).map { graph.assumptions.edges(from: $0).map(\.to) } ?? []
      return principals { trusted.contains($0.id) }
    case .members(.editableRoles): return principals { $0.kind == .role }
    case .members(.users): return principals { $0.kind == .user }
    case .members(.workloads(let kind)):
      return graph.nodes.indices.compactMap { place in
        guard case .workload(let workload) = graph.nodes[place], workload.kind == kind else { return nil }
        let arn = kind == .instance ? "arn:aws:ec2:us-east-1:\(workload.account):instance/\(workload.id)" : workload.id
        return (target(arn, .none, "us-east-1", estate), place)
      }
    case .members(.subnets):
      return graph.nodes.indices.compactMap { place in
        guard case .foothold(let foothold) = graph.nodes[place] else { return nil }
        let arn = "arn:aws:ec2:us-east-1:\(foothold.account):subnet/\(foothold.id)"
        return (target(arn, .none, "us-east-1", estate), place)
      }
    default: return []
    }
  }

  private static func target(_ arn: String, _ tags: TagSetID, _ region: String, _ estate: Estate) -> AccessTarget {
    var target = AccessTarget(arn: arn, account: RandomWayEstate.account)
    target.tags = estate.tags(tags).map { (estate.symbols[$0.key], estate.symbols[$0.value]) }
    target.hasAllTags = true
    target.keys = [("aws:RequestedRegion", .known([region]))]
    return target
  }

  private static func answer(
    to requirement: CapabilityRow.Requirement,
    _ row: CapabilityRow,
    _ target: AccessTarget,
    _ caller: Principal,
    _ graph: CapabilityGraph
  ) -> AccessAnswer.Standing {
    var asked: [AccessTarget]
    switch requirement.on {
    case .target: asked = [target]
    case .some(let pattern): asked = examples(pattern)
    case .existing(.workloads(.glueJob)):
      asked = [Self.target("arn:aws:glue:us-east-1:\(caller.account):job/j", .none, "us-east-1", graph.estate)]
    case .existing:
      asked = ["i-1", "i-2"].map {
        Self.target("arn:aws:ec2:us-east-1:\(caller.account):instance/\($0)", .none, "us-east-1", graph.estate)
      }
    case .below: return .denied
    }
    return requirement.actions.flatMap { action in
      asked.map { target in
        var target = target
        if action == "iam:PassRole", let service = row.passedToService {
          target.keys.append(("iam:PassedToService", .known([service])))
        }
        return graph.model.decide(caller.id, action, on: target).standing
      }
    }.min() ?? .denied
  }

  /// Resources that a pattern covers: each form that a pattern of the policies distinguishes.
  private static func examples(_ pattern: String) -> [AccessTarget] {
    let whole = WildcardPattern(
      pattern.replacing("{account}", with: RandomWayEstate.account).replacing("{region}", with: "*")
    )
    var found: [AccessTarget] = []
    for region in ["us-east-1", "eu-west-1"] {
      let shapes =
        [
          pattern.replacing("{account}", with: RandomWayEstate.account).replacing("{region}", with: region)
        ] + RandomWayEstate.resources
      for shape in shapes {
        // A pattern's first wildcard after the service is the Region, its second the account.
        var fields = shape.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if fields.count >= 6, fields[3] == "*" { fields[3] = region }
        let isOfAnybody = fields.count >= 6 && fields[4] == "*"
        for owner in isOfAnybody ? [RandomWayEstate.account, "", "999999999999"] : [""] {
          if isOfAnybody { fields[4] = owner }
          let filled = fields.joined(separator: ":")
          for filler in ["", "any", "any1"] {
            let arn = filled.replacing("*", with: filler)
            guard whole.matches(arn),
              arn.split(separator: ":", omittingEmptySubsequences: false).count < 6 || arn.contains(":\(region):")
            else { continue }
            var target = AccessTarget(arn: arn, account: RandomWayEstate.account)
            target.keys = [("aws:RequestedRegion", .known([region]))]
            found.append(target)
          }
        }
      }
    }
    return found
  }

  // MARK: Laws

  /// Which nodes each principal gets to, over any number of ways.
  private static func reach(_ random: RandomWayEstate) throws -> Set<[String]> {
    let graph = CapabilityGraph(estate: try random.build().estate, about: actions)
    var reach: Set<[String]> = []
    for principal in graph.assumptions.principals where principal.record != nil {
      let source = CapabilityNodeID(principal.id)
      var seen: Set<CapabilityNodeID> = [source]
      var queue = [source]
      while let node = queue.popLast() {
        for edge in graph.edges(from: node) where seen.insert(edge.to).inserted { queue.append(edge.to) }
      }
      for node in seen where node != source { reach.insert([principal.name, name(of: node, graph)]) }
    }
    return reach
  }

  /// A name that does not hang on what else is in the estate.
  private static func name(of node: CapabilityNodeID, _ graph: CapabilityGraph) -> String {
    switch graph[node] {
    case .principal(let id): graph.assumptions[id].arn
    case .workload(let workload): workload.id
    case .foothold(let foothold): foothold.id
    case .account(let account): account
    case .boundedAccount(let account, let boundary): "\(account) below \(graph.estate.symbols[boundary])"
    case .unbounded(let id): "unbounded \(graph.assumptions[id].arn)"
    case .person, .dataStore, .group, .hub: "\(graph[node])"
    }
  }

  @Test("a Deny adds no reach, an Allow removes none, a service control policy gives none", arguments: seeds)
  func laws(_ seed: UInt64) throws {
    var removed = 0
    var added = 0
    for number in 0..<Self.estatesPerSeed {
      let id = 7_000 + seed * Self.estatesPerSeed + number
      var random = RandomWayEstate(seed: id)
      let before = try Self.reach(random)
      let place = random.place()

      var denied = random
      denied.policies[place].append(denied.statement("Deny"))
      let lessReach = try Self.reach(denied)
      #expect(lessReach.isSubset(of: before), "seed \(id): a Deny for \(RandomWayEstate.names[place])")

      var allowed = random
      allowed.policies[place].append(allowed.statement("Allow"))
      let moreReach = try Self.reach(allowed)
      #expect(before.isSubset(of: moreReach), "seed \(id): an Allow for \(RandomWayEstate.names[place])")

      var governed = random
      governed.serviceControl.append(governed.statement("Deny"))
      governed.serviceControl.append(governed.statement("Allow"))
      #expect(try Self.reach(governed).isSubset(of: before), "seed \(id): a service control policy")
      removed += before.count - lessReach.count
      added += moreReach.count - before.count
    }
    #expect(removed + added > 0)
  }
}
