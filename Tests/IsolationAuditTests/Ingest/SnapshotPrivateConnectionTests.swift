import IsolationAudit
import Testing

@Suite("Snapshot: PrivateLink, VPC Lattice, Instance Connect, Route 53 Resolver")
struct SnapshotPrivateConnectionTests {
  @Test("endpoint services have load balancers, zones, permissions and connections")
  func endpointServices() throws {
    let read = try SnapshotReading(
      """
      {"ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
          "ServiceType": [{"ServiceType": "Interface"}], "ServiceState": "Available", "AcceptanceRequired": true,
          "AvailabilityZones": ["us-east-1a"], "AvailabilityZoneIds": ["use1-az1"], "RemoteAccessEnabled": false,
          "NetworkLoadBalancerArns": ["arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/n/1"]},
         {"ServiceId": "vpce-svc-2", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-2", "ServiceState": "Deleted",
          "AvailabilityZones": ["us-east-1b"],
          "GatewayLoadBalancerArns": ["arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/g/2"]}],
       "VpcEndpointServicePermissions": [{"ServiceId": "vpce-svc-1", "AllowedPrincipals": [
          {"PrincipalType": "All", "Principal": "*"}]}],
       "VpcEndpointConnections": [{"ServiceId": "vpce-svc-1", "VpcEndpointId": "vpce-9", "VpcEndpointOwner":
          "222222222222", "VpcEndpointState": "pendingAcceptance"}]}
      """
    )
    let services = read.estate.endpointServices.records
    #expect(services.map { read($0.id) } == ["vpce-svc-1", "vpce-svc-2"])
    #expect(services.map(\.isAvailable) == [true, false])
    #expect(services.map(\.requiresAcceptance) == [true, false])
    #expect(services.map { read($0.zones) } == [["use1-az1"], ["us-east-1b"]])
    #expect(services[0].allowedPrincipals.map { read($0) } == ["*"])
    #expect(services[1].allowedPrincipals == nil)
    #expect(services[0].connections?.map(\.isAvailable) == [false])
    #expect(services[0].connections.map { $0.map { read($0.endpointOwner) } } == ["222222222222"])
    #expect(services[1].connections?.isEmpty == true, "the list is there, and holds none of this service")
    let name = try #require(read.estate.symbols.find("com.amazonaws.vpce.us-east-1.vpce-svc-1"))
    #expect(read.estate.endpointService(name) == EstateID(0), "endpoints know a service by its name")
    #expect(read.errors == [])
    let none = try SnapshotReading(#"{"ServiceConfigurations": [{"ServiceId": "vpce-svc-1"}]}"#)
    #expect(none.estate.endpointServices.records[0].connections == nil, "nobody listed the connections")
  }

  @Test("VPC endpoints of the kinds that lead into other VPCs")
  func endpoints() throws {
    let read = try SnapshotReading(
      """
      {"VpcEndpoints": [
        {"VpcEndpointId": "vpce-1", "VpcEndpointType": "Interface", "VpcId": "vpc-1", "State": "pendingAcceptance",
         "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1", "SubnetIds": ["subnet-1"], "OwnerId": "111111111111",
         "Groups": [{"GroupId": "sg-1", "GroupName": "web"}], "NetworkInterfaceIds": ["eni-1"], "ServiceRegion":
         "us-west-2", "PolicyDocument": "{}"},
        {"VpcEndpointId": "vpce-2", "VpcEndpointType": "Resource", "VpcId": "vpc-1", "State": "Available",
         "ResourceConfigurationArn": "arn:aws:vpc-lattice:us-east-1:222222222222:resourceconfiguration/rcfg-1"},
        {"VpcEndpointId": "vpce-3", "VpcEndpointType": "ServiceNetwork", "VpcId": "vpc-1", "State": "available",
         "ServiceNetworkArn": "arn:aws:vpc-lattice:us-east-1:222222222222:servicenetwork/sn-1"}]}
      """
    )
    let endpoints = read.estate.vpcEndpoints.records
    #expect(endpoints.map(\.isAvailable) == [false, true, true])
    #expect(endpoints.map(\.hasPolicy) == [true, false, false])
    #expect(read(endpoints[0].groups) == ["sg-1"])
    #expect(read(endpoints[0].serviceRegion) == "us-west-2")
    #expect(endpoints.map { read($0.owner) } == Array(repeating: "111111111111", count: 3))
    #expect(read(endpoints[1].resourceConfiguration).hasSuffix("rcfg-1"))
    #expect(read(endpoints[2].serviceNetwork).hasSuffix("sn-1"))
  }

  static let lattice = "arn:aws:vpc-lattice:us-east-1:111111111111:"

  @Test("a service network with its associations, access and services")
  func serviceNetwork() throws {
    let read = try SnapshotReading(
      """
      {"serviceNetworks": [{"id": "sn-1", "name": "shop", "arn": "\(Self.lattice)servicenetwork/sn-1", "authType": "AWS_IAM"}],
       "serviceNetworkVpcAssociations": [
         {"id": "snva-1", "status": "ACTIVE", "serviceNetworkArn": "\(Self.lattice)servicenetwork/sn-1", "vpcId": "vpc-1"},
         {"id": "snva-1", "status": "ACTIVE", "serviceNetworkArn": "\(Self.lattice)servicenetwork/sn-1", "vpcId": "vpc-1",
          "securityGroupIds": ["sg-1"]},
         {"id": "snva-2", "status": "CREATE_FAILED", "serviceNetworkId": "sn-1", "vpcId": "vpc-2"}],
       "serviceNetworkServiceAssociations": [{"id": "snsa-1", "status": "ACTIVE", "serviceNetworkId": "sn-1",
         "serviceArn": "\(Self.lattice)service/svc-1"}],
       "latticeServices": [{"id": "svc-1", "name": "orders", "arn": "\(Self.lattice)service/svc-1", "authType": "NONE"}],
       "latticeListeners": [{"serviceIdentifier": "svc-1", "listeners": [
         {"id": "listener-1", "arn": "\(Self.lattice)service/svc-1/listener/listener-1", "protocol": "HTTPS", "port": 443,
          "defaultAction": {"forward": {"targetGroups": [{"targetGroupIdentifier": "tg-1", "weight": 100}]}}},
         {"id": "listener-2", "arn": "\(Self.lattice)service/svc-1/listener/listener-2", "protocol": "HTTP", "port": 80,
          "defaultAction": {"fixedResponse": {"statusCode": 404}}}]}],
       "latticeRules": [{"listenerIdentifier": "\(Self.lattice)service/svc-1/listener/listener-1", "rules": [
         {"id": "rule-1", "priority": 1, "action": {"forward": {"targetGroups": [{"targetGroupIdentifier": "tg-2"}]}}}]}],
       "latticeTargetGroups": [{"id": "tg-1", "arn": "\(Self.lattice)targetgroup/tg-1", "name": "t", "type": "IP",
         "config": {"port": 8443, "protocol": "HTTPS", "vpcIdentifier": "vpc-2"}}],
       "latticeTargets": [{"targetGroupIdentifier": "tg-1", "targets": [{"id": "10.2.1.10", "port": 8443,
         "status": "UNHEALTHY"}]}],
       "latticeAuthPolicies": [{"resourceIdentifier": "sn-1", "policy":
         "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Deny\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\"}]}",
         "state": "Active"}]}
      """
    )
    let network = try #require(read.estate.serviceNetworks.records.first)
    #expect(network.access == LatticeAccess(authType: .iam, policy: .allowsNone))
    #expect(network.access.refusesAll)
    #expect(network.vpcs?.map { read($0.vpc) } == ["vpc-1", "vpc-2"])
    #expect(network.vpcs?.map(\.isInForce) == [true, false])
    #expect(network.vpcs?[0].groups.map { read($0) } == ["sg-1"])
    #expect(network.vpcs?[1].groups == nil, "a row of the list does not tell")
    #expect(network.services?.count == 1)
    #expect(network.resources == nil, "nobody listed the resource associations")
    let service = try #require(read.estate.latticeServices.records.first)
    #expect(service.access.authType == .open)
    #expect(service.listeners?.map(\.port) == [443, 80])
    #expect(service.listeners?[0].targetGroups.map { read($0) } == ["tg-1", "tg-2"])
    #expect(service.listeners?[1].targetGroups == nil, "its rules are not in the snapshot")
    let group = try #require(read.estate.targetGroups.records.first)
    #expect(group.kind == .ip)
    #expect(read(group.vpc) == "vpc-2")
    #expect(group.targets?.map { read($0.id) } == ["10.2.1.10"])
    #expect(read.errors == [])
  }

  @Test(
    "what an auth policy lets through",
    arguments: [
      (#""policy": "{\"Statement\":[{\"Effect\":\"Allow\"}]}""#, LatticeAccess.Policy.allowsSome),
      (#""policy": "{\"Statement\":{\"Effect\":\"Deny\"}}""#, .allowsNone),
      (#""policy": "{\"Statement\":[{\"Effect\":\"Deny\"},{\"Effect\":\"Allow\"}]}""#, .allowsSome),
      (#""policy": "no policy at all""#, .allowsSome),
      (#""policy": """#, .absent),
      (#""state": "Inactive""#, .absent),
    ]
  )
  func authPolicy(_ member: String, _ expected: LatticeAccess.Policy) throws {
    let read = try SnapshotReading(
      """
      {"serviceNetworks": [{"id": "sn-1", "arn": "\(Self.lattice)servicenetwork/sn-1", "authType": "AWS_IAM"}],
       "latticeAuthPolicies": [{"resourceIdentifier": "sn-1", \(member)}]}
      """
    )
    #expect(read.estate.serviceNetworks.records[0].access.policy == expected)
  }

  @Test("resource gateways and resource configurations")
  func resources() throws {
    let read = try SnapshotReading(
      """
      {"resourceGateways": [{"id": "rgw-1", "arn": "\(Self.lattice)resourcegateway/rgw-1", "status": "ACTIVE",
         "vpcIdentifier": "vpc-1", "subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"]}],
       "resourceConfigurations": [
        {"id": "rcfg-1", "arn": "\(Self.lattice)resourceconfiguration/rcfg-1", "type": "SINGLE", "status": "ACTIVE",
         "resourceGatewayId": "rgw-1", "portRanges": ["5432", "6000-6010, 7000"], "protocol": "TCP",
         "resourceConfigurationDefinition": {"ipResource": {"ipAddress": "10.2.1.30"}}},
        {"id": "rcfg-2", "arn": "\(Self.lattice)resourceconfiguration/rcfg-2", "type": "GROUP", "status": "ACTIVE"},
        {"id": "rcfg-3", "arn": "\(Self.lattice)resourceconfiguration/rcfg-3", "type": "CHILD", "status": "CREATE_FAILED",
         "resourceConfigurationGroupId": "rcfg-2", "portRanges": ["1-65535"],
         "resourceConfigurationDefinition": {"dnsResource": {"domainName": "db.internal"}}},
        {"id": "rcfg-4", "arn": "\(Self.lattice)resourceconfiguration/rcfg-4", "type": "ARN",
         "resourceConfigurationDefinition": {"arnResource": {"arn": "arn:aws:rds:us-east-1:111111111111:db:orders"}}}]}
      """
    )
    let gateway = try #require(read.estate.resourceGateways.records.first)
    #expect(read(gateway.vpc) == "vpc-1")
    #expect(read(gateway.groups) == ["sg-1"])
    let configurations = read.estate.resourceConfigurations.records
    #expect(configurations.map(\.kind) == [.single, .group, .single, .awsResource])
    #expect(configurations[0].ports?.map(\.text) == ["5432", "6000-6010", "7000"])
    #expect(configurations[0].definition == .address(try IPAddress("10.2.1.30")))
    #expect(configurations[1].definition == .unknown)
    #expect(configurations[2].isInForce == false)
    #expect(read(configurations[2].group) == "rcfg-2")
    #expect(configurations[3].ports == nil)
    #expect(read.errors == [])
  }

  @Test("Instance Connect endpoints")
  func instanceConnect() throws {
    let read = try SnapshotReading(
      """
      {"InstanceConnectEndpoints": [
        {"InstanceConnectEndpointId": "eice-1", "OwnerId": "111111111111", "VpcId": "vpc-1", "SubnetId": "subnet-1",
         "State": "create-complete", "NetworkInterfaceIds": ["eni-1"], "PreserveClientIp": true,
         "SecurityGroupIds": ["sg-1"]},
        {"InstanceConnectEndpointId": "eice-2", "State": "create-failed"}]}
      """
    )
    let endpoints = read.estate.instanceConnectEndpoints.records
    #expect(endpoints.map(\.isAvailable) == [true, false])
    #expect(endpoints.map(\.preservesClientAddress) == [true, false])
    #expect(read(endpoints[0].networkInterfaces) == ["eni-1"])
  }

  @Test("resolver endpoints, rules, their VPCs, and DNS Firewall")
  func resolver() throws {
    let read = try SnapshotReading(
      """
      {"ResolverEndpoints": [{"Id": "rslvr-out-1", "Arn":
         "arn:aws:route53resolver:us-east-1:111111111111:resolver-endpoint/rslvr-out-1", "Direction": "OUTBOUND",
         "HostVPCId": "vpc-1", "SecurityGroupIds": ["sg-1"], "Status": "OPERATIONAL"}],
       "ResolverEndpointIpAddresses": [{"ResolverEndpointId": "rslvr-out-1", "IpAddresses": [
         {"IpId": "rni-1", "SubnetId": "subnet-1", "Ip": "10.1.1.60", "Status": "ATTACHED"}]}],
       "ResolverRules": [{"Id": "rslvr-rr-1", "DomainName": "prod.corp.", "RuleType": "FORWARD", "OwnerId": "111111111111",
         "ResolverEndpointId": "rslvr-out-1", "TargetIps": [{"Ip": "10.2.0.53"}, {"Ip": "10.2.0.54", "Port": 853,
         "Protocol": "DoH"}]}, {"Id": "rslvr-rr-2", "DomainName": ".", "RuleType": "RECURSIVE"}],
       "ResolverRuleAssociations": [
         {"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1", "Status": "COMPLETE"},
         {"Id": "rslvr-rrassoc-2", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-2", "Status": "FAILED"}],
       "FirewallRuleGroupAssociations": [{"Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1",
         "VpcId": "vpc-1", "Priority": 101, "Status": "COMPLETE"}]}
      """
    )
    let endpoint = try #require(read.estate.resolverEndpoints.records.first)
    #expect(endpoint.direction == .outbound)
    #expect(endpoint.addresses?.map(\.address.description) == ["10.1.1.60"])
    let rules = read.estate.resolverRules.records
    #expect(rules.map(\.forwards) == [true, false])
    #expect(rules[0].targets.map(\.port) == [53, 853])
    #expect(rules[0].targets.map(\.isEncrypted) == [false, true])
    #expect(rules[0].vpcs.map { $0.map { read($0.vpc) } } == ["vpc-1"])
    #expect(rules[1].vpcs?.isEmpty == true, "the list is there, and holds none of this rule")
    #expect(read.estate.dnsFirewallAssociations.map { read($0.group) } == ["rslvr-frg-1"])
    #expect(read.errors == [])
  }

  @Test(
    "a record that cannot be read is one error with its place, and its list is not whole",
    arguments: [
      (
        "latticeTargets", #"[{"targetGroupIdentifier": "tg-1", "targets": [{"id": "10.0.0.1", "port": 70000}]}]"#,
        "expected an integer from 0 to 65535"
      ),
      ("resourceConfigurations", #"[{"arn": "arn:1", "portRanges": ["9-2"]}]"#, "expected a port or a range of ports"),
      (
        "resourceConfigurations", #"[{"arn": "arn:1", "portRanges": ["1-2-3"]}]"#, "expected a port or a range of ports"
      ),
      ("serviceNetworks", #"[{"arn": "arn:1", "authType": "MAYBE"}]"#, "expected NONE or AWS_IAM"),
      ("serviceNetworks", #"[{"id": "sn-1"}]"#, "no arn, expected one in every record"),
      ("ResolverEndpoints", #"[{"Id": "r", "Direction": "UP"}]"#, "expected INBOUND, OUTBOUND or INBOUND_DELEGATION"),
      ("ResolverRules", #"[{"Id": "r", "RuleType": "X"}]"#, "expected FORWARD, SYSTEM, RECURSIVE or DELEGATE"),
      ("ServiceConfigurations", #"[{"ServiceName": "x"}]"#, "no ServiceId, expected one in every record"),
      ("VpcEndpointConnections", #"[{"ServiceId": "x"}]"#, "no VpcEndpointId, expected one in every record"),
      ("InstanceConnectEndpoints", #"[{"PreserveClientIp": "yes"}]"#, "expected true or false"),
    ]
  )
  func badRecords(_ list: String, _ rows: String, _ message: String) throws {
    let read = try SnapshotReading("{\"Vpcs\": [], \"\(list)\": \(rows)}")
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.contains(message) == true, "\(read.errors)")
    #expect(read.errors.first?.contains("#/\(list)/0") == true, "\(read.errors)")
    #expect(read.status(list) == .error)
  }

  @Test(
    "collection.json tells of the calls of VPC Lattice and Route 53 Resolver, and of no other service's with that name",
    arguments: [
      ("vpc-lattice", "list-services", "latticeServices", Completeness.Status.denied),
      ("ecs", "list-services", "latticeServices", .absent),
      ("vpc-lattice", "get-service-network-vpc-association", "serviceNetworkVpcAssociations", .denied),
      ("route53resolver", "list-resolver-rules", "ResolverRules", .denied),
      ("ec2", "describe-vpc-endpoint-service-configurations", "ServiceConfigurations", .denied),
      ("ec2", "describe-vpc-endpoint-connections", "VpcEndpointConnections", .denied),
      ("ec2", "describe-vpc-endpoint-service-permissions", "VpcEndpointServicePermissions", .denied),
      ("ec2", "describe-instance-connect-endpoints", "InstanceConnectEndpoints", .denied),
    ]
  )
  func collection(_ service: String, _ operation: String, _ list: String, _ status: Completeness.Status) throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": #"{"Vpcs": []}"#,
      "collection.json": """
      {"calls": [{"account": "111111111111", "region": "us-east-1", "service": "\(service)", "operation": "\(operation)",
        "status": "denied"}]}
      """,
    ])
    #expect(read.status(list) == status)
  }
}
