import IsolationAudit
import Oracles
import Testing

/// Effective permissions against the decision procedure, asked action by action and resource by resource.
@Suite("Effective permissions")
struct EffectivePermissionsTests {
  static let actions = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "ec2:RunInstances", "iam:GetUser"]
  static let resources = [
    "*", "arn:aws:s3:::b", "arn:aws:s3:::b/k", "arn:aws:s3:::b/u/k", "arn:aws:s3:::b/a/k", "arn:aws:s3:::b/*",
    "arn:aws:sqs:us-east-1:111111111111:q", "arn:aws:ec2:us-east-1:111111111111:instance/*",
  ]

  @Test("own policies allow, as a set, what the decision procedure allows one by one", arguments: 0..<8)
  func agreesWithDecisions(seed: UInt64) throws {
    var outcomes: [Bool: Int] = [:]
    for number in 0..<25 {
      var request = OracleCaseGenerator.request(seed: 7_000_000 + seed * 25 + UInt64(number))
      // The principal's own policies, in the account of the resource, are the whole matter.
      request.caller = .init(kind: "user", account: request.resourceAccount, name: "u")
      request.resourcePolicy = nil
      request.resourceControl = nil
      request.vpcEndpoints = []
      request.managementAccount = nil
      let policies = try request.policies()
      let context = try request.context()
      let set = EffectivePermissions(ownPolicies: policies, in: context)
      for action in Self.actions {
        for resource in Self.resources {
          var one = request
          (one.action, one.resource) = (action, resource)
          let decision = try one.decision(under: policies)
          let truth = set.allows(MatchableText(action.lowercased()), on: MatchableText(resource))
          for world in one.worlds {
            let judge = ResidualJudge(request: one, world: world)
            let isAllowed = try judge.allows(decision)
            outcomes[isAllowed, default: 0] += 1
            let isInSet: Bool
            switch truth {
            case .no: isInSet = false
            case .yes: isInSet = true
            case .depends(let expression): isInSet = try judge.holds(expression)
            }
            if isInSet != isAllowed {
              Issue.record("\(action) on \(resource): \(truth) instead of \(isAllowed) in \(world)\n\(one)")
              return
            }
          }
        }
      }
    }
    #expect(outcomes[true, default: 0] > 100 && outcomes[false, default: 0] > 100, "\(outcomes)")
  }

  private static let unknown = RequestContext(of: .user(account: "111111111111", name: "u"), otherwise: .unknown)

  private static func set(_ statements: String) throws -> EffectivePermissions {
    var policies = ApplicablePolicies()
    policies.identity = [try attached(statements)]
    return EffectivePermissions(ownPolicies: policies, in: unknown)
  }

  @Test("a denial cuts a hole: what lies in it is gone, what lies beside it stays")
  func hole() throws {
    let set = try Self.set(
      """
      {"Sid":"all","Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*"},
      {"Effect":"Deny","Action":"s3:Get*","Resource":"arn:aws:s3:::prod-*"}
      """
    )
    func reads(_ bucket: String) -> EffectivePermissions {
      set.restricted(
        toActions: PatternSet(anyOf: [WildcardPattern("s3:getobject")]),
        resources: PatternSet(anyOf: [WildcardPattern(bucket)])
      )
    }
    #expect(reads("arn:aws:s3:::prod-*").permissions.isEmpty)
    #expect(reads("arn:aws:s3:::prod*").permissions.count == 1)
    #expect(reads("arn:aws:s3:::dev/*").permissions.first?.statements.first?.sid == "all")
    #expect(reads("arn:aws:s3:::dev/*").permissions.first?.truth == .yes)
    #expect(reads("arn:aws:sqs:*").permissions.isEmpty)
  }

  @Test("a denial under an open condition leaves the permission, under the opposite of the condition")
  func openDenial() throws {
    let set = try Self.set(
      """
      {"Effect":"Allow","Action":"s3:*","Resource":"*"},
      {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}
      """
    )
    #expect(set.permissions.count == 1)
    #expect(
      set.allows(MatchableText("s3:getobject"), on: MatchableText("*"))
        == .depends(.not(.condition(operatorName: "Bool", key: "aws:MultiFactorAuthPresent", values: ["false"])))
    )
  }

  @Test("a variable whose value is unknown may come to anything, and says so")
  func openVariable() throws {
    let home = #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/t}/*"}"#
    let set = try Self.set(home)
    let inside = set.allows(MatchableText("s3:getobject"), on: MatchableText("arn:aws:s3:::b/x/k"))
    #expect(inside == .depends(.fact("the resource is covered by \"arn:aws:s3:::b/${aws:PrincipalTag/t}/*\"")))
    #expect(set.allows(MatchableText("s3:getobject"), on: MatchableText("arn:aws:s3:::c/x/k")) == .no)
    let denied = try Self.set(
      #"{"Effect":"Allow","Action":"s3:*","Resource":"*"},"# + home.replacing("Allow", with: "Deny")
    )
    #expect(denied.allows(MatchableText("s3:getobject"), on: MatchableText("arn:aws:s3:::c/x/k")) == .yes)
    guard case .depends = denied.allows(MatchableText("s3:getobject"), on: MatchableText("arn:aws:s3:::b/x/k")) else {
      Issue.record("a denial by a variable is settled although the variable is not")
      return
    }
  }

  @Test("statements of a resource's policy count for those whom they name")
  func principals() throws {
    let policy = try attached(
      """
      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/app"},"Action":"s3:GetObject","Resource":"*"}
      """,
      .resource
    )
    let app = RequestPrincipal.roleSession(account: "222222222222", role: "app", session: nil)
    #expect(EffectivePermissions([policy], .allow, for: app, in: Self.unknown).permissions.count == 1)
    let other = RequestPrincipal.roleSession(account: "222222222222", role: "other", session: nil)
    #expect(EffectivePermissions([policy], .allow, for: other, in: Self.unknown).permissions.isEmpty)
  }

  @Test("many denials that overlap cut a set into no more pieces than its limit, and lose nothing")
  func manyDenials() throws {
    let denials = (0..<8).map { number in
      #"{"Effect":"Deny","Action":"s3:*\#(number)*","Resource":"arn:aws:s3:::*\#(number)*"}"#
    }
    let set = try Self.set(
      (["{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"] + denials).joined(separator: ",")
    )
    #expect(set.permissions.count <= 3 * EffectivePermissions.limit)
    #expect(set.allows(MatchableText("ec2:x"), on: MatchableText("arn:aws:s3:::5")).isPossible)
    #expect(set.allows(MatchableText("s3:x5"), on: MatchableText("arn:aws:s3:::6")).isPossible)
  }
}
