import IsolationAudit
import Oracles
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whoever does what a cut says has closed the finding: the snapshot is edited and audited again.
@Suite("Laws of cuts")
struct CutLawTests {
  /// How many estates are tried; `ISOLATION_AUDIT_CUTS` changes it for a longer run.
  static var estates: Int { getenv("ISOLATION_AUDIT_CUTS").flatMap { Int(String(cString: $0)) } ?? 16 }

  /// An audit of a tiny estate in which each VPC is an environment, and nothing may cross.
  private struct Trial {
    let files: [(path: String, bytes: [UInt8])]
    let policy: String

    init(_ estate: TinyEstate) {
      files = estate.files()
      policy = SurveyLaw.policy(estate)
    }

    func audit(_ files: [(path: String, bytes: [UInt8])], worksOutCuts: Bool = true) throws -> AuditResult {
      let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
      return try IsolationAuditor().audit(
        try AWSSnapshot.read(files: files),
        try IsolationAuditor.policy(inputs),
        inputs,
        AuditOptions(generated: "2026-01-01T00:00:00Z", subject: "tiny", worksOutCuts: worksOutCuts)
      )
    }

    /// The ids of the findings that are left once something is removed.
    func findings(without changes: [SnapshotEdit.Change]) throws -> Set<String> {
      var edit = try SnapshotEdit(files)
      for change in changes { try edit.make(change) }
      return Set(try audit(edit.files, worksOutCuts: false).findings.map(\.id))
    }
  }

  @Test("a cut removes its finding and makes no new one")
  func closes() throws {
    var cuts = 0
    for seed in UInt64(1)...UInt64(Self.estates) {
      let trial = Trial(TinyEstateGenerator.estate(seed: seed))
      let result = try trial.audit(trial.files)
      let all = Set(result.findings.map(\.id))
      for finding in result.findings {
        guard let cut = finding.cut else {
          #expect(!finding.remediation.isEmpty, "seed \(seed): \(finding.title)")
          continue
        }
        cuts += 1
        let left = try trial.findings(without: try cut.elements.map { try SnapshotEdit.Change($0) })
        #expect(!left.contains(finding.id), "seed \(seed): \(finding.title): \(cut.elements.map(\.step))")
        #expect(left.isSubset(of: all), "seed \(seed): \(finding.title) opens another way: \(cut.elements.map(\.step))")
        for element in cut.elements + cut.alternatives {
          let alone = try trial.findings(without: [try SnapshotEdit.Change(element)])
          #expect(
            alone.isDisjoint(with: element.alsoCloses),
            "seed \(seed): \(element.step) does not close \(element.alsoCloses)"
          )
        }
        for element in cut.alternatives {
          let alone = try trial.findings(without: [try SnapshotEdit.Change(element)])
          #expect(!alone.contains(finding.id), "seed \(seed): \(finding.title): or \(element.step)")
        }
      }
    }
    #expect(cuts > Self.estates, "too few cuts to mean anything: \(cuts)")
  }

  @Test("nothing smaller closes a finding whose cut is called the smallest")
  func smallest() throws {
    var proven: [Int: Int] = [:]
    for seed in UInt64(1)...UInt64(Self.estates / 2) {
      let trial = Trial(TinyEstateGenerator.estate(seed: seed))
      let result = try trial.audit(trial.files)
      let all = Set(result.findings.map(\.id))
      let wanted = result.findings.filter { $0.cut?.status == .smallest }
      for finding in wanted { proven[finding.cut?.elements.count ?? 0, default: 0] += 1 }
      let changes = try SnapshotEdit(trial.files).allChanges
      let larger = wanted.filter { $0.cut?.elements.count ?? 0 > 1 }
      guard !larger.isEmpty else { continue }
      for change in changes {
        let left = try trial.findings(without: [change])
        for finding in larger {
          #expect(left.contains(finding.id) || !left.isSubset(of: all), "seed \(seed): \(finding.title): \(change)")
        }
      }
      // Pairs are many: only where a cut of three is the claim, and for few estates.
      let largest = wanted.filter { $0.cut?.elements.count ?? 0 > 2 }
      guard !largest.isEmpty, seed <= 8 else { continue }
      for (index, first) in changes.enumerated() {
        for second in changes[(index + 1)...] {
          let left = try trial.findings(without: [first, second])
          for finding in largest {
            #expect(left.contains(finding.id) || !left.isSubset(of: all), "seed \(seed): \(finding.title)")
          }
        }
      }
    }
    #expect(proven[1, default: 0] > 5, "\(proven)")
  }

  /// What the policy of ``lossless(seed:)`` lets pass.
  private static let refresh = SmallAudit.policy.replacing(
    "no-traffic: { between: [{ tier: production }, { tier: non-production }] }",
    with: """
      no-traffic:
            between: [{ tier: production }, { tier: non-production }]
            except: [{ protocol: tcp, ports: [5432], reason: The refresh. }]
      """
  )

  @Test(
    "where the policy accepts some of the traffic, nothing smaller closes the rest and keeps it",
    arguments: 1...8 as ClosedRange<UInt64>
  )
  func lossless(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var estate = AuditEstate.peered()
    estate.development.hosts = ["10.0.1.10", "10.0.1.200"]
    estate.production.hosts = ["10.2.1.10"]
    estate.production.ingress = [.init(port: 5432, peer: "10.0.0.0/16")]
    for port in [22, 443, 8080].prefix(Int.random(in: 1...3, using: &random)) {
      estate.production.ingress.append(
        .init(port: port, peer: random.pick(["10.0.0.0/16", "10.0.1.10/32", "10.0.1.128/25"]))
      )
    }
    if random.chance(30) { estate.production.ingress.append(.init(port: 443, peer: "10.0.1.0/25")) }
    let files = estate.files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
    let result = try SmallAudit.run(estate, policy: Self.refresh)
    let finding = try #require(result.findings.first { $0.from == "development" }, "seed \(seed)")
    let cut = try #require(finding.cut, "seed \(seed)")
    let all = Set(result.findings.map(\.id))
    let kept = try #require(result[assertion: "traffic"]).exceptions
    #expect(!kept.isEmpty)
    func closes(_ changes: [SnapshotEdit.Change]) throws -> Bool {
      var edit = try SnapshotEdit(files)
      for change in changes { try edit.make(change) }
      let texts = Dictionary(
        edit.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) },
        uniquingKeysWith: { first, _ in first }
      )
      let after = try SmallAudit.run(texts, policy: Self.refresh, worksOutCuts: false)
      let ids = Set(after.findings.map(\.id))
      return !ids.contains(finding.id) && ids.isSubset(of: all)
        && after[assertion: "traffic"]?.exceptions.map(\.traffic) == kept.map(\.traffic)
    }
    #expect(cut.status == .smallest && cut.elements.allSatisfy(\.breaks.isEmpty), "seed \(seed)")
    #expect(
      try closes(try cut.elements.map { try SnapshotEdit.Change($0) }),
      "seed \(seed): \(cut.elements.map(\.step))"
    )
    let changes = try SnapshotEdit(files).allChanges
    for (index, first) in changes.enumerated() where cut.elements.count > 1 {
      #expect(try !closes([first]), "seed \(seed): \(first)")
      for second in changes[(index + 1)...] where cut.elements.count > 2 {
        #expect(try !closes([first, second]), "seed \(seed): \(first), \(second)")
      }
    }
  }

  @Test("where every way out loses accepted traffic, the cut says what it loses")
  func loss() throws {
    var estate = AuditEstate.peered()
    estate.production.ingress = [.init(number: "-1", peer: "10.0.0.0/16")]
    let result = try SmallAudit.run(estate, policy: Self.refresh)
    let cut = try #require(result.findings.first { $0.from == "development" }?.cut)
    #expect(cut.elements.count == 1)
    #expect(cut.elements[0].breaks == ["traffic, development to production: The refresh."])
  }

  @Test("a longer prefix hides a shorter one: removing it alone is no way out")
  func uncovered() throws {
    var estate = AuditEstate.peered()
    estate.development.routes = [("10.2.0.0/16", "pcx-1"), ("10.2.1.0/24", "pcx-1")]
    let result = try SmallAudit.run(estate)
    let cut = try #require(result.findings.first?.cut)
    let steps = (cut.elements + cut.alternatives).map(\.step)
    #expect(!steps.contains { $0.contains("route `10.2.1.0/24") }, "\(steps)")
    #expect(cut.status == .smallest)
  }

  @Test("the cuts of the reference estate's bad month close its findings")
  func flowMart() throws {
    let files = try FlowMart.files("snapshot-drifted")
    let result = try FlowMart.drifted.get()
    let all = Set(result.findings.map(\.id))
    let network = result.findings.filter { $0.kind == .network }
    #expect(network.allSatisfy { $0.cut != nil }, "\(network.filter { $0.cut == nil }.map(\.title))")
    for finding in network {
      let cut = try #require(finding.cut, "\(finding.title)")
      var edit = try SnapshotEdit(files)
      for element in cut.elements { try edit.make(try SnapshotEdit.Change(element)) }
      let left = Set(try FlowMart.audit(edit.files, worksOutCuts: false).findings.map(\.id))
      #expect(!left.contains(finding.id), "\(finding.title): \(cut.elements.map(\.step))")
      #expect(left.isSubset(of: all), "\(finding.title): \(cut.elements.map(\.step))")
      for element in cut.elements {
        #expect((element.location?.line ?? 0) > 0 && element.location?.pointer != nil, "\(element.step)")
      }
    }
  }
}
