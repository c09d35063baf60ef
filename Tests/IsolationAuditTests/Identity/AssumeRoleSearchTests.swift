import IsolationAudit
import Oracles
import Testing

@testable import IsolationAudit

/// One search from many beginnings, against walks of every length.
@Suite("Search for chains of roles")
struct AssumeRoleSearchTests {
  /// A graph of some roles with random steps of all standings.
  private static func graph(_ numbers: inout SeededNumbers) -> AssumeRoleGraph {
    let count = Int.random(in: 2...9, using: &numbers)
    let principals = (0..<count).map { number in
      Principal(
        id: PrincipalID(number),
        kind: .role,
        arn: "arn:aws:iam::111111111111:role/r\(number)",
        name: "r\(number)",
        account: "111111111111",
        record: nil,
        tags: .none,
        provenance: nil
      )
    }
    var edges: [AssumeRoleEdge] = []
    for from in 0..<count {
      for to in 0..<count where from != to && Int.random(in: 0..<3, using: &numbers) == 0 {
        edges.append(
          AssumeRoleEdge(
            from: PrincipalID(from),
            to: PrincipalID(to),
            action: "sts:AssumeRole",
            standing: [.allowed, .conditional, .unknown].randomElement(using: &numbers) ?? .allowed,
            residual: [],
            identityStatements: [],
            trustStatements: [],
            gaps: []
          )
        )
      }
    }
    return AssumeRoleGraph(principals: principals, edges: edges, gaps: [], roleUses: [])
  }

  /// The length of the shortest chain from a principal to each goal over steps that are sure enough, one round of steps after
  /// another.
  private static func lengths(
    _ graph: AssumeRoleGraph,
    from start: Int,
    _ isGoal: [Bool],
    _ mayPass: [Bool],
    upTo worst: AssumeRoleEdge.Standing
  ) -> [Int: Int] {
    var lengths: [Int: Int] = [:]
    var seen: Set<Int> = [start]
    var front: Set<Int> = [start]
    for length in 1...graph.principals.count {
      let next = Set(graph.edges.filter { front.contains($0.from.index) && $0.standing <= worst }.map(\.to.index))
        .subtracting(seen)
      seen.formUnion(next)
      for place in next where isGoal[place] { lengths[place] = length }
      front = next.filter { !isGoal[$0] && mayPass[$0] }
    }
    return lengths
  }

  @Test("a search that is used again finds what walks of every length find", arguments: 0..<300)
  func agrees(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let graph = Self.graph(&numbers)
    let places = graph.principals.indices
    let isGoal = places.map { _ in Bool.random(using: &numbers) }
    let mayPass = places.map { _ in Int.random(in: 0..<4, using: &numbers) > 0 }
    var search = AssumeRoleSearch(graph, isGoal: isGoal, mayPass: mayPass)
    for start in places {
      let chains = search.chains(from: [PrincipalID(start)])
      let settled = Self.lengths(graph, from: start, isGoal, mayPass, upTo: .conditional)
      let all = Self.lengths(graph, from: start, isGoal, mayPass, upTo: .unknown)
      let expected = all.merging(settled) { _, known in known }
      let found = chains.compactMap { chain in chain.steps.last.map { ($0.to.index, chain.steps.count) } }
      #expect(Dictionary(found) { first, _ in first } == expected, "from \(start)")
      #expect(found.map(\.0) == found.map(\.0).sorted())
      for chain in chains {
        #expect(chain.steps.first?.from.index == start)
        #expect(zip(chain.steps, chain.steps.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(chain.steps.dropLast().allSatisfy { mayPass[$0.to.index] && !isGoal[$0.to.index] })
        #expect((chain.standing == .unknown) == (settled[chain.steps.last?.to.index ?? -1] == nil))
      }
    }
  }
}
