/// What an account holds outside any Region: its roles and instance profiles, and the organization in the management account.
struct GlobalFolder: Sendable {
  let estate: EstatePlan
  let account: EstatePlan.Account

  private static let created: StaticString = "2026-02-20T08:00:00+00:00"
  private static let organization = "o-a1b2c3d4e5"
  private static let root = "r-ab12"

  /// The roles of every account with the service that may take them on.
  private static let roles: [(name: String, service: String, hasProfile: Bool)] = [
    ("application", "ec2.amazonaws.com", true), ("node", "ec2.amazonaws.com", true),
    ("task", "ecs-tasks.amazonaws.com", false), ("function", "lambda.amazonaws.com", false),
  ]

  static func profileID(_ identifiers: IdentifierSource, _ account: String, _ profile: String) -> String {
    uniqueID("AIPA", identifiers, account, profile)
  }

  private static func uniqueID(
    _ prefix: String,
    _ identifiers: IdentifierSource,
    _ account: String,
    _ name: String
  ) -> String {
    let place = roles.firstIndex { $0.name == name } ?? roles.count
    let digits = identifiers.hexadecimal(.role, Int(account) ?? 0, place + (prefix == "AROA" ? 0 : 100))
    return prefix + digits.uppercased() + "A"
  }

  // MARK: IAM

  func writeRoles(_ json: inout JSONFile) {
    for role in Self.roles {
      json.object { json in
        writeRole(&json, role)
        json.list("InstanceProfileList") { if role.hasProfile { writeProfile(&$0, role) } }
        json.list("RolePolicyList") { json in
          json.object { json in
            json.field("PolicyName", "read-parameters")
            json.object("PolicyDocument") { json in
              json.field("Version", "2012-10-17")
              json.list("Statement") { json in
                json.object { json in
                  json.field("Effect", "Allow")
                  json.list("Action") { $0.item("ssm:GetParameter") }
                  json.field("Resource", "arn:aws:ssm:*:\(account.id):parameter/\(account.name)/*")
                }
              }
            }
          }
        }
        json.list("AttachedManagedPolicies")
        json.list("Tags")
        json.object("RoleLastUsed") { _ in }
      }
    }
  }

  private func writeRole(_ json: inout JSONFile, _ role: (name: String, service: String, hasProfile: Bool)) {
    json.field("Path", "/")
    json.field("RoleName", role.name)
    json.field("RoleId", Self.uniqueID("AROA", estate.identifiers, account.id, role.name))
    json.field("Arn", "arn:aws:iam::\(account.id):role/\(role.name)")
    json.field("CreateDate", Self.created)
    json.object("AssumeRolePolicyDocument") { json in
      json.field("Version", "2012-10-17")
      json.list("Statement") { json in
        json.object { json in
          json.field("Effect", "Allow")
          json.object("Principal") { $0.field("Service", role.service) }
          json.field("Action", "sts:AssumeRole")
        }
      }
    }
  }

  private func writeProfile(_ json: inout JSONFile, _ role: (name: String, service: String, hasProfile: Bool)) {
    json.object { json in
      json.field("Path", "/")
      json.field("InstanceProfileName", role.name)
      json.field("InstanceProfileId", Self.profileID(estate.identifiers, account.id, role.name))
      json.field("Arn", "arn:aws:iam::\(account.id):instance-profile/\(role.name)")
      json.field("CreateDate", Self.created)
      json.list("Roles") { json in json.object { writeRole(&$0, role) } }
    }
  }

  func writeProfiles(_ json: inout JSONFile) {
    for role in Self.roles where role.hasProfile { writeProfile(&json, role) }
  }

  // MARK: Organization

  func writeOrganization(_ json: inout JSONFile) {
    json.field("Id", Self.organization)
    json.field("Arn", "arn:aws:organizations::\(account.id):organization/\(Self.organization)")
    json.field("FeatureSet", "ALL")
    json.field("MasterAccountArn", "arn:aws:organizations::\(account.id):account/\(Self.organization)/\(account.id)")
    json.field("MasterAccountId", account.id)
  }

  func writeRoots(_ json: inout JSONFile) {
    json.object { json in
      json.field("Id", Self.root)
      json.field("Arn", "arn:aws:organizations::\(account.id):root/\(Self.organization)/\(Self.root)")
      json.field("Name", "Root")
      json.list("PolicyTypes")
    }
  }

  func writeUnits(_ json: inout JSONFile) {
    for environment in Environment.allCases {
      let id = Self.unit(of: environment)
      json.object { json in
        json.field("Id", id)
        json.field("Arn", "arn:aws:organizations::\(account.id):ou/\(Self.organization)/\(id)")
        json.field("Name", environment.name)
        json.field("ParentId", Self.root)
      }
    }
  }

  func writeAccounts(_ json: inout JSONFile) {
    for member in estate.accounts {
      json.object { json in
        json.field("Id", member.id)
        json.field("Arn", "arn:aws:organizations::\(account.id):account/\(Self.organization)/\(member.id)")
        json.field("Email", "aws+\(member.name)@example.com")
        json.field("Name", member.name)
        json.field("Status", "ACTIVE")
        json.field("JoinedMethod", "CREATED")
        json.field("JoinedTimestamp", Self.created)
        json.field("ParentId", member.environment.map { Self.unit(of: $0) } ?? Self.root)
      }
    }
  }

  private static func unit(of environment: Environment) -> String { "ou-ab12-0000000\(environment.rawValue + 1)" }
}
