extension CapabilityRow {
  /// Takes the boundary of a role away, or gives it another in its place.
  private static let freeing = Requirement("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary")

  /// Policies of oneself or of others.
  static let policyChanges: [CapabilityRow] = [
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
      "iam-CreateRole-iam-AttachRolePolicy-iam-DeleteRolePermissionsBoundary",
      "makes a role that trusts it below a boundary, attaches a managed policy, takes the boundary away and assumes it",
      [],
      [
        Requirement("iam:CreateRole", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:AttachRolePolicy", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:DeleteRolePermissionsBoundary", on: .some("arn:aws:iam::{account}:role/*")),
      ],
      .administration(.newRoleFreed),
      calls: 4,
      .changes,
      preconditions: ["somebody in the account has a permissions boundary that the role may be made with"],
      source: "IAM API Reference, CreateRole, AttachRolePolicy, DeleteRolePermissionsBoundary"
    ),
    CapabilityRow(
      "iam-CreateRole-iam-PutRolePolicy-iam-DeleteRolePermissionsBoundary",
      "makes a role that trusts it below a boundary, writes an inline policy, takes the boundary away and assumes it",
      [],
      [
        Requirement("iam:CreateRole", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:PutRolePolicy", on: .some("arn:aws:iam::{account}:role/*")),
        Requirement("iam:DeleteRolePermissionsBoundary", on: .some("arn:aws:iam::{account}:role/*")),
      ],
      .administration(.newRoleFreed),
      calls: 4,
      .changes,
      preconditions: ["somebody in the account has a permissions boundary that the role may be made with"],
      source: "IAM API Reference, CreateRole, PutRolePolicy, DeleteRolePermissionsBoundary"
    ),
    CapabilityRow(
      "iam-AttachRolePolicy-iam-UpdateAssumeRolePolicy-iam-DeleteRolePermissionsBoundary",
      "attaches a managed policy to a role, takes its boundary away, changes its trust policy and assumes it",
      [],
      [
        Requirement("iam:AttachRolePolicy"), Requirement("iam:UpdateAssumeRolePolicy"), freeing,
      ],
      .administration(.anotherRoleFreed),
      calls: 4,
      .changes,
      preconditions: ["the role has a boundary, and belongs neither to a service nor to IAM Identity Center"],
      source: "IAM API Reference, AttachRolePolicy, UpdateAssumeRolePolicy, DeleteRolePermissionsBoundary"
    ),
    CapabilityRow(
      "iam-PutRolePolicy-iam-UpdateAssumeRolePolicy-iam-DeleteRolePermissionsBoundary",
      "writes an inline policy of a role, takes its boundary away, changes its trust policy and assumes it",
      [],
      [Requirement("iam:PutRolePolicy"), Requirement("iam:UpdateAssumeRolePolicy"), freeing],
      .administration(.anotherRoleFreed),
      calls: 4,
      .changes,
      preconditions: ["the role has a boundary, and belongs neither to a service nor to IAM Identity Center"],
      source: "IAM API Reference, PutRolePolicy, UpdateAssumeRolePolicy, DeleteRolePermissionsBoundary"
    ),
    CapabilityRow(
      "iam-AttachRolePolicy-iam-DeleteRolePermissionsBoundary-sts-AssumeRole",
      "attaches a managed policy to a role, takes its boundary away and assumes it",
      [],
      [Requirement("iam:AttachRolePolicy"), freeing],
      .administration(.roleThatItAssumesFreed),
      calls: 3,
      .changes,
      preconditions: ["the caller may assume that role", "it has a boundary"],
      source: "IAM API Reference, AttachRolePolicy, DeleteRolePermissionsBoundary; STS API Reference, AssumeRole"
    ),
    CapabilityRow(
      "iam-PutRolePolicy-iam-DeleteRolePermissionsBoundary-sts-AssumeRole",
      "writes an inline policy of a role, takes its boundary away and assumes it",
      [],
      [Requirement("iam:PutRolePolicy"), freeing],
      .administration(.roleThatItAssumesFreed),
      calls: 3,
      .changes,
      preconditions: ["the caller may assume that role", "it has a boundary"],
      source: "IAM API Reference, PutRolePolicy, DeleteRolePermissionsBoundary; STS API Reference, AssumeRole"
    ),
    CapabilityRow(
      "iam-DeleteRolePermissionsBoundary-sts-AssumeRole",
      "takes the permissions boundary of a role away and assumes it",
      [],
      [freeing],
      .administration(.boundaryOfRoleThatItAssumes),
      calls: 2,
      .changes,
      preconditions: ["the caller may assume that role", "it has a boundary"],
      source: "IAM API Reference, DeleteRolePermissionsBoundary; STS API Reference, AssumeRole"
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
