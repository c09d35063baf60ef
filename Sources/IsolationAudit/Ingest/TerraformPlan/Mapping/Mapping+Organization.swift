// AWS Organizations and AWS Resource Access Manager.
extension ResourceReader {
  /// The policy that AWS attaches to everything of an organization with service control policies (Organizations User
  /// Guide, "SCP evaluation").
  private static let fullAccess = "p-FullAWSAccess"

  /// `aws_organizations_organization`.
  mutating func organization() {
    let management = known("master_account_id") ?? account
    record("Organization", ["Id": .string(id), "MasterAccountId": .string(management)])
    let types = isComputed("enabled_policy_types") ? [] : texts("enabled_policy_types")
    if types.contains("SERVICE_CONTROL_POLICY") {
      record(
        "Policies",
        [
          "PolicySummary": [
            "Id": .string(Self.fullAccess), "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY",
          ],
          "Content": .string(
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
          ),
        ]
      )
      assume("FullAWSAccess is attached to every account and unit, as AWS does")
    }
    for root in isComputed("roots") ? [] : blocks("roots") {
      guard let id = text("id", in: root) else { continue }
      record("Roots", ["Id": .string(id), "Name": DraftValue(text("name", in: root))])
      allowEverything(id)
    }
    for other in isComputed("accounts") ? [] : blocks("accounts") {
      guard let id = text("id", in: other) else { continue }
      record("Accounts", ["Id": .string(id), "Name": DraftValue(text("name", in: other)), "Status": "ACTIVE"])
      allowEverything(id)
    }
  }

  private mutating func allowEverything(_ target: String) {
    let target: DraftValue = ["TargetId": .string(target)]
    element("Policies", Self.fullAccess, ["Targets"], target, .members(["TargetId"]))
    makeLastOptional()
  }

  /// `aws_organizations_organizational_unit`.
  mutating func organizationalUnit() {
    record(
      "OrganizationalUnits",
      ["Id": .string(id), "Name": DraftValue(text("name")), "ParentId": DraftValue(named("parent_id"))]
    )
    allowEverything(id)
  }

  /// `aws_organizations_account`.
  mutating func organizationAccount() {
    record(
      "Accounts",
      [
        "Id": .string(id), "Name": DraftValue(text("name")), "Status": .string(known("status") ?? "ACTIVE"),
        "Tags": tags(), "ParentId": isComputed("parent_id") ? nil : DraftValue(named("parent_id")),
      ]
    )
    allowEverything(id)
  }

  /// `aws_organizations_policy`.
  mutating func organizationPolicy() {
    let type = text("type") ?? "SERVICE_CONTROL_POLICY"
    record(
      "Policies",
      [
        "PolicySummary": ["Id": .string(id), "Name": DraftValue(text("name")), "Type": .string(type)],
        "Content": policy("content"),
      ]
    )
  }

  /// `aws_organizations_policy_attachment`.
  mutating func organizationPolicyAttachment() {
    guard let policy = named("policy_id"), let target = named("target_id") else { return }
    element("Policies", policy, ["Targets"], ["TargetId": .string(target)], .members(["TargetId"]))
  }

  /// `aws_organizations_delegated_administrator`.
  mutating func delegatedAdministrator() {
    guard let account = named("account_id"), let service = text("service_principal") else { return }
    wrapped(
      "DelegatedAdministrators",
      ["AccountId": .string(account)],
      ["DelegatedServices"],
      ["ServicePrincipal": .string(service)],
      .members(["ServicePrincipal"])
    )
  }
}
