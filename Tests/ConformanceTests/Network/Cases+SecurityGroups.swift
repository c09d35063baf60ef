/// C024–C047: security groups.
extension NetworkCase {
  static let securityGroups: [NetworkCase] = [
    numbered(
      "C024",
      "union of groups",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.group("sg-1", in: "a", [.tcp(22, "10.9.0.0/16")])
        $0.group("sg-2", in: "a", [.tcp(443, "10.2.0.0/16")])
        $0.assign(["sg-1", "sg-2"], to: "a1.10")
      },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .connects(through: ["sg-2"]))
    ),
    numbered(
      "C025",
      "stateful response",
      { $0.serverWithoutEgress() },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C026",
      "stateful is per direction of initiation",
      { $0.serverWithoutEgress() },
      (
        .tcp(.host("a2.20"), .ip("10.1.1.10"), 443),
        .isolated("SG_HAS_NO_RULES", "ENI_SG_RULES_MISMATCH", at: "sg-server", "eni-a2-20")
      )
    ),
    numbered(
      "C027",
      "client egress needed",
      {
        $0.group("sg-client", in: "a", [], egress: [.tcp(80, "0.0.0.0/0")])
        $0.assign(["sg-client"], to: "a1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-client", "eni-a1-10"))
    ),
    numbered(
      "C028",
      "reference to a group",
      { $0.database() },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 5432), .connects(through: ["sg-db"]))
    ),
    numbered(
      "C029",
      "neighbour without the group",
      {
        $0.database()
        $0.group("sg-x", in: "a", [])
        $0.assign(["sg-x"], to: "a1.11")
      },
      (.tcp(.host("a1.11"), .ip("10.1.2.20"), 5432), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-db", "eni-a2-20"))
    ),
    numbered(
      "C030",
      "a reference means private addresses",
      {
        $0.publicHost()
        $0.host("a2.20", publicAddress: "198.51.100.20")
        $0.database()
      },
      (
        .tcp(.host("a1.10"), .ip("198.51.100.20"), 5432),
        .isolated("ENI_SG_RULES_MISMATCH", "SG_REFERENCES_NOT_PRESERVED", at: "sg-db", "eni-a2-20")
      )
    ),
    numbered(
      "C031",
      "self reference",
      {
        $0.group("sg-default", in: "a", [.all("sg-default")])
        $0.assign(["sg-default"], to: "a1.10")
        $0.assign(["sg-default"], to: "a2.20")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 8443), .connects),
      (.ipProtocol("any", .host("a1.10"), .ip("10.1.2.20")), .connects)
    ),
    numbered(
      "C032",
      "reference across peering, same Region",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-ab", status: "active")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab", "sg-api"]))
    ),
    numbered(
      "C033",
      "reference across inter-Region peering",
      {
        $0.change(vpc: "b") { $0.region = "us-west-2" }
        $0.peering("pcx-ab", "a", "b")
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-ab", status: "active")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C034",
      "stale reference",
      {
        $0.joinByTransitGateway()
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-gone", status: "deleted")])
        $0.assign(["sg-api"], to: "b1.10")
        $0.dangling = ["pcx-gone"]
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C035",
      "reference across TGW, enabled on both layers",
      {
        $0.joinByTransitGateway(referencing: true, attachmentReferencing: true)
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C036",
      "reference across TGW, TGW level disabled",
      {
        $0.joinByTransitGateway(referencing: false, attachmentReferencing: true)
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SG_REFERENCING_SUPPORT"))
    ),
    numbered(
      "C037",
      "egress reference across TGW",
      {
        $0.joinByTransitGateway(referencing: true, attachmentReferencing: true)
        $0.group("sg-api", in: "b", [.tcp(443, "10.1.0.0/16")])
        $0.assign(["sg-api"], to: "b1.10")
        $0.group("sg-client", in: "a", [], egress: [.tcp(443, "sg-api")])
        $0.assign(["sg-client"], to: "a1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C038",
      "reference through a middlebox",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.firewall(routes: [("10.2.0.0/16", "pcx-ab")])
        $0.table("rtb-a1", in: "a", subnets: ["a1"], routes: [("10.2.0.0/16", "eni-fw")])
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web", over: "pcx-ab", status: "active")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SG_REFERENCES_NOT_PRESERVED"))
    ),
    numbered(
      "C039",
      "reference across TGW peering",
      {
        $0.joinByTransitPeering(referencing: true)
        $0.web()
        $0.group("sg-api", in: "b", [.tcp(443, "sg-web")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated)
    ),
    numbered(
      "C040",
      "prefix list in a rule",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.prefixList("pl-corp", in: "b", ["10.1.0.0/24", "10.7.0.0/16"])
        $0.group("sg-api", in: "b", [.tcp(443, "pl-corp")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-api", "eni-b1-10"))
    ),
    numbered(
      "C041",
      "protocol -1 is per family",
      from: .dualStack(),
      {
        $0.group("sg-v4", in: "a", [.all("0.0.0.0/0")])
        $0.assign(["sg-v4"], to: "a2.20")
      },
      (
        .tcp(.host("a1.10"), .ip("2001:db8:a:2::20"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-v4", "eni-a2-20")
      ),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C042",
      "ICMP type and code",
      {
        $0.group("sg-ping", in: "a", [.icmp(type: 8, code: -1, "10.0.0.0/8")])
        $0.assign(["sg-ping"], to: "a2.20")
      },
      (.icmp(.host("a1.10"), .ip("10.1.2.20"), type: 8), .connects),
      (
        .icmp(.host("a1.10"), .ip("10.1.2.20"), type: 13),
        .isolated("ENI_SG_RULES_MISMATCH", at: "sg-ping", "eni-a2-20")
      )
    ),
    numbered(
      "C043",
      "port edge",
      {
        $0.group("sg-range", in: "a", [.tcp(1024...2048, "10.0.0.0/8")])
        $0.assign(["sg-range"], to: "a2.20")
      },
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 2048), .connects),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 2049), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-range", "eni-a2-20"))
    ),
    numbered(
      "C044",
      "portless protocol",
      {
        $0.group("sg-esp", in: "a", [.ipProtocol("50", "10.0.0.0/8")])
        $0.assign(["sg-esp"], to: "a2.20")
      },
      (.ipProtocol("50", .host("a1.10"), .ip("10.1.2.20")), .connects)
    ),
    numbered(
      "C045",
      "SG associated with a second VPC",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.sharedGroup()
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab"]))
    ),
    numbered(
      "C046",
      "SG association alone is no connectivity",
      { $0.sharedGroup() },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    ),
    numbered(
      "C047",
      "SG cannot stop the resolver",
      {
        $0.group("sg-mute", in: "a", [], egress: [])
        $0.assign(["sg-mute"], to: "a1.10")
      },
      (.udp(.host("a1.10"), .ip("10.1.0.2"), 53), .connects)
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// The server a2.20: tcp/443 from VPC-A in, nothing out.
  fileprivate mutating func serverWithoutEgress() {
    group("sg-server", in: "a", [.tcp(443, "10.1.0.0/16")], egress: [])
    assign(["sg-server"], to: "a2.20")
  }

  /// a1.10 carries `sg-web`, which has no rules of its own but the open egress.
  mutating func web() {
    group("sg-web", in: "a", [])
    assign(["sg-web"], to: "a1.10")
  }

  /// a1.10 carries `sg-web`, the database a2.20 admits tcp/5432 from that group.
  fileprivate mutating func database() {
    web()
    group("sg-db", in: "a", [.tcp(5432, "sg-web")])
    assign(["sg-db"], to: "a2.20")
  }

  /// One group of VPC-A on a1.10 and b1.10 that admits tcp/443 from itself.
  fileprivate mutating func sharedGroup() {
    group("sg-shared", in: "a", [.tcp(443, "sg-shared")])
    assign(["sg-shared"], to: "a1.10")
    assign(["sg-shared"], to: "b1.10")
  }

  /// VPC-A on `tgw-1`, VPC-B on `tgw-2` in another Region, the two joined by a peering with static routes on both sides.
  mutating func joinByTransitPeering(referencing: Bool = false, returnRoute: Bool = true) {
    change(vpc: "b") { $0.region = "us-west-2" }
    transitGateway("tgw-1", tables: ["tgw-rtb-1"], referencing: referencing)
    transitGateway("tgw-2", tables: ["tgw-rtb-2"], region: "us-west-2", referencing: referencing)
    attach("a", to: "tgw-1", table: "tgw-rtb-1", referencing: referencing)
    attach("b", to: "tgw-2", table: "tgw-rtb-2", referencing: referencing)
    transitPeering("tgw-attach-peer", ("tgw-1", table: "tgw-rtb-1"), ("tgw-2", table: "tgw-rtb-2"))
    transitRoute("tgw-rtb-1", "10.2.0.0/16", "tgw-attach-peer")
    if returnRoute { transitRoute("tgw-rtb-2", "10.1.0.0/16", "tgw-attach-peer") }
    route("rtb-a", "10.0.0.0/8", "tgw-1")
    route("rtb-b", "10.0.0.0/8", "tgw-2")
  }
}
