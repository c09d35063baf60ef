import IsolationAudit
import Testing

/// Environments that most tests of assertions stand on.
let standardEnvironments = """
  schema: isolation-audit/v1
  environments:
    production: { tier: production, match: [{ account: "333333333333" }] }
    recovery: { tier: production, match: [{ account: "555555555555" }] }
    staging: { tier: non-production, match: [{ account: "222222222222" }] }
    sandbox: { tier: non-production, match: [{ tag: { Environment: sandbox } }] }
    shared: { tier: shared, match: [{ account: "666666666666" }] }
  outside:
    office: { on-premises: 192.168.0.0/16, via: office-vpn, tier: production }
  """

/// Reads texts as the files `a.yaml`, `b.yaml` and so on.
func read(_ texts: String...) -> PolicyReading {
  let names = ["a.yaml", "b.yaml", "c.yaml"]
  return Policy.read(zip(names, texts).map { PolicyInput(file: $0, text: $1) })
}

/// The errors of texts, each as one line.
func errors(_ texts: String...) -> [String] {
  let names = ["a.yaml", "b.yaml", "c.yaml"]
  return Policy.read(zip(names, texts).map { PolicyInput(file: $0, text: $1) }).diagnostics.map(\.description)
}

/// Reads one assertion, given by the lines of its kind, over the standard environments.
func assertion(_ kind: String) throws -> Assertion {
  let lines = kind.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
  let reading = read(
    standardEnvironments,
    "schema: isolation-audit/v1\nassertions:\n  - id: it\n    title: It\n" + lines.joined(separator: "\n")
  )
  #expect(reading.diagnostics.map(\.description) == [])
  return try #require(reading.policy?.assertions.first)
}

/// The errors of one assertion over the standard environments.
///
/// Its kind begins on line 5 of `b.yaml`, in column 5.
func assertionErrors(_ kind: String) -> [String] {
  let lines = kind.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
  return errors(
    standardEnvironments,
    "schema: isolation-audit/v1\nassertions:\n  - id: it\n    title: It\n" + lines.joined(separator: "\n")
  )
}
