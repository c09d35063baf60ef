extension CapabilityRow {
  /// The table.
  static let table: [CapabilityRow] =
    sessions + holdings + credentials + policyChanges + passedRoles + workloadControl + clusters + codeSources
    + organizationWide + dataSharing + footholds

  /// Sessions of roles.
  private static let sessions: [CapabilityRow] = [
    CapabilityRow(
      "sts-AssumeRole",
      "assumes the role",
      ["pf:sts-001", "x:sts-AssumeRole", "x:org-account-access-role"],
      [Requirement("sts:AssumeRole")],
      .assumableRole,
      .uses,
      preconditions: ["the role's trust policy allows the caller"],
      source: "STS API Reference, AssumeRole; IAM User Guide, Cross-account policy evaluation logic"
    ),
    CapabilityRow(
      "sts-AssumeRoleWithWebIdentity",
      "gets a session of the role with a token of the provider",
      ["x:sts-AssumeRoleWithWebIdentity"],
      [],
      .assumableRole,
      calls: 1,
      .uses,
      preconditions: ["the role's trust policy allows the provider"],
      source: "STS API Reference, AssumeRoleWithWebIdentity"
    ),
    CapabilityRow(
      "sts-AssumeRoleWithSAML",
      "gets a session of the role with an assertion of the provider",
      ["x:sts-AssumeRoleWithSAML"],
      [],
      .assumableRole,
      calls: 1,
      .uses,
      preconditions: ["the role's trust policy allows the provider"],
      source: "STS API Reference, AssumeRoleWithSAML"
    ),
  ]

  /// What workloads and persons simply have.
  private static let holdings: [CapabilityRow] = [
    CapabilityRow(
      "ec2-imds",
      "gets the credentials of the instance's role from the instance metadata service",
      ["x:ec2-imds"],
      [],
      .stated,
      .has,
      preconditions: ["the instance's profile holds the role"],
      source: "EC2 User Guide, Retrieve security credentials from instance metadata"
    ),
    CapabilityRow(
      "workload-role",
      "runs with the role",
      [],
      [],
      .stated,
      .has,
      preconditions: ["it runs with the role"],
      source: "the guides of Lambda, ECS, Glue, CodeBuild, SageMaker and others, about the roles of what they run"
    ),
    CapabilityRow(
      "eks-IRSA",
      "gets tokens of the cluster's identity provider for its pods",
      ["x:eks-IRSA"],
      [],
      .stated,
      .has,
      preconditions: ["the provider's URL is the cluster's issuer"],
      source: "EKS User Guide, IAM roles for service accounts"
    ),
    CapabilityRow(
      "eks-pods",
      "runs pods of the service account, or on the nodes",
      [],
      [],
      .stated,
      .has,
      preconditions: ["the service account or the nodes belong to the cluster"],
      assumes: ["who administers a cluster can run any pod in it"],
      source: "EKS User Guide, EKS Pod Identity; Amazon EKS node IAM role"
    ),
    CapabilityRow(
      "identity-center-assignment",
      "signs in with the permission set",
      [],
      [],
      .stated,
      calls: 1,
      .uses,
      preconditions: ["the permission set is assigned to the person or one of his groups"],
      source: "IAM Identity Center User Guide, Assign user or group access to AWS accounts"
    ),
  ]

  /// Credentials of others.
  private static let credentials: [CapabilityRow] = [
    CapabilityRow(
      "iam-UpdateAssumeRolePolicy",
      "changes the role's trust policy and assumes it",
      ["pf:iam-012", "x:update-oidc"],
      [Requirement("iam:UpdateAssumeRolePolicy")],
      .members(.editableRoles),
      calls: 2,
      .changes,
      preconditions: ["the role belongs neither to a service nor to IAM Identity Center"],
      source: "IAM API Reference, UpdateAssumeRolePolicy"
    ),
    CapabilityRow(
      "iam-CreateAccessKey",
      "makes an access key of the user",
      ["pf:iam-002"],
      [Requirement("iam:CreateAccessKey")],
      .members(.users),
      .changes,
      assumes: ["the user has fewer than two access keys"],
      source: "IAM API Reference, CreateAccessKey"
    ),
    CapabilityRow(
      "iam-ReplaceAccessKey",
      "replaces an access key of the user",
      ["pf:iam-003"],
      [Requirement("iam:DeleteAccessKey"), Requirement("iam:CreateAccessKey")],
      .members(.users),
      .changes,
      source: "IAM API Reference, DeleteAccessKey, CreateAccessKey"
    ),
    CapabilityRow(
      "iam-CreateLoginProfile",
      "gives the user a password",
      ["pf:iam-004"],
      [Requirement("iam:CreateLoginProfile")],
      .members(.users),
      .changes,
      assumes: ["the user has no password"],
      source: "IAM API Reference, CreateLoginProfile"
    ),
    CapabilityRow(
      "iam-UpdateLoginProfile",
      "changes the user's password",
      ["pf:iam-006"],
      [Requirement("iam:UpdateLoginProfile")],
      .members(.users),
      .changes,
      assumes: ["the user has a password"],
      source: "IAM API Reference, UpdateLoginProfile"
    ),
    CapabilityRow(
      "iam-UpdateSAMLProvider",
      "replaces the provider's certificate",
      ["x:update-saml"],
      [Requirement("iam:UpdateSAMLProvider")],
      .members(.samlProviders),
      .changes,
      source: "IAM API Reference, UpdateSAMLProvider"
    ),
    CapabilityRow(
      "iam-UpdateOpenIDConnectProvider",
      "lets the provider vouch for more",
      ["x:update-oidc"],
      [
        Requirement("iam:UpdateOpenIDConnectProviderThumbprint", "iam:AddClientIDToOpenIDConnectProvider")
      ],
      .members(.webProviders),
      .changes,
      unless: "the provider issues a token for the added audience, or its certificate is checked by the thumbprint",
      source: "IAM API Reference, AddClientIDToOpenIDConnectProvider, UpdateOpenIDConnectProviderThumbprint"
    ),
  ]

  /// Policies of oneself or of others.
  private static let policyChanges: [CapabilityRow] = [
    CapabilityRow(
      "iam-CreatePolicyVersion",
      "rewrites a managed policy of its own",
      ["pf:iam-001"],
      [Requirement("iam:CreatePolicyVersion")],
      .administration(.ownPolicies),
      .changes,
      preconditions: ["a customer managed policy is attached to the caller or to a group of his"],
      source: "IAM API Reference, CreatePolicyVersion"
    ),
    CapabilityRow(
      "iam-SetDefaultPolicyVersion",
      "makes another version of a managed policy of its own the default",
      ["x:set-default-version"],
      [Requirement("iam:SetDefaultPolicyVersion")],
      .administration(.ownPolicies),
      .changes,
      preconditions: ["a customer managed policy is attached to the caller or to a group of his"],
      unless: "another version of the policy allows more",
      source: "IAM API Reference, SetDefaultPolicyVersion"
    ),
    CapabilityRow(
      "iam-PutRolePolicy",
      "writes an inline policy of its own role",
      ["pf:iam-005"],
      [Requirement("iam:PutRolePolicy")],
      .administration(.itself(.role)),
      .changes,
      preconditions: ["the caller is that role"],
      source: "IAM API Reference, PutRolePolicy"
    ),
    CapabilityRow(
      "iam-AttachRolePolicy",
      "attaches a managed policy to its own role",
      ["pf:iam-009"],
      [Requirement("iam:AttachRolePolicy")],
      .administration(.itself(.role)),
      .changes,
      preconditions: ["the caller is that role"],
      source: "IAM API Reference, AttachRolePolicy"
    ),
    CapabilityRow(
      "iam-PutUserPolicy",
      "writes an inline policy of its own user",
      ["pf:iam-007"],
      [Requirement("iam:PutUserPolicy")],
      .administration(.itself(.user)),
      .changes,
      preconditions: ["the caller is that user"],
      source: "IAM API Reference, PutUserPolicy"
    ),
    CapabilityRow(
      "iam-AttachUserPolicy",
      "attaches a managed policy to its own user",
      ["pf:iam-008"],
      [Requirement("iam:AttachUserPolicy")],
      .administration(.itself(.user)),
      .changes,
      preconditions: ["the caller is that user"],
      source: "IAM API Reference, AttachUserPolicy"
    ),
    CapabilityRow(
      "iam-PutGroupPolicy",
      "writes an inline policy of a group of its own",
      ["pf:iam-011"],
      [Requirement("iam:PutGroupPolicy")],
      .administration(.ownGroups),
      .changes,
      preconditions: ["the caller is a user in that group"],
      source: "IAM API Reference, PutGroupPolicy"
    ),
    CapabilityRow(
      "iam-AttachGroupPolicy",
      "attaches a managed policy to a group of its own",
      ["pf:iam-010"],
      [Requirement("iam:AttachGroupPolicy")],
      .administration(.ownGroups),
      .changes,
      preconditions: ["the caller is a user in that group"],
      source: "IAM API Reference, AttachGroupPolicy"
    ),
    CapabilityRow(
      "iam-AddUserToGroup",
      "joins the group",
      ["pf:iam-013"],
      [Requirement("iam:AddUserToGroup")],
      .members(.groups),
      .changes,
      preconditions: ["the caller is a user"],
      source: "IAM API Reference, AddUserToGroup"
    ),
    CapabilityRow(
      "iam-AttachRolePolicy-sts-AssumeRole",
      "attaches a managed policy to a role and assumes it",
      ["pf:iam-014"],
      [Requirement("iam:AttachRolePolicy")],
      .administration(.roleThatItAssumes),
      calls: 2,
      .changes,
      preconditions: ["the caller may assume that role"],
      source: "IAM API Reference, AttachRolePolicy; STS API Reference, AssumeRole"
    ),
    CapabilityRow(
      "iam-PutRolePolicy-sts-AssumeRole",
      "writes an inline policy of a role and assumes it",
      ["pf:iam-017"],
      [Requirement("iam:PutRolePolicy")],
      .administration(.roleThatItAssumes),
      calls: 2,
      .changes,
      preconditions: ["the caller may assume that role"],
      source: "IAM API Reference, PutRolePolicy; STS API Reference, AssumeRole"
    ),
    CapabilityRow(
      "iam-CreatePolicyVersion-sts-AssumeRole",
      "rewrites a managed policy of a role and assumes it",
      ["pf:iam-016"],
      [Requirement("iam:CreatePolicyVersion")],
      .administration(.policyOfRoleThatItAssumes),
      calls: 2,
      .changes,
      preconditions: ["the caller may assume that role", "a customer managed policy is attached to it"],
      source: "IAM API Reference, CreatePolicyVersion; STS API Reference, AssumeRole"
    ),
    CapabilityRow(
      "iam-AttachUserPolicy-iam-CreateAccessKey",
      "attaches a managed policy to a user and makes an access key",
      ["pf:iam-015"],
      [Requirement("iam:AttachUserPolicy"), Requirement("iam:CreateAccessKey")],
      .administration(.another(.user)),
      .changes,
      assumes: ["the user has fewer than two access keys"],
      source: "IAM API Reference, AttachUserPolicy, CreateAccessKey"
    ),
    CapabilityRow(
      "iam-PutUserPolicy-iam-CreateAccessKey",
      "writes an inline policy of a user and makes an access key",
      ["pf:iam-018"],
      [Requirement("iam:PutUserPolicy"), Requirement("iam:CreateAccessKey")],
      .administration(.another(.user)),
      .changes,
      assumes: ["the user has fewer than two access keys"],
      source: "IAM API Reference, PutUserPolicy, CreateAccessKey"
    ),
    CapabilityRow(
      "iam-AttachRolePolicy-iam-UpdateAssumeRolePolicy",
      "attaches a managed policy to a role, changes its trust policy and assumes it",
      ["pf:iam-019"],
      [Requirement("iam:AttachRolePolicy"), Requirement("iam:UpdateAssumeRolePolicy")],
      .administration(.another(.role)),
      calls: 3,
      .changes,
      preconditions: ["the role belongs neither to a service nor to IAM Identity Center"],
      source: "IAM API Reference, AttachRolePolicy, UpdateAssumeRolePolicy"
    ),
    CapabilityRow(
      "iam-PutRolePolicy-iam-UpdateAssumeRolePolicy",
      "writes an inline policy of a role, changes its trust policy and assumes it",
      ["pf:iam-021"],
      [Requirement("iam:PutRolePolicy"), Requirement("iam:UpdateAssumeRolePolicy")],
      .administration(.another(.role)),
      calls: 3,
      .changes,
      preconditions: ["the role belongs neither to a service nor to IAM Identity Center"],
      source: "IAM API Reference, PutRolePolicy, UpdateAssumeRolePolicy"
    ),
    CapabilityRow(
      "iam-CreateRole-iam-AttachRolePolicy",
      "makes a role that trusts it, attaches a managed policy to it and assumes it",
      [],
      [
        Requirement("iam:CreateRole", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:AttachRolePolicy", on: .some("arn:aws:iam::{account}:role/*")),
      ],
      .administration(.newRole),
      calls: 3,
      .changes,
      preconditions: ["one role that is not there may be made and given the policy"],
      source: "IAM API Reference, CreateRole, AttachRolePolicy"
    ),
    CapabilityRow(
      "iam-CreateRole-iam-PutRolePolicy",
      "makes a role that trusts it, writes an inline policy of it and assumes it",
      [],
      [
        Requirement("iam:CreateRole", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:PutRolePolicy", on: .some("arn:aws:iam::{account}:role/*")),
      ],
      .administration(.newRole),
      calls: 3,
      .changes,
      preconditions: ["one role that is not there may be made and given the policy"],
      source: "IAM API Reference, CreateRole, PutRolePolicy"
    ),
    CapabilityRow(
      "iam-CreatePolicyVersion-iam-UpdateAssumeRolePolicy",
      "rewrites a managed policy of a role, changes its trust policy and assumes it",
      ["pf:iam-020"],
      [Requirement("iam:CreatePolicyVersion"), Requirement("iam:UpdateAssumeRolePolicy")],
      .administration(.policyOfAnotherRole),
      calls: 3,
      .changes,
      preconditions: ["a customer managed policy is attached to the role"],
      source: "IAM API Reference, CreatePolicyVersion, UpdateAssumeRolePolicy"
    ),
    CapabilityRow(
      "iam-DeletePermissionsBoundary",
      "removes or replaces its own permissions boundary",
      ["x:delete-boundary"],
      [
        Requirement(
          "iam:DeleteRolePermissionsBoundary",
          "iam:PutRolePermissionsBoundary",
          "iam:DeleteUserPermissionsBoundary",
          "iam:PutUserPermissionsBoundary"
        )
      ],
      .administration(.ownBoundary),
      .changes,
      preconditions: ["the caller has a permissions boundary"],
      source: "IAM API Reference, DeleteRolePermissionsBoundary, PutRolePermissionsBoundary and those for users"
    ),
    CapabilityRow(
      "iam-CreatePolicyVersion-boundary",
      "rewrites the managed policy that is its own permissions boundary",
      [],
      [Requirement("iam:CreatePolicyVersion")],
      .administration(.ownBoundaryPolicy),
      .changes,
      preconditions: ["the caller's permissions boundary is a customer managed policy"],
      source: "IAM API Reference, CreatePolicyVersion; IAM User Guide, Permissions boundaries for IAM entities"
    ),
  ]
}
