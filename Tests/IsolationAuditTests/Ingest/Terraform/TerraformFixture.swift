import Foundation
import IsolationAudit

/// The plans and states below `Tests/Fixtures/terraform`, and short forms of values for tables.
enum TerraformFixture {
  /// Reads a file of a fixture, with the sources beside it or without them.
  static func read(_ path: String, usesSources: Bool = false) throws -> TerraformDocument {
    let folder = path.split(separator: "/").first.map(String.init) ?? ""
    let root = FixtureFile.root.appending(path: "terraform/\(folder)").path(percentEncoded: false)
    return try TerraformDocument.read(
      bytes: FixtureFile.bytes("terraform/" + path),
      name: path,
      terraformRoot: usesSources ? root : nil
    )
  }

  /// A value in a short form: references by name, assumed ones with a question mark, unknown ones with the reason.
  static func text(_ value: TerraformValue?) -> String {
    switch value {
    case nil: "none"
    case .null?: "null"
    case .bool(let value)?: "\(value)"
    case .number(let text)?: text
    case .string(let text)?: "\"\(text)\""
    case .list(let elements)?: "[" + elements.map { text($0) }.joined(separator: ", ") + "]"
    case .object(let members)?: "{" + members.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ") + "}"
    case .reference(let reference)?: reference.name + (reference.assumption == nil ? "" : "?")
    case .template(let pieces)?: pieces.map { $0.string ?? "${\(text($0))}" }.joined()
    case .document(let value)?: "json \(text(value))"
    case .secret?: "secret"
    case .unknown(let unknown)?:
      switch unknown.reason {
      case .computed: "computed"
      case .expression(let part): "open: \(part)" + candidates(unknown)
      case .several: "several" + candidates(unknown)
      }
    }
  }

  private static func candidates(_ unknown: TerraformUnknown) -> String {
    unknown.candidates.isEmpty ? "" : " of " + unknown.candidates.map(\.name).joined(separator: " | ")
  }
}

extension TerraformDocument {
  /// The values of a resource after the change.
  func values(_ address: String) -> TerraformValue? { after.first { $0.address == address }?.values }
}
