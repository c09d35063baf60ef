import IsolationAudit
import Testing

@Suite("The diagram of a path")
struct HTMLRouteTests {
  private func resource(_ id: String, _ type: String, _ environment: String?, _ account: String?) -> ResourceReference {
    ResourceReference(
      id: id,
      type: type,
      account: account,
      region: account.map { _ in "us-east-1" },
      environment: environment
    )
  }

  private func hop(_ id: String, _ type: String, _ environment: String?, _ account: String?) -> Hop {
    Hop(resource: resource(id, type, environment, account), action: "routed")
  }

  private var packet: WitnessPacket {
    let end = resource("eni-1", "network interface", "a", "1")
    return WitnessPacket(
      source: end,
      destination: end,
      sourceAddress: "10.0.0.1",
      destinationAddress: "10.1.0.1",
      protocol: "tcp",
      sourcePort: 49_152,
      destinationPort: 443
    )
  }

  private func finding(_ change: (inout Finding) -> Void) -> Finding {
    var finding = Finding(id: "1", assertion: "x", severity: .high, kind: .network, title: "t", from: "a", to: "b")
    change(&finding)
    return finding
  }

  @Test("hops at one place stand in one zone, and a new place begins a new one")
  func zones() {
    let route = HTMLRoute([
      hop("subnet-1", "subnet", "a", "1"), hop("rtb-1", "route table", "a", "1"),
      hop("pcx-1", "VPC peering connection", nil, "1"), hop("sg-2", "security group", "b", "2"),
    ])
    #expect(route.zones.map(\.stops.count) == [2, 1, 1])
    #expect(route.zones.map(\.title) == ["a", "between environments", "b"])
    #expect(route.count == 4)
  }

  @Test("a transit gateway's table, which tells no account, stands where the gateway does")
  func transitGateway() {
    let route = HTMLRoute([
      hop("tgw-1", "transit gateway", nil, "6"), hop("tgw-rtb-1", "transit gateway route table", nil, nil),
    ])
    #expect(route.zones.count == 1)
  }

  @Test("what is in no environment is not called between environments, and what has no account is outside")
  func outside() {
    #expect(HTMLRoute([hop("eni-1", "network interface", nil, "1")]).zones.map(\.title) == ["no environment"])
    #expect(HTMLRoute([hop("host", "host", nil, nil)]).zones.map(\.title) == ["outside of the accounts"])
  }

  @Test("each connection begins a zone with its packet, even where the last one ended")
  func legs() {
    let leg = PathLeg(packet: packet, hops: [hop("lb", "load balancer", "a", "1")], returnHops: [])
    let route = HTMLRoute(finding { $0.legs = [leg, leg] })
    #expect(route.zones.map(\.packet) == Array(repeating: "tcp 10.0.0.1:49152 → 10.1.0.1:443", count: 2))
  }

  @Test("identities and packets of a mixed path are one diagram, in order, with what allows each step")
  func mixed() {
    let role = resource("role", "role", "a", "1")
    let host = resource("i-1", "instance", "a", "1")
    let database = resource("eni-9", "network interface", "b", "2")
    let leg = PathLeg(packet: packet, hops: [hop("rtb-1", "route table", "a", "1")], returnHops: [])
    let place = SourceLocation(file: "iam.json", line: 3, column: 1)
    let route = HTMLRoute(
      finding {
        $0.chain = [
          ChainStep(
            from: role,
            action: "ssm:StartSession",
            to: host,
            allowedBy: [Evidence(text: "statement 1", location: place)],
            conditions: ["MFA"]
          ),
          ChainStep(
            from: host,
            action: "tcp 443",
            to: database,
            allowedBy: [],
            conditions: [],
            kind: "packets",
            leg: leg
          ),
        ]
      }
    )
    let stops = route.zones.flatMap(\.stops)
    #expect(stops.map(\.resource.id) == ["role", "i-1", "rtb-1", "eni-9"])
    #expect(
      stops[0].lines == [.call("ssm:StartSession"), .evidence("statement 1"), .location(place), .condition("MFA")]
    )
    #expect(stops[1].lines == [.call("tcp 443")])
    #expect(stops[3].lines.isEmpty)
  }

  @Test("pairs that one thing decides are told together, violated ones first")
  func decisions() {
    func pair(_ from: String, _ outcome: AssertionResult.Outcome, _ reason: String) -> AssertionResult.Pair {
      AssertionResult.Pair(from: from, to: "z", outcome: outcome, reason: reason)
    }
    let decisions = HTMLReport.decisions([
      pair("a", .passed, "no route"), pair("b", .violated, "one path"), pair("c", .passed, "no route"),
      pair("d", .passed, "filters"), pair("e", .inconclusive, "no route"),
    ])
    #expect(decisions.map(\.outcome) == [.violated, .inconclusive, .passed, .passed])
    #expect(decisions.map(\.pairs) == [["b → z"], ["e → z"], ["a → z", "c → z"], ["d → z"]])
  }
}
