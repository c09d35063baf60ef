import IsolationAudit
import Oracles
import Testing

/// What is not in the snapshot must not make an environment look isolated.
@Suite("Lists that are missing")
struct MissingListTests {
  /// The lists of a tiny estate that paths between VPCs hang on.
  static let lists = [
    "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "PrefixLists", "PrefixListEntries", "InternetGateways",
    "NatGateways", "VpcPeeringConnections", "TransitGateways", "TransitGatewayVpcAttachments",
    "TransitGatewayRouteTables", "TransitGatewayAssociations", "TransitGatewayPropagations",
    "TransitGatewayStaticRoutes",
  ]

  @Test("A list that was never asked for does not turn a violation into a pass", arguments: lists)
  func absent(list: String) throws {
    try withoutLists([list])
  }

  @Test("Nor do all lists of attachments, or of how they are associated, together")
  func absentTogether() throws {
    try withoutLists(["TransitGatewayAttachments", "TransitGatewayVpcAttachments"])
    try withoutLists(["TransitGatewayAttachments", "TransitGatewayAssociations"])
  }

  /// Audits estates with and without some lists of all accounts.
  private func withoutLists(_ lists: [String]) throws {
    for seed in UInt64(1)...8 {
      let estate = TinyEstateGenerator.estate(seed: seed)
      let whole = try SurveyLaw(estate)
      let all = estate.files()
      try compare(whole, all.map { ($0.path, Self.removing(lists, from: $0.bytes)) }, "seed \(seed) without \(lists)")
      for place in all.indices {
        var files = all
        files[place].bytes = Self.removing(lists, from: files[place].bytes)
        try compare(whole, files, "seed \(seed) without \(lists) of \(files[place].path)")
      }
    }
  }

  /// Compares what is said of the whole estate with what is said of files that tell less.
  private func compare(_ whole: SurveyLaw, _ files: [(path: String, bytes: [UInt8])], _ what: String) throws {
    let estate = whole.estate
    let partial: SurveyLaw
    do {
      partial = try SurveyLaw(estate, files: files)
    } catch is AuditError {
      return
    } catch is UnreadableSnapshot {
      return
    }
    for from in estate.vpcs.indices {
      for to in estate.vpcs.indices where to != from {
        guard whole.judgement(from: from, to: to)?.outcome == .violated else { continue }
        let outcome = partial.judgement(from: from, to: to)?.outcome
        #expect(outcome != .passed, "\(what): \(estate.vpcs[from].id) to \(estate.vpcs[to].id)")
      }
    }
  }

  /// The text of a file without the lines of some lists: each list is a line.
  private static func removing(_ lists: [String], from bytes: [UInt8]) -> [UInt8] {
    let inner = String(decoding: bytes, as: UTF8.self).dropFirst().dropLast(2)
    let kept = inner.split(separator: "\n").map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
      .filter { line in !lists.contains { line.hasPrefix("\"\($0)\":") } }
    return Array("{\(kept.joined(separator: ",\n"))}\n".utf8)
  }
}
