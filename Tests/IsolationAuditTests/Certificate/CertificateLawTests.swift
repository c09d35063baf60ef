import IsolationAudit
import Oracles
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Certificates against the packet interpreter and the engine, on random tiny estates.
@Suite("Certificates of random estates")
struct CertificateLawTests {
  /// How many estates are tried; `ISOLATION_AUDIT_CERTIFICATES` changes it for a longer run.
  private static let estates = getenv("ISOLATION_AUDIT_CERTIFICATES").flatMap { UInt64(String(cString: $0)) } ?? 60
  private static let seeds = 1...estates

  /// The estate of a seed; every fourth is of IPv6.
  private static func estate(_ seed: UInt64) -> TinyEstate {
    TinyEstateGenerator.estate(seed: seed, ipv6: seed % 4 == 0)
  }

  @Test("Nothing can be proven of a pair between which the interpreter gets a packet")
  func sound() throws {
    var crossed = 0
    for seed in Self.seeds {
      let tiny = try TinyCertificates(Self.estate(seed))
      let pairs = tiny.crossed()
      crossed += pairs.count
      for pair in tiny.attempted().pairs where pair.isProven {
        #expect(!pairs.contains([pair.from, pair.to]), "seed \(seed): \(pair.from) to \(pair.to)")
      }
    }
    #expect(crossed > 30, "the law says something only where packets cross")
  }

  /// Where the audit is undecided because of what may lie behind a gateway, a proof about the estate itself may exist; it is
  /// written for passes only.
  @Test("Nor of a pair that the audit finds violated")
  func agrees() throws {
    for seed in Self.seeds {
      let tiny = try TinyCertificates(Self.estate(seed))
      let violated = Set(
        tiny.result.assertions.flatMap(\.pairs).filter { $0.outcome == .violated }.map { [$0.from, $0.to] }
      )
      for pair in tiny.attempted().pairs where pair.isProven {
        let told = tiny.result.assertions.flatMap(\.pairs).first { ($0.from, $0.to) == (pair.from, pair.to) }
        #expect(
          !violated.contains([pair.from, pair.to]),
          "seed \(seed): \(pair.from) to \(pair.to): \(told.map { "\($0.outcome), \($0.reason)" } ?? "not judged")"
        )
      }
    }
  }

  @Test("A certificate is never verified against a changed estate in which packets cross")
  func changed() throws {
    var opened = 0
    for seed in Self.seeds where seed % 2 == 0 {
      var random = SeededNumbers(seed: seed)
      let tiny = try TinyCertificates(Self.estate(seed))
      let certificates = try #require(tiny.certificates)
      let proven = Set(certificates.pairs.filter(\.isProven).map { [$0.from, $0.to] })
      for kind in TinyEstate.Opening.allCases {
        guard let estate = tiny.estate.opened(kind, &random) else { continue }
        let crossed = proven.intersection(TinyCertificates.crossed(estate))
        guard !crossed.isEmpty else { continue }
        opened += crossed.count
        let snapshot = try TinyCertificates.snapshot(estate)
        let report = CertificateVerifier.verify(certificates, against: snapshot, comparesDigests: false)
        #expect(!report.refusals.isEmpty, "seed \(seed), \(kind)")
        for pair in report.verified {
          #expect(!crossed.contains([pair.from, pair.to]), "seed \(seed), \(kind): \(pair.from) to \(pair.to)")
        }
      }
    }
    #expect(opened > 15, "\(opened): the law says something only where a change opens a way")
  }

  @Test("What is made verifies, and nearly everything that is isolated has a certificate")
  func complete() throws {
    var proven = 0
    var isolated = 0
    var reasons: [String] = []
    for seed in Self.seeds {
      let tiny = try TinyCertificates(Self.estate(seed))
      let certificates = try #require(tiny.certificates)
      let report = CertificateVerifier.verify(certificates, against: tiny.snapshot)
      #expect(report.refusals.isEmpty, "seed \(seed): \(report.refusals)")
      #expect(report.verified.count == certificates.pairs.count(where: \.isProven), "seed \(seed)")
      isolated += certificates.pairs.count
      proven += report.verified.count
      reasons += report.unproven.map { "seed \(seed): \($0.from) to \($0.to): \($0.reason)" }
    }
    #expect(isolated > 40)
    #expect(proven * 100 >= isolated * 95, "\(proven) of \(isolated); without: \(reasons.joined(separator: "\n"))")
  }
}
