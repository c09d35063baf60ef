import Foundation
import IsolationAudit
import Testing

/// Real plans of the reference estate, over its snapshot.
@Suite("Terraform: FlowMart's plans over its snapshot")
struct TerraformFlowMartTests {
  /// A change of `examples/flowmart/changes`.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let opens: Bool
    /// The addresses that may be blamed.
    let blamed: Set<String>

    var testDescription: String { name }
  }

  private struct Expectation: Decodable {
    struct Opened: Decodable {
      let blamed: [String]
    }

    let opens: Bool
    let opened: [Opened]?
  }

  /// The changes; the plan of the whole estate without a state is judged without the snapshot.
  static let changes: [Change] = [
    "bastion-rule", "bigger-development", "cache-rule", "cost-centre-tags", "debug-host", "endpoint-permission",
    "own-role", "peering-accepter", "private-subnet", "replaced-hosts", "reports-route", "sandbox-propagation",
    "trust-policy", "vpn-authorization",
  ].compactMap { name in
    guard let data = try? FixtureFile.repository("examples/flowmart/changes/\(name)/expected.json"),
      let expected = try? JSONDecoder().decode(Expectation.self, from: Data(data))
    else { return nil }
    let blamed = Set((expected.opened ?? []).flatMap(\.blamed))
    return Change(name: name, opens: expected.opens, blamed: blamed)
  }

  static func document(_ name: String) throws -> TerraformDocument {
    let bytes = try FixtureFile.repository("examples/flowmart/changes/\(name)/plan.json")
    return try TerraformDocument.read(bytes: Array(bytes), name: "\(name)/plan.json")
  }

  static func base() throws -> [SourceFile] {
    try FlowMart.files("snapshot").map { SourceFile(path: $0.path, storage: .memory($0.bytes)) }
  }

  static func audit(_ snapshot: AWSSnapshot) throws -> AuditResult {
    let inputs = [try FlowMart.policy()]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "FlowMart", worksOutCuts: false)
    return try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
  }

  @Test("all changes are there")
  func changesAreThere() { #expect(Self.changes.count == 14) }

  @Test("what a plan opens is found and blamed on it, and nothing else is", arguments: changes)
  func overSnapshot(change: Change) throws {
    let estates = TerraformEstate.read(try Self.document(change.name), base: try Self.base())
    let before = try Self.audit(try #require(estates.before))
    let after = try Self.audit(estates.after)
    let clean = try FlowMart.clean.get()
    #expect(before.findings.map(\.id) == clean.findings.map(\.id))
    for (old, known) in zip(before.assertions, clean.assertions) {
      #expect(old.outcome == known.outcome, "\(old.id): \(old.gaps.prefix(4))")
    }
    let known = Set(before.findings.map(\.id))
    let new = after.findings.filter { !known.contains($0.id) }
    guard let attribute = Self.untold[change.name] else {
      #expect(new.isEmpty != change.opens, "\(new.map(\.title))")
      if change.opens {
        #expect(new.contains { finding in change.blamed.contains { String(describing: finding).contains($0) } })
      }
      for (old, now) in zip(before.assertions, after.assertions) where now.outcome == .inconclusive {
        #expect(old.outcome == .inconclusive, "\(now.id): \(now.gaps.prefix(3))")
      }
      return
    }
    #expect(new.isEmpty)
    let open = after.assertions.filter { $0.outcome == .inconclusive }
    #expect(
      open.map(\.id) == [
        "no-cross-traffic", "refresh-only", "sandbox-isolated", "separate-vpn", "no-path", "no-rewiring",
      ]
    )
    for assertion in open {
      #expect(assertion.gaps.contains { $0.hasPrefix("\(attribute) is known after apply") }, "\(assertion.gaps)")
    }
  }

  /// The changes that only the Terraform sources tell, and an attribute whose expression goes through a local value.
  ///
  /// These tests are without sources; ``PlannedChangeTests`` has them.
  static let untold = [
    "sandbox-propagation":
      #"aws_ec2_transit_gateway_route_table_association.east["sandbox"].transit_gateway_attachment_id"#
  ]

  /// A plan with only some of its changes: the others leave their resources as they were.
  private static func part(of plan: TerraformDocument, _ kept: Set<Int>) -> TerraformDocument {
    var part = plan
    var undone: [String: TerraformResource?] = [:]
    part.changes = []
    for (index, change) in plan.changes.enumerated() {
      if kept.contains(index) || !change.isEffective {
        part.changes.append(change)
      } else {
        undone.updateValue(change.before, forKey: change.address)
      }
    }
    part.after = plan.after.compactMap { resource in
      guard let old = undone.removeValue(forKey: resource.address) else { return resource }
      return old
    }
    for change in plan.changes where undone[change.address] != nil {
      if let old = change.before { part.after.append(old) }
    }
    return part
  }

  @Test(
    "the estate with some of a plan's changes is that of a plan of them alone",
    arguments: [("endpoint-permission", 2), ("endpoint-permission", 3), ("reports-route", 3), ("trust-policy", 2)]
  )
  func parts(name: String, step: Int) throws {
    let plan = try Self.document(name)
    let base = try Self.base()
    let states = try PlannedStates(plan, base: base, name: name)
    // The states number the changes that do something; the plan numbers all.
    let effective = plan.changes.indices.filter { plan.changes[$0].isEffective }
    #expect(effective.map { plan.changes[$0].address } == states.changes.map(\.address))
    let applied = Set(states.changes.indices.filter { $0 % step != 0 })
    let oracle = TerraformEstate.read(Self.part(of: plan, Set(applied.map { effective[$0] })), base: base)
    let (found, expected) = (try Self.audit(states.state(applied)), try Self.audit(oracle.after))
    #expect(found.findings.map(\.id) == expected.findings.map(\.id))
    #expect(found.environments.map(\.networkInterfaces) == expected.environments.map(\.networkInterfaces))
    #expect(found.environments.map(\.principals) == expected.environments.map(\.principals))
  }

  @Test("the state alone and the snapshot agree about what stands where")
  func equality() throws {
    let estates = TerraformEstate.read(try Self.document("cost-centre-tags"))
    let fromState = try Self.audit(try #require(estates.before))
    let fromSnapshot = try FlowMart.clean.get()
    #expect(fromState.findings.map(\.title).sorted() == fromSnapshot.findings.map(\.title).sorted())
    let kinds: Set<String> = ["separate-accounts", "separate-vpcs", "disjoint-address-space", "separate-regions"]
    for (a, b) in zip(fromState.assertions, fromSnapshot.assertions) where kinds.contains(a.kind) {
      #expect(a.outcome == b.outcome, "\(a.id): \(a.gaps.prefix(5))")
    }
  }
}
