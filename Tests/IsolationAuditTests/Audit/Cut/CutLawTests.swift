import IsolationAudit
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whoever does what a cut says has closed the finding: the snapshot is edited and audited again.
@Suite("Laws of cuts")
struct CutLawTests {
  /// How many estates are tried; `ISOLATION_AUDIT_CUTS` changes it for a longer run.
  static var estates: Int { getenv("ISOLATION_AUDIT_CUTS").flatMap { Int(String(cString: $0)) } ?? 40 }

  /// An audit of a tiny estate in which each VPC is an environment, and nothing may cross.
  private struct Trial {
    let files: [(path: String, bytes: [UInt8])]
    let policy: String

    init(_ estate: TinyEstate) {
      files = estate.files()
      policy = SurveyLaw.policy(estate)
    }

    func audit(_ files: [(path: String, bytes: [UInt8])]) throws -> AuditResult {
      let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
      return try IsolationAuditor().audit(
        try AWSSnapshot.read(files: files),
        try IsolationAuditor.policy(inputs),
        inputs,
        SmallAudit.options
      )
    }

    /// The ids of the findings that are left once something is removed.
    func findings(without changes: [SnapshotEdit.Change]) throws -> Set<String> {
      var edit = try SnapshotEdit(files)
      for change in changes { try edit.make(change) }
      return Set(try audit(edit.files).findings.map(\.id))
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
    #expect(proven.contains { $0.key > 1 }, "no cut of several elements: \(proven)")
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
      let left = Set(try FlowMart.audit(edit.files).findings.map(\.id))
      #expect(!left.contains(finding.id), "\(finding.title): \(cut.elements.map(\.step))")
      #expect(left.isSubset(of: all), "\(finding.title): \(cut.elements.map(\.step))")
      for element in cut.elements {
        #expect((element.location?.line ?? 0) > 0 && element.location?.pointer != nil, "\(element.step)")
      }
    }
  }
}
