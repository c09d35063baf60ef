import IsolationAudit
import Oracles
import Testing

/// Chains of connections through hosts of neither side, against a walk over the hosts one by one.
@Suite("Chains of connections")
struct ChainLawTests {
  /// A policy with an environment for each VPC, one pair of which must not be joined, by chains neither.
  private static func policy(_ estate: TinyEstate, from: Int, to: Int, hops: Int) -> String {
    let environments = estate.vpcs.map { "  e-\($0.id): { tier: t, match: [{ vpc: \($0.id) }] }" }
    return """
      schema: isolation-audit/v1
      environments:
      \(environments.joined(separator: "\n"))
      assertions:
        - id: no-chain
          title: No chain
          no-traffic:
            from: { environment: e-\(estate.vpcs[from].id) }
            to: { environment: e-\(estate.vpcs[to].id) }
            transitive: true
            max-hops: \(hops)
      """
  }

  private static func audit(_ estate: TinyEstate, from: Int, to: Int, hops: Int) throws -> AuditResult {
    let inputs = [PolicyInput(file: "policy.yaml", text: policy(estate, from: from, to: to, hops: hops))]
    return try IsolationAuditor().audit(
      try AWSSnapshot.read(files: estate.files()),
      try IsolationAuditor.policy(inputs),
      inputs,
      SmallAudit.options
    )
  }

  private static func isChain(_ finding: Finding) -> Bool { finding.title.contains(" connections, through hosts of ") }

  /// Whether a walk over hosts of neither side gets from one VPC to another in two to so many connections.
  private func isJoined(_ law: SurveyLaw, from: Int, to: Int, hops: Int) -> Bool {
    let estate = law.estate
    let others = estate.vpcs.indices.filter { $0 != from && $0 != to }
    var here: Set<Int> = []
    for vpc in others { here.formUnion(law.probed(from: from, to: vpc, protocols: false).pairs.map { $0[1] }) }
    var reached = here
    for _ in 2..<hops {
      for vpc in others {
        for next in others {
          for pair in law.probed(from: vpc, to: next, protocols: false).pairs
          where reached.contains(pair[0]) && pair[0] != pair[1] {
            here.insert(pair[1])
          }
        }
      }
      reached.formUnion(here)
    }
    return others.contains { vpc in
      law.probed(from: vpc, to: to, protocols: false).pairs.contains { reached.contains($0[0]) }
    }
  }

  @Test("are found where a walk from host to host gets through, and nowhere else", arguments: [2, 3])
  func agree(hops: Int) throws {
    var joined = 0
    var apart = 0
    var seed = UInt64(0)
    while joined + apart < 12 {
      seed += 1
      let estate = TinyEstateGenerator.estate(seed: seed)
      guard estate.vpcs.count == 3 else { continue }
      let (from, to) = (Int(seed % 3), Int((seed + 1) % 3))
      let law = try SurveyLaw(estate)
      let result = try Self.audit(estate, from: from, to: to, hops: hops)
      let chains = result.findings.filter(Self.isChain)
      let expected = isJoined(law, from: from, to: to, hops: hops)
      #expect(!chains.isEmpty == expected, "seed \(seed), \(hops) connections: \(chains.map(\.title))")
      if expected { joined += 1 } else { apart += 1 }
      for chain in chains {
        #expect(chain.legs.count >= 2 && chain.legs.count <= hops, "seed \(seed)")
        for (first, second) in zip(chain.legs, chain.legs.dropFirst()) {
          #expect(first.packet.destination.id == second.packet.source.id, "seed \(seed)")
        }
        #expect(chain.legs.allSatisfy { !$0.hops.isEmpty }, "seed \(seed)")
        #expect(!chain.traffic.isEmpty && chain.endpointPairs > 0, "seed \(seed)")
        guard let cut = chain.cut else {
          Issue.record("seed \(seed): no cut: \(chain.remediation)")
          continue
        }
        var edit = try SnapshotEdit(estate.files())
        for element in cut.elements { try edit.make(try SnapshotEdit.Change(element)) }
        let inputs = [PolicyInput(file: "policy.yaml", text: Self.policy(estate, from: from, to: to, hops: hops))]
        let left = try IsolationAuditor().audit(
          try AWSSnapshot.read(files: edit.files),
          try IsolationAuditor.policy(inputs),
          inputs,
          AuditOptions(generated: "2026-01-01T00:00:00Z", subject: "tiny", worksOutCuts: false)
        )
        #expect(!left.findings.contains { $0.id == chain.id }, "seed \(seed): \(cut.elements.map(\.step))")
      }
    }
    #expect(joined > 1 && apart > 1, "\(joined) joined, \(apart) apart")
  }

  @Test("count only where the policy asks for them, and not over connections that it forbids anyway")
  func asked() throws {
    var estate: TinyEstate?
    for seed in UInt64(1)...60 where estate == nil {
      let candidate = TinyEstateGenerator.estate(seed: seed)
      guard candidate.vpcs.count == 3 else { continue }
      let result = try Self.audit(candidate, from: 0, to: 2, hops: 2)
      if result.findings.contains(where: Self.isChain) { estate = candidate }
    }
    let joined = try #require(estate)
    let text = Self.policy(joined, from: 0, to: 2, hops: 2)
    func chains(_ policy: String) throws -> Int {
      let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
      return try IsolationAuditor().audit(
        try AWSSnapshot.read(files: joined.files()),
        try IsolationAuditor.policy(inputs),
        inputs,
        SmallAudit.options
      ).findings.count(where: Self.isChain)
    }
    #expect(try chains(text) == 1)
    let silent = text.replacing("transitive: true", with: "transitive: false").replacing("max-hops: 2", with: "")
    #expect(try chains(silent) == 0)
    let forbidden = """

        - id: no-first-half
          title: Nothing enters the middle
          no-traffic: { from: { environment: e-vpc-0 }, to: { environment: e-vpc-1 } }
      """
    #expect(try chains(text + forbidden) == 0)
  }
}
