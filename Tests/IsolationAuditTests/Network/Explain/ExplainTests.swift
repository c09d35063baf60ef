import Foundation
import IsolationAudit
import Oracles
import Testing

/// Explanations of ``AuditEstate`` with more or less in the way.
@Suite("Explain")
struct ExplainTests {
  private func explainer(_ files: [String: String]) throws -> PathExplainer {
    let snapshot = try AWSSnapshot.read(
      files: files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
    )
    return PathExplainer(ReachSession(snapshot.estate, files: snapshot.files))
  }

  private func explain(_ estate: AuditEstate, from: String = "eni-dev", to: String = "eni-prod", port: UInt16? = 443)
    throws -> PathExplanation
  {
    try explainer(estate.files).explain(from: from, to: to, transport: "tcp", port: port)
  }

  /// Obstacles as `CODE resource`.
  private func obstacles(_ way: PathExplanation.Way?) -> [String] {
    (way?.obstacles ?? []).map { "\($0.code ?? "") \($0.resource)" }
  }

  @Test("a way without obstacles is told to its end, and so is the way of the answers")
  func connects() throws {
    let explanation = try explain(.peered())
    #expect(explanation.verdict == .connects)
    #expect(explanation.forward.ending == .arrives)
    #expect(explanation.back?.ending == .arrives)
    #expect(explanation.obstacles.isEmpty)
    #expect(explanation.forward.steps.map(\.resource).contains("pcx-1"))
    #expect(explanation.forward.steps.last?.resource == "sg-prod")
    #expect(explanation.sourcePorts == ["1024-65535"])
  }

  @Test("every list in the way is told, in the packets' order, there and back")
  func allObstacles() throws {
    var estate = AuditEstate.peered()
    estate.development.entries = [.init(number: 10, cidr: "10.2.0.0/16", allows: false), .init(number: 100)]
    estate.production.entries = [.init(number: 20, cidr: "10.0.0.0/16", allows: false), .init(number: 100)]
    estate.production.ingress = []
    let explanation = try explain(estate)
    #expect(explanation.verdict == .isolated)
    #expect(
      obstacles(explanation.forward) == [
        "SUBNET_ACL_RESTRICTION acl-dev", "SUBNET_ACL_RESTRICTION acl-prod", "SG_HAS_NO_RULES sg-prod",
      ]
    )
    #expect(explanation.forward.ending == .wouldArrive)
    #expect(
      obstacles(explanation.back) == ["SUBNET_ACL_RESTRICTION acl-prod", "SUBNET_ACL_RESTRICTION acl-dev"]
    )
    let first = try #require(explanation.forward.obstacles.first)
    #expect(first.rule == "rule 10: deny all traffic to 10.2.0.0/16")
    #expect(first.place?.file == "accounts/111111111111/us-east-1/NetworkAcls.json")
    #expect(first.place?.line == 2)
    #expect(first.place?.pointer == "/NetworkAcls/0/Entries/1")
  }

  @Test("taking away one obstacle takes away exactly that one", arguments: ["dev", "prod", "group"])
  func twin(open: String) throws {
    var estate = AuditEstate.peered()
    let deny = [AuditEstate.Entry(number: 10, cidr: "10.0.0.0/8", allows: false), .init(number: 100)]
    if open != "dev" { estate.development.entries = deny }
    if open != "prod" { estate.production.entries = deny }
    if open != "group" { estate.production.ingress = [] }
    let all = [
      ("dev", "SUBNET_ACL_RESTRICTION acl-dev"), ("prod", "SUBNET_ACL_RESTRICTION acl-prod"),
      ("group", "SG_HAS_NO_RULES sg-prod"),
    ]
    #expect(obstacles(try explain(estate).forward) == all.filter { $0.0 != open }.map(\.1))
  }

  @Test("behind a blackhole the less specific route is tried")
  func blackhole() throws {
    var estate = AuditEstate.peered()
    estate.development.routes.append(("10.2.1.0/24", "pcx-1"))
    var files = estate.files
    files.change(
      "RouteTables",
      #""DestinationCidrBlock": "10.2.1.0/24", "VpcPeeringConnectionId": "pcx-1", "State": "active""#,
      #""DestinationCidrBlock": "10.2.1.0/24", "VpcPeeringConnectionId": "pcx-9", "State": "blackhole""#,
      "111111111111"
    )
    let explanation = try explainer(files).explain(from: "eni-dev", to: "eni-prod", transport: "tcp", port: 443)
    #expect(obstacles(explanation.forward) == ["BAD_STATE_ROUTE rtb-dev"])
    #expect(explanation.forward.ending == .wouldArrive)
    #expect(explanation.forward.steps.contains { $0.resource == "pcx-1" && !$0.isObstacle })
  }

  @Test("without a route, what stands at the receiver is told all the same")
  func noRoute() throws {
    var estate = AuditEstate()
    estate.production.entries = [.init(number: 20, cidr: "10.0.0.0/16", allows: false), .init(number: 100)]
    let explanation = try explain(estate)
    #expect(
      obstacles(explanation.forward) == [
        "NO_ROUTE_TO_DESTINATION rtb-dev", "SUBNET_ACL_RESTRICTION acl-prod", "SG_HAS_NO_RULES sg-prod",
      ]
    )
    #expect(explanation.forward.obstacles.first?.supposing == "another way led to vpc-prod")
    #expect(
      obstacles(explanation.back).first == "SUBNET_ACL_RESTRICTION acl-prod"
    )
  }

  @Test("packets arrive and answers do not: the way back has its own obstacles")
  func oneWay() throws {
    var estate = AuditEstate.peered()
    estate.production.routes = []
    let explanation = try explain(estate)
    #expect(explanation.verdict == .oneWay)
    #expect(explanation.forward.ending == .arrives)
    #expect(obstacles(explanation.back) == ["NO_ROUTE_TO_DESTINATION rtb-prod"])
  }

  @Test("an address that nobody has ends the way")
  func nobody() throws {
    let explanation = try explain(.peered(), to: "10.2.1.99")
    #expect(obstacles(explanation.forward) == ["NO_POSSIBLE_DESTINATION subnet-prod"])
    #expect(explanation.forward.ending == .stopped)
    #expect(explanation.back == nil)
  }

  @Test("a gateway that is not in the snapshot leaves the way unknown")
  func unknown() throws {
    var estate = AuditEstate()
    estate.development.routes.append(("10.2.0.0/16", "tgw-9"))
    let explanation = try explain(estate)
    #expect(explanation.verdict == .unknown)
    #expect(explanation.forward.ending == .unknown)
    #expect(explanation.forward.steps.last?.resource == "tgw-9")
  }

  @Test("the first obstacle and the verdict are those of a probe", arguments: 1...60)
  func agreesWithReach(seed: Int) throws {
    let estate = TinyEstateGenerator.estate(seed: UInt64(seed))
    let session = try ReachSession(files: estate.files())
    let explainer = PathExplainer(session)
    for (from, to) in zip(estate.interfaces.map(\.id), estate.interfaces.map(\.id).dropFirst()) {
      for port in [443 as UInt16, 22] {
        let answer = session.answer(try ReachProbe(from: from, to: to, transport: "tcp", port: port))
        let explanation = try explainer.explain(from: from, to: to, transport: "tcp", port: port)
        #expect(explanation.verdict == answer.verdict, "\(from) to \(to) tcp \(port)")
        if answer.verdict == .isolated {
          #expect(explanation.forward.obstacles.first?.code == answer.decidedBy?.code, "\(from) to \(to) tcp \(port)")
        }
        if answer.verdict == .connects { #expect(explanation.obstacles.isEmpty, "\(from) to \(to) tcp \(port)") }
        #expect(explanation.bounds.isEmpty)
      }
    }
  }

  // MARK: Ends

  @Test("an end is found by id, name, beginning, address and CIDR block")
  func ends() throws {
    var files = AuditEstate.peered().files
    files.change(
      "NetworkInterfaces",
      #""NetworkInterfaceId": "eni-dev""#,
      #""TagSet": [{"Key": "Name", "Value": "orders worker"}], "NetworkInterfaceId": "eni-dev""#,
      "111111111111"
    )
    let explainer = try explainer(files)
    for end in [
      "eni-dev", "orders worker", "orders", "eni-d", "10.0.1.10", "10.0.1.0/24", "subnet-dev", "vpc-dev", "sg-dev",
    ] {
      let explanation = try explainer.explain(from: end, to: "eni-prod", transport: "tcp", port: 443)
      #expect(explanation.from.interface == "eni-dev", "\(end)")
      #expect(explanation.from.name == "orders worker", "\(end)")
      #expect(explanation.verdict == .connects, "\(end)")
    }
  }

  @Test(
    "an end that is not there, or not one, is an error that says what was expected",
    arguments: [
      ("nothing-of-this-name", "--from: `nothing-of-this-name` is not in the snapshot, expected an id"),
      ("eni-", "--from: `eni-` may mean eni-dev, eni-prod, expected a longer beginning or the id"),
      ("10.9.0.0/16", "--from: no network interface has an address of 10.9.0.0/16"),
      ("10.0.0.1/16", "--from: `10.0.0.1/16`"), ("rtb-dev", "--from: `rtb-dev` is not in the snapshot"),
      ("internet:here", "--from: `here`"),
      ("client-vpn:x", "--from: `client-vpn:x`: no Client VPN endpoint matches, expected one"),
    ]
  )
  func wrongEnds(end: String, message: String) throws {
    let explainer = try explainer(AuditEstate.peered().files)
    #expect { try explainer.explain(from: end, to: "eni-prod", transport: "tcp", port: 443) } throws: {
      "\($0)".hasPrefix(message)
    }
  }

  @Test("of several interfaces the one that gets furthest is explained, and the others are told")
  func several() throws {
    var estate = AuditEstate.peered()
    estate.production.hosts = ["10.2.1.10", "10.2.1.11"]
    estate.production.ingress = [.init(port: 443, peer: "10.0.1.10/32")]
    estate.development.hosts = ["10.0.1.9", "10.0.1.10"]
    let explanation = try explain(estate, from: "sg-dev", to: "eni-prod-1")
    #expect(explanation.verdict == .connects)
    #expect(explanation.from.interface == "eni-dev-1")
    #expect(explanation.from.candidates == 2)
    let other = try #require(explanation.alternatives.first)
    #expect(explanation.alternatives.count == 1)
    #expect((other.from, other.to) == ("eni-dev", "eni-prod-1"))
    #expect(other.verdict == .isolated && other.code == "ENI_SG_RULES_MISMATCH" && other.resource == "sg-prod")
  }

  // MARK: Text

  @Test(
    "no line of the text is wider than the terminal, and colours are only there when asked for",
    arguments: [40, 60, 80, 120]
  )
  func widths(width: Int) throws {
    var estate = AuditEstate()
    estate.production.entries = [.init(number: 20, cidr: "10.0.0.0/16", allows: false), .init(number: 100)]
    let explanation = try explain(estate)
    let plain = ExplanationText(explanation, width: width, color: false).text
    #expect(!plain.contains("\u{1B}"))
    for line in plain.split(separator: "\n") { #expect(line.count <= max(width, 40), "\(line)") }
    let colored = ExplanationText(explanation, width: width, color: true).text
    #expect(colored.contains("\u{1B}[1;31m"))
    #expect(colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
  }

  @Test("the text tells the first obstacle at once, and marks each")
  func text() throws {
    var estate = AuditEstate.peered()
    estate.production.ingress = []
    let text = ExplanationText(try explain(estate), width: 120, color: false).text
    #expect(text.contains("✗ isolated: no packet arrives; the first obstacle is security group prod\n"), "\(text)")
    #expect(text.contains("has no rules, so nothing is allowed SG_HAS_NO_RULES"))
    #expect(!text.contains("supposing"), "nothing is behind the last obstacle")
    #expect(text.contains("without what is marked, packets would arrive"))
  }

  @Test("a name with control characters obeys nothing")
  func hostile() throws {
    var files = AuditEstate.peered().files
    files.change(
      "NetworkInterfaces",
      #""NetworkInterfaceId": "eni-dev""#,
      #""TagSet": [{"Key": "Name", "Value": "a\u001b[2Jb\u202Ec\nd"}], "NetworkInterfaceId": "eni-dev""#,
      "111111111111"
    )
    let explanation = try explainer(files).explain(from: "eni-dev", to: "eni-prod", transport: "tcp", port: 443)
    let text = ExplanationText(explanation, width: 100, color: false).text
    #expect(text.contains(#"a\u{1B}[2Jb\u{202E}c\nd"#), "\(text)")
  }
}
