import IsolationAudit
import Testing

@Suite("no-rewiring")
struct RewiringAuditTests {
  typealias E = PrincipalEstate

  static let kind = "no-rewiring: { from: { tier: non-production }, to: { tier: production } }"
  static let opens = E.allows("ec2:AuthorizeSecurityGroupIngress")

  /// Development's `app` becomes production's `net`, which may do something.
  static func estate(_ may: [String], trust: String = E.arn(E.dev, "app"), if condition: String? = nil) -> E {
    var estate = E()
    estate.development.roles = [E.role(E.dev, "app", may: [E.allows("sts:AssumeRole")])]
    estate.production.roles = [E.role(E.prod, "net", trust: [E.trustsAWS(trust, if: condition)], may: may)]
    return estate
  }

  @Test("who becomes somebody that may open a security group is found, one call away")
  func found() throws {
    let (result, findings) = try Self.estate([Self.opens]).audit(Self.kind)
    #expect(result.outcome == .violated, "\(result.gaps)")
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.kind == .latent && finding.calls == 1)
    #expect(
      finding.title
        == "app of development, as net, may change what keeps production apart: one change of security group prod"
    )
    #expect(finding.chain.compactMap(\.kind) == ["sts-AssumeRole", "ec2-AuthorizeSecurityGroupIngress"])
    #expect(finding.resources.map(\.id) == ["sg-prod"])
    #expect(finding.cut?.status == .smallest)
  }

  @Test("nobody is found where a Deny, the trust policy or the resource stands against it")
  func held() throws {
    let deny = Self.opens.replacing("Allow", with: "Deny")
    let other = E.allows(
      "ec2:AuthorizeSecurityGroupIngress",
      on: "arn:aws:ec2:us-east-1:\(E.prod):security-group/sg-other"
    )
    let estates = [
      Self.estate([Self.opens, deny]), Self.estate([other]), Self.estate([]),
      Self.estate([Self.opens], trust: E.arn(E.prod, "somebody")),
    ]
    for estate in estates {
      let (result, findings) = try estate.audit(Self.kind)
      #expect(result.outcome == .passed, "\(result.gaps) \(findings.map(\.title))")
    }
  }

  @Test("a boundary keeps from changes only who may not take it away")
  func boundary() throws {
    for (boundary, outcome) in [(E.readOnly, "passed"), (E.lifting, "violated")] {
      var estate = Self.estate([])
      let may = [Self.opens, E.allows("iam:DeleteRolePermissionsBoundary")]
      let trust = [E.trustsAWS(E.arn(E.dev, "app"))]
      estate.production.roles = [E.role(E.prod, "net", trust: trust, may: may, boundary: boundary)]
      let (result, findings) = try estate.audit(Self.kind)
      #expect(result.outcome.rawValue == outcome, "\(boundary): \(result.gaps)")
      if outcome == "passed" { continue }
      #expect(
        findings.map { $0.chain.compactMap(\.kind) } == [
          ["sts-AssumeRole", "iam-DeletePermissionsBoundary", "ec2-AuthorizeSecurityGroupIngress"]
        ]
      )
    }
  }

  @Test("a condition on the way is told")
  func conditional() throws {
    let condition = "{\"StringEquals\": {\"sts:ExternalId\": \"x\"}}"
    let (_, findings) = try Self.estate([Self.opens], if: condition).audit(Self.kind)
    #expect(findings.first?.title.hasSuffix(", under conditions") == true)
  }

  @Test("half of a change counts as two calls, and only where the other half can be made")
  func halves() throws {
    let accepts = E.allows("ec2:AcceptVpcPeeringConnection")
    #expect(try Self.estate([accepts]).audit(Self.kind).result.outcome == .passed)
    var estate = Self.estate([accepts])
    estate.development.roles = [
      E.role(E.dev, "app", may: [E.allows("sts:AssumeRole"), E.allows("ec2:CreateVpcPeeringConnection")])
    ]
    let (result, findings) = try estate.audit(Self.kind)
    #expect(result.outcome == .violated && findings.map(\.calls) == [2], "\(result.gaps)")
    let near = Self.kind.replacing("to: { tier: production }", with: "to: { tier: production }, max-calls: 1")
    #expect(try estate.audit(near).result.outcome == .passed)
  }

  @Test("exceptions accept a principal, or what it may change")
  func exceptions() throws {
    func accepting(_ principal: String, _ element: String) -> String {
      Self.kind.replacing(
        "to: { tier: production }",
        with: "to: { tier: production }, except: [{ principal: \"\(principal)\", element: \"\(element)\", reason: x }]"
      )
    }
    let estate = Self.estate([Self.opens])
    #expect(try estate.audit(accepting(E.arn(E.dev, "app"), "*")).result.outcome == .passed)
    #expect(try estate.audit(accepting(E.arn(E.prod, "net"), "*sg-prod")).result.outcome == .passed)
    #expect(try estate.audit(accepting(E.arn(E.prod, "net"), "sg-other")).result.outcome == .violated)
  }

  @Test("principals that were not collected, or a network that was not, leave it undecided")
  func missing() throws {
    var estate = Self.estate([])
    estate.more["accounts/\(E.prod)/us-east-1/SecurityGroups.json"] = "{\"Other\": []}"
    #expect(try estate.audit(Self.kind).result.outcome == .inconclusive)
    var unread = Self.estate([])
    unread.development.roles = [E.role(E.dev, "app", attached: ["arn:aws:iam::\(E.dev):policy/unknown"])]
    #expect(try unread.audit(Self.kind).result.outcome == .inconclusive)
  }
}
