import IsolationAudit
import Testing

@Suite("The topology of an estate")
struct TopologySurveyTests {
  private func drifted() throws -> Topology { try #require(FlowMart.drifted.get().topology) }

  private func link(_ topology: Topology, _ id: String) -> Topology.Link? { topology.links.first { $0.id == id } }

  @Test("FlowMart's VPCs, gateways, endpoints and sites are there, each in its environment")
  func nodes() throws {
    let topology = try drifted()
    func names(_ kind: Topology.Node.Kind) -> [String] {
      topology.nodes.filter { $0.kind == kind }.map { "\($0.name ?? $0.id) in \($0.environment ?? "none")" }.sorted()
    }
    #expect(
      names(.vpc) == [
        "flowmart-development in development", "flowmart-disaster-recovery in disaster-recovery",
        "flowmart-production in production", "flowmart-sandbox in sandbox", "flowmart-shared-network in shared-network",
        "flowmart-staging in staging", "recovery-rehearsal in disaster-recovery", "sandbox-pricing in sandbox",
      ]
    )
    #expect(names(.transitGateway) == ["flowmart-hub in shared-network", "flowmart-hub-west in shared-network"])
    #expect(names(.site) == ["engineering in none", "head-office in none"])
    #expect(names(.internet) == ["internet in none"])
    #expect(names(.clientVPN).count == 2)
  }

  @Test("the links that a planted peering, a relay and the head office open carry their findings")
  func paths() throws {
    let result = try FlowMart.drifted.get()
    let topology = try drifted()
    let peering = try #require(topology.links.first { $0.kind == "VPC peering connection" })
    #expect(!peering.findings.isEmpty)
    for id in peering.findings {
      let finding = try #require(result.findings.first { $0.id == id })
      let hops = finding.hops + finding.legs.flatMap(\.hops) + finding.chain.compactMap(\.leg).flatMap(\.hops)
      #expect(hops.contains { $0.resource.id == peering.id }, "\(finding.title)")
    }
    let office = topology.links.filter { $0.to == "head-office" && !$0.findings.isEmpty }
    #expect(!office.isEmpty && office.allSatisfy { $0.kind == "VPN connection" })
  }

  @Test("a link that no finding's hops name is not marked, and every finding with a path across marks a link")
  func marks() throws {
    let result = try FlowMart.drifted.get()
    let topology = try drifted()
    let known = Set(result.findings.map(\.id))
    let marked = Set(topology.links.flatMap(\.findings))
    #expect(marked.isSubset(of: known))
    for finding in result.findings where finding.kind == .network && !finding.via.isEmpty {
      #expect(marked.contains(finding.id), "\(finding.title)")
    }
    let clean = try #require(FlowMart.clean.get().topology)
    #expect(clean.links.allSatisfy { $0.findings.isEmpty })
  }

  @Test("nodes and links are sorted, ids are unique, and links end at nodes")
  func sorted() throws {
    let topology = try drifted()
    let ids = topology.nodes.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(topology.links.allSatisfy { ids.contains($0.from) && ids.contains($0.to) })
    let keys = topology.nodes.map { [$0.environment ?? "\u{10FFFF}", $0.account ?? "", $0.id] }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    let order = topology.links.map { [$0.from, $0.to, $0.kind, $0.id] }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test("the snapshot is as of the time that its collection.json says")
  func collected() throws {
    let told = try FlowMart.drifted.get().coverage
    let untold = try SmallAudit.run(.peered()).coverage
    let record = try #require(try FlowMart.files("snapshot-drifted").first { $0.path == "collection.json" })
    let says = try #require(try JSONValue(parsing: record.bytes)["collected"]?.string)
    #expect(says.hasPrefix("2026-") && told.collected == says && untold.collected == nil)
  }

  @Test(
    "an estate of more than 200 VPCs is told by account and environment, from its files to the page",
    arguments: [198, 199]
  )
  func aggregated(others: Int) throws {
    var estate = AuditEstate.peered()
    // With the two of the estate, 200 and 201.
    let rows = (0..<others).map { number in
      #"{"VpcId": "vpc-x\#(number)", "OwnerId": "111111111111", "CidrBlock": "172.16.\#(number).0/24"}"#
    }
    let other = AuditEstate.path("Vpcs", "111111111111").replacing("Vpcs.json", with: "more-vpcs.json")
    estate.more[other] = "{\"Vpcs\": [\(rows.joined(separator: ", "))]}"
    let result = try SmallAudit.run(estate.files)
    let nodes = try #require(result.topology).nodes.filter { $0.kind == .vpc }
    let page = String(decoding: try HTMLReport(result).render(), as: UTF8.self)
    if others == 198 {
      #expect(nodes.count == 200 && nodes.allSatisfy { $0.members == nil })
      #expect(page.contains("vpc-x17") && !page.contains("are told by environment and account"))
    } else {
      #expect(nodes.count == 2 && nodes.reduce(0) { $0 + ($1.members ?? 1) } == 201)
      #expect(page.contains("The 201 VPCs of this estate are told by environment and account, with their number."))
      #expect(page.contains("200 VPCs"))
      // The peering that a finding passes is marked all the same.
      let link = try #require(result.topology?.links.first { $0.id == "pcx-1" })
      #expect(link.findings == result.findings.filter { $0.kind == .network }.map(\.id) && !link.findings.isEmpty)
    }
  }
}
