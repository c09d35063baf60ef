/// VPC endpoints, endpoint services, VPC Lattice, Instance Connect and Route 53 Resolver of a case.
extension CaseEstate {
  /// A Network Load Balancer with one node and one listener on 443 that forwards to an address by port 8443.
  struct Provider {
    var name = "orders"
    var subnet = "b1"
    var address = "10.2.1.40"
    var target = "10.2.1.10"
    var groups: [String] = []
    /// `EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic`; `nil` leaves it out.
    var enforcement: String?
    /// The zone ids in which the service is offered.
    var zones = ["use1-az1"]
    var state = "Available"
    var connection: String? = "available"
    var principals = ["arn:aws:iam::111111111111:root"]

    func arn(_ account: String) -> String {
      "arn:aws:elasticloadbalancing:us-east-1:\(account):loadbalancer/net/\(name)/50dc6c495c0c9188"
    }
  }

  /// A provider's load balancer behind the endpoint service `vpce-svc-orders`; `connection` is the state of `vpce-orders`.
  mutating func endpointService(_ provider: Provider = Provider()) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(provider.subnet)" }) else { return }
    let vpc = String(row.vpc.dropFirst(4))
    networkLoadBalancer(provider)
    record(
      "ServiceConfigurations",
      in: vpc,
      [
        "ServiceId": "vpce-svc-orders", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-orders",
        "ServiceType": [["ServiceType": "Interface"]], "ServiceState": .string(provider.state),
        "AvailabilityZoneIds": .strings(provider.zones), "AcceptanceRequired": true, "ManagesVpcEndpoints": false,
        "NetworkLoadBalancerArns": [.string(provider.arn(place(of: row.vpc).account))], "Tags": [],
      ]
    )
    record(
      "VpcEndpointServicePermissions",
      in: vpc,
      ["ServiceId": "vpce-svc-orders", "AllowedPrincipals": .records("Principal", provider.principals)]
    )
    guard let state = provider.connection else { return }
    record(
      "VpcEndpointConnections",
      in: vpc,
      [
        "VpcEndpointConnectionId": "vpce-con-1", "ServiceId": "vpce-svc-orders", "VpcEndpointId": "vpce-orders",
        "VpcEndpointOwner": "111111111111", "VpcEndpointState": .string(state),
      ]
    )
  }

  mutating func networkLoadBalancer(_ provider: Provider) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(provider.subnet)" }) else { return }
    let vpc = String(row.vpc.dropFirst(4))
    let account = place(of: row.vpc).account
    let arn = provider.arn(account)
    let group = "arn:aws:elasticloadbalancing:us-east-1:\(account):targetgroup/\(provider.name)/73e2d6bc24d8a067"
    interface(
      "eni-\(provider.name)",
      in: provider.subnet,
      provider.address,
      groups: provider.groups,
      type: "network_load_balancer",
      description: "ELB net/\(provider.name)/50dc6c495c0c9188"
    )
    var balancer: [(key: String, value: JSONText)] = [
      (key: "LoadBalancerArn", value: .string(arn)), (key: "LoadBalancerName", value: .string(provider.name)),
      (key: "Type", value: "network"), (key: "Scheme", value: "internal"), (key: "VpcId", value: .string(row.vpc)),
      (
        key: "AvailabilityZones",
        value: [["ZoneName": .string(row.zone == 1 ? "us-east-1a" : "us-east-1b"), "SubnetId": .string(row.id)]]
      ),
      (key: "SecurityGroups", value: .strings(provider.groups)),
    ]
    if let enforcement = provider.enforcement {
      balancer.append(
        (key: "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", value: .string(enforcement))
      )
    }
    record("LoadBalancers", in: vpc, .object(balancer))
    record(
      "TargetGroups",
      in: vpc,
      [
        "TargetGroupArn": .string(group), "TargetGroupName": .string(provider.name), "TargetType": "ip",
        "Protocol": "TCP", "Port": 8443, "VpcId": .string(row.vpc), "LoadBalancerArns": [.string(arn)],
      ]
    )
    record(
      "TargetGroupAttributes",
      in: vpc,
      [
        "TargetGroupArn": .string(group),
        "Attributes": [
          ["Key": "preserve_client_ip.enabled", "Value": "true"],
          ["Key": "load_balancing.cross_zone.enabled", "Value": "true"],
        ],
      ]
    )
    record(
      "LoadBalancerListeners",
      in: vpc,
      [
        "LoadBalancerArn": .string(arn),
        "Listeners": [
          [
            "ListenerArn": .string(arn.replacing(":loadbalancer/", with: ":listener/") + "/0467ef3c8400ae65"),
            "LoadBalancerArn": .string(arn), "Port": 443, "Protocol": "TCP",
            "DefaultActions": [["Type": "forward", "TargetGroupArn": .string(group)]],
          ]
        ],
      ]
    )
    record(
      "LoadBalancerTargetHealth",
      in: vpc,
      [
        "TargetGroupArn": .string(group),
        "TargetHealthDescriptions": [["Target": ["Id": .string(provider.target), "Port": 8443]]],
      ]
    )
  }

  /// A VPC endpoint with one network interface; `leadsTo` is its `ServiceName`, `ResourceConfigurationArn` or
  /// `ServiceNetworkArn`.
  mutating func endpoint(
    _ id: String,
    in subnet: String,
    _ address: String,
    groups: [String]? = nil,
    type: String = "Interface",
    leadsTo: (key: String, value: String) = ("ServiceName", "com.amazonaws.vpce.us-east-1.vpce-svc-orders"),
    state: String = "available"
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    let groups = groups ?? ["sg-\(row.vpc.dropFirst(4))"]
    interface(
      "eni-\(id)",
      in: subnet,
      address,
      groups: groups,
      type: "vpc_endpoint",
      description: "VPC Endpoint Interface \(id)"
    )
    record(
      "VpcEndpoints",
      in: String(row.vpc.dropFirst(4)),
      .object([
        (key: "VpcEndpointId", value: .string(id)), (key: "VpcEndpointType", value: .string(type)),
        (key: "VpcId", value: .string(row.vpc)), (key: leadsTo.key, value: .string(leadsTo.value)),
        (key: "State", value: .string(state)), (key: "RouteTableIds", value: []),
        (key: "SubnetIds", value: [.string(row.id)]), (key: "NetworkInterfaceIds", value: [.string("eni-\(id)")]),
        (key: "Groups", value: .array(groups.map { ["GroupId": .string($0), "GroupName": .string($0)] })),
        (key: "OwnerId", value: .string(place(of: row.vpc).account)),
      ])
    )
  }

  /// A gateway endpoint of a VPC for a prefix list, with the routes of some tables.
  mutating func gatewayEndpoint(_ id: String, vpc: String, _ list: String, tables: [String]) {
    record(
      "VpcEndpoints",
      in: vpc,
      [
        "VpcEndpointId": .string(id), "VpcEndpointType": "Gateway", "VpcId": .string("vpc-\(vpc)"),
        "ServiceName": "com.amazonaws.us-east-1.s3", "State": "available", "RouteTableIds": .strings(tables),
        "SubnetIds": [], "NetworkInterfaceIds": [], "Groups": [],
      ]
    )
    for table in tables { route(table, list, id) }
  }

  // MARK: VPC Lattice

  static let lattice = "arn:aws:vpc-lattice:us-east-1:333333333333:"

  /// A resource configuration of an address by the resource gateway `rgw-db` in a subnet, with the gateway's interface.
  mutating func resourceConfiguration(
    _ address: String,
    ports: [String],
    gatewayIn subnet: String,
    _ gatewayAddress: String,
    groups: [String]
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    let vpc = String(row.vpc.dropFirst(4))
    interface(
      "eni-rgw",
      in: subnet,
      gatewayAddress,
      groups: groups,
      description: "VPC Lattice Resource Gateway rgw-db"
    )
    record(
      "resourceGateways",
      in: vpc,
      [
        "id": "rgw-db", "arn": .string(Self.lattice + "resourcegateway/rgw-db"), "name": "db", "status": "ACTIVE",
        "vpcIdentifier": .string(row.vpc), "subnetIds": [.string(row.id)], "securityGroupIds": .strings(groups),
      ]
    )
    record(
      "resourceConfigurations",
      in: vpc,
      [
        "id": "rcfg-db", "arn": .string(Self.lattice + "resourceconfiguration/rcfg-db"), "name": "db",
        "type": "SINGLE", "status": "ACTIVE", "resourceGatewayId": "rgw-db", "portRanges": .strings(ports),
        "protocol": "TCP", "resourceConfigurationDefinition": ["ipResource": ["ipAddress": .string(address)]],
      ]
    )
  }

  /// The service network `sn-shop` of VPC-B's account with the VPCs that are associated, each with its security groups.
  mutating func serviceNetwork(
    vpcs: [(name: String, groups: [String])],
    authType: String = "NONE",
    policy: String? = nil,
    services: Bool = true,
    resources: [String] = []
  ) {
    let network = Self.lattice + "servicenetwork/sn-shop"
    record(
      "serviceNetworks",
      in: "b",
      ["id": "sn-shop", "arn": .string(network), "name": "shop", "authType": .string(authType)]
    )
    for (index, vpc) in vpcs.enumerated() {
      record(
        "serviceNetworkVpcAssociations",
        in: "b",
        [
          "id": .string("snva-\(index)"), "arn": .string(Self.lattice + "servicenetworkvpcassociation/snva-\(index)"),
          "status": "ACTIVE", "serviceNetworkId": "sn-shop", "serviceNetworkArn": .string(network),
          "vpcId": .string("vpc-\(vpc.name)"), "securityGroupIds": .strings(vpc.groups),
        ]
      )
    }
    if services {
      record(
        "serviceNetworkServiceAssociations",
        in: "b",
        [
          "id": "snsa-1", "status": "ACTIVE", "serviceNetworkId": "sn-shop", "serviceNetworkArn": .string(network),
          "serviceId": "svc-orders", "serviceArn": .string(Self.lattice + "service/svc-orders"),
        ]
      )
    }
    for (index, resource) in resources.enumerated() {
      record(
        "serviceNetworkResourceAssociations",
        in: "b",
        [
          "id": .string("snra-\(index)"), "status": "ACTIVE", "serviceNetworkId": "sn-shop",
          "serviceNetworkArn": .string(network), "resourceConfigurationId": .string(resource),
          "resourceConfigurationArn": .string(Self.lattice + "resourceconfiguration/\(resource)"),
        ]
      )
    }
    var document: [(key: String, value: JSONText)] = [(key: "resourceIdentifier", value: "sn-shop")]
    if let policy { document += [(key: "policy", value: .string(policy)), (key: "state", value: "Active")] }
    record("latticeAuthPolicies", in: "b", .object(document))
  }

  /// The service `svc-orders` of VPC Lattice: a listener on 443, one target by address and port.
  mutating func latticeService(target: String, port: Int = 8443, in vpc: String = "b", authType: String = "NONE") {
    let service = Self.lattice + "service/svc-orders"
    let group = Self.lattice + "targetgroup/tg-orders"
    record(
      "latticeServices",
      in: vpc,
      [
        "id": "svc-orders", "arn": .string(service), "name": "orders", "authType": .string(authType),
        "status": "ACTIVE",
      ]
    )
    record(
      "latticeListeners",
      in: vpc,
      [
        "serviceIdentifier": "svc-orders",
        "listeners": [
          [
            "id": "listener-1", "arn": .string(service + "/listener/listener-1"), "protocol": "HTTPS", "port": 443,
            "defaultAction": [
              "forward": ["targetGroups": [["targetGroupIdentifier": "tg-orders", "weight": 100]]]
            ],
          ]
        ],
      ]
    )
    record(
      "latticeRules",
      in: vpc,
      ["listenerIdentifier": .string(service + "/listener/listener-1"), "rules": []]
    )
    record(
      "latticeTargetGroups",
      in: vpc,
      [
        "id": "tg-orders", "arn": .string(group), "name": "orders", "type": "IP", "status": "ACTIVE",
        "config": ["port": .integer(port), "protocol": "HTTPS", "vpcIdentifier": .string("vpc-\(vpc)")],
      ]
    )
    record(
      "latticeTargets",
      in: vpc,
      [
        "targetGroupIdentifier": "tg-orders",
        "targets": [["id": .string(target), "port": .integer(port), "status": "HEALTHY"]],
      ]
    )
  }

  // MARK: Instance Connect and Route 53 Resolver

  /// The Instance Connect endpoint `eice-1` with its interface.
  mutating func instanceConnectEndpoint(
    in subnet: String,
    _ address: String,
    groups: [String],
    preservesClientAddress: Bool = false
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    interface(
      "eni-eice",
      in: subnet,
      address,
      groups: groups,
      type: "ec2_instance_connect_endpoint",
      description: "EC2 Instance Connect endpoint"
    )
    record(
      "InstanceConnectEndpoints",
      in: String(row.vpc.dropFirst(4)),
      [
        "InstanceConnectEndpointId": "eice-1", "OwnerId": .string(place(of: row.vpc).account),
        "State": "create-complete", "VpcId": .string(row.vpc), "SubnetId": .string(row.id),
        "NetworkInterfaceIds": ["eni-eice"], "PreserveClientIp": .boolean(preservesClientAddress),
        "SecurityGroupIds": .strings(groups), "Tags": [],
      ]
    )
  }

  /// The outbound resolver endpoint `rslvr-out-1` with one interface, and the rule `rslvr-rr-corp` for `prod.corp` that sends
  /// to a name server and is associated with some VPCs.
  mutating func dnsForwarding(
    in subnet: String,
    _ address: String,
    groups: [String],
    to server: String,
    vpcs: [String]
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    let vpc = String(row.vpc.dropFirst(4))
    interface(
      "eni-rslvr",
      in: subnet,
      address,
      groups: groups,
      description: "Route 53 Resolver: rslvr-out-1:rni-1"
    )
    record(
      "ResolverEndpoints",
      in: vpc,
      [
        "Id": "rslvr-out-1",
        "Arn":
          .string("arn:aws:route53resolver:us-east-1:\(place(of: row.vpc).account):resolver-endpoint/rslvr-out-1"),
        "Direction": "OUTBOUND", "HostVPCId": .string(row.vpc), "SecurityGroupIds": .strings(groups),
        "Status": "OPERATIONAL", "IpAddressCount": 1,
      ]
    )
    record(
      "ResolverEndpointIpAddresses",
      in: vpc,
      [
        "ResolverEndpointId": "rslvr-out-1",
        "IpAddresses": [
          ["IpId": "rni-1", "SubnetId": .string(row.id), "Ip": .string(address), "Status": "ATTACHED"]
        ],
      ]
    )
    record(
      "ResolverRules",
      in: vpc,
      [
        "Id": "rslvr-rr-corp", "DomainName": "prod.corp.", "RuleType": "FORWARD", "Status": "COMPLETE",
        "ResolverEndpointId": "rslvr-out-1", "OwnerId": .string(place(of: row.vpc).account),
        "TargetIps": [["Ip": .string(server), "Port": 53]],
      ]
    )
    for name in vpcs {
      record(
        "ResolverRuleAssociations",
        in: vpc,
        [
          "Id": .string("rslvr-rrassoc-\(name)"), "ResolverRuleId": "rslvr-rr-corp",
          "VPCId": .string("vpc-\(name)"), "Status": "COMPLETE",
        ]
      )
    }
  }
}
