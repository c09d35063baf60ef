import IsolationAudit
import Testing

@Suite("The policy reference")
struct PolicyReferenceTests {
  /// What the examples that are single assertions stand on.
  static let environments = """
    schema: isolation-audit/v1
    environments:
      production: { tier: production, match: [{ account: "333333333333" }] }
      disaster-recovery: { tier: production, match: [{ account: "555555555555" }] }
      staging: { tier: non-production, match: [{ account: "222222222222" }] }
      shared: { tier: shared, match: [{ account: "666666666666" }] }
    """

  /// The YAML examples of the reference.
  private func examples() throws -> [String] {
    try PolicyFiles.text("docs/policy-reference.md").split(separator: "```yaml\n").dropFirst().map { part in
      String(part.prefix(upTo: part.firstRange(of: "```")?.lowerBound ?? part.endIndex))
    }
  }

  @Test("every example is a policy without errors")
  func parsing() throws {
    let examples = try examples()
    #expect(examples.count == 22)
    for example in examples {
      if example.contains("schema: isolation-audit/v1") {
        #expect(Policy.lint([PolicyInput(file: "example.yaml", text: example)]) == [], "\(example)")
      } else {
        #expect(errors(Self.environments, "schema: isolation-audit/v1\nassertions:\n" + example) == [], "\(example)")
      }
    }
  }

  @Test("every key and every word of the language is described")
  func completeness() throws {
    let text = try PolicyFiles.text("docs/policy-reference.md")
    let keys =
      PolicyKeys.environment + PolicyKeys.clause + PolicyKeys.outsideSite + PolicyKeys.selector + PolicyKeys.clientVPN
      + PolicyKeys.assertion + PolicyKeys.kinds + PolicyKeys.unevaluatedKinds + PolicyKeys.noAssumeRole
      + PolicyKeys.noTraffic
      + PolicyKeys.traffic + PolicyKeys.roleException + PolicyKeys.namespacedParameters + PolicyKeys.limitedPrincipals
      + PolicyKeys.allowedPrincipal + PolicyKeys.noAdminBridge + PolicyKeys.noDataAccess + PolicyKeys.dataSelector
      + PolicyKeys.oneWay + PolicyKeys.noPath + PolicyKeys.pathException + PolicyKeys.noRewiring
      + PolicyKeys.rewiringException + PolicyKeys.dataClasses + PolicyKeys.dataClassException
    let words =
      SelectedType.allCases.map(\.rawValue) + SelectedData.allCases.map(\.rawValue)
      + PathElement.allCases.map(\.rawValue) + PathTerms.Start.allCases.map(\.rawValue)
      + PathTerms.End.allCases.map(\.rawValue)
      + DataClassTerms.Untagged.allCases.map(\.rawValue)
      + Severity.allCases.map(\.rawValue)
    for word in keys + words {
      #expect(text.contains("`\(word)`") || text.contains("`\(word): "), "`\(word)` is not described")
    }
  }
}
