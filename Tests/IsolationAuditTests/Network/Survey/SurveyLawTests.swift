import IsolationAudit
import Oracles
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The audit of whole environments against probes of single interfaces, on random estates.
@Suite("Audit of environments against probes of interfaces")
struct SurveyLawTests {
  /// How many estates are compared; `ISOLATION_AUDIT_ESTATES` changes it for a longer run.
  static var estates: Int { getenv("ISOLATION_AUDIT_ESTATES").flatMap { Int(String(cString: $0)) } ?? 150 }

  @Test("What any probe between two environments finds, the audit finds, and nothing else")
  func agree() throws {
    let count = Self.estates
    var disagreements = 0
    for seed in NetworkDifferentialTests.firstSeed..<(NetworkDifferentialTests.firstSeed + UInt64(count)) {
      for violation in try SurveyLaw(TinyEstateGenerator.estate(seed: seed)).violations(protocols: seed % 8 == 0) {
        Issue.record("seed \(seed): \(violation)")
        disagreements += 1
      }
      guard disagreements < 12 else {
        Issue.record("stopped at seed \(seed) after \(disagreements) disagreements")
        return
      }
    }
  }

  @Test("A fair part of the pairs of environments is isolated, and a fair part is not")
  func balance() throws {
    var crossed = 0
    var total = 0
    for seed in UInt64(1)...40 {
      let law = try SurveyLaw(TinyEstateGenerator.estate(seed: seed))
      for from in law.estate.vpcs.indices {
        for to in law.estate.vpcs.indices where to != from {
          total += 1
          if law.judgement(from: from, to: to)?.outcome == .violated { crossed += 1 }
        }
      }
    }
    #expect((20...80).contains(crossed * 100 / total), "\(crossed) of \(total)")
  }
}
