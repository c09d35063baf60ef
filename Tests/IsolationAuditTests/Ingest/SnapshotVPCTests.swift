import IsolationAudit
import Testing

@Suite("Snapshot: VPCs, subnets, routes, filters")
struct SnapshotVPCTests {
  @Test("a VPC has the CIDR blocks that are associated")
  func vpc() throws {
    let read = try SnapshotReading(
      """
      {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "IsDefault": true,
        "CidrBlockAssociationSet": [
          {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
          {"CidrBlock": "10.9.0.0/16", "CidrBlockState": {"State": "disassociated"}}],
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}],
        "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-ingress"},
        "Tags": [{"Key": "Name", "Value": "dev"}, {"Key": "Environment", "Value": "development"}]}]}
      """
    )
    let vpc = try #require(read.estate.vpcs.records.first)
    #expect(read(vpc.id) == "vpc-1")
    #expect(read(vpc.owner) == "111111111111")
    #expect(read(vpc.region) == "us-east-1")
    #expect(vpc.prefixes.map(\.description) == ["10.0.0.0/16", "2001:db8::/56"])
    #expect(vpc.isDefault)
    #expect(vpc.blockPublicAccess == .blockIngress)
    #expect(read(vpc.tags) == ["Environment=development", "Name=dev"])
    #expect(read.estate.find(vpc.id) == .vpc(EstateID(0)))
    #expect(read.diagnostics == [])
    #expect(read.status("Vpcs") == .collected)
  }

  @Test("a subnet has a zone id if one is given, otherwise a zone name")
  func subnets() throws {
    let read = try SnapshotReading(
      """
      {"Vpcs": [{"VpcId": "vpc-1"}], "Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a",
          "AvailabilityZoneId": "use1-az4", "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"}},
        {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.2.0/24", "AvailabilityZone": "us-east-1b",
          "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:0:1::/64", "Ipv6CidrBlockState": {"State": "associated"}}]}]}
      """
    )
    let subnets = read.estate.subnets.records
    #expect(subnets.map { read($0.zone) } == ["use1-az4", "us-east-1b"])
    #expect(subnets.map { $0.prefixes.map(\.description) } == [["10.0.1.0/24"], ["10.0.2.0/24", "2001:db8:0:1::/64"]])
    #expect(subnets.map(\.blockPublicAccess) == [.off, nil])
    #expect(subnets.map { read($0.owner) } == ["111111111111", "111111111111"])
  }

  @Test("a route table has associations and routes of all kinds of targets")
  func routeTable() throws {
    let read = try SnapshotReading(
      """
      {"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1",
        "Associations": [
          {"Main": true, "AssociationState": {"State": "associated"}},
          {"Main": false, "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}},
          {"Main": false, "SubnetId": "subnet-2", "AssociationState": {"State": "disassociated"}},
          {"Main": false, "GatewayId": "igw-1"}],
        "PropagatingVgws": [{"GatewayId": "vgw-1"}],
        "Routes": [
          {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
          {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "Origin": "CreateRoute", "State": "active"},
          {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute"},
          {"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"},
          {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1"},
          {"DestinationCidrBlock": "10.1.0.0/16", "NatGatewayId": "nat-1"},
          {"DestinationCidrBlock": "10.2.0.0/16", "TransitGatewayId": "tgw-1", "State": "blackhole"},
          {"DestinationCidrBlock": "10.3.0.0/16", "VpcPeeringConnectionId": "pcx-1"},
          {"DestinationCidrBlock": "10.4.0.0/16", "InstanceId": "i-1", "NetworkInterfaceId": "eni-1"},
          {"DestinationCidrBlock": "10.5.0.0/16", "CoreNetworkArn": "arn:aws:networkmanager::111111111111:core-network/c"},
          {"DestinationCidrBlock": "10.6.0.0/16"}]}]}
      """
    )
    let table = try #require(read.estate.routeTables.records.first)
    #expect(table.isMain)
    #expect(read(table.subnets) == ["subnet-1"])
    #expect(read(table.gateways) == ["igw-1"])
    #expect(read(table.propagatingGateways) == ["vgw-1"])
    func symbol(_ text: String) -> Symbol { read.estate.symbols.find(text) ?? .empty }
    #expect(
      table.routes.map(\.target) == [
        .local, .internetGateway(symbol("igw-1")), .egressOnlyInternetGateway(symbol("eigw-1")),
        .vpnGateway(symbol("vgw-1")), .vpcEndpoint(symbol("vpce-1")), .natGateway(symbol("nat-1")),
        .transitGateway(symbol("tgw-1")), .peeringConnection(symbol("pcx-1")), .networkInterface(symbol("eni-1")),
        .coreNetwork(symbol("c")), .none,
      ]
    )
    #expect(table.routes[6].isBlackhole && !table.routes[5].isBlackhole)
    #expect(
      table.routes[0...4].map(\.origin) == [.createRouteTable, .createRoute, .createRoute, .propagated, .unknown]
    )
    #expect(table.routes[4].destination == .prefixList(symbol("pl-1")))
  }

  @Test("the entries of a network ACL are boxes, sorted by direction, family and number")
  func networkACL() throws {
    let read = try SnapshotReading(
      """
      {"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": false,
        "Associations": [{"SubnetId": "subnet-1"}],
        "Entries": [
          {"RuleNumber": 32767, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"},
          {"RuleNumber": 100, "Egress": true, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "10.0.0.0/8"},
          {"RuleNumber": 110, "Egress": false, "RuleAction": "allow", "Protocol": "1", "CidrBlock": "10.0.0.0/8",
            "IcmpTypeCode": {"Type": 8, "Code": -1}},
          {"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "6", "CidrBlock": "10.0.0.0/8",
            "PortRange": {"From": 443, "To": 444}},
          {"RuleNumber": 101, "Egress": false, "RuleAction": "allow", "Protocol": "50", "Ipv6CidrBlock": "::/0"}]}]}
      """
    )
    let list = try #require(read.estate.networkACLs.records.first)
    #expect(read(list.subnets) == ["subnet-1"])
    #expect(list.entries.map(\.ruleNumber) == [100, 110, 32767, 101, 100])
    #expect(list.entries.map(\.isEgress) == [false, false, false, false, true])
    #expect(list.entries.map(\.allows) == [true, true, false, true, true])
    let ten = AddressRange(0x0A00_0000, 0x0AFF_FFFF)
    #expect(
      list.entries.map(\.box) == [
        HeaderBox(family: .ipv4, source: ten, protocols: .tcp, destinationPorts: PortRange(443, 444)),
        HeaderBox(family: .ipv4, source: ten, protocols: .icmp, destinationPorts: PortRange(8, 8)),
        HeaderBox(family: .ipv4),
        HeaderBox(family: .ipv6, protocols: ProtocolRange(50)),
        HeaderBox(family: .ipv4, destination: ten),
      ]
    )
  }

  @Test("a security group has a rule for each peer of each permission, with its id where one is known")
  func securityGroup() throws {
    let read = try SnapshotReading(
      """
      {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "OwnerId": "111111111111",
        "IpPermissions": [
          {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "192.168.0.0/16", "Description": "office"}],
            "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}], "PrefixListIds": [{"PrefixListId": "pl-1"}],
            "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "111111111111"}]},
          {"IpProtocol": "icmp", "FromPort": 3, "ToPort": 4, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
          {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.1/32"}]},
          {"IpProtocol": "50", "IpRanges": [{"CidrIp": "10.0.0.2/32"}]}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}],
       "SecurityGroupRules": [
        {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
          "ToPort": 443, "CidrIpv4": "192.168.0.0/16"},
        {"SecurityGroupRuleId": "sgr-2", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
          "ToPort": 443, "ReferencedGroupInfo": {"GroupId": "sg-2", "UserId": "111111111111"}},
        {"SecurityGroupRuleId": "sgr-3", "GroupId": "sg-1", "IsEgress": true, "IpProtocol": "-1", "FromPort": -1,
          "ToPort": -1, "CidrIpv4": "0.0.0.0/0"}]}
      """
    )
    let group = try #require(read.estate.securityGroups.records.first)
    #expect(
      read.rules(group.ingress) == [
        " tcp 443 10.0.0.0/8", "sgr-1 tcp 443 192.168.0.0/16", " tcp 443 2001:db8::/32", " tcp 443 pl-1",
        "sgr-2 tcp 443 sg-2", " icmp 3 code 4 0.0.0.0/0", " icmp any 10.0.0.1/32", " 50 any 10.0.0.2/32",
      ]
    )
    #expect(read.rules(group.egress) == ["sgr-3 any any 0.0.0.0/0"])
    let place = read.snapshot.files.locate(read.estate.securityGroupRules[1].provenance)
    #expect(place.pointer == "/SecurityGroups/0/IpPermissions/0/IpRanges/1")
  }

  @Test("a rule that the group does not have is a warning, and the list is no longer trusted")
  func ruleMismatch() throws {
    let read = try SnapshotReading(
      """
      {"Vpcs": [{"VpcId": "vpc-1"}],
       "SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []}],
       "SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-9", "GroupId": "sg-1", "IsEgress": false,
         "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "0.0.0.0/0"}]}
      """
    )
    #expect(
      read.diagnostics == [
        "ec2.json:3:25 #/SecurityGroupRules/0 (sgr-9): warning: rule is not among the permissions of sg-1, "
          + "expected the two lists to agree"
      ]
    )
    #expect(read.status("SecurityGroups") == .error)
  }

  @Test("a network interface has all its addresses, the primary one first, and their public addresses")
  func networkInterface() throws {
    let read = try SnapshotReading(
      """
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1",
        "OwnerId": "111111111111", "InterfaceType": "interface", "SourceDestCheck": false, "RequesterManaged": true,
        "RequesterId": "amazon-elb", "Description": "ELB app/web/1", "Attachment": {"InstanceId": "i-1"},
        "Groups": [{"GroupId": "sg-2", "GroupName": "b"}, {"GroupId": "sg-1", "GroupName": "a"}],
        "PrivateIpAddress": "10.0.1.10", "Association": {"PublicIp": "203.0.113.10"},
        "PrivateIpAddresses": [
          {"Primary": false, "PrivateIpAddress": "10.0.1.11", "Association": {"PublicIp": "203.0.113.11"}},
          {"Primary": true, "PrivateIpAddress": "10.0.1.10"}],
        "Ipv6Addresses": [{"Ipv6Address": "2001:db8::10"}],
        "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.64/28"}], "Ipv6Prefixes": [{"Ipv6Prefix": "2001:db8:0:0:100::/80"}],
        "TagSet": [{"Key": "Name", "Value": "web"}]}],
       "Addresses": [{"PublicIp": "203.0.113.99", "AllocationId": "eipalloc-1"}]}
      """
    )
    let interface = try #require(read.estate.networkInterfaces.records.first)
    #expect(read(interface.groups) == ["sg-1", "sg-2"])
    #expect(read(interface.instance) == "i-1")
    #expect(interface.isRequesterManaged && !interface.checksSourceAndDestination)
    #expect(interface.kind == .interface)
    #expect(read(interface.tags) == ["Name=web"])
    let addresses = interface.addresses.range.map { read.estate.interfaceAddresses[$0] }
    #expect(
      addresses.map { $0.range.text($0.family) } == [
        "10.0.1.10", "10.0.1.11", "2001:db8::10", "10.0.1.64/28", "2001:db8:0:0:100::/80",
      ]
    )
    #expect(addresses.map(\.publicAddress) == [0xCB00_710A, 0xCB00_710B, 0, 0, 0])
    #expect(addresses.map(\.hasPublicAddress) == [true, true, false, false, false])
  }

  @Test("an address of Addresses completes an interface that does not name it")
  func elasticAddress() throws {
    let read = try SnapshotReading(
      """
      {"Addresses": [{"PublicIp": "203.0.113.7", "AllocationId": "eipalloc-1", "NetworkInterfaceId": "eni-1",
         "PrivateIpAddress": "10.0.1.10"}],
       "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.1.10"}]}
      """
    )
    #expect(read.estate.interfaceAddresses.map(\.publicAddress) == [0xCB00_7107])
  }

  @Test(
    "interface types have their kinds",
    arguments: [
      ("interface", NetworkInterface.Kind.interface), ("efa", .interface), ("nat_gateway", .natGateway),
      ("natGateway", .natGateway), ("transit_gateway", .transitGateway), ("lambda", .lambda),
      ("load_balancer", .loadBalancer), ("network_load_balancer", .networkLoadBalancer), ("vpc_endpoint", .vpcEndpoint),
      ("quicksight", .other),
    ]
  )
  func interfaceKinds(type: String, kind: NetworkInterface.Kind) throws {
    let read = try SnapshotReading(
      #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "InterfaceType": "\#(type)"}]}"#
    )
    #expect(read.estate.networkInterfaces.records.map(\.kind) == [kind])
  }

  @Test("instances stand in reservations or alone")
  func instances() throws {
    let read = try SnapshotReading(
      """
      {"Reservations": [{"ReservationId": "r-1", "OwnerId": "111111111111", "Instances": [
         {"InstanceId": "i-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": {"Code": 16, "Name": "running"},
          "Placement": {"AvailabilityZone": "us-east-1a"},
          "IamInstanceProfile": {"Arn": "arn:aws:iam::111111111111:instance-profile/app", "Id": "AIPA"}}]}],
       "Instances": [{"InstanceId": "i-2", "VpcId": "vpc-1", "SubnetId": "subnet-1"}]}
      """
    )
    #expect(read.estate.instances.records.map { read($0.id) } == ["i-1", "i-2"])
    let first = try #require(read.estate.instances.records.first)
    #expect(read(first.instanceProfile) == "arn:aws:iam::111111111111:instance-profile/app")
    #expect(read(first.state) == "running")
    #expect(read(first.region) == "us-east-1")
    #expect(read(first.owner) == "111111111111")
  }

  @Test("the entries of a prefix list come with it, or from a list of their own")
  func prefixLists() throws {
    let read = try SnapshotReading(
      """
      {"PrefixLists": [
         {"PrefixListId": "pl-1", "PrefixListName": "offices", "OwnerId": "111111111111"},
         {"PrefixListId": "pl-2", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["52.216.0.0/15"]}],
       "PrefixListEntries": [{"PrefixListId": "pl-1", "Entries": [{"Cidr": "192.168.0.0/24", "Description": "HQ"}]},
         {"PrefixListId": "pl-3", "Entries": []}]}
      """
    )
    let lists = read.estate.prefixLists.records
    #expect(lists.map { read($0.id) } == ["pl-1", "pl-2", "pl-3"])
    #expect(lists.map { $0.entries?.map(\.prefix.description) } == [["192.168.0.0/24"], ["52.216.0.0/15"], []])
  }
}
