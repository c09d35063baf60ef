import IsolationAudit
import Testing

@Suite("The picture of the topology")
struct TopologyPictureTests {
  private func vpc(_ id: String, _ environment: String?, _ account: String) -> Topology.Node {
    Topology.Node(id: id, kind: .vpc, account: account, environment: environment, detail: "10.0.0.0/16")
  }

  private func picture(_ nodes: [Topology.Node], _ links: [Topology.Link]) -> TopologyPicture {
    TopologyPicture(
      Topology(nodes: nodes, links: links),
      environments: [("production", "production"), ("development", nil)]
    )
  }

  private let hub = Topology.Node(id: "tgw-1", kind: .transitGateway, name: "hub", account: "666666666666")
  private let internet = Topology.Node(id: "internet", kind: .internet)
  private let office = Topology.Node(id: "office", kind: .site)

  private var nodes: [Topology.Node] {
    [
      vpc("vpc-dev", "development", "111111111111"), vpc("vpc-prod", "production", "333333333333"),
      vpc("vpc-other", nil, "999999999999"), hub, office, internet,
    ]
  }

  private var links: [Topology.Link] {
    [
      .init(from: "tgw-1", to: "office", kind: "VPN connection", id: "vpn-1"),
      .init(from: "vpc-dev", to: "internet", kind: "internet gateway", id: "igw-1"),
      .init(from: "vpc-dev", to: "tgw-1", kind: "attachment", id: "a-1", findings: ["f1", "f2"]),
      .init(from: "vpc-dev", to: "vpc-prod", kind: "VPC peering connection", id: "pcx-1"),
      .init(from: "vpc-prod", to: "tgw-1", kind: "attachment", id: "a-2", findings: ["f1"]),
    ]
  }

  @Test("environments stand in the policy's order, those without one last, and rails from inside to outside")
  func order() throws {
    let sheet = try #require(picture(nodes, links).sheets.first)
    #expect(sheet.groups.map(\.title) == ["production · production", "development", "no environment"])
    #expect(sheet.rails.map(\.kind) == ["VPC peering connection", "Transit gateway", "Site", "Internet"])
    #expect(sheet.bridges.map(\.kind) == ["VPN connection"])
    #expect(sheet.wires.count == 5)
  }

  @Test("no two boxes overlap, every wire leaves its own row, and every rail reaches its joints")
  func layout() throws {
    for sheet in picture(nodes, links).sheets {
      let rows = sheet.groups.flatMap { $0.accounts.flatMap(\.rows) }
      for (above, below) in zip(rows, rows.dropFirst()) { #expect(above.top + above.height < below.top) }
      for (above, below) in zip(sheet.groups, sheet.groups.dropFirst()) { #expect(above.bottom < below.top) }
      for wire in sheet.wires {
        let row = try #require(rows.first { $0.node == wire.node })
        #expect(wire.y > row.top && wire.y < row.top + row.height)
        #expect(sheet.rails[wire.rail].top < wire.y && wire.y <= sheet.rails[wire.rail].bottom)
      }
      #expect(sheet.height > rows.map { $0.top + $0.height }.max() ?? 0)
      #expect(Set(sheet.rails.map(\.x)).count == sheet.rails.count)
    }
  }

  @Test("a rail is broken between the joints that one finding passes, and nowhere else")
  func broken() throws {
    let sheet = try #require(picture(nodes, links).sheets.first)
    let rail = try #require(sheet.rails.firstIndex { $0.kind == "Transit gateway" })
    let passed = sheet.wires.filter { $0.rail == rail && $0.findings.contains("f1") }.map(\.y).sorted()
    #expect(sheet.rails[rail].broken.map(\.from) == [passed[0]])
    #expect(sheet.rails[rail].broken.map(\.to) == [passed[1]])
    #expect(sheet.rails.enumerated().allSatisfy { $0.offset == rail || $0.element.broken.isEmpty })
  }

  @Test("200 VPCs make sheets of a page each, in which every VPC stands once", arguments: [1, 36, 37, 100, 200])
  func sheets(count: Int) {
    let vpcs = (0..<count).map { vpc("vpc-\($0)", $0.isMultiple(of: 3) ? "production" : "development", "\($0 % 7)") }
    let picture = picture(
      vpcs + [hub],
      vpcs.map { .init(from: $0.id, to: "tgw-1", kind: "attachment", id: "a-\($0.id)") }
    )
    let rows = picture.sheets.map { $0.groups.reduce(0) { $0 + $1.accounts.reduce(0) { $0 + $1.rows.count } } }
    #expect(rows.reduce(0, +) == count)
    #expect(rows.allSatisfy { 1...TopologyPicture.maximumRows ~= $0 })
    #expect(
      Set(picture.sheets.flatMap { $0.groups.flatMap { $0.accounts.flatMap { $0.rows.map(\.node) } } }).count == count
    )
    #expect(picture.sheets.allSatisfy { $0.height < 36 * 60 + 600 })
  }

  @Test("more connections than rails: those that findings pass are drawn, the others are counted")
  func omitted() throws {
    let vpcs = (0..<30).map { vpc("vpc-\($0 + 10)", "production", "1") }
    let links = (0..<29).map { number in
      Topology.Link(
        from: "vpc-\(number + 10)",
        to: "vpc-\(number + 11)",
        kind: "VPC peering connection",
        id: "pcx-\(number)",
        findings: number == 28 ? ["f"] : []
      )
    }
    let sheet = try #require(picture(vpcs, links).sheets.first)
    #expect(sheet.rails.count == TopologyPicture.maximumDirectRails)
    #expect(sheet.omitted == 29 - TopologyPicture.maximumDirectRails)
    #expect(sheet.rails.contains { $0.name == "pcx-28" })
  }

  @Test(
    "names are cut to their room by columns, wide characters too",
    arguments: [("abcdef", "abc…"), ("abcd", "abcd"), ("日本語", "日…")]
  )
  func shortened(text: String, shown: String) {
    #expect(text.shortened(to: 4) == shown)
  }

  @Test("a trend is drawn inside of its frame, from the first run to the last")
  func trend() {
    let runs = [3, 0, 7].map { FindingHistory.Run(generated: "", verdict: .pass, findings: $0, opened: 0, fixed: 0) }
    let points = TrendPicture(runs, first: "a", last: "b").points
    #expect(points.map(\.x) == [44, 322, 600])
    #expect(points.map(\.y) == [64, 100, 16])
  }
}
