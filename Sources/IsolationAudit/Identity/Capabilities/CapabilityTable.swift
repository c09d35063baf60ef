extension CapabilityRow {
  /// The table.
  static let table: [CapabilityRow] = sessions + holdings

  /// Sessions of roles.
  private static let sessions: [CapabilityRow] = [
    CapabilityRow(
      id: "sts-AssumeRole",
      title: "assumes the role",
      catalogue: ["pf:sts-001", "x:sts-AssumeRole", "x:org-account-access-role"],
      requires: [Requirement(actions: ["sts:AssumeRole"], on: .target)],
      target: .assumableRole,
      passesTo: [],
      calls: 1,
      effect: .uses,
      need: .nothing,
      preconditions: ["the role's trust policy allows the caller"],
      assumes: [],
      source: "STS API Reference, AssumeRole; IAM User Guide, Cross-account policy evaluation logic"
    ),
    CapabilityRow(
      id: "sts-AssumeRoleWithWebIdentity",
      title: "gets a session of the role with a token of the provider",
      catalogue: ["x:sts-AssumeRoleWithWebIdentity"],
      requires: [],
      target: .assumableRole,
      passesTo: [],
      calls: 1,
      effect: .uses,
      need: .nothing,
      preconditions: ["the role's trust policy allows the provider"],
      assumes: [],
      source: "STS API Reference, AssumeRoleWithWebIdentity"
    ),
    CapabilityRow(
      id: "sts-AssumeRoleWithSAML",
      title: "gets a session of the role with an assertion of the provider",
      catalogue: ["x:sts-AssumeRoleWithSAML"],
      requires: [],
      target: .assumableRole,
      passesTo: [],
      calls: 1,
      effect: .uses,
      need: .nothing,
      preconditions: ["the role's trust policy allows the provider"],
      assumes: [],
      source: "STS API Reference, AssumeRoleWithSAML"
    ),
  ]

  /// What workloads simply have.
  private static let holdings: [CapabilityRow] = [
    CapabilityRow(
      id: "ec2-imds",
      title: "gets the credentials of the instance's role from the instance metadata service",
      catalogue: ["x:ec2-imds"],
      requires: [],
      target: .stated,
      passesTo: [],
      calls: 0,
      effect: .has,
      need: .nothing,
      preconditions: ["the instance's profile holds the role"],
      assumes: [],
      source: "EC2 User Guide, Retrieve security credentials from instance metadata"
    ),
    CapabilityRow(
      id: "workload-role",
      title: "runs with the role",
      catalogue: [],
      requires: [],
      target: .stated,
      passesTo: [],
      calls: 0,
      effect: .has,
      need: .nothing,
      preconditions: ["it runs with the role"],
      assumes: [],
      source: "IAM User Guide, Services that work with IAM; roles of Lambda, ECS, Glue, CodeBuild and others"
    ),
  ]
}
