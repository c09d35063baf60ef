/// C048–C060: network ACLs.
extension NetworkCase {
  static let networkACLs: [NetworkCase] = [
    numbered(
      "C048",
      "lower number decides",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl("acl-b1", in: "b", subnets: ["b1"], ingress: [.deny(90, "10.1.0.0/16"), .allow(100)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SUBNET_ACL_RESTRICTION", at: "acl-b1"))
    ),
    numbered(
      "C049",
      "later deny is dead",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl("acl-b1", in: "b", subnets: ["b1"], ingress: [.allow(100), .deny(200, "10.1.0.0/16")])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects)
    ),
    numbered(
      "C050",
      "implicit deny",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl("acl-b1", in: "b", subnets: ["b1"], ingress: [.allowTCP(100, 22...22)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SUBNET_ACL_RESTRICTION", at: "acl-b1"))
    ),
    numbered(
      "C051",
      "stateless return",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl(
          "acl-b1",
          in: "b",
          subnets: ["b1"],
          ingress: [.allowTCP(100, 443...443)],
          egress: [.allowTCP(100, 443...443)]
        )
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .oneWay)
    ),
    numbered(
      "C052",
      "part of the ephemeral range",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl("acl-b1", in: "b", subnets: ["b1"], egress: [.allowTCP(100, 49152...65535)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(sourcePorts: ["49152-65535"]))
    ),
    numbered(
      "C053",
      "four checks",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.acl("acl-a1", in: "a", subnets: ["a1"], ingress: [.allowTCP(100, 1024...2000)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(sourcePorts: ["1024-2000"])),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443, sourcePort: 2000), .connects),
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443, sourcePort: 32768), .oneWay)
    ),
    numbered(
      "C054",
      "IPv6 has its own rules",
      from: .dualStack(),
      { $0.acl("acl-a2", in: "a", subnets: ["a2"]) },
      (.tcp(.host("a1.10"), .ip("2001:db8:a:2::20"), 443), .isolated("SUBNET_ACL_RESTRICTION", at: "acl-a2")),
      (.tcp(.host("a1.10"), .ip("10.1.2.20"), 443), .connects)
    ),
    numbered(
      "C055",
      "protocol -1 ignores ports",
      {
        let template = ACLEntry(number: 100, allows: true, protocolNumber: "-1", cidr: "0.0.0.0/0", ports: 443...443)
        $0.acl("acl-a2", in: "a", subnets: ["a2"], ingress: [template], egress: [template])
      },
      (.udp(.host("a1.10"), .ip("10.1.2.20"), 9999), .connects)
    ),
    numbered(
      "C056",
      "NACL ICMP",
      {
        $0.acl(
          "acl-a2",
          in: "a",
          subnets: ["a2"],
          ingress: [.allowICMP(100, type: 8, code: -1)],
          egress: [.allowICMP(100, type: 0, code: -1)]
        )
      },
      (.icmp(.host("a1.10"), .ip("10.1.2.20"), type: 8), .connects)
    ),
    numbered(
      "C057",
      "TGW subnet = instance subnet",
      {
        $0.joinInInstanceSubnet()
        $0.acl("acl-a1", in: "a", subnets: ["a1"], ingress: [.deny(90, "10.2.0.0/16"), .allow(100)])
      },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C058",
      "TGW subnet = instance subnet, outbound",
      {
        $0.joinInInstanceSubnet()
        $0.acl("acl-a1", in: "a", subnets: ["a1"], ingress: [.deny(90, "10.1.1.0/24"), .allow(100)])
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("SUBNET_ACL_RESTRICTION", at: "acl-a1"))
    ),
    numbered(
      "C059",
      "TGW subnet differs",
      {
        $0.joinByTransitGateway()
        $0.acl("acl-ta", in: "a", subnets: ["ta1", "ta2"], ingress: [.deny(90, "10.2.0.0/16"), .allow(100)])
      },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .connects(through: ["tgw-1"]))
    ),
    numbered(
      "C060",
      "NACL cannot stop IMDS or resolver",
      { $0.acl("acl-shut", in: "a", subnets: ["a1"], ingress: [.deny(100)], egress: [.deny(100)]) },
      (.tcp(.host("a1.10"), .ip("169.254.169.254"), 80), .connects)
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// VPC-A and VPC-B on one transit gateway, VPC-A's attachment being in the instances' own subnets.
  fileprivate mutating func joinInInstanceSubnet() {
    transitGateway("tgw-1", tables: ["tgw-rtb-1"])
    attach("a", to: "tgw-1", table: "tgw-rtb-1", subnets: ["a1"])
    attach("b", to: "tgw-1", table: "tgw-rtb-1")
    route("rtb-a", "10.2.0.0/16", "tgw-1")
    route("rtb-b", "10.1.0.0/16", "tgw-1")
  }
}
