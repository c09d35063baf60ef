import IsolationAudit
import Oracles
import Testing

/// What the audit must not notice, or may notice in one direction only, on random estates with everything that those have:
/// peering, a transit gateway, NAT gateways, appliances, edge tables and a VPN connection.
@Suite("Laws of the audit on random estates")
struct SurveyInvarianceTests {
  static let seeds = Array(UInt64(1)...40)

  /// For each ordered pair of environments: the outcome, the verdict, and the pairs of interfaces of each finding.
  private func judgements(_ estate: TinyEstate) throws -> [[Int]: String] {
    let law = try SurveyLaw(estate)
    var result: [[Int]: String] = [:]
    for from in estate.vpcs.indices {
      for to in estate.vpcs.indices where to != from {
        let judgement = try #require(law.judgement(from: from, to: to))
        let pairs = judgement.findings.map(\.endpointPairs).sorted()
        result[[from, to]] = "\(judgement.outcome.rawValue), \(judgement.verdict.rawValue), \(pairs)"
      }
    }
    return result
  }

  @Test("Other ids change nothing", arguments: seeds)
  func renaming(seed: UInt64) throws {
    let estate = TinyEstateGenerator.estate(seed: seed)
    var renamed = estate
    // The order of the new ids is the reverse of the old.
    func rename(_ id: inout String, _ index: Int) {
      let kind = id.prefix { $0 != "-" }
      id = "\(kind)-\(100 - index)\(String(id.dropFirst(kind.count + 1).reversed()))"
    }
    for index in renamed.vpcs.indices { rename(&renamed.vpcs[index].id, index) }
    for index in renamed.subnets.indices { rename(&renamed.subnets[index].id, index) }
    for index in renamed.tables.indices { rename(&renamed.tables[index].id, index) }
    for index in renamed.acls.indices { rename(&renamed.acls[index].id, index) }
    for index in renamed.groups.indices { rename(&renamed.groups[index].id, index) }
    for index in renamed.interfaces.indices { rename(&renamed.interfaces[index].id, index) }
    for index in renamed.nats.indices { rename(&renamed.nats[index].id, index) }
    for index in renamed.peerings.indices { rename(&renamed.peerings[index].id, index) }
    #expect(try judgements(renamed) == judgements(estate))
  }

  @Test("A rule for a CIDR block is two rules for its halves", arguments: seeds)
  func halves(seed: UInt64) throws {
    let estate = TinyEstateGenerator.estate(seed: seed)
    var split = estate
    for index in split.groups.indices {
      split.groups[index].ingress = estate.groups[index].ingress.flatMap(Self.halves)
      split.groups[index].egress = estate.groups[index].egress.flatMap(Self.halves)
    }
    for index in split.acls.indices {
      split.acls[index].ingress = estate.acls[index].ingress.flatMap(Self.halves)
      split.acls[index].egress = estate.acls[index].egress.flatMap(Self.halves)
    }
    #expect(try judgements(split) == judgements(estate))
  }

  @Test("A rule more in a security group takes no finding away and no pair of interfaces", arguments: seeds)
  func oneRuleMore(seed: UInt64) throws {
    let estate = TinyEstateGenerator.estate(seed: seed)
    var random = SeededNumbers(seed: seed ^ 0xA110)
    var more = estate
    let traffic = TinyEstate.Traffic(protocolNumber: 6, ports: random.pick([443...443, 0...65535]))
    let peer = TinyEstate.Peer.cidr(random.pick([.everything, random.pick(estate.subnets).cidr]))
    let group = random.pick(Array(more.groups.indices))
    if random.chance(50) {
      more.groups[group].ingress.append(TinyEstate.GroupRule(traffic: traffic, peer: peer))
    } else {
      more.groups[group].egress.append(TinyEstate.GroupRule(traffic: traffic, peer: peer))
    }
    let (before, after) = (try SurveyLaw(estate), try SurveyLaw(more))
    for from in estate.vpcs.indices {
      for to in estate.vpcs.indices where to != from {
        let less = try #require(before.judgement(from: from, to: to))
        let more = try #require(after.judgement(from: from, to: to))
        #expect(more.verdict <= less.verdict, "from \(from) to \(to)")
        let known = Dictionary(more.findings.map { ($0.id, $0.endpointPairs) }, uniquingKeysWith: max)
        for finding in less.findings { #expect(known[finding.id, default: 0] >= finding.endpointPairs) }
      }
    }
  }

  @Test("The order of the files decides nothing", arguments: seeds.prefix(10))
  func order(seed: UInt64) throws {
    let estate = TinyEstateGenerator.estate(seed: seed)
    let (known, turned) = (try SurveyLaw(estate), try SurveyLaw(estate, files: estate.files().reversed()))
    for from in estate.vpcs.indices {
      for to in estate.vpcs.indices where to != from {
        let (left, right) = (known.judgement(from: from, to: to), turned.judgement(from: from, to: to))
        #expect(left?.outcome == right?.outcome)
        #expect(left?.findings.map(\.id) == right?.findings.map(\.id))
      }
    }
  }

  private static func halves(_ cidr: TinyEstate.CIDR) -> [TinyEstate.CIDR] {
    guard cidr.length < 32 else { return [cidr] }
    return [cidr.address, cidr.address | 1 << UInt32(31 - cidr.length)].map {
      TinyEstate.CIDR(address: $0, length: cidr.length + 1)
    }
  }

  private static func halves(_ rule: TinyEstate.GroupRule) -> [TinyEstate.GroupRule] {
    guard case .cidr(let cidr) = rule.peer else { return [rule] }
    return halves(cidr).map { TinyEstate.GroupRule(traffic: rule.traffic, peer: .cidr($0)) }
  }

  private static func halves(_ rule: TinyEstate.ACLRule) -> [TinyEstate.ACLRule] {
    halves(rule.cidr).enumerated().map { index, cidr in
      var half = rule
      (half.number, half.cidr) = (rule.number * 2 + index, cidr)
      return half
    }
  }
}
