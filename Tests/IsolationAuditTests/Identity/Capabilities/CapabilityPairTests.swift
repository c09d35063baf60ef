import IsolationAudit
import Testing

/// The ways that change policies, stores, code, clusters and the organization against asking for every pair, and the ways
/// that the estate's facts show against the facts.
@Suite("Ways that change policies, stores or clusters against asking for every pair")
struct CapabilityPairTests {
  static let seeds: Range<UInt64> = 0..<8
  static let estatesPerSeed: UInt64 = 12

  typealias Way = CapabilityOracle.Way

  /// What a node is, without what hangs on the order of the estate.
  static func name(of node: CapabilityNodeID, _ graph: CapabilityGraph) -> String {
    switch graph[node] {
    case .principal(let id): graph.assumptions[id].arn
    case .workload(let workload): workload.id
    case .foothold(let foothold): foothold.id
    case .account(let account): "account \(account)"
    case .boundedAccount(let account, let boundary): "account \(account) below \(graph.estate.symbols[boundary])"
    case .unbounded: "unbounded"
    case .person(let id): graph.estate.symbols[id]
    case .dataStore(let id): graph.estate.symbols[graph.estate.dataStores[id].arn]
    case .group(let id): graph.estate.symbols[graph.estate.principals[id].arn]
    case .hub: "hub"
    }
  }

  /// The ways from some nodes of some kinds, with the surest standing.
  static func ways(
    _ graph: CapabilityGraph,
    of kinds: Set<String>,
    from isWanted: (CapabilityNodeID) -> Bool
  ) -> [Way: AccessAnswer.Standing] {
    var found: [Way: AccessAnswer.Standing] = [:]
    for node in graph.nodes.indices.map({ CapabilityNodeID($0) }) where isWanted(node) {
      for edge in graph.edges(from: node) where kinds.contains(edge.kind.id) {
        let way = Way(from: name(of: node, graph), kind: edge.kind.id, to: name(of: edge.to, graph))
        let standing: AccessAnswer.Standing =
          edge.standing == .allowed ? .allowed : edge.standing == .conditional ? .conditional : .unknown
        found[way] = min(found[way] ?? .unknown, standing)
      }
    }
    return found
  }

  private func isPrincipal(_ node: CapabilityNodeID, _ graph: CapabilityGraph) -> Bool {
    if case .principal(let id) = graph[node] { graph.assumptions[id].record != nil } else { false }
  }

  /// What two tables of ways do not have in common.
  private static func differences(
    _ found: [Way: AccessAnswer.Standing],
    _ expected: [Way: AccessAnswer.Standing]
  ) -> [String] {
    Set(found.keys).union(expected.keys).compactMap { way in
      let (here, there) = (found[way], expected[way])
      return here == there
        ? nil : "\(way): \(here.map { "\($0)" } ?? "none") instead of \(there.map { "\($0)" } ?? "none")"
    }.sorted()
  }

  @Test("the same ways of users and roles, and equally sure", arguments: seeds)
  func sameWays(_ seed: UInt64) throws {
    var count = 0
    let kinds = Set(CapabilityOracle.rows.map(\.id))
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      let random = RandomPolicyEstate(seed: id)
      let graph = CapabilityGraph(estate: try random.build().estate, about: CapabilityOracle.actions)
      let expected = CapabilityOracle.ways(graph)
      count += expected.count
      // A policy that is not known may let anybody in; who is named for it besides the store itself does not matter.
      let unread = Set(random.stores.filter { $0.policy == nil }.map(\.arn))
      let found = Self.ways(graph, of: kinds) { isPrincipal($0, graph) }
        .filter { $0.value != .unknown || !unread.contains($0.key.to) }
      let differences = Self.differences(found, expected.filter { $0.value != .unknown || !unread.contains($0.key.to) })
      #expect(differences.isEmpty, "seed \(id): \(differences.joined(separator: "\n"))")
    }
    #expect(count > 60)
  }

  @Test("the estate's facts and nothing else", arguments: seeds)
  func facts(_ seed: UInt64) throws {
    var count = 0
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      let random = RandomPolicyEstate(seed: id)
      let graph = CapabilityGraph(estate: try random.build().estate, about: ["sts:AssumeRole"])
      let kinds: Set<String> = ["eks-exec", "eks-IRSA", "identity-center-assignment", "client-vpn-group"]
      let expected = Self.facts(random)
      count += expected.count
      let differences = Self.differences(Self.ways(graph, of: kinds) { _ in true }, expected)
      #expect(differences.isEmpty, "seed \(id): \(differences.joined(separator: "\n"))")
    }
    #expect(count > 40)
  }

  /// What follows from an estate without any policy.
  private static func facts(_ random: RandomPolicyEstate) -> [Way: AccessAnswer.Standing] {
    typealias Estate = RandomPolicyEstate
    var ways: [Way: AccessAnswer.Standing] = [:]
    // A pod gets tokens of the cluster's own issuer; whom that provider may become is another way.
    let isTrusted = random.callers.contains { !$0.isUser && $0.trust.contains(Estate.web) }
    if random.issuer == "issuer.example/1", isTrusted {
      ways[Way(from: Estate.cluster, kind: "eks-IRSA", to: Estate.web)] = .allowed
    }
    // Access entries count in every mode but CONFIG_MAP.
    for entry in random.mode == .configMap ? [] : random.entries ?? [] {
      let way = Way(from: entry.principal, kind: "eks-exec", to: Estate.cluster)
      guard let policies = entry.policies else {
        ways[way] = .unknown
        continue
      }
      if policies.contains(Estate.editing) {
        ways[way] = .allowed
      } else if entry.groups.contains("deployers") || policies.contains(Estate.strange) {
        ways[way] = .conditional
      }
    }
    let set = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Set_0123456789abcdef"
    for person in ["p-1", "p-2"] {
      ways[Way(from: person, kind: "identity-center-assignment", to: set)] = .allowed
      if random.vpnGroups.contains(where: { ["g-1", ""].contains($0.group) && $0.isActive }) {
        ways[Way(from: person, kind: "client-vpn-group", to: "cvpn-endpoint-1")] = .conditional
      }
    }
    return ways
  }

  @Test("once the boundary is gone, the ways are those of the same estate without it", arguments: seeds)
  func unbounded(_ seed: UInt64) throws {
    var count = 0
    let kinds = Set(CapabilityOracle.rows.map(\.id)).subtracting([
      "iam-DeletePermissionsBoundary", "iam-CreatePolicyVersion-boundary",
    ])
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      let random = RandomPolicyEstate(seed: id)
      let graph = CapabilityGraph(estate: try random.build().estate, about: CapabilityOracle.actions)
      for node in graph.nodes.indices.map({ CapabilityNodeID($0) }) {
        guard case .unbounded(let principal) = graph[node], !graph.edges(into: node).isEmpty else { continue }
        let arn = graph.assumptions[principal].arn
        var free = random
        for place in free.callers.indices where RandomPolicyEstate.arn(of: free.callers[place]) == arn {
          free.callers[place].boundary = ""
        }
        let other = CapabilityGraph(estate: try free.build().estate, about: CapabilityOracle.actions)
        let found = Self.ways(graph, of: kinds) { $0 == node }
        let same = other.assumptions.principal(arn).map { CapabilityNodeID($0) }
        let expected = Self.ways(other, of: kinds) { $0 == same }
        count += expected.count
        // One node stands for all whose policies are the same; whichever way it is, it leads as far.
        for (way, standing) in expected where way.to != arn {
          let here = found.filter { $0.key.to == way.to }.values.min()
          #expect(
            here.map { $0 <= standing } == true,
            "seed \(id): \(way) \(standing), not \(here.map { "\($0)" } ?? "none")"
          )
        }
      }
    }
    #expect(count > 0 || seed != 2)
  }

  @Test("an administrator of an account has at least the ways of a role that may do everything", arguments: seeds)
  func administrators(_ seed: UInt64) throws {
    let kinds = Set(CapabilityOracle.rows.map(\.id))
    var count = 0
    for number in 0..<Self.estatesPerSeed {
      let id = seed * Self.estatesPerSeed + number
      var random = RandomPolicyEstate(seed: id)
      var caller = RandomPolicyEstate.Caller(name: "administrator", isUser: false)
      caller.statements = [RandomStatement(effect: "Allow", actions: ["*"], resources: ["*"])]
      caller.trust = SmallEstate.trusts("{\"AWS\":\"999999999999\"}")
      random.callers.append(caller)
      let arn = RandomPolicyEstate.arn(of: caller)
      let graph = CapabilityGraph(estate: try random.build().estate, about: CapabilityOracle.actions)
      let account = "account \(RandomPolicyEstate.account)"
      let administration = graph.nodes.indices.map { CapabilityNodeID($0) }.first {
        Self.name(of: $0, graph) == account
      }
      // Nobody asks for the ways of an administrator whom nobody can become.
      guard let administration, !graph.edges(into: administration).isEmpty else { continue }
      let found = Self.ways(graph, of: kinds) { $0 == administration }
      let own = graph.assumptions.principal(arn).map { CapabilityNodeID($0) }
      for (way, _) in Self.ways(graph, of: kinds, from: { $0 == own }) where way.to != account {
        count += 1
        #expect(found.contains { $0.key.to == way.to }, "seed \(id): \(way)")
      }
    }
    #expect(count > 40)
  }
}
