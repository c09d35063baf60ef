// IAM: roles, users, groups and their policies, inline and attached, in all the forms that the provider has.
extension ResourceReader {
  /// `aws_iam_role`.
  mutating func role() {
    record(
      "RoleDetailList",
      [
        "Arn": .string(arn), "RoleName": .string(known("name") ?? address), "Path": .string(text("path") ?? "/"),
        "AssumeRolePolicyDocument": policy("assume_role_policy"), "PermissionsBoundary": boundary(), "Tags": tags(),
      ]
    )
    for block in inline("inline_policy") {
      guard let name = named("name", in: block), let document = policy("policy", in: block) else { continue }
      inlinePolicy("RoleDetailList", arn, "RolePolicyList", name, document)
    }
    for policy in isComputed("managed_policy_arns") ? [] : namedTexts("managed_policy_arns").sorted() {
      attach(policy, to: "RoleDetailList", arn)
    }
  }

  /// `aws_iam_user`, `aws_iam_group`.
  mutating func userOrGroup(_ list: String, _ member: String) {
    var fields = DraftObject()
    fields["Arn"] = .string(arn)
    fields[member] = .string(known("name") ?? address)
    fields["Path"] = .string(text("path") ?? "/")
    fields["PermissionsBoundary"] = boundary()
    fields["Tags"] = tags()
    record(list, .object(fields))
  }

  private mutating func boundary() -> DraftValue? {
    named("permissions_boundary").map { ["PermissionsBoundaryArn": .string($0)] }
  }

  private mutating func inlinePolicy(
    _ list: String,
    _ principal: String,
    _ member: String,
    _ name: String,
    _ document: DraftValue
  ) {
    element(
      list,
      principal,
      [member],
      ["PolicyName": .string(name), "PolicyDocument": document],
      .members(["PolicyName"])
    )
  }

  private mutating func attach(_ policy: String, to list: String, _ principal: String) {
    element(
      list,
      principal,
      ["AttachedManagedPolicies"],
      ["PolicyArn": .string(policy)],
      .members(["PolicyArn"])
    )
    if policy.contains(":iam::aws:policy/") { note(managed: policy) }
  }

  /// A policy of AWS itself is known by what a snapshot holds of it.
  private mutating func note(managed policy: String) { lookUp("Policies", policy) }

  /// The ARN of a principal that is named: with the path of a resource of that name, or with none.
  private func principal(_ name: String, _ type: String, _ kind: String) -> String {
    if name.hasPrefix("arn:") { return name }
    for other in state.resources(ofType: type, called: name) where other.account == account && other.mode == .managed {
      return PlannedNames(state).arn(other)
    }
    return "arn:\(resource.partition):iam::\(account):\(kind)/\(name)"
  }

  /// `aws_iam_role_policy`, `aws_iam_user_policy`, `aws_iam_group_policy`.
  mutating func principalPolicy(_ kind: String, _ list: String, _ member: String) {
    guard let owner = named(kind) else { return }
    let name = known("name") ?? address
    guard let document = policy("policy") else { return }
    inlinePolicy(list, principal(owner, "aws_iam_\(kind)", kind), member, name, document)
  }

  /// `aws_iam_role_policy_attachment`, `aws_iam_user_policy_attachment`, `aws_iam_group_policy_attachment`.
  mutating func policyAttachment(_ kind: String, _ list: String) {
    guard let owner = named(kind), let policy = named("policy_arn") else { return }
    attach(policy, to: list, principal(owner, "aws_iam_\(kind)", kind))
  }

  /// `aws_iam_policy_attachment`.
  mutating func policyAttachments() {
    guard let policy = named("policy_arn") else { return }
    for (attribute, kind, list) in [
      ("roles", "role", "RoleDetailList"), ("users", "user", "UserDetailList"), ("groups", "group", "GroupDetailList"),
    ] {
      for name in texts(attribute).sorted() { attach(policy, to: list, principal(name, "aws_iam_\(kind)", kind)) }
    }
    assume("`\(policy)` is attached to nothing else, because the resource takes it from all others")
  }

  /// `aws_iam_…_policies_exclusive`, `aws_iam_…_policy_attachments_exclusive`: takes away all but what it names.
  mutating func exclusivePolicies(_ kind: String, _ list: String, _ member: String, _ name: String, _ attribute: String)
  {
    guard let owner = named("\(kind)_name") else { return }
    let names = Set(namedTexts(attribute))
    restrict(list, principal(owner, "aws_iam_\(kind)", kind), member, name, to: names.sorted())
  }

  /// `aws_iam_policy`.
  mutating func managedPolicy() {
    record(
      "Policies",
      [
        "Arn": .string(arn), "PolicyName": .string(known("name") ?? address), "Path": .string(text("path") ?? "/"),
        "PolicyVersionList": policy("policy").map { [["IsDefaultVersion": true, "Document": $0]] },
      ]
    )
  }

  /// `aws_iam_instance_profile`.
  mutating func instanceProfile() {
    let role = named("role").map { principal($0, "aws_iam_role", "role") }
    record(
      "InstanceProfiles",
      [
        "Arn": .string(arn), "InstanceProfileName": .string(known("name") ?? address),
        "Roles": .array(role.map { [["Arn": .string($0)]] } ?? []), "Tags": tags(),
      ]
    )
  }

  /// `aws_iam_user_group_membership`.
  mutating func userGroups() {
    guard let user = named("user") else { return }
    for group in texts("groups").sorted() { join(user, group) }
  }

  /// `aws_iam_group_membership`.
  mutating func groupUsers() {
    guard let group = named("group") else { return }
    for user in texts("users").sorted() { join(user, group) }
  }

  private mutating func join(_ user: String, _ group: String) {
    element("UserDetailList", principal(user, "aws_iam_user", "user"), ["GroupList"], .string(group), .value)
  }

  /// `aws_iam_openid_connect_provider`.
  mutating func openIDProvider() {
    record(
      "OpenIDConnectProviders",
      [
        "Arn": .string(arn), "Url": DraftValue(text("url")),
        "ClientIDList": .init(texts("client_id_list").sorted()), "Tags": tags(),
      ]
    )
  }

  /// `aws_iam_saml_provider`.
  mutating func samlProvider() { record("SAMLProviders", ["Arn": .string(arn), "Tags": tags()]) }

  /// `aws_iam_service_linked_role`: a role that only its service may take.
  mutating func serviceLinkedRole() {
    guard let service = text("aws_service_name") else { return }
    let document =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"#
      + PlannedState.quoted(service) + #"},"Action":"sts:AssumeRole"}]}"#
    record(
      "RoleDetailList",
      [
        "Arn": .string(arn), "RoleName": .string(known("name") ?? address),
        "Path": .string(known("path") ?? "/aws-service-role/\(service)/"),
        "AssumeRolePolicyDocument": .string(document),
      ]
    )
  }
}
