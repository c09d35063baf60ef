import EstateGenerator
import Foundation

/// Measures whole audits of estates that hold identities and nothing else.
struct IdentityMeasure {
  let audit: AuditProgram
  let cache: URL
  let runs: Int

  /// Measures each number of roles, and returns the results as a Markdown table.
  func table(_ sizes: [Int]) throws -> String {
    var lines = [
      "| roles | accounts | bytes | audit | a role | peak memory | growth |",
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    var before: (roles: Int, wall: Duration)?
    for roles in sizes {
      let estate = IdentityEstate(roles: roles)
      let root = cache.appending(path: "identities-\(roles)")
      if FileManager.default.fileExists(atPath: root.path) { try FileManager.default.removeItem(at: root) }
      let bytes = try estate.write(to: root)
      var best: Duration?
      var memory = 0
      for _ in 0...runs {
        let run = try audit.run(root)
        guard [0, 1, 3].contains(run.exitCode) else {
          throw BenchmarkError("the audit ended with exit code \(run.exitCode): \(run.lastWords)")
        }
        best = min(best ?? run.wall, run.wall)
        memory = max(memory, run.peakMemory)
      }
      guard let best else { continue }
      let growth = before.map { before in
        fixed(log(seconds(best) / seconds(before.wall)) / log(Double(roles) / Double(before.roles)), 2)
      }
      lines.append(
        "| \(roles) | \(estate.accounts.count) | \(fixed(Double(bytes) / 1e6, 1)) MB | \(milliseconds(best))"
          + " | \(fixed(seconds(best) * 1e6 / Double(roles), 0)) µs | \(megabytes(memory)) | \(growth ?? "–") |"
      )
      before = (roles, best)
    }
    return lines.joined(separator: "\n")
  }
}

extension AuditProgram {
  /// Runs a whole audit of an estate of identities, with a JUnit report.
  fileprivate func run(_ root: URL) throws -> ChildProcess {
    try ChildProcess.run(
      path,
      [
        "audit", "--snapshot", root.appending(path: "snapshot").path, "--policy",
        root.appending(path: "policy.yaml").path, "--now", "2026-11-23T00:00:00Z", "--output",
        "junit=\(root.appending(path: "junit.xml").path)",
      ]
    )
  }
}
