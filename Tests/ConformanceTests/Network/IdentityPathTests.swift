import IsolationAudit
import Oracles
import Testing

/// C174–C176, whose verdict is IDENTITY: no packet gets there, and an identity does.
///
/// Each case has both halves: probes that the network isolates, and requests that IAM allows. For each, what flips it.
@Suite("Identity paths where packets have none")
struct IdentityPathTests {
  /// A probe over the standing fixture, changed.
  private func verdicts(_ edit: (inout CaseEstate) -> Void, _ probes: Probe...) throws -> [String] {
    var estate = CaseEstate.standing()
    edit(&estate)
    let session = try ReachSession(files: estate.files())
    return probes.flatMap { session.answer(probes: Array($0.line(id: "p").text.utf8)) }.map(\.verdict.rawValue)
  }

  /// The decision about a request, with the policies that have a say in it.
  private func decision(
    _ principal: String,
    _ action: String,
    _ resource: String,
    in account: String,
    identity: [JSONText] = [],
    resourcePolicy: JSONText? = nil
  ) throws -> String {
    var members: [(key: String, value: JSONText)] = [
      (key: "id", value: "r"),
      (
        key: "request",
        value: [
          "principal": .string(principal), "action": .string(action), "resource": .string(resource),
          "resourceAccount": .string(account), "context": [:],
        ]
      ),
      (key: "identityPolicies", value: .array(identity)),
    ]
    if let resourcePolicy { members.append((key: "resourcePolicy", value: resourcePolicy)) }
    var answers: [AuthorizationAnswer] = []
    let summary = AuthorizationBatch(file: "requests.json").answer(Array(JSONText.object(members).text.utf8)) {
      answers.append($0)
    }
    #expect(summary.diagnostics.isEmpty, "\(summary.diagnostics)")
    let answer = try #require(answers.first)
    #expect(answer.conditional.isEmpty)
    return "\(answer.decision)"
  }

  private func allow(_ action: String, _ resource: String, to principal: String? = nil) -> JSONText {
    var statement: [(key: String, value: JSONText)] = [
      (key: "Effect", value: "Allow"), (key: "Action", value: .string(action)),
    ]
    if let principal { statement.append((key: "Principal", value: ["AWS": .string(principal)])) }
    if !resource.isEmpty { statement.append((key: "Resource", value: .string(resource))) }
    return ["Version": "2012-10-17", "Statement": [.object(statement)]]
  }

  private static let developer = "arn:aws:iam::111111111111:role/developer"
  private static let deployer = "arn:aws:iam::333333333333:role/deployer"

  // MARK: C174

  private static let host = "arn:aws:ec2:us-east-1:111111111111:instance/i-0a1b2c3d4e5f60718"
  private static let operatorName = "arn:aws:iam::111111111111:user/operator"
  private static let hostRole = "arn:aws:iam::111111111111:role/host"

  private func silent(_ estate: inout CaseEstate) {
    estate.group("sg-silent", in: "a", [], egress: [.tcp(443, "10.1.2.0/24")])
    estate.group("sg-ssm", in: "a", [.tcp(443, "sg-silent")])
    estate.assign(["sg-silent"], to: "a1.10")
    estate.endpoint(
      "vpce-ssm",
      in: "a2",
      "10.1.2.50",
      groups: ["sg-ssm"],
      leadsTo: ("ServiceName", "com.amazonaws.us-east-1.ssmmessages")
    )
  }

  @Test("C174 SSM session: no packet reaches the host, it reaches the service")
  func sessionNetwork() throws {
    let found = try verdicts(
      silent,
      .tcp(.host("a2.20"), .host("a1.10"), 22),
      .tcp(.internet("198.51.100.7"), .host("a1.10"), 22),
      .tcp(.host("a1.10"), .ip("10.1.2.50"), 443)
    )
    #expect(found == ["isolated", "isolated", "connects"])
    let open = try verdicts(
      {
        silent(&$0)
        $0.change(group: "sg-silent") { $0.ingress = [.tcp(22, "10.1.2.0/24")] }
      },
      .tcp(.host("a2.20"), .host("a1.10"), 22)
    )
    #expect(open == ["connects"], "with an inbound rule it is a packet path")
  }

  @Test(
    "C174 SSM session: the operator may start one, and the host's role may open its side",
    arguments: [
      (operatorName, "ssm:StartSession", host, "ssm:StartSession", "allowed"),
      (operatorName, "ssm:StartSession", host, "ssm:DescribeSessions", "implicitlyDenied"),
      (hostRole, "ssmmessages:OpenDataChannel", "*", "ssmmessages:*", "allowed"),
      (hostRole, "ssmmessages:OpenDataChannel", "*", "s3:*", "implicitlyDenied"),
    ]
  )
  func sessionIdentity(who: String, action: String, what: String, allowed: String, expected: String) throws {
    let found = try decision(who, action, what, in: "111111111111", identity: [allow(allowed, "*")])
    #expect(found == expected)
  }

  // MARK: C175

  @Test("C175 assume role across environments: no packet gets across")
  func chainNetwork() throws {
    let across = Probe.tcp(.host("a1.10"), .host("b1.10"), 443)
    #expect(try verdicts({ _ in }, across) == ["isolated"])
    #expect(try verdicts({ $0.peering("pcx-ab", "a", "b") }, across) == ["connects"])
  }

  @Test(
    "C175 assume role across environments: the role's trust and the caller's policy together",
    arguments: [
      ("arn:aws:iam::111111111111:root", "sts:AssumeRole", "allowed"),
      ("arn:aws:iam::444444444444:root", "sts:AssumeRole", "implicitlyDenied"),
      ("arn:aws:iam::111111111111:root", "sts:TagSession", "implicitlyDenied"),
    ]
  )
  func chainIdentity(trusted: String, allowed: String, expected: String) throws {
    let found = try decision(
      Self.developer,
      "sts:AssumeRole",
      Self.deployer,
      in: "333333333333",
      identity: [allow(allowed, Self.deployer)],
      resourcePolicy: allow("sts:AssumeRole", "", to: trusted)
    )
    #expect(found == expected)
  }

  // MARK: C176

  @Test("C176 bucket shared by both: both sides reach the store, and neither the other")
  func bucketNetwork() throws {
    let found = try verdicts(
      { estate in
        for (vpc, list) in [("a", "pl-s3a"), ("b", "pl-s3b")] {
          estate.prefixList(list, in: vpc, ["52.216.0.0/15"])
          estate.gatewayEndpoint("vpce-s3\(vpc)", vpc: vpc, list, tables: ["rtb-\(vpc)"])
        }
      },
      .tcp(.host("a1.10"), .host("b1.10"), 443),
      .tcp(.host("b1.10"), .host("a1.10"), 443),
      .tcp(.host("a1.10"), .ip("52.216.0.9"), 443),
      .tcp(.host("b1.10"), .ip("52.216.0.9"), 443)
    )
    #expect(found == ["isolated", "isolated", "connects", "connects"])
  }

  @Test(
    "C176 bucket shared by both: development writes what production reads",
    arguments: [
      (developer, "s3:PutObject", developer, "allowed"),
      (developer, "s3:PutObject", "arn:aws:iam::444444444444:role/other", "implicitlyDenied"),
      (developer, "s3:GetObject", developer, "implicitlyDenied"),
    ]
  )
  func bucketWrites(who: String, action: String, named: String, expected: String) throws {
    let found = try decision(
      who,
      action,
      "arn:aws:s3:::exchange/report.csv",
      in: "333333333333",
      identity: [allow("s3:*", "arn:aws:s3:::exchange/*")],
      resourcePolicy: allow("s3:PutObject", "arn:aws:s3:::exchange/*", to: named)
    )
    #expect(found == expected)
  }

  @Test("C176 bucket shared by both: production's own role needs its own policy alone")
  func bucketReads() throws {
    func reading(_ identity: [JSONText]) throws -> String {
      try decision(
        Self.deployer,
        "s3:GetObject",
        "arn:aws:s3:::exchange/report.csv",
        in: "333333333333",
        identity: identity
      )
    }
    #expect(try reading([allow("s3:GetObject", "arn:aws:s3:::exchange/*")]) == "allowed")
    #expect(try reading([]) == "implicitlyDenied")
  }
}
