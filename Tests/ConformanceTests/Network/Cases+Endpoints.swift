/// C136–C149: VPC endpoints, PrivateLink and VPC Lattice; and the negative twins of C084 and C085.
extension NetworkCase {
  /// Development's endpoint `vpce-orders` at 10.1.1.50 and production's service behind a Network Load Balancer.
  private static func privateLink(
    _ estate: inout CaseEstate,
    _ provider: CaseEstate.Provider = CaseEstate.Provider(),
    endpoint: (subnet: String, address: String, state: String) = ("a1", "10.1.1.50", "available")
  ) {
    estate.endpointService(provider)
    estate.endpoint("vpce-orders", in: endpoint.subnet, endpoint.address, state: endpoint.state)
  }

  private static let balancer = CaseEstate.Provider().arn("333333333333")

  static let endpoints: [NetworkCase] =
    gatewayEndpoints + privateLinks + resourceEndpoints + serviceNetworks

  private static let gatewayEndpoints: [NetworkCase] = [
    numbered(
      "C136",
      "gateway endpoint",
      {
        $0.prefixList("pl-s3", in: "a", ["52.216.0.0/15"])
        $0.gatewayEndpoint("vpce-s3", vpc: "a", "pl-s3", tables: ["rtb-a"])
        $0.group("sg-s3", in: "a", [], egress: [.tcp(443, "pl-s3")])
        $0.assign(["sg-s3"], to: "a1.10")
      },
      (.tcp(.host("a1.10"), .ip("52.216.0.9"), 443), .connects(through: ["vpce-s3"])),
      (.tcp(.host("a1.10"), .ip("52.216.0.9"), 80), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-s3")),
      (.tcp(.host("a1.10"), .ip("52.220.0.9"), 443), .isolated)
    ),
    numbered(
      "C137",
      "gateway endpoint protocol",
      {
        $0.prefixList("pl-s3", in: "a", ["52.216.0.0/15"])
        $0.gatewayEndpoint("vpce-s3", vpc: "a", "pl-s3", tables: ["rtb-a"])
      },
      (.udp(.host("a1.10"), .ip("52.216.0.9"), 443), .isolated("VPCE_GATEWAY_PROTOCOL_RESTRICTION", at: "vpce-s3")),
      (.icmp(.host("a1.10"), .ip("52.216.0.9"), type: 8), .connects(through: ["vpce-s3"])),
      (
        .icmp(.host("a1.10"), .ip("52.216.0.9"), type: 13),
        .isolated("VPCE_GATEWAY_PROTOCOL_RESTRICTION", at: "vpce-s3")
      ),
      (.tcp(.host("a1.10"), .ip("52.216.0.9"), 443), .connects(through: ["vpce-s3"]))
    ),
    numbered(
      "C138",
      "interface endpoint SG",
      {
        $0.group("sg-vpce", in: "a", [.tcp(443, "10.1.1.0/24")])
        $0.endpoint(
          "vpce-kms",
          in: "a1",
          "10.1.1.50",
          groups: ["sg-vpce"],
          leadsTo: ("ServiceName", "com.amazonaws.us-east-1.kms")
        )
      },
      (.tcp(.host("a2.20"), .ip("10.1.1.50"), 443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-vpce")),
      (.tcp(.host("a1.10"), .ip("10.1.1.50"), 443), .connects)
    ),
  ].flatMap(\.self)

  private static let privateLinks: [NetworkCase] = [
    numbered(
      "C139",
      "PrivateLink crosses environments",
      { privateLink(&$0) },
      (.tcp(.host("a1.10"), .ip("10.1.1.50"), 443), .connects),
      (.tcp(.host("a2.20"), .host("b1.10"), 8443), .connects(through: ["vpce-orders", balancer])),
      (.tcp(.host("a1.10"), .host("b1.10"), 443), .isolated),
      (.udp(.host("a1.10"), .host("b1.10"), 8443), .isolated)
    ),
    twin(
      "C139",
      "overlap",
      "PrivateLink between VPCs with the same addresses",
      {
        $0.vpc("d", "10.1.0.0/16", account: "333333333333", environment: "prod")
        $0.subnet("d1", "10.1.1.0/24")
        $0.host("d1.10")
        var provider = CaseEstate.Provider()
        (provider.subnet, provider.address, provider.target) = ("d1", "10.1.1.40", "10.1.1.10")
        privateLink(&$0, provider)
      },
      (.tcp(.host("a1.11"), .host("d1.10"), 8443), .connects(through: ["vpce-orders", balancer])),
      (.tcp(.host("a1.11"), .host("d1.10"), 22), .isolated)
    ),
    twin(
      "C139",
      "target",
      "PrivateLink to a target that admits the clients only",
      {
        $0.group("sg-target", in: "b", [.tcp(8443, "10.1.0.0/16")])
        $0.assign(["sg-target"], to: "b1.10")
        privateLink(&$0)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-target"))
    ),
    twin(
      "C139",
      "balancer",
      "PrivateLink to a target that admits the load balancer's address",
      {
        $0.group("sg-target", in: "b", [.tcp(8443, "10.2.1.40/32")])
        $0.assign(["sg-target"], to: "b1.10")
        privateLink(&$0)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: ["vpce-orders", balancer]))
    ),
    twin(
      "C139",
      "peered",
      "PrivateLink from a VPC that is peered with the endpoint's",
      {
        $0.peering("pcx-ac", "a", "c")
        privateLink(&$0)
      },
      (.tcp(.host("c1.10"), .host("b1.10"), 8443), .connects(through: ["pcx-ac", "vpce-orders", balancer]))
    ),
    twin(
      "C139",
      "nobody",
      "PrivateLink to a service that is not in the snapshot, of an account that was asked",
      {
        $0.endpoint("vpce-orders", in: "a1", "10.1.1.50")
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated)
    ),
    numbered(
      "C140",
      "PrivateLink is one way",
      { privateLink(&$0) },
      (.tcp(.host("b1.10"), .host("a1.10"), 443), .isolated),
      (.tcp(.eni("eni-vpce-orders"), .host("a1.10"), 443), .isolated("VPCE_INTRA_VPC_TRAFFIC", at: "eni-vpce-orders"))
    ),
    numbered(
      "C141",
      "not accepted",
      {
        var provider = CaseEstate.Provider()
        provider.connection = "pendingAcceptance"
        privateLink(&$0, provider, endpoint: ("a1", "10.1.1.50", "pendingAcceptance"))
      },
      (.tcp(.host("a1.10"), .ip("10.1.1.50"), 443), .isolated("BAD_STATE", at: "vpce-orders")),
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated)
    ),
    numbered(
      "C142",
      "principal not allowed",
      {
        var provider = CaseEstate.Provider()
        provider.connection = nil
        provider.principals = ["arn:aws:iam::444444444444:root"]
        $0.endpointService(provider)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated),
      (.tcp(.host("a1.10"), .ip("10.2.1.40"), 443), .isolated)
    ),
    numbered(
      "C143",
      "NLB SG applied to PrivateLink",
      {
        var provider = CaseEstate.Provider()
        (provider.groups, provider.enforcement) = (["sg-nlb"], "on")
        $0.group("sg-nlb", in: "b", [.tcp(443, "10.9.0.0/16")])
        privateLink(&$0, provider)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-nlb"))
    ),
    twin(
      "C143",
      "open",
      "NLB SG applied to PrivateLink, and open to the client",
      {
        var provider = CaseEstate.Provider()
        (provider.groups, provider.enforcement) = (["sg-nlb"], "on")
        $0.group("sg-nlb", in: "b", [.tcp(443, "10.1.1.10/32")])
        privateLink(&$0, provider)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: [balancer])),
      (.tcp(.host("a1.11"), .host("b1.10"), 8443), .isolated)
    ),
    numbered(
      "C144",
      "NLB SG not applied",
      {
        var provider = CaseEstate.Provider()
        (provider.groups, provider.enforcement) = (["sg-nlb"], "off")
        $0.group("sg-nlb", in: "b", [.tcp(443, "10.9.0.0/16")])
        privateLink(&$0, provider)
      },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: [balancer]))
    ),
    numbered(
      "C145",
      "AZ not served",
      { privateLink(&$0, endpoint: ("a2", "10.1.2.50", "available")) },
      (.tcp(.host("a1.10"), .ip("10.1.2.50"), 443), .isolated("VPCE_SERVICE_NOT_INSTALLED_IN_AZ", at: "vpce-orders")),
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated)
    ),
  ].flatMap(\.self)

  private static func resourceEndpoint(_ estate: inout CaseEstate, admits peer: String) {
    estate.group("sg-rgw", in: "b", [])
    estate.group("sg-rds", in: "b", [.tcp(5432, peer)])
    estate.interface("eni-rds", in: "b2", "10.2.2.30", groups: ["sg-rds"], description: "RDSNetworkInterface")
    estate.resourceConfiguration("10.2.2.30", ports: ["5432"], gatewayIn: "b1", "10.2.1.70", groups: ["sg-rgw"])
    estate.endpoint(
      "vpce-db",
      in: "a1",
      "10.1.1.60",
      type: "Resource",
      leadsTo: ("ResourceConfigurationArn", CaseEstate.lattice + "resourceconfiguration/rcfg-db")
    )
  }

  private static let resourceEndpoints: [NetworkCase] = [
    numbered(
      "C146",
      "resource endpoint",
      { resourceEndpoint(&$0, admits: "10.2.1.70/32") },
      (.tcp(.host("a1.10"), .eni("eni-rds"), 5432), .connects(through: ["vpce-db"])),
      (.tcp(.host("a1.10"), .eni("eni-rds"), 3306), .isolated)
    ),
    twin(
      "C146",
      "group",
      "resource endpoint, by the resource gateway's group",
      { resourceEndpoint(&$0, admits: "sg-rgw") },
      (.tcp(.host("a1.10"), .eni("eni-rds"), 5432), .connects(through: ["vpce-db"]))
    ),
    numbered(
      "C147",
      "resource endpoint, RDS SG closed",
      {
        $0.group("sg-app", in: "b", [])
        resourceEndpoint(&$0, admits: "sg-app")
      },
      (.tcp(.host("a1.10"), .eni("eni-rds"), 5432), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-rds"))
    ),
  ].flatMap(\.self)

  private static let network = CaseEstate.lattice + "servicenetwork/sn-shop"

  private static func shop(
    _ estate: inout CaseEstate,
    groups: [String] = [],
    authType: String = "NONE",
    policy: String? = nil,
    admits peer: String = "169.254.171.0/24"
  ) {
    estate.group("sg-orders", in: "b", [.tcp(8443, peer)])
    estate.assign(["sg-orders"], to: "b1.10")
    estate.latticeService(target: "10.2.1.10")
    estate.serviceNetwork(vpcs: [("a", groups), ("b", [])], authType: authType, policy: policy)
  }

  private static let serviceNetworks: [NetworkCase] = [
    numbered(
      "C148",
      "service network",
      { shop(&$0) },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: [network])),
      (.tcp(.host("a1.10"), .host("b1.10"), 443), .isolated),
      (.tcp(.host("c1.10"), .host("b1.10"), 8443), .isolated)
    ),
    twin(
      "C148",
      "closed",
      "service network, target closed to Lattice",
      { shop(&$0, admits: "10.0.0.0/8") },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-orders"))
    ),
    twin(
      "C148",
      "policy",
      "service network, auth policy decides",
      { shop(&$0, authType: "AWS_IAM", policy: #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}"#) },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .may(through: [network]))
    ),
    twin(
      "C148",
      "refused",
      "service network, no auth policy where one is required",
      { shop(&$0, authType: "AWS_IAM") },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated)
    ),
    numbered(
      "C149",
      "service network with SG",
      {
        $0.group("sg-web", in: "a", [])
        $0.group("sg-x", in: "a", [])
        $0.group("sg-snva", in: "a", [.tcp(443, "sg-web")])
        $0.assign(["sg-web"], to: "a1.10")
        $0.assign(["sg-x"], to: "a1.11")
        shop(&$0, groups: ["sg-snva"])
      },
      (.tcp(.host("a1.11"), .host("b1.10"), 8443), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-snva")),
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: [network]))
    ),
  ].flatMap(\.self)
}
