/// Which values of a resource are dropped while it is read, because nobody may see them.
///
/// Passwords, keys and contents of secrets are dropped wherever they stand. What Terraform marks as sensitive besides
/// is kept only where isolation hangs on it: in policies, addresses, ports, ids and names of resources.
struct TerraformSecrets: Sendable {
  /// The type of the resource.
  let type: String
  /// Whether Terraform marks the value at hand as sensitive.
  var isMarked = false
  /// Whether the value at hand is a secret by its name.
  private var isSecret = false

  /// Creates the rules for a type of resources.
  init(type: String) { self.type = type }

  /// The rules for the value of a member.
  func entering(_ name: String) -> TerraformSecrets {
    guard !isSecret, Self.isSecret(name, type: type) else { return self }
    var inner = self
    inner.isSecret = true
    return inner
  }

  /// Whether a text at a path is dropped.
  func dropsText(at path: [TerraformReference.Step]) -> Bool { isSecret || dropsNumber(at: path) }

  /// Whether a number at a path is dropped.
  func dropsNumber(at path: [TerraformReference.Step]) -> Bool {
    guard isMarked else { return false }
    return !path.contains { step in
      if case .attribute(let name) = step { Self.isNeeded(name) } else { false }
    }
  }

  /// Names of attributes that are secrets in every type of resources.
  private static let secrets: Set<String> = [
    "auth_token", "ciphertext_blob", "client_secret", "customer_gateway_configuration", "encrypted_secret",
    "password_wo", "plaintext", "private_key", "private_key_pem", "secret_binary", "secret_key", "secret_string",
    "secret_string_wo", "ses_smtp_password_v4", "user_data", "user_data_base64",
  ]

  /// Whether an attribute is a secret whatever Terraform says of it.
  static func isSecret(_ name: String, type: String) -> Bool {
    switch name {
    case "value", "value_wo", "insecure_value": return type == "aws_ssm_parameter"
    case "secret": return type == "aws_iam_access_key"
    case "variables": return type == "aws_lambda_function"
    default: break
    }
    return ends(name, "password") || ends(name, "passwords") || ends(name, "preshared_key") || secrets.contains(name)
  }

  private static func ends(_ name: String, _ end: StaticString) -> Bool {
    let text = name.utf8
    guard text.count >= end.utf8CodeUnitCount else { return false }
    return end.withUTF8Buffer { text.suffix($0.count).elementsEqual($0) }
  }

  /// Whether a verdict may hang on an attribute.
  static func isNeeded(_ name: String) -> Bool {
    if name.hasSuffix("_id") || name.hasSuffix("_ids") || name.hasSuffix("_arn") || name.hasSuffix("_arns") {
      return true
    }
    for part in ["policy", "cidr", "port", "protocol", "subnet", "security_group", "route", "prefix"]
    where name.contains(part) {
      return true
    }
    return ["arn", "id", "json", "name", "type", "role", "account", "principal", "identifiers"].contains(name)
  }
}
