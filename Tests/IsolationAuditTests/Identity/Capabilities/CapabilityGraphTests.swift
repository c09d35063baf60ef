import IsolationAudit
import Testing

@Suite("Ways from one identity to another")
struct CapabilityGraphTests {
  static let development = "111111111111"
  static let production = "333333333333"

  /// An instance of development runs with `web`, which may become `ci`, which production's `deploy` trusts.
  private func chainEstate() throws -> SmallEstate {
    var small = SmallEstate()
    let web = "arn:aws:iam::111111111111:role/web"
    let ci = "arn:aws:iam::111111111111:role/ci"
    try small.role("web", Self.development, policy: SmallEstate.mayAssume(ci))
    try small.role(
      "ci",
      Self.development,
      trust: SmallEstate.trusts("{\"AWS\":\"\(web)\"}"),
      policy: SmallEstate.mayAssume("*")
    )
    try small.role("deploy", Self.production, trust: SmallEstate.trusts("{\"AWS\":\"\(ci)\"}"))
    small.instance("i-1", Self.development, role: web)
    return small
  }

  @Test("a workload has its role, and a role what it may assume: one chain over both")
  func chain() throws {
    let graph = CapabilityGraph(estate: try chainEstate().estate)
    let instance = try #require(
      graph.nodes.indices.map { CapabilityNodeID($0) }.first {
        if case .workload(let workload) = graph[$0] { workload.id == "i-1" } else { false }
      }
    )
    let goal = CapabilityNodeID(
      try #require(graph.assumptions.principal("arn:aws:iam::333333333333:role/deploy"))
    )
    let chains = graph.shortestChains(from: { $0 == instance }, to: { $0 == goal })
    let chain = try #require(chains.first)
    #expect(chain.edges.map(\.kind.id) == ["ec2-imds", "sts-AssumeRole", "sts-AssumeRole"])
    #expect(chain.calls == 2)
    #expect(!chain.changesEstate)
    #expect(chain.start == instance && chain.end == goal)
    #expect(graph.shortestChains(from: { $0 == instance }, to: { $0 == goal }, atMost: 2).isEmpty)
    #expect(
      graph.shortestChains(from: { $0 == instance }, to: { $0 == goal }, over: { $0.id != "ec2-imds" }).isEmpty
    )
    #expect(graph.edges(into: goal).map(\.kind.id) == ["sts-AssumeRole"])
    #expect(graph.edges(from: instance).map(\.kind.id) == ["ec2-imds"])
  }
}
