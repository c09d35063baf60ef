import IsolationAudit
import Testing

@Suite("Snapshot: organization and IAM")
struct SnapshotIdentityTests {
  @Test("the organization has roots, units, accounts with parents and tags, and its policies")
  func organization() throws {
    let read = try SnapshotReading([
      "accounts/123456789012/global/organizations.json": """
      {"Organization": {"Id": "o-1", "MasterAccountId": "123456789012"},
       "Roots": [{"Id": "r-1", "Name": "Root"}],
       "OrganizationalUnits": [{"Id": "ou-1", "Name": "Workloads"}],
       "Accounts": [{"Id": "123456789012", "Name": "management", "Status": "ACTIVE", "ParentId": "r-1"},
         {"Id": "111111111111", "Name": "dev", "Status": "ACTIVE"}],
       "Parents": [{"ChildId": "111111111111", "Parents": [{"Id": "ou-1", "Type": "ORGANIZATIONAL_UNIT"}]},
         {"ChildId": "ou-1", "Parents": [{"Id": "r-1", "Type": "ROOT"}]}],
       "AccountTags": [{"ResourceId": "111111111111", "Tags": [{"Key": "Tier", "Value": "non-production"}]}],
       "Policies": [{"PolicySummary": {"Id": "p-1", "Name": "deny", "Type": "SERVICE_CONTROL_POLICY"},
         "Content": "{\\"Statement\\": []}", "Targets": [{"TargetId": "ou-1", "Type": "ORGANIZATIONAL_UNIT"}]},
         {"PolicySummary": {"Id": "p-2", "Name": "tags", "Type": "TAG_POLICY"}, "Content": "{}"}]}
      """,
      "accounts/999999999999/us-east-1/ec2.json": #"{"Vpcs": []}"#,
    ])
    let accounts = read.estate.accounts.records
    #expect(accounts.map { read($0.id) } == ["123456789012", "111111111111", "999999999999"])
    #expect(accounts.map { read($0.parent) } == ["r-1", "ou-1", ""])
    #expect(accounts.map(\.isManagement) == [true, false, false])
    #expect(read(accounts[1].tags) == ["Tier=non-production"])
    #expect(read.estate.organizationalUnits.records.map { read($0.parent) } == ["", "r-1"])
    let policies = read.estate.organizationPolicies.records
    #expect(policies.map { read($0.id) } == ["p-1"])
    #expect(policies[0].document == .object([.init(key: "Statement", value: .array([]))]))
    #expect(read(policies[0].targets) == ["ou-1"])
  }

  @Test("roles, users, groups and managed policies keep their documents, however they are encoded")
  func principals() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/global/iam.json": """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/app/web", "RoleName": "web", "Path": "/app/",
         "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow"}]},
         "RolePolicyList": [{"PolicyName": "inline", "PolicyDocument": "%7B%22Version%22%3A%20%222012-10-17%22%7D"}],
         "AttachedManagedPolicies": [{"PolicyName": "p", "PolicyArn": "arn:aws:iam::111111111111:policy/p"}],
         "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111111111111:policy/b"},
         "InstanceProfileList": [{"Arn": "arn:aws:iam::111111111111:instance-profile/web", "InstanceProfileName": "web",
            "Roles": [{"Arn": "arn:aws:iam::111111111111:role/app/web"}]}],
         "Tags": [{"Key": "Team", "Value": "web"}]}],
       "UserDetailList": [{"Arn": "arn:aws:iam::111111111111:user/alice", "UserName": "alice", "Path": "/",
         "GroupList": ["admins"]}],
       "GroupDetailList": [{"Arn": "arn:aws:iam::111111111111:group/admins", "GroupName": "admins",
         "GroupPolicyList": [{"PolicyName": "g", "PolicyDocument": "{\\"Id\\": \\"x\\"}"}]}],
       "Policies": [{"Arn": "arn:aws:iam::111111111111:policy/p", "PolicyName": "p", "PolicyVersionList": [
         {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Id": "old"}},
         {"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Id": "new"}}]}],
       "OpenIDConnectProviders": [{"Arn": "arn:aws:iam::111111111111:oidc-provider/example.com"}],
       "SAMLProviderList": [{"Arn": "arn:aws:iam::111111111111:saml-provider/corp"}]}
      """
    ])
    #expect(read.diagnostics == [])
    let principals = read.estate.principals.records
    #expect(principals.map(\.kind) == [.role, .user, .group])
    #expect(principals.map { read($0.name) } == ["web", "alice", "admins"])
    #expect(principals.map { read($0.account) } == ["111111111111", "111111111111", "111111111111"])
    let role = principals[0]
    #expect(role.trustPolicy?.document?["Statement"]?.array?.first?["Effect"]?.string == "Allow")
    #expect(role.inlinePolicies.map { $0.document?["Version"]?.string } == ["2012-10-17"])
    #expect(read(role.attachedPolicies) == ["arn:aws:iam::111111111111:policy/p"])
    #expect(read(role.boundary) == "arn:aws:iam::111111111111:policy/b")
    #expect(read(principals[1].groups) == ["admins"])
    #expect(principals[2].inlinePolicies.map { $0.document?["Id"]?.string } == ["x"])
    #expect(read.estate.managedPolicies.records.map { $0.document?["Id"]?.string } == ["new"])
    #expect(read.estate.instanceProfiles.records.map { read($0.roles) } == [["arn:aws:iam::111111111111:role/app/web"]])
    #expect(read.estate.identityProviders.count == 2)
    let place = read.snapshot.files.locate(role.inlinePolicies[0].provenance)
    #expect(place.pointer == "/RoleDetailList/0/RolePolicyList/0/PolicyDocument")
  }

  @Test("a policy document with a key twice is refused: it could hide a statement")
  func duplicateKeyInDocument() throws {
    let read = try SnapshotReading(
      #"""
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/web", "RolePolicyList": [{"PolicyName": "p",
        "PolicyDocument": "{\"Statement\": [],\n \"Statement\": []}"}]}]}
      """#
    )
    #expect(
      read.errors == [
        "ec2.json:2:21 #/RoleDetailList/0/RolePolicyList/0/PolicyDocument (arn:aws:iam::111111111111:role/web): error: "
          + "policy document, line 2, column 2: duplicate key \"Statement\", expected every key of an object once"
      ]
    )
    #expect(read.status("RoleDetailList") == .error)
  }
}
