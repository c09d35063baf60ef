/// A permission set of IAM Identity Center: a role `AWSReservedSSO_<name>_<hash>` in each account that it is assigned in.
package struct PermissionSet: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The ARN of the instance of IAM Identity Center.
  package var instance: Symbol
  /// The name.
  package var name: Symbol
  /// The inline policy; `nil` when there is none or it is not in the snapshot.
  package var inlinePolicy: IAMPolicy?
  /// The ARNs of the attached AWS managed policies.
  package var managedPolicies: [Symbol] = []
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, instance: Symbol, name: Symbol, tags: TagSetID = .none, provenance: Provenance) {
    (self.arn, self.instance, self.name) = (arn, instance, name)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// Who may use a permission set in an account.
package struct PermissionSetAssignment: Sendable {
  /// The ARN of the permission set.
  package var permissionSet: Symbol
  /// The account.
  package var account: Symbol
  /// Whether it is assigned to a group; otherwise to a user.
  package var isGroup: Bool
  /// The id of the user or group in the identity store.
  package var directoryID: Symbol
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    permissionSet: Symbol,
    account: Symbol,
    isGroup: Bool,
    directoryID: Symbol,
    provenance: Provenance
  ) {
    (self.permissionSet, self.account, self.isGroup) = (permissionSet, account, isGroup)
    (self.directoryID, self.provenance) = (directoryID, provenance)
  }
}

/// A person or a group of the identity store of IAM Identity Center.
package struct DirectoryIdentity: Sendable {
  /// The id in the identity store.
  package var id: Symbol
  /// The user name, or the group's display name.
  package var name: Symbol
  /// Whether it is a group.
  package var isGroup: Bool
  /// The ids of a group's members; `nil` for a person, or when they are not in the snapshot.
  package var members: [Symbol]?
  /// The account of IAM Identity Center.
  package var owner: Symbol
  /// Where it is declared.
  package var provenance: Provenance

  package init(id: Symbol, name: Symbol, isGroup: Bool, members: [Symbol]?, owner: Symbol, provenance: Provenance) {
    (self.id, self.name, self.isGroup, self.members) = (id, name, isGroup, members)
    (self.owner, self.provenance) = (owner, provenance)
  }
}
