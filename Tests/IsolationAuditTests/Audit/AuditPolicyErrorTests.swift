import IsolationAudit
import Testing

@Suite("A policy that does not fit the estate")
struct AuditPolicyErrorTests {
  /// What is wrong with a policy when it meets the two environments of ``AuditEstate``.
  private func errors(_ policy: String) throws -> [String] {
    do {
      _ = try SmallAudit.run(AuditEstate(), policy: policy)
      return []
    } catch AuditError.policy(let diagnostics) {
      #expect(diagnostics.allSatisfy { $0.severity == .error })
      return diagnostics.map(\.description)
    }
  }

  @Test("an environment that matches nothing is an error at its place")
  func emptyEnvironment() throws {
    let errors = try errors(
      SmallAudit.policy.replacing(
        "assertions:\n",
        with: "  staging: { tier: non-production, match: [{ account: \"222222222222\" }] }\nassertions:\n"
      )
    )
    #expect(errors.count == 1)
    #expect(errors.allSatisfy { $0.hasPrefix("policy.yaml:5:") && $0.contains("`staging`") }, "\(errors)")
  }

  @Test(
    "a side of an assertion that matches nothing is an error at its place",
    arguments: ["tag: { Role: nobody }", "vpc: vpc-gone", "subnet: subnet-gone", "cidr: 192.0.2.0/24"]
  )
  func emptySelector(term: String) throws {
    let errors = try errors(
      SmallAudit.policy.replacing(
        "[{ tier: production }, { tier: non-production }] }\n  - id: roles",
        with: "[{ environment: production, \(term) }, { tier: non-production }] }\n  - id: roles"
      )
    )
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.allSatisfy { $0.hasPrefix("policy.yaml:8:") && $0.contains("matches nothing") }, "\(errors)")
  }

  @Test("a resource that two environments claim alike is an error that names both")
  func ambiguousEnvironment() throws {
    let errors = try errors(
      SmallAudit.policy.replacing(
        "assertions:\n",
        with: "  staging: { tier: non-production, match: [{ account: \"333333333333\" }] }\nassertions:\n"
      )
    )
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.contains("production") && $0.contains("staging") }, "\(errors)")
  }

  @Test("an exception that matches nothing is a warning: it hides nothing")
  func unusedException() throws {
    let policy = SmallAudit.policy.replacing(
      "no-traffic: { between: [{ tier: production }, { tier: non-production }] }",
      with: """
        no-traffic:
              between: [{ tier: production }, { tier: non-production }]
              except:
                - { from: { tag: { Role: nobody } }, protocol: tcp, ports: 443, reason: None }
        """
    )
    let result = try SmallAudit.run(AuditEstate(), policy: policy)
    #expect(result.verdict == .pass)
    #expect(result.diagnostics.map(\.code) == ["exception-matches-nothing"])
  }
}
