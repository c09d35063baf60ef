import Oracles
import Testing

/// The engine's sets against the step-by-step interpreter; `script/compare` goes through more estates.
@Suite("Engine's sets against all packets of small estates")
struct PacketEnumerationTests {
  @Test("Every packet of every estate gets the same verdict from both")
  func agree() async throws {
    let comparison = try await PacketComparison.run(80, from: 1)
    for disagreement in comparison.disagreements { Issue.record("\(disagreement)") }
    #expect(comparison.weaknesses == [], "\(comparison.summary)")
  }

  @Test("Where packets go round in a loop, the engine says that they do", arguments: [3421])
  func loops(seed: UInt64) throws {
    #expect(try PacketComparison.compare(seed: seed).disagreements == [])
  }
}
