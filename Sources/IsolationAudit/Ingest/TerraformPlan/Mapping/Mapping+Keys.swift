// Keys with their grants, secrets and parameters, of which the values are never looked at.
extension ResourceReader {
  /// `aws_kms_key`, `aws_kms_replica_key`, `aws_kms_external_key`.
  mutating func encryptionKey() {
    let name = known("key_id") ?? id
    record("Keys", ["KeyId": .string(name), "KeyArn": .string(arn)])
    wrapper("KeyGrants", ["KeyId": .string(name)])
    if let tags = tags() { record("KeyTags", ["KeyId": .string(name), "Tags": tags]) }
    guard let key = key("KeyPolicies", ["KeyId": .string(name)]) else { return }
    if isComputed("policy") || (words("policy") == nil && known("policy") == nil) {
      // The default key policy (AWS KMS Developer Guide, "Default key policy").
      let document =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:\#(resource.partition):iam::"#
        + account + #":root"},"Action":"kms:*","Resource":"*"}]}"#
      say(
        DraftEdit(
          target: key,
          statement: .record(["KeyId": .string(name), "Policy": .string(document)])
        )
      )
      assume("it has the default key policy")
    } else {
      resourcePolicy("KeyPolicies", ["KeyId": .string(name)], "Policy")
    }
  }

  /// `aws_kms_key_policy`.
  mutating func keyPolicy() {
    guard let name = named("key_id") else { return }
    resourcePolicy("KeyPolicies", ["KeyId": .string(keyID(name))], "Policy")
  }

  /// The id in the ARN of a key.
  private func keyID(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

  /// `aws_kms_grant`.
  mutating func keyGrant() {
    guard let name = named("key_id"), let grantee = named("grantee_principal") else { return }
    wrapped(
      "KeyGrants",
      ["KeyId": .string(keyID(name))],
      ["Grants"],
      [
        "GrantId": .string(named(own: "grant_id")), "GranteePrincipal": .string(grantee),
        "Operations": .init(texts("operations").sorted()),
        "Constraints": blocks("constraints").isEmpty ? nil : ["EncryptionContextSubset": [:]],
      ],
      .members(["GrantId"])
    )
  }

  /// `aws_kms_alias`.
  mutating func keyAlias() {
    guard let target = named("target_key_id") else { return }
    record(
      "Aliases",
      [
        "AliasName": .string(known("name") ?? address), "AliasArn": .string(arn),
        "TargetKeyId": .string(target.hasPrefix("arn:") ? keyID(target) : target),
      ]
    )
  }

  /// `aws_secretsmanager_secret`, of which the value is never looked at.
  mutating func secret() {
    record(
      "SecretList",
      [
        "ARN": .string(arn), "Name": .string(known("name") ?? address), "KmsKeyId": DraftValue(named("kms_key_id")),
        "Tags": tags(),
      ]
    )
    ownPolicy("SecretPolicies", ["ARN": .string(arn)], "ResourcePolicy")
  }

  /// `aws_secretsmanager_secret_policy`.
  mutating func secretPolicy() {
    guard let secret = named("secret_arn") else { return }
    resourcePolicy("SecretPolicies", ["ARN": .string(secret)], "ResourcePolicy")
  }

  /// `aws_ssm_parameter`: its name, never its value.
  mutating func parameter() {
    record(
      "Parameters",
      [
        "Name": .string(known("name") ?? address), "ARN": .string(arn), "Type": DraftValue(text("type")),
        "KeyId": DraftValue(isComputed("key_id") ? nil : named("key_id")),
        "Tier": .string((isComputed("tier") ? nil : text("tier")) ?? "Standard"), "Tags": tags(),
      ]
    )
  }
}
