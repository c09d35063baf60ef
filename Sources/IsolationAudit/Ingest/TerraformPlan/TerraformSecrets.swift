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
  /// Whether isolation hangs on the value at hand.
  private var isNeeded = false

  /// Creates the rules for a type of resources.
  init(type: String) { self.type = type }

  /// The rules for the value of a member.
  func entering(_ name: String) -> TerraformSecrets {
    var inner = self
    inner.isSecret = isSecret || Self.isSecret(name, type: type)
    inner.isNeeded = isNeeded || Self.isNeeded(name)
    return inner
  }

  /// Whether texts are dropped here.
  var dropsStrings: Bool { isSecret || (isMarked && !isNeeded) }

  /// Whether numbers are dropped here.
  var dropsNumbers: Bool { isMarked && !isNeeded }

  /// Whether an attribute is a secret whatever Terraform says of it.
  static func isSecret(_ name: String, type: String) -> Bool {
    if name.hasSuffix("password") || name.hasSuffix("passwords") || name.contains("preshared_key") { return true }
    switch name {
    case "secret_string", "secret_binary", "secret_string_wo", "private_key", "private_key_pem", "secret_key",
      "auth_token", "client_secret", "customer_gateway_configuration", "password_wo", "ses_smtp_password_v4",
      "encrypted_secret", "user_data", "user_data_base64", "ciphertext_blob", "plaintext":
      return true
    case "value", "value_wo", "insecure_value": return type == "aws_ssm_parameter"
    case "secret": return type == "aws_iam_access_key"
    case "variables": return type == "aws_lambda_function"
    default: return false
    }
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
