import IsolationAudit
import Testing

/// The plan of the fixture was applied, and what came of it is its state: every reference must lead to the value that the
/// attribute has there.
@Suite("Terraform: references against the applied state")
struct TerraformResolutionLawTests {
  @Test("every attribute that is followed through the sources has in the state what the reference leads to")
  func withSources() throws {
    var law = Law(
      plan: try TerraformFixture.read("network/plan.json", usesSources: true),
      state: try TerraformFixture.read("network/state.json")
    )
    law.check()
    #expect(law.wrong == [])
    #expect(law.assumed == 0)
    #expect(law.right >= 55)
  }

  @Test("from the plan alone, a reference that is wrong is marked as an assumption")
  func withoutSources() throws {
    var law = Law(
      plan: try TerraformFixture.read("network/plan.json"),
      state: try TerraformFixture.read("network/state.json")
    )
    law.check()
    #expect(law.wrong.filter { !$0.hasSuffix("?") } == [])
    #expect(law.right >= 35)
    // The fixture turns an index round, which a plan does not tell.
    #expect(law.wrong.contains { $0.hasPrefix("aws_route_table_association.swapped[0].subnet_id") })
  }

  /// Compares a plan with what came of it.
  private struct Law {
    let plan: TerraformDocument
    let real: [String: TerraformValue]
    var right = 0
    var assumed = 0
    var wrong: [String] = []

    init(plan: TerraformDocument, state: TerraformDocument) {
      self.plan = plan
      real = Dictionary(state.after.map { ($0.address, $0.values) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func check() {
      for resource in plan.after where resource.mode == .managed {
        guard let actual = real[resource.address] else {
          wrong.append("\(resource.address) is not in the state")
          continue
        }
        for member in resource.values.object ?? [] where Self.isOpen(member.value) {
          let isAssumed = Self.isAssumed(member.value)
          if isAssumed { assumed += 1 }
          let expected = Self.normal(substituted(member.value))
          if Self.agree(expected, Self.normal(actual[member.name] ?? .null)) {
            right += 1
          } else {
            wrong.append("\(resource.address).\(member.name)" + (isAssumed ? "?" : ""))
          }
        }
      }
    }

    /// Whether a value has a reference in it.
    private static func isOpen(_ value: TerraformValue) -> Bool {
      switch value {
      case .reference: true
      case .list(let elements), .template(let elements): elements.contains { isOpen($0) }
      case .object(let members): members.contains { isOpen($0.value) }
      case .document: true
      default: false
      }
    }

    private static func isAssumed(_ value: TerraformValue) -> Bool {
      switch value {
      case .reference(let reference): reference.assumption != nil
      case .list(let elements), .template(let elements): elements.contains { isAssumed($0) }
      case .object(let members): members.contains { isAssumed($0.value) }
      case .document(let value): isAssumed(value)
      default: false
      }
    }

    /// A value with what the references lead to in the state.
    private func substituted(_ value: TerraformValue) -> TerraformValue {
      switch value {
      case .reference(let reference):
        var found = real[reference.address] ?? .null
        for step in reference.path {
          switch step {
          case .attribute(let name), .key(let name): found = found[name] ?? .null
          case .index(let index): found = found.list?[index] ?? .null
          }
        }
        return found
      case .list(let elements): return .list(elements.map { substituted($0) })
      case .template(let elements): return .string(elements.map { substituted($0).string ?? "?" }.joined())
      case .object(let members):
        return .object(members.map { TerraformValue.Member($0.name, substituted($0.value)) })
      case .document(let value): return substituted(value)
      default: return value
      }
    }

    /// A value with sets and policies in one form: JSON texts as what they stand for, a list of one as its element.
    private static func normal(_ value: TerraformValue) -> TerraformValue {
      switch value {
      case .string(let text):
        guard text.hasPrefix("{"), let json = try? JSONValue(parsing: text) else { return value }
        return normal(tree(json))
      case .list(let elements):
        if elements.count == 1 { return normal(elements[0]) }
        return .list(elements.map { normal($0) }.sorted { "\($0)" < "\($1)" })
      case .object(let members):
        return .object(
          members.map { TerraformValue.Member($0.name, normal($0.value)) }.sorted { $0.name < $1.name }
        )
      default: return value
      }
    }

    private static func tree(_ value: JSONValue) -> TerraformValue {
      switch value {
      case .null: .null
      case .bool(let value): .bool(value)
      case .number(let text): .number(text)
      case .string(let text): .string(text)
      case .array(let elements): .list(elements.map { tree($0) })
      case .object(let members): .object(members.map { TerraformValue.Member($0.key, tree($0.value)) })
      }
    }

    /// Whether two values agree in all that is known of both.
    private static func agree(_ a: TerraformValue, _ b: TerraformValue) -> Bool {
      switch (a, b) {
      case (.unknown, _): true
      case (.list(let x), .list(let y)): x.count == y.count && x.allSatisfy { e in y.contains { agree(e, $0) } }
      case (.object(let x), .object(let y)):
        x.allSatisfy { member in y.first { $0.name == member.name }.map { agree(member.value, $0.value) } ?? false }
      default: a == b
      }
    }
  }
}
