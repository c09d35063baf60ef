/// C069–C079 with regional NAT gateways and with NAT64.
extension NetworkCase {
  private static let toProduction = Probe.tcp(.host("a1.10"), .ip("203.0.113.5"), 443)
  /// 203.0.113.5 behind 64:ff9b::/96.
  private static let embedded = "64:ff9b::cb00:7105"

  static let translation: [NetworkCase] = [
    numbered(
      "C069r",
      "private dev through a regional NAT gateway to public prod",
      { $0.regionalNAT() },
      (toProduction, .connects(through: ["nat-r", "igw-a", "igw-b"])),
      (.tcp(.host("a2.20"), .ip("203.0.113.5"), 443), .isolated("ENI_SG_RULES_MISMATCH")),
      (.ipProtocol("50", .host("a1.10"), .ip("203.0.113.5")), .isolated("PROTOCOL_RESTRICTION"))
    ),
    numbered(
      "C069u",
      "a regional NAT gateway's other zone",
      { $0.regionalNAT(addresses: [("198.51.100.21", "use1-az1")], provisionsZones: false) },
      (toProduction, .connects(through: ["nat-r"])),
      (.tcp(.host("a2.20"), .ip("203.0.113.5"), 443), .isolated("REGIONAL_NGW_ROUTE_AZ_RESTRICTION", at: "nat-r"))
    ),
    numbered(
      "C069v",
      "a regional NAT gateway that provisions zones by itself",
      { $0.regionalNAT(addresses: [("198.51.100.21", "use1-az1")]) },
      (.tcp(.host("a2.20"), .ip("203.0.113.5"), 443), .connects(through: ["nat-r"]))
    ),
    numbered(
      "C069w",
      "a regional NAT gateway whose addresses are not told",
      { $0.regionalNAT(addresses: []) },
      (toProduction, .unknown)
    ),
    numbered(
      "C070r",
      "unsolicited to a regional NAT gateway",
      { $0.regionalNAT() },
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .isolated)
    ),
    numbered(
      "C072r",
      "regional NAT gateway without IGW route",
      {
        $0.regionalNAT()
        $0.change(table: "rtb-nat") { $0.routes.removeAll { !$0.isLocal } }
      },
      (toProduction, .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-nat"))
    ),
    numbered(
      "C076r",
      "regional NAT gateway under a block",
      {
        $0.regionalNAT()
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
      },
      (toProduction, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED"))
    ),
    numbered(
      "C077r",
      "regional NAT gateway, ingress alone blocked",
      {
        $0.regionalNAT()
        $0.change(vpc: "a") { $0.blockMode = "block-ingress" }
      },
      (toProduction, .connects(through: ["nat-r"]))
    ),
    numbered(
      "C079t",
      "IPv6 to IPv4 over the internet, by NAT64",
      from: .dualStack(),
      { $0.nat64() },
      (.tcp(.host("a1.10"), .ip(embedded), 443), .connects(through: ["nat-1", "igw-a", "igw-b"])),
      (.tcp(.host("a1.10"), .ip(embedded), 80), .isolated("ENI_SG_RULES_MISMATCH")),
      (.tcp(.host("a1.10"), .ip("2001:4860:4860::8888"), 443), .isolated("NO_ROUTE_TO_DESTINATION")),
      (toProduction, .isolated("NO_ROUTE_TO_DESTINATION"))
    ),
    numbered(
      "C079p",
      "IPv6 to IPv4 in a peered VPC, by NAT64",
      from: .dualStack(),
      {
        $0.nat64()
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-n", "10.2.0.0/16", "pcx-ab")
        $0.route("rtb-b", "10.1.0.0/16", "pcx-ab")
        $0.group("sg-nat", in: "b", [.tcp(443, "10.1.9.20/32"), .icmp(type: 8, code: -1, "10.1.9.20/32")])
        $0.assign(["sg-nat"], to: "b2.5")
      },
      (.tcp(.host("a1.10"), .ip("64:ff9b::a02:205"), 443), .connects(through: ["nat-1", "pcx-ab"])),
      (.icmp6(.host("a1.10"), .ip("64:ff9b::a02:205"), type: 128), .connects(through: ["nat-1"])),
      (.icmp6(.host("a1.10"), .ip("64:ff9b::a02:205"), type: 130), .isolated("PROTOCOL_RESTRICTION"))
    ),
  ].flatMap(\.self)
}

extension Probe {
  fileprivate static func icmp6(_ from: End, _ to: End, type: Int) -> Probe {
    Probe(from: from, to: to, protocolName: "icmpv6", icmp: (type, 0))
  }
}

extension CaseEstate {
  /// b1.10 behind `igw-b` with the public address 203.0.113.5, open to tcp/443 from one address.
  private mutating func publicTarget(admits cidr: String) {
    host("b1.10", publicAddress: "203.0.113.5")
    internetGateway("igw-b", vpc: "b")
    route("rtb-b", "0.0.0.0/0", "igw-b")
    group("sg-public", in: "b", [.tcp(443, cidr)])
    assign(["sg-public"], to: "b1.10")
  }

  /// VPC-A behind the regional `nat-r`, whose table `rtb-nat` leads to `igw-a`; production admits its address of zone 1 alone,
  /// or the only one that it has.
  fileprivate mutating func regionalNAT(
    addresses: [(address: String, zone: String)] = [("198.51.100.21", "use1-az1"), ("198.51.100.22", "use1-az2")],
    provisionsZones: Bool = true
  ) {
    internetGateway("igw-a", vpc: "a")
    table("rtb-nat", in: "a", gateways: ["nat-r"], routes: [("0.0.0.0/0", "igw-a")])
    record(
      "NatGateways",
      in: "a",
      [
        "NatGatewayId": "nat-r", "VpcId": "vpc-a", "State": "available", "ConnectivityType": "public",
        "AvailabilityMode": "regional", "AutoProvisionZones": provisionsZones ? "enabled" : "disabled",
        "RouteTableId": "rtb-nat",
        "NatGatewayAddresses": .array(
          addresses.map {
            [
              "AllocationId": .string("eipalloc-\($0.zone)"), "PublicIp": .string($0.address), "Status": "succeeded",
              "AvailabilityZoneId": .string($0.zone),
            ]
          }
        ), "Tags": [],
      ]
    )
    route("rtb-a", "0.0.0.0/0", "nat-r")
    publicTarget(admits: "198.51.100.21/32")
  }

  /// Hosts of VPC-A reach IPv4 by IPv6 alone: 64:ff9b::/96 leads to `nat-1` (198.51.100.20, 10.1.9.20) in subnet n.
  mutating func nat64() {
    subnet("n", "10.1.9.0/24", vpc: "a")
    for index in subnets.indices where subnets[index].id == "subnet-n" { subnets[index].ipv6 = "2001:db8:a:9::/64" }
    internetGateway("igw-a", vpc: "a")
    table("rtb-n", in: "a", subnets: ["n"], routes: [("0.0.0.0/0", "igw-a")])
    natGateway("nat-1", in: "n", "10.1.9.20", publicAddress: "198.51.100.20")
    route("rtb-a", "64:ff9b::/96", "nat-1")
    publicTarget(admits: "198.51.100.20/32")
  }
}
