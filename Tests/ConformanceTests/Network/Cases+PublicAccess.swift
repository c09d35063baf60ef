/// C076 and C077: VPC Block Public Access by options, exclusions and the states of VPCs and subnets.
extension NetworkCase {
  private static let inbound = Probe.tcp(.internet(nil), .ip("198.51.100.10"), 443)
  private static let outbound = Probe.tcp(.host("a1.10"), .ip("8.8.8.8"), 443)

  static let publicAccess: [NetworkCase] = [
    numbered(
      "C076e",
      "a subnet that is excluded",
      {
        $0.openHost()
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
        $0.blockModeOfSubnet["subnet-a1"] = "off"
        $0.blockPublicAccess(
          "block-bidirectional",
          exclusions: [("subnet/subnet-a1", "allow-bidirectional", "create-complete")]
        )
      },
      (inbound, .connects),
      (outbound, .connects),
      (.tcp(.internet(nil), .ip("198.51.100.20"), 443), .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED"))
    ),
    numbered(
      "C076x",
      "an exclusion for egress",
      {
        $0.openHost()
        $0.change(vpc: "a") { $0.blockMode = "block-ingress" }
        $0.blockPublicAccess("block-bidirectional", exclusions: [("vpc/vpc-a", "allow-egress", "create-complete")])
      },
      (inbound, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED")),
      (outbound, .connects(through: ["igw-a"]))
    ),
    numbered(
      "C076d",
      "an exclusion that is deleted",
      {
        $0.openHost()
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
        $0.blockPublicAccess(
          "block-bidirectional",
          exclusions: [("vpc/vpc-a", "allow-bidirectional", "delete-complete")]
        )
      },
      (inbound, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED")),
      (outbound, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED"))
    ),
    numbered(
      "C076c",
      "options and state contradict each other",
      {
        $0.openHost()
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
        $0.blockPublicAccess("off")
      },
      (inbound, .connects)
    ),
    numbered(
      "C076o",
      "options say more than the states",
      {
        $0.openHost()
        $0.blockPublicAccess("block-bidirectional")
      },
      (inbound, .connects)
    ),
    numbered(
      "C077i",
      "ingress alone is blocked, and the sender has an address of its own",
      {
        $0.openHost()
        $0.change(vpc: "a") { $0.blockMode = "block-ingress" }
        $0.blockPublicAccess("block-ingress")
      },
      (inbound, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED")),
      (outbound, .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED"))
    ),
    numbered(
      "C077v",
      "IPv6 into a subnet that is excluded",
      from: .dualStack(),
      {
        $0.internetGateway("igw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "igw-a")
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
        $0.blockModeOfSubnet["subnet-a1"] = "off"
      },
      (.tcp(.internet("2001:4860:4860::8888"), .ip("2001:db8:a:1::10"), 443), .connects),
      (
        .tcp(.internet("2001:4860:4860::8888"), .ip("2001:db8:a:2::20"), 443),
        .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
      )
    ),
    numbered(
      "C077g",
      "an egress-only gateway under a block",
      from: .dualStack(),
      {
        $0.egressOnlyInternetGateway("eigw-a", vpc: "a")
        $0.route("rtb-a", "::/0", "eigw-a")
        $0.change(vpc: "a") { $0.blockMode = "block-bidirectional" }
        $0.blockModeOfSubnet["subnet-a2"] = "block-ingress"
      },
      (
        .tcp(.host("a1.10"), .ip("2001:4860:4860::8888"), 443),
        .isolated("VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
      ),
      (.tcp(.host("a2.20"), .ip("2001:4860:4860::8888"), 443), .connects(through: ["eigw-a"]))
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// a1.10 (198.51.100.10) and a2.20 (198.51.100.20) behind the internet gateway `igw-a`.
  fileprivate mutating func openHost() {
    host("a1.10", publicAddress: "198.51.100.10")
    host("a2.20", publicAddress: "198.51.100.20")
    internetGateway("igw-a", vpc: "a")
    route("rtb-a", "0.0.0.0/0", "igw-a")
  }
}
