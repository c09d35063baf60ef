import Foundation
import IsolationAudit
import Testing

/// The files of the repository that policies are shipped and described in.
enum PolicyFiles {
  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Reads a file as a policy input that is named by its path from the root.
  static func input(_ path: String) throws -> PolicyInput {
    PolicyInput(file: path, bytes: [UInt8](try Data(contentsOf: root.appending(path: path))))
  }

  /// Reads a file as a text.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

@Suite("Shipped policies")
struct PolicyPackTests {
  @Test("FlowMart's policy has its six environments, two offices and nineteen assertions")
  func flowmart() throws {
    let reading = Policy.read([try PolicyFiles.input("policies/flowmart.yaml")])
    #expect(reading.diagnostics == [])
    let policy = try #require(reading.policy)
    #expect(
      policy.environments.map { "\($0.name) \($0.tier ?? "-")" } == [
        "production production", "disaster-recovery production", "staging non-production", "development non-production",
        "sandbox non-production", "shared-network shared",
      ]
    )
    #expect(policy.outsideSites.map(\.name) == ["head-office", "engineering"])
    #expect(
      policy.assertions.map(\.id) == [
        "no-cross-traffic", "refresh-only", "sandbox-isolated", "separate-accounts", "separate-vpcs",
        "disjoint-address-space", "separate-vpn", "separate-roles", "no-assume-role", "limited-principals",
        "no-admin-bridge", "namespaced-parameters", "no-data-access", "no-path", "no-rewiring",
        "sandbox-data", "anonymised-data", "replication-goes-one-way", "disaster-recovery-region",
      ]
    )
    for assertion in policy.assertions {
      #expect(!assertion.controls.isEmpty && assertion.rationale != nil && assertion.remediation != nil)
      #expect(!policy.pairs(of: assertion.kind.scope).isEmpty)
    }
  }

  @Test(
    "a resource of FlowMart belongs to the environment that its tag names, else to that of its account",
    arguments: [
      ([:], "333333333333", "production"), (["Environment": "sandbox"], "333333333333", "sandbox"),
      ([:], "555555555555", "disaster-recovery"), ([:], "123456789012", nil),
    ] as [([String: String], String, String?)]
  )
  func flowmartEnvironments(tags: [String: String], account: String, expected: String?) throws {
    let policy = try #require(Policy.read([try PolicyFiles.input("policies/flowmart.yaml")]).policy)
    let resolution = policy.resolve(ResourceFacts(tags: tags, account: account, organizationalUnits: nil))
    switch resolution {
    case .environment(let name, _, _): #expect(name == expected)
    case .unassigned: #expect(expected == nil)
    case let other: Issue.record("unexpected \(other)")
    }
  }

  @Test("the baseline stands on any environments, such as the example's")
  func baseline() throws {
    let inputs = try ["policies/environments.example.yaml", "policies/baseline.yaml"].map(PolicyFiles.input)
    let reading = Policy.read(inputs)
    #expect(reading.diagnostics == [])
    #expect(reading.policy?.assertions.count == 7)
    #expect(reading.policy?.environments.count == 4)
  }

  @Test("the baseline alone is accepted by lint, with a note, and by no audit")
  func baselineAlone() throws {
    let input = try PolicyFiles.input("policies/baseline.yaml")
    #expect(Policy.lint([input]).map(\.severity) == [.note])
    #expect(Policy.read([input]).diagnostics.map(\.code) == ["no-environments"])
  }

  @Test("the packs can be used together: their assertions have different ids")
  func together() throws {
    let inputs = try ["policies/flowmart.yaml", "policies/baseline.yaml"].map(PolicyFiles.input)
    #expect(Policy.read(inputs).diagnostics == [])
  }
}
