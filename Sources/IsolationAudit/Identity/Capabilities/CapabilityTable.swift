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
}
