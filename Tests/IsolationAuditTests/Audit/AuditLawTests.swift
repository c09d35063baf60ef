import IsolationAudit
import Oracles
import Testing

/// What must not change, or change in one direction only, when an estate is changed.
@Suite("Laws of the audit")
struct AuditLawTests {
  /// Joined environments of a few hosts with random rules.
  private func estate(_ random: inout SeededNumbers) -> AuditEstate {
    var estate = AuditEstate.peered()
    estate.development.hosts = ["10.0.1.10", "10.0.1.70", "10.0.1.140"]
    estate.production.hosts = ["10.2.1.10", "10.2.1.200"]
    estate.production.ingress = (0..<Int.random(in: 0...3, using: &random)).map { _ in rule(&random) }
    if random.chance(50) {
      estate.production.entries.insert(
        .init(number: 50, cidr: random.pick(["10.0.1.0/26", "10.0.1.128/25", "10.0.0.0/8"]), allows: false),
        at: 0
      )
    }
    return estate
  }

  private func rule(_ random: inout SeededNumbers) -> AuditEstate.Rule {
    AuditEstate.Rule(
      number: random.pick(["tcp", "tcp", "udp"]),
      port: random.pick([22, 443, 5432]),
      peer: random.pick(["10.0.0.0/16", "10.0.1.0/24", "10.0.1.64/26", "10.0.1.10/32", "192.168.0.0/24", "0.0.0.0/0"])
    )
  }

  private func pairs(_ result: AuditResult) -> [String: Int] {
    Dictionary(result.findings.map { ($0.id, $0.endpointPairs) }, uniquingKeysWith: max)
  }

  @Test("adding an allow removes no finding and no pair of hosts", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func monotone(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let before = estate(&random)
    var after = before
    switch Int.random(in: 0...2, using: &random) {
    case 0: after.production.ingress.append(rule(&random))
    case 1: after.production.entries.append(.init(number: 10))
    default: after.development.ingress.append(.init(number: "-1", peer: "10.2.0.0/16"))
    }
    let (less, more) = (pairs(try SmallAudit.run(before)), pairs(try SmallAudit.run(after)))
    for (id, count) in less { #expect((more[id] ?? -1) >= count, "seed \(seed)") }
  }

  @Test("a rule for a CIDR block is two rules for its halves", arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
  func halves(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var whole = estate(&random)
    whole.production.ingress.append(.init(port: 8080, peer: "10.0.1.0/24"))
    var split = whole
    split.production.ingress = try whole.production.ingress.flatMap { rule -> [AuditEstate.Rule] in
      let prefix = try IPPrefix(rule.peer)
      guard prefix.length < 32 else { return [rule] }
      let middle = prefix.range.lower + (prefix.range.upper - prefix.range.lower) / 2 + 1
      return [prefix.range.lower, middle].map { lower in
        var half = rule
        half.peer = IPPrefix(masking: IPAddress(ipv4: UInt32(lower)), length: prefix.length + 1).description
        return half
      }
    }
    let (one, two) = (try SmallAudit.run(whole), try SmallAudit.run(split))
    #expect(pairs(one) == pairs(two), "seed \(seed)")
    #expect(one.findings.map(\.verdict) == two.findings.map(\.verdict), "seed \(seed)")
    #expect(one.verdict == two.verdict && one.verdict == .violation, "seed \(seed)")
  }

  @Test("other ids change nothing but the ids")
  func renamedResources() throws {
    let files = AuditEstate.peered().files
    let renamed = files.mapValues { text in
      ["vpc", "subnet", "rtb", "acl", "sg", "eni"].reduce(text) { text, kind in
        text.replacing("\(kind)-dev", with: "\(kind)-zz7").replacing("\(kind)-prod", with: "\(kind)-aa1")
      }
    }
    let (one, two) = (try SmallAudit.run(files), try SmallAudit.run(renamed))
    #expect(one.findings.map(\.id) == two.findings.map(\.id))
    #expect(one.findings.map(\.traffic) == two.findings.map(\.traffic))
    #expect(one.findings.map(\.endpointPairs) == two.findings.map(\.endpointPairs))
    #expect(one.assertions.map(\.pairs) == two.assertions.map(\.pairs))
    #expect(two.findings.first?.witness?.destination.id == "eni-aa1")
  }

  @Test("each of the elements that a cut names for a peering closes the path")
  func remediation() throws {
    let open = try SmallAudit.run(.peered())
    let finding = try #require(open.findings.first)
    let cut = try #require(finding.cut)
    let steps = (cut.elements + cut.alternatives).map(\.step)
    #expect(cut.status == .smallest && finding.remediation == [steps[0]])
    #expect(
      steps == [
        "Remove ingress rule `tcp 443 from 10.0.0.0/16` of security group sg-prod (prod).",
        "Remove route `10.2.0.0/16 to pcx-1` of route table rtb-dev.", "Delete VPC peering connection pcx-1.",
      ]
    )

    var withoutRule = AuditEstate.peered()
    withoutRule.production.ingress = []
    var withoutRoute = AuditEstate.peered()
    withoutRoute.development.routes = []
    var withoutPeering = AuditEstate.peered()
    withoutPeering.isPeered = false
    withoutPeering.development.routes = []
    withoutPeering.production.routes = []
    for closed in [withoutRule, withoutRoute, withoutPeering] {
      let result = try SmallAudit.run(closed)
      #expect(result.findings.isEmpty && result.verdict == .pass, "\(result.assertions.flatMap(\.gaps))")
    }
  }

  @Test("half of a conversation is a finding too: packets arrive, answers do not")
  func oneWay() throws {
    var estate = AuditEstate.peered()
    estate.production.routes = []
    let result = try SmallAudit.run(estate)
    #expect(result.findings.map(\.verdict) == [.oneWay])
    #expect(result.verdict == .violation)
  }

  @Test("a network ACL that denies one half of the hosts leaves the other")
  func pairsCount() throws {
    var estate = AuditEstate.peered()
    estate.development.hosts = ["10.0.1.10", "10.0.1.140", "10.0.1.141"]
    #expect(try SmallAudit.run(estate).findings.map(\.endpointPairs) == [3])
    estate.production.entries = [.init(number: 50, cidr: "10.0.1.128/25", allows: false), .init(number: 100)]
    #expect(try SmallAudit.run(estate).findings.map(\.endpointPairs) == [1])
  }
}
