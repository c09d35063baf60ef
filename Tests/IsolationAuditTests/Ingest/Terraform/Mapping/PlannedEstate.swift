import IsolationAudit
import Testing

/// Plans written short, and the estates that they give.
///
/// The values of a resource are JSON; a text that begins with `@` stands for what is known after the plan is applied:
/// `@aws_vpc.a.id` refers to another resource, `@` alone is filled in by the provider, and `@local.x` is an expression that
/// the plan does not show.
enum PlannedEstate {
  /// A resource: its address and its values.
  typealias Resource = (address: String, values: String)

  /// A change: what was there before, and what is there after; nothing for what is made or taken away.
  struct Change {
    var address: String
    var before: String?
    var after: String?

    init(_ address: String, before: String? = nil, after: String? = nil) {
      (self.address, self.before, self.after) = (address, before, after)
    }
  }

  static let account = "111111111111"
  /// Attributes that are known after apply if nothing is said of them.
  private static let computed = [
    "id", "arn", "default_network_acl_id", "default_security_group_id", "default_route_table_id",
  ]

  /// The plan that makes some resources.
  static func creating(_ resources: [Resource]) throws -> TerraformDocument {
    try plan(resources.map { Change($0.address, after: $0.values) })
  }

  /// A plan of changes.
  static func plan(_ changes: [Change], account: String = account) throws -> TerraformDocument {
    try TerraformDocument.read(bytes: Array(try text(changes, account: account).utf8), name: "plan.json")
  }

  /// The estate after a plan that makes some resources.
  static func after(_ resources: [Resource]) throws -> Estate {
    try TerraformEstate.read(creating(resources)).after.estate
  }

  private static func text(_ changes: [Change], account: String) throws -> String {
    var rows: [String] = []
    var configurations: [String] = []
    for change in changes {
      let path = change.address.split(separator: ".")
      let (type, name) = (path[path.count - 2], path[path.count - 1])
      var unknown: [String] = []
      var expressions: [String] = []
      func known(_ text: String?, isAfter: Bool) throws -> String {
        guard let text else { return "null" }
        var members: [String] = []
        for member in try JSONValue(parsing: text).object ?? [] {
          if isAfter, let reference = member.value.string, reference.hasPrefix("@") {
            unknown.append("\"\(member.key)\": true")
            let target = String(reference.dropFirst())
            if !target.isEmpty {
              let outer = target.split(separator: ".").dropLast().joined(separator: ".")
              expressions.append("\"\(member.key)\": {\"references\": [\"\(target)\", \"\(outer)\"]}")
            }
          } else {
            members.append("\"\(member.key)\": \(json(member.value))")
            expressions.append("\"\(member.key)\": {}")
          }
        }
        return "{\(members.joined(separator: ", "))}"
      }
      let before = try known(change.before, isAfter: false)
      expressions = []
      let after = try known(change.after, isAfter: true)
      if change.before == nil {
        // What the provider fills in.
        for attribute in Self.computed where !(change.after ?? "").contains("\"\(attribute)\"") {
          unknown.append("\"\(attribute)\": true")
        }
      }
      let action =
        switch (change.before, change.after) {
        case (nil, _): "create"
        case (_, nil): "delete"
        case (let x?, let y?): x == y ? "no-op" : "update"
        }
      rows.append(
        """
        {"address": "\(change.address)", "mode": "managed", "type": "\(type)", "name": "\(name)",
         "provider_name": "registry.terraform.io/hashicorp/aws",
         "change": {"actions": ["\(action)"], "before": \(before), "after": \(after),
                    "after_unknown": {\(unknown.joined(separator: ", "))}}}
        """
      )
      configurations.append(
        """
        {"address": "\(change.address)", "mode": "managed", "type": "\(type)", "name": "\(name)",
         "provider_config_key": "aws", "expressions": {\(expressions.joined(separator: ", "))}}
        """
      )
    }
    return """
      {"format_version": "1.2", "resource_changes": [\(rows.joined(separator: ",\n"))],
       "configuration": {
         "provider_config": {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "expressions": {
           "region": {"constant_value": "eu-west-1"}, "allowed_account_ids": {"constant_value": ["\(account)"]}}}},
         "root_module": {"resources": [\(configurations.joined(separator: ",\n"))]}}}
      """
  }

  private static func json(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): quoted(text)
    case .array(let elements): "[\(elements.map(json).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { quoted($0.key) + ": " + json($0.value) }.joined(separator: ", "))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension Estate {
  /// The record that a name stands for.
  func named(_ name: String) -> Handle? { symbols.find(name).flatMap { find($0) } }

  /// The texts of symbols.
  func texts(_ symbols: [Symbol]) -> [String] { symbols.map { self.symbols[$0] } }
}
