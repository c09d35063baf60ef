/// C062–C079: internet gateways, NAT gateways, egress-only gateways, block public access.
extension NetworkCase {
  static let internet: [NetworkCase] = [
    numbered(
      "C062",
      "public instance",
      {
        $0.publicHost()
        $0.group("sg-server", in: "a", [.tcp(443, "0.0.0.0/0")])
        $0.assign(["sg-server"], to: "a1.10")
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .connects(through: ["igw-a"]))
    ),
    numbered(
      "C063",
      "no public address",
      {
        $0.internetGateway("igw-a", vpc: "a")
        $0.route("rtb-a", "0.0.0.0/0", "igw-a")
      },
      (
        .tcp(.internet(nil), .host("a1.10"), 443),
        .isolated("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
      )
    ),
    numbered(
      "C064",
      "EIP but no default route",
      { $0.publicHost(defaultRoute: false) },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .oneWay)
    ),
    numbered(
      "C065",
      "private destination through IGW",
      { $0.publicHost() },
      (.tcp(.host("a1.10"), .ip("10.2.1.5"), 443), .isolated("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"))
    ),
    numbered(
      "C066",
      "RFC6598 through IGW",
      { $0.publicHost() },
      (.tcp(.host("a1.10"), .ip("100.64.0.9"), 443), .isolated("IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"))
    ),
    numbered(
      "C067",
      "environment to environment over public addresses",
      {
        $0.publicHost()
        $0.publicProduction(admits: "0.0.0.0/0")
      },
      (.tcp(.host("a1.10"), .ip("203.0.113.5"), 443), .connects(through: ["igw-a", "igw-b"]))
    ),
    numbered(
      "C068",
      "same, narrowed",
      {
        $0.publicHost()
        $0.host("a1.11", publicAddress: "198.51.100.11")
        $0.publicProduction(admits: "198.51.100.10/32")
      },
      (.tcp(.host("a1.11"), .ip("203.0.113.5"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-public", "eni-b1-10")),
      (.tcp(.host("a1.10"), .ip("203.0.113.5"), 443), .connects)
    ),
    numbered(
      "C069",
      "private dev through NAT to public prod",
      {
        $0.publicNAT()
        $0.publicProduction(admits: "198.51.100.20/32")
      },
      (
        .tcp(.host("a1.10"), .ip("203.0.113.5"), 443),
        .connects(through: ["nat-1", "igw-a", "igw-b"])
      )
    ),
    numbered(
      "C070",
      "unsolicited to a NAT gateway",
      { $0.publicNAT() },
      (.tcp(.internet(nil), .ip("198.51.100.20"), 443), .isolated)
    ),
    numbered(
      "C071",
      "peered VPC borrows a NAT",
      {
        $0.publicNAT()
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-b", "0.0.0.0/0", "pcx-ab")
        $0.route("rtb-a", "10.2.0.0/16", "pcx-ab")
      },
      (
        .tcp(.host("b1.10"), .ip("8.8.8.8"), 443),
        .isolated("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "NGW_REQUIRES_SOURCE_IN_VPC")
      )
    ),
    numbered(
      "C072",
      "public NAT without IGW route",
      {
        $0.publicNAT()
        $0.change(table: "rtb-n") { $0.routes.removeAll { !$0.isLocal } }
      },
      (.tcp(.host("a1.10"), .ip("8.8.8.8"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-n"))
    ),
    numbered(
      "C073",
      "private NAT over TGW, wrong rule",
      {
        $0.privateNAT()
        $0.group("sg-api", in: "b", [.tcp(443, "10.1.0.0/16")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (
        .tcp(.host("a1.10"), .ip("10.2.1.10"), 443),
        .isolated("ENI_SG_RULES_MISMATCH", "NGW_SOURCE_ADDRESS_REASSIGN")
      )
    ),
    numbered(
      "C074",
      "private NAT over TGW, right rule",
      {
        $0.privateNAT()
        $0.group("sg-api", in: "b", [.tcp(443, "100.64.0.10/32")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["nat-1", "tgw-1"])),
      (.tcp(.host("b1.10"), .ip("100.64.0.10"), 443), .isolated),
      (.tcp(.host("b1.10"), .ip("10.1.1.10"), 443), .isolated)
    ),
    numbered(
      "C075",
      "egress-only gateway",
      from: .dualStack(),
      {
        $0.egressOnlyInternetGateway("eigw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "eigw-a")
      },
      (.tcp(.host("a1.10"), .ip("2001:4860:4860::8888"), 443), .connects(through: ["eigw-a"])),
      (.tcp(.internet("2001:4860:4860::8888"), .ip("2001:db8:a:1::10"), 443), .isolated)
    ),
    numbered(
      "C076",
      "block public access",
      {
        $0.publicHost()
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED"))
    ),
    numbered(
      "C077",
      "BPA ingress only",
      {
        $0.publicNAT()
        $0.change(vpc: "a") { $0.blockMode = "block-ingress" }
      },
      (.tcp(.host("a1.10"), .ip("8.8.8.8"), 443), .connects(through: ["nat-1"]))
    ),
    numbered(
      "C078",
      "detached IGW",
      {
        $0.host("a1.10", publicAddress: "198.51.100.10")
        $0.internetGateway("igw-a", vpc: "a", state: "detaching")
        $0.route("rtb-a", "0.0.0.0/0", "igw-a")
      },
      (.tcp(.internet(nil), .ip("198.51.100.10"), 443), .isolated("BAD_STATE_ATTACHMENT"))
    ),
    numbered(
      "C079",
      "IPv6 is public when routed",
      from: .dualStack(),
      {
        $0.internetGateway("igw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "igw-a")
        $0.group("sg-v6", in: "a", [.tcp(443, "::/0")], egress: [.all("::/0")])
        $0.assign(["sg-v6"], to: "a1.10")
      },
      (.tcp(.internet("2001:4860:4860::8888"), .ip("2001:db8:a:1::10"), 443), .connects(through: ["igw-a"]))
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// b1.10 behind `igw-b` with the public address 203.0.113.5; its group admits tcp/443 from one CIDR.
  fileprivate mutating func publicProduction(admits cidr: String) {
    host("b1.10", publicAddress: "203.0.113.5")
    internetGateway("igw-b", vpc: "b")
    route("rtb-b", "0.0.0.0/0", "igw-b")
    group("sg-public", in: "b", [.tcp(443, cidr)])
    assign(["sg-public"], to: "b1.10")
  }

  /// VPC-A reaches the internet through `nat-1` (198.51.100.20) in subnet n, whose table `rtb-n` leads to `igw-a`.
  fileprivate mutating func publicNAT() {
    subnet("n", "10.1.9.0/24", vpc: "a")
    internetGateway("igw-a", vpc: "a")
    table("rtb-n", in: "a", subnets: ["n"], routes: [("0.0.0.0/0", "igw-a")])
    natGateway("nat-1", in: "n", "10.1.9.20", publicAddress: "198.51.100.20")
    route("rtb-a", "0.0.0.0/0", "nat-1")
  }

  /// a1 reaches VPC-B through the private `nat-1` (100.64.0.10) and the transit gateway; VPC-B knows the way back to
  /// 100.64.0.0/16 only.
  fileprivate mutating func privateNAT() {
    cidr("100.64.0.0/16", of: "a")
    subnet("n", "100.64.0.0/24", vpc: "a")
    natGateway("nat-1", in: "n", "100.64.0.10")
    transitGateway("tgw-1", tables: ["tgw-rtb-1"])
    attach("a", to: "tgw-1", table: "tgw-rtb-1")
    attach("b", to: "tgw-1", table: "tgw-rtb-1")
    table("rtb-n", in: "a", subnets: ["n"], routes: [("10.2.0.0/16", "tgw-1")])
    route("rtb-a", "10.2.0.0/16", "nat-1")
    route("rtb-b", "100.64.0.0/16", "tgw-1")
  }
}
