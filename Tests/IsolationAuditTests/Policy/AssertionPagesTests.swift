import Foundation
import IsolationAudit
import Testing

@Suite("The pages about assertions")
struct AssertionPagesTests {
  /// The kinds that this version evaluates.
  static let kinds = PolicyKeys.kinds.filter { !PolicyKeys.unevaluatedKinds.contains($0) }

  @Test("every kind of assertion has a page with all its sections", arguments: kinds)
  func sections(kind: String) throws {
    let text = try PolicyFiles.text("docs/assertions/\(kind).md")
    #expect(text.hasPrefix("# \(kind)\n"))
    for section in ["How it is decided", "What a finding shows", "What makes it inconclusive", "Example"] {
      #expect(text.contains("\n## \(section)\n"), "\(section)")
    }
    #expect(try PolicyFiles.text("docs/assertions/README.md").contains("[\(kind)](\(kind).md)"))
  }

  @Test("the example of a page is a policy without errors, and of the page's kind", arguments: kinds)
  func example(kind: String) throws {
    let text = try PolicyFiles.text("docs/assertions/\(kind).md")
    let parts = text.split(separator: "```yaml\n").dropFirst()
    #expect(!parts.isEmpty)
    for part in parts {
      let example = String(part.prefix(upTo: part.firstRange(of: "```")?.lowerBound ?? part.endIndex))
      #expect(example.contains("  \(kind):"))
      let inputs = [
        PolicyInput(file: "environments.yaml", text: PolicyReferenceTests.environments),
        PolicyInput(file: "example.yaml", text: "schema: isolation-audit/v1\nassertions:\n" + example),
      ]
      #expect(Policy.lint(inputs) == [], "\(example)")
    }
  }

  @Test("links between pages lead to files that are there")
  func links() throws {
    for kind in Self.kinds + ["README"] {
      let text = try PolicyFiles.text("docs/assertions/\(kind).md")
      for part in text.split(separator: "](").dropFirst() {
        let target = part.prefix { $0 != ")" && $0 != "#" }
        guard !target.isEmpty, !target.hasPrefix("http") else { continue }
        let path = target.hasPrefix("../") ? "docs/" + target.dropFirst(3) : "docs/assertions/" + target
        #expect(throws: Never.self, "\(target) in \(kind).md") { try PolicyFiles.text(path) }
      }
    }
  }
}
