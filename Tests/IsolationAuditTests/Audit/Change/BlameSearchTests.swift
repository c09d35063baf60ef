import IsolationAudit
import Oracles
import Synchronization
import Testing

/// What of a plan a new finding is blamed on: small estates, and changes that are applied in any combination.
@Suite("Blame of planned changes")
struct BlameSearchTests {
  /// A planned change of a small estate.
  struct Change: Sendable {
    var address: String
    var action = AuditChange.PlannedChange.Action.create
    var apply: @Sendable (inout AuditEstate) -> Void
  }

  /// Judges changes over an estate.
  private func plan(_ base: AuditEstate, _ changes: [Change], hasBefore: Bool = true) throws -> AuditResult {
    let states = PlannedStates(
      changes: changes.map { AuditChange.PlannedChange(address: $0.address, action: $0.action) },
      name: "plan.json",
      hasBefore: hasBefore
    ) { applied throws(AuditError) in
      var estate = base
      for (index, change) in changes.enumerated() where applied.contains(index) { change.apply(&estate) }
      do {
        return try AWSSnapshot.read(
          files: estate.files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
        )
      } catch {
        throw .input([])
      }
    }
    let inputs = [PolicyInput(file: "policy.yaml", text: SmallAudit.policy)]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "small")
    return try IsolationAuditor().audit(states, IsolationAuditor.policy(inputs), inputs, options)
  }

  /// The addresses that the only new finding is blamed on.
  private func blamed(_ base: AuditEstate, _ changes: [Change]) throws -> [String] {
    let change = try #require(plan(base, changes).change)
    let opened = try #require(change.opened.first)
    #expect(change.opened.count == 1)
    return opened.blamed.map(\.address)
  }

  /// Changes that make no difference to the assertions.
  private func idle(_ count: Int) -> [Change] {
    (0..<count).map { index in
      Change(address: "aws_instance.idle[\(index)]", action: .update) {
        $0.development.hosts.append("10.0.1.\(20 + index)")
      }
    }
  }

  private static let peering = Change(address: "aws_vpc_peering_connection.x") { $0.isPeered = true }
  private static let routeThere = Change(address: "aws_route.there") {
    $0.development.routes.append(("10.2.0.0/16", "pcx-1"))
  }
  private static let routeBack = Change(address: "aws_route.back") {
    $0.production.routes.append(("10.0.0.0/16", "pcx-1"))
  }
  private static let rule = Change(address: "aws_vpc_security_group_ingress_rule.x") {
    $0.production.ingress.append(AuditEstate.Rule(port: 443, peer: "10.0.0.0/16"))
  }

  @Test("a plan with one change is blamed whole")
  func single() throws {
    var base = AuditEstate.peered()
    base.production.ingress = []
    #expect(try blamed(base, [Self.rule]) == [Self.rule.address])
  }

  @Test(
    "what is opened by a deletion is blamed on what is deleted, among any number of other changes",
    arguments: [2, 9, 40]
  )
  func deletion(count: Int) throws {
    var base = AuditEstate.peered()
    base.production.entries.insert(AuditEstate.Entry(number: 50, cidr: "10.0.0.0/16", allows: false), at: 0)
    let deletion = Change(address: "aws_network_acl_rule.refuse", action: .delete) {
      $0.production.entries.removeFirst()
    }
    #expect(try plan(base, []).findings.isEmpty)
    var changes = idle(count)
    changes.insert(deletion, at: count / 3)
    #expect(try blamed(base, changes) == [deletion.address])
  }

  @Test("changes that open a way only together are blamed together, and no other")
  func together() throws {
    let changes = [Self.peering, Self.routeThere, Self.routeBack, Self.rule] + idle(3)
    let blamed = try blamed(AuditEstate(), changes)
    // Without the route back packets arrive all the same, so the finding does not hang on it.
    #expect(Set(blamed) == [Self.peering.address, Self.routeThere.address, Self.rule.address])
  }

  @Test("of two changes that open the same way each alone, one is blamed where no path names either")
  func either() throws {
    var base = AuditEstate.peered()
    base.production.ingress = []
    let wide = Change(address: "aws_vpc_security_group_ingress_rule.wide") {
      $0.production.ingress.append(AuditEstate.Rule(port: 443, peer: "10.0.0.0/8"))
    }
    let blamed = try blamed(base, [Self.rule, wide] + idle(2))
    #expect(blamed.count == 1)
    #expect([Self.rule.address, wide.address].contains(blamed[0]))
  }

  @Test(
    "what the cut names comes first, then what carries the path, and a change that only stands on the path is left out"
  )
  func order() throws {
    let changes = ["b", "cut", "carrier", "hop", "bystander"].map {
      AuditChange.PlannedChange(address: $0, action: .create)
    }
    func place(_ address: String) -> IsolationAudit.SourceLocation {
      SourceLocation(file: "main.tf", line: 1, column: 1, address: address)
    }
    func hop(_ address: String, _ id: String) -> Hop {
      Hop(resource: ResourceReference(id: id, type: "thing"), action: "passed", location: place(address))
    }
    let carrier = ResourceReference(id: "pcx-1", type: "thing")
    let element = CutElement(
      resource: ResourceReference(id: "sg-1", type: "group"),
      step: "Remove it.",
      location: place("cut")
    )
    let finding = Finding(
      id: "f",
      assertion: "a",
      severity: .high,
      kind: .network,
      title: "t",
      from: "x",
      to: "y",
      via: [carrier],
      hops: [hop("bystander", "i-1"), hop("hop", "rtb-1"), hop("carrier", "pcx-1")],
      cut: Cut(status: .smallest, elements: [element])
    )
    // The finding needs four of the five; `b` is on no path.
    var search = BlameSearch(changes, opened: ["f"]) { applied in applied.isSuperset(of: [0, 1, 2, 3]) ? ["f"] : [] }
    #expect(search.blamed(for: finding).map(\.address) == ["cut", "carrier", "hop", "b"])
    #expect(!search.isCut)
  }

  @Test("a search that would take too many audits blames what stands on the path, and says so")
  func bound() throws {
    let changes = (0..<400).map { AuditChange.PlannedChange(address: "c\($0)", action: .update) }
    let finding = Finding(id: "f", assertion: "a", severity: .low, kind: .arrangement, title: "t", from: "", to: "")
    let audits = Mutex(0)
    var search = BlameSearch(changes, opened: ["f"]) { applied in
      audits.withLock { $0 += 1 }
      return applied.count == 400 ? ["f"] : []
    }
    #expect(search.blamed(for: finding).isEmpty)
    #expect(search.isCut)
    #expect(audits.withLock { $0 } == BlameSearch.maximumAudits)
  }

  @Test("audits that are made ahead change nothing of what is blamed", arguments: 0..<200)
  func ahead(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let count = 2 + Int(random.next() % 6)
    let changes = (0..<count).map { AuditChange.PlannedChange(address: "c\($0)", action: .update) }
    func some() -> Set<Int> { Set((0..<count).filter { _ in random.next() % 2 == 0 }) }
    let findings = (0..<3).map { number in
      Finding(
        id: "f\(number)",
        assertion: "a",
        severity: .low,
        kind: .network,
        title: "t",
        from: "",
        to: "",
        chain: some().sorted().map { place in
          let evidence = Evidence(text: "", location: SourceLocation(file: "f", address: "c\(place)"))
          let end = ResourceReference(id: "x", type: "x")
          return ChainStep(from: end, action: "", to: end, allowedBy: [evidence], conditions: [])
        }
      )
    }
    // A finding is there with each of two sets of changes, and with all of them.
    let needed = findings.map { (id: $0.id, sets: [some(), some()]) }
    let there: @Sendable (Set<Int>) -> Set<String> = { applied in
      Set(needed.filter { applied.count == count || $0.sets.contains(where: applied.isSuperset) }.map { $0.id })
    }
    var plain = BlameSearch(changes, opened: ["f0", "f1", "f2"], findings: there)
    var ahead = BlameSearch(changes, opened: ["f0", "f1", "f2"], findings: there)
    ahead.lookAhead(findings)
    for finding in findings { #expect(ahead.blamed(for: finding) == plain.blamed(for: finding)) }
    #expect(ahead.isCut == plain.isCut)
  }

  @Test("without an estate before the plan everything is new")
  func fresh() throws {
    let result = try plan(AuditEstate.peered(), idle(1), hasBefore: false)
    #expect(result.change?.opened.map(\.finding) == result.findings.map(\.id) && result.findings.count == 1)
    #expect(result.change?.base.findings == 0)
  }

  @Test("an existing finding is not blamed on a plan")
  func existing() throws {
    let change = try #require(plan(AuditEstate.peered(), idle(2)).change)
    #expect(change.opened.isEmpty && change.remaining.count == 1 && change.basis == .plan)
  }
}
