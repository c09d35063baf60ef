/// C080–C090: VPC peering.
extension NetworkCase {
  static let peering: [NetworkCase] = [
    numbered(
      "C080",
      "plain peering",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.group("sg-api", in: "b", [.tcp(443, "10.1.0.0/16")])
        $0.assign(["sg-api"], to: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .connects(through: ["pcx-ab"]))
    ),
    numbered(
      "C081",
      "route on one side only",
      {
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-a", "10.2.0.0/16", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .oneWay),
      (.udp(.host("a1.10"), .ip("10.2.1.10"), 514), .oneWay)
    ),
    numbered(
      "C082",
      "no transit",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.peering("pcx-bc", "b", "c")
        $0.route("rtb-a", "10.3.0.0/16", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("10.3.1.10"), 443), .isolated("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-ab"))
    ),
    numbered(
      "C083",
      "no edge to edge: VPN",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.vpnGateway("vgw-b", vpc: "b")
        $0.vpn("vpn-1", at: "vgw-b", in: "b", staticRoutes: ["192.168.0.0/16"])
        $0.route("rtb-b", "192.168.0.0/16", "vgw-b", propagated: true)
        $0.route("rtb-a", "192.168.0.0/16", "pcx-ab")
      },
      (
        .tcp(.host("a1.10"), .onPremises("192.168.1.1"), 443),
        .isolated("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-ab")
      )
    ),
    numbered(
      "C084",
      "no edge to edge: gateway endpoint",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.prefixList("pl-s3", in: "b", ["52.216.0.0/15"])
        $0.record(
          "VpcEndpoints",
          in: "b",
          [
            "VpcEndpointId": "vpce-s3", "VpcEndpointType": "Gateway", "VpcId": "vpc-b",
            "ServiceName": "com.amazonaws.us-east-1.s3", "State": "available", "RouteTableIds": ["rtb-b"],
            "SubnetIds": [], "NetworkInterfaceIds": [], "Groups": [],
          ]
        )
        $0.route("rtb-b", "pl-s3", "vpce-s3")
        $0.route("rtb-a", "52.216.0.0/15", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("52.216.0.9"), 443), .isolated)
    ),
    numbered(
      "C085",
      "interface endpoint over peering works",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.group("sg-vpce", in: "b", [.tcp(443, "10.1.0.0/16")])
        $0.interface("eni-vpce", in: "b1", "10.2.1.50", groups: ["sg-vpce"], type: "vpc_endpoint")
        $0.record(
          "VpcEndpoints",
          in: "b",
          [
            "VpcEndpointId": "vpce-kms", "VpcEndpointType": "Interface", "VpcId": "vpc-b",
            "ServiceName": "com.amazonaws.us-east-1.kms", "State": "available", "RouteTableIds": [],
            "SubnetIds": ["subnet-b1"], "NetworkInterfaceIds": ["eni-vpce"],
            "Groups": [["GroupId": "sg-vpce", "GroupName": "sg-vpce"]],
          ]
        )
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.50"), 443), .connects(through: ["pcx-ab"]))
    ),
    numbered(
      "C086",
      "TGW behind peering is transit",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.transitGateway("tgw-1", tables: ["tgw-rtb-1"])
        $0.attach("b", to: "tgw-1", table: "tgw-rtb-1")
        $0.attach("c", to: "tgw-1", table: "tgw-rtb-1")
        $0.route("rtb-b", "10.3.0.0/16", "tgw-1")
        $0.route("rtb-c", "10.0.0.0/8", "tgw-1")
        $0.route("rtb-a", "10.3.0.0/16", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("10.3.1.10"), 443), .isolated("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-ab"))
    ),
    numbered(
      "C087",
      "proxy makes peering transitive",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.peering("pcx-bc", "b", "c")
        $0.internalLoadBalancer()
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.60"), 443), .connects(through: ["pcx-ab"])),
      (.tcp(.eni("eni-alb"), .ip("10.3.1.10"), 443), .connects(through: ["pcx-bc"])),
      (
        .tcp(.host("a1.10"), .ip("10.3.1.10"), 443),
        .connects(
          through: [
            "pcx-ab",
            "arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/app/shared/50dc6c495c0c9188", "pcx-bc",
          ]
        )
      ),
      (.tcp(.host("a1.10"), .ip("10.3.1.10"), 80), .isolated)
    ),
    numbered(
      "C088",
      "pending",
      {
        $0.peering("pcx-ab", "a", "b", status: "pending-acceptance", routes: false)
        $0.blackhole("rtb-a", "10.2.0.0/16", "pcx-ab")
        $0.blackhole("rtb-b", "10.1.0.0/16", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.10"), 443), .isolated("BAD_STATE_ROUTE", "BAD_STATE"))
    ),
    numbered(
      "C089",
      "narrow route",
      {
        $0.peering("pcx-ab", "a", "b", routes: false)
        $0.route("rtb-a", "10.2.1.0/24", "pcx-ab")
        $0.route("rtb-b", "10.1.0.0/16", "pcx-ab")
      },
      (.tcp(.host("a1.10"), .ip("10.2.2.5"), 443), .isolated("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    ),
    numbered(
      "C090",
      "no reverse path check, duplicate CIDR",
      {
        for twin in ["p", "q"] {
          $0.vpc(twin, "10.5.0.0/16", account: "444444444444", environment: "shared")
          $0.subnet("\(twin)1", "10.5.1.0/24")
          $0.host("\(twin)1.10")
        }
        $0.peering("pcx-ap", "a", "p", routes: false)
        $0.peering("pcx-aq", "a", "q", routes: false)
        $0.route("rtb-a", "10.5.0.0/16", "pcx-aq")
        $0.route("rtb-p", "10.1.0.0/16", "pcx-ap")
        $0.route("rtb-q", "10.1.0.0/16", "pcx-aq")
      },
      (.tcp(.host("p1.10"), .ip("10.1.1.10"), 443), .oneWay)
    ),
  ].flatMap(\.self)
}

extension CaseEstate {
  /// An internal application load balancer in VPC-B (node 10.2.1.60, listener 443) whose target is c1.10 by address.
  fileprivate mutating func internalLoadBalancer() {
    let arn = "arn:aws:elasticloadbalancing:us-east-1:333333333333"
    let balancer = "\(arn):loadbalancer/app/shared/50dc6c495c0c9188"
    let targets = "\(arn):targetgroup/shared/943f017f100becff"
    interface(
      "eni-alb",
      in: "b1",
      "10.2.1.60",
      description: "ELB app/shared/50dc6c495c0c9188"
    )
    record(
      "LoadBalancers",
      in: "b",
      [
        "LoadBalancerArn": .string(balancer), "LoadBalancerName": "shared", "Type": "application", "Scheme": "internal",
        "DNSName": "internal-shared.us-east-1.elb.amazonaws.com", "VpcId": "vpc-b", "State": ["Code": "active"],
        "AvailabilityZones": [["ZoneName": "us-east-1a", "SubnetId": "subnet-b1"]], "SecurityGroups": ["sg-b"],
        "IpAddressType": "ipv4",
      ]
    )
    record(
      "TargetGroups",
      in: "b",
      [
        "TargetGroupArn": .string(targets), "TargetGroupName": "shared", "Protocol": "HTTPS", "Port": 443,
        "VpcId": "vpc-b", "TargetType": "ip", "LoadBalancerArns": [.string(balancer)],
      ]
    )
    record(
      "LoadBalancerListeners",
      in: "b",
      [
        "LoadBalancerArn": .string(balancer),
        "Listeners": [
          [
            "ListenerArn": .string("\(arn):listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"),
            "LoadBalancerArn": .string(balancer), "Port": 443, "Protocol": "HTTPS",
            "DefaultActions": [["Type": "forward", "TargetGroupArn": .string(targets)]],
          ]
        ],
      ]
    )
    record(
      "LoadBalancerTargetHealth",
      in: "b",
      [
        "TargetGroupArn": .string(targets),
        "TargetHealthDescriptions": [
          [
            "Target": ["Id": "10.3.1.10", "Port": 443, "AvailabilityZone": "all"],
            "TargetHealth": ["State": "healthy"],
          ]
        ],
      ]
    )
  }
}
