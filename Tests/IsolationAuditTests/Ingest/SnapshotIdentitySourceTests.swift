import IsolationAudit
import Testing

@Suite("Snapshot: Identity Center, EKS access, Roles Anywhere and providers")
struct SnapshotIdentitySourceTests {
  @Test("permission sets, their policies, assignments, and the directory")
  func identityCenter() throws {
    let set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/sso.json": """
      {"identityCenterInstances": [{"InstanceArn": "arn:aws:sso:::instance/ssoins-1", "IdentityStoreId": "d-1",
         "OwnerAccountId": "111111111111"}],
       "PermissionSets": [{"PermissionSetArn": "\(set)", "Name": "Admin"},
         {"PermissionSetArn": "arn:aws:sso:::permissionSet/ssoins-1/ps-2", "Name": "Reader"}],
       "PermissionSetInlinePolicies": [{"PermissionSetArn": "\(set)", "InlinePolicy": "{\\"Id\\": \\"x\\"}"},
         {"PermissionSetArn": "arn:aws:sso:::permissionSet/ssoins-1/ps-2", "InlinePolicy": ""}],
       "PermissionSetManagedPolicies": [{"PermissionSetArn": "\(set)",
         "AttachedManagedPolicies": [{"Name": "A", "Arn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}],
       "AccountAssignments": [
         {"AccountId": "222222222222", "PermissionSetArn": "\(set)", "PrincipalType": "GROUP", "PrincipalId": "g-1"},
         {"AccountId": "222222222222", "PermissionSetArn": "\(set)", "PrincipalType": "GROUP", "PrincipalId": "g-1"},
         {"AccountId": "333333333333", "PermissionSetArn": "\(set)", "PrincipalType": "USER", "PrincipalId": "u-1"}],
       "identityStoreUsers": [{"UserId": "u-1", "UserName": "alice", "Emails": [{"Value": "alice@example.com"}]}],
       "identityStoreGroups": [{"GroupId": "g-1", "DisplayName": "admins"}, {"GroupId": "g-2", "DisplayName": "empty"},
         {"GroupId": "g-3", "DisplayName": "unlisted"}],
       "identityStoreGroupMemberships": [{"GroupId": "g-2", "GroupMemberships": []},
         {"GroupId": "g-1", "GroupMemberships": [{"MembershipId": "m", "MemberId": {"UserId": "u-1"}}]}]}
      """
    ])
    #expect(read.diagnostics == [])
    let sets = read.estate.permissionSets.records
    #expect(sets.map { read($0.name) } == ["Admin", "Reader"])
    #expect(sets.map { read($0.instance) } == Array(repeating: "arn:aws:sso:::instance/ssoins-1", count: 2))
    #expect(sets.map { $0.inlinePolicy?.document?["Id"]?.string } == ["x", nil])
    #expect(sets.map { read($0.managedPolicies) } == [["arn:aws:iam::aws:policy/AdministratorAccess"], []])
    #expect(
      read.estate.permissionSetAssignments.map { "\(read($0.account)) \($0.isGroup) \(read($0.directoryID))" } == [
        "222222222222 true g-1", "333333333333 false u-1",
      ]
    )
    let directory = read.estate.directoryIdentities.values.sorted { read($0.id) < read($1.id) }
    #expect(directory.map { read($0.name) } == ["admins", "empty", "unlisted", "alice"])
    #expect(directory.map { $0.members.map { read($0) } } == [["u-1"], [], nil, nil])
    #expect(read.estate.symbols.find("alice@example.com") == nil)
  }

  @Test("an assignment to neither a user nor a group is refused")
  func unknownPrincipalType() throws {
    let read = try SnapshotReading(
      """
      {"AccountAssignments": [{"AccountId": "222222222222", "PermissionSetArn": "a", "PrincipalType": "ROBOT",
        "PrincipalId": "g-1"}]}
      """
    )
    #expect(read.errors.first?.contains("`ROBOT` for PrincipalType, expected USER or GROUP") == true)
  }

  private static func cluster(_ account: String = "111111111111", _ more: String = "") -> String {
    """
    {"name": "main", "arn": "arn:aws:eks:us-east-1:\(account):cluster/main", "roleArn": "r",
     "identity": {"oidc": {"issuer": "https://oidc.eks.us-east-1.amazonaws.com/id/A"}},
     "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}\(more)}
    """
  }

  @Test("a cluster tells its issuer, whom it knows, and which roles its pods and nodes run with")
  func cluster() throws {
    let read = try SnapshotReading(
      """
      {"Clusters": [\(Self.cluster())],
       "accessEntries": [{"clusterName": "main", "accessEntries": [
         {"principalArn": "p-1", "kubernetesGroups": ["viewers"], "type": "STANDARD"},
         {"principalArn": "p-2", "associatedAccessPolicies": [{"policyArn": "admin", "accessScope": {"type": "cluster"}}]}]}],
       "podIdentityAssociations": [{"clusterName": "main", "associations": [
         {"namespace": "shop", "serviceAccount": "web", "roleArn": "web", "targetRoleArn": "other"}]}],
       "nodegroups": [{"clusterName": "main", "nodegroups": [{"nodegroupName": "n", "nodeRole": "node"}]}],
       "fargateProfiles": [{"clusterName": "main", "fargateProfiles": [
         {"fargateProfileName": "f", "podExecutionRoleArn": "fargate"}]}]}
      """
    )
    #expect(read.diagnostics == [])
    let cluster = try #require(read.estate.kubernetesClusters.values.first)
    #expect(read(cluster.issuer) == "oidc.eks.us-east-1.amazonaws.com/id/A")
    #expect(cluster.authenticationMode == .apiAndConfigMap)
    #expect(cluster.accessEntries?.map { read($0.principal) } == ["p-1", "p-2"])
    #expect(cluster.accessEntries?.map { read($0.groups) } == [["viewers"], []])
    #expect(cluster.accessEntries?.map { $0.policies.map { read($0) } } == [nil, ["admin"]])
    #expect(cluster.podIdentities?.map { read($0.role) } == ["web", "other"])
    #expect(cluster.nodeRoles.map { read($0) } == ["node", "fargate"])
    #expect(cluster.knowsAllNodeRoles)
  }

  @Test("what is not collected of a cluster is not known, and not nothing")
  func clusterAlone() throws {
    let read = try SnapshotReading(
      #"{"Clusters": [\#(Self.cluster())], "nodegroups": [{"clusterName": "main", "nodegroups": []}]}"#
    )
    let cluster = try #require(read.estate.kubernetesClusters.values.first)
    #expect(cluster.accessEntries == nil)
    #expect(cluster.podIdentities == nil)
    #expect(cluster.nodeRoles == [])
    #expect(!cluster.knowsAllNodeRoles)
  }

  @Test("clusters of one name in two accounts are told apart by the folder; without one, nothing is taken for granted")
  func sameName() throws {
    let pods = #"{"podIdentityAssociations": [{"clusterName": "main", "associations": []}]}"#
    let folders = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": #"{"Clusters": [\#(Self.cluster())]}"#,
      "accounts/111111111111/us-east-1/b.json": pods,
      "accounts/222222222222/us-east-1/a.json": #"{"Clusters": [\#(Self.cluster("222222222222"))]}"#,
    ])
    let known = folders.estate.kubernetesClusters.values.filter { $0.podIdentities != nil }
    #expect(known.map { folders($0.owner) } == ["111111111111"])
    let flat = try SnapshotReading([
      "a.json": #"{"Clusters": [\#(Self.cluster()), \#(Self.cluster("222222222222"))]}"#, "b.json": pods,
    ])
    #expect(flat.estate.kubernetesClusters.values.allSatisfy { $0.podIdentities == nil })
    #expect(flat.diagnostics.contains { $0.contains("of which there are 2") })
  }

  @Test("trust anchors and profiles of Roles Anywhere; what does not say that it is off counts as on")
  func rolesAnywhere() throws {
    let arn = "arn:aws:rolesanywhere:us-east-1:111111111111:"
    let read = try SnapshotReading(
      """
      {"trustAnchors": [{"trustAnchorArn": "\(arn)trust-anchor/1", "name": "ca", "enabled": false},
         {"trustAnchorArn": "\(arn)trust-anchor/2", "name": "silent"}],
       "profiles": [{"profileArn": "\(arn)profile/1", "name": "p", "enabled": true, "roleArns": ["r"],
         "sessionPolicy": "{\\"Id\\": \\"s\\"}", "managedPolicyArns": ["m"]},
         {"profileArn": "\(arn)profile/2", "name": "q", "sessionPolicy": ""}]}
      """
    )
    #expect(read.diagnostics == [])
    #expect(read.estate.trustAnchors.records.map(\.isEnabled) == [false, true])
    let profiles = read.estate.rolesAnywhereProfiles.records
    #expect(profiles.map(\.isEnabled) == [true, true])
    #expect(profiles.map { read($0.roles) } == [["r"], []])
    #expect(profiles.map { $0.sessionPolicy?.document?["Id"]?.string } == ["s", nil])
    #expect(profiles.map { read($0.managedPolicies) } == [["m"], []])
  }

  @Test("providers tell their URL and audiences; one that a list names only tells neither")
  func providers() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/global/iam.json": """
      {"OpenIDConnectProviders": [{"Arn": "arn:aws:iam::111111111111:oidc-provider/a", "Url": "https://a",
         "ClientIDList": ["sts.amazonaws.com"]}],
       "OpenIDConnectProviderList": [{"Arn": "arn:aws:iam::111111111111:oidc-provider/a"},
         {"Arn": "arn:aws:iam::111111111111:oidc-provider/b"}]}
      """
    ])
    #expect(read.diagnostics == [])
    let providers = read.estate.identityProviders.records
    #expect(providers.map { read($0.url) } == ["a", ""])
    #expect(providers.map { $0.clientIDs.map { read($0) } } == [["sts.amazonaws.com"], nil])
  }

  @Test("the organization has an id and delegated administrators by service")
  func organization() throws {
    let read = try SnapshotReading([
      "accounts/123456789012/global/organizations.json": """
      {"Organization": {"Id": "o-1", "MasterAccountId": "123456789012"},
       "DelegatedAdministrators": [{"AccountId": "111111111111",
          "DelegatedServices": [{"ServicePrincipal": "sso.amazonaws.com"}]}, {"Id": "222222222222", "Name": "x"}]}
      """
    ])
    #expect(read(read.estate.organizationID) == "o-1")
    let administrators = read.estate.delegatedAdministrators.map { "\(read($0.key)): \(read($0.value))" }.sorted()
    #expect(administrators == [": [\"222222222222\"]", "sso.amazonaws.com: [\"111111111111\"]"])
  }
}
