import Foundation
import IsolationAudit

/// Terraform sources written in a test, in a directory that is removed afterwards.
enum TerraformSourceText {
  /// Reads a plan beside sources; the keys are paths.
  static func read(_ plan: String, _ sources: [String: String]) throws -> TerraformDocument {
    let root = FileManager.default.temporaryDirectory.appending(path: "terraform-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in sources {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    return try TerraformDocument.read(
      bytes: Array(plan.utf8),
      name: "plan.json",
      terraformRoot: root.path(percentEncoded: false)
    )
  }

  /// A resource of a plan that is created.
  static func created(_ address: String, _ after: String, unknown: String = #"{"id": true, "arn": true}"#) -> String {
    let parts = address.split(separator: ".")
    let type = parts.dropLast().last.map(String.init) ?? ""
    let last = parts.last.map(String.init) ?? ""
    let name = last.split(separator: "[").first.map(String.init) ?? ""
    var index = ""
    if let bracket = last.firstIndex(of: "[") { index = ", \"index\": " + last[bracket...].dropFirst().dropLast() }
    let module = parts.count > 2 ? ", \"module_address\": \"\(parts.dropLast(2).joined(separator: "."))\"" : ""
    let escaped = address.replacing("\"", with: "\\\"")
    return """
      {"address": "\(escaped)"\(module), "mode": "managed", "type": "\(type)", "name": "\(name)"\(index),
       "provider_name": "registry.terraform.io/hashicorp/aws",
       "change": {"actions": ["create"], "before": null, "after": \(after), "after_unknown": \(unknown)}}
      """
  }
}
