import IsolationAudit
import Testing

/// Certificates against the packet interpreter and the engine, on random tiny estates.
@Suite("Certificates of random estates")
struct CertificateLawTests {
  private static let seeds: ClosedRange<UInt64> = 1...80

  @Test("Nothing can be proven of a pair between which the interpreter gets a packet")
  func sound() throws {
    var crossed = 0
    for seed in Self.seeds {
      let tiny = try TinyCertificates(TinyEstateGenerator.estate(seed: seed))
      let pairs = tiny.crossed()
      crossed += pairs.count
      for pair in tiny.attempted().pairs where pair.isProven {
        #expect(!pairs.contains([pair.from, pair.to]), "seed \(seed): \(pair.from) to \(pair.to)")
      }
    }
    #expect(crossed > 50, "the law says something only where packets cross")
  }

  @Test("Nor of a pair that the audit does not call isolated")
  func agrees() throws {
    for seed in Self.seeds {
      let tiny = try TinyCertificates(TinyEstateGenerator.estate(seed: seed))
      let passed = Set(
        tiny.result.assertions.flatMap(\.pairs).filter { $0.outcome == .passed }.map { [$0.from, $0.to] }
      )
      for pair in tiny.attempted().pairs where pair.isProven {
        #expect(passed.contains([pair.from, pair.to]), "seed \(seed): \(pair.from) to \(pair.to)")
      }
    }
  }

  @Test("What is made verifies, and nearly everything that is isolated has a certificate")
  func complete() throws {
    var proven = 0
    var isolated = 0
    var reasons: [String] = []
    for seed in Self.seeds {
      let tiny = try TinyCertificates(TinyEstateGenerator.estate(seed: seed))
      let certificates = try #require(tiny.certificates)
      let report = CertificateVerifier.verify(certificates, against: tiny.snapshot)
      #expect(report.refusals.isEmpty, "seed \(seed): \(report.refusals)")
      #expect(report.verified.count == certificates.pairs.count(where: \.isProven), "seed \(seed)")
      isolated += certificates.pairs.count
      proven += report.verified.count
      reasons += report.unproven.map { "seed \(seed): \($0.from) to \($0.to): \($0.reason)" }
    }
    #expect(isolated > 60)
    #expect(proven * 100 >= isolated * 85, "\(proven) of \(isolated); without: \(reasons.joined(separator: "\n"))")
  }
}
