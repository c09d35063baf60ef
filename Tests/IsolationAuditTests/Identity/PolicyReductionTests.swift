import Oracles
import Testing

@testable import IsolationAudit

/// What is left once statements or attachments are taken out, or something is denied, against the graphs of the estate that
/// is left, built anew.
@Suite("Statements and attachments taken out, and denials")
struct PolicyReductionTests {
  static let seeds: Range<UInt64> = 0..<6
  static let estatesPerSeed: UInt64 = 6
  static let trialsPerEstate = 6

  /// Takes out of some policies of an estate some of their statements that allow, and denies some principals some actions.
  private static func reduction(_ estate: Estate, _ numbers: inout SeededNumbers) -> PolicyReduction {
    var reduction = PolicyReduction(estate)
    func fewer(_ document: JSONValue?) -> JSONValue? {
      guard let document, let statements = document["Statement"]?.array else { return nil }
      let allowing = statements.indices.filter { statements[$0]["Effect"]?.string == "Allow" }
      guard !allowing.isEmpty else { return nil }
      return document.changing([("/Statement/\(numbers.pick(allowing))", nil)])
    }
    /// A trust policy of which a statement lets in fewer, or nobody.
    func narrower(_ document: JSONValue?) -> JSONValue? {
      guard let document, let statements = document["Statement"]?.array, numbers.below(2) == 0 else {
        return fewer(document)
      }
      let allowing = statements.indices.filter { statements[$0]["Effect"]?.string == "Allow" }
      guard !allowing.isEmpty else { return nil }
      let somebody = estate.principals[numbers.pick(Array(estate.principals.ids))]
      let changes: [StatementNarrowing.Change] = [
        .not(arn: estate.symbols[somebody.arn]), .notOf(account: estate.symbols[somebody.account]), .withMFA,
      ]
      return document.changing([("/Statement/\(numbers.pick(allowing))", numbers.pick(changes))])
    }
    for id in estate.principals.ids {
      let record = estate.principals[id]
      for (place, policy) in record.inlinePolicies.enumerated() where numbers.below(6) == 0 {
        guard let document = fewer(policy.document) else { continue }
        var policy = policy
        policy.document = document
        reduction.setInlinePolicy(policy, at: place, of: id)
      }
      if record.kind != .group, numbers.below(8) == 0 {
        let actions = Set((0..<3).map { _ in numbers.pick(CapabilityRow.actions + DataAction.allActions) }).sorted()
        let resource = numbers.below(2) == 0 ? "*" : "\(estate.symbols[record.arn])*"
        reduction.deny(Denial(holder: id, actions: actions, resources: [resource]).statement, to: id)
      }
      if var trust = record.trustPolicy, numbers.below(8) == 0, let document = narrower(trust.document) {
        trust.document = document
        reduction.setTrust(trust, of: id)
      }
      if let policy = record.attachedPolicies.first, numbers.below(8) == 0 { reduction.detach([policy], from: id) }
    }
    for id in estate.managedPolicies.ids where numbers.below(6) == 0 {
      if let document = fewer(estate.managedPolicies[id].document) { reduction.setManagedPolicy(document, of: id) }
    }
    for (arn, told) in estate.resourcePolicies.sorted(by: { $0.key < $1.key }) where numbers.below(4) == 0 {
      guard case .policy(var policy) = told, let document = fewer(policy.document) else { continue }
      policy.document = document
      reduction.setPolicy(policy, of: arn)
    }
    return reduction
  }

  private static func lines(_ graph: AssumeRoleGraph) -> [String] {
    graph.edges.map { edge in
      "\(graph[edge.from].arn) \(edge.action) \(graph[edge.to].arn) \(edge.standing) "
        + "\(edge.residual.map(\.description)) \(edge.identityStatements.map(\.pointer)) \(edge.gaps)"
    }.sorted()
  }

  /// What a node is.
  ///
  /// Who has lost his boundary is told by what he may: which of those with equal permissions stands for them does not matter.
  private static func name(
    of node: CapabilityNodeID,
    _ graph: CapabilityGraph,
    _ callers: [Int32: CapabilityCaller]
  ) -> String {
    guard case .unbounded = graph[node], let caller = callers[Int32(node.index)] else {
      return CapabilityPairTests.name(of: node, graph)
    }
    if caller.members.isEmpty { return "unbounded: nobody any more" }
    let policies = caller.identity.map(\.policy.document.hashValue).sorted()
    return "unbounded \(caller.account) \(policies)"
  }

  /// The ways of everybody who exists, or to whom some way leads.
  private static func lines(_ graph: CapabilityGraph, _ callers: [Int32: CapabilityCaller]) -> [String] {
    var lines: Set<String> = []
    for node in graph.nodes.indices.map({ CapabilityNodeID($0) }) {
      guard isThere(node, graph) else { continue }
      for edge in graph.edges(from: node) {
        let names = [node, edge.to].map { name(of: $0, graph, callers) }
        lines.insert("\(names[0]) \(edge.kind.id) \(names[1]) \(edge.standing)")
      }
    }
    return lines.sorted()
  }

  private static func isThere(_ node: CapabilityNodeID, _ graph: CapabilityGraph) -> Bool {
    switch graph[node] {
    case .account, .boundedAccount, .group, .unbounded:
      // What only somebody reaches who is not there himself is not there either.
      graph.shortestChains(
        from: { other in
          switch graph[other] {
          case .account, .boundedAccount, .group, .unbounded: false
          default: true
          }
        },
        to: { $0 == node }
      ).isEmpty == false
    default: true
    }
  }

  private static func lines(_ survey: RewiringSurvey) -> [String] {
    var lines: Set<String> = []
    for power in survey.powers {
      for holder in power.holders where isThere(holder, survey.graph) {
        let name = CapabilityPairTests.name(of: holder, survey.graph)
        for element in power.elements {
          lines.insert("\(name) \(power.change.id) \(survey.elements.elements[element].arn) \(power.standing)")
        }
      }
    }
    return lines.sorted()
  }

  /// The statements that ways and powers of users and roles rest on and that are in none of their own policies.
  private static func strange(_ survey: RewiringSurvey) -> [String] {
    let graph = survey.graph
    let held = graph.model.callers.map { Set($0.identity.map(\.origin.name)) }
    var found: [String] = []
    func look(_ grants: [CapabilityEdge.Grant], _ holder: PrincipalID, _ what: String) {
      for statement in grants.flatMap(\.identityStatements) where !held[holder.index].contains(statement.origin.name) {
        found.append("\(graph.assumptions[holder].arn) \(what) \(statement)")
      }
    }
    for principal in graph.assumptions.principals where principal.record != nil {
      for edge in graph.edges(from: CapabilityNodeID(principal.id)) where edge.kind.row.reach != .assumableRole {
        look(edge.grants, principal.id, edge.kind.id)
      }
      for power in survey.powers(of: CapabilityNodeID(principal.id)) {
        look(survey.grants(of: power, heldBy: principal.id), principal.id, power.change.id)
      }
    }
    return found
  }

  private static func lines(_ model: AccessModel) -> [String] {
    model.estate.dataStores.ids.flatMap { id in
      model.access(to: id).accesses.map { access in
        "\(model.graph[access.principal].arn) \(access.mode) \(id) \(access.answer.standing) \(access.part ?? "")"
      }
    }.sorted()
  }

  /// What two lists do not have in common, but for those outside whom no policy names any more: they keep their nodes.
  private static func differences(_ found: [String], _ expected: [String], _ unnamed: [String]) -> [String] {
    let found = Set(found.filter { line in !unnamed.contains { line.contains($0) } })
    let expected = Set(expected)
    return found.subtracting(expected).map { "too much: \($0)" }.sorted()
      + expected.subtracting(found).map { "missing: \($0)" }.sorted()
  }

  @Test("whoever may free somebody is asked again when one with the same permissions is denied something")
  func freed() throws {
    let account = "111111111111"
    var small = SmallEstate()
    small.account(account, parent: "")
    let limit = "arn:aws:iam::\(account):policy/limit"
    try small.managedPolicy(limit, WayEstate.statement("Allow", ["s3:*"]))
    let trust = SmallEstate.trusts("{\"AWS\":\"arn:aws:iam::\(account):role/helper\"}")
    let reads = WayEstate.statement("Allow", ["secretsmanager:GetSecretValue"])
    for name in ["first", "second"] {
      try small.role(name, account, trust: trust, policy: reads, boundary: limit)
    }
    let second = "arn:aws:iam::\(account):role/second"
    try small.role(
      "helper",
      account,
      trust: SmallEstate.trusts("{\"AWS\":\"999999999999\"}"),
      policy: WayEstate.statement("Allow", ["sts:AssumeRole", "iam:DeleteRolePermissionsBoundary"], on: second)
    )
    let estate = small.estate
    let graph = AssumeRoleGraph(estate: estate)
    var ways = CapabilityGraphBuilder(estate, graph, AccessModel(estate, graph, about: CapabilityRow.actions))
    _ = ways.graph()
    var reduction = PolicyReduction(estate)
    let first = try #require(estate.symbols.find("arn:aws:iam::\(account):role/first").flatMap { estate.principal($0) })
    reduction.deny(
      Denial(holder: first, actions: ["secretsmanager:GetSecretValue"], resources: ["*"]).statement,
      to: first
    )
    var roles = AssumeRoleGraphBuilder(estate)
    _ = roles.graph()
    let left = roles.graph(reducing: graph, by: reduction)
    let found = ways.graph(reducedBy: reduction, left, ways.model.reduced(by: reduction, left))
    let reduced = try #require(found).graph
    let helper = try #require(reduced.assumptions.principal("arn:aws:iam::\(account):role/helper"))
    let freed = reduced.edges(from: CapabilityNodeID(helper)).filter {
      $0.kind.id == "iam-DeleteRolePermissionsBoundary-sts-AssumeRole"
    }
    #expect(freed.count == 1)
    for edge in freed {
      guard case .unbounded(let principal) = reduced[edge.to] else {
        Issue.record("\(reduced[edge.to])")
        continue
      }
      #expect(reduced.assumptions[principal].arn == second, "the one who was denied stands for nobody else")
      #expect(ways.latentCallers[Int32(edge.to.index)]?.members == [principal])
    }
  }

  @Test("what is asked again and what is kept make the graphs of the estate that is left", arguments: seeds)
  func equal(_ seed: UInt64) throws {
    var (kept, gone) = (0, 0)
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      let estate =
        try id % 2 == 0
        ? RandomPolicyEstate(seed: id).build().estate : RandomWayEstate(seed: id).build().estate
      var roles = AssumeRoleGraphBuilder(estate)
      roles.addOutsiders()
      let graph = roles.graph()
      var ways = CapabilityGraphBuilder(estate, graph, AccessModel(estate, graph, about: CapabilityRow.actions))
      let whole = ways.graph()
      let powers = RewiringSurvey(whole)
      let administrators = AdministratorSurvey(estate)
      let data = AccessModel(estate, graph, about: DataAction.allActions)
      var numbers = SeededNumbers(seed: 1_000 + id)
      for trial in 0..<Self.trialsPerEstate {
        let reduction = Self.reduction(estate, &numbers)
        let what = "seed \(id), trial \(trial)"
        if reduction.mayAddWays {
          gone += 1
          continue
        }
        var rolesLeft = roles
        let left = rolesLeft.graph(reducing: graph, by: reduction)
        let anew = AssumeRoleGraph(estate: reduction.estate)
        let unnamed = left.principals.map(\.arn).filter { anew.principal($0) == nil && $0 != "*" }
        #expect(Self.differences(Self.lines(left), Self.lines(anew), unnamed) == [], "roles, \(what)")
        let access = data.reduced(by: reduction, left)
        let accessAnew = AccessModel(reduction.estate, anew, about: DataAction.allActions)
        #expect(Self.differences(Self.lines(access), Self.lines(accessAnew), unnamed) == [], "data, \(what)")
        let survey = AdministratorSurvey(reducing: administrators, by: reduction).administrators
        let surveyAnew = AdministratorSurvey(reduction.estate).administrators
        #expect(survey.mapValues(\.standing) == surveyAnew.mapValues(\.standing), "\(what)")

        var waysLeft = ways
        let found = waysLeft.graph(reducedBy: reduction, left, ways.model.reduced(by: reduction, left))
        guard let (reduced, asked) = found else {
          gone += 1
          continue
        }
        kept += 1
        var waysAnew = CapabilityGraphBuilder(
          reduction.estate,
          anew,
          AccessModel(reduction.estate, anew, about: CapabilityRow.actions)
        )
        let expected = waysAnew.graph()
        let (here, there) = (
          Self.lines(reduced, waysLeft.latentCallers), Self.lines(expected, waysAnew.latentCallers)
        )
        #expect(Self.differences(here, there, unnamed) == [], "ways, \(what)")
        let change = RewiringSurvey(reducing: powers, to: reduced, asked)
        #expect(Self.strange(change) == [], "statements, \(what)")
        let changeAnew = RewiringSurvey(expected)
        #expect(Self.differences(Self.lines(change), Self.lines(changeAnew), unnamed) == [], "changes, \(what)")
      }
    }
    #expect(2 * kept > gone, "\(kept) kept, \(gone) built anew")
  }
}
